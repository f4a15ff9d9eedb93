"""The consolidated document: all answers in one, and what was decided in it by working there."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.app.hearing.consolidated_decisions import FromDocument, decisions_from_document
from reportgen.app.hearing.consolidated_plan import plan
from reportgen.hearing.base import Prepared
from reportgen.hearing.result import Merged
from reportgen.word.revisions.redline.document import redline

__all__ = ["FromDocument", "consolidate", "decisions_from_document", "plan"]


def consolidate(
    base: bytes, prepared: Prepared, merged: Merged, order: Sequence[str], secretariat: str
) -> bytes:
    """Write all answers into the document that was sent out, each under its party.

    `base` is that document and `prepared` what was read from it; `order` is that of the
    network's organisations, and `secretariat` signs what is said about conflicts. The
    same arguments always give the same bytes.
    """
    return redline(base, plan(prepared, merged, order, secretariat))
