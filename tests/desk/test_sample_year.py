"""The sample's whole year without a terminal, and what it leaves held against the commands.

One secretary in a real browser, with LibreOffice beside it: minutes dropped in and put right,
inputs worded, the draft edited and taken in, a round in which five members edit and the others
send their copy back as it was, decisions by keys, the report published, the next year begun. The
same year is then done by commands, and both must have left the same.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from reportgen.sources.decision_sheet import ID, WORDING
from reportgen.workspace import versions
from reportgen.workspace.journal import Journal
from reportgen.workspace.places import Workspace, Year
from tests.app.hearing.test_carried import typed, write
from tests.desk.browsing import Browser
from tests.desk.running import ROOT, Running, command, desk, surroundings
from tests.editors.libreoffice import LibreOffice, Step, libreoffice
from tests.sample.test_sample_round import NO_TRACK, SOLRØD, STEVNS, TRACK, WORK

__all__ = ["libreoffice"]

DEADLINE = dt.date.today() + dt.timedelta(days=20)
PAGE = "boern-og-unge/2022/"
MEETING = "2022-11-11.yaml"
DRAFT: tuple[Step, ...] = (
    TRACK,
    ("replace", "Netværket ser behov for", "Netværket ser et behov for"),
)
SIGNS: tuple[Step, ...] = (NO_TRACK, ("replace", "også om, hvordan", "også om hvordan"))
MEMBERS = {**WORK, SOLRØD: SIGNS}
MINUTES = """\
Referat af netværksmøde i Netværksgruppe Børn og Unge
Dato: 2. september 2022 kl. 9.00-11.00
Til stede: Leder (Faxe Kommune), Leder (Køge Kommune)

1. Velkomst
Alle blev budt velkommen.

2. Plejefamilier
Netværket drøftede, hvordan kommunerne kan støtte plejefamilierne.

