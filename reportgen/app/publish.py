"""Publishing the report: the clean Word file, its PDF and the case it is put forward with.

The report is looked at again before any of them is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.app.documents import submissions
from reportgen.app.extracts.submission import prepare_submission, write_submission
from reportgen.app.generate import keep_version, next_version, read_sound, render_version
from reportgen.app.publication import Allowed, left, obstacles, second_look, silent_parties
from reportgen.app.year import YearInputs
from reportgen.pdf.libreoffice import OfficeMissing, make_pdf
from reportgen.pdf.pages import pages_of, text_of
from reportgen.pdf.tags import with_sound_tags
from reportgen.problems import Location, Problem
from reportgen.report.stage import Stage
from reportgen.workspace import files, versions
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round
from reportgen.workspace.versions import Record

_REFUSED, _PROGRAM_MISSING = 3, 4


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` did."""

    record: Record | None = None
    """The version that was published; None where a finding stopped it."""
    paths: tuple[Path, ...] = ()
    """The Word file, its PDF, and the case for the steering group."""
    problems: tuple[Problem, ...] = ()
    """What was found, and what went wrong; findings that are allowed are left out."""
    exit_code: int = 0


def publish(year: Year, date: dt.date, allow: Sequence[Allowed] = ()) -> Published:
    """Make the published version and its PDF, unless they are made and nothing has changed.

    Those of `allow` are written down as exceptions first. Raises `InputFaults`, `RoundOpen`,
    `EditsNotAbsorbed`, `PlaceholdersLeft` and the refusals of `publication`; nothing of the
    version is written then, nor where a finding is left.
    """
    inputs, rounds = read_sound(year)
    latest = versions.latest(year)
    for obstacle in obstacles(inputs, rounds, latest, date):
        raise obstacle
    assert latest is not None
    if latest.stage == Stage.PUBLISHED and _is_numbered(inputs, latest):
        return _again(inputs, rounds, latest, date, allow)
    case = prepare_submission(inputs, rounds)
    record, document = next_version(inputs, Stage.PUBLISHED, date)
    # What was found is named by the file that people have: the final version.
    problems, stopped = left(year, second_look(inputs, document, latest.file), allow, date)
    if stopped:
        return Published(problems=problems, exit_code=_REFUSED)
    laid = lay_out(document, record.file)
    if laid.pdf is None and latest.stage == Stage.PUBLISHED:
        # It was published without a PDF before, and there is still nothing to make one with.
        there = _cases(year, latest) or [write_submission(case, latest, date)]
        missing = (*problems, *laid.problems, *keep_version(inputs, latest))
        paths = (*_written(year, latest), there[-1])
        return Published(latest, paths, missing, _PROGRAM_MISSING)
    record = replace(record, sha256=files.digest(laid.document))
    versions.write_version(year, record, laid.document, pdf=laid.pdf)
    submission = write_submission(case, record, date)
    kept = keep_version(inputs, record)
    return Published(
        record,
        (*_written(year, record), submission),
        (*inputs.problems, *case.problems, *_silent(rounds), *problems, *laid.problems, *kept),
        _PROGRAM_MISSING if laid.pdf is None else 0,
    )


# A version that is published already


def _is_numbered(inputs: YearInputs, latest: Record) -> bool:
    """Whether the published document shows its page numbers, so that no better can be made."""
    from reportgen.word.write.contents import has_page_numbers

    return has_page_numbers(_document(inputs, latest))


def _document(inputs: YearInputs, latest: Record) -> bytes:
    """The version as it was made, or made anew where that is gone."""
    return versions.original(inputs.year, latest) or render_version(inputs, latest)


