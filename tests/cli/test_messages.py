"""What a person reads of a problem and of what is pending, on a screen and in a document."""

from __future__ import annotations

import pytest

from reportgen.cli.messages import show_pending, show_problems
from reportgen.language.translation import speak
from reportgen.language.words import as_json, in_danish, message, place
from reportgen.problems import Location, Problem
from reportgen.report.entries import Kind
from reportgen.report.model import Pending


@pytest.fixture(autouse=True)
def _in_english() -> None:
    speak("en")


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Location(), ""),
        (Location("a.yaml", line=14, item="3"), "a.yaml, line 14, item 3"),
        (Location("a.yaml", line=14, column=2), "a.yaml, line 14, column 2"),
        (Location("a.xlsx", sheet="Medlemmer", cell="C7"), "a.xlsx, Medlemmer!C7"),
        (Location("a.xlsx", sheet="Medlemmer"), "a.xlsx, Medlemmer"),
        (
            Location("a.docx", part="body", heading="3.6 Udfordringer", paragraph=2),
            "a.docx, text, 3.6 Udfordringer, paragraph 2",
        ),
        (Location("a.docx", part="header", paragraph=1), "a.docx, header, paragraph 1"),
        (Location("a.pdf", page=4), "a.pdf, page 4"),
    ],
)
def test_a_place_is_said_as_one_would_send_a_colleague_there(where: Location, text: str) -> None:
    assert place(where) == text


def test_a_place_is_said_in_the_language_that_is_spoken() -> None:
    speak("da")
    assert place(Location("a.yaml", line=14, item="3")) == "a.yaml, linje 14, punkt 3"


def test_a_value_that_is_not_known_is_a_dash() -> None:
    problem = Problem("key-missing", values={"key": None})
    assert message(problem) == "– is missing."


def test_a_document_says_a_problem_in_danish_whatever_is_spoken() -> None:
    problem = Problem("received-empty", values={"name": "svar.docx"})
    assert in_danish(problem).startswith("svar.docx er tom: ")
    assert "Bed afsenderen" in in_danish(problem)


def test_only_what_may_be_allowed_has_an_id_in_the_contract() -> None:
    assert "id" not in as_json(Problem("file-empty"))
    values = {"shown": "23 45 67 89", "finding": "telefon-0f2f4544"}
    assert as_json(Problem("published-telephone", values=values))["id"] == "telefon-0f2f4544"


def test_errors_come_before_notes_each_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    show_problems(
        [
            Problem("office-lock-file", Location("~$a.docx")),
            Problem("archive-content-folder-empty", Location("v1"), {"rule": "W003"}),
            Problem("file-empty", Location("a.yaml")),
        ]
    )
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Error  a.yaml",
        "  → Put an older copy back.",
        "Note  ~$a.docx",
        "  → What is not saved yet is not read.",
        "Note  v1",
    ]


def test_a_pending_input_is_one_line_however_long_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pending = Pending("2024-03-01/2/1", "3.6", "U1", "Møde", "En\nto " + "ord " * 60, Kind.AMEND)
    show_pending([pending])
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Pending  2024-03-01/2/1, U1: En to ord ord")
    assert line.endswith("…")
