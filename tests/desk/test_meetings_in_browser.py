"""The pages of the meetings in a real browser: dropped in, put right by keyboard, for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.cli.test_commands import answer
from tests.desk.browsing import Browser
from tests.desk.minutes_dropped import DAY, MINUTES
from tests.desk.running import Running, desk
from tests.desk.test_round_in_browser import ENTER, everyone_can_use_it
from tests.workspaces import SmallYear

PAGE = "aeldre-og-sundhed/2024/moeder"
DOWN, SPACE, TAB = "\ue015", " ", "\ue004"


@pytest.fixture
def page(browser: Browser, small: SmallYear, tmp_path: Path) -> Iterator[Running]:
    """The pages of a year of the test's own, as they are once the test asks for them."""
    with desk(small.root, tmp_path / "bruger") as found:
        browser.width(1280)
        yield found
        browser.driver.get("about:blank")
        browser.told()  # what was refused on purpose is nobody else's


def test_minutes_are_dropped_in_and_put_right_by_keyboard(
    browser: Browser, page: Running, small: SmallYear, tmp_path: Path
) -> None:
    minutes = tmp_path / "referat.txt"
    minutes.write_text(MINUTES, encoding="utf-8")
    browser.enter(page, PAGE)
    browser.choose("minutes", minutes)
    browser.press("Læs referaterne")
    assert browser.shows("Mødet 3. maj 2024:")
    everyone_can_use_it(browser)
    browser.run("[...document.querySelectorAll('.meetings a')][0].focus()")
    browser.keys(ENTER)
    assert browser.shows("Punkt 4 følger efter punkt 2.")
    everyone_can_use_it(browser)

    # The doubt about item 4: what it is, by the keyboard alone.
    browser.driver.refresh()
    focus = "[...document.querySelectorAll('.doubt summary')].at(-1).focus()"
    browser.until(lambda: browser.run(f"{focus}; return true"))
    browser.keys(ENTER, TAB, SPACE, DOWN)
    chosen = browser.run("return document.activeElement.value")
    assert chosen == "list"
    assert not browser.run(
        "return document.activeElement.form.querySelector('[name=who]').checkVisibility()"
    )
    browser.keys(ENTER)
    assert browser.shows("Fortryd det seneste valg")
    file = small.year.meetings / f"{DAY}.yaml"
    browser.until(lambda: len(yaml.safe_load(file.read_text("utf-8"))["dagsorden"]) == 2)
    everyone_can_use_it(browser)
    assert browser.told() == []

    browser.press("Fortryd det seneste valg")
    browser.until(lambda: "Fortryd det seneste valg" not in browser.text())
    assert len(yaml.safe_load(file.read_text("utf-8"))["dagsorden"]) == 3

    # Every doubt is right as it stands: one press after the other, and none is left anywhere.
    count = "return document.querySelectorAll('.doubt').length"
    browser.run("document.querySelector('.doubt button').focus()")
    for left in range(browser.run(count) - 1, -1, -1):
        browser.keys(ENTER)
        browser.until(lambda left=left: browser.run(count) == left)
        if left:
            browser.until(lambda: browser.run("return document.activeElement.name") == "choice")
    assert browser.shows("Al tvivl er afgjort")
    everyone_can_use_it(browser)
    assert "meeting-doubt" not in {p["code"] for p in answer(small, "check")[1]["problems"]}


def test_what_was_typed_stays_where_the_file_says_something_else(
    browser: Browser, page: Running, small: SmallYear, tmp_path: Path
) -> None:
    minutes = tmp_path / "referat.txt"
    minutes.write_text(MINUTES, encoding="utf-8")
    answer(small, "import", str(minutes))
    browser.enter(page, f"{PAGE}/{DAY}")
    browser.run(
        "const form = [...document.querySelectorAll('.agenda-item > details')][1];"
        "form.open = true; form.querySelector('[value=task]').click();"
        "form.querySelector('[name=who]').focus()"
    )
    browser.keys("Åby Kommune")
    file = small.year.meetings / f"{DAY}.yaml"
    file.write_text(file.read_text("utf-8").replace("om natten", "om dagen"), "utf-8")
    edited = file.read_bytes()
    browser.keys(ENTER)
    assert browser.shows("Mødet siger nu noget andet, end siden viste")
    typed = "return [...document.querySelectorAll('[name=who]')].map(each => each.value)"
    assert "Åby Kommune" in browser.run(typed)
    assert file.read_bytes() == edited
    everyone_can_use_it(browser)
