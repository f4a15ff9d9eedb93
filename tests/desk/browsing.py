"""A real browser: Debian's Chromium, driven by Selenium; what uses it skips where it is missing."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.desk.running import PATIENCE, Running

NEEDED = ("chromium", "chromedriver")
ARGUMENTS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--no-first-run", "--hide-scrollbars", "--lang=da"),
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")


class Browser:
    """A browser with one page in it."""

    def __init__(self, profile: Path) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"intl.accept_languages": "da"})
        self.driver = webdriver.Chrome(options, Service(shutil.which("chromedriver")))

    def enter(self, desk: Running, path: str = "") -> None:
        """Show the token, and go on to the page at `path`; what was told before is forgotten."""
        self.driver.get_log("browser")
        self.driver.get(desk.url)
        self.until(lambda: "/ind/" not in self.driver.current_url)
        if path:
            self.driver.get(self.driver.current_url.partition("aeldre-og-")[0] + path)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script in the page returns."""
        return self.driver.execute_script(script, *arguments)

    def until(self, holds: Callable[[], Any]) -> Any:
        """Wait until something holds; what it comes to."""
        from selenium.common.exceptions import WebDriverException

        for _ in range(PATIENCE * 10):
            try:
                if found := holds():
                    return found
            except WebDriverException:
                pass  # the page is just being left
            time.sleep(0.1)
        raise AssertionError(f"it never holds:\n{self.text()}")

    def text(self) -> str:
        """What the page shows."""
        return str(self.run("return document.body.innerText"))

    def shows(self, words: str) -> bool:
        """Wait until the page shows some words."""
        return bool(self.until(lambda: words in self.text()))

    def press(self, words: str, kind: str = "button") -> None:
        """Press the button with these words."""
        self.until(
            lambda: self.run(
                "const found = [...document.querySelectorAll(arguments[1])]"
                ".find(each => each.innerText === arguments[0] && each.checkVisibility());"
                "found?.click(); return Boolean(found)",
                words,
                kind,
            )
        )

    def press_link(self, words: str) -> None:
        """Press the link with these words."""
        self.press(words, "a")

    def choose(self, field: str, *files: Path) -> None:
        """Choose files in a field, by its id."""
        self.driver.find_element("id", field).send_keys("\n".join(map(str, files)))

    def keys(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self) -> str:
        """The words of what has the focus."""
        return str(self.run("return document.activeElement.innerText"))

    def width(self, pixels: int) -> None:
        """Show the page in a window of that width, as it is at the zoom that makes it so."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": pixels, "height": 800, "deviceScaleFactor": 1, "mobile": False},
        )

    def told(self) -> list[str]:
        """What the browser complains of; the entry has no picture of its own to show."""
        logged = (str(entry["message"]) for entry in self.driver.get_log("browser"))
        return [line for line in logged if "favicon.ico" not in line]

    def misfits(self, pixels: int) -> list[str]:
        """What has no room in a window of that width: the page itself, and words that are cut.

        A word of that many letters is never so long that it has to be.
        """
        if self.run("return document.documentElement.scrollWidth") > pixels:
            return ["the page"]
        return [str(word) for word in self.run(CUT_WORDS, LONGEST_WORD)]

    def barriers(self) -> list[str]:
        """What axe finds that would keep somebody from using the page."""
        self.run(axe_script())
        found = self.driver.execute_async_script(
            "const [rules, done] = arguments;"
            "axe.run(document, {runOnly: rules}).then(result => done(result.violations))",
            list(RULES),
        )
        return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


LONGEST_WORD = 12
CUT_WORDS = r"""
const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
const place = new Range(), cut = [];
const isSeen = each =>
  !each || (getComputedStyle(each).clipPath === "none" && isSeen(each.parentElement));
while (walk.nextNode()) {
  const text = walk.currentNode;
  if (!text.parentElement.checkVisibility() || !isSeen(text.parentElement)) continue;
  for (const word of text.data.matchAll(/[^\s\-–…/]+/g)) {
    if (word[0].length > arguments[0]) continue;
    place.setStart(text, word.index);
    place.setEnd(text, word.index + word[0].length);
    const shown = [...place.getClientRects()].filter(each => each.width > 0);
    const lines = new Set(shown.map(each => Math.round(each.top)));
    if (lines.size > 1) cut.push(word[0]);
  }
}
return cut
"""


@cache
def axe_script() -> str:
    """The script of axe-core, wherever npm has put it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    root = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=True)
    script = Path(root.stdout.strip()) / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not installed (npm install -g axe-core)")
    return script.read_text(encoding="utf-8")


def open_browser(profile: Path) -> Iterator[Browser]:
    """A browser for the tests of a session."""
    for program in NEEDED:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    browser = Browser(profile)
    try:
        yield browser
    finally:
        browser.driver.quit()
