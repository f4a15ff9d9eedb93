"""What the secretariat decides on, as rows; and what was decided, brought to new rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.hearing.decisions.rulings import Outcome, RemarkKind, Ruling, variants
from reportgen.hearing.edits.tables import called, cell_place
from reportgen.hearing.responses import SetAside
from reportgen.hearing.result import Comment, Edit, EditKind, Merged, Part
from reportgen.problems import Location, Problem
from reportgen.report import ids
from reportgen.report.wording.tokens import BREAK, without_breaks

GONE, NOTHING = "(udgår)", "–"
STRUCK = "overstreget: skal det udgå?"
"""What is asked of words that somebody struck through by hand."""
_COVER, _WHOLE = "Forside", "Hele rapporten"
_BETWEEN = "; "
_CHOICE = "ja: partens ønske følges. nej: rapportens input står. delvist: skriv jeres egen ordlyd."
_BREAKS = "(linjeskift bliver til nyt afsnit)"
_SET_ASIDE = "Filen er lagt til side; den kunne ikke læses som et svar på høringen."


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in one row."""

    outcome: Outcome | None = None
    """None is undecided."""
    text: str = ""
    """``Ny ordlyd``: the block's whole text."""
    assessment: str = ""
    """``Sekretariatets vurdering``."""
    reason: str = ""
    kind: RemarkKind | None = None
    """``Type``; None where nobody has chosen one."""
    where: Location = field(default=Location(), compare=False)
    """Where it was typed, for messages."""
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Where each of its columns stands, by the column's header."""
    spelt: str = field(default="", compare=False)
    """The outcome letter for letter."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self == Typed()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of ``Svar``: a change, a comment, a file set aside, or one side of a conflict."""

    id: str
    party: str
    section: str
    """As a person would say it: ``3.6 (U1)``."""
    before: str
    after: str
    about: tuple[str, ...] = ()
    """Ids of the edits or the comment it decides; none for a file set aside."""
    conflict: str = ""
    typed: Typed = Typed()
    editorial: bool = False
    """Whether it changes nothing but signs, and may be accepted with all others that do so."""


def answer_rows(
    merged: Merged,
    aside: Sequence[SetAside] = (),
    reasons: Mapping[str, str] | None = None,
    editorial: Collection[str] = (),
) -> tuple[Row, ...]:
    """A row for everything that is to be decided, in the order of the document.

    The sides of a conflict stand together, where its first edit stood. `reasons` say in
    Danish why each file was set aside, by its id; `editorial` are edits of signs alone.
    """
    said = reasons or {}
    made: list[Row] = []
    shown: set[str] = set()
    for edit in merged.edits:
        if not edit.conflict:
            made.append(replace(_of_edit(edit), editorial=edit.id in editorial))
        elif edit.conflict not in shown:
            shown.add(edit.conflict)
            made += _of_conflict(merged, edit.conflict)
    made += [_of_comment(comment) for comment in merged.comments]
    made += [
        Row(a.id, a.party or NOTHING, NOTHING, a.file, said.get(a.id, _SET_ASIDE))
        for a in aside
        if not a.answered
    ]
    return tuple(made)


def section_of(section: str, block: str) -> str:
    """A place as a person would say it: ``3.6 (U1)``, ``3.1 (stykke 2)``, ``Forside``."""
    if not section:
        return _COVER
    if not block:
        return section
    if ids.is_cell(block):
        return f"{section} ({cell_name(block)})"
    number = "" if ids.is_point(block) else f"stykke {ids.number_of(block)}"
    return f"{section} ({number or block})"


def cell_name(block: str) -> str:
    """What a cell is called: its place in the workbook, or what it is where it has none yet."""
    cell = ids.CellId.parse(block)
    return block if cell.is_place else cell.cell


def place_of(edit: Edit) -> str:
    """Where a block is added or moved to."""
    if edit.place == ids.section_of_row(edit.row):
        return f"først i {edit.place}"
    return f"efter {section_of(edit.section, edit.place)}"


