"""What a decided cell or row of the report's tables comes to in the workbook.

A new member is a row under the others; one taken out gets a last day, for rows are never
removed. A new figure is a row of its own, unless the workbook has a row that waits for it; the
figures of a row taken out are emptied. Other tables show more than the workbook's cells, or
none of them: there nothing is written, and a person is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.app.year import YearInputs
from reportgen.hearing.decisions.apply import CellChange, RowChange
from reportgen.hearing.result import TablePlace
from reportgen.report.dates import danish_date, parse_date
from reportgen.report.ids import FIGURES, CellId
from reportgen.report.inputs import KeyFigure, Member
from reportgen.sources.spelling import folded
from reportgen.sources.workbook.patch import CellEdit, NewRow
from reportgen.sources.workbook.read import figures_without_value
from reportgen.sources.workbook.sheet_xml import Content
from reportgen.sources.workbook.values import parse_number

MEMBERS = "Medlemmer"
_NOTHING = frozenset({"", "–"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = re.compile(
    r"\s*(?:%|‰|kr\.?|kroner|pct\.?|procent|promille|stk\.?|,-)$", re.IGNORECASE | re.UNICODE
)
_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2012\u2010\u2011\ufe63\uff0d", "-"))
_TERM = re.compile(r"(?P<name>.*?)\s*\((?:fra (?P<since>[^()]+?))?\s*(?:til (?P<until>[^()]+))?\)")

Edit = CellEdit | NewRow


def danish_number(text: str) -> Decimal | None:
    """A number as people write it in a report, with its unit or without; None for what is none.

    >>> [str(danish_number(text)) for text in ("563.935 kr.", "−3,8", "12,5 %", "1 749")]
    ['563935', '-3.8', '12.5', '1749']
    """
    said = _UNITS.sub("", text.strip()).strip()
    if said in _NOTHING:
        return None
    said = _SPACES.sub(" ", re.sub(r"^([-+])\s+", r"\1", said.translate(_MINUS)))
    number = parse_number(said)
    return number if number is None or "," in said else number.to_integral_value()


@dataclass(frozen=True)
class WorkbookEdits:
    """Turns decisions of one time into edits of the workbook."""

    inputs: YearInputs
    data: bytes
    """The workbook as it is."""
    date: dt.date
    """When it was decided."""
    source: str
    """What a new figure has as its source; ``{parties}`` stands for who asked for it."""

    def of_cell(self, change: CellChange) -> Mapping[str, Edit]:
        """What a changed cell comes to."""
        sheet, cell = where = CellId.parse(change.cell)
        if not where.is_place:
            place = change.place
            made = self._figure(place, place.column, change.after, change.by) if place else None
            return {"Værdi": made} if made else {}
        before, after = _content(change.before), _content(change.after)
        if isinstance(before, str) != isinstance(after, str) and None not in (before, after):
            return {}
        if sheet == FIGURES and isinstance(after, str):
            return {}
        return {"": CellEdit(sheet, cell, before, after)} if (before, after) != (None,) * 2 else {}

    def of_row(self, change: RowChange) -> Mapping[str, Edit]:
        """What a row that comes or goes comes to; nothing where a person has to see to it."""
        place = change.place
        if place.sheet == MEMBERS:
            member = self._new_member(place) if change.is_new else self._left(place)
            return {"Medlem": member} if member else {}
        if place.sheet == FIGURES:
            return self._new_figures(change) if change.is_new else dict(_emptied(place))
        return {}

    # Members

    def _new_member(self, place: TablePlace) -> NewRow | None:
        said = _said(place)
        values: dict[str, Content] = {h: t for h, t in said.items() if t not in _NOTHING}
        name = said.get("Navn", "")
        if term := _TERM.fullmatch(name):
            values["Navn"] = term["name"]
            for header, typed in (("Fra", term["since"]), ("Til", term["until"])):
                if typed and (day := parse_date(typed)):
                    values[header] = day
        if "Organisation" in values:
            values["Organisation"] = self._organisation(said["Organisation"])
        known = {"Navn", "Organisation", "Rolle", "E-mail", "Fra", "Til"}
        values = {header: value for header, value in values.items() if header in known}
        return NewRow(MEMBERS, values) if "Navn" in values else None

    def _left(self, place: TablePlace) -> CellEdit | None:
        member = self.member(place)
        cell = member.cells.get("Til", "") if member else ""
        return CellEdit(MEMBERS, cell, member.until, self.date) if member and cell else None

    def member(self, place: TablePlace) -> Member | None:
        """The member that a row shows, if the workbook still has them there."""
        shown = {CellId.parse(anchor).cell for anchor in place.anchors if anchor}
        name = _said(place).get("Navn", "")
        for member in self.inputs.workbook.members:
            if shown & set(member.cells.values()):
                return member if name.startswith(member.name) else None
        return None

    def _organisation(self, typed: str) -> str:
        """An organisation as the network spells it; what it does not know, as it is."""
        names = self.inputs.network.organisations if self.inputs.network else ()
        return next((name for name in names if folded(name) == folded(typed)), typed)

    # Key figures

    def _new_figures(self, change: RowChange) -> dict[str, Edit]:
        made: dict[str, Edit] = {}
        for column, (header, text) in enumerate(
            zip(change.place.headers, change.place.cells, strict=False)
        ):
            if _YEAR.fullmatch(header) and text not in _NOTHING:
                edit = self._figure(change.place, column, text, change.by)
                if edit is None:
                    return {}
                made[header] = edit
        return made

    def _figure(
        self, place: TablePlace, column: int, text: str, by: tuple[str, ...]
    ) -> Edit | None:
        """One figure of an organisation and a year that the table of an indicator lacked."""
        value, like = danish_number(text), self._shown_by(place.shows)
        if value is None or like is None or not place.cells:
            return None
        organisation = self._organisation(place.cells[0])
        year = int(place.headers[column])
        for figure in self.inputs.workbook.figures:
            here = (figure.indicator, figure.unit, figure.organisation, figure.year)
            if here == (like.indicator, like.unit, organisation, year):
                # It was typed in since: right, or for a person to look at.
                return CellEdit(FIGURES, figure.cells["Værdi"], value, value)
        waiting = self._waiting.get((folded(like.indicator), organisation, year))
        if waiting:
            return CellEdit(FIGURES, waiting, None, value)
        source = self.source.format(parties=", ".join(by), date=danish_date(self.date))
        return NewRow(
            FIGURES,
            {
                "Indikator": like.indicator,
                "Enhed": like.unit,
                "Organisation": organisation,
                "År": Decimal(year),
                "Værdi": value,
                "Kilde": source,
            },
        )

    def _shown_by(self, anchor: str) -> KeyFigure | None:
        cell = CellId.parse(anchor).cell
        figures = self.inputs.workbook.figures
        return next((each for each in figures if each.cells.get("Værdi") == cell), None)

    @cached_property
    def _waiting(self) -> Mapping[tuple[str, str, int], str]:
        return figures_without_value(self.data)


def _said(place: TablePlace) -> dict[str, str]:
    """What a row says, by header."""
    return {h: " ".join(t.split()) for h, t in zip(place.headers, place.cells, strict=False)}


def _emptied(place: TablePlace) -> Iterator[tuple[str, Edit]]:
    """The cells of a row's figures, each with nothing in it."""
    for anchor, text in zip(place.anchors, place.cells, strict=False):
        if anchor:
            cell = CellId.parse(anchor).cell
            yield anchor, CellEdit(FIGURES, cell, danish_number(text), None)


def _content(text: str) -> Content | None:
    """What a cell of the report says, as a cell of the workbook holds it."""
    said = text.strip()
    if said in _NOTHING:
        return None
    number = danish_number(said)
    return number if number is not None else parse_date(said) or said
