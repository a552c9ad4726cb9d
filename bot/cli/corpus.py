"""``fusebox corpus``: the list of its commands; each lives in a file of its own."""

from __future__ import annotations

import typer

from bot.cli import corpus_build, corpus_cards, corpus_fetch, corpus_show, corpus_stats

app = typer.Typer(help="Read the training corpora into lead sheets, and look at them.")
app.command("build")(corpus_build.build)
app.command("list")(corpus_show.list_pieces)
app.command("show")(corpus_show.show)
app.command("stats")(corpus_stats.stats)
app.command("fetch")(corpus_fetch.fetch)
app.command("cards")(corpus_cards.cards)
