"""The form of a piece: which sections it has, and which of them come back.

Templates are letters, one a section; a letter that occurred before is a return,
and the second return of a letter is written with a prime more. They are those of the
example, a real tune, where it has any to give. Knows nothing of pitches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from music.leadsheet import Section, sections_after_pickup

# Forms that a genre's players know, most usual first. Twelve-bar blues is three
# phrases; strains of dances are played twice.
TEMPLATES: dict[str, tuple[str, ...]] = {
    "jazz": ("AABA", "ABAC"),
    "classical": ("ABAC", "AABA", "ABCA"),
    "blues": ("AAB", "AABA"),
    "celtic": ("AABB", "ABAB"),
    "folk": ("AABB", "AABA", "ABAB"),
    "hymn": ("ABAC", "ABCD", "AABA"),
    "ragtime": ("ABAC", "AABB", "ABAB"),
    "vintage pop": ("AABA", "ABAC", "ABAB"),
    "mazurka": ("AABA", "ABAC"),
    "game": ("ABAB", "AABB", "ABAC", "AABA"),
    "renaissance": ("ABAC", "ABCD"),
}
DEFAULT_TEMPLATES = ("AABA", "ABAC")
# Corpora hold their solos and developments: the phrases of such a work return too seldom to
# be what a short piece needs.
WANDERING = ("jazz", "classical", "blues")
_PHRASE_BARS, _PHRASES = 4, 4
_LONGEST_SECTION = 8
# Up to here phrases need not return, and one idea may be all there is.
_SHORT_BARS = 20


@dataclass(frozen=True, slots=True)
class Form:
    """Sections that tile ``bars`` bars; ``genre`` gave the template.

    ``upbeat`` ticks of the first bar are a pickup. That bar is one of ``bars`` and of the
    first section, and comes back nowhere: the upbeat to a section that returns lies in the
    last bar of the section before.
    """

    bars: int
    sections: tuple[Section, ...]
    template: str
    genre: str
    upbeat: int = 0

    def with_upbeat(self, ticks: int) -> Form:
        """The form with a pickup bar before it; itself for 0 ticks."""
        if not ticks:
            return self
        sections = sections_after_pickup(self.sections)
        return replace(self, bars=self.bars + 1, sections=sections, upbeat=ticks)

    @property
    def first_bar(self) -> int:
        """The first full bar: 1 after a pickup, else 0."""
        return int(self.upbeat > 0)

    def full_bars(self, section: Section) -> range:
        """A section's bars without the pickup's."""
        return range(max(section.start_bar, self.first_bar), section.start_bar + section.bars)

    @property
    def letters(self) -> str:
        """The form as people say it: ``AABA``."""
        return "".join(section.label[0] for section in self.sections)

    def source_bars(self) -> list[int]:
        """For each bar the bar that it brings back, or -1 where it is new."""
        full = {section.start_bar: self.full_bars(section) for section in self.sections}
        sources = [-1] * self.bars
        for section in self.sections:
            if section.returns_to is None:
                continue
            pairs = zip(full[section.start_bar], full[section.returns_to], strict=False)
            for bar, source in pairs:
                sources[bar] = source
        return sources

    def section_of(self, bar: int) -> Section:
        """The section that holds a bar."""
        return next(s for s in reversed(self.sections) if s.start_bar <= bar)


def plan_form(
    bars: int,
    weights: Mapping[str, float],
    rng: np.random.Generator,
    examples: Mapping[str, str] | None = None,
) -> Form:
    """A form of ``bars`` bars from the template of one of the genres, drawn by weight.

    ``examples`` are phrases of a real tune by genre (``ABAC``): they are the template where
    they make a form of this length.
    """
    names = list(weights)
    shares = np.array([weights[name] for name in names])
    genre = names[int(rng.choice(len(names), p=shares / shares.sum()))]
    templates = TEMPLATES.get(genre, DEFAULT_TEMPLATES)
    odds = np.array([0.5**rank for rank in range(len(templates))])
    template = templates[int(rng.choice(len(templates), p=odds / odds.sum()))]
    example = (examples or {}).get(genre, "")
    if _makes_a_form(example, bars, genre, alone=len(names) == 1):
        template = example
    lengths = _section_lengths(bars, len(template))
    return Form(bars, _sections(_letters(template, len(lengths)), lengths), template, genre)


def _makes_a_form(example: str, bars: int, genre: str, *, alone: bool) -> bool:
    """Whether the example's phrases make a form: enough ideas, and something that returns.

    Only a short piece in one genre may go on without: a fusion is held together by its returns.
    """
    ideas = len(set(example))
    if ideas < 1 + (bars > _SHORT_BARS) or len(example) < _PHRASES:
        return False
    wanders = alone and bars <= _SHORT_BARS and genre not in WANDERING
    return ideas < len(example) or wanders


def _section_lengths(bars: int, wanted: int) -> list[int]:
    """Whole phrases where the length allows; what is left over goes to the last section."""
    even = bars / wanted
    length = max(_PHRASE_BARS, round(even / _PHRASE_BARS) * _PHRASE_BARS)
    length = min(length, _LONGEST_SECTION)
    count = max(1, bars // length)
    lengths = [length] * count
    rest = bars - length * count
    if rest >= _PHRASE_BARS:
        lengths.append(rest)
    else:
        lengths[-1] += rest
    return lengths


def _letters(template: str, count: int) -> list[str]:
    """The template as far as needed; a second round puts a new section where B was."""
    letters = list(template)
    fresh = ord(max(template)) + 1
    while len(letters) < count:
        middle = chr(fresh)
        fresh += 1
        letters += [middle if letter == "B" else letter for letter in template]
    return letters[:count]


def _sections(letters: Sequence[str], lengths: Sequence[int]) -> tuple[Section, ...]:
    sections: list[Section] = []
    first_bar: dict[str, int] = {}
    seen: dict[str, int] = {}
    start = 0
    for letter, bars in zip(letters, lengths, strict=True):
        primes = seen.get(letter, 0)
        sections.append(Section(letter + "'" * primes, start, bars, first_bar.get(letter)))
        first_bar.setdefault(letter, start)
        seen[letter] = primes + 1
        start += bars
    return tuple(sections)
