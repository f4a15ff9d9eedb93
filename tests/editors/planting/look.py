"""A look at a Word file that owes nothing to the program's readers: is what was done there?

It reads the XML as it lies, with tracked changes accepted, and knows neither bookmarks nor blocks.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_ASIDE = re.compile(r"word/(comments|footnotes|endnotes|header\d*|footer\d*)\.xml")
_CURLY = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "\u00a0": " ", "\u2011": "-"})
_DRAWN = frozenset({f"{_W}drawing", f"{_W}object", f"{_W}pict"})
_OFF = frozenset({"0", "false", "none", "off", "nil"})

Fact = Callable[["Look"], object]
"""What a file shows of something; it differs once that is done."""


def plain(said: str) -> str:
    """Words as they compare: composed, one kind of quotation mark, one blank."""
    return " ".join(unicodedata.normalize("NFC", said).translate(_CURLY).split())


@dataclass(frozen=True)
class Seen:
    """One paragraph."""

    text: str
    style: str
    """Name of its style, in small letters."""
    runs: tuple[tuple[str, frozenset[str]], ...]
    """Its words with the names of the properties they carry."""

    def marked(self, mark: str) -> str:
        """All its words that carry a property."""
        return plain("".join(words for words, marks in self.runs if mark in marks))


def _without_front(paragraphs: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """All but the page in front, which says again what points say."""
    texts = [plain(seen.text) for seen in paragraphs]
    if "Kort fortalt" not in texts or "Indhold" not in texts:
        return paragraphs
    return paragraphs[: texts.index("Kort fortalt")] + paragraphs[texts.index("Indhold") :]


class Look:
    """What a file shows."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self._styles = dict(self._named_styles())
        self.root = etree.fromstring(self._parts["word/document.xml"])
        self.paragraphs = _without_front(tuple(self._all_seen(self.root)))
        self.text = plain("\n".join(seen.text for seen in self.paragraphs))

    @cached_property
    def aside(self) -> str:
        """Words of comments, notes, headers and footers."""
        roots = [etree.fromstring(d) for name, d in self._parts.items() if _ASIDE.fullmatch(name)]
        return plain(" ".join(seen.text for root in roots for seen in self._all_seen(root)))

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Every row of a table, cell by cell."""
        return tuple(
            tuple(plain(" ".join(seen.text for seen in self._all_seen(cell))) for cell in cells)
            for row in self.root.iter(f"{_W}tr")
            if row.find(f"{_W}trPr/{_W}del") is None and (cells := list(row.iter(f"{_W}tc")))
        )

    @cached_property
    def descriptions(self) -> tuple[str, ...]:
        """Alternative texts of all that stands as a drawing, and of tables."""
        drawn = [e for e in self.root.iter() if not _is_gone(e)]
        found = [e.get("descr") or "" for e in drawn if etree.QName(e).localname == "docPr"]
        found += [e.get("alt") or "" for e in drawn if etree.QName(e).localname == "shape"]
        found += [e.get(f"{_W}val") or "" for e in self.root.iter(f"{_W}tblDescription")]
        return tuple(plain(each) for each in found if each.strip())

    @cached_property
    def described(self) -> str:
        """All of them, one after the other."""
        return "\n".join(self.descriptions)

    @cached_property
    def plotted(self) -> frozenset[str]:
        """Every value in a chart."""
        roots = [etree.fromstring(d) for n, d in self._parts.items() if "charts/chart" in n]
        return frozenset(
            e.text or "" for root in roots for e in root.iter() if etree.QName(e).localname == "v"
        )

    @cached_property
    def pictures(self) -> int:
        """How many pictures stand in the body."""
        names = [etree.QName(e).localname for e in self.root.iter(etree.Element)]
        return names.count("blip") + names.count("imagedata")

    @cached_property
    def embedded(self) -> str:
        """Text of the parts of other formats."""
        return "".join(
            data.decode("utf-8", "replace")
            for name, data in self._parts.items()
            if name.endswith((".html", ".htm", ".mht", ".txt", ".rtf"))
        )

    @cached_property
    def links(self) -> str:
        """Where the links of the body lead."""
        fields = "".join(e.text or "" for e in self.root.iter(f"{_W}instrText"))
        return self._parts.get("word/_rels/document.xml.rels", b"").decode() + fields

    def _named_styles(self) -> Iterator[tuple[str, str]]:
        for style in etree.fromstring(self._parts["word/styles.xml"]).iter(f"{_W}style"):
            name = style.find(f"{_W}name")
            if name is not None:
                yield style.get(f"{_W}styleId") or "", (name.get(f"{_W}val") or "").lower()

    def _all_seen(self, root: etree._Element) -> Iterator[Seen]:
        """Each paragraph; one whose end is deleted goes on in the next."""
        begun: tuple[tuple[str, frozenset[str]], ...] = ()
        for paragraph in root.iter(f"{_W}p"):
            runs = begun + _runs(paragraph)
            begun = ()
            if _has_no_end(paragraph):
                begun = runs
                continue
            named = paragraph.find(f"{_W}pPr/{_W}pStyle")
            style = "" if named is None else named.get(f"{_W}val") or ""
            said = "".join(words for words, _ in runs)
            yield Seen(said, self._styles.get(style, style), runs)


def _runs(paragraph: etree._Element) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (_words(run), _marks(run))
        for run in _live_runs(paragraph)
        if next(run.iterancestors(f"{_W}p")) is paragraph
    )


def _has_no_end(paragraph: etree._Element) -> bool:
    marks = (paragraph.find(f"{_W}pPr/{_W}rPr/{tag}") for tag in _GONE)
    return any(mark is not None for mark in marks)


def _standing(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs that are not deleted whole."""
    for paragraph in root.iter(f"{_W}p"):
        if not _has_no_end(paragraph) or any(map(_words, _live_runs(paragraph))):
            yield paragraph


