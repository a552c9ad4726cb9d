"""What training makes once the networks stand: originality, judges and what composing goes by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from engine.compose.acting_build import learn_acting
from engine.compose.examples_build import build_examples
from engine.evaluate.reference_build import build_reference
from models.judge.acting import FILE as ACTING
from models.judge.training import train_judges
from models.networks import Networks
from models.originality_build import build_index

Say = Callable[[str], None]
Finish = Callable[[Path, Path, Say], None]


def _originality(cache_dir: Path, weights_dir: Path, say: Say) -> None:
    say(str(build_index(cache_dir, weights_dir)))


def _judges(cache_dir: Path, weights_dir: Path, say: Say) -> None:
    train_judges(cache_dir, weights_dir, say=say)


def _examples(cache_dir: Path, weights_dir: Path, say: Say) -> None:
    say(str(build_examples(cache_dir, weights_dir)))


def _acting(cache_dir: Path, weights_dir: Path, say: Say) -> None:
    del cache_dir  # listens to pieces of its own
    learn_acting(Networks(weights_dir), say=say).save(weights_dir / ACTING)


def _reference(cache_dir: Path, weights_dir: Path, say: Say) -> None:
    say(str(build_reference(cache_dir, weights_dir)))


# In the order in which one needs the other.
FINISHING: Mapping[str, Finish] = {
    "originality": _originality,
    "judges": _judges,
    "examples": _examples,
    "acting": _acting,
    "reference": _reference,
}
