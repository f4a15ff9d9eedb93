"""From an empty folder to a published report, as the guide says it: on the page, and in Excel."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import load_workbook

from reportgen.workspace import versions
from reportgen.workspace.places import Workspace, Year
from tests.desk.browsing import Browser
from tests.desk.running import desk
from tests.desk.test_report_in_browser import editor, kept, put_in

DEADLINE = dt.date.today() + dt.timedelta(days=14)
NETWORK = {
    "Rammeaftale": "Rammeaftale Øst",
    "Styregruppe": "Styregruppen for Rammeaftale Øst",
    "Sekretariatets organisation": "Faxe Kommune",
    "Sagsnummer": "25/17",
}
FILL = (
    "for (const label of document.querySelectorAll('label'))"
    " if (label.textContent.trim().startsWith(arguments[0]) && label.control)"
    " { label.control.value = arguments[1]; break }"
)


def begin(browser: Browser) -> None:
    browser.shows("Begynd et netværk")
    for label, said in (
        ("Netværkets navn", "Børn & Unge"),
        ("Den første rapport er for", "2025"),
        ("Hvem der deltager", "Faxe Kommune\nKøge Kommune"),
    ):
        browser.run(FILL, label, said)
    browser.press("Begynd")
    browser.shows("Næste skridt")


def fill_in_the_network(browser: Browser) -> None:
    browser.press_link("Grundlag")
    browser.shows("Gem netværket")
    for label, said in NETWORK.items():
        browser.run(FILL, label, said)
    browser.press("Gem netværket")
    value = "return [...document.querySelectorAll('input')].some(each => each.value === '25/17')"
    browser.until(lambda: browser.run(value))
    browser.until(lambda: "Ret " not in browser.text())


def type_in_excel(year: Year) -> None:
    """A challenge, in the first free row of its sheet."""
    book = load_workbook(year.workbook)
    sheet = book["Udfordringer"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    said = {
        "Id": "U1",
        "Overskrift": "Plejefamilier",
        "Tekst": "Der mangler plejefamilier.",
        "Status": "ny",
        "Kilde": "Netværksmøde i maj",
    }
    for header, value in said.items():
        sheet.cell(2, columns[header]).value = value
    book.save(year.workbook)


def write_prose(browser: Browser) -> None:
    browser.press_link("Rapporten")
    browser.press_link("1.1 Formål")
    browser.shows("Skriv teksten")
    box = "box-rapport-1-1-tekst"
    editor(browser, box)
    browser.keys("Rapporten fortæller, hvad netværket ser.")
    kept(browser, box)
    put_in(browser, box)
    browser.until(lambda: not browser.run("return document.querySelector('.write').open"))


def hear(browser: Browser) -> None:
    browser.press_link("Året")
    browser.shows("Sidste dag at svare")
    browser.run("document.getElementById('deadline').value = arguments[0]", DEADLINE.isoformat())
    browser.press("Send i høring")
    ends(browser)
    browser.press_link("Høringen")
    for party in ("Faxe Kommune", "Køge Kommune"):
        browser.shows("Et svar, der er givet på anden vis")
        browser.run(
            "document.getElementById('who').value = arguments[0];"
            "document.getElementById('said-nothing').checked = true;"
            "document.getElementById('who').form.querySelector('button.main').click()",
            party,
        )
        ends(browser)


def ends(browser: Browser) -> None:
    """Wait until work is done, and close what it told."""
    browser.shows("Luk beskeden")
    browser.press("Luk beskeden")
    browser.until(lambda: "Luk beskeden" not in browser.text())


def test_a_report_is_published_from_nothing(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "Årsrapporter"
    folder.mkdir()
    with desk(folder, tmp_path / "bruger") as running:
        browser.width(1280)
        browser.enter(running)
        begin(browser)
        (network,) = Workspace.at(folder).networks()
        year = Year(Workspace.at(folder), network, 2025)
        fill_in_the_network(browser)
        type_in_excel(year)
        write_prose(browser)
        browser.press_link("Året")
        browser.press("Dan den næste version")
        ends(browser)
        hear(browser)
        browser.press_link("Året")
        for button in ("Før afgørelserne ind", "Dan den næste version"):
            browser.press(button)
            ends(browser)
        browser.press_link("Udgivelse")
        browser.press("Offentliggør")
        browser.shows("er offentliggjort")
        browser.driver.get("about:blank")
    stages = [each.stage for each in versions.records(year)]
    assert stages == ["udkast", "hoering", "endelig", "offentliggjort"]
    assert list(year.outputs.glob("*.pdf"))
