"""Routes of interactions: the first response, and the messages that follow through the token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.wire.simulator import errors, world
from tests.wire.simulator.api import API, Form, json_response, read_form
from tests.wire.simulator.errors import Refused
from tests.wire.simulator.interactions import (
    CHANGE,
    CHOICES,
    OPEN_FORM,
    SAY,
    THINK,
    Interaction,
)
from tests.wire.simulator.messages import Message
from tests.wire.simulator.payloads import judge_choices, judge_modal

if TYPE_CHECKING:
    from tests.wire.simulator.simulator import Simulator


class Webhooks:
    """All interactions there were."""

    def __init__(self, discord: Simulator) -> None:
        self.discord = discord
        self.interactions: list[Interaction] = []

    def routes(self) -> list[web.RouteDef]:
        """What it answers to."""
        hook = API + "/webhooks/{application}/{token}"
        one = hook + "/messages/{message}"
        return [
            web.post(API + "/interactions/{id}/{token}/callback", self.respond),
            web.post(hook, self.follow_up),
            web.get(one, self.show),
            web.patch(one, self.edit),
            web.delete(one, self.delete),
        ]

    async def respond(self, request: web.Request) -> web.StreamResponse:
        interaction = self._interaction(request)
        if interaction is None or interaction.id != request.match_info["id"]:
            raise Refused(errors.UNKNOWN_INTERACTION)
        form = await read_form(request)
        data = form.payload.get("data") or {}
        kind = form.payload["type"]
        interaction.check_response(kind)
        if kind in (OPEN_FORM, CHOICES):
            broken = judge_modal(data) if kind == OPEN_FORM else judge_choices(data)
            if broken:
                raise Refused(errors.INVALID_FORM.with_details(broken))
        message = interaction.new_message() if kind == SAY else interaction.source
        if kind in (SAY, CHANGE) and message is not None:
            self._write(interaction, message, Form(data, form.files))
        interaction.acknowledge(form.payload)
        if kind == SAY:
            interaction.original = message
        elif kind == THINK:
            message = interaction.think(data.get("flags") or 0)
            self.discord.channels.messages.append(message)
        if kind in (SAY, CHANGE, THINK) and message is not None:
            event = "MESSAGE_UPDATE" if kind == CHANGE else "MESSAGE_CREATE"
            await self.discord.channels.tell(message, event)
        if request.query.get("with_response") not in ("1", "true"):
            return web.Response(status=204)
        return json_response(_told(interaction, kind))

    async def follow_up(self, request: web.Request) -> web.StreamResponse:
        interaction = self._checked(request)
        form = await read_form(request)
        original = interaction.original
        if original is not None and original.loading:
            message = original
            self._write(interaction, original, form)
            await self.discord.channels.tell(message, "MESSAGE_UPDATE")
        else:
            interaction.check_follow_up()
            message = interaction.new_message()
            self._write(interaction, message, form)
            interaction.follow_ups.append(message)
            await self.discord.channels.tell(message)
        if request.query.get("wait") in ("1", "true"):
            return json_response(message.show())
        return web.Response(status=204)

    async def show(self, request: web.Request) -> web.StreamResponse:
        return json_response(self._message(request).show())

    async def edit(self, request: web.Request) -> web.StreamResponse:
        interaction = self._checked(request)
        message = interaction.find(request.match_info["message"])
        form = await read_form(request)
        self._write(interaction, message, form)
        await self.discord.channels.tell(message, "MESSAGE_UPDATE")
        return json_response(message.show())

    async def delete(self, request: web.Request) -> web.StreamResponse:
        self._message(request).deleted = True
        return web.Response(status=204)

    def _write(self, interaction: Interaction, message: Message, form: Form) -> None:
        allowed = interaction.channel.bot_permissions
        if form.files and not (
            allowed & world.ATTACH_FILES or not interaction.channel.bot_is_member
        ):
            raise Refused(errors.MISSING_PERMISSIONS)
        self.discord.channels.write(message, form.payload, form.files)

    def _interaction(self, request: web.Request) -> Interaction | None:
        token = request.match_info["token"]
        return next((i for i in self.interactions if i.token == token), None)

    def _checked(self, request: web.Request) -> Interaction:
        interaction = self._interaction(request)
        if interaction is None or request.match_info["application"] != self.discord.bot.id:
            raise Refused(errors.UNKNOWN_WEBHOOK)
        interaction.check_token()
        return interaction

    def _message(self, request: web.Request) -> Message:
        return self._checked(request).find(request.match_info["message"])


def _told(interaction: Interaction, kind: int) -> dict[str, Any]:
    message = interaction.original
    told: dict[str, Any] = {"id": interaction.id, "type": interaction.kind}
    if message is None:
        return {"interaction": told, "resource": {"type": kind}}
    told |= {
        "response_message_id": message.id,
        "response_message_loading": message.loading,
        "response_message_ephemeral": message.ephemeral,
    }
    return {"interaction": told, "resource": {"type": kind, "message": message.show()}}
