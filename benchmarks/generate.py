"""Measure `reportgen generate` against the plain script, pairwise in one run.

``python benchmarks/generate.py`` prints the tables of ``benchmarks/README.md``. Each
measurement is a whole process, started, run and waited for; the two programs take turns
on the same workspace, and what is reported is the median of the pairs' ratios, so that a
machine that is busy for a while is busy for both. Every run of `generate` starts from the
inputs alone, and makes a version and its place in the archive. ``--pairs`` sets how many
pairs make a row, and ``--only sample`` prints the rows with that in their name.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

HERE = Path(__file__).resolve().parent
PLAIN = HERE / "plain_script"
PROGRAM = Path(sys.executable).with_name("reportgen")
LIBRARIES = ("click", "docxtpl", "lxml", "openpyxl", "pandas", "pydantic", "python-docx", "PyYAML")
MOST_HELP = 1.6
"""`reportgen --help` against ``import click``."""
MOST_MEMORY = 1.25


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of user and system time."""
    memory: float
    """Peak resident memory, MB."""


@dataclass(frozen=True, slots=True)
class Case:
    """A workspace to measure on, and how much of the plain script's time may be taken."""

    name: str
    arguments: tuple[str, ...]
    """Arguments of ``inputs.py``."""
    most: float


CASES = (
    Case("sample", ("--sample", "with-figures"), 1.2),
    Case("sample without key figures", ("--sample", "without"), 0.9),
    Case("2,000 key figures", ("--points", "40", "--figures", "2000"), 1.2),
    Case("5,000 points", ("--points", "5000"), 0.6),
)
GROWTH = (
    ("points", ("--points",), (1000, 2000, 4000, 8000)),
    ("key figures", ("--points", "40", "--figures"), (500, 1000, 2000, 4000)),
)


def run(
    command: Sequence[str | Path], output: IO[bytes] | None = None, tree: Path | None = None
) -> Cost:
    """Run a process to its end and measure it; stops everything where it fails.

    `tree` is the checkout whose `reportgen` is run, the one that is installed unless given.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=output or subprocess.DEVNULL,
        env=_environment(tree),
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit {process.returncode}: {' '.join(map(str, command))}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def _environment(tree: Path | None) -> Mapping[str, str]:
    """The environment of both programs: as a user has it, whatever stands in this one.

    With PYTHONDONTWRITEBYTECODE set, a program that is installed editable would be compiled
    anew in every run, and nobody runs it so.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"REPORTGEN_LANG": "da"} | ({"PYTHONPATH": str(tree)} if tree else {})


class Bench:
    """The workspaces of one run, made where they are needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "skabelon.docx"
        run([sys.executable, PLAIN / "make_template.py", self._template])

    def workspace(self, arguments: Sequence[str]) -> Path:
        """The workspace that ``inputs.py`` makes of `arguments`."""
        made = self._folder / "_".join(arguments).replace("--", "")
        if not made.exists():
            run([sys.executable, HERE / "inputs.py", made, *arguments])
        return made

    def ours(self, workspace: Path) -> Cost:
        """One version made by `reportgen generate`, from the inputs alone."""
        for made in set(workspace.iterdir()) - {workspace / "inputs", workspace / "templates"}:
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        said = self._folder / "said.json"
        with said.open("wb") as stream:
            date = ("--date", "2022-12-01")
            cost = run([PROGRAM, "--json", "-C", workspace, "generate", *date], stream)
        result = json.loads(said.read_bytes())
        if result["version"] != "v01" or result["unchanged"]:
            raise SystemExit(f"no version was made in {workspace}")
        return cost

    def plain(self, workspace: Path) -> Cost:
        """The same report by the plain script."""
        target = workspace / "plain.docx"
        return run([sys.executable, PLAIN / "report.py", workspace, self._template, target])

    def pairs(self, arguments: Sequence[str], count: int) -> list[tuple[Cost, Cost]]:
        """Ours and the plain script's, in turns, on the workspace of `arguments`."""
        at = self.workspace(arguments)
        return pairs(lambda: self.ours(at), lambda: self.plain(at), count)


def pairs(
    one: Callable[[], Cost], other: Callable[[], Cost], count: int
) -> list[tuple[Cost, Cost]]:
    """Measure in turns, after one turn of each that does not count."""
    one(), other()
    return [(one(), other()) for _ in range(count)]


