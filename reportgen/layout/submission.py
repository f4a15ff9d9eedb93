"""The case that is put to the steering group: what each block tag of its template shows.

Its headings are those a decision body reads a case by: Resumé, Indstilling, Sagsfremstilling,
Høring, Økonomi, Bilag. All that stands under them is the report's own words, what the inputs
say, or fixed text; nothing in it is read back, so it carries no anchors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from reportgen.hearing.comparing.points import Compared, compare
from reportgen.hearing.decisions.descriptions import literal
from reportgen.hearing.responses import Response
from reportgen.layout.content import Block, Column, Paragraph, Style, Table, TableCell
from reportgen.layout.hearing_note import answered_table, not_answered
from reportgen.layout.letters import Hearing
from reportgen.layout.sections import UNNAMED, UNWORDED, point_blocks, prose_blocks
from reportgen.report import ids
from reportgen.report.dates import danish_date
from reportgen.report.ids import CHALLENGES, RECOMMENDATIONS, Anchor
from reportgen.report.inputs import Status
from reportgen.report.model import Block as ReportBlock
from reportgen.report.model import Folded
from reportgen.report.recommendations.request import ADDRESSEE, addressee_words, asked_told
from reportgen.report.recorded import RecordedBlock, RecordedReport
from reportgen.report.wording.text import ListKind, Run, parse

RESUME = "1.2"
"""Section of the report that sums the year up."""
UNDECIDED = "Beslutningen er ikke formuleret."
"""Marks a recommendation that asks for no decision."""
NOT_STATED = "Ikke oplyst"
_NO_ADDRESSEE = "Uden modtager"
_CLOSED = "Afsluttede anbefalinger"
_LAST = {_NO_ADDRESSEE: 1, _CLOSED: 2}
"""Headings that stand after those of addressees, in this order."""
_NOT_WRITTEN = "Ordlyden er ikke skrevet endnu."
_OF_SECRETARIAT = "Sekretariatet"
_KINDS = {"add": "Nyt", "replace": "Ny ordlyd", "remove": "Udgår"}
_CHANGED = (Column("Sted", 44), Column("Ændring", 16), Column("Kilde", 40))


@dataclass(frozen=True, slots=True)
class Heard:
    """A hearing round, and who answered in it."""

    hearing: Hearing
    responses: Sequence[Response]
    """The answers that were taken in."""
    silent: Sequence[str]
    """Parties that have not answered; who answered too late has."""
    late: Sequence[str]
    """Parties whose answer came once the round was closed."""


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything a case is made of."""

    folded: Folded
    rounds: Sequence[Heard]
    sent: RecordedReport | None
    """What the first round was sent; None where there was no round."""
    economy: str
    """What the year says of it, as markup; empty where it says nothing."""
    attachments: Sequence[str]
    """The files that go with it, in words."""
    notes: int = 0
    """How many hearing notes are among them."""
    is_open: bool = False
    """Whether answers to the last round are still taken in."""


def submission_content(
    submission: Submission, tags: Sequence[str]
) -> tuple[tuple[Block, ...], ...]:
    """What stands at each of a section's tags, in order; never nothing."""
    return tuple(_content(submission, tag) for tag in tags)


def _content(submission: Submission, tag: str) -> tuple[Block, ...]:
    make, without = _MAKERS[tag]
    return make(submission) or (Paragraph((Run(without),), Style.EMPTY),)


def _summary(submission: Submission) -> tuple[Block, ...]:
    blocks = _to_read(prose_blocks(submission.folded, RESUME))
    source = Paragraph((Run(f"Rapportens afsnit {RESUME}"),), Style.SOURCE)
    return (*blocks, source) if blocks else ()


def _challenges(submission: Submission) -> tuple[Block, ...]:
    return _to_read(point_blocks(submission.folded, CHALLENGES))


