"""XML from outside, read with suspicion, and a part's XML written as Word writes it.

Nothing is fetched from elsewhere, and a document type is refused: it is where entities come
from, and no program writes one into a package. How much there is to read is bounded by
`reportgen.opc.container`, so libxml2's own bounds on long texts, which a long report may
pass, are lifted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import IO, TypeAlias

from lxml import etree

from reportgen.opc.container import BROKEN, RefusalReason, Refused
from reportgen.opc.namespaces import NAMESPACES

Element: TypeAlias = etree._Element

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
"""What a part that is written as text opens with."""

# The ampersand comes first, or it would meet those of the others.
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\r", "&#13;"))


def parse(data: bytes, *, elements_only: bool = False) -> Element:
    """Root of a whole part, `elements_only` without its comments and processing instructions.

    Raises `Refused` for what is no well-formed XML, or declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=elements_only,
        remove_pis=elements_only,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(RefusalReason.MALFORMED) from error
    _refuse_document_type(root)
    return root


def stream_elements(stream: IO[bytes], tags: Sequence[str]) -> Iterator[Element]:
    """Each element with one of `tags` as it ends; it is emptied before the next one.

    Raises `Refused` as `parse` does, and where the stream itself is damaged.
    """
    events = etree.iterparse(
        stream,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    checked = False
    try:
        for _, element in events:
            if not checked:
                _refuse_document_type(element)
                checked = True
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except Refused:
        raise
    except (etree.XMLSyntaxError, *BROKEN) as error:
        raise Refused(RefusalReason.MALFORMED) from error
    if not checked:
        _refuse_document_type(events.root)


def _refuse_document_type(element: Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise Refused(RefusalReason.DOCUMENT_TYPE)


def with_prefixes(root: Element, *prefixes: str) -> Element:
    """A root that declares `prefixes` for whoever writes below it: itself, or one like it."""
    wanted = {prefix: NAMESPACES[prefix] for prefix in prefixes}
    if all(root.nsmap.get(prefix) == uri for prefix, uri in wanted.items()):
        return root
    declared = {prefix: uri for prefix, uri in root.nsmap.items() if prefix is not None}
    like = etree.Element(root.tag, nsmap={**declared, **wanted})
    like.attrib.update(root.attrib)
    like.extend(list(root))
    return like


def outside(root: Element, holders: Collection[str], *tags: str) -> list[Element]:
    """The elements named by `tags` below `root`, in order, that stand in none of `holders`."""
    inside = {element for holder in root.iter(*holders) for element in holder.iter(*tags)}
    elements = list(root.iter(*tags))
    return [element for element in elements if element not in inside] if inside else elements


def serialise(root: Element) -> bytes:
    """Write a part's XML as Word does: UTF-8, with a declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def escape(text: str) -> str:
    """Make `text` safe as XML content and as an attribute.

    >>> escape('R&D "<b>"')
    'R&amp;D &quot;&lt;b&gt;&quot;'
    """
    # Each looks for one character, which takes a tenth of the time of str.translate.
    for character, entity in _ESCAPES:
        text = text.replace(character, entity)
    return text
