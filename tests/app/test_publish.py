"""Publishing: what stops it, what is left in the file and its PDF, and what may be allowed."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from click.testing import CliRunner
from docx import Document
from lxml import etree

from reportgen.app.archiving import shown
from reportgen.app.documents import submissions
from reportgen.app.generate import EditsNotAbsorbed, generate
from reportgen.app.hearing.collecting import answer
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.publication import (
    Allowed,
    AnswersAwaited,
    FinalOutdated,
    FindingUnknown,
    InputsWithoutWording,
    NotFinal,
    NothingToPublish,
    allow_findings,
    publication,
    withdraw_exemption,
)
from reportgen.app.publish import lay_out, publish
from reportgen.app.standing.status import status
from reportgen.app.year import read_year
from reportgen.checks.facts import finding_id
from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.opc.package import Package
from reportgen.pdf import libreoffice as pdf_making
from reportgen.pdf.libreoffice import PdfFailed, make_pdf
from reportgen.pdf.pages import pages_of
from reportgen.pdf.tags import with_sound_tags
from reportgen.problems import InputFaults
from reportgen.report.inputs import ECONOMY, KLE, YearFact
from reportgen.word.write.clean import clean
from reportgen.word.write.contents import contents_entries, has_page_numbers
from reportgen.word.write.hearing_copy import track_changes
from reportgen.workspace.exemptions import FILE, read_exemptions
from reportgen.workspace.rounds import RoundOpen
from tests.app.hearing.rounds import close_round
from tests.programs import findings, needs_libreoffice, needs_validator
from tests.tagged_pdf import faults, read_tags
from tests.word.reading import plain, read
from tests.workspaces import SmallYear, small_year

NOW = dt.datetime(2024, 11, 15, 9, 0, tzinfo=dt.UTC)
DEADLINE = dt.date(2024, 11, 29)
FINAL_DAY, DAY = dt.date(2024, 12, 1), dt.date(2024, 12, 2)
NAME = "20241202_Aarsrapport-2024_Aeldre-og-Sundhed_v03_offentliggjort"


def word_all(small: SmallYear) -> SmallYear:
    """Word every input, so that nothing is pending."""
    small.edit_meeting("input: Det gælder især om vinteren.", "tekst: Især om vinteren.")
    small.edit_meeting("input: Nævn at vi er få.", "input: Nævn at vi er få., svar: Det er nævnt.")
    return small


def hear(small: SmallYear, *, close: bool = True, answered: bool = True) -> None:
    opened = open_hearing(small.year, NOW, DEADLINE, with_pending=True)
    for party in opened.round.parties if answered else ():
        answer(small.year, party.name, None, NOW, lambda problem: problem.code)
    if close:
        close_round(opened.round, NOW)


@pytest.fixture
def final(small: SmallYear) -> SmallYear:
    """A year with a final version in which nothing is open."""
    hear(word_all(small))
    generate(small.year, FINAL_DAY)
    return small


def test_parties_that_may_still_answer_are_waited_for_until_the_deadline(
    small: SmallYear, no_office: None
) -> None:
    hear(word_all(small), answered=False)
    generate(small.year, FINAL_DAY)
    with pytest.raises(AnswersAwaited) as refused:
        publish(small.year, DEADLINE)
    assert refused.value.exit_code == 3
    assert refused.value.problem.values["parties"] == "Åby Kommune, Bæk Kommune, Region Øst"
    done = publish(small.year, DEADLINE + dt.timedelta(days=1))
    told = {problem.code: problem.values for problem in done.problems}
    assert told["publish-not-answered"]["count"] == 3


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_making, "_office", lambda: None)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> SmallYear:
    """A year that is published, PDF and all; read it, do not change it."""
    small = word_all(small_year(tmp_path_factory.mktemp("offentliggjort") / "mappe"))
    hear(small)
    generate(small.year, FINAL_DAY)
    done = publish(small.year, DAY)
    assert (done.exit_code, done.problems) == (0, ())
    return small


def document(small: SmallYear) -> Path:
    return small.year.outputs / f"{NAME}.docx"


def leaves_nothing(small: SmallYear, error: type[Exception]) -> None:
    before = small.snapshot()
    with pytest.raises(error):
        publish(small.year, DAY)
    assert small.snapshot() == before


# What stops it


def test_nothing_can_be_published_before_a_version_is_made(small: SmallYear) -> None:
    leaves_nothing(word_all(small), NothingToPublish)


def test_a_draft_is_not_published(small: SmallYear) -> None:
    generate(word_all(small).year, DAY)
    leaves_nothing(small, NotFinal)


def test_nothing_is_published_while_a_round_is_open(small: SmallYear) -> None:
    hear(word_all(small), close=False)
    leaves_nothing(small, RoundOpen)


def test_a_hearing_copy_is_not_published(small: SmallYear) -> None:
    hear(word_all(small))
    leaves_nothing(small, NotFinal)


def test_nothing_is_published_while_inputs_want_a_wording(small: SmallYear) -> None:
    hear(small)
    generate(small.year, FINAL_DAY)
    leaves_nothing(small, InputsWithoutWording)


def test_nothing_is_published_over_inputs_that_changed_since(final: SmallYear) -> None:
    prose = final.year.prose.read_text(encoding="utf-8")
    final.year.prose.write_text(prose.replace("én gang", "to gange"), encoding="utf-8")
    leaves_nothing(final, FinalOutdated)


def test_nothing_is_published_over_edits_of_the_final_version(final: SmallYear) -> None:
    path = next(final.year.outputs.glob("*_endelig.docx"))
    package = Package.open(path.read_bytes(), "")
    body = package.parts["word/document.xml"]
    package.parts["word/document.xml"] = body.replace(b"Noget helt nyt.", b"Noget helt andet.")
    path.write_bytes(package.save())
    leaves_nothing(final, EditsNotAbsorbed)


def test_nothing_is_published_where_the_inputs_have_errors(final: SmallYear) -> None:
    final.edit_meeting("art: erstat", "art: erstatning")
    leaves_nothing(final, InputFaults)


# What is found


def with_number(small: SmallYear, text: str = "Ring 23 45 67 89.") -> SmallYear:
    prose = small.year.prose.read_text(encoding="utf-8")
    small.year.prose.write_text(f"{prose}\n{text}\n", encoding="utf-8")
    generate(small.year, FINAL_DAY)
    return small


def test_a_finding_stops_publishing_and_nothing_is_written(final: SmallYear) -> None:
    with_number(final)
    before = final.snapshot()
    done = publish(final.year, DAY)
    (problem,) = done.problems
    assert problem.code == "published-telephone"
    assert (final.year.outputs / problem.location.file).exists()
    assert (done.exit_code, done.paths, done.record) == (3, (), None)
    assert final.snapshot() == before


def test_an_exception_lets_that_finding_through_and_no_other(
    final: SmallYear, no_office: None
) -> None:
    with_number(final, "Ring 23 45 67 89 eller 98 76 54 32.")
    first, second = publish(final.year, DAY).problems
    done = publish(final.year, DAY, [Allowed(finding_id(first), "Netværkets egen telefon")])
    assert done.problems == (second,)
    assert done.exit_code == 3
    done = publish(final.year, DAY, [Allowed(finding_id(second), "Også den")])
    assert done.record is not None
    assert [(e.id, e.reason, e.date) for e in read_exemptions(final.year)] == [
        (finding_id(first), "Netværkets egen telefon", DAY),
        (finding_id(second), "Også den", DAY),
    ]


def test_several_findings_are_let_through_at_once_or_none_of_them(
    final: SmallYear, no_office: None
) -> None:
    with_number(final, "Ring 23 45 67 89 eller 98 76 54 32.")
    first, second = map(finding_id, publish(final.year, DAY).problems)
    before = final.snapshot()
    with pytest.raises(FindingUnknown):
        publish(final.year, DAY, [Allowed(first, "Ja"), Allowed("cpr-00000000", "Forkert")])
    assert final.snapshot() == before
    done = publish(final.year, DAY, [Allowed(first, "Ja"), Allowed(second, "Også")])
    assert done.record is not None
    assert [(e.id, e.reason) for e in read_exemptions(final.year)] == [
        (first, "Ja"),
        (second, "Også"),
    ]


def test_the_file_of_exceptions_does_not_repeat_what_was_found(
    final: SmallYear, no_office: None
) -> None:
    with_number(final, "Borger 010190-1234.")
    (problem,) = publish(final.year, DAY).problems
    publish(final.year, DAY, [Allowed(finding_id(problem), "Opdigtet")])
    written = (final.year.inputs / FILE).read_text(encoding="utf-8")
    assert "3.1 Årets arbejde" in written
    assert "Opdigtet" in written
    assert "0101" not in written
    assert "1234" not in written


def test_what_the_case_alone_says_is_looked_at_too(final: SmallYear, no_office: None) -> None:
    costs = YearFact(ECONOMY, "Udgiften er 2 mio. kr.\nSpørg borger 010190-1234.")
    final.write_workbook(facts=(YearFact(KLE, "00.01.00"), costs))
    done = publish(final.year, DAY)
    assert done.record is None
    (problem,) = done.problems
    place = problem.location
    assert (problem.code, place.sheet, place.cell) == ("published-cpr", "Året", "B3")
    assert "1234" not in str(problem.values)
    assert publish(final.year, DAY, [Allowed(finding_id(problem), "Opdigtet")]).record


def test_only_what_was_found_can_be_allowed(final: SmallYear) -> None:
    with_number(final)
    before = final.snapshot()
    with pytest.raises(FindingUnknown):
        publish(final.year, DAY, [Allowed("cpr-00000000", "Forkert")])
    assert final.snapshot() == before


def test_an_exception_that_is_withdrawn_stops_publishing_again_and_no_other_line_is_touched(
    final: SmallYear,
) -> None:
    with_number(final, "Ring 23 45 67 89 eller 98 76 54 32.")
    found = [each.id for each in publication(final.year, DAY).findings]
    allow_findings(final.year, [Allowed(id_, f"Grund til {id_}") for id_ in found], DAY)
    file = final.year.inputs / FILE
    file.write_text(file.read_text("utf-8") + "# Set af os begge.\n", "utf-8")
    assert publication(final.year, DAY).is_ready
    withdraw_exemption(final.year, found[1])
    assert [one.id for one in read_exemptions(final.year)] == found[:1]
    assert file.read_text("utf-8").endswith("# Set af os begge.\n")
    now = publication(final.year, DAY)
    assert [each.stops for each in now.findings] == [False, True]
    withdraw_exemption(final.year, found[0])
    assert read_exemptions(final.year) == ()
    assert not publication(final.year, DAY).is_ready
    with pytest.raises(FindingUnknown):
        withdraw_exemption(final.year, found[0])


def test_an_exception_for_what_is_gone_is_told_of_as_idle(final: SmallYear) -> None:
    with_number(final)
    (found,) = publication(final.year, DAY).findings
    allow_findings(final.year, [Allowed(found.id, "Vagten")], DAY)
    final.year.prose.write_text(
        final.year.prose.read_text("utf-8").replace("Ring 23 45 67 89.", "Ring."), "utf-8"
    )
    generate(final.year, FINAL_DAY)
    now = publication(final.year, DAY)
    assert (now.findings, [one.id for one in now.idle]) == ((), [found.id])
    assert now.is_ready


def test_what_publishing_waits_for_is_told_all_at_once_and_is_what_it_refuses_first(
    small: SmallYear,
) -> None:
    told = [problem.code for problem in publication(small.year, DAY).waits]
    assert told == ["publish-no-version", "publish-pending"]
    hear(small)
    told = [problem.code for problem in publication(small.year, DAY).waits]
    assert told == ["publish-not-final", "publish-pending"]
    with pytest.raises(NotFinal):
        publish(small.year, DAY)


def test_what_the_page_finds_is_what_publishing_finds(final: SmallYear) -> None:
    with_number(final, "Ring 23 45 67 89, eller skriv til jens@hotmail.com.")
    shown = [each.problem for each in publication(final.year, DAY).findings]
    assert len(shown) == 2
    assert tuple(shown) == publish(final.year, DAY).problems


def test_a_damaged_file_of_exceptions_is_a_fault(final: SmallYear) -> None:
    (final.year.inputs / FILE).write_text("- id: cpr-1\n", encoding="utf-8")
    leaves_nothing(final, InputFaults)


# What is made


def test_without_libreoffice_the_word_file_is_made_and_the_message_says_so(
    final: SmallYear, no_office: None
) -> None:
    done = publish(final.year, DAY)
    assert [p.code for p in done.problems] == ["pdf-program-missing"]
    assert done.exit_code == 4
    assert done.paths == (document(final), *submissions(final.year))
    before = final.snapshot()
    assert publish(final.year, DAY).exit_code == 4
    assert final.snapshot() == before


@needs_libreoffice
def test_once_libreoffice_is_there_the_next_version_has_page_numbers_and_a_pdf(
    final: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(pdf_making, "_office", lambda: None)
        publish(final.year, DAY)
    done = publish(final.year, DAY)
    assert done.record is not None
    assert (done.record.version, done.exit_code) == ("v04", 0)
    assert [path.suffix for path in done.paths] == [".docx", ".pdf", ".docx"]


def test_a_pdf_that_fails_leaves_nothing(final: SmallYear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_making, "_office", lambda: "/bin/false")
    leaves_nothing(final, PdfFailed)


@needs_libreoffice
def test_the_version_is_named_and_numbered_as_the_others(published: SmallYear) -> None:
    assert document(published).exists()
    assert document(published).with_suffix(".pdf").exists()
    stages = [(v["version"], v["stage"]) for v in _archived(published)]
    assert stages == [("v01", "hoering"), ("v02", "endelig"), ("v03", "offentliggjort")]
    assert "Offentliggjort" in _text(document(published).read_bytes())


def _archived(small: SmallYear) -> list[dict[str, Any]]:
    return shown(small.year)[0]


def _text(data: bytes) -> str:
    return "\n".join(plain(read(data).document.paragraphs))


@needs_libreoffice
def test_the_text_is_that_of_the_final_version(published: SmallYear) -> None:
    final = next(published.year.outputs.glob("*_endelig.docx")).read_bytes()
    cover = {"Endelig udgave", "Offentliggjort", "Version\tv02", "Version\tv03"}
    days = {"Dato\t1. december 2024", "Dato\t2. december 2024"}

    def body(data: bytes) -> list[str]:
        lines = [re.sub(r"\t\d+$", "", line) for line in _text(data).split("\n")]
        return [line for line in lines if line not in cover | days]

    assert body(document(published).read_bytes()) == body(final)


@needs_libreoffice
def test_no_marker_remark_or_time_of_editing_is_left_in_any_part(published: SmallYear) -> None:
    package = Package.open(document(published).read_bytes(), "")
    everything = "\n".join(data.decode() for data in package.parts.values())
    for trace in (
        "_rg_",
        "urn:reportgen",
        "customXml",
        "comment",
        "w:author",
        "w:rsid",
        "paraId",
        "w:vanish/",
        "externalData",
        "TotalTime",
        "T09:00",
    ):
        assert trace not in everything, trace
    kinds = {name.rpartition("/")[2] for name in package.parts}
    assert not [kind for kind in kinds if kind.endswith((".xlsx", ".bin"))]
    assert "custom.xml" not in kinds


@needs_libreoffice
@needs_validator
def test_the_validator_finds_nothing(published: SmallYear) -> None:
    assert findings(document(published)) == []


@needs_libreoffice
def test_charts_keep_their_figures(published: SmallYear) -> None:
    package = Package.open(document(published).read_bytes(), "")
    charts = [data for name, data in package.parts.items() if "/charts/chart" in name]
    assert charts
    assert all(b"numCache" in data for data in charts)


@needs_libreoffice
def test_every_entry_of_the_contents_leads_to_a_heading(published: SmallYear) -> None:
    package = Package.open(document(published).read_bytes(), "")
    root = etree.fromstring(package.parts["word/document.xml"])
    w = f"{{{root.nsmap['w']}}}"
    names = {mark.get(f"{w}name") for mark in root.iter(f"{w}bookmarkStart")}
    targets = [link.get(f"{w}anchor") for link in root.iter(f"{w}hyperlink")]
    targets = [target for target in targets if target]
    assert targets
    assert set(targets) == names
    assert all(re.fullmatch(r"_Toc\d{9}", str(name)) for name in names)


@needs_libreoffice
def test_the_contents_show_the_pages_of_the_pdf(published: SmallYear) -> None:
    import pdfplumber

    data = document(published).read_bytes()
    assert has_page_numbers(data)
    entries = contents_entries(data)
    with pdfplumber.open(document(published).with_suffix(".pdf")) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    for entry in entries:
        heading, _, number = entry.rpartition(" ")
        assert heading in pages[int(number) - 1], entry
        assert any(re.search(rf"^{re.escape(entry)}$", page, re.MULTILINE) for page in pages)


@needs_libreoffice
@pytest.mark.parametrize(
    ("numbering", "printed"),
    [
        ('w:start="1"', "Side 2 af"),
        ('w:start="11"', "Side 12 af"),
        ('w:fmt="lowerRoman" w:start="1"', "Side ii af"),
    ],
)
def test_the_contents_show_the_numbers_that_are_printed_on_the_pages(
    final: SmallYear, numbering: str, printed: str
) -> None:
    import pdfplumber

    package = Package.open(clean(next(final.year.outputs.glob("*_endelig.docx")).read_bytes()), "")
    body, after, last = package.parts[package.document].decode().rpartition("</w:sectPr>")
    package.parts[package.document] = f"{body}<w:pgNumType {numbering}/>{after}{last}".encode()
    laid = lay_out(package.save(), "rapport.docx")
    assert (laid.problems, laid.pdf is None) == ((), False)
    entries = contents_entries(laid.document)
    with pdfplumber.open(io.BytesIO(laid.pdf or b"")) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert printed in pages[2]
    for entry in entries:
        heading, _, number = entry.rpartition(" ")
        (page,) = [page for page in pages[2:] if f"Side {number} af" in page]
        assert heading in page


@needs_libreoffice
def test_publishing_again_changes_nothing_and_puts_back_a_lost_file(final: SmallYear) -> None:
    first = publish(final.year, DAY)
    before = final.snapshot()
    again = publish(final.year, dt.date(2025, 1, 1))
    assert (again.record, again.paths) == (first.record, first.paths)
    assert final.snapshot() == before
    document(final).unlink()
    document(final).with_suffix(".pdf").unlink()
    publish(final.year, dt.date(2025, 1, 1))
    assert (
        document(final).read_bytes() == before[document(final).relative_to(final.root).as_posix()]
    )
    assert document(final).with_suffix(".pdf").exists()


def test_generate_leaves_a_published_year_as_it_is(final: SmallYear, no_office: None) -> None:
    publish(final.year, DAY)
    again = generate(final.year, dt.date(2025, 1, 1))
    assert again.unchanged
    assert again.record.stage == "offentliggjort"
    assert status(final.year, dt.date.today()).unchanged


def test_a_published_document_that_is_gone_comes_back_as_clean_as_it_was(
    final: SmallYear, no_office: None
) -> None:
    publish(final.year, DAY)
    before = document(final).read_bytes()
    document(final).unlink()
    shutil.rmtree(final.year.archived.parent)
    (final.year.outputs / "tilstand" / "v03.docx").unlink()
    generate(final.year, DAY)
    assert document(final).read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        ("sagsnummer: 24/1234", "sagsnummer: 25/9999"),
        ("styregruppe: Styregruppen", "styregruppe: Den nye styregruppe"),
        ("[Åby Kommune, Bæk Kommune, Region Øst]", "[Åby Kommune, Bæk Kommune, Ny Kommune]"),
        None,
    ],
    ids=["case number", "steering group", "organisations", "template"],
)
def test_a_published_year_is_closed_to_what_later_reports_are_made_of(
    final: SmallYear, no_office: None, change: tuple[str, str] | None
) -> None:
    publish(final.year, DAY)
    if change is not None:
        file = final.year.network_file
        file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    else:
        path = final.year.workspace.template
        document = Document(str(path))
        document.add_paragraph("Ny linje sidst i skabelonen.")
        document.save(str(path))

    now = status(final.year, DAY)
    assert (now.next, now.unchanged) == ("", True)
    assert generate(final.year, DAY).unchanged
    network = read_year(final.year).network
    assert network is not None
    assert network.case_number == "24/1234"


def test_without_the_archive_a_published_year_shows_the_network_as_it_is(
    final: SmallYear, no_office: None
) -> None:
    publish(final.year, DAY)
    shutil.rmtree(final.year.workspace.root / "arkiv")
    file = final.year.network_file
    file.write_text(file.read_text("utf-8").replace("24/1234", "25/9999"), "utf-8")

    assert status(final.year, DAY).next.startswith("reportgen generate")


def test_inputs_that_change_after_publishing_make_a_new_final_version(
    final: SmallYear, no_office: None
) -> None:
    publish(final.year, DAY)
    with_number(final, "Netværket mødtes igen.")
    assert [r["stage"] for r in _archived(final)][-1] == "endelig"


# Whatever a template brings


def test_what_reviewers_left_in_a_template_is_not_published(final: SmallYear) -> None:
    package = Package.open(next(final.year.outputs.glob("*_endelig.docx")).read_bytes(), "")
    track_changes(package, enforced=True)
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comments = (
        f'<w:comments {w}><w:comment w:id="0" w:author="Bo Chef"><w:p/></w:comment></w:comments>'
    )
    package.add("word/comments.xml", comments.encode(), "application/xml")
    package.relate(package.document, "comments", "comments.xml")
    package.parts["docProps/thumbnail.jpeg"] = b"billede"
    changed = (
        '<w:p w:rsidR="00AB12CD"><w:commentRangeStart w:id="0"/>'
        '<w:ins w:id="900" w:author="Bo Chef" w:date="2024-11-20T08:15:00Z">'
        "<w:r><w:t>indsat</w:t></w:r></w:ins>"
        '<w:del w:id="901" w:author="Bo Chef"><w:r><w:delText>slettet</w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    body = package.parts[package.document].decode()
    package.parts[package.document] = body.replace("<w:body>", f"<w:body>{changed}").encode()
    cleaned = Package.open(clean(package.save()), "")
    everything = b"\n".join(cleaned.parts.values()).decode()
    for trace in (
        "Bo Chef",
        "slettet",
        "skjult",
        "T08:15",
        "00AB12CD",
        "trackRevisions",
        "billede",
    ):
        assert trace not in everything, trace
    assert "indsat" in everything
    assert "word/comments.xml" not in cleaned.parts
    assert "comments" not in cleaned.parts["[Content_Types].xml"].decode()


# The PDF


@needs_libreoffice
def test_the_pdf_is_tagged_and_says_title_language_and_headings(published: SmallYear) -> None:
    with pikepdf.open(document(published).with_suffix(".pdf")) as pdf:
        assert str(pdf.Root.Lang) == "da-DK"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == "Årsrapport 2024 – Netværksgruppe Ældre & Sundhed"
        assert str(pdf.docinfo.Author) == "Åby Kommune"
        with pdf.open_metadata() as said:
            assert said.pdfa_status == "2B"
            assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        with pdf.open_outline() as outline:
            tree = [(top.title, [below.title for below in top.children]) for top in outline.root]
        tags = list(read_tags(pdf).every())
    assert tree[0][0] == "Kort fortalt"
    assert "Netværket anbefaler" in tree[0][1]
    assert tree[1] == ("1 Indledning", ["1.1 Formål", "1.2 Året kort"])
    assert "3.6 Udfordringer og udviklingsbehov" in tree[3][1]
    kinds = {tag.kind for tag in tags}
    assert {"H1", "H2", "Table", "TH", "TD", "L", "Figure", "Link"} <= kinds
    alts = [tag.text("/Alt") for tag in tags if tag.kind == "Figure"]
    assert [alt.split(":")[0] for alt in alts] == [
        "Liggende søjler",
        "Ringdiagram",
    ]


@needs_libreoffice
def test_every_entry_of_a_list_has_its_bullet_or_number_as_its_label(published: SmallYear) -> None:
    path = document(published).with_suffix(".pdf")
    with pikepdf.open(path) as pdf:
        labels = {mark for tag in read_tags(pdf).every() if tag.kind == "Lbl" for mark in tag.marks}
        numbers = {page.obj.objgen[0]: n for n, page in enumerate(pdf.pages)}
    said: dict[tuple[int, int], str] = {}
    with pdfplumber.open(path) as laid_out:
        for at, page in enumerate(laid_out.pages):
            for char in page.chars:
                place = (at, char["mcid"])
                said[place] = said.get(place, "") + char["text"]
    texts = [said[numbers[page], content].strip() for page, content in labels]
    assert texts
    assert all(re.fullmatch(r"•|\d+\.", text) for text in texts), texts
    bullets = sum(text.count("•") for text in said.values())
    assert texts.count("•") == bullets


@needs_libreoffice
def test_a_checker_of_pdf_ua_finds_nothing(published: SmallYear) -> None:
    pdfua = pytest.importorskip("pdfua")
    report = pdfua.validate(str(document(published).with_suffix(".pdf")))
    found = [f.rule_id for outcome in report.outcomes for f in outcome.findings]
    assert found == []


@needs_libreoffice
def test_the_tags_are_all_that_pdf_ua_asks_for(published: SmallYear) -> None:
    assert faults(document(published).with_suffix(".pdf")) == []


@needs_libreoffice
def test_mending_the_tags_changes_nothing_that_is_seen(published: SmallYear) -> None:
    made = make_pdf(document(published).read_bytes(), "rapport.docx")
    mended = with_sound_tags(made, ["Første", "Anden"]).pdf
    assert _seen(mended) == _seen(made)


def _seen(pdf: bytes) -> list[bytes]:
    """The pages as they are drawn."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render().to_numpy().tobytes() for page in document]


