"""The year wheel as a native doughnut chart: what is in it, and what is seen of it."""

from __future__ import annotations

import datetime as dt
import io
import math
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart

from reportgen.app.generate import generate
from reportgen.checks.accessibility import contrast
from reportgen.figures.chart import Month, Wheel
from reportgen.opc.namespaces import NAMESPACES
from reportgen.report.inputs import WheelEntry
from reportgen.word.read.inspect.theme import theme_colours
from reportgen.word.write.charts.embed import chart_parts
from reportgen.word.write.charts.theme import theme_xml
from tests.programs import (
    findings,
    needs_libreoffice,
    needs_poppler,
    needs_validator,
    pdf_of,
    text_of,
)
from tests.workspaces import SmallYear

NAMES = (
    *("jan.", "feb.", "marts", "april", "maj", "juni"),
    *("juli", "aug.", "sep.", "okt.", "nov.", "dec."),
)
ACCENT, TINT, PAPER, INK = "0F4C5C", "E8F0F2", "FFFFFF", "1F2933"
OWN_THEME = theme_colours(etree.fromstring(theme_xml()))
DAY = dt.date(2024, 12, 2)


def wheel(meetings: dict[int, tuple[str, str]], title: str = "2025") -> Wheel:
    months = (
        Month(name, *meetings.get(number, ("", ""))) for number, name in enumerate(NAMES, start=1)
    )
    return Wheel(title, tuple(months), "Alt.")


TWO = wheel({5: ("12. maj", "Nøgletal & <mål>"), 11: ("3. og 24. november", "Høring")})
TOPICS = st.lists(
    st.sampled_from(("Nøgletal", "høring", "udviklingstendenserne", "om")), max_size=14
)
WHEELS = st.dictionaries(
    st.integers(1, 12),
    st.tuples(st.sampled_from(("3. maj", "3., 10., 17., 24. og 31. december 2025")), TOPICS),
    min_size=1,
).map(lambda said: wheel({at: (dates, " ".join(topic)) for at, (dates, topic) in said.items()}))


def xml(drawn: Wheel) -> etree._Element:
    return etree.fromstring(chart_parts(drawn, 1).xml)


def find(root: etree._Element, path: str) -> list[str]:
    """Values of the attribute or text nodes that `path` names."""
    found = root.xpath(path, namespaces=dict(NAMESPACES))
    assert isinstance(found, list)
    return [str(each) for each in found]


@dataclass(frozen=True)
class Box:
    """Room that a label takes, in cm from the middle of the wheel."""

    left: float
    top: float
    right: float
    bottom: float


def boxes(root: etree._Element, height: float) -> list[Box]:
    """Where the labels of the outer ring are moved to, from the middles of their slices."""
    found = []
    for index in find(root, "//c:ser[2]//c:dLbl/c:idx/@val"):
        label = f"//c:ser[2]//c:dLbl[c:idx/@val={index}]"
        (right,), (down,) = find(root, f"{label}//c:x/@val"), find(root, f"{label}//c:y/@val")
        angle = math.radians(15 + 30 * int(index))
        radius = height / 2 * 5 / 6
        x = math.sin(angle) * radius + float(right) * 16
        y = -math.cos(angle) * radius + float(down) * height
        lines = find(root, f"{label}//a:t/text()")
        wide, high = max(map(len, lines)) * 0.16 / 2, len(lines) * 0.4 / 2
        found.append(Box(x - wide, y - high, x + wide, y + high))
    return found


def test_the_months_have_equal_parts_clockwise_from_the_top() -> None:
    root = xml(TWO)
    assert len(find(root, "//c:doughnutChart")) == 1
    assert find(root, "//c:firstSliceAng/@val") == ["0"]
    assert find(root, "//c:ser[1]/c:cat//c:v/text()") == list(NAMES)
    assert find(root, "//c:ser/c:val//c:v/text()") == ["1"] * 24
    assert find(root, "//c:view3D") == []


def test_months_with_meetings_are_told_by_more_than_colour() -> None:
    root = xml(TWO)
    dark = find(root, "//c:ser[1]/c:dPt[.//a:schemeClr/@val='accent1']/c:idx/@val")
    bold = find(root, "//c:ser[1]//c:dLbl[.//a:defRPr/@b='1']/c:idx/@val")
    assert dark == bold == ["4", "10"]
    assert find(root, "//c:ser[2]//c:dLbl/c:idx/@val") == ["4", "10"]
    assert find(root, "//c:ser[2]//c:dLbl//a:t/text()") == [
        *("12. maj", "Nøgletal & <mål>"),
        *("3. og 24. november", "Høring"),
    ]


