"""Word's XML in few words, for documents with tracked changes, and what they read like."""

from __future__ import annotations

from lxml import etree

from reportgen.opc.namespaces import NAMESPACES, qn
from reportgen.opc.xml import parse

BY = 'w:id="1" w:author="Åby Kommune" w:date="2024-03-01T09:30:00Z"'
_DECLARED = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "m", "mc"))


def document_xml(*blocks: str) -> bytes:
    """A document part with these blocks, as a file holds it."""
    return f"<w:document {_DECLARED}><w:body>{''.join(blocks)}</w:body></w:document>".encode()


def document(*blocks: str) -> etree._Element:
    """A document part with these blocks."""
    return parse(document_xml(*blocks))


def r(text: str, properties: str = "") -> str:
    """A run."""
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{held}<w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    """A run of deleted text, without the deletion round it."""
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def ins(*runs: str) -> str:
    """An insertion; without runs, the mark for properties."""
    return f"<w:ins {BY}>{''.join(runs)}</w:ins>"


def dele(*runs: str) -> str:
    """A deletion; without runs, the mark for properties."""
    return f"<w:del {BY}>{''.join(runs)}</w:del>"


def p(*content: str, mark: str = "", style: str = "", properties: str = "") -> str:
    """A paragraph; `mark` is what its paragraph mark carries."""
    held = f'<w:pStyle w:val="{style}"/>' if style else ""
    held += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    held += properties
    return f"<w:p>{f'<w:pPr>{held}</w:pPr>' if held else ''}{''.join(content)}</w:p>"


def tc(*blocks: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def tr(*cells: str, mark: str = "") -> str:
    """A row."""
    return f"<w:tr>{f'<w:trPr>{mark}</w:trPr>' if mark else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str, properties: str = "") -> str:
    """A table."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def text(element: etree._Element) -> str:
    """What a paragraph's own runs say."""
    return "".join(t.text or "" for t in element.iter(qn("w:t"), qn("m:t")))


def story(root: etree._Element) -> list[object]:
    """Paragraphs as their text, tables as lists of rows, which are lists of cells' texts."""
    found: list[object] = []
    body = root[0]
    for element in body.iter(qn("w:p"), qn("w:tbl")):
        if next(element.iterancestors(qn("w:tbl")), None) is not None:
            continue
        if element.tag == qn("w:p"):
            found.append(text(element))
        else:
            found.append(
                [
                    [[text(p) for p in cell.iter(qn("w:p"))] for cell in row.iter(qn("w:tc"))]
                    for row in element.iter(qn("w:tr"))
                ]
            )
    return found


OLD_BOLD = f"<w:i/><w:rPrChange {BY}><w:rPr><w:b/></w:rPr></w:rPrChange>"


def move(way: str, *runs: str) -> str:
    return f"<w:move{way} {BY}>{''.join(runs)}</w:move{way}>"


def move_range(way: str, name: str, *content: str) -> str:
    start = f'<w:move{way}RangeStart w:id="7" w:name="{name}" w:author="Bæk Kommune"/>'
    return f'{start}{"".join(content)}<w:move{way}RangeEnd w:id="7"/>'


def field(code: str, result: str) -> str:
    def character(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{character('begin')}<w:r><w:delInstrText>{code}</w:delInstrText></w:r>"
        f"{character('separate')}{gone(result)}{character('end')}"
    )


def control(*content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


def tracked_control(did: str, *content: str) -> str:
    """A content control that was itself inserted, deleted or moved, as Word writes it."""

    def start(number: int) -> str:
        return f'<w:customXml{did}RangeStart w:id="{number}" w:author="Bæk Kommune"/>'

    def end(number: int) -> str:
        return f'<w:customXml{did}RangeEnd w:id="{number}"/>'

    return (
        f"{start(0)}<w:sdt><w:sdtPr/><w:sdtContent>{end(0)}{''.join(content)}"
        f"{start(1)}</w:sdtContent></w:sdt>{end(1)}"
    )


def m(symbol: str) -> str:
    return f"<m:r><m:t>{symbol}</m:t></m:r>"


def formula(*content: str) -> str:
    return f"<m:oMathPara><m:oMath>{''.join(content)}</m:oMath></m:oMathPara>"


def fraction(above: str, below: str, mark: str) -> str:
    return (
        f"<m:f><m:fPr><m:ctrlPr>{mark}</m:ctrlPr></m:fPr>"
        f"<m:num>{m(above)}</m:num><m:den>{m(below)}</m:den></m:f>"
    )


def bookmark(name: str, *content: str) -> str:
    start = f'<w:bookmarkStart w:id="{name}" w:name="{name}"/>'
    return f'{start}{"".join(content)}<w:bookmarkEnd w:id="{name}"/>'
