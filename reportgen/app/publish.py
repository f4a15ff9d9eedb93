"""Publishing the report: the clean Word file and its PDF, looked at again before they are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.app.generate import (
    EditsNotAbsorbed,
    edited_version,
    is_unchanged,
    keep_version,
    next_version,
    read_sound,
    render_version,
)
from reportgen.app.year import YearInputs, refuse_placeholders
from reportgen.checks.accessibility import accessibility_findings
from reportgen.checks.facts import finding_id, in_file
from reportgen.checks.privacy import privacy_findings
from reportgen.pdf.libreoffice import OfficeMissing, make_pdf
from reportgen.pdf.pages import pages_of, text_of
from reportgen.pdf.tags import with_sound_tags
from reportgen.problems import Location, Problem, Refusal, has_errors
from reportgen.report.dates import danish_date
from reportgen.report.stage import STAGE_NAMES, Stage
from reportgen.workspace import files, versions
from reportgen.workspace import rounds as hearing
from reportgen.workspace.answer_sets import unanswered
from reportgen.workspace.exemptions import Exemption, add_exemptions, read_exemptions
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round
from reportgen.workspace.versions import Record

_REFUSED, _PROGRAM_MISSING = 3, 4
_PARTS = {
    "body": "brødtekst",
    "header": "sidehoved",
    "footer": "sidefod",
    "footnote": "fodnote",
    "endnote": "slutnote",
}


class NothingToPublish(Refusal, code="publish-no-version"):
    """No version has been made yet."""


class NotFinal(Refusal, code="publish-not-final"):
    """The latest version is a draft or a hearing copy."""


class FinalOutdated(Refusal, code="publish-outdated"):
    """The inputs or the template changed after the final version was made."""


class InputsWithoutWording(Refusal, code="publish-pending"):
    """Inputs from the meetings still need a wording."""


class AnswersAwaited(Refusal, code="publish-answers-awaited"):
    """Parties may still answer the hearing."""


class FindingUnknown(Refusal, code="publish-finding-unknown", exit_code=1):
    """What was to be allowed was not found."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that may be published, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` did."""

    record: Record | None = None
    """The version that was published; None where a finding stopped it."""
    paths: tuple[Path, ...] = ()
    """The Word file and its PDF."""
    problems: tuple[Problem, ...] = ()
    """What was found, and what went wrong; findings that are allowed are left out."""
    exit_code: int = 0


def publish(year: Year, date: dt.date, allow: Sequence[Allowed] = ()) -> Published:
    """Make the published version and its PDF, unless they are made and nothing has changed.

    Those of `allow` are written down as exceptions first. Raises `InputFaults`, `RoundOpen`,
    `EditsNotAbsorbed`, `PlaceholdersLeft` and the refusals of this module; nothing of the
    version is written then, nor where a finding is left.
    """
    inputs, rounds = read_sound(year)
    hearing.refuse_if_open(rounds)
    refuse_placeholders(inputs)
    silent = _silent(rounds, date)
    latest = _publishable(year, inputs, versions.latest(year))
    if latest.stage == Stage.PUBLISHED and _is_numbered(inputs, latest):
        return _again(inputs, latest, date, allow)
    record, document = next_version(inputs, Stage.PUBLISHED, date)
    # What was found is named by the file that people have: the final version.
    problems, stopped = _findings_left(inputs, document, latest.file, date, allow)
    if stopped:
        return Published(problems=problems, exit_code=_REFUSED)
    laid = lay_out(document, record.file)
    if laid.pdf is None and latest.stage == Stage.PUBLISHED:
        # It was published without a PDF before, and there is still nothing to make one with.
        missing = (*problems, *laid.problems)
        return Published(latest, _written(year, latest), missing, _PROGRAM_MISSING)
    record = replace(record, sha256=files.digest(laid.document))
    versions.write_version(year, record, laid.document, pdf=laid.pdf)
    kept = keep_version(inputs, record)
    return Published(
        record,
        _written(year, record),
        (*inputs.problems, *silent, *problems, *laid.problems, *kept),
        _PROGRAM_MISSING if laid.pdf is None else 0,
    )


def _silent(rounds: Sequence[Round], date: dt.date) -> tuple[Problem, ...]:
    """Who has not answered the last round; raises `AnswersAwaited` until its deadline is past."""
    missing = unanswered(rounds[-1]) if rounds else ()
    if not missing:
        return ()
    where, values = Location(), {"count": len(missing), "parties": ", ".join(missing)}
    if date <= rounds[-1].deadline:
        raise AnswersAwaited(where, deadline=danish_date(rounds[-1].deadline), **values)
    return (Problem("publish-not-answered", where, values),)


