"""Understanding one message by itself: which facts it states and which words it leaves.

Order matters here and only here: what is said with a unit or in a set phrase is read
before bare numbers and names. Knows nothing of the conversation but preset names and
whether there is a piece to talk about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from bot.conversation.evidence import is_request
from bot.conversation.facts import (
    BlendPath,
    Corrected,
    Fact,
    Problem,
    Remark,
    SetKey,
    SetTempo,
)  # fmt: skip
from bot.conversation.fields import field_of
from bot.conversation.lexicon import Lexicon
from bot.conversation.meanings import (
    adventure,
    amount,
    band,
    edges,
    genre_edits,
    key,
    length,
    meter,
    mood,
    passage,
    references,
    refusals,
    strange,
    tempo,
)  # fmt: skip
from bot.conversation.meanings.path import find_path
from bot.conversation.meanings.preferences import claim_preference_cue
from bot.conversation.meanings.weight_items import read_items
from bot.conversation.meanings.weights import blend_of, read_weights
from bot.conversation.pattern import Row
from bot.conversation.scanner import Scan
from bot.conversation.sheet import Sheet
from bot.conversation.tokens import Token
from bot.conversation.words_english import FILLER, PROSE
from bot.conversation.words_foreign import EVERYDAY

# From the most to the least specific: a row only sees what the rows before it left.
_ORDER: tuple[tuple[Row, ...], ...] = (
    refusals.ROWS, edges.ROWS, amount.SEED_ROWS, passage.ROWS, band.FIRST_ROWS, meter.ROWS,
    length.ROWS,
    key.TRANSPOSE_ROWS, adventure.ROWS, tempo.ROWS, amount.ROWS, references.AGAIN_ROWS,
    references.SAME_ROWS, genre_edits.ROWS, key.ROWS, band.ROWS, mood.ROWS,
)  # fmt: skip
_SAYS_NOTHING = FILLER | PROSE
_PIECE_WORDS = (
    "music song piece tune melody track composition number songs tunes pieces tracks lullaby "
    "soundtrack theme jam ballad something waltz"
)
_PIECES = frozenset(_PIECE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Understood:
    """The facts of a message in the order they count, and what was left of it."""

    facts: tuple[Fact, ...]
    ignored: tuple[str, ...] = ()
    is_music: bool = False
    sets_preferences: bool = False
    names_music: bool = False


def understand(scanned: Scan, lexicon: Lexicon) -> Understood:
    """What a scanned message says. Never raises."""
    sheet = Sheet(scanned.tokens)
    preferring = claim_preference_cue(sheet)
    pieces = _split_at_corrections(sheet)
    facts: list[Fact] = []
    ignored: list[str] = []
    music = False
    for number, tokens in enumerate(pieces):
        found, left, asks = _read(tokens, lexicon, facts[-1] if number and facts else None)
        facts = _corrected(facts, found) if number else found
        ignored += left
        music = music or asks
    if facts:
        facts += [Remark("mended", pair) for pair in scanned.mended]
        feels = {f.words[0].split()[0]: "" for f in facts if _is_feel(f)}
        facts += _other_names(scanned.tokens, dict(scanned.mended) | feels)
    asked = music or (preferring and bool(facts))
    names = any(token.text in _PIECES for token in scanned.tokens)
    return Understood(tuple(facts), tuple(ignored), asked, preferring, names)


def _is_feel(fact: Fact) -> TypeGuard[Remark]:
    return isinstance(fact, Remark) and fact.kind == "feel"


def _other_names(tokens: Sequence[Token], mended: dict[str, str]) -> list[Fact]:
    """Names like bebop that stand for a wider genre; "folk song" needs no telling."""
    return [
        Remark("other_name", (token.raw, token.value))
        for token in tokens
        if token.kind == "genre" and token.raw not in mended and _is_wider(token)
    ]


def _is_wider(token: Token) -> bool:
    said, name = token.text.replace("_", " "), str(token.value)
    return name not in said and said not in name


def _split_at_corrections(sheet: Sheet) -> list[tuple[Token, ...]]:
    """The message cut where it takes something back; claimed cue words are left out."""
    marks = sorted(sheet.find_all(references.CORRECTION), key=lambda found: found.start)
    pieces: list[tuple[Token, ...]] = []
    start = 0
    for mark in marks:
        pieces.append(_open(sheet, start, mark.start))
        start = mark.end
    pieces.append(_open(sheet, start, len(sheet.tokens)))
    return [piece for piece in pieces if piece] or [()]


def _open(sheet: Sheet, start: int, end: int) -> tuple[Token, ...]:
    return tuple(sheet.tokens[i] for i in range(start, end) if not sheet.is_claimed(i))


def _corrected(before: list[Fact], after: Sequence[Fact]) -> list[Fact]:
    """Facts of a correction replace those about the same thing."""
    fields = {field_of(fact) for fact in after} - {None}
    return [fact for fact in before if field_of(fact) not in fields] + [Corrected(), *after]


def _read(
    tokens: tuple[Token, ...], lexicon: Lexicon, corrects: Fact | None
) -> tuple[list[Fact], list[str], bool]:
    sheet = Sheet(tokens)
    facts: list[tuple[int, Fact]] = []
    bare = _bare_correction(sheet, corrects)
    if bare is not None:
        return [bare], [], True
    facts += sheet.read_rows(strange.FIRST_ROWS)
    path = _path(sheet)
    facts += path
    for rows in _ORDER:
        facts += sheet.read_rows(rows)
    facts += _weights(sheet, has_path=bool(path))
    facts += sheet.read_rows(references.NOTHING_SPECIAL_ROWS)
    if not any(isinstance(fact, Problem) or field_of(fact) == "weights" for _, fact in facts):
        facts += sheet.read_rows(strange.ROWS)
        facts += _foreign_alone(sheet)
    facts += _foreign_beside(sheet, lexicon)
    facts += _absent_players(sheet, lexicon, [fact for _, fact in facts])
    facts.sort(key=lambda pair: pair[0])
    found = [fact for _, fact in facts]
    return found, _ignored(sheet), is_request(sheet, found)


def _bare_correction(sheet: Sheet, corrects: Fact | None) -> Fact | None:
    """``…, no wait, 90``: a bare value means what the value before it meant."""
    open_tokens = [token for _, token in sheet.open_tokens() if token.kind not in ("punct", "stop")]
    if corrects is None or len(open_tokens) != 1:
        return None
    token = open_tokens[0]
    if token.kind == "number":
        return with_number(corrects, float(token.value))
    if isinstance(corrects, SetKey) and len(token.text) <= 2 and token.text[0] in "abcdefg":
        return SetKey(token.text.capitalize(), corrects.mode)
    return None


def with_number(fact: Fact, value: float) -> Fact | None:
    """The same fact with another number, or None where it holds none."""
    for name in ("bpm", "bars", "seconds", "value", "count", "seed"):
        if hasattr(fact, name):
            word = {"word": ""} if hasattr(fact, "word") else {}
            return replace(fact, **{name: value}, **word)
    return SetTempo(value) if 40 <= value <= 240 else None


def _path(sheet: Sheet) -> list[tuple[int, Fact]]:
    path = find_path(sheet)
    if path is None:
        return []
    found, places = path
    points: list[dict[str, float]] = []
    partial: list[bool] = []
    for tokens in places:
        weights, is_whole, problem = blend_of(read_items(Sheet(tokens)))
        if problem is not None:
            sheet.claim(found.start, found.end)
            return [(found.start, problem)]
        if not weights:
            return []
        points.append(weights)
        partial.append(not is_whole)
    sheet.claim(found.start, found.end)
    return [(found.start, BlendPath(tuple(_completed(points, partial))))]


def _completed(points: list[dict[str, float]], partial: list[bool]) -> list[dict[str, float]]:
    """``from 90% classical to 80% jazz``: what is left at one end goes to the other's genres."""
    done: list[dict[str, float]] = []
    for index, weights in enumerate(points):
        if not partial[index]:
            done.append(weights)
            continue
        others = [
            g for i, point in enumerate(points) if i != index for g in point if g not in weights
        ]
        rest = 1.0 - sum(weights.values())
        others = list(dict.fromkeys(others))
        filled = dict(weights) | {genre: rest / len(others) for genre in others}
        total = sum(filled.values())
        done.append({genre: weight / total for genre, weight in filled.items()})
    return done


