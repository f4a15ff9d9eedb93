"""What `growth.py` measures: each reader with its largest ordinary input, made at any size.

Everything is imported where it is used, since each maker and each reader runs in a process of its
own that is to hold nothing else.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.inputs import NETWORK, YEAR, made_up, paragraph, said

_SEED = 1522


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of input is made, and read."""

    make: Callable[[Path, int], None]
    """Makes it at a path, so many times as large as the smallest: 16 is the largest ordinary."""
    read: Callable[[Path], int]
    """Reads it, and returns how much was found in it, which has to grow with it."""
    largest: str
    """What the largest is."""


# Minutes.


def _minutes_lines(times: int) -> Iterator[str]:
    """Minutes of 10 kB, so many times over: the people first, then items one below the other."""
    chance = random.Random(_SEED)
    yield "Referat fra møde i netværket"
    yield f"Dato: 11. november {YEAR} kl. 10.00-12.00"
    people = [f"{said(chance, 1)} {said(chance, 1)} (Faxe Kommune)" for _ in range(12 * times)]
    yield f"Deltagere: {', '.join(people)}"
    for number in range(1, 9 * times + 1):
        yield ""
        yield f"{number}. {said(chance, 4)}"
        yield paragraph(chance)
        yield f"- {said(chance, 6)}"
        yield f"Sekretariatet sender {said(chance, 3).lower()} senest 1. marts {YEAR + 1}."
        yield paragraph(chance)
        yield f"Det blev besluttet, at {said(chance, 8).lower()}."


def _text(path: Path, times: int) -> None:
    path.write_text("\n".join(_minutes_lines(6 * times)), "utf-8")


def _pdf(path: Path, times: int) -> None:
    import textwrap

    from tests.sources.minutes.pdfs import of_lines

    wrapped = [
        part for line in _minutes_lines(2 * times) for part in textwrap.wrap(line, 88) or [""]
    ]
    path.write_bytes(of_lines(wrapped))


def _word(path: Path, times: int) -> None:
    from tests.sources.minutes.build import running

    path.write_bytes(running([("", line) for line in _minutes_lines(2 * times) if line]))


def _read_minutes(path: Path) -> int:
    from reportgen.sources.minutes import read_meeting, read_minutes
    from reportgen.sources.minutes.meeting_file import meeting_yaml
    from reportgen.word.read import minutes as outline

    reading = read_minutes(path.read_bytes(), path.name, outline.read)
    assert reading.outline is not None, reading.problems
    ids = count(1)
    minutes = read_meeting(reading.outline, path.name, next_id=lambda section: f"X{next(ids)}")
    assert minutes.meeting is not None, minutes.problems
    return len(meeting_yaml(minutes.meeting, minutes.unsure))


# What the secretariat writes.


def _workbook(path: Path, times: int) -> None:
    year = _year(path, points=200 * times, figures=425 * times)
    path.write_bytes((year / "aarsrapport.xlsx").read_bytes())


def _read_workbook(path: Path) -> int:
    from reportgen.sources.workbook.read import read_workbook

    book, problems = read_workbook(path.read_bytes(), path.name, ())
    return len(book.points) + len(book.figures) + len(problems)


def _yaml(path: Path, times: int) -> None:
    from reportgen.sources.yaml.write import Layout, write_yaml

    chance = random.Random(_SEED)
    items = [
        {
            "nr": str(number),
            "titel": said(chance, 4),
            "uddybning": paragraph(chance),
            "referat": f"{paragraph(chance)}\n{paragraph(chance)}",
            "beslutninger": [f"{said(chance, 9)}." for _ in range(3)],
            "links": [f"https://eksempel.dk/{number}"],
        }
        for number in range(1, 55 * times + 1)
    ]
    people = [{"navn": said(chance, 2), "organisation": "Faxe Kommune"} for _ in range(15 * times)]
    meeting = {
        "moede": {"dato": dt.date(YEAR, 11, 11), "tid": "10.00-12.00", "form": "virtuelt"},
        "deltagere": {"til_stede": people, "afbud": []},
        "dagsorden": items,
    }
    path.write_text(write_yaml(meeting, Layout()), "utf-8")


def _read_yaml(path: Path) -> int:
    from reportgen.sources.meetings import read_meeting

    read, problems = read_meeting(path.read_bytes(), f"{YEAR}-11-11.yaml", YEAR, ("Faxe Kommune",))
    assert read is not None, problems[:3]
    return len(read.meeting.agenda)


def _prose(path: Path, times: int) -> None:
    chance = random.Random(_SEED)
    own = [paragraph(chance) for _ in range(190 * times)]
    path.write_text("## 1.1 Formål\n\n" + "\n\n".join(own), "utf-8")


def _read_prose(path: Path) -> int:
    from reportgen.report.wording import marks
    from reportgen.sources.prose import read_prose

    lines, _ = read_prose(path.read_bytes(), path.name, {"1.1": "Formål"})
    return sum(len(run.text) for line in lines for run in marks.inline(line.text))


# Word files that people send.


def _year(path: Path, *, points: int, figures: int) -> Path:
    """The inputs of a year of that size, beside `path`."""
    room = path.with_name(f"{path.name}-rum")
    made_up(room, points=points, figures=figures)
    return room / "inputs" / NETWORK / str(YEAR)


def _report(path: Path, times: int) -> None:
    """A report of 100 pages in sixteen parts."""
    room = _year(path, points=18 * times, figures=35 * times).parents[2]
    command = [sys.executable, "-m", "reportgen", "-q", "-C", str(room), "generate"]
    subprocess.run([*command, "--date", f"{YEAR}-12-01"], check=True, capture_output=True)
    (made,) = (room / "outputs").glob("*/*/*.docx")
    path.write_bytes(made.read_bytes())


