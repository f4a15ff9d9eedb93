"""What stands in a block beside its text, as its own XML tells it.

Where an object keeps what it shows in another part (a chart, a picture), its XML holds only
the relationship; `reportgen.word.read.object_parts` reads what that leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.hearing.model import Author, Fact, FactKind, ObjectKind
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element, outside
from reportgen.word.elements.runs import TEXTUAL, composed, text_of
from reportgen.word.elements.values import value, whole_number

BOX = qn("w:txbxContent")
FOREIGN = frozenset({qn("w:altChunk"), qn("w:subDoc")})
DRAWN = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})
EQUATION, SECTION = qn("m:oMath"), qn("w:sectPr")
BREAK, BREAK_BEFORE = qn("w:br"), qn("w:pageBreakBefore")
CONTROLS = frozenset({qn("w:sdt"), qn("w:ffData")})
_P, _CHARACTER, _KIND = qn("w:p"), qn("w:fldChar"), qn("w:fldCharType")
_FALLBACK = qn("mc:Fallback")
_EMBED, _ID, _LINKED = qn("r:embed"), qn("r:id"), qn("r:link")
_EMU_PER_MM = 36_000
_MM_PER = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96}
_TWIPS_PER_MM = 1440 / 25.4
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]{1,12})(pt|in|cm|mm|px)")
_CHOICES = {
    qn("w:dropDownList"): "rulleliste",
    qn("w:comboBox"): "rulleliste",
    qn("w:ddList"): "rulleliste",
    qn("w:date"): "dato",
    qn("w:textInput"): "tekstfelt",
    qn("w:picture"): "billede",
}
_CHECKBOXES = ("}checkBox", "}checkbox")
"""That of older files, and the one in a content control."""


@dataclass(frozen=True, slots=True)
class RawObject:
    """An object of a block, by what its own XML tells."""

    kind: ObjectKind
    facts: tuple[Fact, ...] = ()
    parts: tuple[str, ...] = ()
    """Relationships that lead to what it shows."""
    paragraph: int = 0
    """Counted from the beginning of the block, or the document; -1 is the one before it."""
    authors: tuple[Author, ...] = field(default=(), compare=False)
    """Who tracked its coming, or changes in it."""


def drawn(element: Element) -> tuple[ObjectKind, tuple[Fact, ...], tuple[str, ...]]:
    """What a ``w:drawing``, ``w:pict`` or ``w:object`` shows, by its own XML."""
    parts: dict[str, None] = {}
    facts: list[Fact] = []
    kind = ObjectKind.SHAPE
    for inside in _shown(element):
        tag = str(inside.tag)
        local = tag.rpartition("}")[2]
        if local == "chart" and inside.get(_ID):
            kind = ObjectKind.CHART
            parts[inside.get(_ID) or ""] = None
        elif local == "relIds":
            kind = ObjectKind.DIAGRAM
            parts[inside.get(qn("r:dm")) or ""] = None
        elif local == "OLEObject":
            kind = ObjectKind.EMBEDDED
            facts.append(Fact(FactKind.FORM, inside.get("ProgID") or ""))
            parts[inside.get(_ID) or ""] = None
        elif local in {"blip", "imagedata"} and kind is not ObjectKind.EMBEDDED:
            kind = ObjectKind.PICTURE if kind is ObjectKind.SHAPE else kind
            parts |= dict.fromkeys(filter(None, map(inside.get, (_EMBED, _ID, _LINKED))))
        elif local == "textpath":
            facts.append(Fact(FactKind.TEXT, inside.get("string") or ""))
        elif local == "prstGeom" and inside.get("prst") != "rect":
            facts.append(Fact(FactKind.FORM, inside.get("prst") or ""))
        elif local == "srcRect":
            facts += _crop(inside)
    alternative = _alternative(element)
    size = _size(element)
    facts += [Fact(FactKind.ALT, alternative)] if alternative else []
    facts += [Fact(FactKind.SIZE, size)] if size else []
    return kind, tuple(facts), tuple(part for part in parts if part)


def _shown(element: Element) -> list[Element]:
    """What is in a drawing, without what stands in for it in old programs, and without boxes."""
    return outside(element, (_FALLBACK, BOX), "*")


def _crop(source: Element) -> Iterator[Fact]:
    written = [source.get(side) or "" for side in ("l", "t", "r", "b")]
    sides = [round(whole_number(each.removeprefix("-"), 0) / 1000) for each in written]
    sides = [-n if each.startswith("-") else n for n, each in zip(sides, written, strict=True)]
    if any(sides):
        yield Fact(FactKind.CROP, " ".join(map(str, sides)))


def _alternative(element: Element) -> str:
    described = next((e for e in element.iter(qn("wp:docPr"))), None)
    if described is None:
        shapes = (e for e in element.iter("*") if "alt" in e.attrib)
        return composed(" ".join(next((e.get("alt") or "" for e in shapes), "").split()))
    said = (described.get("title") or "", described.get("descr") or "")
    return composed(" ".join(" ".join(dict.fromkeys(filter(None, said))).split()))


def _size(element: Element) -> str:
    extent = next((e for e in element.iter(qn("wp:extent"))), None)
    if extent is not None:
        wide, high = (whole_number(extent.get(side) or "", 0) for side in ("cx", "cy"))
        return _millimetres(wide / _EMU_PER_MM, high / _EMU_PER_MM)
    for shape in element.iter("*"):
        lengths = {
            side: float(number) * _MM_PER[unit]
            for side, number, unit in _LENGTH.findall(shape.get("style") or "")
            if number.count(".") < 2 and number != "."
        }
        if len(lengths) == 2:
            return _millimetres(lengths["width"], lengths["height"])
    return ""


def _millimetres(wide: float, high: float) -> str:
    return f"{wide:.1f}x{high:.1f}"


def table_facts(table: Element) -> tuple[Fact, ...]:
    """The words of a table's first row, and its alternative text."""
    properties = table.find(qn("w:tblPr"))
    said = (value(properties, "w:tblCaption"), value(properties, "w:tblDescription"))
    alternative = composed(" ".join(" ".join(dict.fromkeys(filter(None, said))).split()))
    first = next(table.iterchildren(qn("w:tr")), None)
    cells = () if first is None else first.iterchildren(qn("w:tc"))
    words = " | ".join(" ".join("".join(map(text_of, c.iter(*TEXTUAL))).split()) for c in cells)
    facts = [Fact(FactKind.TEXT, words)] if words.strip(" |") else []
    return (*facts, *([Fact(FactKind.ALT, alternative)] if alternative else []))


