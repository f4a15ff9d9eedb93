"""The hidden bookmarks that carry a block's identity."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.opc.namespaces import NAMESPACES, qn
from reportgen.opc.xml import parse
from reportgen.report.ids import Anchor
from reportgen.word.elements.identity import anchor, bookmark, name_again

parts = st.sampled_from(["h", "m", "w", "t1", "t27"])
numbers = st.integers(1, 9999).map(str)
sections = st.from_regex(r"[1-9](\.[1-9][0-9]?){0,3}|Bilag [1-9]", fullmatch=True)
anchors = st.one_of(
    st.builds("{}{}#{}".format, st.sampled_from("UAFO"), numbers, parts),
    st.builds("{}/{}#{}".format, sections, numbers, parts),
    st.builds(
        "{}!{}{}".format,
        st.sampled_from(["Nøgletal", "Medlemmer", "Årshjul", "Opfølgning"]),
        st.sampled_from(["A", "E", "AB"]),
        numbers,
    ),
    st.builds("§{}".format, sections),
).map(Anchor)


@given(anchors)
def test_an_anchor_comes_back_from_its_bookmark(place: Anchor) -> None:
    assert anchor(bookmark(place)) == place


@given(anchors)
def test_a_bookmark_is_one_that_every_editor_keeps(place: Anchor) -> None:
    assert re.fullmatch(r"_rg_[A-Za-z0-9]{1,36}", bookmark(place))


@given(st.sets(anchors, min_size=2))
def test_two_places_never_share_a_bookmark(places: set[Anchor]) -> None:
    assert len({bookmark(place) for place in places}) == len(places)


@pytest.mark.parametrize("name", ["_GoBack", "_Toc1234", "_rg_", "_rg_?", "_rg_U1", "_rg_cZE7"])
def test_somebody_elses_bookmark_is_nobodys_block(name: str) -> None:
    assert anchor(name) is None


@pytest.mark.parametrize(
    ("names", "again"),
    [
        (["_rg_U1t1_Copy_1"], ["_rg_U1t1"]),
        (["_rg_U1t1", "_rg_U1t1_Copy_1"], ["_rg_U1t1", "_rg_U1t1_Copy_1"]),
        (["_rg_U1t1_Copy_1", "_rg_U1t1_Copy_2"], ["_rg_U1t1", "_rg_U1t1_Copy_2"]),
        (["_rg_U1t1_Copy_1_Copy_1", "_Toc1_Copy_1"], ["_rg_U1t1", "_Toc1_Copy_1"]),
    ],
)
def test_a_bookmark_named_as_a_copy_is_the_one_that_is_gone(
    names: list[str], again: list[str]
) -> None:
    marks = "".join(f'<w:bookmarkStart w:name="{name}"/>' for name in names)
    root = parse(f'<w:p xmlns:w="{NAMESPACES["w"]}">{marks}</w:p>'.encode())
    name_again(root)
    assert [mark.get(qn("w:name")) for mark in root] == again
