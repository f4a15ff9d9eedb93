"""What people do in LibreOffice with a report is read as they meant it, and never missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from reportgen.app.generate import generate
from reportgen.hearing.model import Para
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.word.read.returned import Differences, differences
from reportgen.word.revisions.revision import Revision, RevisionKind, RevisionView, revisions
from tests.editors.libreoffice import AUTHOR, LibreOffice, Step, libreoffice
from tests.word.reading import ReadBlock, blocks, comments, read
from tests.workspaces import small_year

__all__ = ["libreoffice"]

TRACKED: Step = ("track", True)
POINT = "Det er svært at dække natten."


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A draft as the program makes it."""
    year = small_year(tmp_path_factory.mktemp("lo") / "mappe").year
    return generate(year, dt.date(2024, 11, 15)).path.read_bytes()


def paragraphs(data: bytes, view: RevisionView = RevisionView.ACCEPTED) -> tuple[Para, ...]:
    file = read(data)
    return file.document.paragraphs if view is RevisionView.ACCEPTED else file.rejected


def shown(data: bytes, view: RevisionView = RevisionView.ACCEPTED) -> Mapping[str, ReadBlock]:
    return blocks(paragraphs(data, view))


def texts(data: bytes, view: RevisionView = RevisionView.ACCEPTED) -> list[str]:
    return [p.plain for p in paragraphs(data, view) if p.plain.strip()]


def compared(before: bytes, after: bytes) -> Differences:
    return differences(read(before), read(after))


def listed(data: bytes) -> list[Revision]:
    package = Package.open(data, "")
    return list(revisions(parse(package.parts[package.document])))


def test_saving_without_editing_is_no_difference(libreoffice: LibreOffice, report: bytes) -> None:
    once = libreoffice.edit(report)
    twice = libreoffice.edit(once)
    assert not compared(report, once)
    assert not compared(report, twice)
    assert shown(twice) == shown(report)
    assert texts(twice) == texts(report)


WORK: dict[str, tuple[tuple[Step, ...], list[str], list[str]]] = {
    "typing": (
        (("type_after", "Det er svært", " i år"),),
        [POINT],
        ["Det er svært i år at dække natten."],
    ),
    "deleting words": ((("delete", " at dække natten"),), [POINT], ["Det er svært."]),
    "replacing words": ((("replace", "svært", "nemt"),), [POINT], ["Det er nemt at dække natten."]),
    "adding a paragraph": (
        (("add_paragraph_after", POINT, "Også om dagen."),),
        [],
        ["Også om dagen."],
    ),
    "deleting a paragraph": ((("delete_paragraph", POINT),), [POINT], []),
    "deleting two entries of a list": (
        (("delete_paragraph", "et forhold"), ("delete_paragraph", "et andet")),
        ["et forhold", "et andet"],
        [],
    ),
    "editing a cell of a table": (
        (("type_after", "Formand", " for netværket"),),
        ["Formand"],
        ["Formand for netværket"],
    ),
}


@pytest.mark.parametrize("work", WORK)
def test_tracked_work_reads_as_typed_when_accepted_and_as_before_when_rejected(
    libreoffice: LibreOffice, report: bytes, work: str
) -> None:
    steps, taken, given = WORK[work]
    edited = libreoffice.edit(report, TRACKED, *steps)
    before = texts(report)
    assert texts(edited, RevisionView.REJECTED) == before
    assert shown(edited, RevisionView.REJECTED) == shown(report)
    after = texts(edited)
    assert [t for t in before if before.count(t) > after.count(t)] == taken
    assert [t for t in after if after.count(t) > before.count(t)] == given
    assert {(revision.author, revision.date is not None) for revision in listed(edited)} == {
        (AUTHOR, True)
    }
    assert compared(report, edited).tracked


def test_the_two_views_are_what_libreoffice_makes_of_it(
    libreoffice: LibreOffice, report: bytes
) -> None:
    # In the order of the text, so that no step looks for what another has changed.
    steps = [step for work in ("deleting two entries of a list", *WORK) for step in WORK[work][0]]
    steps = list(dict.fromkeys(step for step in steps if POINT not in step))
    edited = libreoffice.edit(report, TRACKED, *steps)
    for step, view in (
        ("accept_all", RevisionView.ACCEPTED),
        ("reject_all", RevisionView.REJECTED),
    ):
        settled = libreoffice.edit(edited, (step,))
        assert texts(edited, view) == texts(settled)
        assert shown(edited, view) == shown(settled)
        assert not listed(settled)


