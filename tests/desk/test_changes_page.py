"""The page with the hearing's changes, as it answers requests."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping

import pytest
from werkzeug.test import Client

from reportgen.app.hearing.reviewing import Review
from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from reportgen.desk.pages.hearing.changes_words import show_title, state_title
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.review.items import Show, State
from reportgen.language.translation import speak
from reportgen.sources.decision_sheet import MET, WORDING
from reportgen.workspace.journal import Journal
from reportgen.workspace.rounds import open_round, read_rounds
from tests.app.hearing.rounds import AABY, BAEK, Hearing, hearing, reworded, say
from tests.app.hearing.test_carried import write
from tests.app.hearing.test_desk_decisions import sheet

__all__ = ["hearing"]

PAGE = "/aeldre-og-sundhed/2024/hoering"


@pytest.fixture(autouse=True)
def english() -> None:
    """Whatever language the tests before spoke."""
    speak("en")


@pytest.fixture
def round_(hearing: Hearing) -> Hearing:
    """One edit, and a comment with signs of markup in it."""
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "<i>umuligt</i> & svært"))
    hearing.collect()
    return hearing


@pytest.fixture
def client(round_: Hearing) -> Client:
    return make_pages(Desk(round_.small.year.workspace, "key")).test_client()


def id_of(round_: Hearing) -> str:
    return Review(round_.small.year, say).items.all[0].id


def test_without_a_round_it_says_so(hearing: Hearing) -> None:
    client = make_pages(Desk(hearing.small.year.workspace, "key")).test_client()
    page = client.get(PAGE).text
    assert "There is nothing to decide now." in page
    assert "Nothing has been collected in round 1 yet." in page
    assert '<strong class="mark">Error</strong>' not in page  # nobody did anything wrong


def test_a_round_that_nobody_answered_in_time_is_closed_from_there(hearing: Hearing) -> None:
    desk = Desk(hearing.small.year.workspace, "key")
    client = make_pages(desk).test_client()
    assert "Nobody has answered: close the round" in client.get(PAGE).text
    for page in ("", "runde"):
        shown = client.get(f"/aeldre-og-sundhed/2024/{page}").text
        assert f'<a href="{PAGE}">Close the round, if nobody has answered</a>' in shown
    client.post("/aeldre-og-sundhed/2024/skridt/apply", data={"nobody": "ja"})
    for _ in range(300):
        if not desk.works.running():
            break
        threading.Event().wait(0.1)
    assert "close the round" not in client.get(PAGE).text
    assert open_round(read_rounds(hearing.small.year)[0]) is None


def test_what_members_wrote_is_shown_as_text_and_never_as_markup(client: Client) -> None:
    answer = client.get(PAGE)
    assert "&lt;i&gt;" in answer.text
    assert "<i>" not in answer.text


def test_what_is_decided_is_taken_in_from_there_while_others_can_still_answer(
    round_: Hearing,
) -> None:
    (file,) = (round_.small.root / "inputs").rglob("runde.yaml")
    tomorrow = (dt.date.today() + dt.timedelta(days=1)).isoformat()
    file.write_text(file.read_text("utf-8").replace("2024-11-29", tomorrow), "utf-8")
    review = Review(round_.small.year, say)
    desk = Desk(round_.small.year.workspace, "key")
    client = make_pages(desk).test_client()
    assert "Take the decisions in" not in client.get(PAGE).text
    for item in review.items.all:
        review.decide(item, Outcome.YES)
    page = client.get(PAGE).text
    assert "2 parties have not answered. The last day to answer is " in page
    assert 'action="/aeldre-og-sundhed/2024/skridt/apply"' in page
    client.post("/aeldre-og-sundhed/2024/skridt/apply")
    for _ in range(300):
        if not desk.works.running():
            break
        threading.Event().wait(0.1)
    assert open_round(read_rounds(round_.small.year)[0]) is None


def test_a_file_of_nobody_is_shown_with_the_way_on_and_without_commands(hearing: Hearing) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("svar.pdf", b"%PDF-1.4")
    hearing.collect()
    review = Review(hearing.small.year, say)
    (row,) = (row for item in review.items.all for row in item.rows if not row.about)
    client = make_pages(Desk(hearing.small.year.workspace, "key")).test_client()
    page = client.get(PAGE, query_string={"nr": row.id}).text
    assert "svar.pdf" in page
    assert "reportgen hearing" not in page
    assert '<a href="/aeldre-og-sundhed/2024/runde">' in page.partition('id="change"')[2]
    assert "Read by everyone in the hearing note." in page
    assert "Read by –" not in page
    assert "nobody&#39;s yet" in page


def test_what_came_of_taking_the_decisions_in_is_told_there(round_: Hearing) -> None:
    desk = Desk(round_.small.year.workspace, "key")
    client = make_pages(desk).test_client()
    client.post("/aeldre-og-sundhed/2024/skridt/apply")
    for _ in range(300):
        if not desk.works.running():
            break
        threading.Event().wait(0.1)
    assert "Close the message" in client.get(PAGE).text


def test_one_change_is_said_in_the_singular() -> None:
    speak("da")
    assert [state_title(state) for state in State] == ["åben", "ikke færdig", "afgjort"]
    assert show_title(Show.OPEN) == "åbne"


def test_a_change_nobody_knows_is_not_found(client: Client) -> None:
    assert client.get(f"{PAGE}?nr=9.9-zzzz").status_code == 404
    assert client.get(f"{PAGE}/afsnit/9.9").status_code == 404
    assert client.post(f"{PAGE}/afgoer", data={"nr": "x", "afgoer": "ja"}).status_code == 404


@pytest.mark.parametrize("said", ["", "måske", "ja;nej", "JA"])
def test_what_is_no_decision_is_not_kept(client: Client, round_: Hearing, said: str) -> None:
    sent = {"nr": id_of(round_), "afgoer": said}
    assert client.post(f"{PAGE}/afgoer", data=sent).status_code == 400
    assert not Journal(round_.small.year.journal).entries


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"row": "x", "column": 1, "shown": "", "value": "a", "batch": ""}, 400),
        ({"row": "x", "column": "Id", "shown": "", "value": "a", "batch": ""}, 422),
        ({"row": "x", "column": MET, "shown": "", "value": "a", "batch": ""}, 422),
        ({"row": "x", "column": WORDING, "shown": "", "value": "a" * 33_000, "batch": ""}, 409),
    ],
)
def test_what_no_cell_can_hold_is_not_kept(
    client: Client, round_: Hearing, sent: Mapping[str, object], status: int
) -> None:
    assert client.post(f"{PAGE}/skriv", json=sent).status_code == status
    assert not Journal(round_.small.year.journal).entries


def test_what_is_typed_is_kept_when_the_answer_comes(client: Client, round_: Hearing) -> None:
    id_ = id_of(round_)
    sent = {"row": id_, "column": WORDING, "shown": "", "value": " Ny\r\ntekst\x07 ", "batch": "b"}
    assert client.post(f"{PAGE}/skriv", json=sent).status_code == 200
    (entry,) = Journal(round_.small.year.journal).entries
    assert (entry.said.value, entry.batch) == ("Ny\ntekst", "b")


def test_filters_are_in_the_address_and_an_unknown_one_shows_all(client: Client) -> None:
    for query in ("vis=åbne", "vis=uenige", "part=Ingen", "afsnit=8.8", "vis=redaktionelle"):
        assert client.get(f"{PAGE}?{query}").status_code == 200
    assert BAEK not in client.get(f"{PAGE}?vis=uenige").text


def test_what_is_wrong_in_the_workbook_is_told_at_its_cell(client: Client, round_: Hearing) -> None:
    write(sheet(round_), id_of(round_), ("måske", None, None, "Fordi."))
    answer = client.get(PAGE).text
    assert "“måske” is no decision." in answer
    assert "01_hoeringssvar.xlsx, Svar!F2" in answer
    write(sheet(round_), id_of(round_), ("delvist", None, None, "Fordi."))
    answer = client.get(PAGE).text
    assert "not finished" in answer
    assert "the new wording is missing" not in answer
