"""The page of the archive, as it answers requests and in a real browser."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from werkzeug.test import Client

from reportgen.app.generate import generate
from reportgen.app.new import new_year
from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from reportgen.language.translation import speak
from reportgen.workspace.places import Year
from tests.app.test_archived import LAID, two
from tests.desk.browsing import Browser
from tests.desk.running import desk
from tests.desk.test_publication_in_browser import fits
from tests.workspaces import SmallYear

__all__ = ["two"]

PAGE = "/aeldre-og-sundhed/2024/arkiv"


@pytest.fixture(autouse=True)
def english() -> None:
    """Whatever language the tests before spoke."""
    speak("en")


def client(small: SmallYear) -> Client:
    return make_pages(Desk(small.year.workspace, "key")).test_client()


def test_an_empty_archive_says_what_will_be_in_it(small: SmallYear) -> None:
    assert "The archive is empty." in client(small).get(PAGE).text


def test_versions_are_listed_with_stage_date_and_what_changed(two: SmallYear) -> None:
    page = client(two).get(PAGE).text
    assert "14. november 2024" in page
    assert "1 new, 1 changed" in page
    assert "The first version" in page


def test_two_versions_are_compared_word_by_word_as_text(two: SmallYear) -> None:
    two.edit_meeting("Noget endnu nyere.", "Noget <b>fedt</b> og nyere.")
    generate(two.year, dt.date(2024, 11, 15))
    page = client(two).get(f"{PAGE}?a=2024+v02&b=2024+v03").text
    assert "From v02 to v03" in page
    assert "&lt;b&gt;fedt&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "The text of the two is the same." in client(two).get(f"{PAGE}?a=2024&b=2024").text


def test_two_years_are_compared_by_their_newest_versions(two: SmallYear) -> None:
    following = Year(two.year.workspace, two.year.network, 2025)
    new_year(following)
    generate(following, dt.date(2025, 5, 1))
    page = client(two).get(f"{PAGE}?a=2024&b=2025").text
    assert "From 2024, v02 to 2025, v01" in page
    assert 'value="2025"' in page


@pytest.mark.parametrize(
    ("query", "status"),
    [("netvaerk=andre&aar=2024", 404), ("aar=1999", 404), ("a=1999&b=2024", 404), ("a=2024", 200)],
)
def test_a_year_that_is_not_archived_is_not_found(two: SmallYear, query: str, status: int) -> None:
    assert client(two).get(f"{PAGE}?{query}").status_code == status


def test_a_version_that_is_not_archived_is_told_of(two: SmallYear) -> None:
    page = client(two).get(f"{PAGE}?a=2024+v09&b=2024+v01")
    assert page.status_code == 200
    assert 'class="problem is-error"' in page.text


def test_a_version_that_cannot_be_read_hides_no_other(two: SmallYear) -> None:
    for path in (two.root / "arkiv").rglob("tilstand/v01.json"):
        path.chmod(0o600)
        path.write_text("{", "utf-8")
    page = client(two).get(PAGE).text
    assert "14. november 2024" in page
    assert 'class="problem is-error"' in page


def test_everyone_can_compare_restore_and_look_through_the_archive(
    browser: Browser, two: SmallYear, tmp_path: Path
) -> None:
    programs = tmp_path / "programmer"
    programs.mkdir()
    opener = programs / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{tmp_path / "aabnet"}"\n')
    opener.chmod(0o755)
    with desk(two.root, tmp_path / "bruger", PATH=f"{programs}:/usr/bin:/bin") as running:
        browser.enter(running, PAGE[1:])
        browser.shows("Ændret siden den forrige")
        fits(browser)
        browser.press("Vis ændringerne")
        browser.shows("Fra v01 til v02")
        fits(browser)
        browser.press("Åbn sammenligningen i Word")
        browser.shows("1 sammenligning i Word")
        assert "Fra v01 til v02" in browser.text()  # the page shows what it showed before
        browser.run("[...document.querySelectorAll('.versions button')].at(-1).click()")
        browser.shows("Ældre og Sundhed 2024, v01 er gendannet.")
        browser.press("Gennemgå hver fil")
        browser.shows("Arkivet er i orden: 1 år, og hver fil er, som den blev arkiveret.")
        browser.press("Skriv listen, og åbn den")
        browser.shows(
            "Der er ikke kommet dokumenter ind, og der er ikke dannet nogen til at sende."
        )
        fits(browser)
        assert browser.told() == []
        opened = [Path(line) for line in (tmp_path / "aabnet").read_text().splitlines()]
        assert [path.is_relative_to(two.root / LAID) for path in opened] == [False, True, False]
        assert opened[2].name.endswith("_Journal-2024.xlsx")
        assert opened[0].name.startswith("Aendringer-2024")
        browser.press("In English")
        browser.shows("Changed since the one before")
        browser.driver.get("about:blank")
