"""A section of the report as its page shows it: what stands, and the boxes to write in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.app.wording import HEADING, INPUT, REPORT, TEXT, Wordings
from reportgen.app.year import YearInputs
from reportgen.hearing.review.marked import MarkedLine, compared
from reportgen.language.translation import tr
from reportgen.layout.content import Block, Paragraph, Style
from reportgen.layout.sections import section_content
from reportgen.layout.tags import FRONT_TAG, TEXT_TAG
from reportgen.report.entries import Kind
from reportgen.report.ids import is_point_section
from reportgen.report.journal import Folded, Place
from reportgen.report.model import Block as Standing
from reportgen.report.model import Pending
from reportgen.report.wording.text import Line, Run, parse
from reportgen.workspace.journal import Journal

FRONT, WHOLE = "kort", "hele"
"""The pages of what stands in front of the sections, and of what concerns the whole report."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place to write in, as it is shown."""

    place: Place
    stands: str
    written: Folded
    is_remark: bool = False

    @property
    def name(self) -> str:
        """Its name among the fields of the page."""
        return "-".join(self.place).replace("/", "-").replace(".", "-").replace(" ", "-")

    @property
    def value(self) -> str:
        """What stands in it, as markup."""
        return self.written.contested[-1].said.value if self.is_contested else self.written.value

    @property
    def lines(self) -> tuple[Line, ...]:
        """The same as paragraphs."""
        return parse(self.value)

    @property
    def is_written(self) -> bool:
        """Whether something is written in it that is not put in."""
        return bool(self.written.taken or self.written.contested)

    @property
    def is_contested(self) -> bool:
        """Whether the report says something else by now than was shown."""
        return bool(self.written.contested)

    @property
    def other(self) -> str:
        """What a contested text is held against: what stands, or was written in another window."""
        return self.written.value

    @property
    def own(self) -> tuple[MarkedLine, ...]:
        """What is written, against what stands."""
        return compared(self.stands, self.value) if self.is_written else ()


@dataclass(frozen=True, slots=True)
class Asked:
    """An input, and the box for its wording."""

    pending: Pending
    box: Box


@dataclass(frozen=True, slots=True)
class Point:
    """A point as it is shown."""

    block: Standing
    blocks: Sequence[Block]
    text: Box
    heading: Box
    asked: Sequence[Asked]

    @property
    def is_written(self) -> bool:
        """Whether something is written in it that is not put in."""
        return self.text.is_written or self.heading.is_written


@dataclass(frozen=True, slots=True)
class Part:
    """What stands at one tag of the template."""

    blocks: Sequence[Block] = ()
    prose: Box | None = None
    points: Sequence[Point] = ()


class View:
    """A section as the page shows it."""

    def __init__(self, inputs: YearInputs, section: str) -> None:
        self.inputs, self.section = inputs, section
        self.wordings = Wordings(inputs, Journal(inputs.year.journal))
        self.pending = inputs.folded.pending

    @property
    def title(self) -> str:
        """Its number and its title."""
        if self.section in {FRONT, WHOLE}:
            return tr("In short") if self.section == FRONT else tr("The whole report")
        return f"{self.section} {self.inputs.outline.sections.get(self.section, '')}".strip()

    @property
    def has_front(self) -> bool:
        """Whether the template has a page in front of the sections."""
        return FRONT_TAG in self.inputs.outline.tags.get("", ())

    def parts(self) -> Iterator[Part]:
        """What stands at each of its tags."""
        tags = self.inputs.outline.tags.get(self.section, ())
        contents = section_content(self.inputs.material, self.section, tags)
        for tag, blocks in zip(tags, contents, strict=True):
            if tag == TEXT_TAG:
                yield Part(blocks, prose=self.box((REPORT, self.section, TEXT)))
            elif is_point_section(self.section) and _is_of_points(blocks):
                yield Part(points=tuple(self._points(blocks)))
            else:
                yield Part(blocks)

    def _points(self, blocks: Sequence[Block]) -> Iterator[Point]:
        for block in self.inputs.folded.points(self.section):
            own = [each for each in blocks if _shows(each, block.id)]
            yield Point(
                block,
                own,
                self.box((REPORT, block.id, TEXT)),
                self.box((REPORT, block.id, HEADING)),
                tuple(self.asked(each for each in self.pending if each.block == block.id)),
            )

    def box(self, place: Place, *, is_remark: bool = False) -> Box:
        """The box at a place."""
        stands = self.wordings.stands(place) or ""
        return Box(place, stands, self.wordings.written(place), is_remark)

    def asked(self, pending: Iterator[Pending]) -> Iterator[Asked]:
        """Inputs with the box of each."""
        for each in pending:
            is_remark = each.kind is Kind.REMARK
            yield Asked(each, self.box((INPUT, each.id, TEXT), is_remark=is_remark))

    @property
    def loose(self) -> tuple[Asked, ...]:
        """Inputs of the section, or of the whole report, that are of none of its points."""
        blocks = {b.id for b in self.inputs.folded.points(self.section)}
        mine = (p for p in self.pending if self._is_mine(p) and p.block not in blocks)
        return tuple(self.asked(mine))

    def _is_mine(self, pending: Pending) -> bool:
        return (pending.section or WHOLE) == self.section

    @property
    def homeless(self) -> tuple[Box, ...]:
        """What was written where there is no place for it any more."""
        gone = (p for p in self.wordings.waiting if self.wordings.stands(p) is None)
        return tuple(self.box(place) for place in gone)

    @property
    def carried_over(self) -> bool:
        """Whether the section's prose is still marked as last year's."""
        told = (p for p in self.inputs.carried_over if p.code == "prose-from-last-year")
        return any(problem.values["section"] == self.section for problem in told)

    def counts(self) -> dict[str, int]:
        """How much is open in each section: inputs, and what is written and not put in."""
        counts: dict[str, int] = {}
        for each in self.pending:
            section = each.section or WHOLE
            counts[section] = counts.get(section, 0) + 1
        return counts


def _is_of_points(blocks: Sequence[Block]) -> bool:
    return any(isinstance(each, Paragraph) and each.style is Style.POINT for each in blocks)


def _shows(block: Block, id_: str) -> bool:
    return isinstance(block, Paragraph) and block.anchor.block == id_


_REFERENCE = re.compile(
    r"(?:(?<=\()|(?<=[Ss]e )|^)(?P<section>\d+(?:\.\d+)*)(?:, (?P<id>[A-Z]\d+))?(?=\)?$|: )"
)
"""A section, and a point in it, as the page in front names them at an end of each line."""


def linked(blocks: Iterable[Block], address: Callable[[str, str], str]) -> Iterator[Block]:
    """The lines of the page in front, with a link at each section and point that they name.

    `address` gives where a section is shown, and a point in it, empty for none.
    """
    for block in blocks:
        if isinstance(block, Paragraph) and block.style in {Style.BULLET, Style.SOURCE}:
            runs = tuple(part for run in block.runs for part in _linked(run, address))
            yield replace(block, runs=runs)
        else:
            yield block


def _linked(run: Run, address: Callable[[str, str], str]) -> Iterator[Run]:
    found = None if run.bold or run.italic else _REFERENCE.search(run.text)
    if found is None:
        yield run
        return
    yield Run(run.text[: found.start()])
    yield Run(found[0], href=address(found["section"], found["id"] or ""))
    yield Run(run.text[found.end() :])