4. Aflastning
Aflastningen hører sammen med støtten.
"""
OWN_FILES = re.compile(r"/sendt\.yaml$|/tilstand/moede_[-0-9]+\.json$")
"""What only the page keeps: what was marked as sent, and which doubts were put right."""
WORDINGS = (
    ("hele", "Det fremgår nu af afsnit 1.2."),
    ("3.6", "Loven siger for lidt om, hvem der løser hvilke opgaver."),
    ("4.2", "Netværket følger udviklingen af dagbehandling."),
)
OWN = "Der er alt for få dagbehandlingstilbud i regionen."


def workspace(root: Path) -> Year:
    for folder in ("inputs", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    return Year(Workspace.at(root), "boern-og-unge", 2022)


@dataclass
class Done:
    """What came of a year, and the files that members and the secretary saved in it."""

    year: Year
    saved: dict[str, bytes] = field(default_factory=dict)
    decided: dict[str, tuple[str | None, ...]] = field(default_factory=dict)


class Secretary:
    """Someone with the page, Word and Excel, and nothing else."""

    def __init__(self, browser: Browser, running: Running, done: Done) -> None:
        self.browser, self.done, self.year = browser, done, done.year
        browser.enter(running)
        browser.shows("Næste skridt")
        self.start = browser.driver.current_url.partition(PAGE)[0] + PAGE

    def ends(self, words: str) -> None:
        """Wait until work is done, and close what it told."""
        self.browser.shows(words)
        self.browser.press("Luk beskeden")
        self.browser.until(lambda: "Luk beskeden" not in self.browser.text())

    def make_version(self) -> None:
        self.browser.press_link("Året")
        self.browser.press("Dan den næste version")
        self.ends("er dannet.")


def minutes(at: Secretary, file: Path) -> None:
    """Minutes are dropped in, and what was doubtful is put right with a choice."""
    file.write_text(MINUTES, encoding="utf-8")
    at.browser.press_link("Møder")
    at.browser.shows("Læg referater i")
    at.browser.choose("minutes", file)
    at.browser.press("Læs referaterne")
    at.ends("Mødet 2. september 2022:")
    at.browser.press_link("Mødet 2. september 2022")
    at.browser.shows("Punkt 4 følger efter punkt 2.")
    at.browser.run(
        "const doubt = [...document.querySelectorAll('.doubt')].at(-1);"
        "doubt.querySelector('details').open = true;"
        "doubt.querySelector('[value=list]').click();"
        "doubt.querySelector('button.main').click()"
    )
    at.browser.shows("Fortryd det seneste valg")


def word_inputs(at: Secretary) -> None:
    """Every input gets its wording or its answer, in the box beside it."""
    for section, text in WORDINGS:
        at.browser.press_link("Rapporten")
        at.browser.driver.get(f"{at.start}rapport/{section}")
        at.browser.shows("Netværket sagde:")
        at.browser.run(
            "const box = document.querySelector('.asked .editor'); box.focus();"
            "getSelection().selectAllChildren(box)"
        )
        at.browser.keys(text)
        at.browser.run("document.querySelector('.asked [data-put] button').click()")
        at.browser.until(lambda: "Netværket sagde:" not in at.browser.text())


def draft(at: Secretary, office: LibreOffice) -> None:
    """The first version, edited in Word and taken in."""
    at.make_version()
    path = at.year.outputs / versions.records(at.year)[-1].file
    at.done.saved[path.name] = office.edit(path.read_bytes(), *DRAFT, author="Sekretær")
    path.write_bytes(at.done.saved[path.name])
    at.browser.driver.get(at.start)
    at.browser.press("Tag rettelserne med")
    at.ends("1 ændring er indarbejdet.")
    at.make_version()


def hearing_round(at: Secretary, office: LibreOffice, inbox: Path) -> None:
    """The round is opened, sent, and answered by all."""
    browser = at.browser
    browser.run(
        "document.getElementById('deadline').value = arguments[0];"
        "document.getElementById('per-party').checked = true",
        DEADLINE.isoformat(),
    )
    browser.press("Send i høring")
    browser.shows("Luk beskeden")
    browser.press("Luk beskeden")
    at.browser.press_link("Høringen")
    browser.press("Markér alle som sendt")
    inbox.mkdir()
    for copy in sorted((at.year.hearing / "1" / "udsendt").glob("*/*_Aarsrapport-*.docx")):
        party = next((each for each in MEMBERS if _folder(each) == copy.parent.name), "")
        data = copy.read_bytes()
        if party:
            data = office.edit(data, *MEMBERS[party], author=f"Leder i {party}")
        at.done.saved[f"{copy.parent.name}.docx"] = data
        (inbox / f"{copy.parent.name}.docx").write_bytes(data)
    at.browser.press_link("Høringen")
    browser.choose("answers", *sorted(inbox.iterdir()))
    browser.press("Tag svarene ind")
    browser.shows("Alle har svaret.")
    at.ends("18 af 18 høringsparter har svaret.")


def _folder(party: str) -> str:
    return party.replace("ø", "oe").replace("Ø", "Oe").replace(" ", "-")


def decide(at: Secretary) -> None:
    """By keys, a batch, an own wording, an undo, and one decision typed in the workbook."""
    browser = at.browser
    browser.driver.get(f"{at.start}hoering?vis=aabne")
    browser.shows("Godkend 1 redaktionel ændring")
    browser.press("Godkend 1 redaktionel ændring")
    _open(browser, 4)
    browser.run("document.getElementById('list').focus()")
    browser.keys("1")
    _open(browser, 3)
    browser.keys("f")
    _open(browser, 4)
    browser.press("↷ Gentag")
    _open(browser, 3)
    own_wording(at)
    browser.driver.get(f"{at.start}hoering?vis=aabne")
    in_excel(at)
    _open(browser, 1)
    browser.run("document.getElementById('list').focus()")
    browser.keys("n")
    _open(browser, 0)
    browser.until(lambda: not Journal(at.year.journal).waiting)
    (path,) = at.year.hearing.glob("1/svar/*_hoeringssvar.xlsx")
    at.done.decided = {row: said for row, said in typed(path).items() if any(said)}


def own_wording(at: Secretary) -> None:
    """The point's whole text in words of the secretary's own."""
    browser = at.browser
    browser.until(lambda: "+alt" in panel(browser))
    browser.run("document.getElementById('list').focus()")
    browser.keys("e")
    column = "return document.activeElement.dataset.column"
    browser.until(lambda: browser.run(column) == WORDING)
    browser.run("document.activeElement.select()")
    browser.keys(OWN)
    browser.until(lambda: "Gemt." in panel(browser))
    _open(browser, 2)


def in_excel(at: Secretary) -> None:
    """Somebody decides in the workbook meanwhile."""
    (path,) = at.year.hearing.glob("1/svar/*_hoeringssvar.xlsx")
    at.browser.until(lambda: not Journal(at.year.journal).waiting)
    (comment,) = (row for row, party in parties(path).items() if party == STEVNS)
    write(path, comment, ("ja", None, None, "Skrevet i Excel."))


def parties(path: Path) -> dict[str, str]:
    """The party of each row of the workbook."""
    page = load_workbook(path)["Svar"]
    headers = [cell.value for cell in page[1]]
    at, of = headers.index(ID), headers.index("Part")
    return {str(row[at]): str(row[of]) for row in page.iter_rows(2, values_only=True)}


def _open(browser: Browser, count: int) -> None:
    """Wait until so many changes are open."""
    browser.until(lambda: f"åbne {count} ·" in browser.text())


def panel(browser: Browser) -> str:
    return str(browser.run("return document.querySelector('#panel').innerText"))


def finish(at: Secretary) -> None:
    """The decisions are taken in, the report is published, and the next year laid out."""
    at.browser.press_link("Året")
    at.browser.press("Før afgørelserne ind")
    at.ends("Høringsrunden er afsluttet")
    at.make_version()
    at.browser.press_link("Udgivelse")
    at.browser.press("Offentliggør")
    at.ends("v05 er offentliggjort.")
    at.browser.press_link("Året")
    at.browser.press("Begynd det næste år")
    at.ends("2023 er oprettet.")


def on_the_desk(browser: Browser, office: LibreOffice, folder: Path) -> Done:
    done = Done(workspace(folder / "siden"))
    with desk(done.year.workspace.root, folder / "bruger") as running:
        browser.width(1280)
        at = Secretary(browser, running, done)
        minutes(at, folder / "Referat.txt")
        word_inputs(at)
        draft(at, office)
        hearing_round(at, office, folder / "indbakke")
        decide(at)
        finish(at)
        browser.driver.get("about:blank")
    return done


def by_commands(done: Done, folder: Path) -> Year:
    """The same year, with the same files saved in Word and the same decisions typed in Excel."""
    year = workspace(folder / "terminalen")

    def run(*words: str) -> None:
        ran = subprocess.run(
            command(year.workspace.root, "--json", *words),
            env=surroundings(folder / "bruger"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode in {0, 1}, ran.stdout + ran.stderr

    run("import", "--year", "2022", str(folder / "Referat.txt"))
    put_right = next(each for each in done.year.meetings.glob("*.yaml") if each.name != MEETING)
    shutil.copyfile(put_right, year.meetings / put_right.name)
    meeting = year.meetings / MEETING
    text = meeting.read_text("utf-8")
    remark, law, focus = (words for _, words in WORDINGS)
    asked = "kommunerne er meget forskellige.\n"
    assert asked in text
    text = text.replace(asked, f'{asked}        svar: "{remark}"\n', 1)
    for words in (law, focus):
        text = text.replace("tekst: null", f'tekst: "{words}"', 1)
    meeting.write_text(text, "utf-8")
    run("generate")
    (drafted,) = (name for name in done.saved if "_udkast" in name)
    (year.outputs / drafted).write_bytes(done.saved[drafted])
    run("absorb", str(year.outputs / drafted))
    run("generate")
    run("hearing", "open", "--deadline", DEADLINE.isoformat(), "--per-party")
    inbox = folder / "indbakke"
    run("hearing", "collect", str(inbox))
    (path,) = year.hearing.glob("1/svar/*_hoeringssvar.xlsx")
    for row, said in done.decided.items():
        write(path, row, said)
    run("hearing", "apply")
    run("generate")
    run("publish")
    run("new", "2023")
    return year


def left(year: Year) -> dict[str, object]:
    """What is left of a year: its versions and what they show, its entries, its files' names."""
    decided = [path.read_text("utf-8") for path in sorted(year.decided.glob("*.yaml"))]
    root = year.workspace.root
    names = sorted(
        path.relative_to(root).as_posix()
        for folder in ("inputs", "outputs")
        for path in (root / folder).rglob("*")
        if path.is_file() and path != year.journal and not path.name.startswith(".")
    )
    return {
        "versions": [(each.version, each.stage, each.fold) for each in versions.records(year)],
        "entries": [re.sub(r"(tid|sha256): .*", "", text) for text in decided],
        "files": [name for name in names if not OWN_FILES.search(name)],
    }


def test_the_samples_year_without_a_terminal_leaves_what_the_commands_leave(
    browser: Browser, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    done = on_the_desk(browser, libreoffice, tmp_path)
    found = left(done.year)
    assert [stage for _, stage, _ in found["versions"]] == [  # type: ignore[attr-defined]
        *("udkast", "udkast", "hoering", "endelig", "offentliggjort")
    ]
    assert found == left(by_commands(done, tmp_path))
    assert done.year.workspace.years("boern-og-unge") == [2022, 2023]
