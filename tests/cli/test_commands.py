"""The command line: its contract with scripts, and its manners with people."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import COMMANDS, program
from reportgen.language.translation import speak
from tests.workspaces import SmallYear

ROOT = Path(__file__).parent.parent.parent


def run(small: SmallYear | None, *words: str, language: str = "da") -> Result:
    speak(language)
    where = ("-C", str(small.root)) if small else ()
    return CliRunner().invoke(program, [*where, *words], catch_exceptions=False)


def answer(small: SmallYear, *words: str) -> tuple[int, dict[str, Any]]:
    result = run(small, "--json", *words)
    return result.exit_code, json.loads(result.stdout)


def test_generate_answers_with_the_keys_of_the_contract(small: SmallYear) -> None:
    code, said = answer(small, "generate", "--date", "2024-11-15")
    assert code == 0
    assert said["file"] == (
        "outputs/aeldre-og-sundhed/2024/20241115_Aarsrapport-2024_Aeldre-og-Sundhed_v01_udkast.docx"
    )
    assert (said["version"], said["stage"], said["unchanged"]) == ("v01", "udkast", False)
    assert said["problems"] == []
    assert said["pending"][0] == {
        "id": "2024-03-01/2/1",
        "section": "3.6",
        "block": "U1",
        "source": "Netværksmøde 1. marts 2024, punkt 2",
        "input": "Det gælder især om vinteren.",
        "touched": False,
    }
    assert answer(small, "generate", "--date", "2024-12-24")[1]["unchanged"] is True


def test_json_may_stand_last_too(small: SmallYear) -> None:
    result = run(small, "check", "--json")
    assert set(json.loads(result.stdout)) == {"problems", "pending"}


def test_faults_exit_1_with_the_whole_object_and_nothing_written(small: SmallYear) -> None:
    small.edit_meeting("art: erstat", "art: erstatning")
    before = small.snapshot()
    code, said = answer(small, "generate")
    assert code == 1
    assert said["file"] is None
    assert said["problems"][0] | {"hint": ""} == {
        "code": "word-misspelt",
        "severity": "error",
        "location": "2024-03-01.yaml, linje 14, punkt 2",
        "message": "“erstatning” kan ikke stå under art.",
        "hint": "",
    }
    assert small.snapshot() == before


def test_check_exits_1_on_errors_and_0_on_notes(small: SmallYear) -> None:
    assert answer(small, "check")[0] == 0
    small.edit_meeting(", id: U1", "")
    code, said = answer(small, "check")
    assert (code, [p["code"] for p in said["problems"]]) == (0, ["entry-without-id"])
    small.edit_meeting("pind: 1", "pind: 9")
    code, said = answer(small, "check")
    assert (code, [p["code"] for p in said["problems"]]) == (1, ["position-beyond"])


def test_a_refusal_exits_3_and_says_what_to_do(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    made = next(small.year.outputs.glob("*.docx"))
    made.write_bytes(b"not any more")
    result = run(small, "generate")
    assert result.exit_code == 3
    assert "reportgen absorb" in result.stderr
    assert answer(small, "status")[1]["next"].startswith("reportgen absorb outputs/")
    assert made.read_bytes() == b"not any more"
    code, said = answer(small, "generate")
    assert (code, said["problems"][0]["code"]) == (3, "edits-not-absorbed")


def test_wrong_use_exits_2_and_prints_no_object(small: SmallYear) -> None:
    for words in (
        ["generate", "--year", "1999"],
        ["generate", "--network", "findes-ikke"],
        ["findes-ikke"],
        ["generate", "--date", "15/11"],
    ):
        result = run(small, "--json", *words)
        assert (result.exit_code, result.stdout) == (2, "")


def test_a_folder_that_is_no_workspace_is_said_to_be_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(program, ["-C", str(tmp_path), "status"])
    assert result.exit_code == 2
    assert "inputs" in result.stderr


def test_the_workspace_may_come_from_the_environment(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_HOME", str(small.root))
    assert run(None, "status").exit_code == 0


def test_bare_reportgen_is_status(small: SmallYear) -> None:
    assert run(small).stdout == run(small, "status").stdout
    code, said = answer(small)
    assert (code, said["stage"]) == (0, "udkast")


def test_status_names_the_one_next_step_all_the_way(small: SmallYear) -> None:
    assert answer(small, "status")[1]["next"] == "reportgen generate"
    answer(small, "generate", "--date", "2024-11-15")
    said = answer(small, "status")[1]
    assert said["next"] == "reportgen check"  # two inputs still want a wording
    assert said["versions"] == [
        {
            "version": "v01",
            "stage": "udkast",
            "date": "2024-11-15",
            "file": "outputs/aeldre-og-sundhed/2024/"
            "20241115_Aarsrapport-2024_Aeldre-og-Sundhed_v01_udkast.docx",
        }
    ]
    small.edit_meeting("input: Det gælder især om vinteren.", "tekst: Især om vinteren.")
    small.edit_meeting("input: Nævn at vi er få.", "input: Nævn at vi er få., svar: Det er nævnt.")
    assert answer(small, "status")[1]["next"] == "reportgen generate"
    answer(small, "generate", "--date", "2024-11-16")
    assert answer(small, "status")[1]["next"] == "reportgen hearing open --deadline YYYY-MM-DD"
    small.edit_meeting("art: erstat", "art: ?")
    assert answer(small, "status")[1]["next"] == "reportgen check"


def test_trace_tells_the_base_first_with_its_cell(small: SmallYear) -> None:
    code, said = answer(small, "trace", "U2")
    assert code == 0
    base, change = said["changes"]
    assert base["kilde"]["fil"] == "aarsrapport.xlsx, Udfordringer!C3"
    assert base["tekst"] == "Andet"
    assert (change["art"], change["tekst"]) == ("erstat", "Noget helt nyt.")
    assert change["kilde"]["part"] == "Netværksmøde 1. marts 2024, punkt 2"
    assert answer(small, "trace", "3.6/2")[1] == said
    assert answer(small, "trace", "Nøgletal!E4")[1]["changes"][0]["tekst"] == "102"
    assert answer(small, "trace", "3.1/1")[1]["changes"][0]["kilde"]["fil"] == (
        "tekster.md, linje 7"
    )
    code, said = answer(small, "trace", "U77")
    assert (code, said["changes"], said["problems"][0]["code"]) == (1, [], "trace-unknown")


def test_the_template_check_answers_for_the_workspace_and_for_a_file(
    small: SmallYear, tmp_path: Path
) -> None:
    assert answer(small, "template", "check") == (0, {"problems": []})
    other = tmp_path / "anden.docx"
    other.write_bytes(b"PK")
    code, said = answer(small, "template", "check", str(other))
    assert (code, said["problems"][0]["code"]) == (1, "not-a-word-file")


def test_a_broken_template_stops_generate_at_its_tag(small: SmallYear) -> None:
    from docx import Document

    template = small.year.workspace.template
    document = Document(str(template))
    tag = next(p for p in document.paragraphs if "anbefalinger" in p.text)
    tag.runs[0].text = "{{ anbefalinjer }}"
    document.save(str(template))
    code, said = answer(small, "generate")
    assert code == 1
    found = said["problems"][0]
    assert "3.7 Anbefalinger til styregruppen" in found["location"]
    assert "anbefalinger" in found["hint"] + found["message"]


def test_two_runs_in_one_workspace_do_not_mix(small: SmallYear) -> None:
    from reportgen.workspace.lock import held

    with held(small.root):
        code, said = answer(small, "generate")
    assert (code, said["problems"][0]["code"]) == (3, "workspace-busy")
    assert answer(small, "generate")[0] == 0


def test_every_command_has_a_module_and_a_summary() -> None:
    for name in COMMANDS:
        result = run(None, name, "--help")
        assert result.exit_code == 0


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from reportgen.cli.main import program; program(['--help'], "
        "standalone_mode=False); "
        "print([m for m in ('pydantic', 'lxml', 'openpyxl', 'pandas', 'docx', 'rich', 'yaml') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_pandas_is_loaded_only_where_there_are_key_figures(small: SmallYear) -> None:
    small.write_workbook(figures=())
    code = (
        "import sys; from reportgen.cli.main import program; "
        f"program(['-C', {str(small.root)!r}, 'generate'], standalone_mode=False); "
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
