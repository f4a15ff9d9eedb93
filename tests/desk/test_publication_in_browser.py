"""Publishing in a real browser: for everyone, in every state."""

from __future__ import annotations

from pathlib import Path

from reportgen.workspace.exemptions import read_exemptions
from tests.app.test_publish import final, with_number
from tests.desk.browsing import Browser
from tests.desk.running import desk
from tests.workspaces import SmallYear

__all__ = ["final"]

PAGE = "aeldre-og-sundhed/2024/udgivelse"


def fits(browser: Browser) -> None:
    """Nothing is wider than the window, and nothing keeps anybody out."""
    for pixels in (320, 800, 1280):
        browser.width(pixels)
        assert browser.misfits(pixels) == []
        assert browser.barriers() == []


def test_a_year_is_published_once_each_finding_has_its_reason(
    browser: Browser, final: SmallYear, tmp_path: Path
) -> None:
    with_number(final, "Ring 23 45 67 89 eller 98 76 54 32.")
    with desk(final.root, tmp_path / "bruger", PATH="") as running:
        browser.enter(running, PAGE)
        browser.shows("2 fund, som skal væk eller have en begrundelse")
        fits(browser)
        first, second = browser.driver.find_elements("css selector", ".findings input")
        first.send_keys("Vagttelefonen er offentlig.")
        browser.press("Gem begrundelserne")
        browser.shows("»Vagttelefonen er offentlig.«")
        (second,) = browser.driver.find_elements("css selector", ".findings input")
        second.send_keys("Den er også")
        browser.press("Træk tilbage")
        browser.until(lambda: read_exemptions(final.year) == ())
        browser.shows("2 fund, som skal væk eller have en begrundelse")
        typed = [
            each.get_property("value")
            for each in browser.driver.find_elements("css selector", ".findings input")
        ]
        assert sorted(map(str, typed)) == ["", "Den er også"]  # what was typed is not lost
        for field in browser.driver.find_elements("css selector", ".findings input"):
            field.send_keys(" offentlig.")
        browser.press("Gem begrundelserne")
        browser.shows("Klar til at blive offentliggjort")
        fits(browser)
        browser.press("Offentliggør")
        browser.shows("v04 er offentliggjort")
        browser.shows("PDF-filen mangler")
        fits(browser)
        assert browser.told() == []
        browser.press("In English")
        browser.shows("v04 is published")
        browser.driver.get("about:blank")
