"""What is put round text in a file, however often, takes none of it away from any reader."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.hearing.model import ObjectKind
from reportgen.opc.namespaces import NAMESPACES
from reportgen.problems import limits
from reportgen.report.outline import OutlineTable
from reportgen.word.read import minutes
from reportgen.word.read.returned import read_returned
from tests.word.reading import plain
from tests.word.redline_plans import package
from tests.word.tracked import formula, m, p, r, tbl, tc, tr

_MC, _V = f'xmlns:mc="{NAMESPACES["mc"]}"', f'xmlns:v="{NAMESPACES["v"]}"'
ROUND_RUNS = {
    "a control": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "an insertion": ('<w:ins w:id="9" w:author="A">', "</w:ins>"),
    "a move to": ('<w:moveTo w:id="9" w:author="A">', "</w:moveTo>"),
    "a smart tag": ("<w:smartTag>", "</w:smartTag>"),
    "custom XML": ("<w:customXml>", "</w:customXml>"),
    "a link": ('<w:hyperlink w:anchor="x">', "</w:hyperlink>"),
    "a field": ('<w:fldSimple w:instr="QUOTE">', "</w:fldSimple>"),
    "a direction": ('<w:bdo w:val="rtl">', "</w:bdo>"),
    "an alternative": (
        f"<mc:AlternateContent {_MC}><mc:Choice>",
        "</mc:Choice></mc:AlternateContent>",
    ),
    "something unknown": ('<x:a xmlns:x="urn:x">', "</x:a>"),
}
ROUND_BLOCKS = {
    "a control": ROUND_RUNS["a control"],
    "custom XML": ROUND_RUNS["custom XML"],
    "an alternative": ROUND_RUNS["an alternative"],
    "a table": ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
    "a cell in a control": (
        "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>",
        "<w:p/></w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>",
    ),
}
PICTURE = f"<w:pict {_V}>"
SHAPE = ("<v:shape><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></v:shape>")
BOX = (f"<w:r>{PICTURE}{SHAPE[0]}", f"{SHAPE[1]}</w:pict></w:r>")


Layer = tuple[str, str]
DEEP = 400


def wrapped(inner: str, layers: Sequence[Layer]) -> str:
    """`inner` inside these layers, the first outermost."""
    starts = "".join(start for start, _ in layers)
    return starts + inner + "".join(end for _, end in reversed(layers))


def as_minutes(body: str) -> list[str]:
    """Every paragraph that the reader of minutes finds."""
    read = minutes.read(package(body), "referat.docx")
    assert read.outline is not None, read.problems
    found: list[str] = []
    for block in read.outline.blocks:
        if isinstance(block, OutlineTable):
            cells = (cell for row in block.rows for cell in row.cells)
            found += [paragraph.words.text for cell in cells for paragraph in cell]
        else:
            found.append(block.words.text)
    assert sum(map(len, found)) == len(read.outline.source)
    return found


def as_returned(body: str) -> list[str]:
    """Every paragraph with words that the reader of copies finds, those of boxes too."""
    read, problems = read_returned(package(body), "svar.docx")
    assert read is not None, problems
    boxes = [
        fact.value
        for each in read.document.objects
        if each.kind is ObjectKind.BOX
        for fact in each.facts
    ]
    return [words for words in (*plain(read.document.paragraphs), *boxes) if words]


@pytest.mark.parametrize("times", [1, 30, DEEP])
@pytest.mark.parametrize("layer", ROUND_RUNS.values(), ids=list(ROUND_RUNS))
def test_text_in_a_paragraph_is_read_whatever_is_round_it(layer: Layer, times: int) -> None:
    body = p(r("Før "), wrapped(r("dybt"), [layer] * times), r(" efter"))
    assert as_minutes(body) == ["Før dybt efter"]
    assert as_returned(body) == ["Før dybt efter"]


@pytest.mark.parametrize("times", [1, 30, DEEP])
@pytest.mark.parametrize("layer", ROUND_BLOCKS.values(), ids=list(ROUND_BLOCKS))
def test_a_paragraph_is_read_whatever_is_round_it(layer: Layer, times: int) -> None:
    levels = min(times, limits.DEEPEST_XML // layer[0].count("<") - 10)
    body = p(r("Før")) + wrapped(p(r("dybt")), [layer] * levels) + p(r("efter"))
    assert as_minutes(body) == ["Før", "dybt", "efter"]
    assert as_returned(body) == ["Før", "dybt", "efter"]


@pytest.mark.parametrize("times", [1, 30, 150])
def test_text_boxes_in_one_another_are_read_in_their_order(times: int) -> None:
    inner = p(r("inderst"))
    for number in range(times):
        inner = p(r(f"lag {number}"), BOX[0] + inner + BOX[1])
    assert as_minutes(inner) == [*(f"lag {n}" for n in reversed(range(times))), "inderst"]
    assert "inderst" in " ".join(as_returned(inner))


def test_every_box_of_a_drawing_is_read_with_the_tables_in_it() -> None:
    boxes = [tbl(tr(tc(p(r("i en tabel"))))), p(r("i den anden"))]
    shapes = "".join(SHAPE[0] + box + SHAPE[1] for box in boxes)
    body = p(r("Ved siden af"), f"<w:r><w:pict><v:group>{shapes}</v:group></w:pict></w:r>")
    assert as_minutes(body.replace("<w:pict>", PICTURE)) == [
        "Ved siden af",
        "i en tabel",
        "i den anden",
    ]


@pytest.mark.parametrize("layer", ROUND_RUNS.values(), ids=list(ROUND_RUNS))
def test_what_is_nested_beyond_all_bounds_is_refused_with_its_reason(layer: Layer) -> None:
    body = p(wrapped(r("dybt"), [layer] * (limits.DEEPEST_XML + 1)))
    assert [each.code for each in minutes.read(package(body), "").problems] == ["word-too-deep"]
    assert [each.code for each in read_returned(package(body), "")[1]] == ["word-too-deep"]


@given(st.lists(st.sampled_from(sorted(ROUND_RUNS.values())), max_size=12))
def test_text_is_read_in_any_mixture_of_layers(layers: list[Layer]) -> None:
    body = p(r("Før "), wrapped(r("dybt"), layers), r(" efter"))
    assert as_minutes(body) == ["Før dybt efter"]
    assert as_returned(body) == ["Før dybt efter"]


def test_a_formula_is_read_where_it_stands() -> None:
    body = p(r("Der gælder "), formula(m("x")), r("."))
    assert as_minutes(body) == ["Der gælder x."]
