"""What became of the documents made beside a year's report, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.language.translation import ntr, tr

if TYPE_CHECKING:
    from reportgen.app.extracts.document_journal import DocumentJournal


def journal_made(journal: DocumentJournal) -> Iterator[str]:
    """How many documents there are, and what somebody has yet to say of them."""
    count = len(journal.entries)
    if not count:
        yield tr("No document has come in, and none was made to be sent.")
        return
    yield ntr("{count} document is in the list.", "{count} documents are in the list.", count)
    if journal.undated:
        yield ntr(
            "{count} of them has no date: nobody has marked when it was sent.",
            "{count} of them have no date: nobody has marked when they were sent.",
            journal.undated,
        )
    if not journal.case_number:
        yield tr("No case number is known. Write it into the sheet Året.")
    if not journal.kle:
        yield tr("No KLE number is known. Write it into the sheet Året.")


def submission_made() -> Iterator[str]:
    """That the case is there, and that nobody was sent it."""
    yield tr("The case for the steering group is written. You send it yourself.")
