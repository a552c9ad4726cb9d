"""What can go wrong with corpora, networks and weights; one tree, one file."""


class ModelError(Exception):
    """Something about the networks that a person must hear of, in one sentence."""


class WeightsError(ModelError):
    """Weights that are missing, damaged or made for another vocabulary."""


class UntrainedGenre(ModelError):
    """A genre for which no weights are shipped."""


class TrainingError(ModelError):
    """A training that can't start or go on."""


class OwnGenreError(ModelError):
    """A user's own genre that can't be read, used or deleted."""
