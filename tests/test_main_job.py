"""The main job as a newcomer does it: the real command, the shipped weights, real files."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import mido
import pretty_midi
import pytest
import soundfile
from PIL import Image

pytestmark = pytest.mark.slow

SAY = "70% jazz 30% classical, more adventurous"
COMMANDS = ("run", "chat", "compose", "parse", "doctor", "train", "corpus", "corpus build")


def fusebox(
    *words: str | Path, cache: Path, stdin: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FUSEBOX", "DISCORD"))}
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli.main import main; main()", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env=clean
        | {"FUSEBOX_CACHE_DIR": str(cache), "FUSEBOX_MEMORY_DIR": str(cache / "memory")}
        | {"COLUMNS": "200"}
        | settings,
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def piece(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the four files of the README's first example."""
    out = tmp_path_factory.mktemp("out")
    run = fusebox("compose", SAY, "--seed", "7", "-o", out, cache=cache)
    assert run.returncode == 0, run.stderr
    return out


@pytest.fixture(scope="module")
def batch(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Variations of the example, composed as a batch."""
    folder = tmp_path_factory.mktemp("batch")
    rows = {
        "again": (SAY, 7),
        "other-seed": (SAY, 8),
        "jazz": ("100% jazz, more adventurous", 7),
        "classical": ("100% classical, more adventurous", 7),
        "even": ("50% jazz 50% classical, more adventurous", 7),
    }
    lines = [json.dumps({"name": n, "say": s, "seed": d}) for n, (s, d) in rows.items()]
    file = folder / "requests.jsonl"
    file.write_text("\n".join([*lines, "celtic waltz, 8 bars"]) + "\n")
    run = fusebox("compose", "--batch", file, "-o", folder / "out", "--midi-only", cache=cache)
    assert run.returncode == 0, run.stderr
    return folder / "out"


def only(folder: Path, suffix: str) -> Path:
    (path,) = folder.glob(f"*{suffix}")
    return path


def test_the_example_writes_its_five_files(piece: Path) -> None:
    written = sorted(p.suffix for p in piece.iterdir())
    assert written == [".json", ".mid", ".musicxml", ".ogg", ".png"]
    assert len({p.stem for p in piece.iterdir()}) == 1


def test_the_same_request_gives_the_same_bytes_in_another_process(piece: Path, batch: Path) -> None:
    assert only(piece, ".mid").read_bytes() == (batch / "again.mid").read_bytes()


def test_a_recipe_gives_the_same_piece_again(piece: Path, cache: Path, tmp_path: Path) -> None:
    midi = only(piece, ".mid")
    run = fusebox("compose", midi.stem, "-o", tmp_path, "--midi-only", cache=cache)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / midi.name).read_bytes() == midi.read_bytes()


def test_other_seeds_and_weights_give_other_music(batch: Path) -> None:
    files = {path.name: path.read_bytes() for path in batch.glob("*.mid")}
    assert len(files) == 6
    assert len(set(files.values())) == 6


def test_the_manifest_says_what_was_made(batch: Path) -> None:
    rows = [json.loads(line) for line in (batch / "manifest.jsonl").read_text().splitlines()]
    assert rows[0]["file"] == "again.mid"
    assert rows[0]["weights"] == {"jazz": 0.7, "classical": 0.3}
    assert rows[0]["temperature"] == pytest.approx(1.15)
    assert rows[0]["seed"] == 7
    assert all((batch / row["file"]).exists() and row["seconds"] > 0 for row in rows)


def test_the_facts_hold_request_provenance_version_and_timings(piece: Path) -> None:
    facts = json.loads(only(piece, ".json").read_text())
    assert facts["request"]["weights"] == {"jazz": 0.7, "classical": 0.3}
    assert facts["request"]["temperature"] == pytest.approx(1.15)
    assert sum(facts["provenance"].values()) == pytest.approx(1, abs=1e-3)
    assert set(facts["provenance"]) == {"jazz", "classical"}
    assert re.fullmatch(r"[0-9a-f]{8}", facts["model_version"])
    assert {"chords", "phase1", "phase2", "arrange"} <= set(facts["timings_seconds"])


def test_the_midi_opens_everywhere_and_ends_on_a_bar_line(piece: Path) -> None:
    import music21
    import symusic

    path = only(piece, ".mid")
    facts = json.loads(only(piece, ".json").read_text())
    file = mido.MidiFile(path)
    names = [track.name for track in file.tracks]
    assert "Melody" in names
    kinds = {message.type for message in file.tracks[0]}
    assert {"set_tempo", "time_signature", "key_signature", "marker"} <= kinds
    bars = facts["request"]["bars"] + (facts["pickup_beats"] > 0)  # a pickup has a whole bar
    assert {sum(m.time for m in track) for track in file.tracks} == {bars * 4 * file.ticks_per_beat}
    pretty = pretty_midi.PrettyMIDI(str(path))
    assert len(pretty.instruments) == len(names) - 1
    assert all(instrument.notes for instrument in pretty.instruments)
    assert len(symusic.Score(path).tracks) == len(names) - 1
    assert len(music21.converter.parse(path).flatten().notes) > 50


def test_the_sound_is_as_long_as_the_piece_and_is_heard(piece: Path) -> None:
    facts = json.loads(only(piece, ".json").read_text())["request"]
    sound, rate = soundfile.read(only(piece, ".ogg"))
    seconds = facts["bars"] * 4 * 60 / facts["tempo_bpm"]
    assert seconds - 0.1 < len(sound) / rate < seconds + 8
    assert 0.05 < abs(sound).max() <= 1.0


def test_the_picture_has_the_colours_of_both_genres(piece: Path) -> None:
    from music.genres import find_genre

    picture = Image.open(only(piece, ".png")).convert("RGB")
    colors = {color for _, color in picture.getcolors(10**7) or []}
    for genre in ("jazz", "classical"):
        text = find_genre(genre).color
        assert tuple(int(text[i : i + 2], 16) for i in (1, 3, 5)) in colors


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("80% hardstyle 20% blues", "hardstyle"),
        ("", "Try"),
        ("jazz 0%, folk 0%", "no genre is left"),
        ("hi there", "Try"),
        ("x" * 501, "500"),
    ],
)
def test_what_can_not_be_composed_is_one_sentence(
    sentence: str, says: str, cache: Path, tmp_path: Path
) -> None:
    run = fusebox("compose", sentence, "-o", tmp_path / "out", cache=cache)
    assert run.returncode != 0
    assert says.lower() in run.stderr.lower()
    refused(run, tmp_path / "out")


def refused(run: subprocess.CompletedProcess[str], out: Path) -> None:
    assert "Traceback" not in run.stderr + run.stdout
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    assert not out.is_dir() or not list(out.iterdir())


def test_a_folder_that_can_not_be_written_is_named(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    run = fusebox("compose", "jazz", "-o", tmp_path / "file" / "out", cache=cache)
    assert run.returncode != 0
    assert str(tmp_path / "file" / "out") in run.stderr
    refused(run, tmp_path / "file" / "out")


@pytest.mark.parametrize("damage", ["missing", "cut short"])
def test_unusable_weights_are_named(
    damage: str, tiny_weights: Path, cache: Path, tmp_path: Path
) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    if damage == "cut short":
        for path in tiny_weights.iterdir():
            data = path.read_bytes()
            (weights / path.name).write_bytes(data[:-40] if path.suffix == ".npz" else data)
    out = tmp_path / "out"
    run = fusebox("compose", "jazz", "-o", out, cache=cache, FUSEBOX_WEIGHTS_DIR=str(weights))
    assert run.returncode != 0
    assert "weights" in run.stderr
    refused(run, out)


def test_a_bad_line_of_a_batch_costs_only_itself(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "requests"
    lines = ["2 versions of folk, 4 bars", '{"name": "../escape", "say": "jazz"}', "{broken"]
    file.write_text("\n".join([*lines, "70% polkaa", '{"say": "jazz", "sede": 4}']))
    run = fusebox("compose", "--batch", file, "-o", tmp_path / "out", "--midi-only", cache=cache)
    assert run.returncode != 0
    assert "Traceback" not in run.stderr
    for number in (2, 3, 4, 5):
        assert f"line {number}:" in run.stderr
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == ["0001-1.mid", "0001-2.mid", "manifest.jsonl"]
    assert not (tmp_path / "escape.mid").exists()


def test_a_conversation_in_the_terminal_changes_the_last_piece(cache: Path, tmp_path: Path) -> None:
    lines = "folk and hymn, 8 bars\nslower\nhaha cool\n40% grindcore\nquit\n"
    run = fusebox("chat", "-o", tmp_path, cache=cache, stdin=lines)
    assert run.returncode == 0, run.stderr
    assert "grindcore" in run.stdout
    facts = [json.loads(path.read_text())["request"] for path in tmp_path.glob("*.json")]
    assert len(facts) == 2
    slow, quick = sorted(facts, key=lambda request: request["tempo_bpm"])
    assert slow["tempo_bpm"] < quick["tempo_bpm"]
    assert slow | {"tempo_bpm": 0} == quick | {"tempo_bpm": 0}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, cache: Path) -> None:
    run = fusebox(*command.split(), "--help", cache=cache)
    assert run.returncode == 0
    assert "Usage" in run.stdout


def test_nothing_in_the_sampling_path_calls_predict() -> None:
    """Only the benchmark does, to measure the textbook way, and only benchmarks load it."""
    root = Path(__file__).parent.parent
    for folder in ("models", "engine", "bot"):
        for path in (root / folder).rglob("*.py"):
            text, place = path.read_text(), path.relative_to(root)
            if place.parts[:2] != ("models", "benchmark"):
                assert ".predict(" not in text, path
                assert "models.benchmark" not in text or place.parts[1] == "bench", path
