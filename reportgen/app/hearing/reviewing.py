"""An open round while it is decided on the desk: loaded once, and looked at anew as files change.

What is decided is first kept in the journal; the workbook is written behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from reportgen.app.hearing.applying import NothingCollected
from reportgen.app.hearing.decided import HALF_MADE, decided_in, rows_of
from reportgen.app.hearing.gathering import Gathering, NoRoundOpen, RoundAnswers, sole_open_round
from reportgen.app.hearing.overtaken import current_inputs, rows_overtaken, with_texts_shown
from reportgen.app.hearing.waiting import (
    Cell,
    DecisionsWithoutWorkbook,
    Sheet,
    Waiting,
    held_against,
    place_of,
    read_sheet,
    waiting_for,
    write_behind,
)
from reportgen.app.standing.freshness import stamps
from reportgen.hearing.decisions.rows import Typed, disagreements, with_document
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.responses import RoundResult
from reportgen.hearing.review.items import Item, Items, Overview, decided
from reportgen.hearing.review.views import View, ViewedLine, viewed
from reportgen.problems import InputFaults, Location, Problem, Refusal
from reportgen.report.journal import Batch, Entry, Fate, Said, to_undo
from reportgen.sources.decision_sheet import (
    KINDS,
    MET,
    OUTCOMES,
    TO_TYPE,
    TYPE,
    WORDING,
    said_in,
    with_said,
)
from reportgen.sources.text_file import tidy
from reportgen.sources.workbook.create import TextTooLong
from reportgen.sources.workbook.elements import LONGEST_TEXT, encode_text
from reportgen.workspace import answer_sets
from reportgen.workspace.answer_sets import DOCUMENT, SHEET, STATE
from reportgen.workspace.files import FileHeld
from reportgen.workspace.journal import Journal
from reportgen.workspace.lock import held
from reportgen.workspace.places import Year
from reportgen.workspace.received import read_receipts
from reportgen.workspace.rounds import CLOSED_FILE

_Stamp = tuple[int, int] | None


class Review:
    """The open round of a year with everything that is to be decided in it.

    `say` words in Danish why a file was set aside. Raises `NoRoundOpen`, `NothingCollected`, and
    `InputFaults` where something cannot be read. Not for two threads at once.
    """

    def __init__(self, year: Year, say: Callable[[Problem], str]) -> None:
        self.year, self._say = year, say
        self._load()

    def _load(self) -> None:
        """Read the round and its latest set from the record of the merge."""
        self._inputs_stamp = stamps(self.year).inputs
        inputs, self.round = sole_open_round(self.year)
        made = answer_sets.latest(self.round)
        if made is None:
            raise NothingCollected(round=self.round.number)
        self.made = made
        receipts = [r for r in read_receipts(self.round) if r.number <= made.receipts]
        recorded, self.problems = answer_sets.read_record(self.round, made.number)
        gathering = Gathering(inputs, self.round, recorded)
        self.answers: RoundAnswers = gathering.answers(receipts, made.number, made.conflicts)
        if self.answers.record != recorded:
            answer_sets.write_record(self.round, made.number, self.answers.record)
        result = self.answers.result
        known = {id_ for id_, *_ in made.rows}
        rows = tuple(row for row in rows_of(result, self._say) if row.id in known)
        current = current_inputs(inputs, gathering.sent, result)
        found = rows_overtaken(result, rows, current) if made.overtaken else {}
        overtaken = {id_: each for id_, each in found.items() if id_ in made.overtaken}
        self.items = Items(result, with_texts_shown(rows, overtaken, {}), overtaken)
        self.journal = Journal(self.year.journal)
        self._sheet_path = answer_sets.path_of(self.round, made.number, SHEET)
        self._document_path = answer_sets.path_of(self.round, made.number, DOCUMENT)
        self._read_document()
        self._read_sheet()

    def _read_document(self) -> None:
        """What was decided by accepting and rejecting in the consolidated document."""
        self._document_stamp = _stamp(self._document_path)
        self.in_word: Mapping[str, Typed] = {}
        self.document_problems: tuple[Problem, ...] = ()
        try:
            if worked_in := answer_sets.edited(self.round, self.made, DOCUMENT):
                self.in_word = decided_in(*worked_in, self.result).decisions
        except InputFaults as faults:
            self.document_problems = faults.problems
        self._forget()

    def _read_sheet(self) -> None:
        self._stamp = _stamp(self._sheet_path)
        self.sheet: Sheet | None = read_sheet(self.round, self.made)
        self._forget()

    def _forget(self) -> None:
        """What is worked out from the workbook and the journal is worked out anew."""
        for name in ("waiting", "typed", "overview"):
            self.__dict__.pop(name, None)

    @property
    def result(self) -> RoundResult:
        """Everything that came back."""
        return self.answers.result

    @property
    def is_current(self) -> bool:
        """Whether nothing changed on the disk since that takes long to read."""
        return (
            not self._is_to_load()
            and _stamp(self._sheet_path) == self._stamp
            and _stamp(self._document_path) == self._document_stamp
        )

    def _is_to_load(self) -> bool:
        """Whether there is another set, or the inputs changed where both texts are shown."""
        following = answer_sets.path_of(self.round, self.made.number + 1, STATE)
        if self.made.overtaken and stamps(self.year).inputs != self._inputs_stamp:
            return True
        return following.exists()

    def refresh(self) -> None:
        """Look at what changed on the disk since; raises what loading it does."""
        if (self.round.folder / CLOSED_FILE).exists():
            raise NoRoundOpen()
        if self._is_to_load():
            self._load()
            return
        if _stamp(self._sheet_path) != self._stamp:
            self._read_sheet()
        if _stamp(self._document_path) != self._document_stamp:
            self._read_document()
        if self.journal.refresh():
            self._forget()

    @property
    def version(self) -> str:
        """Changes whenever what the page shows may have changed."""
        stamp = "-".join(map(str, (*(self._stamp or ()), *(self._document_stamp or ()))))
        said = self.journal.entries
        settled = len(said) - len(self.journal.waiting)
        return f"{self.round.number}.{self.made.number}.{stamp}.{len(said)}.{settled}"

    @cached_property
    def waiting(self) -> Waiting:
        """What waits for the workbook."""
        typed = self.sheet.typed if self.sheet else {}
        return held_against(waiting_for(self.round, self.journal), typed, self.made)

    @cached_property
    def typed(self) -> Mapping[str, Typed]:
        """What is typed now in each row: in the workbook, and on the desk after it."""
        typed = dict(self.sheet.typed) if self.sheet else {}
        for (row, column), folded in self.waiting.cells.items():
            typed[row] = with_said(typed.get(row, Typed()), column, folded.value)
        return typed

    @cached_property
    def overview(self) -> Overview:
        """All changes with what is decided of them; in Word, where nothing is typed."""
        differing = disagreements(self.typed, self.in_word)
        return Overview(
            self.items,
            with_document(self.typed, self.in_word),
            frozenset(row for row, _ in self.waiting.contested),
            frozenset(str(problem.values["id"]) for problem in differing),
        )

    def view(self, section: str, view: View) -> tuple[ViewedLine, ...]:
        """A section of the report as a whole."""
        rows = [row for item in self.items.all for row in item.rows]
        merged, typed = self.result.merged, self.overview.typed
        return viewed(self.result.prepared, merged, rows, typed, section, view=view)

    # What a person does

    def keep(
        self,
        said: Mapping[Cell, tuple[str, str]],
        *,
        batch: str = "",
        undoes: str = "",
        instead_of: Iterable[int] = (),
    ) -> tuple[Entry, ...]:
        """Keep what was typed in some cells: what the page showed in each, and what it is to say.

        Once this returns, it is on the disk. Raises `InputFaults` for what is no decision, and
        `TextTooLong`, `FileHeld` or `NoRoom`; nothing is kept then.
        """
        made = [
            Said(place_of(self.round, *cell), tidy(shown), _as_typed(cell, value))
            for cell, (shown, value) in said.items()
        ]
        if not undoes and not instead_of:
            made = [each for each in made if each.value != each.shown]
        if not made:
            return ()
        kept = self.journal.keep(made, batch=batch, undoes=undoes, instead_of=instead_of)
        self._forget()
        return kept

    def decide(
        self,
        item: Item,
        outcome: Outcome | None,
        side: str = "",
        *,
        shown: Mapping[Cell, str] | None = None,
        texts: Mapping[Cell, str] | None = None,
        batch: str = "",
    ) -> tuple[Entry, ...]:
        """Decide a change; of a conflict, for one `side`.

        `shown` is what the page showed, where it said; `texts` is what was typed beside it. An own
        wording stays only where it is one: it is partly met.
        """
        wanted: dict[Cell, str] = dict(texts or {})
        for row, given in decided(item, outcome, side).items():
            wanted[row, MET] = given.value if given else ""
            if given in {Outcome.YES, Outcome.NO}:
                wanted[row, WORDING] = ""
        seen = shown or {}
        said = {cell: (seen.get(cell, self.said(cell)), value) for cell, value in wanted.items()}
        return self.keep(said, batch=batch)

    def said(self, cell: Cell) -> str:
        """What a cell says by now, as far as the desk knows."""
        return said_in(self.typed.get(cell[0], Typed()), cell[1])

    def accept_editorial(self) -> tuple[Entry, ...]:
        """Meet every editorial change that is open, in one go: each row is its own record."""
        rows = self.overview.editorial_left()
        return self.keep({(row.id, MET): ("", Outcome.YES.value) for row in rows})

    @property
    def to_undo(self) -> tuple[Batch | None, Batch | None]:
        """What is undone next in this round, and what is done again."""
        here = f"hoering/{self.round.number}"
        return to_undo(entry for entry in self.journal.entries if entry.place[0] == here)

    def undo(self, *, again: bool = False) -> tuple[Entry, ...]:
        """Put back what stood before the last thing done; or do `again` what was undone last."""
        batch = self.to_undo[1 if again else 0]
        if batch is None:
            return ()
        said = {
            (each.place[1], each.place[2]): (each.shown, each.value) for each in batch.reversed()
        }
        return self.keep(said, undoes=batch.name)

    def choose(self, cell: Cell, value: str) -> tuple[Entry, ...]:
        """Say what is to stand where the workbook and the desk say different things."""
        folded = self.waiting.cells[cell]
        numbers = [entry.number for entry in folded.contested]
        return self.keep({cell: (folded.value, value)}, instead_of=numbers)

    def put_aside(self) -> None:
        """Let go of what was typed in rows that are no longer there; the journal remembers it."""
        self.journal.settle({entry.number: Fate.REPLACED for entry in self.waiting.homeless})
        self._forget()

    # Writing behind

    def write(self) -> Problem | None:
        """Write what waits into the workbook; returns what keeps it from being written now.

        It reads the journal by itself, so that it may go on in a thread of its own while
        decisions are kept; what it wrote is seen at the next `refresh`.
        """
        if not self.year.journal.exists():
            return None
        try:
            journal = Journal(self.year.journal)
            if not waiting_for(self.round, journal):
                return None
            if self.is_open_elsewhere:
                raise FileHeld(Location(self._sheet_path.name))
            with held(self.year.workspace.root):
                write_behind(self.round, self.made, journal)
        except Refusal as refusal:
            return refusal.problem
        except InputFaults as faults:
            return faults.problems[0]
        return None

    @property
    def is_open_elsewhere(self) -> bool:
        """Whether Excel or LibreOffice says that it has the workbook open.

        Where the system lets both write, whoever saves last would undo what the other wrote.
        """
        name = self._sheet_path.name
        return any(self._sheet_path.with_name(x).exists() for x in (f"~${name}", f".~lock.{name}#"))

    @property
    def told(self) -> tuple[Problem, ...]:
        """What is wrong in the round's files; what is only half decided stands at its change."""
        in_sheet = self.sheet.problems if self.sheet else ()
        found = (*self.problems, *self.document_problems, *in_sheet)
        return tuple(problem for problem in found if problem.code not in HALF_MADE)

    @property
    def missing(self) -> Problem | None:
        """What to say where the workbook is gone."""
        if self.sheet is not None:
            return None
        return DecisionsWithoutWorkbook(Location(self._sheet_path.name)).problem


def _as_typed(cell: Cell, value: str) -> str:
    """What is typed, as a cell can hold it; raises `InputFaults` where none can."""
    row, column = cell
    value = tidy(value)
    if column not in TO_TYPE or (column == MET and value not in {"", *OUTCOMES}):
        values = {"typed": value, "allowed": ", ".join(OUTCOMES)}
        raise InputFaults([Problem("hearing-outcome-unknown", Location(SHEET), values)])
    if column == TYPE and value not in {"", *KINDS}:
        values = {"typed": value, "allowed": ", ".join(KINDS)}
        raise InputFaults([Problem("hearing-kind-unknown", Location(SHEET), values)])
    if len(encode_text(value).encode("utf-16-le")) > 2 * LONGEST_TEXT:
        raise TextTooLong(Location(f"{row}, {column}"), length=len(value))
    return value


def _stamp(path: Path) -> _Stamp:
    """When a file was written and how long it is; None where there is none."""
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_mtime_ns, there.st_size
