"""A real Ray cluster on this machine: the same music as the local engine, and no job lost."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.composition import Composition
from engine.errors import EngineError, JobCancelled
from engine.request import CompositionRequest
from engine.serving.cluster import Cluster, Replicas, serving
from engine.serving.local import LocalEngine
from engine.serving.messages import EngineConfig
from engine.serving.ray_engine import RayEngine
from engine.steps import AGAIN, ARRANGING, CHOOSING, CHORDS, FORM, PHASE1, PHASE2, QUEUED, Step
from music.midi import write_midi

pytest.importorskip("ray")
pytestmark = pytest.mark.slow

WAIT = 300
REQUESTS = [CompositionRequest({"jazz": 0.6, "folk": 0.4}, bars=8, seed=n) for n in range(4)]


@pytest.fixture(scope="module")
def config(tiny_weights: Path, tmp_path_factory: pytest.TempPathFactory) -> EngineConfig:
    return EngineConfig(tiny_weights, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def local(config: EngineConfig) -> list[Composition]:
    with LocalEngine(config) as engine:
        return [engine.submit(request).future.result(WAIT) for request in REQUESTS]


@pytest.fixture(scope="module")
def engine(config: EngineConfig, local: list[Composition]) -> Iterator[RayEngine]:
    """Two replicas; they find in the cache what the local engine compiled."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        serving(Cluster(port=port, cpus=2), config, Replicas(2, 2, cpus=1)) as url,
        RayEngine(url) as engine,
    ):
        yield engine


def midi_of(composition: Composition) -> bytes:
    return write_midi(composition.arrangement.piece)


def test_the_cluster_writes_the_same_music_and_tells_the_same_steps(
    engine: RayEngine, local: list[Composition]
) -> None:
    assert engine.start().result(WAIT).genres == ("classical", "folk", "jazz")
    steps: list[Step] = []
    tickets = [engine.submit(request, steps.append) for request in REQUESTS]
    there = [ticket.future.result(WAIT) for ticket in tickets]
    assert [piece.recipe for piece in there] == [piece.recipe for piece in local]
    assert [midi_of(piece) for piece in there] == [midi_of(piece) for piece in local]
    stages = (QUEUED, FORM, CHORDS, PHASE1, PHASE2, CHOOSING, ARRANGING)
    assert [step.stage for step in steps].count(PHASE2) == len(REQUESTS)
    assert {step.stage for step in steps} == set(stages)


def test_a_genre_without_weights_is_the_same_sentence(engine: RayEngine) -> None:
    with pytest.raises(EngineError, match="no weights are trained for 'hymn'"):
        engine.submit(CompositionRequest({"hymn": 1.0}, bars=4)).future.result(WAIT)


def test_a_killed_replica_costs_no_job(engine: RayEngine, local: list[Composition]) -> None:
    again, killed = threading.Event(), threading.Event()

    def on_step(step: Step) -> None:
        if step.stage == PHASE1 and not killed.is_set():
            killed.set()
            threading.Thread(target=kill_every_replica).start()
        if step.stage == AGAIN:
            again.set()

    tickets = [engine.submit(request, on_step) for request in REQUESTS]
    there = [ticket.future.result(WAIT) for ticket in tickets]
    assert killed.is_set()
    assert again.is_set()
    assert [midi_of(piece) for piece in there] == [midi_of(piece) for piece in local]


def kill_every_replica() -> None:
    """Both at once, so that whichever had a piece is among them; Ray brings them back."""
    import ray
    from ray.util import list_named_actors

    for row in list_named_actors(all_namespaces=True):
        if "#composer#" in row["name"]:
            ray.kill(ray.get_actor(row["name"], row["namespace"]), no_restart=True)


def test_a_cancelled_job_is_given_up_and_the_next_is_composed(engine: RayEngine) -> None:
    begun = threading.Event()
    ticket = engine.submit(REQUESTS[0], lambda step: begun.set())
    assert begun.wait(WAIT)
    assert ticket.cancel()
    with pytest.raises(JobCancelled):
        ticket.future.result(WAIT)
    engine.submit(REQUESTS[1]).future.result(WAIT)


def test_what_is_no_request_is_refused(engine: RayEngine) -> None:
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    with pytest.raises(HTTPError) as refusal:
        urlopen(Request(f"{engine.url}/compose", data=b"70% jazz", method="POST"))
    assert refusal.value.code == 400
    refusal.value.close()
