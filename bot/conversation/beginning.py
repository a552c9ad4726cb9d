"""The blend that a new piece begins with, and what is left to say about it.

What a message leaves open comes from the conversation, then the user's usual blend,
then half jazz, half classical.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversation import facts
from bot.conversation.preferences import Usual
from bot.conversation.request import ResolvedRequest

FIRST_BLEND = ("jazz", "classical")


@dataclass(frozen=True, slots=True)
class Beginning:
    """Weights to begin with, the facts still to be applied, and remarks for the user."""

    weights: dict[str, float]
    said: list[facts.Fact]
    remarks: list[facts.Remark] = field(default_factory=list)
    path: list[dict[str, float]] | None = None


def beginning(
    said: list[facts.Fact], usual: Usual, current: ResolvedRequest | None, genres: Sequence[str]
) -> Beginning:
    """Where to begin. ``genres`` are the names that can be played."""
    stated = _stated(said)
    if stated is not None:
        return stated
    if current is not None and _can_be_played(current, genres):
        path = None if current.path is None else [dict(p.weights) for p in current.path]
        return Beginning(dict(current.weights), said, path=path)
    return _unstated(said, usual, genres)


def _can_be_played(request: ResolvedRequest, genres: Sequence[str]) -> bool:
    """Whether all its genres are there; one of the user's own may have been forgotten."""
    blends = [request.weights, *(point.weights for point in request.path or ())]
    return all(name in genres for weights in blends for name in weights)


def _stated(said: list[facts.Fact]) -> Beginning | None:
    path = next((f for f in reversed(said) if isinstance(f, facts.BlendPath)), None)
    if path is not None:
        mean: dict[str, float] = {}
        for point in path.points:
            for genre, weight in point.items():
                mean[genre] = mean.get(genre, 0.0) + weight / len(path.points)
        return Beginning(mean, said)
    blend = next((f for f in reversed(said) if isinstance(f, facts.Blend)), None)
    return None if blend is None else Beginning(dict(blend.weights), said)


def _unstated(said: list[facts.Fact], usual: Usual, genres: Sequence[str]) -> Beginning:
    shares = [f for f in said if isinstance(f, facts.OneShare) and f.share > 0]
    if shares:
        one = shares[-1]
        remark = facts.Remark("only_genre", (one.genre, f"{one.share * 100:g}"))
        return Beginning({one.genre: 1.0}, [f for f in said if f is not one], [remark])
    added = _added(said)
    if added and not usual.weights:
        changes = facts.AddGenre | facts.MoveGenre | facts.SwapGenre
        left = [f for f in said if not isinstance(f, changes)]
        remark = facts.Remark("nothing_to_add_to", tuple(added))
        return Beginning({genre: 1 / len(added) for genre in added}, left, [remark])
    if any(isinstance(f, facts.Remark) and f.kind == "jig" for f in said) and "celtic" in genres:
        return Beginning({"celtic": 1.0}, said, [facts.Remark("jig_is_celtic")])
    known = {genre: w for genre, w in (usual.weights or {}).items() if genre in genres}
    if known:
        return Beginning(known, said, [facts.Remark("usual_weights")])
    names = [name for name in FIRST_BLEND if name in genres] or list(genres)[:2]
    weights = {name: 1 / len(names) for name in names}
    return Beginning(weights, said, [facts.Remark("no_genre", tuple(names))])


def _added(said: Sequence[facts.Fact]) -> list[str]:
    """Genres that a first message brings in though there is nothing to add them to."""
    named = [
        fact.genre
        for fact in said
        if isinstance(fact, facts.AddGenre | facts.MoveGenre) and fact.share > 0
    ]
    named += [fact.new for fact in said if isinstance(fact, facts.SwapGenre)]
    return list(dict.fromkeys(named))
