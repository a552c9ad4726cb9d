"""Who speaks, and where, as a front end knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """A user and a place as a front end knows them; ``name`` is shown to others.

    Answers are in the language of ``locale`` (``"de"``) where there is a table for it.
    ``home`` is the front end that the place belongs to and that owes replies, where it isn't
    the one that knows the user.
    """

    front: str
    user: str
    name: str
    place: str
    channel: str = "main"
    locale: str = ""
    home: str = ""

    @property
    def served_by(self) -> str:
        """The front end that the user is talking to."""
        return self.home or self.front
