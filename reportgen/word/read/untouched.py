"""Paragraphs and tables that nobody touched: each is read once for all files it stands in.

Seventeen copies of a report say the same in nearly every paragraph. A paragraph or a table
without tracked changes, comments, drawings or controls reads the same wherever the same
bytes stand under the same styles, so it is taken out of the XML before that is parsed. An
empty paragraph with a number holds the place of each stretch of them, and only what differs
is read. Anything out of the ordinary leaves the file whole: then it is read as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reportgen.hearing.model import Para
from reportgen.opc.namespaces import NAMESPACES

KNOWN = "reportgenKnown"
"""Attribute of the paragraph that stands for a stretch: its number among those."""

_ROOT = re.compile(rb"<w:document\b[^<>]*>")
_OPENING = re.compile(rb"<w:(?:tbl>|p[\s>/])")
_PARAGRAPH = re.compile(rb"<w:p[\s>/]")
_TABLES = (b"<w:tbl>", b"<w:tbl ", b"<w:tbl/")
_TAG = re.compile(rb"<([A-Za-z0-9:]+)")
_BOOKMARK = re.compile(rb'<w:bookmark(Start|End)\b[^<>]*?w:id="([^"<>]*)"')
_MARK = re.compile(rb"<w:rPr>(?:(?!</w:rPr>).)*?<w:(?:ins|del|moveFrom|moveTo)\b", re.DOTALL)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_LINKED = re.compile(rb'r:id="([^"<>]*)"')
# Which session of Word wrote a run, and numbers that Word gives paragraphs for itself.
_SESSIONS = re.compile(rb"<(w:[pr]) [^<>]*?(/?)>")
_OF_SESSIONS = (b" w:rsid", b" w14:paraId")
# A comment, CDATA or a document type would let markup be quoted; a box holds paragraphs.
_STRANGE = (b"<!", b"txbxContent", KNOWN.encode())
_WORDS = f'xmlns:w="{NAMESPACES["w"]}"'.encode()
_PLAIN = frozenset(
    f"w:{name}".encode()
    for name in (
        *("p", "r", "t", "tab", "br", "cr", "sym", "noBreakHyphen", "softHyphen", "hyperlink"),
        *("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak"),
        *("fldSimple", "fldChar", "instrText"),
        *("pPr", "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr"),
        *("ilvl", "numId", "suppressLineNumbers", "pBdr", "top", "left", "bottom", "right"),
        *("between", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "jc", "outlineLvl"),
        *("contextualSpacing", "overflowPunct", "bidi", "snapToGrid", "textAlignment"),
        *("rPr", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike"),
        *("color", "kern", "position", "sz", "szCs", "highlight", "u", "vertAlign", "lang"),
        *("noProof", "vanish", "webHidden", "w", "effect", "em", "outline", "shadow"),
        *("tbl", "tblPr", "tblStyle", "tblW", "tblLook", "tblLayout", "tblInd", "tblBorders"),
        *("tblCellMar", "tblCaption", "tblDescription", "tblStyleRowBandSize", "tblGrid"),
        *("gridCol", "tr", "trPr", "cantSplit", "trHeight", "tblHeader", "tc", "tcPr", "tcW"),
        *("gridSpan", "vMerge", "tcBorders", "tcMar", "vAlign", "noWrap", "hideMark"),
        *("insideH", "insideV", "start", "end"),
    )
)


class Unit:
    """One paragraph or table, as it reads in every file it stands in."""

    def __init__(self, paragraphs: Sequence[Para]) -> None:
        cell = paragraphs[0].cell if paragraphs else None
        self.is_table = cell is not None
        self.text = "".join(f"{para.plain}\n" for para in paragraphs)
        """All its text, one line a paragraph."""
        self._numbered = {cell.table if cell else 0: tuple(paragraphs)}

    def paragraphs(self, table: int) -> tuple[Para, ...]:
        """Its paragraphs, where `table` is what a table counts as: the same objects each time."""
        if not self.is_table:
            return self._numbered[0]
        if table not in self._numbered:
            self._numbered[table] = tuple(
                para if para.cell is None else replace(para, cell=para.cell._replace(table=table))
                for para in next(iter(self._numbered.values()))
            )
        return self._numbered[table]


@dataclass(frozen=True, slots=True)
class Divided:
    """A part whose untouched paragraphs and tables have been taken out."""

    xml: bytes
    """The part with one empty paragraph for each stretch of them."""
    stretches: Sequence[Sequence[Unit]]


class Shelf:
    """Untouched paragraphs and tables under one set of styles, by their bytes."""

    def __init__(self, read: Callable[[bytes, Mapping[str, str]], Sequence[Para]]) -> None:
        """`read` reads the paragraphs of a part, given the addresses of its links."""
        self._read = read
        self._under: dict[bytes, dict[bytes, Unit | None]] = {}
        """By the opening of the part, which says what prefixes mean: the units by what decides
        how they read; None where one must be read in its place."""

    def divide(self, xml: bytes, targets: Mapping[str, str]) -> Divided | None:
        """Take what is untouched out of a main part; None where it must be read whole."""
        root = _ROOT.search(xml)
        if root is None or _WORDS not in root[0] or any(strange in xml for strange in _STRANGE):
            return None
        if _ENCODING.search(xml, 0, root.start()):
            return None
        places = list(_places(xml, root.end()))
        units = [xml[start:end] for start, end in places]
        if sum(map(xml.count, _TABLES)) != sum(unit.startswith(b"<w:tbl") for unit in units):
            return None  # a table in a table, or one that is not as every program writes it
        noted = any(session in xml for session in _OF_SESSIONS)
        keys = [
            _key(unit, targets, noted=noted) if noted or b"r:id=" in unit else unit
            for unit in units
        ]
        if not self._learn(root[0], dict(zip(keys, units, strict=True)), targets):
            return None
        known = self._under[root[0]]
        found = [known[key] for key in keys]
        # A paragraph whose mark goes is joined with the next one.
        joins = [
            read is None and _MARK.search(unit) is not None
            for read, unit in zip(found, units, strict=True)
        ]
        stretches: list[list[Unit]] = []
        pieces: list[bytes] = []
        at = -1
        for (start, end), unit, is_joined in zip(places, found, [False, *joins], strict=False):
            if unit is None or is_joined:
                continue
            if start != at:
                left = xml[max(at, 0) : start]
                pieces += (left, b'<w:p %s="%d"/>' % (KNOWN.encode(), len(stretches)))
                stretches.append([])
            stretches[-1].append(unit)
            at = end
        return Divided(b"".join((*pieces, xml[max(at, 0) :])), stretches)

    def _learn(self, root: bytes, units: Mapping[bytes, bytes], targets: Mapping[str, str]) -> bool:
        """Read those that are new, all together; False where they cannot be read so."""
        known = self._under.setdefault(root, {})
        new = {key: unit for key, unit in units.items() if key not in known}
        plain = {key: unit for key, unit in new.items() if _is_plain(unit)}
        known |= dict.fromkeys(new)
        if not plain:
            return True
        counts = [len(_PARAGRAPH.findall(unit)) for unit in plain.values()]
        together = b"".join((root, b"<w:body>", *plain.values(), b"</w:body></w:document>"))
        try:
            read = self._read(together, targets)
        except ValueError:
            return False
        if len(read) != sum(counts):
            return False  # where a paragraph stands that is none, nobody knows whose is whose
        following = iter(read)
        for key, count in zip(plain, counts, strict=True):
            known[key] = Unit(tuple(islice(following, count)))
        return True


def _places(xml: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Where each table, and each paragraph outside them, begins and ends."""
    while opening := _OPENING.search(xml, at):
        closing = b"</w:tbl>" if opening[0] == b"<w:tbl>" else b"</w:p>"
        tag = xml.find(b">", opening.end() - 1)
        if xml[tag - 1 : tag] == b"/":
            at = tag + 1
        else:
            end = xml.find(closing, tag)
            if tag < 0 or end < 0:
                return
            at = end + len(closing)
        yield opening.start(), at


def _key(unit: bytes, targets: Mapping[str, str], *, noted: bool) -> bytes:
    """What decides how a paragraph or a table reads: its bytes, and where its links lead."""
    key = _SESSIONS.sub(rb"<\1\2>", unit) if noted else unit
    if b"r:id=" in key:
        led = (targets.get(found.decode("utf-8", "replace"), "") for found in _LINKED.findall(key))
        key += b"\n" + "\n".join(led).encode("utf-8", "surrogatepass")
    return key


def _is_plain(unit: bytes) -> bool:
    """Whether a paragraph or a table means the same wherever it stands."""
    paragraphs = len(_PARAGRAPH.findall(unit))
    whole = paragraphs > 0 if unit.startswith(b"<w:tbl") else paragraphs == 1
    if not whole or not _PLAIN.issuperset(_TAG.findall(unit)):
        return False
    if unit.count(b":id") != unit.count(b' w:id="') + unit.count(b' r:id="'):
        return False  # a link that leads where its key does not say
    ends: dict[bytes, list[bytes]] = {b"Start": [], b"End": []}
    for which, number in _BOOKMARK.findall(unit):
        ends[which].append(number)
    return sorted(ends[b"Start"]) == sorted(ends[b"End"])
