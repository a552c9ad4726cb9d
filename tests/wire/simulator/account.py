"""Routes about the bot itself: who it is, where the gateway is, its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.wire.simulator import errors
from tests.wire.simulator.api import API, json_response, read_form
from tests.wire.simulator.errors import Refused
from tests.wire.simulator.payloads import judge_commands
from tests.wire.simulator.world import new_id

if TYPE_CHECKING:
    from tests.wire.simulator.simulator import Simulator

_USUAL_COMMAND: dict[str, Any] = {
    "type": 1,
    "description": "",
    "options": [],
    "name_localizations": None,
    "description_localizations": None,
    "default_member_permissions": None,
    "dm_permission": True,
    "nsfw": False,
    "integration_types": [0],
    "contexts": None,
}


class Account:
    """The application and what it registered; ``commands`` are by the server's id, "" for all."""

    def __init__(self, discord: Simulator) -> None:
        self.discord = discord
        self.commands: dict[str, list[dict[str, Any]]] = {"": []}
        self.synced = 0

    def routes(self) -> list[web.RouteDef]:
        """What it answers to."""
        one = API + "/applications/{application}"
        return [
            web.get(API + "/users/@me", self.me),
            web.get(API + "/oauth2/applications/@me", self.application),
            web.get(API + "/applications/@me", self.application),
            web.get(API + "/gateway/bot", self.gateway),
            web.get(API + "/gateway", self.gateway),
            *(
                route
                for where in (one + "/commands", one + "/guilds/{guild}/commands")
                for route in (web.get(where, self.list), web.put(where, self.overwrite))
            ),
        ]

    def find(self, name: str, kind: int, guild_id: str | None = None) -> dict[str, Any]:
        """A registered command. Raises AssertionError when there is none."""
        everywhere = [*self.commands.get(guild_id or "", []), *self.commands[""]]
        found = [c for c in everywhere if c["name"] == name and c["type"] == kind]
        assert found, f"no command {name!r}; there are {[c['name'] for c in everywhere]}"
        return found[0]

    async def me(self, request: web.Request) -> web.StreamResponse:
        return json_response(self.discord.bot.payload() | {"verified": True, "mfa_enabled": True})

    async def application(self, request: web.Request) -> web.StreamResponse:
        bot, owner = self.discord.bot, self.discord.guild.owner
        return json_response(
            {
                "id": bot.id,
                "name": bot.name,
                "icon": None,
                "description": "",
                "rpc_origins": [],
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "0" * 64,
                "owner": owner.payload(),
                "team": None,
                "flags": 0,
                "bot": bot.payload(),
                "approximate_guild_count": 1,
                "interactions_endpoint_url": None,
                "redirect_uris": [],
                "tags": [],
            }
        )

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        url = "wss://gateway.discord.gg"
        return json_response({"url": url, "shards": 1, "session_start_limit": limit})

    async def list(self, request: web.Request) -> web.StreamResponse:
        return json_response(self.commands.get(request.match_info.get("guild", ""), []))

    async def overwrite(self, request: web.Request) -> web.StreamResponse:
        """Replace all commands; those that keep their name keep their id."""
        wanted: Any = (await read_form(request)).payload
        broken = judge_commands(wanted)
        if broken:
            raise Refused(errors.INVALID_FORM.with_details(broken))
        where = request.match_info.get("guild", "")
        before = {(c["type"], c["name"]): c["id"] for c in self.commands.get(where, [])}
        self.commands[where] = [
            _USUAL_COMMAND
            | command
            | {
                "id": before.get((command.get("type", 1), command["name"])) or new_id(),
                "application_id": self.discord.bot.id,
                "version": new_id(),
                **({"guild_id": where} if where else {}),
            }
            for command in wanted
        ]
        self.synced += 1
        return json_response(self.commands[where])
