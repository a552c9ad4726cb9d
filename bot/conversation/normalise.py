"""Cleaning a message: one plain form for every way to type the same characters.

Knows Unicode and chat markup. Deliberately knows no word of any language.
"""

import re
import unicodedata

MAX_LENGTH = 500

_REPLACED = {
    "♭": "b", "♯": "#", "𝄫": "bb", "×": " x ", "✕": " x ", "✖": " x ", "→": " -> ", "⟶": " -> ",
    "➡": " -> ", "⇒": " -> ", "–": "-", "—": " - ", "−": "-", "‐": "-", "‑": "-", "―": " - ",
    "’": "'", "‘": "'", "‛": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"',
    "»": '"', "‚": ",", "、": ",", "，": ",", "÷": "/", "∶": ":", "٪": "%", "﹪": "%", "‰": " ",
    "…": " ... ", "•": ",", "·": " ",
}  # fmt: skip
_REPLACE = str.maketrans(_REPLACED)
_MARKUP = re.compile(r"<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:\d+(?::\w)?)>")
_FRACTION_SLASH = "\u2044"
_SPACE = re.compile(r"\s+")
# Letters, digits and the punctuation that carries meaning; the rest is decoration.
_KEPT_PUNCTUATION = set(" #%+,-./:;=?!&'\"()<>@$")


def trimmed_length(text: str) -> int:
    """Code points of a message without the blanks around it."""
    return len(text.strip())


def clean(text: str) -> str:
    """``clean("７０％ Jazz½") == "70% Jazz 1/2"``: same letters, no marks, one blank.

    Case is kept, because "Am" is a key and "am" a verb.
    """
    plain = text
    if not text.isascii():
        plain = _without_marks(_spelled_fractions(text.translate(_REPLACE)))
    plain = _MARKUP.sub(" ", plain)
    kept = "".join(c if c.isalnum() or c in _KEPT_PUNCTUATION else " " for c in plain)
    return _SPACE.sub(" ", kept).strip()


def _spelled_fractions(text: str) -> str:
    """``"1½"`` is ``"1 1/2"``; plain NFKC would make it eleven halves."""
    return "".join(_spelled(character) for character in text)


def _spelled(character: str) -> str:
    if unicodedata.category(character) != "No":
        return character
    plain = unicodedata.normalize("NFKC", character)
    return f" {plain.replace(_FRACTION_SLASH, '/')} " if _FRACTION_SLASH in plain else character


def _without_marks(text: str) -> str:
    """Compatibility forms made plain; accents, zero-width and direction marks dropped."""
    decomposed = unicodedata.normalize("NFKD", text).translate(_REPLACE)
    dropped = {"Mn", "Me", "Cf", "Cs", "Co"}
    return "".join(c for c in decomposed if unicodedata.category(c) not in dropped)
