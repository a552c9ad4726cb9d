"""What can be asked for, and how each genre sounds alone."""

from __future__ import annotations

import urllib.parse
from functools import cache
from typing import Any

from aiohttp import web

from bot.studio.problems import Problem
from bot.studio.sending import send
from bot.studio.shapes import answer
from bot.studio.studio import studio_of
from engine.render.formats import FORMATS
from models.corpora.cards import load_card, slug
from models.corpora.errors import CorpusError
from music.genres import Genre
from music.instruments import INSTRUMENTS

# Names of single files are of no use on a page, and many.
_NOT_SHOWN = frozenset({"skipped"})


async def show_all(request: web.Request) -> web.Response:
    """The genres with their data cards, the instruments, the formats."""
    studio = studio_of(request)
    shown = await studio.desk.sessions.run(lambda: [_genre_json(one) for one in studio.app.genres])
    return answer(
        {
            "genres": shown,
            "instruments": [row.name for row in INSTRUMENTS],
            "formats": [{"name": row.name, "what": row.what} for row in FORMATS],
        }
    )


def _genre_json(genre: Genre) -> dict[str, Any]:
    return {
        "name": genre.name,
        "color": genre.color,
        "tempo_bpm": genre.tempo_bpm,
        "meter": genre.meter,
        "mode": genre.mode,
        "blurb": genre.blurb,
        "other_names": list(genre.other_names),
        "is_own": bool(genre.id),
        "card": None if genre.id else _card(genre.name),
        "sample": f"/api/v1/genres/{slug(genre.name)}/sample",
    }


@cache
def _card(name: str) -> dict[str, Any] | None:
    try:
        card = load_card(name)
    except CorpusError:
        return None
    sources = [
        {key: value for key, value in one.items() if key not in _NOT_SHOWN}
        for one in card.get("sources", ())
    ]
    return {**card, "sources": sources}


async def sample(request: web.Request) -> web.StreamResponse:
    """A short piece in one genre alone."""
    studio = studio_of(request)
    asked = urllib.parse.unquote(request.match_info["name"])
    genre = next((one for one in studio.app.genres if asked in (one.name, slug(one.name))), None)
    if genre is None:
        raise Problem(404, f"there is no genre {asked[:40]!r}")
    content = await studio.desk.samples.of(genre)
    return await send(request, content, f"fusebox-{slug(genre.name)}.ogg")
