"""What members do to tables and figures in their copies, and the row each deed is to become."""

from __future__ import annotations

from collections.abc import Callable

from tests.editors.planting import look
from tests.editors.planting.deeds import ASIDE, Deed, Want
from tests.editors.planting.sent import Spot


def member_added(spot: Spot, token: str, author: str) -> Deed:
    new = (spot.cells[0], f"Ny {token}", "Medlem")
    want = Want(ASIDE | {"add", "row"}, (token,))
    return Deed((("row_after", spot.cells, new),), look.row(*new), (want,))


def figures_added(spot: Spot, token: str, author: str) -> Deed:
    new = (f"{token} Kommune", "17", "18", "19", "", "")
    want = Want(ASIDE | {"add", "row"}, (token,))
    return Deed((("row_after", spot.cells, new),), look.row(*new), (want,))


def row_out(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE | {"remove", "row"}, (), (spot.cells[1],))
    return Deed((("delete_row", spot.cells),), look.no_row(*spot.cells), (want,))


def cell(said: str, *kinds: str) -> Callable[[Spot, str, str], Deed]:
    def deed(spot: Spot, token: str, author: str) -> Deed:
        typed = said or token
        cells = list(spot.cells)
        cells[spot.column] = typed
        blocks = (spot.block,) if spot.block else ()
        want = Want(frozenset(kinds), (typed,), blocks=blocks)
        return Deed((("set_cell", spot.cells, spot.column, typed),), look.row(*cells), (want,))

    return deed


def sorted(spot: Spot, token: str, author: str) -> Deed:
    first, second = "Medlem, Faxe Kommune", "Medlem, Stevns Kommune"
    want = Want(ASIDE, ("ækkefølge",))
    return Deed((("sort_rows", first),), look.after(first, second), (want,))


def column(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE, (token,))
    return Deed((("add_column", spot.texts[0], token),), look.shows(token), (want,))


def figure_out(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE, ("igur",))
    step = ("delete_figure", spot.column, spot.texts[0])
    return Deed((step,), look.drawn_over(spot.other[0]), (want,))


def figure_described(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE, (token,))
    step = ("describe_figure", spot.column, spot.texts[0], f"Figuren viser {token}.")
    return Deed((step,), look.described(token), (want,))


def plotted(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE, ("9431",))
    return Deed(
        (("plot", spot.texts[0], "9431"),),
        lambda seen: "9431" in seen.plotted,
        (want,),
    )
