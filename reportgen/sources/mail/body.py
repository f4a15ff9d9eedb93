"""Which of the forms that a mail says its text in is read.

Mail programs write the same text plain and as HTML. Only the second tells what is struck out, and
it is the one that its writer saw; the first is read where both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.problems import limits
from reportgen.sources.mail import struck
from reportgen.sources.mail.calendar import without_invitation
from reportgen.sources.mail.doubts import CUT, OTHER
from reportgen.sources.mail.text import MailText, mail_text

SAME = "siger det samme som den form, der er læst"
NOTHING = "siger intet, som den form, der er læst, ikke siger"
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORDS = re.compile(r"https?:\S+|\[[^\]\n]{1,300}\]")


@dataclass(frozen=True, slots=True)
class Body:
    """What a mail says, and which of its two forms that was read in."""

    text: MailText
    is_rich: bool
    other: str = SAME
    """What the other form says."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is unsure about it."""
        cut = (CUT,) if self.text.is_cut else ()
        return ((OTHER,) if self.other == OTHER else ()) + cut

    def says(self, text: str) -> bool:
        """Whether every word of `text` is read."""
        return set(_words(text)) <= set(_words(struck.without_told(self.text.whole)))


_MOST = limits.LONGEST_MAIL_TEXT + 1
"""Characters that are looked at: one more than are read, by which what is longer is known."""


def read_forms(plain: str, rich: str, subject: str, noted: Sequence[str] | None = None) -> Body:
    """Read the text of a mail out of its two forms, either of which may be missing.

    `rich` has the marks of `struck`. `noted` is what was written in the calendar that a mail
    brings; its text is then read without what the calendar wrote there.
    """
    plain, rich = plain[:_MOST], rich[:_MOST]
    if noted is not None:
        whole = _read(plain, rich, subject).text.whole
        one, other = without_invitation(plain), without_invitation(rich)
        more = [each for each in noted if each and each not in f"{one}\n{other}"]
        read = _read("\n\n".join([one, *more]), "\n\n".join([other, *more]), subject)
        return replace(read, text=replace(read.text, whole=whole))
    return _read(plain, rich, subject)


def _read(plain: str, rich: str, subject: str) -> Body:
    if not rich.strip() or plain == rich:
        return Body(mail_text(plain, subject), is_rich=False)
    if not plain.strip():
        return Body(mail_text(rich, subject), is_rich=True)
    if not struck.is_in(rich) and _words(plain) == _words(rich):
        return Body(mail_text(plain, subject), is_rich=False)
    one, other = mail_text(plain, subject), mail_text(rich, subject)
    if not one.own or not other.own:
        return Body(one, is_rich=False, other=NOTHING) if one.own else Body(other, True, NOTHING)
    if _words(struck.without_told(one.own)) == _words(struck.without_told(other.own)):
        return Body(other, is_rich=True) if struck.is_in(rich) else Body(one, is_rich=False)
    return Body(other, is_rich=True, other=OTHER)


def _words(text: str) -> list[str]:
    return _WORD.findall(_NO_WORDS.sub(" ", struck.without_marks(text)).casefold())
