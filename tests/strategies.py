"""What the laws are tried on: texts, bases and changes of every kind, sound and faulty."""

from __future__ import annotations

from hypothesis import strategies as st

from reportgen.problems import Location
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Entry, Kind
from reportgen.report.inputs import PointRow, Status
from reportgen.report.model import Base, Change, ProseLine
from reportgen.report.wording.text import Line, ListKind, Run

SECTIONS = {
    "1.1": "Formål",
    "3.1": "Årets arbejde og temaer",
    "3.6": "Udfordringer og udviklingsbehov",
    "3.7": "Anbefalinger til styregruppen",
    "4.2": "Fokusområder",
    "Bilag 1": "Kilder",
}

WORDS = ("kommunerne", "mangler", "tilbud", "til", "unge", "med", "autisme", "og", "ADHD", "*nu*")

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(
    lambda words: " ".join(words) + "."
)
wordings = st.lists(sentences, min_size=1, max_size=3).map(" ".join)

# The fold's laws need many changes rather than many words: what is alike and what merges
# with what is all that counts in them.
_START = "Kommunerne mangler tilbud til unge med autisme. Det gælder også ADHD."
stock = st.sampled_from(
    (
        _START,
        _START.replace("mangler", "savner"),
        _START.replace("også", "især"),
        _START.replace("unge", "børn og unge") + " Behovet vokser.",
        "Der er for få pladser.",
        "Netværket anbefaler en **fælles** plan.",
    )
)

_FRAGMENTS = (
    "*", "**", "***", "****", "ord", "to ord", " ", "[x](https://a.dk)", "[**a** b](https://a.dk)",
    "[ a](https://b.dk/(c))", "[", "]", "](https://c.dk)", "(", ")", "- ", "1. ", "2. ", "\n", "_",
    "1. december", "\u2060", "\u00ad", "שלום", "🙂", "{{", "<b>", "&",
)  # fmt: skip
markup = st.lists(st.sampled_from(_FRAGMENTS), max_size=14).map("".join) | st.text(max_size=30)
"""Text as it may be typed: marks in every sound and unsound place, and any character."""

runs = st.builds(
    Run,
    markup,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "", "https://a.dk", "mailto:b@c.dk", "https://a.dk/(x y", "#bogmærke"]),
)
paragraphs = st.builds(Line, st.lists(runs, max_size=6).map(tuple), st.sampled_from(list(ListKind)))
"""Paragraphs as Word may hold them, formatted without regard to what marks can say."""


_headings = st.sampled_from(["Tilbud", "Ventetid", "Overgange"])


@st.composite
def bases(draw: st.DrawFn) -> Base:
    """A workbook's points and some prose."""
    points = [
        PointRow(
            id=f"{letter}{number}",
            heading=draw(_headings),
            text=draw(stock),
            sheet=SECTIONS[section],
            cells={"Id": f"A{number + 1}", "Tekst": f"C{number + 1}"},
        )
        for section, letter in ids.LETTERS.items()
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]
    prose = [
        ProseLine(section, number, draw(stock), line=number)
        for section in ("1.1", "3.1", "3.6", "Bilag 1")
        for number in range(1, draw(st.integers(0, 2)) + 1)
    ]
    return Base(
        SECTIONS,
        tuple(points),
        tuple(prose),
        reserved=draw(st.frozensets(st.sampled_from(["U3", "A9", "F2"]))),
    )


_IDS = st.sampled_from(
    ["U1", "U2", "U3", "U9", "A1", "A2", "F1", "F7", "1.1/1", "3.1/1", "3.1/4", "3.6/1",
     "Bilag 1/1", "3.6", "3.1", "X1", "u1", "", "U0"]
)  # fmt: skip
_MAYBE_TEXT = st.none() | stock


@st.composite
def entries(draw: st.DrawFn, *, refs: tuple[str, ...] = ()) -> Entry:
    """An entry of any kind, most of them with something wrong."""
    return DecidedEntry(
        section=draw(st.none() | st.sampled_from([*SECTIONS, "9.9"])),
        position=draw(st.none() | st.integers(-1, 6)),
        id=draw(st.none() | _IDS),
        kind=draw(st.sampled_from(Kind)),
        heading=draw(st.none() | _headings),
        after=draw(st.none() | _IDS),
        status=draw(st.none() | st.sampled_from(Status)),
        challenge=draw(st.none() | st.sampled_from(["U1", "U7", "A1"])),
        input=draw(_MAYBE_TEXT | st.just("der står “unge med autisme”")),
        before=draw(_MAYBE_TEXT),
        text=draw(_MAYBE_TEXT),
        answer=draw(_MAYBE_TEXT),
        closes=tuple(draw(st.lists(st.sampled_from(refs), max_size=2)) if refs else ()),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of several meetings and files, in order."""
    made: list[Change] = []
    for group in range(draw(st.integers(0, 4))):
        for number in range(1, draw(st.integers(1, 4)) + 1):
            known = (*(change.ref for change in made), "2022-01-01/9/9")
            ref = f"{group:03}/{number}"
            made.append(
                Change(
                    ref=draw(st.sampled_from([ref, ref, ref, ref, "000/1"])),
                    entry=draw(entries(refs=known)),
                    group=f"{group:03}.yaml",
                    source=f"Møde {group}",
                    location=Location(f"{group:03}.yaml", line=number),
                )
            )
    return made
