"""What is ahead, on the desk over HTTP: the agenda, the calendar, the tasks, the register."""

from __future__ import annotations

import datetime as dt
import html
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from reportgen.app.extracts.agenda import make_agenda
from reportgen.report.dates import danish_date
from reportgen.report.inputs import FollowUp, ReplyStatus, WheelEntry
from tests.app.minutes_writing import Said, Written
from tests.desk.browsing import Browser
from tests.desk.running import PATIENCE, Running, desk
from tests.desk.test_round_in_browser import everyone_can_use_it
from tests.desk.test_round_page import done as done_on
from tests.desk.test_round_page import text_of
from tests.workspaces import SmallYear

YEAR = "aeldre-og-sundhed/2024"
MEETINGS, REGISTER = f"{YEAR}/moeder", f"{YEAR}/anbefalinger"
COMING = dt.date.today() + dt.timedelta(days=40)
TASKS = """\
    opgaver:
      - {hvem: Bæk Kommune, hvad: Finder et <b>lokale</b>}
      - hvem: Åby Kommune
        hvad: Sender en liste over vagter
        frist: senest 1. juni
      - {hvem: Cedervig Kommune, hvad: Ringer rundt, udført: 2024-05-01}
"""


@pytest.fixture
def planned(small: SmallYear) -> SmallYear:
    """A year with tasks, and a meeting that is planned after today."""
    small.edit_meeting("    titel: Velkomst\n", f"    titel: Velkomst\n{TASKS}")
    small.write_workbook(wheel=(WheelEntry(COMING, "Nattevagt", "fysisk", "Bæk"),))
    return small


def step(shown: Running, name: str, **form: str) -> str:
    """What the page says once a step is done."""
    begun = shown.post(f"{YEAR}/skridt/{name}", form)
    assert begun.status == 200, begun.text
    done_on(shown)
    return text_of(shown.get(MEETINGS).text)


def opened(tmp_path: Path) -> list[str]:
    """Names of the files that were opened."""
    found = tmp_path / "aabnet"
    return [Path(line).name for line in found.read_text().splitlines()] if found.exists() else []


def wait_until_opened(tmp_path: Path, names: set[str]) -> None:
    """The program that opens them writes their names down, in its own time."""
    for _ in range(PATIENCE * 10):
        if set(opened(tmp_path)) == names:
            return
        time.sleep(0.1)
    assert set(opened(tmp_path)) == names


def test_the_agenda_is_made_for_the_next_meeting_and_opened_in_word(
    planned: SmallYear, shown: Running, tmp_path: Path
) -> None:
    page = shown.get(MEETINGS).text
    assert f'name="date" required value="{COMING.isoformat()}"' in page
    told = step(shown, "agenda", date=COMING.isoformat())
    assert f"Dagsorden til mødet {danish_date(COMING)}" in told
    assert "Referatet skal skrives i den." in told
    page = shown.get(MEETINGS).text
    (path,) = planned.year.meetings.glob("*_Dagsorden-*.docx")
    id_ = re.findall(r'action="[^"]*/fil/([^"/]+)"', page)[0]
    assert shown.post(f"fil/{id_}").status == 200
    wait_until_opened(tmp_path, {path.name})


def test_an_agenda_is_listed_until_its_minutes_are_laid_in(
    planned: SmallYear, shown: Running
) -> None:
    held = dt.date(2024, 5, 3)
    path = make_agenda(planned.year, held, dt.date(2024, 4, 1)).path
    assert "Dagen er kommet" in text_of(shown.get(MEETINGS).text)
    minutes = Written(path.read_bytes())
    minutes.write(1, Said(["Alle blev budt velkommen."]))
    body = minutes.data
    kind = {"Content-Type": "multipart/form-data; boundary=x", "Origin": shown.origin}
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{path.name}"\r\n\r\n'
    sent = head.encode() + body + b"\r\n--x--\r\n"
    target = f"{shown.path}{YEAR}/skridt/import"
    assert shown.request("POST", target, sent, {**shown.ours(), **kind}).status == 200
    done_on(shown)
    page = text_of(shown.get(MEETINGS).text)
    assert "Mødet 3. maj 2024" in page
    assert "Dagen er kommet" not in page


def test_an_agenda_of_a_meeting_that_was_held_is_refused_in_words(
    planned: SmallYear, shown: Running
) -> None:
    told = step(shown, "agenda", date="2024-03-01")
    assert "1. marts 2024" in told
    assert not list(planned.year.meetings.glob("*.docx"))


def test_tasks_stand_overdue_first_with_a_link_to_their_item(
    planned: SmallYear, shown: Running
) -> None:
    page = shown.get(MEETINGS).text
    rows = re.findall(r"<tr.*?</tr>", page.partition('id="tasks-title"')[2], re.DOTALL)[1:]
    assert [text_of(row).split(" Kommune")[0] for row in rows if "<td" in row] == [
        "Åby", "Bæk", "Cedervig",
    ]  # fmt: skip
    assert "over fristen" in rows[0]
    assert "over fristen" not in rows[1]
    assert "2 åbne opgaver, heraf 1 over fristen" in text_of(page)
    assert "Finder et &lt;b&gt;lokale&lt;/b&gt;" in page
    link = re.findall(r'<a href="([^"]+)#(item-\d+)"', rows[0])[0]
    meeting = shown.get(link[0].removeprefix(shown.path)).text
    assert f'id="{link[1]}"' in meeting
    assert "Sender en liste over vagter" in meeting


