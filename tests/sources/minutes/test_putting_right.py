"""What a person makes of a doubtful place: no word goes, and what is not touched stays."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.entries import Entry
from reportgen.report.meeting import Meeting
from reportgen.sources.minutes.meeting_file import MEETING_LAYOUT
from reportgen.sources.minutes.putting_right import Choice, Is, NoSuchPlace, lines, put_right
from reportgen.sources.yaml.read import read_yaml
from reportgen.sources.yaml.rewrite import rewritten

FILE = """\
# Gennemgået af Åby.
moede: {dato: 2024-03-01, sted: Åby}   # virtuelt var det ikke
deltagere:
  til_stede:
    - {navn: Leder, organisation: Åby Kommune}
    - {navn: Gæst, organisation: KL, punkter: ["2"]}
  afbud: []

dagsorden:
  - nr: "1"
    titel: 'Velkomst'
    referat: |
      Alle blev budt velkommen.
      - 2. Økonomi
      Der er penge nok.
    beslutninger: [Dagsordenen godkendt.]

  # Punktet var langt.
  - nr: "2"   # måske
    titel: "Vagter"
    uddybning: |
      Oplæg om vagter.
    referat: |
      Vagterne er lange.
      # ikke en kommentar
      Sekretariatet ser på det.
    opgaver:
      # husk
      - {hvem: Åby, hvad: Ser på det., frist: maj}
    links: []
    aarsrapport:
      - {afsnit: "3.6", pind: 1, id: U1, art: præciser, input: Vagterne., før: Nat, tekst: null}
      # den anden
      - {afsnit: null, art: bemærkning, input: Vi er få.}

  - nr: null
    titel: Eventuelt

udeladt:
  - {tekst: Kaffe, grund: pause}   # nej

tvivl:
  - {punkt: "2", sted: side 1, hvad: Er det et punkt?, valg: null}
  - hvad: Hvem var der?
    valg:
