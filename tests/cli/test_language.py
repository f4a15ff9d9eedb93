"""Which language the program speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli.main import program
from reportgen.language.translation import choose, speak
from tests.cli.test_commands import run
from tests.workspaces import SmallYear


def test_messages_come_in_danish_and_english(small: SmallYear) -> None:
    assert "Næste skridt" in run(small, "status").stdout
    assert "Next:" in run(small, "--lang", "en", "status").stdout
    assert run(None, "--help").stdout.startswith("Brug: ")
    assert run(None, "--help", language="en").stdout.startswith("Usage: ")


@pytest.mark.parametrize(
    ("asked", "variables", "language"),
    [
        (None, {}, "da"),
        (None, {"LANG": "C.UTF-8"}, "da"),
        (None, {"LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "da_DK.UTF-8", "REPORTGEN_LANG": "en"}, "en"),
        ("da", {"REPORTGEN_LANG": "en"}, "da"),
    ],
)
def test_the_language_is_asked_for_or_set_or_the_machines(
    asked: str | None, variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert choose(asked) == language


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hering", "Fejl: Kommandoen “hering” findes ikke. Mente du hearing?"),
        ("hearing opn", "Fejl: Kommandoen “opn” findes ikke. Mente du open?"),
        ("generate --date", "Fejl: Efter --date skal der stå en værdi."),
        ("generate --dato 1", "Fejl: Tilvalget “--dato” findes ikke."),
        (
            "generate --date 32-13-2026",
            "Fejl: Ugyldig værdi for “--date”: “32-13-2026” er ikke en dato med år. "
            "Skriv fx 15-12-2026.",
        ),
        (
            "new i-år",
            "Fejl: Ugyldig værdi for “ÅR”: “i-år” er ikke et år, en rapport kan være for. "
            "Skriv fx 2026.",
        ),
        ("absorb", "Fejl: Der mangler et argument “FIL”."),
        ("absorb nix.docx", "Fejl: Ugyldig værdi for “FIL”: “nix.docx” findes ikke."),
        ("trace", "Fejl: Der mangler et argument “ID”."),
        ("status mere", "Fejl: Der står et ord for meget: “mere”."),
        ("status mere endnu", "Fejl: Der står nogle ord for meget: “mere endnu”."),
        ("--lang tysk", "Fejl: Ugyldig værdi for “--lang”: “tysk” er ikke en af “da”, “en”."),
    ],
)
def test_a_command_used_wrongly_is_told_in_danish_alone(
    small: SmallYear, words: str, expected: str
) -> None:
    done = run(small, *words.split())
    assert done.exit_code == 2
    assert expected in done.stderr
    assert not re.search(r"OPTIONS|COMMAND|ARGS|FILE|'", done.stderr)


def test_a_day_may_be_given_as_people_write_it(small: SmallYear) -> None:
    done = run(small, "generate", "--date", "15. november 2024")
    assert done.exit_code == 0
    assert next(small.year.outputs.glob("20241115_*.docx"))
    assert "Næste skridt" in done.stderr


def test_the_workspace_is_found_from_any_folder_inside_it(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.year.meetings)
    speak("da")
    done = CliRunner().invoke(program, ["status"])
    assert done.exit_code == 0
    assert "Ældre & Sundhed 2024" in done.stdout


def test_an_empty_folder_is_told_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    speak("da")
    done = CliRunner().invoke(program, [])
    assert done.exit_code == 2
    assert "reportgen new ÅR --network NAVN" in done.stderr


def test_the_help_is_told_in_the_language_spoken_whichever_came_first() -> None:
    for language, told in (("en", "Show this message"), ("da", "Vis denne hjælp"), ("en", "Show")):
        assert told in run(None, "--lang", language, "status", "--help").output
