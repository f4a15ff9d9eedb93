"""The check and what makes a report of a template agree: what one passes the other can use.

Each row damages the shipped template in its own way, and says what the check finds. Where it
finds no error, the report is made, the copies of a hearing and the published file are made of
it, and every one of them is read back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from reportgen.app.generate import next_version, read_sound
from reportgen.app.year import YearInputs
from reportgen.layout.tags import REPORT
from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.package import Package
from reportgen.problems.catalog import Severity
from reportgen.report.stage import Stage
from reportgen.word.elements.identity import SentCopy
from reportgen.word.read.returned import Reader
from reportgen.word.template.check import check_template, read_template
from reportgen.word.write.hearing_copy import hearing_copy
from tests.word.template.test_check import TEMPLATE, line
from tests.workspaces import small_year

Parts = dict[str, bytes]
TAGS = [f"{{{{ {tag} }}}}" for tag in REPORT.by_name]
DAY = dt.date(2024, 11, 15)
BODY, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
STYLES, NUMBERING, SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"
TAG = line("{{ noegletal }}")
R = NAMESPACES["r"]


def change(part: str, old: str, new: str, count: int = -1) -> Callable[[Parts], None]:
    """Put `new` in the place of `old`, which must be there."""

    def made(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text, (part, old)
        parts[part] = text.replace(old, new, count).encode()

    return made


def cut(part: str, share: float = 0.6) -> Callable[[Parts], None]:
    """Keep only the first part of a part."""
    return lambda parts: parts.update({part: parts[part][: int(len(parts[part]) * share)]})


def drop(part: str) -> Callable[[Parts], None]:
    return lambda parts: parts.pop(part) and None


def put(part: str, text: str) -> Callable[[Parts], None]:
    return lambda parts: parts.update({part: text.encode()})


def without(tag: str, part: str) -> Callable[[Parts], None]:
    """Take out every element of one kind."""
    pattern = re.compile(rf"<w:{tag}\b.*?</w:{tag}>".encode())
    return lambda parts: parts.update({part: pattern.sub(b"", parts[part])})


def under(xml: str) -> Callable[[Parts], None]:
    """Put `xml` under the line of the key figures."""
    return change(BODY, TAG, TAG + xml, 1)


def relation(xml: str, part: str = RELS) -> Callable[[Parts], None]:
    """Add a relationship."""
    return change(part, "</Relationships>", f"{xml}</Relationships>")


def rel(kind: str, target: str, more: str = "", number: str = "rId99") -> str:
    return f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}" {more}/>'


def added(name: str, text: str, kind: str, content_type: str) -> Sequence[Callable[[Parts], None]]:
    """A part more, with what it is and a relationship to it."""
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    return (
        put(name, text),
        change(TYPES, "</Types>", override),
        relation(rel(kind, name.removeprefix("word/"))),
    )


def drawing(description: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/'
        f'2006/wordprocessingDrawing"><wp:docPr id="7" name="x" descr="{description}"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


NAMED = '<w:name w:val="Punkt"/>'
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
CORE_TITLE = "<dc:title>Årsrapport</dc:title>"
_PARTS = (
    *(BODY, STYLES, NUMBERING, SETTINGS, RELS, TYPES, "word/fontTable.xml", "word/header1.xml"),
    *("word/footer1.xml", "word/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml"),
)
OUTSIDE, DAMAGED, LOST = "tag-outside-text", "template-damaged", "template-part-lost"
TYPED = "word-document-type"
MUTATIONS: dict[str, tuple[str, Sequence[Callable[[Parts], None]]]] = {
    "nothing": ("", ()),
    **{f"{part} cut off": (DAMAGED, (cut(part),)) for part in _PARTS},
    **{f"{part} empty": (DAMAGED, (put(part, ""),)) for part in _PARTS},
    **{f"{part} of another kind": (DAMAGED, (put(part, "<x/>"),)) for part in _PARTS[:6]},
    **{
        f"{part} with a document type": (TYPED, (put(part, f"{DOCTYPE}<a>&b;</a>"),))
        for part in _PARTS
    },
    **{f"{part} gone": (LOST, (drop(part),)) for part in _PARTS if part not in {BODY, RELS, TYPES}},
    "raw text in a paragraph": (OUTSIDE, (under("<w:p>{{ x }}</w:p>"),)),
    "raw text, a known name": (OUTSIDE, (under("<w:p>{{ aar }}</w:p>"),)),
    "raw text in a run": (OUTSIDE, (under("<w:p><w:r>{{ aar }}</w:r></w:p>"),)),
    "raw text between paragraphs": (OUTSIDE, (under("{% if aar %}"),)),
    "raw text, an if and its end": (OUTSIDE, (under("<w:p>{% if x %}</w:p>y{% endif %}"),)),
    "a loop as raw text": (OUTSIDE, (under("<w:p>{% for i in range(9) %}x{% endfor %}</w:p>"),)),
    "a tag in an alternative text": (OUTSIDE, (under(drawing("{{ netvaerk }}")),)),
    "an unknown tag in an attribute": (OUTSIDE, (under(drawing("{{ x.y }}")),)),
    "a tag in a field": (
        OUTSIDE,
        (under("<w:p><w:r><w:instrText>TITLE {{ aar }}</w:instrText></w:r></w:p>"),),
    ),
    "a tag in a formula": (
        OUTSIDE,
        (
            under(
                '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
                "<m:r><m:t>{{ aar }}</m:t></m:r></m:oMath></w:p>"
            ),
        ),
    ),
    "a tag in a drawing's own text": (
        OUTSIDE,
        (
            under(
                '<w:p><w:r><w:drawing><a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/'
                '2006/main">{{ aar }}</a:t></w:drawing></w:r></w:p>'
            ),
        ),
    ),
    "a tag in the header's raw text": (
        OUTSIDE,
        (change("word/header1.xml", "</w:hdr>", "<w:p>{{ x }}</w:p></w:hdr>"),),
    ),
    "half a tag in each of two places": (
        "tag-outside-text",
        (under("<w:p>{{</w:p><w:p>x }}</w:p>"),),
    ),
    "braces that join across paragraphs": (
        "tag-spaced-braces",
        (under(line("a {") + line("{ b")),),
    ),
    "a tag in the title that the file has": (
        "",
        (change("docProps/core.xml", CORE_TITLE, "<dc:title>{{ x }}</dc:title>"),),
    ),
    "a tag in the program's name": (
        "",
        (change("docProps/app.xml", "reportgen", "{% for %}"),),
    ),
    "a tag in a comment of the XML": (
        "tag-outside-text",
        (under("<!-- {{ x }} --><?x {{ y }}?>"),),
    ),
    "a loop": (
        "tag-too-much",
        (under(line("{% for i in range(10**9) %}x{% endfor %}")),),
    ),
    "text multiplied": ("tag-too-much", (under(line("{{ 'x' * 10**9 }}")),)),
    "a long number": ("tag-syntax", (under(line("{{ aar &lt; " + "9" * 900 + " }}")),)),
    "deep brackets": ("tag-syntax", (under(line("{{ " + "(" * 400 + "aar" + ")" * 400 + " }}")),)),
    "a long tag": ("tag-too-much", (under(line("{{ " + "aar or " * 500 + "aar }}")),)),
    "many tags": ("template-too-many-tags", (under(line("{{ aar }}") * 1001),)),
    "many tags beside the text": ("template-too-many-tags", (under("<w:p>{{ x }}</w:p>" * 1001),)),
    "many braces": ("tag-unclosed", (under(line("{{" * 40_000)),)),
    "many braces beside the text": (
        "template-too-many-tags",
        (under(f"<w:p>{'{{' * 40_000}</w:p>"),),
    ),
    "many braces with a blank": ("tag-spaced-braces", (under(line("{ " * 40_000)),)),
    "a brace and many blanks": ("", (under(line("{" + " " * 40_000 + "a" * 40_000)),)),
    "another file included": ("tag-too-much", (under(line("{% include '/etc/passwd' %}")),)),
    "a way to the system": (
        "tag-too-much",
        (under(line("{{ aar.__class__.__mro__[1].__subclasses__() }}")),),
    ),
    "a macro": ("tag-too-much", (under(line("{% macro a() %}x{% endmacro %}")),)),
    "raw": ("tag-too-much", (under(line("{% raw %}{{ x }}{% endraw %}")),)),
    "an unknown name in an if": ("tag-unknown", (under(line("{% if qqqq %}x{% endif %}")),)),
    "a condition left open": ("if-unclosed", (under(line("{% if aar %}x")),)),
    "no body": (DAMAGED, (change(BODY, "w:body>", "w:bodi>"),)),
    "no section": (
        "",
        (without("sectPr", BODY),),
    ),
    "a page of no width": ("", (change(BODY, 'w:w="11906"', 'w:w="x"'),)),
    "margins wider than the page": ("", (change(BODY, 'w:left="', 'w:left="9'),)),
    "a measure in centimetres": ("", (change(BODY, 'w:w="11906"', 'w:w="21cm"'),)),
    "strict Office Open XML": (
        DAMAGED,
        (change(BODY, NAMESPACES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main"),),
    ),
    "a template by type": (
        "template-wrong-type",
        (change(TYPES, "document.main+xml", "template.main+xml"),),
    ),
    "macros by type": (
        "template-wrong-type",
        (
            change(
                TYPES,
                "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "vnd.ms-word.document.macroEnabled.main+xml",
            ),
        ),
    ),
    "macros": (
        "template-wrong-type",
        added("word/vbaProject.bin", "x", "vbaProject", "application/vnd.ms-office.vbaProject"),
    ),
    "no type of the body": (DAMAGED, (change(TYPES, "/word/document.xml", "/word/other.xml"),)),
    "another type of relationships": (
        DAMAGED,
        (change(TYPES, "package.relationships+xml", "package.core-properties+xml"),),
    ),
    "another type of styles": (DAMAGED, (change(TYPES, ".styles+xml", ".stil+xml"),)),
    "no type of a picture": (
        DAMAGED,
        (put("word/media/image1.png", "x"), relation(rel("image", "media/image1.png"))),
    ),
    "two relationships of one id": (
        DAMAGED,
        (relation(rel("image", "styles.xml", number="rId1")),),
    ),
    "a relationship without an id": (DAMAGED, (relation(rel("image", "styles.xml", number="")),)),
    "two sets of styles": (DAMAGED, (relation(rel("styles", "styles.xml")),)),
    "a relationship to nothing": (LOST, (relation(rel("image", "media/gone.png")),)),
    "a relationship to NULL": (LOST, (relation(rel("image", "NULL")),)),
    "a relationship out of the file": (LOST, (relation(rel("image", "../../../etc/passwd")),)),
    "a relationship to itself": ("", (relation(rel("image", "document.xml")),)),
    "a picture elsewhere": (
        "",
        (relation(rel("image", "http://example.org/a.png", 'TargetMode="External"')),),
    ),
    "a template it is attached to": (
        "",
        (
            put(
                "word/_rels/settings.xml.rels",
                f'<Relationships xmlns="{NAMESPACES["rel"]}">'
                + rel("attachedTemplate", "file:///C:/a/b.dotx", 'TargetMode="External"')
                + "</Relationships>",
            ),
            change(SETTINGS, "<w:zoom", f'<w:attachedTemplate xmlns:r="{R}" r:id="rId99"/><w:zoom'),
        ),
    ),
    "a header elsewhere": (
        LOST,
        (change(RELS, 'Target="header1.xml"', 'Target="header9.xml"'),),
    ),
    "styles that are the body": (
        DAMAGED,
        (change(RELS, 'Target="styles.xml"', 'Target="document.xml"'),),
    ),
    "styles of another type": (DAMAGED, (change(RELS, f'"{R}/styles"', f'"{R}/stile"'),)),
    "lists of another type": (
        "style-without-list",
        (change(RELS, f'"{R}/numbering"', f'"{R}/lister"'),),
    ),
    "a link to no relationship": (
        LOST,
        (under(f'<w:p><w:hyperlink xmlns:r="{R}" r:id="rId77"/></w:p>'),),
    ),
    "a style gone": ("style-missing", (change(STYLES, "Kildelinje", "Kilde"),)),
    "a style based on itself": (
        "",
        (change(STYLES, NAMED, f'{NAMED}<w:basedOn w:val="Punkt"/>'),),
    ),
    "lists without numbers": (
        "style-without-list",
        (without("num", NUMBERING),),
    ),
    "lists without their levels": (
        "style-without-list",
        (without("abstractNum", NUMBERING),),
    ),
    "numbers of lists that are words": (
        "",
        (change(NUMBERING, 'w:start w:val="1"', 'w:start w:val="et"'),),
    ),
    "an indent that is a word": ("", (change(STYLES, 'w:left="', 'w:left="x'),)),
    "ids of bookmarks that are words": (
        "",
        (under('<w:p><w:bookmarkStart w:id="a" w:name="b"/><w:bookmarkEnd w:id="a"/></w:p>'),),
    ),
    "comments": (
        "template-comments",
        added(
            "word/comments.xml",
            f'<w:comments xmlns:w="{NAMESPACES["w"]}"><w:comment w:id="0"/></w:comments>',
            "comments",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
        ),
    ),
    "comments of which none is left": (
        "",
        added(
            "word/comments.xml",
            f'<w:comments xmlns:w="{NAMESPACES["w"]}"/>',
            "comments",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
        ),
    ),
    "properties of its own": (
        "",
        (
            put("docProps/custom.xml", f'<Properties xmlns="{NAMESPACES["cust"]}"/>'),
            change(
                TYPES,
                "</Types>",
                '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.'
                'openxmlformats-officedocument.custom-properties+xml"/></Types>',
            ),
            relation(rel("custom-properties", "docProps/custom.xml"), "_rels/.rels"),
        ),
    ),
    "custom.xml cut off": (
        DAMAGED,
        (
            put("docProps/custom.xml", "<Properties"),
            relation(rel("custom-properties", "docProps/custom.xml"), "_rels/.rels"),
        ),
    ),
    "an item of somebody else's": (
        "",
        (
            put("customXml/item1.xml", "<a>{{ x }}</a>"),
            relation(rel("customXml", "../customXml/item1.xml")),
        ),
    ),
    "no file properties": (
        "",
        (
            drop("docProps/core.xml"),
            change("_rels/.rels", "core-properties", "x"),
            change("_rels/.rels", "docProps/core.xml", "docProps/app.xml"),
            change(TYPES, "/docProps/core.xml", "/docProps/x.xml"),
        ),
    ),
    "properties under another name": (
        "",
        (
            lambda parts: parts.update({"package/x.psmdcp": parts.pop("docProps/core.xml")}),
            change("_rels/.rels", "docProps/core.xml", "/package/x.psmdcp"),
            change(TYPES, "/docProps/core.xml", "/package/x.psmdcp"),
        ),
    ),
    "a part nobody needs": ("", (put("trash/0000.xml", "<a/>"),)),
    "protected": (
        "template-protected",
        (change(SETTINGS, "<w:zoom", '<w:documentProtection w:enforcement="1"/><w:zoom'),),
    ),
    "the body elsewhere": (
        DAMAGED,
        (
            lambda parts: parts.update({"other/body.xml": parts.pop(BODY)}),
            lambda parts: parts.update({"other/_rels/body.xml.rels": parts.pop(RELS)}),
            change("_rels/.rels", "word/document.xml", "other/body.xml"),
        ),
    ),
    "no relationships at all": (DAMAGED, (drop(RELS),)),
}


def mutated(changes: Sequence[Callable[[Parts], None]]) -> bytes:
    parts = dict(Package.open(TEMPLATE.read_bytes(), "").parts)
    for each in changes:
        each(parts)
    return Package(parts).save()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> YearInputs:
    return read_sound(small_year(tmp_path_factory.mktemp("year")).year)[0]


def declared(package: Package) -> Counter[str]:
    """How many parts there are of each kind of which a file has one."""
    kinds = (package.content_type(name) for name in package.parts)
    return Counter(kind for kind in kinds if kind.endswith("properties+xml") and "Xml" not in kind)


def use(inputs: YearInputs, template: bytes) -> None:
    """Make all that is made of a template, and read it back."""
    there = replace(inputs, template=template)
    _, draft = next_version(there, Stage.DRAFT, DAY)
    _, published = next_version(there, Stage.PUBLISHED, DAY)
    sent = hearing_copy(draft, SentCopy(1, "Faxe Kommune"))
    for made in (draft, sent, published):
        read, problems = Reader().read(made, "x.docx")
        assert read is not None, problems
        lines = ["".join(run.text for run in p.line.runs) for p in read.document.paragraphs]
        assert "Natten" in lines
        assert not any(tag in said for said in lines for tag in TAGS)
        package = Package.open(made, "x.docx")
        assert not any(b"file:///" in content for content in package.parts.values())
        assert all(package.xml(name) is not None for name in package.parts if name.endswith("xml"))
        assert all(number == 1 for number in declared(package).values())


@pytest.mark.parametrize(("expected", "changes"), MUTATIONS.values(), ids=MUTATIONS)
def test_what_the_check_passes_can_be_used(
    expected: str, changes: Sequence[Callable[[Parts], None]], inputs: YearInputs
) -> None:
    template = mutated(changes)
    problems = check_template(template, "x.docx")
    assert read_template(template, "x.docx")[1] == problems
    codes = {problem.code for problem in problems}
    assert expected in codes if expected else not codes
    if not any(problem.severity is Severity.ERROR for problem in problems):
        use(inputs, template)
