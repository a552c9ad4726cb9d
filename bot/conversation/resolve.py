"""Resolving facts against a draft: each kind of fact changes its part of the request.

Statements come before moods (stated values win), moods before relative changes,
relative changes before lengths in time, which need the final tempo and metre.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from bot.conversation import facts
from bot.conversation.draft import Draft, half_up, implied_key
from bot.conversation.meanings.mood import mood_named
from bot.conversation.reband import BAND_RULES
from bot.conversation.reblend import GENRE_RULES, NothingLeft
from engine.request import TEMPERATURE_RANGE
from music.key import Key, is_minor_like
from music.meter import Meter

TEMPERATURE_STEP = 0.15
PHRASE_BARS = 4

_F = TypeVar("_F", bound=facts.Fact)
Rule = Callable[[Draft, Any], None]


def resolve(draft: Draft, said: Sequence[facts.Fact], *, key_is_open: bool) -> None:
    """Apply facts to a draft in the order that they count.

    ``key_is_open`` says that the tonic was only implied and a mode may choose another.
    Raises NothingLeft where no genre remains.
    """
    _note_contradictions(draft, said)
    said = _without_echoes(draft, said)
    for kinds in _PHASES:
        for fact in said:
            if isinstance(fact, kinds):
                _apply(draft, fact, said, key_is_open)


def _without_echoes(draft: Draft, said: Sequence[facts.Fact]) -> list[facts.Fact]:
    """In a mix of two, "more jazz, less folk" says one thing twice and moves once."""
    moves = [fact for fact in said if isinstance(fact, facts.MoveGenre)]
    if len(moves) != 2 or len(draft.weights) != 2:
        return list(said)
    first, second = moves
    echo = first.genre != second.genre and first.share * second.share < 0
    both_there = {first.genre, second.genre} == set(draft.weights)
    return [fact for fact in said if not (echo and both_there and fact is second)]


def _apply(draft: Draft, fact: facts.Fact, said: Sequence[facts.Fact], key_is_open: bool) -> None:
    if isinstance(fact, facts.SetMode):
        key_stated = any(isinstance(one, facts.SetKey) for one in said)
        _set_mode(draft, fact.mode, open_tonic=key_is_open and not key_stated)
    elif isinstance(fact, facts.MoodIs):
        apply_mood(draft, fact.name, open_tonic=key_is_open)
    else:
        RULES[type(fact)](draft, fact)


def _set_tempo(draft: Draft, fact: facts.SetTempo) -> None:
    draft.tempo_bpm = draft.clamped("tempo_bpm", fact.bpm)
    draft.stated.add("tempo_bpm")
    if fact.word == "bare":
        draft.note("bare_tempo", f"{fact.bpm:g}")
    elif fact.word:
        draft.note("tempo_word", fact.word, f"{draft.tempo_bpm:g}")


def _scale_tempo(draft: Draft, fact: facts.ScaleTempo) -> None:
    draft.tempo_bpm = draft.clamped("tempo_bpm", half_up(draft.tempo_bpm * max(fact.factor, 0.01)))
    draft.stated.add("tempo_bpm")


def _add_tempo(draft: Draft, fact: facts.AddTempo) -> None:
    draft.tempo_bpm = draft.clamped("tempo_bpm", draft.tempo_bpm + fact.bpm)
    draft.stated.add("tempo_bpm")


def _set_key(draft: Draft, fact: facts.SetKey) -> None:
    draft.key = Key(_known_tonic(fact.tonic), fact.mode or draft.key.mode)
    draft.stated.add("key")


def _known_tonic(tonic: str) -> str:
    """Spellings outside the table in their plain form: E# is F, Fb is E, B# and Cb too."""
    return {"E#": "F", "Fb": "E", "B#": "C", "Cb": "B"}.get(tonic, tonic)


def _set_mode(draft: Draft, mode: str, *, open_tonic: bool) -> None:
    draft.key = implied_key(mode, draft.seed) if open_tonic else draft.key.with_mode(mode)
    draft.stated.add("key")


def _transpose(draft: Draft, fact: facts.Transpose) -> None:
    if fact.semitones % 12 == 0:
        draft.note("octave", str(draft.key))
    draft.key = draft.key.transposed(fact.semitones)
    draft.stated.add("key")


