"""The hearing note (``høringsnotat``): who was heard, what they said, what was decided.

Always made, never typed into: what the secretariat writes stands in ``hoeringssvar.xlsx``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reportgen.hearing.decisions.descriptions import literal, remark
from reportgen.hearing.decisions.rows import NOTHING, Row, Typed
from reportgen.hearing.responses import Response, RoundResult, Way
from reportgen.hearing.result import Comment
from reportgen.layout.content import (
    Align,
    Column,
    HearingNote,
    Letter,
    Paragraph,
    Style,
    Table,
    TableCell,
)
from reportgen.layout.letters import Hearing, contact
from reportgen.report.dates import danish_date
from reportgen.report.wording.text import Run

_PARTIES = (
    Column("Høringspart", 26),
    Column("Svar", 25),
    Column("Dato", 20),
    Column("Ændringer", 13.5, Align.NUMBER),
    Column("Kommentarer", 15.5, Align.NUMBER),
)
_REMARKS = (
    Column("Nr.", 4),
    Column("Høringspart", 12),
    Column("Afsnit", 10.5),
    Column("Bemærkning", 30),
    Column("Type", 9.5),
    Column("Sekretariatets vurdering", 17),
    Column("Imødekommet", 11),
    Column("Begrundelse", 17),
)
_WAYS = {
    Way.DOCUMENT: "Svar i dokumentet",
    Way.UNCHANGED: "Dokumentet uden ændringer",
    Way.TEXT: "Skriftligt svar",
    Way.NONE: "Ingen bemærkninger",
}
_NOTHING_TYPED: Mapping[str, Typed] = MappingProxyType({})


def hearing_note(
    hearing: Hearing,
    result: RoundResult,
    rows: Sequence[Row],
    decisions: Mapping[str, Typed] = _NOTHING_TYPED,
    *,
    date: dt.date,
) -> HearingNote:
    """Lay out the note of `date`, with what is decided so far; what is not is “–”.

    The kind of a remark is what a person chose, and nothing where nobody did.
    """
    network = hearing.network
    title = hearing.titled(f"Høringsnotat, årsrapport {hearing.year}")
    head = Letter(
        sender=network.name,
        contact=contact(network),
        title=title,
        facts=_facts(hearing, result, rows, decisions),
        content=(),
        author=network.secretariat.organisation,
        date=date,
        footer=f"{network.name} · {title}",
    )
    silent = not_answered(result.missing)
    blocks = (
        *((Paragraph((Run(silent),)),) if silent else ()),
        # The page it begins on is wide and low, and would be left half empty.
        *(replace(each, flows=True) for each in answered_table(hearing, result.responses)),
        *_remarks(result, rows, decisions),
    )
    return HearingNote(head, blocks)


def _facts(
    hearing: Hearing, result: RoundResult, rows: Sequence[Row], decisions: Mapping[str, Typed]
) -> tuple[tuple[str, str], ...]:
    case, sent = hearing.network.case_number, danish_date(hearing.sent)
    answered = len(hearing.parties) - len(result.missing)
    decided = sum(decisions.get(row.id, Typed()).outcome is not None for row in rows)
    return (
        ("Høringsperiode", f"{sent} – {danish_date(hearing.deadline)}"),
        ("Version", f"{hearing.version}, {sent}"),
        *((("Sagsnummer", case),) if case else ()),
        ("Svar", f"{answered} af {len(hearing.parties)} høringsparter har svaret"),
        ("Afgjort", f"{decided} af {len(rows)} bemærkninger"),
    )


def not_answered(missing: Sequence[str]) -> str:
    """The parties that have not answered, in a sentence; empty where all have."""
    return f"Har ikke svaret: {', '.join(missing)}." if missing else ""


def answered_table(hearing: Hearing, responses: Sequence[Response]) -> tuple[Table, ...]:
    """The parties that have answered, how and when; no table where none has."""
    rows = tuple(
        (
            TableCell(literal(response.party)),
            TableCell(_WAYS[response.way]),
            TableCell(danish_date(response.day) if response.day else NOTHING),
            TableCell(str(response.edits) if response.way is Way.DOCUMENT else NOTHING),
            TableCell(str(response.comments)),
        )
        for response in responses
        if response.way is not Way.MISSING
    )
    caption = hearing.titled("Høringsparter, der har svaret")
    return (Table(caption, _PARTIES, rows),) if rows else ()


def _remarks(
    result: RoundResult, rows: Sequence[Row], decisions: Mapping[str, Typed]
) -> tuple[Paragraph | Table, ...]:
    if not rows:
        none = Run("Der er ikke kommet bemærkninger til udkastet.")
        return (Paragraph((none,), Style.EMPTY),)
    about: dict[str, Comment] = {comment.id: comment for comment in result.merged.comments}
    numbers = {row.id: number for number, row in enumerate(rows, 1)}
    sides: dict[str, list[int]] = {}
    for row in rows:
        if row.conflict:
            sides.setdefault(row.conflict, []).append(numbers[row.id])
    lines = []
    for row in rows:
        typed = decisions.get(row.id, Typed())
        others = [n for n in sides.get(row.conflict, []) if n != numbers[row.id]]
        text = _wanted(result, row, about)
        if others:
            text += f"\nKan ikke følges sammen med nr. {', '.join(map(str, others))}."
        lines.append(
            tuple(
                TableCell(said or NOTHING)
                for said in (
                    str(numbers[row.id]),
                    literal(row.party),
                    literal(row.section),
                    text,
                    typed.kind.value if typed.kind else "",
                    typed.assessment,
                    typed.outcome.value if typed.outcome else "",
                    _reason(typed),
                )
            )
        )
    return (Table("Bemærkninger og afgørelser", _REMARKS, tuple(lines), flows=True),)


def _wanted(result: RoundResult, row: Row, comments: Mapping[str, Comment]) -> str:
    """What a row asks for."""
    if not row.about:
        return literal(f"{row.before}: {row.after}")
    if (comment := comments.get(row.about[0])) is not None:
        on = f"Til “{comment.quoted}”:\n" if comment.quoted else ""
        return literal(f"{on}{comment.text}")
    edits = [result.merged.edit(id_) for id_ in row.about]
    return "\n".join(remark(result.prepared, edit) for edit in edits)


def _reason(typed: Typed) -> str:
    if typed.outcome is not None and typed.text and typed.outcome.value != "nej":
        return "\n".join(part for part in (typed.reason, f"Ny ordlyd: {typed.text}") if part)
    return typed.reason
