"""The files in `cases/`: what is written there, and how it is read and written again.

A case begins with the code it is about. Then come steps, an empty line, and what the program
says of that code, in English and in Danish, exactly as a person sees it::

    ## date-not-iso
    moeder/2024-03-01.yaml: dato: 2024-03-01 => dato: 1. marts 2024
    $ reportgen check

    Error  2024-03-01.yaml, line 2: “1. marts 2024” is not a date.
      → …
    Fejl  2024-03-01.yaml, linje 2: …

Each case has a small workspace of its own (`tests.workspaces`). A step is one of

- ``PATH: OLD => NEW`` puts NEW in the place of OLD, which must stand there;
- ``PATH: + LINE`` adds a line at the end;
- ``PATH:`` and then lines that begin with ``| `` make up a whole file;
- ``PATH: (copy of OTHER)``, ``PATH: (moved from OTHER)``, ``PATH: (deleted)``, ``PATH: (folder)``;
- ``SHEET!CELL = VALUE`` fills in a cell of the workbook (of another one where its path and a
  blank stand before): a number, a date (2024-03-01, or with a
  time, 2024-03-01 10:00), ``TRUE``, a formula (``=1+1``), ``(empty)``, else text; ``"2024"``
  is text;
- ``@NAME ARGUMENTS`` calls a builder from `tests/problems/builders`, for what is no text: a Word
  file, a PDF, a mail, a lock;
- ``$ reportgen ...`` runs the program in the workspace; ``*`` in a name is filled in;
- ``start: NAME``, as the first step, begins elsewhere than with a year that is just laid out;
  `tests.problems.starts` has the names.

A path is that of the year's inputs (``moeder/…``, ``tekster.md``), or from the workspace's root.
``\\n``, ``\\t`` and ``\\x01`` are written so in OLD and NEW. ``‹…›`` in what the program says
stands for anything: a digest, a folder of the machine. Lines with ``# `` speak to the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

CASES = Path(__file__).parent / "cases"
ANYTHING = "‹…›"
_HEAD = "## "


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the code it is about, what is done, and what the program then says."""

    code: str
    steps: tuple[str, ...]
    said: str
    """What is said of the code, in English and then in Danish."""
    line: int
    """Line of the file, from 1."""

    def says(self, text: str) -> bool:
        """Whether `text` is what the case expects."""
        parts = (re.escape(part) for part in self.said.split(ANYTHING))
        return re.fullmatch(".*?".join(parts), text, re.DOTALL) is not None


def file_of(group: str) -> Path:
    """The file with the cases of a group of the catalogue."""
    return CASES / f"{group}.txt"


def read_cases(group: str) -> list[Case]:
    """The cases of a group, in order; none where there is no file yet."""
    path = file_of(group)
    if not path.exists():
        return []
    cases: list[Case] = []
    lines = path.read_text(encoding="utf-8").split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith(_HEAD)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        body = [line for line in lines[start + 1 : end] if not line.startswith("# ")]
        steps, _, said = "\n".join(body).partition("\n\n")
        code = lines[start].removeprefix(_HEAD).strip()
        cases.append(Case(code, tuple(steps.strip("\n").split("\n")), said.strip("\n"), start + 1))
    return cases


def rewrite_cases(group: str, said: dict[int, str]) -> None:
    """Write what the program says now, by the line of its case; the rest stays as it is."""
    path = file_of(group)
    lines = path.read_text(encoding="utf-8").split("\n")
    cases = read_cases(group)
    for case, following in reversed(list(zip(cases, [*cases[1:], None], strict=True))):
        end = following.line - 1 if following else len(lines)
        head = case.line
        while head < end and lines[head]:
            head += 1
        last = end
        while last > head and (lines[last - 1].startswith("# ") or not lines[last - 1]):
            last -= 1
        # What stands between two cases speaks of the part of the file that begins there.
        between = "\n".join(lines[last:end]).strip("\n")
        lines[head:end] = [
            "",
            *said.get(case.line, case.said).split("\n"),
            "",
            *([between, ""] if between else []),
        ]
    path.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def changed(case: Case, said: str) -> Case:
    """The case as it expects `said`, unless it does already."""
    return case if case.says(said) else replace(case, said=said)
