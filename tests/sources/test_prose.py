"""The prose file: sections by number, one paragraph a line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources.prose import read_prose

SECTIONS = {"1.1": "Formål", "3.1": "Årets arbejde", "3.5": "Tendenser", "Bilag 1": "Kilder"}


def lines(text: str) -> list[tuple[str, int, str, int]]:
    found, problems = read_prose(text.encode(), "tekster.md", SECTIONS)
    assert not problems
    return [(line.section, line.number, line.text, line.line) for line in found]


def faults(data: bytes | str) -> list[tuple[str, int]]:
    data = data.encode() if isinstance(data, str) else data
    _, problems = read_prose(data, "tekster.md", SECTIONS)
    return [(p.code, p.location.line) for p in problems]


def test_each_line_that_is_not_blank_is_a_paragraph_of_its_section() -> None:
    text = "# Tekster 2022\n\n## 1.1 Formål\nEn.\n\n- to\n## 3.1. Årets arbejde\n  Tre.  \n"
    assert lines(text) == [
        ("1.1", 1, "En.", 4),
        ("1.1", 2, "- to", 6),
        ("3.1", 1, "  Tre.  ", 8),
    ]


@pytest.mark.parametrize("heading", ["## 3.1", "## 3.1: Noget", "  ## 3.1", "## 3.1 Eget navn"])
def test_headings_are_read_by_their_number(heading: str) -> None:
    assert lines(f"{heading}\nEn.\n") == [("3.1", 1, "En.", 2)]


@pytest.mark.parametrize("heading", ["##3.1 Årets arbejde", "##3.1", "  ##3.1. Eget navn"])
def test_a_heading_without_its_blank_is_read_and_told(heading: str) -> None:
    text = f"{heading}\nEn.\n"
    found, problems = read_prose(text.encode(), "tekster.md", SECTIONS)
    assert [(line.section, line.text) for line in found] == [("3.1", "En.")]
    assert [(p.code, p.location.line) for p in problems] == [("prose-heading-without-blank", 1)]


@pytest.mark.parametrize(
    "line",
    [
        "3.1 Årets arbejde",
        "3.1. Årets arbejde",
        "3.1  årets  arbejde:",
        "**3.1 Årets arbejde**",
        "### 3.1 Årets arbejde",
        "Bilag 1 Kilder",
    ],
)
def test_a_section_whose_marks_were_forgotten_is_a_fault_at_its_line(line: str) -> None:
    code = "prose-heading-without-marks"
    assert faults(f"## 1.1 Formål\nEn.\n{line}\nTo.\n") == [(code, 3)]
    assert faults(f"{line}\nTo.\n") == [(code, 1)]


def test_words_about_a_section_are_no_heading() -> None:
    assert len(lines("## 1.1 Formål\n3.1 Årets arbejde viser det.\nÅrets arbejde\n3.1\n")) == 3


def test_an_annex_is_a_section_too() -> None:
    assert lines("## bilag 1 Kilder\nEn.\n") == [("Bilag 1", 1, "En.", 2)]


def test_saved_by_windows_or_on_a_mac_it_reads_the_same() -> None:
    text = "## 3.1 Årets arbejde\nEn.\nTo.\n"
    decomposed = text.replace("Årets arbejde", unicodedata.normalize("NFD", "Årets arbejde"))
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert read_prose(windows, "tekster.md", SECTIONS) == read_prose(
        text.encode(), "tekster.md", SECTIONS
    )
    assert lines(decomposed) == lines(text)


def test_an_empty_file_has_no_prose() -> None:
    assert lines("") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En.\nTo.\n## 1.1\n", [("prose-before-heading", 1)]),
        ("## Formål\nEn.\n", [("prose-heading-without-number", 1)]),
        ("## 9.9 Andet\nEn.\n", [("section-unknown", 1)]),
        ("## 1.1\nEn.\n## 3.1\n## 1.1\nTo.\n", [("prose-section-twice", 4)]),
        ("## 1.1\n### Under\n# Over\n", [("prose-heading-level", 2), ("prose-heading-level", 3)]),
        ("## 3.1 Årets arbejde (fra 2021)\nEn.\n", [("prose-from-last-year", 1)]),
        ("## 3.5 Årets  arbejde\n", [("prose-title-of-other", 1)]),
        ("## 1.1\nEn\x07.\nTo\x0b.\n", [("control-character", 2), ("control-character", 3)]),
        ("## 1.1\nMøde\n".encode("cp1252"), [("not-utf-8", 2)]),
        ("## 1.1\nMøde\n".encode("utf-16"), [("not-utf-8", 1)]),
        (b"x" * 6_000_000, [("file-too-large", 0)]),
        (
            "En.\n## Uden\nTo.\n## 1.1 Tendenser\nTre\x01.\n## 8\nFire.\n",
            [
                ("prose-before-heading", 1),
                ("prose-heading-without-number", 2),
                ("prose-title-of-other", 4),
                ("control-character", 5),
                ("section-unknown", 6),
            ],
        ),
    ],
)
def test_every_fault_is_found_at_its_line(
    text: bytes | str, expected: list[tuple[str, int]]
) -> None:
    assert faults(text) == expected


def test_a_section_headed_twice_goes_on_counting() -> None:
    found, _ = read_prose(b"## 1.1\nEn.\n## 1.1\nTo.\n", "tekster.md", SECTIONS)
    assert [(line.section, line.number) for line in found] == [("1.1", 1), ("1.1", 2)]


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
)
def test_what_is_written_under_a_heading_is_read_back_as_it_was(paragraphs: list[str]) -> None:
    paragraphs = [p for p in paragraphs if not p.lstrip().startswith("#")]
    paragraphs = [p for p in paragraphs if "\ufffe" not in p and "\uffff" not in p]
    text = "## 1.1\n" + "\n\n".join(paragraphs)
    assert [found[2] for found in lines(text)] == paragraphs
