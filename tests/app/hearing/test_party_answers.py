"""The answers to the parties: written with the decisions, each addressed to its party alone."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from openpyxl import load_workbook

from reportgen.app.archiving import ArchivedYear
from reportgen.app.hearing.applying import RoundApplied
from reportgen.app.hearing.collecting import Collected
from reportgen.app.hearing.late import answer_late, collect_late
from reportgen.opc.package import Package
from reportgen.sources.decision_sheet import ASSESSMENT, MET, REASON, WORDING
from reportgen.workspace.party_answers import folder_of
from reportgen.workspace.rounds import read_rounds
from tests.app.hearing.rounds import (
    AABY,
    BACK,
    BAEK,
    OEST,
    Hearing,
    hearing,
    mail,
    reworded,
    row_for,
)
from tests.app.hearing.test_note import tables
from tests.programs import (
    findings,
    needs_libreoffice,
    needs_poppler,
    needs_validator,
    pdf_of,
    text_of,
)
from tests.word.redline_plans import read

LATE = "Kom efter fristen"

__all__ = ["hearing"]


def typed(collected: Collected, **rows: dict[str, str]) -> None:
    """Type in the workbook: what is under each header of each row."""
    path = collected.paths[0]
    book = load_workbook(path)
    page = book["Svar"]
    headers = {cell.value: cell.column or 0 for cell in page[1]}
    for row in range(2, page.max_row + 1):
        for header, said in rows.get(str(page.cell(row, headers["Id"]).value), {}).items():
            page.cell(row, headers[header]).value = said
    book.save(path)


def documents(done: RoundApplied) -> dict[str, Path]:
    """The document of each party, by the party's part of its name."""
    found = [path for path in done.answers if path.suffix == ".docx"]
    return {path.stem.partition("_Svar-til_")[2]: path for path in found}


def said_in(path: Path) -> str:
    return "\n".join(each.plain for each in read(path.read_bytes()).document.paragraphs)


def draft(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def answered(hearing: Hearing) -> Collected:
    """Two parties want something else of one sentence, and the third has nothing to remark."""
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "dyrt"))
    hearing.back("c.eml", mail("chef@oest.example", "Vi har ingen bemærkninger."))
    return hearing.collect()


def test_each_party_reads_what_it_wrote_what_was_done_and_why(hearing: Hearing) -> None:
    collected = answered(hearing)
    one, other = row_for(collected, AABY), row_for(collected, BAEK)
    typed(
        collected,
        **{
            one: {
                MET: "delvist",
                WORDING: "Det er næsten umuligt at dække natten.",
                REASON: "I har ret, men ikke alle steder.",
                ASSESSMENT: "Formanden var uenig.",
            },
            other: {MET: "nej", REASON: "Prisen er ikke drøftet."},
        },
    )
    made = documents(hearing.apply())
    assert sorted(made) == ["Aaby-Kommune", "Baek-Kommune", "Region-Oest"]
    ((_, first),) = tables(made["Aaby-Kommune"].read_bytes())
    assert first == [
        "1",
        "3.6, punkt 1 (U1)",
        "“svært” efter “…Det er” foreslås ændret til “umuligt”.",
        "Delvist imødekommet\nNu står der:\nDet er næsten umuligt at dække natten.",
        "I har ret, men ikke alle steder.",
    ]
    ((_, second),) = tables(made["Baek-Kommune"].read_bytes())
    assert second[3:] == ["Ikke imødekommet", "Prisen er ikke drøftet."]
    for party, path in made.items():
        text = said_in(path)
        assert "Formanden" not in text
        assert ("umuligt" in text) == (party == "Aaby-Kommune")
        assert BAEK not in text or party == "Baek-Kommune"
    assert "ikke har bemærkninger" in said_in(made["Region-Oest"])


