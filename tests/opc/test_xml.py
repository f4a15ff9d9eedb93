"""XML from outside: what may not be parsed is refused before it is, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.opc import xml
from reportgen.opc.container import RefusalReason, Refused
from reportgen.opc.xml import parse, stream_elements, tree_bytes
from reportgen.problems import limits

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'
DECLARED = '<?xml version="1.0" encoding="{}"?>'


def reason(data: bytes) -> RefusalReason:
    """Why it is refused, which both ways of reading agree on."""
    with pytest.raises(Refused) as refused:
        parse(data)
    with pytest.raises(Refused) as streamed:
        list(stream_elements(data, ["p"]))
    assert streamed.value.reason is refused.value.reason
    return refused.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("opening", ["", "\n<!-- a note -->"])
def test_a_document_type_is_found_in_every_encoding(encoding: str, opening: str) -> None:
    assert reason(f"{opening}{DOCTYPE}<x/>".encode(encoding)) is RefusalReason.DOCUMENT_TYPE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_alike_in_every_encoding(encoding: str) -> None:
    said = DECLARED.format(encoding.removesuffix("-sig")[:6])
    data = f"{said}<x><p>Blåbærgrød</p></x>".encode(encoding)
    assert parse(data).findtext("p") == "Blåbærgrød"
    assert [element.text for element in stream_elements(data, ["p"])] == ["Blåbærgrød"]


@pytest.mark.parametrize("encoding", ["utf-7", "UTF-32", "cp037", "hz", "iso-2022-jp", "utf-16"])
def test_an_encoding_that_hides_the_marks_is_refused(encoding: str) -> None:
    assert reason(f"{DECLARED.format(encoding)}<x/>".encode()) is RefusalReason.MALFORMED


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252"])
def test_old_encodings_that_show_the_marks_are_read(encoding: str) -> None:
    data = f"{DECLARED.format(encoding)}<x><p>Blåbærgrød</p></x>".encode(encoding)
    assert parse(data).findtext("p") == "Blåbærgrød"


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0\0", b"\xff\xfe\0", b"<x>", b"<x></y>", b"x", b"<x/><x/>"]
)
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    assert reason(data) is RefusalReason.MALFORMED


def test_nesting_that_goes_too_deep_is_told_from_damage() -> None:
    def deep(levels: int) -> bytes:
        return b"<x>" * levels + b"</x>" * levels

    for levels in (200, 300, limits.DEEPEST_XML):
        assert sum(1 for _ in parse(deep(levels)).iter()) == levels
    for levels in (limits.DEEPEST_XML + 1, 100_000):
        with pytest.raises(Refused) as refused:
            parse(deep(levels))
        assert refused.value.reason is RefusalReason.TOO_DEEP
    with pytest.raises(Refused) as damaged:
        parse(deep(300)[:-4])
    assert damaged.value.reason is RefusalReason.MALFORMED


@pytest.mark.parametrize(
    "piece", [b"<p/>", b"<p/>x", b"<p>x</p>", b'<p a=""/>', b'<p xmlns:a="b"/>', b"<!---->"]
)
def test_more_than_there_is_memory_for_is_refused_before_it_is_parsed(
    piece: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"<x>" + piece * 10_000 + b"</x>"
    monkeypatch.setattr(limits, "MOST_TREE_BYTES", tree_bytes(data))
    assert parse(data) is not None
    monkeypatch.setattr(limits, "MOST_TREE_BYTES", tree_bytes(data) - 1)
    monkeypatch.setattr(etree, "fromstring", None)
    with pytest.raises(Refused) as refused:
        parse(data)
    assert refused.value.reason is RefusalReason.TOO_LONG


def test_a_stream_is_bounded_by_what_it_holds_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_TREE_BYTES", 5_000_000)
    rows = b"<x>" + b"<p><c/></p>" * 100_000 + b"</x>"
    assert sum(1 for _ in stream_elements(rows, ["p"])) == 100_000
    with pytest.raises(Refused) as refused:
        list(stream_elements(b"<x>" + b"<c/>" * 100_000 + b"</x>", ["p"]))
    assert refused.value.reason is RefusalReason.TOO_LONG


@given(st.lists(st.sampled_from(["c", "p", "q"]), max_size=40), st.integers(1, 8))
def test_a_stream_keeps_nothing_from_before_what_it_gave_last(names: list[str], width: int) -> None:
    inner = "".join(f"<{name}><c/></{name}>" for name in names)
    data = f"<x>{f'<q>{inner}</q>' * width}</x>".encode()
    before: etree._Element | None = None
    given_out = 0
    for element in stream_elements(data, ["p"]):
        assert [child.tag for child in element] == ["c"]
        first = next(element.getroottree().iter("p"))
        assert first is (element if before is None else before)
        assert before is None or len(before) == 0
        before, given_out = element, given_out + 1
    assert given_out == names.count("p") * width


@given(st.binary(max_size=200))
def test_whatever_is_read_is_xml_or_refused(data: bytes) -> None:
    try:
        parse(data)
    except Refused:
        return
    assert xml.weigh(data) <= limits.MOST_TREE_BYTES
