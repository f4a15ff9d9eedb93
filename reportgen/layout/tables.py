"""The tables a report always has: members, meetings, follow-up, year wheel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from reportgen.figures.wording import listed, sentences, short_names
from reportgen.layout.content import Block, Column, Paragraph, Style, Table, TableCell
from reportgen.report.dates import danish_date
from reportgen.report.ids import Anchor, CellId
from reportgen.report.inputs import Cells, FollowUp, Member, ReplyStatus, WheelEntry
from reportgen.report.meeting import Meeting, Network, Person
from reportgen.report.recommendations.follow_up import Recommended
from reportgen.report.recommendations.register import Registered
from reportgen.report.recommendations.request import request
from reportgen.report.wording.text import Line, ListKind, Run, write

MISSING = "–"


def _counted_as(things: Sequence[object], one: str, many: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else many}"


def member_table(members: Sequence[Member], network: Network, year: int) -> tuple[Block, ...]:
    """Members in the year, by organisation in the network's own order."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    there = [m for m in members if (m.since or first) <= last and (m.until or last) >= first]
    if not there:
        return ()
    order = {name: i for i, name in enumerate(network.organisations)}
    there.sort(key=lambda member: order.get(member.organisation, len(order)))
    with_mail = any(member.email for member in there)
    shares = _shares_beside(there) if with_mail else (0.34, 0.38, 0.28)
    columns = _columns(("Organisation", "Navn", "Rolle", "E-mail"), shares)
    rows = []
    for member in there:
        shown = {
            "Organisation": member.organisation,
            "Navn": _with_term(member, first, last),
            "Rolle": member.role,
            "E-mail": member.email,
        }
        rows.append(_row("Medlemmer", member.cells, shown, len(columns)))
    unnamed = [name for name in order if name not in {m.organisation for m in there}]
    return (
        Table(
            caption="Netværksgruppens medlemmer",
            columns=columns,
            rows=tuple(rows),
            source=f"Uden registreret medlem: {', '.join(unnamed)}." if unnamed else "",
            summary=f"{_counted_as(there, 'medlem', 'medlemmer')} med "
            f"{listed(column.header.lower() for column in columns)}.",
        ),
    )


# In cm: the text is 15.5 cm wide, a letter of an address takes 0.17, a cell has 0.35 of air.
_TEXT_WIDTH, _LETTER, _AIR = 15.5, 0.17, 0.35
_LEAST_FOR_MAIL, _MOST_FOR_MAIL = 0.2, 0.52
_LEAST_FOR_NAME, _MOST_FOR_NAME = 0.16, 0.25


def _shares_beside(members: Sequence[Member]) -> tuple[float, ...]:
    """Shares of the columns, so that no address is broken: a break in it could be part of it."""

    def wanted(texts: Iterable[str], least: float, most: float) -> float:
        share = (max(map(len, texts)) * _LETTER + _AIR) / _TEXT_WIDTH
        return min(max(share, least), most)

    mail = wanted((member.email for member in members), _LEAST_FOR_MAIL, _MOST_FOR_MAIL)
    name = wanted((member.organisation for member in members), _LEAST_FOR_NAME, _MOST_FOR_NAME)
    left = 1 - mail - name
    return name, left * 0.55, left * 0.45, mail


def _with_term(member: Member, first: dt.date, last: dt.date) -> str:
    """A name, and from or until when, where that was not the whole year."""
    terms = []
    if member.since and member.since > first:
        terms.append(f"fra {danish_date(member.since)}")
    if member.until and member.until < last:
        terms.append(f"til {danish_date(member.until)}")
    return f"{member.name} ({' '.join(terms)})" if terms else member.name


def meeting_tables(meetings: Sequence[Meeting], network: Network) -> tuple[Block, ...]:
    """The year's meetings, and who of the network was there."""
    if not meetings:
        return ()
    rows = tuple(
        (
            TableCell(danish_date(meeting.facts.date)),
            TableCell(_form(meeting)),
            TableCell(_topics(meeting, network)),
        )
        for meeting in meetings
    )
    held = Table(
        caption="Møder i året",
        columns=(Column("Dato", 0.22), Column("Form og sted", 0.22), Column("Emner", 0.56)),
        rows=rows,
        summary=f"{_counted_as(meetings, 'møde', 'møder')} med dato, form, sted og emner.",
    )
    return (held, *_attendance(meetings, network))


def _form(meeting: Meeting) -> str:
    parts = [text for text in (meeting.facts.form, meeting.facts.place) if text]
    if meeting.facts.time:
        parts.append(f"kl. {meeting.facts.time.removeprefix('kl. ')}")
    return _capital(", ".join(parts)) or MISSING


