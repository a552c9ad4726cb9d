"""MIDI files, both ways: the two functions that the rest of Fusebox calls."""

from music.midi_read import MidiSong, MidiTrack, read_midi
from music.midi_write import write_midi

__all__ = ["MidiSong", "MidiTrack", "read_midi", "write_midi"]
