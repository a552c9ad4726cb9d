"""Sound files: right length, right loudness, nothing silent, nothing clipped."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.errors import RenderError
from engine.render import synths
from engine.render.additive import Additive
from engine.render.audio import render_audio, render_sounds
from engine.render.info import AudioInfo
from engine.render.loudness import SILENCE_LUFS, integrated_loudness, true_peak
from engine.render.sampler import Sampler
from engine.render.soundfont import load_soundfont
from engine.render.stems import SAMPLE_RATE, Stem, Stereo, Strike, Synth, stems_of
from music.instruments import INSTRUMENTS, Instrument
from music.midi import write_midi
from tests.music.pieces import band_piece

MIDI = write_midi(band_piece(tempo_bpm=150))
LENGTH_SECONDS = 16 * 60 / 150


def packaged_font() -> Path:
    spec = importlib.util.find_spec("pretty_midi")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "TimGM6mb.sf2"


def sampler() -> Sampler:
    return Sampler(load_soundfont(packaged_font()))


def decoded(path: Path) -> Stereo:
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    assert rate == SAMPLE_RATE
    return np.asarray(sound, np.float32)


def assert_well_made(path: Path, info: AudioInfo) -> None:
    sound = decoded(path)
    assert len(sound) / SAMPLE_RATE == pytest.approx(LENGTH_SECONDS + 2.5, abs=0.1)
    assert info.seconds == pytest.approx(len(sound) / SAMPLE_RATE, abs=0.1)
    assert integrated_loudness(sound) == pytest.approx(-16, abs=1)
    assert info.loudness_lufs == pytest.approx(integrated_loudness(sound), abs=0.5)
    assert true_peak(sound) <= -1
    assert info.size_bytes == path.stat().st_size
    per_second = np.abs(sound[: int(LENGTH_SECONDS) * SAMPLE_RATE]).reshape(-1, SAMPLE_RATE * 2)
    assert (per_second.max(axis=1) > 0.02).all()


@pytest.mark.parametrize("format", ["ogg", "mp3", "wav"])
def test_every_format_is_loud_and_clean_when_decoded(tmp_path: Path, format: str) -> None:  # noqa: A002
    path = tmp_path / f"piece.{format}"
    assert_well_made(path, render_audio(MIDI, path, format=format, synth=Additive()))


@pytest.mark.slow
@pytest.mark.parametrize("synth", [sampler(), Additive()], ids=["sampler", "additive"])
def test_every_synth_is_loud_and_clean(tmp_path: Path, synth: Synth) -> None:
    path = tmp_path / "piece.ogg"
    info = render_audio(MIDI, path, synth=synth)
    assert info.synth == synth.name
    assert_well_made(path, info)


def test_the_best_synth_of_this_machine_plays(tmp_path: Path) -> None:
    path = tmp_path / "piece.ogg"
    assert_well_made(path, render_audio(MIDI, path))


def test_the_same_midi_gives_the_same_sound(tmp_path: Path) -> None:
    for name in ("one.wav", "two.wav"):
        render_audio(MIDI, tmp_path / name, format="wav", synth=sampler())
    assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "two.wav").read_bytes()


def test_progress_rises_to_one(tmp_path: Path) -> None:
    heard: list[float] = []
    render_audio(MIDI, tmp_path / "a.ogg", synth=Additive(), on_progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_a_size_limit_is_kept_or_refused(tmp_path: Path) -> None:
    usual = render_audio(MIDI, tmp_path / "a.ogg", synth=Additive()).size_bytes
    limit = usual * 3 // 4
    info = render_audio(MIDI, tmp_path / "b.ogg", synth=Additive(), max_bytes=limit)
    assert info.size_bytes <= limit
    with pytest.raises(RenderError, match="over the limit of 500"):
        render_audio(MIDI, tmp_path / "c.ogg", synth=Additive(), max_bytes=500)
    assert not (tmp_path / "c.ogg").exists()


def test_several_formats_are_played_once_and_written_each(tmp_path: Path) -> None:
    paths = {name: tmp_path / f"a.{name}" for name in ("ogg", "mp3")}
    info = render_sounds(MIDI, paths, synth=Additive())
    assert info.files == tuple(paths.values())
    for path in paths.values():
        assert integrated_loudness(decoded(path)) == pytest.approx(-16, abs=1)


def test_a_format_that_fails_leaves_the_others(tmp_path: Path) -> None:
    paths = {"wav": tmp_path / "none" / "a.wav", "ogg": tmp_path / "a.ogg"}
    info = render_sounds(MIDI, paths, synth=Additive())
    assert info.files == (tmp_path / "a.ogg",)
    assert [trouble.count("can't be written") for trouble in info.troubles] == [1]


def test_a_loop_ends_on_the_bar_line_and_rings_on_at_its_beginning(tmp_path: Path) -> None:
    render_audio(MIDI, tmp_path / "a.wav", format="wav", synth=Additive(), is_loop=True)
    sound = decoded(tmp_path / "a.wav")
    assert len(sound) == pytest.approx(LENGTH_SECONDS * SAMPLE_RATE, abs=2)
    usual_step = float(np.abs(np.diff(sound, axis=0)).max())
    assert np.abs(sound[0] - sound[-1]).max() < usual_step


class Mute:
    """A synth that knows no sound for basses."""

    name = "mute"

    def play(self, stem: Stem, frames: int) -> Stereo:
        sound = Additive().play(stem, frames)
        return sound if "bass" not in stem.name.lower() else np.zeros_like(sound)


def test_no_player_is_silent_or_drowned(tmp_path: Path) -> None:
    for synth in (Additive(), Mute()):
        levels = render_audio(MIDI, tmp_path / "a.ogg", synth=synth).levels_db
        assert len(levels) == 4
        assert max(levels) == levels[0]
        assert max(levels) - min(levels) < 7


def test_what_cannot_be_rendered_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="not a MIDI file"):
        render_audio(b"RIFF", tmp_path / "a.ogg")
    with pytest.raises(RenderError, match="no sound format; known: ogg, mp3, wav"):
        render_audio(MIDI, tmp_path / "a.flac", format="flac")
    with pytest.raises(RenderError, match="can't be written"):
        render_audio(MIDI, tmp_path / "none" / "a.ogg", synth=Additive())
    with pytest.raises(RenderError, match="minutes"):
        render_audio(
            write_midi(band_piece(bars=2000, tempo_bpm=40)), tmp_path / "a.ogg", synth=Additive()
        )
    assert list(tmp_path.iterdir()) == []


def test_without_any_soundfont_the_additive_synth_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synths, "find_soundfonts", lambda: ())
    assert isinstance(synths.best_synth(), Additive)


def test_a_damaged_soundfont_is_passed_over_unless_it_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = packaged_font().read_bytes()
    for name, damaged in (
        ("cut.sf2", content[: len(content) // 2]),
        ("text.sf2", b"not a font at all"),
        ("holes.sf2", content[:12] + bytes(len(content) - 12)),
    ):
        font = tmp_path / name
        font.write_bytes(damaged)
        monkeypatch.setattr(synths, "find_soundfonts", lambda font=font: (font,))
        assert isinstance(synths.best_synth(), Additive)
        with pytest.raises(RenderError, match=name):
            synths.best_synth(font)
    with pytest.raises(RenderError, match=r"missing\.sf2 can't be read"):
        synths.best_synth(tmp_path / "missing.sf2")


def strikes(instrument: Instrument) -> tuple[Strike, ...]:
    pitches = (36, 38, 42, 46, 51) if "drums" in instrument.families else ()
    middle = (instrument.low + instrument.high) // 2
    pitches = pitches or (instrument.low, middle, instrument.high)
    return tuple(Strike(i * 0.3, 0.25, pitch, 90) for i, pitch in enumerate(pitches))


@pytest.mark.slow
@pytest.mark.parametrize("synth", [sampler(), Additive()], ids=["sampler", "additive"])
def test_every_instrument_sounds_at_every_pitch_of_its_range(synth: Synth) -> None:
    for instrument in INSTRUMENTS:
        for strike in strikes(instrument):
            alone = Stem(
                instrument.name,
                instrument.program,
                "drums" in instrument.families,
                (replace(strike, start_seconds=0.0),),
                volume=100,
                pan=64,
                reverb=40,
            )
            sound = synth.play(alone, SAMPLE_RATE)
            assert integrated_loudness(sound) > SILENCE_LUFS + 15, (instrument.name, strike)
            assert np.isfinite(sound).all()


def test_the_sampler_plays_in_tune() -> None:
    stem = Stem("Flute", 73, False, (Strike(0.0, 2.0, 69, 100),), volume=100, pan=64, reverb=0)
    wave = sampler().play(stem, 2 * SAMPLE_RATE).mean(axis=1)[SAMPLE_RATE // 4 :]
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave)), 1 << 18))
    hertz = np.argmax(spectrum[: 1 << 13]) * SAMPLE_RATE / (1 << 18)
    assert abs(1200 * np.log2(hertz / 440)) < 15


def test_stems_carry_the_seats_of_the_players() -> None:
    stems, frames = stems_of(MIDI)
    by_name = {stem.name: stem for stem in stems}
    assert frames == pytest.approx((LENGTH_SECONDS + 2.5) * SAMPLE_RATE, abs=2)
    assert by_name["Melody"].volume > by_name["Piano"].volume
    assert by_name["Drums"].is_drums
    assert by_name["Piano"].pan != by_name["Melody"].pan
