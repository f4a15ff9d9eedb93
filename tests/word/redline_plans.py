"""A small document, plans for it, and what each party's text then is, reckoned without Word."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from lxml import etree

from reportgen.hearing.redline_plan import (
    AddedParagraph,
    AddedRow,
    CommentText,
    DeletedRow,
    DeletedText,
    EditedParagraph,
    Formatting,
    InsertedText,
    KeptText,
    Move,
    Moved,
    ParagraphSplit,
    Plan,
    Segment,
    Signature,
    StyleChange,
    Thread,
    listed,
)
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse, serialise
from reportgen.report.wording.text import Run
from reportgen.word.read.returned import ReadFile, read_returned
from reportgen.word.revisions.revision import CONTENT, PROPERTY_CHANGES
from reportgen.word.revisions.settle import accept, reject
from tests.word.tracked import p, r, tbl, tc, tr

PARTIES = ("Bæk Kommune", "Region Øst", "Åby Kommune")
TIME = "2024-03-01T09:30:00"
LINK = "https://example.dk/vejledning"

_STYLES = {
    "Normal": "Normal",
    "Heading1": "heading 1",
    "Punkt": "Punkt",
    "Punkttekst": "Punkttekst",
    "Tabeltekst": "Tabeltekst",
    "CommentText": "annotation text",
}


_DEFAULT = ' w:default="1"'
_LINKED = '<w:rStyle w:val="Hyperlink"/>'


def package(*blocks: str) -> bytes:
    """A Word file with these blocks and the styles they need."""
    made = Package()
    made.parts["[Content_Types].xml"] = (
        f'<Types xmlns="{NAMESPACES["ct"]}">'
        f'<Default Extension="rels" ContentType="{CONTENT_TYPE["rels"]}"/>'
        f'<Default Extension="xml" ContentType="{CONTENT_TYPE["xml"]}"/></Types>'
    ).encode()
    made.relate("", "officeDocument", "word/document.xml")
    declared = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r", "m"))
    body = f"<w:document {declared}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
    made.add("word/document.xml", body.encode(), CONTENT_TYPE["document"])
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"{_DEFAULT if style == "Normal" else ""}>'
        f'<w:name w:val="{name}"/></w:style>'
        for style, name in _STYLES.items()
    )
    styles += (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>'
        '<w:style w:type="character" w:styleId="CommentReference">'
        '<w:name w:val="annotation reference"/></w:style>'
    )
    made.add(
        "word/styles.xml",
        f'<w:styles xmlns:w="{NAMESPACES["w"]}">{styles}</w:styles>'.encode(),
        CONTENT_TYPE["styles"],
    )
    made.relate("word/document.xml", "styles", "styles.xml")
    made.relate("word/document.xml", "hyperlink", LINK, external=True)
    return made.save()


def marked(name: str, *content: str, number: int = 1) -> str:
    """Content within one of the program's hidden bookmarks."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="_rg_{name}"/>{"".join(content)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def link(text: str) -> str:
    """A link to `LINK`."""
    return f'<w:hyperlink r:id="rId2" w:history="1">{r(text, _LINKED)}</w:hyperlink>'


