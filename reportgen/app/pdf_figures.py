"""Words for the figures of a tagged PDF, where LibreOffice left them out.

LibreOffice 7.4 drops the alternative text of a chart when it opens a Word file, so the
figure's tag in the PDF has none. It is added here as an incremental update (ISO 32000-1,
7.5.6): what LibreOffice wrote stays byte for byte, and the tags follow anew behind it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)


def with_figure_texts(pdf: bytes, texts: Sequence[str]) -> bytes | None:
    """Give each figure of the PDF its text, in order; those that have one keep it.

    None where that cannot be done: there are more figures or fewer than `texts`, or the
    file is built in another way than LibreOffice's.
    """
    figures = _figures(pdf)
    if len(figures) != len(texts):
        return None
    missing = [
        (number, text)
        for (number, has_text), text in zip(figures, texts, strict=True)
        if not has_text
    ]
    return _updated(pdf, missing) if missing else pdf


def _figures(pdf: bytes) -> list[tuple[int, bool]]:
    """Object number of every figure's tag in reading order, and whether it has a text."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFObjRef, resolve1

    document = PDFDocument(PDFParser(io.BytesIO(pdf)))
    waiting: list[Any] = [document.catalog.get("StructTreeRoot")]
    found: list[tuple[int, bool]] = []
    while waiting:
        reference = waiting.pop()
        element = resolve1(reference)
        if isinstance(element, list):
            waiting += reversed(element)
        elif isinstance(element, dict):
            kind = getattr(element.get("S"), "name", "")
            if kind == "Figure" and isinstance(reference, PDFObjRef):
                found.append((reference.objid, "Alt" in element or "ActualText" in element))
            if "K" in element:
                waiting.append(element["K"])
    return found


def _updated(pdf: bytes, texts: Sequence[tuple[int, str]]) -> bytes | None:
    start, trailer = _START.search(pdf[-1024:]), _TRAILER.search(pdf[-4096:])
    if start is None or trailer is None:
        return None
    made = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    table = bytearray(b"xref\n")
    for number, text in sorted(texts):
        written = re.search(rb"(?<!\d)%d 0 obj\s*<<(.*?)endobj" % number, pdf, re.DOTALL)
        if written is None:
            return None
        said = (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper().encode()
        table += b"%d 1\n%010d 00000 n \n" % (number, len(made))
        made += b"%d 0 obj\n<</Alt<%s>%sendobj\n" % (number, said, written[1])
    place = len(made)
    known = re.sub(rb"/Prev\s+\d+", b"", trailer[1])
    made += table + b"trailer\n<<%s/Prev %s>>\n" % (known, start[1])
    made += b"startxref\n%d\n%%%%EOF\n" % place
    return bytes(made)
