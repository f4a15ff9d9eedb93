"""Files of decided changes: a list, numbered without gaps."""

from __future__ import annotations

import pytest

from reportgen.sources.decided import missing_numbers, read_decided

GOOD = """\
- afsnit: "3.6"
  id: U1
  art: erstat
  før: Gammelt
  tekst: Nyt
  kilde: {fil: x.docx, part: Faxe Kommune, forfatter: Leder, tid: 2022-12-01T10:00}
  afgjort: {af: Sekretariatet, dato: 2022-12-05, udfald: godtaget}
  lukker: [2022-11-11/3/1]
- {id: U2, art: fjern, afgjort: {af: Sekretariatet}}
"""


def faults(text: str, file: str = "001.yaml") -> list[tuple[str, int, str]]:
    _, problems = read_decided(text.encode(), file)
    return [(p.code, p.location.line, p.location.item) for p in problems]


def test_changes_are_named_for_their_file_and_place() -> None:
    changes, problems = read_decided(GOOD.encode(), "012.yaml")
    assert not problems
    assert [c.ref for c in changes] == ["012/1", "012/2"]
    assert [c.location.line for c in changes] == [1, 9]
    assert [c.source for c in changes] == [
        "Høringssvar fra Faxe Kommune, 5. december 2022",
        "Redigeret af Sekretariatet",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b\n", [("list-wanted", 1, "")]),
        ("fjern U1\n", [("list-wanted", 1, "")]),
        ("", [("file-empty", 0, "")]),
        ("- U1\n", [("keys-wanted", 1, "1")]),
        ("- {id: U1}\n- {art: slet}\n", [("key-missing", 1, "1"), ("word-unknown", 2, "2")]),
        ("- {id: U1, art: fjern, kilde: {filen: x}}\n", [("key-misspelt", 1, "1")]),
        ("- {id: U1, art: fjern, afgjort: {dato: i går}}\n", [("date-not-iso", 1, "1")]),
        ("- {id: U1, art: fjern, lukker: 2022-11-11/3/1}\n", [("list-wanted", 1, "1")]),
        ('- {id: U1, art: fjern, svar: "\\u0001"}\n', [("control-character", 1, "")]),
    ],
)
def test_a_fault_is_found_at_its_entry(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert faults(text) == expected


def test_a_bad_entry_leaves_the_others_their_names() -> None:
    changes, _ = read_decided(("- {art: slet}\n" + GOOD).encode(), "001.yaml")
    assert [c.ref for c in changes] == ["001/2", "001/3"]


def test_an_empty_list_decides_nothing() -> None:
    assert read_decided(b"[]\n", "001.yaml") == ((), [])


@pytest.mark.parametrize("file", ["1.yaml", "ny.yaml", "001.yml", "0001.yaml", "001-b.yaml"])
def test_a_name_that_is_not_a_number_is_a_fault(file: str) -> None:
    assert faults("[]", file) == [("change-number", 0, "")]


def test_gaps_in_the_numbers_are_faults() -> None:
    assert missing_numbers(["001.yaml", "002.yaml"]) == []
    assert missing_numbers([]) == []
    gone = missing_numbers(["002.yaml", "005.yaml", "noter.yaml"])
    assert [(p.code, p.location.file) for p in gone] == [
        ("change-file-missing", "001.yaml"),
        ("change-file-missing", "003.yaml"),
        ("change-file-missing", "004.yaml"),
    ]
    assert len(missing_numbers(["2022.yaml"])) == 20
