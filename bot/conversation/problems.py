"""Why something can't be done, as a sentence for the one who asked for it."""

from __future__ import annotations

from bot.conversation import facts, wording
from bot.conversation.lexicon import Lexicon
from bot.conversation.meanings.commands import read_command
from bot.conversation.normalise import clean
from bot.conversation.presets import is_command_word, is_well_formed
from bot.conversation.scanner import scan


def name_problem(name: str, lexicon: Lexicon) -> str | None:
    """Why a preset can't have a name; None where it can."""
    if not name:
        return wording.preset_needs_name()
    if not is_well_formed(name):
        return wording.bad_preset_name(name)
    scanned = scan(clean(name), lexicon)
    if len(scanned.tokens) == 1 and scanned.tokens[0].kind == "genre" and not scanned.mended:
        return wording.preset_is_genre(name)
    if read_command(scanned.tokens) or is_command_word(name):
        return wording.preset_is_command(name)
    return None


def problem_sentence(problem: facts.Problem, lexicon: Lexicon) -> str:
    """What was said that can't be played, and what can."""
    if problem.kind in ("unknown_genre", "everyday_genre"):
        nearest = lexicon.nearest_genres(problem.word.lower())
        return wording.unknown_genre(problem.word, nearest)
    if problem.kind == "unknown_instrument":
        return wording.unknown_instrument(problem.word, problem.offers)
    kinds = {"unknown_meter": wording.unknown_meter, "passage": wording.no_passages}
    return kinds.get(problem.kind, wording.nothing_left)(problem.word)
