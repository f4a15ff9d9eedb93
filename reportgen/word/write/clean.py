"""A version as it may be published: nothing in the package but what its reader sees.

What is kept is listed, not what is removed: a part that no kept kind of relationship leads
to is left out, whoever put it there. Comments, tracked changes, hidden text, marks of
editing and the program's own bookmarks go; charts keep the figures they show and lose the
workbook behind them.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

from lxml import etree

from reportgen.opc.namespaces import NAMESPACES, qn, qualified
from reportgen.opc.package import Package, Relationship, rels_name, resolve
from reportgen.opc.xml import DECLARATION, Element, parse, serialise
from reportgen.word.elements.identity import PREFIX
from reportgen.word.elements.values import is_on, is_true, value
from reportgen.word.read.inspect.styles import Styles
from reportgen.word.revisions.content import remove
from reportgen.word.revisions.settle import accept
from reportgen.word.write.hearing_copy import HOW_TRACKED

# The last word of each relationship type, in the transitional and Microsoft's own names.
_KEPT = frozenset(
    {
        "officeDocument",
        "core-properties",
        "extended-properties",
        "styles",
        "numbering",
        "settings",
        "fontTable",
        "font",
        "theme",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "chart",
        "chartStyle",
        "chartColorStyle",
        "image",
        "hyperlink",
    }
)
_NAMED = frozenset({"header", "footer", "chart", "image", "hyperlink"})
"""Those that count only where the part they belong to names them."""
_TEXT_PARTS = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes"})
_REMARKS_IN_RUNS = (qn("w:commentReference"), qn("w:annotationRef"))
"""The marks of a comment that a run is there for."""
_REMARKS = (
    *_REMARKS_IN_RUNS,
    *map(qn, ("w:commentRangeStart", "w:commentRangeEnd", "w:permStart", "w:permEnd")),
    *map(qn, ("w:proofErr", "w:lastRenderedPageBreak")),
)
_OF_EDITING = HOW_TRACKED | qualified(
    "w",
    "writeProtection",
    "documentProtection",
    "revisionView",
    "rsids",
    "docVars",
    "mailMerge",
    "attachedTemplate",
    "proofState",
    "activeWritingStyle",
    "smartTagType",
    "attachedSchema",
)
_WRAPPED = qualified("w", "sdt", "sdtContent", "customXml", "smartTag")
_OF_WRAPPING = qualified("w", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr")
_APPLICATION = (
    f'{DECLARATION}<Properties xmlns="{NAMESPACES["ep"]}">'
    "<Application>reportgen</Application></Properties>"
)
_EMBEDDED, _LINK = qn("c:externalData"), qn("w:hyperlink")
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_ID, _NAME = qn("w:id"), qn("w:name")
_ANCHOR, _RUN = qn("w:anchor"), qn("w:r")
_HEADING = "_Toc"
# Word's own bookmarks of headings are `_Toc` and nine digits.
_FIRST_HEADING = 200_000_001


def clean(version: bytes) -> bytes:
    """Make the file that may be published from the bytes of a version.

    The same bytes always give the same bytes. Raises `BadPackage` for what is no Word file.
    """
    package = Package.open(version, "")
    _keep_what_is_known(package)
    styles = Styles(package.related_xml("styles"))
    for name, data in list(package.parts.items()):
        if name.endswith(".xml") and not name.startswith("["):
            package.parts[name] = _cleaned(name, data, styles)
    # What only hidden text led to, an address or a picture, is nobody's now.
    _keep_what_is_known(package)
    return package.save()


def _keep_what_is_known(package: Package) -> None:
    """Leave out every part, and every relationship, of a kind that is not listed."""
    kept = {"[Content_Types].xml"}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        name = rels_name(part)
        if name not in package.parts:
            continue
        named = _named_in(package.parts.get(part))
        rels = package.relationships(part)
        known = [rel for rel in rels if _is_known(rel, named)]
        rels.keep({rel.id for rel in known})
        targets = {resolve(part, rel.target) for rel in known if not rel.external}
        led_to = targets & package.parts.keys() - kept
        kept |= led_to
        waiting += led_to
        if known:
            kept.add(name)
            package.set_relationships(part, rels)
    package.keep(kept)


def _is_known(rel: Relationship, named: Container[str]) -> bool:
    """Whether a relationship of a part is of a kind that is kept; `named` are those it uses."""
    return (
        rel.kind in _KEPT
        and (not rel.external or rel.kind == "hyperlink")
        and (rel.kind not in _NAMED or rel.id in named)
    )


def _named_in(data: bytes | None) -> Container[str]:
    """Ids of the relationships that a part uses."""
    root = parse(data) if data else None
    space = f"{{{NAMESPACES['r']}}}"
    return {
        str(value)
        for element in (() if root is None else root.iter("*"))
        for name, value in element.attrib.items()
        if str(name).startswith(space)
    }


def _cleaned(name: str, data: bytes, styles: Styles) -> bytes:
    """A part, by its name and its root, without what no reader of the document sees."""
    root = parse(data)
    local = etree.QName(root).localname
    if name == "docProps/app.xml":
        return _APPLICATION.encode()
    if local in _TEXT_PARTS and root.tag == qn(f"w:{local}"):
        _clean_text(root, styles)
    elif root.tag == qn("w:settings"):
        etree.strip_elements(root, *_OF_EDITING, with_tail=False)
    elif root.tag == qn("c:chartSpace"):
        etree.strip_elements(root, _EMBEDDED, with_tail=False)
    else:
        # Styles and lists can hold how they were formatted before, and by whom.
        accept(root)
        if root.tag == qn("w:styles"):
            show(root)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    _forget_editing(root)
    return serialise(root)


def _clean_text(root: Element, styles: Styles) -> None:
    accept(root)
    etree.strip_elements(root, *_OF_WRAPPING, with_tail=False)
    etree.strip_tags(root, *_WRAPPED)
    remove_hidden(root, styles)
    for run in list(root.iter(_RUN)):
        if any(child.tag in _REMARKS_IN_RUNS for child in run):
            remove(run)
    etree.strip_elements(root, *_REMARKS, with_tail=False)
    _rename_bookmarks(root)


def _rename_bookmarks(root: Element) -> None:
    """Give what the contents lead to Word's own kind of bookmark; drop the rest of ours."""
    linked = {link.get(_ANCHOR) for link in root.iter(_LINK)}
    renamed: dict[str, str] = {}
    gone: set[str | None] = set()
    for start in list(root.iter(_START)):
        name = start.get(_NAME) or ""
        if not name.startswith(PREFIX):
            if name == "_GoBack":  # where the last editor stood
                gone.add(start.get(_ID))
            continue
        if name in linked:
            renamed[name] = f"{_HEADING}{_FIRST_HEADING + len(renamed)}"
            start.set(_NAME, renamed[name])
        else:
            gone.add(start.get(_ID))
    for mark in [m for m in root.iter(_START, _END) if m.get(_ID) in gone]:
        remove(mark)
    for link in root.iter(_LINK):
        anchor = link.get(_ANCHOR) or ""
        if anchor in renamed:
            link.set(_ANCHOR, renamed[anchor])


