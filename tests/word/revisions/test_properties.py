"""Properties and ranges of a document when its tracked changes are settled."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.revisions.settle import accept, reject
from tests.word.tracked import (
    BY,
    OLD_BOLD,
    bookmark,
    dele,
    document,
    gone,
    ins,
    p,
    r,
    tbl,
    tc,
    text,
    tr,
)


def value(root: etree._Element, tag: str, attribute: str = "w:val") -> str | None:
    """An attribute of the only element of a name."""
    (element,) = root.iter(qn(tag))
    return element.get(qn(attribute))


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
    assert value(root, "w:pStyle") == "Heading1"


def test_rejecting_gives_a_section_its_margins_and_leaves_its_headers() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default"/><w:pgMar w:top="9"/>'
        f'<w:sectPrChange {BY}><w:sectPr><w:pgMar w:top="1"/></w:sectPr></w:sectPrChange>'
        "</w:sectPr>"
    )
    root = document(p(r("x")), section)
    reject(root)
    assert names(root, "w:sectPr") == ["headerReference", "pgMar"]
    assert value(root, "w:pgMar", "w:top") == "1"


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
    assert (value(accepted, "w:vMerge"), value(rejected, "w:vMerge")) == ("continue", "restart")
    assert names(accepted, "w:tc", "w:tcPr") == ["tcW", "vMerge"]


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
