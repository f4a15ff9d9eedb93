"""Measure the steps of a hearing; `collect` also against docx-scalpel and against only reading.

``python benchmarks/hearing.py`` prints the tables of ``benchmarks/README.md``. Needs the
extra ``bench``; where that is installed elsewhere, ``--peer`` names its Python. Each
measurement is a whole process, and the programs take turns (see ``generate.py``).

``--tree CHECKOUT`` measures the program as it stands in that checkout. ``--only steps`` measures
the first `collect`, a second one once the workbook was decided in, and `apply`; with
``--against CHECKOUT`` in turns with the program as it stands there.
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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import PROGRAM, Cost, middle, pairs, ratios, run, table

HERE = Path(__file__).resolve().parent
MEMBERS = 17
PAGES, MANY_PAGES = 33, 81
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
    """A round that so many parties take part in, with all their answers at hand.

    `tree` is the checkout that is measured, the program that is installed unless given.
    """

    def __init__(self, folder: Path, members: int, tree: Path | None, pages: int = PAGES) -> None:
        self._folder, self._tree = folder, tree
        self._inputs("--members", str(members), "--pages", str(pages))
        self._workspace = folder / "rum"
        (sent,) = self._workspace.glob("inputs/*/*/hoering/1/udsendt/*_hoering.docx")
        self._sent = Path(shutil.copy(sent, folder))
        self.keep("opened")
        self.said: dict[str, int] = {}

    def _inputs(self, *arguments: str) -> None:
        run([sys.executable, HERE / "hearing_inputs.py", self._folder, *arguments], tree=self._tree)

    def keep(self, state: str) -> None:
        """Keep the workspace as it stands, for `hearing` to begin in."""
        shutil.copytree(self._workspace, self._folder / state)

    def decide(self) -> None:
        """Decide every row of the latest workbook."""
        self._inputs("--decide")

    def hearing(
        self, *arguments: str | Path, state: str | None = None
    ) -> tuple[Cost, dict[str, Any]]:
        """Run a step of the round, in the workspace as it stands or stood: its cost and answer."""
        if state is not None:
            shutil.rmtree(self._workspace)
            shutil.copytree(self._folder / state, self._workspace)
        said = self._folder / "said.json"
        with said.open("wb") as stream:
            command = [PROGRAM, "--json", "-C", self._workspace, "hearing", *arguments]
            cost = run(command, stream, self._tree)
        return cost, json.loads(said.read_bytes())

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
        cost, result = self.hearing("collect", answers, state="opened")
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


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a round, and the state of the workspace that it begins in."""

    name: str
    state: str
    arguments: tuple[str | Path, ...]

    def measured(self, bench: Bench) -> Cost:
        """What it takes."""
        return bench.hearing(*self.arguments, state=self.state)[0]


def steps_of(bench: Bench) -> tuple[Step, ...]:
    """The steps of a round, once each of them was taken, so that all can be measured."""
    answers = bench.answers(MEMBERS)
    *first, last = sorted(answers.iterdir())
    bench.hearing("collect", *first)
    bench.decide()
    bench.keep("decided")
    bench.hearing("collect", last)
    bench.decide()
    bench.keep("decided again")
    return (
        Step(f"`collect` of {MEMBERS} answers", "opened", ("collect", answers)),
        Step("`collect` of one more, once decided", "decided", ("collect", last)),
        Step("`apply`", "decided again", ("apply",)),
    )


def steps(ours: Bench, other: Bench, count: int) -> None:
    """Print what each step takes, in turns with the program of another checkout.

    A program in turns with itself shows how far a ratio scatters by itself.
    """

    def rows() -> Iterable[Sequence[str]]:
        for mine, theirs in zip(steps_of(ours), steps_of(other), strict=True):
            measured = pairs(partial(mine.measured, ours), partial(theirs.measured, other), count)
            wall, cpu, memory = ratios(measured)
            yield (
                mine.name,
                f"{middle(a.cpu for a, _ in measured):.2f}",
                f"{middle(b.cpu for _, b in measured):.2f}",
                f"**{cpu:.2f}**",
                f"{wall:.2f}",
                f"{memory:.2f}",
            )

    table(("step", "CPU, s", "the other, s", "CPU", "time", "memory"), rows())


def against(bench: Bench, longer: Bench | None, peer: Path | None, count: int) -> None:
    """Print the time of 17 answers against each of the others, `longer` against the peer too."""

    def parsing(bench: Bench, answers: Path) -> Cost:
        return bench.parsing(answers)

    def merging(bench: Bench, answers: Path) -> Cost:
        assert peer is not None
        return bench.peer(answers, peer)

    others = [(bench, f"{PAGES} pages: unzip and parse with lxml", parsing, MOST_PARSING)]
    if peer is not None:
        others.append((bench, f"{PAGES} pages: docx-scalpel", merging, MOST_PEER))
    if peer is not None and longer is not None:
        others.append((longer, f"{MANY_PAGES} pages: docx-scalpel", merging, MOST_PEER))

    def rows() -> Iterable[Sequence[str]]:
        for at, name, other, most in others:
            answers = at.answers(MEMBERS)
            measured = pairs(partial(at.ours, answers), partial(other, at, answers), count)
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
    parser.add_argument("--only", choices=("steps", "pairs", "growth"), help="one of the tables")
    parser.add_argument("--tree", type=Path, help="the checkout that is measured")
    parser.add_argument("--against", type=Path, help="another one, to measure the steps of both")
    asked = parser.parse_args()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"{libraries}; {asked.pairs} pairs a row\n")
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as made:
        folder, tree = Path(made), asked.tree
        if asked.only in (None, "steps"):
            other = Bench(folder / "other", MEMBERS, asked.against or tree)
            steps(Bench(folder / "steps", MEMBERS, tree), other, asked.pairs)
        if asked.only in (None, "pairs"):
            peer = _peer(asked.peer)
            longer = Bench(folder / "long", MEMBERS, tree, MANY_PAGES) if peer else None
            against(Bench(folder / "17", MEMBERS, tree), longer, peer, asked.pairs)
        if asked.only in (None, "growth"):
            growth(Bench(folder / "170", SIZES[-1], tree), max(1, asked.pairs // 3))


if __name__ == "__main__":
    main()