def equation_facts(equation: Element) -> tuple[Fact, ...]:
    """The characters of a formula, and how it is built of them."""
    words = "".join(map(text_of, equation.iter(*TEXTUAL)))
    built = (str(e.tag).rpartition("}")[2] for e in equation.iter("*"))
    structure = " ".join(tag for tag in built if tag not in {"r", "t", "rPr", "oMath", "ctrlPr"})
    return Fact(FactKind.TEXT, words), Fact(FactKind.FORM, structure)


def control_facts(control: Element) -> tuple[Fact, ...]:
    """What a form field is, and whether it is ticked; nothing where it only holds text."""
    properties = control.find(qn("w:sdtPr")) if control.tag == qn("w:sdt") else control
    for one in () if properties is None else properties.iterchildren("*"):
        tag = str(one.tag)
        if tag.endswith(_CHECKBOXES):
            said = "afkrydset" if _is_ticked(one) else "ikke afkrydset"
            return Fact(FactKind.FORM, "afkrydsningsfelt"), Fact(FactKind.TEXT, said)
        if tag in _CHOICES:
            return (Fact(FactKind.FORM, _CHOICES[tag]),)
    return ()


def _is_ticked(box: Element) -> bool:
    checked = (e for e in box.iterchildren("*") if str(e.tag).endswith("}checked"))
    return any(next(iter(e.attrib.values()), "1") not in {"0", "false"} for e in checked)


def section_facts(section: Element) -> tuple[Fact, ...]:
    """Size and columns of the pages of a section."""
    size = section.find(qn("w:pgSz"))
    wide, high = (
        (whole_number(size.get(qn(side)) or "", 0) / _TWIPS_PER_MM for side in ("w:w", "w:h"))
        if size is not None
        else (0.0, 0.0)
    )
    columns = section.find(qn("w:cols"))
    number = (columns.get(qn("w:num")) or "1") if columns is not None else "1"
    sized = (Fact(FactKind.SIZE, _millimetres(wide, high)),) if wide and high else ()
    return (*sized, Fact(FactKind.FORM, number))


def box_text(root: Element) -> str:
    """Text of a box, a note or a header, a line a paragraph, without page numbers and the like."""
    lines = (" ".join(line.split()) for line in _lines(root))
    return "\n".join(line for line in lines if line)


def _lines(root: Element) -> Iterator[str]:
    counted = {text for simple in root.iter(qn("w:fldSimple")) for text in simple.iter(*TEXTUAL)}
    for paragraph in root.iter(_P):
        depth, pieces = 0, []
        for element in paragraph.iter(*TEXTUAL, _CHARACTER):
            if element.tag == _CHARACTER:
                depth += {"begin": 1, "end": -1}.get(element.get(_KIND) or "", 0)
            elif depth <= 0 and element not in counted:
                pieces.append(text_of(element))
        yield "".join(pieces)


def each_drawing(root: Element) -> Sequence[Element]:
    """Every drawing of a part in order, without those that stand in for another."""
    passed = {e for holder in root.iter(_FALLBACK) for e in holder.iter(*DRAWN)}
    return [element for element in root.iter(*DRAWN) if element not in passed]
