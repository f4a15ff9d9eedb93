"""A mail that reminds those who have not answered, laid ready to be sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from reportgen.app.hearing.gathering import hearing_of, sole_open_round
from reportgen.layout import letters
from reportgen.problems import Refusal
from reportgen.report.stage import Stage
from reportgen.sources.mail.drafts import MailDraft, addresses, write_draft
from reportgen.workspace import answer_sets, files
from reportgen.workspace.made import write_made
from reportgen.workspace.names import plain
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import REMINDER, Round


class NobodyMissing(Refusal, code="round-nobody-missing"):
    """All parties have answered."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """The mail that lies ready."""

    path: Path
    parties: tuple[str, ...]
    """Who it is to."""
    unaddressed: tuple[str, ...]
    """Who has not answered either, and no address is known of."""


def remind(year: Year, today: dt.date) -> Reminded:
    """Write one mail to all parties that have not answered, for Outlook to send.

    It goes to the secretariat itself, and hidden to the others: nobody is shown who else is
    late. What was sent to all hangs on it; a party's own copy cannot. Raises `NoRoundOpen`,
    `NobodyMissing`, and `InputFaults` where the inputs or what was received are damaged.
    """
    inputs, found = sole_open_round(year)
    missing = answer_sets.unanswered(found)
    if not missing:
        raise NobodyMissing()
    network, members = inputs.material.network, inputs.workbook.members
    to = {party: addresses(members, party, today) for party in missing}
    hearing = hearing_of(inputs, found)
    copy = _copy(found)
    draft = MailDraft(
        to=(network.secretariat.email,) if network.secretariat.email else (),
        subject=letters.reminder_subject(hearing),
        text=letters.reminder_text(hearing, today),
        attachment=files.read(copy) if copy else None,
        name=copy.name if copy else "",
        hidden=tuple(dict.fromkeys(address for each in to.values() for address in each)),
    )
    name = f"{today:%Y%m%d}{REMINDER}{year.year}_{plain(network.short_name)}.eml"
    path = write_made(year.outputs / name, write_draft(draft))
    return Reminded(path, missing, tuple(party for party, known in to.items() if not known))


def _copy(found: Round) -> Path | None:
    """The copy that all were sent; none where each had its own."""
    return next(iter(sorted(found.sent.glob(f"*_{Stage.HEARING}.docx"))), None)
