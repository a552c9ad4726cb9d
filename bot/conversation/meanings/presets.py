"""Saving a request under a name, and calling it by that name.

Reads the plain text, because a name is whatever letters were typed, in their case.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_POLITE = (
    r"(?:(?:please|pls|plz|hey|ok|okay|now|and|can you|could you|would you|let's|lets|just|i"
    r" want to|i'd like to|then|perfect|great|nice|cool|awesome|lovely|good|love it|like it|"
    r"i love it|i like it|yes|yeah|wow|oh|so|and then|brilliant|excellent|amazing)[ "
    r",.!:-]+)*"
)
_THIS = (
    r"(?:(?:this|it|that|these|the|my|current|last)\s*(?:one|piece|song|tune|mix|blend|track|"
    r"request|setting|settings|preset|thing|as is|recipe)?\s*)"
)
_AS = r"(?:as|under(?: the name)?|to|with the name|by the name(?: of)?|named|called|name)"
_PRESET = r"(?:(?:the |my |a )?(?:preset|saved)(?: called| named)?\s+)"
_QUOTES = "\"'"
_SAVE = (
    re.compile(rf"^{_POLITE}(?:save|store|remember|keep|bookmark|memorize|memorise|record)\s+"
               rf"{_THIS}?{_AS}\s*:?\s+{_PRESET}?(?P<name>.+)$", re.I),
    re.compile(rf"^{_POLITE}(?:call|name|label|title)\s+{_THIS}\s*:?\s*(?P<name>.+)$", re.I),
    re.compile(rf"^{_POLITE}(?:save|store|bookmark)\s+(?:a\s+|new\s+)*preset\s+(?:as\s+|called\s+|"
               r"named\s+)?(?P<name>.+)$", re.I),
    re.compile(rf"^{_POLITE}/?save\s+(?!{_THIS}$)(?P<name>.+)$", re.I),
)  # fmt: skip
_BARE_SAVE = re.compile(rf"^{_POLITE}(?:save|store|bookmark|keep)\s*{_THIS}?$", re.I)
_DELETE = re.compile(
    rf"^{_POLITE}(?P<verb>delete|remove|erase|forget|drop|discard|trash|get rid "
    rf"of)\s+{_PRESET}?(?P<name>.+?)(?P<word>\s+preset|\s+from (?:my|the) "
    r"presets)?$",
    re.I,
)
_USE = re.compile(
    rf"^{_POLITE}(?P<verb>use|load|recall|apply|switch to|go (?:back )?to|back to|"
    r"play|bring up|open|restore|get|give me|do|start|call up|select|choose|return "
    rf"to|go with|try)\s+(?P<preset>{_PRESET})?(?P<rest>.+)$",
    re.I,
)
_CLOSING = re.compile(
    r"(?:(?<!\bas)[\s,]+(?:please|pls|plz|thanks|thank you|thx|now|again|for me|for "
    r"later))+$|[\s.!?]+$",
    re.I,
)
_STRONG_USE = frozenset({"use", "load", "recall", "apply"})


@dataclass(frozen=True, slots=True)
class PresetOrder:
    """``intent`` save_preset, use_preset or delete_preset; ``rest`` is an edit on top.

    ``sure`` is False where the name is only a guess: unknown names then mean nothing.
    """

    intent: str
    name: str
    rest: str = ""
    sure: bool = True


def read_preset_order(text: str, known: Collection[str]) -> PresetOrder | None:
    """``"save this as sunday morning"`` and its like; names compare without case."""
    plain = _closed(text)
    if _BARE_SAVE.match(plain):
        return PresetOrder("save_preset", "")
    for pattern in _SAVE:
        match = pattern.match(plain)
        if match:
            return PresetOrder("save_preset", _named(match["name"]))
    used = _use(plain, known)
    if used is not None:
        return used
    match = _DELETE.match(plain)
    if match and match["name"].lower() not in ("it", "this", "that", "everything"):
        name = _named(match["name"])
        marked = bool(match["word"]) or "preset" in plain.lower()
        return PresetOrder("delete_preset", name, sure=marked or _is_known(name, known))
    match = _USE.match(plain)
    if match and (match["preset"] or match["verb"].lower() in _STRONG_USE):
        rest = re.sub(r"\s+preset$", "", match["rest"], flags=re.I)
        return PresetOrder(
            "use_preset", _named(rest), sure=bool(match["preset"]) or rest != match["rest"]
        )
    return None


def _use(plain: str, known: Collection[str]) -> PresetOrder | None:
    match = _USE.match(plain)
    for text in (
        match["rest"] if match else None,
        re.sub(rf"^{_POLITE}", "", plain, flags=re.I),
        plain,
    ):
        if text is None:
            continue
        text = text.lstrip(_QUOTES)
        for name in sorted(known, key=len, reverse=True):
            end = text[len(name) :]
            if text[: len(name)].casefold() == name.casefold() and not re.match(r"[\w-]", end):
                rest = re.sub(
                    r"^[\s\"'.,!]*(?:preset\b)?[\s,]*(?:but\b|only\b|and\b|except\b)?",
                    "",
                    end,
                    flags=re.I,
                )
                return PresetOrder("use_preset", name, _closed(rest))
    return None


def _is_known(name: str, known: Collection[str]) -> bool:
    return name.casefold() in {one.casefold() for one in known}


def _named(text: str) -> str:
    return _closed(text).strip(_QUOTES + " ")


def _closed(text: str) -> str:
    """Without please, thanks and full stops at the end."""
    text = text.strip()
    while True:
        shorter = _CLOSING.sub("", text).strip()
        if shorter == text:
            return text
        text = shorter
