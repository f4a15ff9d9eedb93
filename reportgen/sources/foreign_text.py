"""The words of a text that another file carries along in a format of its own: HTML, RTF, a mail."""

from __future__ import annotations

from reportgen.problems import limits
from reportgen.sources.mail import read_mail, struck
from reportgen.sources.mail.doubts import CUT, LOST
from reportgen.sources.mail.html import HtmlText, read_html
from reportgen.sources.mail.rtf import read_rtf
from reportgen.sources.text_file import read_text, unified

_HEAD = 1_000
_NO_ASCII = bytes(range(0x80, 0x100))
_RTF, _MAIL, _MARKUP = b"{\\rtf", "message/", b"<html"


MORE = "[resten er ikke læst]"
"""Stands after the words where there are more that were not read."""


def foreign_text(content_type: str, data: bytes) -> str:
    """The words of a part, a line for each of its blocks; empty where there are none.

    What it is shows in its bytes, else in the type it is declared to have. Never raises.
    """
    is_cut = len(data) > limits.MOST_CARRIED_TEXT_BYTES
    if is_cut:  # not in the middle of a letter
        data = data[: limits.MOST_CARRIED_TEXT_BYTES].rstrip(_NO_ASCII)
    try:
        read = _text(content_type.casefold(), data)
    except Exception:  # whatever a hostile part finds, it is that part's problem alone
        return ""
    lines = [*map(str.strip, unified(struck.shown(read.text)).splitlines())]
    if is_cut or read.doubt in {CUT, LOST}:
        lines.append(MORE)
    return "\n".join(line for line in lines if line)


def _text(content_type: str, data: bytes) -> HtmlText:
    if data.startswith(_RTF):
        return read_rtf(data)
    if content_type.startswith(_MAIL):
        mail, _ = read_mail(data, "")
        return HtmlText(mail.whole if mail is not None else "")
    text = read_text(data, "")[0] or data.decode("latin-1")
    is_markup = "html" in content_type or _MARKUP in data[:_HEAD].lower()
    return read_html(text) if is_markup else HtmlText(text)
