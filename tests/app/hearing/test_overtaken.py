"""Inputs that change under an open round, where a member edited the same words.

The round can always be finished: what fits is merged, and what does not is shown again with
both texts, in the next set, where it is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from reportgen.app.generate import generate
from reportgen.app.hearing.applying import RoundApplied
from reportgen.app.hearing.collecting import Collected
from reportgen.app.hearing.reviewing import Review
from reportgen.app.year import read_year
from reportgen.cli.main import program
from reportgen.opc.package import Package
from reportgen.report.inputs import PointRow
from tests.app.hearing.rounds import AABY, BACK, BAEK, OEST, Hearing, hearing, say
from tests.app.hearing.test_carried import write
from tests.workspaces import CONTENT, SmallYear

__all__ = ["hearing"]

Change = Callable[[SmallYear], None]


def prose(old: str, new: str) -> Change:
    def change(small: SmallYear) -> None:
        text = small.year.prose.read_text(encoding="utf-8")
        assert old in text
        small.year.prose.write_text(text.replace(old, new), encoding="utf-8")

    return change


def point(id_: str, **changes: str) -> Change:
    def change(small: SmallYear) -> None:
        members = read_year(small.year).workbook.members
        rows = tuple(replace(p, **changes) if p.id == id_ else p for p in CONTENT.points)  # type: ignore[arg-type]
        small.write_workbook(points=rows, members=members)

    return change


def points(*rows: PointRow) -> Change:
    def change(small: SmallYear) -> None:
        small.write_workbook(points=rows, members=read_year(small.year).workbook.members)

    return change


def role(party: str, new: str) -> Change:
    def change(small: SmallYear) -> None:
        members = read_year(small.year).workbook.members
        rows = [replace(m, role=new) if m.organisation == party else m for m in members]
        small.write_workbook(members=tuple(rows))

    return change


def typed_over(data: bytes, old: str, new: str) -> bytes:
    """The copy with some words typed over, wherever in its sections they stand."""
    package = Package.open(data, "")
    front, contents, part = package.parts[package.document].partition(b">Indhold<")
    assert old.encode() in part
    part = part.replace(old.encode(), new.encode(), 1)
    package.parts[package.document] = front + contents + part
    return package.save()


def said(small: SmallYear) -> list[str]:
    """Everything that the report is made of says now."""
    inputs = read_year(small.year)
    assert not inputs.has_errors, inputs.problems
    blocks = [block for row in inputs.folded.blocks.values() for block in row]
    members = [member.role for member in inputs.workbook.members]
    return [*(b.heading for b in blocks), *(b.text for b in blocks), *members]


def refused(hearing: Hearing) -> RoundApplied:
    """Apply the decisions, which is refused since the inputs have changed; nothing is taken in."""
    decided = {path.name for path in hearing.small.year.decided.glob("*")}
    stopped = hearing.apply()
    assert [p.code for p in stopped.problems] == ["hearing-inputs-changed"]
    assert {path.name for path in hearing.small.year.decided.glob("*")} == decided
    assert stopped.files
    for problem in stopped.problems:
        assert (hearing.small.year.inputs / problem.location.file).is_file()
    return stopped


def settle(hearing: Hearing, stopped: RoundApplied, outcome: str, own: str | None) -> RoundApplied:
    """Decide every row that was opened again, and apply once more."""
    for id_ in stopped.overtaken:
        write(stopped.files[0], id_, (outcome, own, None, None))
    return hearing.apply()


@dataclass(frozen=True)
class Clash:
    """The member types `new` over `old`, and the inputs come to say something else there."""

    old: str
    new: str
    inputs: Change
    now: str
    """What stands if the inputs' text does; empty where they no longer have it."""
    wanted: str
    """What stands if the member's does."""


