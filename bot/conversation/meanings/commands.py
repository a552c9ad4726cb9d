"""Commands: messages that ask for no new music but for the bot itself.

A command is the whole message (politeness aside), so that "undo" inside a sentence
about something else does nothing.
"""

from bot.conversation.meanings.refusals import NO_MUSIC, NO_MUSIC_NAMED
from bot.conversation.sheet import Sheet
from bot.conversation.tokens import Token

# What may stand around a command without making it something else.
_BEFORE_TEXT = """
can could would will you u i i'd we want wanna like to just now so let's lets let us me no nah hmm
actually then and / the bot need have that was worse better not good wrong sorry please ok
hey hi hello oops whoops ugh damn hm oh yikes nope
"""
_AFTER_TEXT = """
now then for to me today right too bot here thanks a lot very much it that please again
"""
_BEFORE = frozenset(_BEFORE_TEXT.split())
_AFTER = frozenset(_AFTER_TEXT.split())
_MY = "(my|the|all|all my|our|a|any|of|list of|saved|own|your|stored)*"
_SHOW = (
    "(show|show me|list|see|view|display|get|print|tell me|give me|what are|what're|what is|what's|"
    "which are|check|look at|open|where are|what)?"
)
_WHICH = (
    "(genres|genre|styles|style|kinds of music|kind of music|types of music|sorts of music|"
    "genres of music|styles of music|music styles|music genres|music)"
)
_KNOW = (
    "(do you|can you|can u|do u|you|are|have you|you can|can i|could you|that you|will you|does "
    "it|can it|does this|is)* "
    "(know|play|make|do|have|support|speak|compose|write|understand|offer|mix|there|available|"
    "learned|learnt|choose from|pick from|use|pick|choose|ask for|got|possible|supported|handle|"
    "combine|blend)*"
)

