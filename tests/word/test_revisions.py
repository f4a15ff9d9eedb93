"""Tracked changes: accepting all, rejecting all, and telling what there is."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.word.ns import qn
from reportgen.word.package import parse
from reportgen.word.revisions import Kind, accept, is_revised, reject, revisions
from tests.word.tracked import BY, dele, document, gone, ins, p, r, story, tbl, tc, text, tr

Settle = Callable[[etree._Element], None]


def move(way: str, *runs: str) -> str:
    return f"<w:move{way} {BY}>{''.join(runs)}</w:move{way}>"


def move_range(way: str, name: str, *content: str) -> str:
    start = f'<w:move{way}RangeStart w:id="7" w:name="{name}" w:author="Bæk Kommune"/>'
    return f'{start}{"".join(content)}<w:move{way}RangeEnd w:id="7"/>'


def field(code: str, result: str) -> str:
    def character(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{character('begin')}<w:r><w:delInstrText>{code}</w:delInstrText></w:r>"
        f"{character('separate')}{gone(result)}{character('end')}"
    )


def control(*content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


def tracked_control(did: str, *content: str) -> str:
    """A content control that was itself inserted, deleted or moved, as Word writes it."""

    def start(number: int) -> str:
        return f'<w:customXml{did}RangeStart w:id="{number}" w:author="Bæk Kommune"/>'

    def end(number: int) -> str:
        return f'<w:customXml{did}RangeEnd w:id="{number}"/>'

    return (
        f"{start(0)}<w:sdt><w:sdtPr/><w:sdtContent>{end(0)}{''.join(content)}"
        f"{start(1)}</w:sdtContent></w:sdt>{end(1)}"
    )


def m(symbol: str) -> str:
    return f"<m:r><m:t>{symbol}</m:t></m:r>"


def formula(*content: str) -> str:
    return f"<m:oMathPara><m:oMath>{''.join(content)}</m:oMath></m:oMathPara>"


def fraction(above: str, below: str, mark: str) -> str:
    return (
        f"<m:f><m:fPr><m:ctrlPr>{mark}</m:ctrlPr></m:fPr>"
        f"<m:num>{m(above)}</m:num><m:den>{m(below)}</m:den></m:f>"
    )


ROW = tr(tc(p(r("fast"))))

TEXT_CHANGES = {
    "typed text": ([p(r("Vi "), ins(r("altid ")), r("ses"))], ["Vi altid ses"], ["Vi ses"]),
    "deleted text": ([p(r("Vi "), dele(gone("altid ")), r("ses"))], ["Vi ses"], ["Vi altid ses"]),
    "one deletes what another typed": (
        [p(r("Vi "), ins(r("mødes "), dele(gone("snart "))), r("nu"))],
        ["Vi mødes nu"],
        ["Vi nu"],
    ),
    "one deletes what another moved here": (
        [p(move("To", dele(gone("væk "))), r("blev"))],
        ["blev"],
        ["blev"],
    ),
    "a deletion that keeps its text as common text": (
        [p(r("Vi "), dele(r("altid ")), r("ses"))],
        ["Vi ses"],
        ["Vi altid ses"],
    ),
    "a deleted field, code and result": (
        [p(r("Dato: "), dele(field(" DATE ", "1. marts")), r("."))],
        ["Dato: ."],
        ["Dato: 1. marts."],
    ),
    "a moved sentence": (
        [
            p(move_range("From", "m1", move("From", r("Først. "))), r("Så.")),
            p(r("Sidst. "), move_range("To", "m1", move("To", r("Først. ")))),
        ],
        ["Så.", "Sidst. Først. "],
        ["Først. Så.", "Sidst. "],
    ),
    "text typed in a content control": (
        [p(control(r("Vi "), ins(r("alle "))), r("ses"))],
        ["Vi alle ses"],
        ["Vi ses"],
    ),
    "text typed in a link": (
        [p("<w:hyperlink>", r("her"), ins(r(" og der")), "</w:hyperlink>")],
        ["her og der"],
        ["her"],
    ),
}

PARAGRAPH_CHANGES = {
    "a paragraph split in two": (
        [p(r("Et. "), mark=ins()), p(r("To."))],
        ["Et. ", "To."],
        ["Et. To."],
    ),
    "a paragraph split in four": (
        [
            p(r("Et. "), mark=ins()),
            p(r("To. "), mark=ins()),
            p(r("Tre. "), mark=ins()),
            p(r("Fire.")),
        ],
        ["Et. ", "To. ", "Tre. ", "Fire."],
        ["Et. To. Tre. Fire."],
    ),
    "a new paragraph": (
        [p(r("Før.")), p(ins(r("Ny.")), mark=ins()), p(r("Efter."))],
        ["Før.", "Ny.", "Efter."],
        ["Før.", "Efter."],
    ),
    "a new paragraph last in the text": (
        [p(r("Før."), mark=ins()), p(ins(r("Ny.")))],
        ["Før.", "Ny."],
        ["Før."],
    ),
    "a deleted paragraph": (
        [p(r("Før.")), p(dele(gone("Væk.")), mark=dele()), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", "Væk.", "Efter."],
    ),
    "a paragraph deleted from the end of the one before": (
        [p(r("Før."), mark=dele()), p(dele(gone("Væk."))), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", "Væk.", "Efter."],
    ),
    "two paragraphs made one": (
        [p(r("Før "), mark=dele()), p(r("efter."))],
        ["Før efter."],
        ["Før ", "efter."],
    ),
    "a paragraph that one inserted and another deleted": (
        [p(r("Før.")), p(ins(dele(gone("Ny."))), mark=ins() + dele()), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", "Efter."],
    ),
    "a moved paragraph": (
        [
            p(move("From", r("Flyttet.")), mark=f"<w:moveFrom {BY}/>"),
            p(r("Midt.")),
            p(move("To", r("Flyttet.")), mark=f"<w:moveTo {BY}/>"),
            p(r("Slut.")),
        ],
        ["Midt.", "Flyttet.", "Slut."],
        ["Flyttet.", "Midt.", "Slut."],
    ),
    "a deleted paragraph above a table": (
        [p(r("Før.")), p(dele(gone("Væk.")), mark=dele()), tbl(ROW), p()],
        ["Før.", [[["fast"]]], ""],
        ["Før.", "Væk.", [[["fast"]]], ""],
    ),
    "text whose mark alone was deleted above a table": (
        [p(r("Stå."), mark=dele()), tbl(ROW), p()],
        ["Stå.", [[["fast"]]], ""],
        ["Stå.", [[["fast"]]], ""],
    ),
    "a mark deleted last of all": ([p(r("Stå."), mark=dele())], ["Stå."], ["Stå."]),
    "a deleted paragraph in a content control of its own": (
        [p(r("Før.")), control(p(dele(gone("Væk.")), mark=dele())), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", "Væk.", "Efter."],
    ),
    "paragraphs made one across the edge of a content control": (
        [control(p(r("Inde, "), mark=dele())), p(r("ude."))],
        ["Inde, ude."],
        ["Inde, ", "ude."],
    ),
}

TABLE_CHANGES = {
    "an inserted row": (
        [tbl(ROW, tr(tc(p(ins(r("ny")), mark=ins())), mark=ins()))],
        [[[["fast"]], [["ny"]]]],
        [[[["fast"]]]],
    ),
    "a deleted row": (
        [tbl(ROW, tr(tc(p(dele(gone("væk")), mark=dele())), mark=dele()))],
        [[[["fast"]]]],
        [[[["fast"]], [["væk"]]]],
    ),
    "a table whose rows are all deleted": (
        [p(r("Før.")), tbl(tr(tc(p(dele(gone("væk")))), mark=dele())), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", [[["væk"]]], "Efter."],
    ),
    "text joined over a table that is gone": (
        [p(r("Før, "), mark=dele()), tbl(tr(tc(p()), mark=dele())), p(r("efter."))],
        ["Før, efter."],
        ["Før, ", [[[""]]], "efter."],
    ),
    "an inserted row in a content control": (
        [tbl(ROW, control(tr(tc(p(r("ny"))), mark=ins())))],
        [[[["fast"]], [["ny"]]]],
        [[[["fast"]]]],
    ),
    "an inserted cell": (
        [tbl(tr(tc(p(r("et"))), tc(p(r("to")), properties=f"<w:cellIns {BY}/>")))],
        [[[["et"], ["to"]]]],
        [[[["et"]]]],
    ),
    "a deleted cell": (
        [tbl(tr(tc(p(r("et"))), tc(p(r("to")), properties=f"<w:cellDel {BY}/>")))],
        [[[["et"]]]],
        [[[["et"], ["to"]]]],
    ),
    "the only cell of a row deleted": (
        [tbl(ROW, tr(tc(p(r("to")), properties=f"<w:cellDel {BY}/>")))],
        [[[["fast"]]]],
        [[[["fast"]], [["to"]]]],
    ),
    "paragraphs of a cell made one": (
        [tbl(tr(tc(p(r("et, "), mark=dele()), p(r("to")))))],
        [[[["et, to"]]]],
        [[[["et, ", "to"]]]],
    ),
    "a cell's last mark deleted": (
        [tbl(tr(tc(p(dele(gone("et")), mark=dele())), tc(p(r("to")))))],
        [[[[""], ["to"]]]],
        [[[["et"], ["to"]]]],
    ),
}

MATH_AND_CONTROLS = {
    "a symbol typed in a formula": (
        [p(formula(m("A="), f"<m:r>{ins('<m:t>2</m:t>')}</m:r>", m("r")))],
        ["A=2r"],
        ["A=r"],
    ),
    "a fraction inserted round its parts": (
        [p(formula(m("x="), fraction("1", "2", ins())))],
        ["x=12"],
        ["x=12"],
    ),
    "a deleted formula": ([p(r("Se "), dele(formula(m("x"))))], ["Se "], ["Se x"]),
    "a content control put round text": (
        [p(r("Vi "), tracked_control("Ins", r("alle ")), r("ses"))],
        ["Vi alle ses"],
        ["Vi alle ses"],
    ),
    "a content control deleted with its text": (
        [p(r("Vi "), tracked_control("Del", dele(gone("alle "))), r("ses"))],
        ["Vi ses"],
        ["Vi alle ses"],
    ),
}

EVERY_CHANGE = TEXT_CHANGES | PARAGRAPH_CHANGES | TABLE_CHANGES | MATH_AND_CONTROLS


@pytest.mark.parametrize("change", EVERY_CHANGE)
def test_accepting_all_and_rejecting_all_read_as_in_word(change: str) -> None:
    blocks, accepted, rejected = EVERY_CHANGE[change]
    for settle, expected in ((accept, accepted), (reject, rejected)):
        root = document(*blocks)
        settle(root)
        assert story(root) == expected
        assert not is_revised(root)


OLD_BOLD = f"<w:i/><w:rPrChange {BY}><w:rPr><w:b/></w:rPr></w:rPrChange>"


def names(root: etree._Element, *path: str) -> list[str]:
    """Names of the properties found at a path."""
    found = root.findall("/".join([".", *(f"/{qn(path[0])}", *map(qn, path[1:]))]))
    return [etree.QName(child).localname for element in found for child in element]


def test_rejecting_gives_a_run_the_formatting_it_had() -> None:
    accepted, rejected = document(p(r("x", OLD_BOLD))), document(p(r("x", OLD_BOLD)))
    accept(accepted)
    reject(rejected)
    assert names(accepted, "w:r", "w:rPr") == ["i"]
    assert names(rejected, "w:r", "w:rPr") == ["b"]


def test_rejecting_gives_a_paragraph_its_style_and_leaves_its_section_break() -> None:
    old = f'<w:pPrChange {BY}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>'
    root = document(p(r("x"), style="Normal", mark="<w:b/>", properties=f"<w:sectPr/>{old}"))
    reject(root)
    assert names(root, "w:p", "w:pPr") == ["pStyle", "rPr", "sectPr"]
    assert root.find(f".//{qn('w:pStyle')}").get(qn("w:val")) == "Heading1"  # type: ignore[union-attr]


def test_rejecting_gives_a_section_its_margins_and_leaves_its_headers() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default"/><w:pgMar w:top="9"/>'
        f'<w:sectPrChange {BY}><w:sectPr><w:pgMar w:top="1"/></w:sectPr></w:sectPrChange></w:sectPr>'
    )
    root = document(p(r("x")), section)
    reject(root)
    assert names(root, "w:sectPr") == ["headerReference", "pgMar"]
    assert root.find(f".//{qn('w:pgMar')}").get(qn("w:top")) == "1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("holder", "change", "around"),
    [
        ("tblPr", "tblPrChange", "<w:tbl>{}</w:tbl>"),
        ("tblGrid", "tblGridChange", "<w:tbl>{}</w:tbl>"),
        ("tblPrEx", "tblPrExChange", "<w:tbl><w:tr>{}</w:tr></w:tbl>"),
        ("trPr", "trPrChange", "<w:tbl><w:tr>{}</w:tr></w:tbl>"),
        ("tcPr", "tcPrChange", "<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>"),
    ],
)
def test_rejecting_gives_tables_rows_and_cells_the_properties_they_had(
    holder: str, change: str, around: str
) -> None:
    held = (
        f"<w:{holder}><w:jc/><w:{change} {BY}><w:{holder}><w:shd/></w:{holder}></w:{change}>"
        f"</w:{holder}>"
    )
    accepted, rejected = document(around.format(held)), document(around.format(held))
    accept(accepted)
    reject(rejected)
    assert names(accepted, f"w:{holder}") == ["jc"]
    assert names(rejected, f"w:{holder}") == ["shd"]


def test_a_list_entry_made_with_tracking_is_none_when_rejected() -> None:
    entry = f'<w:numPr><w:numId w:val="1"/>{ins()}</w:numPr>'
    accepted, rejected = (document(p(r("x"), properties=entry)) for _ in range(2))
    accept(accepted)
    reject(rejected)
    assert names(accepted, "w:p", "w:pPr", "w:numPr") == ["numId"]
    assert rejected.find(f".//{qn('w:pPr')}") is None


def test_a_tracked_merge_of_cells_is_the_merge_before_or_after() -> None:
    merged = f'<w:tcW/><w:cellMerge {BY} w:vMerge="cont" w:vMergeOrig="rest"/>'
    accepted, rejected = (document(tbl(tr(tc(p(), properties=merged)))) for _ in range(2))
    accept(accepted)
    reject(rejected)
    values = [root.find(f".//{qn('w:vMerge')}").get(qn("w:val")) for root in (accepted, rejected)]  # type: ignore[union-attr]
    assert values == ["continue", "restart"]
    assert names(accepted, "w:tc", "w:tcPr") == ["tcW", "vMerge"]


def test_joined_paragraphs_have_the_properties_of_the_one_whose_mark_stays() -> None:
    root = document(p(r("Et, "), mark=dele(), style="Heading1"), p(r("to"), style="Normal"))
    accept(root)
    assert [s.get(qn("w:val")) for s in root.iter(qn("w:pStyle"))] == ["Normal"]


def test_a_control_that_was_inserted_is_gone_when_rejected_and_stays_when_accepted() -> None:
    blocks = p(tracked_control("Ins", r("x")), control(r("y")))
    accepted, rejected = document(blocks), document(blocks)
    accept(accepted)
    reject(rejected)
    assert len(list(accepted.iter(qn("w:sdt")))) == 2
    assert len(list(rejected.iter(qn("w:sdt")))) == 1


def test_a_fraction_whose_bar_is_gone_leaves_its_parts_side_by_side() -> None:
    root = document(p(formula(fraction("1", "2", dele("<w:rPr><w:b/></w:rPr>")))))
    accept(root)
    assert next(root.iter(qn("m:f")), None) is None
    assert text(root) == "12"


def bookmark(name: str, *content: str) -> str:
    start = f'<w:bookmarkStart w:id="{name}" w:name="{name}"/>'
    return f'{start}{"".join(content)}<w:bookmarkEnd w:id="{name}"/>'


def bookmarks(root: etree._Element) -> list[tuple[str | None, str]]:
    return [
        (start.get(qn("w:name")), text(paragraph))
        for paragraph in root.iter(qn("w:p"))
        for start in paragraph.iter(qn("w:bookmarkStart"))
    ]


def test_the_bookmark_of_a_deleted_paragraph_does_not_pass_to_the_next() -> None:
    root = document(
        p(bookmark("a", dele(gone("Væk."))), mark=dele()), p(bookmark("b", r("Efter.")))
    )
    accept(root)
    assert bookmarks(root) == [("b", "Efter.")]


def test_the_bookmark_of_a_paragraph_with_all_text_rewritten_stays_on_it() -> None:
    root = document(p(bookmark("a", dele(gone("Gammel."))), ins(r("Ny."))))
    accept(root)
    assert bookmarks(root) == [("a", "Ny.")]


def test_the_bookmark_of_the_paragraph_that_text_is_joined_into_goes_if_its_own_text_did() -> None:
    root = document(p(bookmark("a", r("Før.")), mark=dele()), p(bookmark("b", dele(gone("Væk.")))))
    accept(root)
    assert bookmarks(root) == [("a", "Før.")]


def test_half_a_range_in_deleted_text_is_kept_with_the_half_outside_it() -> None:
    start, end = '<w:bookmarkStart w:id="3" w:name="a"/>', '<w:bookmarkEnd w:id="3"/>'
    root = document(p(r("Vi "), dele(start, gone("altid ")), r("ses"), end))
    accept(root)
    assert bookmarks(root) == [("a", "Vi ses")]
    assert len(list(root.iter(qn("w:bookmarkEnd")))) == 1


def test_every_change_is_listed_with_what_who_when_and_where() -> None:
    root = document(
        p(r("Vi "), ins(r("mødes"), dele(gone("ikke"))), r(" nu", OLD_BOLD), mark=dele()),
        tbl(tr(tc(p(r("x"))), mark=ins())),
        p(
            r("y"),
            mark='<w:rPrChange w:author="B" w:date="2024-03-01T09:30:00+01:00">'
            f"<w:rPr>{ins()}</w:rPr></w:rPrChange>",
        ),
    )
    found = list(revisions(root))
    assert [revision.kind for revision in found] == [
        Kind.PARAGRAPH_DELETE,
        Kind.INSERT,
        Kind.DELETE,
        Kind.FORMAT,
        Kind.ROW_INSERT,
        Kind.FORMAT,
    ]
    assert found[0].author == "Åby Kommune"
    assert {revision.date for revision in found} == {dt.datetime(2024, 3, 1, 9, 30)}
    first = root[0][0]
    assert [revision.paragraph is first for revision in found] == [True] * 4 + [False] * 2
    assert found[4].paragraph is None


def test_both_ends_of_a_move_carry_its_name() -> None:
    root = document(
        p(move_range("From", "m1", move("From", r("x"))), move("From", r("uden navn"))),
        p(move_range("To", "m1", move("To", r("x")))),
    )
    assert [(revision.kind, revision.move) for revision in revisions(root)] == [
        (Kind.MOVE_FROM, "m1"),
        (Kind.MOVE_FROM, None),
        (Kind.MOVE_TO, "m1"),
    ]


@pytest.mark.parametrize("written", ["0-00-00T00:00:00Z", "1970-01-01T00:00:00Z", "i går", ""])
def test_a_date_that_says_nothing_is_no_date(written: str) -> None:
    root = document(p(f'<w:ins w:id="1" w:author="A" w:date="{written}">{r("x")}</w:ins>'))
    assert [revision.date for revision in revisions(root)] == [None]


# Laws


def _nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(children, max_size=3)
    wrapped = [
        lambda inner: ins(*inner),
        lambda inner: dele(*inner),
        lambda inner: move("From", *inner),
        lambda inner: move("To", *inner),
        lambda inner: control(*inner),
        lambda inner: tracked_control("Ins", *inner),
        lambda inner: tracked_control("MoveFrom", *inner),
        lambda inner: bookmark("b", *inner),
        lambda inner: f"<w:hyperlink>{''.join(inner)}</w:hyperlink>",
        lambda inner: formula(f"<m:r>{''.join(inner)}</m:r>", fraction("1", "2", dele())),
    ]
    return st.one_of(st.builds(wrap, some) for wrap in wrapped)


LEAVES = st.sampled_from(
    [r("tekst"), gone("slettet"), r("fed", OLD_BOLD), "<w:bookmarkEnd w:id='b'/>", "<w:r/>"]
)
INLINE = st.recursive(LEAVES, _nested, max_leaves=8)
MARKS_OF_PROPERTIES = st.sampled_from(["", "", ins(), dele(), ins() + dele(), f"<w:moveTo {BY}/>"])
PARAGRAPHS = st.builds(
    lambda content, mark: p(*content, mark=mark), st.lists(INLINE, max_size=3), MARKS_OF_PROPERTIES
)


def _tables(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    held = st.lists(blocks, min_size=1, max_size=3)
    properties = st.sampled_from(["", f"<w:cellIns {BY}/>", f"<w:cellDel {BY}/>"])
    cells = st.builds(lambda inner, had: tc(*inner, p(), properties=had), held, properties)
    rows = st.builds(
        lambda inner, mark: tr(*inner, mark=mark),
        st.lists(cells, min_size=1, max_size=2),
        st.sampled_from(["", ins(), dele()]),
    )
    return st.builds(lambda inner: tbl(*inner), st.lists(rows, min_size=1, max_size=2)) | st.builds(
        lambda inner: control(*inner), held
    )


BLOCKS = st.lists(st.recursive(PARAGRAPHS, _tables, max_leaves=6), max_size=6)


def same(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n")


@given(BLOCKS, st.sampled_from([accept, reject]))
def test_no_mark_is_left_and_doing_it_again_changes_nothing(
    blocks: list[str], settle: Settle
) -> None:
    root = document(*blocks)
    settle(root)
    once = same(root)
    assert not is_revised(root)
    assert not list(revisions(root))
    settle(root)
    assert same(root) == once


@given(BLOCKS, st.sampled_from([accept, reject]))
def test_a_document_without_revisions_is_left_as_it_is(blocks: list[str], settle: Settle) -> None:
    root = document(*blocks)
    accept(root)
    before = same(root)
    settle(root)
    assert same(root) == before


@given(BLOCKS)
def test_only_text_that_was_there_is_read_and_ranges_stay_whole(blocks: list[str]) -> None:
    original = document(*blocks)
    there = "".join(e.text or "" for e in original.iter() if e.text)
    for settle in (accept, reject):
        root = document(*blocks)
        settle(root)
        assert len(text(root)) <= len(there)
        for cell in root.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p")
        for table in root.iter(qn("w:tbl")):
            assert next(table.iter(qn("w:tr")), None) is not None


@given(st.lists(st.sampled_from(["stay", "ins", "del"]), max_size=12))
def test_the_two_views_are_the_two_texts_that_were_interleaved(how: list[str]) -> None:
    runs = {"stay": r, "ins": lambda t: ins(r(t)), "del": lambda t: dele(gone(t))}
    content = [runs[kind](f"{n} ") for n, kind in enumerate(how)]
    accepted, rejected = document(p(*content)), document(p(*content))
    accept(accepted)
    reject(rejected)
    assert text(accepted) == "".join(f"{n} " for n, kind in enumerate(how) if kind != "del")
    assert text(rejected) == "".join(f"{n} " for n, kind in enumerate(how) if kind != "ins")


def test_a_part_as_deep_as_the_parser_lets_through_is_settled() -> None:
    deep = 900
    inside = "<w:ins><w:del>" * deep + gone("dybt") + "</w:del></w:ins>" * deep
    for settle in (accept, reject):
        root = document(p(inside, r("her")))
        settle(root)
        assert story(root) == ["her"]
    root = document(
        "<w:sdt><w:sdtContent>" * deep + p(mark=dele()) + "</w:sdtContent></w:sdt>" * deep
    )
    accept(root)
    assert not is_revised(root)


# Files from Word, where they are at hand

MARKERS = (qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"))


def shape(root: etree._Element) -> list[tuple[object, ...]]:
    """Tables, rows, cells and paragraphs in order, with text and paragraph properties."""
    found: list[tuple[object, ...]] = []
    for element in root.iter(*MARKERS):
        name = etree.QName(element).localname
        if name == "tbl" and next(element.iter(qn("w:tr")), None) is None:
            continue  # left behind empty in some of the files: no table to a reader
        if name != "p":
            found.append((name,))
            continue
        held = element.find(qn("w:pPr"))
        properties = tuple(
            etree.tostring(child, method="c14n")
            for child in (held if held is not None else ())
            if child.tag != qn("w:rPr") or len(child)
        )
        found.append((name, text(element), properties))
    return found


def part(path: Path, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        root = parse(archive.read(name))
    for element in root.iter():
        for attribute in [a for a in element.attrib if "rsid" in str(a)]:
            del element.attrib[attribute]
    return root


@pytest.mark.parametrize(("ending", "settle"), [("-Accepted", accept), ("-Rejected", reject)])
def test_real_files_read_like_the_ones_settled_for_us(
    shared: Path, ending: str, settle: Settle
) -> None:
    folder = shared / "corpus" / "docx" / "accept-reject"
    settled = sorted(folder.glob(f"*{ending}.docx"))
    if not settled:
        pytest.skip("no files with tracked changes are here")
    for expected in settled:
        root = part(expected.with_name(expected.name.replace(ending, "")))
        settle(root)
        assert shape(root) == shape(part(expected)), expected.name


# Text after accepting and after rejecting, of each file that holds one kind of change.
ONE_KIND = {
    "001-DeletedRun": {Kind.DELETE},
    "003-DeletedFieldCode": {Kind.DELETE},
    "005-InsertedNumberedParagraph": {Kind.PARAGRAPH_INSERT, Kind.PARAGRAPH_FORMAT, Kind.INSERT},
    "007-InsertedTableRow": {Kind.ROW_INSERT, Kind.PARAGRAPH_INSERT, Kind.INSERT},
    "009-InsertedParagraph": {Kind.PARAGRAPH_INSERT, Kind.INSERT},
    "011-InsertedMathChar": {Kind.INSERT},
    "013-DeletedParagraph": {Kind.PARAGRAPH_DELETE, Kind.DELETE},
    "015-InsertedContentControl": {Kind.CONTROL_INSERT},
    "017-NumberingChange": {Kind.PARAGRAPH_FORMAT},
    "019-RunPropertiesChange": {Kind.FORMAT},
    "021-TableGridChange": {Kind.TABLE_FORMAT},
    "023-CellPropertiesChange": {Kind.TABLE_FORMAT, Kind.PARAGRAPH_FORMAT, *()},
}


@pytest.mark.parametrize("name", ONE_KIND)
def test_the_kinds_of_change_in_real_files_are_told_apart(shared: Path, name: str) -> None:
    path = shared / "corpus" / "docx" / "revisions" / f"{name}.docx"
    if not path.is_file():
        pytest.skip("no files with single changes are here")
    root = part(path)
    assert {revision.kind for revision in revisions(root)} == ONE_KIND[name]
    for settle in (accept, reject):
        settled = part(path)
        settle(settled)
        assert not is_revised(settled)
