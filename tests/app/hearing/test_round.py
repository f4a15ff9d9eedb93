"""A whole hearing round: sent out, edited by members in LibreOffice, collected, decided."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from docx import Document

from reportgen.app.generate import Generated, generate
from reportgen.app.hearing.applying import NothingCollected, apply
from reportgen.app.hearing.attributing import PartyUnknown
from reportgen.app.hearing.collecting import collect
from reportgen.app.hearing.gathering import NoRoundOpen
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.standing.status import status
from reportgen.app.year import read_year
from reportgen.hearing.responses import Way, counts
from reportgen.hearing.result import EditKind
from reportgen.opc.package import Package
from reportgen.report.dates import danish_date
from reportgen.word.elements.identity import read_identity
from tests.app.hearing.rounds import (
    AABY,
    BACK,
    BAEK,
    DEADLINE,
    NOW,
    OEST,
    POINT,
    TRACKED,
    Hearing,
    hearing,
    mail,
    of,
    reworded,
    row_for,
    say,
    unmarked,
)
from tests.editors.libreoffice import LibreOffice
from tests.workspaces import SmallYear

__all__ = ["hearing"]


def test_answers_are_collected_until_all_have_come_or_the_time_is_out(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    year, after = hearing.small.year, DEADLINE + dt.timedelta(days=1)
    assert status(year, after).next == "reportgen hearing collect PATH"
    hearing.back("svar.docx", libreoffice.edit(hearing.copies[AABY]))
    hearing.collect()
    assert status(year, DEADLINE).next == "reportgen hearing collect PATH"
    assert status(year, after).next == "reportgen hearing apply"
    for party in (BAEK, OEST):
        hearing.answer(party, None)
    assert status(year, DEADLINE).next == "reportgen hearing apply"


def test_a_round_closed_before_its_deadline_says_who_has_not_answered(hearing: Hearing) -> None:
    hearing.answer(AABY, None)
    done = apply(hearing.small.year, (), NOW, say)
    (early,) = (problem for problem in done.problems if problem.code == "hearing-closed-early")
    assert early.values == {"deadline": danish_date(DEADLINE), "parties": f"{BAEK}, {OEST}"}


def test_a_round_that_nobody_answered_is_closed_by_saying_so_once_it_is_over(
    hearing: Hearing,
) -> None:
    year = hearing.small.year
    for stays, now in ((False, BACK), (True, NOW)):
        with pytest.raises(NothingCollected):
            apply(year, (), now, say, base_stays=stays)
    done = hearing.apply(base_stays=True)
    assert (done.is_done, done.changes) == (True, ())
    (note,) = hearing.small.year.hearing.rglob("*_hoeringsnotat.docx")
    told = [paragraph.text for paragraph in Document(str(note)).paragraphs]
    assert f"Har ikke svaret: {AABY}, {BAEK}, {OEST}." in told
    assert status(year, BACK.date()).next == "reportgen generate"


def test_a_round_is_not_closed_as_unanswered_while_something_received_is_not_read(
    hearing: Hearing,
) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    collected = hearing.collect()
    shutil.rmtree(collected.round.answers)  # as after a crash between the two
    with pytest.raises(NothingCollected):
        hearing.apply(base_stays=True)
    assert len(hearing.collect().rows) == 1


def test_three_members_edit_in_libreoffice_and_the_next_version_holds_what_was_accepted(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    edit = libreoffice.edit
    hearing.back(
        "Åby svar.docx",
        edit(hearing.copies[AABY], TRACKED, ("type_after", "Det er svært", " i år")),
    )
    hearing.back(
        "svar (endelig) NY.docx",
        edit(
            hearing.copies[BAEK],
            ("replace", "Noget helt nyt.", "Noget nyt om vagter."),
            ("comment", "at dække natten", "Bo Chef", "Er det kun natten?"),
        ),
    )
    hearing.back("uændret.docx", edit(hearing.copies[OEST]))
    collected = hearing.collect()
    assert {r.party: (r.way, r.edits, r.comments) for r in collected.result.responses} == {
        AABY: (Way.DOCUMENT, 1, 0),
        BAEK: (Way.DOCUMENT, of(collected, BAEK).edits, 1),
        OEST: (Way.UNCHANGED, 0, 0),
    }
    assert not collected.result.set_aside
    assert [path.name for path in collected.paths] == [
        "01_hoeringssvar.xlsx",
        "01_samlet.docx",
        "01_hoeringsnotat.docx",
    ]
    yes = row_for(collected, AABY)
    hearing.decide(collected, rest="nej", **{yes: "ja"})
    done = hearing.apply()
    assert done.is_done
    assert len(done.changes) == len(collected.rows)
    made: Generated = generate(hearing.small.year, BACK.date())
    assert (made.record.version, made.record.stage) == ("v02", "endelig")
    assert hearing.text("U1") == "Det er svært i år at dække natten."
    assert hearing.text("U2") == "Noget helt nyt."


def test_the_numbers_add_up(hearing: Hearing, libreoffice: LibreOffice) -> None:
    hearing.back(
        "a.docx",
        libreoffice.edit(
            hearing.copies[AABY],
            ("replace", "svært", "umuligt"),
            ("replace", "Andre kilder", "Øvrige kilder"),
        ),
    )
    hearing.back(
        "b.docx", libreoffice.edit(hearing.copies[BAEK], ("replace", "svært", "besværligt"))
    )
    collected = hearing.collect()
    count = counts(collected.result.merged)
    assert count["edits"] == count["free"] + count["in_conflict"] + count["remarks"]
    assert count == {
        "edits": 3,
        "free": 0,
        "in_conflict": 2,
        "remarks": 1,
        "conflicts": 1,
        "comments": 0,
    }
    rows = [row.id for row in collected.rows]
    assert len(rows) == 3
    assert sum(of(collected, party).edits for party in (AABY, BAEK)) == count["edits"]


def test_files_are_kept_byte_for_byte_and_count_once(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    data = libreoffice.edit(hearing.copies[BAEK], ("replace", "svært", "umuligt"))
    hearing.back("svar.docx", data)
    first = hearing.collect()
    kept = [p for p in first.round.received.iterdir() if p.suffix == ".docx"]
    assert [p.read_bytes() for p in kept] == [data]
    before = hearing.small.snapshot()
    hearing.back("svar igen.docx", data)
    again = hearing.collect()
    assert again.new == 0
    assert {p.code for p in again.problems} >= {"received-already"}
    assert again.paths == first.paths
    assert hearing.small.snapshot() == before


def test_ids_stay_and_decisions_are_carried_over_when_more_comes_in(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    hearing.back("a.docx", libreoffice.edit(hearing.copies[AABY], ("replace", "nyt", "andet")))
    first = hearing.collect()
    row = row_for(first, AABY)
    hearing.decide(first, rest="ja")
    typed = first.paths[0].read_bytes()
    hearing.back("b.docx", libreoffice.edit(hearing.copies[BAEK], ("replace", "svært", "umuligt")))
    second = hearing.collect()
    assert second.paths[0].name == "02_hoeringssvar.xlsx"
    assert first.paths[0].read_bytes() == typed
    met = {each.id: each.typed.outcome for each in second.rows}
    assert met.pop(row) == "ja"
    assert set(met.values()) == {None}


def test_what_is_undecided_stops_it_unless_the_base_is_to_stay(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    hearing.back("b.docx", libreoffice.edit(hearing.copies[BAEK], ("replace", "svært", "umuligt")))
    collected = hearing.collect()
    before = hearing.small.snapshot()
    stopped = hearing.apply()
    assert stopped.undecided == tuple(row.id for row in collected.rows)
    assert not stopped.is_done
    assert hearing.small.snapshot() == before
    done = hearing.apply(base_stays=True)
    assert done.is_done
    assert hearing.text("U1") == POINT
    (change,) = done.changes
    assert change["afgjort"]["udfald"] == "nej"
    assert "Ikke afgjort" in change["afgjort"]["begrundelse"]


def test_accepting_in_the_consolidated_document_decides_as_the_workbook_does(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    hearing.back(
        "b.docx", libreoffice.edit(hearing.copies[BAEK], TRACKED, ("replace", "svært", "umuligt"))
    )
    document = hearing.collect().paths[1]
    document.write_bytes(libreoffice.edit(document.read_bytes(), ("accept_all",)))
    assert hearing.apply().is_done
    assert hearing.text("U1") == "Det er umuligt at dække natten."


def test_workbook_and_document_that_disagree_stop_it(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    hearing.back(
        "b.docx", libreoffice.edit(hearing.copies[BAEK], TRACKED, ("replace", "svært", "umuligt"))
    )
    collected = hearing.collect()
    hearing.decide(collected, rest="nej")
    document = collected.paths[1]
    document.write_bytes(libreoffice.edit(document.read_bytes(), ("accept_all",)))
    stopped = hearing.apply()
    assert not stopped.is_done
    assert [p.code for p in stopped.problems] == ["hearing-decisions-differ"]


def test_a_mail_tells_whose_a_copy_is_and_what_it_says_is_a_comment(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    copy = unmarked(libreoffice.edit(hearing.copies[AABY], ("replace", "svært", "umuligt")))
    assert read_identity(Package.open(copy, "")) is None
    text = "Kære alle\n\nHusk natten.\n\nFra: Sekretariatet\nSendt: i går\nKan I svare?"
    hearing.back("svar.eml", mail("Ida Chef <CHEF@oest.example>", text, ("Dokument1.docx", copy)))
    collected = hearing.collect()
    answered = of(collected, OEST)
    assert (answered.way, answered.known_by, answered.edits) == (Way.DOCUMENT, "afsender", 1)
    (comment,) = collected.result.merged.comments
    assert (comment.party, comment.text) == (OEST, "Husk natten.")
    assert answered.date == "2024-11-28"


def test_nothing_to_remark_by_mail_and_by_telephone(hearing: Hearing) -> None:
    hearing.back("svar.eml", mail("chef@baek.example", "Vi har ingen bemærkninger. Mvh Bo"))
    hearing.collect()
    collected = hearing.answer("Region", None)
    assert [r.way for r in collected.result.responses] == [Way.MISSING, Way.NONE, Way.NONE]
    assert collected.rows == ()
    spoken = hearing.answer(AABY, "Skriv også om dagen.")
    assert [row.party for row in spoken.rows] == [AABY]
    assert hearing.answer(AABY, "Skriv også om dagen.").new == 0
    with pytest.raises(PartyUnknown):
        hearing.answer("Kommune", None)


def test_what_nobody_can_tell_whose_it_is_is_set_aside_until_somebody_says(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    copy = unmarked(
        libreoffice.edit(hearing.copies[BAEK], ("replace", "svært", "umuligt"), author="Ukendt")
    )
    path = hearing.back("Dokument1.docx", copy)
    first = hearing.collect()
    (aside,) = first.result.set_aside
    assert aside.reason.code == "received-unattributed"
    assert [row.id for row in first.rows] == [aside.id]
    second = hearing.collect(path, party="bæk")
    assert second.result.set_aside == ()
    assert (of(second, BAEK).edits, of(second, BAEK).known_by) == (1, "angivet")


def test_files_that_are_no_answer_are_kept_and_set_aside_with_the_reason(
    hearing: Hearing,
) -> None:
    hearing.back("scan.pdf", b"%PDF-1.4")
    hearing.back("itu.docx", b"PK\x03\x04 ikke en zip")
    hearing.back("svar.msg", b"ikke en mail")
    hearing.back("~$svar.docx", b"")
    collected = hearing.collect()
    reasons = sorted(aside.reason.code for aside in collected.result.set_aside)
    assert "received-not-word" in reasons
    assert len(reasons) == 3
    assert {"mail-unreadable", "office-lock-file"} <= {p.code for p in collected.problems}
    kept = {p.suffix for p in collected.round.received.iterdir()}
    assert kept == {".pdf", ".docx", ".msg", ".yaml"}
    assert of(collected, BAEK).way is Way.MISSING


def test_the_author_tells_whose_it_is_by_way_of_the_members(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    copy = libreoffice.edit(
        unmarked(hearing.copies[AABY]), TRACKED, ("replace", "svært", "umuligt"), author="Bo Chef"
    )
    hearing.back("Dokument1.docx", copy)
    collected = hearing.collect()
    assert of(collected, BAEK).known_by == "forfatter"
    (edit,) = collected.result.merged.edits
    assert edit.sources[0].authors[0].name == "Bo Chef"


def test_a_second_different_answer_is_one_of_its_own(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    hearing.back("1.docx", libreoffice.edit(hearing.copies[BAEK], ("replace", "svært", "nemt")))
    hearing.back("2.docx", libreoffice.edit(hearing.copies[BAEK], ("replace", "nyt", "andet")))
    collected = hearing.collect()
    assert [r.party for r in collected.result.responses] == [AABY, BAEK, f"{BAEK} (2)", OEST]


def test_nothing_can_be_collected_where_no_round_is_open(small: SmallYear, tmp_path: Path) -> None:
    with pytest.raises(NoRoundOpen):
        collect(small.year, [tmp_path], BACK, say)


def test_a_cell_and_an_added_point_come_through(hearing: Hearing, libreoffice: LibreOffice) -> None:
    hearing.back(
        "b.docx",
        libreoffice.edit(
            hearing.copies[BAEK],
            ("replace", "Formand", "Forperson"),
            ("add_paragraph_after", "Netværket mødtes én gang.", "Det var i marts."),
        ),
    )
    collected = hearing.collect()
    kinds = {edit.kind for edit in collected.result.merged.edits}
    assert kinds == {EditKind.CELL, EditKind.ADD}
    hearing.decide(collected, rest="ja")
    done = hearing.apply()
    assert done.is_done
    assert "absorb-cell" not in {p.code for p in done.problems}
    assert hearing.text("3.1/2") == "Det var i marts."
    members = read_year(hearing.small.year).workbook.members
    assert [member.role for member in members] == ["Forperson", "Medlem", "Medlem"]


def test_a_round_whose_decisions_were_written_before_a_crash_is_only_closed(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    hearing.back("b.docx", libreoffice.edit(hearing.copies[BAEK], ("replace", "svært", "umuligt")))
    collected = hearing.collect()
    hearing.decide(collected, rest="ja")
    hearing.apply()
    (collected.round.folder / "afsluttet.yaml").unlink()
    decided = sorted(path.name for path in hearing.small.year.decided.iterdir())
    done = hearing.apply()
    assert (done.is_done, done.file) == (True, decided[-1])
    assert [change["tekst"] for change in done.changes] == ["Det er umuligt at dække natten."]
    assert sorted(path.name for path in hearing.small.year.decided.iterdir()) == decided
    assert generate(hearing.small.year, BACK.date()).record.stage == "endelig"


def test_an_answer_written_in_an_earlier_version_undoes_nothing_that_was_changed_since(
    small: SmallYear, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    draft = generate(small.year, NOW.date()).path.read_bytes()
    small.edit_meeting("Noget helt nyt.", "Noget helt nyt. Og mere.")
    point = '{afsnit: "4.2", id: F3, art: tilføj, overskrift: Ny, input: x, tekst: Et nyt punkt.}'
    small.edit_meeting("      - {afsnit: null", f"      - {point}\n      - {{afsnit: null")
    open_hearing(small.year, NOW, DEADLINE, with_pending=True)
    inbox = tmp_path / "indbakke"
    inbox.mkdir()
    hearing = Hearing(small, inbox)
    source = "Netværket mødtes én gang."
    hearing.back(
        "svar.docx",
        libreoffice.edit(
            draft,
            ("replace", "helt nyt", "ganske nyt"),
            ("replace", "Formand", "Forperson"),
            ("add_paragraph_after", source, "Det var i marts."),
            ("comment", "at dække natten", "Bo Chef", "Er det kun natten?"),
        ),
    )
    collected = hearing.collect(party=BAEK)
    assert not collected.result.set_aside
    merged = collected.result.merged
    assert {(edit.block, edit.after) for edit in merged.edits} == {
        ("U2", "Noget ganske nyt. Og mere."),
        ("Medlemmer!C2", "Forperson"),
        ("", "Det var i marts."),
    }
    assert [comment.block for comment in merged.comments] == ["U1"]
    assert "received-carried" in {problem.code for problem in collected.problems}


def test_an_unedited_earlier_version_is_no_edit_at_all(small: SmallYear, tmp_path: Path) -> None:
    draft = generate(small.year, NOW.date()).path.read_bytes()
    small.edit_meeting("Noget helt nyt.", "Noget helt andet.")
    open_hearing(small.year, NOW, DEADLINE, with_pending=True)
    hearing = Hearing(small, tmp_path)
    collected = hearing.collect(hearing.back("svar.docx", draft), party=BAEK)
    assert collected.rows == ()
    assert of(collected, BAEK).way is Way.UNCHANGED