def _publishable(year: Year, inputs: YearInputs, latest: Record | None) -> Record:
    """The final version that may be published, or the one that already is."""
    if edited := edited_version(year, latest):
        raise EditsNotAbsorbed(Location(edited))
    if latest is None:
        raise NothingToPublish
    where = Location(latest.file)
    stage = Stage(latest.stage)
    if stage not in (Stage.FINAL, Stage.PUBLISHED):
        raise NotFinal(where, version=latest.version, stage=STAGE_NAMES[stage])
    if not is_unchanged(inputs, latest, Stage.FINAL):
        raise FinalOutdated(where, version=latest.version)
    if inputs.folded.pending:
        raise InputsWithoutWording(where, count=len(inputs.folded.pending))
    return latest


# A version that is published already


def _is_numbered(inputs: YearInputs, latest: Record) -> bool:
    """Whether the published document shows its page numbers, so that no better can be made."""
    from reportgen.word.write.contents import has_page_numbers

    return has_page_numbers(_document(inputs, latest))


def _document(inputs: YearInputs, latest: Record) -> bytes:
    """The version as it was made, or made anew where that is gone."""
    return versions.original(inputs.year, latest) or render_version(inputs, latest)


def _again(
    inputs: YearInputs, latest: Record, date: dt.date, allow: Sequence[Allowed]
) -> Published:
    """Put back what is missing of a version that stands."""
    year = inputs.year
    document = _document(inputs, latest)
    problems, stopped = _findings_left(inputs, document, latest.file, date, allow)
    if stopped:
        return Published(problems=problems, exit_code=_REFUSED)
    if not (year.outputs / latest.file).exists():
        files.write(year.outputs / latest.file, document)
    if not versions.pdf_path(year, latest).exists():
        try:
            pdf, unsaid = pdf_of(document, latest.file)
        except OfficeMissing as missing:
            problems = (*problems, missing.problem)
            return Published(latest, _written(year, latest), problems, _PROGRAM_MISSING)
        files.write(versions.pdf_path(year, latest), pdf)
        problems = (*problems, *unsaid)
    kept = keep_version(inputs, latest)
    return Published(latest, _written(year, latest), (*inputs.problems, *problems, *kept))


# The second look


def _findings_left(
    inputs: YearInputs, document: bytes, file: str, date: dt.date, allow: Sequence[Allowed]
) -> tuple[tuple[Problem, ...], bool]:
    """What is found in the finished document and not allowed, and whether that stops it."""
    year = inputs.year
    findings = second_look(inputs, document, file)
    allowed = {known.id for known in read_exemptions(year)}
    added = [one for one in allow if one.id not in allowed]
    _allow(year, findings, added, date)
    allowed.update(one.id for one in added)
    left = tuple(problem for problem in findings if finding_id(problem) not in allowed)
    return left, has_errors(left)


def second_look(inputs: YearInputs, document: bytes, file: str) -> tuple[Problem, ...]:
    """Look at a finished document: every text in the package, and how it is made."""
    from reportgen.word.read.inspect.document import Inspection

    looked_at = Inspection(document, file)
    network = inputs.material.network
    known = [member.email for member in inputs.workbook.members if member.email]
    if network.secretariat.email:
        known.append(network.secretariat.email)
    private = privacy_findings(looked_at.texts(), known, looked_at.figures())
    findings = (*private, *accessibility_findings(looked_at.facts()))
    return tuple(in_file(problem, file) for problem in findings)


def _allow(
    year: Year, findings: Sequence[Problem], added: Sequence[Allowed], date: dt.date
) -> None:
    """Write down the exemptions: all of them, or none where one is for nothing that was found."""
    by_id = {finding_id(problem): problem for problem in findings}
    if unknown := [one.id for one in added if one.id not in by_id]:
        raise FindingUnknown(id=", ".join(unknown), known=", ".join(by_id) or "–")
    exemptions = [
        Exemption(
            id=one.id,
            kind=by_id[one.id].code,
            place=_place_in_words(by_id[one.id].location),
            reason=one.reason,
            date=date,
        )
        for one in {one.id: one for one in added}.values()
    ]
    if exemptions:
        add_exemptions(year, exemptions)


def _place_in_words(where: Location) -> str:
    """A place as the file of exemptions says it."""
    part = _PARTS.get(where.part, where.part)
    return ", ".join(words for words in (part, where.heading) if words) or where.file


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
