"""Rulings as entries of ``aendringer/``, and decisions on words.

Of several rewordings of one text each is made against what the one before it left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportgen.hearing.base import Known
from reportgen.hearing.decisions.rulings import Decided, Outcome, Ruling
from reportgen.hearing.edits.fields import field_entry, field_value, told
from reportgen.hearing.edits.tables import said_of_row
from reportgen.hearing.edits.texts import heading_with, text_with
from reportgen.hearing.result import Comment, Edit, EditKind, Part
from reportgen.problems import Location, Problem
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Decision, Kind, Origin
from reportgen.report.wording.differ import Hunk, clash, differences
from reportgen.report.wording.listing import listed_like, numbered_as
from reportgen.report.wording.text import Line, parse
from reportgen.report.wording.tokens import plain_of, tokenize_markup, without_breaks

_ANSWERS = {
    Outcome.YES: "Imødekommet.",
    Outcome.PARTLY: "Delvist imødekommet.",
    Outcome.NO: "Ikke imødekommet.",
}


class Made(NamedTuple):
    """An entry, and the row whose decision it carries out."""

    entry: DecidedEntry
    row: str


def entry(about: Edit | Comment, ruling: Ruling, *, kind: Kind, **values: Any) -> Made:
    """Make the entry that carries out a ruling; `values` are fields of `DecidedEntry`."""
    made: dict[str, Any] = {
        "section": about.section or None,
        "id": about.block or None,
        "kind": kind,
        "origin": _origin(about),
        "decision": Decision(
            by=ruling.by or None,
            date=ruling.date,
            outcome=ruling.outcome.value,
            reason=ruling.reason or None,
        ),
        **values,
    }
    return Made(DecidedEntry(**made), ruling.id)


def record(about: Edit | Comment, ruling: Ruling, *, alone: bool = False) -> Made:
    """An entry that only tells: what was wanted, and what it was answered.

    `alone` is for a block that is no longer in the report by then.
    """
    values: dict[str, Any] = {"answer": ruling.reason or _ANSWERS[ruling.outcome]}
    if isinstance(about, Comment):
        values["input"] = about.text or None
    else:
        values["before"] = about.before or None
        values["input"] = _wanted(about)
    if alone or ids.is_cell(about.block):
        values["id"] = None  # nothing that the fold has, or has any longer
    return entry(about, ruling, kind=Kind.REMARK, **values)


def _wanted(edit: Edit) -> str:
    """What an edit wanted, for somebody who reads it among the changes."""
    if edit.is_row and edit.table is not None:
        return said_of_row(edit.table, is_new=edit.kind is EditKind.ADD)
    if edit.kind is EditKind.MOVE:
        return f"Flyttes til efter {edit.place}"
    if not edit.after:
        is_line = edit.part is Part.FIXED and edit.before
        return f"“{edit.before}” udgår" if is_line else f"{edit.block or 'Teksten'} udgår"
    if edit.kind is EditKind.CELL:
        return f"{edit.block}: {edit.after}"
    added = edit.kind is EditKind.ADD and edit.heading
    text = without_breaks(edit.after)
    return f"{edit.heading}\n{text}" if added else text


def _origin(about: Edit | Comment) -> Origin:
    """Everyone it came from: parties, the people behind them, and their times."""
    if isinstance(about, Comment):
        return Origin(party=about.party, author=about.author or None, time=about.date or None)
    authors = [author for source in about.sources for author in source.authors]
    files = dict.fromkeys(source.file for source in about.sources if source.file)
    return Origin(
        file="; ".join(files) or None,
        party="; ".join(about.parties),
        author="; ".join(dict.fromkeys(a.name for a in authors if a.name)) or None,
        time="; ".join(sorted({a.time for a in authors if a.time})) or None,
    )


# The secretariat's own wording of a whole point: its heading in bold, and its text below


def whole(heading: str, text: str) -> str:
    """A point as one wording; without a heading the text alone."""
    return "\n".join(part for part in (f"**{heading}**" if heading else "", text) if part)


def heading_and_text(own: str, text: str, *, opens_with_heading: bool = False) -> tuple[str, str]:
    """Heading and text of an own wording; the heading is empty where it names none.

    The heading is a first line all in bold. `text` is what was proposed: a line that it
    opens with itself is no heading. With `opens_with_heading`, as where the proposal was
    shown so, a first line of several is the heading, bold or not.
    """
    first, _, rest = own.strip().partition("\n")
    lines = parse(first)
    known = parse(text)[:1]
    if not lines or (known and known[0].plain.casefold() == lines[0].plain.casefold()):
        return "", own.strip()
    if _is_bold(lines[0]) or (opens_with_heading and rest.strip()):
        return lines[0].plain.strip(), rest.strip()
    return "", own.strip()


def _is_bold(line: Line) -> bool:
    said = [run for run in line.runs if run.text.strip()]
    return bool(said) and all(run.bold for run in said)


# Words

UNNAMED = "Nyt punkt"
"""Heading of a point that nobody gave one."""


def rewordings(decided: Decided) -> list[Made]:
    """Every met edit of a text or a heading, block by block."""
    return _Rewording(decided).entries()


class _Rewording:
    """One run over the blocks that are reworded."""

    def __init__(self, decided: Decided) -> None:
        self.decided = decided
        self.merged = decided.merged

    def entries(self) -> list[Made]:
        """Every met edit of a text or a heading, block by block."""
        made: list[Made] = []
        blocks = dict.fromkeys(edit.block for edit in self.merged.edits if edit.block)
        blocks.update(
            dict.fromkeys(c.block for c in self.merged.comments if c.id in self.decided.own)
        )
        for block in blocks:
            if block in self.decided.prepared.known:
                known = self.decided.prepared.known[block]
                edits = [edit for edit in self.merged.edits if edit.block == block]
                headings = self._headings(known, edits)
                made += self._texts(known, edits, headings)
                made += headings
                made += self._fields(edits)
        return made

    def _headings(self, known: Known, edits: Sequence[Edit]) -> list[Made]:
        made: list[Made] = []
        hunks: list[Hunk] = []
        stands = known.block.heading
        for edit in edits:
            if edit.part is not Part.HEADING:
                continue
            own = self.decided.wording(edit)
            if own is not None:
                wanted = own.text.strip().replace("\n", " ")
                if not self._speaks_of_heading(edit):
                    wanted = self._parts(known, own, whole=True)[0]
                if wanted:
                    amended = {"heading": wanted, "heading_before": stands}
                    made.append(entry(edit, own, kind=Kind.AMEND, **amended))
                    return made
            if self.decided.met(edit) and edit.hunk is not None:
                hunks.append(edit.hunk)
                wanted = heading_with(known, hunks)
                ruling = self.decided.ruled[edit.id]
                made.append(
                    entry(edit, ruling, kind=Kind.AMEND, heading=wanted, heading_before=stands)
                )
                stands = wanted
        return made

    def _fields(self, edits: Sequence[Edit]) -> list[Made]:
        """What the small line of a point is to say."""
        made: list[Made] = []
        for edit in edits:
            if edit.part is not Part.FIELD:
                continue
            label, _ = field_value(edit.after)
            own = self.decided.wording(edit)
            if own is not None and self._is_of_field(edit):
                wanted = own.text if field_value(own.text)[0] else told(label, own.text.strip())
                if values := field_entry(wanted):
                    made.append(entry(edit, own, kind=Kind.AMEND, **values))
                else:
                    unknown = {"id": own.id, "label": label, "typed": own.text.strip()}
                    problem = Problem("hearing-field-unknown", Location(), unknown)
                    self.decided.problems.append(problem)
            elif self.decided.met(edit):
                ruling = self.decided.ruled[edit.id]
                made.append(entry(edit, ruling, kind=Kind.AMEND, **field_entry(edit.after)))
        return made

    def _is_of_field(self, edit: Edit) -> bool:
        """Whether a wording typed at this edit is of the small line alone."""
        dispute = next((c for c in self.merged.conflicts if c.id == edit.conflict), None)
        return dispute is None or dispute.part is Part.FIELD

    def _speaks_of_heading(self, edit: Edit) -> bool:
        """Whether a wording typed at this edit is one of the heading alone."""
        dispute = next((c for c in self.merged.conflicts if c.id == edit.conflict), None)
        return dispute is None or dispute.part is Part.HEADING

    def _is_of_whole(self, own: Ruling, edits: Sequence[Edit]) -> bool:
        """Whether a wording was typed at a dispute over heading and text together."""
        return any(
            edit.part is Part.HEADING and self.decided.wording(edit) is own for edit in edits
        )

    def _parts(self, known: Known, own: Ruling, *, whole: bool) -> tuple[str, str]:
        """Heading and text of an own wording; heads only what was shown with its heading."""
        if not whole:
            return "", own.text.strip()
        return heading_and_text(own.text, known.block.text, opens_with_heading=True)

    def _texts(self, known: Known, edits: Sequence[Edit], headings: list[Made]) -> list[Made]:
        """Rewordings of a text, each made against what the one before it left."""
        made: list[Made] = []
        hunks: list[Hunk] = []
        stands = known.block.text
        for about, own in self._own_wordings(known, edits):
            text = self._parts(known, own, whole=self._is_of_whole(own, edits))[1]
            text = numbered_as(listed_like(text, known.lines), known.block.text)
            wanted = [hunk for hunk, _ in differences(known.words, tokenize_markup(text))]
            if not self._join(known, hunks, wanted, own.id):
                continue
            text = text if len(hunks) == len(wanted) else text_with(known, hunks)
            made.append(entry(about, own, kind=Kind.REPLACE, before=stands, text=text))
            stands = text
        for edit in edits:
            if (
                edit.part is not Part.TEXT
                or edit.kind is EditKind.REMOVE
                or not self.decided.met(edit)
            ):
                continue
            assert edit.hunk is not None
            ruling = self.decided.ruled[edit.id]
            if not self._join(known, hunks, [edit.hunk], ruling.id):
                continue
            text = text_with(known, hunks)
            made.append(entry(edit, ruling, kind=Kind.AMEND, before=stands, text=text))
            stands = text
        if made and known.block.waiting and not known.block.heading:
            # A point becomes one with its first wording, and cannot do so without a heading.
            named = plain_of(known.heading_words) or UNNAMED
            if headings:
                named = headings.pop().entry.heading or named
                headings.clear()
            first = made[0].entry.model_copy(update={"heading": named})
            made[0] = made[0]._replace(entry=first)
        return made

    def _own_wordings(
        self, known: Known, edits: Sequence[Edit]
    ) -> list[tuple[Edit | Comment, Ruling]]:
        """The secretariat's own wordings of a text, each once, with what it answers."""
        found: dict[str, tuple[Edit | Comment, Ruling]] = {}
        for edit in edits:
            own = self.decided.wording(edit)
            alone = edit.part is Part.HEADING and self._speaks_of_heading(edit)
            alone = alone or edit.part is Part.FIELD
            if own is not None and not alone and edit.kind is not EditKind.CELL:
                found.setdefault(own.id, (edit, own))
        for comment in self.merged.comments:
            if comment.id in self.decided.own and comment.block == known.block.id:
                found[comment.id] = (comment, self.decided.own[comment.id])
        return list(found.values())

    def _join(self, known: Known, hunks: list[Hunk], more: Sequence[Hunk], id_: str) -> bool:
        """Add hunks to those already made, unless they touch the same words."""
        new = [hunk for hunk in more if hunk not in hunks]
        if any(clash(one, other, known.words) for one in hunks for other in new):
            values = {"id": id_, "block": known.block.id}
            self.decided.problems.append(Problem("hearing-wordings-clash", Location(), values))
            return False
        hunks += new
        return True