def _live_runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    return (run for run in paragraph.iter(f"{_W}r") if not _is_gone(run))


def _is_gone(element: etree._Element) -> bool:
    return any(each.tag in _GONE for each in element.iterancestors())


def _words(run: etree._Element) -> str:
    said = ""
    for each in run:
        if each.tag == f"{_W}t":
            said += each.text or ""
        elif each.tag in (f"{_W}br", f"{_W}cr", f"{_W}tab"):
            said += " "
        elif each.tag == f"{_W}sym":
            said += chr(int(each.get(f"{_W}char") or "20", 16))
    return said


def _marks(run: etree._Element) -> frozenset[str]:
    found: set[str] = set()
    for each in run.findall(f"{_W}rPr/*"):
        name, value = etree.QName(each).localname, each.get(f"{_W}val") or ""
        if value.lower() in _OFF and name != "shd":
            continue
        found.add({"dstrike": "strike", "shd": "highlight", "bCs": ""}.get(name, name))
    if any(link.tag == f"{_W}hyperlink" for link in run.iterancestors()):
        found.add("link")
    return frozenset(found)


# What shows in a file


def shows(words: str) -> Fact:
    """The words stand in the body."""
    return lambda look: plain(words) in look.text


def shows_one_of(*said: str) -> Fact:
    """One of these stands in the body."""
    return lambda look: any(plain(words) in look.text for words in said)


def lacks(words: str) -> Fact:
    """The words stand in the body no more."""
    return lambda look: plain(words) not in look.text


def carries(words: str, mark: str) -> Fact:
    """The words stand there with a property."""
    return lambda look: any(plain(words) in seen.marked(mark) for seen in look.paragraphs)


def opens(words: str) -> Fact:
    """A paragraph begins with these words."""
    return lambda look: any(plain(seen.text).startswith(plain(words)) for seen in look.paragraphs)


def opens_not(words: str) -> Fact:
    """The words stand there, and no paragraph begins with them."""
    return lambda look: plain(words) in look.text and not opens(words)(look)


def styled(words: str, style: str) -> Fact:
    """The paragraph with these words has a style whose name begins so."""
    return lambda look: any(
        plain(words) in plain(seen.text) and seen.style.startswith(style)
        for seen in look.paragraphs
    )


def after(words: str, others: str) -> Fact:
    """The words stand after the others."""
    return lambda look: look.text.find(plain(words)) > look.text.find(plain(others)) >= 0


def beside(words: str) -> Fact:
    """A comment, a note, a header or a footer says the words."""
    return lambda look: plain(words) in look.aside


def row(*cells: str) -> Fact:
    """A row of a table shows just these cells."""
    wanted = tuple(map(plain, cells))
    return lambda look: wanted in look.rows


def no_row(*cells: str) -> Fact:
    """No row shows these cells, and none stands empty in its place."""
    wanted = tuple(map(plain, cells))
    return lambda look: wanted not in look.rows and all(map(any, look.rows))


def described(words: str) -> Fact:
    """An alternative text begins so."""
    return lambda look: plain(words) in look.described


def drawn_over(words: str) -> Fact:
    """Whether a drawing stands just over the paragraph with these words."""

    def shown(seen: Look) -> bool:
        drawn = False
        for paragraph in _standing(seen.root):
            said = plain("".join(map(_words, _live_runs(paragraph))))
            if plain(words) in said:
                return drawn
            drawn = (drawn and not said) or any(
                each.tag in _DRAWN and not _is_gone(each) for each in paragraph.iter()
            )
        return False

    return shown
