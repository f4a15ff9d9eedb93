"""Agendas of every layout, made up: what is written, and what is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from hypothesis import strategies as st

from tests.sources.minutes.build import Shape, as_text, p, running, write
from tests.sources.minutes.pdfs import of_lines

HEAD = (
    "Referat af møde i Netværket for Boliger",
    "Dato: 4. maj 2026",
    "Til stede: Alfa Alfasen, Greve Kommune",
    "Afbud: Beta Betasen, Faxe Kommune",
)
TITLES = (
    "Godkendelse af dagsorden",
    "Status på boliger",
    "Takster 2027",
    "Rekruttering og fastholdelse",
    "Økonomi",
    "Orientering fra sekretariatet",
    "Samarbejde med Region Sjælland",
    "Eventuelt",
)
SAID = (
    "Alfa fortalte om arbejdet i kommunerne og om de nye regler.",
    "Der var en god snak om hverdagen på stederne.",
    "Flere kommuner har venteliste.",
)
LISTED = ("Boliger", "Skoler og dagtilbud", "Veje", "Løn", "Priser", "Unge over 18 år")
PROPOSED = (
    "at status tages til efterretning",
    "at der nedsættes en arbejdsgruppe",
    "at sagen genoptages til efteråret",
)
DECIDED = ("Godkendt.", "Udsat.", "Drøftet.", "Anbefalet.", "Taget til efterretning.")
BLOCKS = ("Resume", "Sagsfremstilling", "Indstilling")
LEADS = ("Der er tre forhold:", "Netværket pegede på følgende:", "Det drejer sig om")


class Layout(StrEnum):
    """How the agenda is laid out."""

    NUMBERED = "numbered"
    LISTED = "agenda first, headings numbered"
    TITLED = "agenda first, headings without numbers"
    AD = "agenda first, then the number alone"
    CONTENTS = "list of contents first"
    TWO_COLUMNS = "two columns"
    THREE_COLUMNS = "three columns"

    @property
    def is_table(self) -> bool:
        """Whether the items stand in a table."""
        return self in {Layout.TWO_COLUMNS, Layout.THREE_COLUMNS}


class Form(StrEnum):
    """What file it is."""

    TEXT = "referat.txt"
    WORD = "referat.docx"
    PDF = "referat.pdf"


@dataclass(frozen=True)
class Item:
    """An item as it is written, and what it decides."""

    number: int
    title: str
    proposal: tuple[str, ...]
    minutes: tuple[str, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class Minutes:
    """Minutes of a layout."""

    layout: Layout
    form: Form
    style: str
    items: tuple[Item, ...]
    gaps: bool = True
    """Whether a blank line stands above every heading."""
    bold: bool = False
    data: bytes | str = field(default=b"", repr=False)


@st.composite
def _items(draw: st.DrawFn, layout: Layout) -> tuple[Item, ...]:
    first = draw(st.sampled_from([1, 1, 7, 49, 183]))
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=2, max_size=5, unique=True))
    by_blocks = draw(st.booleans())
    return tuple(
        draw(_item(number, title, layout, by_blocks))
        for number, title in zip(count(first), titles, strict=False)
    )


@st.composite
def _item(draw: st.DrawFn, number: int, title: str, layout: Layout, by_blocks: bool) -> Item:
    proposal: list[str] = []
    minutes: list[str] = []
    proposals: list[str] = []
    if by_blocks:
        if draw(st.booleans()):
            proposal += ["Sagsfremstilling", *draw(_text())]
        proposals = draw(st.lists(st.sampled_from(PROPOSED), max_size=3, unique=True))
        if proposals and layout is not Layout.TWO_COLUMNS:
            lead = "Sekretariatet indstiller"
            if len(proposals) == 1:
                proposal += ["Indstilling", f"{lead}, {proposals[0]}."]
            else:
                entries = [f"{at}. {words}" for at, words in enumerate(proposals, 1)]
                proposal += ["Indstilling", f"{lead},", *entries]
    else:
        minutes += draw(_text())
    decided = draw(st.sampled_from(DECIDED))
    decisions = [decided]
    if not by_blocks:
        label = draw(st.sampled_from(["", "Beslutning: "]))
        minutes.append(label + decided)
    else:
        label = draw(
            st.sampled_from(["Beslutning", "Beslutning i netværksgruppen den 4. maj 2026"])
        )
        if len(proposals) > 1 and layout is not Layout.TWO_COLUMNS and draw(st.booleans()):
            each = draw(st.sampled_from(DECIDED))
            decisions = [f"Ad {at}. {each}" for at in range(1, len(proposals) + 1)]
        minutes += [label, *decisions]
    return Item(number, title, tuple(proposal), tuple(minutes), tuple(decisions))


@st.composite
def _text(draw: st.DrawFn) -> list[str]:
    lines = [draw(st.sampled_from(SAID))]
    if draw(st.booleans()):
        entries = draw(st.lists(st.sampled_from(LISTED), min_size=1, max_size=4, unique=True))
        lines.append(draw(st.sampled_from(LEADS)))
        lines += [f"{at}. {words}" for at, words in enumerate(entries, 1)]
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(SAID)))
    return lines


@st.composite
def minutes(draw: st.DrawFn) -> Minutes:
    """Minutes of any layout, as a file of any form."""
    layout = draw(st.sampled_from(Layout))
    form = draw(st.sampled_from([Form.TEXT, Form.WORD] if layout.is_table else list(Form)))
    styles = ["{}. {}", "{}) {}", "Punkt {}: {}", "{} – {}", "Pkt. {} {}", "Sag nr. {}: {}"]
    made = Minutes(
        layout,
        form,
        draw(st.sampled_from(styles)),
        draw(_items(layout)),
        gaps=draw(st.booleans()),
        bold=draw(st.booleans()),
    )
    return Minutes(
        made.layout, made.form, made.style, made.items, made.gaps, made.bold, _written(made)
    )


def _written(made: Minutes) -> bytes | str:
    if made.layout.is_table:
        shape = _table(made)
        characters = (25, 45, 90) if made.layout is Layout.THREE_COLUMNS else (30, 90)
        return as_text(shape, characters) if made.form is Form.TEXT else write(shape)
    lines: list[str] = [*HEAD, ""]
    bold: set[int] = set()
    if made.layout is Layout.CONTENTS:
        lines += ["Indholdsfortegnelse"]
        lines += [f"{item.number} {item.title} ..... {item.number % 9}" for item in made.items]
        lines += [""]
    elif made.layout is not Layout.NUMBERED:
        lines += ["Dagsorden:", *(f"{item.number}. {item.title}" for item in made.items), ""]
    for item in made.items:
        if made.gaps and lines[-1]:
            lines.append("")
        bold.add(len(lines))
        if made.layout is Layout.AD:
            lines.append(f"Ad {item.number}")
        elif made.layout is Layout.TITLED:
            lines.append(item.title)
        else:
            lines.append(made.style.format(item.number, item.title))
        lines += [*item.proposal, *item.minutes]
    if made.form is Form.TEXT:
        return "\n".join(lines)
    own = bold if made.bold else set()
    if made.form is Form.PDF:
        return of_lines(lines, own)
    return running([("", line) for line in lines], bold=own)


def _table(made: Minutes) -> Shape:
    three = made.layout is Layout.THREE_COLUMNS
    rows = [
        [
            [p(f"{item.number}. {item.title}")],
            *([[p(line) for line in item.proposal]] if three else []),
            [p(line) for line in (*(() if three else item.proposal), *item.minutes)],
        ]
        for item in made.items
    ]
    headers = ["Dagsordenspunkt", *(["Uddybning"] if three else []), "Referat"]
    return Shape([p(line) for line in HEAD], headers, rows, [5, *([6] if three else []), 12])