def field(result: str) -> str:
    """A number that Word counts."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> SEQ Tabel </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


BASE = package(
    p(marked("s3x6", r("Udfordringer"), number=1), style="Heading1"),
    p(marked("U1h", r("Natten"), number=2), style="Punkt"),
    p(
        marked("U1t1", r("Det er svært"), r(" at ", "<w:b/>"), r("dække natten."), number=3),
        style="Punkttekst",
    ),
    p(marked("p3x1n1t1", r("Se "), link("vejledningen"), r(" herom."), number=4)),
    p(r("Tabel "), field("1"), r(". Besøg")),
    tbl(
        tr(tc(p(r("Kommune"), style="Tabeltekst")), tc(p(r("Antal"), style="Tabeltekst"))),
        tr(
            tc(p(r("Åby"), style="Tabeltekst")),
            tc(p(marked("cNE7", r("102"), number=5), style="Tabeltekst")),
        ),
        properties='<w:tblW w:w="4000" w:type="dxa"/>',
    )
    .replace(
        "</w:tblPr>",
        '</w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>',
    )
    .replace("<w:tcPr></w:tcPr>", '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'),
    p(marked("U2h", r("Vagter"), number=6), style="Punkt"),
    p(marked("U2t1", r("Der er for få vagter om natten."), number=7), style="Punkttekst"),
    p(),
    p(r("Sidste afsnit.")),
)


def read(data: bytes) -> ReadFile:
    """Read a file that is known to be sound."""
    found, problems = read_returned(data, "svar.docx")
    assert found is not None, problems
    return found


TEXTS = tuple(para.plain for para in read(BASE).document.paragraphs)
CELLS = tuple(para.cell for para in read(BASE).document.paragraphs)
LAST = len(TEXTS) - 1
BEFORE_TABLE = CELLS.index(next(cell for cell in CELLS if cell)) - 1


def ends_container(number: int) -> bool:
    """Whether no paragraph follows in the same cell, or in the text."""
    return CELLS[number] is not None or number == LAST


signatures = st.sets(st.sampled_from(PARTIES), min_size=1).map(
    lambda names: Signature(listed(name for name in PARTIES if name in names), TIME)
)
words = st.text("abcæø R&<\t", min_size=1, max_size=6).filter(str.strip)
new_runs = st.builds(
    Run,
    words,
    st.booleans(),
    st.booleans(),
    st.sampled_from(("", "", LINK, "https://example.dk/b")),
).map(lambda run: (run,))


@st.composite
def segments(draw: st.DrawFn, text: str, *, splits: bool = True) -> tuple[Segment, ...]:
    """What happens to a paragraph's text."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)) | {0, len(text)})
    found: list[Segment] = []
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        for kind in draw(st.lists(st.sampled_from(("insert", "insert", "split")), max_size=2)):
            by = draw(signatures)
            if kind == "insert":
                found.append(InsertedText(draw(new_runs), by))
            elif splits:
                found.append(ParagraphSplit(by))
        if end is not None and start < end:
            found.append(draw(_of_base(text[start:end])))
    return tuple(found) if text else tuple(s for s in found if not isinstance(s, KeptText))


def _of_base(text: str) -> st.SearchStrategy[Segment]:
    formatting = st.builds(Formatting, st.booleans(), st.booleans(), signatures)
    return st.one_of(
        st.builds(KeptText, st.just(text)),
        st.builds(KeptText, st.just(text), formatting),
        st.builds(DeletedText, st.just(text), signatures),
    )


@st.composite
def edits(draw: st.DrawFn, number: int) -> EditedParagraph:
    """What happens to one paragraph."""
    if draw(st.integers(0, 4)) == 0 and not CELLS[number]:
        by = draw(signatures)  # all of it goes
        held = (DeletedText(TEXTS[number], by),) if TEXTS[number] else ()
        return EditedParagraph(held, unmarked=by)
    # What is joined with a paragraph that goes has nothing to be joined with at an end.
    can_join = not ends_container(number) and number not in (
        *(BEFORE_TABLE - 1, BEFORE_TABLE),
        *(LAST - 2, LAST - 1),
    )
    unmarked = draw(st.none() | signatures) if can_join else None
    return EditedParagraph(draw(segments(TEXTS[number])), unmarked)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of every kind, but for moves."""
    numbers = draw(st.sets(st.integers(0, LAST), max_size=4))
    edited = {number: draw(edits(number)) for number in sorted(numbers)}
    places = draw(st.sets(st.integers(-1, LAST), max_size=2))
    if LAST in edited and edited[LAST].unmarked:
        # The end of the last paragraph stays: those who delete it while others add there
        # are left with an empty one.
        places -= {LAST - 1, LAST}
    style = st.sampled_from(("Normal", "Punkt", "Punkttekst"))
    added = {
        place: tuple(
            draw(
                st.lists(
                    st.builds(AddedParagraph, new_runs, signatures, style), min_size=1, max_size=2
                )
            )
        )
        for place in sorted(places)
    }
    return Plan(edited, added)


@dataclass(frozen=True)
class _Sign:
    """Stands for the end of a paragraph, or for that of a cell, which nobody can take away."""

    name: str


def text_of(plan: Plan, party: str) -> list[str]:
    """Paragraphs of a party's text: the base where it made no change."""
    pieces: list[str] = []
    pieces += _added(plan, -1, party)
    for number in range(LAST + 1):
        edited = plan.edited.get(number, EditedParagraph())
        for segment in edited.segments or (KeptText(TEXTS[number]),):
            pieces.append(_shown(segment, party))
        if edited.unmarked is None or party not in edited.unmarked.parties:
            pieces.append("\f" if CELLS[number] else "\n")
        pieces += _added(plan, number, party)
    return "".join(pieces).replace("\f", "\n").split("\n")[:-1]


