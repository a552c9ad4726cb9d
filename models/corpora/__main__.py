"""``python -m models.corpora``: the same as ``python -m models.corpora.build``."""

from models.corpora.run import main

if __name__ == "__main__":
    main()
