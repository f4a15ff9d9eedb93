"""Where a year stands, and where a wording comes from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from reportgen.cli.choose import on_year
from reportgen.cli.command import Result, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import argument
from reportgen.cli.terminal import echo, styled
from reportgen.language.translation import ntr, tr
from reportgen.language.words import command_to_type
from reportgen.report.dates import danish_date
from reportgen.report.wording.characters import shown
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.standing.status import YearStatus

_STATUS_KEYS: dict[str, Any] = {
    "stage": None,
    "versions": [],
    "pending": [],
    "carried_over": [],
    "unanswered": [],
    "incomplete": [],
    "late": [],
    "answers_unsent": [],
    "hearing": None,
    "waiting": 0,
    "next": "",
}


@make_command("status", COMMANDS["status"], _STATUS_KEYS)
@on_year
def status_command(chosen: Year) -> Result:
    """Show the year at a glance."""
    from reportgen.app.standing.status import status
    from reportgen.cli.messages import show_pending
    from reportgen.language.words import as_json, pending_as_json

    now = status(chosen, dt.date.today())
    workspace = chosen.workspace
    listed = [
        {
            "version": record.version,
            "stage": record.stage,
            "date": record.date.isoformat(),
            "file": workspace.relative(chosen.outputs / record.file),
        }
        for record in now.versions
    ]

    def show() -> None:
        name = now.inputs.network.name if now.inputs.network else chosen.network
        echo(styled(f"{name} {chosen.year}", bold=True))
        _show_versions(now)
        _show_hearing(now)
        _show_sections(now)
        if now.pending:
            echo()
            show_pending(now.pending)
        if now.carried_over:
            echo()
            _show_carried_over(now)
        if now.unanswered:
            echo()
            _show_unanswered(now)
        if now.incomplete:
            echo()
            _show_incomplete(now)
        if now.late:
            echo()
            _show_late(now)
        if now.answers_unsent:
            echo()
            _show_answers_unsent(now)
        if now.agendas:
            echo()
            _show_agendas(now, chosen)
        echo()
        _show_next(now)

    return Result(
        {
            "stage": now.stage.value,
            "versions": listed,
            "pending": pending_as_json(now.pending),
            "carried_over": [as_json(one) for one in now.carried_over],
            "unanswered": [
                {
                    "id": one.follow_up.id if one.follow_up else None,
                    "recommendation": one.recommendation,
                    "heading": one.heading,
                    "year": one.year,
                    "status": one.follow_up.status.value if one.follow_up else None,
                }
                for one in now.unanswered
            ],
            "incomplete": [
                {
                    "recommendation": one.id,
                    "heading": one.heading,
                    "addressee": one.addressee or None,
                    "asked": one.asked or None,
                }
                for one in now.incomplete
            ],
            "late": [
                {"round": one.round, "party": one.party or None, "file": one.file or None}
                for one in now.late
            ],
            "answers_unsent": list(now.answers_unsent),
            "hearing": _hearing_as_json(now),
            "agendas": [
                {
                    "file": workspace.relative(one.path),
                    "date": one.date.isoformat(),
                    "held": one.held,
                }
                for one in now.agendas
            ],
            "waiting": now.hearing.waiting if now.hearing else 0,
            "next": now.next,
        },
        now.damaged,
        show,
    )


def _hearing_as_json(now: YearStatus) -> dict[str, Any] | None:
    """The open round: who is heard, who was marked as written to, and who has not answered."""
    if now.hearing is None:
        return None
    open_ = now.hearing.round
    return {
        "round": open_.number,
        "deadline": open_.deadline.isoformat(),
        "parties": [party.name for party in open_.parties],
        "sent": list(now.hearing.sent),
        "missing": list(now.hearing.missing),
    }


def _show_versions(now: YearStatus) -> None:
    from reportgen.report.stage import STAGE_NAMES, Stage

    if not now.versions:
        echo(tr("No version has been made yet."))
    for record in now.versions:
        latest = record is now.versions[-1]
        edited = tr("edited since it was made")
        note = f"  ({edited})" if latest and now.edited else ""
        stage = STAGE_NAMES[Stage(record.stage)]
        echo(f"  {record.version}  {record.date}  {stage:<16} {record.file}{note}")


def _show_answers_unsent(now: YearStatus) -> None:
    told = ntr(
        "The answer to {count} party of the hearing is not marked as sent.",
        "The answers to {count} parties of the hearing are not marked as sent.",
        len(now.answers_unsent),
    )
    echo(told)


def _show_hearing(now: YearStatus) -> None:
    if now.hearing is None:
        return
    open_, missing = now.hearing.round, now.hearing.missing
    text = tr("Round {round} is open until {deadline}: {answered} of {parties} have answered.")
    answered = len(open_.parties) - len(missing)
    echo()
    echo(
        text.format(
            round=open_.number,
            deadline=danish_date(open_.deadline),
            answered=answered,
            parties=len(open_.parties),
        )
    )
    if sent := now.hearing.sent:
        text = tr("Marked as sent: {sent} of {parties}.")
        echo(text.format(sent=len(sent), parties=len(open_.parties)))
    if missing and answered:
        echo(tr("Not yet: {parties}.").format(parties=", ".join(missing)))
    if overtaken := now.hearing.overtaken:
        text = ntr(
            "{count} row waits for you: the inputs were changed in the same words. "
            "Choose between the two texts here:",
            "{count} rows wait for you: the inputs were changed in the same words. "
            "Choose between the two texts here:",
            overtaken,
        )
        echo(f"{text} hoering/{open_.number}/svar/{now.hearing.sheet}")
    if waiting := now.hearing.waiting:
        text = ntr(
            "{count} field filled in on the desk is not in the workbook yet; the next step takes "
            "it in:",
            "{count} fields filled in on the desk are not in the workbook yet; the next step takes "
            "them in:",
            waiting,
        )
        echo(f"{text} hoering/{open_.number}/svar/{now.hearing.sheet}")
    if aside := now.hearing.aside:
        echo(
            ntr(
                "{count} file was set aside; it has a row in hoeringssvar.xlsx.",
                "{count} files were set aside; each has a row in hoeringssvar.xlsx.",
                aside,
            )
        )


def _show_carried_over(now: YearStatus) -> None:
    """List what stands as last year's report left it, each with its place."""
    from reportgen.language.words import message, place

    for one in now.carried_over:
        mark = styled(tr("Carried over"), fg="cyan", bold=True)
        echo(mark, f"  {place(one.location)}: {message(one)}")


