"""The figures as tables of text, the same for the terminal and for a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.bench.service import REST, WHOLE
from engine.evaluate.tables import Table

Figures = Mapping[str, Any]
_STAGES = ("form", "chords", "phase1", "phase2", "choose", "arrange", REST, WHOLE)


def tables_of(figures: Figures) -> tuple[Table, ...]:
    """What must hold first, then everything that was measured."""
    return (
        _must_hold(figures),
        _ways(figures),
        _waits(figures),
        _stages(figures),
        _users(figures),
        _loop(figures),
        _memory(figures),
        _costs(figures),
        _growth(figures),
    )


def _must_hold(figures: Figures) -> Table:
    rows = [
        (
            row["what"],
            f"{'≥' if row['at_least'] else '≤'} {_number(row['bound'])} {row['unit']}",
            f"{_number(row['measured'])} {row['unit']}",
            "yes" if row["met"] else "no",
        )
        for row in figures["must_hold"]
    ]
    return Table(
        "What must hold", _machine(figures["machine"]), ("what", "target", "here", "met"),
        tuple(rows),
    )  # fmt: skip


def _machine(facts: Figures) -> str:
    return (
        f"{facts['processor']}, {facts['cores']} cores, {facts['memory_gb']} GB, "
        f"{facts['system']}, Python {facts['python']}, TensorFlow {facts['tensorflow']}, "
        f"NumPy {facts['numpy']}; load before the run {facts['load_before']}."
    )


def _ways(figures: Figures) -> Table:
    run, said = figures["two_phase"], figures["extrapolated"]
    low, high = figures["two_phase_middle_half_ms"]
    book, eager = said["textbook"], said["batched_eager"]
    rows = (
        ("both phases, compiled", _ms(figures["two_phase_ms"]), "1",
         f"median of {run['repeats']}, half of them within {low:.0f} to {high:.0f} ms"),
        ("NumPy's products, one thread", _ms(figures["numpy_matmul_ms"]),
         _times(1 / figures["ratio_to_numpy_matmul"]),
         f"measured by turns with the first; {run['gflop']} GFLOP"),
        ("the same, of live rows only", _ms(figures["numpy_live_matmul_ms"]),
         _times(1 / figures["ratio_to_numpy_live_matmul"]),
         "without the rows of melodies that have ended"),
        ("batched eager stateful calls", _ms(figures["batched_eager_ms"]),
         _times(figures["ratio_to_batched_eager"]),
         f"extrapolated from {eager['events_measured']} of {eager['events_needed']} calls"),
        ("textbook: predict over a window", _ms(figures["textbook_ms"]),
         _times(figures["ratio_to_textbook"]),
         f"extrapolated from {book['events_measured']} of {book['events_needed']} events, two "
         f"calls each, {book['window_events']} events in view"),
    )  # fmt: skip
    note = (
        f"{run['bars']} bars, {len(run['genres'])} genres × 4 candidates, then "
        f"{run['fused']} fused: {sum(run['events_together'])} events. "
        "Same networks and weights everywhere."
    )
    return Table("Both phases, four ways", note, ("way", "ms", "times ours", "how measured"), rows)


def _waits(figures: Figures) -> Table:
    first = figures["first_start_ms"]
    rows = [
        ("first start ever, nothing compiled, to the first piece",
         "not measured by --quick" if first is None else _ms(first)),
        ("cold start to warm networks", _ms(figures["ready_ms"])),
        ("cold start to the first piece", _ms(figures["cold_start_ms"])),
        ("text to a request", _ms(figures["text_understood_ms"])),
        ("text to MIDI", _ms(figures["text_to_midi_ms"])),
        ("text to MIDI and piano roll", _ms(figures["text_to_roll_ms"])),
        ("text to audio", _ms(figures["text_to_audio_ms"])),
        ("text to every usual file", _ms(figures["text_to_everything_ms"])),
    ]  # fmt: skip
    note = (
        f"Files are of {figures['audio_seconds']:.0f} s of music, 32 bars, two genres; roll, score "
        "and sound are made side by side, as for a user."
    )
    return Table("What one person waits for", note, ("what", "ms"), tuple(rows))


def _stages(figures: Figures) -> Table:
    rows = [
        (bars, genres, *(f"{stages.get(name, 0):.0f}" for name in _STAGES))
        for bars, row in figures["stages_ms"].items()
        for genres, stages in row.items()
    ]
    note = (
        "Milliseconds in a warm engine, medians. Rest: hearing the blend, the way there and back."
    )
    return Table("One piece by stage", note, ("bars", "genres", *_STAGES), tuple(rows))


def _users(figures: Figures) -> Table:
    one = figures["one_request_ms"]
    rows = [
        (users, f"{seconds:.2f}", f"{figures['pieces_per_second'][users]:.2f}",
         f"{seconds * 1000 / (int(users) * one):.2f}")
        for users, seconds in figures["burst_seconds"].items()
    ]  # fmt: skip
    note = f"Pieces of {figures['user_bars']} bars, two genres each; one alone takes {one:.0f} ms."
    head = ("at once", "s for all", "pieces a second", "share of one by one")
    return Table("Many at once", note, head, tuple(rows))


def _loop(figures: Figures) -> Table:
    loop = figures["loop"]
    rows = (
        ("event loop late, worst", f"{loop['worst_ms']} ms"),
        ("event loop late, 99 of 100 ticks under", f"{loop['p99_ms']} ms"),
        ("most work of its thread in one tick", f"{loop['most_work_ms']} ms"),
        ("an idle loop beside it, worst", f"{loop['idle_worst_ms']} ms"),
        ("an idle loop beside it, 99 of 100 ticks under", f"{loop['idle_p99_ms']} ms"),
        ("acknowledged, median", f"{loop['acknowledged_median_ms']} ms"),
        ("acknowledged, worst", f"{loop['acknowledged_worst_ms']} ms"),
        ("all delivered after", f"{loop['seconds']} s"),
        ("pieces that failed", str(loop["failed"])),
    )
    note = f"{loop['requests']} people say a sentence to the desk in the same moment."
    return Table("The bot's event loop", note, ("what", "measured"), rows)


def _memory(figures: Figures) -> Table:
    rows = tuple((what, f"{mb:.0f}") for what, mb in figures["memory_mb"].items())
    note = "Peaks of each process; pages that they share are counted in each."
    return Table("Memory", note, ("process", "peak MB"), rows)


def _costs(figures: Figures) -> Table:
    costs = figures["processor_ms_per_piece"]
    rows = [(f"a piece costs {part}", f"{ms:.0f} ms") for part, ms in costs.items()]
    rows += [
        (f"{replicas} engines of one core on other machines",
         f"{row['pieces_per_second']:.1f} pieces a second, limited by {row['limit']}")
        for replicas, row in figures["projection"].items()
    ]  # fmt: skip
    note = (
        "Processor time of a piece with all its files, and a projection from it: a bot and its "
        f"renderers on a machine like this ({figures['machine']['cores']} cores), engines beside."
    )
    return Table("What a piece costs, and what more engines would carry", note, ("what", ""),
                 tuple(rows))  # fmt: skip


def _growth(figures: Figures) -> Table:
    rows = [
        (name, ", ".join(f"{n}: {ms:.0f}" for n, ms in row["ms"].items()),
         "" if row["power"] is None else f"{row['power']:.2f}")
        for name, row in figures["growth"].items()
    ]  # fmt: skip
    note = "Milliseconds by amount; a power of 1 means that twice as much takes twice as long."
    return Table("How it grows", note, ("more", "ms", "power"), tuple(rows))


def _ms(value: float) -> str:
    return f"{value:,.0f}"


def _times(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:g}"
