"""The build: archives in, lead sheets by genre out, with a report.

Knows the order of work (read each archive once, cache it by its checksum, add
chords, split, write by genre). Knows no file formats.
"""

from __future__ import annotations

import gzip
import json
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from models.corpora.analyses import WITH_ANALYSES, companions, score_number
from models.corpora.archives import checksum, iter_files
from models.corpora.compile import COMPILE_VERSION, compile_genres
from models.corpora.errors import MissingCorpus, UnreadablePiece
from models.corpora.frames import voice_frames
from models.corpora.readers.romantext import read_romantext, with_analysis
from models.corpora.reading import READER_VERSIONS, read_file
from models.corpora.report import BuildReport, SourceReport, load_report, save_report
from models.corpora.score import Score
from models.corpora.sheets import lead_sheets
from models.corpora.sources import SOURCES, Source, source_of
from models.corpora.split import listed_split
from models.corpora.store import BARE_FILE, BARE_SOURCE, CorpusPiece, genre_file, piece_to_row
from models.corpora.time_limit import TooSlow, time_limit

SHEETS_VERSION = 8  # raise it when bars, keys or slices change

Progress = Callable[[str, int, int], None]
_Task = tuple[str, bytes | str, str]  # path, content or reason, analysis
_Result = tuple[str, list[dict[str, Any]], list[tuple[str, str]]]
_BATCH = 64
_MAX_SECONDS = 60  # of processor time for one piece's bars, keys and slices


