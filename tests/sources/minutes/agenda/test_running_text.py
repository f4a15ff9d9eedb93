"""Agendas of many layouts in running text: the items, their decisions, and what is doubtful."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from docx import Document

from reportgen.report.meeting import AgendaItem
from tests.sources.minutes.build import running
from tests.sources.minutes.reading import codes, read

HEAD = "Referat\n\nDato: 4. maj 2026\nTil stede: Alfa Alfasen, Greve Kommune\n\n"

Items = dict[str, tuple[str, tuple[str, ...]]]
"""Title and decisions of each item, by its number."""


@dataclass(frozen=True)
class Kind:
    """Minutes without their head, and what is right."""

    name: str
    text: str
    items: Items


KINDS = (
    Kind(
        "a list inside an item",
        """\
1. Planen
Den har fire dele:
1. Boliger
2. Skoler
3. Veje
Det blev aftalt, at alle læser den.
2. Evt.
Intet.
""",
        {"1": ("Planen", ("Det blev aftalt, at alle læser den.",)), "2": ("Evt.", ())},
    ),
    Kind(
        "numbers that go on from the year before, with a list of proposals",
        """\
183. Godkendelse af dagsorden
Godkendt.

184. Vagtplan
Sekretariatet indstiller, at
1. planen tages til efterretning
2. der findes en afløser
Udsat.

185. Eventuelt
Intet.
""",
        {
            "183": ("Godkendelse af dagsorden", ("Godkendt.",)),
            "184": ("Vagtplan", ("Udsat.",)),
            "185": ("Eventuelt", ()),
        },
    ),
    Kind(
        "an agenda system's blocks below a contents list, each decision to its own proposal",
        """\
Indholdsfortegnelse
49 Godkendelse af dagsorden ........ 2
50 Takster 2027 ..... 3

49 (Åben) Godkendelse af dagsorden
Sagsnr.: 26/123
Indstilling
Formanden indstiller, at dagsordenen godkendes.
Beslutning
Godkendt.

50 (Åben) Takster 2027
Resume
Taksterne stiger.
Sagsfremstilling
Der er to grunde:
1. Løn
2. Priser
Økonomi
Udgiften er en halv million.
Indstilling
Sekretariatet indstiller,
1. at taksterne tages til efterretning,
2. at der nedsættes en gruppe.
Beslutning fra netværksgruppen den 4. maj 2026
Ad 1. Taget til efterretning.
Ad 2. Udsat til september.
Fraværende: Beta Betasen
Bilag
Notat om takster
""",
        {
            "49": ("(Åben) Godkendelse af dagsorden", ("Godkendt.",)),
            "50": (
                "(Åben) Takster 2027",
                ("Ad 1. Taget til efterretning.", "Ad 2. Udsat til september."),
            ),
        },
    ),
    Kind(
        "an agenda first, then each item by its number alone",
        """\
Dagsorden:
1. Velkomst
2. Status på boliger
3. Eventuelt

Til punkt 1
Alfa bød velkommen.
Til punkt 2
Drøftet. Der er tre steder:
1. Havnen
2. Byen
3. Skoven
Til punkt 3
Intet.
""",
        {
            "1": ("Velkomst", ()),
            "2": ("Status på boliger", ("Drøftet.",)),
            "3": ("Eventuelt", ()),
        },
    ),
    Kind(
        "an agenda with what is put forward, then what was said on the line of the number",
        """\
Dagsorden:
1. Godkendelse af dagsorden
Alfa gennemgår den.
2. Budget
Det indstilles, at budgettet godkendes.
3. Evt.

Referat:
Ad 1. Dagsordenen blev godkendt.
Ad 2. Budgettet blev gennemgået.
Udsat til næste møde.
Ad 3. Intet.
""",
        {
            "1": ("Godkendelse af dagsorden", ("Dagsordenen blev godkendt.",)),
            "2": ("Budget", ("Udsat til næste møde.",)),
            "3": ("Evt.", ()),
        },
    ),
    Kind(
        "an agenda first, then its titles again without numbers",
        """\
Dagsorden
1. Velkomst
2. Status på boliger
3. Eventuelt

Velkomst
Alfa bød velkommen.

Status på boliger
Der bygges flere. Godkendt.

Eventuelt
Intet.
""",
        {
            "1": ("Velkomst", ()),
            "2": ("Status på boliger", ("Godkendt.",)),
            "3": ("Eventuelt", ()),
        },
    ),
    Kind(
        "headings that are said again below themselves",
        """\
1. Godkendelse af dagsorden
1. Godkendelse af dagsorden
Godkendelse af dagsorden.
Godkendt.

