"""Where people do something in Word: found by the words that stand there."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from reportgen.opc.namespaces import NAMESPACES, qn
from tests.editors.planting.look import plain
from tests.editors.word import Paragraph, WordCopy, text

P, T, P_PR, R_PR = qn("w:p"), qn("w:t"), qn("w:pPr"), qn("w:rPr")
_OPENING = frozenset({"Heading1", "Indholdsoverskrift"})
MARKS = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
_DECLARED = " ".join(
    f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r", "wp", "a", "pic", "v")
)


def made(xml: str) -> etree._Element:
    """An element, with the prefixes that are used here."""
    return etree.fromstring(f"<x {_DECLARED}>{xml}</x>")[0]


def run_of(words: str, properties: str = "", inside: str = "") -> etree._Element:
    """A run that says `words`; `inside` is the XML of what stands before them."""
    run = made(f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>")
    if words:
        written = etree.SubElement(run, T)
        written.text = words
        written.set(qn("xml:space"), "preserve")
    return run


class WordPlaces(WordCopy):
    """A copy in which every place is found by the words that stand there."""

    def find(self, words: str) -> tuple[Paragraph, int]:
        """The first paragraph that says `words`, and where."""
        for paragraph in self.paragraphs():
            if (at := text(paragraph).find(words)) >= 0 and not listed(paragraph):
                return paragraph, at
        raise LookupError(words)

    def on(self, words: str) -> tuple[Paragraph, int, int]:
        """Paragraph, first sign, and the sign after the last one."""
        paragraph, at = self.find(words)
        return paragraph, at, at + len(words)

    def body(self) -> etree._Element:
        """What stands in the document, one after the other."""
        return self._root[0]

    def put_in(self, words: str, *runs: etree._Element) -> None:
        """Put runs in after `words`, tracked where tracking is on."""
        paragraph, _, end = self.on(words)
        self._cut(paragraph, 0, end)
        before = self._cut(paragraph, 0, end)[-1]
        while (holder := before.getparent()) is not paragraph:
            assert holder is not None
            before = holder
        for run in reversed(runs):
            self._added(run, before.addnext)

    def _added(self, run: etree._Element, put: Callable[[etree._Element], None]) -> None:
        if not self.tracking:
            put(run)
            return
        change = self._change(qn("w:ins"))
        change.append(run)
        put(change)


def style_of(paragraph: Paragraph) -> str:
    """A paragraph's style, by its id."""
    named = paragraph.find(f"{P_PR}/{qn('w:pStyle')}")
    return "" if named is None else named.get(qn("w:val")) or ""


def listed(paragraph: Paragraph) -> bool:
    """Whether it says what a heading says: a line of the contents, or of the page in front."""
    if style_of(paragraph).startswith("TOC"):
        return True
    above = (p for p in paragraph.itersiblings(P, preceding=True) if style_of(p) in _OPENING)
    return text(next(above, paragraph)) == "Kort fortalt"


def shown(cell: etree._Element) -> str:
    return plain(" ".join(map(text, cell.iter(P))))


def parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent
