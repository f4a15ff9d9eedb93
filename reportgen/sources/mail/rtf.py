"""The text of a mail that Outlook kept in RTF only: unpacked (MS-OXRTFCP) and read.

RTF that Outlook made of HTML carries the HTML in it (MS-OXRTFEX), which then is what is read.

Libraries for this were tried. compressed-rtf gives nothing of data that was cut short and has
no types. striprtf shows what stands there only for readers that know no HTML (``htmlrtf``),
raises for bytes that are not in the code page, and takes seconds for 80 kB of hostile font
table; what takes the HTML out of RTF, RTFDE, brings nine packages with it.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field, replace

from reportgen.problems import limits
from reportgen.sources.mail.charsets import known
from reportgen.sources.mail.doubts import CUT
from reportgen.sources.mail.html import HtmlText, read_html
from reportgen.sources.mail.model import UnreadableError
from reportgen.sources.mail.struck import as_struck, without_marks

_COMPRESSED, _UNCOMPRESSED = b"LZFu", b"MELA"
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the window holds before the first byte (MS-OXRTFCP, 2.1.2.1)."""
_WINDOW = 4096


def decompress(data: bytes) -> bytes:
    """The RTF in ``PidTagRtfCompressed``; raises `UnreadableError` for what is none."""
    if len(data) < 16:
        raise UnreadableError
    _, size, kind = struct.unpack("<II4s", data[:12])
    if kind == _UNCOMPRESSED:
        return data[16 : 16 + size]
    if kind != _COMPRESSED:
        raise UnreadableError
    return _inflated(data[16:])[:size]


def _inflated(data: bytes) -> bytes:
    """Decompress runs of eight tokens, each a byte or a reference of two bytes into the window.

    A reference gives where to copy from, and how many bytes less two; one to the place that is
    written next ends the text. Data that is cut short gives what it holds.
    """
    output = bytearray(_WINDOW - len(_DICTIONARY)) + _DICTIONARY
    most = len(output) + limits.MOST_MAIL_RTF_BYTES + 1
    place = 0
    while place < len(data) and len(output) < most:
        control = data[place]
        place += 1
        if not control:
            output += data[place : place + 8]
            place += 8
            continue
        for bit in range(8):
            if not control >> bit & 1:
                output += data[place : place + 1]
                place += 1
                continue
            reference = int.from_bytes(data[place : place + 2], "big")
            place += 2
            back = (len(output) + len(_DICTIONARY) - (reference >> 4)) % _WINDOW
            if not back or place > len(data):
                return bytes(output[_WINDOW:])
            length = (reference & 15) + 2
            start = len(output) - back
            copied = output[start : start + length]
            output += copied if len(copied) == length else (copied * length)[:length]
    return bytes(output[_WINDOW:])


_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_NO_TEXT_WORDS = """
    fonttbl colortbl stylesheet info pict object themedata colorschememapping datastore
    listtable listoverridetable rsidtbl generator header footer footnote xmlnstbl
"""
_NO_TEXT = frozenset(_NO_TEXT_WORDS.split())
"""Groups that hold no text of the mail."""
_CHARACTERS = {
    **{"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n"},
    **{"tab": "\t", "cell": " ", "emdash": "—", "endash": "–", "bullet": "•"},
    **{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
}
_STRIKES = frozenset({"strike", "striked", "strikedl", "deleted"})
"""Words after which text is struck out, or deleted with the change tracked."""
_MOST_STANDING_IN = 8
"""Characters that may stand in for a Unicode one; no code page needs more than four."""
_SYMBOLS = {"~": "\xa0", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}


@dataclass(frozen=True, slots=True)
class _GroupState:
    """What holds between a brace and its match."""

    is_text: bool = True
    is_for_rtf: bool = False
    """Whether it stands there only for readers that know no HTML."""
    is_starred: bool = False
    is_struck: bool = False
    after_unicode: int = 1
    """How many characters stand in for a Unicode one."""


@dataclass(slots=True)
class _RtfReader:
    """One run over the tokens."""

    from_html: bool
    encoding: str
    parts: list[str] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _outer: list[_GroupState] = field(default_factory=list)
    _group: _GroupState = _GroupState()
    _left_to_skip: int = 0

    def read(self, rtf: str) -> str:
        """Return the text, or the HTML where the RTF was made of it.

        Bytes are collected until something else comes, since a character may take several.
        """
        for token in _TOKEN.finditer(rtf):
            if token["byte"] is not None:
                self._byte(int(token["byte"], 16))
                continue
            self._flush()
            if token["brace"]:
                self._left_to_skip = 0
            if token["brace"] == "{":
                self._outer.append(self._group)
            elif token["brace"] == "}":
                self._group = self._outer.pop() if self._outer else _GroupState()
            elif token["word"] is not None:
                self._word(token["word"], token["number"])
            elif token["symbol"] == "*":
                self._group = replace(self._group, is_starred=True)
            elif token["symbol"] is not None:
                self._add(_SYMBOLS.get(token["symbol"], ""))
            else:
                text = token["text"]
                skipped = min(self._left_to_skip, len(text))
                self._left_to_skip -= skipped
                self._add(text[skipped:])
        self._flush()
        return "".join(self.parts)

    def _word(self, word: str, number: str | None) -> None:
        """Follow a control word: what kind of group this is, or a character of the text."""
        group = self._group
        if word == "htmltag":
            self._group = replace(group, is_text=self.from_html, is_starred=False)
        elif group.is_starred or word in _NO_TEXT:
            self._group = replace(group, is_text=False, is_starred=False)
        elif word == "htmlrtf":
            self._group = replace(group, is_for_rtf=number != "0")
        elif word in _STRIKES:
            self._group = replace(group, is_struck=number != "0")
        elif word == "plain":
            self._group = replace(group, is_struck=False)
        elif word == "uc":
            stands_in = min(max(int(number or 1), 0), _MOST_STANDING_IN)
            self._group = replace(group, after_unicode=stands_in)
        elif word == "u" and number is not None:
            self._add(without_marks(chr(int(number) % 65536)))
            self._left_to_skip = group.after_unicode
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])

    def _byte(self, byte: int) -> None:
        if self._left_to_skip:
            self._left_to_skip -= 1
        else:
            self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            self._add(self._bytes.decode(self.encoding, errors="replace"))
            self._bytes.clear()

    def _add(self, text: str) -> None:
        group = self._group
        if group.is_text and not (self.from_html and group.is_for_rtf):
            is_struck = group.is_struck and not self.from_html
            self.parts.append(as_struck(text) if is_struck else text)


def read_rtf(rtf: bytes) -> HtmlText:
    """The words of an RTF mail, a line for each paragraph; struck ones with their marks."""
    is_cut = len(rtf) > limits.MOST_MAIL_RTF_BYTES
    text = rtf[: limits.MOST_MAIL_RTF_BYTES].decode("latin-1")
    head = text[:2000]
    page = re.search(r"\\ansicpg(\d+)", head)
    from_html = r"\fromhtml" in head
    words = _RtfReader(from_html, _encoding(page[1] if page else "1252")).read(text)
    words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    read = read_html(words) if from_html else HtmlText(words)
    return replace(read, doubt=CUT) if is_cut else read


def _encoding(page: str) -> str:
    return "utf-8" if page == "65001" else known(f"cp{page}") or "cp1252"
