"""How long the desk takes from its start to its first page, measured against `reportgen status`.

``python -m benchmarks.desk [WORKSPACE]``, the sample unless given. Both are started in turn, each
in a process of its own, and the best of each is compared: the ratio is what may be held to a
limit, seconds depend on the machine. Also how long a page takes once the desk runs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.desk.running import ROOT, command, desk, surroundings

LIMIT = 2.0
ROUNDS = 5


def status(root: Path, state: Path) -> float:
    """Seconds that `reportgen status` takes."""
    begun = time.perf_counter()
    subprocess.run(
        command(root, "status"), env=surroundings(state), check=True, capture_output=True
    )
    return time.perf_counter() - begun


def first_page(root: Path, state: Path) -> tuple[float, float]:
    """Seconds from the start of the desk to its first page, and of the page asked for again."""
    begun = time.perf_counter()
    with desk(root, state) as running:
        assert running.enter().get().status == 200
        shown = time.perf_counter()
        assert running.get().status == 200
        return shown - begun, time.perf_counter() - shown


def main() -> None:
    """Print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        root, state = Path(folder) / "mappe", Path(folder) / "bruger"
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
        for name in ("inputs", "templates", "outputs", "arkiv"):
            if (source / name).is_dir():
                shutil.copytree(source / name, root / name)
        of_status, of_page, again = [], [], []
        for _ in range(ROUNDS):
            of_status.append(status(root, state))
            opened, asked = first_page(root, state)
            of_page.append(opened)
            again.append(asked)
    ratio = min(of_page) / min(of_status)
    print(f"status {min(of_status):.2f} s, start to first page {min(of_page):.2f} s")
    print(f"ratio {ratio:.2f} (at most {LIMIT}), the page again {min(again) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