"""


def made(choice: Choice, text: str = FILE) -> str:
    """The file once a choice is written."""
    data = text.encode()
    document = read_yaml(data, "")
    after = put_right(document.data, choice)
    return rewritten(data, document, after, MEETING_LAYOUT, "").decode()


def comments(text: str) -> list[str]:
    """The comments of a file."""
    found = re.findall(r"(?:^|\s)(#[^\n]*)", text)
    return sorted(each for each in found if "ikke en kommentar" not in each)


REFERENCES = frozenset(
    {"valg", "grund", "sted", "punkt", "punkter", "afsnit", "id", "art", "pind", "før"}
)


def words(data: Any) -> Counter[str]:
    """Every word that a file says, less what refers to something in it."""
    if isinstance(data, dict):
        said = (inner for key, inner in data.items() if key not in REFERENCES)
        return sum(map(words, said), Counter())
    if isinstance(data, list):
        return sum(map(words, data), Counter())
    return Counter(re.findall(r"\w+", str(data or "")))


choices = st.builds(
    Choice,
    st.sampled_from([each for each in Is if each is not Is.TITLE]),
    item=st.integers(0, 2),
    line=st.none() | st.integers(0, 4),
    entry=st.none() | st.integers(0, 1),
    doubt=st.none() | st.integers(0, 1),
    who=st.sampled_from(["", "Bæk"]),
    due=st.sampled_from(["", "juni"]),
    point=st.just("U1"),
    before=st.just("Andet"),
)


@given(choices, st.booleans())
def test_no_word_goes_and_no_comment(choice: Choice, windows: bool) -> None:
    text = FILE.replace("\n", "\r\n") if windows else FILE
    before = read_yaml(text.encode(), "").data
    try:
        after_text = made(choice, text)
    except NoSuchPlace:
        return
    after = read_yaml(after_text.encode(), "").data
    lost = words(before) - words(after)
    assert not lost
    assert comments(after_text.replace("\r", "")) == comments(FILE)
    Meeting.model_validate(after)
    assert not windows or "\n" not in after_text.replace("\r\n", "")


@given(choices)
def test_only_what_is_concerned_is_written(choice: Choice) -> None:
    try:
        after = made(choice)
    except NoSuchPlace:
        return
    for kept in (
        "# Gennemgået af Åby.\nmoede: {dato: 2024-03-01, sted: Åby}   # virtuelt",
        "# nej",
    ):
        assert kept in after
    if choice.item != 0 and not (choice.what is Is.LIST and choice.item == 1):
        assert FILE.partition("  # Punktet")[0].partition("dagsorden")[2] in after


def test_a_line_becomes_an_item_with_what_follows_it() -> None:
    after = read_yaml(made(Choice(Is.ITEM, 0, 1, doubt=0)).encode(), "").data
    first, second, *_ = after["dagsorden"]
    assert (first["referat"], second["nr"], second["titel"]) == (
        "Alle blev budt velkommen.",
        "2",
        "Økonomi",
    )
    assert second["referat"] == "Der er penge nok."
    assert after["tvivl"][0]["valg"] == "et punkt for sig"


def test_an_item_goes_into_the_one_before_with_all_that_is_its() -> None:
    after = read_yaml(made(Choice(Is.LIST, 1, doubt=0)).encode(), "").data
    assert [item["titel"] for item in after["dagsorden"]] == ["Velkomst", "Eventuelt"]
    first = after["dagsorden"][0]
    assert lines(first)[0] == "Oplæg om vagter."
    assert "2. Vagter\nVagterne er lange." in first["referat"]
    assert first["opgaver"] == [{"hvem": "Åby", "hvad": "Ser på det.", "frist": "maj"}]
    assert after["deltagere"]["til_stede"][1]["punkter"] == ["1"]
    assert after["tvivl"][0] == {
        "punkt": "1",
        "sted": "side 1",
        "hvad": "Er det et punkt?",
        "valg": "hører til punkt 1",
    }


def test_a_decision_a_task_and_an_input_are_added_and_the_line_stays() -> None:
    decided = read_yaml(made(Choice(Is.DECISION, 1, 1)).encode(), "").data["dagsorden"][1]
    assert decided["beslutninger"] == ["Vagterne er lange."]
    task = read_yaml(made(Choice(Is.TASK, 1, 3, who="Bæk", due="juni")).encode(), "").data
    assert task["dagsorden"][1]["opgaver"][1] == {
        "hvem": "Bæk",
        "hvad": "Sekretariatet ser på det.",
        "frist": "juni",
    }
    wanted = Choice(Is.POINT, 1, 1, point="U1", before="Andet")
    entry = read_yaml(made(wanted).encode(), "").data["dagsorden"][1]["aarsrapport"][2]
    assert Entry.model_validate(entry).is_pending
    assert (entry["id"], entry["input"], entry["før"]) == ("U1", "Vagterne er lange.", "Andet")


def test_an_input_gets_another_point_or_is_set_aside() -> None:
    other = read_yaml(
        made(Choice(Is.TARGET, 1, entry=0, point="A2", before="Ny")).encode(), ""
    ).data
    entry = other["dagsorden"][1]["aarsrapport"][0]
    assert (entry["afsnit"], entry["id"], entry["før"]) == ("3.7", "A2", "Ny")
    assert "pind" not in entry
    assert Entry.model_validate(entry).is_pending
    aside = read_yaml(made(Choice(Is.NO_INPUT, 1, entry=1)).encode(), "").data
    assert [each["id"] for each in aside["dagsorden"][1]["aarsrapport"]] == ["U1"]
    assert aside["udeladt"][1]["tekst"] == "Vi er få."


def test_what_is_not_the_networks_is_set_aside_with_its_place() -> None:
    after = read_yaml(made(Choice(Is.ASIDE, 1, 1)).encode(), "").data
    assert after["udeladt"][1] == {
        "tekst": "Vagterne er lange.",
        "grund": "vedrører ikke netværket",
        "sted": "punkt 2",
    }
    assert "lange" not in after["dagsorden"][1]["referat"]


def test_what_was_said_begins_where_a_person_says() -> None:
    item = read_yaml(made(Choice(Is.MINUTES, 1, 2)).encode(), "").data["dagsorden"][1]
    assert item["uddybning"] == "Oplæg om vagter.\nVagterne er lange."
    assert item["referat"].startswith("# ikke en kommentar")


def test_another_title_is_what_everything_else_calls_it_too() -> None:
    named = Choice(Is.TITLE, 1, text="Vagterne", number="2a")
    after = read_yaml(made(named).encode(), "").data
    assert (after["dagsorden"][1]["nr"], after["dagsorden"][1]["titel"]) == ("2a", "Vagterne")
    assert after["deltagere"]["til_stede"][1]["punkter"] == ["2a"]
    assert after["tvivl"][0]["punkt"] == "2a"


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Is.LIST, 0),
        Choice(Is.ITEM, 1),
        Choice(Is.DECISION, 2, 0),
        Choice(Is.TITLE, 1, text=" "),
        Choice(Is.RIGHT, doubt=7),
        Choice(Is.ITEM, 9, 0),
        Choice(Is.ASIDE, -1, 0),
    ],
)
def test_what_is_not_there_is_refused(choice: Choice) -> None:
    with pytest.raises(NoSuchPlace):
        made(choice)
