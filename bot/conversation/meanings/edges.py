"""Edges of a piece: an intro of the band, a pickup of the tune, and an end that leads back.

Read before lengths, so that the bars of an intro are never the bars of the piece.
"""

from bot.conversation.facts import Fact, ScaleIntro, SetIntro, SetLoop, SetPickup
from bot.conversation.pattern import Found, Row
from engine.request import INTRO_RANGE

USUAL_INTRO_BARS = 2
_INTRO = "(intro|introduction|intros)"
_BARS = "(bar|bars|measure|measures)"
_WITH = "(with|and|add|plus|,|has|have|give it|put|in front|a|an|the|another)*"
_NO = (
    "no|no more|without|without any|drop|remove|lose|skip|cut|ditch|leave out|take out|get rid of|"
    "don't add|don't want|dont want|do not want|not"
)
_NOT = f"({_NO}|don't|dont|do not|never|shouldn't|should not|doesn't|stop|doesn't need to)"
_LOOPING = (
    "(loop|looping|loopable|loopy|loops|seamless loop|seamless|seamlessly|endless loop|endless)"
)
_LOOP_WORDS = "(perfect|perfectly|seamless|seamlessly|endless|endlessly|little|nice|good|proper)*"
# An upbeat is a mood as well ("more upbeat"): only as a noun is it a pickup. What is picked up
# is the pace.
_PICKUP = "(pickup|pickups|anacrusis) (bar|bars|measure|measures|note|notes)*"
_UPBEAT = "(upbeat|up beat|pick up)"
_OVER = "(END|,|<stop:_>|please)"
_BEGIN = "(start|starts|starting|begin|begins|beginning)"
_SO_THAT = "(so|that|so that|which|it|and|should|can|must|will|to|needs to)*"


def _said_bars(found: Found) -> Fact:
    return SetIntro(found.number("number"))


def _short_bars(found: Found) -> Fact | None:
    """``intro 16 bars``: nobody's intro is that long, so it is the piece's length."""
    bars = found.number("number")
    return SetIntro(bars) if bars <= INTRO_RANGE[1] else None


ROWS: tuple[Row, ...] = (
    Row(f"(but|and|,)* !({_NO}) (the|an|a|any|that)* (<number:_> {_BARS})? {_INTRO}",
        lambda found: SetIntro(0)),
    Row(f"!(take|leave|cut) (the|that) {_INTRO} (out|off|away)", lambda found: SetIntro(0)),
    Row(f"{_WITH} !{_INTRO} (of|is|:|=|should be|lasting|for)* <number> {_BARS}?", _short_bars),
    Row(f"{_WITH} !<number> (-)? {_BARS} (of|as|for)* (a|an|the)? (long|short)? {_INTRO}",
        _said_bars),
    Row(f"{_WITH} (one|single)? !(bar|measure) (of)? (an)? {_INTRO}", lambda found: SetIntro(1)),
    Row(f"(make|with|a|an|the|give it)* !(longer) {_INTRO}", lambda found: ScaleIntro(2.0)),
    Row(f"(make|with|a|an|the|give it)* !(shorter) {_INTRO}", lambda found: ScaleIntro(0.5)),
    Row(f"(make)? (the|that|its) !{_INTRO} (a bit|much)? longer", lambda found: ScaleIntro(2.0)),
    Row(f"(make)? (the|that|its) !{_INTRO} (a bit|much)? shorter", lambda found: ScaleIntro(0.5)),
    Row(f"{_WITH} !(a long|long) {_INTRO}", lambda found: SetIntro(INTRO_RANGE[1])),
    Row(f"{_WITH} !(a short|short|brief|little|small) {_INTRO}", lambda found: SetIntro(1)),
    Row(f"{_WITH} !{_INTRO}", lambda found: SetIntro(USUAL_INTRO_BARS)),
    Row(f"(but|and|,)* !({_NO}) (the|an|a|any|that)* {_PICKUP}", lambda found: SetPickup(False)),
    Row(f"(but|and|,)* !(no|without) (a|an|any)? {_UPBEAT} ~ {_OVER}",
        lambda found: SetPickup(False)),
    Row(f"({{it}}|should|must|to|and|,)* !{_BEGIN} (with|on|from) (a|an|the)? {_PICKUP}",
        lambda found: SetPickup(True)),
    Row(f"({{it}}|should|must|to|and|,)* !{_BEGIN} (with|on|from) (a|an|the) {_UPBEAT} ~ {_OVER}",
        lambda found: SetPickup(True)),
    Row(f"{_WITH} !{_PICKUP}", lambda found: SetPickup(True)),
    Row(f"(and|,)* !(with|add|plus|give it) (a|an) {_UPBEAT} ~ {_OVER}",
        lambda found: SetPickup(True)),
    Row(f"(but|and|,)* !{_NOT} (have|make|let|be|want|need)* {{it}}? (be|to|as|into)* (a|any|the)? "
        f"{_LOOP_WORDS} {_LOOPING} ({{it}})? (anymore|any more)?", lambda found: SetLoop(False)),
    Row("!unloop {it}?", lambda found: SetLoop(False)),
    Row(f"!(make|let|have) {{it}} (be|into|as|a|to)* {_LOOP_WORDS} {_LOOPING}",
        lambda found: SetLoop(True)),
    Row(f"!(as|into|in|for|like)* (a|an) {_LOOP_WORDS} loop ~ {{stop}}",
        lambda found: SetLoop(True)),
    Row(f"{_SO_THAT} !(loops|loop) ({{it}}|seamlessly|perfectly|endlessly|forever|for ever|well)* "
        "~ {stop}", lambda found: SetLoop(True)),
    Row("(as|a|an|and|perfectly|,)* !(seamless|endless|perfect) loop", lambda found: SetLoop(True)),
    Row("(as|a|an|and|make it|,)* !(loopable|looping|looped|seamlessly looping)",
        lambda found: SetLoop(True)),
)  # fmt: skip
