"""What people type where the program has words of its own: its placeholders, its small lines."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from lxml import etree

from reportgen.app.absorb import absorb
from reportgen.app.generate import generate
from reportgen.app.year import read_year
from reportgen.hearing.decisions.descriptions import said
from reportgen.hearing.result import EditKind, Part
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.report.inputs import Status
from tests.app.hearing.rounds import AABY, BACK, BAEK, NOW, OEST, Hearing, hearing, row_for
from tests.app.hearing.test_carried import write
from tests.app.hearing.test_overtaken import typed_over
from tests.workspaces import SmallYear

__all__ = ["hearing"]

NOTHING = "Der er ikke skrevet noget til dette afsnit."
UNWORDED = "Ordlyden er ikke skrevet endnu. Netværkets ønske står i kommentaren."


def edited(data: bytes, heading: str, old: str, new: str | None) -> bytes:
    """The copy with a paragraph below a heading typed over; None takes the paragraph out."""
    package = Package.open(data, "")
    root = package.xml(package.document)
    paragraph = below(root, heading, old)
    if new is None:
        paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]
    else:
        first, *others = paragraph.iter(qn("w:t"))
        first.text = new
        for text in others:
            text.text = ""
    package.set_xml(package.document, root)
    return package.save()


def below(root: Element, heading: str, text: str) -> Element:
    """The first paragraph with a text after the one that is a heading."""
    paragraphs = root.iter(qn("w:p"))
    for paragraph in paragraphs:
        if "".join(paragraph.itertext()) == heading:
            break
    return next(p for p in paragraphs if text in "".join(p.itertext()))


def accepted_all(hearing: Hearing) -> None:
    hearing.decide(hearing.collect(), rest="ja")
    done = hearing.apply()
    assert done.is_done, done.problems


# The sentence where a section has nothing yet

TYPED = {
    "over it": ("Mange tendenser.", ["Mange tendenser."]),
    "beside it": (f"{NOTHING} Mange tendenser.", ["Mange tendenser."]),
    "before it": (f"Mange tendenser. {NOTHING}", ["Mange tendenser."]),
    "over some of its words": (
        "Der er skrevet en hel del til dette afsnit.",
        ["Der er skrevet en hel del til dette afsnit."],
    ),
    "nothing at all": (NOTHING, []),
    "nothing, with a blank more": (f"{NOTHING} ", []),
    "nothing, and it is gone": (None, []),
}


@pytest.mark.parametrize(("typed", "prose"), TYPED.values(), ids=TYPED)
def test_prose_typed_where_there_was_none_is_prose(
    hearing: Hearing, typed: str | None, prose: list[str]
) -> None:
    hearing.back("b.docx", edited(hearing.copies[BAEK], "Udviklingstendenser", NOTHING, typed))
    merged = hearing.collect().result.merged
    assert [(e.kind, e.section, e.after) for e in merged.edits] == [
        (EditKind.ADD, "3.5", text) for text in prose
    ]
    accepted_all(hearing)
    written = read_year(hearing.small.year).folded.prose("3.5")
    assert [block.text for block in written] == prose


def test_prose_typed_over_the_sentence_is_absorbed_as_prose(small: SmallYear) -> None:
    draft = generate(small.year, NOW.date()).path
    draft.write_bytes(edited(draft.read_bytes(), "Udviklingstendenser", NOTHING, "Mange."))
    (change,) = absorb(small.year, draft, BACK.date()).changes
    assert (change["art"], change["afsnit"], change["tekst"]) == ("tilføj", "3.5", "Mange.")
    assert not absorb(small.year, draft, BACK.date()).changes


# The sentence in place of a wording

WORDED = {
    "over it": ([("Natten er lang.", "")], "Natten er lang."),
    "over it, with a word in bold": (
        [("Natten er ", ""), ("meget", "b"), (" lang.", "")],
        "Natten er **meget** lang.",
    ),
    "beside it": ([(f"{UNWORDED} Natten er lang.", "")], "Natten er lang."),
}


@pytest.mark.parametrize(("typed", "worded"), WORDED.values(), ids=WORDED)
def test_a_wording_typed_over_the_italic_sentence_is_not_italic(
    small: SmallYear, typed: list[tuple[str, str]], worded: str
) -> None:
    small.edit_meeting(
        "art: tilføj, overskrift: Fælles vagt, udfordring: U1, input: Vi bør dele vagten., "
        "tekst: Styregruppen anbefales at afsøge en fælles vagt.",
        "art: tilføj, overskrift: Fælles vagt, udfordring: U1, input: Vi bør dele vagten.",
    )
    draft = generate(small.year, NOW.date()).path
    package = Package.open(draft.read_bytes(), "")
    root = package.xml(package.document)
    paragraph = below(root, "Anbefalinger til styregruppen", UNWORDED)
    run = next(r for r in paragraph.iter(qn("w:r")) if UNWORDED in "".join(r.itertext()))
    for text, look in typed:
        new = etree.fromstring(etree.tostring(run))
        (shown,) = new.iter(qn("w:t"))
        shown.text = text
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if look == "b":
            new.find(qn("w:rPr")).append(etree.Element(qn("w:b")))  # type: ignore[union-attr]
        run.addprevious(new)
    run.getparent().remove(run)  # type: ignore[union-attr]
    package.set_xml(package.document, root)
    draft.write_bytes(package.save())
    changes = absorb(small.year, draft, BACK.date()).changes
    assert [c["tekst"] for c in changes if c.get("tekst")] == [worded]


# The small line of a point


@dataclass(frozen=True)
class Line:
    """What is typed over what in the small line of a point, and what becomes of it."""

    old: str
    new: str
    block: str
    status: Status | None = None
    cell: tuple[str, str] | None = None
    """A column of the sheet that says it then, and what it says."""
    entry: tuple[str, str] | None = None


LINES = {
    "a status of the workbook's": Line(
        "Status: fortsat · U1",
        "Status: afsluttet · U1",
        "U1",
        Status.CLOSED,
        ("Udfordringer", "afsluttet"),
    ),
    "a status in other letters": Line(
        "Status: fortsat · U1",
        "Status:  Afsluttet · U1",
        "U1",
        Status.CLOSED,
        ("Udfordringer", "afsluttet"),
    ),
    "a status of a focus area": Line(
        "Status: ny · F2",
        "Status: fortsat · F2",
        "F2",
        Status.CONTINUED,
        ("Fokusområder", "fortsat"),
    ),
    "a status that a point of a meeting gets": Line(
        "punkt 2 · A1",
        "punkt 2 · Status: fortsat · A1",
        "A1",
        Status.CONTINUED,
        None,
        ("status", "fortsat"),
    ),
    "whom a recommendation is put to": Line(
        "Til styregruppen ·", "Til K17 ·", "A1", None, None, ("til", "K17")
    ),
    "what it asks": Line(
        "at afsøge en fælles vagt ·",
        "at afsøge en fælles vagt og dens pris ·",
        "A1",
        None,
        None,
        ("beslutning", "afsøge en fælles vagt og dens pris"),
    ),
    "by when": Line(
        "inden 1. juni 2025", "inden 15. august 2025", "A1", None, None, ("frist", "2025-08-15")
    ),
    "by when, as people type it": Line(
        "inden 1. juni 2025", "senest den 15-08-2025", "A1", None, None, ("frist", "2025-08-15")
    ),
    "a decision, in the line below": Line(
        "punkt 2 · A1",
        "punkt 2 · bedes beslutte at dele vagten · A1",
        "A1",
        None,
        None,
        ("beslutning", "dele vagten"),
    ),
    "a priority": Line(
        "Status: ny · F2",
        "Prioritet: høj · Status: ny · F2",
        "F2",
        Status.NEW,
        ("Fokusområder", "ny"),
    ),
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_what_the_small_line_of_a_point_says_is_decided_like_any_other_edit(
    hearing: Hearing, line: Line
) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], line.old, line.new))
    collected = hearing.collect()
    (edit,) = collected.result.merged.edits
    assert (edit.block, edit.part, edit.kind) == (line.block, Part.FIELD, EditKind.REPLACE)
    hearing.decide(collected, rest="ja")
    done = hearing.apply()
    assert done.is_done
    inputs = read_year(hearing.small.year)
    block = inputs.folded.find(line.block)
    assert block is not None
    assert block.status == line.status
    told = [c for c in done.changes if c.get("id") == line.block]
    if line.entry:
        key, value = line.entry
        assert [str(c.get(key)) for c in told] == [value]
    if "Prioritet" in line.new:
        assert block.priority == "høj"
    if line.cell:
        row = next(row for row in inputs.workbook.points if row.id == line.block)
        assert (row.sheet, row.status.value) == line.cell
        assert "Skrevet i arbejdsbogen" in str(told[0]["svar"])


REMARKS = {
    "where it is from": (
        "Kilde: Rapport 2023 · Status: ny · F2",
        "Kilde: Rapport 2022 · Status: ny · F2",
    ),
    "its id": ("Status: ny · F2", "Status: ny · F9"),
    "no status": ("Status: ny · F2", "F2"),
    "a status that is none": ("Status: ny · F2", "Status: i gang · F2"),
    "a deadline that is no date": (
        "Status: fortsat · U1",
        "Status: fortsat · inden sommer · U1",
    ),
    "a deadline of what is no recommendation": (
        "Status: ny · F2",
        "Status: ny · inden 1. juni 2025 · F2",
    ),
    "a priority of no focus area": (
        "Status: fortsat · U1",
        "Prioritet: høj · Status: fortsat · U1",
    ),
}


@pytest.mark.parametrize(("old", "new"), REMARKS.values(), ids=REMARKS)
def test_what_nobody_can_change_there_is_a_remark_at_the_point(
    hearing: Hearing, old: str, new: str
) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], old, new))
    (edit,) = hearing.collect().result.merged.edits
    assert (edit.kind, edit.block) == (EditKind.REMARK, old[-2:])
    assert new in edit.after


def test_a_status_and_something_that_nobody_can_change_are_two_rows(hearing: Hearing) -> None:
    old = "Kilde: Rapport 2023 · Status: ny · F2"
    new = "Kilde: Rapport 2022 · Status: afsluttet · F2"
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], old, new))
    field, remark = hearing.collect().result.merged.edits
    assert (field.before, field.after) == ("Status: ny", "Status: afsluttet")
    assert remark.after == "Kilde: Rapport 2022 · Status: ny · F2"


ASKED = "Til styregruppen · bedes beslutte at afsøge en fælles vagt · inden 1. juni 2025"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Til K17 bedes beslutte at afsøge en fælles vagt · inden 1. juni 2025", ["Til K17"]),
        ("Til K17, bedes beslutte at afsøge en fælles vagt, inden 1. juni 2025", ["Til K17"]),
        (
            "Til K17 - bedes beslutte at dele vagten senest den 1. juni 2026",
            ["Til K17", "Bedes beslutte at dele vagten", "Inden 1. juni 2026"],
        ),
        (
            "Til styregruppen · bedes beslutte at dele den inden 1. maj 2025 · inden 1. juni 2025",
            ["Bedes beslutte at dele den inden 1. maj 2025"],
        ),
        (
            "Til styregruppen · bedes beslutte at inddrage skoler m.fl. · inden 1. juni 2025",
            ["Bedes beslutte at inddrage skoler m.fl."],
        ),
    ],
)
def test_what_is_asked_is_read_whatever_stands_between_its_parts(
    hearing: Hearing, typed: str, told: list[str]
) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], ASKED, typed))
    edits = hearing.collect().result.merged.edits
    assert [(e.part, e.after) for e in edits] == [(Part.FIELD, each) for each in told]


@pytest.mark.parametrize(
    "typed",
    [
        "Til styregruppen bedes beslutte at afsøge en fælles vagt · inden 1. juni 2025",
        "Til styregruppen · bedes beslutte, hvordan vagten deles · inden 1. juni 2025",
        "Til styregruppen · bedes beslutte om vagten skal deles · inden 1. juni 2025",
        "Til styregruppen · bedes beslutte at afsøge en fælles vagt",
    ],
)
def test_what_no_field_can_say_is_one_remark_in_the_words_typed(
    hearing: Hearing, typed: str
) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], ASKED, typed))
    (edit,) = hearing.collect().result.merged.edits
    assert (edit.kind, edit.before, edit.after) == (EditKind.REMARK, ASKED, typed)


@pytest.mark.parametrize(
    ("old", "new", "field", "kept"),
    [
        ("Til styregruppen ·", "Til K17 · Til regionen ·", "Til K17", "Til regionen"),
        (
            "at afsøge en fælles vagt ·",
            "at dele vagten · bedes beslutte at betale ·",
            "Bedes beslutte at dele vagten",
            "bedes beslutte at betale",
        ),
        (
            "udfordring U1, Natten",
            "udfordring u2, og også U1 og K17",
            "Svarer på udfordring U2",
            "og også U1 og K17",
        ),
    ],
    ids=["a second addressee", "a second decision", "words after a challenge"],
)
def test_what_is_typed_beside_a_changed_field_is_not_lost(
    hearing: Hearing, old: str, new: str, field: str, kept: str
) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], old, new))
    edit, remark = hearing.collect().result.merged.edits
    assert (edit.part, edit.after) == (Part.FIELD, field)
    assert remark.kind is EditKind.REMARK
    assert kept in remark.after


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            " · inden 1. juni 2025",
            "",
            "“· inden 1. juni 2025” foreslås slettet.",
        ),
        (
            "styregruppen · bedes",
            "styregruppen bedes",
            "“·” efter “…Til styregruppen” foreslås slettet.",
        ),
        (
            "inden 1. juni 2025",
            "inden 1. juni 2025. Det haster.",
            "“. Det haster.” foreslås indsat efter “…inden 1. juni 2025”.",
        ),
    ],
    ids=["a deadline taken out", "a sign taken out", "a sentence more"],
)
def test_a_remark_on_the_small_line_is_said_by_the_words_that_differ(
    hearing: Hearing, old: str, new: str, wanted: str
) -> None:
    copy = typed_over(hearing.copies[BAEK], ASKED, ASKED.replace(old, new))
    hearing.back("b.docx", copy)
    result = hearing.collect().result
    (edit,) = result.merged.edits
    assert said(result.prepared, edit) == f"I linjen under punktet: {wanted}"


def test_a_challenge_changed_with_its_heading_is_one_edit(hearing: Hearing) -> None:
    new = "udfordring U2, Vagter"
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], "udfordring U1, Natten", new))
    (edit,) = hearing.collect().result.merged.edits
    assert edit.after == "Svarer på udfordring U2"


def test_a_line_taken_out_is_not_recorded_as_the_point_taken_out(hearing: Hearing) -> None:
    copy = edited(hearing.copies[BAEK], "Anbefalinger til styregruppen", ASKED, None)
    hearing.back("b.docx", copy)
    hearing.decide(hearing.collect(), rest="ja")
    done = hearing.apply()
    assert [c["input"] for c in done.changes if c.get("id") == "A1"] == [f"“{ASKED}” udgår"]


def test_two_statuses_for_one_point_are_a_conflict(hearing: Hearing) -> None:
    old = "Status: fortsat · U1"
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], old, "Status: afsluttet · U1"))
    hearing.back("o.docx", typed_over(hearing.copies[OEST], old, "Status: ny · U1"))
    collected = hearing.collect()
    (conflict,) = collected.result.merged.conflicts
    assert [v.text for v in conflict.variants] == ["Status: afsluttet", "Status: ny"]
    write(collected.paths[0], row_for(collected, BAEK), ("nej", None, None, "Nej."))
    write(collected.paths[0], row_for(collected, OEST), ("delvist", "fortsat", None, "Nej."))
    assert hearing.apply().is_done


def test_one_field_with_two_values_is_a_conflict_whichever_line_they_stand_in(
    hearing: Hearing,
) -> None:
    above = typed_over(hearing.copies[BAEK], ASKED, f"{ASKED} · Status: ny")
    below = typed_over(hearing.copies[OEST], "punkt 2 · A1", "punkt 2 · Status: fortsat · A1")
    hearing.back("b.docx", above)
    hearing.back("o.docx", below)
    (conflict,) = hearing.collect().result.merged.conflicts
    assert [v.text for v in conflict.variants] == ["Status: ny", "Status: fortsat"]


def test_two_fields_with_two_values_each_are_two_conflicts(hearing: Hearing) -> None:
    asked = ASKED.replace("afsøge en fælles vagt", "mødes. Og dele den")
    for name, party, who, day in (
        ("b.docx", BAEK, "K17", "2. juni 2025"),
        ("o.docx", OEST, "regionen", "3. juni 2025"),
    ):
        typed = asked.replace("styregruppen", who).replace("1. juni 2025", day)
        hearing.back(name, typed_over(hearing.copies[party], ASKED, typed))
    collected = hearing.collect()
    merged = collected.result.merged
    assert len({conflict.id for conflict in merged.conflicts}) == 2
    assert sorted(v.text for c in merged.conflicts for v in c.variants) == [
        "Inden 2. juni 2025",
        "Inden 3. juni 2025",
        "Til K17",
        "Til regionen",
    ]
    (agreed,) = (edit for edit in merged.edits if not edit.conflict)
    assert agreed.after == "Bedes beslutte at mødes. Og dele den"


def test_a_status_that_is_none_is_told_at_its_cell(hearing: Hearing) -> None:
    old = "Status: fortsat · U1"
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], old, "Status: afsluttet · U1"))
    collected = hearing.collect()
    write(collected.paths[0], row_for(collected, BAEK), ("delvist", "i gang", None, None))
    from reportgen.problems import InputFaults

    with pytest.raises(InputFaults) as faults:
        hearing.apply()
    (fault,) = faults.value.problems
    assert (fault.code, fault.location.cell) == ("hearing-field-unknown", "F2")


def test_a_status_is_absorbed(small: SmallYear) -> None:
    draft = generate(small.year, NOW.date()).path
    data = typed_over(draft.read_bytes(), "Status: fortsat · U1", "Status: afsluttet · U1")
    draft.write_bytes(typed_over(data, "punkt 2 · A1", "punkt 2 · Status: ny · A1"))
    told = {c["id"]: c for c in absorb(small.year, draft, BACK.date(), close=[]).changes}
    assert told["A1"]["status"] == "ny"
    assert "Skrevet i arbejdsbogen (Udfordringer!" in told["U1"]["svar"]
    blocks = read_year(small.year).folded
    assert [blocks.find(id_).status for id_ in ("U1", "A1")] == [Status.CLOSED, Status.NEW]  # type: ignore[union-attr]
    assert not absorb(small.year, draft, BACK.date(), close=[]).changes


def test_a_status_that_the_inputs_have_changed_too_is_asked_again(hearing: Hearing) -> None:
    old = "Status: fortsat · U1"
    hearing.back("b.docx", typed_over(hearing.copies[AABY], old, "Status: afsluttet · U1"))
    hearing.decide(hearing.collect(), rest="ja")
    from tests.app.hearing.test_overtaken import point, refused, rows_in, settle

    point("U1", status=Status.NEW)(hearing.small)
    stopped = refused(hearing)
    assert "Status: ny" in rows_in(stopped)[0]["Før"]
    assert settle(hearing, stopped, "ja", None).is_done
    assert read_year(hearing.small.year).folded.find("U1").status is Status.CLOSED  # type: ignore[union-attr]