def _again(
    inputs: YearInputs,
    rounds: Sequence[Round],
    latest: Record,
    date: dt.date,
    allow: Sequence[Allowed],
) -> Published:
    """Put back what is missing of a version that stands."""
    year = inputs.year
    there = _cases(year, latest)
    case = None if there else prepare_submission(inputs, rounds)
    document = _document(inputs, latest)
    problems, stopped = left(year, second_look(inputs, document, latest.file), allow, date)
    if stopped:
        return Published(problems=problems, exit_code=_REFUSED)
    if not (year.outputs / latest.file).exists():
        files.write(year.outputs / latest.file, document)
    exit_code = 0
    if not versions.pdf_path(year, latest).exists():
        try:
            pdf, unsaid = pdf_of(document, latest.file)
        except OfficeMissing as missing:
            unsaid, exit_code = (missing.problem,), _PROGRAM_MISSING
        else:
            files.write(versions.pdf_path(year, latest), pdf)
        problems = (*problems, *unsaid)
    if case is not None:
        there = [write_submission(case, latest, date)]
    kept = keep_version(inputs, latest)
    return Published(
        latest,
        (*_written(year, latest), there[-1]),
        (*inputs.problems, *(case.problems if case else ()), *problems, *kept),
        exit_code,
    )


def _cases(year: Year, latest: Record) -> list[Path]:
    """The cases of a version that is published; one that was made of a draft before is none."""
    return [path for path in submissions(year) if path.name >= f"{latest.date:%Y%m%d}"]


def _silent(rounds: Sequence[Round]) -> Iterator[Problem]:
    """That the report is published without the answers of some."""
    if silent := silent_parties(rounds):
        values = {"count": len(silent), "parties": ", ".join(silent)}
        yield Problem("publish-not-answered", Location(), values)


def _written(year: Year, record: Record) -> tuple[Path, ...]:
    document = year.outputs / record.file
    return tuple(path for path in (document, document.with_suffix(".pdf")) if path.exists())


# The published document laid out: its PDF, and the pages measured in it in the contents

_MOST_LAYOUTS = 3
"""Numbers in the contents hardly ever move a heading, and never do so for long."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A document as it is published."""

    document: bytes
    pdf: bytes | None
    """None where LibreOffice is missing."""
    problems: tuple[Problem, ...] = ()


def lay_out(document: bytes, file: str) -> Laid:
    """Make the PDF, and write the pages measured in it into the contents of both.

    `file` is the document's name in what is said of it. Without LibreOffice the document
    stays without page numbers, and there is no PDF. Raises `PdfFailed`.
    """
    from reportgen.word.write.contents import contents_entries, number_contents

    entries = contents_entries(document)
    problems: list[Problem] = []
    numbered = document
    shown: list[str] = []
    try:
        pdf = make_pdf(document, file)
        for _ in range(_MOST_LAYOUTS):
            pages = _printed_pages(numbered, pdf, entries, file)
            if pages is None:
                problems.append(Problem("publish-page-numbers", Location(file)))
                break
            if pages == shown:
                break
            shown, numbered = pages, number_contents(document, pages)
            pdf = make_pdf(numbered, file)
    except OfficeMissing as missing:
        return Laid(document, None, (missing.problem,))
    tagged, unsaid = _tagged(pdf, document, file)
    return Laid(numbered, tagged, (*problems, *unsaid))


def pdf_of(document: bytes, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Make the PDF of a document that is numbered, and tell what is wanting in it.

    Raises `OfficeMissing` and `PdfFailed`.
    """
    return _tagged(make_pdf(document, file), document, file)


def _printed_pages(
    document: bytes, pdf: bytes, entries: Sequence[str], file: str
) -> list[str] | None:
    """The page of each entry as a reader finds it at the foot of the page."""
    from reportgen.word.write.contents import (
        counts_pages_anew,
        read_references,
        with_page_references,
    )

    pages = pages_of(pdf, entries)
    if pages is None:
        return None
    if not counts_pages_anew(document):
        return [str(page) for page in pages]
    return read_references(document, text_of(make_pdf(with_page_references(document), file)))


def _tagged(pdf: bytes, document: bytes, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The PDF with sound tags and the texts of the document's figures, and what failed of it."""
    from reportgen.word.read.inspect.document import Inspection

    pictures = Inspection(document, file).pictures()
    tagged = with_sound_tags(pdf, [picture.alt for picture in pictures])
    return tagged.pdf, () if tagged.has_texts else (
        Problem("publish-figure-texts", Location(file)),
    )
