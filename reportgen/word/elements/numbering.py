"""Word's lists (ECMA-376 part 1, 17.9): the numbers they show, and new lists that start at 1.

The numbers are nowhere in the text; they are counted here as Word counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.values import VAL, is_on, twips, value, whole_number

_ILVL, _NUM_ID, _NUM_PR = qn("w:ilvl"), qn("w:numId"), qn("w:numPr")
_ABSTRACT = qn("w:abstractNumId")
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
class StyleNumbering:
    """What a style says of lists, the styles it is based on included."""

    num_id: str = ""
    level: int = -1
    """Level the style names, from 0; -1 if it names none."""
    family: tuple[str, ...] = ()
    """Ids of the style and of those it is based on, nearest first."""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A w:num as the part has it: its id, and the levels (w:lvl) that say how it looks."""

    num_id: str
    levels: Sequence[Element]
    """Those of the abstract list it is made of."""
    overriding: Sequence[Element]
    """Those that it has instead of some of them."""


def numbered_lists(numbering: Element) -> Iterator[NumberedList]:
    """Every list of a numbering part, in order."""
    levels = {
        abstract.get(qn("w:abstractNumId")): abstract.findall(qn("w:lvl"))
        for abstract in numbering.iterchildren(qn("w:abstractNum"))
    }
    for num in numbering.iterchildren(qn("w:num")):
        own = levels.get(value(num, "w:abstractNumId"), [])
        yield NumberedList(num.get(_NUM_ID) or "", own, num.findall(qn("w:lvlOverride/w:lvl")))


class ListCounter:
    """Counts the lists of one document; asked for each paragraph once, in order."""

    def __init__(self, styles: StyleSheet, numbering: Element | None) -> None:
        self._styles = styles
        self._of_style: dict[str, StyleNumbering] = {}
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        if numbering is not None:
            self._read(numbering)

    def number(self, properties: Element | None, style: str) -> str:
        """Count a paragraph by its properties and style, and give the number it shows.

        Empty for a paragraph in no list, or in one of bullets. A level is counted anew after
        each number above it, and a level that nobody has used yet shows the one before its
        first:

        >>> w = f'xmlns:w="{qn("w:x")[1:-2]}"'
        >>> level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:lvlText w:val="{}."/></w:lvl>'
        >>> levels = "".join(level.format(i, t) for i, t in enumerate(("%1", "%1.%2", "%1.%2.%3")))
        >>> numbering = etree.fromstring(
        ...     f'<w:numbering {w}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        ...     '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ... )
        >>> counter = ListCounter(StyleSheet(None), numbering)
        >>> def paragraph(level: int) -> Element:
        ...     num = f'<w:ilvl w:val="{level}"/><w:numId w:val="7"/>'
        ...     return etree.fromstring(f"<w:pPr {w}><w:numPr>{num}</w:numPr></w:pPr>")
        >>> [counter.number(paragraph(level), "") for level in (0, 1, 1, 0, 2, 1)]
        ['1', '1.1', '1.2', '2', '2.0.1', '2.1']
        """
        of_style = self._of_style.get(style)
        if of_style is None:
            of_style = self._of_style[style] = style_numbering(self._styles, style)
        direct = None if properties is None else properties.find(_NUM_PR)
        num_id, level = value(direct, "w:numId"), _integer(value(direct, "w:ilvl"), -1)
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

    def _read(self, numbering: Element) -> None:
        """Take in the abstract lists with their levels, and the lists that are made of them."""
        borrowed: dict[str, str] = {}
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId")) or ""
            levels = [_Level() for _ in range(_DEPTH)]
            for element in abstract.iterchildren(qn("w:lvl")):
                depth = _integer(element.get(_ILVL) or "", 0)
                if 0 <= depth < _DEPTH:
                    levels[depth] = _read_level(element)
            self._lists[key] = _List(levels)
            borrowed[key] = value(abstract, "w:numStyleLink")
        for num in numbering.iterchildren(qn("w:num")):
            starts = {
                _integer(override.get(_ILVL) or "", 0): _integer(start, 1)
                for override in num.iterchildren(qn("w:lvlOverride"))
                if (start := value(override, "w:startOverride"))
            }
            key = value(num, "w:abstractNumId")
            self._instances[num.get(_NUM_ID) or ""] = _Instance(key, starts)
        # A list that is kept in a list style is borrowed from there.
        for key, style in borrowed.items():
            num_id = style_numbering(self._styles, style).num_id if style else ""
            lender = self._instances.get(num_id)
            if lender is not None and lender.abstract in self._lists:
                self._lists[key] = self._lists[lender.abstract]


def style_numbering(styles: StyleSheet, style: str) -> StyleNumbering:
    """What a style of a file says of lists, the styles it is based on included."""
    num_id, level, family = "", -1, []
    for element in styles.ancestry(style):
        family.append(element.get(qn("w:styleId")) or "")
        num_id = num_id or value(element, "w:pPr/w:numPr/w:numId")
        level = level if level >= 0 else _integer(value(element, "w:pPr/w:numPr/w:ilvl"), -1)
    return StyleNumbering(num_id, level, tuple(family))


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
    return _show_number(counts, levels, level)