@needs_libreoffice
def test_figures_are_given_texts_only_where_each_has_one(published: SmallYear) -> None:
    made = make_pdf(document(published).read_bytes(), "rapport.docx")
    texts = ["Første: æøå (1)", "Anden"]
    assert _figure_texts(made) == ["", ""]
    assert not with_sound_tags(made, ["kun én"]).has_texts
    said = with_sound_tags(made, texts)
    assert (said.has_texts, _figure_texts(said.pdf)) == (True, texts)
    again = with_sound_tags(said.pdf, ["et", "andet"])
    assert _figure_texts(again.pdf) == texts


def _figure_texts(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [tag.text("/Alt") for tag in read_tags(document).every() if tag.kind == "Figure"]


@needs_libreoffice
def test_no_page_is_guessed_for_a_heading_that_is_not_in_the_pdf(published: SmallYear) -> None:
    pdf = document(published).with_suffix(".pdf").read_bytes()
    assert pages_of(pdf, ["1 Indledning", "1.1 Formål"]) == [4, 4]
    assert pages_of(pdf, ["1 Indledning", "9 Findes ikke"]) is None


def test_a_program_that_is_none_makes_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_making, "_office", lambda: "/findes/ikke")
    with pytest.raises(PdfFailed):
        make_pdf(b"", "rapport.docx")