def _relative_key(draft: Draft, fact: facts.RelativeKey) -> None:
    if is_minor_like(fact.mode) != draft.key.is_minor and not fact.parallel:
        shift = -3 if is_minor_like(fact.mode) else 3
        draft.key = Key.of_pitch_class(draft.key.pitch_class + shift, fact.mode)
    else:
        draft.key = draft.key.with_mode(fact.mode)
    draft.stated.add("key")


def _set_meter(draft: Draft, fact: facts.SetMeter) -> None:
    draft.meter = Meter(fact.name)
    draft.stated.add("meter")


def _set_bars(draft: Draft, fact: facts.SetBars) -> None:
    draft.bars = draft.clamped("bars", half_up(fact.bars))
    draft.stated.add("bars")


def _scale_bars(draft: Draft, fact: facts.ScaleBars) -> None:
    bars = draft.bars * max(fact.factor, 0.01)
    if fact.to_phrase:
        rounded = PHRASE_BARS * half_up(bars / PHRASE_BARS)
        # A longer piece is longer even where the phrase swallows the step.
        if rounded == draft.bars and fact.factor != 1:
            rounded += PHRASE_BARS if fact.factor > 1 else -PHRASE_BARS
        bars = rounded if rounded > 0 else PHRASE_BARS
        if draft.bars <= PHRASE_BARS and fact.factor < 1:
            bars = draft.bars * fact.factor
    draft.bars = draft.clamped("bars", half_up(bars))
    draft.stated.add("bars")


def _add_bars(draft: Draft, fact: facts.AddBars) -> None:
    draft.bars = draft.clamped("bars", half_up(draft.bars + fact.bars))
    draft.stated.add("bars")


def _seconds_of(draft: Draft, bars: float) -> float:
    pulses = draft.meter.bar_beats / draft.meter.pulse_beats
    return bars * pulses * 60.0 / draft.tempo_bpm


def _set_seconds(draft: Draft, fact: facts.SetSeconds) -> None:
    bars = fact.seconds / _seconds_of(draft, 1)
    phrases = max(1, half_up(bars / PHRASE_BARS)) * PHRASE_BARS
    draft.bars = draft.clamped("bars", phrases)
    length = f"{_seconds_of(draft, draft.bars):.0f}"
    draft.note(
        "length_in_time", f"{draft.bars:g}", length, f"{draft.tempo_bpm:g}", draft.meter.name
    )
    draft.stated.add("bars")


def _add_seconds(draft: Draft, fact: facts.AddSeconds) -> None:
    _set_seconds(draft, facts.SetSeconds(max(0.0, _seconds_of(draft, draft.bars) + fact.seconds)))


def _set_temperature(draft: Draft, fact: facts.SetTemperature) -> None:
    draft.temperature = draft.clamped("temperature", fact.value)
    draft.stated.add("temperature")


def _step_temperature(draft: Draft, fact: facts.StepTemperature) -> None:
    value = round(draft.temperature + TEMPERATURE_STEP * fact.steps, 6)
    draft.temperature = draft.clamped("temperature", value)
    draft.stated.add("temperature")


def _set_count(draft: Draft, fact: facts.SetCount) -> None:
    draft.count = int(draft.clamped("count", half_up(fact.count)))
    draft.stated.add("count")


def _set_loop(draft: Draft, fact: facts.SetLoop) -> None:
    draft.loop = fact.on
    draft.stated.add("loop")
    if fact.on and draft.pickup:
        _set_pickup(draft, facts.SetPickup(True))


def _set_pickup(draft: Draft, fact: facts.SetPickup) -> None:
    """A loop leads into its first bar, and somebody's melody begins as it begins."""
    is_free = not draft.loop and draft.base is None
    if fact.on and not is_free:
        draft.note("no_pickup", "loop" if draft.loop else "melody")
        draft.pickup = None
        draft.stated.discard("pickup")
        return
    draft.pickup = fact.on
    draft.stated.add("pickup")


def _set_intro(draft: Draft, fact: facts.SetIntro) -> None:
    draft.intro = int(draft.clamped("intro", half_up(fact.bars)))
    draft.stated.add("intro")


def _scale_intro(draft: Draft, fact: facts.ScaleIntro) -> None:
    bars = (draft.intro or 1) * fact.factor if fact.factor > 1 else draft.intro * fact.factor
    _set_intro(draft, facts.SetIntro(bars))


def _set_seed(draft: Draft, fact: facts.SetSeed) -> None:
    draft.seed = int(draft.clamped("seed", float(int(fact.seed)), fact.word))


