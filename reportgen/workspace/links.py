"""Links to other places inside a year: told, and never followed.

The workspace itself, ``inputs/``, the network's and the year's folder may be links, as may
what a person names on the command line; somebody has put them there. Inside a year a link
leads to what is nobody's input: it would come into the report and the archive unseen, and
what is written would land elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.problems import InputFaults, Location, Problem, has_errors
from reportgen.workspace import files
from reportgen.workspace.places import Year

# What the program reads and writes in a year's inputs, and in its outputs.
_READ = re.compile(
    r"[^/]+\.(xlsx|md|jsonl|yaml)"
    r"|(moeder|aendringer)(/[^/]+\.ya?ml)?"
    r"|hoering(/\d+(/[^/]+\.yaml|/(udsendt|modtaget|svar)(/.*)?)?)?",
    re.IGNORECASE,
)
_MADE = re.compile(r"tilstand(/.*)?", re.IGNORECASE)


def year_links(year: Year) -> tuple[Problem, ...]:
    """Every link inside a year: an error where the program's own files lie, else a warning."""
    return tuple(_links(year))


def refuse_links(year: Year) -> tuple[Problem, ...]:
    """The links that may be left where they are; raises `InputFaults` where one may not."""
    links = year_links(year)
    if has_errors(links):
        raise InputFaults(links)
    return links


def _links(year: Year) -> Iterator[Problem]:
    for folder in (year.outputs.parent, year.outputs):
        if files.is_link(folder):
            yield Problem("link-for-file", Location(year.workspace.relative(folder)))
    for folder, own in ((year.inputs, _READ), (year.outputs, _MADE)):
        for path in files.below(folder).links:
            is_own = own.fullmatch(path.relative_to(folder).as_posix())
            code = "link-for-file" if is_own else "link-passed-over"
            yield Problem(code, Location(year.workspace.relative(path)))
