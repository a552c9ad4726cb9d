"""What is remembered as the API's JSON; the contract is ``openapi.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.conversation import wording
from bot.conversation.memory.stored import request_of
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from engine.render.formats import FORMATS
from models.corpora.cards import slug
from storage.battles import Battle
from storage.piece import Piece
from storage.presets import Preset

_MAKING = frozenset({"compose", "edit", "repeat", "use_preset"})
_API = "/api/v1"


def answer(
    data: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """JSON to send."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return web.Response(
        body=body.encode("utf-8", "replace"),
        status=status,
        content_type="application/json",
        headers=headers,
    )


def composes(reading: Reading) -> bool:
    """Whether a reading asks for music."""
    return reading.error is None and reading.request is not None and reading.intent in _MAKING


def reading_json(reading: Reading, before: ResolvedRequest | None) -> dict[str, Any]:
    """A reading; ``before`` is the request that held when it was said."""
    request = reading.request
    return {
        **reading.to_json(),
        "ignored": list(reading.unexplained),
        "reply": "\n".join(
            [*(reading.notes if reading.error else ()), wording.reply(reading)]
        ).strip(),
        "composes": composes(reading),
        "seed_kept": bool(before and request and before.seed == request.seed),
    }


def piece_card(
    piece: Piece, viewer: int, *, heard: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """A piece in a list."""
    request = request_json(piece.request)
    return {
        "code": piece.code,
        "title": piece.title,
        "author": piece.author,
        "is_own": piece.user == viewer,
        "visibility": piece.visibility,
        "created_at": piece.created_at,
        "asked": dict(request["weights"]),
        "heard": heard or piece.metrics.get("heard"),
        "temperature": request["temperature"],
        "bars": request["bars"],
        "tempo_bpm": request["tempo_bpm"],
        "key": request["key"],
        "meter": request["meter"],
        "seed": request["seed"],
        "up": piece.up,
        "down": piece.down,
        "score": round(piece.score, 4),
        "parent": piece.parent,
        "difference": dict(piece.difference),
        "url": f"{_API}/pieces/{piece.code}",
    }


def request_json(record: Mapping[str, Any]) -> dict[str, Any]:
    """A kept request with every field of the contract."""
    return {name: record.get(name, usual) for name, usual in _USUAL.items()}


# What stands where a request of an older version says nothing.
_USUAL: Mapping[str, Any] = {
    "weights": {}, "temperature": 1.0, "bars": 16, "tempo_bpm": 120, "key": "C major",
    "meter": "4/4", "instruments": [], "without": [], "count": 1, "seed": 0, "preset": None,
    "path": None, "only": [], "loop": False, "intro": 0, "pickup": None, "base": None,
}  # fmt: skip


def files_json(code: str, names: Sequence[str]) -> list[dict[str, Any]]:
    """Every format that a piece can be had in, and which are kept."""
    rows = [(row.name, row.ending, row.what) for row in FORMATS]
    rows.append(("json", ".json", "everything that is known of it"))
    return [
        {
            "format": name,
            "what": what,
            "is_ready": f"piece{ending}" in names or (name == "sheet" and _has_sheet(names)),
            "url": f"{_API}/pieces/{code}/files/{name}",
        }
        for name, ending, what in rows
    ]


def _has_sheet(names: Sequence[str]) -> bool:
    return any(name.startswith("piece.sheet") for name in names)


def melody_links(code: str, name: str) -> dict[str, str]:
    """Where a melody of the anatomy is heard."""
    base = f"{_API}/pieces/{code}/melodies/{slug(name)}"
    return {"name": name, "midi": f"{base}/midi", "ogg": f"{base}/ogg"}


def preset_json(preset: Preset, viewer: int) -> dict[str, Any]:
    """A preset."""
    request = request_of(preset)
    return {
        "id": preset.id,
        "name": preset.name,
        "author": preset.author,
        "is_own": preset.user == viewer,
        "is_shared": preset.shared_in is not None,
        "is_fork": preset.is_fork,
        "credit": f"{preset.credit[0]} by {preset.credit[1]}" if preset.credit else None,
        "request": None if request is None else request_json(request.to_record()),
    }


def battle_json(battle: Battle, now: float) -> dict[str, Any]:
    """A battle; whose is whose is told when it is over."""
    shown: dict[str, Any] = {
        "code": battle.code,
        "kind": battle.kind,
        "is_open": not battle.is_closed,
        "opened_at": battle.opened_at,
        "closes_at": battle.closes_at,
        "seconds_left": 0.0 if battle.is_closed else max(0.0, round(battle.closes_at - now, 1)),
    }
    for side in ("left", "right"):
        base = f"{_API}/battles/{battle.code}/files/{side}"
        shown[side] = {
            "name": getattr(battle, f"{side}_name"),
            "piece": getattr(battle, side) if battle.is_closed else None,
            "votes": getattr(battle, f"{side}_votes") if battle.is_closed else None,
            "ogg": f"{base}/ogg",
            "midi": f"{base}/midi",
        }
    left, right = battle.left_votes, battle.right_votes
    won = "draw" if left == right else "left" if left > right else "right"
    return shown | {"winner": won if battle.is_closed else None}
