"""Preferences: what a user wants from now on, in every conversation."""

from bot.conversation.sheet import Sheet

PATTERNS: tuple[str, ...] = (
    "(from now on|in future|please|and|also)* !always (use|want|play|make|give me|compose|write|"
    "go for|do|have|leave|start|add|in|with|set|put)* ~ <any|number|percent|slash|punct:_>",
    "!(from now on|in future|in the future|by default|as a default|every time|for every piece) (,|"
    "i want|use|always|make|give me|play|i'd like|set|please|do|only)*",
    "!(my) (new)? (default|usual|usually|preferred|standard|favourite|favorite|normal|general) ~ "
    "{pref_what} (is|are|=|:|should be|to|will be)",
    "(set|change|make|put|update|save) !(my|the|a) (new)? (default|usual|preferred|standard|"
    "preferences|preference|defaults|prefs|settings) (to|for|:|=|is|are)*",
    "(set|change|use|make|save|remember) !(default|defaults|preferences|prefs) (to|for|:|=)*",
    "!i (usually|always|normally|generally|typically|mostly prefer|prefer) (want|like|prefer|use|"
    "play|ask for|go for|my|have|need|it)* ~ <any|number|percent|slash|genre|instrument|absent:_>",
    "!(default|defaults) (to|is|are|:|=)*",
    "!remember (that|,)* (i|my) (like|want|prefer|love|usually|always|default|favourite|use|is|"
    "am)* ~ <any|number|percent|slash:_>",
    "!never (use|play|include|give me|add|want|put) ~ <instrument|absent|genre:_>",
)  # fmt: skip
_CLEAR = (
    "(please)? !(reset|clear|delete|forget|remove|erase|wipe) (all|my|the|of)* "
    "(preferences|prefs|settings|defaults|usual|default|taste)"
)


def claim_preference_cue(sheet: Sheet) -> bool:
    """Whether the message sets preferences; its cue words are claimed, the rest is facts."""
    for pattern in PATTERNS:
        found = sheet.find(pattern)
        if found is not None:
            keep = 1 if found.tokens[0].text == "never" else 0
            if not keep:
                sheet.claim(found.start, found.end)
            return True
    return False


def clears_preferences(sheet: Sheet) -> bool:
    """Whether the message forgets all preferences."""
    return sheet.find(_CLEAR, whole=True) is not None
