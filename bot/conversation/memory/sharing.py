"""Orders about presets beyond one's own conversation: share, fork, rename, export, import."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.conversation import wording_memory as wording
from bot.conversation.memory.here import Here
from bot.conversation.memory.preset_codes import NoPreset, read_preset, to_code, to_text
from bot.conversation.memory.stored import request_of
from bot.conversation.problems import name_problem
from bot.conversation.reading import Reading
from storage.errors import LimitReached, NameTaken, NotFound
from storage.presets import Preset


def share(here: Here, said: Mapping[str, str]) -> Reading:
    """Show one's own preset to everybody here."""
    return _show(here, said["name"], here.place, wording.shared)


def unshare(here: Here, said: Mapping[str, str]) -> Reading:
    """Keep it to oneself again."""
    return _show(here, said["name"], None, wording.unshared)


def _show(here: Here, name: str, place: int | None, say: Callable[[str], str]) -> Reading:
    try:
        kept = here.memory.presets.share(here.user, name, place)
    except NotFound:
        return here.failed("share", wording.no_preset_here(name))
    return here.told("share", say(kept.name))


def shared(here: Here, said: Mapping[str, str]) -> Reading:
    """What is shared here."""
    return here.told("shared", *wording.shared_list(here.memory.presets.shared(here.place)))


def fork(here: Here, said: Mapping[str, str]) -> Reading:
    """Make a shared preset one's own, with credit."""
    found = _shared_by(here, said["name"], said.get("author"))
    if found is None:
        return here.failed("fork", wording.no_preset_here(said["name"]))
    new = said.get("new", found.name)
    problem = name_problem(new, here.lexicon)
    if problem is not None:
        return here.failed("fork", problem)
    try:
        made = here.memory.presets.fork(here.user, here.place, found.id, new)
    except NameTaken:
        return here.failed("fork", wording.name_taken(new))
    except LimitReached:
        return here.failed("fork", wording.full())
    return here.told("fork", wording.forked(made))


def _shared_by(here: Here, name: str, author: str | None) -> Preset | None:
    """Another's shared preset by name; with ``author`` only theirs."""
    for one in here.memory.presets.shared(here.place, name=name):
        if author is None and one.user != here.user:
            return one
        if author is not None and one.author.casefold() == author.casefold():
            return one
    return None


def rename(here: Here, said: Mapping[str, str]) -> Reading:
    """Give one's own preset another name."""
    old, new = said["name"], said["new"]
    problem = name_problem(new, here.lexicon)
    if problem is not None:
        return here.failed("rename", problem)
    try:
        here.memory.presets.rename(here.user, old, new)
    except NotFound:
        return here.failed("rename", wording.no_preset_here(old))
    except NameTaken:
        return here.failed("rename", wording.name_taken(new))
    return here.told("rename", wording.renamed(old, new))


def export_preset(here: Here, said: Mapping[str, str]) -> Reading:
    """One's own or a shared preset as a code or JSON."""
    own = here.memory.presets.find(here.user, said["name"])
    found = own or _shared_by(here, said["name"], None)
    request = None if found is None else request_of(found)
    if found is None or request is None:
        return here.failed("export_preset", wording.no_preset_here(said["name"]))
    as_json = said.get("how", "").lower() == "json"
    return here.told("export_preset", (to_text if as_json else to_code)(found.name, request))


def import_preset(here: Here, said: Mapping[str, str]) -> Reading:
    """A preset from a code or JSON, under its own name or another."""
    try:
        name, request = read_preset(said["text"])
    except NoPreset as error:
        return here.failed("import_preset", _sentence(error))
    name = said.get("new", name)
    problem = name_problem(name, here.lexicon)
    if problem is not None:
        return here.failed("import_preset", problem)
    unknown = sorted(set(request.weights) - set(here.genres))
    if unknown:
        return here.failed("import_preset", wording.unlearnt(unknown))
    if here.memory.presets.find(here.user, name) is not None:
        return here.failed("import_preset", wording.name_taken(name))
    try:
        here.memory.presets.save(here.user, name, request.to_record())
    except LimitReached:
        return here.failed("import_preset", wording.full())
    return here.told("import_preset", wording.imported(name))


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + "."
