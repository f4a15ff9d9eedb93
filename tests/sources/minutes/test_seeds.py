"""Two real minutes as text, field by field.

Their words are not ours, so ``seeds.json`` holds the SHA-256 of every string a careful person
reads in them; dates, numbers and kinds stand in clear. The minutes themselves lie in the
folder with documents from elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportgen.sources.minutes import Minutes
from tests.sources.minutes.reading import Draft, codes, read

EXPECTED: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("seeds.json").read_text(encoding="utf-8")
)
THREE_COLUMNS, TWO_COLUMNS = sorted(EXPECTED)
_CLEAR = frozenset(
    [
        "dato",
        "tid",
        "form",
        "nr",
        "punkter",
        "frist",
        "afsnit",
        "pind",
        "id",
        "art",
        "fra",
        "status",
    ]
)
_NETWORK = (
    "Faxe Greve Guldborgsund Holbæk Kalundborg Køge Lejre Lolland Næstved Odsherred Ringsted"
    " Roskilde Slagelse Solrød Sorø Stevns Vordingborg"
)
_ORGANISATIONS = (*(f"{name} Kommune" for name in _NETWORK.split()), "Region Sjælland")


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fields(minutes: Minutes) -> dict[str, Any]:
    """Every field of the meeting by its path; strings that are the minutes' own are hashed."""
    assert minutes.meeting is not None
    return dict(_walk(minutes.meeting.model_dump(by_alias=True, mode="json"), ""))


def _walk(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _walk(inner, f"{path}/{at}")
    elif value is not None:
        clear = any(part in _CLEAR for part in path.split("/")[-2:]) or not isinstance(value, str)
        yield path, value if clear else hashed(value)


def read_seed(seeds: Path, name: str) -> Minutes:
    """Read a seed with a draft that has three points under 3.6."""
    points = {"3.6": ("Første", "Anden", "Tredje"), "3.7": (), "4.2": ()}
    data = (seeds / name).read_bytes()
    return read(data, name, draft=Draft(points=dict(points)), organisations=_ORGANISATIONS)


@cache
def _cached(seeds: Path, name: str) -> Minutes:
    return read_seed(seeds, name)


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Path:
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip("the real minutes are not here")
    return folder


@pytest.fixture(params=sorted(EXPECTED))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_field_is_what_a_careful_person_reads(seeds: Path, name: str) -> None:
    found = fields(_cached(seeds, name))

    wrong = {
        path: (found.get(path), EXPECTED[name].get(path))
        for path in {*found, *EXPECTED[name]}
        if found.get(path) != EXPECTED[name].get(path)
    }
    assert wrong == {}


def test_every_character_is_accounted_for(seeds: Path, name: str) -> None:
    account = _cached(seeds, name).account

    assert (account.missing, account.doubled) == ((), ())


def test_what_lost_columns_left_to_guess_is_warned_about(seeds: Path) -> None:
    minutes = _cached(seeds, THREE_COLUMNS)
    assert minutes.meeting is not None
    warned = {u.at[1] for u in minutes.unsure if u.problem.code == "minutes-columns-guessed"}
    two_texts = {at for at, item in enumerate(minutes.meeting.agenda) if item.proposal}

    assert two_texts <= warned


def test_the_recommendations_said_to_be_3_6_are_3_7(seeds: Path) -> None:
    minutes = _cached(seeds, THREE_COLUMNS)
    assert minutes.meeting is not None
    sections = [entry.section for entry in minutes.meeting.agenda[2].entries]

    assert sections.count("3.7") == 2
    assert codes(minutes).count("minutes-section-corrected") == 1


def test_the_list_of_focus_areas_has_thirteen_entries(seeds: Path) -> None:
    minutes = _cached(seeds, THREE_COLUMNS)
    assert minutes.meeting is not None
    areas = [e for e in minutes.meeting.agenda[2].entries if e.id and e.id.startswith("F")]

    assert len(areas) == 13


def test_one_date_is_turned_down_and_three_stand(seeds: Path) -> None:
    minutes = _cached(seeds, THREE_COLUMNS)
    assert minutes.meeting is not None

    assert [(m.date.isoformat(), m.status.value) for m in minutes.meeting.next_meetings] == [
        ("2023-01-27", "aflyst"),
        ("2023-05-12", "godkendt"),
        ("2023-09-15", "godkendt"),
        ("2023-11-24", "godkendt"),
    ]


def test_absence_from_the_regrets_is_no_attendance(seeds: Path) -> None:
    minutes = _cached(seeds, THREE_COLUMNS)
    assert minutes.meeting is not None

    assert minutes.meeting.attendance.present == ()
    assert "minutes-no-attendance" in codes(minutes)


def test_the_items_are_the_agendas_and_not_the_lists_inside_them(seeds: Path) -> None:
    minutes = _cached(seeds, TWO_COLUMNS)
    assert minutes.meeting is not None

    numbers = [item.number for item in minutes.meeting.agenda]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8", None, None]


def test_the_same_person_twice_is_one_and_one_task_is_one(seeds: Path) -> None:
    found = codes(_cached(seeds, TWO_COLUMNS))

    assert found.count("minutes-person-twice") == 1
    assert found.count("minutes-task-twice") == 1


def test_the_next_meeting_moves(seeds: Path) -> None:
    minutes = _cached(seeds, TWO_COLUMNS)
    assert minutes.meeting is not None
    (coming,) = minutes.meeting.next_meetings

    assert (coming.date.isoformat(), coming.status.value) == ("2023-09-29", "flyttet")
    assert coming.moved_from is not None
    assert coming.moved_from.isoformat() == "2023-09-15"