COMMANDS: tuple[tuple[str, str], ...] = (
    ("help", "(/)? !help (me|out|please|with|this|page|menu|text|commands|using|use)*"),
    ("help", "(what|which)* (can|do|could|else)* (i|you|u|this|the|bot|it) (can)? !(do|say|type|"
             "ask) (for|here|to you|with this|with you|you)*"),
    ("help", "!what can (you|u|i|this|it|the bot)* (do|say|type|ask) (for me|here|to you|with "
             "this|with you|you|you for|exactly)*"),
    ("help", "!how (do|does|can|should|would|to) (i|you|this|it|we|one|that|the bot|things|"
             "everything)* "
             "(use|using|work|works|start|started|begin|talk|get started|operate|ask|make|go|"
             "function|this|it|you|do|play|something|a song|music|with|to)*"),
    ("help", "(show|show me|list|what are)* (the|your|all|available|my)* !(commands|instructions|"
             "manual|usage|examples|tutorial|guide)"),
    ("help", "!(i'm|i am|im)? (lost|stuck|confused|new here)"),
    ("help", "!(i)? need help (with this|please|here)*"),
    ("help", "!(what|who) (is|are) (this|you|fusebox|it)"),
    ("help", "!explain (this|how this works|how it works|yourself|how to use (this|you|it))*"),
    ("genres", f"{_SHOW} {_MY} (available|known|possible|supported|different|music)* !{_WHICH} "
               "(list|are there|available|there|please|you know|do you know|you have|you can "
               "play|supported)*"),
    ("genres", f"!(what|which) {_WHICH} {_KNOW}"),
    ("genres", "!(what|which) (different|other|kind of|kinds of|sort of|types of|all|the|are|are "
               f"the)* {_WHICH} {_KNOW}"),
    ("genres", f"!(what|which) (can|do|are) (you|u|i|we|the) {_KNOW} {_WHICH}? {_KNOW}"),
    ("genres", "!(what|which) else (can you play|do you know|do you have|are there|can you do)"),
    ("instruments", "!(what|which|list|show) (me|the|your|all|of|kind|kinds|sort|sorts|other)* "
                    "(instruments|instrument|players) (can you play|do you know|do you have|"
                    "are there|can you do|have you got|are available|can i use|you know|"
                    "you have|there are|please|available)*"),
    ("genres", f"!(how many|name|list|tell me|show me) (your|the|all|about|some|me)* {_WHICH} "
               f"{_KNOW}"),
    ("redo", "!(redo|re do|undo the undo|undo undo|forward|go forward|redo it|redo that) (again|"
             "it|that|change|step)*"),
    ("undo", "(no|not that|,)* !(undo|revert|go back|step back|back up|rollback|roll back|take "
             "that back|take it back|put it back|"
             "never mind|nevermind|scratch that|back|previous|undo that|unmake|un do|restore|ctrl "
             "z|cancel that|bring back the last one|"
             "change it back|change that back|as it was|as before|how it was|like before|the way "
             "it was|cancel|wrong) "
             "(it|that|this|the|last|change|one|step|to|previous|before|again|version|edit|"
             "request|back|as it was|how it was|was|a|once|piece|thing)*"),
    ("undo", "!(i)? (liked|preferred|prefer|like) (the)? (last|previous|old|one before|earlier) "
             "(one|version)? (better|more)?"),
    ("reset", "(ok|,)* !(start over|start again|reset|clear|restart|new start|start fresh|fresh "
              "start|begin again|start from scratch|from scratch|"
              "clean slate|wipe|blank slate|forget everything|forget it all|forget all that|forget"
              " all of that|new conversation|start anew|forget it|forget that|scrap everything|"
              "scrap that|scrap it|"
              "forget about it|drop everything|start a new|clear everything|new session|start new|"
              "square one|erase everything) "
              "(everything|all|it|that|the|conversation|request|from|scratch|fresh|chat|over|"
              "session|and|,|start|again|new|conversation|this|please|anew|a|piece|one|with|"
              "history)*"),
    ("list_presets", f"{_SHOW} {_MY} !(presets|preset|saved|favourites|favorites|saves|bookmarks) "
                     "(list|pieces|blends|mixes|ones|things|do i have|have i got|i have|names|are"
                     " there)*"),
    ("list_presets", "!(what|which) (presets|things|ones|names|did|have|do|i|we)* (saved|save|"
                     "stored|presets|bookmarked) (so far|do i have|have i|i have|do i)*"),
    ("history", f"{_SHOW} {_MY} (last|recent|previous|old|latest|past|few|<number:_>|earlier|"
                "saved)* !(history|pieces|compositions|creations|songs|tunes|tracks|requests) "
                "(i made|so far|history|list|i have made|i've made|from before|you made|of mine|"
                "i've had)* "),
    ("history", "!(what) (have|did|has)? (i|you|we)? (already|just)? (made|make|asked|ask|"
                "composed|compose|done|do|written|write|created|create|had|have|ask for|asked for)"
                " (so far|before|already|earlier|last|until now|last time|for|today|yesterday|"
                "previously) (before|already|so far|earlier|today)*"),
    ("history", "!(what) (have|did) (i|you|we) (already|just)? (made|make|composed|compose|"
                "written|write|created|create|asked for|ask for)"),
    ("privacy", "!(privacy|gdpr|data protection|data policy|privacy policy|my data|data) (policy|"
                "please|info|information|notice)*"),
    ("privacy", "!(delete|erase|remove|wipe|export|download|forget|show|see|purge|give|send|get|"
                "clear|destroy) (me|us)? (all|everything|my|of|the|about|that|a copy of)* (data|"
                "me|info|information|personal data|account|everything about me|about me|you know "
                "about me|you have on me|you stored|you store) (about me|you have|you store|you "
                "hold|on me|you keep|you stored|you have about me)*"),
    ("privacy", "!forget (me|about me|who i am)"),
    ("privacy", "!(what|which|how|where|why|do|are|is) (data|information|info|do|does|my|you|is|"
                "are|it|the|much|the bot|any)* (store|stored|know|keep|kept|collect|save|remember|"
                "have|hold|saved|storing|log|logging|data|recording|track|tracking|record) (about|"
                "on|of|from|me|my|data|my data|messages|us|any|information|personal|this|we say|i "
                "type|is|messages|conversation|what i say|i say|everything)*"),
    ("show_prefs", f"{_SHOW} {_MY} !(preferences|prefs|settings|defaults|preference|setting|"
                   "default|usual|taste|profile|usuals) (please|are|now|look like|set to|"
                   "currently|at the moment)*"),
    ("show_prefs", "!(what|which) (do|are|is|have)? (you|my|i|the)* (know|remember|usual|default|"
                   "preferences|prefs|settings|defaults|set|like) (about|my|of|taste|preferences|"
                   "settings|defaults|weights|tempo|key|band|like|usually|set as|as|default)*"),
)  # fmt: skip


def read_command(tokens: tuple[Token, ...]) -> str | None:
    """The command that a whole message is, or None."""
    whole = Sheet(tokens)
    if whole.find(NO_MUSIC) or whole.find(NO_MUSIC_NAMED):
        return None
    said = [t for t in tokens if t.kind not in ("stop", "punct") or t.text in ("/", ",")]
    said = [t for t in said if t.text != ","]
    sheet = Sheet(said)
    for command, pattern in COMMANDS:
        for found in sheet.find_all(pattern):
            before = (token.text for token in said[: found.start] if token.kind != "filler")
            after = (token.text for token in said[found.end :] if token.kind != "filler")
            if _BEFORE.issuperset(before) and _AFTER.issuperset(after):
                return command
    return None
