"""Whether the judges hear music or the book: each source left out of training in turn.

    python -m models.judge.sources_out --cache DIR [--judge search|independent] [--genre NAME]

A judge that hears formats knows a genre only in the books it learnt it from. So a judge is
trained without one source of a genre, and hears that source's works; beside it stands
what a judge hears that did learn from the source, on the same works, which neither has read.
Genres with one source can't be checked so.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.judge.judging import INDEPENDENT, SEARCH, Judge
from models.judge.measuring import opening
from models.judge.training import HALVES, train_independent, train_search
from models.judge.works import Work, read_works, teaching
from music.genres import GENRE_NAMES

FEWEST_WORKS = 8
MOST_WORKS = 60
_EXAMPLES = {SEARCH: 10_000, INDEPENDENT: 40_000}


@dataclass(frozen=True, slots=True)
class SourceOut:
    """Works of a source: the share heard as their genre, and the mean share of that genre.

    ``with_it`` and ``without_it`` are (heard as it, mean share) of judges that learnt from the
    source and that did not; ``taken_for`` is what else they are heard as most often without it.
    """

    genre: str
    source: str
    works: int
    with_it: tuple[float, float]
    without_it: tuple[float, float]
    taken_for: str


def leave_sources_out(
    name: str, works: Mapping[str, Sequence[Work]], genres: Sequence[str], *, seed: int = 1
) -> Iterator[SourceOut]:
    """A row for each source of the genres that has enough works and is not its genre's only one."""
    half = HALVES[name]
    whole = _trained(name, {g: teaching(some, half) for g, some in works.items()}, seed)
    for genre in genres:
        sources = Counter(w.source for w in works[genre] if not w.held_out and w.half == half)
        for source, count in sorted(sources.items()):
            unread = [
                w for w in works[genre] if w.source == source and (w.held_out or w.half != half)
            ][:MOST_WORKS]
            if count < FEWEST_WORKS or len(unread) < FEWEST_WORKS or len(sources) == 1:
                continue
            rest = {
                g: teaching(some, half, without=source if g == genre else None)
                for g, some in works.items()
            }
            with_it, _ = _heard(whole, genre, unread)
            without_it, taken_for = _heard(_trained(name, rest, seed), genre, unread)
            yield SourceOut(genre, source, len(unread), with_it, without_it, taken_for)


def _trained(name: str, works: Mapping[str, Sequence[Work]], seed: int) -> Judge:
    train: Callable[..., tuple[Judge, object]] = (
        train_search if name == SEARCH else train_independent
    )
    return train(works, seed, examples=_EXAMPLES[name])[0]


def _heard(judge: Judge, genre: str, works: Sequence[Work]) -> tuple[tuple[float, float], str]:
    shares = judge.shares([opening(work.sheets[0]) for work in works], judge.genres)
    names = [judge.genres[index] for index in shares.argmax(axis=1)]
    right = names.count(genre) / len(names)
    mean = float(shares[:, judge.genres.index(genre)].mean())
    others = Counter(name for name in names if name != genre).most_common(1)
    return (round(right, 3), round(mean, 3)), others[0][0] if others else ""


def main() -> None:
    """Print the rows as a Markdown table."""
    parser = argparse.ArgumentParser(description="Judges trained without one source each.")
    parser.add_argument("--cache", type=Path, required=True, help="the built corpus")
    parser.add_argument("--judge", choices=[SEARCH, INDEPENDENT], default=INDEPENDENT)
    parser.add_argument("--genre", choices=GENRE_NAMES, action="append")
    chosen = parser.parse_args()
    works = {genre: read_works(chosen.cache, genre) for genre in GENRE_NAMES}
    print("| genre | source | works | heard as it: learnt | left out | share: learnt | left out |")
    print("|---|---|---|---|---|---|---|")
    for row in leave_sources_out(chosen.judge, works, chosen.genre or GENRE_NAMES):
        (right, share), (right_out, share_out) = row.with_it, row.without_it
        print(
            f"| {row.genre} | {row.source} | {row.works} | {right:.2f} | {right_out:.2f} "
            f"({row.taken_for}) | {share:.2f} | {share_out:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