F1, F2 = CONTENT.points[2], CONTENT.points[3]
OWN = "Noget tredje."
CLASHES = {
    "prose": Clash(
        "mødtes én gang",
        "mødtes tre gange",
        prose("mødtes én gang", "mødtes to gange"),
        "Netværket mødtes to gange.",
        "Netværket mødtes tre gange.",
    ),
    "a point's text, at other words too": Clash(
        "svært at dække",
        "umuligt at dække",
        point("U1", text="Det er let at dække hele natten."),
        "Det er let at dække hele natten.",
        "Det er umuligt at dække hele natten.",
    ),
    "a paragraph before it was added too": Clash(
        "mødtes én gang",
        "mødtes tre gange",
        prose("Netværket mødtes én gang.", "Et nyt stykke.\n\nNetværket mødtes to gange."),
        "Netværket mødtes to gange.",
        "Netværket mødtes tre gange.",
    ),
    "a bullet": Clash(
        "et forhold",
        "et tredje forhold",
        prose("- et forhold", "- to forhold"),
        "- to forhold",
        "- et tredje forhold",
    ),
    "a heading": Clash(
        "Natten", "Nattevagten", point("U1", heading="Om natten"), "Om natten", "Nattevagten"
    ),
    "a point's text": Clash(
        "svært at dække",
        "umuligt at dække",
        point("U1", text="Det er let at dække natten."),
        "Det er let at dække natten.",
        "Det er umuligt at dække natten.",
    ),
    "a point that a meeting worded": Clash(
        "helt nyt",
        "ganske nyt",
        lambda small: small.edit_meeting("Noget helt nyt.", "Noget splinternyt."),
        "Noget splinternyt.",
        "Noget ganske nyt.",
    ),
    "a point that is gone": Clash(
        "Fælles indkøb.", "Fælles udbud.", points(*CONTENT.points[:3]), "", "Fælles udbud."
    ),
    "prose that is gone": Clash(
        "mødtes én gang",
        "mødtes tre gange",
        prose("Netværket mødtes én gang.", ""),
        "",
        "Netværket mødtes tre gange.",
    ),
    "a cell": Clash("Formand", "Forperson", role(AABY, "Leder"), "Leder", "Forperson"),
}


@pytest.mark.parametrize("clash", CLASHES.values(), ids=CLASHES)
@pytest.mark.parametrize("outcome", ["ja", "nej", "delvist"])
def test_what_the_inputs_say_otherwise_now_is_shown_with_both_texts_and_settled(
    hearing: Hearing, clash: Clash, outcome: str
) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], clash.old, clash.new))
    hearing.decide(hearing.collect(), rest="ja")
    clash.inputs(hearing.small)
    stopped = refused(hearing)
    (row,) = rows_in(stopped)
    assert row["Part"] == BAEK
    assert row["Imødekommet"] is None
    assert clash.wanted in row["Efter"]
    assert clash.now in row["Før"]
    assert ("Nu står der" if clash.now else "Taget ud af rapportens input") in row["Før"]
    own = {"delvist": OWN}.get(outcome)
    done = settle(hearing, stopped, outcome, own)
    assert done.is_done, done.problems
    stands = {"ja": clash.wanted, "nej": clash.now, "delvist": OWN}[outcome]
    now = said(hearing.small)
    if stands:
        assert sum(stands in text.removeprefix("- ") or stands == text for text in now) == 1
    for other in {clash.wanted, clash.now, OWN} - {stands, ""}:
        assert other not in now
    assert generate(hearing.small.year, BACK.date()).record.stage == "endelig"


def rows_in(stopped: RoundApplied) -> list[dict[str, str]]:
    page = load_workbook(stopped.files[0])["Svar"]
    headers, *rows = page.iter_rows(values_only=True)
    found = [dict(zip(map(str, headers), row, strict=True)) for row in rows]
    return [row for row in found if row["Id"] in stopped.overtaken]  # type: ignore[misc]


FITTING = {
    "other words": Clash(
        "svært at dække",
        "umuligt at dække",
        point("U1", text="Det er svært at dække natten. Det gælder alle."),
        "",
        "Det er umuligt at dække natten. Det gælder alle.",
    ),
    "what the member wants": Clash(
        "mødtes én gang",
        "mødtes tre gange",
        prose("mødtes én gang", "mødtes tre gange"),
        "",
        "Netværket mødtes tre gange.",
    ),
    "a paragraph before it": Clash(
        "mødtes én gang",
        "mødtes tre gange",
        prose("Netværket mødtes", "Et nyt stykke.\n\nNetværket mødtes"),
        "",
        "Netværket mødtes tre gange.",
    ),
    "its place among the points": Clash(
        "Fælles indkøb.", "Fælles udbud.", points(*CONTENT.points[:2], F2, F1), "", "Fælles udbud."
    ),
    "its id": Clash(
        "Fælles indkøb.",
        "Fælles udbud.",
        points(*CONTENT.points[:3], replace(F2, id="F7")),
        "",
        "Fælles udbud.",
    ),
    "the cell, as the member wants it": Clash(
        "Formand", "Forperson", role(AABY, "Forperson"), "", "Forperson"
    ),
}


