"""The sentences of notes: every assumption that a user could disagree with."""

from collections.abc import Callable, Mapping

from bot.conversation.language import say
from bot.conversation.quoting import listed, quoted

_UNITS = {
    "temperature": "temperature", "bars": "bars", "tempo_bpm": "tempo (bpm)",
    "count": "number of versions", "seed": "seed",
    "intro": "bars of intro",
}  # fmt: skip


def _because(because: tuple[str, ...]) -> str:
    return (
        say(", because you liked {because}", because=listed([quoted(one) for one in because]))
        if because
        else ""
    )


# As far as numbers are counted; what was typed may have been more.
UNCOUNTED = "1000000000000"


def _clamped(what: str, value: str, low: str, high: str) -> str:
    is_more = float(value) > float(high)
    if value == UNCOUNTED:
        value = say("over 999999999999")
    limit = high if is_more else low
    return say(_TOO_MUCH if is_more else _TOO_LITTLE, what=say(_UNITS[what]), value=value,
               limit=limit, low=low, high=high)  # fmt: skip


_TOO_MUCH = "{what} {value} is more than {limit}: the range is {low} to {high}"
_TOO_LITTLE = "{what} {value} is less than {limit}: the range is {low} to {high}"


NOTES: Mapping[str, Callable[..., str]] = {
    "clamped": _clamped,
    "mended": lambda typed, read: say('read {typed} as "{read}"', typed=quoted(typed), read=read),
    "other_name": lambda said, genre: say('{said} is in "{genre}"', said=quoted(said), genre=genre),
    "scaled": lambda said, side, read: say(
        "{said} is {side} than 100%: read as {read}", said=said, side=say(side), read=read
    ),
    "over_100": lambda genre, share: say(
        "{share}% is more than 100%: all {genre}", share=share, genre=genre
    ),
    "below_zero": lambda *genres: say("less than 0% leaves {genres} out", genres=listed(genres)),
    "no_room": lambda *genres: say("nothing is left of 100% for {genres}", genres=listed(genres)),
    "only_genre": lambda genre, share: say(
        "only {genre} was named, so it is all {genre} and not {share}%", genre=genre, share=share
    ),
    "no_genre": lambda *genres: say(
        "no genre was named: {genres}",
        genres=listed([f"{100 // len(genres)}% {g}" for g in genres]),
    ),
    "nothing_to_add_to": lambda *genres: say(
        "nothing else was named, so it is all {genres}", genres=listed(genres)
    ),
    "learned_weights": lambda *because: (
        say("no genre was named: what you seem to like") + _because(because)
    ),
    "learned_here": lambda *because: (
        say("no genre was named: what people here seem to like") + _because(because)
    ),
    "usual_here": lambda: say("no genre was named: the usual blend here"),
    "surprise": lambda *because: say("a guess at your taste") + _because(because),
    "learned_adventure": lambda value: say(
        "temperature {value}, as you seem to like it", value=value
    ),
    "learned_tempo": lambda bpm: say("{bpm} bpm, the pace that you seem to like", bpm=bpm),
    "usual_weights": lambda: say("no genre was named: your usual blend"),
    "jig": lambda: say("a jig goes in 6/8 (a slip jig in 9/8)"),
    "jig_is_celtic": lambda: say("no genre was named: a jig is celtic"),
    "tempo_word": lambda word, bpm: say("{word} read as {bpm} bpm", word=quoted(word), bpm=bpm),
    "bare_tempo": lambda bpm: say("{bpm} read as the tempo", bpm=bpm),
    "temp_is_tempo": lambda value: say("temp {value} read as the tempo", value=value),
    "length_word": lambda word, bars: say(
        "{word} read as {bars} bars", word=quoted(word), bars=bars
    ),
    "length_in_time": lambda bars, seconds, bpm, meter: say(
        "{bars} bars last about {seconds} s at {bpm} bpm in {meter}",
        bars=bars,
        seconds=seconds,
        bpm=bpm,
        meter=meter,
    ),
    "range": lambda low, high, middle: say(
        "{low} to {high} read as {middle}", low=low, high=high, middle=middle
    ),
    "german_h": lambda mode: say("the German H is B: read as B {mode}", mode=mode),
    "feel": lambda said: say("{said} is a feel and not a genre: left as it was", said=quoted(said)),
    "refused": lambda said: say("{said}: left as it was", said=quoted(said)),
    "octave": lambda key: say("an octave changes no key: still {key}", key=key),
    "other_key": lambda: say("another key read as up a fourth"),
    "higher_is_a_tone": lambda: say("higher read as up a tone"),
    "lower_is_a_tone": lambda: say("lower read as down a tone"),
    "mood": lambda name, key, bpm, density: say(
        "{name}: {key}, {bpm} bpm, {density}", name=name, key=key, bpm=bpm, density=density
    ),
    "mood_kept": lambda name, kept: say(
        "{kept} was stated and stays, {name} or not", kept=kept, name=name
    ),
    "no_pickup": lambda why: say(
        "a loop has no pickup: its end leads into its first bar"
        if why == "loop"
        else "your melody begins as it begins, with a pickup or without"
    ),
    "contradiction": lambda name: say("the {name} was given twice: the last one counts", name=name),
    "not_in_mix": lambda genre: say("{genre} is not in the mix", genre=genre),
    "already_alone": lambda genre: say(
        "{genre} is all there is; name another genre to add", genre=genre
    ),
    "at_most": lambda genre: say(
        '{genre} stops at 95%; say "only {genre}" for all of it', genre=genre
    ),
    "at_least": lambda genre: say(
        '{genre} stops at 5%; say "no {genre}" to take it out', genre=genre
    ),
    "ratio_unclear": lambda said, there: say(
        "{said} shares for {there} genres: left as it was", said=said, there=there
    ),
    "no_such_player": lambda word, *nearest: say(
        "nobody in my band plays {word}: left out; the nearest: {nearest}",
        word=quoted(word),
        nearest=listed(nearest, "or"),
    ),
    "foreign_left_out": lambda word, *nearest: say(
        "{word} is not learnt and was left out; the nearest: {nearest}",
        word=quoted(word),
        nearest=listed(nearest, "or"),
    ),
}
