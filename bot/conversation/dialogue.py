"""A dialogue: one conversation of one user in one place, and what it remembers.

Keeps the present request and an undoable history; asks the stores for presets and
preferences. Composes nothing and knows no front end.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.conversation import facts, wording
from bot.conversation.beginning import beginning
from bot.conversation.draft import Draft, draft_of, fresh_draft
from bot.conversation.format_order import ordered_formats
from bot.conversation.history import History
from bot.conversation.kinds import changes, is_a_mere_word, is_new, whole_blend
from bot.conversation.learned import (
    LearnedTaste,
    fill_open,
    is_surprise,
    with_reasons,
    without_surprise,
)
from bot.conversation.lexicon import lexicon_of
from bot.conversation.meanings.commands import read_command
from bot.conversation.meanings.preferences import clears_preferences
from bot.conversation.meanings.presets import PresetOrder, read_preset_order
from bot.conversation.normalise import MAX_LENGTH, clean, trimmed_length
from bot.conversation.preference_order import changed_usual
from bot.conversation.preferences import Preferences, RememberedPreferences, Usual
from bot.conversation.presets import PresetStore, RememberedPresets, TooManyPresets
from bot.conversation.problems import name_problem, problem_sentence
from bot.conversation.reading import Reading as Reading
from bot.conversation.reblend import NothingLeft
from bot.conversation.request import ResolvedRequest
from bot.conversation.resolve import resolve
from bot.conversation.scanner import scan
from bot.conversation.sheet import Sheet
from bot.conversation.understanding import Understood, understand
from engine.request import SEED_RANGE
from music.genres import Genre, known_genres


def any_seed() -> int:
    """A seed that nobody chose."""
    return random.SystemRandom().randint(*SEED_RANGE)


class Dialogue:
    """A conversation. ``say`` reads a message, changes the state, and never raises.

    ``genres`` are those that can be asked for; all that this process knows by default.
    """

    def __init__(
        self,
        *,
        presets: PresetStore | None = None,
        preferences: Preferences | None = None,
        new_seed: Callable[[], int] = any_seed,
        genres: Sequence[Genre] | None = None,
        taste: LearnedTaste | None = None,
        history: History | None = None,
    ) -> None:
        known = known_genres() if genres is None else tuple(genres)
        self.presets: PresetStore = RememberedPresets() if presets is None else presets
        self.preferences: Preferences = (
            RememberedPreferences() if preferences is None else preferences
        )
        self._new_seed = new_seed
        self._lexicon = lexicon_of(known)
        self._genres = {genre.name: genre for genre in known}
        self._taste = taste
        self._history = History() if history is None else history

    @property
    def request(self) -> ResolvedRequest | None:
        """The present request; None before the first piece."""
        return self._history.present

    @property
    def past(self) -> tuple[ResolvedRequest, ...]:
        """What was asked for in this conversation, oldest first."""
        return self._history.all()

    @property
    def history(self) -> History:
        """The requests, undoable; what a storage keeps of a conversation."""
        return self._history

    def resume(self, request: ResolvedRequest) -> None:
        """Continue from a request that a storage kept."""
        self._history.push(request)

    def say(self, text: str, about: ResolvedRequest | None = None) -> Reading:
        """The meaning of a message; ``about`` is the older piece that it answers."""
        if trimmed_length(text) > MAX_LENGTH:
            return self._fail("unknown", wording.too_long(trimmed_length(text)))
        plain = clean(text)
        scanned = scan(plain, self._lexicon)
        current = self.request if about is None else about
        command = read_command(scanned.tokens)
        if clears_preferences(Sheet(scanned.tokens)):
            self.preferences.remember(Usual())
            return Reading("set_prefs", self.request, (wording.preferences_cleared(),))
        if command is not None:
            return self._command(command)
        formats = ordered_formats(text, self.preferences, self.request)
        if formats is not None:
            return formats
        order = read_preset_order(plain, self.presets.names())
        if order is not None:
            answer = self._preset(order, current)
            if answer is not None:
                return answer
        understood = understand(scanned, self._lexicon)
        if self._taste is not None and is_surprise(plain, understood.facts):
            plainly = replace(understood, facts=without_surprise(understood.facts))
            return self._compose(plainly, None, surprising=True)
        return self._music(understood, current)

    # Preferences

    def _set_preferences(self, understood: Understood) -> Reading:
        usual = self.preferences.usual()
        draft, said = self._fresh(list(understood.facts), usual, None)
        try:
            new_usual, remarks = changed_usual(usual, draft, said)
        except NothingLeft as nothing:
            return self._fail("set_prefs", wording.nothing_left(str(nothing)), understood.ignored)
        self.preferences.remember(new_usual)
        notes = [wording.note(remark.kind, remark.words) for remark in remarks]
        told = wording.preferences_list(new_usual)
        return Reading("set_prefs", self.request, (*notes, *told), understood.ignored)

    # Commands

    def _command(self, command: str) -> Reading:
        if command == "undo" and not self._history.undo():
            return self._fail("undo", wording.nothing_to_undo())
        if command == "redo" and not self._history.redo():
            return self._fail("undo", wording.nothing_to_redo())
        if command in ("undo", "redo"):
            return Reading("undo", self.request, (wording.redone(),) if command == "redo" else ())
        if command == "reset":
            self._history.clear()
            return Reading("reset", None, (wording.reset(),))
        told: dict[str, tuple[str, ...]] = {
            "help": (wording.short_help(),),
            "genres": (wording.genres_line(self._lexicon.genres),),
            "list_presets": wording.presets_list(self.presets.names()),
            "history": wording.history_list(self.past),
            "show_prefs": wording.preferences_list(self.preferences.usual()),
            "privacy": (wording.privacy(),),
        }
        if command == "instruments":  # the contract has no intent of its own for them
            return Reading("genres", self.request, (wording.instruments_line(),))
        return Reading(command, self.request, told[command])

    def _fail(self, intent: str, error: str, ignored: Sequence[str] = ()) -> Reading:
        return Reading(intent, self.request, (), tuple(ignored), error)

    # Presets

    def _preset(self, order: PresetOrder, current: ResolvedRequest | None) -> Reading | None:
        if order.intent == "save_preset":
            return self._save(order.name, current)
        if order.intent == "delete_preset":
            return self._delete(order)
        return self._use(order)

    def _save(self, name: str, current: ResolvedRequest | None) -> Reading:
        if current is None:
            return self._fail("save_preset", wording.nothing_to_save())
        problem = name_problem(name, self._lexicon)
        if problem is not None:
            return self._fail("save_preset", problem)
        saved = replace(current, preset=name)
        try:
            self.presets.save(name, saved)
        except TooManyPresets:
            return self._fail("save_preset", wording.too_many_presets(len(self.presets.names())))
        self._history.replace_present(saved)
        return Reading("save_preset", self.request, (wording.preset_saved(name),))

    def _delete(self, order: PresetOrder) -> Reading | None:
        if not order.sure and self._means_music(order.name):
            return None
        if not self.presets.delete(order.name):
            names = self._closest_presets(order.name)
            return self._fail("delete_preset", wording.no_preset(order.name, names))
        return Reading("delete_preset", self.request, (wording.preset_deleted(order.name),))

    def _use(self, order: PresetOrder) -> Reading | None:
        kept = self.presets.find(order.name)
        if kept is None:
            if not order.sure and self._means_music(order.name):
                return None
            names = self._closest_presets(order.name)
            return self._fail("use_preset", wording.no_preset(order.name, names))
        seed = self._new_seed()
        name = kept.preset or order.name
        brought = replace(kept, seed=seed, preset=name)
        if not order.rest:
            self._history.push(brought)
            return Reading("use_preset", self.request)
        understood = understand(scan(clean(order.rest), self._lexicon), self._lexicon)
        changed = [fact for fact in understood.facts if not isinstance(fact, facts.Remark)]
        if not changed:
            if understood.ignored:
                return None
            self._history.push(brought)
            return Reading("use_preset", self.request)
        draft = draft_of(replace(brought, preset=None))
        return self._finish(understood, draft, "use_preset", key_is_open=False)

    def _means_music(self, text: str) -> bool:
        return bool(understand(scan(clean(text), self._lexicon), self._lexicon).facts)

    def _closest_presets(self, name: str) -> list[str]:
        return self._lexicon.speller.closest(name, self.presets.names())

    # Music

    def _music(self, understood: Understood, current: ResolvedRequest | None) -> Reading:
        said = understood.facts
        if not understood.is_music or (
            current is None and not understood.names_music and is_a_mere_word(said)
        ):
            return Reading("unknown", self.request, (wording.hint(current is not None),))
        problem = next((fact for fact in said if isinstance(fact, facts.Problem)), None)
        if problem is not None:
            intent = "edit" if current is not None and not is_new(said) else "compose"
            intent = "set_prefs" if understood.sets_preferences else intent
            return self._fail(intent, problem_sentence(problem, self._lexicon), understood.ignored)
        if understood.sets_preferences:
            return self._set_preferences(understood)
        again = any(isinstance(fact, facts.Again) for fact in said)
        if again and current is None and not whole_blend(said):
            return self._fail("repeat", wording.nothing_to_repeat())
        if current is not None and (again or not is_new(said)):
            if all(isinstance(fact, facts.NothingSpecial | facts.Remark) for fact in said):
                return self._compose(understood, current)
            intent = "repeat" if again else "edit"
            draft = draft_of(current)
            if again or any(isinstance(fact, facts.NewSeed) for fact in said):
                draft.seed = self._new_seed()
            if changes(said):
                draft.preset = None
            return self._finish(understood, draft, intent, key_is_open=False)
        return self._compose(understood, current)

    def _compose(
        self, understood: Understood, current: ResolvedRequest | None, *, surprising: bool = False
    ) -> Reading:
        said, usual = list(understood.facts), self.preferences.usual()
        draft, said = self._fresh(said, usual, current, surprising=surprising)
        key_is_open = "key" not in draft.stated and usual.key is None
        return self._finish(
            replace(understood, facts=tuple(said)), draft, "compose", key_is_open=key_is_open
        )

    def _fresh(
        self,
        said: list[facts.Fact],
        usual: Usual,
        current: ResolvedRequest | None,
        *,
        surprising: bool = False,
    ) -> tuple[Draft, list[facts.Fact]]:
        seed = next((int(f.seed) for f in reversed(said) if isinstance(f, facts.SetSeed)), None)
        seed = self._new_seed() if seed is None else min(max(seed, 0), SEED_RANGE[1])
        hint = None if self._taste is None else self._taste.suggest(surprising=surprising)
        wished = fill_open(usual, hint, over=surprising)
        start = beginning(said, wished, current, tuple(self._genres))
        wished, remarks = with_reasons(wished, usual, hint, start, self._genres)
        draft = fresh_draft(start.weights, self._genres, seed, wished, current)
        if start.path is not None:
            draft.set_path(start.path)
        draft.remarks += remarks
        return draft, start.said

    def _finish(
        self, understood: Understood, draft: Draft, intent: str, *, key_is_open: bool
    ) -> Reading:
        try:
            resolve(draft, understood.facts, key_is_open=key_is_open)
        except NothingLeft as nothing:
            return self._fail(intent, wording.nothing_left(str(nothing)), understood.ignored)
        request = draft.finish()
        self._history.push(request)
        told = [fact for fact in understood.facts if isinstance(fact, facts.Remark)]
        remarks = [*draft.remarks, *told]
        notes = [wording.note(remark.kind, remark.words) for remark in remarks]
        kept = tuple(dict.fromkeys(note for note in notes if note))
        return Reading(intent, request, kept, understood.ignored)
