"""Measure `reportgen hearing collect` against docx-scalpel, and against only reading the files.

``python benchmarks/hearing.py`` prints the tables of ``benchmarks/README.md``. Needs the
extra ``bench``; where that is installed elsewhere, ``--peer`` names its Python. Each
measurement is a whole process, and the programs take turns (see ``generate.py``).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import PROGRAM, Cost, middle, pairs, ratios, run, table

HERE = Path(__file__).resolve().parent
MEMBERS = 17
SIZES = (17, 34, 85, 170)
MOST_PEER, MOST_PARSING = 0.25, 4.0
LIBRARIES = ("click", "lxml", "openpyxl", "pydantic", "rapidfuzz", "python-docx")

_PEER = """
import pathlib, sys
from docx_scalpel import DocxDiffReviewer, docx_diff_consolidate
target, base, *answers = map(pathlib.Path, sys.argv[1:])
reviewers = [DocxDiffReviewer(each.read_bytes(), each.stem) for each in answers]
target.write_bytes(docx_diff_consolidate(base.read_bytes(), reviewers))
"""
_PARSING = """
import sys, zipfile
from lxml import etree
for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(data)
"""


class Bench:
    """A round that so many parties take part in, with all their answers at hand."""

    def __init__(self, folder: Path, members: int) -> None:
        run([sys.executable, HERE / "hearing_inputs.py", folder, "--members", str(members)])
        self._folder = folder
        self._workspace = folder / "rum"
        (self._round,) = self._workspace.glob("inputs/*/*/hoering/1")
        (self._sent,) = self._round.glob("udsendt/*_hoering.docx")
        self._archive = folder / "arkiv"
        shutil.copytree(self._workspace / "arkiv", self._archive)
        self.said: dict[str, int] = {}

    def answers(self, count: int) -> Path:
        """A folder with the answers of the first parties, so many."""
        chosen = self._folder / f"svar-{count}"
        if not chosen.exists():
            chosen.mkdir()
            for path in sorted((self._folder / "svar").iterdir())[:count]:
                shutil.copy(path, chosen)
        return chosen

    def ours(self, answers: Path) -> Cost:
        """`hearing collect` of a folder, in a round to which nobody has answered yet."""
        for made in ("modtaget", "svar"):
            shutil.rmtree(self._round / made, ignore_errors=True)
        shutil.rmtree(self._workspace / "arkiv")
        shutil.copytree(self._archive, self._workspace / "arkiv")
        said = self._folder / "said.json"
        with said.open("wb") as stream:
            at = ("--json", "-C", self._workspace)
            cost = run([PROGRAM, *at, "hearing", "collect", answers], stream)
        result = json.loads(said.read_bytes())
        read = sum(each["edits"] > 0 for each in result["responses"])
        if read != len(list(answers.iterdir())):
            raise SystemExit(f"{read} answers were read of those in {answers}")
        self.said = {key: len(result[key]) for key in ("edits", "conflicts", "comments")}
        return cost

    def peer(self, answers: Path, python: Path) -> Cost:
        """The same files by docx-scalpel."""
        target = self._folder / "peer.docx"
        target.unlink(missing_ok=True)
        cost = run([python, "-c", _PEER, target, self._sent, *sorted(answers.iterdir())])
        if not target.stat().st_size:
            raise SystemExit("docx-scalpel has made nothing")
        return cost

    def parsing(self, answers: Path) -> Cost:
        """The same files, only unzipped and parsed."""
        return run([sys.executable, "-c", _PARSING, self._sent, *sorted(answers.iterdir())])


def against(bench: Bench, peer: Path | None, count: int) -> None:
    """Print the time of 17 answers against each of the two others."""
    answers = bench.answers(MEMBERS)
    others: list[tuple[str, Callable[[], Cost], float]] = [
        ("unzip and parse with lxml", lambda: bench.parsing(answers), MOST_PARSING)
    ]
    if peer is not None:
        others.append(("docx-scalpel", lambda: bench.peer(answers, peer), MOST_PEER))

    def rows() -> Iterable[Sequence[str]]:
        for name, other, most in others:
            measured = pairs(lambda: bench.ours(answers), other, count)
            wall, cpu, _ = ratios(measured)
            yield (
                name,
                f"{middle(a.wall for a, _ in measured):.2f}",
                f"{middle(b.wall for _, b in measured):.2f}",
                f"**{wall:.2f}**",
                f"{cpu:.2f}",
                f"{most:g}",
                f"{middle(a.memory for a, _ in measured):.0f}",
                f"{middle(b.memory for _, b in measured):.0f}",
            )

    headers = f"{MEMBERS} answers, against|s|the other, s|time|CPU|at most|MB|the other, MB"
    table(headers.split("|"), rows())
    print(f"Found: {', '.join(f'{count} {what}' for what, count in bench.said.items())}.\n")


def growth(bench: Bench, count: int) -> None:
    """Print what each further answer costs, from one number to the next: linear is level."""

    def rows() -> Iterable[Sequence[str]]:
        before: tuple[int, float, float] | None = None
        for size in SIZES:
            answers = bench.answers(size)
            costs = [bench.ours(answers) for _ in range(count)]
            # What is left when nothing else disturbed; a difference of medians would be noise.
            cpu = min(cost.cpu for cost in costs)
            memory = middle(cost.memory for cost in costs)
            each = ("", "")
            if before is not None:
                more = size - before[0]
                each = (
                    f"{(cpu - before[1]) / more * 1e3:.0f}",
                    f"{(memory - before[2]) / more:.2f}",
                )
            before = size, cpu, memory
            found = (str(bench.said[key]) for key in ("edits", "conflicts", "comments"))
            yield str(size), f"{cpu:.2f}", each[0], f"{memory:.0f}", each[1], *found

    headers = "answers|CPU, s|ms a further one|MB|MB a further one|edits|conflicts|comments"
    table(headers.split("|"), rows())


def _peer(given: Path | None) -> Path | None:
    """The Python that has docx-scalpel, if any has."""
    if given is None:
        found = importlib.util.find_spec("docx_scalpel") is not None
        given = Path(sys.executable) if found else None
    if given is None:
        print("docx-scalpel is not installed (extra `bench`): left out.\n")
        return None
    asked = "from importlib.metadata import version; print(version('docx-scalpel'))"
    told = subprocess.run([given, "-c", asked], check=True, capture_output=True, text=True)
    print(f"docx-scalpel {told.stdout.strip()}\n")
    return given


def main() -> None:
    """Run everything that was asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=7, help="pairs of runs a row (7)")
    parser.add_argument("--peer", type=Path, help="a Python that has docx-scalpel")
    parser.add_argument("--only", choices=("pairs", "growth"), help="one of the two tables")
    asked = parser.parse_args()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"{libraries}; {asked.pairs} pairs a row\n")
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as made:
        if asked.only != "growth":
            against(Bench(Path(made) / "17", MEMBERS), _peer(asked.peer), asked.pairs)
        if asked.only != "pairs":
            growth(Bench(Path(made) / "170", SIZES[-1]), max(1, asked.pairs // 3))


if __name__ == "__main__":
    main()
