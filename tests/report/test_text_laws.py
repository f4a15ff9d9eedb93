import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.report.wording.text import Line, lines, parse, plain, write
from tests.strategies import markup, paragraphs


@given(markup)
@example("**a *b***")
@example("***a** b*")
@example("**fed**[**l** m](https://a.dk)y")
@example("[x](https://a.dk)[**a** b](https://a.dk)")
@example("1. december\n1. \u2060december")
def test_what_was_read_is_read_the_same_when_written_again(text: str) -> None:
    read = parse(text)
    assert parse(write(read)) == read


@given(st.lists(paragraphs, max_size=4))
def test_writing_loses_no_character_of_a_text_however_it_is_formatted(
    content: list[Line],
) -> None:
    said = [part for paragraph in content for part in lines(paragraph.plain)]
    assert plain(write(content)) == "\n".join(said)


@given(st.lists(paragraphs, max_size=4))
def test_writing_twice_changes_nothing_more(content: list[Line]) -> None:
    once = write(content)
    assert write(parse(once)) == once


@given(
    st.text(alphabet=st.characters(exclude_characters="*[-\n\r\u2060", exclude_categories=["Nd"]))
)
def test_text_without_marks_is_left_as_it_is(text: str) -> None:
    assert plain(text) == (text if text.strip() else "")


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4",
        "fil_navn_her",
        "{{ tekst }} <b> & </b>",
        "🙂 שלום עולם soft\u00adhyphen",
        "1. december holder vi møde",
        "a * b * c",
        "Tallet*) er foreløbigt*",
        "*",
        "**",
        "[x](ftp://a.dk) [y] (https://a.dk)",
        "2022. Og så videre",
    ],
)
def test_what_only_looks_like_a_mark_is_literal(text: str) -> None:
    assert plain(text) == text
    assert write(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        unit * (5000 // len(unit))
        for unit in (
            "*",
            "[",
            "**a",
            "*a ",
            "[a](",
            "[a](https://",
            "(",
            "*\u2060",
            "1. ",
            "[]",
            "a*",
        )
    ],
)
def test_a_long_paragraph_of_nothing_but_signs_is_read_and_written(text: str) -> None:
    assert parse(write(parse(text))) == parse(text)
