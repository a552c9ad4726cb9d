"""Writing a piece as a standard MIDI file, type 1, 480 ticks a beat.

The first track conducts: name, tempo, signatures, section markers, chord symbols,
the recipe as text, and a cue point where a pickup begins, whose bar is as long as any.
Every further track is one player on a channel of its own. All tracks end exactly on the
last bar line. The same piece gives the same bytes. Nothing is rounded to a grid here; timing
is the arranger's.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import mido

from music.leadsheet import Note
from music.piece import Piece, Track
from music.spelling import chord_symbol

TICKS_PER_BEAT = 480
DRUM_CHANNEL = 9
PICKUP_CUE = "Pickup"
_PITCHED_CHANNELS = tuple(channel for channel in range(16) if channel != DRUM_CHANNEL)
_MELODY_NAME = "Melody"

# By fifths, from seven flats to seven sharps, in mido's spelling.
_MAJOR_SIGNATURES = (
    "Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#",
)  # fmt: skip
_MINOR_SIGNATURES = (
    "Abm", "Ebm", "Bbm", "Fm", "Cm", "Gm", "Dm", "Am", "Em", "Bm", "F#m", "C#m", "G#m", "D#m",
    "A#m",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a role sits: controller values 0 to 127; ``spread`` moves the second, third … aside."""

    volume: int
    pan: int
    spread: int
    reverb: int


_SEATS: dict[str, _Seat] = {
    "melody": _Seat(volume=112, pan=64, spread=16, reverb=44),
    "counter": _Seat(volume=100, pan=86, spread=-40, reverb=52),
    "inner": _Seat(volume=92, pan=46, spread=36, reverb=50),
    "chords": _Seat(volume=92, pan=48, spread=34, reverb=46),
    "bass": _Seat(volume=96, pan=64, spread=0, reverb=16),
    "drums": _Seat(volume=92, pan=64, spread=0, reverb=26),
}


@dataclass(frozen=True, slots=True)
class _Event:
    """A message at a tick. ``rank`` orders what falls together: set-up, offs, then ons."""

    tick: int
    rank: int
    message: mido.Message | mido.MetaMessage


def write_midi(piece: Piece) -> bytes:
    """The piece as the bytes of a type-1 MIDI file, the same for the same piece.

    Notes are cut at the last bar line, and at the next stroke of the same pitch in
    their track. With more than 15 pitched tracks, channels are shared in turn.
    """
    end_tick = round(piece.length_beats * TICKS_PER_BEAT)
    midi = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT, charset="utf-8")
    midi.tracks.append(_track(_conductor_events(piece), end_tick))
    for events in _player_events(piece.tracks, end_tick):
        midi.tracks.append(_track(events, end_tick))
    buffer = io.BytesIO()
    midi.save(file=buffer)
    return buffer.getvalue()


def _conductor_events(piece: Piece) -> list[_Event]:
    def at(beats: float, kind: str, **fields: object) -> _Event:
        return _Event(round(beats * TICKS_PER_BEAT), 0, mido.MetaMessage(kind, **fields))

    meter, fifths = piece.meter, piece.key.fifths
    signatures = _MINOR_SIGNATURES if piece.key.is_minor else _MAJOR_SIGNATURES
    events = [
        at(0, "track_name", name=piece.title or "Fusebox"),
        at(0, "set_tempo", tempo=round(60_000_000 / meter.quarter_bpm(piece.tempo_bpm))),
        at(
            0,
            "time_signature",
            numerator=meter.numerator,
            denominator=meter.denominator,
            clocks_per_click=round(24 * meter.pulse_beats),
        ),
        at(0, "key_signature", key=signatures[fifths + 7]),
    ]
    if piece.recipe:
        events.append(at(0, "text", text=f"recipe: {piece.recipe}"))
    if piece.pickup_beats:
        events.append(at(piece.opening_beats, "cue_marker", text=PICKUP_CUE))
    events += [
        at(section.start_bar * meter.bar_beats, "marker", text=section.label)
        for section in piece.sections
    ]
    events += [
        at(span.start_beats, "text", text=chord_symbol(span.chord, piece.key))
        for span in piece.chords
    ]
    return events


def _player_events(tracks: Sequence[Track], end_tick: int) -> Iterable[list[_Event]]:
    seats_taken: dict[str, int] = {}
    pitched = 0
    for track in tracks:
        nth = seats_taken.get(track.role, 0)
        seats_taken[track.role] = nth + 1
        channel = DRUM_CHANNEL
        if not track.is_drums:
            channel = _PITCHED_CHANNELS[pitched % len(_PITCHED_CHANNELS)]
            pitched += 1
        name = _MELODY_NAME if track.role == "melody" and nth == 0 else track.name
        setup = [mido.MetaMessage("track_name", name=name)]
        setup += _seat_messages(track, nth, channel)
        yield [
            *(_Event(0, 0, message) for message in setup),
            *_note_events(track.notes, channel, end_tick),
        ]


def _seat_messages(track: Track, nth: int, channel: int) -> list[mido.Message]:
    seat = _SEATS.get("drums" if track.is_drums else track.role, _SEATS["inner"])
    pan = min(110, max(18, seat.pan + nth * seat.spread))
    program = 0 if track.is_drums else track.program
    return [
        mido.Message("program_change", channel=channel, program=program),
        *(
            mido.Message("control_change", channel=channel, control=control, value=value)
            for control, value in ((7, seat.volume), (10, pan), (91, seat.reverb))
        ),
    ]


def _note_events(notes: Iterable[Note], channel: int, end_tick: int) -> list[_Event]:
    """Strikes and releases, no pitch struck again before it was released."""
    by_pitch: dict[int, dict[int, tuple[int, int]]] = {}
    for note in notes:
        start = max(0, round(note.start_beats * TICKS_PER_BEAT))
        stop = min(end_tick, max(start + 1, round(note.end_beats * TICKS_PER_BEAT)))
        if start >= end_tick:
            continue
        strikes = by_pitch.setdefault(note.pitch, {})
        strikes[start] = max(strikes.get(start, (0, 0)), (stop, note.velocity))
    events = []
    for pitch in sorted(by_pitch):
        starts = sorted(by_pitch[pitch])
        for start, next_start in zip(starts, [*starts[1:], end_tick], strict=True):
            stop, velocity = by_pitch[pitch][start]
            on = mido.Message("note_on", channel=channel, note=pitch, velocity=velocity)
            off = mido.Message("note_off", channel=channel, note=pitch, velocity=0)
            events.append(_Event(start, 2, on))
            events.append(_Event(min(stop, next_start), 1, off))
    return events


def _track(events: list[_Event], end_tick: int) -> mido.MidiTrack:
    track = mido.MidiTrack()
    now = 0
    for event in sorted(events, key=lambda event: (event.tick, event.rank)):
        tick = min(event.tick, end_tick)
        event.message.time = tick - now  # each message is in one track alone
        track.append(event.message)
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=end_tick - now))
    return track
