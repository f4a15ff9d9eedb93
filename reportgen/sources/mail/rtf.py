"""The text of a mail that Outlook kept in RTF only: unpacked (MS-OXRTFCP) and read.

RTF that Outlook made of HTML carries the HTML in it (MS-OXRTFEX), which then is what is read.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field, replace

from reportgen.sources.mail.model import LONGEST_TEXT, UnreadableError
from reportgen.sources.mail.words import plain

_COMPRESSED, _UNCOMPRESSED = b"LZFu", b"MELA"
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the window holds before the first byte (MS-OXRTFCP, 2.1.2.1)."""
_WINDOW = 4096
_MOST = 100 * LONGEST_TEXT


def unpacked(data: bytes) -> bytes:
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
    """Runs of eight tokens, each a byte or a reference of two bytes into the window."""
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    made = bytearray()
    place = 0
    while place < len(data) and len(made) < _MOST:
        control = data[place]
        place += 1
        for bit in range(8):
            at = (len(_DICTIONARY) + len(made)) % _WINDOW
            if not control >> bit & 1:
                found = data[place : place + 1]
                place += 1
                start, length = 0, len(found)
            else:
                reference = int.from_bytes(data[place : place + 2], "big")
                place += 2
                start, length = reference >> 4, (reference & 15) + 2
                if start == at:
                    return bytes(made)  # a reference to here ends the text
                found = b""
            if place > len(data):
                return bytes(made)
            for step in range(length):
                byte = found[step] if found else window[(start + step) % _WINDOW]
                window[(at + step) % _WINDOW] = byte
                made.append(byte)
    return bytes(made)


_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_UNSAID = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "themedata",
        "colorschememapping",
        "datastore",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "header",
        "footer",
        "footnote",
        "xmlnstbl",
    ]
)
"""Groups that hold no text of the mail."""
_SAYS = {
    **{"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n"},
    **{"tab": "\t", "cell": " ", "emdash": "—", "endash": "–", "bullet": "•"},
    **{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
}
_SIGNS = {"~": "\xa0", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between a brace and its match."""

    is_said: bool = True
    is_for_rtf: bool = False
    """Whether it stands there only for readers that know no HTML."""
    is_starred: bool = False
    after_unicode: int = 1
    """How many characters stand in for a Unicode one."""


@dataclass(slots=True)
class _Reader:
    """One run over the tokens."""

    from_html: bool
    encoding: str
    said: list[str] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _outer: list[_Group] = field(default_factory=list)
    _group: _Group = _Group()
    _skip: int = 0

    def read(self, rtf: str) -> str:
        for token in _TOKEN.finditer(rtf):
            if token["byte"] is not None:
                self._byte(int(token["byte"], 16))
                continue
            self._flush()
            if token["brace"]:
                self._skip = 0
            if token["brace"] == "{":
                self._outer.append(self._group)
            elif token["brace"] == "}":
                self._group = self._outer.pop() if self._outer else _Group()
            elif token["word"] is not None:
                self._word(token["word"], token["number"])
            elif token["sign"] == "*":
                self._group = replace(self._group, is_starred=True)
            elif token["sign"] is not None:
                self._say(_SIGNS.get(token["sign"], ""))
            else:
                text = token["text"]
                passed = min(self._skip, len(text))
                self._skip -= passed
                self._say(text[passed:])
        self._flush()
        return "".join(self.said)

    def _word(self, word: str, number: str | None) -> None:
        group = self._group
        if word == "htmltag":
            self._group = replace(group, is_said=self.from_html, is_starred=False)
        elif group.is_starred or word in _UNSAID:
            self._group = replace(group, is_said=False, is_starred=False)
        elif word == "htmlrtf":
            self._group = replace(group, is_for_rtf=number != "0")
        elif word == "uc":
            self._group = replace(group, after_unicode=int(number or 1))
        elif word == "u" and number is not None:
            self._say(chr(int(number) % 65536))
            self._skip = group.after_unicode
        elif word in _SAYS:
            self._say(_SAYS[word])

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            self._say(self._bytes.decode(self.encoding, errors="replace"))
            self._bytes.clear()

    def _say(self, text: str) -> None:
        group = self._group
        if group.is_said and not (self.from_html and group.is_for_rtf):
            self.said.append(text)


def rtf_text(rtf: bytes) -> str:
    """The words of an RTF mail, a line for each paragraph."""
    text = rtf[:_MOST].decode("latin-1")
    head = text[:2000]
    page = re.search(r"\\ansicpg(\d+)", head)
    from_html = r"\fromhtml" in head
    said = _Reader(from_html, _encoding(page[1] if page else "1252")).read(text)
    said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain(said) if from_html else said


def _encoding(page: str) -> str:
    name = "utf-8" if page == "65001" else f"cp{page}"
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name
