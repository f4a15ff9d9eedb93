"""Make the pictures of the guide: the page in the browser, and documents in Word.

`python tools/make_pictures.py [FOLDER]` works the sample's year in a copy, on a desk that runs,
and keeps what Chromium shows at each step, and what LibreOffice makes of documents, in
`docs/billeder` or FOLDER. Nothing compares the pictures; CI makes them to know that they can be
made.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reportgen.app.extracts.agenda import make_agenda  # noqa: E402
from reportgen.app.extracts.document_journal import document_journal, write_journal  # noqa: E402
from reportgen.app.extracts.recommendations import recommendations, write_recommendations  # noqa: E402
from reportgen.app.extracts.submission import make_submission  # noqa: E402
from reportgen.app.generate import generate  # noqa: E402
from reportgen.app.hearing.applying import apply  # noqa: E402
from reportgen.app.hearing.collecting import Collected, collect  # noqa: E402
from reportgen.app.hearing.opening import open_hearing  # noqa: E402
from reportgen.language.words import in_danish  # noqa: E402
from reportgen.sources.decision_sheet import MET, REASON  # noqa: E402
from reportgen.workspace import answer_sets  # noqa: E402
from reportgen.workspace.places import Workspace, Year  # noqa: E402
from tests.app.hearing.rounds import reworded  # noqa: E402
from tests.app.hearing.test_party_answers import typed  # noqa: E402
from tests.desk.browsing import Browser  # noqa: E402
from tests.desk.running import desk  # noqa: E402
from tests.programs import pdf_of, text_of  # noqa: E402
from tests.sample.second_year import lay_out_second_year  # noqa: E402

TARGET = ROOT / "docs" / "billeder"
WIDTH, HIGHEST = 1280, 1250
_MARKED_UP = re.compile(r"3\.6\s+Udfordringer")
"""A page with several parties' wishes, by its heading."""
_FRONT = 3
"""Pages before the report's text: the cover, the page in short, and the contents."""


def sample(folder: Path) -> Path:
    """A copy of the sample's workspace."""
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def keep(browser: Browser, target: Path) -> None:
    """Keep the page as it is seen, as far down as one looks at a time."""
    browser.run("document.activeElement?.blur()")
    height = min(HIGHEST, int(browser.run("return document.documentElement.scrollHeight")))
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
    shown = browser.driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True, "clip": clip}
    )
    target.write_bytes(base64.b64decode(shown["data"]))
    print(target.name)


def _keep_as(browser: Browser, target: Path, name: str) -> None:
    keep(browser, target / f"{name}.png")


def beginning(browser: Browser, root: Path, picture: Callable[[str], None]) -> None:
    """Where a network is begun."""
    browser.press_link("Begynd et netværk")
    browser.shows("Netværkets navn")
    browser.run(
        "const text = document.querySelector('main p');"
        "text.textContent = text.textContent.replace(arguments[0], arguments[1])",
        str(root),
        FOLDER,
    )
    picture("begynd")
    browser.driver.back()


FOLDER = r"C:\Users\Sekretær\Årsrapporter"
"""What stands in a picture for the folder of whoever makes it."""
MINUTES = """\
Referat af netværksmøde
Dato: 2. september 2022
Til stede: Leder (Faxe Kommune), Leder (Køge Kommune)

1. Velkomst
Alle blev budt velkommen.

2. Plejefamilier
Netværket drøftede, hvordan kommunerne kan støtte plejefamilierne.
Beslutning: Emnet tages op igen på mødet i november.

3 Eventuelt
Intet.
"""


def foundations(browser: Browser, picture: Callable[[str], None]) -> None:
    """The network, and what is wrong in the year's files."""
    browser.press_link("Grundlag")
    browser.shows("Sagsnummer")
    picture("grundlaget")


def minutes(browser: Browser, root: Path, picture: Callable[[str], None]) -> None:
    """The meetings, and one beside its minutes."""
    file = root / "Referat 2. september.txt"
    file.write_text(MINUTES, encoding="utf-8")
    browser.press_link("Møder")
    browser.shows("11. november 2022")
    browser.choose("minutes", file)
    browser.press("Læs referaterne")
    browser.shows("Luk beskeden")
    picture("moederne")
    browser.press_link("Mødet 2. september 2022")
    browser.shows("Plejefamilier")
    picture("moedet")
    browser.press_link("Året")


