"""What the first page says of a year, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reportgen.app.documents import Document, What
from reportgen.app.standing.commands import Step
from reportgen.app.standing.stations import Reached, Station, Stop
from reportgen.app.standing.status import YearStatus
from reportgen.language.translation import N_, ntr, tr
from reportgen.report.dates import danish_date
from reportgen.report.stage import Stage

_TITLES = {
    Station.MEETINGS: N_("Meetings"),
    Station.DRAFT: N_("Draft"),
    Station.HEARING: N_("Hearing"),
    Station.FINAL: N_("Final"),
    Station.PUBLISHED: N_("Published"),
}
_REACHED = {
    Reached.PASSED: N_("passed"),
    Reached.HERE: N_("the year stands here"),
    Reached.AHEAD: N_("still ahead"),
}
_STEPS = {
    Step.FAULTS: N_("Put right the errors in the inputs. Each is listed with its place."),
    Step.WORDING: N_("Give what is open its wording. It is listed here."),
    Step.REVIEW: N_("Look through what is from last year, and fill in what is missing."),
    Step.ABSORB: N_("The latest version was edited in Word. Take the edits in."),
    Step.GENERATE: N_("Make the next version of the report in Word."),
    Step.OPEN: N_("Send the report to the parties."),
    Step.COLLECT: N_("Take in what the parties answer."),
    Step.APPLY: N_("Decide what the parties asked for, and take the decisions in."),
    Step.PUBLISH: N_("Publish the report: the clean Word file and its PDF."),
    Step.NEW_YEAR: N_("The year is published. Begin the next one."),
    Step.NOTHING: N_("Nothing is open: the latest version shows all that the inputs say."),
}
_STAGES = {
    Stage.DRAFT: N_("Draft {version}"),
    Stage.HEARING: N_("Hearing copy {version}"),
    Stage.FINAL: N_("Final version {version}"),
    Stage.PUBLISHED: N_("Published version {version}"),
}
_NAMES = {
    What.WORKBOOK: N_("The workbook"),
    What.PDF: N_("The published PDF, {about}"),
    What.COMPARISON: N_("What changed, {about}"),
    What.CALENDAR: N_("The calendar of meetings"),
    What.DECISIONS: N_("The workbook for decisions, round {round}"),
    What.TOGETHER: N_("Everybody's edits in one document, round {round}"),
    What.NOTE: N_("The hearing note, round {round}"),
    What.ANSWER: N_("Answer to {about}"),
    What.ANSWER_MAIL: N_("Mail with the answer to {about}"),
    What.LETTER: N_("Letter to {about}"),
    What.MAIL: N_("Mail to {about}"),
    What.COPY: N_("Copy for {about}"),
    What.JOURNAL: N_("List of documents, {about}"),
    What.SUBMISSION: N_("Case for the steering group, {about}"),
    What.AGENDA: N_("Agenda of the meeting on {about}"),
    What.REMINDER: N_("Reminder to those missing, {about}"),
    What.LATE: N_("What came after round {round} was closed"),
}
_PROGRAMS = {
    ".docx": N_("Open in Word"),
    ".xlsx": N_("Open in Excel"),
    ".eml": N_("Open in Outlook"),
    ".pdf": N_("Open the PDF"),
    ".ics": N_("Open in the calendar"),
}


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that stand together; those with a title are folded away under it."""

    title: str
    files: tuple[Document, ...]


def station_title(stop: Stop) -> str:
    """The station's name."""
    return tr(_TITLES[stop.station])


def reached_title(stop: Stop) -> str:
    """How the year stands to it; a shape shows the same."""
    return tr(_REACHED[stop.reached])


def station_facts(stop: Stop, now: YearStatus) -> Iterator[str]:
    """What there is to say of a station, short enough to stand under its name."""
    if stop.station is Station.MEETINGS and (count := len(now.inputs.meetings)):
        yield ntr("{count} read", "{count} read", count)
    if stop.version:
        yield stop.version
    if stop.station is Station.HEARING and now.hearing:
        parties = len(now.hearing.round.parties)
        answered = parties - len(now.hearing.missing)
        text = tr("{answered} of {parties} answered")
        yield text.format(answered=answered, parties=parties)
        yield tr("until {day}").format(day=danish_date(now.hearing.round.deadline))


def step_title(step: Step) -> str:
    """What to do next."""
    return tr(_STEPS[step])


def file_title(file: Document) -> str:
    """What a file is, and whose."""
    if file.what is What.VERSION:
        return tr(_STAGES[Stage(file.stage)]).format(version=file.about)
    if file.what in _NAMES:
        return tr(_NAMES[file.what]).format(about=file.about, round=file.round)
    return file.about


def open_title(file: Document) -> str:
    """What stands on the button that opens it."""
    return tr(_PROGRAMS[file.path.suffix.casefold()])


def published_files(files: Iterable[Document]) -> list[Document]:
    """The PDF and the Word file of a version that is published, in the order they are sent in."""
    listed = [file for file in files if file.what in (What.VERSION, What.PDF)]
    return sorted(listed, key=lambda file: file.what is not What.PDF)


def groups(files: Iterable[Document]) -> list[FileGroup]:
    """Files as the page shows them: those of today first, then older, sent and received ones."""
    listed = list(files)
    versions = [file for file in listed if file.what is What.VERSION]
    sent = [file for file in listed if file.what in _SENT]
    answers = [file for file in listed if file.what in _ANSWERS]
    received = [file for file in listed if file.what is What.RECEIVED]
    minutes = [file for file in listed if file.what is What.MINUTES]
    folded = {file.path for file in (*versions[1:], *sent, *answers, *received, *minutes)}
    rest = (file for file in listed if file.path not in folded and file.what not in _ELSEWHERE)
    found = [
        FileGroup("", tuple(rest)),
        _group(versions[1:], "{count} older version", "{count} older versions"),
        *_by_round(sent, "{count} file made to be sent", "{count} files made to be sent"),
        *_by_round(
            answers,
            "{count} file of answers to the parties",
            "{count} files of answers to the parties",
        ),
        *_by_round(received, "{count} file that came back", "{count} files that came back"),
        _group(minutes, "{count} file of minutes", "{count} files of minutes"),
    ]
    return [group for group in found if group.files]


def _group(files: Iterable[Document], one: str, many: str) -> FileGroup:
    listed = tuple(files)
    return FileGroup(ntr(one, many, len(listed)), listed)


def _by_round(files: Iterable[Document], one: str, many: str) -> Iterator[FileGroup]:
    for number, made in groupby(files, lambda file: file.round):
        group = _group(made, one, many)
        text = tr("Round {round}: {text}").format(round=number, text=group.title)
        yield FileGroup(text, group.files)


def _counted(count: int) -> None:
    """The words of groups, where those who translate find them."""
    ntr("{count} older version", "{count} older versions", count)
    ntr("{count} file made to be sent", "{count} files made to be sent", count)
    ntr("{count} file of answers to the parties", "{count} files of answers to the parties", count)
    ntr("{count} file that came back", "{count} files that came back", count)
    ntr("{count} file of minutes", "{count} files of minutes", count)


_SENT = (What.MAIL, What.LETTER, What.COPY, What.SENT)
_ANSWERS = (What.ANSWER, What.ANSWER_MAIL)
_ELSEWHERE = (What.JOURNAL,)
"""Files that another page has."""
