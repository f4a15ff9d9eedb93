"""What holds of settled tracked changes in any document."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.revisions.revision import is_revised, revisions
from reportgen.word.revisions.settle import accept, reject
from tests.word.tracked import (
    BY,
    OLD_BOLD,
    bookmark,
    control,
    dele,
    document,
    formula,
    fraction,
    gone,
    ins,
    move,
    p,
    r,
    story,
    tbl,
    tc,
    text,
    tr,
    tracked_control,
)

Settle = Callable[[etree._Element], None]


# A loaded machine is slow, and that says nothing about the product.
law = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(children, max_size=3)
    wrapped: list[Callable[[list[str]], str]] = [
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
    return st.one_of([st.builds(wrap, some) for wrap in wrapped])


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


GONE_SOMEWHERE = {qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo")}


def same(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n")


@law
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


@law
@given(BLOCKS, st.sampled_from([accept, reject]))
def test_a_document_without_revisions_is_left_as_it_is(blocks: list[str], settle: Settle) -> None:
    root = document(*blocks)
    accept(root)
    before = same(root)
    settle(root)
    assert same(root) == before


@law
@given(BLOCKS, st.sampled_from([accept, reject]))
def test_cells_end_in_a_paragraph_and_tables_have_rows_whatever_went(
    blocks: list[str], settle: Settle
) -> None:
    root = document(*blocks)
    settle(root)
    assert all(cell[-1].tag == qn("w:p") for cell in root.iter(qn("w:tc")))
    assert all(next(table.iter(qn("w:tr")), None) is not None for table in root.iter(qn("w:tbl")))


@law
@given(BLOCKS)
def test_text_that_nobody_changed_is_in_both_views(blocks: list[str]) -> None:
    original = document(*blocks)
    untouched = [
        t.text
        for t in original.iter(qn("w:t"))
        if not any(around.tag in GONE_SOMEWHERE for around in t.iterancestors())
        and not any(
            around.find(f"{qn('w:trPr')}/*") is not None
            or around.find(f"{qn('w:tcPr')}/*") is not None
            for around in t.iterancestors(qn("w:tr"), qn("w:tc"))
        )
    ]
    for settle in (accept, reject):
        root = document(*blocks)
        settle(root)
        left = iter([t.text for t in root.iter(qn("w:t"))])
        assert all(t in left for t in untouched)  # in this order, others between them


@law
@given(st.lists(st.sampled_from(["stay", "ins", "del"]), max_size=12))
def test_the_two_views_are_the_two_texts_that_were_interleaved(how: list[str]) -> None:
    runs: dict[str, Callable[[str], str]] = {
        "stay": r,
        "ins": lambda t: ins(r(t)),
        "del": lambda t: dele(gone(t)),
    }
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
