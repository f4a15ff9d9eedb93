"""What a person wrote in an invitation or in the answer to one (RFC 5545, 5546)."""

from __future__ import annotations

import re

from reportgen.problems import limits

_FOLDED = re.compile(r"\r?\n[ \t]")
_PROPERTY = re.compile(r"^(?P<name>COMMENT|DESCRIPTION|METHOD)(?:;[^:\r\n]*)?:(?P<value>.*)$", re.M)
_ESCAPED = re.compile(r"\\([nN,;\\])")
_OF_MEETING = re.compile(
    r"(?:hvornår|hvor|tidspunkt|sted|møde-id|when|where|meeting id|deltagere|required|optional|"
    r"passcode|adgangskode)\s*:|[*~]{6,}|(?:accepteret|afvist|foreløbig(?:t)? accepteret|accepted|"
    r"declined|tentative)\s*(?::.*)?$",
    re.IGNORECASE,
)
"""Lines that the calendar writes."""
_GENERATED = re.compile(
    r"\b(?:har (?:accepteret|afvist|foreløbigt accepteret)|"
    r"has (?:accepted|declined|tentatively accepted)) .{0,30}\binvitation",
    re.IGNORECASE,
)


def without_invitation(text: str) -> str:
    """The text of such a mail without what the calendar wrote."""
    if _GENERATED.search(text[:500]):
        return ""
    return "\n".join(line for line in text.split("\n") if not _OF_MEETING.match(line.strip()))


def written_in(calendar: str) -> str:
    r"""What somebody wrote in the calendar itself: the comment of an answer.

    >>> written_in("METHOD:REPLY\r\nCOMMENT;LANGUAGE=da:Vi har ingen\r\n  bemærkninger\\, tak.")
    'Vi har ingen bemærkninger, tak.'
    """
    found: dict[str, str] = {}
    for match in _PROPERTY.finditer(_FOLDED.sub("", calendar[: limits.LONGEST_MAIL_TEXT])):
        found.setdefault(match["name"].upper(), _plain(match["value"]))
    said = found.get("COMMENT", "")
    if not said and found.get("METHOD", "").upper() == "REPLY":
        said = found.get("DESCRIPTION", "")
    return without_invitation(said).strip()


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value.strip())