def build(
    data_dir: Path,
    cache_dir: Path,
    *,
    genres: Collection[str] | None = None,
    processes: int = 1,
    limit_per_source: int | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Read the sources of the genres (all by default) into ``cache_dir``.

    ``data_dir`` holds archives (``jazz.tar.xz`` …) or folders of the same names; what
    is missing there is named in the report. ``progress`` is told (archive, files done,
    files known). A second build over unchanged archives only reads the report.
    Raises MissingCorpus where no archive of the genres exists at all.
    """
    began = time.monotonic()
    wanted = [s for s in SOURCES if genres is None or s.genre in genres]
    read_dir = cache_dir / "read"
    read_dir.mkdir(parents=True, exist_ok=True)
    report = BuildReport(from_cache=True)
    stamps: list[str] = []
    files: list[Path] = []
    for archive in dict.fromkeys(source.archive for source in wanted):
        try:
            digest = checksum(data_dir, archive)
        except MissingCorpus as error:
            report.missing.append(str(error))
            continue
        stamp = f"{_versions(archive)}-{digest}-{limit_per_source}"
        stamps.append(f"{archive}:{stamp}")
        path = read_dir / f"{archive.removesuffix('.tar.xz')}.jsonl.gz"
        kept = _kept(path, stamp)
        if kept is None:
            report.from_cache = False
            kept = _read_archive(data_dir, archive, path, stamp, limit_per_source, processes,
                                 progress)  # fmt: skip
        report.sources.extend(row for row in kept if row.genre in {s.genre for s in wanted})
        files.append(path)
    if not files:
        raise MissingCorpus(f"no archive of the asked genres lies in {data_dir}")
    _finish(cache_dir, files, stamps, wanted, report, progress)
    if (data_dir / BARE_SOURCE).is_file():
        shutil.copyfile(data_dir / BARE_SOURCE, cache_dir / BARE_FILE)
    report.seconds = round(time.monotonic() - began, 1)
    if not report.from_cache:
        save_report(report, cache_dir / "report.json")
    return report


def _versions(archive: str) -> str:
    """What has to be as it was for an archive's sheets to be kept."""
    readers = sorted({source.reader for source in SOURCES if source.archive == archive})
    return f"{SHEETS_VERSION}/" + ",".join(f"{r} {READER_VERSIONS[r]}" for r in readers)


def _finish(
    cache_dir: Path,
    files: list[Path],
    stamps: list[str],
    wanted: list[Source],
    report: BuildReport,
    progress: Progress | None,
) -> None:
    """Write the genres' files, unless they stand already for the same archives."""
    names = sorted({source.genre for source in wanted})
    stamp_path, report_path = cache_dir / "stamp.json", cache_dir / "report.json"
    stamp = json.dumps([COMPILE_VERSION, sorted(stamps), names])
    if (
        report.from_cache
        and stamp_path.is_file()
        and stamp_path.read_text() == stamp
        and report_path.is_file()
        and all(genre_file(cache_dir, name).is_file() for name in names)
    ):
        report.genres = load_report(report_path).genres
        return
    report.from_cache = False
    report.genres = compile_genres(cache_dir, files, names, progress)
    stamp_path.write_text(stamp)
    save_report(report, report_path)


def _kept(path: Path, stamp: str) -> list[SourceReport] | None:
    """The report of an archive that was read before from the same bytes."""
    side = path.with_suffix(".report.json")
    if not (path.is_file() and side.is_file()):
        return None
    try:
        report = load_report(side)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return report.sources if report.missing == [stamp] else None


def _read_archive(
    data_dir: Path,
    archive: str,
    path: Path,
    stamp: str,
    limit: int | None,
    processes: int,
    progress: Progress | None,
) -> list[SourceReport]:
    rows = {s.name: SourceReport(s.folder, s.genre) for s in SOURCES if s.archive == archive}
    partial = path.with_suffix(".partial")
    likely = _likely_files(archive) if limit is None else 0
    with gzip.open(partial, "wt", encoding="utf-8", compresslevel=3) as out:
        results = _results(data_dir, archive, limit, processes)
        for done, (name, sheets, skipped) in enumerate(results, 1):
            source = source_of(name)
            row = rows[source.name] if source else next(iter(rows.values()))
            row.files += 1
            row.pieces += len({sheet["id"] for sheet in sheets})
            row.sheets += len(sheets)
            row.notes += sum(len(sheet["melody"]) for sheet in sheets)
            row.skipped.extend(skipped)
            for sheet in sheets:
                out.write(json.dumps(sheet, ensure_ascii=False, separators=(",", ":")) + "\n")
            if progress is not None:
                progress(archive, done, max(done, likely))
    partial.replace(path)
    save_report(BuildReport(list(rows.values()), missing=[stamp]),
                path.with_suffix(".report.json"))  # fmt: skip
    return list(rows.values())


def _likely_files(archive: str) -> int:
    """How many files the published list has of an archive; a folder may hold others."""
    top = archive.removesuffix(".tar.xz") + "/"
    return len({p.partition("#")[0] for p in listed_split() if p.startswith(top)})


def _results(data_dir: Path, archive: str, limit: int | None, processes: int) -> Iterator[_Result]:
    tasks = _tasks(data_dir, archive, limit)
    if processes <= 1:
        for task in tasks:
            yield _read_task(task)
        return
    with ProcessPoolExecutor(processes) as pool:
        while group := list(islice(tasks, _BATCH * processes)):
            yield from pool.map(_read_task, group, chunksize=8)


def _tasks(data_dir: Path, archive: str, limit: int | None) -> Iterator[_Task]:
    taken: dict[str, int] = {}
    analyses = companions(iter_files(data_dir, archive)) if archive in WITH_ANALYSES else {}
    for name, data in iter_files(data_dir, archive):
        source = source_of(name)
        if source is None:
            if name == archive:
                yield name, data, ""
            continue
        taken[source.name] = taken.get(source.name, 0) + 1
        if limit is None or taken[source.name] <= limit:
            yield name, data, analyses.get(score_number(name), "")


def _read_task(task: _Task) -> _Result:
    """One file's sheets as rows, and its skipped pieces with reasons."""
    name, data, analysis = task
    source = source_of(name)
    if isinstance(data, str) or source is None:
        return name, [], [(name, data if isinstance(data, str) else "no reader takes it")]
    rows: list[dict[str, Any]] = []
    skipped: list[tuple[str, str]] = []
    for piece_id, score in read_file(source.reader, name, data):
        try:
            if isinstance(score, UnreadablePiece):
                raise score
            with time_limit(_MAX_SECONDS):
                rows.extend(_sheet_rows(source, piece_id, score, analysis))
        except (UnreadablePiece, TooSlow) as error:
            skipped.append((piece_id, str(error)))
        except ValueError as error:  # a note or sheet that can't exist
            skipped.append((piece_id, f"the piece can't be made a lead sheet ({error})"))
    return name, rows, skipped


def _sheet_rows(
    source: Source, piece_id: str, score: Score, analysis: str
) -> Iterator[dict[str, Any]]:
    """A piece's sheets as rows, with what sounds where there is more than a melody."""
    if analysis:
        score = with_analysis(score, read_romantext(analysis))
    for part, (sheet, voices) in enumerate(lead_sheets(score, genre=source.genre)):
        piece = CorpusPiece(
            piece_id, source.genre, source.folder, sheet.title, "", "", sheet, part,
            score.chords_from if sheet.chords else "",
        )  # fmt: skip
        row = piece_to_row(piece)
        if voices:
            sounding = [(n.start, n.length, n.pitch) for n in voices]
            row["frames"] = voice_frames(sounding, sheet.meter, sheet.bars)
        yield row


if __name__ == "__main__":
    from models.corpora.run import main

    main()
