"""Sides are for ever, and nothing of a held-out work is trained on."""

import random
from typing import Any

from models.corpora.dedupe import assign_splits
from models.corpora.near import Fingerprints, fingerprint
from models.corpora.split import SPLITS, fixed_split, hashed_split, held_back, listed_split, work_of


def tune(seed: int, *, notes: int = 60, up: int = 0, slower: int = 1) -> list[list[int]]:
    chance = random.Random(seed)
    rows, now = [], 0
    for _ in range(notes):
        length = chance.choice((6, 6, 12, 18)) * slower
        rows.append([now, length, chance.randint(60, 76) + up])
        now += length
    return rows


def row(name: str, melody: list[list[int]], genre: str = "folk", **more: Any) -> dict[str, Any]:
    return {"id": name, "genre": genre, "melody": melody, "chords_from": "", **more}


def test_published_list_is_whole() -> None:
    listed = listed_split()
    assert len(listed) == 13_112
    assert {split for split, _ in listed.values()} == set(SPLITS)


def test_nothing_that_the_list_holds_out_is_ever_trained_on() -> None:
    listed, fixed = listed_split(), fixed_split()
    moved = {name for name in listed if fixed[name] != listed[name]}
    assert all(name.startswith("ragtime/") for name in moved)
    assert {listed[name][0] for name in moved} == {"train"}
    assert {fixed[name][0] for name in moved} == {"valid", "test"}


def test_ragtime_keeps_its_held_out_works_for_ever() -> None:
    sides = {name.split("/")[-1]: side for name, (side, _) in fixed_split().items()
             if name.startswith("ragtime/") and side != "train"}  # fmt: skip
    assert sides == {
        "JoplinS_PineappleRag_PineappleRag.midi": "valid",
        "JoplinS_sun_flower_slow_drag_sun_flower_slow_drag.midi": "valid",
        "JoplinS_a_breeze_from_alabama_a_breeze_from_alabama.midi": "test",
        "JoplinS_original_original.midi": "test",
    }


def test_a_fifth_is_held_back_and_few_works_spare_none() -> None:
    sides = held_back([f"w-{i}" for i in range(30)])
    assert sorted(sides.values()) == ["test"] * 3 + ["valid"] * 3
    assert sides == held_back([f"w-{29 - i}" for i in range(30)])
    assert held_back(["a", "b", "c", "d"]) == {}


def test_hash_never_changes() -> None:
    names = [f"w-{i}" for i in range(2000)]
    sides = [hashed_split(name) for name in names]
    assert hashed_split("w-autumnleaves") == "train"
    assert 0.85 < sides.count("train") / 2000 < 0.95
    assert sides.count("test") > 50


def test_works_are_named_plainly() -> None:
    assert work_of("a/b/Für_Elise (2).mid") == "furelise2"


def test_fingerprint_ignores_key_and_note_values() -> None:
    assert fingerprint(tune(1)) == fingerprint(tune(1, up=5, slower=2))
    assert not fingerprint(tune(1)) & fingerprint(tune(2))


def test_alike_pieces_are_found_by_a_part_of_them() -> None:
    index = Fingerprints()
    index.add("one", fingerprint(tune(1)))
    index.add("two", fingerprint(tune(2)))
    found = index.like(fingerprint(tune(1, notes=40)), 0.5)
    assert [name for _, name in found] == ["one"]


def test_listed_pieces_keep_the_side_of_the_list() -> None:
    rows = [row("a", tune(1)), row("b", tune(2))]
    assign_splits(rows, {"a": ("test", "c1"), "b": ("train", "c2")})
    assert [(r["split"], r["cluster"]) for r in rows] == [("test", "c1"), ("train", "c2")]


def test_training_piece_that_sounds_like_a_held_out_one_is_dropped() -> None:
    rows = [row("a", tune(1)), row("b", tune(1, up=2))]
    assign_splits(rows, {"a": ("valid", "c1"), "b": ("train", "c2")})
    assert [r["split"] for r in rows] == ["valid", "drop"]


def test_training_piece_of_a_held_out_work_is_dropped() -> None:
    rows = [row("a", tune(1)), row("b", tune(2))]
    assign_splits(rows, {"a": ("test", "c1"), "b": ("train", "c1")})
    assert [r["split"] for r in rows] == ["test", "drop"]


def test_new_piece_that_sounds_like_a_held_out_one_is_dropped() -> None:
    rows = [row("a", tune(1)), row("mine", tune(1, up=3))]
    assign_splits(rows, {"a": ("test", "c1")})
    assert rows[1]["split"] == "drop"
    assert rows[1]["cluster"] == "c1"


def test_copies_in_training_are_kept_once_and_the_one_with_chords() -> None:
    rows = [row("a", tune(1)), row("b", tune(1, up=2), chords_from="file"), row("c", tune(3))]
    assign_splits(rows, {name: ("train", name) for name in "abc"})
    assert [r["split"] for r in rows] == ["drop", "train", "train"]


def test_parts_of_one_piece_stay_together() -> None:
    rows = [row("a", tune(1)), row("a", tune(2)), row("b", tune(3))]
    assign_splits(rows, {})
    assert rows[0]["split"] == rows[1]["split"]
