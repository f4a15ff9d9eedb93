"""Faults in a meeting's file: every one at its line and item, and all in one run."""

from __future__ import annotations

import pytest

from reportgen.problems import Problem
from reportgen.sources.meetings import (
    MeetingFile,
    in_order,
    meeting_changes,
    read_meeting,
    same_day,
)

ORGANISATIONS = ("Faxe Kommune", "Greve Kommune", "Region Sjælland")
HEAD = "moede: {dato: 2022-11-11}\n"


def read(text: str, file: str = "2022-11-11.yaml") -> tuple[MeetingFile | None, list[Problem]]:
    return read_meeting(text.encode(), file, 2022, ORGANISATIONS)


def good(text: str, file: str = "2022-11-11.yaml") -> MeetingFile:
    meeting, problems = read(text, file)
    assert meeting is not None
    assert not problems
    return meeting


def faults(text: str, file: str = "2022-11-11.yaml") -> list[tuple[str, int, str]]:
    _, problems = read(text, file)
    assert all(p.location.file == file for p in problems)
    return [(p.code, p.location.line, p.location.item) for p in problems]


def item(text: str) -> str:
    return f"{HEAD}dagsorden:\n  - nr: 3\n    titel: Årsrapport\n{text}"


def entries(*lines: str) -> str:
    return item("    aarsrapport:\n" + "".join(f"      - {line}\n" for line in lines))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("møde: {}\n", [("key-misspelt", 1, ""), ("key-missing", 1, "")]),
        ("moede: {dato: 11/11/2022}\n", [("date-not-iso", 1, "")]),
        ("moede:\n  sted: Teams\n  dato:\n", [("key-missing", 3, "")]),
        ("moede: fredag\n", [("keys-wanted", 1, "")]),
        ("moede: {dato: 2022-11-11, tid: [10, 12]}\n", [("text-wanted", 1, "")]),
        (HEAD + "deltagere: {til_stede: Greve}\n", [("list-wanted", 2, "")]),
        (HEAD + "deltagere:\n  til_stede:\n    - Greve\n", [("keys-wanted", 4, "")]),
        (HEAD + "dagsorden: {nr: 1}\n", [("list-wanted", 2, "")]),
        (HEAD + "dagsorden:\n  - nr: 3\n", [("key-missing", 3, "3")]),
        (HEAD + "dagsorden:\n  - titel: A\n    refarat: x\n", [("key-misspelt", 4, "A")]),
        (HEAD + "dagsorden:\n  - titel: A\n    xyz: x\n", [("key-unknown", 4, "A")]),
        (item("    opgaver:\n      - hvem: KL\n"), [("key-missing", 6, "3")]),
        (item("    opgaver:\n      - KL\n"), [("keys-wanted", 6, "3")]),
        (entries("{afsnit: '3.6', pind: 1}"), [("key-missing", 6, "3")]),
        (entries("{pind: to, art: erstat}"), [("not-a-whole-number", 6, "3")]),
        (entries("{pind: 1.5, art: erstat}"), [("not-a-whole-number", 6, "3")]),
        (entries("{id: U1, art: præcicer}"), [("word-misspelt", 6, "3")]),
        (entries("{id: U1, art: xx}"), [("word-unknown", 6, "3")]),
        (entries("{id: U1, art: erstat, status: afslutet}"), [("word-misspelt", 6, "3")]),
        (entries("{id: U1, art: erstat, teskt: Ny}"), [("key-misspelt", 6, "3")]),
        (entries("{section: 3}"), [("key-missing", 6, "3"), ("key-unknown", 6, "3")]),
        (entries("præciser U1"), [("keys-wanted", 6, "3")]),
        (HEAD + "naeste_moeder: [{dato: 3. marts}]\n", [("date-not-iso", 2, "")]),
        (
            HEAD + "naeste_moeder:\n  - {dato: 2023-03-03, status: godkent}\n",
            [("word-misspelt", 3, "")],
        ),
        (
            HEAD + "naeste_moeder:\n  - {dato: 2023-03-03, status: flyttet}\n",
            [("moved-without-from", 3, "")],
        ),
        (HEAD + "aarshjul: [{dato: 2023-03-03}]\n", [("key-missing", 2, "")]),
        (HEAD + "udeladt: [{tekst: x}]\n", [("key-missing", 2, "")]),
        (
            HEAD + "deltagere:\n  afbud:\n    - organisation: Grve Kommune\n",
            [("organisation-near-miss", 4, "")],
        ),
        (
            HEAD + "dagsorden:\n  - {nr: 1, titel: A}\n  - {nr: 1, titel: B}\n",
            [("item-number-twice", 4, "1")],
        ),
        (item("    opgaver:\n      - {hvad: X, udført: ja}\n"), [("date-not-iso", 6, "3")]),
        (
            item("    opgaver:\n      - {hvad: X, udført: 2022-01-10}\n"),
            [("task-done-before-meeting", 6, "3")],
        ),
        (
            "moede: {dato: 2023-01-01}\n",
            [("meeting-date-differs", 1, ""), ("meeting-other-year", 1, "")],
        ),
        ("- moede\n", [("not-a-mapping", 1, "")]),
        ("møde\n", [("not-a-mapping", 1, "")]),
    ],
)  # fmt: skip
def test_a_fault_is_found_at_its_line_and_item(
    text: str, expected: list[tuple[str, int, str]]
) -> None:
    assert sorted(faults(text)) == sorted(expected)


