"""Validation of OCFL objects and storage roots, whoever made them.

Every rule of the specification that can be told from the files is checked, and every digest.
A finding carries the specification's code for its rule.
"""

from __future__ import annotations

import os
from pathlib import Path

from reportgen.archive.inventory import NAME
from reportgen.archive.validate.findings import Findings, is_valid, rules
from reportgen.archive.validate.object import check_object, check_root
from reportgen.problems import Problem

__all__ = ["is_valid", "rules", "validate"]


def validate(path: Path) -> list[Problem]:
    """Everything wrong with the object or the storage root in the folder `path`.

    An archive with warnings alone is valid.
    """
    findings = Findings()
    try:
        if _is_root(path):
            check_root(path, findings)
        else:
            check_object(path, findings)
    except OSError as error:
        findings.unreadable(Path(error.filename or path).name)
    return findings.problems


def _is_root(path: Path) -> bool:
    """Tell a storage root from an object, also where either has lost its declaration."""
    with os.scandir(path) as listing:
        entries = list(listing)
    if any(_is_of_object(entry.name) for entry in entries):
        return False
    if any(entry.name.startswith("0=") for entry in entries):
        return True
    folders = (entry.path for entry in entries if entry.is_dir(follow_symlinks=False))
    return any(_is_of_object(name) for folder in folders for name in os.listdir(folder))  # noqa: PTH208


def _is_of_object(name: str) -> bool:
    return name.startswith("0=ocfl_object_") or name == NAME
