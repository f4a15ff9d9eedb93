"""The page with the report in a real browser: words written, put in, and their source told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.app.generate import generate
from reportgen.app.year import read_year
from reportgen.workspace.journal import Journal
from tests.desk.browsing import Browser
from tests.desk.running import Running, desk
from tests.sample.test_in_short import lines as front_lines
from tests.workspaces import SmallYear

PAGE = "aeldre-og-sundhed/2024/rapport/"
WISH = "box-input-2024-03-01-2-1-tekst"
U2 = "box-rapport-U2-tekst"
ENTER, CONTROL, END, HOME, TAB, RIGHT, DOWN = (
    *("\ue007", "\ue009", "\ue010", "\ue011", "\ue004", "\ue014", "\ue015"),
)


@pytest.fixture
def page(browser: Browser, small: SmallYear, tmp_path: Path) -> Iterator[Running]:
    """The page with the section of challenges."""
    with desk(small.root, tmp_path / "bruger") as found:
        browser.width(1280)
        browser.told()
        browser.enter(found, f"{PAGE}3.6")
        browser.shows("U1 Natten")
        yield found
        browser.driver.get("about:blank")


def text(small: SmallYear, block: str) -> str:
    found = read_year(small.year).folded.find(block)
    assert found is not None
    return found.text


def editor(browser: Browser, box: str) -> None:
    """Put the mark at the end of what stands in a box."""
    browser.run(
        "const place = document.querySelector(`#${arguments[0]} .editor`);"
        "for (let each = place; each; each = each.parentElement)"
        "  if (each.tagName === 'DETAILS') each.open = true;"
        "place.focus(); getSelection().selectAllChildren(place); getSelection().collapseToEnd()",
        box,
    )


def kept(browser: Browser, box: str) -> None:
    """Wait until what is written in a box is kept."""
    said = (
        "return document.getElementById(arguments[0])"
        ".parentElement.querySelector('.kept').textContent"
    )
    browser.until(lambda: browser.run(said, box) == "Gemt.")


def put_in(browser: Browser, box: str) -> None:
    browser.run(
        "document.getElementById(arguments[0]).parentElement"
        ".querySelector(':scope > .acts [data-put] button').click()",
        box,
    )


def test_a_wish_gets_its_wording_with_the_difference_shown_while_it_is_typed(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    assert "Netværket sagde: Det gælder især om vinteren." in browser.text()
    editor(browser, WISH)
    browser.keys(" Især om <vinteren> & **altid**.")
    kept(browser, WISH)
    own = "return document.querySelector(`#${arguments[0]} .own`).innerText"
    assert "Især om <vinteren> & **altid**." in browser.run(own, WISH)
    assert len(Journal(small.year.journal).waiting) >= 1
    assert text(small, "U1") == "Det er svært at dække natten."
    put_in(browser, WISH)
    browser.until(lambda: "Netværket sagde: Det gælder" not in browser.text())
    assert "Især om <vinteren> & **altid**." in browser.text()
    assert not Journal(small.year.journal).waiting
    assert browser.told() == []


def test_what_is_written_stands_there_after_a_reload_until_it_is_let_go(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    editor(browser, U2)
    browser.keys(" Tillæg.")
    kept(browser, U2)
    browser.driver.refresh()
    value = "return document.querySelector(`#${arguments[0]} .editor`).innerText"
    browser.until(lambda: "Tillæg." in str(browser.run(value, U2)))
    assert browser.run("return document.querySelector('#p-U2 .write').open")
    browser.press("Fortryd det, jeg skrev")
    browser.until(lambda: "Tillæg." not in str(browser.run(value, U2)))


def test_bold_and_lists_are_buttons_and_nobody_sees_a_mark(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    browser.driver.get(browser.driver.current_url.replace("/3.6", "/3.1"))
    browser.shows("Netværket mødtes én gang.")
    box = "box-rapport-3-1-tekst"
    editor(browser, box)
    browser.keys(ENTER)
    browser.run("document.querySelector('[data-do=insertUnorderedList]').click()")
    browser.keys("i ")
    browser.run("document.querySelector('[data-do=bold]').click()")
    browser.keys("marts")
    browser.run("document.querySelector('[data-do=bold]').click()")
    browser.keys(ENTER, "i maj")
    kept(browser, box)
    put_in(browser, box)
    browser.until(lambda: [t.text for t in read_year(small.year).prose if t.section == "3.1"][1:])
    found = [line.text for line in read_year(small.year).prose if line.section == "3.1"]
    assert found == ["Netværket mødtes én gang.", "- i **marts**", "- i maj"]
    browser.until(lambda: browser.run("return document.querySelectorAll('li strong').length") == 1)
    assert "**" not in browser.text()


def test_a_sentence_that_is_clicked_tells_its_whole_story(browser: Browser, page: Running) -> None:
    browser.driver.find_element("css selector", "#p-U2 .has-story").click()
    told = "return document.getElementById('story').innerText"
    browser.until(lambda: "Skriv det om." in browser.run(told))
    said = str(browser.run(told))
    assert said.index("Omskrevet") < said.index("Oprindeligt")
    assert "Netværksmøde 1. marts 2024, punkt 2" in said
    assert "arbejdsbogen, arket Udfordringer, celle" in said
    assert ".yaml" not in said


def test_the_keyboard_alone_finds_the_source_of_a_figure(browser: Browser, page: Running) -> None:
    browser.driver.get(browser.driver.current_url.replace("/3.6", "/3.4"))
    browser.shows("Besøg")
    browser.run("document.querySelector('.cell[tabindex=\"0\"]').focus()")
    browser.keys(RIGHT, DOWN)
    browser.keys(ENTER)
    told = "return document.getElementById('story').innerText"
    browser.until(lambda: "arket Nøgletal, celle" in browser.run(told))
    assert browser.run("return document.activeElement.id") == "story"


def test_the_page_in_front_leads_to_what_each_of_its_lines_is_from(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    browser.driver.find_element("link text", "Kort fortalt").click()
    browser.shows("Netværket anbefaler")
    shown = "return [...document.querySelectorAll('.of-part > *')].map(each => each.innerText)"
    told = [str(line) for line in browser.run(shown)]
    document = generate(small.year, dt.date(2024, 11, 15)).path.read_bytes()
    assert told == front_lines(document)
    named = "return [...document.querySelectorAll('.reads a')].map(each => each.innerText)"
    assert len(browser.run(named)) == sum("(" in line or "se " in line for line in told)
    browser.driver.find_element("link text", "3.7, A1").click()
    browser.shows("A1 Fælles vagt")


def test_the_page_in_front_waits_until_the_errors_are_mended(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    meeting = small.year.meetings / "2024-03-01.yaml"
    meeting.write_text(meeting.read_text("utf-8").replace("moede:", "moede"), "utf-8")
    browser.driver.find_element("link text", "Kort fortalt").click()
    browser.shows("Siden vises, når fejlene er rettet.")
    assert browser.barriers() == []


def test_all_that_a_table_says_is_printed(browser: Browser, page: Running) -> None:
    browser.driver.get(browser.driver.current_url.replace("/3.6", "/3.4"))
    browser.shows("Besøg")
    cells = "return [...document.querySelectorAll('td')].map(each => each.innerText)"
    shown = browser.run(cells)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert browser.run(cells) == shown
        assert "Skriv teksten" not in browser.text()
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_what_was_changed_meanwhile_is_shown_beside_what_was_written(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    editor(browser, U2)
    browser.keys(" Fra siden.")
    kept(browser, U2)
    small.decide(
        1,
        '- {afsnit: "3.6", id: U2, art: erstat, før: Noget helt nyt., tekst: Fra en kommando.}\n',
    )
    put_in(browser, U2)
    browser.shows("U2 er ændret, siden du begyndte at skrive.")
    browser.driver.refresh()
    browser.shows("Her er ændret, siden du begyndte at skrive.")
    assert browser.barriers() == []
    browser.press("Brug det, jeg skrev")
    browser.until(lambda: "Her er ændret" not in browser.text())
    put_in(browser, U2)
    browser.until(lambda: text(small, "U2") == "Noget helt nyt. Fra siden.")


def test_what_two_windows_wrote_in_one_place_is_shown_side_by_side(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    """The second window was opened before, and its text is kept without the first one's."""
    first, address = browser.driver.current_window_handle, browser.driver.current_url
    browser.driver.switch_to.new_window("tab")
    browser.driver.get(address)
    for window, words in ((browser.driver.current_window_handle, " Et."), (first, " To.")):
        browser.driver.switch_to.window(window)
        editor(browser, U2)
        browser.keys(words)
        kept(browser, U2)
        if window != first:
            browser.driver.close()
    browser.driver.refresh()
    browser.shows("Her er ændret, siden du begyndte at skrive.")
    assert "Noget helt nyt. Et." in browser.text()
    assert browser.barriers() == []
    browser.press("Behold det, der står")
    browser.until(lambda: "Her er ændret" not in browser.text())
    put_in(browser, U2)
    browser.until(lambda: text(small, "U2") == "Noget helt nyt. Et.")


def test_a_point_is_moved_and_its_status_set(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    browser.run("document.querySelector('#p-U2 button[value=op]').click()")
    order = "return [...document.querySelectorAll('.point')].map(each => each.id)"
    browser.until(lambda: browser.run(order) == ["p-U2", "p-U1"])
    browser.run(
        "const field = document.querySelector('#p-U2 select'); field.value = 'afsluttet';"
        "field.form.requestSubmit()"
    )
    browser.until(lambda: "Status: afsluttet" in browser.text())


@pytest.mark.parametrize("pixels", [1280, 800, 320])
def test_everyone_can_use_the_page_at_any_zoom(
    browser: Browser, page: Running, small: SmallYear, pixels: int
) -> None:
    browser.width(pixels)
    for section in ("kort", "3.6", "3.1", "3.4", "hele"):
        browser.driver.get(f"{browser.driver.current_url.rpartition('/')[0]}/{section}")
        browser.until(lambda: browser.run("return document.readyState") == "complete")
        browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
        assert browser.barriers() == []
        assert browser.misfits(pixels) == []
