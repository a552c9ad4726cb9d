"""Orders about one's own data: told, exported, erased. Erasing is asked for twice."""

from __future__ import annotations

import time
from collections.abc import Mapping

from bot.conversation import wording_privacy as wording
from bot.conversation.memory.here import Here
from bot.conversation.memory.wants import Forget, HandOver
from bot.conversation.reading import Reading


def privacy(here: Here, said: Mapping[str, str]) -> Reading:
    """What is kept, on one screen."""
    return here.told("privacy", *wording.privacy(here.memory.privacy.summary(here.user)))


def export_all(here: Here, said: Mapping[str, str]) -> Reading:
    """Everything as an archive, for the asker only."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(here.memory.database.clock()))
    path = here.folder / f"fusebox-my-data-{stamp}.zip"
    here.memory.privacy.export_archive(here.user, path)
    return Reading("privacy", here.request, (wording.exported(path),), wants=HandOver(path))


def ask_delete(here: Here, said: Mapping[str, str]) -> Reading:
    """Say what would go; nothing goes yet."""
    return here.told("privacy", wording.sure_to_delete(here.memory.privacy.summary(here.user)))


def delete_all(here: Here, said: Mapping[str, str]) -> Reading:
    """Erase everything."""
    gone = here.memory.privacy.delete_user(here.user)
    return Reading("privacy", None, (wording.all_deleted(gone),), wants=Forget())