def test_one_bad_entry_hides_nothing_else() -> None:
    text = (
        "moede: {dato: i fredags, udkst: v01}\n"
        "deltagere:\n"
        "  til_stede:\n"
        "    - {navn: A, organisation: greve kommune}\n"
        "    - Leder\n"
        "    - {navn: B, organisation: Fakse Kommune}\n"
        "dagsorden:\n"
        "  - nr: 1\n"
        "    beslutninger: ja\n"
        "    aarsrapport:\n"
        "      - {id: U1, art: slet}\n"
        "      - {id: U2, art: fjern}\n"
        "  - nr: 2\n"
        "    titel: To\n"
        "    opgaver:\n"
        "      - {hvem: KL}\n"
        "      - {hvad: [x]}\n"
        "    aarsrapport:\n"
        "      - {id: U1, art: erstat, teskt: Ny, pind: et}\n"
        "      - {id: U3, art: fjern}\n"
        "naeste_moeder:\n"
        "  - {dato: snart}\n"
        "  - {dato: 2023-03-03, status: flyttet}\n"
    )
    assert sorted(faults(text), key=lambda fault: fault[1:]) == [
        ("date-not-iso", 1, ""),
        ("key-misspelt", 1, ""),
        ("organisation-near-miss", 4, ""),
        ("keys-wanted", 5, ""),
        ("organisation-near-miss", 6, ""),
        ("key-missing", 8, "1"),
        ("list-wanted", 9, "1"),
        ("word-unknown", 11, "1"),
        ("key-missing", 16, "2"),
        ("text-wanted", 17, "2"),
        ("not-a-whole-number", 19, "2"),
        ("key-misspelt", 19, "2"),
        ("date-not-iso", 22, ""),
        ("moved-without-from", 23, ""),
    ]
    meeting, _ = read(text)
    assert meeting is not None
    assert meeting.meeting.facts.date.isoformat() == "2022-11-11"
    kept = [(c.entry.id, c.ref, c.location.line) for c in meeting_changes([meeting])]
    assert kept == [("U2", "2022-11-11/1/2", 12), ("U3", "2022-11-11/2/2", 20)]


def test_the_faults_of_two_thousand_bad_entries_are_all_told_at_their_lines() -> None:
    lines = [f"{{id: U{i}, art: {'fjern' if i % 2 else 'fejrn'}}}" for i in range(2000)]
    meeting, problems = read(entries(*lines))
    assert [p.location.line for p in problems] == list(range(6, 2006, 2))
    assert meeting is not None
    assert [c.location.line for c in meeting_changes([meeting])] == list(range(7, 2007, 2))


