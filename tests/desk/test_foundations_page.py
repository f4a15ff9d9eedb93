"""The page of the foundations, as it answers requests and in a real browser."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client

from reportgen.app.generate import generate
from reportgen.app.network import Field, network_form
from reportgen.app.new import new_year
from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from reportgen.language.translation import speak
from reportgen.report.inputs import Member
from tests.app.test_workbook_ids import write
from tests.desk.browsing import Browser
from tests.desk.running import desk
from tests.desk.test_publication_in_browser import fits
from tests.workspaces import SmallYear

ROW = {"B9": "Ny", "C9": "Tekst", "E9": "ny", "F9": "Møde"}
PAGE = "/aeldre-og-sundhed/2024/grundlag"


@pytest.fixture(autouse=True)
def english() -> None:
    """Whatever language the tests before spoke."""
    speak("en")


def client(small: SmallYear) -> Client:
    return make_pages(Desk(small.year.workspace, "key")).test_client()


def broken(small: SmallYear) -> SmallYear:
    """A wrong name in the workbook, a row without an id, a wrong day in a meeting."""
    wrong = Member("Leder", "Aaby Komune", "Formand")
    small.write_workbook(members=(wrong,))
    write(small, "Anbefalinger", **ROW)
    small.edit_meeting("dato: 2024-03-01", "dato: 2024-33-01")
    return small


def test_faults_stand_by_their_file_with_the_way_to_it(small: SmallYear) -> None:
    page = client(broken(small)).get(PAGE).text
    assert "The meeting of 1. marts 2024" in page
    assert "The workbook" in page
    assert "Open in Excel" in page
    assert "Medlemmer!B2" in page
    assert ".yaml" not in page
    assert "Fill in what is missing" in page


def test_last_years_text_is_told_by_its_section_and_not_by_the_file(small: SmallYear) -> None:
    """The mark in the heading and the line are of a file that nobody sees on the desk."""
    text = small.year.prose.read_text("utf-8")
    marked = text.replace("Årets arbejde og temaer", "Årets arbejde og temaer (fra 2023)")
    assert marked != text
    small.year.prose.write_text(marked, "utf-8")
    page = client(small).get(PAGE).text
    assert "The text of section 3.1 is carried over from 2023." in page
    assert "say there that it holds" in page
    assert "(fra 2023)" not in page
    assert "line 6" not in page


def test_a_case_number_of_the_years_own_is_told_beside_the_networks(small: SmallYear) -> None:
    generate(small.year, dt.date(2024, 11, 15))
    new_year(replace(small.year, year=2025), "25/77")
    page = client(small).get("/aeldre-og-sundhed/2025/grundlag").text
    assert "This year has a number of its own, 25/77," in page
    assert "a number of its own" not in client(small).get(PAGE).text


def test_without_faults_it_says_so(small: SmallYear) -> None:
    page = client(small).get(PAGE).text
    assert "No errors" in page
    assert "Fill in what is missing" not in page


def test_what_is_typed_is_written_where_the_file_still_says_what_was_shown(
    small: SmallYear,
) -> None:
    pages = client(small)
    sent = {"sagsnummer": " 25/1 ", "shown:sagsnummer": "24/1234"}
    assert pages.post(f"{PAGE}/netvaerk", data=sent).json == {"anew": True}
    assert network_form(small.year).said[Field.CASE_NUMBER] == "25/1"
    answer = pages.post(f"{PAGE}/netvaerk", data={**sent, "sagsnummer": "25/2"})
    assert answer.status_code == 409
    assert answer.json is not None
    (told,) = answer.json["problems"][0]["message"]
    assert told["text"].endswith("Sagsnummer: 25/1")
    again = {"sagsnummer": "25/2", "shown:sagsnummer": answer.json["shown"]["shown:sagsnummer"]}
    assert pages.post(f"{PAGE}/netvaerk", data=again).json == {"anew": True}
    assert network_form(small.year).said[Field.CASE_NUMBER] == "25/2"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"sagsnummer": "1"}, 400),
        ({"nix": "1", "shown:nix": ""}, 400),
        ({"navn": " ", "shown:navn": "Netværksgruppe Ældre & Sundhed"}, 422),
    ],
)
def test_what_cannot_be_written_is_not(small: SmallYear, sent: dict[str, str], status: int) -> None:
    before = small.snapshot()
    assert client(small).post(f"{PAGE}/netvaerk", data=sent).status_code == status
    assert small.snapshot() == before


def test_everyone_can_put_the_foundations_right(
    browser: Browser, small: SmallYear, tmp_path: Path
) -> None:
    write(small, "Anbefalinger", **ROW)
    with desk(small.root, tmp_path / "bruger") as running:
        browser.enter(running, PAGE[1:])
        browser.shows("Udfyld det, der mangler")
        fits(browser)
        field = browser.driver.find_element("id", "sagsnummer")
        field.clear()
        field.send_keys("25/1")
        text = small.year.network_file.read_text("utf-8")
        small.year.network_file.write_text(text.replace("24/1234", "24/99"), "utf-8")
        browser.press("Gem netværket")
        browser.shows("Nu står der: Sagsnummer: 24/99")
        assert field.get_property("value") == "25/1"
        fits(browser)
        browser.press("Udfyld det, der mangler")
        browser.shows("Skrevet ind i Arbejdsbogen.")
        fits(browser)
        kept = browser.driver.find_element("id", "sagsnummer")
        assert kept.get_property("value") == "25/1"  # what was typed is not lost
        browser.press("Gem netværket")
        browser.until(lambda: "25/1" in small.year.network_file.read_text("utf-8"))
        browser.press("In English")
        browser.shows("Save the network")
        browser.driver.get("about:blank")