def reading(browser: Browser, picture: Callable[[str], None]) -> None:
    """A section of the report, an input with its box, and where a sentence comes from."""
    browser.press_link("Rapporten")
    browser.shows("U1 Mangel på plejefamilier")
    browser.driver.find_element("css selector", "#p-U1 .has-story").click()
    browser.shows("Oprindeligt")
    browser.run("document.querySelectorAll('.point').forEach((each, n) => each.hidden = n == 1)")
    picture("rapporten")
    browser.press_link("Året")


def release(browser: Browser, picture: Callable[[str], None]) -> None:
    """What publishing waits for, and the archive."""
    browser.press_link("Udgivelse")
    browser.shows("Udgivelse")
    picture("udgivelse")
    browser.press_link("Arkiv")
    browser.shows("Arkiv")
    picture("arkivet")


def year(browser: Browser, picture: Callable[[str], None]) -> None:
    """The first page, after its one next step was done."""
    browser.shows("Næste skridt")
    browser.press("Dan den næste version")
    browser.shows("v01 er dannet.")
    browser.run("document.querySelector('.open details').open = true")
    picture("aaret")


WISHES = {
    "Faxe Kommune": (("har svært ved at finde", "har store vanskeligheder med at finde"),),
    "Køge Kommune": (("har svært ved at finde", "har sværere ved end før at finde"),),
    "Lejre Kommune": (("Der er for få", "Der er alt for få"),),
    "Solrød Kommune": (
        ("plejefamilierne, og det", "plejefamilierne og det"),
        ("dagbehandlingstilbud, som for alvor", "dagbehandlingstilbud som for alvor"),
    ),
}
"""What parties want said otherwise."""


def answered(root: Path) -> Collected:
    """Open a round, and collect the answers of some parties."""
    year_ = Year(Workspace(root), "boern-og-unge", 2022)
    now = dt.datetime.now().astimezone()
    deadline = now.date() + dt.timedelta(days=20)
    round_ = open_hearing(year_, now, deadline, per_party=True, with_pending=True).round
    inbox = root / "indbakke"
    inbox.mkdir()
    for party in round_.parties:
        (copy,) = (round_.sent / party.folder).glob("*_Aarsrapport-*.docx")
        data = copy.read_bytes()
        for before, after in WISHES.get(party.name, ()):
            data = reworded(data, before, after)
        if party.name in WISHES:
            (inbox / f"{party.folder}.docx").write_bytes(data)
    return collect(year_, [inbox], now, in_danish)


def hearing(browser: Browser, root: Path, picture: Callable[[str], None]) -> None:
    """The page with the changes, one of them in conflict."""
    answered(root)
    page = f"{browser.driver.current_url.rstrip('/')}/hoering"
    browser.driver.get(f"{page}?vis=uenige")
    browser.shows("Høring, runde 1")
    picture("hoeringen")
    browser.press_link("Runden")
    browser.shows("Parterne")
    picture("runden")


def report(root: Path, target: Path) -> None:
    """The pages of the report with its recommendations, and with figures beside their table."""
    year_ = Year(Workspace(sample(root)), "boern-og-unge", 2022)
    generate(year_, dt.date(2022, 11, 15))
    (document,) = year_.outputs.glob("*.docx")
    pages = text_of(pdf_of(document, root)).split("\f")
    for name, text in (("side", r"3\.7\s+Anbef"), ("noegletal", r"Figur 2\. ")):
        (page,) = (n for n, said in enumerate(pages, 1) if n > _FRONT and re.search(text, said))
        keep_page(document, root, page, target / f"{name}.png")


def agenda(root: Path, target: Path) -> None:
    """The agenda of a meeting, while there is a draft to discuss."""
    year_ = Year(Workspace(sample(root)), "boern-og-unge", 2022)
    generate(year_, dt.date(2022, 11, 15))
    made = make_agenda(year_, dt.date(2023, 5, 12), dt.date(2023, 5, 1)).path
    keep_page(made, root, 1, target / "dagsorden.png")


