"""Validation of OCFL objects and storage roots, whoever made them.

Every rule of the specification that can be told from the files is checked, and every digest.
A finding carries the specification's code for its rule.
"""

from __future__ import annotations

import os
from pathlib import Path

from reportgen.archive.validate.findings import Findings, is_valid, rules
from reportgen.archive.validate.object import check_object
from reportgen.archive.validate.root import check_root
from reportgen.problems import Problem

__all__ = ["is_valid", "rules", "validate"]


def validate(path: Path) -> list[Problem]:
    """Everything wrong with the object or the storage root in the folder `path`.

    A folder is taken for a storage root if it declares itself one, and else for an object.
    An archive with warnings alone is valid.
    """
    findings = Findings()
    try:
        with os.scandir(path) as entries:
            found = [entry.name for entry in entries]
        is_root = any(
            name.startswith("0=ocfl_") and not name.startswith("0=ocfl_object_") for name in found
        )
        if is_root:
            check_root(path, findings)
        else:
            check_object(path, findings)
    except OSError as error:
        findings.unreadable(Path(error.filename or path).name, error)
    return findings.problems
