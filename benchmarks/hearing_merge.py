"""The pure part of a hearing: merging so many answers to a report of so many pages.

``python benchmarks/hearing_merge.py [--members 17] [--pages 33] [--edits 8] [--strip]``
prints seconds for preparing the base, for merging, and for each answer.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reportgen.hearing.base import prepare
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import BaseDocument, Para, Returned
from tests.hearing.documents import document, point, prose
from tests.hearing.editing import Editor, sentence

_PARAGRAPHS_A_PAGE = 9


def made_up(pages: int) -> BaseDocument:
    """A report of so many pages: prose, points of four paragraphs each, a table."""
    rng = random.Random(pages)
    paragraphs = pages * _PARAGRAPHS_A_PAGE

    def wording() -> str:
        return " ".join(sentence(rng) for _ in range(4))

    blocks = [prose(f"3.1/{n}", wording()) for n in range(1, paragraphs // 3)]
    for n in range(1, paragraphs // 6):
        text = f"{wording()}\n{wording()}"
        blocks.append(point(f"U{n}", sentence(rng, 4).rstrip("."), text))
    rows = [["Indikator", "Værdi"], *([sentence(rng, 3), str(n)] for n in range(100, 100 + pages))]
    return document(blocks, rows)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=17)
    parser.add_argument("--pages", type=int, default=33)
    parser.add_argument("--edits", type=int, default=8)
    parser.add_argument("--strip", action="store_true", help="without bookmarks and styles")
    asked = parser.parse_args()
    base = made_up(asked.pages)
    answers: list[Returned] = []
    for number in range(asked.members):
        editor = Editor(base, random.Random(number))
        editor.work(asked.edits)
        paras: list[Para] = editor.paras
        if asked.strip:
            paras = [replace(each, anchors=(), style="") for each in paras]
        answers.append(Returned(f"Kommune {number}", tuple(paras)))
    start = time.perf_counter()
    prepared = prepare(base)
    ready = time.perf_counter()
    merged = merge(prepared, answers)
    done = time.perf_counter()
    each = (done - ready) / max(asked.members, 1)
    print(
        f"{asked.members} answers, {len(base.paragraphs)} paragraphs: "
        f"prepare {ready - start:.3f} s, merge {done - ready:.3f} s ({1000 * each:.1f} ms each), "
        f"{len(merged.edits)} edits, {len(merged.conflicts)} conflicts"
    )


if __name__ == "__main__":
    main()
