"""How reading grows with what is read: each reader at 1, 4 and 16 times the same input.

``python -m benchmarks.growth [READER ...]`` prints the table of ``benchmarks/README.md``, and ends
with 1 where a reader is not linear or takes too much memory. The largest input is the largest that
people make in good faith (`growth_readers.py`). Each is made in one forked process and read in
another, which has read a small one before: what is measured is reading, without imports. Time
is the processor's, memory the peak of the whole process; a ratio is the time that a byte of the
largest takes over the time that a byte of the smallest takes, within one run.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import table
from benchmarks.growth_readers import READERS, Reader

TIMES = (1, 4, 16)
MOST_RATIO = 1.6
"""Of the time that a byte takes. Whatever grows with the square comes to 16; what is left above
1 is what larger data does to the processor's caches."""
MOST_MB = 300
_TEXTS = ("word/document.xml", "xl/worksheets/", "xl/sharedStrings.xml")
"""Parts of packages that grow with what people write."""
LEAST = 0.5
"""Seconds that an input is read for, again and again: some clocks count in hundredths."""
LIMIT = 600
"""Seconds of the processor after which a reader is stopped: it will not be linear."""


@dataclass(frozen=True, slots=True)
class Size:
    """An input, and what reading it took."""

    size: int
    seconds: float
    memory: float
    """Peak resident memory, MB."""
    found: int


def forked(work: Callable[[], tuple[float, int]]) -> tuple[float, int, float]:
    """Do `work` in a process of its own; returns what it does, and its peak memory in MB."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
            seconds, found = work()
            os.write(writing, f"{seconds} {found}".encode())
            os._exit(0)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read().split()
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"a process ended with {os.waitstatus_to_exitcode(status)}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return float(told[0]), int(told[1]), usage.ru_maxrss / unit


def size_of(path: Path) -> int:
    """Bytes of a file, of an Office package's text as XML, or of all files of a folder."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
        return sum(entry.file_size for entry in entries if entry.filename.startswith(_TEXTS))
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


def measured(reader: Reader, folder: Path, times: int) -> Size:
    """Make the input so many times as large, and read it."""
    small, path = folder / "lille", folder / f"{times}"

    def made() -> tuple[float, int]:
        if not small.exists():
            reader.make(small, TIMES[0])
        reader.make(path, times)
        return 0.0, 0

    def read() -> tuple[float, int]:
        reader.read(small)
        started, readings = time.process_time(), 0
        while (seconds := time.process_time() - started) < LEAST or not readings:
            found = reader.read(path)
            readings += 1
        return seconds / readings, found

    forked(made)
    seconds, found, memory = forked(read)
    return Size(size_of(path), seconds, memory, found)


def main() -> int:
    """Measure the readers that are named, all without."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", choices=[*READERS, []], metavar="READER")
    asked = parser.parse_args().readers or list(READERS)
    heads = ["reader", "largest", *(f"kB, {n}x" for n in TIMES), *(f"s, {n}x" for n in TIMES)]
    unkept: list[str] = []
    table([*heads, "ratio", *(f"MB, {n}x" for n in TIMES)], rows(asked, unkept))
    print(f"linear within {MOST_RATIO}, at most {MOST_MB} MB: {'NO' if unkept else 'yes'}", *unkept)
    return 1 if unkept else 0


def rows(asked: Iterable[str], unkept: list[str]) -> Iterator[list[str]]:
    """Measure each reader, and note the names of those that do not keep the bounds."""
    for name in asked:
        reader = READERS[name]
        with tempfile.TemporaryDirectory() as folder:
            sizes = [measured(reader, Path(folder), times) for times in TIMES]
        first, last = sizes[0], sizes[-1]
        ratio = (last.seconds / last.size) / (first.seconds / first.size)
        if ratio > MOST_RATIO or last.memory > MOST_MB or last.found <= first.found:
            unkept.append(name)
        yield [
            name,
            reader.largest,
            *(f"{each.size / 1000:,.0f}" for each in sizes),
            *(f"{each.seconds:.3f}" for each in sizes),
            f"**{ratio:.2f}**",
            *(f"{each.memory:.0f}" for each in sizes),
        ]


if __name__ == "__main__":
    sys.exit(main())
