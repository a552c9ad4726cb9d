"""A piece that is kept without an engine: a short MIDI file, and what is known of it."""

from __future__ import annotations

import json

from bot.desk.desk import Desk
from music.key import Key
from music.leadsheet import Note, Section
from music.meter import Meter
from music.midi import write_midi
from music.piece import Piece as Band
from music.piece import Track
from storage.piece import NewPiece, Piece

SOUND = b"OggS" + bytes(range(256)) * 40
_REQUEST = {
    "weights": {"jazz": 0.7, "folk": 0.3}, "temperature": 1.1, "bars": 2, "tempo_bpm": 120,
    "key": "C major", "meter": "4/4", "instruments": [], "without": [], "count": 1, "seed": 5,
    "path": None, "only": [], "loop": False, "intro": 0, "pickup": None, "base": None,
}  # fmt: skip


def band() -> bytes:
    """Two bars of a flute over a bass, as MIDI."""
    tune = tuple(Note(72 + n, float(n), 1.0, genre="jazz") for n in range(8))
    bass = (Note(48, 0.0, 4.0), Note(43, 4.0, 4.0))
    tracks = (Track("Melody", "melody", 73, tune), Track("Bass", "bass", 32, bass))
    return write_midi(
        Band("two bars", Key("C"), Meter("4/4"), 120, 2, tracks, sections=(Section("A", 0, 2),))
    )


def keep(
    desk: Desk, *, user: tuple[str, str] = ("studio", "somebody"), visibility: str = "place"
) -> Piece:
    """A piece of a user in the studio, with MIDI, a sound and facts."""
    memory = desk.app.memory
    author = memory.people.meet_user(*user, user[1])
    place = memory.people.meet_place("studio", "studio")
    new = NewPiece("70% jazz · 30% folk", "FX-NONE", "00000000", _REQUEST, visibility=visibility)
    piece = memory.pieces.add(author, new, place=place)
    facts = {"heard": {"jazz": 0.6, "folk": 0.4}, "form": "A",
             "sections": [{"label": "A", "start_bar": 0, "bars": 2}]}  # fmt: skip
    memory.files.add(piece.id, "piece.mid", band())
    memory.files.add(piece.id, "piece.ogg", SOUND)
    memory.files.add(piece.id, "piece.json", json.dumps(facts).encode())
    return piece
