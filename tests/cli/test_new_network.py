"""A new network: its organisations are asked for, offered in Excel, and filled in at last."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from reportgen.cli import questions
from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.sources.network import read_network
from tests.cli.test_commands import answer
from tests.cli.test_year import said
from tests.workspaces import SmallYear

NAMES = ("Åby Kommune", "Eng & Sø Kommune", "Region “Øst”")
HEARD = [word for name in NAMES for word in ("--organisation", name)]


def organisations(root: Path, network: str = "ny") -> tuple[str, ...]:
    read, _ = read_network((root / "inputs" / network / "netvaerk.yaml").read_bytes())
    return read.organisations if read else ()


def offered(root: Path) -> list[str]:
    page = load_workbook(root / "inputs/ny/2024/aarsrapport.xlsx")["Lister"]
    return [str(row[0].value) for row in page.iter_rows(min_row=2)]


def test_a_new_network_has_the_organisations_that_are_named(tmp_path: Path) -> None:
    code, _ = said(tmp_path, "new", "2024", "--network", "Ny", *HEARD)
    assert code == 0
    assert organisations(tmp_path) == NAMES
    assert offered(tmp_path) == list(NAMES)
    code, checked = said(tmp_path, "check")
    codes = {problem["code"] for problem in checked["problems"]}  # type: ignore[attr-defined]
    assert "workbook-list-differs" not in codes


def test_on_a_terminal_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "answer_to", lambda question: "Åby Kommune, Bæk Kommune;")
    monkeypatch.setattr("reportgen.cli.inputs.answer_to", questions.answer_to)
    speak("da")
    done = CliRunner().invoke(program, ["-C", str(tmp_path), "new", "2024", "--network", "Ny"])
    assert done.exit_code == 0
    assert organisations(tmp_path) == ("Åby Kommune", "Bæk Kommune")


@pytest.mark.parametrize(
    "typed", ["Ældre & Sunhded", "Aldre & Sundhed", "Netværksgruppe Ældre og Sundhet"]
)
def test_a_name_that_is_nearly_another_networks_asks_first(small: SmallYear, typed: str) -> None:
    before = sorted((small.root / "inputs").iterdir())

    code, told = answer(small, "new", "2025", "--network", typed)

    assert code == 3
    assert "Ældre og Sundhed" in told["problems"][0]["message"]
    assert sorted((small.root / "inputs").iterdir()) == before
    assert answer(small, "new", "2025", "--network", typed, "--yes")[0] == 0
    assert len(list((small.root / "inputs").iterdir())) == len(before) + 1


def test_a_name_of_its_own_begins_a_network(small: SmallYear) -> None:
    assert answer(small, "new", "2025", "--network", "Psykiatri og Misbrug")[0] == 0


def test_a_script_is_asked_nothing_and_the_placeholders_are_told(tmp_path: Path) -> None:
    code, _ = said(tmp_path, "new", "2024", "--network", "Ny")
    assert code == 0
    code, checked = said(tmp_path, "check")
    told = [
        (problem["location"], problem["message"])
        for problem in checked["problems"]  # type: ignore[attr-defined]
        if problem["code"] == "network-placeholder"
    ]
    assert [where for where, _ in told] == [
        "netvaerk.yaml, linje 4",
        "netvaerk.yaml, linje 6",
        "netvaerk.yaml, linje 9",
    ]
    assert told[0][1] == (
        "Ved rammeaftale står der stadig “Rammeaftale”, som et nyt netværk begynder med."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Region Øst]", "Region Øst, Sekretariatets kommune]"),
        ("organisation: Åby Kommune", "organisation: Sekretariatets kommune"),
        ("Rammeaftale Øst\nstyre", "Rammeaftale\nstyre"),
    ],
)
@pytest.mark.parametrize(
    "command", [("hearing", "open", "--deadline", "2099-12-01", "--with-pending"), ("publish",)]
)
def test_nothing_goes_out_with_a_placeholder_in_it(
    small: SmallYear, command: tuple[str, ...], old: str, new: str
) -> None:
    path = small.year.network_file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    code, refused = answer(small, *command)
    assert (code, refused["problems"][-1]["code"]) == (3, "network-not-filled-in")
    assert not (small.year.inputs / "hoering").exists()
    assert answer(small, "generate", "--date", "2024-11-15")[0] == 0


def test_organisations_belong_to_a_network_that_is_not_there_yet(small: SmallYear) -> None:
    for words in (HEARD, ["--network", "Ældre og Sundhed", *HEARD]):
        done = CliRunner().invoke(program, ["-C", str(small.root), "new", "2025", *words])
        assert done.exit_code == 2
    assert not (small.root / "inputs/aeldre-og-sundhed/2025").exists()
