"""What is said of a composed melody's longest run."""

from engine.metrics.originality import original_enough, originality_facts, quotes_a_work
from models.originality import NO_RUN, Run, Work
from models.originality_build import index_of
from tests.models.test_originality import piece, tune

WORK = Work("a/b/c", "The Tune", "a/b", "folk")


def test_thirteen_shared_notes_are_allowed_and_fourteen_are_a_quotation() -> None:
    assert not quotes_a_work(Run(13, 0, WORK))
    assert quotes_a_work(Run(14, 0, WORK))
    assert not quotes_a_work(NO_RUN)


def test_candidates_are_sorted_out_together() -> None:
    index = index_of([piece("t", tune(1, pitches=12))])
    assert original_enough([tune(1, pitches=12), tune(2, pitches=12)], index) == [False, True]


def test_facts_name_the_work_and_the_note_counted_from_one() -> None:
    facts = originality_facts(Run(9, 4, WORK))
    assert facts["longest_run_notes"] == 9
    assert facts["nearest_work"] == {
        "id": "a/b/c",
        "title": "The Tune",
        "source": "a/b",
        "genre": "folk",
        "at_note": 5,
    }
    assert originality_facts(NO_RUN)["nearest_work"] is None
