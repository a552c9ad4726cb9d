"""The words that meanings are made of, gathered from their rows."""

from functools import lru_cache

from bot.conversation.meanings import (
    adventure,
    amount,
    band,
    commands,
    edges,
    genre_edits,
    key,
    length,
    meter,
    mood,
    passage,
    path,
    preferences,
    references,
    refusals,
    strange,
    tempo,
    weight_items,
)  # fmt: skip
from bot.conversation.numbers import HUNDRED, TENS, UNITS
from bot.conversation.pattern import words_of

# Worth mending when mistyped: words that change the music.
_SPELLED = """
adventurous adventurousness safer slower faster longer shorter tempo temperature bars measures
measure minutes seconds versions variations percent without remove replace instead transpose
semitone semitones major minor wilder riskier crazier happy cheerful melancholy energetic relaxed
dreamy waltz allegro andante adagio presto largo moderato vivace start starting ending rest
remainder quarter third mostly mainly predominantly undo redo again another reroll equal parts
random seed ballad upbeat gloomy peaceful conservative predictable unpredictable experimental
history presets settings preferences privacy genres sixteen twelve thirty twenty something please
compose generate music flute quartet solo drums double tempos louder
"""
SPELLED_WORDS: tuple[str, ...] = tuple(_SPELLED.split())


@lru_cache(maxsize=1)
def pattern_words() -> frozenset[str]:
    """Every literal word of every row."""
    words: set[str] = set(UNITS) | set(TENS) | {HUNDRED, "percent", "pct", "cent", "per"}
    rows = (
        adventure.ROWS, amount.ROWS, amount.SEED_ROWS, band.ROWS, band.FIRST_ROWS, genre_edits.ROWS,
        edges.ROWS,
        key.ROWS, key.TRANSPOSE_ROWS, length.ROWS, meter.ROWS, mood.ROWS, references.AGAIN_ROWS,
        references.SAME_ROWS, references.NOTHING_SPECIAL_ROWS, refusals.ROWS,
        strange.ROWS, strange.FIRST_ROWS,
        passage.ROWS, tempo.ROWS,
    )  # fmt: skip
    for group in rows:
        for row in group:
            words |= words_of(row.pattern)
    patterns = [*path.PATTERNS, *preferences.PATTERNS, references.CORRECTION]
    patterns += [pattern for _, pattern in commands.COMMANDS]
    patterns += [row.pattern for row in weight_items.ROWS]
    for pattern in patterns:
        words |= words_of(pattern)
    return frozenset(words)
