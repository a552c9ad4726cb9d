"""The simulator as tests hold it: its parts joined, its thread, and waiting for what happens."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from tests.wire.simulator.account import Account
from tests.wire.simulator.api import Call, at_the_door, json_response
from tests.wire.simulator.certificates import make_certificates
from tests.wire.simulator.channels import Channels
from tests.wire.simulator.errors import UNKNOWN_USER, Refused
from tests.wire.simulator.faults import Faults, Rates
from tests.wire.simulator.gateway import Gateway
from tests.wire.simulator.interactions import Interaction
from tests.wire.simulator.messages import File
from tests.wire.simulator.people import Person, interaction_payload
from tests.wire.simulator.tunnel import Tunnel
from tests.wire.simulator.webhooks import Webhooks
from tests.wire.simulator.world import ATTACH_FILES, USUAL, Channel, Guild, User

T = TypeVar("T")
HOSTS = (
    "discord.com",
    "gateway.discord.gg",
    "gateway-eu-west-1.discord.gg",
    "cdn.discordapp.com",
    "media.discordapp.net",
)
TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMA.GsimuL.a-token-that-only-the-simulator-knows-0123"


class Simulator:
    """One Discord with one bot. Use as a context manager.

    There is a server with a ``channel``, one where the bot may not attach files (``strict``), and
    one ``elsewhere``, on a server that the bot is no member of.

    ``violations`` are payloads that break Discord's limits and calls that it would refuse for a
    defect of the bot; ``tunnel.strangers`` are other hosts that the bot tried to reach. A test
    that is over looks at both through :meth:`judge`.
    """

    def __init__(self, folder: Path) -> None:
        self.token = TOKEN
        self.bot = User("Fusebox", bot=True)
        self.guild = Guild("The Cellar", User("Owner"))
        self.channel = Channel("music", self.guild)
        self.strict = Channel("strict", self.guild, bot_permissions=USUAL & ~ATTACH_FILES)
        self.guild.channels += [self.channel, self.strict]
        others = Guild("Elsewhere", User("Stranger"))
        self.elsewhere = Channel("elsewhere", others, bot_permissions=0, bot_is_member=False)
        self.guild.members += [self.bot, self.guild.owner]
        self.users = {user.id: user for user in self.guild.members}
        self.violations: list[str] = []
        self.calls: list[Call] = []
        self.bot_agents: set[str] = set()
        self.uploads: dict[str, File] = {}
        self.downloads: list[str] = []
        self.faults = Faults()
        self.rates = Rates()
        self.tunnel = Tunnel(HOSTS)
        self.gateway = Gateway(self.token, self.bot, [self.guild], self.note)
        self.account = Account(self)
        self.channels = Channels(self)
        self.webhooks = Webhooks(self)
        self._certificates = make_certificates(folder, HOSTS)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="discord", daemon=True)
        self._changed = threading.Condition()
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def environment(self) -> dict[str, str]:
        """What a bot's process needs to find this Discord."""
        return {
            "DISCORD_TOKEN": self.token,
            "HTTPS_PROXY": f"http://127.0.0.1:{self._port}",
            "SSL_CERT_FILE": str(self._certificates.authority),
        }

    def __enter__(self) -> Simulator:
        self._thread.start()
        self.run(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the simulator's loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=60)

    def note(self) -> None:
        """Something happened: whoever waits looks again."""
        with self._changed:
            self._changed.notify_all()

    def until(self, look: Callable[[], T], what: str, seconds: float = 120.0) -> T:
        """Wait until ``look()`` is true; returns what it returned. Raises AssertionError."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not (seen := look()):
                left = deadline - time.monotonic()
                assert left > 0, f"waited {seconds:g} s for {what}; so far: {self.story()}"
                self._changed.wait(min(left, 1.0))
        return seen

    def story(self) -> str:
        """The last things that happened, for a failure's message."""
        calls = [f"{call.what[:90]} -> {call.status}" for call in self.calls[-12:]]
        return "\n  ".join(["", *calls, *self.violations])

    def judge(self) -> None:
        """Fail if the bot broke a limit or spoke to strangers; begins anew."""
        found, self.violations = self.violations, []
        strangers, self.tunnel.strangers = self.tunnel.strangers, []
        exceeded, self.rates.exceeded = self.rates.exceeded, []
        self.faults.clear()
        assert not found, "\n".join(found)
        assert not strangers, f"hosts that aren't Discord's: {strangers}"
        assert not exceeded, f"more requests than allowed: {exceeded}"

    def person(self, name: str, **about: Any) -> Person:
        """Somebody new, a member of the server."""
        user = User(name, **about)
        self.users[user.id] = user
        self.guild.members.append(user)
        return Person(self, user)

    def user(self, user_id: str) -> User:
        """An account. Raises Refused."""
        if user_id not in self.users:
            raise Refused(UNKNOWN_USER)
        return self.users[user_id]

    def upload(self, channel: Channel, name: str, data: bytes) -> File:
        """A file that a person adds to a command."""
        file = File(name, data, channel.id)
        self.uploads[file.id] = file
        return file

    async def hand_over(self, interaction: Interaction) -> None:
        """Send an interaction to the bot. Raises AssertionError when there is none."""
        payload = interaction_payload(interaction, interaction.channel.file_bytes)
        interaction.asked_at = time.monotonic()
        there = await self.gateway.dispatch("INTERACTION_CREATE", payload)
        assert there, "the bot isn't connected"

    async def _start(self) -> None:
        app = web.Application(middlewares=[at_the_door(self)], client_max_size=1 << 27)
        for part in (self.account, self.channels, self.webhooks):
            app.add_routes(part.routes())
        app.router.add_get("/", self.gateway.serve)
        app.router.add_route("*", "/{anything:.*}", self._unknown)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._certificates.server)
        await site.start()
        inner = self._runner.addresses[0][1]
        self._port = await self.tunnel.start(inner)

    async def _stop(self) -> None:
        await self.tunnel.stop()
        assert self._runner is not None
        await self._runner.cleanup()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        self.violations.append(f"{request.method} {request.path}: not a route of the simulator")
        return json_response({"message": "404: Not Found", "code": 0}, 404)
