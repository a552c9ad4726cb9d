"""Learning the shipped harmoniser anew: ``python -m models.corpora.harmoniser_build CACHE``.

Needed when the features of ``harmony_features`` change; takes a minute.
"""

from __future__ import annotations

import sys
from pathlib import Path

from models.corpora.compile import rows_of
from models.corpora.errors import CorpusError, MissingCorpus
from models.corpora.harmonise import learn_from
from models.corpora.harmoniser import SHIPPED, TAUGHT_BY, save_models
from models.corpora.store import genre_file


def build_harmoniser(cache_dir: Path, path: Path = SHIPPED) -> None:
    """Learn every model of ``TAUGHT_BY`` from a built corpus and write them.

    Raises MissingCorpus where one of their genres is not built.
    """
    models = {}
    for name, genres in TAUGHT_BY.items():
        files = [genre_file(cache_dir, genre) for genre in genres]
        missing = [file for file in files if not file.is_file()]
        if missing:
            raise MissingCorpus(f"{missing[0]} is not there; build the corpus first")
        model = learn_from(rows_of(files), genres)
        if model is None:
            raise MissingCorpus(f"no written chords in {', '.join(genres)}; build the corpus again")
        models[name] = model
    save_models(models, path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m models.corpora.harmoniser_build CACHE")
    try:
        build_harmoniser(Path(sys.argv[1]))
    except CorpusError as error:
        sys.exit(str(error))