def _added(plan: Plan, place: int, party: str) -> list[str]:
    return [
        "".join(run.text for run in new.runs) + "\n"
        for new in plan.added.get(place, ())
        if isinstance(new, AddedParagraph) and party in new.by.parties
    ]


def _shown(segment: Segment, party: str) -> str:
    if isinstance(segment, KeptText):
        return segment.text
    if isinstance(segment, DeletedText):
        return "" if party in segment.by.parties else segment.text
    if party not in segment.by.parties:
        return ""
    return (
        "\n" if isinstance(segment, ParagraphSplit) else "".join(run.text for run in segment.runs)
    )


def settled(data: bytes, party: str | None) -> bytes:
    """The file with a party's changes accepted and the rest rejected; all rejected for None."""
    return with_all_accepted(only(data, party))


def with_all_accepted(data: bytes) -> bytes:
    """The file with every change accepted."""
    made = Package.open(data, "")
    root = parse(made.parts["word/document.xml"])
    accept(root)
    made.parts["word/document.xml"] = serialise(root)
    return made.save()


def only(data: bytes, party: str | None) -> bytes:
    """The file with the changes rejected whose author field does not name a party."""
    made = Package.open(data, "")
    root = parse(made.parts["word/document.xml"])
    aside = f"{{{NAMESPACES['w14']}}}"
    for mark in list(root.iter(*CONTENT, *PROPERTY_CHANGES)):
        if party is not None and party in (mark.get(qn("w:author")) or "").split("; "):
            mark.tag = aside + etree.QName(mark).localname
    reject(root)
    for mark in root.iter(f"{aside}*"):
        mark.tag = qn(f"w:{etree.QName(mark).localname}")
    for mark in root.iter(qn("w:del")):
        for text in mark.iter(qn("w:t")):
            text.tag = qn("w:delText")
    made.parts["word/document.xml"] = serialise(root)
    return made.save()


BÆK, ØST = Signature("Bæk Kommune", TIME), Signature("Region Øst", "2024-03-02T10:00:00")
BOTH = Signature(listed(("Bæk Kommune", "Region Øst")), TIME)

TWO_PARTIES = Plan(
    edited={
        2: EditedParagraph(
            (
                KeptText("Det er "),
                DeletedText("svært", BOTH),
                InsertedText((Run("umuligt"),), BÆK),
                InsertedText((Run("vanskeligt"),), ØST),
                KeptText(" at "),
                KeptText("dække", Formatting(bold=True, italic=False, by=BÆK)),
                KeptText(" natten."),
                ParagraphSplit(ØST),
                InsertedText(
                    (Run("Det gælder alle, se "), Run("loven", href="https://example.dk/lov")), ØST
                ),
            ),
            threads=(
                Thread(
                    CommentText(
                        Signature("Sekretariatet", TIME), "To forslag til samme sted:\nvælg ét."
                    ),
                    (CommentText(ØST, "Vores er det rigtige."), CommentText(BÆK, "Enig.")),
                    start=7,
                    end=29,
                ),
            ),
        ),
        3: EditedParagraph(
            (
                KeptText("Se vejled"),
                InsertedText((Run("X"),), BÆK),
                KeptText("ningen"),
                DeletedText(" herom", ØST),
                KeptText("."),
            )
        ),
        8: EditedParagraph((DeletedText("102", BÆK), InsertedText((Run("103"),), BÆK))),
        10: EditedParagraph(
            (KeptText("Der er for få vagter"), DeletedText(" om natten.", BÆK)),
            restyled=StyleChange("Normal", ØST),
        ),
        12: EditedParagraph((DeletedText("Sidste afsnit.", ØST),), unmarked=ØST),
    },
    added={
        2: (
            AddedParagraph(
                (Run("Ny udfordring"),),
                BÆK,
                "Punkt",
                (Thread(CommentText(BÆK, "Nyt punkt"), resolved=True),),
            ),
            AddedParagraph((Run("Med "), Run("tekst", bold=True)), BÆK, "Punkttekst"),
        ),
        10: (Moved("flytning1", {1: (KeptText("Natten"), InsertedText((Run(" igen"),), ØST))}),),
        11: (AddedParagraph((Run("Bilag"),), BÆK, "Normal"),),
    },
    moves={"flytning1": Move(1, 1, ØST)},
    rows=(DeletedRow(0, 0, ØST), AddedRow(0, 1, ("Bæk", "7"), BÆK)),
)
"""Every kind of change there is, by two parties."""
