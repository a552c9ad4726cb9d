"""German for what is remembered, a part of `german`: battles, pieces, presets, taste, privacy."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN_MEMORY: Mapping[str, str] = {
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
    "this recipe is from another model version: the piece may differ": (
        "dieses Rezept ist von einer anderen Modellversion: das Stück kann anders werden"
    ),
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
