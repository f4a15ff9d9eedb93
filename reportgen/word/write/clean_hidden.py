"""Hidden text: what Word would not show, taken out, and nothing left that could hide the rest.

`w:vanish` is a toggle property (ECMA-376 part 1, 17.7.3): what a run says itself rules;
else the paragraph's style and the character style each turn it over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.word.elements.values import is_on, is_true, value
from reportgen.word.read.inspect.styles import Styles

_RUN, _P, _PPR, _ROW = qn("w:r"), qn("w:p"), qn("w:pPr"), qn("w:tr")
_VANISH = qn("w:vanish")
_FIELD, _CODE, _KIND = qn("w:fldChar"), qn("w:instrText"), qn("w:fldCharType")
_HIDING = (_VANISH, qn("w:specVanish"), qn("w:webHidden"))
_AROUND = (qn("w:hyperlink"), qn("w:fldSimple"))
_CONTENT = (_RUN, *_AROUND, qn("m:oMath"))
_DRAWN = (qn("wp:docPr"), qn("v:shape"), qn("v:rect"))


def remove_hidden(root: Element, styles: Styles) -> None:
    """Take hidden text, drawings, paragraphs and rows out of a story, in place.

    What is left is shown in every view: text that is only hidden in Word's web layout
    stays, and so do the codes of a field whose result is seen.
    """
    hidden = {run for run in root.iter(_RUN) if _is_hidden(run, styles)}
    marks = [p for p in root.iter(_P) if _is_mark_hidden(p, styles)]
    rows = [row for row in root.iter(_ROW) if is_on(row, "w:trPr/w:hidden")]
    hidden -= set(_codes_of_seen_fields(root, hidden))
    # A link or field round nothing but hidden text would keep its address or code.
    around = {outer for run in hidden for outer in run.iterancestors(*_AROUND)}
    for run in hidden:
        _remove(run)
    for outer in around:
        if next(outer.iter(_RUN), None) is None:
            _remove(outer)
    for paragraph in marks:
        if _is_empty(paragraph) and _can_be_spared(paragraph):
            _remove(paragraph)
    for row in rows:
        if _is_empty(row):
            _remove(row)
    show(root)


def show(root: Element) -> None:
    """Drop what hides text, as in styles that no hidden text uses any more."""
    etree.strip_elements(root, *_HIDING, with_tail=False)


def _is_hidden(run: Element, styles: Styles) -> bool:
    if any(_is_drawn_hidden(drawn) for drawn in run.iter(*_DRAWN)):
        return True
    paragraph = next(run.iterancestors(_P), None)
    by_paragraph = styles.hides_paragraph(None if paragraph is None else paragraph.find(_PPR))
    by_style = styles.hides(value(run, "w:rPr/w:rStyle")) != by_paragraph
    return is_on(run, "w:rPr/w:vanish", otherwise=by_style)


def _is_drawn_hidden(drawn: Element) -> bool:
    shown = (drawn.get("style") or "").replace(" ", "")
    return is_true(drawn.get("hidden"), otherwise=False) or "visibility:hidden" in shown


def _is_mark_hidden(paragraph: Element, styles: Styles) -> bool:
    by_style = styles.hides_paragraph(paragraph.find(_PPR))
    return is_on(paragraph, "w:pPr/w:rPr/w:vanish", otherwise=by_style)


def _codes_of_seen_fields(root: Element, hidden: Collection[Element]) -> Iterator[Element]:
    """The hidden runs that make up a field not all of whose own runs are hidden."""
    open_fields: list[list[Element]] = []
    for run in root.iter(_RUN):
        for part in run.iter(_FIELD, _CODE):
            kind = part.get(_KIND)
            if kind == "begin":
                open_fields.append([])
            if open_fields:
                open_fields[-1].append(run)
            if kind == "end" and open_fields:
                field = open_fields.pop()
                if any(one not in hidden for one in field):
                    yield from (one for one in field if one in hidden)


def _is_empty(element: Element) -> bool:
    return next(element.iter(*_CONTENT), None) is None


def _can_be_spared(paragraph: Element) -> bool:
    """Whether the file stays sound without a paragraph, and tables beside it stay two."""
    kept = (qn("w:sectPr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    if next(paragraph.iter(*kept), None) is not None:
        return False
    before, after = paragraph.getprevious(), paragraph.getnext()
    if before is not None and before.tag == _P:
        return after is not None and after.tag in {_P, qn("w:tbl"), qn("w:sectPr")}
    return after is not None and after.tag == _P


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
