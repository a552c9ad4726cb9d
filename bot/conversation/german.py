"""German: a row a sentence, by the English one.

What stands in quotation marks is typed as it stands: requests are understood in English.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.german_memory import GERMAN_MEMORY

GERMAN: Mapping[str, str] = {
    # words
    "and": "und",
    "or": "oder",
    "more": "mehr",
    "less": "weniger",
    "yes": "ja",
    "no": "nein",
    "you": "dir",
    "your": "deinen",
    "this place's": "den hiesigen",
    "yours": "dir",
    "{name}'s": "{name}",
    "somebody": "jemandem",
    "nothing": "nichts",
    "here": "hier",
    "everywhere": "überall",
    "changed": "geändert",
    "as usual": "wie üblich",
    "a moment": "einem Augenblick",
    "{count} day": "{count} Tag",
    "{count} days": "{count} Tagen",
    "{count} hour": "{count} Stunde",
    "{count} hours": "{count} Stunden",
    "{count} minute": "{count} Minute",
    "{count} minutes": "{count} Minuten",
    "{count} second": "{count} Sekunde",
    "{count} seconds": "{count} Sekunden",
    # names of what a request holds
    "adventure": "Wagnis",
    "assumed": "angenommen",
    "band": "Besetzung",
    "bars": "Takte",
    "bars of intro": "Takte Vorspiel",
    "blend": "Mischung",
    "count": "Fassungen",
    "files": "Dateien",
    "ignored": "übergangen",
    "key": "Tonart",
    "length": "Länge",
    "melody": "Melodie",
    "metre": "Taktart",
    "number of versions": "Zahl der Fassungen",
    "path of the blend": "Weg der Mischung",
    "preset": "Vorlage",
    "seed": "Seed",
    "temperature": "Temperatur",
    "tempo": "Tempo",
    "tempo (bpm)": "Tempo (bpm)",
    "versions": "Fassungen",
    "without": "ohne",
    # the card
    "at {share}%": "bei {share}%",
    "safe {scale} wild": "brav {scale} wild",
    "{bars} bars": "{bars} Takte",
    ", after {bars} of intro": ", nach {bars} Takten Vorspiel",
    ", as a loop": ", als Schleife",
    "as a loop": "als Schleife",
    "no loop": "keine Schleife",
    "with a pickup": "mit Auftakt",
    "no pickup": "kein Auftakt",
    ", with a pickup": ", mit Auftakt",
    ", no pickup": ", ohne Auftakt",
    "a loop has no pickup: its end leads into its first bar": (
        "eine Schleife hat keinen Auftakt: ihr Ende führt in ihren ersten Takt"
    ),
    "your melody begins as it begins, with a pickup or without": (
        "deine Melodie beginnt, wie sie beginnt, mit Auftakt oder ohne"
    ),
    "{bars} bars of intro": "{bars} Takte Vorspiel",
    "no intro": "kein Vorspiel",
    "as the genres like it": "wie es die Genres mögen",
    "only {names}": "nur {names}",
    ", without {names}": ", ohne {names}",
    "built on a melody of yours": "auf deine Melodie gebaut",
    "built on a melody": "auf eine Melodie gebaut",
    "on no melody": "auf keine Melodie gebaut",
    "{blend}, {key}, {tempo} bpm, {meter}, {bars} bars": (
        "{blend}, {key}, {tempo} bpm, {meter}, {bars} Takte"
    ),
    # steps
    "number {position} in the queue": "Platz {position} in der Schlange",
    "next in the queue": "als Nächstes an der Reihe",
    "warming up the networks": "die Netze werden warm",
    "the engine stumbled; starting this piece again": (
        "die Maschine ist gestolpert; das Stück beginnt von vorn"
    ),
    "planning the form": "die Form wird geplant",
    "writing chords": "Akkorde werden geschrieben",
    "phase 1: {genres}": "Phase 1: {genres}",
    "phase 2: fusing {genres}": "Phase 2: {genres} verschmelzen",
    "choosing the best of the fused tunes": "die beste der Melodien wird ausgesucht",
    "arranging the band": "die Band wird besetzt",
    # notes
    ", because you liked {because}": ", weil dir {because} gefiel",
    "over 999999999999": "über 999999999999",
    "{what} {value} is more than {limit}: the range is {low} to {high}": (
        "{what} {value} ist mehr als {limit}: möglich ist {low} bis {high}"
    ),
    "{what} {value} is less than {limit}: the range is {low} to {high}": (
        "{what} {value} ist weniger als {limit}: möglich ist {low} bis {high}"
    ),
    'read {typed} as "{read}"': '{typed} als "{read}" gelesen',
    '{said} is in "{genre}"': '{said} gehört zu "{genre}"',
    "{said} is {side} than 100%: read as {read}": (
        "{said} ist {side} als 100%: gelesen als {read}"
    ),
    "{share}% is more than 100%: all {genre}": "{share}% ist mehr als 100%: ganz {genre}",
    "less than 0% leaves {genres} out": "weniger als 0% heißt: ohne {genres}",
    "nothing is left of 100% for {genres}": "von 100% bleibt nichts für {genres}",
    "only {genre} was named, so it is all {genre} and not {share}%": (
        "nur {genre} war genannt, also ist es ganz {genre} und nicht {share}%"
    ),
    "no genre was named: {genres}": "kein Genre war genannt: {genres}",
    "nothing else was named, so it is all {genres}": (
        "nichts anderes war genannt, also ist es ganz {genres}"
    ),
    "temperature {value}, as you seem to like it": (
        "Temperatur {value}, wie du es zu mögen scheinst"
    ),
    "{bpm} bpm, the pace that you seem to like": ("{bpm} bpm, das Tempo, das du zu mögen scheinst"),
    "no genre was named: your usual blend": "kein Genre war genannt: deine übliche Mischung",
    "a jig goes in 6/8 (a slip jig in 9/8)": "ein Jig geht im 6/8 (ein Slip Jig im 9/8)",
    "no genre was named: a jig is celtic": "kein Genre war genannt: ein Jig ist celtic",
    "{word} read as {bpm} bpm": "{word} als {bpm} bpm gelesen",
    "{bpm} read as the tempo": "{bpm} als Tempo gelesen",
    "temp {value} read as the tempo": "temp {value} als Tempo gelesen",
    "{word} read as {bars} bars": "{word} als {bars} Takte gelesen",
    "{bars} bars last about {seconds} s at {bpm} bpm in {meter}": (
        "{bars} Takte dauern etwa {seconds} s bei {bpm} bpm im {meter}"
    ),
    "{low} to {high} read as {middle}": "{low} bis {high} als {middle} gelesen",
    "the German H is B: read as B {mode}": "das deutsche H heißt hier B: gelesen als B {mode}",
    "{said} is a feel and not a genre: left as it was": (
        "{said} ist ein Gefühl und kein Genre: blieb, wie es war"
    ),
    "{said}: left as it was": "{said}: blieb, wie es war",
    "an octave changes no key: still {key}": "eine Oktave ändert keine Tonart: weiter {key}",
    "another key read as up a fourth": "andere Tonart als eine Quarte höher gelesen",
    "higher read as up a tone": "höher als einen Ganzton höher gelesen",
    "lower read as down a tone": "tiefer als einen Ganzton tiefer gelesen",
    "{name}: {key}, {bpm} bpm, {density}": "{name}: {key}, {bpm} bpm, {density}",
    "{kept} was stated and stays, {name} or not": (
        "{kept} war festgelegt und bleibt, {name} oder nicht"
    ),
    "the {name} was given twice: the last one counts": (
        "{name} war zweimal angegeben: das Letzte gilt"
    ),
    "{genre} is not in the mix": "{genre} ist nicht in der Mischung",
    "{genre} is all there is; name another genre to add": (
        "{genre} ist alles, was da ist; nenne ein anderes Genre dazu"
    ),
    '{genre} stops at 95%; say "only {genre}" for all of it': (
        '{genre} endet bei 95%; sag "only {genre}" für alles'
    ),
    '{genre} stops at 5%; say "no {genre}" to take it out': (
        '{genre} endet bei 5%; sag "no {genre}", um es herauszunehmen'
    ),
    "{said} shares for {there} genres: left as it was": (
        "{said} Anteile für {there} Genres: blieb, wie es war"
    ),
    "Instruments: ": "Instrumente: ",
    "nobody in my band plays {word}: left out; the nearest: {nearest}": (
        "niemand in meiner Band spielt {word}: blieb weg; am nächsten: {nearest}"
    ),
    "{word} is not learnt and was left out; the nearest: {nearest}": (
        "{word} ist nicht gelernt und blieb weg; am nächsten: {nearest}"
    ),
    "no genre was named: what you seem to like": (
        "kein Genre war genannt: was du zu mögen scheinst"
    ),
    "no genre was named: what people here seem to like": (
        "kein Genre war genannt: was man hier zu mögen scheint"
    ),
    "no genre was named: the usual blend here": "kein Genre war genannt: die hier übliche Mischung",
    "a guess at your taste": "geraten, was dir gefällt",
    # errors and answers
    'Say "the same" to hear it.': 'Sag "the same", um es zu hören.',
    "That message has {length:,} characters; I read up to {most}. Say it shorter, for example "
    '"70% jazz 30% classical".': (
        "Diese Nachricht hat {length} Zeichen; ich lese bis zu {most}. Sag es kürzer, zum Beispiel "
        '"70% jazz 30% classical".'
    ),
    "Nobody in my band plays {word}. The nearest I have: {offers}.": (
        "Niemand in meiner Band spielt {word}. Am nächsten kommt: {offers}."
    ),
    'I have not learnt {word}. The nearest I play: {offers}. Say "genres" to see them all.': (
        '{word} habe ich nicht gelernt. Am nächsten: {offers}. Sag "genres", um alle zu sehen.'
    ),
    "I can't play in {name}. Metres I know: {known}.": (
        "Im {name} kann ich nicht spielen. Taktarten, die ich kenne: {known}."
    ),
    "I can't change single bars ({passage}) yet; say what should change in the whole piece, for "
    'example "slower".': (
        "Einzelne Takte ({passage}) kann ich noch nicht ändern; sag, was sich im ganzen Stück "
        'ändern soll, zum Beispiel "slower".'
    ),
    "Without {word} no genre is left to play. Name one that should be in, for example "
    '"50% jazz 50% folk".': (
        "Ohne {word} bleibt kein Genre übrig. Nenne eines, das dabei sein soll, zum Beispiel "
        '"50% jazz 50% folk".'
    ),
    'There is nothing before this to go back to. Ask for a piece first, or say "help".': (
        'Davor war nichts, zu dem es zurückginge. Wünsch dir erst ein Stück, oder sag "help".'
    ),
    'Nothing was undone, so there is nothing to redo. "undo" goes one step back.': (
        'Nichts war zurückgenommen. "undo" geht einen Schritt zurück.'
    ),
    'There is no piece yet to repeat. Ask for one first, for example "70% jazz 30% folk".': (
        "Noch gibt es kein Stück zu wiederholen. Wünsch dir erst eines, zum Beispiel "
        '"70% jazz 30% folk".'
    ),
    'There is no piece yet to save. Ask for one first, for example "70% jazz 30% folk".': (
        "Noch gibt es kein Stück zu speichern. Wünsch dir erst eines, zum Beispiel "
        '"70% jazz 30% folk".'
    ),
    'Under which name? Say for example "save this as sunday morning".': (
        'Unter welchem Namen? Sag zum Beispiel "save this as sunday morning".'
    ),
    "{name} can't be a preset's name: use {low} to {high} letters, digits, blanks, hyphens or "
    "apostrophes.": (
        "{name} kann keine Vorlage heißen: {low} bis {high} Buchstaben, Ziffern, Leerzeichen, "
        "Bindestriche oder Apostrophe."
    ),
    "You have {count} presets, the most that I keep. Delete one first.": (
        "Du hast {count} Vorlagen, mehr behalte ich nicht. Lösche erst eine."
    ),
    '{name} is a genre, so a preset can\'t be called that. Try "my {plain}".': (
        '{name} ist ein Genre, so kann keine Vorlage heißen. Versuch "my {plain}".'
    ),
    '{name} is a command, so a preset can\'t be called that. Try "my {plain}".': (
        '{name} ist ein Befehl, so kann keine Vorlage heißen. Versuch "my {plain}".'
    ),
    "There is no preset {name}. Did you mean {near}?": (
        "Es gibt keine Vorlage {name}. Meintest du {near}?"
    ),
    'There is no preset {name}; nothing is saved yet. Say "save this as sunday morning" after a '
    "piece.": (
        "Es gibt keine Vorlage {name}; noch ist nichts gespeichert. Sag nach einem Stück "
        '"save this as sunday morning".'
    ),
    'I compose music. Try "70% jazz 30% classical", or say "help".': (
        'Ich komponiere, auf englische Worte. Versuch "70% jazz 30% classical", oder sag "help".'
    ),
    'I compose music. Try "more adventurous", "slower", "again", or say "help".': (
        'Ich komponiere, auf englische Worte. Versuch "more adventurous", "slower", "again", oder '
        'sag "help".'
    ),
    "Cleared: the next message starts anew.": "Gelöscht: die nächste Nachricht fängt neu an.",
    "saved as {name}": "gespeichert als {name}",
    "deleted {name}": "{name} gelöscht",
    "your preferences are cleared": "deine Vorlieben sind gelöscht",
    '{trouble}. Say for example "my formats are midi and mp3".': (
        '{trouble}. Sag zum Beispiel "my formats are midi and mp3".'
    ),
    'I keep your requests, presets and preferences, and nothing else. Say "reset my preferences" '
    'or "delete NAME" to remove them one by one.': (
        "Ich behalte deine Wünsche, Vorlagen und Vorlieben, sonst nichts. Sag "
        '"reset my preferences" oder "delete NAME", um sie einzeln zu löschen.'
    ),
    'Say which genres and how much, for example "70% jazz 30% classical"; then change it: '
    '"slower", "more jazz", "again", "undo". "genres" lists what I play.': (
        'Sag, welche Genres und wie viel, zum Beispiel "70% jazz 30% classical"; dann ändere es: '
        '"slower", "more jazz", "again", "undo". "genres" zeigt, was ich spiele.'
    ),
    '{genres}\n{help} "help" shows more.': '{genres}\n{help} "help" zeigt mehr.',
    "Genres: ": "Genres: ",
    "Presets: ": "Vorlagen: ",
    "Your usual: ": "Sonst bei dir: ",
    'No presets yet. Say "save this as sunday morning" after a piece.': (
        'Noch keine Vorlagen. Sag nach einem Stück "save this as sunday morning".'
    ),
    "Nothing composed yet in this conversation.": "In diesem Gespräch ist noch nichts komponiert.",
    'No preferences yet. Say for example "always use 24 bars".': (
        'Noch keine Vorlieben. Sag zum Beispiel "always use 24 bars".'
    ),
    "Tell me what to compose, in your own words:": (
        "Sag mir auf Englisch, in eigenen Worten, was ich komponieren soll:"
    ),
    **GERMAN_MEMORY,
}
