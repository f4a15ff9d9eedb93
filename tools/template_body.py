"""Text of the templates: cover, contents, sections, header and footer."""

from __future__ import annotations

from template_look import (
    BAND_INSET,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)
from template_numbering import APPENDICES

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

SECTIONS: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (1, "Indledning", ()),
    (2, "Formål", ("tekst",)),
    (2, "Året kort", ("tekst",)),
    (1, "Netværksgruppen", ()),
    (2, "Opgave og organisering", ("tekst",)),
    (2, "Medlemmer", ("tekst", "medlemmer")),
    (2, "Møder i året", ("tekst", "moeder")),
    (1, "Status på området", ()),
    (2, "Årets arbejde og temaer", ("tekst",)),
    (2, "Opfølgning på sidste årsrapport", ("tekst", "opfoelgning")),
    (2, "Opfølgning på årets fokusområder", ("tekst",)),
    (2, "Nøgletal", ("tekst", "noegletal")),
    (2, "Udviklingstendenser", ("tekst",)),
    (2, "Udfordringer og udviklingsbehov", ("tekst", "udfordringer")),
    (2, "Anbefalinger til styregruppen", ("tekst", "anbefalinger")),
    (1, "Det kommende år", ()),
    (2, "Møder og årshjul", ("tekst", "aarshjul")),
    (2, "Fokusområder", ("tekst", "fokusomraader")),
)
"""Level, title and block tags of each section, in the order of the report."""

APPENDIX = ("Kilder", ("kilder",))

