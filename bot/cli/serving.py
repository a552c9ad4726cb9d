"""``fusebox serve --ray``: the engine on a cluster, for bots that are pointed at it."""

from __future__ import annotations

import re
import signal
import threading
from typing import Annotated

import typer
from rich.console import Console

from bot.errors import BadInput

_MOST_REPLICAS = 10_000


def serve(
    ray: Annotated[bool, typer.Option("--ray", help="On a Ray cluster.")] = False,
    address: Annotated[
        str | None,
        typer.Option(
            help="Join the Ray cluster with this head, such as host:6379, or auto; "
            "without it one is started here."
        ),
    ] = None,
    replicas: Annotated[
        str, typer.Option(help="How many engines: a number, or a range such as 1..4.")
    ] = "1",
    cpus: Annotated[
        float, typer.Option(min=0.1, help="Processors that each of them is given.")
    ] = 1.0,
    gpus: Annotated[
        float, typer.Option(min=0.0, help="GPUs for each; 0.5 lets two share one.")
    ] = 0.0,
    host: Annotated[
        str, typer.Option(help="Where the gate listens; 0.0.0.0 for other machines too.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Its port.")] = 8000,
) -> None:
    """Serve the engine to bots until Ctrl-C. Bots find it by FUSEBOX_ENGINE_URL.

    Example: fusebox serve --ray --replicas 1..4 --gpus 1
    """
    if not ray:
        raise BadInput("say fusebox serve --ray; without a cluster 'fusebox run' starts its own")
    from bot.settings import load_settings
    from engine.serving.cluster import Cluster, Replicas, serving
    from engine.serving.messages import EngineConfig

    fewest, most = replica_range(replicas)
    settings = load_settings()
    config = EngineConfig(
        settings.weights_dir, settings.cache_dir, settings.genres_dir, warm_up=True
    )
    console = Console(stderr=True, highlight=False)
    status = console.status("starting the cluster and warming up its engines")
    with (
        status,
        serving(Cluster(address, host, port), config, Replicas(fewest, most, cpus, gpus)) as url,
    ):
        status.stop()
        console.print(f"engines: {replicas}, at {url}; Ctrl-C ends them", markup=False)
        console.print(f"bots need FUSEBOX_ENGINE_URL={url}", markup=False)
        _wait_for_the_end()
        console.print("letting them finish", style="dim")


def _wait_for_the_end() -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()


def replica_range(text: str) -> tuple[int, int]:
    """``"1..4"`` is (1, 4) and ``"2"`` (2, 2). Raises BadInput."""
    found = re.fullmatch(r"(\d+)(?:\.\.(\d+))?", text.strip())
    fewest = int(found[1]) if found else 0
    most = int(found[2] or fewest) if found else 0
    if not 1 <= fewest <= most <= _MOST_REPLICAS:
        raise BadInput(f"{text!r} is no number of engines; say for example 2, or 1..4")
    return fewest, most
