"""The engine as a Ray Serve application: a gate that speaks HTTP, and replicas that compose.

Batching, queueing, autoscaling, health checks and restarts are Ray's. Only this module and
``cluster.py`` import Ray; they are loaded by ``fusebox serve --ray`` and by Ray's own processes.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ray import serve
from ray.exceptions import RayActorError
from ray.serve.exceptions import BackPressureError
from ray.serve.handle import DeploymentHandle
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from engine.errors import EngineError
from engine.request import CompositionRequest
from engine.serving.cluster import Replicas
from engine.serving.messages import Busy, EngineConfig, Failed, Ready
from engine.serving.plain import LONGEST_BYTES, NotPlain, framed, unpacked
from engine.serving.quiet import keep_compiled
from engine.serving.ray_engine import COMPOSE_PATH, READY_PATH
from engine.steps import AGAIN, Step

if TYPE_CHECKING:
    from ray.serve.deployment import Application

_LOG = logging.getLogger("fusebox.cluster")
APPLICATION = "fusebox"
BATCH, BATCHES_AT_ONCE, WINDOW_SECONDS = 8, 2, 0.005
QUEUED_AT_MOST = 200
HUNG_SECONDS = 300.0
# A gate has 32 ms of work with a piece, an engine's core half a second.
ENGINES_PER_GATE = 12
_ATTEMPTS = 3
_LOST = "the cluster lost this piece again and again; try another or ask its operator"
_FULL = "the cluster has its hands full; try again in a moment"
_GIVEN_UP = "this piece was given up"
_STUMBLED = "the engine stumbled over this request; see Ray's logs, try another"


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A request in a batch; ``gone`` is set when nobody waits for it any more."""

    request: CompositionRequest
    gone: threading.Event


def application(config: EngineConfig, replicas: Replicas) -> Application:
    """What ``serve.run`` is given."""
    scaling: dict[str, Any] = {"num_replicas": replicas.fewest}
    if replicas.most > replicas.fewest:
        scaling = {
            "num_replicas": "auto",
            "autoscaling_config": {
                "min_replicas": replicas.fewest,
                "max_replicas": replicas.most,
                "target_ongoing_requests": BATCH,
            },
        }
    composer = serve.deployment(
        name="composer",
        ray_actor_options={"num_cpus": replicas.cpus, "num_gpus": replicas.gpus},
        max_ongoing_requests=BATCH * BATCHES_AT_ONCE,
        max_queued_requests=QUEUED_AT_MOST,
        health_check_period_s=5,
        health_check_timeout_s=30,
        graceful_shutdown_timeout_s=30,
        **scaling,
    )(Composer)
    gate = serve.deployment(
        name="gate",
        num_replicas=-(-replicas.most // ENGINES_PER_GATE),
        ray_actor_options={"num_cpus": 0},
        max_ongoing_requests=4 * QUEUED_AT_MOST,
    )(Gate)
    bound: Application = gate.bind(composer.bind(config))
    return bound


class Composer:
    """A replica: warm networks, and requests that arrive together composed together."""

    def __init__(self, config: EngineConfig) -> None:
        keep_compiled(config.cache_dir)
        from engine.serving.loading import load_networks

        self._networks = load_networks(config)
        if config.warm_up:
            for warm in self._networks.usual():
                warm()
        self._threads = ThreadPoolExecutor(BATCH * BATCHES_AT_ONCE, thread_name_prefix="compose")
        self._begun: dict[int, float] = {}
        self._numbers = itertools.count()

    def check_health(self) -> None:
        """Ray asks this regularly and replaces a replica that raises."""
        oldest = min(list(self._begun.values()), default=time.monotonic())
        if time.monotonic() - oldest > HUNG_SECONDS:
            raise RuntimeError(f"a piece has taken over {HUNG_SECONDS:g} seconds")

    async def ready(self) -> Ready:
        return Ready(self._networks.genres, self._networks.version)

    async def compose(self, request: CompositionRequest) -> AsyncIterator[Any]:
        """Steps, and at last a Composition or Failed. Whoever stops listening gives it up."""
        together: Any = self._together  # type: ignore[misc]  # see there
        gone = threading.Event()
        try:
            async for message in together(_Asked(request, gone)):
                if message is None:
                    continue
                yield message
                if not isinstance(message, Step):
                    return
        finally:
            gone.set()

    @serve.batch(  # type: ignore[arg-type]  # Ray's types know no batched generators
        max_batch_size=BATCH,
        batch_wait_timeout_s=WINDOW_SECONDS,
        max_concurrent_batches=BATCHES_AT_ONCE,
    )
    async def _together(  # type: ignore[misc]  # nor methods
        self, asked: Sequence[_Asked]
    ) -> AsyncIterator[list[Any]]:
        """Each time something happens, one message for its asker and None for the others."""
        loop = asyncio.get_running_loop()
        news: asyncio.Queue[tuple[int, Any]] = asyncio.Queue()

        def tell(place: int, message: Any) -> None:
            loop.call_soon_threadsafe(news.put_nowait, (place, message))

        for place, one in enumerate(asked):
            self._threads.submit(self._compose, one, partial(tell, place))
        left = len(asked)
        while left:
            place, message = await news.get()
            left -= not isinstance(message, Step)
            row: list[Any] = [None] * len(asked)
            row[place] = message
            yield row

    def _compose(self, asked: _Asked, tell: Callable[[Any], None]) -> None:
        from engine.composition import compose
        from models.errors import ModelError
        from models.sampler.workshop import Gone

        def on_step(step: Step) -> None:
            if asked.gone.is_set():
                raise Gone
            tell(step)

        number = next(self._numbers)
        self._begun[number] = time.monotonic()
        try:
            heeding = self._networks.heeding(asked.gone.is_set)
            tell(compose(asked.request, heeding, on_step=on_step))
        except Gone:
            tell(Failed(None, _GIVEN_UP))  # nobody hears it, but its batch waits for an end
        except (EngineError, ModelError) as error:
            tell(Failed(None, str(error)))
        except Exception:  # the border of the replica: the asker hears a sentence, the log all
            _LOG.exception("a request failed")
            tell(Failed(None, _STUMBLED))
        finally:
            del self._begun[number]


class Gate:
    """HTTP on one side, replicas on the other; a replica's death costs its pieces another try."""

    def __init__(self, composer: DeploymentHandle[Any]) -> None:
        self._composer: Any = composer

    async def __call__(self, http: Request) -> Response:
        if http.url.path == READY_PATH:
            return Response(framed(await self._composer.ready.remote()))
        if http.url.path != COMPOSE_PATH or http.method != "POST":
            return PlainTextResponse("Fusebox composes here: POST /compose", 404)
        body = bytearray()
        async for piece in http.stream():
            body += piece
            if len(body) > LONGEST_BYTES:
                return PlainTextResponse("this is too long for a request for a piece", 413)
        try:
            request = unpacked(bytes(body))
        except NotPlain as error:
            return PlainTextResponse(str(error), 400)
        if not isinstance(request, CompositionRequest):
            return PlainTextResponse("this is no request for a piece", 400)
        return StreamingResponse(self._answers(request), media_type="application/octet-stream")

    async def _answers(self, request: CompositionRequest) -> AsyncIterator[bytes]:
        for _ in range(_ATTEMPTS):
            messages = self._composer.options(stream=True).compose.remote(request)
            try:
                async for message in messages:
                    yield framed(message)
                return
            except BackPressureError:
                yield framed(Busy(_FULL))
                return
            except RayActorError:
                yield framed(Step(AGAIN))
            finally:
                messages.cancel()
        yield framed(Failed(None, _LOST))
