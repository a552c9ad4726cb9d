"""``python -m models.corpora.mining --data DIR --cache DIR --out DIR``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from models.corpora.errors import CorpusError
from models.corpora.mining.mine import mine, write_tables


def main() -> None:
    """Mine accompaniment patterns from the corpora and write a table for each genre."""
    parser = argparse.ArgumentParser(prog="models.corpora.mining", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the archives")
    parser.add_argument("--cache", type=Path, required=True, help="folder of a finished build")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tables")
    parser.add_argument("--every", type=int, default=1, help="read only every N-th file")
    options = parser.parse_args()
    began = time.monotonic()

    def show(archive: str, seen: int) -> None:
        if seen % 20 == 1:
            print(f"\r{archive} {seen}   ", end="", file=sys.stderr, flush=True)

    try:
        mined = mine(options.data, options.cache, every=max(1, options.every), progress=show)
    except CorpusError as error:
        sys.exit(f"error: {error}")
    paths = write_tables(mined, options.out)
    size = sum(path.stat().st_size for path in paths)
    print(file=sys.stderr)
    print(f"{mined.files} files, {len(paths)} tables, {size} bytes,"
          f" {time.monotonic() - began:.0f} s")  # fmt: skip


if __name__ == "__main__":
    main()
