"""Problems and pending inputs in the words a person would use, and as the contract's objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from reportgen.checks.facts import finding_id
from reportgen.hearing.resaved.doing import Doing
from reportgen.language.translation import N_, danish, ntr, tr
from reportgen.problems import Location, Problem
from reportgen.problems.catalog import entry
from reportgen.report.wording.characters import legible_name

if TYPE_CHECKING:
    from reportgen.report.model import Pending

_PARTS = {
    "body": N_("text"),
    "header": N_("header"),
    "footer": N_("footer"),
    "footnote": N_("footnote"),
    "endnote": N_("endnote"),
}


def place(where: Location) -> str:
    """Say a location, as ``2022-11-11.yaml, linje 14, punkt 3``."""
    parts = [where.file]
    if where.sheet:
        parts.append(f"{where.sheet}!{where.cell}" if where.cell else where.sheet)
    if where.part:
        parts.append(tr(_PARTS.get(where.part, where.part)))
    if where.heading:
        parts.append(where.heading)
    for template, value in (
        (tr("page {n}"), where.page),
        (tr("line {n}"), where.line),
        (tr("column {n}"), where.column),
        (tr("item {n}"), where.item),
        (tr("paragraph {n}"), where.paragraph),
    ):
        if value:
            parts.append(template.format(n=value))
    return ", ".join(legible_name(part) for part in parts if part)


def message(problem: Problem) -> str:
    """What is wrong."""
    return _filled(tr(entry(problem.code).message), problem.values)


def hint(problem: Problem) -> str:
    """What would be right, or what to do."""
    return _filled(tr(entry(problem.code).hint), problem.values)


def hint_on_page(problem: Problem) -> str:
    """The same for those who read it on a page of the desk; it may name commands."""
    words = entry(problem.code)
    return _filled(tr(words.on_page or words.hint), problem.values)


def in_danish(problem: Problem) -> str:
    """What is wrong and what to do, for a document that the secretariat works in."""
    words = entry(problem.code)
    texts = (danish(words.message), danish(words.hint))
    return " ".join(_filled(text, problem.values) for text in texts if text)


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format_map({name: _said(value) for name, value in values.items()})


def _said(value: object) -> object:
    if isinstance(value, Mapping):
        return ", ".join(doing(name, count) for name, count in value.items())
    if isinstance(value, Problem):
        return " ".join(filter(None, (message(value), hint(value))))
    return "–" if value is None else value


def doing(name: str, count: int) -> str:
    """What another program did to a copy by saving it, and at how many places."""
    match Doing(name):
        case Doing.NUMBERS:
            return ntr(
                "a number typed before {count} line", "numbers typed before {count} lines", count
            )
        case Doing.LISTS:
            return ntr("{count} line numbered otherwise", "{count} lines numbered otherwise", count)
        case Doing.FIELDS:
            return ntr(
                "the code of a field as text in {count} line",
                "the codes of fields as text in {count} lines",
                count,
            )
        case Doing.DATES:
            return ntr(
                "{count} date of tracked formatting as a number in the text",
                "{count} dates of tracked formatting as numbers in the text",
                count,
            )
        case Doing.CONTENTS:
            return ntr(
                "{count} line of the contents as text",
                "{count} lines of the contents as text",
                count,
            )
        case Doing.DESCRIPTIONS:
            return ntr(
                "{count} description of a table or figure as text",
                "{count} descriptions of tables and figures as text",
                count,
            )
        case Doing.ALTERNATIVES:
            return ntr(
                "{count} alternative text of a table or figure left out",
                "{count} alternative texts of tables and figures left out",
                count,
            )
        case Doing.PICTURES:
            return ntr(
                "{count} chart as a picture, so that its figures cannot be compared",
                "{count} charts as pictures, so that their figures cannot be compared",
                count,
            )
        case Doing.LAYOUT:
            return ntr(
                "{count} header, footer or break left out",
                "{count} headers, footers and breaks left out",
                count,
            )
        case Doing.COMMENTS:
            return ntr(
                "{count} comment of the copy sent out put into the text",
                "{count} comments of the copy sent out put into the text",
                count,
            )
        case Doing.QUOTES:
            return ntr(
                "other quotation marks in {count} line",
                "other quotation marks in {count} lines",
                count,
            )
        case Doing.DASHES:
            return ntr(
                "other dashes or dots in {count} line",
                "other dashes or dots in {count} lines",
                count,
            )
        case Doing.BLANKS:
            return ntr("other spaces in {count} line", "other spaces in {count} lines", count)
        case Doing.UNSEEN:
            return ntr(
                "unseen characters in {count} line", "unseen characters in {count} lines", count
            )
        case Doing.MARKS:
            return ntr(
                "bold or italic from the style in {count} line",
                "bold or italic from the style in {count} lines",
                count,
            )
        case Doing.STYLES:
            return ntr(
                "{count} line in a style of another name",
                "{count} lines in styles of other names",
                count,
            )
        case Doing.LOOKS:
            return ntr(
                "other colours or underlining in {count} line",
                "other colours or underlining in {count} lines",
                count,
            )
        case Doing.STYLE:
            return ntr(
                "{count} line in the style of the deleted one before it",
                "{count} lines in the style of the deleted ones before them",
                count,
            )


def marked_words(before: str, after: str, indent: str) -> str:
    """`after` with the words that went and came marked, later lines begun with `indent`."""
    from reportgen.report.wording.differ import word_diff

    told = word_diff(before, after, gone=tr("[deleted: {}]"), come=tr("[new: {}]"))
    return told.replace("\n", "\n" + indent)


def as_json(problem: Problem) -> dict[str, Any]:
    """The problem as the contract's object."""
    fields: dict[str, Any] = {
        "code": problem.code,
        "severity": problem.severity.value,
        "location": place(problem.location),
        "message": message(problem),
        "hint": hint(problem),
    }
    # What was found in a finished report can be allowed, by its id.
    return {**fields, "id": id_} if (id_ := finding_id(problem)) else fields


def pending_as_json(pending: Iterable[Pending]) -> list[dict[str, Any]]:
    """``{id, section, block, source, input, touched}`` for each."""
    keys = ("id", "section", "block", "source", "input", "touched")
    return [{key: getattr(item, key) for key in keys} for item in pending]


def command_to_type(command: str) -> str:
    """A command as a person is to type it: what stands for a value, in the language spoken."""
    return " ".join(
        tr(word) if word in ("YYYY-MM-DD", "PATH") else word for word in command.split(" ")
    )
