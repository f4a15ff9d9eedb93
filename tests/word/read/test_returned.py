"""Reading what came back: everything in it, and nothing that a hostile file can do about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.hearing.base import prepare
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.objects import compare_objects
from reportgen.hearing.model import (
    Author,
    BaseDocument,
    CellPlace,
    DeletedParagraph,
    DocumentObject,
    Fact,
    FactKind,
    ObjectKind,
    Tracked,
)
from reportgen.hearing.redline_plan import CommentText, EditedParagraph, Plan, Signature, Thread
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES
from reportgen.opc.package import Package
from reportgen.problems.catalog import group_entries
from reportgen.report.wording.text import Run
from reportgen.word.read.returned import read_returned
from reportgen.word.revisions.redline.document import redline
from tests.editors.libreoffice import LibreOffice, libreoffice
from tests.hostile import gigabyte
from tests.word.redline_plans import BASE, BÆK, LINK, TEXTS, TWO_PARTIES, ØST, package, read
from tests.word.tracked import dele, gone, ins, p, r, tbl, tc, tr

__all__ = ["libreoffice"]

BY = Author("Åby Kommune", "2024-03-01T09:30:00")
TIMELESS = 'w:id="9" w:author="Åby Kommune" w:date="0-00-00T00:00:00Z"'


def codes(data: bytes) -> list[str]:
    """Codes of the problems with a file."""
    return [problem.code for problem in read_returned(data, "svar.docx")[1]]


def changed(part: str, content: bytes) -> bytes:
    """The base with another part."""
    made = Package.open(BASE, "")
    made.parts[part] = content
    return made.save()


def replaced(old: str, new: str) -> bytes:
    """The base with other XML in its text."""
    text = Package.open(BASE, "").parts["word/document.xml"].decode()
    assert old in text
    return changed("word/document.xml", text.replace(old, new).encode())


def test_paragraphs_come_with_marks_anchors_styles_and_cells() -> None:
    found = read(BASE).document.paragraphs
    assert found[2].anchors == ("U1#t1",)
    assert found[2].style == "Punkttekst"
    assert found[2].line.runs[1] == Run(" at ", bold=True)
    assert found[3].line.runs[1] == Run("vejledningen", href=LINK)
    assert found[8].cell == CellPlace(0, 1, 1)
    assert found[8].anchors == ("Nøgletal!E7",)


def test_the_accepted_view_is_read_with_who_changed_what() -> None:
    (paragraph,) = read(
        package(p(r("Det "), ins(r("nye ")), dele(gone("gamle ")), r("punkt")))
    ).document.paragraphs
    assert paragraph.plain == "Det nye punkt"
    assert paragraph.tracked == (Tracked(4, 8, BY),)


def test_the_rejected_view_is_read_too() -> None:
    found = read(package(p(r("Det "), ins(r("nye ")), dele(gone("gamle ")), r("punkt"))))
    assert [para.plain for para in found.rejected] == ["Det gamle punkt"]


def test_a_paragraph_that_is_whole_gone_is_told_with_who_took_it() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="_rg_U1t1"/><w:bookmarkEnd w:id="1"/>'
    made = package(p(r("Et")), p(mark, dele(gone("To")), mark=dele()), p(r("Tre")))
    document = read(made).document
    assert [para.plain for para in document.paragraphs] == ["Et", "Tre"]
    assert document.deleted == (DeletedParagraph("To", BY, ("U1#t1",)),)
    assert document.paragraphs[1].tracked == ()


def test_the_rows_that_are_gone_are_told_too() -> None:
    made = package(tbl(tr(tc(p(r("A")))), tr(tc(p(r("B"))), mark=dele())), p())
    assert read(made).document.deleted == (DeletedParagraph("B", BY),)


def test_content_controls_are_seen_through() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    made = package(control.format(p(r("Et"), control.format(r(" ord")))))
    assert [para.plain for para in read(made).document.paragraphs] == ["Et ord"]


@pytest.mark.parametrize(
    "instruction", ['HYPERLINK "https://example.dk/x"', " HYPERLINK https://example.dk/x \\o tip"]
)
def test_a_link_is_read_from_a_field_too(instruction: str) -> None:
    made = package(
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("her")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    )
    (paragraph,) = read(made).document.paragraphs
    assert paragraph.line.runs == (Run("her", href="https://example.dk/x"),)
    assert not paragraph.generated


def test_what_a_field_alone_writes_is_the_programs() -> None:
    made = package(p('<w:fldSimple w:instr="PAGE">', r("1"), "</w:fldSimple>"), p(r("tekst")))
    assert [para.generated for para in read(made).document.paragraphs] == [True, False]


def test_text_in_a_box_is_no_paragraph_but_is_told() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(r('I boks'))}</w:txbxContent></w:pict></w:r>"
    found = read(package(p(r("Tekst"), box)))
    assert [para.plain for para in found.document.paragraphs] == ["Tekst"]
    box = DocumentObject(ObjectKind.BOX, (Fact(FactKind.TEXT, "I boks"),))
    assert box in found.document.objects


def test_comments_come_with_place_words_thread_and_state() -> None:
    asked = Thread(
        CommentText(BÆK, "Hvorfor?"), (CommentText(ØST, "Derfor."),), resolved=True, start=7, end=12
    )
    document = read(redline(BASE, Plan({2: EditedParagraph(threads=(asked,))}))).document
    first, reply = document.remarks
    assert (first.author, first.text) == (Author("Bæk Kommune", BÆK.time), "Hvorfor?")
    assert (first.paragraph, first.quoted, first.resolved) == (2, TEXTS[2][7:12], True)
    assert (reply.text, reply.reply_to) == ("Derfor.", first.key)


def test_a_comment_on_deleted_words_keeps_them() -> None:
    held = (
        '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    made = Package.open(
        package(p(r("A ")), p(dele(held.format(gone("væk"))), mark=dele()), p(r("B"))), ""
    )
    comments = (
        f'<w:comments xmlns:w="{NAMESPACES["w"]}"><w:comment w:id="0">{p(r("Nej"))}'
        "</w:comment></w:comments>"
    )
    made.add("word/comments.xml", comments.encode(), CONTENT_TYPE["comments"])
    made.relate("word/document.xml", "comments", "comments.xml")
    (remark,) = read(made.save()).document.remarks
    assert (remark.paragraph, remark.quoted) == (1, "væk")


def test_libreoffice_loses_the_links_of_replies_and_they_are_found_again(
    libreoffice: LibreOffice,
) -> None:
    later = Signature("Region Øst", "2024-03-02T10:00:00")
    asked = Thread(CommentText(BÆK, "Hvorfor?"), (CommentText(later, "Derfor."),), start=7, end=12)
    made = redline(BASE, Plan({2: EditedParagraph(threads=(asked,))}))
    first, reply = read(libreoffice.edit(made)).document.remarks
    assert (first.text, reply.text, reply.reply_to) == ("Hvorfor?", "Derfor.", first.key)


def test_saving_in_libreoffice_changes_nothing_that_is_read(libreoffice: LibreOffice) -> None:
    found, base = read(libreoffice.edit(BASE)), read(BASE)
    assert found.document.paragraphs == base.document.paragraphs
    assert found.rejected == base.rejected
    sent = BaseDocument(base.document.paragraphs, (), objects=base.document.objects)
    assert not compare_objects(Answer(prepare(sent), found.document)).remarks


def test_edits_in_libreoffice_are_read_with_their_author(libreoffice: LibreOffice) -> None:
    made = libreoffice.edit(
        BASE, ("track", True), ("type_after", "svært", " i år"), ("delete_paragraph", "Vagter")
    )
    document = read(made).document
    assert document.paragraphs[2].plain == "Det er svært i år at dække natten."
    assert [(t.start, t.end, t.author.name) for t in document.paragraphs[2].tracked] == [
        (12, 17, "Bæk Kommune")
    ]
    assert [d.plain for d in document.deleted] == ["Vagter"]
    assert [para.plain for para in read(made).rejected] == list(TEXTS)


def test_an_absurd_time_is_none() -> None:
    made = package(p(f"<w:ins {TIMELESS}>{r('ny')}</w:ins>"))
    (paragraph,) = read(made).document.paragraphs
    assert paragraph.tracked == (Tracked(0, 2, Author("Åby Kommune")),)


def test_a_change_without_an_author_is_read_with_a_warning() -> None:
    made = package(p(f'<w:ins w:id="1">{r("ny")}</w:ins>'))
    assert codes(made) == ["returned-without-author"]
    assert read(made).document.paragraphs[0].plain == "ny"


def test_comments_with_one_id_are_both_read_with_a_warning() -> None:
    made = Package.open(BASE, "")
    comment = f'<w:comment w:id="0" w:author="A">{p(r("x"))}</w:comment>'
    made.add(
        "word/comments.xml",
        f'<w:comments xmlns:w="{NAMESPACES["w"]}">{comment * 2}</w:comments>'.encode(),
        CONTENT_TYPE["comments"],
    )
    made.relate("word/document.xml", "comments", "comments.xml")
    assert codes(made.save()) == ["returned-ids-twice"]
    assert len({remark.key for remark in read(made.save()).document.remarks}) == 2


def test_damaged_comments_are_passed_over_with_a_warning() -> None:
    made = Package.open(redline(BASE, TWO_PARTIES), "")
    made.parts["word/comments.xml"] = b"<w:comments"
    found, problems = read_returned(made.save(), "svar.docx")
    assert [problem.code for problem in problems] == ["returned-part-passed-over"]
    assert found is not None
    assert found.document.paragraphs == read(redline(BASE, TWO_PARTIES)).document.paragraphs


def test_macros_are_told_and_never_run() -> None:
    assert codes(changed("word/vbaProject.bin", b"x")) == ["returned-macros"]


@pytest.mark.parametrize("target", ["https://example.org/a.dotm", r"\\server\a.dotx"])
def test_a_template_from_the_network_is_told_and_not_fetched(target: str) -> None:
    made = Package.open(BASE, "")
    kind = f"{NAMESPACES['r']}/attachedTemplate"
    made.relate("word/settings.xml", kind, target, external=True)
    assert codes(made.save()) == ["returned-template"]


def test_the_senders_own_template_is_nobodys_business() -> None:
    made = Package.open(BASE, "")
    kind = f"{NAMESPACES['r']}/attachedTemplate"
    made.relate("word/settings.xml", kind, "file:///C:/Skabeloner/Normal.dotm", external=True)
    assert codes(made.save()) == []


def test_a_picture_from_elsewhere_is_told() -> None:
    made = Package.open(BASE, "")
    made.relate("word/document.xml", "image", "https://example.org/x", external=True)
    assert codes(made.save()) == ["returned-outside"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-a-word-file"),
        (b"PK\x03\x04 nonsense", "not-a-word-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word-old-or-protected"),
        (BASE[: len(BASE) // 2], "not-a-word-file"),
        (changed("word/document.xml", b"<w:document"), "returned-damaged"),
        (changed("word/document.xml", b"<other/>"), "returned-damaged"),
        (
            changed(
                "word/document.xml",
                b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
            ),
            "word-document-type",
        ),
        (changed("word/_rels/document.xml.rels", b"<Rel"), "returned-damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(data: bytes, code: str) -> None:
    found, problems = read_returned(data, "svar.docx")
    assert found is None
    assert [problem.code for problem in problems] == [code]


def test_a_file_that_unpacks_to_a_gigabyte_is_refused() -> None:
    assert codes(gigabyte()) == ["word-too-large"]


def test_text_as_deep_as_the_parser_lets_through_is_read_or_refused() -> None:
    deep = "<w:ins>" * 1_500 + r("x") + "</w:ins>" * 1_500
    found, _ = read_returned(package(p(deep)), "svar.docx")
    assert found is None or found.document.paragraphs[0].plain == "x"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8), st.booleans())
def test_no_damage_to_a_file_is_an_exception(at: int, noise: bytes, inside: bool) -> None:
    made = redline(BASE, TWO_PARTIES)
    if inside:
        held = Package.open(made, "")
        names = sorted(held.parts)
        name = names[at % len(names)]
        part = held.parts[name]
        place = at % (len(part) + 1)
        held.parts[name] = part[:place] + noise + part[place + len(noise) :]
        data = held.save() if held.document in held.parts else made
    else:
        place = at % len(made)
        data = made[:place] + noise + made[place + len(noise) :]
    found, problems = read_returned(data, "svar.docx")
    assert found is not None or problems
    known = group_entries("returned").keys() | group_entries("template").keys()
    assert all(problem.code in known for problem in problems)


def test_a_note_that_the_file_itself_brings_is_not_taken_for_one_of_ours() -> None:
    assert read(replaced("<w:t ", '<w:proofErr begin="7" end="7"/><w:t ')).document
