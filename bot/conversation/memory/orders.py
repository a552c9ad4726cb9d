"""Orders about what is remembered: votes, presets of others, battles, taste, privacy.

An order is a whole message of a set form, so that none hides inside a wish for music.
Reads the text as it was typed, because names are whatever letters were typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_CODE = r"#?(?P<code>(?=[0-9A-Za-z]*\d)(?=[0-9A-Za-z]*[A-Za-z])[0-9A-Za-z]{6}|FX-[0-9A-Za-z]{8,})"
_IT = r"(?:it|this|that|this one|that one|this piece|the piece)"
_PRESET = r"(?:(?:my |the )?preset )?"
_NAME = r"[\"']?(?P<name>[^\"]+?)[\"']?"
_NEW = r"[\"']?(?P<new>[^\"]+?)[\"']?"
_PIECES = r"(?: (?:pieces|piece|ones|music|songs|tunes))?"
_SPAN = r"(?P<span>today|day|week|month|ever|all time)"

# What an order is called, and how it is said. The first that fits the whole message counts.
ORDERS: tuple[tuple[str, str], ...] = (
    ("delete_all", r"(?:yes,? )?(?:delete|erase) everything (?:about me )?for good"),
    ("export_all", r"privacy export|(?:export|download|send me|give me) (?:all )?(?:of )?my data"),
    ("ask_delete", r"privacy delete|forget me|(?:delete|erase|wipe|remove) (?:all )?(?:of )?"
                   r"(?:my data|everything about me|everything of mine|my account|me)"),
    ("privacy", r"privacy(?: show| policy)?|my data|what do you (?:know|store|keep|save|remember)"
                r"(?: (?:about|of|on) me)?"),
    ("vote", rf"(?:vote |thumbs )?(?P<way>up|down)(?: (?:for |on )?(?:{_CODE}|{_IT}))?"),
    ("vote", rf"(?P<way>upvote|downvote|👍|👎)(?: (?:{_CODE}|{_IT}))?"),
    ("vote", rf"i (?:really )?(?P<way>like|love|dislike|hate|don't like) (?:{_CODE}|{_IT})"),
    ("unvote", rf"(?:unvote|take (?:back my vote|my vote back)|remove my vote)"
               rf"(?: (?:for |on |from )?(?:{_CODE}|{_IT}))?"),
    ("top", rf"(?:show |what is |what's )?(?:me )?(?:the |our )?(?:top|best|charts?){_PIECES}"
            rf"(?: (?:of|for|from))?(?: (?:the|this|all))?(?: {_SPAN})?{_PIECES}"
            r"(?P<scope> everywhere| here)?"),
    ("top", rf"(?:show )?(?:the )?{_SPAN}'?s? (?:top|best){_PIECES}(?P<scope> everywhere| here)?"),
    ("remix", rf"(?:remix|continue|go on with|take) {_CODE}(?:[, ]+(?:but |and )?(?P<rest>.+))?"),
    ("recipe", r"(?:compose |play |make |recipe )?(?P<recipe>FX-[-0-9A-Za-z]+)"
               r"(?:[, ]+(?:but |and )?(?P<rest>.+))?"),
    ("piece", rf"(?:show )?(?:me )?(?:the )?(?:piece|family|family tree|tree)"
              rf"(?: (?:of ))?(?: ?{_CODE})?"),
    ("piece", rf"what is (?:{_CODE}|{_IT})"),
    ("show_to", rf"(?:make|set|keep) (?:{_CODE}|{_IT}) (?P<how>private|public|shared)"),
    ("show_to", rf"(?P<how>publish|hide)(?: (?:{_CODE}|{_IT}))?"),
    ("delete_piece", rf"(?:delete|erase) (?:the )?(?:piece )?{_CODE}"),
    ("delete_piece", r"(?:delete|erase) (?:this|the|that) piece"),
    ("shared", r"(?:show )?(?:the |our )?shared presets|presets here|what is shared(?: here)?"),
    ("export_preset", rf"export {_PRESET}{_NAME}(?: as (?P<how>json|code|a code))?"),
    ("import_preset", rf"import (?:preset )?(?P<text>.+?)(?: as {_NEW})?"),
    ("share", rf"share {_PRESET}{_NAME}(?: (?:with|to) (?:the server|everybody|everyone|us|all))?"),
    ("unshare", rf"(?:unshare|stop sharing) {_PRESET}{_NAME}"),
    ("fork", rf"fork {_PRESET}{_NAME}(?: (?:by|of) (?P<author>.+?))?(?: as {_NEW})?"),
    ("rename", rf"rename {_PRESET}{_NAME} (?:to|as|into) {_NEW}"),
    ("place_taste", r"(?:show )?(?:our|the server's|this server's) (?:taste|sound)"),
    ("freeze", r"freeze my taste|stop learning(?: my taste| from me)?"),
    ("thaw", r"(?:unfreeze|thaw) my taste|(?:start )?learn(?:ing)? (?:again|my taste)"),
    ("forget_taste", r"(?:forget|reset|clear) (?:my taste|what i like)"),
    ("tell_taste", r"my taste is (?P<text>.+)"),
    ("taste", r"(?:show )?(?:me )?my taste|what do i like|what do you know (?:about|of) my taste"),
    ("ratings", r"(?:show )?(?:the )?(?:(?P<what>preset|member)s?'? )?(?:ratings|leaderboard)"),
    ("battles", r"(?:show )?(?:the )?battles"),
    ("battle_vote", rf"(?:vote )?(?:battle )?(?:{_CODE} )?(?P<side>left|right)"),
    ("battle_vote", rf"(?:vote )?(?P<side>left|right) in {_CODE}"),
    ("battle_show", rf"(?:show )?battle {_CODE}"),
    ("battle", r"battle (?P<left>.+?) (?:vs\.?|against|versus) (?P<right>.+?)"
               r"(?: for (?P<time>\d{1,4}) (?P<unit>second|minute|hour|day)s?)?"),
    ("history", r"(?:show )?(?:my |the )?(?:history|pieces|latest pieces|recent pieces)"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in ORDERS)
_AROUND = re.compile(r"^(?:/|please |can you )|(?:,? please|,? thanks)?[\s.!?]*$", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


def read_order(text: str) -> tuple[str, Mapping[str, str]] | None:
    """(what is ordered, the words that matter by name), or None for anything else.

    ``read_order("vote up K7M2QX") == ("vote", {"way": "up", "code": "K7M2QX"})``
    """
    plain = _AROUND.sub("", _BLANKS.sub(" ", text.replace("’", "'")).strip())
    for kind, pattern in _COMPILED:
        match = pattern.fullmatch(plain)
        if match:
            said = {name: word.strip() for name, word in match.groupdict().items() if word}
            return kind, said
    return None
