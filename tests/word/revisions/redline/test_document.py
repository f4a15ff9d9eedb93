"""The consolidated document: accept a party's changes, reject the rest, and it is its text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.hearing.redline_plan import (
    AddedParagraph,
    AddedRow,
    CommentText,
    DeletedRow,
    DeletedText,
    EditedParagraph,
    InsertedText,
    KeptText,
    Move,
    Moved,
    ParagraphSplit,
    Plan,
    PlanDoesNotFit,
    Thread,
)
from reportgen.opc.package import Package
from reportgen.report.wording.text import Run
from reportgen.word.elements.identity import SentCopy
from reportgen.word.revisions.redline.document import redline
from reportgen.word.write.hearing_copy import hearing_copy
from tests.editors.libreoffice import LibreOffice, libreoffice
from tests.word.ooxml import assert_valid
from tests.word.redline_plans import (
    BASE,
    BEFORE_TABLE,
    BÆK,
    LAST,
    PARTIES,
    TEXTS,
    TWO_PARTIES,
    ØST,
    only,
    plans,
    read,
    settled,
    text_of,
)

__all__ = ["libreoffice"]

_NEW = (AddedParagraph((Run("Bilag"),), BÆK), AddedParagraph((Run("To"),), BÆK, "Punkt"))


def texts(data: bytes) -> list[str]:
    return [paragraph.plain for paragraph in read(data).document.paragraphs]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_rejecting_everything_gives_the_base(plan: Plan) -> None:
    made = settled(redline(BASE, plan), None)
    assert read(made).document.paragraphs == read(BASE).document.paragraphs


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_accepting_a_partys_changes_and_no_others_gives_its_text(plan: Plan) -> None:
    made = redline(BASE, plan)
    for party in PARTIES:
        assert texts(settled(made, party)) == text_of(plan, party)


def test_two_parties_in_every_kind_of_change() -> None:
    made = redline(BASE, TWO_PARTIES)
    assert texts(settled(made, "Bæk Kommune")) == [
        *("Udfordringer", "Natten", "Det er umuligt at dække natten."),
        *("Ny udfordring", "Med tekst", "Se vejledXningen herom.", "Tabel 1. Besøg"),
        *("Kommune", "Antal", "Åby", "103", "Bæk", "7"),
        *("Vagter", "Der er for få vagter", "", "Bilag", "Sidste afsnit."),
    ]
    assert texts(settled(made, "Region Øst")) == [
        *("Udfordringer", "Det er vanskeligt at dække natten.", "Det gælder alle, se loven"),
        *("Se vejledningen.", "Tabel 1. Besøg", "Åby", "102"),
        *("Vagter", "Der er for få vagter om natten.", "Natten igen", ""),
    ]
    assert read(settled(made, None)).document.paragraphs == read(BASE).document.paragraphs


def test_marks_styles_and_links_are_the_partys_too() -> None:
    made = redline(BASE, TWO_PARTIES)
    bæk = read(settled(made, "Bæk Kommune")).document.paragraphs
    assert Run(" at dække", bold=True) in bæk[2].line.runs
    assert [bæk[3].style, bæk[4].style] == ["Punkt", "Punkttekst"]
    øst = read(settled(made, "Region Øst")).document.paragraphs
    assert Run("loven", href="https://example.dk/lov") in øst[2].line.runs
    assert øst[8].style == "Normal"


def test_authors_times_and_threads_come_through() -> None:
    document = read(redline(BASE, TWO_PARTIES)).document
    signed = {tracked.author for para in document.paragraphs for tracked in para.tracked}
    assert {(author.name, author.time) for author in signed} == {
        (BÆK.author, BÆK.time),
        (ØST.author, ØST.time),
        ("Bæk Kommune; Region Øst", BÆK.time),
    }
    asked, *answers = [r for r in document.remarks if r.text != "Nyt punkt"]
    assert asked.text == "To forslag til samme sted:\nvælg ét."
    assert {(a.text, a.reply_to) for a in answers} == {
        ("Vores er det rigtige.", asked.key),
        ("Enig.", asked.key),
    }
    assert [r.resolved for r in document.remarks if r.text == "Nyt punkt"] == [True]


def test_a_reply_can_be_made_to_a_comment_of_the_base() -> None:
    base = redline(BASE, Plan({2: EditedParagraph(threads=(Thread(CommentText(BÆK, "Ordlyd?")),))}))
    (opening,) = read(base).document.remarks
    made = redline(
        base,
        Plan(replies={opening.key: (CommentText(ØST, "Ja."),)}, resolved=frozenset({opening.key})),
    )
    first, reply = read(made).document.remarks
    assert (first.quoted, first.resolved) == (TEXTS[2], True)
    assert (reply.text, reply.reply_to, reply.quoted) == ("Ja.", first.key, TEXTS[2])
    assert_valid(made)


def test_tracking_is_off_nothing_is_protected_and_it_is_nobodys_copy() -> None:
    sent = hearing_copy(BASE, SentCopy(1, "Bæk Kommune"))
    made = redline(sent, TWO_PARTIES)
    held = Package.open(made, "").parts["word/settings.xml"]
    assert b"trackRevisions" not in held
    assert b"documentProtection" not in held
    assert read(made).mark == SentCopy(1)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert redline(BASE, TWO_PARTIES) == redline(BASE, TWO_PARTIES)


@pytest.mark.parametrize(
    "plan",
    [
        Plan({2: EditedParagraph((KeptText("noget andet"),))}),
        Plan({LAST + 1: EditedParagraph()}),
        Plan(added={LAST + 1: _NEW}),
        Plan({1: EditedParagraph(unmarked=BÆK)}, {9: (Moved("m"),)}, {"m": Move(1, 1, ØST)}),
        Plan(added={9: (Moved("m"),)}),
        Plan(moves={"m": Move(1, 1, ØST)}),
        Plan(rows=(DeletedRow(1, 0, BÆK),)),
        Plan(replies={"9": (CommentText(BÆK, "Ja"),)}),
        Plan({2: EditedParagraph(threads=(Thread(CommentText(BÆK, "Ja"), start=99),))}),
    ],
)
def test_a_plan_for_another_document_is_refused(plan: Plan) -> None:
    with pytest.raises(PlanDoesNotFit):
        redline(BASE, plan)


def test_a_document_with_changes_of_its_own_is_no_base() -> None:
    with pytest.raises(PlanDoesNotFit):
        redline(redline(BASE, TWO_PARTIES), Plan())


def test_the_validator_finds_nothing() -> None:
    assert_valid(redline(BASE, TWO_PARTIES))


def _whole(number: int) -> Plan:
    held = (DeletedText(TEXTS[number], BÆK),) if TEXTS[number] else ()
    return Plan({number: EditedParagraph(held, unmarked=BÆK)})


_IN_LIBREOFFICE = {
    "words": Plan(
        {
            2: EditedParagraph(
                (DeletedText("Det", BÆK), InsertedText((Run("De"),), BÆK), KeptText(TEXTS[2][3:]))
            )
        }
    ),
    "new paragraphs": Plan(added={9: _NEW, -1: _NEW}),
    "new ones before a table": Plan(added={BEFORE_TABLE: _NEW}),
    "new ones at the end of a cell and of the text": Plan(added={5: _NEW, LAST: _NEW}),
    "a paragraph deleted": _whole(2),
    "the one before a table deleted": _whole(BEFORE_TABLE),
    "the last deleted": _whole(LAST),
    "an empty one deleted": _whole(11),
    "joined": Plan({2: EditedParagraph(unmarked=BÆK)}),
    "split": Plan(
        {2: EditedParagraph((KeptText(TEXTS[2][:6]), ParagraphSplit(BÆK), KeptText(TEXTS[2][6:])))}
    ),
    "moved": Plan(
        added={9: (Moved("m", {1: (KeptText("Natten"), InsertedText((Run(" igen"),), BÆK))}),)},
        moves={"m": Move(1, 2, BÆK)},
    ),
    "rows": Plan(rows=(DeletedRow(0, 0, BÆK), AddedRow(0, 1, ("Bæk", "7"), BÆK))),
}


@pytest.mark.parametrize("kind", _IN_LIBREOFFICE)
def test_accept_and_reject_work_in_libreoffice(kind: str, libreoffice: LibreOffice) -> None:
    made = redline(BASE, _IN_LIBREOFFICE[kind])
    rejected = read(libreoffice.edit(made, ("reject_all",))).document.paragraphs
    base = read(BASE).document.paragraphs
    assert [(q.plain, q.style, q.anchors) for q in rejected] == [
        (q.plain, q.style, q.anchors) for q in base
    ]
    accepted = libreoffice.edit(made, ("accept_all",))
    assert texts(accepted) == texts(settled(made, BÆK.author))


def test_everything_at_once_works_in_libreoffice(libreoffice: LibreOffice) -> None:
    made = redline(BASE, TWO_PARTIES)
    assert texts(libreoffice.edit(made, ("reject_all",))) == list(TEXTS)
    for party in PARTIES:
        accepted = libreoffice.edit(only(made, party), ("accept_all",))
        assert texts(accepted) == texts(settled(made, party))
