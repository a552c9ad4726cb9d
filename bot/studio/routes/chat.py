"""Saying something: read, done, and answered with the jobs that it began."""

from __future__ import annotations

import urllib.parse

from aiohttp import web

from bot.conversation.memory.session import Session
from bot.conversation.memory.wants import BattleWanted, Forget, HandOver
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from bot.studio.battling import begin_battle
from bot.studio.bodies import MelodyIn, MessageIn, ParseIn
from bot.studio.guard import visitor_of
from bot.studio.problems import Problem
from bot.studio.receiving import CONVERSATION, read_body
from bot.studio.shapes import answer, composes, piece_card, reading_json, request_json
from bot.studio.studio import Studio, studio_of
from bot.studio.tale import Tale
from music.leadsheet import LeadSheet
from storage.piece import Piece

_LATEST = 20


async def parse(request: web.Request) -> web.Response:
    """What a message would mean."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, ParseIn)

    def work(session: Session) -> tuple[Reading, ResolvedRequest | None]:
        before = session.request
        return session.parse(body.text, body.about), before

    reading, before = await studio.use(request, work, body.conversation)
    return answer(reading_json(reading, before))


async def send(request: web.Request) -> web.Response:
    """Say something; what it asks for is begun."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, MessageIn)
    said = await say(studio, request, body.text, body.conversation, about=body.about,
                     melody=body.melody)  # fmt: skip
    return await follow(studio, request, said, body)


async def say(
    studio: Studio,
    request: web.Request,
    text: str,
    conversation: str,
    *,
    about: str | None = None,
    melody: MelodyIn | None = None,
) -> tuple[Reading, ResolvedRequest | None]:
    """(what a message means and does, the request before it)."""
    sheet = None if melody is None else melody_of(studio, request, melody)

    def work(session: Session) -> tuple[Reading, ResolvedRequest | None]:
        if about is not None:
            studio.memory.pieces.find(about, session.user, session.place)
        before = session.request
        reading = session.say(text, about)
        if sheet is not None and melody is not None and composes(reading):
            session.build_on(sheet, keep=melody.keep)
        return reading, before

    return await studio.use(request, work, conversation)


def melody_of(studio: Studio, request: web.Request, melody: MelodyIn) -> LeadSheet:
    """The visitor's own melody. Raises Problem 422."""
    sheet = studio.melodies.find(visitor_of(request).key, melody.id)
    if sheet is None:
        raise Problem(422, "that melody is not here any more; bring the file again")
    return sheet


async def follow(
    studio: Studio,
    request: web.Request,
    said: tuple[Reading, ResolvedRequest | None],
    body: MessageIn,
) -> web.Response:
    """Begin what a reading asks for, and answer."""
    reading, before = said
    visitor = visitor_of(request)
    jobs: list[Tale] = []
    battle, download = None, None
    if composes(reading):
        present = await studio.use(request, lambda session: session.request, body.conversation)
        jobs = await studio.tales.order(
            visitor, body.conversation, present or _request_of(reading),
            formats=body.formats, visibility=body.visibility,
        )  # fmt: skip
    elif isinstance(reading.wants, BattleWanted):
        battle, jobs = await begin_battle(studio, visitor, reading.wants, body.conversation)
    elif isinstance(reading.wants, HandOver):
        reading.wants.path.unlink(missing_ok=True)  # the address makes it anew, and only to send
        download = "/api/v1/privacy/export"
    shown = reading_json(reading, before)
    if isinstance(reading.wants, HandOver):
        shown |= {"notes": [], "reply": ""}
    response = answer(
        {
            "reading": shown,
            "jobs": [tale.to_json() for tale in jobs],
            "battle": battle,
            "download": download,
        }
    )
    if isinstance(reading.wants, Forget):
        studio.forget(visitor)
        studio.visitors.take(response)
    return response


def _request_of(reading: Reading) -> ResolvedRequest:
    assert reading.request is not None
    return reading.request


async def conversation(request: web.Request) -> web.Response:
    """The present request of a conversation, what was before, and one's latest pieces."""
    studio, name = studio_of(request), conversation_name(request)

    def work(
        session: Session,
    ) -> tuple[ResolvedRequest | None, str | None, tuple[ResolvedRequest, ...], list[Piece], int]:
        latest = studio.memory.pieces.latest(session.user, _LATEST)
        return session.request, session.piece, session.past, latest, session.user

    present, code, past, pieces, user = await studio.use(request, work, name)
    return answer(
        {
            "name": name,
            "request": None if present is None else request_json(present.to_record()),
            "piece": code,
            "past": [request_json(one.to_record()) for one in past],
            "pieces": [piece_card(piece, user) for piece in pieces],
        }
    )


async def reset(request: web.Request) -> web.Response:
    """Start over."""
    studio = studio_of(request)
    await studio.use(request, lambda session: session.say("start over"), conversation_name(request))
    return web.Response(status=204)


def conversation_name(request: web.Request) -> str:
    """The conversation of an address. Raises Problem 404."""
    name = urllib.parse.unquote(request.match_info["name"])
    if not CONVERSATION.fullmatch(name):
        raise Problem(404, "a conversation's name has 1 to 40 letters, digits, - and _")
    return name
