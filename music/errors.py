"""Everything that can be wrong with music as data; one tree, one file."""


class MusicError(ValueError):
    """A musical value that can't exist, or a file that can't be read as music."""


class NoteError(MusicError):
    """A note outside MIDI's pitches, without length, or before the beginning."""


class ChordError(MusicError):
    """A chord symbol or quality that is not in the table."""


class UnknownKey(MusicError):
    """A key whose tonic or mode is unknown."""


class MeterError(MusicError):
    """A metre outside the table of metres."""


class LeadSheetError(MusicError):
    """A lead sheet whose melody overlaps itself or leaves the form."""


class UnreadableFile(MusicError):
    """A file that is not the music it claims to be; the message says why."""
