"""What is composed, and how composed pieces are kept."""

from pathlib import Path

import pytest

from engine.evaluate.composing import compose_planned, said
from engine.evaluate.keeping import KeptPieces, sheet_from_row, sheet_to_row
from engine.evaluate.plan import QUICK, SECTIONS, Amounts, plan_pieces, request_for
from engine.evaluate.reference import EvaluationError, Reference, load_reference
from engine.request import CompositionRequest
from models.errors import WeightsError
from models.judge.pairs import PAIRS
from music.genres import GENRE_NAMES
from music.leadsheet import LeadSheet
from tests.engine.evaluate.pieces import made_sheet

NO_WORKS = Reference({})


class Composer:
    """Writes a hymn for any request and counts."""

    def __init__(self, *, fail_at: int = -1) -> None:
        self.calls = 0
        self.fail_at = fail_at

    def __call__(self, request: CompositionRequest) -> LeadSheet:
        if self.calls == self.fail_at:
            raise KeyboardInterrupt
        self.calls += 1
        return made_sheet("hymn", request.seed)


def test_a_plan_is_the_same_every_time_and_covers_every_pair_at_every_level() -> None:
    plan = plan_pieces(list(SECTIONS), QUICK, NO_WORKS)
    assert plan == plan_pieces(list(SECTIONS), QUICK, NO_WORKS)
    asked = [set(p.request.weights.items()) for p in plan if p.section == "blends"]
    for one, other in PAIRS:
        for level in (0.25, 0.5, 0.75):
            assert {(one, level), (other, 1 - level)} in asked


def test_the_sections_share_requests_so_that_these_are_composed_once() -> None:
    plan = plan_pieces(["pure", "adventure"], Amounts(pure=4, adventure=4), NO_WORKS)
    pure = [p.request for p in plan if p.section == "pure"]
    plain = [p.request for p in plan if p.section == "adventure" and p.request.temperature == 1]
    assert all(request in pure for request in plain)
    assert len(plain) == 4 * len(GENRE_NAMES)


def test_only_the_named_genres_are_composed() -> None:
    plan = plan_pieces(list(SECTIONS), QUICK, NO_WORKS, genres=("hymn", "game"))
    assert {genre for p in plan for genre in p.request.weights} == {"hymn", "game"}


def test_metre_and_mode_are_those_of_real_works() -> None:
    real = load_reference().of("celtic")
    requests = [request_for({"celtic": 1.0}, seed, load_reference()) for seed in range(40)]
    assert {r.meter.name for r in requests} <= set(real.meters)
    assert len({r.meter.name for r in requests}) > 2
    assert {str(r.key) for r in requests} <= {"C major", "A minor"}


def test_an_unknown_section_is_named() -> None:
    with pytest.raises(EvaluationError, match="'solos'"):
        plan_pieces(["solos"], QUICK, NO_WORKS)


def test_a_stopped_evaluation_goes_on_where_it_was(tmp_path: Path) -> None:
    plan = plan_pieces(["pure"], Amounts(pure=2), NO_WORKS, genres=("hymn", "jazz"))
    with pytest.raises(KeyboardInterrupt):
        compose_planned(plan, Composer(fail_at=3), KeptPieces(tmp_path, "v1"))
    file = tmp_path / "pieces.jsonl"
    file.write_text(file.read_text() + '{"id": "torn')
    again = Composer()
    pieces = compose_planned(plan, again, KeptPieces(tmp_path, "v1"))
    assert again.calls == 1
    names = {piece.name for piece in pieces["pure"]}
    assert names == {"hymn, seed 0", "hymn, seed 1", "jazz, seed 0", "jazz, seed 1"}


def test_pieces_of_another_version_are_composed_anew(tmp_path: Path) -> None:
    plan = plan_pieces(["pure"], Amounts(pure=1), NO_WORKS, genres=("hymn",))
    compose_planned(plan, Composer(), KeptPieces(tmp_path, "v1"))
    other = Composer()
    compose_planned(plan, other, KeptPieces(tmp_path, "v2"))
    assert other.calls == 1


def test_progress_is_told_for_every_piece() -> None:
    plan = plan_pieces(["pure"], Amounts(pure=2), NO_WORKS, genres=("hymn",))
    told: list[tuple[int, int]] = []
    compose_planned(
        plan, Composer(), KeptPieces(None, "v"), progress=lambda *done: told.append(done)
    )
    assert told == [(1, 2), (2, 2)]


def test_a_sheet_comes_back_from_its_row_with_genres_and_sections() -> None:
    sheet = made_sheet("jazz", 3)
    assert sheet_from_row(sheet_to_row(sheet)) == sheet


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EvaluationError, match="can't be used"):
        KeptPieces(tmp_path / "file", "v")


def test_weights_are_said_as_people_say_them() -> None:
    assert said({"jazz": 1.0}) == "jazz"
    assert said({"hymn": 0.3, "jazz": 0.7}) == "jazz 70 · hymn 30"


def test_the_shipped_reference_has_every_genre_and_plausible_figures() -> None:
    reference = load_reference()
    for genre in reference.genres:
        real = reference.of(genre)
        assert len(real) == len(real.meters) == len(real.minor) >= 10
        assert 0.5 < real.measured.column("in scale").mean() <= 1
        assert real.chord_times.sum() > 0
    # What the genres are known for.
    assert figure(reference, "blues", "off-beat") > 3 * figure(reference, "folk", "off-beat")
    assert figure(reference, "folk", "in scale") > figure(reference, "jazz", "in scale")
    assert figure(reference, "game", "bars repeated") > figure(reference, "blues", "bars repeated")


def figure(reference: Reference, genre: str, name: str) -> float:
    return float(reference.of(genre).measured.column(name).mean())


def test_a_missing_reference_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="reference_build"):
        load_reference(tmp_path)
