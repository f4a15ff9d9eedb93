"""Tracked changes turned round lead from where they led to back to where they came from."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from reportgen.hearing.redline_plan import (
    AddedParagraph,
    AddedRow,
    EditedParagraph,
    Formatting,
    KeptText,
    Plan,
    StyleChange,
)
from reportgen.opc.package import Package
from reportgen.opc.xml import parse, serialise
from reportgen.report.wording.text import Run
from reportgen.word.revisions.redline.comparison import invert_changes
from reportgen.word.revisions.redline.document import redline
from reportgen.word.revisions.settle import accept
from tests.word.redline_plans import (
    BASE,
    BEFORE_TABLE,
    BÆK,
    TEXTS,
    plans,
    read,
    settled,
    with_all_accepted,
)


def mirrored(data: bytes) -> bytes:
    package = Package.open(data, "")
    root = parse(package.parts[package.document])
    invert_changes(root)
    package.parts[package.document] = serialise(root)
    return package.save()


def texts(data: bytes) -> list[str]:
    return [paragraph.plain for paragraph in read(data).document.paragraphs]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_accepting_gives_what_rejecting_gave_and_the_reverse(plan: Plan) -> None:
    made = redline(BASE, plan)
    turned = mirrored(made)
    assert texts(with_all_accepted(turned)) == texts(settled(made, None))
    assert texts(settled(turned, None)) == texts(with_all_accepted(made))


@given(plans())
def test_turned_round_twice_it_is_what_it_was(plan: Plan) -> None:
    made = redline(BASE, plan)
    again = mirrored(mirrored(made))
    assert read(again).document == read(made).document
    assert read(again).rejected == read(made).rejected


def test_looks_and_styles_are_turned_round_too() -> None:
    bold = Formatting(bold=True, italic=False, by=BÆK)
    plan = Plan(
        {2: EditedParagraph((KeptText(TEXTS[2], bold),), restyled=StyleChange("Heading1", BÆK))}
    )
    package = Package.open(mirrored(redline(BASE, plan)), "")
    root = parse(package.parts[package.document])
    accept(root)
    package.parts[package.document] = serialise(root)
    assert read(package.save()).document.paragraphs == read(BASE).document.paragraphs


def test_what_comes_after_a_table_comes_before_what_followed_it() -> None:
    new = (AddedParagraph((Run("Kilde: optælling."),), BÆK),)
    after = next(
        number
        for number, para in enumerate(read(BASE).document.paragraphs)
        if number > BEFORE_TABLE and para.cell is None
    )
    made = with_all_accepted(redline(BASE, Plan(before={after: new})))
    said = texts(made)
    assert said[after] == "Kilde: optælling."
    assert [*said[:after], *said[after + 1 :]] == texts(BASE)


def test_a_new_row_may_look_like_another_and_have_several_paragraphs() -> None:
    row = AddedRow(0, 0, ("Dal\nog omegn", "9"), BÆK, like=1)
    cells = read(with_all_accepted(redline(BASE, Plan(rows=(row,))))).document.paragraphs
    assert [p.plain for p in cells if p.cell and p.cell.row == 1] == ["Dal", "og omegn", "9"]
