"""The desk with the real engine, renderers and memory: ordered, watched, kept, handed out."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import mido
import pytest
import pytest_asyncio
import soundfile

from bot.app import App
from bot.conversation.memory.session import Who
from bot.desk.desk import Desk, versions
from bot.desk.events import Composed, Failed, Finished, Moved
from bot.settings import Settings
from engine.errors import EngineError
from engine.steps import PHASE1
from storage.errors import LimitReached, NotFound

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

ANN = Who("test", "ann", "Ann", "here")
BEN = Who("test", "ben", "Ben", "there")
ASKED = "70% jazz 30% folk, 8 bars, for piano and flute"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tiny_weights: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(
        _env_file=None,
        FUSEBOX_CACHE_DIR=folder / "cache",
        FUSEBOX_WEIGHTS_DIR=tiny_weights,
        FUSEBOX_GENRES_DIR=folder / "genres",
        FUSEBOX_MEMORY_DIR=folder / "memory",
    )
    with App(settings) as app:
        async with Desk(app) as desk:
            yield desk


async def test_a_piece_is_told_step_by_step_kept_and_found_again(desk: Desk) -> None:
    reading = await desk.say(ANN, ASKED)
    assert reading.request is not None
    (request,) = versions(reading.request)
    making = await desk.order(ANN, request, address={"channel": "c1"})
    events = [event async for event in making.watch()]
    stages = [e.step.stage for e in events if isinstance(e, Moved) and e.step is not None]
    assert PHASE1 in stages
    (composed,) = [e for e in events if isinstance(e, Composed)]
    finished = events[-1]
    assert isinstance(finished, Finished), finished
    assert set(composed.files) == {"piece.mid", "piece.png"}
    assert "piece.ogg" in finished.files
    assert mido.MidiFile(file=io.BytesIO(composed.files["piece.mid"])).length > 5
    assert soundfile.info(io.BytesIO(finished.files["piece.ogg"])).duration > 5
    shown = await desk.library.show(ANN, composed.piece.code)
    assert shown.is_own
    assert shown.facts["recipe"] == composed.piece.recipe
    assert await desk.delivered(making.job)
    assert not await desk.delivered(making.job)
    assert await desk.owed("test") == []


async def test_who_is_told_to_end_settles_what_is_under_way(desk: Desk) -> None:
    reading = await desk.say(BEN, ASKED)
    assert reading.request is not None
    making = await desk.order(BEN, versions(reading.request)[0])
    await desk.settle(0.0)
    assert not making.is_over
    await desk.settle(120.0)
    assert isinstance(making.latest, Finished)
    await desk.delivered(making.job)


async def test_other_formats_are_made_when_they_are_asked_for(desk: Desk) -> None:
    reading = await desk.say(ANN, ASKED)
    assert reading.request is not None
    over = await (await desk.order(ANN, versions(reading.request)[0])).over()
    assert isinstance(over, Finished)
    code = over.piece.code
    (sheet,) = (await desk.library.files(ANN, code, "score")).values()
    assert b"score-partwise" in sheet
    mp3 = (await desk.library.files(ANN, code, "mp3"))["piece.mp3"]
    assert soundfile.info(io.BytesIO(mp3)).duration > 5
    with pytest.raises(EngineError, match="no format"):
        await desk.library.files(ANN, code, "cassette")
    with pytest.raises(NotFound):
        await desk.library.files(BEN, code, "midi")


async def test_a_genre_that_is_not_trained_is_a_sentence(desk: Desk) -> None:
    reading = await desk.say(BEN, "hymn, 4 bars")
    assert reading.request is not None
    over = await (await desk.order(BEN, versions(reading.request)[0])).over()
    assert isinstance(over, Failed)
    assert "no weights are trained for 'hymn'" in over.sentence


async def test_the_sixth_running_job_of_a_user_is_refused_and_all_can_be_cancelled(
    desk: Desk,
) -> None:
    reading = await desk.say(BEN, "jazz, 8 bars")
    assert reading.request is not None
    (request,) = versions(reading.request)
    makings = [await desk.order(BEN, request) for _ in range(4)]  # one more failed above
    with pytest.raises(LimitReached, match="wait for one of them"):
        await desk.order(BEN, request)
    makings[-1].stop()
    ends = [await making.over() for making in list(desk.makings.values())]
    assert any(isinstance(end, Failed) and end.cancelled for end in ends)
    for making in list(desk.makings.values()):
        await desk.gave_up(making.job)


async def test_what_a_killed_process_owed_is_delivered_once(desk: Desk) -> None:
    reading = await desk.say(ANN, ASKED)
    assert reading.request is not None
    making = await desk.order(ANN, versions(reading.request)[0], address={"channel": "c7"})
    first = await making.over()
    assert isinstance(first, Finished)
    # As a new process finds it: the piece is there and nobody was told.
    (job,) = [one for one in await desk.owed("test") if one.id == making.job]
    assert job.address["channel"] == "c7"
    again = await desk.take_up(job)
    assert again is not None
    second = await again.over()
    assert isinstance(second, Finished)
    assert second.piece.code == first.piece.code
    assert second.files["piece.ogg"] == first.files["piece.ogg"]
    await asyncio.gather(desk.delivered(job.id))
    assert await desk.owed("test") == []


async def test_a_tune_of_ones_own_is_read_and_built_on(desk: Desk) -> None:
    abc = b"X:1\nT:Mine\nM:4/4\nL:1/8\nK:G\nGABc d2B2|c2A2 B2G2|GABc d2B2|A4 G4|\n"
    await desk.say(ANN, "60% jazz 40% classical, 8 bars")
    tune = await desk.read_tune(abc, "mine.abc")
    request = await desk.build_on(ANN, tune)
    assert str(request.key) == "G major"
    over = await (await desk.order(ANN, versions(request)[0])).over()
    assert isinstance(over, Finished), over
    with pytest.raises(EngineError, match=r"can't be read from evil\.exe; it is one of \.abc"):
        await desk.read_tune(abc, "evil.exe")


async def test_nothing_is_made_for_who_had_everything_erased(desk: Desk) -> None:
    cara = Who("test", "cara", "Cara", "here")
    reading = await desk.say(cara, ASKED)
    assert reading.request is not None
    making = await desk.order(cara, versions(reading.request)[0])
    user = await desk.sessions.use(cara, lambda session: session.user)
    desk.app.memory.privacy.delete_user(user)
    desk.forget("test", "cara")
    over = await making.over()
    assert isinstance(over, Failed)
    assert over.cancelled
    assert desk.app.memory.people.find_user("test", "Cara") is None
    assert await desk.library.latest(cara) == []