def test_marks_and_names_stand_out_from_what_is_behind_them() -> None:
    root = xml(TWO)
    fills = find(root, "//c:ser[1]/c:dPt/c:spPr/a:solidFill/a:schemeClr/@val")
    assert {OWN_THEME[fill] for fill in fills} == {ACCENT, TINT}
    assert contrast(ACCENT, TINT) >= 3
    assert contrast(ACCENT, PAPER) >= 3
    on_dark = find(root, "//c:ser[1]//c:dLbl//a:defRPr//a:schemeClr/@val")
    others = find(root, "//c:ser[1]/c:dLbls/c:txPr//a:defRPr//a:schemeClr/@val")
    assert all(contrast(OWN_THEME[colour], ACCENT) >= 4.5 for colour in on_dark)
    assert all(contrast(OWN_THEME[colour], TINT) >= 4.5 for colour in others)


def test_no_slice_has_the_colour_of_its_series() -> None:
    # LibreOffice would take it for a slice without a colour, and give it another.
    root = xml(wheel(dict.fromkeys(range(1, 13), ("1. maj", "Emne"))))
    own = set(find(root, "//c:ser[1]/c:spPr/a:solidFill/a:schemeClr/@val"))
    assert own
    assert own.isdisjoint(find(root, "//c:ser[1]/c:dPt/c:spPr/a:solidFill/a:schemeClr/@val"))


def test_the_ring_outside_the_months_is_not_seen() -> None:
    root = xml(TWO)
    assert len(find(root, "//c:ser[2]/c:dPt/c:spPr/a:noFill")) == 12
    assert len(find(root, "//c:ser[2]/c:dPt/c:spPr/a:ln/a:noFill")) == 12


def test_labels_of_a_doughnut_have_no_place_of_their_own() -> None:
    # ECMA-376 knows none for them, and Word takes the file for broken.
    assert find(xml(TWO), "//c:dLblPos") == []


@given(drawn=WHEELS)
def test_what_stands_beside_the_wheel_is_clear_of_it_and_of_each_other(drawn: Wheel) -> None:
    parts = chart_parts(drawn, 1)
    placed = boxes(etree.fromstring(parts.xml), parts.height_cm)
    assert len(placed) == sum(bool(month.dates) for month in drawn.months)
    for box in placed:
        assert -8 <= box.left < box.right <= 8
        assert max(-box.top, box.bottom) <= parts.height_cm / 2 + 0.01
        nearest = math.hypot(max(box.left, -box.right, 0.0), max(box.top, -box.bottom, 0.0))
        assert nearest >= parts.height_cm / 3
    for one, other in combinations(placed, 2):
        beside = one.right <= other.left or other.right <= one.left
        above = one.bottom <= other.top + 0.01 or other.bottom <= one.top + 0.01
        assert beside or above


@given(drawn=WHEELS)
def test_a_label_is_never_higher_or_wider_than_there_is_room_for(drawn: Wheel) -> None:
    root = xml(drawn)
    for index in find(root, "//c:ser[2]//c:dLbl/c:idx/@val"):
        lines = find(root, f"//c:ser[2]//c:dLbl[c:idx/@val={index}]//a:t/text()")
        assert len(lines) <= 4
        assert all(len(line) <= 22 for line in lines)


@pytest.mark.parametrize(
    ("topic", "lines"),
    [
        ("Temadag", ["Temadag"]),
        ("Kommunikationsindsatserne i regionen", ["Kommunikationsindsats…", "i regionen"]),
        (
            "Et; to; tre, " * 9,
            ["Et; to; tre, Et; to;", "tre, Et; to; tre, Et;", "to; tre, Et; to; tre…"],
        ),
        ("", []),
    ],
)
def test_a_topic_is_broken_between_words_and_cut_where_it_ends(
    topic: str, lines: list[str]
) -> None:
    root = xml(wheel({5: ("12. maj", topic)}))
    assert find(root, "//c:ser[2]//c:dLbl//a:t/text()") == ["12. maj", *lines]


