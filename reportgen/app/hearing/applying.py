"""The secretariat's decisions, taken into ``aendringer/``; the round is closed with them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.app import deciding
from reportgen.app.archiving import keep
from reportgen.app.generate import read_sound
from reportgen.app.hearing.answering import answer_files, answers_there, decisions_of
from reportgen.app.hearing.decided import decisions_in, own_edits, rows_of
from reportgen.app.hearing.gathering import Gathering, NoRoundOpen, RoundAnswers
from reportgen.app.hearing.overtaken import (
    current_inputs,
    rows_overtaken,
    texts_seen,
    with_texts_shown,
)
from reportgen.app.hearing.records import (
    RECORDED,
    cell_note,
    of_cell,
    of_file_set_aside,
    of_fixed_text,
    of_row,
    round_receipt,
)
from reportgen.app.hearing.waiting import take_in
from reportgen.app.workbook import cells as workbook_cells
from reportgen.app.workbook.cells import row_note
from reportgen.app.workbook.point_cells import cells_of_points, without_written
from reportgen.app.year import YearInputs, decided_changes
from reportgen.hearing.decisions.apply import Applied, apply_rulings
from reportgen.hearing.decisions.current import Current, Overtaken
from reportgen.hearing.decisions.fitting import Fitted, fit
from reportgen.hearing.decisions.rows import Row, Typed, rulings, undecided
from reportgen.hearing.decisions.rulings import Outcome, Ruling
from reportgen.hearing.result import Edit, Part
from reportgen.layout.hearing_note import hearing_note
from reportgen.problems import InputFaults, Location, Problem, Refusal, has_errors
from reportgen.report.dates import danish_date, danish_time
from reportgen.report.entries import DecidedEntry
from reportgen.word.write.letter import write_hearing_note
from reportgen.workspace import answer_sets, files
from reportgen.workspace.places import Year
from reportgen.workspace.received import read_receipts
from reportgen.workspace.rounds import Closing, Round, closing_file, open_round
from reportgen.workspace.together import write_all

if TYPE_CHECKING:
    from reportgen.app.hearing.collecting import Collected
    from reportgen.hearing.consolidated.decided import FromDocument

SOURCE = "Høringssvar fra {parties}, {date}"
"""The source of a figure that a party put in."""
UNDECIDED = "Ikke afgjort; det har ikke ført til ændringer."


class NothingCollected(Refusal, code="round-nothing-collected"):
    """Nothing was collected in the round yet."""


@dataclass(frozen=True, slots=True)
class RoundApplied:
    """What `apply` did, or what keeps it from doing it."""

    changes: tuple[dict[str, Any], ...] = ()
    file: str = ""
    """Name in ``aendringer/``; empty where nothing was written."""
    undecided: tuple[str, ...] = ()
    """Rows that nobody decided; nothing was taken in then."""
    overtaken: Mapping[str, Overtaken] = field(default_factory=dict)
    """Rows that are open again, since the inputs say something else there now."""
    files: tuple[Path, ...] = ()
    """The set that was made then, to decide them in."""
    outcomes: Mapping[str, int] | None = None
    """How many rows were decided ja, delvist and nej."""
    note: Path | None = None
    answers: tuple[Path, ...] = ()
    """The answers to the parties, each a document and the draft of its mail."""
    problems: tuple[Problem, ...] = ()
    already: bool = False
    """Whether the round was applied before, and nothing was done now."""

    @property
    def is_done(self) -> bool:
        """Whether the round is closed."""
        return self.outcomes is not None


def apply(
    year: Year,
    paths: Sequence[Path],
    now: dt.datetime,
    say: Callable[[Problem], str],
    *,
    by: str | None = None,
    base_stays: bool = False,
) -> RoundApplied:
    """Take the decisions of the open round into the next file of ``aendringer/``.

    `paths` are the workbook, the consolidated document or both, else those of the latest
    set in ``svar/``. Where the two disagree, or rows are undecided, nothing is done, unless
    for the latter `base_stays` says that what was sent out stands; it closes a round, too, in
    which nothing was received in time. Where the inputs say something else by now about what
    was met, or other rows are found in the answers than an earlier version found, nothing is
    taken in, and the next set is made. A round that was applied before is told with what came
    of it, and nothing is done. Raises `NoRoundOpen`, `NothingCollected`, `InputFaults` where
    something cannot be read, and what `take_in` raises.
    """
    inputs, rounds = read_sound(year)
    found = open_round(rounds)
    if found is None and rounds:
        return _applied(inputs, rounds[-1])
    if found is None:
        raise NoRoundOpen()
    if name := _recorded(year, found.number):
        closing = Closing(closed=now, changes=name)
        write_all(year.workspace.root, closing_file(found, closing))
        return _applied(inputs, replace(found, closing=closing))
    take_in(year, found)
    received = read_receipts(found)
    if base_stays and not received and found.deadline < now.date():
        _make_empty_set(inputs, found, now, say)
    collection = answer_sets.latest(found)
    if collection is None:
        raise NothingCollected(round=found.number)
    receipts = [r for r in received if r.number <= collection.receipts]
    recorded, damaged = answer_sets.read_record(found, collection.number)
    gathering = Gathering(inputs, found, recorded)
    answers = gathering.answers(receipts, collection.number, collection.conflicts)
    rows = rows_of(answers.result, say)
    if answer_sets.has_other_rows(collection, [row.id for row in rows]):
        from reportgen.app.hearing.collecting import read_anew

        return _read_anew(read_anew(inputs, found, receipts, now, say))
    typed, in_word, problems = decisions_in(found, collection, answers.result, rows, paths)
    problems += damaged
    if has_errors(problems):
        return RoundApplied(problems=tuple(problems))
    missing = undecided(rows, typed)
    left = missing if base_stays else ()
    if base_stays:
        typed |= {id_: _left(typed.get(id_)) for id_ in missing}
    by = by or inputs.material.network.secretariat.organisation
    current = current_inputs(inputs, gathering.sent, answers.result)
    decided = _Decided(inputs, answers, rows, typed, by, now, current, left)
    if missing and not base_stays and current is None:
        return _undecided(missing, problems)
    own = own_edits(found, collection, answers.result, in_word)
    seen = texts_seen(found, collection, paths)
    made, untaken = decided.fitted(decided.ruled(in_word, own), seen, own)
    if made.overtaken:
        documents = collection.documents
        if in_word is not None and in_word.own:
            documents = (*documents, collection.number)
        return decided.asked_again(made, collection, documents)
    if missing and not base_stays:
        return _undecided(missing, problems)
    return decided.carried_out(made, [*problems, *untaken])


def _applied(inputs: YearInputs, found: Round) -> RoundApplied:
    """What came of a round that was applied before."""
    assert found.closing is not None  # it is applied
    year, name = inputs.year, found.closing.changes or ""
    changes = deciding.entries_as_json(name, files.read(year.decided / name) or b"") if name else []
    changes = [each for each in changes if not _is_record_of(each, found.number)]
    kept = _keep(inputs, found)
    when = danish_time(found.closing.closed.astimezone())
    values = {"round": found.number, "when": when, "count": len(changes)}
    code = "round-applied" if name else "round-applied-unchanged"
    told = Problem(code, Location(f"aendringer/{name}" if name else ""), values)
    note = answer_sets.note_of(found)
    return RoundApplied(
        changes=tuple(changes),
        file=name,
        outcomes={},
        note=note,
        answers=answers_there(year, found),
        problems=(*inputs.problems, told, *kept),
        already=True,
    )


def _is_record_of(change: Mapping[str, Any], number: int) -> bool:
    source = change.get("kilde") or {}
    return bool(source.get("fil") == RECORDED.format(number=number))


def _keep(inputs: YearInputs, found: Round) -> tuple[Problem, ...]:
    """Keep the year with its round applied in the archive, unless it is kept there."""
    return keep(
        inputs.year,
        version=found.version,
        step=f"hoering {found.number} afgjort",
        secretariat=inputs.material.network.secretariat,
    )


def _make_empty_set(
    inputs: YearInputs, found: Round, now: dt.datetime, say: Callable[[Problem], str]
) -> None:
    """Make the set of a round in which nothing was received, unless there is one."""
    from reportgen.app.hearing.collecting import read_anew

    read_anew(inputs, found, (), now, say)


def _read_anew(made: Collected) -> RoundApplied:
    name = made.paths[0].name
    where = Location(f"hoering/{made.round.number}/svar/{name}", sheet="Svar")
    fault = Problem("hearing-read-anew", where, {"file": f"svar/{name}"})
    open_ = tuple(row.id for row in made.rows if row.typed.outcome is None)
    return RoundApplied(undecided=open_, files=made.paths, problems=(*made.problems, fault))


def _undecided(missing: tuple[str, ...], problems: Sequence[Problem]) -> RoundApplied:
    fault = Problem("hearing-undecided", Location(), {"count": len(missing)})
    return RoundApplied(undecided=missing, problems=(*problems, fault))


def _left(typed: Typed | None) -> Typed:
    words = typed or Typed()
    return Typed(Outcome.NO, "", words.assessment, words.reason or UNDECIDED)


@dataclass(frozen=True, slots=True)
class _Decided:
    """Everything that was decided, by whom and when."""

    inputs: YearInputs
    answers: RoundAnswers
    rows: Sequence[Row]
    typed: Mapping[str, Typed]
    by: str
    now: dt.datetime
    current: Current | None
    """The inputs beside what was sent out; None where they still say the same."""
    left: Collection[str]
    """Rows that nobody decided, and where what was sent out stands."""

    def ruled(self, in_word: FromDocument | None, own: Sequence[Edit]) -> Applied:
        """Entries for every decision, and for what the secretariat wrote itself in Word."""
        merged, date = self.answers.result.merged, self.now.date()
        ruled = rulings(self.rows, self.typed, self.by, date)
        if in_word is not None:
            merged = replace(merged, edits=in_word.in_order(merged.edits))
        if own:
            edits = (*merged.edits, *map(self._ours, own))
            merged = replace(merged, edits=edits)
            ruled |= {e.id: Ruling(e.id, Outcome.YES, by=self.by, date=date) for e in own}
        taken = deciding.taken_ids(self.inputs)
        made = apply_rulings(self.answers.result.prepared, merged, ruled, taken)
        if has_errors(made.problems):
            raise InputFaults(map(self._at_its_row, made.problems))
        return made

    def _at_its_row(self, problem: Problem) -> Problem:
        """The problem, at the cell where its row, or the first of them, was decided."""
        named = str(problem.values.get("ids") or problem.values.get("id") or "")
        typed = self.typed.get(named.partition(", ")[0])
        return replace(problem, location=typed.where) if typed else problem

    def _ours(self, edit: Edit) -> Edit:
        sources = tuple(replace(source, party=self.by) for source in edit.sources)
        return replace(edit, sources=sources, conflict="")

    def fitted(
        self, made: Applied, seen: Mapping[str, str], own: Sequence[Edit]
    ) -> tuple[Fitted, list[Problem]]:
        """The decisions as the inputs can take them now.

        A row is settled where what the inputs say now was `seen` when it was decided. What
        the secretariat wrote in Word of its `own` has no row; where that does not fit, it is
        asked in an entry, and told.
        """
        if self.current is None:
            return Fitted(tuple(made.made), tuple(made.cells), tuple(made.rows), {}), []
        used = deciding.taken_ids(self.inputs)

        def fit_with(settled: Collection[str]) -> Fitted:
            assert self.current is not None
            prepared = self.answers.result.prepared
            return fit(made, prepared, self.current, self.rows, used=used, settled=settled)

        fields = self._fields_overtaken()
        asked = {**fit_with(()).overtaken, **fields}
        settled = {id_ for id_, each in asked.items() if seen.get(id_) == each.now}
        found = fit_with(settled)
        fields = {id_: each for id_, each in fields.items() if id_ not in settled}
        without_row = {edit.id: edit for edit in own if edit.id in found.overtaken}
        entries = tuple(
            each._replace(entry=deciding.asked(each.entry)) if each.row in without_row else each
            for each in found.made
        )
        open_ = {
            id_: each
            for id_, each in {**found.overtaken, **fields}.items()
            if id_ not in without_row
        }
        told = [
            Problem("hearing-not-taken-in", Location(), {"block": edit.block or edit.section})
            for edit in without_row.values()
        ]
        return Fitted(entries, found.cells, found.rows, open_), told

    def _fields_overtaken(self) -> dict[str, Overtaken]:
        """Rows on the small line of a point that were met, and that the inputs say otherwise."""
        edits = {edit.id: edit for edit in self.answers.result.merged.edits}
        met = [
            row
            for row in self.rows
            if self.typed.get(row.id, Typed()).outcome in {Outcome.YES, Outcome.PARTLY}
            and any(id_ in edits and edits[id_].part is Part.FIELD for id_ in row.about)
        ]
        return rows_overtaken(self.answers.result, met, self.current)

    def asked_again(
        self, made: Fitted, collection: answer_sets.Collection, documents: Sequence[int]
    ) -> RoundApplied:
        """Make the next set, in which every row that was overtaken shows both texts."""
        from reportgen.app.hearing.collecting import make_set

        result, found = self.answers.result, self.answers.round
        overtaken = {**made.overtaken, **rows_overtaken(result, self.rows, self.current)}
        rows = tuple(replace(r, typed=self.typed.get(r.id, Typed())) for r in self.rows)
        shown = with_texts_shown(rows, overtaken, collection.overtaken)
        answers = replace(self.answers, number=collection.number + 1)
        paths, kept = make_set(
            answers,
            shown,
            collection.receipts,
            inputs=self.inputs,
            now=self.now,
            overtaken=overtaken,
            documents=documents,
        )
        again = tuple(row.id for row in shown if row.id in made.overtaken)
        values = {"count": len(again), "file": f"svar/{paths[0].name}", "rows": ", ".join(again)}
        where = Location(f"hoering/{found.number}/svar/{paths[0].name}", sheet="Svar")
        fault = Problem("hearing-inputs-changed", where, values)
        return RoundApplied(
            undecided=tuple(row.id for row in shown if row.typed.outcome is None),
            overtaken={id_: overtaken[id_] for id_ in again},
            files=paths,
            problems=(*kept, fault),
        )

    def carried_out(self, made: Fitted, problems: Sequence[Problem]) -> RoundApplied:
        """Write the decisions, fill in the note, and close the round."""
        found, date = self.answers.round, self.now.date()
        entries = deciding.fitted(self.inputs, [each.entry for each in made.made])
        of_points = cells_of_points(self.inputs, entries)
        workbook = workbook_cells.with_written_cells(
            self.inputs, [*made.cells, *of_points], made.rows, date=date, source=SOURCE
        )
        entries = without_written(self.inputs, entries, workbook.done)
        aside = (row for row in self.rows if not row.about)
        entries += [of_file_set_aside(row, self.typed[row.id], self.by, date) for row in aside]
        to_type = [cell for cell in made.cells if cell.cell not in workbook.done]
        entries += [of_cell(cell, self.by) for cell in to_type]
        left = [row for row in made.rows if row not in workbook.rows]
        entries += [of_row(row, self.by) for row in left]
        fixed = [edit for edit in self._met() if edit.part is Part.FIXED]
        entries += [of_fixed_text(edit, self.by) for edit in fixed]
        name, data, changes, untaken = self._next_file(entries)
        hearing, result = self.answers.hearing, self.answers.result
        note = hearing_note(hearing, result, self.rows, self.typed, date=date)
        path = answer_sets.path_of(found, self.answers.number, answer_sets.NOTE)
        contents = workbook_cells.workbook_file(self.inputs, workbook)
        if name:
            contents[self.inputs.year.decided / name] = data
        contents[path] = write_hearing_note(self.inputs.template, note)
        by_hand = {edit.id for edit in fixed}
        by_hand.update(*(cell.edits for cell in to_type), *(row.edits for row in left))
        to_parties = self._answers([each.row for each in made.made], name, data, by_hand)
        contents |= to_parties
        contents |= closing_file(found, Closing(closed=self.now, changes=name or None))
        write_all(self.inputs.year.workspace.root, contents)
        kept = _keep(self.inputs, found)
        told = [*workbook.told, *map(cell_note, to_type), *map(row_note, left), *untaken]
        if date <= found.deadline and (missing := answer_sets.unanswered(found)):
            values = {"deadline": danish_date(found.deadline), "parties": ", ".join(missing)}
            told.append(Problem("hearing-closed-early", Location(), values))
        decided = (self.typed[row.id].outcome for row in self.rows)
        return RoundApplied(
            changes=tuple(changes),
            file=name,
            outcomes=dict(Counter(outcome.value for outcome in decided if outcome)),
            note=path,
            answers=tuple(to_parties),
            problems=(*self.inputs.problems, *problems, *told, *kept),
        )

    def _answers(
        self, made: Sequence[str], name: str, data: bytes, by_hand: Collection[str]
    ) -> dict[Path, bytes]:
        """The answers to the parties; the rows `made` are those of the new file's first entries.

        The edits `by_hand` were met, and a person has yet to write them in.
        """
        changes = deciding.changes_in(name, data) if name else ()
        # That nobody took a stand is told by itself, and not as anybody's reason.
        silent = (id_ for id_ in self.left if self.typed[id_].reason == UNDECIDED)
        typed = {**self.typed, **{id_: replace(self.typed[id_], reason="") for id_ in silent}}
        decisions = decisions_of(
            self.inputs,
            self.rows,
            typed,
            left=self.left,
            made=made,
            changes=changes,
            by_hand=by_hand,
            prepared=self.answers.result.prepared,
        )
        return answer_files(self.inputs, self.answers, decisions, self.now.date())

    def _met(self) -> Iterator[Edit]:
        """Edits that stand alone and were met."""
        for edit in self.answers.result.merged.edits:
            typed = self.typed.get(edit.id)
            if typed is not None and typed.outcome in {Outcome.YES, Outcome.PARTLY}:
                yield edit

    def _next_file(
        self, entries: Sequence[DecidedEntry]
    ) -> tuple[str, bytes, list[dict[str, Any]], tuple[Problem, ...]]:
        """The next file of ``aendringer/``: its name, bytes and entries, and what it asks."""
        if not entries:
            return "", b"", [], ()
        number = self.answers.round.number
        head = f"Afgjort efter høringsrunde {number}. Ret ikke i filen."
        receipt = round_receipt(number, self.by, self.now.date())
        name, data, untaken = deciding.next_file_asking(self.inputs, [*entries, receipt], (head,))
        return name, data, deciding.entries_as_json(name, data)[:-1], untaken


def _recorded(year: Year, number: int) -> str | None:
    """The file with a round's decisions, where a crash kept the round from being closed."""
    for change in decided_changes(year):
        origin = getattr(change.entry, "origin", None)
        if origin is not None and origin.file == RECORDED.format(number=number):
            return change.location.file
    return None