2. Orientering
Orientering
Beslutning
Orienteringen blev taget til efterretning.
""",
        {
            "1": ("Godkendelse af dagsorden", ("Godkendt.",)),
            "2": ("Orientering", ("Orienteringen blev taget til efterretning.",)),
        },
    ),
)


def read_items(agenda: tuple[AgendaItem, ...]) -> Items:
    """The items in the shape of the table."""
    return {item.key: (item.title, item.decisions) for item in agenda}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("form", ["text", "word"])
def test_an_agenda_gives_its_items_and_decisions(kind: Kind, form: str) -> None:
    text = HEAD + kind.text
    lines = [("", line) for line in text.split("\n")]
    minutes = read(text) if form == "text" else read(running(lines), "referat.docx")
    assert minutes.meeting is not None

    assert read_items(minutes.meeting.agenda) == kind.items
    assert not minutes.problems


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_below_the_first_number_is_a_heading_of_the_document(kind: Kind) -> None:
    meeting = read(HEAD + kind.text).meeting
    assert meeting is not None

    headings = [left.text for left in meeting.left_out if left.reason == "dokumentets overskrift"]
    assert headings == ["Referat"] or not headings


def test_a_proposal_is_no_task_and_stands_with_what_was_put_forward() -> None:
    text = "1. Vagtplan\nSekretariatet indstiller, at der findes en afløser.\nDrøftet.\n"
    meeting = read(HEAD + text + "2. Eventuelt\nIntet.\n").meeting
    assert meeting is not None
    item = meeting.agenda[0]

    assert item.proposal == "Sekretariatet indstiller, at der findes en afløser."
    assert (item.minutes, item.decisions, item.tasks) == ("Drøftet.", ("Drøftet.",), ())


def test_what_stands_below_an_entry_of_the_agenda_was_put_forward_for_it() -> None:
    kind = KINDS[4]
    meeting = read(HEAD + kind.text).meeting
    assert meeting is not None

    assert [item.proposal for item in meeting.agenda] == [
        "Alfa gennemgår den.",
        "Det indstilles, at budgettet godkendes.",
        None,
    ]


def test_a_line_that_may_be_either_is_doubted() -> None:
    text = "1. Boliger\nDer bygges.\n2. Takster\nVi mangler:\n1. Plads\n2. Tid\n"

    assert "minutes-line-as-entry" in codes(read(HEAD + text + "3. Økonomi\nDen er god.\n"))


def _document(*blocks: str | list[tuple[str, str]]) -> bytes:
    """A Word file of lines and tables of two columns."""
    document = Document()
    for line in HEAD.split("\n"):
        document.add_paragraph(line)
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=2)
        for words in block:
            for cell, text in zip(table.add_row().cells, words, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_table_inside_an_item_is_no_agenda() -> None:
    data = _document(
        *("1. Velkomst", "Godkendt.", "2. Status", "Se tabellen:"),
        [("Emne", "Status"), ("Boliger", "Færdig"), ("Skoler", "Venter")],
        *("Taget til efterretning.", "3. Eventuelt", "Intet."),
    )
    meeting = read(data, "referat.docx").meeting
    assert meeting is not None

    assert read_items(meeting.agenda) == {
        "1": ("Velkomst", ("Godkendt.",)),
        "2": ("Status", ("Taget til efterretning.",)),
        "3": ("Eventuelt", ()),
    }
    assert "Skoler: Venter" in (meeting.agenda[1].minutes or "")


def test_the_items_of_a_table_go_on_below_it() -> None:
    data = _document(
        [("Punkt", "Referat"), ("1. Velkomst", "Godkendt."), ("2. Status", "Drøftet.")],
        *("3. Takster", "Udsat.", "4. Eventuelt", "Intet."),
    )
    meeting = read(data, "referat.docx").meeting
    assert meeting is not None

    assert read_items(meeting.agenda) == {
        "1": ("Velkomst", ("Godkendt.",)),
        "2": ("Status", ("Drøftet.",)),
        "3": ("Takster", ("Udsat.",)),
        "4": ("Eventuelt", ()),
    }


def test_a_number_alone_has_its_title_below_it() -> None:
    text = "Punkt 1\nVelkomst\n\nGodkendt.\n\nPunkt 2\nEventuelt\n\nIntet.\n"
    meeting = read(HEAD + text).meeting
    assert meeting is not None

    assert read_items(meeting.agenda) == {"1": ("Velkomst", ("Godkendt.",)), "2": ("Eventuelt", ())}


def test_what_is_decided_in_few_words_below_a_proposal_is_no_part_of_it() -> None:
    text = "1. Takster\nIndstilling:\nNetværket anbefaler, at taksten sænkes.\n"
    meeting = read(HEAD + text + "Indstillingen blev fulgt.\n2. Evt.\nIntet.\n").meeting
    assert meeting is not None

    assert meeting.agenda[0].decisions == ("Indstillingen blev fulgt.",)
    assert meeting.agenda[0].minutes == "Indstillingen blev fulgt."


def test_the_entries_below_what_was_decided_are_decisions() -> None:
    text = "1. Takster\nDet blev besluttet:\n1. at mødes igen\n2. at sende et brev\n"
    meeting = read(HEAD + text + "2. Evt.\nIntet.\n").meeting
    assert meeting is not None

    assert meeting.agenda[0].decisions == ("at mødes igen", "at sende et brev")
