"""Word's list numbers, counted as Word counts them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.opc.namespaces import qn

_VAL, _ILVL, _NUM_ID = qn("w:val"), qn("w:ilvl"), qn("w:numId")
_NUM_PR, _PPR = qn("w:numPr"), qn("w:pPr")
_DEPTH = 9
_HIGHEST = 32_767
"""Word counts no further, and a file may claim any start."""
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of an abstract list."""

    text: str = ""
    form: str = "decimal"
    start: int = 1
    restart: int = _DEPTH
    """Counted again after a level less than this, from 0; 0 is never."""
    style: str = ""
    legal: bool = False
    """Whether every number in it is shown in Arabic figures."""


@dataclass(slots=True)
class _List:
    """An abstract list and how far it has counted."""

    levels: list[_Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _DEPTH)


@dataclass(slots=True)
class _Instance:
    """A w:num: a list that shares the count of its abstract list unless it overrides it."""

    abstract: str
    starts: dict[int, int]
    """Level to the number it starts at again, the first time this instance is met."""


@dataclass(frozen=True, slots=True)
class _StyleNumbering:
    """What a style says of lists, the styles it is based on included."""

    num_id: str = ""
    level: int = -1
    """Level the style names, from 0; -1 if it names none."""
    family: tuple[str, ...] = ()
    """Ids of the style and of those it is based on, nearest first."""


class ListCounter:
    """Counts the lists of one document; asked for each paragraph once, in order."""

    def __init__(
        self, styles: Mapping[str, etree._Element], numbering: etree._Element | None
    ) -> None:
        self._styles = styles
        self._of_style: dict[str, _StyleNumbering] = {}
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        if numbering is not None:
            self._read(numbering)

    def number(self, properties: etree._Element | None, style: str) -> str:
        """Count a paragraph by its properties and style, and give the number it shows.

        Empty for a paragraph in no list, or in one of bullets.
        """
        of_style = self._of_style.get(style)
        if of_style is None:
            of_style = self._of_style[style] = self._style_numbering(style)
        direct = None if properties is None else properties.find(_NUM_PR)
        num_id, level = _value(direct, _NUM_ID), _integer(_value(direct, _ILVL), -1)
        if not num_id:
            num_id = of_style.num_id
        instance = self._instances.get(num_id)
        counted = None if instance is None else self._lists.get(instance.abstract)
        if instance is None or counted is None:
            return ""
        if level < 0:
            linked = {lvl.style: depth for depth, lvl in enumerate(counted.levels) if lvl.style}
            level = next((linked[s] for s in of_style.family if s in linked), of_style.level)
        return _count(counted, instance, min(max(level, 0), _DEPTH - 1))

    def _style_numbering(self, style: str) -> _StyleNumbering:
        num_id, level, family = "", -1, []
        for element in ancestry(self._styles, style):
            family.append(element.get(qn("w:styleId")) or "")
            properties = element.find(f"{_PPR}/{_NUM_PR}")
            num_id = num_id or _value(properties, _NUM_ID)
            level = level if level >= 0 else _integer(_value(properties, _ILVL), -1)
        return _StyleNumbering(num_id, level, tuple(family))

    def _read(self, numbering: etree._Element) -> None:
        borrowed: dict[str, str] = {}
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId")) or ""
            levels = [_Level() for _ in range(_DEPTH)]
            for element in abstract.iterchildren(qn("w:lvl")):
                depth = _integer(element.get(_ILVL) or "", 0)
                if 0 <= depth < _DEPTH:
                    levels[depth] = _read_level(element)
            self._lists[key] = _List(levels)
            borrowed[key] = _value(abstract, qn("w:numStyleLink"))
        for num in numbering.iterchildren(qn("w:num")):
            starts = {
                _integer(override.get(_ILVL) or "", 0): _integer(start, 1)
                for override in num.iterchildren(qn("w:lvlOverride"))
                if (start := _value(override, qn("w:startOverride")))
            }
            key = _value(num, qn("w:abstractNumId"))
            self._instances[num.get(_NUM_ID) or ""] = _Instance(key, starts)
        # A list that is kept in a list style is borrowed from there.
        for key, style in borrowed.items():
            lender = self._instances.get(self._style_numbering(style).num_id) if style else None
            if lender is not None and lender.abstract in self._lists:
                self._lists[key] = self._lists[lender.abstract]


def ancestry(styles: Mapping[str, etree._Element], style: str) -> Iterator[etree._Element]:
    """`style` and the styles it is based on, nearest first; a circle ends where it closes."""
    seen: set[str] = set()
    while style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        style = _value(styles[style], qn("w:basedOn"))


def _count(counted: _List, instance: _Instance, level: int) -> str:
    counts, levels = counted.counts, counted.levels
    here = counts[level]
    if level in instance.starts:
        counts[level] = instance.starts.pop(level)
    else:
        counts[level] = levels[level].start if here is None else here + 1
    for deeper in range(level + 1, _DEPTH):
        if level < min(levels[deeper].restart, deeper):
            counts[deeper] = None
    return _shown(counts, levels, level)


def _shown(counts: list[int | None], levels: list[_Level], level: int) -> str:
    """Write the number of `level`, without the full stop, colon or bracket that closes it."""
    shown = levels[level]
    if shown.form in {"bullet", "none"}:
        return ""

    def digits(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        count = counts[depth]
        # A level nobody has used yet shows the number before its first: 0.1.
        value = levels[depth].start - 1 if count is None else count
        return _written(value, "decimal" if shown.legal else levels[depth].form)

    return " ".join(_PLACE.sub(digits, shown.text).split()).rstrip(".:)").rstrip()


def _written(value: int, form: str) -> str:
    if form in {"bullet", "none"}:
        return ""
    if form in {"upperLetter", "lowerLetter"} and value > 0:
        # After Z comes AA, then BB: the letter again, once more.
        repeats, letter = divmod(value - 1, 26)
        text = chr(ord("a") + letter) * (repeats + 1)
        return text.upper() if form == "upperLetter" else text
    if form in {"upperRoman", "lowerRoman"} and value > 0:
        text = ""
        for worth, sign in _ROMAN:
            while value >= worth:
                text, value = text + sign, value - worth
        return text.upper() if form == "upperRoman" else text
    return f"{value:02}" if form == "decimalZero" else str(value)


def _read_level(element: etree._Element) -> _Level:
    legal = element.find(qn("w:isLgl"))
    return _Level(
        text=_value(element, qn("w:lvlText")),
        form=_value(element, qn("w:numFmt")) or "decimal",
        start=_integer(_value(element, qn("w:start")), 1),
        restart=_integer(_value(element, qn("w:lvlRestart")), _DEPTH),
        style=_value(element, qn("w:pStyle")),
        legal=legal is not None and legal.get(_VAL) not in {"0", "false", "off"},
    )


def _value(parent: etree._Element | None, tag: str) -> str:
    child = None if parent is None else parent.find(tag)
    return "" if child is None else child.get(_VAL) or ""


def _integer(text: str, otherwise: int) -> int:
    if not text.isdecimal() or len(text) > 9:
        return otherwise
    return min(int(text), _HIGHEST)
