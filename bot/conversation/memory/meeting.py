"""Somebody met in a place: what the memory knows of them, and their conversation there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.conversation.dialogue import Dialogue, any_seed
from bot.conversation.history import History
from bot.conversation.lexicon import lexicon_of
from bot.conversation.memory.here import Here
from bot.conversation.memory.learning import Learner, key_of
from bot.conversation.memory.stored import StoredPreferences, StoredPresets, StoredTaste
from bot.conversation.memory.who import Who
from bot.conversation.request import ResolvedRequest
from music.genres import Genre, known_genres
from storage.memory import Memory

_MOST_CODES = 100


class Meeting:
    """One user's conversation in one place, as it is kept."""

    def __init__(
        self,
        memory: Memory,
        who: Who,
        *,
        folder: Path,
        new_seed: Callable[[], int] = any_seed,
        genres: Sequence[Genre] | None = None,
        rng: np.random.Generator | None = None,
        model_version: Callable[[], str | None] = lambda: None,
    ) -> None:
        """``model_version`` says what composes now, where that is known."""
        self._memory = memory
        self._who = who
        self._folder = folder
        self._new_seed = new_seed
        self._genres = known_genres() if genres is None else tuple(genres)
        self._rng = np.random.default_rng() if rng is None else rng
        self._model_version = model_version
        self._user = -1
        self._meet()

    @property
    def request(self) -> ResolvedRequest | None:
        """The present request."""
        return self._dialogue.request

    @property
    def piece(self) -> str | None:
        """The code of the piece that the present request became, where there is one."""
        return self._code_of(self.request)

    @property
    def past(self) -> tuple[ResolvedRequest, ...]:
        """What was asked for in this conversation, oldest first."""
        return self._dialogue.past

    @property
    def user(self) -> int:
        """The memory's number of the user."""
        return self._user

    @property
    def place(self) -> int:
        """The memory's number of the place."""
        return self._place

    @property
    def formats(self) -> tuple[str, ...] | None:
        """The files that the user wants of a piece; None for the usual ones."""
        return self._dialogue.preferences.usual().formats

    def met_as(self, who: Who) -> None:
        """The same user in the same place, perhaps with another name or language."""
        self._who = who

    def meet(self) -> None:
        """Tell the memory who this is, such as somebody's new name."""
        self._meet()

    def _meet(self) -> None:
        """Who and where; somebody who had everything deleted is met as a stranger."""
        who, people = self._who, self._memory.people
        user = people.meet_user(who.front, who.user, who.name)
        self._place = people.meet_place(who.served_by, who.place)
        if user == self._user:
            return
        self._user = user
        self._conversation, record = people.conversation(user, self._place, who.channel)
        self._codes: dict[str, str] = dict(record.get("codes", {}))
        self._parent: str | None = None
        self._was_warned = False
        names = [genre.name for genre in self._genres]
        self._taste = StoredTaste(self._memory, user, self._place, names, self._rng)
        self._learner = Learner(self._memory, user, self._place, self._genres)
        self._dialogue = Dialogue(
            presets=StoredPresets(self._memory, user, self._place),
            preferences=StoredPreferences(self._memory, user),
            new_seed=self._new_seed,
            genres=self._genres,
            taste=self._taste,
            history=History.from_json(record),
        )

    def _here(self) -> Here:
        return Here(
            memory=self._memory, user=self._user, place=self._place, front=self._who.front,
            request=self.request, piece=self.piece,
            lexicon=lexicon_of(self._genres), genres=tuple(g.name for g in self._genres),
            rng=self._rng, folder=self._folder,
            understand=lambda text: Dialogue(genres=self._genres).say(text),
        )  # fmt: skip

    def _code_of(self, request: ResolvedRequest | None) -> str | None:
        return None if request is None else self._codes.get(key_of(request))

    def _keep(self) -> None:
        codes = dict(list(self._codes.items())[-_MOST_CODES:])
        record = self._dialogue.history.to_json() | {"codes": codes}
        self._memory.people.remember_history(self._conversation, record)
