"""Changes of a part's XML: its elements, attributes and texts, and its prolog."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from random import Random

from lxml import etree

from reportgen.opc.namespaces import NAMESPACES, qn

_W = NAMESPACES["w"]
_VALUES = (
    *("", "0", "-1", "1", "99999999999999999999", "-2147483649", "1.5", "1e308", "NaN"),
    *("x", "true"),
    *("A1:XFD1048576", "ZZZZ99999999", "A0", "A1:A1 B1", "rId999", "../../x.xml", "/x"),
    *("#REF!", "%", "{{ x }}"),
    *("http://example.invalid/x", "file:///etc/passwd", "\u202e", "æ" * 300, "a" * 100_000),
    *("0001-01-01T00:00:00Z", "2024-13-45T99:99:99Z", "External", "w:p", "&", "9" * 5000, " 1 "),
)
_TEXTS = (
    *("", " ", "{{ navn }}", "{{", "{% if %}", "{{ 9**9**9 }}", "{% for i in range(99999999) %}"),
    *("\u202e", "A\u0301" * 1000, "æøå " * 20_000, "x" * 1_000_000, "9" * 5000, "1e999", "#N/A"),
    *("TOC \\o", "INCLUDETEXT c:\\x", "=1+1", "U1", "A9999999999", "31-02-2024", "ja", "-"),
)
_WORD = (
    *("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "moveFrom", "moveTo"),
    *("moveFromRangeStart", "moveToRangeStart", "smartTag", "hyperlink", "fldSimple", "fldChar"),
    *(
        "instrText",
        "delText",
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
    ),
    *("object", "pict", "subDoc", "pPr", "dir", "bdo"),
    *("commentReference", "footnoteReference", "drawing", "txbxContent", "altChunk"),
    *("rPr", "rPrChange", "pPrChange", "sectPr", "numPr", "gridSpan", "vMerge", "br", "tab", "sym"),
    *("customXml", "body", "sdtPr", "tblGrid", "trPr", "tcPr", "noBreakHyphen", "ruby"),
)
_MOST_NODES = 60_000


def drop(rng: Random, data: bytes) -> bytes:
    """Leave out elements."""
    root, found = _read(data)
    for _ in range(rng.choice((1, 1, 2, 20))):
        element = rng.choice(found)
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return _written(root)


def repeat(rng: Random, data: bytes) -> bytes:
    """Say an element many times beside itself."""
    root, found = _read(data)
    element = rng.choice([each for each in found if each.getparent() is not None])
    inside = sum(1 for _ in element.iter())
    for _ in range(min(rng.choice((1, 5, 300, 20_000)), _MOST_NODES // inside + 1)):
        element.addnext(deepcopy(element))
    return _written(root)


def move(rng: Random, data: bytes) -> bytes:
    """Put an element somewhere else."""
    root, found = _read(data)
    for _ in range(rng.choice((1, 1, 3))):
        element, place = rng.choice(found), rng.choice(found)
        if element is not root and element not in place.iterancestors() and element is not place:
            place.insert(rng.randrange(len(place) + 1), element)
    return _written(root)


def nest(rng: Random, data: bytes) -> bytes:
    """Put an element into ever more elements like it, or of another kind."""
    root, found = _read(data)
    element = rng.choice([each for each in found if each.getparent() is not None])
    above = element.getparent()
    assert above is not None
    tag = rng.choice((element.tag, above.tag, f"{{{_W}}}{rng.choice(_WORD)}"))
    depth = rng.choice((1, 3, 60, 254, 300, 1000, 5000, 20_000))
    opened, closed = _tags(_chain(rng, tag, depth))
    inner = etree.tostring(element, with_tail=False)
    mark = etree.ProcessingInstruction("here")
    mark.tail = element.tail
    above.replace(element, mark)
    return _written(root).replace(b"<?here ?>", opened + inner + closed, 1)


def _tags(chain: Sequence[str]) -> tuple[bytes, bytes]:
    """What opens and what closes elements in one another; building them as such takes too long."""
    names = [etree.QName(tag) for tag in chain]
    found = dict.fromkeys(name.namespace for name in names)
    prefixes = {space: f"n{at}:" if space else "" for at, space in enumerate(found)}
    said = [f"{prefixes[name.namespace]}{name.localname}" for name in names]
    spaces = "".join(f' xmlns:{p[:-1]}="{space}"' for space, p in prefixes.items() if p)
    opened = "".join(f"<{name}{'' if at else spaces}>" for at, name in enumerate(said))
    return opened.encode(), "".join(f"</{name}>" for name in reversed(said)).encode()


def _chain(rng: Random, tag: str, depth: int) -> list[str]:
    """Tags, the outermost first, of what is nested as it may be."""
    of_kind = {
        "tbl": ("tbl", "tr", "tc"),
        "sdt": ("sdt", "sdtContent"),
        "tc": ("tbl", "tr", "tc"),
        "txbxContent": ("p", "r", "pict", "txbxContent"),
        "r": ("r", "ins"),
        "p": ("sdt", "sdtContent"),
    }
    links = of_kind.get(etree.QName(tag).localname)
    if links is None or rng.random() < 0.3:
        return [tag] * depth
    return [f"{{{_W}}}{links[i % len(links)]}" for i in range(depth)]


def other_attribute(rng: Random, data: bytes) -> bytes:
    """Give attributes other values, or leave them out."""
    root, found = _read(data)
    given = [(each, name) for each in found for name in each.attrib]
    for _ in range(rng.choice((1, 1, 2, 10))):
        element, name = rng.choice(given)
        other, its = rng.choice(given)
        chance = rng.random()
        if chance < 0.2:
            element.attrib.pop(name, "")
        elif chance < 0.4:
            element.set(name, other.get(its, ""))
        else:
            element.set(name, rng.choice(_VALUES))
    return _written(root)


def every_such_attribute(rng: Random, data: bytes) -> bytes:
    """Give every attribute of one name another value."""
    root, found = _read(data)
    name = rng.choice([name for each in found for name in each.attrib])
    value = rng.choice([value for value in _VALUES if len(value) < 1000])
    for element in found:
        if name in element.attrib:
            element.set(name, value)
    return _written(root)


def other_text(rng: Random, data: bytes) -> bytes:
    """Let an element say something else."""
    root, found = _read(data)
    said = [each for each in found if each.text and each.text.strip()] or found
    for _ in range(rng.choice((1, 1, 5))):
        rng.choice(said if rng.random() < 0.8 else found).text = rng.choice(_TEXTS)
    return _written(root)


def other_name(rng: Random, data: bytes) -> bytes:
    """Call elements something else, in the same namespace or in none."""
    root, found = _read(data)
    element = rng.choice(found)
    new = rng.choice((f"{{{_W}}}{rng.choice(_WORD)}", "x", "{urn:x}p", rng.choice(found).tag))
    old = element.tag
    for each in found if rng.random() < 0.3 else [element]:
        if each.tag == old:
            each.tag = new
    return _written(root)


def another_element(rng: Random, data: bytes) -> bytes:
    """Put in an element of the vocabulary, bare or with what it often holds."""
    root, found = _read(data)
    for _ in range(rng.choice((1, 3, 30))):
        made = etree.Element(f"{{{_W}}}{rng.choice(_WORD)}")
        for name in rng.sample(("id", "author", "date", "name", "val", "fldCharType", "type"), 3):
            made.set(qn(f"w:{name}"), rng.choice((*_VALUES[:12], "begin", "end", "separate")))
        if rng.random() < 0.4:
            inner = etree.SubElement(made, f"{{{_W}}}{rng.choice(_WORD)}")
            inner.text = rng.choice(("ord", None))
        place = rng.choice(found)
        place.insert(rng.randrange(len(place) + 1), made)
    return _written(root)


def other_namespace(rng: Random, data: bytes) -> bytes:
    """Let a namespace be another: the strict one of the standard, or one that nobody knows."""
    old, new = rng.choice(
        (
            (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"urn:x"),
            (
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
            (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"urn:x"),
            (b"http://schemas.openxmlformats.org/package/2006/relationships", b"urn:x"),
            (b"http://schemas.openxmlformats.org/package/2006/content-types", b"urn:x"),
            (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"urn:x/"),
        )
    )
    return data.replace(old, new)


def prolog(rng: Random, data: bytes) -> bytes:
    """Put something before the root: a document type with entities, another encoding."""
    start = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (i + 1, b"&a%d;" % i * 10) for i in range(9))
    said = rng.choice(
        (
            b"<!DOCTYPE a>",
            b'<!DOCTYPE a SYSTEM "http://example.invalid/x.dtd">',
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE a [<!ENTITY a0 "ha">' + laughs + b"]>",
            b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
            b"<?xml-stylesheet href='http://example.invalid/x.xsl'?>",
            b"<!--" + b"-" * 5000 + b"-->",
            b"<?x " + b"y" * 500_000 + b"?>",
        )
    )
    changed = data[:start] + said + data[start:]
    if b"ENTITY" in said and rng.random() < 0.7:
        at = changed.rfind(b"</")
        changed = changed[:at] + rng.choice((b"&x;", b"&a9;")) + changed[at:]
    return changed


def other_xml_encoding(rng: Random, data: bytes) -> bytes:
    """Declare another encoding, which the part is in or not."""
    body = data[data.find(b"?>") + 2 :] if data.startswith(b"<?xml") else data
    code = rng.choice(("utf-16", "utf-7", "iso-8859-1", "us-ascii", "ebcdic-cp-us", "x-none"))
    head = f'<?xml version="1.0" encoding="{code}"?>'
    if code == "utf-16":
        return (head + body.decode(errors="replace")).encode("utf-16")
    return head.encode() + body


def _read(data: bytes) -> tuple[etree._Element, list[etree._Element]]:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    return root, list(root.iter(etree.Element))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


MUTATIONS = (
    drop,
    repeat,
    move,
    nest,
    nest,
    other_attribute,
    other_attribute,
    every_such_attribute,
    other_text,
    other_name,
    another_element,
    other_namespace,
    prolog,
    other_xml_encoding,
)
