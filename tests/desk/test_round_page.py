"""The page of the hearing round, over HTTP: opened, sent, answered, reminded."""

from __future__ import annotations

import datetime as dt
import email
import html
import re
import time
from collections.abc import Sequence
from email.policy import default
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.app.hearing.opening import open_hearing
from reportgen.workspace.received import Intake
from reportgen.workspace.rounds import read_rounds
from reportgen.workspace.sent_marks import read_sent_marks
from tests.app.hearing.rounds import (
    AABY,
    BACK,
    BAEK,
    OEST,
    Hearing,
    close_round,
    hearing,
    mail,
    reworded,
    unmarked,
)
from tests.desk.running import Running, worked
from tests.workspaces import SmallYear

__all__ = ["hearing"]

PAGE = "aeldre-og-sundhed/2024/runde"
STEPS = "aeldre-og-sundhed/2024/skridt/"


def done(shown: Running) -> str:
    """The page once the work that was begun is done."""
    return worked(shown, PAGE)


def text_of(page: str) -> str:
    """What the page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def dropped(shown: Running, step: str, *files: tuple[str, bytes]) -> str:
    """The page after files were dropped in."""
    parts = b"".join(
        b'--mellem\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n'
        % (name.encode(), data)
        for name, data in files
    )
    kind = {"Content-Type": "multipart/form-data; boundary=mellem", "Origin": shown.origin}
    sent = {**shown.ours(), **kind}
    answer = shown.request("POST", shown.path + STEPS + step, parts + b"--mellem--\r\n", sent)
    assert answer.status == 200, answer.text
    return done(shown)


def rows(page: str) -> dict[str, str]:
    """What the table says of each party."""
    table = page.partition('<table class="parties')[2].partition("</table>")[0]
    found = (text_of(row) for row in table.split("<tr>")[2:])
    return {party: row for row in found for party in (AABY, BAEK, OEST) if row.startswith(party)}


def marked(small: SmallYear) -> list[str]:
    (found,), _ = read_rounds(small.year)
    return list(read_sent_marks(found).written)


def number_of(page: str, name: str) -> str:
    """The number of the receipt of a file whose party is asked for."""
    (found,) = re.findall(rf'for="party-(\d+)">[^<]*<span[^>]*>: {re.escape(name)}<', page)
    return str(found)


def test_a_round_is_opened_with_its_deadline(shown: Running, small: SmallYear) -> None:
    page = shown.get(PAGE).text
    assert 'type="date"' in page
    deadline = dt.date.today() + dt.timedelta(days=14)
    form = {"deadline": deadline.isoformat(), "per_party": "ja"}
    shown.post(STEPS + "open", form)
    assert "mangler" in text_of(done(shown))
    assert read_rounds(small.year) == ((), ())
    shown.post(STEPS + "open", form | {"with_pending": "on"})
    page = done(shown)
    (found,), _ = read_rounds(small.year)
    assert (found.deadline, found.per_party) == (deadline, True)
    assert list(rows(page)) == [AABY, BAEK, OEST]
    assert all("Mangler" in row for row in rows(page).values())


@pytest.mark.parametrize("deadline", ["", "2020-01-01", "i morgen", "9" * 300])
def test_a_day_that_is_none_or_over_opens_nothing(
    shown: Running, small: SmallYear, deadline: str
) -> None:
    assert shown.post(STEPS + "open", {"deadline": deadline}).status == 400
    assert read_rounds(small.year) == ((), ())


def test_a_person_marks_what_is_sent_and_takes_it_back(hearing: Hearing, shown: Running) -> None:
    assert shown.post(PAGE + "/sendt", {"party": BAEK}).json() == {"anew": True}
    assert marked(hearing.small) == [BAEK]
    page = shown.get(PAGE).text
    assert "Fortryd" in rows(page)[BAEK]
    assert "Markér som sendt" in rows(page)[AABY]
    rest = re.findall(
        r'name="party" value="([^"]*)"', page.partition('id="mark-all"')[0].rpartition("<form")[2]
    )
    assert rest == [AABY, OEST]
    shown.post(PAGE + "/ikke-sendt", {"party": BAEK})
    assert marked(hearing.small) == []
    assert shown.post(PAGE + "/sendt", {"party": "Ukendt"}).status == 409
    assert shown.post(PAGE + "/sendt").status == 400


def test_the_answers_to_the_parties_are_opened_and_marked_once_they_are_there(
    hearing: Hearing, shown: Running
) -> None:
    hearing.answer(AABY, None)
    hearing.decide(hearing.answer(BAEK, "Skriv mere om ventetid."), rest="nej")
    hearing.apply()
    page = shown.get(PAGE).text
    assert all("Mailen med svaret" in rows(page)[party] for party in (AABY, BAEK))
    assert "Markér svaret som sendt" not in rows(page)[OEST]
    shown.post(PAGE + "/svar-sendt", {"party": BAEK})
    page = shown.get(PAGE).text
    assert "Fortryd" in rows(page)[BAEK]
    assert "Markér svaret som sendt" in rows(page)[AABY]
    shown.post(PAGE + "/svar-ikke-sendt", {"party": BAEK})
    assert "Markér svaret som sendt" in rows(shown.get(PAGE).text)[BAEK]


def test_every_file_that_is_dropped_in_is_told_of(hearing: Hearing, shown: Running) -> None:
    page = dropped(
        shown,
        "collect",
        ("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt")),
        ("b.docx", hearing.copies[BAEK]),
        ("svar fra Øst.eml", mail("chef@oest.example", "Ingen bemærkninger.")),
        ("hvem.docx", unmarked(hearing.copies[OEST])),
        ("tal.xlsx", b"x"),
    )
    said = text_of(page)
    assert "a.docx Åby Kommune, læst, 1 rettelse" in said
    assert "b.docx Bæk Kommune, uden ændringer" in said
    assert "svar fra Øst.eml Region Øst, ingen bemærkninger" in said
    assert "hvem.docx part ukendt" in said
    assert "tal.xlsx lagt til side" in said
    assert "tal.xlsx er ikke en Word-fil" in said
    assert "3 af 3" in said
    assert "1 rettelse" in rows(page)[AABY]
    assert "Uden ændringer" in rows(page)[BAEK]
    assert "Ingen bemærkninger" in rows(page)[OEST]


def test_a_file_that_nobody_knows_gets_its_party_by_a_choice(
    hearing: Hearing, shown: Running
) -> None:
    page = dropped(
        shown,
        "collect",
        ("hvem.docx", unmarked(reworded(hearing.copies[OEST], "svært", "umuligt"))),
        ("hvem igen.docx", unmarked(reworded(hearing.copies[OEST], "svært", "let"))),
    )
    first, second = number_of(page, "hvem.docx"), number_of(page, "hvem igen.docx")
    assert shown.post(STEPS + "attribute", {f"party:{first}": ""}).status == 422
    shown.post(STEPS + "attribute", {f"party:{first}": BAEK, f"party:{second}": OEST})
    said = text_of(done(shown))
    assert "hvem.docx Bæk Kommune, læst, 1 rettelse" in said
    assert "hvem igen.docx Region Øst, læst, 1 rettelse" in said
    assert "part ukendt" not in said


def test_an_answer_given_otherwise_is_noted_with_its_day(hearing: Hearing, shown: Running) -> None:
    form = {"party": AABY, "answer": "this", "said": "Tak for rapporten.", "date": "2024-11-20"}
    shown.post(STEPS + "answer", form)
    assert "Svar i ord · 20. november 2024" in rows(done(shown))[AABY]
    shown.post(STEPS + "answer", {"party": BAEK, "answer": "nothing", "said": "", "date": ""})
    assert "Ingen bemærkninger" in rows(done(shown))[BAEK]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"party": AABY, "answer": "this", "said": "  "}, 422),
        ({"party": AABY, "answer": "nothing", "said": "Dog en ting."}, 422),
        ({"party": "", "answer": "nothing", "said": ""}, 400),
        ({"party": AABY, "answer": "this", "said": "x" * 20_001}, 400),
    ],
)
def test_an_answer_that_says_two_things_or_none_is_not_noted(
    hearing: Hearing, shown: Running, form: dict[str, str], status: int
) -> None:
    assert shown.post(STEPS + "answer", form).status == status
    assert not list((hearing.small.year.hearing / "1" / "modtaget").glob("*"))


def opened(folder: Path) -> Sequence[Path]:
    """The files that were opened, as soon as there is one."""
    noted = folder / "aabnet"
    for _ in range(100):
        if noted.exists() and (lines := noted.read_text().splitlines()):
            return [Path(line) for line in lines]
        time.sleep(0.05)
    return []


def test_a_reminder_goes_to_those_missing_and_is_opened(
    hearing: Hearing, shown: Running, tmp_path: Path
) -> None:
    hearing.answer(AABY, None)
    assert shown.post(PAGE + "/paamindelse").status == 200
    (path,) = opened(tmp_path)
    assert path.parent == hearing.small.year.outputs
    draft = email.message_from_bytes(path.read_bytes(), policy=default)
    assert draft["X-Unsent"] == "1"
    assert draft["Bcc"] == "chef@baek.example, chef@oest.example"
    assert draft["To"] is None
    assert "Bæk" not in draft.get_content()
    assert "Påmindelse til dem, der mangler" in text_of(shown.get(PAGE).text)
    hearing.answer(BAEK, None)
    hearing.answer(OEST, None)
    answer = shown.post(PAGE + "/paamindelse")
    assert answer.status == 409
    assert "Alle parter har svaret" in answer.text.encode().decode("unicode_escape")


def places(page: str) -> dict[str, list[str]]:
    """The places for addresses, as a browser would send them."""
    form = page.partition('class="addresses"')[2].partition("</form>")[0]
    return {
        name: [
            html.unescape(value[0]) if (value := re.findall(r'value="([^"]*)"', field)) else ""
            for field in re.findall(rf'<input[^>]* name="{name}"[^>]*>', form)
        ]
        for name in ("address", "name", "party", "member", "cell", "shown")
    }


def filled(shown: Running, fields: dict[str, list[str]]) -> tuple[int, str]:
    from urllib.parse import urlencode

    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": shown.origin}
    sent = {**shown.ours(), **kind}
    body = urlencode(fields, doseq=True)
    answer = shown.request("POST", shown.path + PAGE + "/adresser", body, sent)
    return answer.status, str(answer.json())


def test_an_address_is_written_into_the_cell_of_its_member(
    shown: Running, small: SmallYear
) -> None:
    fields = places(shown.get(PAGE).text)
    assert fields["party"] == [AABY, BAEK, OEST]
    assert fields["member"] == ["Leder", "", ""]
    fields["address"] = ["leder@aaby.example", "chef@baek.example", ""]
    fields["name"] = ["", "Bo Chef", ""]
    assert filled(shown, fields)[0] == 200
    page = load_workbook(small.year.workbook)["Medlemmer"]
    said = [[cell.value for cell in row] for row in page.iter_rows()]
    column = said[0].index("E-mail")
    assert {(row[0], row[column]) for row in said[1:]} == {
        ("Leder", "leder@aaby.example"),
        ("Leder", None),
        ("Bo Chef", "chef@baek.example"),
    }
    assert places(shown.get(PAGE).text)["party"] == [OEST]


def test_an_address_is_not_written_over_what_stands_there_by_now(
    shown: Running, small: SmallYear
) -> None:
    fields = places(shown.get(PAGE).text)
    book = load_workbook(small.year.workbook)
    page = book["Medlemmer"]
    column = [cell.value for cell in page[1]].index("E-mail") + 1
    page.cell(2, column).value = "anden@aaby.example"
    book.save(small.year.workbook)
    before = small.year.workbook.read_bytes()
    fields["address"][0] = "leder@aaby.example"
    status, said = filled(shown, fields)
    assert status == 422
    assert "blev ikke skrevet i arbejdsbogen" in said
    fields["address"] = ["ikke en adresse", "", ""]
    assert filled(shown, fields)[0] == 422
    fields["address"] = ["leder@åby.example", "", ""]
    assert filled(shown, fields)[0] == 422
    assert small.year.workbook.read_bytes() == before


def test_what_comes_too_late_is_kept_and_told_of(hearing: Hearing, shown: Running) -> None:
    (found,), _ = read_rounds(hearing.small.year)
    hearing.answer(AABY, None)
    close_round(found, BACK)
    page = dropped(
        shown,
        "collect",
        ("b.docx", reworded(hearing.copies[BAEK], "svært", "umuligt")),
        ("hvem.docx", unmarked(reworded(hearing.copies[OEST], "svært", "let"))),
    )
    said = text_of(page)
    assert "Runde 1 er afsluttet" in said
    assert "b.docx Bæk Kommune, kom, efter at runden blev afsluttet" in said
    assert "Markér som sendt" not in said
    assert "Markér svaret som sendt" in rows(page)[BAEK]
    assert "Markér svaret som sendt" not in rows(page)[OEST]
    shown.post(STEPS + "attribute", {f"party:{number_of(page, 'hvem.docx')}": OEST})
    said = text_of(done(shown))
    assert "hvem.docx Region Øst, kom, efter" in said


def test_the_page_of_the_year_has_the_next_step_alone(hearing: Hearing, shown: Running) -> None:
    page = shown.get("aeldre-og-sundhed/2024/").text
    assert page.count('name="files"') == 1
    assert 'name="said"' not in page
    assert f'href="{shown.path}{PAGE}"' in page


def test_what_others_wrote_is_shown_as_text(hearing: Hearing, shown: Running) -> None:
    said = mail("chef@oest.example", "Hermed.", ("<b>&{{ 7*7 }}.docx", b"x"))
    page = dropped(shown, "collect", ("svar.eml", said))
    assert "<b>&" not in page
    assert "&lt;b&gt;&amp;{{ 7*7 }}.docx" in page


def test_a_year_with_errors_still_tells_who_has_answered(hearing: Hearing, shown: Running) -> None:
    hearing.answer(BAEK, None)
    hearing.small.edit_meeting("dato: 2024-03-01", "dato: 2024-33-01")
    page = shown.get(PAGE).text
    assert "2024-33-01" in text_of(page)
    assert "Har svaret" in rows(page)[BAEK]
    assert "Mangler" in rows(page)[AABY]


def test_what_a_killed_run_received_is_read_without_being_sent_again(
    hearing: Hearing, shown: Running
) -> None:
    (found,), _ = read_rounds(hearing.small.year)
    intake = Intake(found, (), BACK)
    intake.file("svar.docx", reworded(hearing.copies[BAEK], "svært", "let"), party=BAEK)
    intake.write()
    assert "1 fil er modtaget og endnu ikke læst." in text_of(shown.get(PAGE).text)
    shown.post(STEPS + "collect", {"waiting": "ja"})
    assert "svar.docx Bæk Kommune, læst, 1 rettelse" in text_of(done(shown))


def test_damaged_marks_are_told_on_the_page(hearing: Hearing, shown: Running) -> None:
    (hearing.small.year.hearing / "1" / "sendt.yaml").write_bytes(b"sendt: 7\n")
    answer = shown.get(PAGE)
    assert answer.status == 200
    assert "hoering/1/sendt.yaml" in answer.text
    assert "Traceback" not in answer.text


def test_a_file_that_was_here_before_is_told_without_a_command(
    hearing: Hearing, shown: Running
) -> None:
    file = ("svar.docx", reworded(hearing.copies[BAEK], "svært", "let"))
    dropped(shown, "collect", file)
    said = text_of(dropped(shown, "collect", file, ("b.docx", b"x")))
    assert "1 fil var her i forvejen og tæller én gang: svar.docx." in said
    assert "--party" not in said
    assert said.count("Bæk Kommune, læst, 1 rettelse") == 1


def test_an_earlier_round_is_shown_as_it_was(hearing: Hearing, shown: Running) -> None:
    (first,), _ = read_rounds(hearing.small.year)
    hearing.answer(BAEK, None)
    close_round(first, BACK)
    open_hearing(hearing.small.year, BACK, dt.date(2099, 1, 1), with_pending=True)
    assert "Høring, runde 2" in text_of(shown.get(PAGE).text)
    page = shown.get(PAGE + "?nr=1").text
    assert "Høring, runde 1" in text_of(page)
    assert "Ingen bemærkninger" in rows(page)[BAEK]
    assert 'name="files"' not in page
    assert f'{PAGE}/sendt"' not in page
    assert "Høring, runde 2" in text_of(shown.get(PAGE + "?nr=nix").text)
