"""What a property says is read in one way, whichever editor wrote it."""

from __future__ import annotations

import pytest

from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.xml import Element, parse
from reportgen.word.elements.values import is_on, is_true, value, whole_number


def run(properties: str) -> Element:
    w = NAMESPACES["w"]
    return parse(f'<w:r xmlns:w="{w}"><w:rPr>{properties}</w:rPr></w:r>'.encode())


@pytest.mark.parametrize("written", ["0", "false", "off"])
def test_a_switch_is_off_in_each_of_the_words_the_standard_has(written: str) -> None:
    assert not is_on(run(f'<w:b w:val="{written}"/>'), "w:rPr/w:b", otherwise=True)
    assert not is_true(written)


@pytest.mark.parametrize("switch", ["<w:b/>", '<w:b w:val="1"/>', '<w:b w:val="on"/>'])
def test_a_switch_that_stands_there_is_on_unless_it_says_otherwise(switch: str) -> None:
    assert is_on(run(switch), "w:rPr/w:b")


def test_where_nothing_is_written_the_caller_decides() -> None:
    assert not is_on(run(""), "w:rPr/w:b")
    assert is_on(run(""), "w:rPr/w:b", otherwise=True)
    assert is_on(None, "w:b", otherwise=True)
    assert not is_true(None, otherwise=False)


def test_a_value_that_is_missing_or_empty_is_the_other_one() -> None:
    assert value(run('<w:rStyle w:val="Strong"/>'), "w:rPr/w:rStyle") == "Strong"
    assert value(run('<w:rStyle w:val=""/>'), "w:rPr/w:rStyle", "none") == "none"
    assert value(run(""), "w:rPr/w:rStyle") == ""
    assert value(None, "w:rStyle") == ""


@pytest.mark.parametrize("written", ["", "-1", "1.5", "many", "9" * 10])
def test_a_number_that_word_would_not_count_with_is_none(written: str) -> None:
    assert whole_number(written, 7) == 7
