"""What another program did to all of a copy is undone, and nothing that a person did."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import (
    Author,
    BaseDocument,
    DeletedParagraph,
    DocumentObject,
    Fact,
    FactKind,
    Look,
    Looking,
    ObjectKind,
    Para,
    Remark,
    Returned,
    Tracked,
)
from reportgen.hearing.resaved.doing import Doing
from reportgen.hearing.resaved.pieces import folded
from reportgen.hearing.resaved.undo import Resaved, without_resaving
from reportgen.report.wording.text import Line, ListKind, Run
from tests.hearing.documents import FAXE, ORDER, Copy, document, para, point, prose
from tests.hearing.editing import SEEDS, WORDS, answer, report
from tests.hearing.resaving import HABITS, Paras, curl_quotes, without_bookmarks

SAID = [*WORDS, '"børnehus"', "kommunens'", "- altså", "m.v. ...", "2020-2022"]
"""Words with what programs write otherwise."""
HABIT_SETS = st.sets(st.sampled_from(sorted(HABITS)), min_size=1).filter(
    lambda habits: not {"numbers", "counted"} <= habits  # no program types both
)

EVERYTHING = [
    prose("1.1/1", 'Det kaldes "almenområdet" i loven, og "særtilbud" i praksis.'),
    *(prose(f"1.1/{n}", f"- Punkt {n} - men ikke alene ...") for n in range(2, 9)),
    *(prose(f"1.1/{n}", f"Tilbud {n} kaldes \"kommunens '{n}'\".") for n in range(9, 14)),
]
"""Enough of everything that a habit can be seen in."""


def sent_out(rng: random.Random) -> BaseDocument:
    """A report of any content, with enough of everything that programs write otherwise."""
    made = report(rng, SAID)
    others = [block for block in made.blocks if block.section != "1.1"]
    sent = document(
        [*EVERYTHING, *others],
        [["Indikator", "Værdi"], *([f"Antal {n}", f"1.20{n}"] for n in range(6))],
    )
    cover, *rest = sent.paragraphs
    facts = (para("Høringsfrist\t20. december"), para("Dato\t1. november"))
    return replace(sent, paragraphs=(cover, *facts, *rest))


QUOTED = document(
    [
        prose("1.1/1", 'Det kaldes "almenområdet" i loven, og "særtilbud" i praksis.'),
        prose("1.1/2", "- Et punkt for sig."),
        prose("1.1/3", "- Et andet punkt."),
        prose("1.1/4", 'Resten er "tekst".'),
        prose("1.1/5", 'Også "her" er tekst.'),
        point("U1", "Diagnoser", "Stadig flere børn får en diagnose."),
        point("U2", "Dagbehandling", "Området har store udsving."),
    ]
)


def sent(base: BaseDocument) -> Returned:
    return Returned("", base.paragraphs, remarks=base.remarks)


def undone(base: BaseDocument, paras: Paras, **facts: object) -> Resaved:
    came = replace(Returned(FAXE, tuple(paras)), **facts)  # type: ignore[arg-type]
    return without_resaving(sent(base), came)


def said(base: BaseDocument, returned: Returned) -> list[tuple[str, str, str, str]]:
    """What the edits of an answer are; a program writes what a member typed in its own way."""
    edits = merge(base, [returned], ORDER).edits
    return sorted((e.kind, e.block, e.before, folded(e.after)) for e in edits)


def with_habits(habits: set[str], paras: Paras) -> Paras:
    for name in sorted(habits):
        paras = HABITS[name](paras)
    return paras


@settings(max_examples=30)
@given(SEEDS, HABIT_SETS, st.booleans())
def test_what_a_program_did_to_a_copy_without_edits_is_no_edit(
    seed: int, habits: set[str], bare: bool
) -> None:
    base = sent_out(random.Random(seed))
    saved = with_habits(habits, list(base.paragraphs))
    resaved = undone(base, without_bookmarks(saved) if bare else saved)
    assert said(base, resaved.returned) == []


@settings(max_examples=30)
@given(SEEDS, HABIT_SETS)
def test_the_edits_of_a_copy_are_the_same_whatever_a_program_did_to_it(
    seed: int, habits: set[str]
) -> None:
    rng = random.Random(seed)
    base = sent_out(rng)
    edited = answer(base, rng, FAXE, 4).returned
    resaved = undone(base, with_habits(habits, list(edited.paragraphs)))
    assert said(base, resaved.returned) == said(base, edited)


def changed(paras: Paras, at: int, text: str) -> Paras:
    line = Line((Run(text),), paras[at].line.kind)
    return [*paras[:at], replace(paras[at], line=line), *paras[at + 1 :]]


@pytest.mark.parametrize(
    ("block", "old", "new"),
    [
        ("U1#h", "Diagnoser", "1. Diagnoser"),
        ("1.1/1#t1", 'kaldes "almenområdet"', "kaldes “almenområdet”"),
        ("1.1/1#t1", "Det kaldes", "Det\u00a0kaldes"),
        ("1.1/2#t1", "Et punkt", "• Et punkt"),
        ("U2#t1", "Området har", "Området - nu - har"),
    ],
)
def test_what_stands_in_one_place_is_somebodys_edit(block: str, old: str, new: str) -> None:
    edited = Copy(QUOTED).replace(block, old, new)
    resaved = undone(QUOTED, edited.paras)
    assert resaved.returned.paragraphs == tuple(edited.paras)
    assert not resaved.done
    assert said(QUOTED, resaved.returned)


def test_quotation_marks_of_one_paragraph_are_somebodys_edit() -> None:
    base = document([prose("1.1/1", 'Det kaldes "almenområdet" og "særtilbud".')])
    assert not undone(base, curl_quotes(list(base.paragraphs))).done


def test_lists_that_a_member_unmade_are_an_edit() -> None:
    paras = [replace(para, line=Line(para.line.runs)) for para in QUOTED.paragraphs]
    assert not undone(QUOTED, paras).done


def test_what_was_tracked_stays_an_edit_whatever_runs_through_the_copy() -> None:
    paras = curl_quotes(list(QUOTED.paragraphs))
    at = next(i for i, para in enumerate(paras) if "almenområdet" in para.plain)
    start = paras[at].plain.index("“almen")
    tracked = Tracked(start, start + 1, Author("Leder"))
    paras[at] = replace(paras[at], tracked=(tracked,))
    resaved = undone(QUOTED, paras)
    assert resaved.done == {Doing.QUOTES: 3}
    assert resaved.returned.paragraphs[at].plain == (
        'Det kaldes “almenområdet" i loven, og "særtilbud" i praksis.'
    )
    assert resaved.returned.paragraphs[at].tracked == (tracked,)


def test_tracked_changes_stand_at_the_same_words_when_something_before_them_goes() -> None:
    paras = [
        replace(each, line=Line((Run(f"1. {each.plain}"),)))
        if each.style in ("Punkt", "Heading2")
        else each
        for each in QUOTED.paragraphs
    ]
    at = next(i for i, each in enumerate(paras) if each.plain == "1. Diagnoser")
    paras = changed(paras, at, "1. Diagnoser mv.")
    paras[at] = replace(paras[at], tracked=(Tracked(12, 16, Author("Leder")),))
    resaved = undone(QUOTED, paras)
    made = resaved.returned.paragraphs[at]
    assert made.plain == "Diagnoser mv."
    assert [made.plain[each.start : each.end] for each in made.tracked] == [" mv."]


CONTENTS = ["1\tFormål", "2\tÅrets arbejde", "3\tUdfordringer", "4\tAnbefalinger"]


def with_contents(base: BaseDocument) -> BaseDocument:
    entries = [replace(para(each, "TOC1"), generated=True) for each in CONTENTS]
    cover, *others = base.paragraphs
    return replace(base, paragraphs=(cover, *entries, *others))


@pytest.mark.parametrize("page", ["", "\t7", " ....... 12", " 3"])
def test_the_contents_unrolled_are_no_paragraphs_of_anybody(page: str) -> None:
    base = with_contents(QUOTED)
    paras = [
        para(each.plain.replace("\t", " ") + page, "bodytext") if each.generated else each
        for each in base.paragraphs
    ]
    resaved = undone(base, paras)
    assert resaved.done == {Doing.CONTENTS: 4}
    assert len(resaved.returned.paragraphs) == len(paras)
    assert said(base, resaved.returned) == []


def test_a_heading_that_was_renamed_is_renamed_in_the_contents_too() -> None:
    base = with_contents(QUOTED)
    paras = [
        para(each.plain.replace("arbejde", "gang"), "bodytext") if each.generated else each
        for each in base.paragraphs
    ]
    at = next(i for i, each in enumerate(paras) if each.plain == "Årets arbejde")
    paras = changed(paras, at, "Årets gang")
    resaved = undone(base, paras)
    assert resaved.done == {Doing.CONTENTS: 4}
    assert [edit[1:] for edit in said(base, resaved.returned)] == [
        ("", "Årets arbejde", "Årets gang")
    ]


def test_one_line_like_one_of_the_contents_is_an_edit() -> None:
    base = with_contents(QUOTED)
    paras = [*base.paragraphs, para("1 Formål")]
    assert not undone(base, paras).done


def test_the_code_of_a_field_is_taken_out_also_where_the_line_was_edited() -> None:
    captions = [para(f"Tabel {n}. Medlemmer i {n}. kvartal", "Caption") for n in (1, 2, 3)]
    base = replace(QUOTED, paragraphs=(*QUOTED.paragraphs, *captions))
    paras = [
        changed([each], 0, each.plain.replace("Tabel ", "Tabel  SEQ Tabel \\* ARABIC "))[0]
        for each in base.paragraphs
    ]
    paras = changed(paras, -1 + len(paras), paras[-1].plain.replace("Medlemmer", "Parter"))
    resaved = undone(base, paras)
    assert resaved.done == {Doing.FIELDS: 3}
    assert [edit[1:] for edit in said(base, resaved.returned)] == [
        ("", "Tabel 3. Medlemmer i 3. kvartal", "Tabel 3. Parter i 3. kvartal")
    ]


DESCRIBED = "Medlemmer 20 medlemmer med organisation, navn og rolle."


def test_what_a_table_is_said_to_show_is_no_paragraph_of_anybody() -> None:
    came = [*QUOTED.paragraphs, para(DESCRIBED.replace("Medlemmer 20", "Medlemmer20"))]
    original = replace(
        sent(QUOTED), objects=(DocumentObject(ObjectKind.TABLE, (Fact(FactKind.ALT, DESCRIBED),)),)
    )
    resaved = without_resaving(original, Returned(FAXE, tuple(came)))
    assert resaved.done == {Doing.DESCRIPTIONS: 1}
    assert said(QUOTED, resaved.returned) == []


SENT_COMMENT = Remark(
    "1", Author("Netværksmøde", "2022-11-11T00:00:00"), "Det skal præciseres for alle.\nSkriv her."
)


@pytest.mark.parametrize(
    "came",
    [
        SENT_COMMENT,
        replace(SENT_COMMENT, key="7", author=Author("Netværksmøde")),
        replace(SENT_COMMENT, author=Author("Ukendt forfatter", "2026-01-01T00:00:00")),
        replace(SENT_COMMENT, text="Det skal præciseres for alle. ¶ Skriv her."),
        replace(SENT_COMMENT, text="Det skal præciseres  for alle. Skriv her. "),
    ],
)
def test_a_comment_that_was_sent_out_is_nobodys(came: Remark) -> None:
    base = replace(QUOTED, remarks=(SENT_COMMENT,))
    mine = Remark("8", Author("Leder"), "Enig.", reply_to=came.key)
    returned = Returned(FAXE, base.paragraphs, remarks=(came, mine))
    (comment,) = merge(base, [returned], ORDER).comments
    assert (comment.text, comment.reply_to) == ("Enig.", SENT_COMMENT.key)


def test_the_same_few_words_by_somebody_else_are_that_persons_comment() -> None:
    base = replace(QUOTED, remarks=(Remark("1", Author("Netværksmøde"), "Enig."),))
    returned = Returned(FAXE, base.paragraphs, remarks=(Remark("1", Author("Leder"), "Enig."),))
    assert [each.author for each in merge(base, [returned], ORDER).comments] == ["Leder"]


def bulleted() -> BaseDocument:
    texts = ["- Første punkt.", "- Andet punkt.", "Og resten er tekst."]
    made = document([prose(f"1.1/{n}", text) for n, text in enumerate(texts, 1)])
    styled = {"1.1/1#t1": "Punktliste", "1.1/2#t1": "Punktliste"}
    paras = [
        replace(each, style=styled.get(next(iter(each.anchors), ""), each.style))
        for each in made.paragraphs
    ]
    return replace(made, paragraphs=tuple(paras))


@pytest.mark.parametrize("is_tracked", [True, False])
def test_the_style_of_a_bullet_that_was_deleted_is_not_the_next_paragraphs(
    is_tracked: bool,
) -> None:
    base = bulleted()
    gone = base.paragraphs[Copy(base).at("1.1/2#t1")]
    copy = Copy(base).delete("1.1/2#t1")
    at = copy.at("1.1/3#t1")
    rest = Line(copy.paras[at].line.runs, ListKind.BULLET)
    copy.paras[at] = replace(copy.paras[at], line=rest, style="Punktliste")
    deleted = (DeletedParagraph(gone.plain, Author("Leder"), gone.anchors),) if is_tracked else ()
    resaved = undone(base, copy.paras, deleted=deleted)
    assert resaved.done == {Doing.STYLE: 1}
    assert [(kind, block) for kind, block, *_ in said(base, resaved.returned)] == [
        ("remove", "1.1/2")
    ]


def test_a_style_is_dragged_over_all_that_was_deleted() -> None:
    base = bulleted()
    copy = Copy(base).delete("1.1/2#t1").delete("1.1/3#t1")
    at = copy.at("§3.1")
    heading = Line(copy.paras[at].line.runs, ListKind.BULLET)
    copy.paras[at] = replace(copy.paras[at], line=heading, style="Punktliste")
    resaved = undone(base, copy.paras)
    assert resaved.done == {Doing.STYLE: 1}
    assert [(kind, block) for kind, block, *_ in said(base, resaved.returned)] == [
        ("remove", "1.1/2"),
        ("remove", "1.1/3"),
    ]


def test_a_style_is_dragged_over_a_line_of_the_template_too() -> None:
    # The line "Afsnittet bygger på referaterne." has no bookmark to be known by.
    sent_out = document([prose("1.1/1", "Et afsnit."), prose("3.1/1", "Resten.")])
    note = next(at for at, p in enumerate(sent_out.paragraphs) if p.style == "Note")
    gone = para("Slettet.", "Normal", "1.1/2#t1")
    base = replace(
        sent_out,
        paragraphs=(*sent_out.paragraphs[:note], gone, *sent_out.paragraphs[note:]),
    )
    paras = [p for p in base.paragraphs if p is not gone]
    paras[note] = replace(paras[note], style="Normal")
    resaved = undone(base, paras)
    assert resaved.done == {Doing.STYLE: 1}
    assert resaved.returned.paragraphs[note].style == "Note"


def test_a_paragraph_made_a_bullet_below_a_bullet_that_stands_is_an_edit() -> None:
    base = bulleted()
    paras: list[Para] = list(base.paragraphs)
    at = Copy(base).at("1.1/3#t1")
    paras[at] = replace(
        paras[at], line=Line(paras[at].line.runs, ListKind.BULLET), style="Punktliste"
    )
    assert not undone(base, paras).done


def listed(paras: Paras, *texts: str) -> Paras:
    """The paragraphs that say one of `texts` as numbered entries."""
    return [
        replace(each, line=Line(each.line.runs, ListKind.NUMBER)) if each.plain in texts else each
        for each in paras
    ]


@pytest.mark.parametrize("bare", [False, True])
def test_a_point_that_was_pasted_into_the_numbers_of_others_is_only_moved(bare: bool) -> None:
    start = next(at for at, p in enumerate(QUOTED.paragraphs) if "U1#h" in p.anchors)
    paras = list(QUOTED.paragraphs)
    paras[start : start + 6] = [*paras[start + 3 : start + 6], *paras[start : start + 3]]
    pasted = listed(paras, "Stadig flere børn får en diagnose.", "Kilde: Netværksmøde · U1")
    resaved = undone(QUOTED, without_bookmarks(pasted) if bare else pasted)
    assert [kind for kind, *_ in said(QUOTED, resaved.returned)] == ["move"]
    assert resaved.done == {Doing.LISTS: 2}


def test_the_text_of_a_point_made_an_entry_by_itself_is_an_edit() -> None:
    edited = listed(list(QUOTED.paragraphs), "Stadig flere børn får en diagnose.")
    resaved = undone(QUOTED, edited)
    assert not resaved.done
    assert [kind for kind, *_ in said(QUOTED, resaved.returned)] == ["format"]


GREY = Looking(0, 4, Look.COLOURED, "5B6770")


def with_facts() -> BaseDocument:
    """With a coloured label in each of two lines, a link, and a caption that has a field."""
    cover, *others = QUOTED.paragraphs
    facts = [replace(para(f"Dato\t{day}. maj", "Forsideliste"), looks=(GREY,)) for day in (1, 2)]
    link = Para(Line((Run("Se "), Run("loven", href="https://example.dk"))), (), "Punktliste")
    caption = para("Tabel 1. Medlemmer", "Caption")
    return replace(QUOTED, paragraphs=(cover, *facts, link, caption, *others))


def saved_plainly(base: BaseDocument) -> Paras:
    """As a program saves it that knows no styles of ours and no colours, but paints links."""
    painted = (Looking(3, 8, Look.COLOURED, "0000FF"), Looking(3, 8, Look.UNDERLINED))
    return [
        replace(
            each,
            style="bodytext",
            looks=painted if any(run.href for run in each.line.runs) else (),
        )
        for each in base.paragraphs
    ]


def test_styles_and_colours_are_undone_where_a_program_is_known_to_have_saved_the_copy() -> None:
    base = with_facts()
    paras = saved_plainly(base)
    at = next(i for i, each in enumerate(paras) if each.plain.startswith("Tabel"))
    paras = changed(paras, at, "Tabel  SEQ Tabel \\* ARABIC 1. Medlemmer")
    resaved = undone(base, paras)
    assert resaved.returned.paragraphs == base.paragraphs
    assert resaved.done == {
        Doing.FIELDS: 1,
        Doing.LOOKS: 3,
        Doing.STYLES: len([each for each in base.paragraphs if each.style != "bodytext"]),
    }


def test_styles_and_colours_alone_are_what_a_person_may_have_done() -> None:
    base = with_facts()
    assert not undone(base, saved_plainly(base)).done


def test_a_colour_that_a_party_set_stays_where_a_program_left_out_the_others() -> None:
    base = with_facts()
    paras = saved_plainly(base)
    at = next(i for i, each in enumerate(paras) if each.plain.startswith("Tabel"))
    paras = changed(paras, at, "Tabel  SEQ Tabel \\* ARABIC 1. Medlemmer")
    marked = next(i for i, each in enumerate(paras) if each.plain.startswith("Stadig flere"))
    mine = Looking(7, 12, Look.MARKED, "FFFF00")
    paras[marked] = replace(paras[marked], looks=(mine,))
    resaved = undone(base, paras)
    assert resaved.returned.paragraphs[marked].looks == (mine,)
