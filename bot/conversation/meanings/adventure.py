"""Adventure: how far the writing may stray, from safe (0.5) to wild (1.5)."""

from collections.abc import Callable

from bot.conversation.facts import Fact, Remark, SetTemperature, SetTempo, StepTemperature
from bot.conversation.pattern import Found, Row

LOW, HIGH = 0.5, 1.5
VERY_WILD, VERY_SAFE = 1.35, 0.65
_WILD = (
    "adventurous|adventerous|wild|risky|crazy|daring|bold|unpredictable|experimental|chaotic|"
    "random|creative|surprising|weird|strange|unusual|unexpected|spicy|nuts|insane|out there|"
    "free|edgy|avant garde|inventive|"
    "interesting|quirky|mad|unhinged|far out|varied|zany|odd|funky|brave"
)
_WILDER = (
    "wilder|riskier|crazier|bolder|weirder|spicier|stranger|edgier|madder|freer|quirkier|odder|"
    "braver|zanier|looser"
)
_SAFE = (
    "safe|conservative|predictable|tame|cautious|careful|conventional|restrained|"
    "controlled|orderly|sensible|sober|ordinary|disciplined|mild|reserved|plain|straightforward|"
    "normal|timid|vanilla"
)
_DULL = "boring|dull|bland|lifeless|stale|monotonous|repetitive|samey"
_SAFER = "safer|calmer|tamer|saner|plainer|milder|soberer|simpler|tidier"
_NOUN = (
    "adventure|adventurousness|risk|risks|randomness|chaos|craziness|wildness|surprise|surprises|"
    "creativity|spice|experimentation|variation|variety|freedom|danger|daring|weirdness|madness"
)
_SCALE = (
    "adventurousness|adventure|adventurous|wildness|craziness|riskiness|risk|randomness|surprise|"
    "creativity|chaos|weirdness|experimental|wild|crazy|spice"
)
_IS = "(level|factor|rating|score|setting|{is}|set|out|on|a)*"
_TEMPO_LIKE = 40


def _step(direction: int) -> Callable[[Found], Fact]:
    return lambda found: StepTemperature(direction * found.steps)


def _number(found: Found) -> Fact | tuple[Fact, ...]:
    value = found.number("number")
    if found.text("word") == "temp" and value >= _TEMPO_LIKE:
        return SetTempo(value), Remark("temp_is_tempo", (f"{value:g}",))
    return SetTemperature(value)


def _ratio(part: float, whole: float) -> Fact:
    return SetTemperature(LOW + (HIGH - LOW) * part / (whole or 10.0))


def _slash(found: Found) -> Fact:
    part, whole = found.token("slash").value
    return _ratio(part, whole)


def _out_of(found: Found) -> Fact:
    return _ratio(found.number("number"), found.number("whole"))


def _percent(found: Found) -> Fact:
    return _ratio(found.number("percent"), 100)


def _bare_scale(found: Found) -> Fact | None:
    """``adventure 8`` is of ten; ``adventure 1.2`` is a temperature."""
    value = found.number("number")
    if value <= HIGH:
        return SetTemperature(value)
    return _ratio(value, 10) if value <= 10 else None


def _set(value: float) -> Callable[[Found], Fact]:
    return lambda found: SetTemperature(value, word=" ".join(t.text for t in found.tokens))


