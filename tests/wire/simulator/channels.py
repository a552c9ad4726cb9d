"""Routes about channels and messages in them, direct messages, files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.wire.simulator import errors, world
from tests.wire.simulator.api import API, json_response, read_form
from tests.wire.simulator.errors import Refused
from tests.wire.simulator.messages import Message
from tests.wire.simulator.payloads import V2_FLAG, judge_message
from tests.wire.simulator.world import Channel

if TYPE_CHECKING:
    from tests.wire.simulator.simulator import Simulator

_CONTENT = ("content", "embeds", "components", "sticker_ids", "poll")


class Channels:
    """All channels with all their messages, oldest first."""

    def __init__(self, discord: Simulator) -> None:
        self.discord = discord
        self.direct: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.typing: list[str] = []
        self._nonces: dict[str, Message] = {}

    def routes(self) -> list[web.RouteDef]:
        """What it answers to."""
        channel = API + "/channels/{channel}"
        one = channel + "/messages/{message}"
        return [
            web.get(channel, self.show_channel),
            web.post(channel + "/typing", self.type),
            web.get(channel + "/messages", self.history),
            web.post(channel + "/messages", self.send),
            web.get(one, self.show),
            web.patch(one, self.edit),
            web.delete(one, self.delete),
            web.put(one + "/reactions/{emoji}/@me", self.react),
            web.post(API + "/users/@me/channels", self.open_direct),
            web.get(API + "/users/{user}", self.show_user),
            web.get("/attachments/{channel}/{file}/{name}", self.download),
        ]

    def direct_with(self, person: world.User) -> Channel:
        """The direct messages with a person."""
        if person.id not in self.direct:
            self.direct[person.id] = Channel("", recipient=person)
        return self.direct[person.id]

    def in_channel(self, channel: Channel) -> list[Message]:
        """The messages of a channel that are there, oldest first."""
        return [m for m in list(self.messages) if m.channel is channel and not m.deleted]

    def write(
        self,
        message: Message,
        payload: dict[str, Any],
        files: dict[str, bytes],
        file_bytes: int | None = None,
    ) -> None:
        """Make or edit ``message`` after judging the payload. Raises Refused."""
        flags = (payload.get("flags") or 0) | message.flags
        broken = judge_message(
            payload,
            files,
            v2=bool(flags & V2_FLAG),
            file_bytes=file_bytes or message.channel.file_bytes,
            kept=message.names_after(payload),
        )
        if broken:
            raise Refused(errors.INVALID_FORM.with_details(broken))
        after = {**message.payload, **payload}
        if not files and not message.names_after(payload) and not any(map(after.get, _CONTENT)):
            raise Refused(errors.EMPTY_MESSAGE)
        message.write(payload, files)
        if message not in self.messages:
            self.messages.append(message)

    async def tell(self, message: Message, event: str = "MESSAGE_CREATE") -> None:
        """The bot hears of a message, its own too, unless only one person sees it."""
        if message.channel.bot_is_member and not message.ephemeral:
            await self.discord.gateway.dispatch(event, message.show())

    async def show_channel(self, request: web.Request) -> web.StreamResponse:
        return json_response(self._channel(request).payload())

    async def type(self, request: web.Request) -> web.StreamResponse:
        self.typing.append(self._channel(request, world.SEND).id)
        return web.Response(status=204)

    async def history(self, request: web.Request) -> web.StreamResponse:
        channel = self._channel(request, world.READ_HISTORY)
        newest = self.in_channel(channel)[::-1][: int(request.query.get("limit", "50"))]
        return json_response([message.show() for message in newest])

    async def send(self, request: web.Request) -> web.StreamResponse:
        channel = self._channel(request, world.SEND)
        form = await read_form(request)
        payload = form.payload
        if form.files and not channel.bot_permissions & world.ATTACH_FILES:
            raise Refused(errors.MISSING_PERMISSIONS)
        if channel.recipient is not None and not channel.recipient.takes_direct_messages:
            raise Refused(errors.CLOSED_DIRECT_MESSAGES)
        nonce = payload.get("nonce")
        if payload.get("enforce_nonce") and nonce in self._nonces:
            return json_response(self._nonces[nonce].show())
        message = Message(channel, self.discord.bot)
        message.reply_to = self._replied_to(payload.get("message_reference"))
        self.write(message, payload, form.files)
        if nonce:
            self._nonces[nonce] = message
        await self.tell(message)
        return json_response(message.show())

    async def show(self, request: web.Request) -> web.StreamResponse:
        self._channel(request, world.READ_HISTORY)
        return json_response(self._message(request).show())

    async def edit(self, request: web.Request) -> web.StreamResponse:
        message = self._message(request)
        if message.author is not self.discord.bot:
            raise Refused(errors.Refusal(403, 50005, "Cannot edit a message of another user"))
        form = await read_form(request)
        self.write(message, form.payload, form.files)
        await self.tell(message, "MESSAGE_UPDATE")
        return json_response(message.show())

    async def delete(self, request: web.Request) -> web.StreamResponse:
        self._message(request).deleted = True
        return web.Response(status=204)

    async def react(self, request: web.Request) -> web.StreamResponse:
        self._message(request)
        return web.Response(status=204)

    async def open_direct(self, request: web.Request) -> web.StreamResponse:
        wanted = str((await read_form(request)).payload["recipient_id"])
        return json_response(self.direct_with(self.discord.user(wanted)).payload())

    async def show_user(self, request: web.Request) -> web.StreamResponse:
        return json_response(self.discord.user(request.match_info["user"]).payload())

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file from the CDN, with all its links that haven't expired."""
        wanted = request.match_info["file"]
        self.discord.downloads.append(request.path)
        for message in list(self.messages):
            for file in message.files:
                if file.id == wanted:
                    return web.Response(body=file.data)
        data = self.discord.uploads.get(wanted)
        if data is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=data.data)

    def _channel(self, request: web.Request, needs: int = world.VIEW) -> Channel:
        wanted = request.match_info["channel"]
        known = [*self.discord.guild.channels, *self.direct.values(), self.discord.elsewhere]
        channel = next((c for c in known if c.id == wanted), None)
        if channel is None:
            raise Refused(errors.UNKNOWN_CHANNEL)
        if not channel.bot_permissions & world.VIEW:
            raise Refused(errors.MISSING_ACCESS)
        if needs & ~channel.bot_permissions:
            raise Refused(errors.MISSING_PERMISSIONS)
        return channel

    def _message(self, request: web.Request) -> Message:
        channel = self._channel(request)
        return self._find(channel, request.match_info["message"])

    def _find(self, channel: Channel, message_id: str) -> Message:
        """A message as the bot itself may have it: what still waits belongs to its token alone."""
        there = [m for m in self.in_channel(channel) if not m.ephemeral and not m.loading]
        found = [m for m in there if m.id == message_id]
        if not found:
            raise Refused(errors.UNKNOWN_MESSAGE)
        return found[0]

    def _replied_to(self, reference: dict[str, Any] | None) -> Message | None:
        if reference is None:
            return None
        wanted = str(reference["message_id"])
        found = next((m for m in self.messages if m.id == wanted and not m.deleted), None)
        if found is None and reference.get("fail_if_not_exists", True):
            raise Refused(errors.Refusal(400, 50035, json.dumps("Unknown message to reply to")))
        return found
