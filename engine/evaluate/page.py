"""An evaluation as part of a page: Markdown between two marks, the rest of the page stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.evaluate.reference import EvaluationError
from engine.evaluate.tables import Table

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def write_page(
    path: Path, tables: Iterable[Table], pictures: Sequence[tuple[str, Path]], *, made: str
) -> None:
    """Write the tables and pictures into ``path``, between the marks where it has them.

    ``pictures`` are (caption, file beside or below the page); ``made`` says how and when.
    Raises EvaluationError where the page can't be written.
    """
    parts = [made]
    for table in tables:
        parts.append(f"### {table.title}\n\n{table.note}\n\n{markdown(table)}")
    for caption, file in pictures:
        place = file.relative_to(path.parent) if file.is_relative_to(path.parent) else file
        parts.append(f"![{caption}]({place.as_posix()})")
    figures = f"{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}"
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else "# Evaluation\n\n"
        head, begin, rest = before.partition(BEGIN)
        _, end, tail = rest.partition(END)
        text = head + figures + (tail if begin and end else "\n")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path} can't be written ({error.strerror})") from error


def markdown(table: Table) -> str:
    """The table in Markdown; columns after the first are numbers or short words."""
    if not table.rows:
        return "*none*"
    lines = [table.head, tuple("---" for _ in table.head), *table.rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)
