"""What the page for publishing says of findings and exceptions, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportgen.app.publication import Finding
from reportgen.language.translation import N_, tr
from reportgen.language.words import place
from reportgen.problems import Problem
from reportgen.problems.catalog import all_entries
from reportgen.workspace.names import version_in, version_name

_HOW = "access-"
"""Opens the codes of what is amiss with how the document is made."""
_KINDS = {
    "published-cpr": N_("A CPR number"),
    "published-private-address": N_("A private mail address"),
    "published-unknown-address": N_("A mail address that nobody here knows"),
    "published-telephone": N_("A telephone number"),
}
"""What should perhaps not be public."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that stand together."""

    title: str
    is_private: bool
    findings: tuple[Finding, ...]


def groups(found: Iterable[Finding]) -> list[Group]:
    """Those that nobody has made an exception for, privacy first."""
    left = [each for each in found if each.exemption is None]
    private = tuple(each for each in left if each.problem.code in _KINDS)
    how = tuple(each for each in left if each.problem.code.startswith(_HOW))
    listed = [
        Group(tr("Privacy"), True, private),
        Group(tr("Content"), False, tuple(each for each in left if each not in private + how)),
        Group(tr("Accessibility"), False, how),
    ]
    return [group for group in listed if group.findings]


def waiting(problems: Iterable[Problem]) -> list[Problem]:
    """What publishing waits for; a version is told by its name, not by its file's."""
    return [_of_version(problem) for problem in problems]


def _of_version(problem: Problem) -> Problem:
    where = problem.location
    number = version_in(where.file)
    if not number:
        return problem
    return replace(problem, location=replace(where, file=version_name(number)))


def place_in(problem: Problem) -> str:
    """Where in the version it stands."""
    where = problem.location
    part = "" if where.heading and where.part == "body" else where.part
    return place(replace(where, file="", part=part))


def kind_title(code: str) -> str:
    """What an exception was made for; what was found then is written down nowhere."""
    if code in _KINDS:
        return tr(_KINDS[code])
    if code.startswith(_HOW):
        return tr("Something with how the document is made")
    return tr("Something that is missing in the text") if code in all_entries() else code
