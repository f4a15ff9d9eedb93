"""Opening Word files with suspicion, and writing them the same way every time."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportgen.opc.package import BadPackage, Package, Relationships
from reportgen.opc.xml import parse
from reportgen.problems import limits

TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def zipped(**more: bytes) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": b"<x/>",
        **more,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def code_for(data: bytes) -> str:
    with pytest.raises(BadPackage) as bad:
        Package.open(data, "fil.docx")
    assert bad.value.problem.location.file == "fil.docx"
    return bad.value.problem.code


def test_what_is_no_word_file_is_refused_by_name() -> None:
    assert code_for(b"") == "not-a-word-file"
    assert code_for(b"Kaere alle") == "not-a-word-file"
    assert code_for(zipped()[:-40]) == "not-a-word-file"
    assert code_for(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "word-old-or-protected"


def test_a_zip_without_a_document_is_no_word_file() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    assert code_for(buffer.getvalue()) == "not-a-word-file"


@pytest.mark.parametrize("name", ["../ude.xml", "/rod.xml", "word/../../ude.xml", "a\\..\\b.xml"])
def test_names_that_leave_the_package_are_refused(name: str) -> None:
    data = zipped(**{name: b"x"})
    if "\\" in name:  # zipfile writes / for \; the raw name has to be put in afterwards
        data = data.replace(b"a/../b.xml", b"a\\..\\b.xml")
    assert code_for(data) == "word-unsafe-name"


def test_two_parts_of_one_name_are_refused() -> None:
    buffer = io.BytesIO(zipped())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<y/>")
    assert code_for(buffer.getvalue()) == "word-unsafe-name"


def test_a_part_that_is_encrypted_or_packed_in_an_unknown_way_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", b"<x/>")
    assert code_for(buffer.getvalue()) == "not-a-word-file"
    encrypted = bytearray(zipped())
    flags = encrypted.rindex(b"PK\x01\x02") + 8  # of the last entry of the directory
    encrypted[flags] |= 1
    assert code_for(bytes(encrypted)) == "word-old-or-protected"


def test_a_zip_bomb_is_refused_however_small_it_says_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PACKAGE_BYTES", 1_000_000)
    assert code_for(zipped(**{"word/media/a.bin": bytes(2_000_000)})) == "word-too-large"
    monkeypatch.setattr(limits, "MOST_PACKAGE_PARTS", 5)
    many = {f"word/{n}.xml": b"x" for n in range(9)}
    assert code_for(zipped(**many)) == "word-too-large"


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<!DOCTYPE x SYSTEM "http://example.dk/x.dtd"><x/>',
        b"<x>",
        b"",
    ],
)
def test_document_types_entities_and_broken_xml_are_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse(text)


def test_the_same_parts_give_the_same_bytes_in_whatever_order_they_came() -> None:
    package = Package.open(zipped(**{"word/a.xml": b"<a/>", "word/b.xml": b"<b/>"}), "")
    turned = Package(dict(reversed(package.parts.items())))
    assert package.save() == turned.save()
    assert Package.open(package.save(), "").parts == package.parts


def test_a_relationship_is_made_once_and_ids_are_never_shared() -> None:
    rels = Relationships(RELS)
    first = rels.add("hyperlink", "https://example.dk/a", external=True)
    assert rels.add("hyperlink", "https://example.dk/a", external=True) == first
    assert rels.add("hyperlink", "https://example.dk/b", external=True) not in {first, "rId1"}
