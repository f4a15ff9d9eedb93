"""Absorbing on the command line: the secretariat's edits, once, and nothing closed by chance."""

from __future__ import annotations

import io
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.cli.test_commands import answer, run
from tests.editors.libreoffice import LibreOffice, Step
from tests.workspaces import SmallYear

WINTER, FEW = "2024-03-01/2/1", "2024-03-01/2/4"
TYPED: Step = ("type_after", "Det er svært", " i år")
RESOLVED: Step = ("resolve_comments", "om vinteren")
GONE: Step = ("delete_comments", "om vinteren")
ALL_GONE: tuple[Step, Step] = (GONE, ("delete_comments", "vi er få"))


@dataclass(frozen=True)
class Desk:
    """A version that lies in the outputs, and the secretary who works in it."""

    small: SmallYear
    office: LibreOffice
    path: Path

    def edit(self, *steps: Step) -> bytes:
        data = self.office.edit(self.path.read_bytes(), *steps)
        self.path.write_bytes(data)
        return data

    def absorb(self, *options: str, file: Path | None = None) -> tuple[int, dict[str, Any]]:
        return answer(self.small, "absorb", *options, str(file or self.path))

    def pending(self) -> dict[str, bool]:
        """The open inputs, and whether the point of each was edited."""
        return {p["id"]: p["touched"] for p in answer(self.small, "check")[1]["pending"]}

    def code(self, *words: str) -> int:
        return answer(self.small, *words)[0]


@pytest.fixture
def desk(small: SmallYear, libreoffice: LibreOffice) -> Desk:
    said = answer(small, "generate", "--date", "2024-11-15")[1]
    return Desk(small, libreoffice, small.root / said["file"])


def codes(said: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in said["problems"]]


@pytest.mark.parametrize("tracked", [True, False])
def test_edits_are_answered_with_the_keys_of_the_contract_and_stand_in_the_next_version(
    desk: Desk, tracked: bool
) -> None:
    edited = desk.edit(("track", tracked), TYPED)
    assert answer(desk.small, "status")[1]["next"].startswith("reportgen absorb ")
    assert desk.code("generate") == 3
    code, said = desk.absorb("--by", "Formanden")
    assert code == 0
    assert set(said) == {"changes", "problems"}
    (change,) = said["changes"]
    assert (change["id"], change["art"]) == ("U1", "præciser")
    assert change["før"] == "Det er svært at dække natten."
    assert change["tekst"] == "Det er svært i år at dække natten."
    assert change["kilde"]["fil"] == desk.path.name
    assert (change["afgjort"]["af"], change["afgjort"]["udfald"]) == ("Formanden", "indarbejdet")
    assert desk.path.read_bytes() == edited
    code, made = answer(desk.small, "generate", "--date", "2024-11-20")
    assert (code, made["version"], made["unchanged"]) == (0, "v02", False)
    assert desk.path.read_bytes() == edited
    assert desk.pending() == {WINTER: True, FEW: False}


def test_a_resolved_comment_closes_its_input_in_a_record(desk: Desk) -> None:
    desk.edit(RESOLVED)
    code, said = desk.absorb()
    assert code == 0
    assert [change["lukker"] for change in said["changes"] if "lukker" in change] == [[WINTER]]
    assert desk.pending() == {FEW: False}
    assert run(desk.small, "status").exit_code == 0


def test_a_deleted_comment_closes_its_input_while_others_survive(desk: Desk) -> None:
    desk.edit(GONE)
    assert desk.absorb()[0] == 0
    assert desk.pending() == {FEW: False}


def test_where_all_comments_are_gone_it_is_asked_and_nothing_is_written(desk: Desk) -> None:
    desk.edit(*ALL_GONE, TYPED)
    before = desk.small.snapshot()
    code, said = desk.absorb()
    assert (code, said["changes"], codes(said)) == (3, [], ["absorb-comments-gone"])
    assert WINTER in said["problems"][0]["message"]
    assert FEW in said["problems"][0]["message"]
    assert "--close" in said["problems"][0]["hint"]
    assert desk.small.snapshot() == before
    assert set(desk.pending()) == {WINTER, FEW}


def test_close_none_takes_in_the_edits_and_closes_nothing(desk: Desk) -> None:
    desk.edit(*ALL_GONE, TYPED)
    code, said = desk.absorb("--close", "none")
    assert code == 0
    assert [change["id"] for change in said["changes"]] == ["U1"]
    assert desk.pending() == {WINTER: True, FEW: False}
    assert desk.code("generate") == 0


def test_close_names_what_is_closed_and_may_be_repeated(desk: Desk) -> None:
    desk.edit(*ALL_GONE)
    code, said = desk.absorb("--close", WINTER, "--close", FEW)
    assert code == 0
    assert [c["lukker"] for c in said["changes"]] == [[WINTER, FEW]]
    assert desk.pending() == {}


@pytest.mark.parametrize("options", [("--close", "2024-03-01/9/9"), ("--close", "U1")])
def test_an_unknown_input_cannot_be_closed_and_the_known_are_named(
    desk: Desk, options: tuple[str, ...]
) -> None:
    desk.edit(*ALL_GONE, TYPED)
    before = desk.small.snapshot()
    code, said = desk.absorb(*options)
    assert (code, codes(said)) == (1, ["absorb-close-unknown"])
    assert WINTER in said["problems"][0]["hint"]
    assert desk.small.snapshot() == before


def test_none_beside_an_id_is_the_wrong_use(desk: Desk) -> None:
    done = run(desk.small, "absorb", "--close", "none", "--close", WINTER, str(desk.path))
    assert done.exit_code == 2