def _topics(meeting: Meeting, network: Network) -> str:
    topics = [" · ".join(item.title for item in meeting.agenda)] if meeting.agenda else []
    guests = dict.fromkeys(
        person.organisation or person.name or MISSING
        for person in meeting.attendance.present
        if person.organisation not in network.organisations
    )
    if guests:
        topics.append(f"Gæster: {', '.join(guests)}")
    return "\n".join(topics) or MISSING


_MOST_MEETINGS = 6  # columns that leave each of them room for its date


def _attendance(meetings: Sequence[Meeting], network: Network) -> tuple[Block, ...]:
    """One row an organisation, one column a meeting; regrets are not presence.

    Meetings that one table has no room for are shared evenly between as many as they need.
    Of a single meeting it is said who came, who sent regrets, and of whom nothing is known.
    """
    known = [m for m in meetings if m.attendance.present or m.attendance.absent]
    if len(known) == 1:
        return _attendance_of_one(known[0], network)
    tables: list[Block] = []
    count = -(-len(known) // _MOST_MEETINGS)
    for number in range(count):
        shown = known[len(known) * number // count : len(known) * (number + 1) // count]
        share = min(0.66 / len(shown), 0.3)
        rows = tuple(
            (TableCell(name), *(TableCell(_was_there(name, meeting)) for meeting in shown))
            for name in network.organisations
        )
        columns = (
            Column("Organisation", 1 - share * len(shown)),
            *(Column(_short_date(m.facts.date), share) for m in shown),
        )
        unlisted = [m for m in shown if not m.attendance.present]
        tables.append(
            Table(
                caption="Deltagelse pr. organisation",
                columns=columns,
                rows=rows,
                source=_attendance_note(unlisted, len(shown)),
                summary=f"Deltagelse i {len(shown)} møder for hver organisation.",
            )
        )
    return tuple(tables)


def _attendance_of_one(meeting: Meeting, network: Network) -> tuple[Block, ...]:
    attendance, short = meeting.attendance, short_names(network.organisations)
    there = {name: _people(attendance.present, name) for name in network.organisations}
    regrets = {name: _people(attendance.absent, name) for name in network.organisations}
    unknown = [name for name in network.organisations if not (there[name] or regrets[name])]
    lines = (
        ("Til stede", [_counted(short[name], count) for name, count in there.items() if count]),
        ("Afbud", [_counted(short[name], count) for name, count in regrets.items() if count]),
        ("Fremgår ikke af referatet", [short[name] for name in unknown]),
    )
    said = [(label, names) for label, names in lines if names]
    heading = f"Deltagelse på mødet {danish_date(meeting.facts.date)}"
    return (
        Paragraph((Run(heading),), Style.SUBHEADING),
        *(
            Paragraph(
                (Run(f"{label}: ", bold=True), Run(sentences(listed(names)))),
                Style.BULLET,
                kind=ListKind.BULLET,
                keeps=number < len(said),
            )
            for number, (label, names) in enumerate(said, 1)
        ),
    )


def _counted(name: str, count: int) -> str:
    return name if count == 1 else f"{name} ({count})"


def _attendance_note(unlisted: Sequence[Meeting], shown: int) -> str:
    note = f"{MISSING} betyder, at det ikke fremgår af referatet, om organisationen deltog."
    if not unlisted:
        return note
    if len(unlisted) == shown:
        return f"{note} Referatet nævner kun afbud."
    dates = ", ".join(_short_date(m.facts.date) for m in unlisted)
    return f"{note} Kun afbud er nævnt i referatet fra {dates}."


def _was_there(organisation: str, meeting: Meeting) -> str:
    present = _people(meeting.attendance.present, organisation)
    absent = _people(meeting.attendance.absent, organisation)
    parts = []
    if present:
        parts.append(_counted("Til stede", present))
    if absent:
        parts.append(_counted("Afbud", absent))
    return ", ".join(parts).replace(", A", ", a") or MISSING


def _people(people: Sequence[Person], organisation: str) -> int:
    return len({p.name or i for i, p in enumerate(people) if p.organisation == organisation})


def _short_date(date: dt.date) -> str:
    return f"{date.day}.{date.month}.{date.year}"


def follow_up_table(
    follow_ups: Sequence[FollowUp], recommended: Mapping[str, Recommended]
) -> tuple[Block, ...]:
    """What the steering group said, each answer beside the recommendation it answers."""
    if not follow_ups:
        return ()
    columns = _columns(("Anbefaling", "Svar", "Fra", "Status"), (0.34, 0.32, 0.2, 0.14))
    rows = []
    for item in follow_ups:
        meant = recommended.get(item.recommendation)
        shown = {
            "Anbefaling": _recommendation(item, meant),
            "Svar": item.answer,
            "Fra": _sender(item, meant),
            "Status": item.status.value.capitalize(),
        }
        rows.append(_row("Opfølgning", item.cells, shown, len(columns)))
    return (
        Table(
            caption=f"Svar på {_asked_when(follow_ups, recommended)}",
            columns=columns,
            rows=tuple(rows),
            summary=f"{_counted_as(rows, 'anbefaling', 'anbefalinger')} "
            "med svar, afsender og status.",
        ),
    )


def _asked_when(follow_ups: Sequence[FollowUp], recommended: Mapping[str, Recommended]) -> str:
    known = (recommended.get(item.recommendation) for item in follow_ups)
    if len({one.year for one in known if one}) > 1:
        return "anbefalinger i tidligere årsrapporter"
    return "anbefalingerne i sidste årsrapport"


def _recommendation(item: FollowUp, meant: Recommended | None) -> str:
    """Id and heading, and what was recommended; what the row itself says where that is unknown."""
    if meant is None:
        return _joined(item.recommendation, item.case)
    named = write((Line((Run(_joined(meant.id, meant.heading), bold=True),)),))
    return f"{named}\n{meant.lead}".rstrip("\n")


def _sender(item: FollowUp, meant: Recommended | None) -> str:
    """Who answered and when, and the case; not where that only repeats the heading."""
    answered = _joined(item.sender, danish_date(item.date) if item.date else "")
    case = item.case if meant is not None and item.case != meant.heading else ""
    return "\n".join(part for part in (answered, case) if part)


def open_table(rows: Sequence[Registered]) -> tuple[Block, ...]:
    """What earlier reports asked and nobody has closed: of whom, by when, where it stands."""
    if not rows:
        return ()
    headers = ("Åben anbefaling", "Hvem bedes beslutte hvad", "Frist", "Status")
    return (
        Table(
            caption="Åbne anbefalinger fra tidligere årsrapporter",
            columns=_columns(headers, (0.3, 0.38, 0.16, 0.16)),
            rows=tuple(
                tuple(TableCell(text or MISSING) for text in open_row(each)) for each in rows
            ),
            summary=f"{_counted_as(rows, 'anbefaling', 'anbefalinger')}, "
            "som endnu ikke er afsluttet.",
        ),
    )


def open_row(row: Registered) -> tuple[str, ...]:
    """What the table shows of an open recommendation."""
    asked = row.asked
    named = write((Line((Run(_joined(asked.id, asked.heading), bold=True),)),))
    day = row.latest.date if row.latest and row.status is ReplyStatus.ANSWERED else None
    answered = f" {danish_date(day)}" if day else ""
    return (
        f"{named}\nÅrsrapport {asked.year}",
        write((Line((Run(request(replace(asked, due=None))),)),)),
        danish_date(asked.due) if asked.due else "",
        f"{row.status.value.capitalize()}{answered}",
    )


def wheel_table(wheel: Sequence[WheelEntry]) -> tuple[Block, ...]:
    """The planned meetings, by date."""
    if not wheel:
        return ()
    with_guests = any(entry.guests for entry in wheel)
    shares = (0.22, 0.38, 0.2, 0.2) if with_guests else (0.24, 0.48, 0.28)
    columns = _columns(("Dato", "Emne", "Form og sted", "Gæster"), shares)
    rows = []
    for entry in sorted(wheel, key=lambda entry: entry.date):
        shown = {
            "Dato": danish_date(entry.date),
            "Emne": entry.topic,
            "Form": _capital(_joined(entry.form, entry.place)),
            "Gæster": entry.guests,
        }
        rows.append(_row("Årshjul", entry.cells, shown, len(columns)))
    return (
        Table(
            caption="Årshjul",
            columns=columns,
            rows=tuple(rows),
            summary=f"{_counted_as(rows, 'planlagt møde', 'planlagte møder')} "
            "med dato, emne, form og sted.",
        ),
    )


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _columns(headers: Sequence[str], shares: Sequence[float]) -> tuple[Column, ...]:
    """As many columns as there are `shares` of the width; the last headers may have none."""
    return tuple(Column(header, share) for header, share in zip(headers, shares, strict=False))


def _row(sheet: str, cells: Cells, shown: Mapping[str, str], most: int) -> tuple[TableCell, ...]:
    """The first `most` cells of a row: what is `shown`, by the column of `sheet` it is from."""
    return tuple(
        TableCell(text or MISSING, Anchor(CellId(sheet, cells[name]) if cells.get(name) else ""))
        for name, text in islice(shown.items(), most)
    )
