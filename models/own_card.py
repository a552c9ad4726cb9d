"""The data card of a user's own genre in words: what it was learnt from, how far to trust it.

Reads the plain data of the card; how that is gathered is ``training/own_record``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# (tunes up to, what to expect of a genre that has no more)
_EXPECTATIONS: tuple[tuple[int, str], ...] = (
    (15, "very few tunes: expect quotations and little of the genre's range"),
    (60, "few tunes: expect quotations now and then and a narrow manner"),
    (200, "a fair number of tunes: the manner should come through"),
)
_MANY = "plenty of tunes"


def expectation(tunes: int) -> str:
    """An honest sentence about a genre that was learnt from so many tunes."""
    return next((words for most, words in _EXPECTATIONS if tunes <= most), _MANY)


def card_lines(card: Mapping[str, Any]) -> list[str]:
    """The card in short, one fact a line, for a terminal."""
    lines = [
        f"{card['tunes']} tunes from {card['files']} files, {card['notes']:,} notes; "
        f"{card['held_out']} tunes held out to measure with",
        f"{card['expectation']}",
        f"nearest known genre: {card['nearest']}",
        f"bits per note on the held-out tunes: {card['held_out_bits']:.2f} "
        f"(before training {card['held_out_bits_before']:.2f})",
    ]
    if card["skipped"]:
        lines.append(f"{card['skipped']} left out, the first: {_reason(card)}")
    if "quotes" in card:
        quotes = card["quotes"]
        lines.append(
            f"longest quotations in {len(quotes['notes'])} sampled pieces: "
            f"{', '.join(str(n) for n in quotes['notes'])} notes "
            f"(held-out tunes share up to {quotes['between_tunes']} with the others)"
        )
    return lines


def card_text(name: str, card: Mapping[str, Any]) -> str:
    """The card as Markdown, for people who open the genre's folder."""
    parts = [f"# {name}", "", "A genre of your own, learnt by `fusebox train`.", ""]
    parts += [f"- {line}" for line in card_lines(card)]
    parts += [f"- metres: {_counts(card['meters'])}; modes: {_counts(card['modes'])}"]
    if "pickups" in card:
        parts += [f"- begin with a pickup: {card['pickups']} of {card['tunes']} tunes"]
    parts += [f"- trained on {card['date']} in {card['seconds'] / 60:.1f} minutes"]
    parts += [f"- licence: {card['licence']}", ""]
    if card["skipped_reasons"]:
        parts += ["Left out:", ""]
        parts += [f"- {name}: {reason}" for name, reason in card["skipped_reasons"]]
        parts += [""]
    return "\n".join(parts)


def _reason(card: Mapping[str, Any]) -> str:
    name, reason = card["skipped_reasons"][0]
    return f"{name}: {reason}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in counts.items())
