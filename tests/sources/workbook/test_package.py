"""A file that is no workbook, or no safe one, is one clear fault and never an exception."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.problems import limits
from reportgen.problems.catalog import entry
from reportgen.report.inputs import Workbook
from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.read import read_workbook

GOOD = create_workbook(["Greve Kommune"])
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def codes(data: bytes) -> list[str]:
    book, problems = read_workbook(data, "aarsrapport.xlsx", ["Greve Kommune"])
    assert all(problem.location.file == "aarsrapport.xlsx" for problem in problems)
    assert not problems or book.points == ()
    return [problem.code for problem in problems]


def repacked(change: Callable[[dict[str, bytes]], None], data: bytes = GOOD) -> bytes:
    """The package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return written.getvalue()


def zipped(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name in names:
            target.writestr(name, b"x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook-empty-file"),
        ("Id;Overskrift\nU1;Økonomi".encode("cp1252"), "workbook-is-text"),
        ("\ufeffId;Overskrift".encode("utf-16"), "workbook-is-text"),
        (b"<html><table></table></html>", "workbook-is-text"),
        (b"%PDF-1.7\n", "workbook-not-excel"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "workbook-not-excel"),
        (OLE + b"\0" * 600, "workbook-old-format"),
        (OLE + b"\0" * 60 + "EncryptedPackage".encode("utf-16-le"), "workbook-protected"),
        (GOOD[: len(GOOD) // 2], "workbook-damaged"),
        (b"PK\x03\x04", "workbook-damaged"),
        (zipped(), "workbook-no-workbook"),
        (zipped("word/document.xml"), "workbook-no-workbook"),
        (zipped("xl/workbook.xml", "../../etc/passwd"), "workbook-unsafe"),
        (zipped("xl/workbook.xml", "/etc/passwd"), "workbook-unsafe"),
        (zipped("xl/workbook.xml", "..\\evil.dll"), "workbook-unsafe"),
        (zipped("xl/workbook.xml", "C:\\evil.dll"), "workbook-unsafe"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_what_it_is(data: bytes, code: str) -> None:
    assert codes(data) == [code]
    assert entry(code).hint


def test_two_parts_with_one_name_are_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        target.writestr("xl/workbook.xml", b"<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            target.writestr("xl/workbook.xml", b"<b/>")
    assert codes(written.getvalue()) == ["workbook-unsafe"]


def test_a_word_document_is_no_workbook() -> None:
    def as_word(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = (
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
        )

    assert codes(repacked(as_word)) == ["workbook-no-workbook"]


def test_a_binary_workbook_is_told_to_be_saved_as_xlsx() -> None:
    def as_binary(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.bin"] = parts.pop("xl/workbook.xml")
        rels = parts["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")
        parts["_rels/.rels"] = rels

    assert codes(repacked(as_binary)) == ["workbook-old-format"]


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_PACKAGE_BYTES", 1024**2)
    bomb = repacked(lambda parts: parts.update({"xl/bomb.xml": b"0" * 1024**2}))
    assert len(bomb) < 50_000
    assert codes(bomb) == ["workbook-too-large"]


def test_too_many_entries_are_refused() -> None:
    names = (f"{number}" for number in range(limits.MOST_PACKAGE_PARTS + 1))
    assert codes(zipped(*names)) == ["workbook-too-large"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml", "_rels/.rels"]
)
def test_a_document_type_is_refused_in_every_part_and_encoding(part: str, encoding: str) -> None:
    declared = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'

    def with_dtd(parts: dict[str, bytes]) -> None:
        text = parts[part].decode("utf-8")
        body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
        head = f'<?xml version="1.0" encoding="{encoding}"?>{declared}'
        parts[part] = (head + body).encode(encoding)

    assert set(codes(repacked(with_dtd))) == {"workbook-unsafe"}


def test_entities_that_grow_without_end_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]><worksheet a="&e11;">&e11;</worksheet>'

    def with_bomb(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet1.xml"] = bomb.encode()

    assert codes(repacked(with_bomb))[0] in {"workbook-unsafe", "workbook-damaged"}


def test_one_damaged_sheet_does_not_hide_the_others() -> None:
    def without_two(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData>"
        del parts["xl/worksheets/sheet3.xml"]

    _, problems = read_workbook(repacked(without_two), "a.xlsx", [])
    found = [(problem.code, problem.location.sheet) for problem in problems]
    assert found == [("workbook-damaged", "Medlemmer"), ("workbook-damaged", "Anbefalinger")]


def test_macros_are_told_and_not_run() -> None:
    with_macros = repacked(lambda parts: parts.update({"xl/vbaProject.bin": b"x"}))
    assert codes(with_macros) == ["workbook-macros"]


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_damage_anywhere_in_the_file_is_never_an_exception(
    random: random.Random, count: int
) -> None:
    data = bytearray(GOOD)
    for _ in range(count):
        data[random.randrange(len(data))] = random.randrange(256)
    book, _ = read_workbook(bytes(data), "aarsrapport.xlsx", ["Greve Kommune"])
    assert isinstance(book, Workbook)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_damage_inside_the_parts_is_never_an_exception(random: random.Random, count: int) -> None:
    def spoil(parts: dict[str, bytes]) -> None:
        for _ in range(count):
            name = random.choice(sorted(parts))
            part = bytearray(parts[name])
            at = random.randrange(len(part))
            part[at : at + random.randrange(3)] = random.choice([b"", b"9", b"<", b'"', b"\xff"])
            parts[name] = bytes(part)

    book, _ = read_workbook(repacked(spoil), "aarsrapport.xlsx", ["Greve Kommune"])
    assert isinstance(book, Workbook)
