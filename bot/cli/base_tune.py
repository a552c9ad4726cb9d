"""``--melody FILE``: a request put on somebody's own tune."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BadInput

if TYPE_CHECKING:
    from engine.request import CompositionRequest


def on_base(request: CompositionRequest, file: Path | None, *, keep: bool) -> CompositionRequest:
    """The request built on the file's tune, or as it was without a file.

    Raises BadInput where the file can't be used, or is not the one that a recipe names.
    """
    base = request.base
    if file is None:
        if base is not None:
            raise BadInput(
                f"this recipe was made on somebody's melody ({base.id}); "
                "give the same file again: --melody FILE"
            )
        return request
    from engine.compose.base import built_on
    from models.corpora.errors import CorpusError
    from models.corpora.one_tune import read_tune

    try:
        sheet = read_tune(file.read_bytes(), file.name)
    except OSError as error:
        raise BadInput(f"{file} can't be opened: {error.strerror}") from error
    except CorpusError as error:
        raise BadInput(str(error)) from error
    built = built_on(request, sheet, keep=keep or bool(base and base.keep))
    if base is not None and built.base is not None and built.base.id != base.id:
        raise BadInput(
            f"{file.name} is not the melody of this recipe: its notes are {built.base.id}, "
            f"the recipe was made on {base.id}"
        )
    return built
