"""A hearing round that is open, in a small workspace, and what people do in it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from reportgen.app.hearing.applying import RoundApplied, apply
from reportgen.app.hearing.collecting import Collected, answer, collect
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.year import read_year
from reportgen.hearing.responses import Response
from reportgen.opc.package import Package
from reportgen.problems import Problem
from reportgen.report.inputs import Member
from reportgen.workspace.rounds import Closing, Round, closing_file
from tests.editors.libreoffice import Step
from tests.workspaces import SmallYear

NOW = dt.datetime(2024, 11, 15, 9, 0, tzinfo=dt.UTC)
BACK = dt.datetime(2024, 12, 2, 9, 0, tzinfo=dt.UTC)
DEADLINE = dt.date(2024, 11, 29)
TRACKED: Step = ("track", True)
UNTRACKED: Step = ("track", False)
AABY, BAEK, OEST = "Åby Kommune", "Bæk Kommune", "Region Øst"
POINT = "Det er svært at dække natten."


def say(problem: Problem) -> str:
    return problem.code


@dataclass
class Hearing:
    """A round that is open, and what happens in it."""

    small: SmallYear
    inbox: Path
    copies: dict[str, bytes] = field(default_factory=dict)

    def back(self, name: str, data: bytes) -> Path:
        path = self.inbox / name
        path.write_bytes(data)
        return path

    def collect(self, *paths: Path, party: str | None = None, as_edits: bool = False) -> Collected:
        given = paths or (self.inbox,)
        return collect(self.small.year, given, BACK, say, party=party, as_edits=as_edits)

    def answer(self, party: str, text: str | None) -> Collected:
        return answer(self.small.year, party, text, BACK, say)

    def decide(self, collected: Collected, **outcomes: str) -> None:
        """Type decisions in the workbook: `rest` for every row that is not named."""
        path = collected.paths[0]
        book = load_workbook(path)
        page = book["Svar"]
        headers = {cell.value: cell.column or 0 for cell in page[1]}
        for row in range(2, page.max_row + 1):
            id_ = page.cell(row, headers["Id"]).value
            said = outcomes.get(str(id_), outcomes.get("rest"))
            if said:
                page.cell(row, headers["Imødekommet"]).value = said
        book.save(path)

    def apply(self, *paths: Path, base_stays: bool = False) -> RoundApplied:
        return apply(self.small.year, paths, BACK, say, base_stays=base_stays)

    def text(self, block: str) -> str:
        inputs = read_year(self.small.year)
        assert not inputs.has_errors
        found = inputs.folded.find(block)
        assert found is not None
        return found.text


@pytest.fixture
def hearing(small: SmallYear, tmp_path: Path) -> Hearing:
    """A round with a copy for each party, and Bæk's and Øst's people in `Medlemmer`."""
    members = (
        Member("Anne Leder", AABY, "Formand", email="leder@aaby.example"),
        Member("Bo Chef", BAEK, "Medlem", email="chef@baek.example"),
        Member("Ida Chef", OEST, "Medlem", email="chef@oest.example"),
    )
    small.write_workbook(members=members)
    opened = open_hearing(small.year, NOW, DEADLINE, per_party=True, with_pending=True)
    inbox = tmp_path / "indbakke"
    inbox.mkdir()
    made = Hearing(small, inbox)
    for party in opened.round.parties:
        (copy,) = (opened.round.sent / party.folder).glob("*_Aarsrapport-*.docx")
        made.copies[party.name] = copy.read_bytes()
    return made


def of(collected: Collected, party: str) -> Response:
    return next(r for r in collected.result.responses if r.party == party)


def row_for(collected: Collected, party: str) -> str:
    return next(row.id for row in collected.rows if row.party == party)


def mail(sender: str, text: str, *attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = sender, "sekretariat@aaby.example"
    message["Subject"] = "Høringssvar"
    message["Date"] = "Thu, 28 Nov 2024 10:00:00 +0100"
    message.set_content(text)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="docx", filename=name)
    return message.as_bytes()


def unmarked(data: bytes) -> bytes:
    """The copy without anything that says whose it is, or what."""
    package = Package.open(data, "")
    for part in [n for n in package.parts if n.startswith(("customXml/", "docProps/custom"))]:
        del package.parts[part]
    return package.save()


def written_over(data: bytes, *lines: str, cover: int = 0) -> bytes:
    """The copy with something else in the place of all of it, but for so much of its cover."""
    document = Document(io.BytesIO(data))
    body = document.element.body
    for element in list(body)[cover:]:
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def reworded_everywhere(data: bytes) -> bytes:
    """The copy with all text but the headings and the lines of sources in other words."""
    document = Document(io.BytesIO(data))
    for number, paragraph in enumerate(document.paragraphs):
        name = paragraph.style.name if paragraph.style else ""
        stays = (name or "").casefold().startswith(("heading", "toc", "title", "kilde"))
        if stays or not paragraph.runs:
            continue
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = f"Vi foreslår ordlyd nummer {number} i stedet."
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def close_round(found: Round, when: dt.datetime, changes: str | None = None) -> None:
    """Close a round, as applying it does."""
    for path, data in closing_file(found, Closing(closed=when, changes=changes)).items():
        path.write_bytes(data)


def reworded(data: bytes, old: str, new: str) -> bytes:
    """The copy with some words typed over, tracking off."""
    document = Document(io.BytesIO(data))
    (run,) = (r for p in document.paragraphs for r in p.runs if old in r.text)
    run.text = run.text.replace(old, new)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