def _weights(sheet: Sheet, *, has_path: bool) -> list[tuple[int, Fact]]:
    items = read_items(sheet)
    if has_path:
        items = [item for item in items if item.kind not in ("genre", "ish")]
    reading = read_weights(items)
    place = min(reading.used, default=len(sheet.tokens))
    for index in reading.used:
        sheet.claim(index, index + 1)
    return [(place, fact) for fact in reading.facts]


def _foreign_alone(sheet: Sheet) -> list[tuple[int, Fact]]:
    """A genre that is known of but not learnt, with no learnt one beside it."""
    for index, token in sheet.open_tokens():
        if token.kind == "foreign":
            sheet.claim(index, index + 1)
            kind = "everyday_genre" if token.text in EVERYDAY else "unknown_genre"
            return [(index, Problem(kind, token.raw))]
    return []


def _foreign_beside(sheet: Sheet, lexicon: Lexicon) -> list[tuple[int, Fact]]:
    """An unlearnt genre beside learnt ones is left out, and said so."""
    return [
        (index, Remark("foreign_left_out", (token.raw, *lexicon.nearest_genres(token.value))))
        for index, token in sheet.open_tokens()
        if token.kind == "foreign"
    ]


def _absent_players(
    sheet: Sheet, lexicon: Lexicon, others: Sequence[Fact]
) -> list[tuple[int, Fact]]:
    """Instruments that no band has: left out and said so, a problem where nothing else is said."""
    absent = [(place, token) for place, token in enumerate(sheet.tokens) if token.kind == "absent"]
    if absent and all(isinstance(fact, Remark | Corrected) for fact in others):
        place, token = absent[0]
        offers = lexicon.nearest_instruments(token.value)
        return [(place, Problem("unknown_instrument", token.raw, offers))]
    return [
        (place, Remark("no_such_player", (token.raw, *lexicon.nearest_instruments(token.value))))
        for place, token in absent
    ]


def _ignored(sheet: Sheet) -> list[str]:
    """What changed nothing; an instrument that no band has did not, whatever was said of it."""
    left: list[str] = []
    opened = {place for place, _ in sheet.open_tokens()}
    for place, token in enumerate(sheet.tokens):
        if place not in opened and token.kind != "absent":
            continue
        if token.kind in ("punct", "stop") or token.text in _SAYS_NOTHING:
            continue
        if token.kind == "word" and len(token.text) == 1 and token.raw.islower():
            continue
        if token.raw not in left:
            left.append(token.raw)
    return left
