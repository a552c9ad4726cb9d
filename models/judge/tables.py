"""The tables of docs/judges.md from the cards of the shipped judges.

    python -m models.judge.tables

Prints what each judge hears in held-out works, the independent judge's confusions, and what both
hear in splices, as Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from models.judge.judging import INDEPENDENT, SEARCH
from models.judge.loading import load_judge

Card = Mapping[str, Any]

_LEAST = 0.005  # what would be printed as 0 percent stays empty


def works_table(search: Card, independent: Card) -> list[str]:
    """For each genre: works learnt, held-out works, and how many are heard as their genre."""
    rows = [
        "| genre | works learnt: search | independent | held-out works | heard as it: search "
        "| independent |",
        "|---|---|---|---|---|---|",
    ]
    right = {
        genre: [card["heard_as"][genre][genre] for card in (search, independent)]
        for genre in search["genres"]
    }
    for genre, shares in right.items():
        rows.append(
            f"| {genre} | {search['works'][genre]} | {independent['works'][genre]} "
            f"| {search['held_out_works'][genre]} | {shares[0]:.2f} | {shares[1]:.2f} |"
        )
    mean = np.mean(list(right.values()), axis=0)
    return [*rows, f"| mean |  |  |  | {mean[0]:.2f} | {mean[1]:.2f} |"]


def confusion_table(card: Card) -> list[str]:
    """What is heard (columns) in the works of each genre (rows), in percent."""
    genres: Sequence[str] = card["genres"]
    rows = [f"| heard as → | {' | '.join(genres)} |", "|---" * (len(genres) + 1) + "|"]
    for genre, heard in card["heard_as"].items():
        cells = (f"{heard[g] * 100:.0f}" if heard[g] >= _LEAST else "" for g in genres)
        rows.append(f"| **{genre}** | {' | '.join(cells)} |")
    return rows


def splices_table(search: Card, independent: Card) -> list[str]:
    """Error and rank of each pair, and the independent judge's mean by level."""
    rows = [
        "| splices of | search: error | rank | independent: error | rank "
        "| first genre heard at 0, 25, 50, 75, 100 |",
        "|---|---|---|---|---|---|",
    ]
    for one, two in zip(search["splices"], independent["splices"], strict=True):
        heard = ", ".join(f"{share * 100:.0f}" for share in two["heard"])
        rows.append(
            f"| {' + '.join(one['pair'])} | {one['error']:.2f} | {one['rank']:.2f} "
            f"| {two['error']:.2f} | {two['rank']:.2f} | {heard} |"
        )
    figures = [card["figures"] for card in (search, independent)]
    means = (f"{f['splice_error']:.3f} | {f['splice_rank']:.3f}" for f in figures)
    return [*rows, f"| mean | {' | '.join(means)} |  |"]


def main() -> None:
    """Print the three tables."""
    search, independent = (load_judge(name).card for name in (SEARCH, INDEPENDENT))
    tables = (
        works_table(search, independent),
        confusion_table(independent),
        splices_table(search, independent),
    )
    print("\n\n".join("\n".join(table) for table in tables))


if __name__ == "__main__":
    main()
