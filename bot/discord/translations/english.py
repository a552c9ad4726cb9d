"""English: what is said in messages, on buttons and in forms."""

SENTENCES: dict[str, str] = {
    # While a piece is made; the names after "step." are the engine's stages.
    "step.queued": "number {position} in the queue",
    "step.next": "next in the queue",
    "step.starting": "warming up the networks",
    "step.again": "the engine stumbled; starting this piece again",
    "step.form": "planning the form",
    "step.chords": "writing chords",
    "step.phase1": "phase 1: a melody in {genres}",
    "step.phase2": "phase 2: fusing {genres}",
    "step.choosing": "choosing the best of the fused tunes",
    "step.arranging": "arranging the band",
    "step.rendering": "drawing and playing",
    # A piece
    "piece.playing": "🔊 The band is playing: `{bar}`",
    "piece.version": "{number} of {count}",
    "piece.bars": "{bars} bars",
    "piece.bars_pickup": "{bars} bars with a pickup",
    "piece.form": "form {form}",
    "piece.path": "on the way: {path}",
    "piece.only": "only {names}",
    "piece.for": "for {names}",
    "piece.without": "without {names}",
    "piece.intro": "{bars} bars of intro",
    "piece.loop": "a loop",
    "piece.base": "built on a melody of its asker",
    "piece.preset": "preset {name}",
    "piece.understood": "Understood",
    "piece.assumed": "Assumed",
    "piece.ignored": "Ignored",
    "piece.blend": "Blend",
    "piece.heard": "asked {asked}, a judge hears **{heard}**",
    "piece.not_heard": "asked {asked}, not measured",
    "piece.one_genre": "all {genre}",
    "piece.adventure": "Adventure",
    "piece.originality": "Originality",
    "piece.original": "no known work shares 8 notes in a row",
    "piece.nearest": "at most {notes} notes in a row are in {title}",
    "piece.recipe": "Recipe",
    "piece.from": "from {code}",
    "piece.hint": 'answer this message to change it: "slower", "more jazz"',
    "piece.cancelled": "Cancelled. Nothing was composed.",
    "piece.failed": "This piece could not be made: {sentence}.",
    "word.more": "… and {count} more",
    "compose.shortened": "pieces here have at most {bars} bars, as this server's admins set it",
    # Buttons
    "button.again": "Again",
    "button.vary": "Vary",
    "button.wilder": "Wilder",
    "button.safer": "Safer",
    "button.longer": "Longer",
    "button.edit": "Edit",
    "button.save": "Save",
    "button.more": "More files",
    "button.sheet": "Score",
    "button.musicxml": "MusicXML",
    "button.stems": "Stems",
    "button.mp3": "MP3",
    "button.more_of": "More {genre}",
    "button.stop": "Cancel",
    "button.remix": "Make it mine",
    "press.not_yours": (
        "This piece is {owner}'s, so its buttons are too. "
        "You can do the same with a remix of your own, which says where it came from."
    ),
    "press.stop_not_yours": "{owner} asked for this piece, so only they can cancel it.",
    "press.too_late": "Too late to cancel: it is finished already.",
    "press.own_vote": "Noted. It is your own piece, so your vote doesn't count.",
    "press.unknown": "This button is of another version of Fusebox and does nothing any more.",
    "menu.origin": "Origin",
    "menu.no_piece": "That message shows no piece of mine that you can see.",
    # Forms
    "form.edit.title": "Edit the request",
    "form.edit.label": "What to compose",
    "form.edit.example": "70% jazz 30% classical, 120 bpm, in D minor",
    "form.save.title": "Save as a preset",
    "form.save.label": "Name",
    "form.save.example": "sunday morning",
    "form.remix.title": "Remix this piece",
    "form.remix.label": "What should be different?",
    "form.remix.example": "slower, more blues (empty: the same with another chance)",
    # Files
    "files.which": "Which file?",
    "files.here": "{code} as {format}:",
    "files.too_large": "Left out because a file here may have {megabytes} MB: {names}",
    "format.midi": "the band's notes",
    "format.musicxml": "the lead sheet for notation programs",
    "format.score": "every player's staves for notation programs",
    "format.png": "the piano roll in the genres' colours",
    "format.ogg": "the sound",
    "format.mp3": "the sound for players without OGG",
    "format.wav": "the sound, uncompressed",
    "format.sheet": "the lead sheet as pictures",
    "format.pdf": "the lead sheet to print",
    "format.score-pdf": "every player's staves to print",
    "format.stems": "a MIDI and an OGG file per player",
    "format.notes": "every note with the genre that gave it",
    "format.mp4": "a film of the moving piano roll",
    # Answers
    "answer.greeting": (
        "Say which genres and how much, for example **70% jazz 30% classical**, then change it: "
        '"slower", "more jazz", "again". `/help` shows more.'
    ),
    "answer.not_readable": (
        "Discord lets me read an answer only if it mentions me: keep the @ in it switched on."
    ),
    "answer.aside": "That is for your eyes only: I sent it to you directly.",
    "answer.not_aside": (
        "That is for your eyes only, and your direct messages are closed to me: "
        "ask with a command, such as `/history`, `/prefs` or `/privacy`."
    ),
    "answer.your_data": "All that I keep of you, as an archive:",
    "answer.done": "Done.",
    # Limits and troubles
    "limit.user": (
        "That is a lot of music at once, and others want to hear theirs too. "
        "You can ask again in {wait}."
    ),
    "limit.place": "This server has asked for a lot just now. Try again in {wait}.",
    "time.seconds": "{count} s",
    "time.minutes": "{count} minutes",
    "trouble.fault": (
        "Something went wrong on my side; it isn't your fault. "
        "If it happens again, tell the bot's operator this code: **{code}**"
    ),
    "trouble.permissions": (
        "I need {names} in {where} to answer with music. "
        "Somebody who manages this server can give them to me under the channel's permissions."
    ),
    "trouble.refused": "I was not allowed to answer you there.",
    "trouble.channel": "On this server I compose in {channels}.",
    "trouble.leaving": "I am being restarted; ask me again in a minute.",
    "trouble.interrupted": (
        "⏸️ I am being restarted. This piece isn't lost: it will appear here when I am back."
    ),
}
