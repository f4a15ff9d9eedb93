"""Validation of a storage root: its declaration, its folders, and every object in it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from reportgen.archive.inventory import NAME
from reportgen.archive.paths import EXTENSIONS, object_folder
from reportgen.archive.storage_root import changed_guide_files
from reportgen.archive.validate.findings import Findings
from reportgen.archive.validate.inventory import SPECS
from reportgen.archive.validate.object import REGISTERED, check_extensions, check_object

LAYOUT = "ocfl_layout.json"
_DECLARATION = re.compile(r"0=ocfl_(\d+\.\d+)")


def check_root(top: Path, findings: Findings) -> None:
    """Validate the storage root in the folder `top` and all it holds."""
    entries = sorted(os.scandir(top), key=lambda entry: entry.name)
    spec = _declared(top, entries, findings)
    _check_layout(top, findings)
    for name in changed_guide_files(top):
        findings.add("archive-guide-changed", "", name)
    places: dict[str, str] = {}
    for entry in entries:
        if entry.is_symlink():
            findings.add("archive-link", "E090", entry.name)
        elif entry.name == EXTENSIONS and entry.is_dir():
            check_extensions(top / entry.name, findings, file_rule="E112", name_rule="W016")
        elif entry.is_dir():
            _check_hierarchy(top, entry.name, spec, places, findings)


def _declared(top: Path, entries: list[os.DirEntry[str]], findings: Findings) -> str:
    """Format that the root declares, empty if that cannot be told."""
    declared = [entry.name for entry in entries if entry.name.startswith("0=")]
    expected = f"0=ocfl_{SPECS[-1]}"
    if len(declared) != 1:
        findings.add("archive-declaration", "E076" if declared else "E069", expected=expected)
        return ""
    match = _DECLARATION.fullmatch(declared[0])
    if match is None or match[1] not in SPECS:
        findings.add("archive-declaration", "E079", declared[0], expected=expected)
        return ""
    if findings.read(top, declared[0]) not in {f"{declared[0][2:]}\n".encode(), None}:
        findings.add("archive-declaration", "E080", declared[0], expected=declared[0])
    return match[1]


def _check_layout(top: Path, findings: Findings) -> None:
    """The description of the layout, where there is one, is as the standard has it."""
    content = findings.read(top, LAYOUT) if os.path.lexists(top / LAYOUT) else None
    if content is None:
        return
    try:
        layout = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        findings.add("archive-inventory-unreadable", "E070", LAYOUT, detail=str(error))
        return
    stated = layout if isinstance(layout, dict) else {}
    for key in ("extension", "description"):
        if not isinstance(stated.get(key), str):
            findings.add("archive-key-missing", "E070", LAYOUT, key=key)
    extension = stated.get("extension")
    if isinstance(extension, str) and extension not in REGISTERED:
        findings.add("archive-value", "E071", LAYOUT, key="extension", value=extension)


def _check_hierarchy(
    top: Path, place: str, spec: str, places: dict[str, str], findings: Findings
) -> None:
    """Validate the object at `place`, or the objects below it; `places` maps id to place."""
    try:
        entries = sorted(os.scandir(top / place), key=lambda entry: entry.name)
    except OSError as error:
        findings.unreadable(place, error)
        return
    if any(entry.name.startswith("0=") or entry.name == NAME for entry in entries):
        _check_member(top, place, spec, places, findings)
        return
    if not entries:
        findings.add("archive-empty-folder", "E073", place)
    for entry in entries:
        below = f"{place}/{entry.name}"
        if entry.is_symlink():
            findings.add("archive-link", "E090", below)
        elif entry.is_dir():
            _check_hierarchy(top, below, spec, places, findings)
        else:
            findings.add("archive-stray", "E072", below)


def _check_member(
    top: Path, place: str, spec: str, places: dict[str, str], findings: Findings
) -> None:
    """Validate the object at `place`, and its id against those in `places`."""
    own = Findings("/".join(part for part in (findings.base, place) if part))
    identifier, declared = check_object(top / place, own)
    findings.problems += own.problems
    if spec and declared and SPECS.index(declared) > SPECS.index(spec):
        findings.add("archive-format-newer", "E081", place)
    if not identifier:
        return
    if identifier in places:
        findings.add("archive-id-twice", "E037", place, id=identifier)
    places[identifier] = place
    folder = object_folder(identifier)
    if folder is not None and folder != place:
        findings.add("archive-folder-misnamed", "E083", place, id=identifier, expected=folder)
