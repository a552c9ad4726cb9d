"""Presets: kept, used, shared, handed on, taken over."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.conversation.lexicon import lexicon_of
from bot.conversation.memory.preset_codes import NoPreset, read_preset, to_code, to_text
from bot.conversation.memory.session import Session
from bot.conversation.memory.stored import request_of
from bot.conversation.problems import name_problem
from bot.studio.bodies import ForkIn, ImportIn, MessageIn, PresetIn, PresetPatch, UseIn
from bot.studio.fields import resolved
from bot.studio.problems import Problem
from bot.studio.receiving import read_body
from bot.studio.routes.chat import follow, say
from bot.studio.shapes import answer, preset_json
from bot.studio.studio import Studio, studio_of
from storage.errors import NameTaken, NotFound
from storage.presets import Preset

Work = Callable[[Session], Preset]


async def show_all(request: web.Request) -> web.Response:
    """One's own and those that others share here."""
    studio = studio_of(request)

    def work(session: Session) -> dict[str, Any]:
        presets = studio.memory.presets
        shared = [one for one in presets.shared(session.place) if one.user != session.user]
        return {
            "own": [preset_json(one, session.user) for one in presets.all(session.user)],
            "shared": [preset_json(one, session.user) for one in shared],
        }

    return answer(await studio.use(request, work))


async def save(request: web.Request) -> web.Response:
    """Save fields, or the conversation's present request, under a name."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, PresetIn)
    _check_name(studio, body.name)

    def work(session: Session) -> Preset:
        wanted = session.request if body.request is None else None
        if body.request is not None:
            wanted = resolved(body.request, studio.app.genres)
        if wanted is None:
            raise Problem(422, "there is nothing to save yet; ask for a blend first")
        record = replace(wanted, preset=body.name, base=None).to_record()
        return studio.memory.presets.save(session.user, body.name, record)

    return await _answered(studio, request, work, status=201, conversation=body.conversation)


async def show(request: web.Request) -> web.Response:
    """One's own preset."""
    studio, name = studio_of(request), _name(request)
    return await _answered(studio, request, lambda session: _own(studio, session, name))


async def change(request: web.Request) -> web.Response:
    """Share or rename a preset."""
    studio, name = studio_of(request), _name(request)
    body = await read_body(request, studio.plan.limits, PresetPatch)
    if body.name is not None:
        _check_name(studio, body.name)

    def work(session: Session) -> Preset:
        kept = _own(studio, session, name)
        if body.name is not None:
            kept = studio.memory.presets.rename(session.user, name, body.name)
        if body.is_shared is not None:
            place = session.place if body.is_shared else None
            kept = studio.memory.presets.share(session.user, kept.name, place)
        return kept

    return await _answered(studio, request, work)


async def delete(request: web.Request) -> web.Response:
    """Forget a preset."""
    studio, name = studio_of(request), _name(request)
    if not await studio.use(request, lambda s: studio.memory.presets.delete(s.user, name)):
        raise NotFound(f"you have no preset {name!r}")
    return web.Response(status=204)


async def use(request: web.Request) -> web.Response:
    """Compose with a preset, perhaps with a change."""
    studio, name = studio_of(request), _name(request)
    body = await read_body(request, studio.plan.limits, UseIn)

    def known(session: Session) -> str:
        own = studio.memory.presets.find(session.user, name)
        shared = studio.memory.presets.shared(session.place, name=name, limit=1)
        if own is None and not shared:
            raise NotFound(f"there is no preset {name!r} of yours or shared here")
        return (own or shared[0]).name

    text = f"use {await studio.use(request, known)}"
    if body.but.strip():
        text += f" but {body.but.strip()}"
    said = await say(studio, request, text, body.conversation)
    return await follow(studio, request, said, MessageIn(text=text, conversation=body.conversation))


async def export(request: web.Request) -> web.Response:
    """A preset, one's own or shared here, as text."""
    studio, name = studio_of(request), _name(request)

    def work(session: Session) -> Preset:
        own = studio.memory.presets.find(session.user, name)
        if own is not None:
            return own
        shared = studio.memory.presets.shared(session.place, name=name, limit=1)
        if not shared:
            raise NotFound(f"there is no preset {name!r} of yours or shared here")
        return shared[0]

    found = await studio.use(request, work)
    wanted = request_of(found)
    if wanted is None:
        raise Problem(404, "this version of Fusebox can't read that preset any more")
    return answer(
        {
            "name": found.name,
            "code": to_code(found.name, wanted),
            "json": to_text(found.name, wanted),
        }
    )


async def bring(request: web.Request) -> web.Response:
    """A preset from a code or JSON."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, ImportIn)
    try:
        name, wanted = read_preset(body.text)
    except NoPreset as error:
        raise Problem(422, str(error)) from None
    name = body.name or name
    _check_name(studio, name)
    known = {genre.name for genre in studio.app.genres}
    unknown = sorted(set(wanted.weights) - known)
    if unknown:
        raise Problem(422, f"that preset needs the genre {unknown[0][:40]!r}, which is not here")

    def work(session: Session) -> Preset:
        if studio.memory.presets.find(session.user, name) is not None:
            raise NameTaken(f"you have a preset {name!r} already; give another name")
        record = replace(wanted, preset=name).to_record()
        return studio.memory.presets.save(session.user, name, record)

    return await _answered(studio, request, work, status=201)


async def fork(request: web.Request) -> web.Response:
    """Make a shared preset one's own."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, ForkIn)
    if body.name is not None:
        _check_name(studio, body.name)

    def work(session: Session) -> Preset:
        presets = studio.memory.presets
        shared = [one for one in presets.shared(session.place) if one.id == body.id]
        if not shared:
            raise NotFound("that preset is not shared here")
        return presets.fork(session.user, session.place, body.id, body.name or shared[0].name)

    return await _answered(studio, request, work, status=201)


async def _answered(
    studio: Studio,
    request: web.Request,
    work: Work,
    *,
    status: int = 200,
    conversation: str = "main",
) -> web.Response:
    shown = await studio.use(
        request, lambda session: preset_json(work(session), session.user), conversation
    )
    return answer(shown, status)


def _own(studio: Studio, session: Session, name: str) -> Preset:
    kept = studio.memory.presets.find(session.user, name)
    if kept is None:
        raise NotFound(f"you have no preset {name!r}")
    return kept


def _name(request: web.Request) -> str:
    return urllib.parse.unquote(request.match_info["name"])[:80]


def _check_name(studio: Studio, name: str) -> None:
    problem = name_problem(name, lexicon_of(studio.app.genres))
    if problem is not None:
        raise Problem(422, problem)
