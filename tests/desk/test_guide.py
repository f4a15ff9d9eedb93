"""The guide on the desk: every page leads to its part, and every part and picture is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from werkzeug.test import Client

from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from reportgen.desk.pages import PAGES
from reportgen.desk.pages.guide import ANCHORS
from tests.desk.browsing import Browser
from tests.desk.running import ROOT, desk
from tests.workspaces import SmallYear

DANISH = ROOT / "reportgen" / "locale" / "da" / "LC_MESSAGES" / "reportgen.po"


@pytest.fixture
def client(small: SmallYear) -> Client:
    return make_pages(Desk(small.year.workspace, "key", language="da")).test_client()


def test_every_part_that_a_page_leads_to_is_in_the_guide(client: Client) -> None:
    headings = set(re.findall(r'<h[23] id="([^"]+)"', client.get("/vejledning/").text))
    assert set(ANCHORS.values()) <= headings
    assert ANCHORS.keys() <= {page.name for page in PAGES}


def test_a_page_leads_to_its_part(client: Client) -> None:
    page = client.get("/aeldre-og-sundhed/2024/rapport/").text
    assert 'href="/vejledning/#3-rapporten"' in page


@pytest.mark.parametrize("name", ["vejledning", "problemer", "skabelon", "formater", "kommandoer"])
def test_all_links_and_pictures_of_a_text_lead_somewhere(client: Client, name: str) -> None:
    page = client.get(f"/vejledning/{name}", follow_redirects=True).text
    assert '<article class="guide" lang="da">\n<h1 id=' in page
    for to in re.findall(r'(?:src|href)="(/vejledning/[^"#]+)', page):
        assert client.get(to).status_code == 200, to


def test_what_the_guide_calls_by_name_is_called_so_on_the_desk() -> None:
    """A name in italics is that of a button, a page or a sheet."""
    guide = (ROOT / "docs" / "vejledning.md").read_text("utf-8")
    names = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", guide))
    said = DANISH.read_text("utf-8").replace('"\n"', "")
    assert [name for name in sorted(names) if " · " not in name and name not in said] == []


def test_nothing_else_is_given_out(client: Client) -> None:
    for name in ("it", "../pyproject", "billeder/../vejledning.md", "billeder/x.png"):
        assert client.get(f"/vejledning/{name}").status_code == 404


def test_everyone_can_read_it(browser: Browser, small: SmallYear, tmp_path: Path) -> None:
    browser.told()  # what earlier pages complained of
    with desk(small.root, tmp_path / "bruger") as running:
        browser.enter(running, "vejledning/")
        browser.shows("Vejledning til sekretariatet")
        for pixels in (1280, 320):
            browser.width(pixels)
            assert browser.barriers() == []
            assert browser.misfits(pixels) == []
        assert browser.told() == []
        browser.width(1280)
        browser.driver.get("about:blank")
