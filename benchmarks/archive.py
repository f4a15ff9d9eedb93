"""How fast the archive is, beside what the system itself takes for the same bytes.

Run by hand: ``python benchmarks/archive.py [MEGABYTES]``. Each figure is a ratio of two
measurements taken in turn in one run, the median of several, so that a slow machine does not
matter. It ends with 1 if a figure is worse than what is promised.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reportgen.archive.inventory import User
from reportgen.archive.paths import object_id
from reportgen.archive.store import Store
from reportgen.archive.validate import is_valid

ROUNDS = 7
SECRETARIAT = User("Sekretariatet", "mailto:sekretariat@example.org")
CREATED = datetime(2022, 11, 15, 12, tzinfo=UTC)
YEAR = object_id("boern-og-unge", 2022)


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[int], float], theirs: Callable[[int], float]) -> tuple[float, float]:
    """Median seconds of the two, measured in turn."""
    pairs = [(ours(number), theirs(number)) for number in range(ROUNDS)]
    mine, others = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(others)


def year_files(folder: Path, megabytes: float, seed: int) -> dict[str, Path]:
    """Files as a year has them: many small ones, some of middle size, and the report."""
    sizes = {f"inputs/moeder/{number:02}.yaml": 6_000 for number in range(12)}
    sizes |= {f"hoering/1/modtaget/Svar {number:02}.docx": 60_000 for number in range(17)}
    rest = max(int(megabytes * 1e6) - sum(sizes.values()), 100_000)
    sizes |= {"inputs/aarsrapport.xlsx": rest // 10, "outputs/Årsrapport.docx": rest * 9 // 10}
    made: dict[str, Path] = {}
    for name, size in sizes.items():
        path = folder / str(seed) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(size))
        made[name] = path
    return made


def commit(store: Store, year: str, files: dict[str, Path]) -> None:
    """Archive one version."""
    store.commit(year, files, message="Udkast", user=SECRETARIAT, created=CREATED)


def plain_copy(files: dict[str, Path], target: Path) -> None:
    """Copy with fsync, each file and then each folder."""
    for name, source in files.items():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        with place.open("rb+") as file:
            os.fsync(file.fileno())
    for folder, _, _ in os.walk(target):
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def verify_figure(work: Path, megabytes: float) -> float:
    """Throughput of verifying, as a part of that of ``sha512sum`` over the same bytes."""
    store = Store(work / "verify")
    for seed in range(4):
        commit(store, YEAR, year_files(work, megabytes, seed))
    files = [str(path) for path in store.root.rglob("*") if path.is_file()]

    def verify(_: int) -> float:
        problems: list[bool] = []
        seconds = timed(lambda: problems.append(is_valid(store.verify())))
        assert problems == [True]
        return seconds

    def sha512sum(_: int) -> float:
        command = ["sha512sum", *files]
        return timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))

    ours, theirs = ratio(verify, sha512sum)
    size = sum(os.path.getsize(path) for path in files) / 1e6  # noqa: PTH202
    print(f"verify {size:.0f} MB: {ours:.3f} s, sha512sum {theirs:.3f} s")
    return theirs / ours


def commit_figure(work: Path, megabytes: float) -> float:
    """Time of adding a version, in times of a plain copy of its new files with fsync."""
    store = Store(work / "commit")
    kept = year_files(work, megabytes, 100)
    commit(store, YEAR, kept)
    new = [year_files(work, megabytes, 101 + number) for number in range(ROUNDS)]

    def add(number: int) -> float:
        files = {f"gammel/{name}": path for name, path in kept.items()} | new[number]
        return timed(lambda: commit(store, YEAR, files))

    def copy(number: int) -> float:
        return timed(lambda: plain_copy(new[number], work / "copy" / str(number)))

    ours, theirs = ratio(add, copy)
    print(f"commit {len(new[0])} files, {megabytes:g} MB: {ours:.3f} s, plain copy {theirs:.3f} s")
    return ours / theirs


def list_figure(work: Path) -> float:
    """Time of listing 50 years of 5 networks, in times of starting Python with Click."""
    model = Store(work / "model")
    files = year_files(work, 1, 200)
    for number in range(10):
        (work / "200" / "inputs" / "aarsrapport.xlsx").write_bytes(os.urandom(1000 + number))
        commit(model, YEAR, files)
    store = Store(work / "list")
    commit(store, object_id("boern-og-unge", 1990), {})
    text = (model.root / "boern-og-unge_2022" / "inventory.json").read_text("utf-8")
    for network in ("boern-og-unge", "aeldre", "psykiatri", "handicap", "sundhed"):
        for year in range(2000, 2050):
            top = store.root / f"{network}_{year}"
            top.mkdir()
            identifier = object_id(network, year)
            (top / "inventory.json").write_text(text.replace(YEAR, identifier), "utf-8")

    def listing(_: int) -> float:
        found: list[int] = []
        seconds = timed(lambda: found.append(len(store.objects())))
        assert found == [251]
        return seconds

    def start(_: int) -> float:
        return timed(lambda: subprocess.run([sys.executable, "-c", "import click"], check=True))

    ours, theirs = ratio(listing, start)
    print(f"list 251 objects: {ours * 1000:.1f} ms, python with click {theirs * 1000:.1f} ms")
    return ours / theirs


def main() -> int:
    """Measure, print, and compare with what is promised."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="reportgen-benchmark-") as folder:
        work = Path(folder)
        verify = verify_figure(work, megabytes)
        add = commit_figure(work, megabytes)
        small = commit_figure(work / "small", 1.5)
        listing = list_figure(work)
    figures = [
        ("verify, part of sha512sum's throughput", verify, verify >= 0.7, "at least 0.7"),
        ("commit, times a plain copy with fsync", add, add <= 3, "at most 3"),
        ("commit of small files, the same", small, small <= 3, "at most 3"),
        ("list 250 objects, times a start", listing, listing < 1, "less than 1"),
    ]
    for name, figure, kept, promise in figures:
        print(f"{'ok ' if kept else 'BAD'} {name}: {figure:.2f} ({promise})")
    return 0 if all(kept for _, _, kept, _ in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
