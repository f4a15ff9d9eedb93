"""Measure every page of the desk in a year with a round of 170 answers: shown again, and anew.

``python -m benchmarks.pages [WORKSPACE]`` prints the table of ``benchmarks/README.md``. Each page
is asked for again with nothing changed, and for the first time after each file was saved with
something else in it. What counts is the answer that a person sees first; what comes after it is
not in it. Time is the processor's. The ratio is to the start of Python with `click`, taken in turn
with the pages, and is what may be held to a limit. Without a workspace one is made, which takes a
minute; one that is named is copied.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from openpyxl import load_workbook

from benchmarks.deciding import open_round
from benchmarks.generate import table
from reportgen.cli import _OBJECTS_BETWEEN_COLLECTIONS
from reportgen.desk.application import load_templates, make_pages
from reportgen.desk.desk import Desk
from reportgen.workspace.places import Workspace, Year

LIMIT = 5.0
"""Starts of `click`; each takes some 40 ms of the processor, and a page is to take 200 at most."""
TIMES = 5
PAGES = {
    "Året": "",
    "Grundlag": "grundlag",
    "Møder": "moeder",
    "a meeting": "moeder/{meeting}",
    "Rapporten": "rapport",
    "key figures": "rapport/3.4",
    "challenges": "rapport/3.6",
    "the round": "runde",
    "the changes": "hoering",
    "Udgivelse": "udgivelse",
    "Arkiv": "arkiv",
    "the register": "anbefalinger",
}


def start() -> float:
    """Milliseconds of a start of Python that imports `click` and does nothing."""
    begun = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "import click"], check=True)
    ended = getrusage(RUSAGE_CHILDREN)
    return 1000 * (ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime)


def milliseconds(do: Callable[[], object]) -> float:
    """How much of the processor's time something takes."""
    begun = time.process_time()
    do()
    return 1000 * (time.process_time() - begun)


def saves(year: Year) -> dict[str, Callable[[int], None]]:
    """How each file is saved with something else in it, as a person would in its program."""

    def prose(number: int) -> None:
        text = year.prose.read_text(encoding="utf-8").rstrip("\n")
        year.prose.write_text(f"{text}\nTilføjet {number}.\n", encoding="utf-8")

    def workbook(number: int) -> None:
        book = load_workbook(year.workbook)
        book["Udfordringer"]["C2"] = f"Det er ændret {number} gange."
        book.save(year.workbook)

    def network(number: int) -> None:
        with year.network_file.open("a", encoding="utf-8") as file:
            file.write(f"# {number}\n")

    def meeting(number: int) -> None:
        with _meeting(year).open("a", encoding="utf-8") as file:
            file.write(f"# {number}\n")

    def decisions(number: int) -> None:
        path = max(year.hearing.glob("*/svar/*_hoeringssvar.xlsx"))
        book = load_workbook(path)
        page = book["Svar"]
        column = next(cell.column for cell in page[1] if cell.value == "Begrundelse")
        page.cell(2, column).value = f"Begrundet {number} gange."
        book.save(path)

    return {
        "prose": prose,
        "workbook": workbook,
        "network": network,
        "meeting": meeting,
        "decisions": decisions,
    }


def _meeting(year: Year) -> Path:
    return min(year.meetings.glob("*.yaml"))


def measured(workspace: Workspace) -> list[tuple[str, ...]]:
    """A row a page: milliseconds unchanged and after each file was saved, and the worst ratio."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)  # as the program does
    network = workspace.networks()[0]
    year = Year(workspace, network, workspace.years(network)[-1])
    pages = make_pages(Desk(workspace, "key"))
    load_templates(pages)
    client, rows = pages.test_client(), []
    for name, path in PAGES.items():
        address = f"/{network}/{year.year}/{path.format(meeting=_meeting(year).stem)}"

        def ask(address: str = address, more: str = "") -> None:
            answer = client.get(f"{address}{more}", follow_redirects=True)
            assert answer.status_code == 200, answer.text

        for _ in range(2):
            ask(more="?helt")
        starts = [start() for _ in range(TIMES)]
        spent = [statistics.median(milliseconds(ask) for _ in range(TIMES))]
        for save in saves(year).values():
            each = []
            for number in range(TIMES):
                save(number)
                gc.collect()  # what saving left is no page's
                each.append(milliseconds(ask))
                ask(more="?helt")  # what comes after it
            spent.append(statistics.median(each))
        ratio = max(spent) / statistics.median(starts)
        rows.append((name, *(f"{one:.0f}" for one in spent), f"**{ratio:.1f}**"))
    return rows


def main() -> None:
    """Print the table, and which pages are over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path, nargs="?")
    parser.add_argument("--members", type=int, default=170)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.workspace:
            shutil.copytree(asked.workspace, Path(folder) / "rum")
        workspace = open_round(Path(folder), asked.members)
        rows = measured(workspace)
    saved = tuple(saves(Year(workspace, "", 0)))
    table(("page, ms", "unchanged", *saved, f"at worst (at most {LIMIT})"), rows)
    if over := [row[0] for row in rows if float(row[-1].strip("*")) > LIMIT]:
        sys.exit(f"over the limit: {', '.join(over)}")


if __name__ == "__main__":
    main()
