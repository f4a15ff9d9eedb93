"""What a collect found is kept beside its set, and read back instead of being found again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.app.archiving import ArchivedYear
from reportgen.app.hearing.collecting import Collected
from reportgen.app.hearing.gathering import Gathering, RoundAnswers, sole_open_round
from reportgen.hearing import record
from reportgen.problems import InputFaults
from reportgen.word.read.returned import Reader
from reportgen.workspace import answer_sets
from reportgen.workspace.received import read_receipts
from tests.app.hearing.rounds import AABY, BAEK, OEST, Hearing, hearing, mail, reworded, unmarked

__all__ = ["hearing"]


def record_of(collected: Collected) -> Path:
    """The file that holds the record of a set."""
    (path,) = collected.round.answers.glob(f".{collected.answers.number:02d}_*")
    return path


def gathered(hearing: Hearing, *, anew: bool) -> RoundAnswers:
    """The round by the record of the latest set, or derived anew."""
    inputs, found = sole_open_round(hearing.small.year)
    made = answer_sets.latest(found)
    assert made is not None
    kept = None if anew else answer_sets.read_record(found, made.number)[0]
    assert anew or kept is not None
    return Gathering(inputs, found, kept).answers(read_receipts(found), made.number, made.conflicts)


def varied(hearing: Hearing) -> None:
    """Answers of every kind: copies that differ and agree, mails, and files set aside."""
    changed = reworded(hearing.copies[AABY], "svært", "umuligt")
    hearing.back("a.docx", changed)
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "let"))
    hearing.back("igen.docx", reworded(hearing.copies[BAEK], "svært", "ret let"))
    hearing.back("c.eml", mail("chef@oest.example", "Vi savner et afsnit om natten."))
    hearing.back("d.eml", mail("ukendt@nord.example", "Se vedhæftet.", ("x.pdf", b"%PDF-1.7")))
    hearing.back("e.docx", unmarked(reworded(hearing.copies[OEST], "natten", "dagen")))
    hearing.back("f.docx", b"PK\x03\x04 damaged")
    hearing.back("g.zip", b"PK\x03\x04")


def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(reader: Reader, data: bytes, file: str) -> object:
        raise AssertionError(f"{file} was read")

    monkeypatch.setattr(Reader, "read", read)


def test_the_record_gives_what_is_found_anew(hearing: Hearing) -> None:
    varied(hearing)
    hearing.collect()
    by_record, anew = gathered(hearing, anew=False), gathered(hearing, anew=True)
    assert by_record.result == anew.result
    assert by_record == anew


def test_a_later_collect_goes_on_from_the_record(hearing: Hearing) -> None:
    varied(hearing)
    hearing.collect()
    hearing.back("late.docx", reworded(hearing.copies[OEST], "mødtes én", "mødtes to"))
    second = hearing.collect()
    assert second.answers.number == 2
    assert second.result == gathered(hearing, anew=True).result


def test_an_answer_that_is_attributed_later_is_found_as_if_it_always_was(hearing: Hearing) -> None:
    varied(hearing)
    hearing.collect()
    second = hearing.collect(hearing.inbox / "e.docx", party=OEST)
    assert second.result == gathered(hearing, anew=True).result


def test_deciding_reads_none_of_the_answers(
    hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    varied(hearing)
    collected = hearing.collect()
    hearing.decide(collected, rest="nej")
    no_reading(monkeypatch)
    assert hearing.apply().is_done


def test_a_collect_reads_only_what_is_new(
    hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    varied(hearing)
    hearing.collect()
    read: set[str] = set()
    of_old = Reader.read

    def noted(reader: Reader, data: bytes, file: str, **how: bytes | None) -> object:
        read.add(file)
        return of_old(reader, data, file, **how)

    monkeypatch.setattr(Reader, "read", noted)
    late = hearing.back("late.docx", reworded(hearing.copies[OEST], "mødtes én", "mødtes to"))
    collected = hearing.collect(late)
    kept = {path.name for path in collected.round.received.iterdir()}
    assert {name.partition("_")[2] for name in read & kept} == {"late.docx"}


@pytest.mark.parametrize("kept", [True, False], ids=["by the record", "anew"])
def test_decisions_come_to_the_same_with_the_record_and_without(
    hearing: Hearing, *, kept: bool
) -> None:
    varied(hearing)
    collected = hearing.collect()
    others = [row.id for row in collected.rows if row.conflict and not row.id.endswith("/1")]
    hearing.decide(collected, rest="ja", **dict.fromkeys(others, "nej"))
    if not kept:
        record_of(collected).unlink()
    applied = hearing.apply()
    assert applied.is_done
    (changes,) = hearing.small.year.decided.glob("*.yaml")
    assert hearing.small.year.workspace.relative(changes).endswith(applied.file)
    assert "umuligt" in changes.read_text("utf-8")


DAMAGE = {
    "empty": lambda data: b"",
    "cut": lambda data: data[:-1],
    "not text": lambda data: b"\xff\xfe" + data,
    "no record": lambda data: f'{{"format":{record.FORMAT}}}\n[]'.encode(),
    "a word changed": lambda data: data.replace(b"umuligt", b"muligt!"),
    "a list": lambda data: b"[1]\n",
    "nested beyond all reason": lambda data: b"[" * 200_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_record_is_told_and_everything_is_found_anew(
    hearing: Hearing, damage: object
) -> None:
    assert callable(damage)
    varied(hearing)
    collected = hearing.collect()
    hearing.decide(collected, rest="nej")
    path = record_of(collected)
    path.write_bytes(damage(path.read_bytes()))
    again = hearing.collect()
    assert again.result == collected.result
    (told,) = (p for p in again.problems if p.code == "hearing-record-damaged")
    assert told.location.file == "hoering/1/svar/.01_fletning.jsonl"
    assert not [p for p in hearing.collect().problems if p.code == "hearing-record-damaged"]
    path.write_bytes(damage(path.read_bytes()))
    applied = hearing.apply()
    assert applied.is_done
    assert "hearing-record-damaged" in {p.code for p in applied.problems}


def test_a_set_that_was_made_before_there_were_records_goes_on(hearing: Hearing) -> None:
    varied(hearing)
    collected = hearing.collect()
    hearing.decide(collected, rest="nej")
    record_of(collected).unlink()
    late = hearing.back("late.docx", reworded(hearing.copies[OEST], "mødtes én", "mødtes to"))
    second = hearing.collect(late)
    about = {row.id: row.typed.outcome for row in second.rows if row.about}
    assert list(about.values()).count(None) == 1
    assert second.result == gathered(hearing, anew=True).result
    assert "hearing-record-damaged" not in {p.code for p in second.problems}


def test_a_record_of_another_reader_is_not_taken(
    hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    varied(hearing)
    collected = hearing.collect()
    hearing.decide(collected, rest="nej")
    monkeypatch.setattr(record, "FINDINGS", record.FINDINGS + 1)
    inputs, found = sole_open_round(hearing.small.year)
    kept, _ = answer_sets.read_record(found, 1)
    assert kept is not None
    forged = replace(kept, merged=replace(kept.merged, edits=()))
    answers = Gathering(inputs, found, forged).answers(read_receipts(found), 1)
    assert answers.result.merged.edits == collected.result.merged.edits
    assert hearing.apply().is_done


def test_an_answer_that_was_altered_is_told_although_the_record_has_it(hearing: Hearing) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    collected = hearing.collect()
    hearing.decide(collected, rest="ja")
    (kept,) = collected.round.received.glob("*.docx")
    kept.write_bytes(kept.read_bytes() + b" ")
    with pytest.raises(InputFaults) as faults:
        hearing.apply()
    assert [p.code for p in faults.value.problems] == ["received-altered"]


def test_the_record_is_not_archived_and_a_restored_round_is_decided_the_same(
    hearing: Hearing,
) -> None:
    varied(hearing)
    collected = hearing.collect()
    assert record_of(collected).exists()
    year = hearing.small.year
    before = gathered(hearing, anew=False).result
    assert not list(year.archived.rglob("*_fletning.jsonl"))
    restored = year.workspace.root.with_name("hentet")
    ArchivedYear(year).restore(None, restored)
    shutil.rmtree(year.hearing)
    shutil.copytree(restored / year.workspace.relative(year.hearing), year.hearing)
    assert not list(year.hearing.rglob("*_fletning.jsonl"))
    assert gathered(hearing, anew=True).result == before


def test_only_the_files_to_work_in_are_shown(hearing: Hearing) -> None:
    varied(hearing)
    collected = hearing.collect()
    shown = [path.name for path in collected.round.answers.iterdir() if path.name[0] != "."]
    assert sorted(shown) == [
        "01_hoeringsnotat.docx",
        "01_hoeringssvar.xlsx",
        "01_samlet.docx",
        "01_samling.json",
    ]
    assert {path.name for path in collected.paths} == set(shown) - {"01_samling.json"}
