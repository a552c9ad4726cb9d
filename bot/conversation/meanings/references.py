"""Referring to what there is: again, the same but, no wait, my usual."""

from bot.conversation.facts import Again, Corrected, NothingSpecial, SetCount, TheSame
from bot.conversation.pattern import Row

AGAIN_ROWS: tuple[Row, ...] = (
    Row("(give me|make|do)* !another <number> (versions|takes|variations|more|of them)?",
        lambda found: (Again(), SetCount(found.number("number")))),
    Row("!(something|somehow) (different|else) ~ (END|_|<stop:_>)", lambda found: Again()),
    Row("(give me|gimme|make|make me|play|write|do|let's hear|can i have|i want|i'd like|lets "
        "hear|let's have|show me|roll|how about|what about)* (the|a|yet)* "
        "!(another (one|version|take|go|try|try at it|attempt|round|variation|roll|tune|piece|"
        "song|track|like (that|this|it))|one more (time|go|version|like that|please|of those|of "
        "these)?|again|once more|once again|reroll|re roll|rerun|"
        "regenerate|re generate|shuffle|shuffle it|try again|same again|same thing again|same "
        "thing once more|do it again|do that again|do it over|"
        "different (version|one|take|variation)|new (version|one|take|variation)|an alternative|"
        "alternative|encore|next one|next|repeat|roll again|roll {it} again|"
        "hit me again|re do it|remake|redo it|retry|another|fresh take|fresh one|fresh version|"
        "play it again|give it another (go|try|shot)|repeat that|repeat it|make more|more like "
        "(this|that)|more of the same|try something else|something else) "
        "(of (it|that|this|those|these)|like (that|this|it)|again|please|one|time|with the same "
        "settings|from the same settings|but different|of the same)*",
        lambda found: Again()),
)  # fmt: skip
SAME_ROWS: tuple[Row, ...] = (
    Row(
        "!same ~ (but|only|with|except|,|in|at|for|just|END|_|<stop:_>)", lambda found: TheSame()
    ),
    Row("(do|make|give me|keep|play|i want|i'd like|exactly|now|but|and|like)* !(the same|"
        "same one|same thing|same piece|same song|the same (thing|one|piece|song|tune|again)|"
        "keep everything|keep it|keep that|keep everything else|everything else the same|keep the "
        "rest|everything the same|like (that|this|it|before|the last one) (but|only|except)|"
        "that one|this one|the last one|the previous one|same as before|same as (that|last time)|"
        "same idea|same deal|leave the rest|keep the same|rest the same|all else equal) "
        "(as before|as it is|as is|the same|same|thing|one|else|but|only|just|except|with)*",
        lambda found: TheSame()),
)  # fmt: skip
CORRECTION = (
    "!(no wait|no ,|wait no|wait|actually|sorry|i mean|i meant|scratch that|make that|or rather|no"
    " sorry|"
    "sorry i mean|nope|hang on|hold on|on second thought|on second thoughts|correction|no "
    "actually|oops|strike that|"
    "no make that|actually no|i mean to say|wait make that|or better) "
    "(,|wait|no|i mean|i meant|sorry|actually|make (it|that)|rather|-)*"
)
CORRECTED = Corrected()
NOTHING_SPECIAL_ROWS: tuple[Row, ...] = (
    Row("(compose|write|make|create|generate|play|give|gimme|produce|sing|let's hear|lets hear|i "
        "want|i need|i'd like|"
        "do|can i (have|get|hear)|improvise|whip up|cook up|come up with|want|need|let me hear|"
        "start|begin|craft) "
        "(up|me|us|for me|to hear|out|to)* (some|a|an|any|one|new|little|nice|good|cool|the|short|"
        "piece of|bit of|of|fresh|beautiful|fun|random|original)* "
        "!(music|something|song|tune|piece|melody|anything|track|composition|whatever|tunes|songs|"
        "one|number|jam|soundtrack|background music|pieces|melodies)",
        lambda found: NothingSpecial()),
    Row("!(anything|whatever|surprise me|something) (you like|you want|goes|at all|nice|good|"
        "random|fun|new|cool)*",
        lambda found: NothingSpecial()),
    Row("!(compose|improvise|make music|play music|music please|music|jam)",
        lambda found: NothingSpecial()),
)  # fmt: skip
