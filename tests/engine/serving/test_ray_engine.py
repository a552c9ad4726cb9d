"""The cluster's engine against gates of a few lines: answers, breaks, refusals, hanging up."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from engine.errors import EngineBusy, EngineError, JobCancelled, JobLate
from engine.request import CompositionRequest
from engine.serving import ray_engine
from engine.serving.interface import Terms
from engine.serving.messages import Busy, Failed, Ready
from engine.serving.plain import framed, unpacked
from engine.serving.ray_engine import RayEngine
from engine.steps import AGAIN, FORM, PHASE1, QUEUED, Step

REQUEST = CompositionRequest({"jazz": 1.0}, bars=4)
READY = Ready(("jazz",), "12345678")
WAIT = 30

Answer = Callable[[BaseHTTPRequestHandler], None]


class GateInFront:
    """A server whose answers to the next requests are given by functions, in order."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[CompositionRequest] = []
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                send(self, framed(READY))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gate.asked.append(unpacked(body))
                gate.answers.pop(0)(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


def send(to: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, cut: int = 0) -> None:
    to.send_response(status)
    to.send_header("Content-Length", str(len(body) + cut))
    to.end_headers()
    to.wfile.write(body)


@pytest.fixture
def gate() -> Iterator[GateInFront]:
    gate = GateInFront()
    yield gate
    gate.server.shutdown()
    gate.server.server_close()


@pytest.fixture
def engine(gate: GateInFront, monkeypatch: pytest.MonkeyPatch) -> Iterator[RayEngine]:
    monkeypatch.setattr(ray_engine, "_PAUSES_SECONDS", (0.0, 0.0))
    with RayEngine(gate.url) as engine:
        yield engine


def error_of(future: Future[object]) -> BaseException | None:
    return future.exception(WAIT)


def test_the_cluster_says_what_it_can_play(engine: RayEngine) -> None:
    assert engine.start().result(WAIT) == READY


def test_a_refusal_is_the_askers_sentence_after_its_steps(
    engine: RayEngine, gate: GateInFront
) -> None:
    body = framed(Step(FORM)) + framed(Failed(None, "no weights are trained for 'jazz'"))
    gate.answers.append(lambda to: send(to, body))
    steps: list[Step] = []
    error = error_of(engine.submit(REQUEST, steps.append).future)
    assert isinstance(error, EngineError)
    assert str(error) == "no weights are trained for 'jazz'"
    assert [step.stage for step in steps] == [QUEUED, FORM]
    assert gate.asked == [REQUEST]
    assert engine.waiting() == 0


def test_a_broken_line_is_asked_again(engine: RayEngine, gate: GateInFront) -> None:
    gate.answers += [
        lambda to: send(to, framed(Step(FORM)), cut=100),
        lambda to: send(to, b"", status=500),
        lambda to: send(to, framed(Failed(None, "at last"))),
    ]
    steps: list[Step] = []
    assert str(error_of(engine.submit(REQUEST, steps.append).future)) == "at last"
    assert [step.stage for step in steps] == [QUEUED, FORM, AGAIN, AGAIN]
    assert gate.asked == [REQUEST] * 3


def test_a_line_that_breaks_every_time_is_a_sentence_with_the_way_out(
    engine: RayEngine, gate: GateInFront
) -> None:
    gate.answers += [lambda to: send(to, b"", status=500)] * 3
    error = error_of(engine.submit(REQUEST).future)
    assert isinstance(error, EngineError)
    assert "FUSEBOX_ENGINE_URL" in str(error)
    assert "fusebox serve --ray" in str(error)


@pytest.mark.parametrize(
    "answer",
    [
        lambda to: send(to, framed(Busy("full"))),
        lambda to: send(to, b"", status=503),
    ],
)
def test_a_full_cluster_is_busy(engine: RayEngine, gate: GateInFront, answer: Answer) -> None:
    gate.answers.append(answer)
    assert isinstance(error_of(engine.submit(REQUEST).future), EngineBusy)


def test_garbage_is_a_sentence(engine: RayEngine, gate: GateInFront) -> None:
    gate.answers.append(lambda to: send(to, b"\0\0\0\4evil"))
    assert isinstance(error_of(engine.submit(REQUEST).future), EngineError)


def hold(held: threading.Event, gone: threading.Event) -> Answer:
    """Begin, and then say nothing more until the asker hangs up."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        send(to, framed(Step(PHASE1)), cut=100)
        held.set()
        to.connection.settimeout(WAIT)
        with contextlib.suppress(OSError):
            to.rfile.read(1)
        gone.set()

    return answer


def test_cancelling_hangs_up(engine: RayEngine, gate: GateInFront) -> None:
    held, gone = threading.Event(), threading.Event()
    gate.answers.append(hold(held, gone))
    ticket = engine.submit(REQUEST)
    assert held.wait(WAIT)
    assert ticket.cancel()
    assert isinstance(error_of(ticket.future), JobCancelled)
    assert gone.wait(WAIT)
    assert not ticket.cancel()


def test_a_job_beyond_its_deadline_is_late(engine: RayEngine, gate: GateInFront) -> None:
    held, gone = threading.Event(), threading.Event()
    gate.answers.append(hold(held, gone))
    future = engine.submit(REQUEST, terms=Terms(deadline_seconds=0.2)).future
    assert isinstance(error_of(future), JobLate)
    assert gone.wait(WAIT)


def test_closing_fails_what_waits_and_takes_nothing_more(gate: GateInFront) -> None:
    held, gone = threading.Event(), threading.Event()
    gate.answers.append(hold(held, gone))
    engine = RayEngine(gate.url)
    future = engine.submit(REQUEST).future
    assert held.wait(WAIT)
    engine.close()
    assert "closed" in str(error_of(future))
    with pytest.raises(EngineError, match="closed"):
        engine.submit(REQUEST)


def test_a_cluster_that_is_not_there_is_a_sentence() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with RayEngine(url) as engine:
        error = error_of(engine.start())
    assert "can't be reached" in str(error)


@pytest.mark.slow
def test_a_cluster_to_join_that_is_not_there_is_a_sentence_at_once() -> None:
    from engine.serving.cluster import Cluster, Replicas, serving
    from engine.serving.messages import EngineConfig

    pytest.importorskip("ray")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with (
        pytest.raises(EngineError, match=r"no Ray cluster at .* 'ray start --head'"),
        serving(Cluster(address), EngineConfig(), Replicas()),
    ):
        pass


def test_everybodys_first_goes_before_anybodys_second(gate: GateInFront, engine: RayEngine) -> None:
    begin = threading.Event()

    def begins_late(to: BaseHTTPRequestHandler) -> None:
        assert begin.wait(WAIT)
        send(to, framed(Step(FORM)) + framed(Failed(None, "no")))

    gate.answers += [begins_late] * 3
    tickets = [
        engine.submit(replace(REQUEST, seed=seed), terms=Terms(asker=asker))
        for seed, asker in ((1, "a"), (2, "a"), (3, "b"))
    ]
    while len(gate.asked) < 2:
        pass
    assert {request.seed for request in gate.asked} == {1, 3}
    begin.set()
    for ticket in tickets:
        assert "no" in str(error_of(ticket.future))
    assert gate.asked[2].seed == 2


def test_no_sentence_says_where_the_cluster_is(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with RayEngine(f"http://127.0.0.1:{port}") as engine:
        sentence = str(error_of(engine.start()))
    assert "can't be reached" in sentence
    assert str(port) not in sentence
    assert str(port) in caplog.text
