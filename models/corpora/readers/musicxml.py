"""MusicXML and MXL: read as a stream, measure by measure, never as a whole tree.

Knows parts, voices, backups, ties, transposing instruments, chord symbols, endings
and lyrics (a part with words is the singer's). Layout, dynamics and grace notes are
passed over. music21 takes up to a minute for a song that this reads in half a
second; a test compares the two.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from xml.etree import ElementTree

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.mxl import unzip_mxl
from models.corpora.score import FINE, Measure, Score, assemble, last_endings
from music.chord import Chord

_MAX_NOTES = 300_000
_MAX_MEASURES = 20_000
_MAX_ELEMENTS = 1_500_000  # the longest quartets have a third of a million
_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
# MusicXML chord kind: quality of the table; None stands for "no chord".
_KINDS: dict[str, str | None] = {
    "major": "maj", "minor": "min", "augmented": "aug", "diminished": "dim",
    "dominant": "7", "major-seventh": "maj7", "minor-seventh": "m7",
    "diminished-seventh": "dim7", "augmented-seventh": "aug", "half-diminished": "m7b5",
    "major-minor": "min", "major-sixth": "6", "minor-sixth": "m6", "dominant-ninth": "7",
    "major-ninth": "maj7", "minor-ninth": "m7", "dominant-11th": "7", "major-11th": "maj7",
    "minor-11th": "m7", "dominant-13th": "7", "major-13th": "maj7", "minor-13th": "m7",
    "suspended-second": "sus4", "suspended-fourth": "sus4", "power": "maj",
    "Neapolitan": "maj", "none": None, "other": "maj",
}  # fmt: skip


@dataclass(slots=True)
class _Part:
    """One part while it is read; ``now`` is in divisions from the measure's start."""

    index: int
    measures: list[Measure] = field(default_factory=list)
    divisions: int = 1
    meter: tuple[int, int] = (4, 4)
    fifths: int | None = None
    mode: str | None = None
    transpose: int = 0
    words: int = 0
    notes: int = 0
    pitch_sum: int = 0
    ending: int = 0
    opens: bool = True
    tempo: float | None = None
    staves: set[int] = field(default_factory=set)


def read_musicxml(data: bytes) -> Score:
    """The score of a MusicXML or MXL file. Raises UnreadablePiece with the reason."""
    stream = io.BytesIO(unzip_mxl(data) if data[:2] == b"PK" else data)
    try:
        title, parts = _parse(stream)
    except ElementTree.ParseError as error:
        raise UnreadablePiece(f"the MusicXML is damaged ({error})") from error
    sounding = [part for part in parts if part.notes]
    if not sounding:
        raise UnreadablePiece("the score has no notes")
    lead = _lead(sounding)
    first = lead.measures
    own_chords = has_chords(lead)
    for part in sounding:
        if part is not lead:
            for mine, theirs in zip(first, part.measures, strict=False):
                mine.notes.extend(theirs.notes)
                mine.length = max(mine.length, theirs.length)
                if not own_chords:
                    mine.chords.extend(theirs.chords)
    tempo = next((part.tempo for part in sounding if part.tempo), None)
    return assemble(
        last_endings(first), title=title, melody_voices=(_melody_voice(lead),),
        chords_from="file", tempo_bpm=tempo,
    )  # fmt: skip


def has_chords(part: _Part) -> bool:
    """Whether any measure of the part carries chord symbols."""
    return any(measure.chords for measure in part.measures)


def _parse(stream: io.BytesIO) -> tuple[str, list[_Part]]:
    title, parts, total = "", list[_Part](), 0
    current: _Part | None = None
    elements = 0
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        if event == "start":
            elements += 1
            if elements > _MAX_ELEMENTS:
                raise UnreadablePiece(f"the score has more than {_MAX_ELEMENTS:,} elements")
            if element.tag == "part":
                current = _Part(len(parts))
                parts.append(current)
            elif element.tag == "score-timewise":
                raise UnreadablePiece("the score is written timewise, which is not read")
        elif element.tag in ("work-title", "movement-title"):
            title = (element.text or "").strip() or title
        elif element.tag == "measure" and current is not None:
            _read_measure(current, element)
            total += len(current.measures[-1].notes)
            if total > _MAX_NOTES:
                raise UnreadablePiece(f"the score has more than {_MAX_NOTES} notes")
            if len(current.measures) > _MAX_MEASURES:
                raise UnreadablePiece(f"the score has more than {_MAX_MEASURES:,} measures")
            element.clear()
    return title, parts