CASE_SECTIONS: tuple[tuple[str, str], ...] = (
    ("Resumé", "resume"),
    ("Indstilling", "indstilling"),
    ("Sagsfremstilling", "sagsfremstilling"),
    ("Høring", "hoering"),
    ("Økonomi", "oekonomi"),
    ("Bilag", "bilag"),
)
"""Title and block tag of each section of a case, in the order that decision bodies use."""


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(style: str, content: str, more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{content}</w:p>"


def _tag(name: str) -> str:
    return _paragraph("", _run(f"{{{{ {name} }}}}"))


def _when(condition: str, content: str) -> str:
    """Keep `content` only where `condition` holds; the two marks vanish with their paragraphs."""
    start = _paragraph("ForsideListe", _run(f"{{%p if {condition} %}}"))
    end = _paragraph("ForsideListe", _run("{%p endif %}"))
    return start + content + end


def _line(label: str, value: str, more: str = "") -> str:
    content = _run(label, "ForsideEtiket") + "<w:r><w:tab/></w:r>" + _run(value)
    return _paragraph("ForsideListe", content, more)


def _section(edges: str, top: int, left: int, right: int, first: str = "") -> str:
    return (
        f'<w:sectPr>{edges}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{MARGIN_BOTTOM}" w:left="{left}"'
        ' w:header="709" w:footer="680" w:gutter="0"/><w:cols w:space="708"/>'
        f"{first}</w:sectPr>"
    )


def _cover() -> str:
    """The band and the list; the section ends in the last line, which is always there."""
    bleed = 20  # a point more on the right, so that rounding never leaves a white sliver
    end = _section("", 0, BAND_INSET, BAND_INSET - bleed)
    return (
        _paragraph("ForsideRammeaftale", _run("{{ rammeaftale }}"))
        + _paragraph("Title", _run("Årsrapport {{ aar }}"))
        + _paragraph("Subtitle", _run("{{ netvaerk }}"))
        + _paragraph("ForsideStadie", _run("{{ stadie }}"))
        + _when("frist", _line("Høringsfrist", "{{ frist }}"))
        + _line("Version", "{{ version }}")
        + _line("Dato", "{{ dato }}")
        + _when("sagsnummer", _line("Sagsnummer", "{{ sagsnummer }}"))
        + _line("Sekretariat", "{{ sekretariat }}", end)
    )


def _sections() -> str:
    parts = []
    for index, (level, title, tags) in enumerate(SECTIONS):
        # The report proper opens on a page of its own, after the contents.
        first = "" if index else "<w:pageBreakBefore/>"
        parts.append(_paragraph(f"Heading{level}", _run(title), first))
        parts.extend(map(_tag, tags))
    title, tags = APPENDIX
    appendix = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{APPENDICES}"/></w:numPr>'
    parts.append(_paragraph("Heading1", _run(title), appendix))
    parts.extend(map(_tag, tags))
    return "".join(parts)


def _reference(edge: str, relation: str, pages: str = "default") -> str:
    return f'<w:{edge}Reference w:type="{pages}" r:id="{relation}"/>'


def document_xml(header: str, footer: str) -> str:
    """Write word/document.xml of a report; `header` and `footer` are relationship ids."""
    edges = _reference("header", header) + _reference("footer", footer)
    end = _section(edges, MARGIN_TOP, MARGIN_LEFT, MARGIN_RIGHT)
    unnumbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    front = _paragraph("Heading1", _run("Kort fortalt"), unnumbered) + _tag("kort_fortalt")
    contents = _paragraph("Indholdsoverskrift", _run("Indhold")) + _tag("indholdsfortegnelse")
    return (
        f"<w:document {NAMESPACES}><w:body>{_cover()}{front}{contents}{_sections()}{end}"
        "</w:body></w:document>"
    )


def _case_head() -> str:
    """What the case is, and a quiet list of what it is about."""
    return (
        _paragraph("Mellemrubrik", _run("{{ netvaerk }}"))
        + _paragraph("TOCHeading", _run("Mødesag: Årsrapport {{ aar }}"))
        + _line("Til", "{{ styregruppe }}")
        + _line("Rapport", "{{ stadie }} {{ version }}")
        + _line("Dato", "{{ dato }}")
        + _when("sagsnummer", _line("Sagsnummer", "{{ sagsnummer }}"))
        + _line("Sekretariat", "{{ sekretariat }}")
    )


def case_xml(header: str, footer: str) -> str:
    """Write word/document.xml of a case; its first page has a foot, but no header."""
    edges = (
        _reference("header", header)
        + _reference("footer", footer)
        + _reference("footer", footer, "first")
    )
    sections = "".join(
        _paragraph("Heading1", _run(title)) + _tag(tag) for title, tag in CASE_SECTIONS
    )
    end = _section(edges, MARGIN_TOP, MARGIN_LEFT, MARGIN_RIGHT, first="<w:titlePg/>")
    return f"<w:document {NAMESPACES}><w:body>{_case_head()}{sections}{end}</w:body></w:document>"


def case_header_xml() -> str:
    """Write the header of a case: whose it is on the left, where it is filed on the right."""
    left = _run("{{ kortnavn }} · Mødesag, årsrapport {{ aar }}")
    right = _run("{% if sagsnummer %}Sagsnummer {{ sagsnummer }}{% endif %}")
    content = f"{left}<w:r><w:tab/></w:r>{right}"
    return f"<w:hdr {NAMESPACES}>{_paragraph('Header', content)}</w:hdr>"


def header_xml() -> str:
    """Write the page header: whose report on the left, which version on the right."""
    right = "{{ stadie }} {{ version }}{% if frist %} · høringsfrist {{ frist }}{% endif %}"
    content = _run("{{ kortnavn }} · Årsrapport {{ aar }}") + "<w:r><w:tab/></w:r>" + _run(right)
    return f"<w:hdr {NAMESPACES}>{_paragraph('Header', content)}</w:hdr>"


def _field(code: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark("begin") + instruction + mark("separate") + _run(shown) + mark("end")


def footer_xml() -> str:
    """Write the page foot. The cover counts as page 1 without saying so, so X never passes Y."""
    content = _run("Side ") + _field("PAGE", "2") + _run(" af ") + _field("NUMPAGES", "2")
    return f"<w:ftr {NAMESPACES}>{_paragraph('Footer', content)}</w:ftr>"