def test_tasks_that_an_earlier_year_left_lead_to_the_meeting_in_that_year(
    planned: SmallYear, shown: Running
) -> None:
    for folder in ("moeder",):
        (planned.year.inputs.parent / "2025" / folder).mkdir(parents=True)
    (planned.year.inputs.parent / "2025" / "aarsrapport.xlsx").write_bytes(
        planned.year.workbook.read_bytes()
    )
    page = shown.get("aeldre-og-sundhed/2025/moeder").text
    assert re.search(r'href="[^"]*/aeldre-og-sundhed/2024/moeder/2024-03-01#item-0"', page)


def test_calendar_and_tasks_are_written_told_and_opened(
    planned: SmallYear, shown: Running, tmp_path: Path
) -> None:
    assert "Kalenderen er skrevet. 1 planlagt møde" in step(shown, "calendar")
    assert "Listen over opgaver er skrevet: 2 åbne opgaver" in step(shown, "tasks")
    names = {path.name for path in planned.year.outputs.iterdir()}
    assert {"Moeder-2024_aeldre-og-sundhed.ics", "Opgaver-2024_aeldre-og-sundhed.xlsx"} <= names
    wait_until_opened(tmp_path, {name for name in names if name.endswith((".ics", ".xlsx"))})


def test_without_a_plan_or_tasks_the_page_says_so(small: SmallYear, shown: Running) -> None:
    small.write_workbook(wheel=())
    page = shown.get(MEETINGS).text
    assert 'name="date" required>' in page
    assert "Ingen opgaver er åbne" in text_of(page)


def test_the_register_lists_each_recommendation_with_its_answers(
    small: SmallYear, tmp_path: Path
) -> None:
    answer = FollowUp(
        "O1", "A9", "", "Styregruppen", dt.date(2024, 3, 10), "Ja <i>tak</i>", ReplyStatus.ANSWERED
    )
    small.write_workbook(follow_ups=(answer,))
    with desk(small.root, tmp_path / "bruger") as found:
        page = found.enter().get(REGISTER).text
        assert found.get(f"{YEAR}/arkiv").text.count("/anbefalinger") == 1
    said = text_of(page)
    assert "10. marts 2024, Styregruppen, besvaret" in said
    assert "Ja &lt;i&gt;tak&lt;/i&gt;" in page
    assert "står ikke i nogen rapport" in said


def test_the_register_is_written_as_a_workbook_and_opened(
    small: SmallYear, shown: Running, tmp_path: Path
) -> None:
    small.write_workbook(follow_ups=(FollowUp("O1", "A9"),))
    step(shown, "recommendations")
    page = text_of(shown.get(REGISTER).text)
    (path,) = small.year.outputs.glob("*_Anbefalinger_*.xlsx")
    assert "anbefaling" in page
    wait_until_opened(tmp_path, {path.name})


@pytest.fixture(autouse=True)
def nothing_wrong(small: SmallYear) -> Iterator[None]:
    """No test leaves a report of a fault of the program."""
    yield
    assert not list(small.root.glob("reportgen-fejl*"))


def pressed(shown: Running, what: str) -> None:
    """Press the one button at a task."""
    page = shown.get(MEETINGS).text.partition('id="tasks-title"')[2]
    (form,) = (each for each in page.split("<form")[1:] if f": {what}" in text_of(f"<{each}"))
    (action,) = re.findall(r'action="([^"]+)"', form)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    said = {name: html.unescape(value) for name, value in fields.items()}
    assert shown.post(action.removeprefix(shown.path), said).json() == {"anew": True}


def test_a_task_is_done_by_its_button_and_open_again(planned: SmallYear, shown: Running) -> None:
    def said() -> list[dict[str, str]]:
        tasks = yaml.safe_load(planned.meeting.read_bytes())["dagsorden"][0]["opgaver"]
        return [{key: str(said) for key, said in task.items() if said} for task in tasks]

    before, today = said(), dt.date.today().isoformat()
    open_ = planned.meeting.read_bytes()
    pressed(shown, "Sender en liste over vagter")
    assert said() == [before[0], {**before[1], "udført": today}, before[2]]
    pressed(shown, "Sender en liste over vagter")
    assert planned.meeting.read_bytes() == open_


def test_everyone_can_use_the_pages(
    browser: Browser, planned: SmallYear, shown: Running, tmp_path: Path
) -> None:
    answer = FollowUp("O1", "A9", "", "Styregruppen", dt.date(2024, 3, 10), "Ja")
    planned.write_workbook(follow_ups=(answer,))
    make_agenda(planned.year, dt.date(2024, 5, 3), dt.date(2024, 4, 1))
    with desk(planned.root, tmp_path / "en-anden") as found:
        browser.enter(found, MEETINGS)
        for path in (MEETINGS, REGISTER):
            browser.driver.get(browser.driver.current_url.partition(YEAR)[0] + path)
            everyone_can_use_it(browser)
        browser.driver.get("about:blank")
