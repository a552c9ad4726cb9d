"""The instrument table: names, General MIDI programs and playable ranges.

``family`` says what a player of it can take over in a band: ``lead`` (one line),
``chords`` (several notes at once), ``bass``, ``drums``. Ranges are sounding MIDI
pitches of a good player, not of the instrument's extremes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instrument:
    """One row; ``program`` is General MIDI 0 to 127 (drums ignore it)."""

    name: str
    other_names: tuple[str, ...]
    program: int
    low: int
    high: int
    families: tuple[str, ...]


INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument("piano", ("grand piano", "keys", "keyboard", "pno", "pianoforte", "upright piano",
               "pianos"), 0, 28, 100, ("chords", "lead", "bass")),
    Instrument("honky-tonk piano", ("honky tonk", "saloon piano"), 3, 28, 96, ("chords", "lead")),
    Instrument("electric piano", ("rhodes", "wurlitzer", "e-piano", "e piano", "fender rhodes"),
               4, 33, 96, ("chords", "lead")),
    Instrument("harpsichord", ("cembalo",), 6, 33, 89, ("chords", "lead")),
    Instrument("glockenspiel", ("bells", "celesta"), 9, 72, 108, ("lead",)),
    Instrument("music box", (), 10, 60, 96, ("lead",)),
    Instrument("vibraphone", ("vibes",), 11, 53, 89, ("lead", "chords")),
    Instrument("marimba", (), 12, 45, 96, ("lead", "chords")),
    Instrument("xylophone", (), 13, 65, 108, ("lead",)),
    Instrument("dulcimer", ("hammered dulcimer",), 15, 48, 86, ("lead", "chords")),
    Instrument("organ", ("church organ", "pipe organ", "harmonium"),
               19, 36, 96, ("chords", "lead", "bass")),
    Instrument("hammond organ", ("hammond", "b3"), 16, 36, 96, ("chords", "lead")),
    Instrument("accordion", ("squeezebox",), 21, 53, 89, ("chords", "lead")),
    Instrument("concertina", ("bandoneon",), 23, 55, 89, ("lead", "chords")),
    Instrument("harmonica", ("blues harp", "mouth organ"), 22, 60, 88, ("lead",)),
    Instrument("guitar", ("acoustic guitar", "nylon guitar", "classical guitar", "guitars", "gtr"),
               24, 40, 83, ("chords", "lead")),
    Instrument("steel guitar", ("steel-string guitar", "folk guitar"), 25, 40, 83,
               ("chords", "lead")),
    Instrument("jazz guitar", ("archtop",), 26, 40, 83, ("chords", "lead")),
    Instrument("electric guitar", ("clean guitar",), 27, 40, 84, ("chords", "lead")),
    Instrument("distorted guitar", ("overdriven guitar",), 29, 40, 84, ("lead", "chords")),
    Instrument("lute", ("theorbo",), 24, 43, 81, ("chords", "lead")),
    Instrument("ukulele", ("uke",), 24, 55, 84, ("chords", "lead")),
    Instrument("banjo", (), 105, 48, 86, ("chords", "lead")),
    Instrument("mandolin", ("mandolins", "bouzouki"), 25, 50, 88, ("lead", "chords")),
    Instrument("bass", ("basses", "bassline", "bass line", "walking bass"), 32, 28, 60, ("bass",)),
    Instrument("double bass", ("upright bass", "acoustic bass", "contrabass"),
               32, 28, 60, ("bass",)),
    Instrument("electric bass", ("bass guitar", "fingered bass"), 33, 28, 60, ("bass",)),
    Instrument("violin", ("fiddle", "vln", "violins", "fiddles"), 40, 55, 96, ("lead",)),
    Instrument("viol", ("viola da gamba", "viols", "gamba"), 42, 38, 76, ("lead", "bass")),
    Instrument("viola", ("violas",), 41, 48, 86, ("lead",)),
    Instrument("cello", ("violoncello", "cellos", "vlc"), 42, 36, 76, ("lead", "bass")),
    Instrument("strings", ("string section", "string ensemble", "string orchestra", "orchestra"),
               48, 36, 96, ("chords", "lead")),
    Instrument("string quartet", ("strings quartet", "quartet of strings"),
               48, 36, 96, ("chords", "lead")),
    Instrument("harp", ("harps", "celtic harp"), 46, 31, 96, ("chords", "lead")),
    Instrument("choir", ("voices", "chorus", "satb", "vocal choir", "church choir"),
               52, 40, 81, ("chords", "lead")),
    Instrument("voice", ("vocals", "singer", "vocal", "vocalist", "singing"),
               53, 53, 81, ("lead",)),
    Instrument("trumpet", ("cornet", "trumpets", "tpt"), 56, 55, 84, ("lead",)),
    Instrument("muted trumpet", ("harmon trumpet", "trumpet with mute"), 59, 55, 84, ("lead",)),
    Instrument("trombone", ("trombones", "tbn"), 57, 40, 72, ("lead", "bass")),
    Instrument("tuba", ("sousaphone",), 58, 28, 58, ("bass",)),
    Instrument("french horn", ("horn",), 60, 41, 77, ("lead",)),
    Instrument("brass", ("brass section", "horns"), 61, 43, 82, ("chords", "lead")),
    Instrument("sax", ("saxophone", "saxes", "sax lead"), 65, 49, 81, ("lead",)),
    Instrument("soprano sax", ("soprano saxophone",), 64, 56, 87, ("lead",)),
    Instrument("alto sax", ("alto saxophone", "alto"), 65, 49, 81, ("lead",)),
    Instrument("tenor sax", ("tenor saxophone", "tenor"), 66, 44, 76, ("lead",)),
    Instrument("baritone sax", ("bari sax", "baritone saxophone"), 67, 36, 69, ("lead", "bass")),
    Instrument("oboe", (), 68, 58, 91, ("lead",)),
    Instrument("bassoon", (), 70, 34, 72, ("lead", "bass")),
    Instrument("clarinet", ("clarinets",), 71, 50, 91, ("lead",)),
    Instrument("piccolo", (), 72, 74, 108, ("lead",)),
    Instrument("flute", ("flutes",), 73, 60, 96, ("lead",)),
    Instrument("recorder", ("recorders",), 74, 60, 91, ("lead",)),
    Instrument("whistle", ("tin whistle", "tinwhistle", "penny whistle", "low whistle"),
               78, 62, 93, ("lead",)),
    Instrument("ocarina", (), 79, 57, 86, ("lead",)),
    Instrument("square lead", ("chip lead", "square wave", "8-bit lead"), 80, 36, 100, ("lead",)),
    Instrument("synth", ("synthesizer", "synthesiser", "synth lead", "saw lead", "sawtooth",
               "synths"), 81, 36, 100, ("lead",)),
    Instrument("synth bass", (), 38, 28, 60, ("bass",)),
    Instrument("synth pad", ("pad",), 89, 36, 96, ("chords",)),
    Instrument("bagpipes", ("pipes", "uilleann pipes"), 109, 58, 82, ("lead",)),
    Instrument("sitar", (), 104, 48, 84, ("lead",)),
    Instrument("kalimba", ("thumb piano",), 108, 60, 96, ("lead",)),
    Instrument("steel drums", ("steelpan",), 114, 55, 88, ("lead", "chords")),
    Instrument("drums", ("drum kit", "drum set", "drs", "drumkit", "kit", "percussion", "drummer",
               "drum", "drumming", "drum beat"), 0, 35, 81, ("drums",)),
    Instrument("bodhran", ("bodhrán", "frame drum"), 0, 35, 81, ("drums",)),
)  # fmt: skip

# Parts of the band that chat may leave out or bring back by name, beside instruments.
BAND_PARTS: tuple[str, ...] = ("melody", "chords", "bass", "drums", "inner", "counter")

_BY_NAME = {row.name: row for row in INSTRUMENTS}


def find_instrument(name: str) -> Instrument:
    """The row of an instrument by its exact name. Raises LookupError if there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise LookupError(f"no instrument {name!r}") from None
