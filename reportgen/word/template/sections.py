"""The template as the rest of the program sees it: its sections and what each shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.opc.namespaces import qn
from reportgen.opc.package import BadPackage, Package
from reportgen.problems import Problem
from reportgen.word.elements.headings import headings
from reportgen.word.template.check import check_template
from reportgen.word.template.tags import block_tag_in


@dataclass(frozen=True, slots=True)
class Outline:
    """What the template decides about the report's structure."""

    sections: Mapping[str, str]
    """Every numbered section, number to title, in order."""
    tags: Mapping[str, tuple[str, ...]]
    """Block tags of each section that has any."""


def read_template(data: bytes, file: str) -> tuple[Outline, list[Problem]]:
    """Read the template's outline, and check its tags."""
    problems = check_template(data, file)
    try:
        package = Package.open(data, file)
        root = package.xml(package.document)
    except (BadPackage, ValueError):
        return Outline({}, {}), problems  # the check has said why
    numbered = [heading for heading in headings(package, root) if heading.number]
    numbers = {id(heading.element): heading.number for heading in numbered}
    tags: dict[str, tuple[str, ...]] = {}
    section = ""
    for paragraph in root.iter(qn("w:p")):
        section = numbers.get(id(paragraph), section)
        text = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        if "{{" in text and (tag := block_tag_in(text)) is not None:
            tags[section] = (*tags.get(section, ()), tag)
    return Outline({h.number: h.title for h in numbered}, tags), problems