def test_the_mail_goes_to_the_party_alone_with_its_document(hearing: Hearing) -> None:
    collected = answered(hearing)
    hearing.decide(collected, rest="nej")
    done = hearing.apply()
    path = documents(done)["Baek-Kommune"]
    message = draft(path.with_suffix(".eml"))
    assert message["To"] == "chef@baek.example"
    assert message["X-Unsent"] == "1"
    assert message["Subject"].startswith("Svar på jeres høringssvar, årsrapport 2024")
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == path.name
    assert attached.get_content() == path.read_bytes()
    assert len(done.answers) == 6


def test_what_nobody_decided_is_said_so(hearing: Hearing) -> None:
    collected = answered(hearing)
    hearing.decide(collected, **{row_for(collected, AABY): "nej"})
    made = documents(hearing.apply(base_stays=True))
    ((_, undecided),) = tables(made["Baek-Kommune"].read_bytes())
    assert undecided[3] == "Ikke taget særskilt stilling"
    ((_, decided),) = tables(made["Aaby-Kommune"].read_bytes())
    assert decided[3] == "Ikke imødekommet"


def test_of_what_nobody_decided_it_is_not_said_that_the_text_stands(hearing: Hearing) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "natten", "døgnet"))
    collected = hearing.collect()
    typed(collected, **{row_for(collected, BAEK): {MET: "ja"}})
    path = documents(hearing.apply(base_stays=True))["Aaby-Kommune"]
    assert hearing.text("U1") == "Det er svært at dække døgnet."
    ((_, row),) = tables(path.read_bytes())
    assert row[3:] == ["Ikke taget særskilt stilling", "Det har ikke ført til ændringer."]
    body = draft(path.with_suffix(".eml")).get_body()
    assert body is not None
    assert "tabel" not in body.get_content()


def test_an_answer_is_late_by_its_own_date_and_not_by_the_day_it_was_read(
    hearing: Hearing,
) -> None:
    late = mail("leder@aaby.example", "Der mangler et afsnit om ventetid.")
    hearing.back("a.eml", late.replace(b"Thu, 28 Nov 2024", b"Sat, 30 Nov 2024"))
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "dyrt"))
    hearing.decide(hearing.collect(), rest="nej")
    made = documents(hearing.apply())
    assert "kom efter fristen den 29. november 2024" in said_in(made["Aaby-Kommune"])
    assert "efter fristen" not in said_in(made["Baek-Kommune"])


def test_what_comes_after_the_round_is_closed_is_answered_that_it_came_too_late(
    hearing: Hearing,
) -> None:
    hearing.decide(answered(hearing), rest="nej")
    first = documents(hearing.apply())["Baek-Kommune"]
    before = first.read_bytes()
    later = hearing.back("sent.docx", reworded(hearing.copies[BAEK], "natten", "døgnet"))
    (late,) = collect_late(hearing.small.year, [later], BACK + dt.timedelta(days=1))
    made, sent = late.letters
    ((_, row),) = tables(made.read_bytes())
    assert row[2:4] == [
        "“natten” efter “…Det er svært at dække” foreslås ændret til “døgnet”.",
        LATE,
    ]
    assert "høringen blev afgjort den 2. december 2024" in said_in(made)
    assert draft(sent)["To"] == "chef@baek.example"
    assert first.read_bytes() == before
    (again,) = collect_late(hearing.small.year, [later], BACK + dt.timedelta(days=2))
    assert again.letters == ()


def test_answers_that_a_broken_off_run_did_not_write_are_written_by_the_next(
    hearing: Hearing,
) -> None:
    hearing.decide(answered(hearing), rest="nej")
    hearing.apply()
    later = hearing.back("sent.docx", reworded(hearing.copies[BAEK], "natten", "døgnet"))
    day = BACK + dt.timedelta(days=1)
    (late,) = collect_late(hearing.small.year, [later], day)
    for path in late.letters:
        path.unlink()
    (again,) = collect_late(hearing.small.year, [later], day)
    assert again.letters == late.letters


def test_answers_that_are_gone_are_put_back_from_the_archive(hearing: Hearing) -> None:
    hearing.decide(answered(hearing), rest="nej")
    made = {path: path.read_bytes() for path in hearing.apply().answers}
    for path in made:
        path.unlink()
    again = hearing.apply()
    assert again.already
    assert {path: path.read_bytes() for path in again.answers} == made


