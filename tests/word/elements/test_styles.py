"""What a style inherits is found through the styles it is based on."""

from __future__ import annotations

from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.xml import parse
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.values import VAL


def sheet(*styles: str) -> StyleSheet:
    w = NAMESPACES["w"]
    return StyleSheet(parse(f'<w:styles xmlns:w="{w}">{"".join(styles)}</w:styles>'.encode()))


def style(style_id: str, based_on: str = "", inner: str = "", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    name = f'<w:name w:val="{style_id.lower()}"/>'
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"{more}>{name}{base}{inner}</w:style>'


def test_a_style_inherits_from_the_nearest_that_says_anything() -> None:
    size = '<w:rPr><w:sz w:val="{}"/></w:rPr>'
    styles = sheet(
        style("A", inner=size.format(20)), style("B", "A", size.format(24)), style("C", "B")
    )
    assert [e.get(VAL) for e in styles.inherited("C", "w:rPr/w:sz")] == ["24", "20"]
    assert list(styles.inherited("C", "w:rPr/w:b")) == []


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    styles = sheet(style("A", "B"), style("B", "A"))
    assert [styles.name(s) for s in styles] == ["a", "b"]
    assert len(list(styles.ancestry("A"))) == 2


def test_the_default_style_is_the_one_that_says_so() -> None:
    assert sheet(style("A"), style("B", more=' w:default="1"')).default == "B"
    assert sheet(style("A", more=' w:default="0"')).default == ""
    assert StyleSheet(None).default == ""