@pytest.mark.parametrize("change", FITTING.values(), ids=FITTING)
def test_what_fits_what_the_inputs_say_now_is_taken_in_at_once(
    hearing: Hearing, change: Clash
) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], change.old, change.new))
    hearing.decide(hearing.collect(), rest="ja")
    change.inputs(hearing.small)
    done = hearing.apply()
    assert done.is_done, done.problems
    now = said(hearing.small)
    assert now.count(change.wanted) == 1
    assert not any(change.old in text for text in now)
    assert not [c for c in done.changes if c.get("art") == "bemærkning" and not c.get("svar")]


def several(hearing: Hearing) -> Collected:
    """Two parties want other words than each other, and one of them something else too."""
    copy = typed_over(hearing.copies[BAEK], "mødtes én gang", "mødtes tre gange")
    hearing.back("b.docx", typed_over(copy, "Fælles indkøb.", "Fælles udbud."))
    hearing.back("o.docx", typed_over(hearing.copies[OEST], "mødtes én gang", "mødtes ofte"))
    return hearing.collect()


def test_every_side_of_a_conflict_is_asked_again_and_all_else_is_carried_over(
    hearing: Hearing,
) -> None:
    collected = several(hearing)
    sides = [row.id for row in collected.rows if row.conflict]
    write(collected.paths[0], sides[0], ("ja", None, "God.", "Enighed."))
    write(collected.paths[0], sides[1], ("nej", None, None, "Ikke drøftet."))
    (other,) = (row.id for row in collected.rows if not row.conflict)
    write(collected.paths[0], other, ("delvist", "Fælles indkøb og udbud.", None, "Begge dele."))
    prose("mødtes én gang", "mødtes to gange")(hearing.small)
    stopped = refused(hearing)
    assert list(stopped.overtaken) == [sides[0]]
    page = load_workbook(stopped.files[0])["Svar"]
    found = {row[0]: row[3:9] for row in page.iter_rows(min_row=2, values_only=True)}
    assert found[sides[0]][2:] == (None, None, "God.", "Enighed.")
    assert found[sides[1]][2:] == ("nej", None, None, "Ikke drøftet.")
    assert found[other][2:] == ("delvist", "Fælles indkøb og udbud.", None, "Begge dele.")
    for side in sides:
        assert "Netværket mødtes to gange." in found[side][0]
    write(stopped.files[0], sides[0], ("nej", None, None, None))
    write(stopped.files[0], sides[1], ("ja", None, None, None))
    assert hearing.apply().is_done
    now = said(hearing.small)
    assert "Netværket mødtes ofte." in now
    assert "Fælles indkøb og udbud." in now


def test_inputs_that_change_once_more_are_asked_once_more(hearing: Hearing) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], "mødtes én gang", "mødtes tre gange"))
    hearing.decide(hearing.collect(), rest="ja")
    prose("mødtes én gang", "mødtes to gange")(hearing.small)
    stopped = refused(hearing)
    prose("mødtes to gange", "mødtes aldrig")(hearing.small)
    for id_ in stopped.overtaken:
        write(stopped.files[0], id_, ("ja", None, None, None))
    again = refused(hearing)
    assert again.files[0].name == "03_hoeringssvar.xlsx"
    assert "mødtes aldrig" in rows_in(again)[0]["Før"]
    # The file before does not settle what it does not show.
    assert hearing.apply(stopped.files[0]).files[0].name == "04_hoeringssvar.xlsx"
    latest = replace(again, files=(again.files[0].with_name("04_hoeringssvar.xlsx"),))
    assert settle(hearing, latest, "ja", None).is_done
    assert "Netværket mødtes tre gange." in said(hearing.small)


