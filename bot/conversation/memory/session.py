"""A conversation that remembers: one user in one place, over a memory.

Joins the dialogue (what a message means) with what is kept (presets, preferences,
history, taste, pieces) and the community's orders. Composes nothing: a front end composes
what a reading asks for and says what came of it with `made`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.conversation import wording_battles
from bot.conversation import wording_memory as wording
from bot.conversation.dialogue import Dialogue, any_seed
from bot.conversation.history import History
from bot.conversation.language import speaking
from bot.conversation.lexicon import lexicon_of
from bot.conversation.memory import fighting, private
from bot.conversation.memory.handlers import HANDLERS
from bot.conversation.memory.here import Here
from bot.conversation.memory.learning import Learner, key_of
from bot.conversation.memory.orders import read_order
from bot.conversation.memory.peeking import peek
from bot.conversation.memory.stored import StoredPreferences, StoredPresets, StoredTaste
from bot.conversation.memory.wants import BattleWanted
from bot.conversation.memory.who import Who as Who
from bot.conversation.normalise import MAX_LENGTH, trimmed_length
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from engine.errors import RequestError
from engine.recipe import read_recipe
from engine.request import CompositionRequest
from music.genres import Genre, known_genres
from music.leadsheet import LeadSheet
from storage.battles import Battle, Side
from storage.errors import NotFound, StorageError
from storage.jobs import Job
from storage.memory import Memory
from storage.piece import NewPiece, Piece

_CHANGING = ("edit", "repeat")
_MAKING = (*_CHANGING, "compose", "use_preset")
_MOST_CODES = 100


class Session:
    """One user's conversation in one place. ``say`` never raises."""

    def __init__(
        self,
        memory: Memory,
        who: Who,
        *,
        folder: Path,
        new_seed: Callable[[], int] = any_seed,
        genres: Sequence[Genre] | None = None,
        rng: np.random.Generator | None = None,
    ) -> None:
        self._memory = memory
        self._who = who
        self._folder = folder
        self._new_seed = new_seed
        self._genres = known_genres() if genres is None else tuple(genres)
        self._rng = np.random.default_rng() if rng is None else rng
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

    def say(self, text: str, about: str | None = None) -> Reading:
        """The meaning of a message; ``about`` is the code of an older piece that it answers."""
        with speaking(self._who.locale):
            return self._said(text, about)

    def met_as(self, who: Who) -> None:
        """The same user in the same place, perhaps with another name or language."""
        self._who = who

    def _said(self, text: str, about: str | None) -> Reading:
        try:
            self._meet()
            news = [
                wording_battles.battle_over(battle, self._memory.database.clock())
                for battle in fighting.settled(self._here())
            ]
            reading = self._ordered(text) or self._talked(text, about)
        except StorageError as error:
            return Reading("unknown", self.request, error=_sentence(error))
        return replace(reading, notes=(*news, *reading.notes))

    def meet(self) -> None:
        """Tell the memory who this is, such as somebody's new name."""
        self._meet()

    def ask(self, order: str, said: Mapping[str, str]) -> Reading | None:
        """An order of the memory's in fields, such as ``ask("vote", {"way": "up", "code": c})``.

        None where it is the dialogue's after all. Raises StorageError.
        """
        self._meet()
        return HANDLERS[order](self._here(), said)

    def parse(self, text: str, about: str | None = None) -> Reading:
        """What a message would mean now; nothing is done, remembered or learned.

        Raises NotFound where the user can't see the piece ``about``.
        """
        self._meet()
        order = None if trimmed_length(text) > MAX_LENGTH else read_order(text)
        if order is not None:
            return Reading(order[0], self.request)
        piece = about and self._memory.pieces.find(about, self._user, self._place)
        older = ResolvedRequest.from_json(piece.request) if piece else None
        return peek(self._dialogue, text, older, new_seed=self._new_seed, genres=self._genres)

    # What a front end reports

    def order(self, request: CompositionRequest, address: Mapping[str, Any] | None = None) -> int:
        """Note a job before it is begun; its number. Raises LimitReached at the sixth."""
        self._meet()
        job = self._memory.jobs.add(
            self._user, request.to_json(), front=self._who.served_by, place=self._place,
            address=address,
        )  # fmt: skip
        self._memory.jobs.start(job)
        return job

    def unfinished(self) -> list[Job]:
        """One's own jobs that an earlier process left; see `Jobs.start` before doing them."""
        jobs = self._memory.jobs.unfinished(self._who.served_by)
        return [job for job in jobs if job.user == self._user]

    def gave_up(self, job: int, trouble: str | None = None) -> None:
        """A job will not be done: it failed with this sentence, or was cancelled."""
        if trouble is None:
            self._memory.jobs.cancel(job, self._user)
        else:
            self._memory.jobs.fail(job, trouble)

    def made(
        self,
        new: NewPiece,
        files: Sequence[Path] = (),
        *,
        job: int | None = None,
        belongs: bool = True,
    ) -> Piece:
        """Remember a piece that was composed and delivered, with its files.

        ``belongs`` says that it answers the present request, as all but the pieces of a
        battle and of unfinished jobs do. Raises StorageError.
        """
        piece = self.keep(new, job=job, belongs=belongs)
        self.keep_files(piece, files)
        if job is not None:
            self._memory.jobs.deliver(job, piece.id)
        return piece

    def keep(self, new: NewPiece, *, job: int | None = None, belongs: bool = True) -> Piece:
        """Remember a piece before its files are made; its job still owes the reply."""
        piece = self._memory.pieces.add(
            self._user, new, place=self._place, conversation=self._conversation,
            parent=self._parent if belongs else None,
        )  # fmt: skip
        if job is not None:
            self._memory.jobs.note_piece(job, piece.id)
        if belongs:
            if self.request is not None:
                self._codes[key_of(self.request)] = piece.code
            self._learner.came_of_it(piece)
            self._keep()
        return piece

    def keep_files(self, piece: Piece, files: Sequence[Path]) -> None:
        """Keep files of a piece under ``piece`` and their ending (``piece.ogg``)."""
        for path in files:
            name = "piece" + "".join(path.suffixes)
            self._memory.files.add(piece.id, name, path.read_bytes())

    def keep_facts(self, piece: Piece, facts: Mapping[str, Any]) -> None:
        """Keep what is known of a piece before its last files are made."""
        self._memory.files.add(piece.id, "piece.json", json.dumps(facts).encode())

    def build_on(self, sheet: LeadSheet, *, keep: bool = False) -> ResolvedRequest:
        """Put the present request on somebody's own tune. Raises RequestError.

        ``keep`` leaves the tune note for note.
        """
        from engine.compose.base import built_on  # NumPy tables that most chats never need

        request = self.request
        if request is None:
            raise RequestError("ask for a blend first, then for a melody to build it on")
        built = built_on(request.composition(), sheet, keep=keep)
        laid = replace(
            request, key=built.key, meter=built.meter, bars=built.bars, base=built.base,
            stated=request.stated | {"key", "meter"},
        )  # fmt: skip
        self._dialogue.history.replace_present(laid)
        self._keep()
        return laid

    def open_battle(self, wanted: BattleWanted, left: str, right: str) -> Reading:
        """Begin a battle between two pieces that are there now, by their codes."""
        battle = self.begin_battle(wanted, left, right)
        return Reading(
            "battle", self.request, wording_battles.battle_begins(battle, wanted.seconds)
        )

    def begin_battle(self, wanted: BattleWanted, left: str, right: str) -> Battle:
        """As ``open_battle``, for those who say it in their own way. Raises NotFound."""
        sides = []
        for contestant, code in ((wanted.left, left), (wanted.right, right)):
            piece = self._memory.pieces.find(code, self._user, self._place)
            side = Side(piece.id, contestant.name, contestant.user, contestant.preset)
            sides.append(side)
        return self._memory.battles.open(
            self._user, self._place, wanted.kind, *sides, seconds=wanted.seconds
        )

    def sound_of(self, code: str) -> tuple[str, bytes]:
        """(name, content) of a piece's sound, or of its MIDI where that is evicted."""
        piece = self._memory.pieces.find(code, self._user, self._place)
        names = self._memory.files.names(piece.id, self._user, self._place)
        name = next((one for one in ("piece.ogg", "piece.mp3") if one in names), "piece.mid")
        return name, self._memory.files.read(piece.id, name, self._user, self._place)

    # Inside

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

    def _ordered(self, text: str) -> Reading | None:
        """The answer to an order of the memory's; None for anything else."""
        order = None if trimmed_length(text) > MAX_LENGTH else read_order(text)
        was_warned, self._was_warned = self._was_warned, False
        if order is None:
            return None
        kind, said = order
        if kind in ("remix", "recipe"):
            return self._remix(said) if kind == "remix" else self._recipe(said)
        if kind == "delete_all":
            return self._delete_all(was_warned)
        self._was_warned = kind == "ask_delete"
        return HANDLERS[kind](self._here(), said)

    def _delete_all(self, was_warned: bool) -> Reading:
        if not was_warned:
            return self._here().failed("privacy", wording.not_asked_to_delete())
        reading = private.delete_all(self._here(), {})
        # The next message is a stranger's; until then nothing of the old one is left here.
        self._user = -1
        self._dialogue = Dialogue(genres=self._genres)
        return reading

    def _remix(self, said: Mapping[str, str]) -> Reading:
        try:
            piece = self._memory.pieces.find(said["code"], self._user, self._place)
            origin = ResolvedRequest.from_json(piece.request)
        except (NotFound, KeyError, ValueError):
            return self._here().failed("remix", wording.no_piece(said["code"]))
        if origin.base is not None:
            return self._here().failed("remix", wording.melody_is_missing(origin.base.id))
        reading = self._dialogue.say(said.get("rest", "again"), about=origin)
        if reading.error is None and reading.intent in _MAKING:
            self._parent = piece.code
            self._learner.said(reading, origin, self._taste.offered)
            self._keep()
        return reading

    def _recipe(self, said: Mapping[str, str]) -> Reading:
        """Compose what a recipe holds, or that with a change."""
        try:
            composition, _ = read_recipe(said["recipe"])
        except RequestError as error:
            return self._here().failed("compose", _sentence(error))
        origin = ResolvedRequest.from_json(composition.to_json())
        if origin.base is not None:
            return self._here().failed("compose", wording.melody_is_missing(origin.base.id))
        if "rest" in said:
            reading = self._dialogue.say(said["rest"], about=origin)
        else:
            self._dialogue.resume(origin)
            reading = Reading("compose", origin)
        if reading.error is None and reading.intent in _MAKING:
            self._parent = None
            self._learner.said(reading, origin, None)
            self._keep()
        return reading

    def _talked(self, text: str, about: str | None) -> Reading:
        older = None
        if about is not None:
            piece = self._memory.pieces.find(about, self._user, self._place)
            older = ResolvedRequest.from_json(piece.request)
            if older.base is not None:
                return self._here().failed("edit", wording.melody_is_missing(older.base.id))
        before = self.request if older is None else older
        self._taste.offered = None
        reading = self._dialogue.say(text, about=older)
        if reading.error is not None:
            return reading
        if reading.intent in _MAKING:
            changed = about or self._code_of(before)
            self._parent = changed if reading.intent in _CHANGING else None
        self._learner.said(reading, before, self._taste.offered, self._code_of(before))
        self._keep()
        return reading

    def _code_of(self, request: ResolvedRequest | None) -> str | None:
        return None if request is None else self._codes.get(key_of(request))

    def _keep(self) -> None:
        codes = dict(list(self._codes.items())[-_MOST_CODES:])
        record = self._dialogue.history.to_json() | {"codes": codes}
        self._memory.people.remember_history(self._conversation, record)


def _sentence(error: Exception) -> str:
    text = str(error).rstrip(".")
    return text[:1].upper() + text[1:] + "."
