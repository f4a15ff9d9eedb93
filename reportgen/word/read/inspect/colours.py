"""The colours of a finished file: letters in all its parts, and what its charts are drawn in.

Of a chart only the colours that it names are told, itself or by its theme. Those that the program
which draws it chooses are not in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reportgen.checks.facts import LetterColours, SeriesColours, TextColourFact
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.problems import Location
from reportgen.word.elements.markers import MARKERS
from reportgen.word.elements.values import is_true, value
from reportgen.word.read.inspect.styles import Styles, fill_of

_PPR, _RPR, _RUN = qn("w:pPr"), qn("w:rPr"), qn("w:r")
_WHITE = "FFFFFF"

Placed = tuple[Element, Location]
"""A paragraph and its place."""


def text_colours(paragraphs: Iterable[Placed], styles: Styles) -> list[TextColourFact]:
    """Each combination of style and colours that text has in `paragraphs`, at its first place."""
    facts: dict[tuple[str, LetterColours], TextColourFact] = {}
    for paragraph, where in paragraphs:
        for style, letters in _letters(paragraph, styles):
            facts.setdefault((style, letters), TextColourFact(where, style, letters))
    return list(facts.values())


def _letters(paragraph: Element, styles: Styles) -> Iterator[tuple[str, LetterColours]]:
    runs = [run for run in paragraph.iter(_RUN) if run.find(qn("w:t")) is not None]
    if not runs:
        return
    surroundings = _surroundings(paragraph)
    style, table, is_first_row = surroundings
    behind = _ground_in(paragraph, styles, surroundings)
    beneath = styles.table_runs(table, is_first_row)
    for run in runs:
        properties = run.find(_RPR)
        run_style = value(properties, "w:rStyle")
        colour, is_large = styles.colour_and_size(style, run_style, properties, beneath)
        yield (
            styles.name(run_style or style),
            LetterColours(colour, _marked(properties) or behind, is_large),
        )


def _surroundings(paragraph: Element) -> tuple[str, str, bool]:
    """Style of a paragraph, style of the table it is in, and whether in its first row."""
    style = value(paragraph, "w:pPr/w:pStyle")
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is None:
        return style, "", False
    table = next(cell.iterancestors(qn("w:tbl")))
    is_first_row = table.find(qn("w:tr")) is next(cell.iterancestors(qn("w:tr")), None)
    return style, value(table, "w:tblPr/w:tblStyle"), is_first_row


def _marked(properties: Element | None) -> str:
    """Colour of a highlighter, or of the shading, behind a run alone."""
    return MARKERS.get(value(properties, "w:highlight"), "") or fill_of(properties)


def _ground(paragraph: Element, styles: Styles) -> str:
    """Colour behind a paragraph: its own, its style's, its cell's, else the page."""
    return _ground_in(paragraph, styles, _surroundings(paragraph))


def _ground_in(paragraph: Element, styles: Styles, surroundings: tuple[str, str, bool]) -> str:
    style, table, is_first_row = surroundings
    own = fill_of(paragraph.find(_PPR)) or styles.fill(style)
    if own or not table:
        return own or _WHITE
    cell = next(paragraph.iterancestors(qn("w:tc")))
    return fill_of(cell.find(qn("w:tcPr"))) or styles.cell_fill(table, is_first_row) or _WHITE


Drawn = tuple[Element, Location, Element]
"""The paragraph a chart stands in, its place, and the root of the chart's part."""


def letters_in_charts(charts: Iterable[Drawn], styles: Styles) -> list[TextColourFact]:
    """Each combination of colours that text has in one of `charts`, once a chart."""
    return [
        TextColourFact(where, styles.name(value(paragraph, "w:pPr/w:pStyle")), letters)
        for paragraph, where, root in charts
        for letters in dict.fromkeys(chart_letters(root, _ground(paragraph, styles)))
    ]


def colours_of_series(
    charts: Iterable[Drawn], styles: Styles
) -> list[tuple[Location, SeriesColours]]:
    """What each series of `charts` is drawn in."""
    return [
        (where, drawn)
        for paragraph, where, root in charts
        for drawn in dict.fromkeys(series_colours(root, _ground(paragraph, styles)))
    ]


# Inside a chart

_SERIES, _SP, _TXPR, _RICH = qn("c:ser"), qn("c:spPr"), qn("c:txPr"), qn("c:rich")
_LABELS, _LABEL = qn("c:dLbls"), qn("c:dLbl")
_OF_LABELS = frozenset({_LABELS, _LABEL})
_SLICED = frozenset({qn("c:pieChart"), qn("c:doughnutChart"), qn("c:ofPieChart")})
_INSIDE = frozenset({"ctr", "inEnd", "inBase", "bestFit"})
_SHOWN = tuple(qn(f"c:show{what}") for what in ("Val", "CatName", "SerName", "Percent"))
_BLACK = "000000"
_SIZE, _LARGE, _LARGE_BOLD = 1000, 1800, 1400
"""Hundredths of a point: the size where none is said, and those from which letters are large."""


