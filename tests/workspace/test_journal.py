"""The journal on the disk: what was kept is there, whoever wrote, and whatever was cut off."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from io import FileIO
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reportgen.report.journal import Entry, Fate, Said
from reportgen.workspace.files import FileHeld, NoRoom
from reportgen.workspace.journal import Journal

PLACE = ("hoering/1", "3.6-U1-ab12", "Begrundelse")
TEXTS = st.text(max_size=20)
HALF = json.dumps({"nr": 99, "tid": "", "af": "ø", "sted": [], "vist": "æ", "skrevet": "x"})


def keep(journal: Journal, *values: str, batch: str = "1") -> tuple[Entry, ...]:
    said = [Said(PLACE, "", value) for value in values]
    return journal.append(said, time="2024-12-02T09:00:00", by="sekretær", batch=batch)


class Writers(RuleBasedStateMachine):
    """Two programs that write in turn, and crashes that cut a line off anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "kladde.jsonl"
        self.journals = [Journal(self.path), Journal(self.path)]
        self.kept: list[Entry] = []
        self.settled: dict[int, Fate] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(who=st.integers(0, 1), values=st.lists(TEXTS, min_size=1, max_size=3))
    def append(self, who: int, values: list[str]) -> None:
        made = keep(self.journals[who], *values)
        assert [e.said.value for e in made] == values
        self.kept += made

    @rule(who=st.integers(0, 1), data=st.data(), fate=st.sampled_from(Fate))
    def settle(self, who: int, data: st.DataObject, fate: Fate) -> None:
        open_ = [e.number for e in self.kept if e.number not in self.settled]
        if open_:
            number = data.draw(st.sampled_from(open_))
            self.journals[who].settle({number: fate})
            self.settled[number] = fate

    @rule(length=st.integers(1, len(HALF.encode()) - 1))
    def crash(self, length: int) -> None:
        """A program dies in the middle of a line that it never said was kept."""
        before = self.path.read_bytes() if self.path.exists() else b""
        end = b"" if before[-1:] in {b"", b"\n"} else b"\n"
        self.path.write_bytes(before + (end + HALF.encode())[:length])

    @rule()
    def lose_the_last_end(self) -> None:
        """An editor or a cloud drive saves the file without its last line end."""
        if self.path.exists():
            self.path.write_bytes(self.path.read_bytes().removesuffix(b"\n"))
            self.journals = [Journal(self.path), Journal(self.path)]

    @rule(who=st.integers(0, 1))
    def start_again(self, who: int) -> None:
        self.journals[who] = Journal(self.path)

    @invariant()
    def everything_that_was_kept_is_there(self) -> None:
        for journal in self.journals:
            journal.refresh()
            assert list(journal.entries) == self.kept
            assert [e.number for e in journal.waiting] == [
                e.number for e in self.kept if e.number not in self.settled
            ]
            assert all(journal.fate(n) is fate for n, fate in self.settled.items())

    @invariant()
    def entries_are_numbered_once(self) -> None:
        numbers = [e.number for e in self.kept]
        assert numbers == sorted(set(numbers))


Writers.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestWriters = Writers.TestCase


def test_a_line_that_a_crash_cut_off_is_told_once_the_next_is_written(tmp_path: Path) -> None:
    path = tmp_path / "kladde.jsonl"
    journal = Journal(path)
    keep(journal, "ja")
    with path.open("ab") as stream:
        stream.write(b'{"nr":2,"tid":"2024')
    assert not Journal(path).problems
    keep(journal, "nej")
    (problem,) = Journal(path).problems
    assert (problem.code, problem.location.line) == ("journal-damaged", 2)
    assert [e.said.value for e in Journal(path).entries] == ["ja", "nej"]


def test_every_cut_of_the_file_leaves_a_journal_that_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "kladde.jsonl"
    keep(Journal(path), "ja", "nej")
    whole = path.read_bytes()
    ends = [n for n in range(len(whole) + 1) if whole[:n].endswith((b"}", b"}\n"))]
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        there = len({end - whole[:end].count(b"\n") for end in ends if end <= cut})
        assert len(Journal(path).entries) == min(there, 2)
        (made,) = keep(Journal(path), "delvist")
        assert Journal(path).entries[-1] == made


def test_nothing_is_kept_where_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kladde.jsonl"
    journal = Journal(path)
    keep(journal, "ja")
    before = path.read_bytes()
    write = FileIO.write

    def half(stream: FileIO, data: bytes) -> int:
        write(stream, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("reportgen.workspace.files._write_all", half)
    with pytest.raises(NoRoom):
        keep(journal, "nej")
    assert path.read_bytes() == before
    assert [e.said.value for e in journal.waiting] == ["ja"]


def test_a_journal_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "2024").write_text("a file where the year's folder should be")
    with pytest.raises(FileHeld):
        keep(Journal(tmp_path / "2024" / "kladde.jsonl"), "ja")


def test_what_takes_the_place_of_others_settles_them(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "kladde.jsonl")
    (first,) = keep(journal, "ja")
    journal.append([Said(PLACE, "", "nej")], time="", by="", batch="2", instead_of=[first.number])
    assert journal.fate(first.number) is Fate.REPLACED
    assert [e.said.value for e in Journal(tmp_path / "kladde.jsonl").waiting] == ["nej"]
