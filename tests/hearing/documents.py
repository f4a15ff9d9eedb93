"""Documents to send out and answers to get back, made of plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportgen.hearing.model import (
    Author,
    BaseBlock,
    BaseDocument,
    CellPlace,
    Para,
    Returned,
    Tracked,
)
from reportgen.report.ids import Anchor
from reportgen.report.wording.text import Line, ListKind, Run, parse

SECTIONS = {"1.1": "Formål", "3.1": "Årets arbejde", "3.6": "Udfordringer", "3.7": "Anbefalinger"}
OF_LETTER = {"U": "3.6", "A": "3.7"}
FAXE, GREVE, HOLBAEK = "Faxe Kommune", "Greve Kommune", "Holbæk Kommune"
ORDER = (FAXE, GREVE, HOLBAEK)


def line(text: str) -> Line:
    (made,) = parse(text)
    return made


def para(text: str, style: str = "Normal", *anchors: str) -> Para:
    return Para(line(text), tuple(map(Anchor, anchors)), style)


def point(id_: str, heading: str, text: str) -> BaseBlock:
    return BaseBlock(id_, OF_LETTER[id_[0]], text, heading)


def prose(id_: str, text: str) -> BaseBlock:
    return BaseBlock(id_, id_.partition("/")[0], text)


UNWORDED = "Ordlyden er ikke skrevet endnu. Netværkets ønske står i kommentaren."


def point_paras(block: BaseBlock) -> list[Para]:
    paras = [Para(Line((Run(block.heading or "Nyt punkt"),)), (Anchor(f"{block.id}#h"),), "Punkt")]
    if block.waiting:
        paras.append(
            Para(Line((Run(UNWORDED, italic=True),)), (Anchor(f"{block.id}#w"),), "Punkttekst")
        )
    paras += [
        Para(each, (Anchor(f"{block.id}#t{n}"),), "Punkttekst")
        for n, each in enumerate(parse(block.text), 1)
    ]
    source = Line((Run(f"Kilde: Netværksmøde · {block.id}"),))
    return [*paras, Para(source, (Anchor(f"{block.id}#m"),), "Kildelinje")]


def document(blocks: Sequence[BaseBlock], cells: Sequence[Sequence[str]] = ()) -> BaseDocument:
    """A report of a cover, the sections with their blocks, and one table of key figures."""
    paras = [para("Årsrapport 2022", "Title")]
    for section, title in SECTIONS.items():
        paras.append(Para(Line((Run(title),)), (Anchor(f"§{section}"),), "Heading2"))
        if section == "3.1":
            paras.append(para("Afsnittet bygger på referaterne.", "Note"))
        for block in blocks:
            if block.section != section:
                continue
            if "/" in block.id:
                paras += [
                    Para(each, (Anchor(f"{block.id}#t{n}"),), "Normal")
                    for n, each in enumerate(parse(block.text), 1)
                ]
            else:
                paras += point_paras(block)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            anchors = (Anchor(f"Nøgletal!{'ABCDEF'[column]}{row + 1}"),) if row else ()
            paras.append(Para(line(text), anchors, "Tabeltekst", CellPlace(0, row, column)))
    return BaseDocument(tuple(paras), tuple(blocks), prose=frozenset({"1.1", "3.1"}))


REPORT = document(
    [
        prose("1.1/1", "Netværksgruppen aflægger hvert år rapport til styregruppen."),
        prose("1.1/2", "Rapporten gør status på det år, der er gået."),
        prose("3.1/1", "Barnets Lov giver anledning til både forventning og bekymring."),
        prose("3.1/2", "Temadagen samlede omkring 150 deltagere fra hele regionen."),
        prose("3.1/3", "Netværket har drøftet et første udkast til program."),
        point(
            "U1", "Diagnoser", "Stadig flere børn og unge får en diagnose.\nÅrsagen kendes ikke."
        ),
        point("U2", "Dagbehandling", "Området har store udsving i kvaliteten af tilbud."),
        point("U3", "Økonomi", "Udgiften er 563.935 kr. pr. barn i de små kommuner."),
        point("A1", "Fælles ramme", "Kommunerne laver en fælles ramme for dagbehandling."),
    ],
    [["Indikator", "Værdi"], ["Antal anbragte", "1.204"], ["Antal underretninger", "7.310"]],
)


@dataclass
class Copy:
    """A member's copy while it is being edited, as one does in Word."""

    base: BaseDocument
    party: str = FAXE
    paras: list[Para] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.paras = list(self.base.paragraphs)

    def at(self, anchor: str) -> int:
        return next(i for i, each in enumerate(self.paras) if anchor in each.anchors)

    def replace(self, anchor: str, old: str, new: str) -> Copy:
        i = self.at(anchor)
        text = self.paras[i].plain
        assert old in text
        self.paras[i] = replace(
            self.paras[i],
            line=Line(
                (Run(text.replace(old, new, 1)),) if text != old or new else (), ListKind.NONE
            ),
        )
        return self

    def markup(self, anchor: str, text: str) -> Copy:
        i = self.at(anchor)
        self.paras[i] = replace(self.paras[i], line=line(text))
        return self

    def tracked(self, anchor: str, start: int, end: int, name: str = "Leder") -> Copy:
        i = self.at(anchor)
        mark = Tracked(start, end, Author(name, "2022-11-20T10:00:00Z"))
        self.paras[i] = replace(self.paras[i], tracked=(*self.paras[i].tracked, mark))
        return self

    def delete(self, *anchors: str) -> Copy:
        self.paras = [each for each in self.paras if not set(each.anchors) & set(anchors)]
        return self

    def delete_block(self, block: str) -> Copy:
        self.paras = [
            each
            for each in self.paras
            if not any(anchor.partition("#")[0] == block for anchor in each.anchors)
        ]
        return self

    def insert_after(self, anchor: str, *new: Para) -> Copy:
        i = self.at(anchor) + 1
        self.paras[i:i] = new
        return self

    def move_block(self, block: str, after: str) -> Copy:
        moved = [p for p in self.paras if any(a.partition("#")[0] == block for a in p.anchors)]
        self.delete_block(block)
        return self.insert_after(after, *moved)

    def stripped(self) -> Copy:
        """Without any bookmark and style, as some editors leave a document."""
        self.paras = [replace(each, anchors=(), style="") for each in self.paras]
        return self

    def returned(self, party: str = "") -> Returned:
        named = party or self.party
        objects = self.base.objects
        return Returned(named, tuple(self.paras), file=f"{named}.docx", objects=objects)