def series_colours(root: Element, ground: str) -> Iterator[SeriesColours]:
    """The colours of the columns, lines and points of a chart that lies on `ground`.

    A slice that has its name or figure in it is left out: what it says does not hang on
    its colour, and the contrast of the letters in it is looked at.
    """
    behind = _plot_ground(root, ground)
    for series in root.iter(_SERIES):
        title = series.find(f"{qn('c:tx')}//{qn('c:v')}")
        name = "" if title is None else title.text or ""
        for index, properties in _points(series).items():
            if _is_sliced(series) and _is_shown(_label(series, index)):
                continue
            if colour := _fill(properties) or _stroke(properties):
                yield SeriesColours(name, colour, behind)
        if colour := _fill(series.find(qn("c:marker/c:spPr"))):
            yield SeriesColours(name, colour, behind)


def chart_letters(root: Element, ground: str) -> Iterator[LetterColours]:
    """The colours that letters have in a chart that lies on `ground`."""
    usual = [type_ for types in _types(root.find(_TXPR)) for type_ in types]
    for text in root.iter(_TXPR, _RICH):
        holder = next(e for e in text.iterancestors() if e.tag != qn("c:tx"))
        if _is_deleted(holder) or (holder.tag in _OF_LABELS and not _is_shown(holder)):
            continue
        for behind in _behind(holder, root, ground):
            for types in _types(text):
                if letters := _letter_colours([*types, *usual], behind):
                    yield letters


# Type


def _types(text: Element | None) -> list[list[Element]]:
    """What each run of a text says of its type, the nearest first."""
    if text is None:
        return []
    types: list[list[Element]] = []
    for paragraph in text.iter(qn("a:p")):
        beneath = paragraph.findall(qn("a:pPr/a:defRPr"))
        runs = [run.findall(qn("a:rPr")) for run in paragraph.findall(qn("a:r"))]
        types += [[*run, *beneath] for run in runs] or [beneath]
    return types


def _letter_colours(types: list[Element], ground: str) -> LetterColours | None:
    """Colours of letters; None where their colour is one that the chart does not name."""
    filled = next((t for t in types if t.find(qn("a:solidFill")) is not None), None)
    colour = _BLACK if filled is None else _fill(filled)
    size = int(next((value for t in types if (value := t.get("sz"))), _SIZE))
    is_bold = is_true(next((b for t in types if (b := t.get("b"))), None), otherwise=False)
    is_large = size >= (_LARGE_BOLD if is_bold else _LARGE)
    return LetterColours(colour, ground, is_large) if colour else None


# Labels, and what they stand on


def _behind(holder: Element, root: Element, ground: str) -> list[str]:
    """The colours behind a text, by what holds it; those the chart does not name left out."""
    series = next(holder.iterancestors(_SERIES), None)
    if holder.tag not in _OF_LABELS or series is None:
        return [_fill(root.find(_SP)) or ground]
    plot = _plot_ground(root, ground)
    place = holder.find(qn("c:dLblPos"))
    is_inside = _is_sliced(series) if place is None else place.get("val") in _INSIDE
    if not is_inside or holder.find(qn("c:layout/c:manualLayout")) is not None:
        return [plot]
    points = _points(series)
    if holder.tag == _LABEL:
        index = _index(holder)
        behind = {_fill(points.get(index, points.get("")))}
    else:
        behind = {_fill(p) for index, p in points.items() if _label(series, index) is holder}
    return sorted(plot if fill == "" else fill for fill in behind if fill is not None)


def _label(series: Element, index: str) -> Element | None:
    """The label of a point, or what is said of all that have none of their own."""
    labels = series.find(_LABELS)
    own = () if labels is None else labels.findall(_LABEL)
    return next((label for label in own if _index(label) == index), labels)


def _is_shown(label: Element | None) -> bool:
    if label is None or _is_deleted(label):
        return False
    return any(is_true(e.get("val")) for tag in _SHOWN for e in label.findall(tag))


def _is_deleted(holder: Element) -> bool:
    mark = holder.find(qn("c:delete"))
    return mark is not None and is_true(mark.get("val"))


def _is_sliced(series: Element) -> bool:
    parent = series.getparent()
    return parent is not None and parent.tag in _SLICED


# Fills


def _points(series: Element) -> Mapping[str, Element | None]:
    """How a series is drawn, under the empty name, and those of its points that differ."""
    own = {_index(point): point.find(_SP) for point in series.findall(qn("c:dPt"))}
    return {"": series.find(_SP), **own}


def _index(element: Element) -> str:
    mark = element.find(qn("c:idx"))
    return "" if mark is None else mark.get("val") or ""


def _plot_ground(root: Element, ground: str) -> str:
    plot = root.find(qn("c:chart/c:plotArea/c:spPr"))
    return _fill(plot) or _fill(root.find(_SP)) or ground


def _stroke(properties: Element | None) -> str | None:
    return None if properties is None else _fill(properties.find(qn("a:ln")))


def _fill(properties: Element | None) -> str | None:
    """Colour that something is filled with; empty for nothing, None where it is not named."""
    if properties is None:
        return None
    if properties.find(qn("a:noFill")) is not None:
        return ""
    named = properties.find(qn("a:solidFill/a:srgbClr"))
    return None if named is None else (named.get("val") or "").upper() or None