def _edited(path: Path, times: int) -> None:
    """The report with a tracked change in every paragraph that people write in."""
    import docx

    from benchmarks.hearing_inputs import Editor, is_wording

    _report(path, times)
    document = docx.Document(str(path))
    editor = Editor("Faxe Kommune", 1, random.Random(_SEED))
    for each in filter(is_wording, document.paragraphs):
        editor.tracked(each)
    document.save(str(path))


def _read_answer(path: Path) -> int:
    from reportgen.word.read.returned import read_returned

    read, problems = read_returned(path.read_bytes(), path.name)
    assert read is not None, problems
    return len(read.document.paragraphs) + len(read.rejected)


def _template(path: Path, times: int) -> None:
    """The template with 60 paragraphs more, half of them with a tag, so many times over."""
    import docx

    from benchmarks.inputs import ROOT

    document = docx.Document(str(ROOT / "templates" / "aarsrapport.docx"))
    for _ in range(30 * times):
        document.add_paragraph("Fra {{ netvaerk }} til styregruppen.")
        document.add_paragraph("Rapporten er drøftet i netværket.")
    document.save(str(path))


def _read_template(path: Path) -> int:
    from reportgen.opc.package import Package
    from reportgen.word.template.check import check_template
    from reportgen.word.template.text import read_text

    data = path.read_bytes()
    assert not check_template(data, path.name)
    return len(read_text(Package.open(data, path.name)).paragraphs)


# Mails.


def _mail(path: Path, times: int) -> None:
    from email.message import EmailMessage

    chance = random.Random(_SEED)
    own = [paragraph(chance) for _ in range(35 * times)]
    message = EmailMessage()
    message["From"], message["Subject"] = "chef@faxe.example", "Sv: Høringssvar"
    message["Date"] = "Thu, 28 Nov 2024 10:00:00 +0100"
    message.set_content("\n\n".join(own))
    message.add_alternative("".join(f"<p>{each}</p>" for each in own), subtype="html")
    path.write_bytes(message.as_bytes())


def _read_mail(path: Path) -> int:
    from reportgen.sources.mail import read_mail

    mail, problems = read_mail(path.read_bytes(), path.name)
    assert mail is not None, problems
    return len(mail.whole)


# What the program wrote itself.


def _state(path: Path, times: int) -> None:
    _report(path, 4 * times)
    (record,) = path.with_name(f"{path.name}-rum").glob("outputs/*/*/tilstand/v01.json")
    path.unlink()
    path.mkdir()
    record.rename(path / record.name)


def _read_state(path: Path) -> int:
    from reportgen.workspace.versions import blocks_of, read_record

    record = read_record(path / "v01.json")
    assert record is not None
    return len(blocks_of(record))


def _rows(times: int) -> list[object]:
    from reportgen.hearing.decisions.rows import Row, Typed
    from reportgen.hearing.decisions.rulings import Outcome

    chance = random.Random(_SEED)
    typed = Typed(Outcome.YES, reason="Det er taget med.")
    return [
        Row(f"R{at}", "Faxe Kommune", "3.6 (U1)", paragraph(chance), paragraph(chance), typed=typed)
        for at in range(625 * times)
    ]


def _sheet(path: Path, times: int) -> None:
    from reportgen.sources.decision_sheet import write_answers

    path.write_bytes(write_answers(_rows(times)))  # type: ignore[arg-type]


def _read_sheet(path: Path) -> int:
    from reportgen.sources.decision_sheet import read_answers

    found, problems = read_answers(path.read_bytes(), path.name, ())
    return len(found) + len(problems)


def _archive(path: Path, times: int) -> None:
    from benchmarks.archive import CREATED, SECRETARIAT
    from reportgen.archive.paths import object_id
    from reportgen.archive.store import Store

    store = Store(path)
    files = {f"inputs/fil-{at:03}.yaml": f"{at}".encode() for at in range(40)}
    for version in range(4 * times):
        store.commit(
            object_id(NETWORK, YEAR),
            files | {"outputs/rapport.docx": f"{version}".encode()},
            message="version",
            user=SECRETARIAT,
            created=CREATED,
        )


def _read_archive(path: Path) -> int:
    from reportgen.archive.paths import object_id
    from reportgen.archive.store import Store

    store = Store(path)
    assert not store.verify()
    return len(store.versions(object_id(NETWORK, YEAR)))


READERS = {
    "minutes as text": Reader(_text, _read_minutes, "1 MB"),
    "minutes in Word": Reader(_word, _read_minutes, "100 pages"),
    "minutes as PDF": Reader(_pdf, _read_minutes, "100 pages"),
    "workbook": Reader(_workbook, _read_workbook, "10,000 rows"),
    "meeting in YAML": Reader(_yaml, _read_yaml, "1 MB"),
    "prose": Reader(_prose, _read_prose, "1 MB"),
    "answer": Reader(_report, _read_answer, "100 pages"),
    "consolidated document": Reader(_edited, _read_answer, "100 pages, all changed"),
    "template": Reader(_template, _read_template, "480 tags, 960 paragraphs"),
    "mail": Reader(_mail, _read_mail, "200,000 characters"),
    "state of a version": Reader(_state, _read_state, "1,150 points"),
    "decision sheet": Reader(_sheet, _read_sheet, "10,000 rows"),
    "archive": Reader(_archive, _read_archive, "64 versions"),
}
"""By name."""
