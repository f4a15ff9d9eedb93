"""What was absorbed before is not absorbed again, whatever name the file has by then."""

from __future__ import annotations

from reportgen.hearing.absorbing import absorbed_digests, new_entries
from reportgen.problems import Location
from reportgen.report.entries import DecidedEntry, Kind, Origin
from reportgen.report.folding.fold import fold
from reportgen.report.model import Change
from reportgen.report.recorded import RecordedReport
from tests.report.builders import TEXT, base

FILE = Origin(file="v01.docx", party="Sekretariatet")
START = base("U1", "U2")
VERSION = RecordedReport.of(fold(START, ()))


def decided(*entries: DecidedEntry) -> list[Change]:
    place = Location("001.yaml")
    return [Change(f"001/{n}", entry, "001.yaml", "", place) for n, entry in enumerate(entries, 1)]


def left(absorbed: list[DecidedEntry], entries: list[DecidedEntry]) -> list[DecidedEntry]:
    changes = decided(*absorbed)
    return new_entries(fold(START, changes), changes, VERSION, entries)


def amended(text: str, before: str = TEXT) -> DecidedEntry:
    return DecidedEntry(kind=Kind.AMEND, id="U1", text=text, before=before, origin=FILE)


def added(text: str) -> DecidedEntry:
    return DecidedEntry(
        kind=Kind.ADD, id="U3", section="3.6", heading="Nyt", text=text, origin=FILE
    )


def remark(text: str) -> DecidedEntry:
    return DecidedEntry(kind=Kind.REMARK, section="3.6", input=text, origin=FILE)


def test_everything_of_a_file_is_new_at_first() -> None:
    entries = [amended(f"{TEXT} Også børn."), added("Tekst."), remark("Se her.")]
    assert left([], entries) == entries


def test_nothing_of_the_same_file_is_new_the_second_time() -> None:
    entries = [amended(f"{TEXT} Også børn."), added("Tekst."), remark("Se her.")]
    assert left(entries, entries) == []


def test_a_further_rewording_is_made_against_what_the_file_left() -> None:
    (entry,) = left([amended(f"{TEXT} Også børn.")], [amended(f"{TEXT} Også små børn.")])
    assert (entry.before, entry.text) == (f"{TEXT} Også børn.", f"{TEXT} Også små børn.")


def test_an_added_point_that_was_worked_on_is_reworded_and_not_added_anew() -> None:
    (entry,) = left([added("Tekst.")], [added("Tekst og mere.")])
    assert (entry.kind, entry.id) == (Kind.AMEND, "U3")
    assert (entry.before, entry.text) == ("Tekst.", "Tekst og mere.")


def test_a_point_that_is_gone_is_not_removed_again() -> None:
    removed = DecidedEntry(kind=Kind.REMOVE, id="U2", origin=FILE)
    assert left([removed], [removed]) == []


def test_a_file_that_was_taken_in_whole_is_known_by_its_digest() -> None:
    receipt = DecidedEntry(kind=Kind.REMARK, answer="Indarbejdet.", origin=Origin(digest="ab12"))
    assert absorbed_digests(decided(amended("Nyt"), receipt)) == {"ab12"}
