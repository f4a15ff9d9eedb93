"""What a chart is drawn in, and what its letters stand on."""

from __future__ import annotations

from lxml import etree

from reportgen.checks.facts import LetterColours, SeriesColours
from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.xml import parse
from reportgen.word.read.inspect.colours import chart_letters, series_colours
from reportgen.word.read.inspect.theme import name_colours, theme_colours
from reportgen.word.write.charts.theme import theme_xml

DARK, TINT, INK, PAPER = "0F4C5C", "E8F0F2", "1F2933", "FFFFFF"
SHOWN = '<c:showVal val="0"/><c:showCatName val="1"/>'


def filled(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def typed(colour: str, more: str = "") -> str:
    return (
        f"<c:txPr><a:p><a:pPr><a:defRPr {more}>{filled(colour)}</a:defRPr></a:pPr></a:p></c:txPr>"
    )


def chart(plotted: str, after: str = "") -> etree._Element:
    prefixes = " ".join(f'xmlns:{p}="{NAMESPACES[p]}"' for p in ("c", "a"))
    return parse(
        f"<c:chartSpace {prefixes}><c:chart><c:plotArea>{plotted}</c:plotArea></c:chart>"
        f"{after}</c:chartSpace>".encode()
    )


RING = chart(
    "<c:doughnutChart><c:ser><c:tx><c:v>Måneder</c:v></c:tx>"
    f"<c:spPr>{filled(TINT)}</c:spPr>"
    f'<c:dPt><c:idx val="1"/><c:spPr>{filled(DARK)}</c:spPr></c:dPt>'
    f'<c:dLbls><c:dLbl><c:idx val="1"/>{typed(PAPER)}{SHOWN}</c:dLbl>{typed(INK)}{SHOWN}</c:dLbls>'
    "</c:ser></c:doughnutChart>"
)


def test_letters_in_a_slice_stand_on_the_slice() -> None:
    assert set(chart_letters(RING, PAPER)) == {
        LetterColours(PAPER, DARK, False),
        LetterColours(INK, TINT, False),
    }


def test_a_slice_with_its_name_in_it_need_not_be_told_by_its_colour() -> None:
    assert list(series_colours(RING, PAPER)) == []


def test_a_slice_without_a_name_must_be_seen() -> None:
    plain = parse(etree.tostring(RING).replace(b'showCatName val="1"', b'showCatName val="0"'))
    assert list(series_colours(plain, PAPER)) == [
        SeriesColours("Måneder", TINT, PAPER),
        SeriesColours("Måneder", DARK, PAPER),
    ]
    assert list(chart_letters(plain, PAPER)) == []


def test_labels_beside_columns_stand_on_what_the_chart_stands_on() -> None:
    columns = chart(
        f"<c:barChart><c:ser><c:spPr>{filled(DARK)}</c:spPr>"
        f'<c:dLbls>{typed(INK)}<c:dLblPos val="outEnd"/><c:showVal val="1"/></c:dLbls>'
        "</c:ser></c:barChart>",
        f"<c:spPr>{filled(TINT)}</c:spPr>{typed(INK)}",
    )
    assert set(chart_letters(columns, PAPER)) == {LetterColours(INK, TINT, False)}
    assert list(series_colours(columns, PAPER)) == [SeriesColours("", DARK, TINT)]


def test_type_that_a_label_does_not_name_is_that_of_the_chart() -> None:
    bare = "<c:txPr><a:p><a:pPr><a:defRPr/></a:pPr></a:p></c:txPr>"
    axis = chart(f"<c:valAx>{bare}</c:valAx>", typed(INK, 'sz="1400" b="1"'))
    assert set(chart_letters(axis, PAPER)) == {LetterColours(INK, PAPER, True)}


def test_colours_of_a_theme_are_the_themes_own_and_lightened_as_the_chart_says() -> None:
    def named(change: str = "", place: str = "accent1") -> str:
        return f'<a:solidFill><a:schemeClr val="{place}">{change}</a:schemeClr></a:solidFill>'

    lightened = '<a:lumMod val="50000"/><a:lumOff val="50000"/>'
    themed = chart(
        f"<c:barChart><c:ser><c:spPr>{named()}</c:spPr></c:ser>"
        f"<c:ser><c:spPr>{named(lightened, 'tx1')}</c:spPr></c:ser></c:barChart>"
    )
    colours = theme_colours(etree.fromstring(theme_xml()))
    name_colours(themed, colours | {"tx1": "000000"})
    assert list(series_colours(themed, PAPER)) == [
        SeriesColours("", "0F4C5C", PAPER),
        SeriesColours("", "808080", PAPER),
    ]


def test_colours_of_a_theme_that_is_not_there_are_not_guessed() -> None:
    theme = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    themed = chart(
        f"<c:barChart><c:ser><c:spPr>{theme}</c:spPr></c:ser></c:barChart>"
        f"<c:valAx><c:txPr><a:p><a:pPr><a:defRPr>{theme}</a:defRPr></a:pPr></a:p></c:txPr></c:valAx>"
    )
    assert list(series_colours(themed, PAPER)) == list(chart_letters(themed, PAPER)) == []
