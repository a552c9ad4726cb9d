"""German: a row a sentence, by the English one.

What stands in quotation marks is typed as it stands: requests are understood in English.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    "That message has {length:,} characters; I read up to {most}. Say it shorter, for example "
    '"70% jazz 30% classical".': (
        "Diese Nachricht hat {length} Zeichen; ich lese bis zu {most}. Sag es kürzer, zum Beispiel "
        '"70% jazz 30% classical".'
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
        'Ich komponiere. Versuch "70% jazz 30% classical", oder sag "help".'
    ),
    'I compose music. Try "more adventurous", "slower", "again", or say "help".': (
        'Ich komponiere. Versuch "more adventurous", "slower", "again", oder sag "help".'
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
    # battles
    "Battle {code}: left or right? Whose is whose is told in {time}.": (
        "Wettstreit {code}: links oder rechts? Was wessen ist, wird in {time} verraten."
    ),
    'Say "left in {code}" or "right in {code}"; you can change your mind.': (
        'Sag "left in {code}" oder "right in {code}"; du kannst es dir anders überlegen.'
    ),
    "your vote in battle {code}: {side}": "deine Stimme im Wettstreit {code}: {side}",
    "left": "links",
    "right": "rechts",
    "{code}  open for {time} more": "{code}  noch offen, endet in {time}",
    "{code}  {left} {left_votes}:{right_votes} {right}, a draw": (
        "{code}  {left} {left_votes}:{right_votes} {right}, unentschieden"
    ),
    "{code}  {left} {left_votes}:{right_votes} {right}, {won} wins": (
        "{code}  {left} {left_votes}:{right_votes} {right}, {won} gewinnt"
    ),
    "Battle over: {line} (left {left}, right {right})": (
        "Wettstreit vorbei: {line} (links {left}, rechts {right})"
    ),
    'No battle is open here. Say "battle sunday morning against night drive".': (
        'Hier ist kein Wettstreit offen. Sag "battle sunday morning against night drive".'
    ),
    "There is no battle {code} here.": "Hier gibt es keinen Wettstreit {code}.",
    'The battle {code} is over. Say "battles" to see how it ended.': (
        'Der Wettstreit {code} ist vorbei. Sag "battles", um zu sehen, wie er ausging.'
    ),
    "{name} can't fight: name two presets (yours or shared here), two members who made pieces "
    'here, or two adventures ("battle safe against wild").': (
        "{name} kann nicht antreten: nenne zwei Vorlagen (deine oder hier geteilte), zwei "
        "Mitglieder mit Stücken hier, oder zwei Temperaturen "
        '("battle safe against wild").'
    ),
    'There is no wish yet to write safely and wildly. Ask for a piece first, for example "70% jazz '
    '30% folk".': (
        "Noch gibt es keinen Wunsch, der brav und wild zu schreiben wäre. Bestelle zuerst ein "
        'Stück, zum Beispiel "70% jazz 30% folk".'
    ),
    "Two of a kind, please: two presets, two members, or two adventures.": (
        "Bitte zwei von einer Art: zwei Vorlagen, zwei Mitglieder oder zwei Temperaturen."
    ),
    'No battles here yet. Say "battle safe against wild" after a piece.': (
        'Hier gab es noch keinen Wettstreit. Sag nach einem Stück "battle safe against wild".'
    ),
    "{n}. {name} {points:.0f} ± {spread:.0f} ({battles} battle)": (
        "{n}. {name} {points:.0f} ± {spread:.0f} ({battles} Wettstreit)"
    ),
    "{n}. {name} {points:.0f} ± {spread:.0f} ({battles} battles)": (
        "{n}. {name} {points:.0f} ± {spread:.0f} ({battles} Wettstreite)"
    ),
    "presets": "Vorlagen",
    "members": "Mitgliedern",
    "Ratings of {what}, the surest first:": "Wertung von {what}, die sichersten zuerst:",
    "No battle of {what} was settled here yet.": (
        "Hier ist noch kein Wettstreit von {what} entschieden."
    ),
    # pieces and votes
    'remembered as {code}{parent} · "vote up", "remix {code}", "piece"': (
        'gemerkt als {code}{parent} · "vote up", "remix {code}", "piece"'
    ),
    ", from {parent}": ", aus {parent}",
    "recipe   {recipe}": "Rezept   {recipe}",
    "seen     {visibility}": "zu sehen {visibility}",
    "files    {files}": "Dateien  {files}",
    "melody   built on a melody of {whose}{kept}": "Melodie  auf einer Melodie von {whose}{kept}",
    ", kept note for note": ", Note für Note behalten",
    "family": "Familie",
    " ← this one": " ← dieses",
    "only you can see it": "nur für dich",
    "seen here": "hier",
    "seen everywhere": "überall",
    "This was built on somebody's melody ({name}), whose notes I don't keep: give the same file "
    'again with "fusebox compose RECIPE --melody FILE".': (
        "Das war auf eine Melodie gebaut ({name}), deren Noten ich nicht behalte: gib dieselbe "
        'Datei noch einmal mit "fusebox compose RECIPE --melody FILE".'
    ),
    "There is no piece {code} that you can see. Codes look like K7M2QX.": (
        "Es gibt kein Stück {code}, das du sehen kannst. Codes sehen aus wie K7M2QX."
    ),
    'There is no piece yet to talk about. Ask for one, for example "70% jazz 30% folk".': (
        "Noch gibt es kein Stück, um das es gehen könnte. Wünsch dir eines, zum Beispiel "
        '"70% jazz 30% folk".'
    ),
    "{code} is no piece of yours, so that is its author's to say.": (
        "{code} ist nicht von dir; das kann nur sagen, wer es gemacht hat."
    ),
    "deleted {code} with its files and votes": "{code} mit Dateien und Stimmen gelöscht",
    " (your own vote is yours to know and doesn't count)": (
        " (deine eigene Stimme kennst nur du, und sie zählt nicht)"
    ),
    "of the day": "des Tages",
    "of the week": "der Woche",
    "of the month": "des Monats",
    "of all time": "aller Zeiten",
    "The best {span} {where}:": "Die besten {span} {where}:",
    'Nothing {where} was voted up by somebody else yet ({span}). Say "vote up" after a piece of '
    "another.": (
        "{where}: noch nichts hat von anderen eine Stimme bekommen ({span}). Sag "
        '"vote up" nach einem Stück von jemand anderem.'
    ),
    # presets of others
    'There is no preset {name} here. Say "my presets" or "shared presets".': (
        'Hier gibt es keine Vorlage {name}. Sag "my presets" oder "shared presets".'
    ),
    'You have a preset {name} already. Say "… as ANOTHER NAME".': (
        'Du hast schon eine Vorlage {name}. Sag "… as ANOTHER NAME".'
    ),
    "everybody here can use and fork {name} now": (
        "{name} können jetzt alle hier benutzen und abwandeln"
    ),
    "{name} is yours alone again; forks of it stay": (
        "{name} gehört wieder dir allein; Abwandlungen bleiben"
    ),
    'Nobody shared a preset here yet. Say "share sunday morning".': (
        'Noch hat hier niemand eine Vorlage geteilt. Sag "share sunday morning".'
    ),
    "{name} by {author}{credit}": "{name} von {author}{credit}",
    "{name} is yours now{credit}": "{name} ist jetzt deine{credit}",
    ", after {name} by {author}": ", nach {name} von {author}",
    ", after one that is gone": ", nach einer, die es nicht mehr gibt",
    "{old} is called {new} now": "{old} heißt jetzt {new}",
    "imported as {name}": "übernommen als {name}",
    # taste
    "I know too little of {whose} taste yet: vote, save and change pieces, or say "
    '"my taste is 60% jazz 40% folk".': (
        "Ich kenne {whose} Geschmack noch zu wenig: stimm ab, speichere und ändere Stücke, oder "
        'sag "my taste is 60% jazz 40% folk".'
    ),
    "at their own pace": "in ihrem eigenen Tempo",
    "at {pace:.0%} of their own pace": "bei {pace:.0%} ihres eigenen Tempos",
    "I think {whose} taste is {blend}, temperature {adventure:g}, {speed}.": (
        "Ich schätze {whose} Geschmack so ein: {blend}, Temperatur {adventure:g}, {speed}."
    ),
    "Because of {pieces}.": "Wegen {pieces}.",
    'It is frozen: nothing new is learned ("unfreeze my taste").': (
        'Er ist eingefroren: nichts Neues wird gelernt ("unfreeze my taste").'
    ),
    '"my taste is …" corrects it; "freeze my taste", "forget my taste".': (
        '"my taste is …" berichtigt ihn; "freeze my taste", "forget my taste".'
    ),
    'I learn nothing more of your taste until you say "unfreeze my taste".': (
        'Ich lerne nichts mehr über deinen Geschmack, bis du "unfreeze my taste" sagst.'
    ),
    "I learn from what you vote for, save and change again.": (
        "Ich lerne wieder daraus, wofür du stimmst, was du speicherst und änderst."
    ),
    "forgotten: {count} sign of your taste, and what you told": (
        "vergessen: {count} Zeichen deines Geschmacks, und was du gesagt hast"
    ),
    "forgotten: {count} signs of your taste, and what you told": (
        "vergessen: {count} Zeichen deines Geschmacks, und was du gesagt hast"
    ),
    "noted: your taste is {weights}, temperature {temperature:g}": (
        "notiert: dein Geschmack ist {weights}, Temperatur {temperature:g}"
    ),
    # privacy
    "I keep of you: {summary}. Nothing else, and nobody else sees private pieces.": (
        "Ich behalte von dir: {summary}. Sonst nichts, und private Stücke sieht niemand sonst."
    ),
    '"export my data" gives you all of it as an archive.': (
        '"export my data" gibt dir alles als Archiv.'
    ),
    '"delete my data" erases all of it, with files and learned taste.': (
        '"delete my data" löscht alles, mit Dateien und gelerntem Geschmack.'
    ),
    '"delete NAME", "delete K7M2QX", "reset my preferences", "forget my taste" erase a part.': (
        '"delete NAME", "delete K7M2QX", "reset my preferences", "forget my taste" löschen '
        "einen Teil."
    ),
    "That erases for good: {summary}. It can't be undone, not even from a backup. If you are sure, "
    'say "delete everything for good".': (
        "Das löscht endgültig: {summary}. Es lässt sich nicht rückgängig machen, auch nicht aus "
        'einer Sicherung. Wenn du sicher bist, sag "delete everything for good".'
    ),
    'Say "delete my data" first: I will tell you what goes.': (
        'Sag erst "delete my data": dann sage ich dir, was verschwindet.'
    ),
    "erased: {summary}. You are a stranger to me now.": (
        "gelöscht: {summary}. Ich kenne dich jetzt nicht mehr."
    ),
    "all that I keep of you: {path}": "alles, was ich von dir behalte: {path}",
    "your name here": "deinen Namen hier",
    "conversations": "Gespräche",
    "pieces": "Stücke",
    "preferences": "Vorlieben",
    "votes": "Stimmen",
    "battles": "Wettstreite",
    "votes in battles": "Stimmen in Wettstreiten",
    "orders": "Aufträge",
    "signs of your taste": "Zeichen deines Geschmacks",
    "what you told of your taste": "was du über deinen Geschmack gesagt hast",
    "The last chat ended before this piece was done; here it is:": (
        "Das letzte Gespräch endete, bevor dieses Stück fertig war; hier ist es:"
    ),
    "I have not learnt {genres}, which it needs.": (
        "{genres} habe ich nicht gelernt, und das braucht es."
    ),
}
