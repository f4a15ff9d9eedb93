"""A file that does not seem to belong here is read only where a person says that it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli import questions
from tests.cli.test_commands import answer
from tests.workspaces import SmallYear

_ITEMS = "\n\n1. Velkomst\n\nDagsordenen blev godkendt.\n\n2. Eventuelt\n\nIntet.\n"
_REPORT = """\
Årsrapport 2024
Dato: 14. juni 2024

2 Netværksgruppen
2.3 Møder i året
3.4 Nøgletal
3.5 Udviklingstendenser
3.6 Udfordringer og udviklingsbehov
3.7 Anbefalinger til styregruppen
4 Det kommende år

1. Velkomst
Intet.
"""
_OTHER = "Referat – Netværksgruppen for Psykiatri og Misbrug den 14. juni 2024"
_OURS = "Referat – Netværksgruppe Ældre & Sundhed den 14. juni {}"
_STRANGERS = (
    "\n\nTil stede: Alfa Dam (Thisted), Beta Ek (Struer), Gamma Fog (Lemvig), Bo (Bæk Kommune)"
)

KINDS = [
    pytest.param(_OTHER + _ITEMS, "import-other-network", id="another network by name"),
    pytest.param(
        _OURS.format(2024) + _STRANGERS + _ITEMS, "import-foreign-people", id="other people"
    ),
    pytest.param(_OURS.format(2019) + _ITEMS, "import-far-year", id="another year"),
    pytest.param(_REPORT, "import-of-report", id="a report"),
]


def _meetings(small: SmallYear) -> list[Path]:
    return sorted(small.root.glob("inputs/*/*/moeder/*.yaml"))


def _years(small: SmallYear) -> list[Path]:
    return sorted(small.root.glob("inputs/*/*/aarsrapport.xlsx"))


@pytest.mark.parametrize(("text", "code"), KINDS)
def test_nothing_is_written_before_a_person_says_yes(
    small: SmallYear, tmp_path: Path, text: str, code: str
) -> None:
    file = tmp_path / "referat.txt"
    file.write_text(text, encoding="utf-8")
    before = _meetings(small), _years(small)

    exit_code, said = answer(small, "import", str(file))

    assert exit_code == 3
    assert [p["code"] for p in said["problems"]] == [code, "import-not-confirmed"]
    assert (_meetings(small), _years(small)) == before
    exit_code, said = answer(small, "import", str(file), "--yes")
    assert exit_code == 0
    assert code in [p["code"] for p in said["problems"]]
    assert len(_meetings(small)) == len(before[0]) + 1


@pytest.mark.parametrize(
    "head",
    [
        _OURS.format(2024),
        _OURS.format(2025),
        "Referat fra netværksmøde d. 14. juni 2024",
        "Referat, Netværk Ældre og Sundhed 14. juni 2024\n\nTil stede: Bo (KL), Alfa (Bæk)",
    ],
)
def test_minutes_of_ours_are_read_without_a_question(
    small: SmallYear, tmp_path: Path, head: str
) -> None:
    file = tmp_path / "referat.txt"
    file.write_text(head + _ITEMS, encoding="utf-8")

    assert answer(small, "import", str(file))[0] == 0


def test_a_version_of_the_report_is_known_by_what_it_says_of_itself(small: SmallYear) -> None:
    version = answer(small, "generate", "--date", "2024-06-01")[1]["file"]
    exit_code, said = answer(small, "import", str(small.root / version))

    assert exit_code != 0
    assert "import-of-report" in [p["code"] for p in said["problems"]]


@pytest.mark.parametrize(
    ("typed", "meant"), [("ja", True), ("J", True), ("nej", False), ("", False)]
)
def test_an_answer_is_yes_only_where_it_says_so(
    monkeypatch: pytest.MonkeyPatch, typed: str, meant: bool
) -> None:
    monkeypatch.setattr(questions, "answer_to", lambda question: typed)

    assert questions.is_yes("?") is meant
