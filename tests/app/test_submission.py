"""The steering group's case: made from a year, with who was heard and what that changed."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from docx import Document

from reportgen.app.archiving import ArchivedYear
from reportgen.app.check import check
from reportgen.app.documents import submissions
from reportgen.app.extracts.submission import NothingToSubmit, make_submission
from reportgen.app.generate import EditsNotAbsorbed, generate
from reportgen.app.hearing.late import collect_late
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.publish import publish
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.problems import InputFaults
from reportgen.report.inputs import ECONOMY, FACT_NAMES, YearFact
from reportgen.word.elements.headings import headings
from reportgen.word.elements.identity import PREFIX
from reportgen.workspace.rounds import BASE
from tests.app.hearing.rounds import AABY, BACK, BAEK, OEST, Hearing, hearing, reworded
from tests.app.hearing.test_note import tables
from tests.app.test_publish import DAY, FINAL_DAY, final, leaves_nothing, no_office
from tests.cli.test_commands import answer
from tests.programs import findings, needs_validator
from tests.workspaces import ROOT, SmallYear

__all__ = ["final", "hearing", "no_office"]

ORDER = ["1 Resumé", "2 Indstilling", "3 Sagsfremstilling", "4 Høring", "5 Økonomi", "6 Bilag"]


def made(small: SmallYear, date: dt.date = DAY) -> Path:
    return make_submission(small.year, date).path


def under(path: Path) -> dict[str, list[str]]:
    """What stands in each section outside the tables."""
    document = Document(str(path))
    found: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        if (paragraph.style.name or "").startswith("Heading 1"):
            found[paragraph.text] = []
        elif found:
            found[list(found)[-1]].append(paragraph.text)
    return found


def test_its_sections_are_in_the_order_of_decision_bodies(final: SmallYear) -> None:
    package = Package.open(made(final).read_bytes(), "")
    found = headings(package, package.xml(package.document))
    assert [each.label for each in found if each.number] == ORDER


def test_it_holds_the_reports_own_words_and_nothing_to_be_edited_by(final: SmallYear) -> None:
    said = under(made(final))
    assert "Fælles vagt" in said["Indstilling"]
    assert "Bedes beslutte at afsøge en fælles vagt, inden 1. juni 2025." in said["Indstilling"]
    assert "Noget helt nyt." in said["Sagsfremstilling"]
    assert said["Økonomi"] == ["Ikke oplyst"]
    package = Package.open(made(final).read_bytes(), "")
    root = package.xml(package.document)
    names = [each.get(qn("w:name"), "") for each in root.iter(qn("w:bookmarkStart"))]
    assert all(name.startswith(f"{PREFIX}s") for name in names)  # of its own headings
    assert not list(root.iter(qn("w:commentReference")))
    assert "word/comments.xml" not in package.parts


def test_what_waits_for_its_wording_is_said_without_a_comment(small: SmallYear) -> None:
    small.edit_meeting(", tekst: Styregruppen anbefales at afsøge en fælles vagt.", "")
    small.edit_meeting('afsnit: "3.7", id: A1', 'afsnit: "3.6", id: U9')
    small.edit_meeting(
        "til: styregruppen, beslutning: afsøge en fælles vagt, frist: 2025-06-01, ", ""
    )
    small.edit_meeting(", udfordring: U1", "")
    generate(small.year, FINAL_DAY)
    said = under(made(small))["Sagsfremstilling"]
    assert "Ordlyden er ikke skrevet endnu." in said
    assert not any("kommentaren" in line for line in said)


def test_who_was_heard_answered_and_changed_what(hearing: Hearing) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    collected = hearing.answer(BAEK, None)
    hearing.decide(hearing.collect(), rest="ja")
    hearing.apply()
    assert collected.round.number == 1
    generate(hearing.small.year, BACK.date())
    path = made(hearing.small)
    said = under(path)["Høring"]
    assert (
        "3 høringsparter er hørt om v01 fra 15. november 2024 til 29. november 2024. 2 har svaret."
        in said
    )
    assert f"Har ikke svaret: {OEST}." in said
    answered, changed = tables(path.read_bytes())
    assert [row[0] for row in answered[1:]] == [AABY, BAEK]
    ((place, kind, source),) = changed[1:]
    assert place.endswith(": U1, Natten")
    assert kind == "Ny ordlyd"
    assert AABY in source


def test_every_change_names_its_source_whoever_made_it(hearing: Hearing) -> None:
    small = hearing.small
    small.decide(1, '- {afsnit: "4.2", id: F1, art: fjern, kilde: {fil: mail, part: Bæk Kommune}}')
    small.edit_meeting(
        "      - {afsnit: null",
        '      - {afsnit: "3.6", id: U8, art: tilføj, overskrift: Tavlen, input: x, tekst: Ny.}\n'
        '      - {afsnit: "3.6", id: U9, art: tilføj, input: Skriv om tavlen.}\n'
        "      - {afsnit: null",
    )
    prose = small.year.prose
    prose.write_text(prose.read_text("utf-8").replace("én gang", "to gange"), encoding="utf-8")
    (changed,) = tables(made(small).read_bytes())
    assert changed[1:] == [
        ["3.1 Årets arbejde og temaer, stykke 1", "Ny ordlyd", "Sekretariatet"],
        [
            "3.6 Udfordringer og udviklingsbehov: U8, Tavlen",
            "Nyt",
            "Netværksmøde 1. marts 2024, punkt 2",
        ],
        [
            "3.6 Udfordringer og udviklingsbehov: U9, Nyt punkt",
            "Nyt",
            "Netværksmøde 1. marts 2024, punkt 2",
        ],
        ["4.2 Fokusområder: F1, Nattevagt", "Udgår", "Høringssvar fra Bæk Kommune"],
    ]


def test_a_changed_paragraph_is_told_by_its_place_and_one_that_is_gone_by_where_it_stood(
    hearing: Hearing,
) -> None:
    of = "kilde: {fil: mail, part: Bæk Kommune}"
    hearing.small.decide(
        1,
        f'- {{afsnit: "1.1", art: tilføj, efter: "1.1/1", tekst: Noget helt andet., {of}}}\n'
        f'- {{afsnit: "1.1", id: 1.1/3, art: fjern, {of}}}\n',
    )
    (changed,) = tables(made(hearing.small).read_bytes())
    assert [row[:2] for row in changed[1:]] == [
        ["1.1 Formål, stykke 2", "Nyt"],
        ["1.1 Formål, stykke 3", "Udgår"],
    ]


def test_before_anybody_has_answered_nobody_has(hearing: Hearing) -> None:
    said = under(made(hearing.small))["Høring"]
    assert said[0].endswith(" Ingen har svaret.")
    assert f"Har ikke svaret: {AABY}, {BAEK}, {OEST}." in said
    assert "Høringen er ikke afsluttet." in said
    assert "Ingen tekst er ændret, siden v01 blev sendt i høring." in said


def test_the_note_of_a_round_that_is_open_has_no_answers_yet(hearing: Hearing) -> None:
    collected = hearing.answer(BAEK, "Vi har en bemærkning.")
    said = under(made(hearing.small))
    assert not any("høringsnotat" in line.casefold() for line in (*said["Høring"], *said["Bilag"]))
    hearing.decide(collected, rest="nej")
    hearing.apply()
    said = under(made(hearing.small))
    assert (
        "Hver bemærkning og svaret på den står i høringsnotatet, som er vedlagt." in said["Høring"]
    )
    assert any(line.startswith("Høringsnotat: ") for line in said["Bilag"])
    assert "Høringen er ikke afsluttet." not in said["Høring"]


def test_each_of_two_rounds_is_told_by_its_number_and_the_notes_in_their_order(
    hearing: Hearing,
) -> None:
    for number in (1, 2):
        if number > 1:
            later = BACK + dt.timedelta(days=number)
            open_hearing(hearing.small.year, later, later.date(), with_pending=True)
            said = under(made(hearing.small))["Høring"]
            assert "Høringen (2. runde) er ikke afsluttet." in said
        hearing.decide(hearing.answer(BAEK, f"Bemærkning {number}."), rest="nej")
        hearing.apply()
    said = under(made(hearing.small))
    assert [line.partition(" fra ")[0] for line in said["Høring"] if " er hørt om " in line] == [
        "3 høringsparter er hørt om v01",
        "3 høringsparter er hørt om v02",
    ]
    assert "Ingen tekst er ændret, siden v01 blev sendt i høring." in said["Høring"]
    assert any("høringsnotaterne, som er vedlagt" in line for line in said["Høring"])
    assert [line.partition(":")[0] for line in said["Bilag"]][1:] == [
        "Høringsnotat",
        "Høringsnotat (2. runde)",
    ]


def test_who_answered_too_late_has_answered(hearing: Hearing) -> None:
    hearing.decide(hearing.answer(BAEK, "Vi har en bemærkning."), rest="nej")
    hearing.apply()
    later = hearing.back("sent.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    collect_late(hearing.small.year, [later], BACK + dt.timedelta(days=1))
    said = under(made(hearing.small))["Høring"]
    assert said[0].endswith(" 2 har svaret.")
    assert f"Har svaret, efter at høringen var afsluttet: {AABY}." in said
    assert f"Har ikke svaret: {OEST}." in said


def test_a_year_without_a_hearing_says_so(small: SmallYear) -> None:
    generate(small.year, FINAL_DAY)
    assert under(made(small))["Høring"] == ["Rapporten har ikke været i høring."]


def test_what_goes_with_it_is_what_there_is(final: SmallYear, no_office: None) -> None:
    publish(final.year, DAY)
    (path,) = submissions(final.year)
    named = [line.rpartition(": ")[2] for line in under(path)["Bilag"]]
    (report,) = final.year.outputs.glob("*_offentliggjort.docx")
    note = max(final.year.hearing.glob("1/svar/*hoeringsnotat.docx"))
    assert named == [report.name, note.name]


def test_the_workbook_says_what_stands_under_economy_and_the_next_year_does_not(
    final: SmallYear,
) -> None:
    assert ECONOMY in FACT_NAMES
    final.write_workbook(facts=(YearFact(ECONOMY, "Udgiften er 2 mio. kr.\nDen deles."),))
    *told, source = under(made(final))["Økonomi"]
    assert told == ["Udgiften er 2 mio. kr.", "Den deles."]
    assert source == "Kilde: Sekretariatet"


def test_the_same_inputs_and_date_give_the_same_file(final: SmallYear) -> None:
    first = made(final)
    data = first.read_bytes()
    assert made(final) == first
    first.unlink()
    assert made(final).read_bytes() == data


def test_one_that_somebody_has_worked_in_stays(final: SmallYear) -> None:
    first = made(final)
    document = Document(str(first))
    document.add_paragraph("Til formanden: se punkt 2.")
    document.save(str(first))
    data = first.read_bytes()
    second = made(final)
    assert second.name == f"{first.stem}_2.docx"
    assert first.read_bytes() == data
    tenth = first.with_name(f"{first.stem}_10.docx")
    tenth.write_bytes(data)
    assert submissions(final.year) == [first, second, tenth]


def test_nothing_is_put_forward_before_there_is_a_version(small: SmallYear) -> None:
    with pytest.raises(NothingToSubmit):
        make_submission(small.year, DAY)


def test_edits_of_the_latest_version_are_taken_in_first(final: SmallYear) -> None:
    path = max(final.year.outputs.glob("*_Aarsrapport-*.docx"))
    path.write_bytes(reworded(path.read_bytes(), "helt nyt", "gammelt"))
    before = final.snapshot()
    with pytest.raises(EditsNotAbsorbed):
        make_submission(final.year, DAY)
    assert final.snapshot() == before


# Its template


def own_template(small: SmallYear, old: str = "", new: str = "") -> Path:
    """Lay the shipped template in the workspace, with one paragraph changed."""
    path = small.year.workspace.case_template
    shutil.copy(ROOT / "templates" / path.name, path)
    document = Document(str(path))
    for paragraph in document.paragraphs:
        if old and paragraph.text == old:
            paragraph.runs[0].text = new
    document.save(str(path))
    return path


def test_a_template_of_ones_own_is_followed(final: SmallYear) -> None:
    own_template(final, "Resumé", "Sagen kort")
    assert next(iter(under(made(final)))) == "Sagen kort"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{{ resume }}", "", "block-tag-missing-in-section"),
        ("{{ resume }}", "{{ medlemmer }}", "tag-unknown"),
        ("{{ bilag }}", "{{ resume }}", "block-tag-twice"),
    ],
)
def test_a_fault_in_it_is_told_at_its_place_and_nothing_is_written(
    final: SmallYear, no_office: None, old: str, new: str, code: str
) -> None:
    path = own_template(final, old, new)
    before = final.snapshot()
    with pytest.raises(InputFaults) as faults:
        make_submission(final.year, DAY)
    told = {problem.code: problem.location for problem in faults.value.problems}
    assert told[code].file == path.name
    leaves_nothing(final, InputFaults)
    assert final.snapshot() == before
    assert code in {problem.code for problem in check(final.year).inputs.problems}


def test_it_is_checked_with_the_reports(final: SmallYear) -> None:
    own_template(final, "{{ resume }}", "")
    code, said = answer(final, "template", "check")
    assert code == 1
    (told,) = said["problems"]
    assert told["location"].startswith("moedesag.docx")


# Published with the report


def test_a_round_that_cannot_be_read_keeps_the_report_from_being_published_by_halves(
    final: SmallYear, no_office: None
) -> None:
    (record,) = final.year.hearing.glob(f"1/udsendt/{BASE}/v*.json")
    record.write_bytes(b"{}")
    leaves_nothing(final, InputFaults)
    with pytest.raises(InputFaults):
        make_submission(final.year, DAY)


def test_publishing_writes_it_once_and_keeps_it(final: SmallYear, no_office: None) -> None:
    own_template(final)
    publish(final.year, DAY)
    (path,) = submissions(final.year)
    kept = ArchivedYear(final.year).below(final.year.outputs)
    assert kept[path] == path.read_bytes()
    publish(final.year, DAY + dt.timedelta(days=3))
    assert submissions(final.year) == [path]


def test_publishing_again_writes_the_case_where_only_that_of_a_draft_is_there(
    final: SmallYear, no_office: None
) -> None:
    early = made(final, DAY - dt.timedelta(days=3))
    publish(final.year, DAY)
    (written,) = set(submissions(final.year)) - {early}
    data = written.read_bytes()
    written.unlink()
    publish(final.year, DAY)
    assert submissions(final.year) == [early, written]
    assert written.read_bytes() == data


def test_the_command_answers_with_the_file(final: SmallYear) -> None:
    code, said = answer(final, "submission", "--date", "2024-12-02")
    assert code == 0
    assert said.keys() == {"files"}
    (file,) = said["files"]
    assert re.fullmatch(r"outputs/.*/20241202_Moedesag-2024_Aeldre-og-Sundhed\.docx", file)
    assert (final.root / file).exists()


@needs_validator
def test_the_validator_finds_nothing(final: SmallYear) -> None:
    assert findings(made(final)) == []