def test_the_year_stands_in_the_middle_and_smaller_where_it_is_two() -> None:
    one, two = xml(TWO), xml(wheel({1: ("12. januar 2026", "")}, title="2025-2026"))
    assert find(one, "//c:title//a:t/text()") == ["2025"]
    assert find(two, "//c:title//a:t/text()") == ["2025-2026"]
    sizes = [int(find(root, "//c:title//a:rPr/@sz")[0]) for root in (one, two)]
    assert sizes[0] > sizes[1] >= 900
    assert find(one, "//c:autoTitleDeleted/@val") == ["0"]


def test_the_embedded_workbook_holds_the_months_and_their_parts_and_nothing_else() -> None:
    parts = chart_parts(TWO, 1)
    book = load_workbook(io.BytesIO(parts.workbook))
    assert book.sheetnames == ["Tal"]
    header, *rows = book["Tal"].iter_rows(values_only=True)
    assert header[0] is None
    assert list(header[1:]) == find(xml(TWO), "//c:ser/c:tx//c:v/text()")
    assert rows == [(name, 1, 1) for name in NAMES]
    assert chart_parts(TWO, 1, embed=False).workbook == b""


def test_the_same_wheel_gives_the_same_bytes() -> None:
    assert chart_parts(TWO, 3) == chart_parts(TWO, 3)


def test_another_reader_finds_a_doughnut_with_every_month() -> None:
    root = etree.fromstring(chart_parts(TWO, 1, embed=False).xml)
    # Typed for openpyxl's own trees, it reads lxml's as well.
    read = read_chart(ChartSpace.from_tree(root))  # type: ignore[arg-type,no-untyped-call]
    assert read.tagname == "doughnutChart"
    assert (read.firstSliceAng, read.holeSize) == (0, 33)
    assert [[p.v for p in each.cat.strRef.strCache.pt] for each in read.series] == [list(NAMES)] * 2


# In a report


@pytest.fixture
def planned(small: SmallYear) -> Path:
    """A report with meetings all over the year after, topics long and short."""
    topics = ("Nøgletal & <mål>", "Udviklingstendenser på hele området", "Høring")
    entries = [
        WheelEntry(dt.date(2025, month, 10), topics[at % 3])
        for at, month in enumerate((1, 2, 5, 6, 7, 9, 12))
    ]
    small.write_workbook(wheel=(*entries, WheelEntry(dt.date(2025, 5, 24), "Temadag")))
    return generate(small.year, DAY).path


@needs_validator
def test_the_validator_finds_nothing_in_a_report_with_a_wheel(planned: Path) -> None:
    assert findings(planned) == []


@needs_libreoffice
@needs_poppler
def test_libreoffice_shows_every_month_and_meeting_in_the_two_colours(
    planned: Path, tmp_path: Path
) -> None:
    pdf = pdf_of(planned, tmp_path)
    pages = text_of(pdf).split("\f")
    (number,) = (at for at, page in enumerate(pages) if "Årshjul 2025: 8 møder" in page)
    words = pages[number].split()
    said = "10. januar 10. og 24. maj december Nøgletal Høring; Temadag området 2025"
    assert {*NAMES, *said.split()} <= set(words)
    counted = colours_of(pdf, number)
    # A slice is a twelfth of a ring from 1.5 to 3 cm, here in pixels of a 72nd of an inch. Its
    # edges are mixed with the paper, and its name lies on it.
    whole = math.pi * (3**2 - 1.5**2) / 12 * (72 / 2.54) ** 2
    assert counted[bytes.fromhex(ACCENT)] > 7 * whole * 0.6
    assert counted[bytes.fromhex(TINT)] > 5 * whole * 0.6
    assert [c for c, count in counted.items() if is_bright(c) and count > whole / 4] == []


def colours_of(pdf: Path, number: int) -> dict[bytes, int]:
    """How many pixels of a page have each colour."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        image = document[number].render().to_pil().convert("RGB")
    return {bytes(colour): count for count, colour in image.getcolors(1 << 24)}


def is_bright(colour: bytes) -> bool:
    """Whether it is neither grey nor a petrol as the report's own."""
    red, green, blue = colour
    return max(colour) - min(colour) > 60 and not red < green < blue
