"""What the desk makes of words that speak of the terminal: the way to a page, and no command."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask, g

from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from reportgen.desk.ways import WAYS, Piece, pieces
from reportgen.language.translation import speaking, tr
from reportgen.problems.catalog import all_entries
from tests.problems.case_files import read_cases
from tests.workspaces import SmallYear

OF_TERMINAL = re.compile(r"reportgen(?!-)|(?<!-)--\w|\bcommand\b|\bkommando\w*", re.IGNORECASE)
STARTS = {"desk-port-taken", "desk-starting"}
"""Said before there is a page."""
NAMING = {
    code: entry
    for code, entry in all_entries().items()
    if OF_TERMINAL.search(entry.hint) and code not in STARTS
}


@pytest.fixture(scope="module")
def pages(served: SmallYear) -> Iterator[Flask]:
    made = make_pages(Desk(served.year.workspace, "key"))
    with made.test_request_context():
        g.year = served.year
        yield made


def said(found: list[Piece]) -> str:
    return "".join(piece.text for piece in found)


def test_many_hints_name_commands() -> None:
    assert sum("reportgen " in entry.hint for entry in NAMING.values()) > 45


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("code", NAMING)
def test_the_desk_has_an_answer_to_each_hint_that_names_a_command(
    pages: Flask, served: SmallYear, code: str, language: str
) -> None:
    entry = NAMING[code]
    with speaking(language):
        found = list(pieces(tr(entry.on_page or entry.hint), served.year))
    assert not OF_TERMINAL.search(said(found)), said(found)
    if not entry.on_page:
        assert any(piece.href for piece in found)


OF_FILES = re.compile(r"\]\(|\b[a-zæøå]+_[a-zæøå]+\b")
"""The marks of a link, and keys of two words."""


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_hint_on_a_page_has_marks_or_keys(language: str) -> None:
    with speaking(language):
        hints = [tr(entry.on_page or entry.hint) for entry in all_entries().values()]
    assert [hint for hint in hints if OF_FILES.search(hint)] == []


@pytest.mark.parametrize("name", WAYS)
def test_each_way_leads_to_a_page(pages: Flask, served: SmallYear, name: str) -> None:
    (piece,) = pieces(f"reportgen {name}", served.year)
    assert pages.test_client().get(piece.href).status_code == 200


@pytest.mark.parametrize("code", [code for code in NAMING if not NAMING[code].on_page])
def test_what_is_typed_after_a_command_goes_with_it(
    pages: Flask, served: SmallYear, code: str
) -> None:
    """As the program says it in its cases, with values in their blanks."""
    lines = [
        line
        for group in ("answers", "changes", "hearing", "meetings", "publish", "rounds", "workspace")
        for case in read_cases(group)
        if case.code == code
        for line in case.said.split("\n")
        if line.lstrip().startswith("→")
    ]
    for line in lines:
        assert not OF_TERMINAL.search(said(list(pieces(line, served.year)))), line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Læs svar med reportgen hearing collect; alt.", "Læs svar under Høringen; alt."),
        (
            'Er det deres: reportgen hearing collect --network "a b" --year 2024 --party "Bæk '
            'Kommune" hoering/1/modtaget/001_svar.docx',
            "Er det deres: Høringen",
        ),
        ("Det er offentligt: reportgen publish --allow cpr-3fa81c20 --reason TEKST.", None),
        ("reportgen check viser hvert sted.", "Grundlag viser hvert sted."),
        ("Lad reportgen check --fix skrive det.", "Lad Udfyld det, der mangler skrive det."),
        ("Hent filen: reportgen archive restore.", "Hent filen: Arkiv."),
        ("reportgenerator og generate", "reportgenerator og generate"),
    ],
)
def test_a_command_becomes_the_name_of_its_page(
    pages: Flask, served: SmallYear, text: str, shown: str | None
) -> None:
    with speaking("da"):
        found = list(pieces(text, served.year))
    assert said(found) == (shown or "Det er offentligt: Udgivelse.")


def test_every_command_has_a_way() -> None:
    from reportgen.cli.main import COMMANDS

    first = {name.split(" ")[0] for name in WAYS}
    assert COMMANDS.keys() <= first


def test_text_from_elsewhere_is_no_link_but_to_a_page(pages: Flask, served: SmallYear) -> None:
    found = list(pieces("<a href=x>reportgen check</a>", served.year))
    assert said(found).startswith("<a href=x>")  # a template shows it as text
    assert [piece.href for piece in found if piece.href] == [
        f"/{served.year.network}/{served.year.year}/grundlag"
    ]