# The command


def run(small: SmallYear, *words: str) -> tuple[int, dict[str, Any]]:
    speak("da")
    done = CliRunner().invoke(
        program, ["-C", str(small.root), "--json", "publish", *words], catch_exceptions=False
    )
    return done.exit_code, json.loads(done.stdout)


def test_the_command_answers_with_the_keys_of_the_contract(
    final: SmallYear, no_office: None
) -> None:
    code, said = run(final)
    assert code == 4
    assert set(said) == {"files", "problems"}
    report, case = said["files"]
    assert report.endswith("_v03_offentliggjort.docx")
    assert case.endswith("_Moedesag-2024_Aeldre-og-Sundhed.docx")


def test_the_command_gives_each_finding_its_id_and_takes_it_back(
    final: SmallYear, no_office: None
) -> None:
    with_number(final)
    code, said = run(final)
    (problem,) = said["problems"]
    assert (code, said["files"], problem["code"]) == (3, [], "published-telephone")
    assert "3.1 Årets arbejde og temaer" in problem["location"]
    code, said = run(final, "--allow", problem["id"], "--reason", "Det er netværkets egen")
    assert code == 4
    assert said["files"]


@pytest.mark.parametrize(
    ("reasons", "kept"),
    [(["Fælles"], ["Fælles", "Fælles"]), (["Den ene", "Den anden"], ["Den ene", "Den anden"])],
)
def test_the_command_takes_several_findings_with_one_reason_or_one_each(
    final: SmallYear, no_office: None, reasons: list[str], kept: list[str]
) -> None:
    with_number(final, "Ring 23 45 67 89 eller 98 76 54 32.")
    _, said = run(final)
    allows = [word for problem in said["problems"] for word in ("--allow", problem["id"])]
    code, said = run(final, *allows, *(word for reason in reasons for word in ("--reason", reason)))
    assert (code, [p["code"] for p in said["problems"]]) == (4, ["pdf-program-missing"])
    assert [one.reason for one in read_exemptions(final.year)] == kept


@pytest.mark.parametrize(
    "words",
    [
        ["--reason", "Uden fund"],
        ["--allow", "cpr-1", "--reason", " "],
        ["--allow", "a", "--allow", "b", "--allow", "c", "--reason", "x", "--reason", "y"],
    ],
)
def test_reasons_that_do_not_go_with_findings_are_the_wrong_use_of_the_command(
    final: SmallYear, words: list[str]
) -> None:
    done = CliRunner().invoke(program, ["-C", str(final.root), "publish", *words])
    assert done.exit_code == 2


def test_an_exception_without_a_reason_is_the_wrong_use_of_the_command(final: SmallYear) -> None:
    done = CliRunner().invoke(program, ["-C", str(final.root), "publish", "--allow", "cpr-1"])
    assert done.exit_code == 2
