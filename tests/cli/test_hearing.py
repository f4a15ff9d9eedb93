"""The hearing round on the command line: its contract with scripts."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from docx import Document

from reportgen.cli.main import program
from reportgen.language.translation import speak
from tests.cli.test_commands import answer
from tests.fuzzing.workspaces import Starts
from tests.workspaces import SmallYear


def test_the_answers_come_with_the_keys_of_the_contract(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    code, opened = answer(small, "hearing", "open", "--deadline", "2099-01-01", "--with-pending")
    assert (code, opened["round"]) == (0, 1)
    sent = next((small.year.hearing / "1" / "udsendt").glob("*_hoering.docx"))
    document = Document(str(sent))
    paragraph = next(p for p in document.paragraphs if "dække natten" in p.text)
    paragraph.runs[0].text = "Det er meget svært at dække natten."
    back = small.root / "svar.docx"
    document.save(str(back))
    (small.root / "andet.docx").write_bytes(b"PK")
    code, said = answer(small, "hearing", "collect", str(back), "--party", "Bæk Kommune")
    assert code == 0
    (response,) = said["responses"]
    assert response["file"].startswith("inputs/aeldre-og-sundhed/2024/hoering/1/modtaget/")
    shown = ("party", "round", "version", "status", "edits", "comments")
    assert [response[key] for key in shown] == ["Bæk Kommune", 1, "v02", "read", 1, 0]
    (edit,) = said["edits"]
    shown = ("section", "block", "parties", "kind", "before", "after", "tracked")
    assert [edit[key] for key in shown] == [
        "3.6",
        "U1",
        ["Bæk Kommune"],
        "replace",
        "Det er svært at dække natten.",
        "Det er meget svært at dække natten.",
        False,
    ]
    assert len(said["files"]) == 3
    aside = answer(small, "hearing", "collect", str(small.root / "andet.docx"))[1]["responses"]
    assert [r["status"] for r in aside] == ["read", "set_aside"]
    assert aside[1]["reason"]
    answered = answer(small, "hearing", "answer", "Region Øst", "--none")[1]["responses"]
    assert {r["party"]: r["status"] for r in answered if r["party"]} == {
        "Bæk Kommune": "read",
        "Region Øst": "answered",
    }
    code, applied = answer(small, "hearing", "apply")
    assert (code, applied["changes"]) == (3, [])
    assert edit["id"] in applied["undecided"]
    code, applied = answer(small, "hearing", "apply", "--undecided", "base")
    assert code == 0
    code, final = answer(small, "generate", "--date", "2024-12-01")
    assert (code, final["stage"]) == (0, "endelig")


def test_the_status_tells_what_waits_on_the_desk(tmp_path: Path) -> None:
    small = Starts(tmp_path).get("collected")
    speak("da")
    done = CliRunner().invoke(program, ["-C", str(small.root), "status"])
    assert done.exit_code == 0
    said = " ".join(done.output.split())
    assert "3 felter" in said
    assert "01_hoeringssvar.xlsx" in said
