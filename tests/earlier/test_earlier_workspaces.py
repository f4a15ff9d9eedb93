"""What an earlier version left on people's disks goes on: rounds, decisions, archives."""

from __future__ import annotations

import io
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from reportgen.cli.main import program
from reportgen.language.translation import speak

PACKED = Path(__file__).with_name("arbejdsmapper.tar.xz")
NETWORK = "aeldre-og-sundhed"
FROM_AABY, FROM_BAEK = "meget svært", "dække nat og weekend"


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of the workspaces, unpacked."""

    root: Path

    def run(self, *words: str, code: int = 0) -> dict[str, Any]:
        """Run a command that has to end with `code`."""
        speak("da")
        ended = CliRunner().invoke(program, ["-C", str(self.root), "--json", *words])
        assert ended.exit_code == code, ended.output
        answer: dict[str, Any] = json.loads(ended.stdout)
        return answer

    @property
    def round(self) -> Path:
        return self.root / "inputs" / NETWORK / "2024" / "hoering" / "1"

    def edited_copy(self, old: str, new: str, folder: str = "") -> Path:
        """The copy that was sent out, with some words typed over."""
        (sent,) = (self.round / "udsendt" / folder).glob("*_hoering*.docx")
        document = Document(str(sent))
        (run,) = (r for p in document.paragraphs for r in p.runs if old in r.text)
        run.text = run.text.replace(old, new)
        target = self.root.parent / "svar.docx"
        buffer = io.BytesIO()
        document.save(buffer)
        target.write_bytes(buffer.getvalue())
        return target

    def decide(self, outcome: str) -> None:
        """Type an outcome in every row that has none."""
        path = sorted((self.round / "svar").glob("*_hoeringssvar.xlsx"))[-1]
        book = load_workbook(path)
        page = book["Svar"]
        columns = {cell.value: cell.column or 0 for cell in page[1]}
        for row in range(2, page.max_row + 1):
            cell = page.cell(row, columns["Imødekommet"])
            if page.cell(row, columns["Id"]).value and not cell.value:
                cell.value = outcome
        book.save(path)

    def wording(self, block: str) -> str:
        """What the last change of a block left."""
        text: str = self.run("trace", block)["changes"][-1]["tekst"]
        return text


def unpacked(name: str, folder: Path) -> Earlier:
    with tarfile.open(PACKED) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None and member.name.startswith(f"{name}/"):
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
    return Earlier(folder / name)


@pytest.mark.parametrize("name", ["en-kopi", "kopi-til-hver", "svar-samlet", "endelig"])
def test_its_year_is_read_and_its_archive_is_valid(name: str, tmp_path: Path) -> None:
    earlier = unpacked(name, tmp_path)
    assert earlier.run("status")["stage"]
    assert earlier.run("archive", "verify")["valid"] is True
    assert not [p for p in earlier.run("check")["problems"] if p["severity"] == "error"]


@pytest.mark.parametrize(("name", "folder"), [("en-kopi", ""), ("kopi-til-hver", "Baek-Kommune")])
def test_an_open_round_is_collected_applied_and_made_final(
    name: str, folder: str, tmp_path: Path
) -> None:
    earlier = unpacked(name, tmp_path)
    copy = earlier.edited_copy("dække natten", FROM_BAEK, folder)
    collected = earlier.run("hearing", "collect", str(copy), "--party", "Bæk Kommune")
    assert [edit["parties"] for edit in collected["edits"]] == [["Bæk Kommune"]]
    earlier.decide("ja")
    earlier.run("hearing", "apply")
    assert FROM_BAEK in earlier.wording("U1")
    assert earlier.run("generate")["stage"] == "endelig"


def test_what_was_decided_stands_when_another_answer_comes(tmp_path: Path) -> None:
    earlier = unpacked("svar-samlet", tmp_path)
    earlier.run("hearing", "answer", "Region Øst", "--none")
    undecided = earlier.run("hearing", "apply", code=3)["undecided"]
    collected = earlier.run("hearing", "collect", str(earlier.round / "modtaget"))
    of = {edit["id"]: edit["parties"] for edit in collected["edits"]}
    assert [of[id_] for id_ in undecided] == [["Bæk Kommune"]]
    earlier.run("hearing", "apply", "--undecided", "base")
    assert FROM_AABY in earlier.wording("U1")
    assert FROM_BAEK not in earlier.wording("U1")


def test_an_applied_round_is_told_from_its_records(tmp_path: Path) -> None:
    earlier = unpacked("endelig", tmp_path)
    assert earlier.run("generate")["unchanged"] is True
    assert FROM_AABY in earlier.wording("U1")
    (changed,) = (
        change
        for change in earlier.run("archive", "diff", "v02", "v03")["changes"]
        if change["id"] == "U1"
    )
    assert FROM_AABY in changed["after"]
    assert FROM_AABY not in changed["before"]


def test_what_was_archived_is_handed_out_byte_for_byte(tmp_path: Path) -> None:
    earlier = unpacked("endelig", tmp_path)
    target = tmp_path / "gendannet"
    earlier.run("archive", "restore", NETWORK, "2024", "--to", str(target))
    (final,) = (earlier.root / "outputs").rglob("*_v03_endelig.docx")
    (restored,) = target.rglob(final.name)
    assert restored.read_bytes() == final.read_bytes()


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e"])
def test_workspaces_in_use_go_on(name: str, shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mappe"
    for path in (shared / "cases" / "workspaces" / name).rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(shared / "cases" / "workspaces" / name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    earlier = Earlier(folder)
    assert earlier.run("status")["stage"]
    assert earlier.run("trace", "U1")["changes"]
    assert earlier.run("archive", "verify")["valid"] is True
    if name == "d":
        again = earlier.run("hearing", "apply", "--undecided", "base", code=3)
        assert "hearing-read-anew" in {problem["code"] for problem in again["problems"]}
        assert again["files"]
        assert earlier.run("hearing", "apply", "--undecided", "base")["changes"]
        assert earlier.run("generate")["stage"] == "endelig"
    if name == "e":
        assert earlier.run("generate")["unchanged"] is True
        assert earlier.run("archive", "diff", "v01", "v02")["changes"]
