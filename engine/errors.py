"""What can go wrong between a request and its files; one tree, one file."""


class EngineError(Exception):
    """A composition that could not be made; the message is one sentence for a person."""


class RequestError(EngineError):
    """A request with a value outside its range."""


class UnknownGenre(RequestError):
    """A request for a genre that has no trained weights."""


class RenderError(EngineError):
    """A file that could not be written or encoded."""


class EngineBusy(EngineError):
    """The queue is full; nothing was taken."""


class JobCancelled(EngineError):
    """A job that its asker gave up."""


class JobLate(EngineError):
    """A job that was not done by its deadline."""
