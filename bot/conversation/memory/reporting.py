"""What a front end reports to a conversation: orders, pieces, files, battles that begin."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.conversation import wording_battles
from bot.conversation.memory.learning import key_of
from bot.conversation.memory.meeting import Meeting
from bot.conversation.memory.wants import BattleWanted
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from engine.errors import RequestError
from engine.request import CompositionRequest
from music.leadsheet import LeadSheet
from storage.battles import Battle, Side
from storage.jobs import Job
from storage.piece import NewPiece, Piece


class Reporting(Meeting):
    """A conversation that is told what became of what it asked for."""

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
