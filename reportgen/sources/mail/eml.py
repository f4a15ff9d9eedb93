"""Mails as most programs save them: RFC 5322 with MIME."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from mimetypes import guess_extension

from reportgen.problems import limits
from reportgen.report.ledger import Item, Ledger
from reportgen.sources.mail.automatic import Automatic, automatic
from reportgen.sources.mail.body import SAME, Body, read_forms
from reportgen.sources.mail.calendar import written_in
from reportgen.sources.mail.charsets import decoded
from reportgen.sources.mail.doubts import (
    CUT,
    ENDLESS,
    LONG_HEADER,
    OTHER,
    OUTSIDE,
    UNSOUND,
    codes,
)
from reportgen.sources.mail.headers import address, iso_date
from reportgen.sources.mail.html import HtmlText, read_html
from reportgen.sources.mail.mime import Part, content, headers_of, parse
from reportgen.sources.mail.model import Attachment, Mail, UnreadableError, file_name
from reportgen.sources.mail.struck import without_marks

_HEADERS = frozenset({"from", "date", "subject", "to", "received", "content-type", "mime-version"})
_SIGNED, _REPORTED = "digital underskrift", "mailsystemets egen melding"
_OF_PROGRAMS = {
    **dict.fromkeys(("application/pkcs7-signature", "application/x-pkcs7-signature"), _SIGNED),
    "application/pgp-signature": _SIGNED,
    **dict.fromkeys(("message/delivery-status", "message/disposition-notification"), _REPORTED),
    "text/rfc822-headers": _REPORTED,
}
"""Parts that only a mail program reads, each with what it is."""
_TEXT, _MAIL = "mailens tekst", "mailen"
_SHOWN_PICTURE = re.compile(r"cid:([^\s\"'<>)]{1,500})")


def read_eml(data: bytes) -> Mail:
    """Read a mail; raises `UnreadableError`."""
    message = parse(data)
    if not _HEADERS & message.headers.keys():
        raise UnreadableError
    return _Reading(message, list(message.leaves())).mail()


@dataclass(slots=True)
class _Reading:
    """One run over the parts of a mail that hold something."""

    message: Part
    leaves: Sequence[Part]
    aside: list[Item] = field(default_factory=list)
    doubtful: list[Item] = field(default_factory=list)
    _texts: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Text of each part that was looked at, and what is unsure about it."""
    _left: int = limits.MOST_MAIL_TEXT_BYTES

    def mail(self) -> Mail:
        """Every part, once: read as text, handed on as a file, or set aside with its reason."""
        message, leaves = self.message, self.leaves
        subject = message.header("Subject")
        forms = _forms(message, self._text)
        words = {id(leaf): self._words(leaf) for f in forms for leaf in (*f.plain, *f.rich)}
        plain = "\n\n".join(words[id(leaf)].text for form in forms for leaf in form.plain)
        rich = "\n\n".join(words[id(leaf)].text for form in forms for leaf in form.rich)
        types = {message.type, *(leaf.type for leaf in leaves)}
        kind = automatic(message.header, types, subject, plain or rich)
        noted = [written_in(self._text(leaf)) for leaf in leaves if _is_calendar(leaf)]
        body = read_forms(plain, rich, subject, noted if kind is Automatic.CALENDAR else None)
        attached = list(self._attached(kind))
        if len(attached) > limits.MOST_ATTACHMENTS:
            raise UnreadableError("mail-too-many-files", limit=limits.MOST_ATTACHMENTS)
        read = [leaf for f in forms for leaf in (f.rich if body.is_rich else f.plain)]
        doubts = {id(leaf): words[id(leaf)].doubt for leaf in read}
        if read and body.text.is_cut:
            doubts[id(read[0])] = CUT
        self._account_for_texts(doubts, body)
        files = tuple(self._files(attached))
        understood = len(leaves) - len(self.aside) - len(self.doubtful)
        of_all = dict.fromkeys(self._of_the_whole())
        doubtful = (*self.doubtful, *(Item(_MAIL, reason=reason) for reason in of_all))
        return Mail(
            sender=address(message.headers.get("from", "")),
            subject=subject,
            text=body.text.own,
            date=iso_date(message.headers.get("date", "")),
            attachments=files,
            whole=body.text.whole,
            automatic=kind,
            ledger=Ledger(understood, tuple(self.aside), doubtful),
            doubts=codes(*body.doubts, *(item.reason for item in doubtful)),
        )

    def _files(self, attached: Sequence[Part]) -> Iterator[Attachment]:
        for number, leaf in enumerate(attached, 1):
            data, is_sound = content(leaf)
            name = _name(leaf, data, number)
            if not is_sound:
                self.doubtful.append(Item(leaf.type, name, UNSOUND))
            yield Attachment(name, data)

    def _of_the_whole(self) -> Iterator[str]:
        """What is unsure about the mail as a whole."""
        pending = [self.message]
        if self.message.parts and not self.message.is_closed:
            yield ENDLESS
        while pending:
            part = pending.pop()
            pending += part.parts
            if part.has_text_outside:
                yield OUTSIDE
            if part.is_long:
                yield LONG_HEADER

    def _account_for_texts(self, doubts: Mapping[int, str], body: Body) -> None:
        """Set aside the forms of the text that are not read; `doubts` are about those that are."""
        for leaf in self.leaves:
            if not _is_text(leaf):
                continue
            if id(leaf) not in doubts:
                reason = self._why_not_read(leaf, body)
                doubtful = self.doubtful if reason == OTHER else self.aside
                doubtful.append(Item(leaf.type, _TEXT, reason))
            elif reason := doubts[id(leaf)]:
                self.doubtful.append(Item(leaf.type, _TEXT, reason))

    def _why_not_read(self, leaf: Part, body: Body) -> str:
        text = self._words(leaf).text
        if not text.strip():
            return "er tom"
        return OTHER if body.other == SAME and not body.says(text) else body.other

    def _attached(self, kind: Automatic | None) -> Iterator[Part]:
        """The parts that are files, for whoever takes the mail in; the others are set aside."""
        html = (leaf for leaf in self.leaves if _is_text(leaf) and leaf.type == "text/html")
        in_text = {found for leaf in html for found in _SHOWN_PICTURE.findall(self._text(leaf))}
        for number, leaf in enumerate(self.leaves, 1):
            if _is_text(leaf):
                continue
            is_in_text = leaf.header("Content-ID").strip("<> ") in in_text
            reason = _OF_PROGRAMS.get(leaf.type, "")
            if kind is Automatic.CALENDAR and _is_calendar(leaf):
                reason = "kalenderens egne oplysninger"
            elif leaf.type.startswith("image/") and is_in_text:
                reason = "står i teksten"
            if reason:
                name = file_name(leaf.file_name) or f"del {number}"
                self.aside.append(Item(leaf.type, name, reason))
            else:
                yield leaf

    def _words(self, part: Part) -> HtmlText:
        text = self._text(part)
        read = read_html(text) if part.type == "text/html" else HtmlText(text)
        return read if read.doubt else HtmlText(read.text, self._texts[id(part)][1])

    def _text(self, part: Part) -> str:
        if id(part) not in self._texts:
            data, is_sound = content(part)
            doubt = CUT if len(data) > self._left else "" if is_sound else UNSOUND
            data = data[: self._left]
            self._left -= len(data)
            self._texts[id(part)] = without_marks(decoded(data, part.charset)), doubt
        return self._texts[id(part)][0]