def test_a_deleted_paragraph_takes_its_block_with_it_and_no_other(
    libreoffice: LibreOffice, report: bytes
) -> None:
    edited = libreoffice.edit(report, TRACKED, ("delete_paragraph", "et forhold"))
    before, after = dict(shown(report)), shown(edited)
    assert before.pop("1.1/2").text == "- et forhold"
    assert after == before


def test_a_paragraph_typed_over_is_the_same_block_by_way_of_another_format(
    libreoffice: LibreOffice, report: bytes
) -> None:
    edited = libreoffice.edit(report, TRACKED, ("replace", POINT, "Noget ganske andet."))
    back = libreoffice.saved_as(libreoffice.saved_as(edited, "odt"), "docx", "odt")
    assert shown(back)["U1"].text == "Noget ganske andet."
    assert shown(back, RevisionView.REJECTED) == shown(report)


def test_what_was_set_with_tracking_on_comes_by_way_of_rtf_without_its_date(
    libreoffice: LibreOffice, report: bytes
) -> None:
    edited = libreoffice.edit(report, TRACKED, ("bold", "svært"))
    back = libreoffice.saved_as(libreoffice.saved_as(edited, "rtf"), "docx", "rtf")
    assert shown(back)["U1"].text == "Det er **svært** at dække natten."
    assert read(back).document.typed_dates == 1
    assert read(edited).document.typed_dates == 0


def test_paragraphs_made_one_are_one_block_with_the_text_of_both(
    libreoffice: LibreOffice, report: bytes
) -> None:
    edited = libreoffice.edit(report, TRACKED, ("join_next", "et forhold"))
    assert "et forholdet andet" in texts(edited)
    assert texts(edited, RevisionView.REJECTED) == texts(report)


def test_a_moved_paragraph_stands_in_one_place_in_each_view(
    libreoffice: LibreOffice, report: bytes
) -> None:
    edited = libreoffice.edit(report, TRACKED, ("move_down", "et forhold"))
    before, after = texts(report), texts(edited)
    place = before.index("et forhold")
    assert after[place : place + 2] == ["et andet", "et forhold"]
    assert sorted(after) == sorted(before)
    assert texts(edited, RevisionView.REJECTED) == before
    assert listed(edited)


def test_formatting_with_tracking_on_is_told_apart_from_text(
    libreoffice: LibreOffice, report: bytes
) -> None:
    edited = libreoffice.edit(report, TRACKED, ("bold", "svært"))
    assert [revision.kind for revision in listed(edited)] == [RevisionKind.FORMAT]
    assert shown(edited)["U1"].text == "Det er **svært** at dække natten."
    assert shown(edited, RevisionView.REJECTED) == shown(report)


@pytest.mark.parametrize(
    "step",
    [
        ("type_after", "Det er svært", " i år"),
        ("delete", "natten"),
        ("bold", "svært"),
        ("add_paragraph_after", POINT, "Også om dagen."),
        ("delete_paragraph", POINT),
        ("footnote", "svært", "Se bilaget."),
    ],
    ids=lambda step: str(step[0]),
)
def test_work_without_tracking_is_seen(libreoffice: LibreOffice, report: bytes, step: Step) -> None:
    found = compared(report, libreoffice.edit(report, step))
    # A note stands beside the text, and is counted with what does.
    assert (found.tracked, found.paragraphs + found.objects, found.comments) == (False, 1, 0)


def test_a_comment_that_is_added_resolved_or_deleted_is_seen(
    libreoffice: LibreOffice, report: bytes
) -> None:
    said = ("comment", POINT, AUTHOR, "Gælder det os alle?")
    commented = libreoffice.edit(report, said)
    assert (AUTHOR, "Gælder det os alle?") in comments(read(commented))
    assert compared(report, commented).comments == 1
    resolved = libreoffice.edit(report, ("resolve_comments", "vinteren"))
    assert [
        remark.author.name for remark in read(resolved).document.remarks if remark.resolved
    ] == [author for author, text in comments(read(report)) if "vinteren" in text]
    assert compared(report, resolved).comments == 1
    deleted = libreoffice.edit(report, ("delete_comments", "vinteren"))
    assert compared(report, deleted).comments == 1


def test_the_helper_says_what_libreoffice_itself_shows(
    libreoffice: LibreOffice, report: bytes
) -> None:
    libreoffice.edit(report, ("replace", POINT, "Noget andet."))
    assert "Noget andet." in libreoffice.shown
    assert POINT not in libreoffice.shown