def _of_edit(edit: Edit) -> Row:
    before, after = _shown(edit)
    after = f"{without_breaks(after)}{_of_breaks([edit])}"
    if edit.struck:
        after = _asking(after)
    section = section_of(edit.section, edit.block)
    return Row(edit.id, _BETWEEN.join(edit.parties), section, before, after, (edit.id,))


def _asking(after: str) -> str:
    """What is wanted, where words were struck through."""
    return f"({STRUCK})" if after == GONE else f"{after}\n({STRUCK})"


def _shown(edit: Edit) -> tuple[str, str]:
    """What stood, and what is wanted; each says something."""
    before, after = edit.before or NOTHING, edit.after or GONE
    if edit.candidates:
        return before, f"{after} Kan gælde: {', '.join(edit.candidates)}."
    match edit.kind:
        case EditKind.ADD if edit.is_row and edit.table is not None:
            return f"(ny række i {called(edit.table.caption, edit.table.sheet)})", after
        case EditKind.ADD:
            heading = f"**{edit.heading}**" if edit.heading else ""
            text = "\n".join(part for part in (heading, edit.after) if part)
            return f"(nyt, {place_of(edit)})", text or NOTHING
        case EditKind.REMOVE if edit.heading:
            return f"**{edit.heading}**\n{edit.before}".rstrip(), GONE
        case EditKind.MOVE:
            return edit.heading or before, f"(flyttes til {place_of(edit)})"
        case EditKind.REMARK if edit.table is not None:
            return f"{cell_place(edit.table)}: {before}", after
        case _ if edit.part is Part.HEADING:
            return f"Overskrift: {before}", f"Overskrift: {after}"
    return before, after


def _of_breaks(edits: Iterable[Edit]) -> str:
    """What the row says of line breaks, which the inputs have no word for."""
    new = (token for edit in edits if edit.hunk for token in edit.hunk.new)
    broken = any(token.breaks for token in new) or any(BREAK in edit.after for edit in edits)
    return f"\n{_BREAKS}" if broken else ""


def _of_conflict(merged: Merged, conflict: str) -> Iterator[Row]:
    found = next(each for each in merged.conflicts if each.id == conflict)
    for id_, variant in variants(merged, conflict):
        edits = [merged.edit(edit) for edit in variant.edits]
        before, after = found.base or NOTHING, variant.text or GONE
        moves = [edit for edit in edits if edit.kind is EditKind.MOVE]
        if moves:
            after = "\n".join(_shown(edit)[1] for edit in moves)
        if found.part is Part.HEADING:
            before, after = f"Overskrift: {before}", f"Overskrift: {after}"
        section = section_of(found.section, found.block)
        if any(edit.struck for edit in edits):
            after = _asking(after)
        party = _BETWEEN.join(variant.parties)
        yield Row(id_, party, section, before, after, variant.edits, found.id)


def _of_comment(comment: Comment) -> Row:
    kind = "Svar på en kommentar" if comment.reply_to else "Kommentar"
    is_of_whole = not comment.section and comment.paragraph is None
    section = _WHOLE if is_of_whole else section_of(comment.section, comment.block)
    after = f"{kind}: {comment.text}"
    return Row(comment.id, comment.party, section, comment.quoted or NOTHING, after, (comment.id,))


def with_both_texts(row: Row, now: str, place: str, wanted: str) -> Row:
    """A row that the inputs say something else about `now`, at `place`, than was sent out.

    `wanted` is what stands if it is met; empty where the row says so already. Without a
    `place` the inputs no longer have what it is about.
    """
    if place:
        head = f"Ændret i rapportens input, siden det blev sendt ud. Nu står der ({place}):\n{now}"
    else:
        head = "Taget ud af rapportens input, siden det blev sendt ud."
    before = f"{head}\n\nSendt ud:\n{row.before}\n\n{_CHOICE}"
    heading = "Overskrift: " if row.after.startswith("Overskrift: ") else ""
    after = f"{heading}{wanted}" if wanted else row.after
    return replace(row, before=before, after=after, editorial=False)


