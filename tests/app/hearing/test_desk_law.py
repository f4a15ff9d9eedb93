"""Whatever the desk, Excel and crashes do to a cell in whatever order, nothing typed is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reportgen.app.hearing.waiting import (
    held_against,
    place_of,
    read_sheet,
    waiting_for,
    write_behind,
)
from reportgen.hearing.decisions.rows import Row
from reportgen.report.journal import Folded, Said
from reportgen.sources.decision_sheet import REASON, write_answers
from reportgen.sources.workbook.patch import CellEdit, patch
from reportgen.workspace.answer_sets import SHEET, Collection, path_of
from reportgen.workspace.files import FileHeld
from reportgen.workspace.journal import Journal
from reportgen.workspace.rounds import Round

ID = "3.6-U1-ab12"
ROWS = (
    Row(ID, "Faxe Kommune", "3.6 (U1)", "før", "efter"),
    Row("b", "Greve Kommune", "1", "x", "y"),
)
DAY = dt.date(2024, 11, 29)
MADE = Collection(
    1, 1, (), {}, decided=False, rows=tuple((r.id, r.party, "") for r in ROWS), aside=0
)
WORDS = st.integers(0, 3).map("Drøftet {}".format)


class Cell(RuleBasedStateMachine):
    """One cell, two pages that may be behind, Excel, and a program that may die anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        opened = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
        self.round = Round(
            *(self.folder / "hoering" / "1", 1, "v01", "fil.docx", opened, DAY),
            per_party=True,
            locked=True,
            parties=(),
        )
        self.path = path_of(self.round, 1, SHEET)
        self.path.parent.mkdir(parents=True)
        self.path.write_bytes(write_answers(ROWS))
        self.journal = Journal(self.folder / "kladde.jsonl")
        self.pages = ["", ""]
        """What each page shows in the cell."""
        self.count = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def folded(self) -> Folded:
        """What the cell comes to."""
        sheet = read_sheet(self.round, MADE)
        assert sheet is not None
        waiting = held_against(waiting_for(self.round, self.journal), sheet.typed, MADE)
        return waiting.cells.get((ID, REASON), Folded(sheet.typed[ID].reason))

    @rule(page=st.integers(0, 1))
    def look(self, page: int) -> None:
        self.pages[page] = self.folded.value

    @rule(page=st.integers(0, 1), words=WORDS)
    def type_on_the_page(self, page: int, words: str) -> None:
        self.count += 1
        stood, shown = self.folded.value, self.pages[page]
        said = Said(place_of(self.round, ID, REASON), shown, words)
        (kept,) = self.journal.append([said], time="", by="", batch=str(self.count))
        now = self.folded
        if shown == stood:
            assert now.value == words, "what a person typed over what stood there is what stands"
        assert kept in (*now.taken, *now.contested)
        self.pages[page] = words

    @rule(words=WORDS)
    def type_in_excel(self, words: str) -> None:
        self.count += 1
        sheet = read_sheet(self.round, MADE)
        assert sheet is not None
        typed, said = sheet.typed[ID], f"{words}, i Excel {self.count}"
        edit = CellEdit("Svar", typed.cells[REASON], typed.reason or None, said)
        self.path.write_bytes(patch(sheet.data, {"": edit}).data)
        assert self.folded.value == said, "what is typed in Excel is never written over"

    @rule()
    def write(self) -> None:
        stood = self.folded
        write_behind(self.round, MADE, self.journal)
        sheet = read_sheet(self.round, MADE)
        assert sheet is not None
        assert sheet.typed[ID].reason == stood.value
        assert self.folded.value == stood.value

    @rule(before=st.booleans())
    def die_while_writing(self, before: bool) -> None:
        stood = self.folded.value
        name = "reportgen.app.hearing.waiting.files.write" if before else None
        with mock.patch(name) if name else mock.patch.object(Journal, "settle") as broken:
            broken.side_effect = FileHeld()
            with contextlib.suppress(FileHeld):
                write_behind(self.round, MADE, self.journal)
        self.journal = Journal(self.folder / "kladde.jsonl")
        assert self.folded.value == stood

    @precondition(lambda self: self.folded.contested)
    @rule(mine=st.booleans())
    def choose(self, mine: bool) -> None:
        folded = self.folded
        chosen = folded.contested[-1].said.value if mine else folded.value
        self.count += 1
        self.journal.append(
            [Said(place_of(self.round, ID, REASON), folded.value, chosen)],
            time="",
            by="",
            batch=str(self.count),
            instead_of=[entry.number for entry in folded.contested],
        )
        assert self.folded.value == chosen
        assert not self.folded.contested

    @invariant()
    def everything_typed_is_settled_or_seen(self) -> None:
        folded = self.folded
        seen = {entry.number for entry in (*folded.taken, *folded.contested)}
        for entry in self.journal.entries:
            assert entry.number in seen or self.journal.fate(entry.number) is not None

    @invariant()
    def the_other_row_is_left_alone(self) -> None:
        sheet = read_sheet(self.round, MADE)
        assert sheet is not None
        assert sheet.typed["b"].is_empty


Cell.TestCase.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
TestCell = Cell.TestCase