def _forget_editing(root: Element) -> None:
    """Drop the ids by which Word tells documents, and one editing session from another."""
    rsid = qn("w:rsid")
    etree.strip_elements(root, rsid, *map(qn, ("w14:docId", "w15:docId")), with_tail=False)
    ids = {qn("w14:paraId"), qn("w14:textId")}
    for element in root.iter("*"):
        for name in element.attrib:
            if str(name).startswith(rsid) or str(name) in ids:
                del element.attrib[name]


# Hidden text: what Word would not show is taken out, and nothing left that could hide the rest.
# `w:vanish` is a toggle property (ECMA-376 part 1, 17.7.3): what a run says itself rules;
# else the paragraph's style and the character style each turn it over.

_P, _PPR, _ROW = qn("w:p"), qn("w:pPr"), qn("w:tr")
_FIELD, _CODE, _KIND = qn("w:fldChar"), qn("w:instrText"), qn("w:fldCharType")
_HIDING = (qn("w:vanish"), qn("w:specVanish"), qn("w:webHidden"))
_AROUND = (qn("w:hyperlink"), qn("w:fldSimple"))
_CONTENT = (_RUN, *_AROUND, qn("m:oMath"))
_DRAWN = (qn("wp:docPr"), qn("v:shape"), qn("v:rect"))


def remove_hidden(root: Element, styles: Styles) -> None:
    """Take hidden text, drawings, paragraphs and rows out of a part, in place.

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
        remove(run)
    for outer in around:
        if next(outer.iter(_RUN), None) is None:
            remove(outer)
    for paragraph in marks:
        if _is_empty(paragraph) and _can_be_spared(paragraph):
            remove(paragraph)
    for row in rows:
        if _is_empty(row):
            remove(row)
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
    style = (drawn.get("style") or "").replace(" ", "")
    return is_true(drawn.get("hidden"), otherwise=False) or "visibility:hidden" in style


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
    needed = (qn("w:sectPr"), _START, _END)
    if next(paragraph.iter(*needed), None) is not None:
        return False
    before, after = paragraph.getprevious(), paragraph.getnext()
    if before is not None and before.tag == _P:
        return after is not None and after.tag in {_P, qn("w:tbl"), qn("w:sectPr")}
    return after is not None and after.tag == _P
