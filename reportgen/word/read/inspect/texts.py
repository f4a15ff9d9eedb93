"""Every text of a part: what is seen, and what stands in codes and attributes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from reportgen.opc.namespaces import qn

_P, _VAL = qn("w:p"), qn("w:val")
_SEEN = (qn("w:t"), qn("m:t"), qn("a:t"))
_CODES = (qn("w:instrText"), qn("w:delText"), qn("w:delInstrText"))
_STANDS_FOR = {
    **dict.fromkeys(map(qn, ("w:tab", "w:ptab", "w:br", "w:cr", "a:br")), " "),
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_ATTRIBUTES = {
    **dict.fromkeys(
        map(qn, ("wp:docPr", "pic:cNvPr", "a:cNvPr", "wps:cNvPr")), ("title", "descr", "name")
    ),
    **dict.fromkeys(map(qn, ("v:shape", "v:rect", "v:imagedata")), ("title", "alt")),
    qn("v:textpath"): ("string",),
    **dict.fromkeys(
        map(
            qn,
            (
                "w:tblCaption",
                "w:tblDescription",
                "w:lvlText",
                "w:helpText",
                "w:statusText",
                "w:default",
                "w:listEntry",
            ),
        ),
        (_VAL,),
    ),
    qn("w:hyperlink"): (qn("w:tooltip"),),
    qn("w:fldSimple"): (qn("w:instr"),),
}
"""The attributes of each element that people, or programs for them, write words in."""


def seen_text(element: etree._Element) -> str:
    """The text of an element as it is read, a tab or a break as a blank."""
    return _joined(element, _SEEN)


def story_texts(paragraph: etree._Element) -> Iterator[str]:
    """The text of a paragraph, without the codes of its fields and with them.

    A code can hold an address, and what it parts may be one number to the reader.
    """
    yield seen_text(paragraph)
    if next(paragraph.iter(*_CODES), None) is not None:
        yield _joined(paragraph, (*_SEEN, *_CODES))


def _joined(element: etree._Element, tags: Collection[str]) -> str:
    return "".join(
        _STANDS_FOR.get(str(found.tag)) or found.text or ""
        for found in element.iter(*tags, *_STANDS_FOR)
    )


def part_texts(root: etree._Element) -> Iterator[str]:
    """The texts of a part that is no story: properties, charts, styles.

    Text that is typed in runs comes whole; figures that are plotted are left out.
    """
    typed = {text for paragraph in root.iter(qn("a:p")) for text in paragraph.iter(*_SEEN)}
    plotted = {value for cache in root.iter(qn("c:numCache")) for value in cache.iter()}
    for paragraph in root.iter(qn("a:p")):
        yield seen_text(paragraph)
    for element in root.iter("*"):
        if element.text and element not in typed and element not in plotted:
            yield element.text


def plotted_figures(root: etree._Element) -> Iterator[str]:
    """The figures that the charts of a part keep."""
    for cache in root.iter(qn("c:numCache")):
        yield from (value.text or "" for value in cache.iter(qn("c:v")))


def words_in_attributes(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Alternative texts and the like, which nobody sees on the page, each with its element."""
    for element in root.iter(*_ATTRIBUTES):
        for name in _ATTRIBUTES[str(element.tag)]:
            if said := element.get(name):
                yield element, said
