"""German: what is said in messages, on buttons and in forms."""

SENTENCES: dict[str, str] = {
    # Während ein Stück entsteht
    "step.queued": "Nummer {position} in der Schlange",
    "step.next": "als Nächstes an der Reihe",
    "step.starting": "die Netze laufen warm",
    "step.again": "die Maschine ist gestolpert; dieses Stück beginnt von vorn",
    "step.form": "die Form wird geplant",
    "step.chords": "Akkorde werden geschrieben",
    "step.phase1": "Phase 1: eine Melodie in {genres}",
    "step.phase2": "Phase 2: {genres} werden verschmolzen",
    "step.choosing": "die beste der Melodien wird gewählt",
    "step.arranging": "die Band wird arrangiert",
    "step.rendering": "es wird gezeichnet und gespielt",
    # Ein Stück
    "piece.playing": "🔊 Die Band spielt: `{bar}`",
    "piece.version": "{number} von {count}",
    "piece.bars": "{bars} Takte",
    "piece.bars_pickup": "{bars} Takte mit Auftakt",
    "piece.form": "Form {form}",
    "piece.path": "unterwegs: {path}",
    "piece.only": "nur {names}",
    "piece.for": "für {names}",
    "piece.without": "ohne {names}",
    "piece.intro": "{bars} Takte Vorspiel",
    "piece.loop": "eine Schleife",
    "piece.base": "auf eine eigene Melodie gebaut",
    "piece.preset": "Vorlage {name}",
    "piece.understood": "Verstanden",
    "piece.assumed": "Angenommen",
    "piece.ignored": "Überlesen",
    "piece.blend": "Mischung",
    "piece.heard": "gewünscht {asked}, ein Prüfer hört **{heard}**",
    "piece.not_heard": "gewünscht {asked}, nicht gemessen",
    "piece.one_genre": "ganz {genre}",
    "piece.adventure": "Wagemut",
    "piece.originality": "Eigenständigkeit",
    "piece.original": "kein bekanntes Werk teilt 8 Noten in Folge",
    "piece.nearest": "höchstens {notes} Noten in Folge stehen in {title}",
    "piece.recipe": "Rezept",
    "piece.from": "aus {code}",
    "piece.hint": 'antworte hierauf, um es zu ändern: "slower", "more jazz"',
    "piece.cancelled": "Abgebrochen. Es wurde nichts komponiert.",
    "piece.failed": "Dieses Stück ging nicht: {sentence}.",
    "word.more": "… und {count} weitere",
    "compose.shortened": "Stücke haben hier höchstens {bars} Takte; so will es dieser Server",
    # Knöpfe
    "button.again": "Noch eins",
    "button.vary": "Varianten",
    "button.wilder": "Wilder",
    "button.safer": "Braver",
    "button.longer": "Länger",
    "button.edit": "Ändern",
    "button.save": "Merken",
    "button.more": "Mehr Dateien",
    "button.sheet": "Noten",
    "button.musicxml": "MusicXML",
    "button.stems": "Einzelspuren",
    "button.mp3": "MP3",
    "button.more_of": "Mehr {genre}",
    "button.stop": "Abbrechen",
    "button.remix": "Als meins",
    "press.not_yours": (
        "Dieses Stück gehört {owner}, und seine Knöpfe auch. "
        "Du kannst dasselbe mit einem eigenen Remix tun, der sagt, woher er kommt."
    ),
    "press.stop_not_yours": "{owner} hat dieses Stück bestellt und kann es allein abbrechen.",
    "press.too_late": "Zu spät zum Abbrechen: Es ist schon fertig.",
    "press.own_vote": "Notiert. Es ist dein eigenes Stück, deshalb zählt deine Stimme nicht mit.",
    "press.unknown": "Dieser Knopf ist aus einer anderen Fassung von Fusebox und tut nichts mehr.",
    "menu.origin": "Herkunft",
    "menu.no_piece": "Diese Nachricht zeigt kein Stück von mir, das du sehen darfst.",
    # Formulare
    "form.edit.title": "Den Wunsch ändern",
    "form.edit.label": "Was komponiert wird (auf Englisch)",
    "form.edit.example": "70% jazz 30% classical, 120 bpm, in D minor",
    "form.save.title": "Als Vorlage merken",
    "form.save.label": "Name",
    "form.save.example": "sonntagmorgen",
    "form.remix.title": "Ein Remix davon",
    "form.remix.label": "Was soll anders sein? (auf Englisch)",
    "form.remix.example": "slower, more blues (leer: dasselbe mit anderem Zufall)",
    # Dateien
    "files.which": "Welche Datei?",
    "files.here": "{code} als {format}:",
    "files.too_large": "Weggelassen, weil Dateien hier {megabytes} MB haben dürfen: {names}",
    "format.midi": "die Noten der Band",
    "format.musicxml": "die Melodie mit Akkorden für Notenprogramme",
    "format.score": "alle Stimmen für Notenprogramme",
    "format.png": "die Notenrolle in den Farben der Genres",
    "format.ogg": "der Klang",
    "format.mp3": "der Klang für Geräte ohne OGG",
    "format.wav": "der Klang, unverdichtet",
    "format.sheet": "die Melodie mit Akkorden als Bilder",
    "format.pdf": "die Melodie mit Akkorden zum Drucken",
    "format.score-pdf": "alle Stimmen zum Drucken",
    "format.stems": "je Stimme eine MIDI- und eine OGG-Datei",
    "format.notes": "jede Note mit dem Genre, aus dem sie kommt",
    "format.mp4": "ein Film der laufenden Notenrolle",
    # Antworten
    "answer.greeting": (
        "Sag, welche Genres und wie viel davon, zum Beispiel **70% jazz 30% classical**, und "
        'ändere es dann: "slower", "more jazz", "again". `/hilfe` zeigt mehr.'
    ),
    "answer.not_readable": (
        "Discord lässt mich eine Antwort nur lesen, wenn sie mich erwähnt: Lass das @ darin an."
    ),
    "answer.aside": "Das geht nur dich etwas an: Ich habe es dir direkt geschickt.",
    "answer.not_aside": (
        "Das geht nur dich etwas an, und deine Direktnachrichten sind mir verschlossen: "
        "Frag mit einem Befehl, etwa `/history`, `/prefs` oder `/privacy`."
    ),
    "answer.your_data": "Alles, was ich von dir aufbewahre, als Archiv:",
    "answer.done": "Erledigt.",
    # Grenzen und Sorgen
    "limit.user": (
        "Das ist viel Musik auf einmal, und andere möchten ihre auch hören. "
        "In {wait} kannst du wieder fragen."
    ),
    "limit.place": "Dieser Server hat gerade sehr viel bestellt. Versuch es in {wait} wieder.",
    "time.seconds": "{count} s",
    "time.minutes": "{count} Minuten",
    "trouble.fault": (
        "Bei mir ist etwas schiefgegangen; es liegt nicht an dir. "
        "Wenn es wieder vorkommt, nenne dem Betreiber diesen Code: **{code}**"
    ),
    "trouble.permissions": (
        "Ich brauche {names} in {where}, um mit Musik zu antworten. "
        "Wer diesen Server verwaltet, kann mir das in den Rechten des Kanals geben."
    ),
    "trouble.refused": "Ich durfte dir dort nicht antworten.",
    "trouble.channel": "Auf diesem Server komponiere ich in {channels}.",
    "trouble.leaving": "Ich werde gerade neu gestartet; frag mich in einer Minute wieder.",
    "trouble.interrupted": (
        "⏸️ Ich werde neu gestartet. Das Stück ist nicht verloren: Es erscheint hier, wenn ich "
        "zurück bin."
    ),
}
