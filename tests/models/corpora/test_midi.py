"""MIDI files by their layout, and MIDI files that are not what they should be."""

import io
from contextlib import suppress

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.corpora.errors import UnreadablePiece
from models.corpora.melody_track import find_melody
from models.corpora.readers.midi import (
    name_block,
    read_band,
    read_lead_sheet,
    read_single_line,
    read_top_part,
    straight,
    tidy,
)  # fmt: skip
from models.corpora.score import RawNote

Notes = list[tuple[float, float, int]]  # (beat, beats, pitch)


def track(notes: Notes, *, name: str = "", channel: int = 0, program: int = 0) -> mido.MidiTrack:
    events = [(start, 1, pitch) for start, _, pitch in notes]
    events += [(start + length, 0, pitch) for start, length, pitch in notes]
    made = mido.MidiTrack(
        [
            mido.MetaMessage("track_name", name=name),
            mido.Message("program_change", channel=channel, program=program),
        ]
    )
    now = 0
    for beat, on, pitch in sorted(events):
        tick = round(beat * 480)
        made.append(mido.Message("note_on", channel=channel, note=pitch, velocity=80 * on,
                                 time=tick - now))  # fmt: skip
        now = tick
    return made


def midi(*tracks: mido.MidiTrack, meter: tuple[int, int] = (4, 4)) -> bytes:
    file = mido.MidiFile(ticks_per_beat=480)
    file.tracks.append(mido.MidiTrack([mido.MetaMessage(
        "time_signature", numerator=meter[0], denominator=meter[1])]))  # fmt: skip
    file.tracks.extend(tracks)
    stream = io.BytesIO()
    file.save(file=stream)
    return stream.getvalue()


SCALE: Notes = [(i, 1, p) for i, p in enumerate((60, 62, 64, 65, 67, 69, 71, 72))]


def block(beat: float, beats: float, *pitches: int) -> Notes:
    return [(beat, beats, pitch) for pitch in pitches]


def test_block_chords_are_named_by_their_lowest_note() -> None:
    chords = block(0, 4, 60, 64, 67) + block(4, 2, 62, 65, 69, 72) + block(6, 2, 67, 71, 74, 77)
    score = read_lead_sheet(midi(track(SCALE, name="melody:"), track(chords, name="chords:")))
    assert [(tick, chord.symbol()) for tick, chord in score.chords if chord] == [
        (0, "C"), (48, "Dm7"), (72, "G7")]  # fmt: skip
    assert [note.pitch for note in score.melody] == [pitch for *_, pitch in SCALE]


@pytest.mark.parametrize(
    ("pitches", "symbol"),
    [([60, 63, 66], "Cdim"), ([60, 63, 66, 69], "Cdim7"), ([60, 63, 66, 70], "Cm7b5"),
     ([60, 64, 68], "C+"), ([60, 64, 67, 70, 74], "C7"), ([60, 64, 67, 71], "Cmaj7")],
)  # fmt: skip
def test_blocks_have_the_quality_that_fits_best(pitches: list[int], symbol: str) -> None:
    assert name_block(pitches).symbol() == symbol


def test_chords_that_begin_late_show_the_pickup() -> None:
    tune: Notes = [(0, 1, 60), *((1 + i, 1, 62 + i % 5) for i in range(24))]
    chords: Notes = [
        note for bar in range(6) for note in block(1 + 4 * bar, 4, 48 + bar, 52 + bar, 55 + bar)
    ]
    score = read_lead_sheet(midi(track(tune, name="melody"), track(chords, name="chords")))
    assert score.bars[0].length == 12
    assert score.bars[1].start == 12


def test_drums_are_never_the_tune() -> None:
    drums: Notes = [(i / 2, 0.25, 76) for i in range(64)]
    tune: Notes = [(i, 1, 67 + i % 7) for i in range(32)]
    score = read_band(midi(track(drums, channel=9), track(tune, channel=1, program=81)))
    assert {note.pitch for note in score.melody} <= set(range(67, 74))


def test_lead_is_found_among_bass_and_pads() -> None:
    bass: Notes = [(i / 2, 0.5, 36 + i % 3) for i in range(64)]
    pad = [note for bar in range(8) for note in block(4 * bar, 4, 60, 64, 67)]
    lead: Notes = [(i * 0.5, 0.5, 70 + (i * 5) % 12) for i in range(60)]
    score = read_band(midi(track(bass, channel=1, program=33), track(pad, channel=2, program=89),
                           track(lead, channel=3, program=80)))  # fmt: skip
    assert min(note.pitch for note in score.melody) >= 70


