"""The sentences of notes: every assumption that a user could disagree with."""

from collections.abc import Callable, Mapping

from bot.conversation.quoting import listed, quoted

_UNITS = {
    "temperature": "temperature", "bars": "bars", "tempo_bpm": "tempo (bpm)",
    "count": "number of versions", "seed": "seed",
    "intro": "bars of intro",
}  # fmt: skip


def _because(because: tuple[str, ...]) -> str:
    return f", because you liked {listed([quoted(one) for one in because])}" if because else ""


# As far as numbers are counted; what was typed may have been more.
UNCOUNTED = "1000000000000"


def _clamped(what: str, value: str, low: str, high: str) -> str:
    side = "more" if float(value) > float(high) else "less"
    if value == UNCOUNTED:
        value = "over 999999999999"
    limit = high if side == "more" else low
    return f"{_UNITS[what]} {value} is {side} than {limit}: the range is {low} to {high}"


NOTES: Mapping[str, Callable[..., str]] = {
    "clamped": _clamped,
    "mended": lambda typed, read: f'read {quoted(typed)} as "{read}"',
    "other_name": lambda said, genre: f'{quoted(said)} is in "{genre}"',
    "scaled": lambda said, side, read: f"{said} is {side} than 100%: read as {read}",
    "over_100": lambda genre, share: f"{share}% is more than 100%: all {genre}",
    "no_room": lambda *genres: f"nothing is left of 100% for {listed(genres)}",
    "only_genre": lambda genre, share: (
        f"only {genre} was named, so it is all {genre} and not {share}%"
    ),
    "no_genre": lambda *genres: (
        f"no genre was named: {listed([f'{100 // len(genres)}% {g}' for g in genres])}"
    ),
    "nothing_to_add_to": lambda *genres: f"nothing else was named, so it is all {listed(genres)}",
    "learned_weights": lambda *because: (
        "no genre was named: what you seem to like" + _because(because)
    ),
    "learned_here": lambda *because: (
        "no genre was named: what people here seem to like" + _because(because)
    ),
    "surprise": lambda *because: "a guess at your taste" + _because(because),
    "learned_adventure": lambda value: f"temperature {value}, as you seem to like it",
    "learned_tempo": lambda bpm: f"{bpm} bpm, the pace that you seem to like",
    "usual_weights": lambda: "no genre was named: your usual blend",
    "jig": lambda: "a jig goes in 6/8 (a slip jig in 9/8)",
    "jig_is_celtic": lambda: "no genre was named: a jig is celtic",
    "tempo_word": lambda word, bpm: f"{quoted(word)} read as {bpm} bpm",
    "bare_tempo": lambda bpm: f"{bpm} read as the tempo",
    "temp_is_tempo": lambda value: f"temp {value} read as the tempo",
    "length_word": lambda word, bars: f"{quoted(word)} read as {bars} bars",
    "length_in_time": lambda bars, seconds, bpm, meter: (
        f"{bars} bars last about {seconds} s at {bpm} bpm in {meter}"
    ),
    "range": lambda low, high, middle: f"{low} to {high} read as {middle}",
    "german_h": lambda mode: f"the German H is B: read as B {mode}",
    "feel": lambda said: f"{quoted(said)} is a feel and not a genre: left as it was",
    "refused": lambda said: f"{quoted(said)}: left as it was",
    "octave": lambda key: f"an octave changes no key: still {key}",
    "other_key": lambda: "another key read as up a fourth",
    "higher_is_a_tone": lambda: "higher read as up a tone",
    "lower_is_a_tone": lambda: "lower read as down a tone",
    "mood": lambda name, key, bpm, density: f"{name}: {key}, {bpm} bpm, {density}",
    "mood_kept": lambda name, kept: f"{kept} was stated and stays, {name} or not",
    "contradiction": lambda name: f"the {name} was given twice: the last one counts",
    "not_in_mix": lambda genre: f"{genre} is not in the mix",
    "already_alone": lambda genre: f"{genre} is all there is; name another genre to add",
    "at_most": lambda genre: f'{genre} stops at 95%; say "only {genre}" for all of it',
    "at_least": lambda genre: f'{genre} stops at 5%; say "no {genre}" to take it out',
    "ratio_unclear": lambda said, there: f"{said} shares for {there} genres: left as it was",
    "foreign_left_out": lambda word, *nearest: (
        f"{quoted(word)} is not learnt and was left out; the nearest: {listed(nearest, 'or')}"
    ),
}
