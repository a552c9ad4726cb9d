"""Changing weights: setting, moving, adding, removing, renaming genres in a blend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.conversation import facts
from bot.conversation.draft import Draft

MOST_AFTER_AN_EDIT = 0.95
ADDED_BY_MORE = 0.20
_Weights = dict[str, float]


class NothingLeft(Exception):
    """No genre remains; the argument is the one that was taken out last."""


def with_share(weights: _Weights, genre: str, share: float) -> _Weights:
    """One genre at a share, the others scaled into the rest, in their old order."""
    others = sum(weight for name, weight in weights.items() if name != genre)
    if share <= 0:
        return without_genre(weights, genre)
    if others <= 0 or share >= 1:
        return {genre: 1.0}
    scaled = {
        name: share if name == genre else weight * (1 - share) / others
        for name, weight in weights.items()
    }
    scaled.setdefault(genre, share)
    return scaled


def without_genre(weights: _Weights, genre: str) -> _Weights:
    """The blend without a genre. Raises NothingLeft where it was the only one."""
    left = {name: weight for name, weight in weights.items() if name != genre}
    total = sum(left.values())
    if total <= 0:
        raise NothingLeft(genre)
    return {name: weight / total for name, weight in left.items()}


def _everywhere(draft: Draft, change: Callable[[_Weights], _Weights]) -> None:
    """A change of the blend, at every point where there is a path."""
    if draft.path:
        draft.set_path([change(point) for point in draft.path])
    else:
        draft.set_weights(change(draft.weights))


def _blend(draft: Draft, fact: facts.Blend) -> None:
    draft.set_weights(dict(fact.weights))


def _path(draft: Draft, fact: facts.BlendPath) -> None:
    draft.set_path([dict(point) for point in fact.points])


def _one_share(draft: Draft, fact: facts.OneShare) -> None:
    if fact.genre in draft.weights and len(draft.weights) == 1 and fact.share < 1:
        draft.note("only_genre", fact.genre, f"{fact.share * 100:g}")
        return
    draft.set_weights(with_share(draft.weights, fact.genre, fact.share))


def _move(draft: Draft, fact: facts.MoveGenre) -> None:
    if fact.genre not in draft.weights:
        if fact.share > 0:
            _everywhere(draft, lambda weights: with_share(weights, fact.genre, ADDED_BY_MORE))
        else:
            draft.note("not_in_mix", fact.genre)
        return
    if len(draft.weights) == 1:
        draft.note("already_alone", fact.genre)
        return

    def moved(weights: _Weights) -> _Weights:
        if len(weights) == 1 and fact.genre in weights:
            return weights
        share = weights.get(fact.genre, 0.0) + fact.share
        return with_share(weights, fact.genre, _bounded(draft, fact.genre, share))

    _everywhere(draft, moved)


def _bounded(draft: Draft, genre: str, share: float) -> float:
    if share > MOST_AFTER_AN_EDIT + 1e-9:
        draft.note("at_most", genre)
        return MOST_AFTER_AN_EDIT
    if share < 1 - MOST_AFTER_AN_EDIT - 1e-9:
        draft.note("at_least", genre)
        return 1 - MOST_AFTER_AN_EDIT
    return share


def _scale(draft: Draft, fact: facts.ScaleGenre) -> None:
    share = draft.weights.get(fact.genre, ADDED_BY_MORE / fact.factor) * fact.factor
    if len(draft.weights) == 1 and fact.genre in draft.weights:
        draft.note("already_alone", fact.genre)
        return
    share = _bounded(draft, fact.genre, share)
    _everywhere(draft, lambda weights: with_share(weights, fact.genre, share))


def _add(draft: Draft, fact: facts.AddGenre) -> None:
    if fact.genre in draft.weights:
        _move(draft, facts.MoveGenre(fact.genre, min(fact.share, 0.15)))
        return
    share = min(fact.share, MOST_AFTER_AN_EDIT)
    _everywhere(draft, lambda weights: with_share(weights, fact.genre, share))


def _remove(draft: Draft, fact: facts.RemoveGenre) -> None:
    if fact.genre not in draft.weights:
        if not draft.is_new:
            draft.note("not_in_mix", fact.genre)
        return
    if draft.path:
        points = [point for point in draft.path if set(point) != {fact.genre}]
        left = [without_genre(point, fact.genre) for point in points]
        if len(left) < 2:
            draft.set_weights(without_genre(draft.weights, fact.genre))
        else:
            draft.set_path(left)
        return
    draft.set_weights(without_genre(draft.weights, fact.genre))


def _swap(draft: Draft, fact: facts.SwapGenre) -> None:
    if fact.old not in draft.weights:
        draft.note("not_in_mix", fact.old)
        if fact.new not in draft.weights:
            _add(draft, facts.AddGenre(fact.new, 0.25))
        return

    def swapped(weights: _Weights) -> _Weights:
        renamed: _Weights = {}
        for name, weight in weights.items():
            name = fact.new if name == fact.old else name
            renamed[name] = renamed.get(name, 0.0) + weight
        return renamed

    _everywhere(draft, swapped)


def _even_out(draft: Draft, fact: facts.EvenOut) -> None:
    draft.set_weights({name: 1 / len(draft.weights) for name in draft.weights})


def _mirror(draft: Draft, fact: facts.Mirror) -> None:
    if draft.path:
        draft.set_path(draft.path[::-1])
        return
    by_weight = sorted(draft.weights, key=lambda name: draft.weights[name])
    values = [draft.weights[name] for name in reversed(by_weight)]
    turned = dict(zip(by_weight, values, strict=True))
    draft.set_weights({name: turned[name] for name in draft.weights})


def _reweigh(draft: Draft, fact: facts.Reweigh) -> None:
    if len(fact.shares) != len(draft.weights) or sum(fact.shares) <= 0:
        draft.note("ratio_unclear", str(len(fact.shares)), str(len(draft.weights)))
        return
    draft.set_weights(dict(zip(draft.weights, fact.shares, strict=True)))


GENRE_RULES: dict[type[facts.Fact], Callable[[Draft, Any], None]] = {
    facts.Blend: _blend, facts.BlendPath: _path, facts.OneShare: _one_share,
    facts.MoveGenre: _move, facts.ScaleGenre: _scale, facts.AddGenre: _add,
    facts.RemoveGenre: _remove, facts.SwapGenre: _swap, facts.EvenOut: _even_out,
    facts.Mirror: _mirror, facts.Reweigh: _reweigh,
}  # fmt: skip
