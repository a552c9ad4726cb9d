"""A user's own genres as they lie on disk: what they are called, how they sound, where
their networks are.

One folder a genre. ``genre.json`` is written last and names the files that belong to it,
so that a genre is there whole or not at all; weights are ``store``'s. Starts without NumPy:
the front ends read this. Knows no training and no arranger.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from models.errors import OwnGenreError
from models.upbeats import Upbeats, upbeats_from_json, upbeats_to_json
from music.genres import GENRE_NAMES, Genre, find_genre
from music.instruments import find_instrument
from music.meter import Meter

FORMAT = 1
LONGEST_NAME = 30
FILE = "genre.json"
CARD = "card.md"
CARD_FACTS = (
    "tunes", "files", "notes", "held_out", "expectation", "nearest", "held_out_bits",
    "held_out_bits_before", "skipped", "skipped_reasons",
)  # fmt: skip
_FIELDS = ("name", "other_names", "tempo_bpm", "meter", "mode", "color", "blurb", "id")


@dataclass(frozen=True, slots=True)
class StyleFigures:
    """What the files say of how the genre's band plays.

    ``nearest`` is the genre with Fusebox whose style fills what the files leave open;
    ``swing`` (0.5 straight) and ``has_drums`` are None where no performance says it;
    ``density`` is 0 to 1; ``players`` are instruments by role, most usual first.
    """

    nearest: str
    swing: float | None = None
    has_drums: bool | None = None
    density: float = 0.5
    players: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnGenre:
    """One trained genre of a user.

    ``phase1`` and ``rows`` are the stems of its weights in ``folder``; ``made_for`` are
    versions of the shipped networks that it was trained with; ``card`` is its data card;
    ``upbeats`` by metre are empty for a genre that was trained before they were counted.
    """

    row: Genre
    style: StyleFigures
    folder: Path
    phase1: str
    rows: str
    made_for: Mapping[str, str]
    card: Mapping[str, Any]
    upbeats: Mapping[str, Upbeats] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.row.name


def folder_of(genres_dir: Path, name: str) -> Path:
    """Where a genre of this name lies."""
    return genres_dir / name.replace(" ", "-")


def versions_in(weights_dir: Path) -> dict[str, str]:
    """The versions of the networks that a genre's rows belong to, from their cards.

    Raises OwnGenreError where a card can't be read.
    """
    versions = {}
    for stem in ("phase2", "harmony"):
        try:
            card = json.loads((weights_dir / f"{stem}.json").read_text(encoding="utf-8"))
            versions[stem] = str(card["sha256"])[:8]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OwnGenreError(
                f"the card of the weights {stem!r} in {weights_dir} can't be read; "
                "install Fusebox again"
            ) from error
    return versions


def load_own_genres(
    genres_dir: Path, weights_dir: Path
) -> tuple[tuple[OwnGenre, ...], tuple[str, ...]]:
    """The usable genres by name, and a sentence for each that can't be used."""
    if not genres_dir.is_dir():
        return (), ()
    found: list[OwnGenre] = []
    troubles: list[str] = []
    for path in sorted(genres_dir.glob(f"*/{FILE}")):
        try:
            genre = read_own_genre(path.parent)
            _check_fits(genre, weights_dir)
            twin = next((other for other in found if other.name == genre.name), None)
            if twin is not None:
                raise OwnGenreError(
                    f"{twin.folder} and {genre.folder} are both called {genre.name!r}; the "
                    "second is left out, delete one of them or train it under another name"
                )
            found.append(genre)
        except OwnGenreError as error:
            troubles.append(str(error))
    return tuple(found), tuple(troubles)


def read_own_genre(folder: Path) -> OwnGenre:
    """The genre of a folder. Raises OwnGenreError where it is none or a part is missing."""
    path = folder / FILE
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise ValueError("another format")
        genre = _from_json(stored, folder)
        _check_values(genre)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise OwnGenreError(
            f"the genre in {folder} can't be read; train it again with 'fusebox train --genre'"
        ) from error
    missing = [s for s in (genre.phase1, genre.rows) if not (folder / f"{s}.npz").is_file()]
    if missing:
        raise OwnGenreError(
            f"the genre {genre.name!r} has lost its weights {missing[0]}.npz in {folder}; "
            f"{how_to_train(genre.name)}"
        )
    return genre


