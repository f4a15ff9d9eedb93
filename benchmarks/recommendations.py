"""How long the register of twelve years takes, measured against `reportgen status`.

``python -m benchmarks.recommendations``. Both are started in turn, each in a process of its own,
and the best of each is compared: the ratio is what may be held to a limit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest import mock

from tests.sample.many_years import EACH, FIRST, LAST, lay_out_many_years

LIMIT = 2.0
ROUNDS = 5


def seconds(root: Path, *words: str) -> float:
    """Seconds that a command takes."""
    begun = time.perf_counter()
    command = (sys.executable, "-m", "reportgen", "-C", str(root), "--json", *words)
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> int:
    """Print the ratio; 1 where it is worse than what is promised."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "mappe"
        root.mkdir()
        with mock.patch("reportgen.pdf.libreoffice._office", return_value=None):
            year = lay_out_many_years(root)
        pairs = [
            (
                seconds(root, "status", "--year", str(year.year)),
                seconds(root, "recommendations"),
            )
            for _ in range(ROUNDS)
        ]
    status, register = (min(each) for each in zip(*pairs, strict=True))
    ratio = register / status
    print(f"{(LAST - FIRST + 1) * EACH} recommendations of {LAST - FIRST + 1} years")
    print(f"status {status:.2f} s, register {register:.2f} s, ratio {ratio:.2f} (at most {LIMIT})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
