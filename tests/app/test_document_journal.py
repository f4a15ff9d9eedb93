"""The list of documents in and out: everything that came or was made to be sent, once."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reportgen.app.extracts.document_journal import Direction, document_journal, write_journal
from reportgen.app.generate import generate
from reportgen.app.hearing.late import answer_late
from reportgen.app.hearing.parties.sending import mark_answered, mark_sent
from reportgen.app.publish import publish
from tests.app.hearing.rounds import AABY, BACK, BAEK, OEST, Hearing, hearing, mail, reworded
from tests.app.test_publish import no_office
from tests.cli.test_commands import answer, run

__all__ = ["hearing", "no_office"]

DAY = dt.date(2024, 12, 20)


def documents_of(hearing: Hearing) -> Counter[Path]:
    """Everything that lies where documents come in and go out, but for what only records it."""
    year = hearing.small.year
    folders = [*year.hearing.glob("*/udsendt"), *year.hearing.glob("*/modtaget")]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    found += year.outputs.rglob("*_Svar-til_*")
    found += year.outputs.glob("*_offentliggjort.*")
    found += year.outputs.glob("*_Moedesag-*")
    for closed in year.hearing.glob("*/afsluttet.yaml"):
        found += sorted(closed.parent.glob("svar/*_hoeringsnotat.docx"))[-1:]
    found += (year.meetings / "kilder").glob("*")
    return Counter(path for path in found if path.suffix not in {".yaml", ".json"})


def listed(hearing: Hearing) -> Counter[Path]:
    return Counter(entry.path for entry in document_journal(hearing.small.year).entries)


def test_a_whole_year_is_listed_with_every_document_once(hearing: Hearing, no_office: None) -> None:
    year = hearing.small.year
    sources = year.meetings / "kilder"
    sources.mkdir()
    (sources / "2024-03-01_referat.docx").write_bytes(b"referat")
    hanging = ("svar.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("a.eml", mail("leder@aaby.example", "Se vedhæftede.", hanging))
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "dyrt"))
    hearing.back("c.pdf", b"%PDF-1.4 et svar")
    hearing.collect()
    hearing.decide(hearing.answer(OEST, "Vi er enige."), rest="nej")
    hearing.apply()
    hearing.small.edit_meeting("input: Det gælder især om vinteren.", "tekst: Især om vinteren.")
    hearing.small.edit_meeting("input: Nævn at vi er få.", "input: Nævn det., svar: Nævnt.")
    generate(year, BACK.date())
    publish(year, DAY)
    entries = document_journal(year).entries
    (told,) = [entry for entry in entries if entry.path.suffix == ".yaml"]
    assert (told.direction, told.party, told.date) == (Direction.IN, OEST, BACK.date())
    assert listed(hearing) - Counter([told.path]) == documents_of(hearing)
    assert set(listed(hearing).values()) == {1}
    (published,) = [entry for entry in entries if "offentliggjort" in entry.path.name]
    assert (published.direction, published.date) == (Direction.OUT, DAY)


@given(
    received=st.lists(
        st.tuples(
            st.sampled_from([AABY, BAEK, OEST]),
            st.sampled_from(["copy", "mail", "mail with copy", "words", "nothing", "pdf"]),
        ),
        max_size=6,
    ),
    sent=st.sets(st.sampled_from([AABY, BAEK, OEST])),
)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_comes_in_is_listed_once_and_what_is_marked_has_its_date(
    hearing: Hearing, received: list[tuple[str, str]], sent: set[str]
) -> None:
    year = hearing.small.year
    for folder in (*year.hearing.glob("*/modtaget"), *year.hearing.glob("*/svar"), hearing.inbox):
        shutil.rmtree(folder)
    for path in year.hearing.glob("*/sendt.yaml"):
        path.unlink()
    hearing.inbox.mkdir()
    senders = {AABY: "leder@aaby.example", BAEK: "chef@baek.example", OEST: "chef@oest.example"}
    for number, (party, way) in enumerate(received):
        copy = reworded(hearing.copies[party], "svært", f"svært {number}")
        match way:
            case "copy":
                hearing.back(f"{number}.docx", copy)
            case "mail":
                hearing.back(f"{number}.eml", mail(senders[party], f"Bemærkning {number}"))
            case "mail with copy":
                hearing.back(f"{number}.eml", mail(senders[party], "Se her.", ("s.docx", copy)))
            case "pdf":
                hearing.back(f"{number}.pdf", b"%%PDF-1.4 %d" % number)
            case _:
                hearing.answer(party, None if way == "nothing" else f"Ord {number}")
    hearing.collect()
    mark_sent(year, sorted(sent), BACK)
    entries = document_journal(year).entries
    files = Counter(entry.path for entry in entries if entry.path.suffix != ".yaml")
    assert files == documents_of(hearing)
    said = {(party, way, n) for n, (party, way) in enumerate(received) if way == "words"}
    silent = {party for party, way in received if way == "nothing"}
    without_file = [entry for entry in entries if entry.path.suffix == ".yaml"]
    assert len(without_file) == len(said) + len(silent)
    to_party = [e for e in entries if e.direction is Direction.OUT and e.party in senders]
    assert {e.party for e in to_party if e.date is not None} == sent
    assert all(e.date == BACK.date() for e in to_party if e.party in sent)


def test_what_programs_left_behind_is_no_document(hearing: Hearing) -> None:
    year = hearing.small.year
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "dyrt"))
    hearing.collect()
    before = document_journal(year).entries
    for name in ("Thumbs.db", "~$svar.docx", "desktop.ini"):
        (year.hearing / "1" / "modtaget" / name).write_bytes(b"x")
    assert document_journal(year).entries == before


def test_an_answer_has_the_day_on_which_it_was_marked_as_sent(hearing: Hearing) -> None:
    year = hearing.small.year
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "dyrt"))
    hearing.answer(AABY, None)
    hearing.decide(hearing.collect(), rest="nej")
    hearing.apply()
    mark_answered(year, [BAEK], BACK)
    later = BACK + dt.timedelta(days=3)
    answer_late(year, BAEK, "Vi glemte noget.", later)
    answers = [entry for entry in document_journal(year).entries if "_Svar-til_" in entry.path.name]
    dated = {(entry.party, entry.path.name[:8], entry.date) for entry in answers}
    assert dated == {
        (AABY, "20241202", None),
        (BAEK, "20241202", BACK.date()),
        (BAEK, "20241205", None),
    }


def test_the_list_is_a_workbook_with_what_a_case_system_asks_for(hearing: Hearing) -> None:
    year = hearing.small.year
    network = year.network_file
    network.write_text(network.read_text("utf-8") + "kle: 27.00.00\n", "utf-8")
    mark_sent(year, [AABY], BACK)
    path = write_journal(year, document_journal(year), DAY)
    assert path.name == "20241220_Journal-2024.xlsx"
    head, *rows = load_workbook(path)["Journal"].iter_rows(values_only=True)
    assert head == (
        *("Nr.", "Retning", "Dato", "Emne", "Afsender eller modtager"),
        *("Sagsnummer", "KLE", "Fil"),
    )
    assert {row[5:7] for row in rows} == {("24/1234", "27.00.00")}
    of_aaby = [row for row in rows if row[4] == AABY]
    assert {row[2] for row in of_aaby} == {dt.datetime(2024, 12, 2)}
    assert {row[2] for row in rows if row[4] == BAEK} == {"dato mangler"}
    assert [row[1:3] for row in rows if row[7].endswith("modtagere.xlsx")] == [("internt", "–")]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]


def test_a_list_that_is_there_is_never_written_over(hearing: Hearing) -> None:
    year = hearing.small.year
    first = write_journal(year, document_journal(year), DAY)
    assert write_journal(year, document_journal(year), DAY) == first
    first.write_bytes(b"rettet i Excel")
    assert write_journal(year, document_journal(year), DAY).name == "20241220_Journal-2024_2.xlsx"
    assert first.read_bytes() == b"rettet i Excel"


def test_the_command_tells_how_many_and_where(hearing: Hearing) -> None:
    small = hearing.small
    done = run(small, "journal", "--date", "20-12-2024")
    assert done.exit_code == 0
    assert done.stdout.endswith("20241220_Journal-2024.xlsx\n")
    count = len(document_journal(small.year).entries)
    assert f"{count} dokumenter står på listen." in done.stderr
    documents = answer(small, "journal")[1]["documents"]
    assert {document["case"] for document in documents} == {"24/1234"}
    assert [document["number"] for document in documents] == list(range(1, count + 1))