def middle(costs: Iterable[float]) -> float:
    """Their median."""
    return statistics.median(costs)


def ratios(measured: Sequence[tuple[Cost, Cost]]) -> tuple[float, float, float]:
    """Medians of the pairs' ratios: elapsed time, processor time, memory."""
    return (
        middle(a.wall / b.wall for a, b in measured),
        middle(a.cpu / b.cpu for a, b in measured),
        middle(a.memory / b.memory for a, b in measured),
    )


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table, its first column to the left and the others to the right."""
    print(f"| {' | '.join(headers)} |")
    print(f"|---|{'---:|' * (len(headers) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)
    print()


def _row(name: str, measured: Sequence[tuple[Cost, Cost]], most: float) -> Sequence[str]:
    wall, cpu, memory = ratios(measured)
    return (
        name,
        f"{middle(a.wall for a, _ in measured):.2f}",
        f"{middle(b.wall for _, b in measured):.2f}",
        f"**{wall:.2f}**",
        f"{cpu:.2f}",
        f"{most:.1f}",
        f"{middle(a.memory for a, _ in measured):.0f}",
        f"{middle(b.memory for _, b in measured):.0f}",
        f"**{memory:.2f}**",
        f"{MOST_MEMORY}",
    )


def compare(bench: Bench, count: int, only: str) -> None:
    """Print each case: seconds, ratios and memory, ours and the plain script's."""

    def rows() -> Iterable[Sequence[str]]:
        for case in CASES:
            if only in case.name:
                yield _row(case.name, bench.pairs(case.arguments, count), case.most)

    headers = "generate on|s|plain, s|time|CPU|at most|MB|plain, MB|memory|at most"
    table(headers.split("|"), rows())


def growth(bench: Bench, count: int) -> None:
    """Print what each further point or figure costs from one size to the next: linear is level."""
    for kind, options, sizes in GROWTH:
        headers = f"{kind}|CPU, s|µs a further one|plain, s|µs a further one|MB"
        table(headers.split("|"), _grown(bench, count, options, sizes))


def _grown(
    bench: Bench, count: int, options: Sequence[str], sizes: Sequence[int]
) -> Iterable[Sequence[str]]:
    before: tuple[int, float, float] | None = None
    for size in sizes:
        measured = bench.pairs((*options, str(size)), count)
        # What is left when nothing else disturbed; a difference of medians would be noise.
        ours, plain = (min(pair[i].cpu for pair in measured) for i in (0, 1))
        peak = middle(a.memory for a, _ in measured)
        each = ["", ""]
        if before is not None:
            more = (size - before[0]) / 1e6
            each = [f"{(ours - before[1]) / more:.0f}", f"{(plain - before[2]) / more:.0f}"]
        before = (size, ours, plain)
        yield f"{size:,}", f"{ours:.2f}", each[0], f"{plain:.2f}", each[1], f"{peak:.0f}"


def start(count: int) -> None:
    """Print what the help costs against what Click alone does."""
    measured = pairs(
        lambda: run([PROGRAM, "--help"]),
        lambda: run([sys.executable, "-c", "import click"]),
        max(count, 15),
    )
    wall, cpu, _ = ratios(measured)
    ours, click = (middle(pair[i].wall for pair in measured) for i in (0, 1))
    table(
        ("start", "ms", "import click, ms", "time", "CPU", "at most"),
        [
            (
                "`reportgen --help`",
                f"{ours * 1e3:.0f}",
                f"{click * 1e3:.0f}",
                f"**{wall:.2f}**",
                f"{cpu:.2f}",
                f"{MOST_HELP}",
            )
        ],
    )


def main() -> None:
    """Run everything that was asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=11, help="pairs of runs a row (11)")
    parser.add_argument("--only", default="", help="the rows with this in their name, nothing else")
    asked = parser.parse_args()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"{libraries}; {asked.pairs} pairs a row\n")
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as folder:
        bench = Bench(Path(folder))
        compare(bench, asked.pairs, asked.only)
        if not asked.only:
            growth(bench, max(3, asked.pairs // 3))
            start(asked.pairs)


if __name__ == "__main__":
    main()
