"""What can go wrong in the front ends; one tree, one file. Messages are for people."""


class BotError(Exception):
    """Something a person must hear of, in one sentence.

    ``exit_code`` is what a command that ends of it says to whatever started it.
    """

    exit_code = 1


class BadSettings(BotError):
    """A setting that can't be used; names its variable."""


class BadInput(BotError):
    """Input on the command line or in a file that can't be used."""


class FetchFailed(BotError):
    """A download that could not be made or is not what it should be; names its address."""