def _is_text(part: Part) -> bool:
    is_text = part.type in {"text/plain", "text/html"}
    return is_text and part.disposition != "attachment" and not part.file_name


def _is_calendar(part: Part) -> bool:
    return part.type in {"text/calendar", "application/ics"}


@dataclass(frozen=True, slots=True)
class _Form:
    """The parts of a text as it stands in the mail, plain and formatted; often the same."""

    plain: Sequence[Part]
    rich: Sequence[Part]


def _forms(part: Part, text: Callable[[Part], str]) -> list[_Form]:
    """The texts of a mail, in their order; alternatives are two forms of the same."""
    if not part.parts:
        return [_Form([part], [part])] if _is_text(part) else []
    inner = [_forms(each, text) for each in part.parts]
    if part.type != "multipart/alternative":
        return [form for forms in inner for form in forms]
    plain: list[Part] = []
    rich: list[Part] = []
    for forms in inner:
        texts = [leaf for form in forms for leaf in form.rich]
        chosen = rich if any(leaf.type == "text/html" for leaf in texts) else plain
        if any(text(leaf).strip() for leaf in texts):
            chosen[:] = texts
    return [_Form(plain or rich, rich or plain)] if plain or rich else []


def _name(part: Part, data: bytes, number: int) -> str:
    """Name of an attached file; one that has none is numbered."""
    if part.type == "message/rfc822":
        name = headers_of(data).header("Subject") or part.file_name.removesuffix(".eml")
        return file_name(f"{name or f'Vedhæftet mail {number}'}.eml")
    suffix = guess_extension(part.type) or ""
    return file_name(part.file_name or f"Vedhæftet fil {number}{suffix}")