def _read_measure(part: _Part, element: ElementTree.Element) -> None:
    measure = Measure(part.meter, part.fifths, part.mode, part.ending, part.opens)
    number = element.get("number", "")
    measure.number = int(number) if number.isdecimal() else None
    part.measures.append(measure)
    part.opens = False
    now = longest = last_start = 0
    ends = False
    for child in element:
        tag = child.tag
        if tag == "note":
            if child.find("grace") is not None or child.find("cue") is not None:
                continue
            length = _number(child, "duration") * FINE // part.divisions
            start = last_start if child.find("chord") is not None else now
            if start == now:
                now += length
            last_start = start
            longest = max(longest, now)
            _read_note(part, measure, child, start, length)
        elif tag == "backup":
            now = max(0, now - _number(child, "duration") * FINE // part.divisions)
        elif tag == "forward":
            now += _number(child, "duration") * FINE // part.divisions
            longest = max(longest, now)
        elif tag == "attributes":
            _read_attributes(part, child)
            measure.meter, measure.fifths, measure.mode = part.meter, part.fifths, part.mode
        elif tag == "harmony":
            offset = _number(child, "offset") * FINE // part.divisions
            measure.chords.extend((now + offset, chord) for chord in _read_harmony(child))
        elif tag in ("direction", "sound"):
            sound = child if tag == "sound" else child.find("sound")
            if part.tempo is None and sound is not None and sound.get("tempo"):
                part.tempo = _tempo(sound.get("tempo", ""))
        elif tag == "barline":
            ends = _read_barline(part, measure, child) or ends
    if ends:
        part.ending = 0
    measure.length = longest or _whole(part.meter)


def _read_note(
    part: _Part, measure: Measure, note: ElementTree.Element, start: int, length: int
) -> None:
    pitch = note.find("pitch")
    if pitch is None or length <= 0:
        return
    step = pitch.findtext("step", "C").strip()
    octave = _number(pitch, "octave")
    alter = _number(pitch, "alter")
    number = 12 * (octave + 1) + _STEPS.get(step, 0) + alter + part.transpose
    if not 0 <= number <= 127:
        return
    tied = any(tie.get("type") == "start" for tie in note.findall("tie"))
    staff = _number(note, "staff") or 1
    voice = _number(note, "voice") or 1
    part.staves.add(staff)
    if note.find("lyric") is not None:
        part.words += 1
    part.notes += 1
    part.pitch_sum += number
    measure.notes.append((part.index * 10_000 + staff * 100 + min(voice, 99), start, length,
                          number, tied))  # fmt: skip


def _read_attributes(part: _Part, element: ElementTree.Element) -> None:
    part.divisions = max(1, _number(element, "divisions") or part.divisions)
    time = element.find("time")
    if time is not None and time.findtext("beats"):
        beats = sum(int(b) for b in time.findtext("beats", "4").split("+") if b.strip().isdigit())
        kind = _number(time, "beat-type")
        if beats and kind:
            part.meter = (beats, kind)
    key = element.find("key")
    if key is not None and key.findtext("fifths") is not None:
        part.fifths = max(-7, min(7, _number(key, "fifths")))
        mode = (key.findtext("mode") or "").strip()
        # MuseScore and Wikifonia write "major" whatever the mode is.
        part.mode = mode if mode not in ("", "major", "none") and mode in _MODES else None
    transpose = element.find("transpose")
    if transpose is not None:
        part.transpose = _number(transpose, "chromatic") + 12 * _number(transpose, "octave-change")


_MODES = ("minor", "dorian", "phrygian", "lydian", "mixolydian", "aeolian", "ionian", "locrian")


def _read_harmony(element: ElementTree.Element) -> list[Chord | None]:
    """The chord, None for a written "no chord"; empty where there is nothing to read."""
    kind = (element.findtext("kind") or "").strip()
    quality = _KINDS.get(kind, "maj")
    root = element.find("root")
    if quality is None:
        return [None]
    if root is None:
        return []
    pc = _pitch_class(root, "root")
    low = element.find("bass")
    bass = _pitch_class(low, "bass") if low is not None else None
    degrees = {(d.findtext("degree-value"), d.findtext("degree-alter")) for d in
               element.findall("degree")}  # fmt: skip
    if quality == "m7" and ("5", "-1") in degrees:
        quality = "m7b5"
    return [Chord(pc, quality, None if bass == pc else bass)]


def _pitch_class(element: ElementTree.Element, name: str) -> int:
    step = (element.findtext(f"{name}-step") or "C").strip()
    alter = _number(element, f"{name}-alter")
    return (_STEPS.get(step, 0) + alter) % 12


def _read_barline(part: _Part, measure: Measure, element: ElementTree.Element) -> bool:
    """Note endings and sections; True where an ending stops with this measure."""
    location = element.get("location", "right")
    repeat, style = element.find("repeat"), element.findtext("bar-style") or ""
    if location == "left" and repeat is not None:
        measure.opens_section = True
    if location == "right" and (repeat is not None or style in ("light-light", "light-heavy")):
        part.opens = True
    ending = element.find("ending")
    if ending is None:
        return False
    number = "".join(c for c in (ending.get("number") or "1") if c.isdigit())[:1] or "1"
    if ending.get("type") == "start":
        part.ending = measure.ending = int(number)
        return False
    return True


def _lead(parts: list[_Part]) -> _Part:
    """The singer's part, else the one with chord symbols, else the first."""
    sung = [part for part in parts if part.words > 0.3 * part.notes]
    if sung:
        return sung[0]
    named = [part for part in parts if has_chords(part)]
    return (named or parts)[0]


def _melody_voice(part: _Part) -> int:
    """The voice of the part's top staff that has most notes or, if close, lies highest."""
    counts: dict[int, list[int]] = {}
    for measure in part.measures:
        for voice, _, _, pitch, _ in measure.notes:
            if voice // 10_000 == part.index and voice // 100 % 100 == min(part.staves):
                counts.setdefault(voice, []).append(pitch)
    most = max(len(pitches) for pitches in counts.values())
    full = [voice for voice, pitches in counts.items() if len(pitches) > 0.5 * most]
    return max(full, key=lambda voice: sum(counts[voice]) / len(counts[voice]))


def _number(element: ElementTree.Element, name: str) -> int:
    text = (element.findtext(name) or "0").strip()
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return 0


def _tempo(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 10 <= value <= 400 else None


def _whole(meter: tuple[int, int]) -> int:
    return meter[0] * 4 * FINE // meter[1]
