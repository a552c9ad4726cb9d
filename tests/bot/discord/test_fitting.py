"""Whatever is to be said fits the limits, is split, or becomes a file; what is lost is told."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord import limits
from bot.discord.buttons import formats_view, making_view, piece_view
from bot.discord.fitting import Room, check_view, fitted
from bot.discord.payload import Attached, Payload
from bot.discord.pressed import custom_id

ROOM = Room("en-US", 1000)


@given(st.text(max_size=9000), st.integers(1, 2500))
def test_parts_of_a_text_are_short_and_hold_every_word(text: str, most: int) -> None:
    parts = limits.pieces_of(text, most)
    assert all(len(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_text_is_broken_between_its_lines() -> None:
    lines = [f"line {number} " + "x" * 90 for number in range(40)]
    parts = limits.pieces_of("\n".join(lines))
    assert [line for part in parts for line in part.split("\n")] == lines


def test_a_long_message_is_split_and_a_very_long_one_becomes_a_file() -> None:
    split = fitted(Payload("word " * 900), ROOM)
    assert len(split) == 3
    assert all(len(one.content) <= limits.CONTENT and not one.files for one in split)
    (whole,) = fitted(Payload("word " * 5000), Room())
    assert whole.files[0].content.decode() == "word " * 5000
    assert len(whole.content) <= limits.CONTENT


def test_files_that_are_too_large_are_left_out_and_named() -> None:
    files = (Attached("small.mid", b"1"), Attached("large.ogg", b"1" * 1001))
    (one,) = fitted(Payload("here", files=files), ROOM)
    assert [file.name for file in one.files] == ["small.mid"]
    assert "large.ogg" in one.content


def test_many_files_are_several_messages() -> None:
    files = tuple(Attached(f"{n}.png", b"1") for n in range(23))
    sent = fitted(Payload(files=files), ROOM)
    assert [len(one.files) for one in sent] == [10, 10, 3]
    large = tuple(Attached(f"{n}.wav", b"1" * (9 * 1024 * 1024)) for n in range(3))
    assert [len(one.files) for one in fitted(Payload(files=large), Room())] == [2, 1]


@given(
    st.text(max_size=600), st.text(max_size=7000),
    st.lists(st.tuples(st.text(max_size=500), st.text(max_size=3000)), max_size=30),
)  # fmt: skip
def test_an_embed_is_cut_to_what_discord_takes(
    title: str, description: str, rows: list[tuple[str, str]]
) -> None:
    embed = discord.Embed(title=title, description=description)
    embed._fields = [{"name": name, "value": value, "inline": True} for name, value in rows]
    (one,) = fitted(Payload(embed=embed), ROOM)
    assert one.embed is not None
    assert len(one.embed) <= limits.EMBED_TOTAL
    assert len(one.embed.title or "") <= limits.EMBED_TITLE
    assert len(one.embed.description or "") <= limits.EMBED_DESCRIPTION
    assert len(one.embed.fields) <= limits.EMBED_FIELDS
    assert all(0 < len(field.name or "") <= limits.FIELD_NAME for field in one.embed.fields)
    assert all(0 < len(field.value or "") <= limits.FIELD_VALUE for field in one.embed.fields)


def test_buttons_that_break_a_limit_are_a_fault() -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(custom_id="same", label="one"))
    view.add_item(discord.ui.Button(custom_id="same", label="two"))
    with pytest.raises(ValueError, match="twice"):
        check_view(view)


def test_our_own_buttons_keep_every_limit() -> None:
    longest = 2**64 - 1
    genres = ["a genre of one's own with a long name", *"abcdefgh"]
    for view in (
        piece_view("K7M2QX", longest, "de", genres, up=12_345_678, down=9),
        making_view(2**60, longest, "de"), formats_view("K7M2QX", longest, "de"),
    ):  # fmt: skip
        check_view(view)
        for row in view.to_components():
            assert len(row["components"]) <= 5
            for part in row["components"]:
                assert len(part.get("label", "")) <= limits.BUTTON_LABEL


def test_a_custom_id_holds_the_longest_argument() -> None:
    assert len(custom_id("musicxml", "FX" * 10, 2**64 - 1, "x" * 500)) <= limits.CUSTOM_ID