def write_own_genre(genre: OwnGenre, card_text: str) -> None:
    """Commit a genre whose weights are written: from now on its folder means it.

    Weights of an earlier training in the folder are deleted afterwards.
    """
    stored = {
        "format": FORMAT,
        "row": {name: getattr(genre.row, name) for name in _FIELDS},
        "style": asdict(genre.style),
        "upbeats": upbeats_to_json(genre.upbeats),
        "phase1": genre.phase1,
        "rows": genre.rows,
        "made_for": dict(genre.made_for),
        "card": dict(genre.card),
    }
    _replace(genre.folder / CARD, card_text)
    _replace(genre.folder / FILE, json.dumps(stored, indent=1, ensure_ascii=False) + "\n")
    kept = {f"{stem}{end}" for stem in (genre.phase1, genre.rows) for end in (".npz", ".json")}
    for path in (*genre.folder.glob("phase1-*"), *genre.folder.glob("rows-*")):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def forget_own_genre(genres_dir: Path, name: str) -> None:
    """Delete a genre. Raises OwnGenreError where there is none of that name."""
    folder = folder_of(genres_dir, name)
    if not (folder / FILE).is_file():
        raise OwnGenreError(f"there is no genre of your own called {name!r}; nothing was deleted")
    try:
        (folder / FILE).unlink()  # first, so that half a genre is never found
        shutil.rmtree(folder)
    except OSError as error:
        raise OwnGenreError(f"{folder} can't be deleted: {error.strerror}") from error


def how_to_train(name: str) -> str:
    """``train it with: fusebox train --genre "NAME" --from FOLDER``."""
    return f'train it with: fusebox train --genre "{name}" --from FOLDER'


def _check_fits(genre: OwnGenre, weights_dir: Path) -> None:
    if genre.name in GENRE_NAMES:
        raise OwnGenreError(
            f"your genre {genre.name!r} has the name of one that comes with Fusebox and is "
            f"left out; train it again under another name, then delete {genre.folder}"
        )
    if versions_in(weights_dir) != dict(genre.made_for):
        raise OwnGenreError(
            f"your genre {genre.name!r} was trained with other weights of Fusebox and is left "
            f"out; {how_to_train(genre.name)}"
        )


def _check_values(genre: OwnGenre) -> None:
    """Raises ValueError or LookupError where a file that somebody copied or edited is wrong."""
    row, style = genre.row, genre.style
    Meter(row.meter)
    find_genre(style.nearest)
    for name in (name for names in style.players.values() for name in names):
        find_instrument(name)
    sane = (
        re.fullmatch(r"[^\W_]+(?: [^\W_]+)*", row.name)
        and len(row.name) <= LONGEST_NAME
        and re.fullmatch(r"#[0-9A-Fa-f]{6}", row.color)
        and re.fullmatch(r"[0-9a-f]{8}", row.id)
        and row.mode in ("major", "minor")
        and 40 <= row.tempo_bpm <= 240
        and 0 <= style.density <= 1
        and (style.swing is None or 0.5 <= style.swing <= 0.75)
        and set(style.players) <= {"melody", "chords", "bass", "inner", "counter"}
        and set(CARD_FACTS) <= set(genre.card)
        and all(re.fullmatch(r"[a-z0-9-]+", stem) for stem in (genre.phase1, genre.rows))
    )
    if not sane:
        raise ValueError("a value outside its range")


def _from_json(stored: Mapping[str, Any], folder: Path) -> OwnGenre:
    row = {name: stored["row"][name] for name in _FIELDS}
    style = dict(stored["style"])
    players = {role: tuple(names) for role, names in style.pop("players").items()}
    return OwnGenre(
        row=Genre(**{**row, "other_names": tuple(row["other_names"])}),
        style=StyleFigures(**style, players=players),
        folder=folder,
        phase1=str(stored["phase1"]),
        rows=str(stored["rows"]),
        made_for=dict(stored["made_for"]),
        card=dict(stored["card"]),
        upbeats=upbeats_from_json(stored.get("upbeats", {})),
    )


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(path.suffix + ".part")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)
