"""Mails that a program wrote: they tell something, but nobody answered with them.

What decides: ``Auto-Submitted`` (RFC 3834), the types of reports (RFC 6522) and of calendars
(RFC 6047), Outlook's message classes (MS-OXCMSG), and the subjects that mail programs give their
automatic answers. ``X-Auto-Response-Suppress`` and ``Precedence`` stand on mails that people
wrote too, so they only support a subject that leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum

from reportgen.problems import limits


class Automatic(StrEnum):
    """What a program wrote a mail for."""

    REPLY = "reply"
    """That somebody is away, or that something was received."""
    REPORT = "report"
    """That a mail arrived, was read, or could not be delivered."""
    CALENDAR = "calendar"
    """An invitation or the answer to one; a person may have written in it."""


MARKS: Mapping[Automatic | None, Mapping[str, str]] = {
    Automatic.REPLY: {"Auto-Submitted": "auto-replied"},
    Automatic.REPORT: {"Content-Class": "urn:content-classes:dsn"},
    Automatic.CALENDAR: {"Content-Class": "urn:content-classes:calendarmessage"},
}
"""Headers by which such a mail is known again."""
_REPORTS = frozenset(
    {
        "multipart/report",
        "message/delivery-status",
        "message/disposition-notification",
        "message/global-delivery-status",
        "message/global-disposition-notification",
    }
)
_CALENDARS = frozenset({"text/calendar", "application/ics"})
_OUTSIDE = re.compile(r"\s*(?:\[[^\]]{1,40}\]|\(eks?tern\)|eks?tern(?: mail)?\s*[:–-])\s*", re.I)
"""What a mail server puts before the subjects of mails from other organisations."""
_AUTOMATIC = re.compile(
    r"(?:automatisk (?:e-?mail)?svar|automatiskt svar|automatisk besvarelse|automatic reply|"
    r"automatische antwort|réponse automatique|auto[ -]?svar|auto[ -]?reply|auto[ -]?response|"
    r"out of office auto[ -]?reply|abwesenheitsnotiz)\b",
    re.I,
)
_AWAY = re.compile(
    r"(?:ikke til stede|fraværende|fraværs(?:besked|meddelelse)|out of (?:the )?office|"
    r"feriebesked|på ferie|holder ferie|på orlov|frånvaro)\b\s*(?P<end>:|$)?",
    re.I,
)
_UNDELIVERED = re.compile(
    r"(?:ikke leveret|kan ikke leveres|kunne ikke leveres|levering mislykkedes|leveringskvittering|"
    r"læsekvittering|read receipt|delivery receipt)\s*(?::|$)|"
    r"(?:undeliver(?:able|ed)|delivery status notification|mail delivery (?:failed|failure|system)|"
    r"returned mail|failure notice)\b",
    re.I,
)
_READ = re.compile(r"(?:læst|read|vist|ulæst slettet|not read|leveret|delivered)\s*:", re.I)
_WAS_READ = re.compile(
    r"\b(?:blev|er) (?:læst|vist|åbnet|slettet|leveret)\b|\bwas (?:read|displayed|deleted)\b|"
    r"\bhas been (?:delivered|read)\b",
    re.I,
)
_RULES = ("ipm.note.rules.oof", "ipm.note.rules.reply", "ipm.note.microsoft.oof")


def automatic(
    header: Callable[[str], str], types: Collection[str], subject: str, text: str, class_: str = ""
) -> Automatic | None:
    """What a program wrote a mail for; None where a person wrote it.

    `header` gives one of its headers, `types` are the MIME types of all its parts, `text` is what
    it says, and `class_` is Outlook's message class.
    """
    kind, subject = class_.casefold(), subject[: limits.LONGEST_MAIL_SUBJECT]
    content = header("Content-Class").casefold()
    if (
        kind.startswith(("report.", "ipm.recall", "ipm.outlook.recall"))
        or content.endswith((":dsn", ":mdn"))
        or _REPORTS & set(types)
        or _is_report(subject, text)
    ):
        return Automatic.REPORT
    if (
        kind.startswith("ipm.schedule.meeting")
        or content.endswith(":calendarmessage")
        or _CALENDARS & set(types)
    ):
        return Automatic.CALENDAR
    said = header("Auto-Submitted").partition(";")[0].strip().casefold()
    marked = any(header(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply"))
    if kind.startswith(_RULES) or said not in {"", "no"} or marked:
        return Automatic.REPLY
    return Automatic.REPLY if _is_away(header, _OUTSIDE.sub("", subject, count=1)) else None


def _is_report(subject: str, text: str) -> bool:
    named = _OUTSIDE.sub("", subject, count=1).strip()
    if _UNDELIVERED.match(named):
        return True
    return bool(_READ.match(named)) and (not text.strip() or bool(_WAS_READ.search(text)))


def _is_away(header: Callable[[str], str], subject: str) -> bool:
    """Whether the subject is that of an automatic answer; one that is answered itself is not."""
    named = subject.strip()
    if _AUTOMATIC.match(named):
        return True
    away = _AWAY.match(named)
    if away is None:
        return False
    precedence = header("Precedence").strip().casefold()
    supported = header("X-Auto-Response-Suppress") or precedence in {"bulk", "junk", "auto_reply"}
    return bool(away["end"] is not None or supported)
