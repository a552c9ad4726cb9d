"""A conversation that remembers: one user in one place, over a memory.

Joins the dialogue (what a message means) with what is kept (presets, preferences,
history, taste, pieces) and the community's orders. Composes nothing: a front end composes
what a reading asks for and says what came of it with `made`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import wording_battles, wording_privacy
from bot.conversation import wording_memory as wording
from bot.conversation.dialogue import Dialogue
from bot.conversation.language import speaking
from bot.conversation.memory import fighting, private
from bot.conversation.memory.handlers import HANDLERS
from bot.conversation.memory.orders import read_order
from bot.conversation.memory.peeking import peek
from bot.conversation.memory.reporting import Reporting
from bot.conversation.memory.who import Who as Who
from bot.conversation.normalise import MAX_LENGTH, trimmed_length
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from engine.errors import RequestError
from engine.recipe import read_recipe
from storage.errors import NotFound, StorageError

_CHANGING = ("edit", "repeat")
_MAKING = (*_CHANGING, "compose", "use_preset")


class Session(Reporting):
    """One user's conversation in one place. ``say`` never raises."""

    def say(self, text: str, about: str | None = None) -> Reading:
        """The meaning of a message; ``about`` is the code of an older piece that it answers."""
        with speaking(self._who.locale):
            return self._said(text, about)

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
            return self._here().failed("privacy", wording_privacy.not_asked_to_delete())
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
            composition, version = read_recipe(said["recipe"])
        except RequestError as error:
            return self._here().failed("compose", _sentence(error))
        origin = ResolvedRequest.from_json(composition.to_json())
        if origin.base is not None:
            return self._here().failed("compose", wording.melody_is_missing(origin.base.id))
        if "rest" in said:
            reading = self._dialogue.say(said["rest"], about=origin)
        else:
            self._dialogue.resume(origin)
            notes = () if self._model_version() in (None, version) else (wording.other_version(),)
            reading = Reading("compose", origin, notes)
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


def _sentence(error: Exception) -> str:
    text = str(error).rstrip(".")
    return text[:1].upper() + text[1:] + "."
