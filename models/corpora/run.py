"""The build as a plain command, for machines without the bot's command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from models.corpora.build import build
from models.corpora.errors import CorpusError


def main() -> None:
    """Build the corpus from ``--data`` into ``--cache`` and print the report."""
    parser = argparse.ArgumentParser(prog="models.corpora.build", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the archives")
    parser.add_argument("--cache", type=Path, required=True, help="folder for the lead sheets")
    parser.add_argument("--genre", action="append", help="only this genre; may be repeated")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--limit", type=int, help="at most so many files of a source")
    options = parser.parse_args()

    def show(label: str, done: int, known: int) -> None:
        if done % 50 == 0 or done == known:
            print(f"\r{label} {done}{f' of {known}' if known else ''}   ", end="",
                  file=sys.stderr)  # fmt: skip

    try:
        report = build(
            options.data, options.cache, genres=options.genre, processes=options.processes,
            limit_per_source=options.limit, progress=show,
        )  # fmt: skip
    except CorpusError as error:
        sys.exit(f"error: {error}")
    print(file=sys.stderr)
    print("\n".join(report.lines()))
    print(f"{report.seconds} s{', from the cache' if report.from_cache else ''}")
