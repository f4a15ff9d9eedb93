"""The text of a mail: what its sender said, told from all that stands round it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.problems import limits
from reportgen.sources.mail import struck
from reportgen.sources.mail.html import PICTURE
from reportgen.sources.mail.own_words import CLOSING, said_in
from reportgen.sources.text_file import unified

_ORIGINAL = re.compile(
    r"-{2,} ?(?:Oprindelig meddelelse|Original Message|Videresendt|Forwarded)", re.IGNORECASE
)
_HEADER = re.compile(r"(?:\*?(?:Fra|From):\*?) \S", re.IGNORECASE)
_SECOND = re.compile(
    r"\*?(?:Sendt|Sent|Dato|Date|Til|To|Emne|Subject|Cc):\*?(?: |$)", re.IGNORECASE
)
_WROTE = re.compile(r"(?:Den|On) .{5,120} (?:skrev|wrote)\b.*:?\s*$", re.IGNORECASE)
_RULE = re.compile(r"_{10,}\s*$")
_FORWARDED = re.compile(r"\s*(?:VS|VB|FW|FWD|Videresendt)\s*:", re.IGNORECASE)
_BELOW = re.compile(
    r"\b(?:nedenfor|nedenunder|herunder|her under|below|inline|med rødt)\b",
    re.IGNORECASE,
)
_CID = re.compile(r"\[cid:[^\]\n]{1,300}\]|<cid:[^>\n]{1,300}>")
_NEAR = 6  # lines that the head of an answered mail takes


@dataclass(frozen=True, slots=True)
class MailText:
    """What a mail says."""

    whole: str
    """All of it, with the mail that it answers; words that are struck out are told as such."""
    own: str
    """What the sender said in it: without greeting and signature, without what a mail program
    or an organisation adds to each mail, and without the mail that is answered."""
    is_cut: bool = False
    """Whether it is longer than is read."""


def mail_text(text: str, subject: str) -> MailText:
    """Tell what the sender said from what stands round it.

    A line quoted with ``>`` is left out wherever it stands, since some answer below it. A mail
    that is sent on is read with what it sends on; so is one that refers to what stands below.
    """
    is_cut = len(text) > limits.LONGEST_MAIL_TEXT
    text = unified(text[: limits.LONGEST_MAIL_TEXT]).replace("\xa0", " ").replace("\u200b", "")
    text = _CID.sub(PICTURE, struck.shown(text))
    lines = [line.rstrip() for line in text.split("\n")]
    written = [at for at, line in enumerate(lines) if line]
    if len(written) > limits.MOST_MAIL_LINES:
        is_cut, lines = True, lines[: written[limits.MOST_MAIL_LINES]]
    if _FORWARDED.match(subject):
        own = _without_head([line.lstrip("> ") if line[:1] == ">" else line for line in lines])
        return MailText(_tidy(lines), _tidy(own), is_cut)
    own = _own(lines)
    refers = len(own) < len(lines) and _BELOW.search(" ".join(own))
    return MailText(_tidy(lines), _tidy(lines if refers else said_in(own)), is_cut)


def _own(lines: Sequence[str]) -> list[str]:
    """The lines up to the mail that is answered, without those quoted with ``>``."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        words = line.strip()
        if words.startswith(">"):
            continue
        if _WROTE.match(words):
            if _next(lines, at).startswith(">"):
                continue
            break
        if _ORIGINAL.match(words) or _opens_a_mail(lines, at):
            break
        if _RULE.match(words) and any(_opens_a_mail(lines, i) for i in (at + 1, at + 2)):
            break
        kept.append(line)
    return kept


def _next(lines: Sequence[str], at: int) -> str:
    return next((line.strip() for line in lines[at + 1 :] if line.strip()), "")


def _opens_a_mail(lines: Sequence[str], at: int) -> bool:
    """Whether the head of a mail stands here, and not just a line with “Fra:” in it."""
    if at >= len(lines) or not _HEADER.match(lines[at].strip()):
        return False
    return any(_SECOND.match(line.strip()) for line in lines[at + 1 : at + _NEAR])


def _tidy(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_head(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a mail that is sent on, or none where nothing but its head is there."""
    before: Sequence[str] = lines
    sent_on: Sequence[str] = ()
    for at in range(len(lines)):
        if _opens_a_mail(lines, at):
            before, sent_on = lines[:at], [each for each in lines[at:] if not _is_of_head(each)]
            break
    before = [line for line in before if not _ORIGINAL.match(line.strip())]
    says = any(line.strip() for part in (before, sent_on) for line in said_in(part))
    return lines if says else ()


def _is_of_head(line: str) -> bool:
    words = line.strip()
    return _HEADER.match(words) is not None or _SECOND.match(words) is not None


_NOTHING = re.compile(
    r"\b(?:ingen|ikke (?:nogen|yderligere)|ikke)\b[^.!?\n]{0,40}"
    r"\b(?:bemærkninger|kommentarer|rettelser|ændringer|tilføjelser|høringssvar)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:men|dog|bortset|undtagen|ud over)\b", re.IGNORECASE)
_SHORT = 300


def says_nothing(text: str) -> bool:
    """Whether a mail says no more than that there is nothing to remark.

    One that says so and then goes on (“men …”) says something; so does a picture, and so do words
    that are struck out.
    """
    stands = struck.live(text)
    if stands != text:
        return False
    first = CLOSING.split(stands)[0]
    is_short = len(first) <= _SHORT
    return (
        bool(_NOTHING.search(text)) and is_short and not _BUT.search(first) and PICTURE not in first
    )
