"""Everything that can go wrong with a corpus; one tree, one file."""


class CorpusError(ValueError):
    """A corpus that can't be read, built or loaded; the message says why."""


class UnreadablePiece(CorpusError):
    """One piece that is left out; the message is the reason in the report."""


class MissingCorpus(CorpusError):
    """A folder, archive or cache that is not where it should be."""


class UnknownPiece(CorpusError):
    """Words that name no piece of the corpus, or several."""
