"""A block is read once for all files it stands in, and reads as if each were read whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.opc.package import BadPackage, Package
from reportgen.word.read.block import read_block
from reportgen.word.read.body import BodyReader, join_blocks
from reportgen.word.read.returned import read_returned
from reportgen.word.read.styles import StyleReader
from reportgen.word.read.tracked import clear_notes, note_changes
from reportgen.word.revisions.settle import accept, reject
from tests.editors.libreoffice import LibreOffice, libreoffice
from tests.word.redline_plans import BASE, package
from tests.word.revisions.test_laws import BLOCKS
from tests.word.tracked import dele, gone, ins, p, r, tbl, tc, tr

__all__ = ["libreoffice"]

LINKS = {"rId1": "https://a.example", "rId2": "https://b.example"}


def learnt(reader: BodyReader, made: Package, targets: Mapping[str, str]) -> tuple[object, ...]:
    """Everything that is learnt of a file."""
    body = reader.read(made, targets)
    gone = body.changes.deleted(body.root)
    return (body.text, reader.read_rejected(made, targets), body.changes.authors, gone)


def whole(made: Package, targets: Mapping[str, str]) -> tuple[object, ...]:
    """The same of a file whose main part is read as if it were all one block."""
    accepted, rejected = (made.xml(made.document) for _ in range(2))
    for root in (accepted, rejected):
        clear_notes(root)
    changes, styles = note_changes(accepted), StyleReader(made)
    accept(accepted)
    reject(rejected)
    return (
        join_blocks([read_block(accepted, styles, targets, changes.authors)]),
        join_blocks([read_block(rejected, styles, targets)]),
        changes.authors,
        changes.deleted(accepted),
    )


def commented(key: int, *content: str) -> str:
    mark = f'w:id="{key}"/>'
    return f"<w:commentRangeStart {mark}{''.join(content)}<w:commentRangeEnd {mark}"


def named(key: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{key}" w:name="_rg_{name}"/><w:bookmarkEnd w:id="{key}"/>'


def linked(key: str) -> str:
    return f'<w:hyperlink r:id="{key}">{r("vejen")}</w:hyperlink>'


PLAIN = st.sampled_from(
    [
        p(),
        "<w:p/>",
        p(r("Et punkt")),
        p(named(1, "U1h"), r("Et andet ")),
        p(linked("rId1")),
        p(linked("rId2")),
        '<w:p w:rsidR="00AB12CD"><w:r w:rsidRPr="00AB12CE"><w:t>Et punkt</w:t></w:r></w:p>',
        tbl(tr(tc(p(r("Antal"))), tc(p(named(7, "Nøgletal!E7"), r("12"))))),
        tbl(tr(tc(p(r("Antal")), p()))),
    ]
)
TOUCHED = st.sampled_from(
    [
        p(r("Et "), ins(r("nyt ")), r("punkt")),
        p(dele(gone("Et punkt")), mark=dele()),
        p(r("Delt"), mark=ins()),
        p(commented(0, r("Et punkt"))),
        f'<w:commentRangeStart w:id="1"/>{p(r("Et punkt"))}',
        p(r("Til"), '<w:commentRangeEnd w:id="1"/>'),
        p('<w:bookmarkStart w:id="5" w:name="_rg_U2h"/>', r("Åben")),
        p('<w:bookmarkEnd w:id="5"/>', dele(gone("lukket"))),
        tbl(tr(tc(p(r("Væk"))), mark=dele()), tr(tc(p(r("Bliver"))))),
        tbl(tr(tc(p(r("Yderst")), tbl(tr(tc(p(r("inderst"))))), p()))),
    ]
)
FILES = st.lists(
    st.lists(st.one_of(PLAIN, PLAIN, TOUCHED, BLOCKS.map("".join)), max_size=10),
    min_size=1,
    max_size=4,
)


@given(FILES)
def test_however_files_are_edited_each_reads_as_if_it_were_read_whole(
    files: list[list[str]],
) -> None:
    reader = BodyReader()
    for blocks in files:
        made = Package.open(package(*blocks), "")
        assert learnt(reader, made, LINKS) == whole(made, LINKS)


def test_every_real_file_reads_as_if_it_were_read_whole(shared: Path) -> None:
    reader, read = BodyReader(), 0
    for path in sorted((shared / "corpus" / "docx").rglob("*.docx")):
        try:
            made = Package.open(path.read_bytes(), path.name)
            expected = whole(made, LINKS)
        except (BadPackage, ValueError):
            continue
        assert learnt(reader, made, LINKS) == expected, path.name
        read += 1
    assert read


def test_what_word_notes_of_its_sessions_makes_no_paragraph_another() -> None:
    reader = BodyReader()
    one, other = (
        f'<w:p w:rsidR="{session}" w:rsidRDefault="{session}"><w:r><w:t>Ens</w:t></w:r></w:p>'
        for session in ("00AB12CD", "00CD34EF")
    )
    (first,) = reader.read(Package.open(package(one), ""), {}).text.paragraphs
    (second,) = reader.read(Package.open(package(other), ""), {}).text.paragraphs
    assert first is second


def test_a_paragraph_is_read_once_for_all_files_it_stands_in() -> None:
    reader = BodyReader()
    tables = tbl(tr(tc(p(r("12")))))
    read = [
        reader.read(Package.open(package(p(r("Ens")), p(r(own)), tables), ""), {})
        for own in ("Mit", "Dit")
    ]
    (mine, _, cell), (yours, _, other) = (each.text.paragraphs for each in read)
    assert mine is yours
    assert cell is other


@pytest.mark.parametrize(
    "strange",
    ["<!-- <w:p/> -->", "<![CDATA[<w:p/>]]>", '<w:p begin="0"/>', "<?p ?>"],
)
def test_markup_that_poses_as_something_else_is_read_as_what_it_is(strange: str) -> None:
    made = Package.open(package(p(r("Et")), strange, p(r("To"))), "")
    assert learnt(BodyReader(), made, {}) == whole(made, {})
    assert read_returned(made.save(), "svar.docx")[0] is not None


R = 'xmlns:x="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HIDDEN = "<w:tbl><w:tblPr><w:p/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
HOSTILE = [
    (p(r("Et")), HIDDEN, p(r("To")), p(r("Tre"))),
    (HIDDEN, "<w:tbl><w:tr><w:tc><w:p\n/><w:p/></w:tc></w:tr></w:tbl>", p(r("To"))),
    ("<w:tbl><w:tr/></w:tbl>", tbl(tr(tc(p(r("12")))))),
    (f'<w:p><w:hyperlink {R} x:id="rId1">{r("vejen")}</w:hyperlink></w:p>',),
    (f"<w:p><w:hyperlink r:id='rId1'>{r('vejen')}</w:hyperlink></w:p>",),
]


@pytest.mark.parametrize("blocks", HOSTILE)
def test_no_file_can_change_how_another_is_read(blocks: tuple[str, ...]) -> None:
    reader = BodyReader()
    hostile = Package.open(package(*blocks), "")
    mine = Package.open(package(*blocks[-1:], p(r("To")), p(r("Tre"))), "")
    elsewhere = {"rId1": "https://c.example"}
    for made, targets in ((hostile, LINKS), (mine, elsewhere), (hostile, elsewhere)):
        assert learnt(reader, made, targets) == whole(made, targets)


def test_bytes_that_mean_other_letters_are_not_taken_for_the_same() -> None:
    reader = BodyReader()
    for encoding in ("UTF-8", "ISO-8859-1"):
        made = Package.open(package(p(r("Bl\u00c3\u00a6k"))), "")
        text = made.parts[made.document].decode()
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
        made.parts[made.document] = declared.encode(encoding)
        assert learnt(reader, made, {}) == whole(made, {})


def test_what_an_editor_saved_anew_reads_as_if_it_were_read_whole(
    libreoffice: LibreOffice,
) -> None:
    reader = BodyReader()
    tracked = (("track", True), ("type_after", "vejledningen", " i dag"))
    for steps in ((), tracked, (("type_after", "vejledningen", " i morgen"),)):
        made = Package.open(libreoffice.edit(BASE, *steps), "")
        assert learnt(reader, made, LINKS) == whole(made, LINKS)