def _to_read(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Paragraphs of the report without what an edit would be found by, or a comment hangs on."""
    return tuple(
        replace(block, runs=_said(block.runs), anchor=Anchor(), pending=())
        for block in blocks
        if isinstance(block, Paragraph)
    )


def _said(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """What stands there; where nobody has worded it, without the comment that a report has."""
    return (Run(_NOT_WRITTEN, italic=True),) if runs == (Run(UNWORDED, italic=True),) else runs


# What is asked, by whom it is asked of


def _requests(submission: Submission) -> tuple[Block, ...]:
    """Every recommendation once, numbered through, under whom it is put to.

    Those without an addressee stand after the others, and what is closed, which nobody is asked
    any more, after them.
    """
    under: dict[str, tuple[str, list[ReportBlock]]] = {}
    for point in submission.folded.points(RECOMMENDATIONS):
        heading = _heading_over(point)
        under.setdefault(heading.casefold(), (heading, []))[1].append(point)
    written: list[Block] = []
    for heading, points in sorted(under.values(), key=lambda each: _LAST.get(each[0], 0)):
        written.append(Paragraph((Run(heading),), Style.SUBHEADING))
        for point in points:
            written += _request(point)
    return tuple(written)


def _is_closed(point: ReportBlock) -> bool:
    return point.status is Status.CLOSED


def _heading_over(point: ReportBlock) -> str:
    if _is_closed(point):
        return _CLOSED
    named = addressee_words(point.addressee)
    return f"{ADDRESSEE} {named}" if named else _NO_ADDRESSEE


def _request(point: ReportBlock) -> tuple[Block, ...]:
    heading = Run(point.heading or UNNAMED, italic=not point.heading)
    decision = () if _is_closed(point) else (_decision(point),)
    source = f"Rapportens afsnit {point.section}, {point.id}"
    return (
        Paragraph((heading,), Style.POINT),
        *(Paragraph((each,), Style.POINT_TEXT, keeps=True) for each in decision),
        Paragraph((Run(source),), Style.SOURCE),
    )


def _decision(point: ReportBlock) -> Run:
    if not (asked := asked_told(point.asked)):
        due = f" Frist: {danish_date(point.due)}." if point.due else ""
        return Run(f"{UNDECIDED}{due}", italic=True)
    due = f", inden {danish_date(point.due)}" if point.due else ""
    ended = asked.endswith(("?", "!", ".")) and not due
    return Run(f"{asked}{due}{'' if ended else '.'}")


# Who was heard, and what came of it


def _hearing(submission: Submission) -> tuple[Block, ...]:
    """What is said in words, and then the tables: who answered, and what was changed."""
    said: list[str] = []
    tables: list[Block] = []
    for heard in submission.rounds:
        said += _told(heard)
        tables += answered_table(heard.hearing, heard.responses)
    if submission.is_open:
        said.append(f"{submission.rounds[-1].hearing.titled('Høringen')} er ikke afsluttet.")
    if submission.sent is not None:
        version = submission.rounds[0].hearing.version
        if rows := _changes(submission.sent, submission.folded):
            caption = f"Ændret i rapporten, siden {version} blev sendt i høring"
            tables.append(Table(caption, _CHANGED, rows))
        else:
            said.append(f"Ingen tekst er ændret, siden {version} blev sendt i høring.")
    if submission.notes:
        notes = "høringsnotatet" if submission.notes == 1 else "høringsnotaterne"
        said.append(f"Hver bemærkning og svaret på den står i {notes}, som er vedlagt.")
    return (*(Paragraph((Run(line),)) for line in said), *tables)


def _told(heard: Heard) -> Iterator[str]:
    """Who was heard, about what and until when, and who has not answered, or not in time."""
    hearing = heard.hearing
    parties = len(hearing.parties)
    answered = parties - len(heard.silent)
    part = "høringspart" if parties == 1 else "høringsparter"
    yield (
        f"{parties} {part} er hørt om {hearing.version} fra {danish_date(hearing.sent)} til "
        f"{danish_date(hearing.deadline)}. {answered or 'Ingen'} har svaret."
    )
    if heard.late:
        yield f"Har svaret, efter at høringen var afsluttet: {', '.join(heard.late)}."
    if silent := not_answered(heard.silent):
        yield silent


def _changes(sent: RecordedReport, folded: Folded) -> tuple[tuple[TableCell, ...], ...]:
    """Every place that says something else than what was sent, with the source of that."""
    now = RecordedReport.of(folded)
    titles = {**sent.sections, **now.sections}
    gone = {block.id: block for block in folded.removed}
    rows: list[tuple[TableCell, ...]] = []
    for each in compare(sent, now):
        block = each.now or each.was
        if block is not None and each.kind in _KINDS:
            title = f"{each.section} {titles.get(each.section, '')}".rstrip()
            place = f"{title}{_place(now if each.now else sent, block)}"
            said = (place, _KINDS[each.kind], _source(each, gone.get(block.id)))
            rows.append(tuple(TableCell(literal(words)) for words in said))
    return tuple(rows)


def _source(compared: Compared, gone: ReportBlock | None) -> str:
    """Where a change comes from; what has no other source is from whoever holds the inputs."""
    was, now = compared.was, compared.now
    if now is None:
        return gone.steps[-1].source if gone else _OF_SECRETARIAT
    before = was.sources if was else ()
    gained = [source for source in now.sources if source not in before]
    return "; ".join(gained or now.sources) or _OF_SECRETARIAT


def _place(report: RecordedReport, block: RecordedBlock) -> str:
    """Where a block stands in its section: the name of a point, the number of a paragraph."""
    if ids.is_point(block.id):
        return f": {block.id}, {block.heading or UNNAMED}"
    return f", stykke {report.blocks[ids.sequence_of(block.id)].index(block) + 1}"


def _economy(submission: Submission) -> tuple[Block, ...]:
    styles = {ListKind.BULLET: Style.BULLET, ListKind.NUMBER: Style.NUMBER}
    said = tuple(
        Paragraph(line.runs, styles.get(line.kind, Style.BODY), kind=line.kind)
        for line in parse(submission.economy)
    )
    source = Paragraph((Run(f"Kilde: {_OF_SECRETARIAT}"),), Style.SOURCE)
    return (*said, source) if said else ()


def _attachments(submission: Submission) -> tuple[Block, ...]:
    return tuple(
        Paragraph((Run(each),), Style.BULLET, kind=ListKind.BULLET)
        for each in submission.attachments
    )


_MAKERS: Mapping[str, tuple[Callable[[Submission], tuple[Block, ...]], str]] = MappingProxyType(
    {
        "resume": (_summary, f"Der er ikke skrevet noget til rapportens afsnit {RESUME}."),
        "indstilling": (_requests, "Netværksgruppen har ingen anbefalinger til styregruppen."),
        "sagsfremstilling": (
            _challenges,
            "Netværksgruppen har ikke peget på udfordringer eller udviklingsbehov.",
        ),
        "hoering": (_hearing, "Rapporten har ikke været i høring."),
        "oekonomi": (_economy, NOT_STATED),
        "bilag": (_attachments, "Der er ingen bilag."),
    }
)