def test_an_edited_point_closes_nothing_and_status_asks_whether_its_input_is_met(
    desk: Desk,
) -> None:
    desk.edit(TYPED)
    desk.absorb()
    assert desk.pending() == {WINTER: True, FEW: False}
    asked = [line for line in run(desk.small, "status").stdout.splitlines() if "?" in line]
    assert len(asked) == 1
    assert "Det gælder især om vinteren." in asked[0]


def test_absorbing_twice_changes_nothing_more(desk: Desk) -> None:
    desk.edit(TYPED)
    desk.absorb()
    before = desk.small.snapshot()
    code, said = desk.absorb()
    assert (code, said["changes"]) == (0, [])
    assert desk.small.snapshot() == before
    assert "v01" in run(desk.small, "absorb", str(desk.path)).stderr


def test_a_file_that_nobody_edited_holds_nothing(desk: Desk) -> None:
    before = desk.small.snapshot()
    for _ in range(2):
        code, said = desk.absorb()
        assert (code, said["changes"]) == (0, [])
        assert desk.small.snapshot() == before
        # An unedited re-save in another editor is no edit either.
        resaved = desk.small.root / "gemt.docx"
        resaved.write_bytes(desk.office.edit(desk.path.read_bytes()))
        assert desk.absorb(file=resaved)[1]["changes"] == []
        resaved.unlink()


def test_an_older_version_is_absorbed_against_what_it_was_made_from(desk: Desk) -> None:
    old = desk.path.read_bytes()
    desk.small.edit_meeting("Noget helt nyt.", "Noget helt nyt. Og mere.")
    assert answer(desk.small, "generate", "--date", "2024-11-20")[1]["version"] == "v02"
    late = desk.small.root / "fra mødet.docx"
    late.write_bytes(desk.office.edit(old, ("replace", "Noget helt", "Noget ganske")))
    code, said = desk.absorb(file=late)
    assert code == 0
    (change,) = said["changes"]
    assert (change["id"], change["før"]) == ("U2", "Noget helt nyt.")
    code, made = answer(desk.small, "generate", "--date", "2024-11-21")
    text = "\n".join(p.text for p in Document(str(desk.small.root / made["file"])).paragraphs)
    assert "Noget ganske nyt. Og mere." in text


def test_an_older_version_that_says_otherwise_than_what_was_decided_since_is_a_fault(
    desk: Desk,
) -> None:
    old = desk.path.read_bytes()
    desk.small.edit_meeting("Noget helt nyt.", "Noget splinternyt.")
    answer(desk.small, "generate", "--date", "2024-11-20")
    late = desk.small.root / "fra mødet.docx"
    late.write_bytes(desk.office.edit(old, ("replace", "helt nyt", "ganske andet")))
    before = desk.small.snapshot()
    code, said = desk.absorb(file=late)
    assert (code, codes(said)) == (1, ["absorb-conflict"])
    assert said["problems"][0]["location"] == "fra mødet.docx"
    assert "Noget splinternyt." in said["problems"][0]["message"]
    assert "Noget ganske andet." in said["problems"][0]["message"]
    assert desk.small.snapshot() == before


def strange(text: str) -> bytes:
    made, buffer = Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "exit_code"),
    [
        (strange("Noget andet."), "absorb-not-a-version", 3),
        (b"%PDF-1.7", "word-is-pdf", 1),
        (b"", "not-a-word-file", 1),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word-old-or-protected", 1),
    ],
)
def test_a_file_that_is_not_this_report_is_refused_with_the_reason(
    desk: Desk, data: bytes, code: str, exit_code: int
) -> None:
    path = desk.small.root / "andet.docx"
    path.write_bytes(data)
    before = desk.small.snapshot()
    found, said = desk.absorb(file=path)
    assert (found, codes(said), said["changes"]) == (exit_code, [code], [])
    assert said["problems"][0]["location"] == "andet.docx"
    assert said["problems"][0]["hint"]
    assert desk.small.snapshot() == before


def test_the_report_of_another_year_is_refused_and_named(desk: Desk) -> None:
    other = desk.small.year.inputs.with_name("2025")
    shutil.copytree(desk.small.year.inputs, other)
    shutil.rmtree(other / "moeder")
    code, said = desk.absorb("--year", "2025")
    assert (code, codes(said)) == (3, ["absorb-other-report"])
    assert "2024" in said["problems"][0]["message"]


def test_a_hearing_copy_is_an_answer_and_not_the_secretariats(desk: Desk) -> None:
    code, said = answer(
        desk.small, "hearing", "open", "--deadline", "2099-01-01", "--with-pending", "--per-party"
    )
    assert code == 0
    (copy, *_) = (f for f in said["files"] if f.endswith(".docx") and "udsendt" in f)
    path = desk.small.root / copy
    path.write_bytes(desk.office.edit(path.read_bytes(), TYPED))
    before = desk.small.snapshot()
    code, said = desk.absorb(file=path)
    assert (code, codes(said)) == (3, ["absorb-hearing-copy"])
    assert "hearing collect" in said["problems"][0]["hint"]
    assert desk.small.snapshot() == before


def test_a_crash_halfway_leaves_nothing_half_taken_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edit(TYPED)
    before = desk.small.snapshot()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        code, said = desk.absorb()
    assert (code, codes(said)) == (3, ["disk-full"])
    assert desk.small.snapshot() == before
    assert desk.absorb()[0] == 0


def test_a_missing_file_is_the_wrong_use(desk: Desk) -> None:
    assert run(desk.small, "absorb", "findes ikke.docx").exit_code == 2
