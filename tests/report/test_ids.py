"""What names blocks, rows, cells and places."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report import ids
from reportgen.report.ids import Anchor, BlockPart, CellId
from tests.strategies import SECTIONS

blocks = st.one_of(
    st.builds("{}{}".format, st.sampled_from("UAFO"), st.integers(1, 9999)),
    st.builds(ids.prose_id, st.sampled_from(list(SECTIONS)), st.integers(1, 99)),
)


@given(blocks, st.sampled_from(BlockPart), st.none() | st.integers(1, 99))
def test_an_anchor_knows_the_block_and_the_part_it_was_made_of(
    block: str, part: BlockPart, number: int | None
) -> None:
    anchor = Anchor.of_block(block, part, number)
    assert (anchor.block, anchor.shows) == (block, part)
    assert anchor.part == f"{part}{number or ''}"
    assert (anchor.section, anchor.cell) == ("", None)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_heading_of_a_section_is_of_no_block(section: str) -> None:
    anchor = Anchor.of_section(section)
    assert (anchor.section, anchor.block, anchor.shows, anchor.cell) == (section, "", None, None)


def test_a_cell_is_known_by_its_sheet_and_its_place() -> None:
    anchor = Anchor("Nøgletal!E7")
    assert anchor.cell == CellId("Nøgletal", "E7")
    assert str(anchor.cell) == anchor
    assert (anchor.section, anchor.block) == ("", "")
    assert ids.is_cell("Nøgletal!E7")
    assert not ids.is_cell("3.1/2")


def test_what_names_no_cell_is_not_read_as_one() -> None:
    with pytest.raises(ValueError, match="unpack"):
        CellId.parse("U1")


def test_the_empty_anchor_is_of_nothing() -> None:
    anchor = Anchor()
    assert not any((anchor.section, anchor.block, anchor.part, anchor.shows, anchor.cell))


@given(blocks)
def test_an_anchor_stands_in_a_file_as_it_is(block: str) -> None:
    anchor = Anchor.of_block(block, BlockPart.TEXT, 1)
    assert json.loads(json.dumps([anchor])) == [f"{block}#t1"]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_row_of_prose_is_told_from_one_of_points(section: str) -> None:
    prose = ids.prose_row(section)
    assert ids.is_prose_row(prose)
    assert not ids.is_prose_row(section)
    assert ids.section_of_row(prose) == ids.section_of_row(section) == section


@given(blocks)
def test_a_block_stands_in_the_row_of_its_section(block: str) -> None:
    row, section = ids.sequence_of(block), ids.section_of(block)
    assert ids.section_of_row(row) == (section or "")
    assert ids.is_prose_row(row) != ids.is_point(block)
