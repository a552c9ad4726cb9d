"""What is known to be weak in each genre's music: rows written by hand for the data cards.

A sentence belongs here when a musician should know it before trusting the genre.
"""

from __future__ import annotations

KNOWN_WEAKNESSES: dict[str, tuple[str, ...]] = {
    "jazz": (
        "Most of it is transcribed solos over the changes, not the tunes themselves.",
        "Expressive timing of the solos is laid on a grid of twelfths of a quarter.",
        "Chords of solos are those of the tune's lead sheet, not what the pianist played.",
    ),
    "blues": (
        "Small: a few dozen works, nearly all of them transcribed solos over blues forms.",
        "Chosen by form (twelve or twenty-four bars with IV in bar five): sung country blues "
        "with free bars is not in it.",
    ),
    "vintage pop": (
        "Songs up to 1930 only, from fan-made lead sheets and engravings.",
        "The pickup of some engraved songs is a guess, so a bar line may be off.",
    ),
    "folk": (
        "English and North American dance tunes and songs; other traditions are missing.",
        "Half of the chords are the harmoniser's, not a person's.",
    ),
    "celtic": (
        "Irish and Scottish dance tunes; songs and slow airs are rare.",
        "Nearly all chords are the harmoniser's: plain, and modern guesses in modal tunes.",
        "Ornaments of players are not written in the sources.",
    ),
    "classical": (
        "The top line of quartets and piano music is not always the melody.",
        "Song, quartet and piano music of the nineteenth century, and some of Monteverdi's "
        "madrigals; little orchestra, no opera.",
        "Dotted figures in thirty-seconds do not fit the grid and are rounded.",
        "Long movements are cut into sheets of at most 64 bars at likely phrase ends.",
    ),
    "hymn": (
        "Protestant hymns and Lutheran chorales in four voices only; no gospel, no chant.",
        "Chords are heard from the voices, beat by beat, and may change faster than a "
        "player would say.",
    ),
    "ragtime": (
        "Very small: two dozen rags, most of them by one composer.",
        "The tune is the top of the right hand; the pickup of the engravings is a guess.",
        "Its two validation and two test works say little about quality.",
    ),
    "mazurka": (
        "Chopin and his Polish contemporaries, in several editions of the same works, of "
        "which one is kept.",
        "Few held-out works, so its figures are rough.",
    ),
    "game": (
        "Free soundtracks of two projects; nothing from commercial games.",
        "The tune is a guess, taken from several tracks in turn; some sheets are figures.",
        "Chords are heard from all tracks without drums.",
    ),
    "renaissance": (
        "Masses of one composer, Palestrina; no dances, madrigals or lute songs.",
        "Chord symbols are a modern view of counterpoint.",
        "The melody is the top voice, though the lines are equals.",
    ),
}
