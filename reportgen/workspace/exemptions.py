"""``offentliggoerelse.yaml``: findings that somebody has said may be public, and why.

What was found is not written down, only its id, kind and place: a civil registration number
belongs in no other file either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from reportgen.problems import InputFaults, Location, Problem
from reportgen.report.file_model import FileModel, IsoDate, MaybeList, Text
from reportgen.sources.yaml.read import read_yaml
from reportgen.sources.yaml.validate import as_record
from reportgen.sources.yaml.write import write_record
from reportgen.workspace import files
from reportgen.workspace.places import Year

FILE = "offentliggoerelse.yaml"

_HEAD = (
    "# Fund, som må stå i den offentliggjorte rapport. Skrives af reportgen publish --allow;\n"
    "# slet et punkt for at fortryde det.\n"
)


class Exemption(FileModel):
    """One finding that may be published."""

    id: Text
    kind: Text = Field(alias="fund")
    place: Text = Field(alias="sted")
    reason: Text = Field(alias="grund")
    date: IsoDate = Field(alias="dato")


_Exemptions = Annotated[tuple[Exemption, ...], MaybeList]


def read_exemptions(year: Year) -> tuple[Exemption, ...]:
    """Read the exemptions; raises `InputFaults` where the file is damaged."""
    data = files.read(year.inputs / FILE)
    if data is None:
        return ()
    document = read_yaml(data, FILE)
    read: tuple[Exemption, ...] | None = as_record(_Exemptions, document.data)
    if document.problems or read is None:
        raise InputFaults([Problem("publish-exceptions-damaged", Location(FILE))])
    return read


def exemption_faults(year: Year) -> tuple[Problem, ...]:
    """What keeps the exemptions from being read."""
    try:
        read_exemptions(year)
    except InputFaults as faults:
        return faults.problems
    return ()


def remove_exemption(year: Year, id_: str) -> bool:
    """Take one exemption out again, the other lines of the file left; False if it is not there."""
    path = year.inputs / FILE
    known = read_exemptions(year)
    left = [one for one in known if one.id != id_]
    if len(left) == len(known):
        return False
    document = read_yaml(files.read(path) or b"", FILE)
    lines = document.text.splitlines(keepends=True)
    begins = [document.place((number,)).line - 1 for number in range(len(known))]
    if not left or not all(lines[begin].startswith("-") for begin in begins):
        files.write(path, (_HEAD + (_written(left) or "[]\n")).encode())
        return True
    kept = lines[: begins[0]]
    for one, begin, end in zip(known, begins, [*begins[1:], len(lines)], strict=True):
        own = end
        while _is_remark(lines[own - 1]):
            own -= 1
        kept += lines[own if one.id == id_ else begin : end]
    files.write(path, "".join(kept).encode())
    return True


def _is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def add_exemptions(year: Year, added: Iterable[Exemption]) -> None:
    """Write down more exemptions; what somebody wrote in the file before stays."""
    path = year.inputs / FILE
    before = (files.read(path) or _HEAD.encode()).rstrip() + b"\n"
    # Only a list can be gone on with: an empty one in brackets is begun anew.
    if not read_exemptions(year):
        before = _HEAD.encode()
    files.write(path, before + _written(added).encode())


def _written(exemptions: Iterable[Exemption]) -> str:
    entries = [one.model_dump(by_alias=True) for one in exemptions]
    return write_record(entries) if entries else ""