def test_without_a_date_anywhere_the_faults_are_told_all_the_same() -> None:
    found = faults("moede: {}\ndagsorden: [{nr: 1}]\n", "referat.yaml")
    assert found == [("key-missing", 1, ""), ("key-missing", 2, "1")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("teskt", "tekst"), ("foer", "før"), ("Afsnit", "afsnit"), ("overksrift", "overskrift")],
)
def test_the_nearest_key_is_suggested(typed: str, meant: str) -> None:
    _, problems = read(entries(f"{{id: U1, art: fjern, {typed}: x}}"))
    assert [(p.code, p.values["meant"]) for p in problems] == [("key-misspelt", meant)]
    assert "tekst" in str(problems[0].values["known"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tilfoej", "tilføj"),
        ("præsicer", "præciser"),
        ("fjernes", "fjern"),
        ("bemærk", "bemærkning"),
    ],
)
def test_the_nearest_word_is_suggested(typed: str, meant: str) -> None:
    _, problems = read(entries(f"{{id: U1, art: {typed}}}"))
    assert [(p.code, p.values["meant"]) for p in problems] == [("word-misspelt", meant)]


def test_english_names_are_unknown_keys() -> None:
    assert ("key-unknown", 2, "") in faults(HEAD + "agenda: []\n") + faults(HEAD + "wheel: []\n")


def test_a_long_value_is_not_told_whole() -> None:
    _, problems = read(entries(f"{{id: U1, art: {'x' * 5000}}}"))
    assert len(str(problems[0].values["typed"])) <= 60


def test_numbers_and_words_are_read_as_typed() -> None:
    meeting = good(
        "moede: {dato: 2022-11-11, tid: 10.00, sted: nej, form: null}\n"
        "dagsorden:\n"
        "  - nr: 007\n"
        "    titel: =\n"
        "    aarsrapport:\n"
        "      - {afsnit: 4.10, pind: 02, art: Præciser, input: 10:30, tekst: ''}\n"
    ).meeting
    assert (meeting.facts.time, meeting.facts.place, meeting.facts.form) == ("10.00", "nej", None)
    (row,) = meeting.agenda
    assert (row.number, row.title) == ("007", "=")
    (entry,) = row.entries
    assert (entry.section, entry.position, entry.input) == ("4.10", 2, "10:30")
    assert entry.text is None


def test_lists_left_empty_are_empty() -> None:
    meeting = good(HEAD + "dagsorden:\naarshjul: []\nnaeste_moeder: ~\n").meeting
    assert (meeting.agenda, meeting.wheel, meeting.next_meetings) == ((), (), ())


def test_guests_are_no_misspelt_members() -> None:
    people = "".join(
        f"    - {{organisation: {name}}}\n"
        for name in ("KL", "Socialtilsyn Øst", "Region Hovedstaden", "Fanø Kommune", "VISO")
    )
    good(f"{HEAD}deltagere:\n  til_stede:\n{people}")


def test_entries_are_named_for_date_item_and_place() -> None:
    meeting = good(entries("{id: U1, art: fjern}", "{id: U2, art: fjern}"))
    assert [c.ref for c in meeting_changes([meeting])] == ["2022-11-11/3/1", "2022-11-11/3/2"]
    assert [c.location.line for c in meeting_changes([meeting])] == [6, 7]


def test_no_two_entries_have_one_name() -> None:
    twice = (
        HEAD + "dagsorden:\n"
        "  - {nr: 3, titel: A, aarsrapport: [{id: U1, art: fjern}, {id: U2, art: fjern}]}\n"
        "  - {nr: 3, titel: B, aarsrapport: [{id: U3, art: fjern}]}\n"
        "  - {titel: '3', aarsrapport: [{id: U4, art: fjern}]}\n"
    )
    meeting, _ = read(twice)
    again, _ = read(twice, "2022-11-11-b.yaml")
    assert meeting is not None
    assert again is not None
    refs = [c.ref for c in meeting_changes(in_order([again, meeting]))]
    assert len(set(refs)) == len(refs) == 8
    assert refs[-4:] == [f"2022-11-11/3/{i}" for i in (1, 2, 3, 4)]


def test_two_files_of_one_day_are_both_named() -> None:
    files = [good(HEAD), good(HEAD, "2022-11-11-b.yaml")]
    assert [(p.code, p.location.file) for p in same_day(files)] == [
        ("meeting-date-twice", "2022-11-11.yaml"),
        ("meeting-date-twice", "2022-11-11-b.yaml"),
    ]
