"""Make the pictures of the guide that show the page in the browser.

`python tools/make_pictures.py [FOLDER]` works the sample's year in a copy, on a desk that runs,
and keeps what Chromium shows at each step, in `docs/billeder` or FOLDER. Nothing compares the
pictures; CI makes them to know that they can be made.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.desk.browsing import Browser  # noqa: E402
from tests.desk.running import desk  # noqa: E402

TARGET = ROOT / "docs" / "billeder"
WIDTH = 1280


def sample(folder: Path) -> Path:
    """A copy of the sample's workspace."""
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def keep(browser: Browser, target: Path) -> None:
    """Keep the whole page, as it is seen."""
    browser.run("document.activeElement?.blur()")
    shown = browser.driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True}
    )
    target.write_bytes(base64.b64decode(shown["data"]))
    print(target.name)


def year(browser: Browser, picture: Callable[[str], None]) -> None:
    """The first page, after its one next step was done."""
    browser.shows("Næste skridt")
    browser.press("Dan den næste version")
    browser.shows("v01 er dannet.")
    browser.run("document.querySelector('.open details').open = true")
    picture("aaret")


def main() -> None:
    """Make them all."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root, state, profile = (Path(folder) / name for name in ("aarsrapporter", "bruger", "p"))
        with desk(sample(root), state) as running:
            browser = Browser(profile)
            try:
                browser.width(WIDTH)
                browser.driver.get(running.url)
                year(browser, lambda name: keep(browser, target / f"{name}.png"))
            finally:
                browser.driver.quit()


if __name__ == "__main__":
    main()
