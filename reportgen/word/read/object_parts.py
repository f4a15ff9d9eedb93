"""What an object shows that keeps it in a part of its own: charts, pictures, embedded files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.hearing.model import DocumentObject, Fact, FactKind, ObjectKind
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element, parse
from reportgen.problems import limits
from reportgen.word.elements.runs import composed
from reportgen.word.read.objects import RawObject

_SERIES, _POINT = qn("c:ser"), qn("c:pt")
_VALUES = (qn("c:val"), qn("c:yVal"), qn("c:bubbleSize"))
_CATEGORIES = (qn("c:cat"), qn("c:xVal"))
_TITLE, _TEXT, _CHART = qn("c:title"), qn("a:t"), qn("c:chart")
_AXES = tuple(qn(f"c:{name}Ax") for name in ("cat", "val", "date", "ser"))


@dataclass(frozen=True, slots=True)
class ForeignText:
    """A part in another format, whose text others read."""

    content_type: str
    data: bytes


def digest_of(data: bytes) -> str:
    """What tells one part from another."""
    return hashlib.sha256(data).hexdigest()


class ObjectParts:
    """Reads the parts that objects show; equal parts of several files are read once."""

    def __init__(self) -> None:
        self._charts: dict[bytes, tuple[Fact, ...]] = {}
        self._diagrams: dict[bytes, tuple[Fact, ...]] = {}
        self._digests: tuple[Package | None, dict[str, str]] = None, {}
        """Those of the parts of the file that is being read."""

    def shown(self, raw: RawObject, package: Package, targets: Mapping[str, str]) -> DocumentObject:
        """An object of a part as plain data; `targets` are the part's, by their relationship.

        What is missing or damaged shows nothing.
        """
        facts = list(raw.facts)
        found = [targets[part] for part in raw.parts if part in targets]
        for target in found:
            name = package.resolve(target)
            if name not in package.parts:
                facts.append(Fact(FactKind.CONTENT, target, "address"))
            elif raw.kind is ObjectKind.CHART:
                facts += self._chart(package.parts[name])
            elif raw.kind is ObjectKind.DIAGRAM:
                facts += self._diagram(package.parts[name])
            else:
                facts.append(Fact(FactKind.CONTENT, self._digest(package, name)))
        return DocumentObject(raw.kind, tuple(facts), max(raw.paragraph, 0), raw.authors)

    def _chart(self, data: bytes) -> tuple[Fact, ...]:
        if data not in self._charts:
            self._charts[data] = tuple(_chart_facts(data))
        return self._charts[data]

    def _diagram(self, data: bytes) -> tuple[Fact, ...]:
        if data not in self._diagrams:
            self._diagrams[data] = tuple(_words(data))
        return self._diagrams[data]

    def _digest(self, package: Package, name: str) -> str:
        """Digest of a part, which many objects of a file may show."""
        if self._digests[0] is not package:
            self._digests = package, {}
        digests = self._digests[1]
        if name not in digests:
            digests[name] = digest_of(package.parts[name])
        return digests[name]


def _words(data: bytes) -> Iterator[Fact]:
    """The words of a SmartArt graphic."""
    try:
        root = parse(data)
    except ValueError:
        return
    words = (
        " ".join("".join(t.text or "" for t in p.iter(_TEXT)).split()) for p in root.iter(qn("a:p"))
    )
    yield Fact(FactKind.TEXT, "\n".join(filter(None, words)))


def _chart_facts(data: bytes) -> Iterator[Fact]:
    """Everything that a chart plots and says (ECMA-376 part 1, 21.2)."""
    try:
        root = parse(data)
    except ValueError:
        root = None
    if (
        root is None
        or root.find(_CHART) is None
        or len(list(root.iter(_POINT))) > limits.MOST_PLOTTED_VALUES
    ):
        yield Fact(FactKind.CONTENT, digest_of(data))
        return
    plots = dict.fromkeys(series.getparent() for series in root.iter(_SERIES))
    form = " ".join(
        " ".join(filter(None, map(_form, _kinds(plot)))) for plot in plots if plot is not None
    )
    yield Fact(FactKind.FORM, form)
    axes = list(root.iter(*_AXES))
    for title in root.iter(_TITLE):
        around = title.getparent()
        on_axis = around in axes
        words = composed("".join(text.text or "" for text in title.iter(_TEXT)).strip())
        if words:
            which = str(axes.index(around)) if on_axis and around is not None else ""
            yield Fact(FactKind.AXIS if on_axis else FactKind.TITLE, words, which)
    for number, series in enumerate(root.iter(_SERIES), 1):
        yield from _series_facts(series, number)


def _kinds(plot: Element) -> Iterator[str]:
    yield str(plot.tag).rpartition("}")[2]
    for name in ("c:barDir", "c:grouping"):
        found = plot.find(qn(name))
        yield "" if found is None else found.get("val") or ""


def _form(kind: str) -> str:
    return kind.removesuffix("Chart")


def _series_facts(series: Element, number: int) -> Iterator[Fact]:
    name = " ".join(_points(series.find(qn("c:tx"))).values())
    yield Fact(FactKind.SERIES, name, str(number))
    categories = _points(next(series.iterchildren(*_CATEGORIES), None))
    for at, category in categories.items() if number == 1 else ():
        yield Fact(FactKind.CATEGORY, category, str(at + 1))
    for at, written in _points(next(series.iterchildren(*_VALUES), None)).items():
        yield Fact(FactKind.VALUE, _plain_number(written), f"{at + 1}/{number}")


def _points(data: Element | None) -> dict[int, str]:
    """What a cache holds, by the number of each point."""
    found: dict[int, str] = {}
    for point in () if data is None else data.iter(_POINT):
        index, held = point.get("idx") or "", point.find(qn("c:v"))
        if index.isdecimal() and held is not None and (held.text or "").strip():
            found.setdefault(int(index[:9]), composed(" ".join((held.text or "").split())))
    if data is not None and not found:
        written = "".join(v.text or "" for v in data.iterchildren(qn("c:v"))).strip()
        return {0: composed(written)} if written else {}
    return found


def _plain_number(written: str) -> str:
    """A number without what programs write of it in different ways.

    >>> _plain_number("76.0"), _plain_number("63.400000000000006"), _plain_number("x")
    ('76', '63.4', 'x')
    """
    try:
        return f"{float(written):.10g}"
    except ValueError:
        return written
