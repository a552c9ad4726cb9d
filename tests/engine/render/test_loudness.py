"""The meters agree with the standards' own reference signals."""

from __future__ import annotations

import numpy as np
import pytest

from engine.render.loudness import SILENCE_LUFS, integrated_loudness, true_peak
from engine.render.master import CEILING_DBTP, TARGET_LUFS, master
from engine.render.stems import SAMPLE_RATE, Stereo


def sine(hertz: float, level_db: float, seconds: float = 5.0, phase: float = 0.0) -> Stereo:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * hertz * time + phase)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


@pytest.mark.parametrize("level_db", [-36.0, -23.0, -3.0])
def test_a_stereo_sine_of_1_khz_reads_its_level(level_db: float) -> None:
    # EBU Tech 3341, test cases 1 and 2.
    assert integrated_loudness(sine(1000, level_db)) == pytest.approx(level_db, abs=0.1)


def test_pauses_do_not_count() -> None:
    # EBU Tech 3341, test case 3: quiet parts fall under the relative gate.
    parts = [sine(1000, level, length) for level, length in ((-36, 3), (-23, 18), (-36, 3))]
    assert integrated_loudness(np.concatenate(parts)) == pytest.approx(-23, abs=0.1)


def test_silence_is_silent() -> None:
    assert integrated_loudness(np.zeros((SAMPLE_RATE, 2), np.float32)) == SILENCE_LUFS
    assert integrated_loudness(np.zeros((0, 2), np.float32)) == SILENCE_LUFS


def test_peaks_between_samples_are_seen() -> None:
    # A quarter of the sample rate at 45 degrees: every sample lies 3 dB under the peak.
    wave = sine(SAMPLE_RATE / 4, -6, 1, phase=np.pi / 4)
    assert 20 * np.log10(np.abs(wave).max()) == pytest.approx(-9.01, abs=0.05)
    assert true_peak(wave) == pytest.approx(-6, abs=0.3)


@pytest.mark.parametrize("level_db", [-60.0, -20.0, 6.0])
def test_mastering_reaches_its_target_from_any_level(level_db: float) -> None:
    noise = np.random.default_rng(1).standard_normal((SAMPLE_RATE * 6, 2)).astype(np.float32)
    swell = np.abs(np.sin(np.arange(len(noise)) / 9000))[:, None].astype(np.float32) ** 4
    mastered = master(noise * swell * np.float32(10 ** (level_db / 20)))
    assert integrated_loudness(mastered.sound) == pytest.approx(TARGET_LUFS, abs=0.5)
    assert mastered.loudness_lufs == pytest.approx(TARGET_LUFS, abs=0.5)
    assert true_peak(mastered.sound) <= CEILING_DBTP + 0.1
    assert mastered.peak_dbtp == pytest.approx(true_peak(mastered.sound), abs=0.5)


def test_single_clicks_are_limited_without_lowering_the_rest() -> None:
    quiet = sine(440, -20, 8)
    clicks = quiet.copy()
    clicks[SAMPLE_RATE :: SAMPLE_RATE * 2] = 1.0
    mastered = master(clicks)
    assert true_peak(mastered.sound) <= CEILING_DBTP + 0.1
    assert integrated_loudness(mastered.sound) == pytest.approx(TARGET_LUFS, abs=0.5)