ROWS: tuple[Row, ...] = (
    Row("(the)? !(wildest|craziest|riskiest|boldest|weirdest|most (adventurous|experimental|"
        "unpredictable|daring|creative)) (possible)?", _set(1.5)),
    Row("(the)? !(safest|tamest|calmest|most (conservative|predictable|careful|cautious)) "
        "(possible)?", _set(0.5)),
    Row(f"!({_NOUN}|temperature) (at|to|on|all the way)* (max|maximum|full|the max|eleven)",
        _set(1.5)),
    Row(f"!({_NOUN}|temperature) (at|to|on)* (min|minimum|zero|the minimum)", _set(0.5)),
    Row(f"{{degree}} !(too|less|not so) ({_DULL})", _step(1)),
    Row(f"{{degree}} !({_DULL})", _step(1)),
    Row("(the)? !(temperature|temp) up {after}", _step(1)),
    Row("(the)? !(temperature|temp) down {after}", _step(-1)),
    Row(f"(with|at|a|set|the|to)* !@word(temperature|temp|t|temperatur) {_IS} <number>", _number),
    Row("!<number> (temperature|temp) ", lambda f: SetTemperature(f.number("number"))),
    Row(f"(with|at|an|the|set)* !({_SCALE}) {_IS} <slash>", _slash),
    Row(f"(with|at|an|the|set)* !({_SCALE}) {_IS} <number> (out of|of|from|over) <number:whole>",
        _out_of),
    Row(f"(with|at|an|the|set)* !({_SCALE}) {_IS} <percent>", _percent),
    Row(f"(with|at|an|the|set)* !({_SCALE}) (level|factor|rating|score|{{is}}|set)* <number> ~ "
        "(END|_|,|<stop:_>|and|in|with|for|but|<genre:_>|<genreish:_>)", _bare_scale),
    Row(f"!<slash> (for|on|in|of)? ({_SCALE})", _slash),
    Row(f"!<number> (out of) <number:whole> (for|on|in|of)? ({_SCALE})", _out_of),
    Row(f"!(not|n't) (quite|nearly)? ({_WILD}) enough", _step(1)),
    Row(f"!(not|n't) (quite|nearly)? ({_SAFE}) enough", _step(-1)),
    Row(f"!(not|n't) enough ({_NOUN})", _step(1)),
    Row(f"!(not|n't) (be)? (too|so|that|as|very|quite so|overly) ({_WILD})",
        lambda f: StepTemperature(-0.5)),
    Row(f"!(not|n't) (be)? (too|so|that|as|very|quite so|overly) ({_SAFE})",
        lambda f: StepTemperature(0.5)),
    Row(f"{{degree}} !too ({_WILD})", _step(-1)),
    Row(f"{{degree}} !too ({_SAFE})", _step(1)),
    Row(f"!too (much|many) ({_NOUN})", _step(-1)),
    Row(f"!nothing (too)? ({_WILD})", _step(-1)),
    Row(f"!nothing (too)? ({_SAFE})", _step(1)),
    Row(f"!as ({_WILD}) as (possible|you can|you like|it gets)", _set(1.5)),
    Row(f"!as ({_SAFE}) as (possible|you can|it gets)", _set(0.5)),
    Row(f"!(maximum|maximally|max|full|fully|completely|utterly|absolutely) ({_WILD}|{_NOUN})",
        _set(1.5)),
    Row(f"!(minimum|min|minimal|no|zero) ({_NOUN})", _set(0.5)),
    Row(f"!(maximum|maximally|max|completely|utterly|absolutely) ({_SAFE})", _set(0.5)),
    Row("!go (all out|nuts|crazy|wild|mad|bananas)", _set(VERY_WILD)),
    Row("!(off the wall|off the rails)", _set(VERY_WILD)),
    Row(f"{{degree}} !(more ({_WILD}|{_NOUN}|on the edge)|{_WILDER}|less ({_SAFE})|"
        f"surprise me more|surprise me again|(take|with|add) (some)? (more)? (risks|chances)|"
        f"spice {{it}} up|shake {{it}} up|liven {{it}} up|mess {{it}} up|loosen {{it}} up|loosen "
        "up|"
        f"let loose|turn up the ({_NOUN})|crank up the ({_NOUN})|crank {{it}} up|"
        f"(increase|raise|boost|up|bump up|pump up) the ({_NOUN}|temperature|temp)) {{after}}",
        _step(1)),
    Row(f"{{degree}} !(less ({_WILD}|{_NOUN})|{_SAFER}|more ({_SAFE})|fewer (surprises|risks)|"
        f"(calm|tone|dial|tame|rein|settle) {{it}}? (down|back|in)|tame {{it}}|play {{it}} safe|"
        f"turn down the ({_NOUN}|temperature|temp)|"
        f"(decrease|lower|reduce|cut|drop) the ({_NOUN}|temperature|temp)) {{after}}", _step(-1)),
    Row("!surprise me {big2}?", _step(1)),
    Row(f"{{very}} !({_WILD})", _set(VERY_WILD)),
    Row(f"{{very}} !({_SAFE})", _set(VERY_SAFE)),
    Row(f"(on the)? {{big}} !({_WILD})", _set(VERY_WILD)),
    Row(f"{{small}} !({_WILD})", _step(1)),
    Row(f"{{small}} !({_SAFE})", _step(-1)),
    Row("!(adventurous|wild|risky|daring|experimental|unpredictable|chaotic|crazy|avant garde|"
        "inventive|weird|unusual|surprising|unhinged|quirky|bold|strange)", _step(1)),
    Row("!(safe|conservative|predictable|tame|cautious|conventional|restrained|mild)", _step(-1)),
)  # fmt: skip
