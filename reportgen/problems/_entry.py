"""What one problem code says."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.problems._problem import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Entry:
    """Severity and words of one code; ``{name}`` are blanks the problem fills in."""

    severity: Severity
    message: str
    hint: str = ""


def N_(text: str) -> str:  # noqa: N802 - the name gettext's own documentation uses
    """Mark `text` for translation; it is looked up when the problem is shown."""
    return text
