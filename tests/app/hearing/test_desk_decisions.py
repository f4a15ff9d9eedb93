"""Decisions typed on the desk: kept first, written behind, taken in by the next command."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.app.hearing.applying import apply
from reportgen.app.hearing.reviewing import Review
from reportgen.app.hearing.waiting import (
    DecisionsContested,
    DecisionsWithoutWorkbook,
    waiting_cells,
)
from reportgen.app.standing.status import status
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.review.items import Choice, Show, State
from reportgen.report.journal import Fate
from reportgen.sources.decision_sheet import ASSESSMENT, MET, REASON, WORDING
from reportgen.workspace import files
from reportgen.workspace.files import FileHeld
from reportgen.workspace.journal import Journal
from reportgen.workspace.lock import held
from reportgen.workspace.places import Workspace, Year
from tests.app.hearing.rounds import AABY, BACK, BAEK, OEST, POINT, Hearing, hearing, reworded, say
from tests.app.hearing.test_carried import typed, write
from tests.word.redline_plans import with_all_accepted

__all__ = ["hearing"]

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def round_(hearing: Hearing) -> Hearing:
    """A conflict over U1, an edit of signs, and one edit more."""
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "besværligt"))
    hearing.back("c.docx", reworded(hearing.copies[OEST], "mødtes én gang", "mødtes, én gang"))
    hearing.collect()
    return hearing


def review_of(hearing: Hearing) -> Review:
    return Review(hearing.small.year, say)


def written(review: Review) -> bool:
    """Whether all that waited could be written."""
    problem = review.write()
    review.refresh()
    return problem is None and not review.waiting.cells


def sheet(hearing: Hearing, number: int = 1) -> Path:
    return hearing.small.year.hearing / "1" / "svar" / f"{number:02d}_hoeringssvar.xlsx"


def of_excel(path: Path, change: Callable[[object], object]) -> None:
    book = load_workbook(path)
    change(book["Svar"])
    book.save(path)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return {name: package.read(name) for name in package.namelist()}


def conflict_of(review: Review) -> object:
    return next(item for item in review.items.all if item.is_conflict)


def test_decided_and_open_are_all(round_: Hearing) -> None:
    review = review_of(round_)
    items = review.items.all
    assert [item.is_conflict for item in items].count(True) == 1
    assert (review.overview.sum().decided, review.overview.sum().open) == (0, len(items))
    for number, item in enumerate(items, 1):
        review.decide(item, Outcome.NO)
        total = review.overview.sum()
        assert (total.decided, total.all) == (number, len(items))
    assert review.overview.sum(Choice(Show.OPEN)).all == 0


def test_a_decision_is_kept_before_the_workbook_knows_and_written_into_its_cells_alone(
    round_: Hearing,
) -> None:
    review = review_of(round_)
    before, cells = parts(sheet(round_)), typed(sheet(round_))
    item = conflict_of(review)
    one, two = item.rows
    review.decide(item, Outcome.YES, two.id, texts={(two.id, REASON): "Enighed i netværket."})
    assert parts(sheet(round_)) == before
    assert waiting_cells(round_.small.year, review.round) == 3
    assert written(review)
    assert waiting_cells(round_.small.year, review.round) == 0
    after = parts(sheet(round_))
    assert {name for name in after if after[name] != before[name]} == {SHEET}
    cells[one.id] = ("nej", None, None, None)
    cells[two.id] = ("ja", None, None, "Enighed i netværket.")
    assert typed(sheet(round_)) == cells


def test_apply_takes_in_what_waits_and_gives_what_the_workbook_would(round_: Hearing) -> None:
    review = review_of(round_)
    item = conflict_of(review)
    review.decide(item, Outcome.YES, item.rows[0].id)
    review.accept_editorial()
    done = round_.apply()
    assert done.is_done
    assert round_.text("U1") == POINT.replace("svært", "umuligt")
    assert "mødtes, én gang" in round_.text("3.1/1")
    assert not Journal(round_.small.year.journal).waiting
    archived = [p.name for p in (round_.small.root / "arkiv").rglob("kladde.jsonl")]
    assert archived


def test_a_later_collect_carries_over_what_waits(round_: Hearing) -> None:
    review = review_of(round_)
    item = conflict_of(review)
    review.decide(item, Outcome.YES, item.rows[0].id)
    round_.answer(OEST, "Husk natten.")
    assert typed(sheet(round_, 2))[item.rows[0].id][0] == "ja"
    review.refresh()
    assert review.made.number == 2
    assert review.overview.state(review.items.by_id[item.id]) is State.DECIDED


def test_while_the_workbook_is_held_it_waits_and_the_commands_refuse(
    round_: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = review_of(round_)
    review.decide(conflict_of(review), Outcome.NO)
    before = round_.small.snapshot()

    def deny(source: Path, target: Path) -> None:
        if target.name.endswith("hoeringssvar.xlsx"):
            raise PermissionError(13, "in use", str(target))
        source.replace(target)

    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", deny)
        problem = review.write()
        assert problem is not None
        assert (problem.code, problem.location.file) == ("file-held", "01_hoeringssvar.xlsx")
        assert status(round_.small.year, BACK.date()).hearing.waiting == 2  # type: ignore[union-attr]
        with pytest.raises(FileHeld):
            round_.apply()
        with pytest.raises(FileHeld):
            round_.answer(OEST, "Husk natten.")
    assert round_.small.snapshot() == before
    assert written(review)
    assert waiting_cells(round_.small.year, review.round) == 0


@pytest.mark.parametrize("lock", ["~$01_hoeringssvar.xlsx", ".~lock.01_hoeringssvar.xlsx#"])
def test_it_is_not_written_behind_the_back_of_a_program_that_has_it_open(
    round_: Hearing, lock: str
) -> None:
    review = review_of(round_)
    review.decide(conflict_of(review), Outcome.NO)
    sheet(round_).with_name(lock).write_text("")
    assert review.write() is not None
    sheet(round_).with_name(lock).unlink()
    assert written(review)


def test_a_command_that_is_at_work_is_waited_for(round_: Hearing) -> None:
    review = review_of(round_)
    review.decide(conflict_of(review), Outcome.NO)
    with held(round_.small.root):
        problem = review.write()
    assert problem is not None
    assert problem.code == "workspace-busy"
    assert written(review)


def test_what_was_typed_in_excel_meanwhile_stands_beside_it_until_a_person_chooses(
    round_: Hearing,
) -> None:
    review = review_of(round_)
    item = conflict_of(review)
    row = item.rows[0].id
    review.decide(item, Outcome.YES, row)
    write(sheet(round_), row, ("nej", None, None, "Fra Excel."))
    review.refresh()
    assert review.waiting.contested.keys() == {(row, MET)}
    assert review.overview.shown(Choice(Show.CONTESTED)) == (item,)
    with pytest.raises(DecisionsContested):
        round_.apply()
    assert typed(sheet(round_))[row] == ("nej", None, None, "Fra Excel.")
    review.refresh()
    review.choose((row, MET), "ja")
    assert not review.waiting.contested
    assert written(review)
    assert typed(sheet(round_))[row] == ("ja", None, None, "Fra Excel.")


def test_two_pages_that_showed_the_same_never_overwrite_each_other(round_: Hearing) -> None:
    one, two = review_of(round_), review_of(round_)
    item = next(item for item in one.items.all if not item.is_conflict)
    shown = {(item.id, MET): ""}
    one.decide(item, Outcome.YES, shown=shown)
    two.refresh()
    two.decide(item, Outcome.NO, shown=shown)
    assert two.said((item.id, MET)) == "ja"
    (folded,) = two.waiting.contested.values()
    assert [entry.said.value for entry in folded.contested] == ["nej"]


def test_a_row_that_was_deleted_in_excel_is_put_back_with_its_decision(round_: Hearing) -> None:
    review = review_of(round_)
    item = conflict_of(review)
    of_excel(sheet(round_), lambda page: page.delete_rows(2))  # type: ignore[attr-defined]
    review.decide(item, Outcome.PARTLY, texts={(item.rows[0].id, WORDING): "Det er svært."})
    assert written(review)
    for row, met in zip(item.rows, ("delvist", "nej"), strict=True):
        assert typed(sheet(round_))[row.id][0] == met
    assert typed(sheet(round_))[item.rows[0].id][1] == "Det er svært."
    assert not review.waiting.cells


def test_a_cell_that_is_not_there_yet_is_made(round_: Hearing) -> None:
    made = parts(sheet(round_))
    bare = re.sub(rb'<c r="[FGHI]\d+"[^>]*?(?:/>|></c>)', b"", made[SHEET])
    assert len(bare) < len(made[SHEET])
    with zipfile.ZipFile(sheet(round_), "w") as package:
        for name, data in (made | {SHEET: bare}).items():
            package.writestr(name, data)
    review = review_of(round_)
    item = conflict_of(review)
    review.decide(item, Outcome.NO, texts={(item.rows[0].id, REASON): "Fordi."})
    assert written(review)
    assert typed(sheet(round_))[item.rows[0].id] == ("nej", None, None, "Fordi.")


def test_a_column_that_is_gone_keeps_what_was_typed_waiting(round_: Hearing) -> None:
    review = review_of(round_)
    item = conflict_of(review)
    of_excel(sheet(round_), lambda page: page.delete_cols(9))  # type: ignore[attr-defined]
    review.decide(item, Outcome.NO, texts={(item.rows[0].id, REASON): "Fordi."})
    problem = review.write()
    assert problem is not None
    assert problem.code == "workbook-column-missing"
    review.refresh()
    assert review.said((item.rows[0].id, REASON)) == "Fordi."


def test_a_workbook_that_is_gone_is_said_and_nothing_is_lost(round_: Hearing) -> None:
    review = review_of(round_)
    kept = sheet(round_).read_bytes()
    sheet(round_).unlink()
    review.refresh()
    review.decide(conflict_of(review), Outcome.NO)
    with pytest.raises(DecisionsWithoutWorkbook):
        round_.answer(OEST, "Husk natten.")
    sheet(round_).write_bytes(kept)
    review.refresh()
    assert written(review)
    assert waiting_cells(round_.small.year, review.round) == 0


def test_a_crash_between_the_workbook_and_the_journal_changes_nothing(
    round_: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = review_of(round_)
    item = conflict_of(review)
    review.decide(item, Outcome.YES)
    review.decide(item, Outcome.NO)
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "settle", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            review.write()
    again = review_of(round_)
    assert waiting_cells(round_.small.year, again.round) == 2
    assert written(again)
    assert typed(sheet(round_))[item.rows[0].id][0] == "nej"
    journal = Journal(round_.small.year.journal)
    assert {journal.fate(e.number) for e in journal.entries} == {Fate.REPLACED, Fate.THERE}


def test_the_editorial_changes_are_accepted_and_undone_in_one_go(round_: Hearing) -> None:
    review = review_of(round_)
    (item,) = review.overview.shown(Choice(Show.EDITORIAL))
    review.accept_editorial()
    assert review.said((item.id, MET)) == "ja"
    assert written(review)
    review.undo()
    assert review.said((item.id, MET)) == ""
    assert written(review)
    assert typed(sheet(round_))[item.id][0] is None
    review.undo(again=True)
    assert review.said((item.id, MET)) == "ja"


def test_deciding_otherwise_lets_go_of_an_own_wording_and_undoing_brings_it_back(
    round_: Hearing,
) -> None:
    review = review_of(round_)
    item = next(item for item in review.items.all if not item.is_conflict)
    review.decide(item, Outcome.PARTLY)
    assert review.overview.state(item) is State.HALF
    review.keep(
        {(item.id, WORDING): ("", "Netværket mødtes to gange."), (item.id, ASSESSMENT): ("", "Ja.")}
    )
    assert review.overview.state(item) is State.DECIDED
    review.decide(item, Outcome.YES)
    assert review.said((item.id, WORDING)) == ""
    review.undo()
    assert review.said((item.id, WORDING)) == "Netværket mødtes to gange."
    assert review.said((item.id, ASSESSMENT)) == "Ja."


def test_the_report_gets_the_same_entries_as_from_the_workbook(
    round_: Hearing, tmp_path: Path
) -> None:
    beside = tmp_path / "ved siden af"
    shutil.copytree(round_.small.root, beside)
    review = review_of(round_)
    item = conflict_of(review)
    cells: dict[str, tuple[str | None, ...]] = {}
    for each in review.items.all:
        if each is item:
            reason = {(row.id, REASON): "Enighed." for row in each.rows}
            review.decide(
                each,
                Outcome.PARTLY,
                each.rows[1].id,
                texts={
                    **reason,
                    (each.rows[1].id, WORDING): "Det er svært at dække **natten**.",
                },
            )
            cells[each.rows[0].id] = ("nej", None, None, "Enighed.")
            cells[each.rows[1].id] = (
                "delvist",
                "Det er svært at dække **natten**.",
                None,
                "Enighed.",
            )
        else:
            review.decide(each, Outcome.YES)
            cells[each.id] = ("ja", None, None, None)
    other = Year(Workspace(beside), round_.small.year.network, 2024)
    path = other.hearing / "1" / "svar" / "01_hoeringssvar.xlsx"
    for id_, values in cells.items():
        write(path, id_, values)
    assert round_.apply().is_done
    assert apply(other, (), BACK, say).is_done
    (one,), (two,) = (list(year.decided.glob("*.yaml")) for year in (round_.small.year, other))
    assert one.read_bytes() == two.read_bytes()


def test_what_is_decided_in_word_counts_and_a_difference_is_told(round_: Hearing) -> None:
    review = review_of(round_)
    item = next(item for item in review.items.all if not item.is_conflict)
    document = sheet(round_).with_name("01_samlet.docx")
    document.write_bytes(with_all_accepted(document.read_bytes()))
    review.refresh()
    assert review.said((item.id, MET)) == ""
    assert review.overview.state(item) is State.DECIDED
    review.decide(item, Outcome.NO)
    assert review.overview.state(item) is State.HALF
    review.decide(item, Outcome.YES)
    assert review.overview.state(item) is State.DECIDED


def test_a_word_that_is_no_decision_is_told_and_never_written_over(round_: Hearing) -> None:
    review = review_of(round_)
    row = conflict_of(review).rows[0].id
    write(sheet(round_), row, ("måske", None, None, None))
    review.refresh()
    assert [problem.code for problem in review.told] == ["hearing-outcome-unknown"]
    review.decide(conflict_of(review), Outcome.YES, row)
    problem = review.write()
    assert problem is not None
    assert problem.code == "hearing-outcome-unknown"
    assert typed(sheet(round_))[row][0] == "måske"
    write(sheet(round_), row, (None, None, None, None))
    review.refresh()
    assert written(review)
    assert typed(sheet(round_))[row][0] == "ja"
