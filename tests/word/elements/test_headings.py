"""Numbers of headings, counted as Word counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.word.elements.headings import paragraph_text, read_headings
from reportgen.word.elements.styles import StyleSheet, use_own_style_ids

W = f'xmlns:w="{NAMESPACES["w"]}"'


def xml(tag: str, content: str) -> etree._Element:
    return parse(f"<w:{tag} {W}>{content}</w:{tag}>".encode())


def style(style_id: str, ppr: str = "", *, based: str = "", name: str = "") -> str:
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name or style_id}"/>'
        f"{parent}<w:pPr>{ppr}</w:pPr></w:style>"
    )


def num_pr(num: int | None = None, level: int | None = None) -> str:
    depth = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    which = "" if num is None else f'<w:numId w:val="{num}"/>'
    return f"<w:numPr>{depth}{which}</w:numPr>"


def outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def level(depth: int, text: str, *, form: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def p(style_id: str, text: str = "x", ppr: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{ppr}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    )


STYLES = (
    style("H1", num_pr(1) + outline(0), name="heading 1")
    + style("H2", num_pr(1) + outline(1), name="heading 2")
    + style("H3", num_pr(1) + outline(2), name="heading 3")
    + style("Text")
)


def linked(depth: int, to: str) -> str:
    return level(depth, ".".join(f"%{n + 1}" for n in range(depth + 1)) + ".", more=pstyle(to))


def pstyle(to: str) -> str:
    return f'<w:pStyle w:val="{to}"/>'


HEADINGS = abstract(0, linked(0, "H1"), linked(1, "H2"), linked(2, "H3"))
LISTS = HEADINGS + num(1, 0)


def numbers(body: str, *, styles: str = STYLES, lists: str = LISTS) -> list[str]:
    found = read_headings(xml("body", body), xml("styles", styles), xml("numbering", lists))
    return [heading.number for heading in found]


def test_levels_count_and_start_again_under_the_next() -> None:
    body = p("H1") + p("H2") + p("H2") + p("H3") + p("Text") + p("H1") + p("H2") + p("H3")
    assert numbers(body) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1", "2.1.1"]


def test_a_style_based_on_a_heading_counts_with_it() -> None:
    styles = STYLES + style("Eget", based="H2")
    assert numbers(p("H1") + p("H2") + p("Eget") + p("H2"), styles=styles) == [
        "1",
        "1.1",
        "1.2",
        "1.3",
    ]


def test_a_style_that_names_only_its_level_takes_the_list_from_its_base() -> None:
    styles = style("H1", num_pr(1) + outline(0)) + style(
        "H2", num_pr(None, 1) + outline(1), based="H1"
    )
    plain = abstract(0, level(0, "%1"), level(1, "%1.%2")) + num(1, 0)
    assert numbers(p("H1") + p("H2"), styles=styles, lists=plain) == ["1", "1.1"]


def test_styles_based_on_each_other_end_somewhere() -> None:
    styles = style("A", based="B") + style("B", num_pr(1) + outline(0), based="A")
    assert numbers(p("A"), styles=styles) == ["1"]


def test_a_paragraph_may_leave_the_list_or_join_another() -> None:
    lists = HEADINGS + abstract(7, level(0, "Bilag %1:")) + num(1, 0) + num(2, 7)
    body = p("H1") + p("H1", ppr=num_pr(0)) + p("H1", ppr=num_pr(2, 0)) + p("H1")
    assert numbers(body, lists=lists) == ["1", "", "Bilag 1", "2"]


def test_numbered_text_in_the_same_list_counts_too() -> None:
    assert numbers(p("H1") + p("Text", ppr=num_pr(1, 1)) + p("H2")) == ["1", "1.2"]


def test_an_instance_starts_anew_once_where_it_says_so() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = LISTS + num(2, 0, again)
    body = p("H1") + p("H1", ppr=num_pr(2)) + p("H1", ppr=num_pr(2)) + p("H1")
    assert numbers(body, lists=lists) == ["1", "5", "6", "7"]


def test_a_level_may_be_told_never_to_start_again() -> None:
    lists = abstract(
        0, linked(0, "H1"), level(1, "%2", more=pstyle("H2") + '<w:lvlRestart w:val="0"/>')
    )
    body = p("H1") + p("H2") + p("H1") + p("H2")
    assert numbers(body, lists=lists + num(1, 0)) == ["1", "1", "2", "2"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("upperRoman", ["I", "II", "III", "IV"]),
        ("lowerLetter", ["a", "b", "c", "d"]),
        ("decimalZero", ["01", "02", "03", "04"]),
        ("bullet", [""] * 4),
        ("none", [""] * 4),
    ],
)
def test_numbers_are_written_as_the_list_wants(form: str, expected: list[str]) -> None:
    lists = abstract(0, level(0, "%1)", form=form, more=pstyle("H1"))) + num(1, 0)
    assert numbers(p("H1") * 4, lists=lists) == expected


def test_a_legal_level_shows_figures_only() -> None:
    lists = abstract(
        0,
        level(0, "%1", form="upperRoman", more=pstyle("H1")),
        level(1, "%1.%2", more=pstyle("H2") + "<w:isLgl/>"),
    )
    assert numbers(p("H1") + p("H2"), lists=lists + num(1, 0)) == ["I", "1.1"]


def test_a_list_kept_in_a_list_style_is_found() -> None:
    styles = STYLES + style("Liste", num_pr(3))
    lists = abstract(5, more='<w:numStyleLink w:val="Liste"/>') + HEADINGS + num(1, 5) + num(3, 0)
    assert numbers(p("H1") + p("H2"), styles=styles, lists=lists) == ["1", "1.1"]


def test_a_heading_without_the_level_above_shows_a_nought() -> None:
    assert numbers(p("H2")) == ["0.1"]


def test_a_document_without_lists_has_headings_without_numbers() -> None:
    found = read_headings(xml("body", p("H1", "Indledning")), xml("styles", STYLES), None)
    assert [(h.number, h.title, h.level, h.label) for h in found] == [
        ("", "Indledning", 1, "Indledning")
    ]


def test_a_start_beyond_all_reason_is_bounded() -> None:
    huge = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="999999999"/></w:lvlOverride>'
    lists = abstract(0, level(0, "%1", form="lowerLetter", more=pstyle("H1"))) + num(1, 0, huge)
    assert len(numbers(p("H1"), lists=lists)[0]) < 2000


def test_headings_are_found_in_tables_but_not_in_text_boxes() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('H1')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('H1')}</w:txbxContent></w:pict></w:r></w:p>"
    assert numbers(table + box + p("H1")) == ["1", "2"]


def test_a_title_reads_as_it_will_when_changes_are_accepted() -> None:
    paragraph = xml(
        "p",
        "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Årets</w:t><w:tab/></w:r>"
        "<w:del><w:r><w:delText>gamle</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>flyttede</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>nye </w:t></w:r></w:ins><w:r><w:t> temaer</w:t></w:r>",
    )
    assert paragraph_text(paragraph) == "Årets nye temaer"


@given(st.lists(st.integers(1, 3), max_size=30))
def test_no_two_headings_share_a_number_where_no_level_is_skipped(depths: list[int]) -> None:
    steps: list[int] = []
    for depth in depths:
        steps.append(min(depth, (steps[-1] if steps else 0) + 1))
    found = numbers("".join(p(f"H{step}") for step in steps))
    assert len(set(found)) == len(found)
    assert [number.count(".") + 1 for number in found] == steps


def test_a_localised_file_gets_our_style_ids_in_every_part() -> None:
    styles = style("Normal") + style("Overskrift1", name="heading 1", based="Normal")
    document = f"<w:document {W}><w:body>{p('Overskrift1')}</w:body></w:document>"
    lists = f"<w:numbering {W}>{abstract(0, level(0, '%1', more=pstyle('Overskrift1')))}"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = Package(
        {
            "_rels/.rels": (
                f'<Relationships xmlns="{NAMESPACES["rel"]}"><Relationship Id="a" '
                f'Type="{rels}/officeDocument" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{NAMESPACES["rel"]}"><Relationship Id="a" '
                f'Type="{rels}/styles" Target="styles.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": document.encode(),
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>".encode(),
            "word/numbering.xml": f"{lists}</w:numbering>".encode(),
        }
    )
    use_own_style_ids(package)
    for part in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
        assert b"Overskrift1" not in package.parts[part]
        assert b'"Heading1"' in package.parts[part]
    assert StyleSheet(package.xml("word/styles.xml")).own_ids()["Heading1"] == "Heading1"


@pytest.mark.parametrize(("said", "level"), [("1", 2), ("9", 0), ("", 0), ("meget dybt", 0)])
def test_a_paragraph_may_say_its_own_level(said: str, level: int) -> None:
    body = xml("body", p("Rubrik", ppr=f'<w:outlineLvl w:val="{said}"/>'))
    found = read_headings(body, xml("styles", style("Rubrik")), None)
    assert [heading.level for heading in found] == ([level] if level else [])
