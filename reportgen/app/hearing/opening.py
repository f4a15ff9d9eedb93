"""Opening a hearing round: the next version, laid ready to be sent to every party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.app.generate import (
    EditsNotAbsorbed,
    edited_version,
    keep_version,
    next_version,
    read_sound,
)
from reportgen.app.year import YearInputs, refuse_placeholders
from reportgen.layout import letters
from reportgen.problems import Location, Problem, Refusal
from reportgen.report.model import Pending
from reportgen.report.stage import Stage
from reportgen.sources.mail.drafts import MailDraft, addresses, write_draft, write_recipients
from reportgen.word.elements.identity import SentCopy
from reportgen.word.write.hearing_copy import hearing_copy
from reportgen.word.write.letter import write_letter
from reportgen.workspace import files, together, versions
from reportgen.workspace import rounds as names
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import (
    BASE,
    ROUND_FILE,
    SENT,
    Party,
    Round,
    next_number,
    opened_yaml,
    refuse_if_open,
)
from reportgen.workspace.versions import Record


class InputsPending(Refusal, code="round-inputs-pending"):
    """Inputs from the meetings still need a wording."""


class CarriedOverUnchanged(Refusal, code="round-carried-over"):
    """Something stands as the year before left it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What `open_hearing` did."""

    round: Round
    record: Record
    """The version that was sent out."""
    paths: tuple[Path, ...]
    """What was made: what is sent first, then the version among the outputs."""
    problems: tuple[Problem, ...]
    pending: tuple[Pending, ...]
    unaddressed: tuple[str, ...]
    """Parties that no address is known of."""


def open_hearing(
    year: Year,
    now: dt.datetime,
    deadline: dt.date,
    *,
    per_party: bool = False,
    lock: bool = True,
    with_pending: bool = False,
) -> Opened:
    """Make the next version, of stage `hoering`, and lay it ready for every party.

    Nothing is sent. Raises `InputFaults` where the inputs have errors, `RoundOpen` while a
    round is open, `PlaceholdersLeft` where the network's file was never filled in, and
    `EditsNotAbsorbed` where somebody has worked in the latest version. Unless
    `with_pending` says that they may go out so, `InputsPending` while inputs want a wording
    and `CarriedOverUnchanged` while something stands as last year left it. Nothing is
    written then. The round is either there whole or not at all.
    """
    inputs, rounds = read_sound(year)
    refuse_if_open(rounds)
    refuse_placeholders(inputs)
    pending = tuple(inputs.folded.pending)
    if pending and not with_pending:
        raise InputsPending(count=len(pending))
    if (left := inputs.carried_over) and not with_pending:
        raise CarriedOverUnchanged(left[0].location, count=len(left))
    if edited := edited_version(year, versions.latest(year)):
        raise EditsNotAbsorbed(Location(edited))
    record, data = next_version(inputs, Stage.HEARING, now.date(), deadline)
    opened = _Opening(inputs, next_number(year), record, data, now, deadline, per_party, lock)
    found, content = opened.round(), opened.content()
    _write(year, found, content, record, data)
    kept = (ROUND_FILE, f"{SENT}/{BASE}/")
    made = [found.folder / name for name in content if not name.startswith(kept)]
    return Opened(
        round=found,
        record=record,
        paths=(*made, year.outputs / record.file),
        problems=(*inputs.problems, *keep_version(inputs, record)),
        pending=pending,
        unaddressed=tuple(name for name, to in opened.recipients() if not to),
    )


@dataclass(frozen=True, slots=True)
class _Opening:
    """A round about to be opened, all of it still in memory."""

    inputs: YearInputs
    number: int
    record: Record
    data: bytes
    now: dt.datetime
    deadline: dt.date
    per_party: bool
    lock: bool

    @property
    def _parties(self) -> tuple[str, ...]:
        return tuple(self.inputs.material.network.organisations)

    def round(self) -> Round:
        """The round as it will be."""
        return Round(
            folder=self.inputs.year.hearing / str(self.number),
            number=self.number,
            version=self.record.version,
            file=self.record.file,
            opened=self.now,
            deadline=self.deadline,
            per_party=self.per_party,
            locked=self.lock,
            parties=tuple(
                Party.model_validate({"part": name, "mappe": folder})
                for name, folder in zip(self._parties, self._names().folders, strict=True)
            ),
        )

    def recipients(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each party with its addresses."""
        members = self.inputs.workbook.members
        return [(p, addresses(members, p, self.now.date())) for p in self._parties]

    def content(self) -> Mapping[str, bytes]:
        """Every file of the round by its path in it, the copies first."""
        hearing, template = self._hearing(), self.inputs.template
        named = self._names()
        found: dict[str, bytes] = {}
        if not self.per_party:
            found[f"{SENT}/{named.copy}"] = self._copy("")
        places = zip(self.recipients(), named.folders, named.copies, strict=True)
        for (party, to), folder, name in places:
            below = f"{SENT}/{folder}"
            copy = self._copy(party) if self.per_party else found[f"{SENT}/{named.copy}"]
            draft = MailDraft(to, hearing.subject, letters.mail_text(hearing, party), copy, name)
            found[f"{below}/{name}"] = copy
            found[f"{below}/{names.LETTER}"] = write_letter(
                template, letters.letter(hearing, party)
            )
            found[f"{below}/{names.MAIL}"] = write_draft(draft)
        listed = letters.list_of_parties(hearing)
        found[f"{SENT}/{names.PARTIES}"] = write_letter(template, listed)
        found[f"{SENT}/{names.RECIPIENTS}"] = write_recipients(self.recipients(), hearing.subject)
        found |= self._base()
        found[ROUND_FILE] = opened_yaml(self.round())
        return found

    def _copy(self, party: str) -> bytes:
        return hearing_copy(self.data, SentCopy(self.number, party), lock=self.lock)

    def _base(self) -> dict[str, bytes]:
        """The version as it was made, with its folded state: what answers are compared with."""
        stem = f"{SENT}/{BASE}/{self.record.version}"
        return {f"{stem}.docx": self.data, f"{stem}.json": self.record.to_json()}

    def _hearing(self) -> letters.Hearing:
        return letters.Hearing(
            network=self.inputs.material.network,
            year=self.inputs.year.year,
            number=self.number,
            parties=self._parties,
            version=self.record.version,
            sent=self.now.date(),
            deadline=self.deadline,
            per_party=self.per_party,
            pending=bool(self.inputs.folded.pending),
        )

    def _names(self) -> names.SentNames:
        year = self.inputs.year
        sent = year.workspace.relative(year.hearing / str(self.number) / SENT)
        return names.sent_names(
            self._parties,
            below=len(f"{sent}/"),
            date=self.now.date(),
            year=year.year,
            network=self.inputs.material.network.short_name,
            version=self.record.version,
            per_party=self.per_party,
        )


def _write(
    year: Year, found: Round, content: Mapping[str, bytes], record: Record, document: bytes
) -> None:
    """Write the round and its version as one.

    The round is built outside the year's folder, where what a crash leaves is in nobody's way.
    """
    beside = year.inputs.parent / f".hoering-{year.year}"
    try:
        files.remove(beside)
        for name, data in content.items():
            files.write(beside / name, data)
        versions.write_version(year, record, document, folder=(beside, found.folder))
    finally:
        if not together.is_unfinished(year.workspace.root):
            files.remove(beside)