def apply_mood(draft: Draft, name: str, *, open_tonic: bool) -> None:
    """A mood moves what was not stated: mode, tempo and density."""
    mood = mood_named(name)
    kept: list[str] = []
    if mood.mode and is_minor_like(mood.mode) != draft.key.is_minor:
        if "key" in draft.stated:
            kept.append(str(draft.key))
        else:
            draft.key = (
                implied_key(mood.mode, draft.seed) if open_tonic else draft.key.with_mode(mood.mode)
            )
    if "tempo_bpm" not in draft.stated:
        low, high = 40.0, 240.0
        draft.tempo_bpm = min(max(half_up(draft.tempo_bpm * mood.tempo), low), high)
    draft.density = mood.density
    draft.mood = name
    draft.note("mood", name, str(draft.key), f"{draft.tempo_bpm:g}", _density_word(mood.density))
    if kept:
        draft.note("mood_kept", name, " and ".join(kept))


def _density_word(density: float) -> str:
    return "denser" if density > 1 else "sparser" if density < 1 else "as dense as ever"


def _note_contradictions(draft: Draft, said: Sequence[facts.Fact]) -> None:
    """Two different values for one thing, not taken back: the last one counts."""
    for kind, name in ((facts.SetTempo, "tempo"), (facts.SetKey, "key"), (facts.SetMeter, "metre"),
                       (facts.SetBars, "length"), (facts.SetTemperature, "temperature"),
                       (facts.SetCount, "number of versions"), 
                       (facts.SetLoop, "loop"), (facts.SetIntro, "intro"),
                       (facts.SetPickup, "pickup"),
                       (facts.SetSeed, "seed")):  # fmt: skip
        values = list(dict.fromkeys(fact for fact in said if isinstance(fact, kind)))
        if len(values) > 1:
            draft.note("contradiction", name)


def _nothing(draft: Draft, fact: facts.Fact) -> None:
    """Facts that the dialogue acts on, not the draft."""


RULES: dict[type[facts.Fact], Rule] = {
    facts.SetTempo: _set_tempo, facts.ScaleTempo: _scale_tempo, facts.AddTempo: _add_tempo,
    facts.SetKey: _set_key, facts.Transpose: _transpose, facts.RelativeKey: _relative_key,
    facts.SetMeter: _set_meter, facts.SetBars: _set_bars, facts.ScaleBars: _scale_bars,
    facts.AddBars: _add_bars, facts.SetSeconds: _set_seconds, facts.AddSeconds: _add_seconds,
    facts.SetTemperature: _set_temperature, facts.StepTemperature: _step_temperature,
    facts.SetCount: _set_count, facts.SetSeed: _set_seed,
    facts.SetLoop: _set_loop, facts.SetIntro: _set_intro, facts.ScaleIntro: _scale_intro,
    facts.SetPickup: _set_pickup,
    facts.NewSeed: _nothing, facts.SameSeed: _nothing, **GENRE_RULES, **BAND_RULES,
}  # fmt: skip
_STATEMENTS = (
    facts.Blend, facts.BlendPath, facts.SetSeed, facts.SetMeter, facts.SetKey, facts.SetMode,
    facts.SetTempo, facts.SetBars, facts.SetTemperature, facts.SetCount, facts.SetBand,
    facts.ResetBand, facts.SetPickup, facts.SetLoop, facts.SetIntro,
)  # fmt: skip
_SHARES = (
    facts.OneShare, facts.Reweigh, facts.MoveGenre, facts.ScaleGenre, facts.AddGenre,
    facts.SwapGenre, facts.EvenOut, facts.Mirror, facts.RemoveGenre,
)  # fmt: skip
_RELATIVE = (
    facts.ScaleTempo, facts.AddTempo, facts.Transpose, facts.RelativeKey, facts.ScaleBars,
    facts.AddBars, facts.StepTemperature, facts.AddBand, facts.SwapBand, facts.BringBack,
    facts.LeaveOut, facts.ScaleIntro,
)  # fmt: skip
_PHASES: tuple[tuple[type[facts.Fact], ...], ...] = (
    _STATEMENTS, _SHARES, (facts.MoodIs,), _RELATIVE, (facts.SetSeconds, facts.AddSeconds),
)  # fmt: skip

__all__ = ["TEMPERATURE_RANGE", "NothingLeft", "apply_mood", "resolve"]