def _show_number(counts: list[int | None], levels: list[_Level], level: int) -> str:
    """Write the number of `level`, without the full stop, colon or bracket that closes it."""
    own = levels[level]
    if own.form in {"bullet", "none"}:
        return ""

    def digits(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        count = counts[depth]
        # A level nobody has used yet shows the number before its first: 0.1.
        number = levels[depth].start - 1 if count is None else count
        return format_number(number, "decimal" if own.legal else levels[depth].form)

    return " ".join(_PLACE.sub(digits, own.text).split()).rstrip(".:)").rstrip()


def format_number(number: int, form: str) -> str:
    """Write a number in a format of 17.18.59; those that no report has are left in digits.

    >>> [format_number(28, form) for form in ("decimal", "lowerLetter", "upperRoman", "bullet")]
    ['28', 'bb', 'XXVIII', '']
    """
    if form in {"bullet", "none"}:
        return ""
    if form in {"upperLetter", "lowerLetter"} and number > 0:
        # After Z comes AA, then BB: the letter again, once more.
        repeats, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) * (repeats + 1)
        return text.upper() if form == "upperLetter" else text
    if form in {"upperRoman", "lowerRoman"} and number > 0:
        text = ""
        for worth, letters in _ROMAN:
            while number >= worth:
                text, number = text + letters, number - worth
        return text.upper() if form == "upperRoman" else text
    return f"{number:02}" if form == "decimalZero" else str(number)


def _read_level(element: Element) -> _Level:
    return _Level(
        text=value(element, "w:lvlText"),
        form=value(element, "w:numFmt", "decimal"),
        start=_integer(value(element, "w:start"), 1),
        restart=_integer(value(element, "w:lvlRestart"), _DEPTH),
        style=value(element, "w:pStyle"),
        legal=is_on(element, "w:isLgl"),
    )


def _integer(written: str, otherwise: int) -> int:
    return min(whole_number(written, otherwise), _HIGHEST)


class NumberingPart:
    """The lists of a package that its styles are linked to, and new ones added to them."""

    def __init__(self, package: Package) -> None:
        """Read the part; raises KeyError where the package has none."""
        self._package = package
        self._name = package.related("numbering") or "word/numbering.xml"
        self._root = package.xml(self._name)
        self._styles = StyleSheet(package.related_xml("styles"))
        self._nums = {num.get(_NUM_ID): num for num in self._root.findall(qn("w:num"))}

    @property
    def next_id(self) -> int:
        """First list id that is free."""
        return max((whole_number(number or "", 0) for number in self._nums), default=0) + 1

    def abstract_numbers(self, styles: Sequence[str]) -> Mapping[str, str]:
        """Abstract list of each style that is linked to one, by itself or an ancestor."""
        num_ids = {style: style_numbering(self._styles, style).num_id for style in styles}
        abstract = {e.get(_ABSTRACT) for e in self._root.iterchildren(qn("w:abstractNum"))}
        return {
            style: value(self._nums[num_id], "w:abstractNumId")
            for style, num_id in num_ids.items()
            if num_id in self._nums and value(self._nums[num_id], "w:abstractNumId") in abstract
        }

    def left_indent(self, style: str) -> int:
        """Left indent of a style, in twentieths of a point."""
        indent = next(self._styles.inherited(style, "w:pPr/w:ind"), None)
        return 0 if indent is None else twips(indent.get(qn("w:left")), 0)

    def indents(self, style: str) -> tuple[Element, ...]:
        """The indents of the list that a style is linked to; none where it is on no list."""
        abstract = self.abstract_numbers((style,)).get(style)
        level = max(0, style_numbering(self._styles, style).level)
        of_list = (
            e for e in self._root.findall(qn("w:abstractNum")) if e.get(_ABSTRACT) == abstract
        )
        levels = (e for each in of_list for e in each.findall(qn("w:lvl")))
        own = (e.find(qn("w:pPr/w:ind")) for e in levels if e.get(_ILVL) == str(level))
        return tuple(indent for indent in own if indent is not None)

    def add_labels(self, label: str, style: str) -> int:
        """Add a list that shows `label` before each paragraph of `style`; returns its id."""
        lists = self._root.findall(qn("w:abstractNum"))
        taken = (whole_number(each.get(_ABSTRACT) or "", 0) for each in lists)
        abstract = etree.Element(qn("w:abstractNum"), {_ABSTRACT: str(max(taken, default=0) + 1)})
        etree.SubElement(abstract, qn("w:multiLevelType"), {VAL: "singleLevel"})
        level = etree.SubElement(abstract, qn("w:lvl"), {_ILVL: "0"})
        said = {"start": "1", "numFmt": "none", "pStyle": style, "suff": "space", "lvlText": label}
        for name, said_value in said.items():
            etree.SubElement(level, qn(f"w:{name}"), {VAL: said_value})
        etree.SubElement(level, qn("w:lvlJc"), {VAL: "left"})
        indent = {qn("w:left"): "0", qn("w:firstLine"): "0"}
        etree.SubElement(etree.SubElement(level, qn("w:pPr")), qn("w:ind"), indent)
        etree.SubElement(etree.SubElement(level, qn("w:rPr")), qn("w:b"))
        if lists:
            lists[-1].addnext(abstract)
        else:
            self._root.insert(0, abstract)
        number = self.next_id
        num = etree.Element(qn("w:num"), {_NUM_ID: str(number)})
        etree.SubElement(num, _ABSTRACT, {VAL: abstract.get(_ABSTRACT) or ""})
        nums = self._root.findall(qn("w:num"))
        (nums[-1] if nums else abstract).addnext(num)
        self._nums[str(number)] = num
        self._package.set_xml(self._name, self._root)
        return number

    def add(self, numbers: Iterable[tuple[int, str]]) -> None:
        """Add lists of the given ids, each of an abstract list and starting at 1."""
        last = self._root.findall(qn("w:num"))[-1]
        for number, abstract in numbers:
            num = etree.Element(qn("w:num"), {_NUM_ID: str(number)})
            etree.SubElement(num, qn("w:abstractNumId"), {VAL: abstract})
            override = etree.SubElement(num, qn("w:lvlOverride"), {_ILVL: "0"})
            etree.SubElement(override, qn("w:startOverride"), {VAL: "1"})
            last.addnext(num)
            last = num
        self._package.set_xml(self._name, self._root)