def test_the_note_that_is_told_again_is_no_lock_of_word(hearing: Hearing) -> None:
    hearing.decide(answered(hearing), rest="nej")
    note = hearing.apply().note
    assert note is not None
    note.with_name(f"~${note.name[2:]}").write_bytes(b"lock")
    assert hearing.apply().note == note


def test_a_late_answer_without_remarks_gets_its_receipt(hearing: Hearing) -> None:
    hearing.decide(answered(hearing), rest="nej")
    hearing.apply()
    day = dt.date(2024, 11, 28)
    (late,) = answer_late(hearing.small.year, OEST, None, BACK, date=day)
    text = said_in(late.letters[0])
    assert "kom, efter at høringen var afgjort den 2. december 2024." in text
    assert "ikke har bemærkninger" in text


def test_what_was_met_and_a_person_has_to_write_in_is_not_said_to_stand_there(
    hearing: Hearing,
) -> None:
    package = Package.open(hearing.copies[BAEK], "")
    body = package.parts[package.document]
    for before, after in ((b">Formand<", b">Forperson<"), (b">Tabel <", b">Oversigt <")):
        assert before in body
        body = body.replace(before, after, 1)
    package.parts[package.document] = body
    hearing.back("b.docx", package.save())
    hearing.decide(hearing.collect(), rest="ja")
    ((_, *rows),) = tables(documents(hearing.apply())["Baek-Kommune"].read_bytes())
    done = {row[3] for row in rows}
    assert "Imødekommet\nNu står der:\nForperson" in done
    assert "Imødekommet\nBliver skrevet ind, inden rapporten er endelig." in done


def test_the_same_decisions_give_the_same_bytes(hearing: Hearing) -> None:
    hearing.decide(answered(hearing), rest="nej")
    first = {path.name: path.read_bytes() for path in hearing.apply().answers}
    reopened(hearing)
    second = {path.name: path.read_bytes() for path in hearing.apply().answers}
    assert first == second


def test_an_answer_that_somebody_worked_in_is_never_written_over(hearing: Hearing) -> None:
    hearing.decide(answered(hearing), rest="nej")
    path = documents(hearing.apply())["Baek-Kommune"]
    path.write_bytes(b"rettet i Word")
    reopened(hearing)
    again = documents(hearing.apply())["Baek-Kommune_2"]
    assert path.read_bytes() == b"rettet i Word"
    assert draft(again.with_suffix(".eml")).get_content_type() == "multipart/mixed"


def reopened(hearing: Hearing) -> None:
    """The round as it was before its decisions were taken in."""
    year = hearing.small.year
    for path in (*year.hearing.glob("*/afsluttet.yaml"), *year.decided.glob("*.yaml")):
        path.unlink()


def test_the_archive_keeps_the_answers(hearing: Hearing) -> None:
    hearing.decide(answered(hearing), rest="nej")
    done = hearing.apply()
    archived = ArchivedYear(hearing.small.year)
    state = list(archived.steps.values())[-1].state
    relative = hearing.small.year.workspace.relative
    assert {relative(path) for path in done.answers} <= set(state)


def test_a_round_without_answers_answers_nobody(hearing: Hearing) -> None:
    hearing.answer(OEST, None)
    assert list(documents(hearing.apply())) == ["Region-Oest"]
    (found,), _ = read_rounds(hearing.small.year)
    assert folder_of(hearing.small.year, found).name == "1"


@needs_validator
def test_the_validator_finds_nothing_in_an_answer(hearing: Hearing) -> None:
    hearing.decide(answered(hearing), rest="nej")
    for path in documents(hearing.apply()).values():
        assert findings(path) == []


@needs_libreoffice
@needs_poppler
def test_an_answer_is_rendered_with_its_words(hearing: Hearing, tmp_path: Path) -> None:
    hearing.decide(answered(hearing), rest="nej")
    path = documents(hearing.apply())["Baek-Kommune"]
    text = text_of(pdf_of(path, tmp_path))
    assert "Ikke imødekommet" in text
    assert "Side 1 af 1" in text
