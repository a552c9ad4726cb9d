"""Originality of a composed melody: how long a run is too long, and what a report says of it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.metrics.work_titles import work_title
from models.originality import SHORTEST_RUN, OriginalityIndex, Run
from music.leadsheet import LeadSheet

# A longer shared run is a quotation: the 95th percentile between unseen real works is 13.
LONGEST_ALLOWED_RUN = 13


def quotes_a_work(run: Run) -> bool:
    """Whether a candidate with this run must be thrown away: it shares over 13 notes."""
    return run.notes > LONGEST_ALLOWED_RUN


def original_enough(sheets: Sequence[LeadSheet], index: OriginalityIndex) -> list[bool]:
    """For each candidate whether it may be kept; one question for all of them."""
    return [not quotes_a_work(run) for run in index.longest_runs(sheets)]


def originality_facts(run: Run) -> dict[str, object]:
    """What a composition's ``.json`` says of its run.

    ``{"longest_run_notes": 9, "nearest_work": {"title": …}}``; where no work shares eight notes,
    ``{"longest_run_notes": 0, "nearest_work": None}``.
    """
    work = run.work
    return {
        "longest_run_notes": run.notes,
        "shortest_run_looked_for": SHORTEST_RUN,
        "nearest_work": work
        and {
            "id": work.piece_id,
            "title": work_title(work),
            "source": work.source,
            "genre": work.genre,
            "at_note": run.first_note + 1,
        },
    }