def _show_late(now: YearStatus) -> None:
    """List what came after a round was closed."""
    for one in now.late:
        mark = styled(tr("Too late"), fg="cyan", bold=True)
        text = tr("{party}, after round {round} was closed ({file})")
        party, file = one.party or tr("somebody unknown"), one.file or tr("noted by hand")
        echo(mark, "  ", text.format(party=party, round=one.round, file=file))


def _show_agendas(now: YearStatus, year: Year) -> None:
    """List the agendas whose minutes are not read in, with the command that reads them."""
    from reportgen.app.standing.commands import choice, quoted

    for one in now.agendas:
        mark = styled(tr("Agenda"), fg="cyan", bold=True)
        day = danish_date(one.date)
        if one.held:
            file = year.workspace.relative(one.path)
            text = tr("the minutes of {date} are not read in: {command}")
            said = text.format(date=day, command=f"reportgen import{choice(year)} {quoted(file)}")
        else:
            said = tr("made for the meeting of {date}: {file}").format(date=day, file=one.path.name)
        echo(mark, f"  {said}")


def _show_unanswered(now: YearStatus) -> None:
    """List what the steering group has not answered, each with where its answer belongs."""
    for one in now.unanswered:
        mark = styled(tr("Unanswered"), fg="cyan", bold=True)
        named = f"{one.recommendation}, {one.heading}" if one.heading else one.recommendation
        report = tr("report of {year}").format(year=one.year) if one.year else ""
        row = one.follow_up.id if one.follow_up else ""
        where = (
            tr("{row} in the sheet Opfølgning").format(row=row)
            if row
            else tr("not entered in the sheet Opfølgning")
        )
        echo(mark, f"  {named} ({', '.join(part for part in (report, where) if part)})")


def _show_incomplete(now: YearStatus) -> None:
    """Count the recommendations that lack an addressee or a decision, and name them."""
    text = ntr(
        "{count} recommendation lacks an addressee or a decision:",
        "{count} recommendations lack an addressee or a decision:",
        len(now.incomplete),
    )
    echo(text, f" {', '.join(one.id for one in now.incomplete)}")


def _show_sections(now: YearStatus) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for header in (tr("Section"), "", tr("Points"), tr("Pending")):
        table.add_column(
            header, justify="right" if header in (tr("Points"), tr("Pending")) else "left"
        )
    titles = now.inputs.folded.sections
    for section, count in now.points.items():
        waiting = sum(item.section == section for item in now.pending)
        title = Text(shown(titles.get(section, "")))
        table.add_row(section, title, str(count), str(waiting or "–"))
    echo()
    Console(highlight=False).print(table)


def _show_next(now: YearStatus) -> None:
    errors = sum(problem.severity.value == "error" for problem in now.inputs.problems)
    if errors:
        echo(ntr("{count} error in the inputs.", "{count} errors in the inputs.", errors))
    elif now.unchanged and now.pending:
        from reportgen.cli.messages import show_ways_to_word

        show_ways_to_word()
    notes = len(now.inputs.problems) - errors
    if notes:
        told = ntr(
            "{count} note in the inputs; reportgen check shows it.",
            "{count} notes in the inputs; reportgen check shows them.",
            notes,
        )
        echo(told)
    if now.next:
        next_ = command_to_type(now.next)
        before, _, after = tr("Next: {command}").partition("{command}")
        echo(before, styled(next_, bold=True), after)
    else:
        echo(tr("Nothing is open: the latest version shows all that the inputs say."))
    if now.new_year:
        echo(tr("The next year begins with: {command}").format(command=now.new_year))


@make_command("trace", COMMANDS["trace"], {"changes": []})
@argument("ref", "ID")
@on_year
def trace_command(chosen: Year, *, ref: str) -> Result:
    """Tell a block's whole story, the base first."""
    from reportgen.app.trace import trace

    changes = trace(chosen, ref)

    def show() -> None:
        for change in changes:
            _show_step(change)

    return Result({"changes": changes}, (), show)


def _show_step(change: dict[str, Any]) -> None:
    source = change.get("kilde") or {}
    head = styled(str(change.get("art")), bold=True)
    pending = tr("Pending")
    waiting = f"  [{pending}]" if change.get("udestår") else ""
    part = f"  {source['part']}" if source.get("part") else ""
    echo(head, f"{part}  ({source.get('fil')}){waiting}")
    for key in ("overskrift", "input", "tekst", "til", "beslutning", "frist", "svar"):
        if value := change.get(key):
            echo(f"  {key}: " + str(value).replace("\n", "\n    "))
    decision = change.get("afgjort") or {}
    if decision:
        values = ", ".join(_decided(value) for value in decision.values() if value)
        echo("  " + tr("decided: {told}").format(told=values))


def _decided(value: object) -> str:
    """One value of a decision, a day as people say it."""
    try:
        return danish_date(dt.date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