def test_the_desk_shows_what_the_inputs_say_when_they_change_once_more(hearing: Hearing) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], "mødtes én gang", "mødtes tre gange"))
    hearing.decide(hearing.collect(), rest="ja")
    prose("mødtes én gang", "mødtes to gange")(hearing.small)
    refused(hearing)
    review = Review(hearing.small.year, say)
    for before, now in pairwise(("mødtes to gange", "mødtes aldrig", "mødtes ofte")):
        review.refresh()
        assert before in review.items.all[0].rows[0].before
        assert review.is_current
        prose(before, now)(hearing.small)
        assert not review.is_current


def test_a_later_answer_opens_what_the_inputs_have_changed_since(hearing: Hearing) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], "mødtes én gang", "mødtes tre gange"))
    first = hearing.collect()
    hearing.decide(first, rest="ja")
    prose("mødtes én gang", "mødtes to gange")(hearing.small)
    hearing.back("o.docx", typed_over(hearing.copies[OEST], "Fælles indkøb.", "Fælles udbud."))
    second = hearing.collect()
    (row,) = (row for row in second.rows if row.party == BAEK)
    assert row.typed.outcome is None
    assert "Netværket mødtes to gange." in row.before
    hearing.decide(second, rest="ja")
    assert hearing.apply().is_done
    assert "Netværket mødtes tre gange." in said(hearing.small)


def test_what_was_done_in_the_consolidated_document_is_carried_over(hearing: Hearing) -> None:
    copy = typed_over(hearing.copies[BAEK], "mødtes én gang", "mødtes tre gange")
    hearing.back("b.docx", typed_over(copy, "Fælles indkøb.", "Fælles udbud."))
    document = hearing.collect().paths[1]
    document.write_bytes(accepted(document.read_bytes(), own=("Natten", "Nattevagten")))
    prose("mødtes én gang", "mødtes to gange")(hearing.small)
    stopped = refused(hearing)
    assert settle(hearing, stopped, "nej", None).is_done
    now = said(hearing.small)
    assert "Netværket mødtes to gange." in now
    assert "Fælles udbud." in now
    assert "Nattevagten" in now


def accepted(data: bytes, own: tuple[str, str]) -> bytes:
    """The document with every change accepted, and some words of the secretariat's own."""
    from reportgen.word.revisions.settle import accept

    package = Package.open(data, "")
    root = package.xml(package.document)
    accept(root)
    package.set_xml(package.document, root)
    return typed_over(package.save(), *own)


def test_the_document_of_the_next_set_says_what_the_inputs_say(hearing: Hearing) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], "mødtes én gang", "mødtes tre gange"))
    hearing.decide(hearing.collect(), rest="ja")
    prose("mødtes én gang", "mødtes to gange")(hearing.small)
    document = Document(str(refused(hearing).files[1]))
    texts = [comment.text for comment in document.comments]
    assert any("Netværket mødtes to gange." in text for text in texts)


def test_a_removal_of_what_the_inputs_reworded_is_asked(hearing: Hearing) -> None:
    package = Package.open(hearing.copies[BAEK], "")
    root = package.xml(package.document)
    for paragraph in list(root.iter("{*}p")):
        if "Netværket mødtes" in "".join(paragraph.itertext()):
            paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]
    package.set_xml(package.document, root)
    hearing.back("b.docx", package.save())
    hearing.decide(hearing.collect(), rest="ja")
    prose("mødtes én gang", "mødtes to gange")(hearing.small)
    stopped = refused(hearing)
    assert settle(hearing, stopped, "ja", None).is_done
    assert not any("mødtes" in text for text in said(hearing.small))


def test_status_says_which_file_waits_and_what_to_do_next(hearing: Hearing) -> None:
    hearing.back("b.docx", typed_over(hearing.copies[BAEK], "mødtes én gang", "mødtes tre gange"))
    hearing.decide(hearing.collect(), rest="ja")
    prose("mødtes én gang", "mødtes to gange")(hearing.small)
    refused(hearing)
    asked = CliRunner().invoke(
        program, ["-C", str(hearing.small.root), "--lang", "da", "status"], catch_exceptions=False
    )
    assert asked.exit_code == 0
    assert "1 række venter på jer" in asked.output
    assert "hoering/1/svar/02_hoeringssvar.xlsx" in asked.output
    assert "hearing apply" in asked.output
