"""The page of the round in a real browser: by keyboard, by dragging, and for everyone."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.workspace.rounds import read_rounds
from reportgen.workspace.sent_marks import read_sent_marks
from tests.app.hearing.rounds import (
    AABY,
    BACK,
    BAEK,
    OEST,
    Hearing,
    close_round,
    hearing,
    mail,
    reworded,
    unmarked,
    written_over,
)
from tests.desk.browsing import Browser
from tests.desk.running import Running, desk
from tests.workspaces import SmallYear

__all__ = ["hearing"]

PAGE = "aeldre-og-sundhed/2024/runde"
ENTER = "\ue007"


@pytest.fixture
def page(browser: Browser, small: SmallYear, programs: str, tmp_path: Path) -> Iterator[Running]:
    """The page of a round of the test's own, as it is once the test asks for it."""
    with desk(small.root, tmp_path / "bruger", PATH=programs) as found:
        browser.width(1280)
        yield found
        browser.driver.get("about:blank")
        browser.told()  # what it says of refusals is no other test's


def marked(small: SmallYear) -> list[str]:
    (found,), _ = read_rounds(small.year)
    return list(read_sent_marks(found).written)


def everyone_can_use_it(browser: Browser) -> None:
    """Nothing keeps anybody from using the page as it is, at any width, folded out too."""
    browser.run("for (const each of document.querySelectorAll('main details')) each.open = true")
    for pixels in (1280, 800, 320):
        browser.width(pixels)
        assert browser.misfits(pixels) == []
        assert browser.barriers() == []
    browser.width(1280)


def test_a_mark_is_set_and_taken_back_with_the_focus_where_it_was(
    browser: Browser, page: Running, hearing: Hearing
) -> None:
    browser.enter(page, PAGE)
    browser.run("document.getElementById('sent-2').focus()")
    browser.keys(ENTER)
    browser.until(lambda: marked(hearing.small) == [BAEK])
    browser.until(lambda: browser.focused().startswith("Fortryd"))
    browser.keys(ENTER)
    browser.until(lambda: marked(hearing.small) == [])
    browser.until(lambda: browser.focused().startswith("Markér som sendt"))
    browser.press("Markér alle som sendt")
    browser.until(lambda: marked(hearing.small) == [AABY, BAEK, OEST])
    assert browser.shows("3 af 3")


def test_who_opens_a_mail_is_asked_to_mark_it_once_it_is_sent(
    browser: Browser, page: Running, hearing: Hearing
) -> None:
    browser.enter(page, PAGE)
    asked = "return !document.getElementById('ask-2').hidden"
    assert not browser.run(asked)
    browser.run("document.querySelector('[data-then=ask-2] button').click()")
    browser.until(lambda: browser.run(asked))
    assert browser.run("return document.getElementById('sent-2').className") == "main"
    assert browser.run("return document.getElementById('said').textContent").startswith("Er mailen")
    assert browser.barriers() == []
    assert marked(hearing.small) == []


def test_files_are_dragged_in_and_an_unknown_one_gets_its_party(
    browser: Browser, page: Running, hearing: Hearing
) -> None:
    browser.enter(page, PAGE)
    browser.shows("Læg svar i")
    files = {
        "svar.docx": reworded(hearing.copies[AABY], "svært", "umuligt"),
        "hvem.docx": unmarked(reworded(hearing.copies[OEST], "svært", "let")),
    }
    browser.run(
        "const dragged = new DataTransfer();"
        "for (const [name, data] of Object.entries(arguments[0])) dragged.items.add(new File("
        "[Uint8Array.from(atob(data), (each) => each.charCodeAt(0))], name));"
        "const place = document.querySelector('h1');"
        "for (const kind of ['dragover', 'drop']) place.dispatchEvent("
        "new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: dragged}))",
        {name: base64.b64encode(data).decode() for name, data in files.items()},
    )
    assert browser.run("return document.getElementById('answers').files.length") == 2
    browser.press("Tag svarene ind")
    assert browser.shows("1 af 3 høringsparter har svaret.")
    assert browser.shows("hvem.docx part ukendt")
    browser.run(
        "const field = document.querySelector('select[form=attribute]');"
        "field.value = arguments[0]; field.dispatchEvent(new Event('input', {bubbles: true}))",
        OEST,
    )
    browser.press("Tag dem ind som deres svar")
    assert browser.shows("hvem.docx Region Øst, læst, 1 rettelse")
    assert browser.told() == []


def test_a_file_that_was_moved_since_it_was_chosen_is_told_of(
    browser: Browser, page: Running, hearing: Hearing
) -> None:
    path = hearing.back("svar.docx", hearing.copies[BAEK])
    browser.enter(page, PAGE)
    browser.shows("Læg svar i")
    browser.choose("answers", path)
    path.unlink()
    browser.press("Tag svarene ind")
    assert browser.shows("“svar.docx” kan ikke læses")
    hearing.back("svar.docx", hearing.copies[BAEK])
    browser.choose("answers", path)
    browser.press("Tag svarene ind")
    assert browser.shows("1 af 3 høringsparter har svaret.")


def test_an_address_that_is_not_taken_stays_in_its_field(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    browser.enter(page, PAGE)
    browser.shows("3 parter har ingen adresse")
    before = small.year.workbook.read_bytes()
    browser.run("document.querySelector('[name=address]').focus()")
    browser.keys("leder@aaby")
    browser.press("Skriv adresserne i arbejdsbogen")
    assert browser.shows("er ikke en e-mailadresse, der kan sendes til")
    assert browser.run("return document.querySelector('[name=address]').value") == "leder@aaby"
    assert small.year.workbook.read_bytes() == before
    browser.keys(".example")
    browser.press("Skriv adresserne i arbejdsbogen")
    assert browser.shows("2 parter har ingen adresse")


def test_everyone_can_use_the_page_before_a_round(browser: Browser, page: Running) -> None:
    browser.enter(page, PAGE)
    browser.shows("3 parter har ingen adresse")
    everyone_can_use_it(browser)


def test_everyone_can_use_the_page_of_a_round_at_every_stage(
    browser: Browser, page: Running, hearing: Hearing
) -> None:
    browser.enter(page, PAGE)
    browser.shows("Sidste dag at svare")
    everyone_can_use_it(browser)
    browser.run("document.getElementById('sent-2').click()")
    browser.shows("1 af 3")
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("hvem.docx", unmarked(hearing.copies[OEST]))
    hearing.back("ude.eml", mail("chef@baek.example", "Se vedlagte.", ("tal.xlsx", b"x")))
    hearing.back("b.docx", written_over(hearing.copies[BAEK], "Vi er uenige i det hele."))
    hearing.collect()
    browser.driver.refresh()
    browser.shows("Det er rettelser: læs den sådan")
    everyone_can_use_it(browser)
    hearing.answer(OEST, None)
    hearing.answer(BAEK, None)
    browser.driver.refresh()
    browser.shows("Alle har svaret.")
    everyone_can_use_it(browser)
    (found,), _ = read_rounds(hearing.small.year)
    close_round(found, BACK)
    browser.driver.refresh()
    browser.shows("Runde 1 er afsluttet.")
    everyone_can_use_it(browser)
    browser.press("In English")
    browser.shows("Round 1 is closed.")
    everyone_can_use_it(browser)
