"""What a piece is when it has arrived: files that other programs can read."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import mido
import soundfile

from storage.memory import FILE_NAME
from tests.wire.simulator import Simulator
from tests.wire.simulator.interactions import Interaction
from tests.wire.simulator.messages import Message

PATIENCE_S = 240.0


def wait_for_piece(asked: Interaction, seconds: float = PATIENCE_S) -> Message:
    """Wait for MIDI and sound to arrive through an interaction; the message that has the MIDI."""
    asked.acknowledged()
    asked.until(lambda: _has_all(asked.messages), "MIDI and sound", seconds)
    return next(message for message in asked.messages if message.file(".mid"))


def wait_for_reply(discord: Simulator, said: Message, seconds: float = PATIENCE_S) -> Message:
    """Wait for the piece that answers a message; the message that has the MIDI."""

    def replies() -> list[Message]:
        mine = [m for m in discord.channels.in_channel(said.channel) if m.author is discord.bot]
        return [m for m in mine if int(m.id) > int(said.id)]

    discord.until(lambda: _has_all(replies()), "MIDI and sound", seconds)
    return next(message for message in replies() if message.file(".mid"))


def check_piece(messages: Iterable[Message]) -> None:
    """The files of a piece are what they say. Raises AssertionError."""
    messages = list(messages)
    midi = next(data for m in messages if (data := m.file(".mid")))
    sound = next(data for m in messages if (data := m.file(".ogg")))
    file = mido.MidiFile(file=io.BytesIO(midi))
    notes = [event for event in file if event.type == "note_on" and event.velocity]
    assert len(notes) > 4
    samples, rate = soundfile.read(io.BytesIO(sound))
    assert abs(samples).max() > 0.01
    assert len(samples) / rate > file.length * 0.8


def nobody_is_called(messages: Iterable[Message]) -> None:
    """Nothing that was said can ring anybody's bell. Raises AssertionError."""
    for message in messages:
        for version, allowed in zip(message.versions, message.allowed_mentions, strict=True):
            if version.payload.get("content") and not message.loading:
                assert allowed is not None
                assert not allowed.get("parse"), version.payload["content"]
                assert not allowed.get("users")


def with_piece(messages: Iterable[Message]) -> list[Message]:
    """Those messages in which there is a MIDI file."""
    return [message for message in messages if message.file(".mid")]


def _has_all(messages: list[Message]) -> bool:
    return all(any(m.file(ending) for m in messages) for ending in (".mid", ".ogg"))


def owed_jobs(folder: Path) -> int:
    """How many jobs a bot's memory still owes somebody."""
    with contextlib.closing(sqlite3.connect(f"file:{folder / FILE_NAME}?mode=ro", uri=True)) as db:
        sql = "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running')"
        return int(db.execute(sql).fetchone()[0])


def age_memory(folder: Path, days: float) -> None:
    """Move every moment in a bot's memory into the past; the bot must not be running."""
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as database, database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            columns = database.execute(f"PRAGMA table_info({table})").fetchall()
            for column in (row[1] for row in columns if row[1].endswith("_at")):
                database.execute(f"UPDATE {table} SET {column} = {column} - ?", (days * 86400,))
