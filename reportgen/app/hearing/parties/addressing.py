"""Addresses of parties that nobody knows one of, filled in where the workbook wants them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.app.workbook.cells import with_edits
from reportgen.app.workbook.rows import MEMBERS, Edit
from reportgen.app.year import YearInputs, read_year
from reportgen.problems import InputFaults, Location, Problem, limits
from reportgen.sources.mail.drafts import addresses, is_current
from reportgen.sources.workbook.patch import CellEdit, NewRow
from reportgen.sources.workbook.rows import is_address
from reportgen.workspace.places import Year
from reportgen.workspace.together import write_all

_COLUMN = "E-mail"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place for an address of a party that none is known of."""

    party: str
    member: str = ""
    """Who represents it; empty where nobody does, and a row is to be made."""
    cell: str = ""
    """Of that member's address in the sheet of members."""
    shown: str = ""
    """What the cell says now: nothing, or what no mail can be sent to."""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What a person typed at such a place."""

    wanted: Wanted
    """As the page showed it."""
    address: str
    name: str = ""
    """Of the new member whom the address is of, where nobody represents the party."""


def wanted(inputs: YearInputs, parties: Sequence[str], date: dt.date) -> tuple[Wanted, ...]:
    """Where an address is missing on `date`: every member of each party that none is known of."""
    return tuple(each for party in parties for each in _of_party(inputs, party, date))


def _of_party(inputs: YearInputs, party: str, date: dt.date) -> Iterator[Wanted]:
    members = inputs.workbook.members
    if addresses(members, party, date):
        return
    present = [each for each in members if each.organisation == party and is_current(each, date)]
    for member in present:
        if cell := member.cells.get(_COLUMN, ""):
            yield Wanted(party, member.name, cell, member.email)
    if not present:
        yield Wanted(party)


def fill_in(year: Year, typed: Sequence[FilledIn], date: dt.date) -> int:
    """Write addresses into the workbook, each where its cell still says what was shown.

    All of them are written, or none. Returns how many were. Raises `InputFaults` with every one
    that cannot be, and `FileHeld` where Excel has the workbook.
    """
    problems = [problem for each in typed for problem in _malformed(each)]
    if problems or not typed:
        raise InputFaults(problems or [Problem("round-address-none")])
    inputs = read_year(year)
    parties = list(dict.fromkeys(each.wanted.party for each in typed))
    now = wanted(inputs, parties, date)
    edits = {str(n): _edit(each) for n, each in enumerate(typed) if each.wanted in now}
    patched = with_edits(inputs, edits, date)
    done = patched.cells if patched else {}
    if left := [each for n, each in enumerate(typed) if str(n) not in done]:
        raise InputFaults([_not_written(each) for each in left])
    if patched is not None and done:
        write_all(year.workspace.root, {year.workbook: patched.data})
    return len(done)


def _edit(typed: FilledIn) -> Edit:
    place = typed.wanted
    if place.cell:
        return CellEdit(MEMBERS, place.cell, place.shown or None, typed.address)
    said = {"Navn": typed.name, "Organisation": place.party, _COLUMN: typed.address}
    return NewRow(MEMBERS, said)


def _malformed(typed: FilledIn) -> Iterator[Problem]:
    address = typed.address
    can_be = address.isascii() and len(address) <= limits.LONGEST_ADDRESS and is_address(address)
    if not can_be:
        yield Problem("round-address-malformed", _where(typed), {"email": address})
    if not typed.wanted.cell and not typed.name:
        yield Problem("round-address-nameless", _where(typed), {"party": typed.wanted.party})


def _not_written(typed: FilledIn) -> Problem:
    who = typed.wanted.member or typed.name or typed.wanted.party
    return Problem("round-address-not-written", _where(typed), {"who": who})


def _where(typed: FilledIn) -> Location:
    return Location("aarsrapport.xlsx", MEMBERS, typed.wanted.cell)
