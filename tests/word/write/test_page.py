"""What is kept together on a page, by what it is estimated to take."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures.chart import Chart, ChartKind
from reportgen.layout.content import Align, Column, Figure, Table, TableCell
from reportgen.word.write.page import PageSetup

PAGE = PageSetup(8788, {}, 0, 13777)
CHART = Chart(ChartKind.BARS, ("Faxe",), (), "antal", 0, "Alt.")


def table(rows: int, words: int = 1, source: str = "") -> Table:
    columns = (Column("Organisation", 0.7), Column("2022", 0.3, Align.NUMBER))
    cells = tuple((TableCell("Ord " * words), TableCell("1")) for _ in range(rows))
    return Table("Tal", columns, cells, source=source)


@given(rows=st.integers(1, 25), source=st.sampled_from(["", "Kilde: Register."]))
def test_a_table_that_has_room_on_a_page_is_not_cut(rows: int, source: str) -> None:
    kept = PAGE.rows_kept(table(rows, source=source))
    assert kept == [True] * (rows - 1) + [bool(source)]


@given(rows=st.integers(60, 200), words=st.integers(1, 40))
def test_a_table_that_has_not_keeps_three_rows_at_either_end_and_is_cut_between(
    rows: int, words: int
) -> None:
    kept = PAGE.rows_kept(table(rows, words))
    assert kept[:3] == [True, True, False]
    assert kept[-4:] == [False, True, True, False]
    assert not any(kept[3:-4])


@given(rows=st.integers(2, 12), words=st.integers(300, 2000))
def test_rows_that_are_very_high_are_kept_together_only_where_they_have_room(
    rows: int, words: int
) -> None:
    made = table(rows, words)
    kept = PAGE.rows_kept(made)
    assert len(kept) == rows
    together = max((len(list(group)) for is_kept, group in groupby(kept) if is_kept), default=0)
    assert together <= 4


@pytest.mark.parametrize(("rows", "is_together"), [(3, True), (18, False)])
def test_a_figure_is_kept_with_its_table_where_both_leave_most_of_a_page(
    rows: int, is_together: bool
) -> None:
    figure = Figure("Årshjul", CHART, "Mørke felter er måneder med møde.")
    assert PAGE.is_with_figure(table(rows), figure, 4760) == is_together
