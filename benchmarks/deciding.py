"""Measure the pages of a hearing, the round and its changes, at 170 answers with 2,000 changes.

``python benchmarks/deciding.py`` prints the table of ``benchmarks/README.md``: medians in one
process that serves the page, of the whole answer to a request. ``--members`` makes the round
smaller, ``--folder`` keeps it and takes it again where it is already there.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import PROGRAM, table
from benchmarks.inputs import NETWORK, YEAR
from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from reportgen.desk.reviews import OpenReview
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.workspace.places import Workspace, Year

HERE = Path(__file__).resolve().parent
TIMES = 15
PAGE = f"/{NETWORK}/{YEAR}/hoering"
ROUND = f"/{NETWORK}/{YEAR}/runde"


def open_round(folder: Path, members: int) -> Workspace:
    """A round with all its answers collected."""
    root = folder / "rum"
    if not root.exists():
        inputs = [sys.executable, HERE / "hearing_inputs.py", folder, "--members", str(members)]
        subprocess.run(inputs, check=True, capture_output=True)
        collect = [PROGRAM, "-q", "-C", root, "hearing", "collect", folder / "svar"]
        subprocess.run(collect, check=True, capture_output=True)
    return Workspace(root)


def milliseconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - start)


def measured(workspace: Workspace) -> list[tuple[str, float]]:
    """What each thing takes that a person waits for; and what nobody waits for, the last."""
    year = Year(workspace, NETWORK, YEAR)
    loaded: list[OpenReview] = []
    first = milliseconds(lambda: loaded.append(OpenReview(year)))
    loaded[0].close()
    client = make_pages(Desk(workspace, "key")).test_client()
    client.get(f"{PAGE}?helt")  # not only what comes at once
    review = loaded[0].review
    items = iter(review.items.all)

    def decide() -> None:
        item = next(items)
        form = {"nr": item.id, "afgoer": f"ja:{item.rows[0].id}", "vis": "alle"}
        assert client.post(f"{PAGE}/afgoer", data=form).status_code == 200

    def mark() -> None:
        for way in ("sendt", "ikke-sendt"):
            party = {"party": review.round.parties[0].name}
            assert client.post(f"{ROUND}/{way}", data=party).status_code == 200

    asked: list[tuple[str, Callable[[], object]]] = [
        ("the round, with all its parties and files", lambda: client.get(ROUND)),
        ("a party marked as sent, and unmarked", mark),
        ("the page, with all changes in its list", lambda: client.get(PAGE)),
        ("the page, with the changes of one section", lambda: client.get(f"{PAGE}?afsnit=3.6")),
        ("the next change", lambda: client.get(f"{PAGE}/aendring?vis=aabne")),
        ("a look whether anything changed", lambda: client.get(f"{PAGE}/tilstand")),
        ("a decision kept, and the next change", decide),
        ("a section as it is decided", lambda: client.get(f"{PAGE}/afsnit/3.6?visning=nu")),
    ]
    found = [
        (name, statistics.median(milliseconds(do) for _ in range(TIMES))) for name, do in asked
    ]
    review.refresh()
    review.decide(review.items.all[-1], Outcome.NO)
    return [
        ("loading the round, once", first),
        *found,
        ("writing behind", milliseconds(review.write)),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=170)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_round(asked.folder or Path(folder), asked.members)
        rows = [(name, f"{spent:.0f} ms") for name, spent in measured(workspace)]
    table(("", "median"), rows)


if __name__ == "__main__":
    main()
