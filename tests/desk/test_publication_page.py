"""The page for publishing, as it answers requests."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from werkzeug.test import Client

from reportgen.app.documents import submissions
from reportgen.app.generate import generate
from reportgen.app.publish import publish
from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from reportgen.language.translation import speak
from reportgen.pdf import libreoffice
from reportgen.report.inputs import ECONOMY, YearFact
from reportgen.workspace.exemptions import FILE, read_exemptions
from tests.app.test_publish import DAY, FINAL_DAY, final, hear, with_number, word_all
from tests.app.test_submission import own_template
from tests.desk.running import desk, worked
from tests.programs import needs_libreoffice
from tests.workspaces import SmallYear, small_year

__all__ = ["final"]

PAGE = "/aeldre-og-sundhed/2024/udgivelse"


@pytest.fixture(autouse=True)
def english() -> None:
    """Whatever language the tests before spoke."""
    speak("en")


def client(small: SmallYear) -> Client:
    return make_pages(Desk(small.year.workspace, "key")).test_client()


def fields(page: str) -> list[str]:
    return re.findall(r'name="(reason:[^"]+)"', page)


def test_all_that_publishing_waits_for_is_told_at_once(small: SmallYear) -> None:
    small.edit_meeting("art: erstat", "art: erstatning")
    page = client(small).get(PAGE).text
    assert "1 error in the inputs" in page
    assert "No version has been made yet." in page
    assert "skridt/publish" not in page


def test_the_version_it_waits_for_is_told_by_its_name(small: SmallYear) -> None:
    generate(small.year, DAY)
    page = client(small).get(PAGE).text
    waits = page[page.index("What publishing waits for") :].partition("</section>")[0]
    assert '<span class="place">v01</span>' in waits
    assert ".docx" not in waits


def test_a_fault_in_the_template_of_the_case_is_waited_for_with_the_way_to_it(
    final: SmallYear,
) -> None:
    own_template(final, "{{ resume }}", "")
    page = client(final).get(PAGE).text
    assert "skridt/publish" not in page
    link = re.search(r'href="([^"]*)">1 error in the inputs', page)
    assert link is not None
    page = client(final).get(link[1]).text
    assert "The template of the case" in page
    assert "Open in Word: The template of the case" in page


def test_a_year_that_is_ready_is_published_by_a_button(final: SmallYear) -> None:
    page = client(final).get(PAGE).text
    assert "Ready to be published" in page
    assert "skridt/publish" in page
    assert "Nothing: no CPR numbers" in page


def test_a_finding_gets_its_reason_at_its_place_and_the_reason_is_withdrawn(
    final: SmallYear,
) -> None:
    pages = client(with_number(final, "Ring 23 45 67 89 eller 98 76 54 32."))
    page = pages.get(PAGE).text
    assert "2 findings that have to go, or get their reasons" in page
    assert "3.1 Årets arbejde og temaer, paragraph 2" in page
    assert "skridt/publish" not in page
    one, other = fields(page)
    said = {one: " <b>Vagten</b> ", other: " "}
    assert pages.post(f"{PAGE}/undtagelser", data=said).json == {"anew": True}
    (kept,) = read_exemptions(final.year)
    assert (f"reason:{kept.id}", kept.reason) == (one, "<b>Vagten</b>")
    page = pages.get(PAGE).text
    assert fields(page) == [other]
    assert "&lt;b&gt;Vagten&lt;/b&gt;" in page
    back = {"finding": kept.id}
    assert pages.post(f"{PAGE}/undtagelser/tilbage", data=back).json == {"anew": True}
    assert fields(pages.get(PAGE).text) == [one, other]


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("undtagelser", {}, 400),
        ("undtagelser", {"reason:telefon-12345678": " "}, 400),
        ("undtagelser", {"reason:telefon-12345678": "Ja"}, 409),
        ("undtagelser/tilbage", {"finding": "telefon-12345678"}, 409),
    ],
)
def test_what_was_not_found_is_not_allowed(
    final: SmallYear, path: str, sent: dict[str, str], status: int
) -> None:
    before = final.snapshot()
    assert client(final).post(f"{PAGE}/{path}", data=sent).status_code == status
    assert final.snapshot() == before


def test_exceptions_that_cannot_be_read_are_told_of(final: SmallYear) -> None:
    (final.year.inputs / FILE).write_text("- id: cpr-1\n", encoding="utf-8")
    page = client(final).get(PAGE).text
    assert "The file of exceptions cannot be read." in page


def test_what_is_published_can_be_opened_and_a_missing_pdf_is_made_later(
    final: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "_office", lambda: None)
    publish(final.year, DAY)
    page = client(final).get(PAGE).text
    assert "v03 is published" in page
    assert "Open in Word" in page
    assert "Make the PDF" in page
    assert "/vis" not in page


def test_costs_that_nobody_has_stated_are_asked_for_with_the_workbook_beside(
    final: SmallYear,
) -> None:
    asks = "Under Økonomi it will say “Ikke oplyst”."
    page = client(final).get(PAGE).text
    assert asks in page
    assert "Open in Excel: The workbook" in page
    final.write_workbook(facts=(YearFact(ECONOMY, "2 mio. kr."),))
    assert asks not in client(final).get(PAGE).text


def test_the_case_for_the_steering_group_is_written_by_a_button(
    final: SmallYear, tmp_path: Path
) -> None:
    path = PAGE[1:]
    with desk(final.root, tmp_path / "bruger") as running:
        running.enter()
        assert "Skriv mødesagen, og åbn den" in running.get(path).text
        running.post("aeldre-og-sundhed/2024/skridt/submission")
        page = worked(running, path)
    (made,) = submissions(final.year)
    assert made.exists()
    assert "Mødesagen til styregruppen er skrevet. Du sender den selv." in page
    assert re.search(r"Mødesag til styregruppen, \d+\. ", page)


@needs_libreoffice
def test_the_pdf_is_shown_in_the_browser_by_its_id_alone(tmp_path: Path) -> None:
    small = word_all(small_year(tmp_path / "mappe"))
    hear(small)
    generate(small.year, FINAL_DAY)
    publish(small.year, DAY)
    (pdf,) = small.year.outputs.glob("*.pdf")
    minutes = small.year.meetings / "kilder"
    minutes.mkdir(exist_ok=True)
    shutil.copy(pdf, minutes / "referat.pdf")
    with desk(small.root, tmp_path / "bruger") as running:
        running.enter()
        page = running.get(PAGE[1:]).text
        (path,) = re.findall(r'href="[^"]*?(fil/[^"/]+/vis)"', page)
        answer = running.get(path)
        assert answer.body == pdf.read_bytes()
        told = answer.headers
        assert told["Content-Type"] == "application/pdf"
        assert told["Content-Disposition"].startswith("inline;")
        assert told["X-Content-Type-Options"] == "nosniff"
        assert told["Content-Security-Policy"].startswith("default-src 'none';")
        assert "script-src" not in told["Content-Security-Policy"]
        year = running.get("aeldre-og-sundhed/2024/").text
        for other in set(re.findall(r"fil/[^\"/]+", year)) - {path.removesuffix("/vis")}:
            assert running.get(f"{other}/vis").status == 404
        pdf.unlink()
        assert running.get(path).status == 409
