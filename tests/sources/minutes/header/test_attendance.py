"""Who was there, as secretaries write it: nobody and no remark is lost, and it can be counted."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sources.minutes.reading import as_yaml, codes, read

_ITEM = "\n\n1. Orientering\nIntet nyt.\n"


def _held(head: str) -> dict[str, Any]:
    """The meeting that these lines open, as its file holds it."""
    minutes = read(f"Dato: 2. juni 2026\n{head}{_ITEM}")
    assert minutes.meeting is not None
    return minutes.meeting.model_dump(by_alias=True, mode="json")


def _people(held: dict[str, Any], key: str) -> list[str]:
    people = held["deltagere"][key]
    return [", ".join(filter(None, (each["navn"], each["organisation"]))) for each in people]


@pytest.mark.parametrize(
    ("head", "present", "absent"),
    [
        pytest.param(
            "Til stede: Leder A, Greve Kommune\nAfbud: Leder B, Faxe Kommune\n"
            "Fra sekretariatet: Konsulent C, Holbæk Kommune",
            ["Leder A, Greve Kommune", "Konsulent C, Holbæk Kommune"],
            ["Leder B, Faxe Kommune"],
            id="the secretariat ends the list of those absent",
        ),
        pytest.param(
            "Afbud: Leder B (Faxe)\nGæster: Leder C, KL\n"
            "Øvrige deltagere: Leder D, Danske Regioner",
            ["Leder C, KL", "Leder D, Danske Regioner"],
            ["Leder B, Faxe Kommune"],
            id="guests end the list, and KL is where one of them works",
        ),
        pytest.param(
            "Til stede: Leder A (Greve)\nAfbud: Leder B (Faxe)\nObservatører:\nLeder C (Køge)",
            ["Leder A, Greve Kommune", "Leder C, Køge Kommune"],
            ["Leder B, Faxe Kommune"],
            id="a label on a line of its own",
        ),
        pytest.param(
            "Til stede: Alfa Dam (Greve)\nAfbud: Beta Ek (Faxe)\nReferent: Gamma Fog (Køge)",
            ["Alfa Dam, Greve Kommune", "Gamma Fog, Køge Kommune"],
            ["Beta Ek, Faxe Kommune"],
            id="who takes the minutes was there",
        ),
        pytest.param(
            "Til stede: Alfa Dam (Greve), Gamma Fog (Køge)\nReferent: Gamma",
            ["Alfa Dam, Greve Kommune", "Gamma Fog, Køge Kommune"],
            [],
            id="who takes the minutes is on the list already",
        ),
        pytest.param(
            "Til stede: Alfa Dam (Greve)\nReferent: Sekretariatet",
            ["Alfa Dam, Greve Kommune"],
            [],
            id="the secretariat is nobody by name",
        ),
        pytest.param(
            "Til stede: Centerchef, Greve Kommune, Centerchef, Køge Kommune, "
            "Leder (Faxe), Leder (Faxe)",
            [
                "Centerchef, Greve Kommune",
                "Centerchef, Køge Kommune",
                "Leder, Faxe Kommune",
                "Leder, Faxe Kommune",
            ],
            [],
            id="a title twice is two people",
        ),
        pytest.param(
            "Til stede: Faglig leder (Greve) og centerchef (Køge)\nAfbud: Leder (Faxe)",
            ["Faglig leder, Greve Kommune", "centerchef, Køge Kommune"],
            ["Leder, Faxe Kommune"],
            id="titles in small letters",
        ),
        pytest.param(
            "Deltagere: Alfa Dam, Centerchef, Greve Kommune; Beta Ek (Faxe) (afbud)",
            ["Alfa Dam, Greve Kommune"],
            ["Beta Ek, Faxe Kommune"],
            id="regrets said on the list of those present",
        ),
        pytest.param(
            "Til stede: Greve Kommune (Alfa Dam), Faxe Kommune (Beta Ek)",
            ["Alfa Dam, Greve Kommune", "Beta Ek, Faxe Kommune"],
            [],
            id="the organisation first, the name in parentheses",
        ),
    ],
)
def test_everyone_is_where_they_were(head: str, present: list[str], absent: list[str]) -> None:
    held = _held(head)

    assert _people(held, "til_stede") == present
    assert _people(held, "afbud") == absent


@pytest.mark.parametrize(
    "remark",
    [
        "fra kl. 9.30",
        "til kl. 11",
        "gik efter punkt 1",
        "kom til pkt. 2 og gik før punkt 4",
        "sendte bemærkninger på skrift",
        "suppleant",
        "Suppleant for Beta Ek",
        "online",
        "Deltog via Teams",
        "ikke til punkt 3",
        "konst. leder",
    ],
)
@pytest.mark.parametrize(
    "shape", ["{}, Greve Kommune ({})", "{} ({}), Greve Kommune", "{} (Greve, {})"]
)
def test_a_remark_is_left_out_with_the_name_of_whom_it_is_about(remark: str, shape: str) -> None:
    held = _held("Til stede: " + shape.format("Alfa Dam", remark) + ", Gamma Fog, Køge Kommune")

    assert _people(held, "til_stede") == ["Alfa Dam, Greve Kommune", "Gamma Fog, Køge Kommune"]
    assert [each["punkter"] for each in held["deltagere"]["til_stede"]] == [[], []]
    left = {each["tekst"]: each["grund"] for each in held["udeladt"]}
    assert left[remark] == "stillingsbetegnelse eller bemærkning om Alfa Dam"


def test_somebody_who_came_in_anothers_place_is_doubted() -> None:
    text = f"Dato: 2. juni 2026\nAfbud: Alfa Dam, Faxe Kommune (i stedet deltog Beta Ek){_ITEM}"

    assert "minutes-person-stand-in" in codes(read(text))


def test_a_group_that_nobody_knows_is_neither_present_nor_absent() -> None:
    minutes = read(
        f"Dato: 2. juni 2026\nTil stede: Alfa Dam (Greve)\nAfbud: Beta Ek (Faxe)\n"
        f"Teknisk bistand: Gamma Fog (Køge){_ITEM}"
    )

    assert "Gamma" not in str(minutes.meeting and minutes.meeting.attendance)
    assert "minutes-text-unplaced" in codes(minutes)
    assert not minutes.ledger.is_clear


def test_a_task_tells_where_the_one_who_promised_works() -> None:
    minutes = read(
        "Dato: 2. juni 2026\nTil stede: Alfa Dam (Greve), Beta Ek (Faxe)\n\n"
        "1. Orientering\nAlfa Dam sender et notat rundt. Beta skriver til regionen.\n"
    )
    assert minutes.meeting is not None

    assert [task.who for task in minutes.meeting.agenda[0].tasks] == [
        "Alfa Dam (Greve Kommune)",
        "Beta (Faxe Kommune)",
    ]


# --- every word of the head stands somewhere -----------------------------------------------

_NAMES = ("Alfa Dam", "Beta Ek", "Gamma Fog", "Leder", "Konsulent C", "Delta-Marie Gi", "leder")
_PLACES = ("Greve Kommune", "Faxe Kommune", "Region Sjælland", "KL", "Fonden Solgården")
_SAID = (
    "fra kl. 9.30",
    "gik efter punkt 1",
    "online",
    "Suppleant",
    "under pkt. 2",
    "ref.",
    "afbud",
)
_SHAPES = (
    "{name} ({place})",
    "{name}, {place}",
    "{name}, {place} ({said})",
    "{name} ({said}), {place}",
    "{name} ({place}, {said})",
    "{name} – {place}, {said}",
    "{name}",
    "{place}",
    "{place} ({name})",
    "{place}: {name}",
)
_LABELS = {
    "Til stede": False,
    "Afbud": False,
    "Fra sekretariatet": True,
    "Gæster": True,
    "Øvrige deltagere": True,
    "Teknik": True,
    "Referent": False,
}
"""Labels, and whether the label itself has to be found again."""


@st.composite
def heads(draw: st.DrawFn) -> str:
    """Lists of people, each entry written some way or other."""
    lines = []
    for label in ("Til stede", *draw(st.lists(st.sampled_from(list(_LABELS)), max_size=4))):
        people = draw(st.lists(st.sampled_from(_SHAPES), min_size=1, max_size=4))
        said = [
            shape.format(
                name=draw(st.sampled_from(_NAMES)),
                place=draw(st.sampled_from(_PLACES)),
                said=draw(st.sampled_from(_SAID)),
            )
            for shape in people
        ]
        lines.append(f"{label}: {draw(st.sampled_from([', ', '; ', ' og ', '. '])).join(said)}")
    return "\n".join(lines)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


@example("Til stede: Alfa Dam – Greve Kommune, ref. og Bo Eng – Faxe Kommune, fra kl. 9.30")
@given(heads())
def test_every_word_said_of_people_stands_in_the_file(head: str) -> None:
    minutes = read(f"Dato: 2. juni 2026\n{head}{_ITEM}")
    said = _words(re.sub(r"(?m)^(?:Til stede|Afbud|Referent):", "", head))
    # What fields say in their own words: who takes the minutes, and which items somebody came for.
    told = Counter(dict.fromkeys(("ref", "og", "under", "pkt"), 99))

    missing = set(said) - set(_words(as_yaml(minutes))) - set(told)

    assert not missing
    assert minutes.account.complete