DECIDED = {
    "Faxe Kommune": {MET: "nej", REASON: "Køges ordlyd dækker det, og den er valgt."},
    "Køge Kommune": {MET: "ja", REASON: "Tallene fra de seneste tre år viser det."},
    "Lejre Kommune": {MET: "nej", REASON: "Netværket har ikke drøftet, hvor meget der mangler."},
    "Solrød Kommune": {MET: "ja", REASON: "Rettet efter Dansk Sprognævns regler."},
}
"""What is decided of their wishes, and why."""


def decided(root: Path, target: Path) -> None:
    """Everybody's wishes in one document, the note, an answer, the case and the list of files."""
    collected = answered(sample(root))
    (together,) = (path for path in collected.paths if path.name.endswith(answer_sets.DOCUMENT))
    pages = text_of(pdf_of(together, root)).split("\f")
    (page,) = (n for n, said in enumerate(pages, 1) if n > _FRONT and _MARKED_UP.search(said))
    keep_page(together, root, page, target / "samlet.png")
    typed(collected, **{row.id: DECIDED[row.party] for row in collected.rows})
    year_ = Year(Workspace(root), "boern-og-unge", 2022)
    now = dt.datetime.now().astimezone()
    done = apply(year_, [], now, in_danish)
    assert done.note is not None
    keep_page(done.note, root, 1, target / "hoeringsnotat.png")
    (document,) = (p for p in done.answers if "Svar-til_Solroed" in p.name and p.suffix == ".docx")
    keep_page(document, root, 1, target / "svar-til-part.png")
    generate(year_, now.date())
    keep_page(make_submission(year_, now.date()).path, root, 1, target / "moedesag.png")
    journal = write_journal(year_, document_journal(year_), now.date())
    keep_page(journal, root, 1, target / "journal.png", height=560)


def register(root: Path, target: Path) -> None:
    """The recommendations of two years, with what became of each, and the report that tells it."""
    year_ = lay_out_second_year(root)
    found = recommendations(year_.workspace, year_.network, dt.date(2023, 6, 15))
    made = write_recommendations(year_.workspace, year_.network, found)
    keep_page(made, root, 1, target / "anbefalinger.png", height=300)
    report_ = generate(year_, dt.date(2023, 6, 15)).path
    keep_page(report_, root, 2, target / "kort-fortalt.png")


def keep_page(document: Path, folder: Path, page: int, target: Path, height: int = 0) -> None:
    """Keep a page of a document as LibreOffice lays it out, or its upper `height` pixels."""
    pages = ("-f", str(page), "-l", str(page), "-singlefile")
    pdf = pdf_of(document, folder)
    scale = ("-png", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1")
    cut = ("-W", str(WIDTH), "-H", str(height)) if height else ()
    subprocess.run(["pdftoppm", *pages, *scale, *cut, pdf, target.with_suffix("")], check=True)
    print(target.name)


def main() -> None:
    """Make them all."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), target)
    with tempfile.TemporaryDirectory() as folder:
        agenda(Path(folder), target)
    with tempfile.TemporaryDirectory() as folder:
        decided(Path(folder), target)
    with tempfile.TemporaryDirectory() as folder:
        register(Path(folder), target)
    with tempfile.TemporaryDirectory() as folder:
        root, state, profile = (Path(folder) / name for name in ("aarsrapporter", "bruger", "p"))
        with desk(sample(root), state) as running:
            browser = Browser(profile)
            try:
                browser.width(WIDTH)
                browser.driver.get(running.url)
                picture = partial(_keep_as, browser, target)
                browser.shows("Næste skridt")
                beginning(browser, root, picture)
                foundations(browser, picture)
                minutes(browser, root, picture)
                reading(browser, picture)
                year(browser, picture)
                hearing(browser, root, picture)
                release(browser, picture)
            finally:
                browser.driver.quit()


if __name__ == "__main__":
    main()
