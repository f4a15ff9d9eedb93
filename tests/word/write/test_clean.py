"""What is published holds what its reader sees, and nothing that was hidden from them."""

from __future__ import annotations

import re

import pytest

from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES
from reportgen.opc.package import Package
from reportgen.word.write.clean import clean
from tests.word.ooxml import assert_valid
from tests.word.reading import plain, read

_PREFIXES = ("w", "r", "w14", "w15", "wp")
_NS = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in _PREFIXES)
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:rsid w:val="00AB12CD"/>
  <w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="NoteB"><w:name w:val="Note B"/>
  <w:basedOn w:val="Note"/></w:style>
<w:style w:type="paragraph" w:styleId="Seen"><w:name w:val="Seen"/><w:basedOn w:val="Note"/>
  <w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>
  <w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="SecretB"><w:name w:val="Secret B"/>
  <w:basedOn w:val="Secret"/>
</w:style>
"""
SPACE = re.compile(r"(?<=>)\s+(?=<)")


def p(*runs: str, style: str = "", mark: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{styled}{marked}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{text if '<' in text else f'<w:t>{text}</w:t>'}</w:r>"


def cleaned(body: str, links: str = "", settings: str = "") -> Package:
    """A Word file with `body`, as it is published; it is sound before and after."""
    made = Package()
    made.parts["[Content_Types].xml"] = (
        f'<Types xmlns="{NAMESPACES["ct"]}"><Default Extension="rels" '
        f'ContentType="{CONTENT_TYPE["rels"]}"/></Types>'
    ).encode()
    made.relate("", "officeDocument", "word/document.xml")
    end = "<w:p/><w:sectPr/>"
    made.add(
        "word/document.xml",
        f"<w:document {_NS}><w:body>{body}{end}</w:body></w:document>".encode(),
        CONTENT_TYPE["document"],
    )
    styles = SPACE.sub("", STYLES)
    made.add(
        "word/styles.xml", f"<w:styles {_NS}>{styles}</w:styles>".encode(), CONTENT_TYPE["styles"]
    )
    made.relate("word/document.xml", "styles", "styles.xml")
    made.add(
        "word/settings.xml",
        f"<w:settings {_NS}>{settings}</w:settings>".encode(),
        CONTENT_TYPE["settings"],
    )
    made.relate("word/document.xml", "settings", "settings.xml")
    if links:
        made.relate("word/document.xml", "hyperlink", links, external=True)
    return Package.open(clean(made.save()), "")


def everything(package: Package) -> str:
    return "".join(data.decode() for data in package.parts.values())


def shown(package: Package) -> list[str]:
    return plain(read(package.save()).document.paragraphs)[:-1]


HIDDEN = [
    p(r("skjult", "<w:vanish/>")),
    p(r("skjult", '<w:vanish w:val="true"/>')),
    p(r("skjult", '<w:rStyle w:val="Secret"/>')),
    p(r("skjult", '<w:rStyle w:val="SecretB"/>')),
    p(r("skjult"), style="Note"),
    p(r("skjult"), style="NoteB"),
    p(r("skjult", '<w:rStyle w:val="Secret"/>'), style="Seen"),
    p(r("skjult", "<w:vanish/>"), style="Seen"),
    p('<w:hyperlink w:anchor="x">' + r("skjult", "<w:vanish/>") + "</w:hyperlink>"),
    p('<w:fldSimple w:instr="TC skjult">' + r("x", "<w:vanish/>") + "</w:fldSimple>"),
    p(
        r('<w:fldChar w:fldCharType="begin"/>', "<w:vanish/>"),
        r("<w:instrText> XE skjult </w:instrText>", "<w:vanish/>"),
        r('<w:fldChar w:fldCharType="end"/>', "<w:vanish/>"),
    ),
]


@pytest.mark.parametrize("paragraph", HIDDEN)
def test_hidden_text_is_gone_however_it_was_hidden(paragraph: str) -> None:
    made = cleaned(p(r("før")) + paragraph + p(r("efter")))
    assert "skjult" not in everything(made)
    assert [line for line in shown(made) if line] == ["før", "efter"]
    assert_valid(made.save())


@pytest.mark.parametrize(
    "paragraph",
    [
        p(r("vises", '<w:vanish w:val="0"/>'), style="Note"),
        p(r("vises", '<w:vanish w:val="false"/>')),
        p(r("vises"), style="Seen"),
        p(r("vises", '<w:rStyle w:val="Secret"/>'), style="Note"),
        p(r("vises", "<w:webHidden/>")),
        p(r("vises"), mark="<w:vanish/>"),
    ],
)
def test_text_that_word_shows_stays_and_nothing_hides_it_any_more(paragraph: str) -> None:
    made = cleaned(paragraph)
    assert shown(made) == ["vises"]
    assert "anish" not in everything(made)
    assert "webHidden" not in everything(made)
    assert_valid(made.save())


def test_a_paragraph_that_is_hidden_whole_leaves_no_empty_line() -> None:
    hidden = p(r("skjult", "<w:vanish/>"), mark="<w:vanish/>")
    by_style = p(r("skjult"), style="Note")
    assert shown(cleaned(p(r("før")) + hidden + by_style + p(r("efter")))) == ["før", "efter"]


def test_a_cell_keeps_the_paragraph_it_must_have() -> None:
    hidden = p(r("skjult", "<w:vanish/>"), mark="<w:vanish/>")
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="99"/>'
        f"</w:tblGrid><w:tr><w:tc>{hidden}</w:tc></w:tr></w:tbl>"
    )
    assert_valid(cleaned(table).save())


def test_two_tables_stay_two_where_the_line_between_them_was_hidden() -> None:
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="99"/>'
        f"</w:tblGrid><w:tr><w:tc>{p(r('celle'))}</w:tc></w:tr></w:tbl>"
    )
    between = p(r("skjult", "<w:vanish/>"), mark="<w:vanish/>")
    made = cleaned(table + between + table)
    assert "</w:tbl><w:tbl>" not in everything(made)


def test_a_row_that_is_hidden_whole_is_gone() -> None:
    row = "<w:tr>{mark}<w:tc>{text}</w:tc></w:tr>"
    hidden = row.format(mark="<w:trPr><w:hidden/></w:trPr>", text=p(r("skjult", "<w:vanish/>")))
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="99"/>'
        f"</w:tblGrid>{row.format(mark='', text=p(r('vises')))}{hidden}</w:tbl>"
    )
    assert shown(cleaned(table + p(r("efter")))) == ["vises", "efter"]


def test_a_field_whose_result_is_seen_stays_a_field() -> None:
    field = p(
        r('<w:fldChar w:fldCharType="begin"/>', "<w:vanish/>"),
        r("<w:instrText> PAGE </w:instrText>", "<w:vanish/>"),
        r('<w:fldChar w:fldCharType="separate"/>'),
        r("7"),
        r('<w:fldChar w:fldCharType="end"/>'),
    )
    made = cleaned(field)
    assert shown(made) == ["7"]
    assert everything(made).count("w:fldChar ") == 3
    assert "PAGE" in everything(made)


def test_the_address_of_a_link_in_hidden_text_is_gone() -> None:
    link = '<w:hyperlink r:id="rId3">' + r("skjult", "<w:vanish/>") + "</w:hyperlink>"
    made = cleaned(p(link), links="mailto:leder@example.dk")
    assert "leder@" not in everything(made)
    seen = '<w:hyperlink r:id="rId3">' + r("Vejledning") + "</w:hyperlink>"
    assert "https://example.dk" in everything(cleaned(p(seen), links="https://example.dk"))


def test_a_hidden_drawing_is_gone() -> None:
    drawing = (
        '<w:drawing><wp:inline><wp:docPr id="1" name="Logo" hidden="1"/></wp:inline></w:drawing>'
    )
    assert "Logo" not in everything(cleaned(p(r(drawing))))


def test_content_controls_and_their_tags_are_gone_and_their_text_stays() -> None:
    def control(name: str, content: str) -> str:
        marked = f'<w:sdtPr><w:{name} w:val="mærke"/></w:sdtPr>'
        return f"<w:sdt>{marked}<w:sdtContent>{content}</w:sdtContent></w:sdt>"

    inline, block = control("alias", r("i linjen")), control("tag", p(r("afsnit")))
    custom = f'<w:customXml w:element="mærke">{p(r("andet"))}</w:customXml>'
    made = cleaned(p(inline) + block + custom)
    assert shown(made) == ["i linjen", "afsnit", "andet"]
    assert "mærke" not in everything(made)
    assert_valid(made.save())


def test_ids_of_the_document_and_of_editing_are_gone() -> None:
    ids = '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w14:docId w14:val="00AB12CD"/>'
    made = cleaned('<w:p w14:paraId="00AB12CD" w:rsidR="00AB12CD"/>', settings=ids)
    assert "00AB12CD" not in everything(made)


def test_remarks_in_the_xml_itself_are_gone() -> None:
    made = cleaned("<!-- skrevet af en leder -->" + p(r("vises")) + "<?leder?>")
    assert "leder" not in everything(made)
    assert shown(made) == ["vises"]