def carry_over(
    decisions: Mapping[str, Typed], rows: Sequence[Row], earlier: Sequence[Row] = ()
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Bring what was typed so far to the rows of a later collect.

    `earlier` are the rows it was typed in. A row that decides the same keeps all of it. An
    edit that has since come into a conflict takes what was typed with it to the side it is
    on; where that side has several that were decided differently, their words are kept and
    the decision is open again. Returns the rows, and the ids whose words found no row.
    """
    about = {row.id: frozenset(row.about) for row in earlier}
    names = {row.id: frozenset(row.about) for row in rows}
    same = {edits: id_ for id_, edits in names.items() if edits}
    given: dict[str, list[Typed]] = {}
    homeless: list[str] = []
    for id_, typed in decisions.items():
        if typed.is_empty:
            continue
        edits = about.get(id_) or frozenset({id_.partition("/")[0]} if "/" not in id_ else ())
        home = same.get(edits) or (id_ if id_ in names and (id_ not in about or not edits) else "")
        home = home or next((n for n, held in names.items() if edits and edits <= held), "")
        if home:
            given.setdefault(home, []).append(typed)
        else:
            homeless.append(id_)
    carried = (replace(r, typed=_together(given[r.id])) if r.id in given else r for r in rows)
    return tuple(carried), tuple(homeless)


def _together(typed: Sequence[Typed]) -> Typed:
    outcomes = {each.outcome for each in typed}
    texts = _each_once(each.text for each in typed)
    agreed = typed[0].outcome if len(outcomes) == 1 and len(texts) < 2 else None
    return Typed(
        outcome=agreed,
        text="\n".join(texts),
        assessment="\n".join(_each_once(each.assessment for each in typed)),
        reason="\n".join(_each_once(each.reason for each in typed)),
        kind=typed[0].kind if len({each.kind for each in typed}) == 1 else None,
    )


def _each_once(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def with_document(typed: Mapping[str, Typed], document: Mapping[str, Typed]) -> dict[str, Typed]:
    """What was typed, with what was done in the consolidated document where nothing was."""
    joined = dict(typed)
    for id_, decided in document.items():
        words = joined.get(id_, Typed())
        if words.outcome is None:
            joined[id_] = replace(
                decided, assessment=words.assessment, reason=words.reason, kind=words.kind
            )
    return joined


def undecided(rows: Sequence[Row], decisions: Mapping[str, Typed]) -> tuple[str, ...]:
    """Ids of rows that nobody has decided, in order."""
    return tuple(r.id for r in rows if decisions.get(r.id, Typed()).outcome is None)


def rulings(
    rows: Sequence[Row], decisions: Mapping[str, Typed], by: str, date: dt.date
) -> dict[str, Ruling]:
    """What was decided, for `reportgen.hearing.decisions.apply`; files set aside change no text."""
    made: dict[str, Ruling] = {}
    for row in rows:
        typed = decisions.get(row.id, Typed())
        if typed.outcome is None or not row.about:
            continue
        text = "" if typed.outcome is Outcome.NO else typed.text
        made[row.id] = Ruling(row.id, typed.outcome, text, typed.reason, by, date)
    return made


def disagreements(typed: Mapping[str, Typed], document: Mapping[str, Typed]) -> list[Problem]:
    """Rows that the workbook and the consolidated document decide differently."""
    return [
        Problem(
            "hearing-decisions-differ",
            mine.where,
            {"id": id_, "sheet": mine.outcome.value, "document": theirs.outcome.value},
        )
        for id_, mine in typed.items()
        if mine.outcome is not None
        and (theirs := document.get(id_)) is not None
        and theirs.outcome is not None
        and (
            mine.outcome is not theirs.outcome
            or (mine.outcome is Outcome.PARTLY and mine.text.split() != theirs.text.split())
        )
    ]