def test_top_part_keeps_the_voices() -> None:
    low: Notes = [(start, length, pitch - 12) for start, length, pitch in SCALE]
    score = read_top_part(midi(track(SCALE), track(low, channel=1)))
    assert len(score.voices) == 16
    assert [note.pitch for note in score.melody] == [pitch for *_, pitch in SCALE]


def test_played_swing_is_written_straight_and_triplets_stay() -> None:
    swung = [RawNote(12 * b + p, n, 60) for b in range(8) for p, n in ((0, 8), (8, 4))]
    triplet = [RawNote(96 + p, 4, 60) for p in (0, 4, 8)]
    got = straight(swung + triplet)
    assert [(n.start, n.length) for n in got[:4]] == [(0, 6), (6, 6), (12, 6), (18, 6)]
    assert [n.start for n in got[-3:]] == [96, 100, 104]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 48)), max_size=60))
def test_tidying_moves_no_onset_by_more_than_a_tick(rows: list[tuple[int, int]]) -> None:
    notes = [RawNote(start, length, 60) for start, length in rows]
    for before, after in zip(notes, tidy(notes), strict=True):
        assert abs(after.start - before.start) <= 1
        assert after.length >= 1
        assert after.start % 12 in {0, 2, 3, 4, 6, 8, 9, 10}


def many_tracks() -> bytes:
    head = b"MThd\x00\x00\x00\x06\x00\x01" + (600).to_bytes(2, "big") + b"\x01\xe0"
    return head + b"MTrk\x00\x00\x00\x04\x00\xff\x2f\x00" * 600


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"),
        (b"not a midi file at all", "damaged"),
        (midi(track(SCALE))[:60], "damaged"),
        (midi(), "no pitched notes"),
        (midi(track(SCALE, channel=9)), "no pitched notes"),
        (many_tracks(), "more than 128 tracks"),
        (b"MThd" + bytes(5 * 1024 * 1024), "MiB"),
        (midi(track([(0, 1, 60), (100_000, 1, 60)])), "beats"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePiece, match=reason) as caught:
        read_single_line(data)
    assert "\n" not in str(caught.value)


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_damage_escapes_as_another_error(noise: bytes, at: int) -> None:
    whole = midi(track(SCALE))
    with suppress(UnreadablePiece):
        read_single_line(whole[:at] + noise + whole[at + len(noise) :])


def test_the_tune_is_followed_from_line_to_line() -> None:
    phrase = [
        RawNote(start, length, pitch)
        for start, length, pitch in (
            (0, 18, 72),
            (18, 6, 74),
            (24, 12, 76),
            (36, 12, 77),
            (48, 24, 79),
            (72, 12, 76),
            (84, 12, 74),
            (96, 18, 72),
            (114, 6, 71),
            (120, 12, 69),
            (132, 12, 71),
            (144, 48, 72),
        )
    ]
    riff = [RawNote(tick, 6, 72) for tick in range(0, 4 * 192, 6)]
    later = [RawNote(note.start + 192, note.length, note.pitch - 5) for note in phrase]
    lines = [("Guitar", 30, riff), ("Flute", 73, phrase * 1), ("Oboe", 68, later * 1)]
    tune = find_melody(lines)
    assert tune == (*phrase, *later)


def test_a_band_of_riffs_alone_still_gives_its_best_line() -> None:
    riff = [RawNote(tick, 6, 60 + tick // 6 % 2) for tick in range(0, 768, 6)]
    assert find_melody([("Bass", 34, [RawNote(0, 48, 36)]), ("Lead", 80, riff)]) == tuple(riff)


def test_a_tune_that_somebody_brings_keeps_its_last_note() -> None:
    # Sixteen bars are four stretches; the last note stands alone in a fifth.
    places = [0, 2, 4, 5, 7, 5, 4, 2]
    notes = [RawNote(12 * i, 12, 67 + places[(i * 3) % 8]) for i in range(64)]
    tune = [*notes, RawNote(64 * 12, 36, 67)]
    lines = [("Melody", 73, tune), ("Bass", 33, [RawNote(48 * i, 48, 36) for i in range(17)])]
    assert find_melody(lines)[-1] == notes[-1]
    assert find_melody(lines, to_the_end=True) == tuple(tune)
