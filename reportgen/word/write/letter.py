"""Letters, lists and hearing notes that go with a version, in the template's look.

Styles, lists, fonts and theme are taken from the template, so that a letter follows when
the look of the reports is changed; its cover, headers, footers and text are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reportgen.layout.content import Block, HearingNote, Letter
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES
from reportgen.opc.package import Package, Relationships, rels_name, resolve
from reportgen.opc.xml import DECLARATION
from reportgen.word.elements.identity import set_core
from reportgen.word.elements.numbering import NumberingPart
from reportgen.word.elements.styles import use_own_style_ids
from reportgen.word.write.fields import write_field_begin, write_field_end
from reportgen.word.write.markup import Writer, write_text
from reportgen.word.write.page import PageSetup

DOCUMENT = "word/document.xml"
"""The part that holds the text."""
_CARRIED = ("styles", "numbering", "fontTable", "theme")
_ACCENT, _QUIET = "0F4C5C", "5B6770"
_LABEL_WIDTH = 1701  # twentieths of a point; 3 cm, as the labels on a report's cover
_TEXT_WIDTH = 8788
_UPRIGHT = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1417" w:bottom="1134" w:left="1701" '
    'w:header="709" w:footer="567" w:gutter="0"/><w:cols w:space="708"/>'
)
_LONG, _SHORT, _MARGIN = 16838, 11906, 1134
"""A4 laid down, and its margins (2 cm), in twentieths of a point."""
WIDE_TEXT = _LONG - 2 * _MARGIN
"""Width of the text on a page laid down, in twentieths of a point."""
_SIDES = "".join(f'w:{side}="{_MARGIN}" ' for side in ("top", "right", "bottom", "left"))
WIDE = (
    f'<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
    f'<w:pgMar {_SIDES}w:header="567" w:footer="567" w:gutter="0"/><w:cols w:space="708"/>'
)
"""What a section says of pages laid down."""
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation w:val="0"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="da-DK"/>'
    '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)


def write_letter(template: bytes, letter: Letter) -> bytes:
    """Make the document; the same template and letter always give the same bytes.

    Raises `BadPackage` where `template` is no Word file.
    """
    package = begin(template, letter)
    rels = package.relationships(DOCUMENT)
    body = _write_body(package, rels, letter)
    foot = add_foot(package, rels, letter.footer, _TEXT_WIDTH)
    finish(package, rels, body, f"{foot}{_UPRIGHT}")
    return package.save()


def write_hearing_note(template: bytes, note: HearingNote) -> bytes:
    """Make the wide document of tables; the same template and note always give the same bytes.

    Raises `BadPackage` where `template` is no Word file.
    """
    package = begin(template, note.head)
    rels = package.relationships(DOCUMENT)
    body = _write_body(package, rels, note.head, note.tables)
    foot = add_foot(package, rels, note.head.footer, WIDE_TEXT)
    finish(package, rels, body, f"{foot}{WIDE}")
    return package.save()


@lru_cache(maxsize=1)  # all parties are written to on one template
def _opened(template: bytes) -> Package:
    """The template, from which parts are only taken."""
    package = Package.open(template, "")
    use_own_style_ids(package)
    return package


def begin(template: bytes, letter: Letter) -> Package:
    """A package with the template's look, an empty document, and the letter's title and author.

    Raises `BadPackage` where `template` is no Word file.
    """
    look = _opened(template)
    types = f'<Types xmlns="{NAMESPACES["ct"]}">' + "".join(
        f'<Default Extension="{name}" ContentType="{CONTENT_TYPE[name]}"/>'
        for name in ("rels", "xml")
    )
    package = Package({"[Content_Types].xml": f"{types}</Types>".encode()})
    package.relate("", "officeDocument", DOCUMENT)
    package.add(DOCUMENT, b"", CONTENT_TYPE["document"])
    settings = f'<w:settings xmlns:w="{NAMESPACES["w"]}">{_SETTINGS}</w:settings>'
    package.add("word/settings.xml", settings.encode(), CONTENT_TYPE["settings"])
    package.relate(DOCUMENT, "settings", "settings.xml")
    for kind in _CARRIED:
        name = look.related(kind)
        if name is not None and name in look.parts:
            _carry(look, name, package)
            package.relate(DOCUMENT, kind, f"/{name}")
    set_core(
        package, title=letter.title, author=letter.author, subject=letter.sender, date=letter.date
    )
    return package


def _carry(source: Package, name: str, into: Package) -> None:
    """Copy a part with all it leads to inside the file: fonts, pictures of bullets."""
    if name in into.parts:
        return
    into.add(name, source.parts[name], source.content_type(name))
    if rels_name(name) not in source.parts:
        return
    into.parts[rels_name(name)] = source.parts[rels_name(name)]
    for relation in source.relationships(name):
        target = resolve(name, relation.target)
        if not relation.external and target in source.parts:
            _carry(source, target, into)


def _write_body(
    package: Package, rels: Relationships, letter: Letter, wide: Sequence[Block] = ()
) -> str:
    """Write what a letter says, with its links in `rels` and its lists in `package`.

    `wide` stands after it, on pages laid down.
    """
    numbering = NumberingPart(package)
    upright = PageSetup.of(numbering, _TEXT_WIDTH)
    writer = Writer(
        page=upright,
        link=lambda href: rels.add("hyperlink", href, external=True),
        chart=refuse_chart,
        comment_ids={},
        next_number=numbering.next_id,
    )
    content = writer.write(letter.content, keep_last=bool(letter.closing))
    content += _write_closing(letter.closing) + writer.write(letter.notes)
    height = _SHORT - 2 * _MARGIN
    writer.page = replace(upright, text_width=WIDE_TEXT, text_height=height)
    content += writer.write(wide)
    numbering.add(writer.numbers)
    return write_head(letter) + content


def refuse_chart(*_: object) -> str:
    """Raise `ValueError`."""
    raise ValueError("neither letters nor notes show charts")


def finish(package: Package, rels: Relationships, body: str, section: str) -> None:
    """Put in what the document says, with its links and the properties of its pages."""
    spaces = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r"))
    body = f"<w:body>{body}<w:sectPr>{section}</w:sectPr></w:body>"
    document = f"<w:document {spaces}>{body}</w:document>"
    package.parts[DOCUMENT] = (DECLARATION + document).encode()
    package.set_relationships(DOCUMENT, rels)


def write_head(letter: Letter) -> str:
    """Sender, title, and what it is about; its look is that of a report's cover, smaller."""
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{_ACCENT}"/></w:pBdr>'
    sender = _write_line(
        letter.sender, '<w:spacing w:before="0" w:after="0"/>', f"<w:b/>{_color()}"
    )
    small = f'{_color(_QUIET)}<w:sz w:val="18"/><w:szCs w:val="18"/>'
    contact = _write_line(letter.contact, f'{rule}<w:spacing w:before="0" w:after="320"/>', small)
    title = (
        '<w:p><w:pPr><w:pStyle w:val="TOCHeading"/><w:spacing w:before="0" w:after="160"/>'
        f"</w:pPr><w:r>{write_text(letter.title)}</w:r></w:p>"
    )
    return f"{sender}{contact}{title}{_write_facts(letter.facts)}"


