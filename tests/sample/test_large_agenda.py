"""The agenda of a large year: everything is on it, each thing once, and it is read back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import yaml
from docx import Document

from reportgen.app.extracts.agenda import MadeAgenda, make_agenda
from reportgen.app.importing import import_minutes
from reportgen.report.agenda import Origin
from reportgen.report.inputs import ReplyStatus
from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.read import read_workbook
from reportgen.workspace.places import Year
from tests.app.minutes_writing import Said, Written
from tests.sample.large_year import RECOMMENDATIONS, large_year
from tests.word.ooxml import assert_valid

DAY = dt.date(2023, 6, 12)
TASKS = 2


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """A year whose recommendations all wait for an answer, and whose parties all owe two things."""
    year = large_year(tmp_path_factory.mktemp("stort") / "mappe")
    network = yaml.safe_load(year.network_file.read_text("utf-8"))
    names = network["organisationer"]
    content, _ = read_workbook(year.workbook.read_bytes(), year.workbook.name, names)
    waiting = tuple(
        replace(row, answer="", status=ReplyStatus.WAITING) for row in content.follow_ups
    )
    year.workbook.write_bytes(create_workbook(names, replace(content, follow_ups=waiting)))
    (meeting,) = year.meetings.glob("2022-09-04.yaml")
    met = yaml.safe_load(meeting.read_text("utf-8"))
    met["dagsorden"][0]["opgaver"] = [
        {"hvem": name, "hvad": f"Sender tal for område {number} til sekretariatet"}
        for name in names
        for number in range(TASKS)
    ]
    meeting.write_text(yaml.safe_dump(met, allow_unicode=True, sort_keys=False), "utf-8")
    return year


@pytest.fixture(scope="module")
def made(large: Year) -> MadeAgenda:
    return make_agenda(large, DAY, dt.date(2023, 5, 1))


def test_every_recommendation_and_every_task_is_on_it_once(large: Year, made: MadeAgenda) -> None:
    on = [(thing.origin, thing.key) for thing in made.agenda.things]
    assert len(set(on)) == len(on)
    waiting = [key for origin, key in on if origin is Origin.RECOMMENDATION]
    assert waiting == [f"O{number}" for number in range(1, RECOMMENDATIONS + 1)]
    owed = [t for t in made.agenda.things if t.text.startswith("Sender tal for område")]
    network = yaml.safe_load(large.network_file.read_text("utf-8"))
    assert len(owed) == TASKS * len(network["organisationer"])


def test_a_source_that_many_tasks_share_stands_once(made: MadeAgenda) -> None:
    tables = Document(str(made.path)).tables
    text = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert text.count("Sender tal for område") == TASKS * 18
    assert text.casefold().count("netværksmøde 4. september 2022, punkt 1") == 1


def test_word_opens_it(made: MadeAgenda) -> None:
    assert_valid(made.path.read_bytes())


def test_minutes_written_at_every_item_come_back(large: Year, made: MadeAgenda) -> None:
    written = Written(made.path.read_bytes())
    rows = range(1, len(made.agenda.items) + 1)
    written.fill_in("Til stede:", "Leder (Faxe Kommune)")
    for row in rows:
        task = f"Faxe Kommune · Følger op på {row} · 1. september"
        written.write(row, Said([f"Drøftet {row}."], [f"Besluttet {row}."], [task]))
    made.path.write_bytes(written.data)
    (done,) = import_minutes(
        large.workspace, large.network, [made.path], year=None, describe=lambda p: p.code
    )
    assert (done.accounted, done.problems, done.ledger.is_clear) == (1.0, (), True)
    meeting = yaml.safe_load((large.workspace.root / done.file).read_text("utf-8"))
    assert [item["titel"] for item in meeting["dagsorden"]] == [
        item.title for item in made.agenda.items
    ]
    for row, item in zip(rows, meeting["dagsorden"], strict=True):
        assert item["beslutninger"] == [f"Besluttet {row}."]
        assert [task["hvad"] for task in item["opgaver"]] == [f"Følger op på {row}"]
