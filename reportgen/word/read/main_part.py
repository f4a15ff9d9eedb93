"""The main part of a Word file that comes from outside, bounded before any of it is read."""

from __future__ import annotations

from itertools import islice

from reportgen.opc.container import RefusalReason, Refused
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.problems import limits


def main_part(package: Package) -> Element:
    """Root of the main part.

    Raises `Refused` where it cannot be parsed, or holds more paragraphs than are read.
    """
    root = package.xml(package.document)
    if next(islice(root.iter(qn("w:p")), limits.MOST_PARAGRAPHS, None), None) is not None:
        raise Refused(RefusalReason.TOO_LONG, package.document)
    return root