def _write_facts(facts: Sequence[tuple[str, str]]) -> str:
    """Write the labels and values, the values in line after a tab."""
    written = []
    for place, (label, value) in enumerate(facts, 1):
        last = place == len(facts)
        properties = (
            f'<w:tabs><w:tab w:val="left" w:pos="{_LABEL_WIDTH}"/></w:tabs>'
            f'<w:spacing w:before="0" w:after="{280 if last else 20}"/>'
            f'<w:ind w:left="{_LABEL_WIDTH}" w:hanging="{_LABEL_WIDTH}"/>'
        )
        written.append(
            f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{_color(_QUIET)}</w:rPr>{write_text(label)}"
            f"</w:r><w:r><w:tab/>{write_text(value)}</w:r></w:p>"
        )
    return "".join(written)


def _write_closing(lines: Sequence[str]) -> str:
    written = []
    for place, line in enumerate(lines):
        last = place == len(lines) - 1
        spacing = f'<w:spacing w:before="{240 if place == 0 else 0}" w:after="{240 * last}"/>'
        written.append(_write_line(line, f"{'' if last else '<w:keepNext/>'}{spacing}", ""))
    return "".join(written)


def _write_line(content: str, properties: str, run_properties: str) -> str:
    run = f"<w:rPr>{run_properties}</w:rPr>" if run_properties else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{run}{write_text(content)}</w:r></w:p>"


def _color(value: str = _ACCENT) -> str:
    return f'<w:color w:val="{value}"/>'


def add_foot(package: Package, rels: Relationships, left: str, width: int) -> str:
    """Add the foot of each page, where there is one, and return what the section says of it."""
    if not left:
        return ""
    package.add("word/footer1.xml", _write_footer(left, width).encode(), CONTENT_TYPE["footer"])
    relation = rels.add("footer", "footer1.xml")
    return f'<w:footerReference w:type="default" r:id="{relation}"/>'


def _write_footer(left: str, width: int) -> str:
    """Write the foot of each page: a text at the left, and ``Side 1 af 2`` at the right."""
    quiet = f'<w:rPr><w:color w:val="{_QUIET}"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'

    def run(content: str) -> str:
        return f"<w:r>{quiet}{content}</w:r>"

    def counted(code: str) -> str:
        return write_field_begin(f" {code} ", quiet) + run("<w:t>1</w:t>") + write_field_end(quiet)

    # The template's own style for this has its tab stops where its own pages end.
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return (
        f'{DECLARATION}<w:ftr xmlns:w="{NAMESPACES["w"]}"><w:p><w:pPr>{tabs}</w:pPr>'
        f"{run(write_text(left))}{run('<w:tab/>')}{run(write_text('Side '))}{counted('PAGE')}"
        f"{run(write_text(' af '))}{counted('NUMPAGES')}</w:p></w:ftr>"
    )
