"""How long reading minutes takes, measured against pdfplumber's own table extraction.

``python -m benchmarks.minutes [FILE.pdf]``. Without a file a ten-page one is made (needs
LibreOffice). Both ways are run in turn, in one process, and the best of each is compared: the
ratio is what may be held to a limit, seconds depend on the machine.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reportgen.sources.minutes import read_meeting, read_minutes
from reportgen.word.read import minutes as minutes_outline

LIMIT = 1.3
ROUNDS = 5


def ten_pages() -> bytes:
    """Minutes of about ten pages: the rows of two columns over and over, numbered on."""
    from dataclasses import replace

    from tests.sources.minutes.build import Cell, p, printed, write
    from tests.sources.minutes.twins import two_columns

    shape = two_columns()
    rows: list[tuple[Cell, ...]] = []
    while len(rows) < 38:
        for row in shape.rows[1:8]:
            title, *below = row[0]
            words = str(title.pieces[0]).split(" ", 1)[1]
            rows.append(((p(f"{len(rows) + 1}. {words}"), *below), *row[1:]))
    return printed(write(replace(shape, rows=rows)))


def only_tables(data: bytes) -> int:
    """Extract the tables with pdfplumber alone; returns how many cells it found."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(
            len(row) for page in document.pages for table in page.extract_tables() for row in table
        )


def whole_reading(data: bytes) -> int:
    """Read the minutes to the last field; returns how many items there are."""
    reading = read_minutes(data, "referat.pdf", minutes_outline.read)
    assert reading.outline is not None, reading.problems
    counted = iter(range(1, 10_000))
    minutes = read_meeting(
        reading.outline, "referat.pdf", next_id=lambda section: f"X{next(counted)}"
    )
    assert minutes.meeting is not None, minutes.problems
    return len(minutes.meeting.agenda)


def seconds(work: Callable[[bytes], int], data: bytes) -> float:
    """Time one run of `work`."""
    start = time.perf_counter()
    work(data)
    return time.perf_counter() - start


def main() -> int:
    """Measure, and tell whether the limit is kept."""
    import pdfplumber

    data = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else ten_pages()
    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = len(document.pages)
    whole_reading(data)  # imports and caches are not what is measured
    only_tables(data)
    rounds = [(seconds(only_tables, data), seconds(whole_reading, data)) for _ in range(ROUNDS)]
    tables = min(alone for alone, _ in rounds)
    reading = min(own for _, own in rounds)
    ratio = reading / tables
    print(f"pages {pages}  pdfplumber {tables:.2f} s  reading {reading:.2f} s  ratio {ratio:.2f}")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
