"""What the check of a template finds, and where it says it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.layout.tags import FRONT_TAG, REPORT
from reportgen.opc.namespaces import CONTENT_TYPE
from reportgen.problems import Problem, Severity
from reportgen.problems.catalog import group_entries
from reportgen.word.template.check import check_template
from reportgen.word.template.syntax import TagForm, tags_in

TEMPLATE = Path(__file__).resolve().parents[3] / "templates" / "aarsrapport.docx"
BODY, HEADER, STYLES = "word/document.xml", "word/header1.xml", "word/styles.xml"
NUMBERING, TYPES = "word/numbering.xml", "[Content_Types].xml"


def line(text: str, style: str = "") -> str:
    """A paragraph as the template writes it."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def heading(title: str) -> str:
    return f'<w:t xml:space="preserve">{title}</w:t></w:r></w:p>'


def after_heading(title: str, xml: str) -> tuple[str, str]:
    """An edit that puts `xml` right under the heading `title`."""
    return heading(title), heading(title) + xml


def edited(*edits: tuple[str, str], part: str = BODY, data: bytes | None = None) -> bytes:
    """The shipped template with pieces of one part replaced."""
    source = io.BytesIO(TEMPLATE.read_bytes() if data is None else data)
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for before, after in edits if name == part else ():
                assert before in text, before
                text = text.replace(before, after, 1)
            new.writestr(name, text)
    return target.getvalue()


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def the_only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, codes(problems)
    return problems[0]


def check(*edits: tuple[str, str], part: str = BODY) -> list[Problem]:
    return check_template(edited(*edits, part=part), "aarsrapport.docx")


def test_the_shipped_template_has_no_problem() -> None:
    assert check_template(TEMPLATE.read_bytes(), "aarsrapport.docx") == []


def test_all_faults_are_found_in_one_run() -> None:
    problems = check(
        ("{{ dato }}", "{{ datoen }}"),
        ("{{ version }}", "{{ version"),
        ("{{ udfordringer }}", "Se {{ udfordringer }}"),
        (line("{{ kilder }}"), ""),
    )
    assert codes(problems) == [
        "tag-unclosed",
        "tag-unknown-like",
        "block-tag-not-alone",
        "block-tag-missing",
        "section-without-tag",
    ]


def test_a_fault_is_placed_by_heading_and_paragraph() -> None:
    found = the_only(check(("{{ udfordringer }}", "{{ udfordringer }} her"))).location
    assert (found.file, found.part) == ("aarsrapport.docx", "body")
    assert found.heading == "3.6 Udfordringer og udviklingsbehov"
    assert found.paragraph == 2


def test_a_fault_on_the_cover_is_counted_from_the_top() -> None:
    found = the_only(check(("{{ netvaerk }}", "{{ netvaerket }}"))).location
    assert (found.heading, found.paragraph) == ("", 3)


def test_a_fault_in_the_header_says_so() -> None:
    problem = the_only(check(("{{ aar }}", "{{ år2 }}"), part=HEADER))
    assert problem.location.part == "header"
    assert problem.values["suggestion"] == "{{ aar }}"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("{{ datp }}", "tag-unknown-like"),
        ("{{ møder }}", "tag-unknown-like"),
        ("{{ xqzw }}", "tag-unknown"),
        ("{{ dato", "tag-unclosed"),
        ("{{ dato }", "tag-unclosed"),
        ("{{ dato %}", "tag-unclosed"),
        ("dato }}", "tag-stray-close"),
        ("{ { dato }}", "tag-spaced-braces"),
        ("{{ dato } }", "tag-spaced-braces"),
        ("{ dato }", "tag-spaced-braces"),
        ("{{ }}", "tag-empty"),
        ("{{ dato|default(“i dag”) }}", "tag-quotes"),
        ("{{ dato|default(»i dag«) }}", "tag-quotes"),
        ("{{ dato dato }}", "tag-syntax"),
        ("{% if frist = 1 %}x{% endif %}", "tag-syntax"),
        ("{{ aar.__class__ }}", "tag-too-much"),
        ("{{ aar['x'] }}", "tag-too-much"),
        ("{{ aar() }}", "tag-too-much"),
        ("{{ 1 + 1 }}", "tag-too-much"),
        ("{{r dato }}", "tag-too-much"),
        ("{%tc if frist %}x{% endif %}", "tag-too-much"),
        ("{% set x = 1 %}", "tag-too-much"),
        ("{%- if frist %}", "tag-too-much"),
        ("{% include 'x' %}", "tag-too-much"),
        ("{{ dato|safe }}", "tag-filter"),
        ("{{ dato|attr('x') }}", "tag-filter"),
        ("{% if tekst %}x{% endif %}", "block-tag-in-expression"),
        ("{% if frist %}x", "if-unclosed"),
        ("x{% endif %}", "endif-stray"),
        ("{% else %}", "endif-stray"),
        ("{%tr if frist %}", "row-tag-outside-table"),
        ("{%p if frist %} vi", "removing-tag-not-alone"),
    ],
)
def test_a_bad_tag_is_named(written: str, code: str) -> None:
    problems = check(("{{ dato }}", written))
    assert code in codes(problems)
    assert code in group_entries("template")


@pytest.mark.parametrize(
    "written",
    [
        "{{dato}}",
        "{{ dato|upper }}",
        "{{ dato | default('i dag') }}",
        "{% if frist and not sagsnummer %}a{% elif aar == '2022' %}b{% else %}c{% endif %}",
        "{{ frist if frist else dato }}",
        "{# en bemærkning #}",
        "{{ dato }} {a} {1} 100 %",
    ],
)
def test_what_a_template_may_hold_is_left_in_peace(written: str) -> None:
    assert check(("{{ dato }}", written)) == []


def test_a_loop_is_refused() -> None:
    problems = check(("{{ dato }}", "{% for x in aar %}{{ x }}{% endfor %}"))
    assert "tag-too-much" in codes(problems)


def test_a_tag_that_word_cut_into_runs_is_read_whole() -> None:
    cut = (
        '{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ da'
        '</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t xml:space="preserve">to }}'
    )
    assert check(("{{ dato }}", cut)) == []
    problem = the_only(check(("{{ dato }}", cut.replace("to }}", "tp }}"))))
    assert problem.values["tag"] == "{{ datp }}"


CELL = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{}</w:tc></w:tr></w:tbl>"
BOX = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
    "<w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("frame", "block", "scalar"),
    [
        (CELL, "block-tag-in-table", []),
        (BOX, "block-tag-in-box", ["tag-in-box"]),
        (CONTROL, "block-tag-in-control", ["tag-in-control"]),
    ],
)
def test_what_a_tag_stands_in_matters(frame: str, block: str, scalar: list[str]) -> None:
    tag = line("{{ noegletal }}")
    assert codes(check((tag, frame.format(tag)))) == [block]
    assert codes(check((tag, tag + frame.format(line("{{ aar }}"))))) == scalar


def test_a_block_tag_in_the_header_is_refused() -> None:
    problems = check(("{{ kortnavn }}", "{{ aarshjul }}"), part=HEADER)
    assert codes(problems) == ["block-tag-in-edge"]


def test_a_picture_beside_a_block_tag_would_be_lost() -> None:
    tag = line("{{ noegletal }}")
    picture = tag.replace("</w:p>", "<w:r><w:pict/></w:r></w:p>")
    assert codes(check((tag, picture))) == ["block-tag-not-alone"]


def test_a_block_tag_stands_once_and_the_text_once_a_section() -> None:
    twice = line("{{ noegletal }}")
    assert codes(check((twice, twice * 2))) == ["block-tag-twice"]
    assert codes(check(after_heading("Formål", line("{{ tekst }}")))) == ["text-tag-twice"]


def test_the_page_in_front_may_be_left_out_and_stands_in_front_once() -> None:
    tag = line("{{ kort_fortalt }}")
    assert check((tag, "")) == []
    assert codes(check((tag, tag * 2))) == ["block-tag-twice"]
    below = line("Rapporten kort", "TOCHeading") + tag
    assert check((tag, below)) == []
    problem = the_only(check((tag, ""), after_heading("Formål", tag)))
    assert (problem.code, problem.values["section"]) == ("front-tag-in-section", "1.1")


@pytest.mark.parametrize("tag", [tag for tag in REPORT.blocks if tag != FRONT_TAG])
def test_a_missing_block_tag_is_missed(tag: str) -> None:
    stands = line(f"{{{{ {tag} }}}}")
    times = edited().decode(errors="ignore").count(stands)
    data = edited(*[(stands, "")] * times)
    problems = [p for p in check_template(data, "x.docx") if p.code != "section-without-tag"]
    problem = the_only(problems)
    assert problem.values["tag"] == f"{{{{ {tag} }}}}"
    expected = Severity.WARNING if tag == "indholdsfortegnelse" else Severity.ERROR
    assert problem.severity is expected


def test_a_fixed_block_tag_elsewhere_is_named_with_where_it_stands() -> None:
    tag = line("{{ fokusomraader }}")
    problems = check((tag, ""), after_heading("Formål", tag))
    problem = the_only(problems)
    assert problem.code == "block-tag-in-wrong-section"
    assert (problem.values["section"], problem.values["actual"]) == ("4.2", "1.1 Formål")


def test_a_new_chapter_that_shifts_the_fixed_numbers_is_at_fault() -> None:
    new = line("Nyt kapitel", "Heading1") + line("Underafsnit", "Heading2") + line("Fri tekst")
    problems = check(after_heading("Indledning", new))
    wrong = [p for p in problems if p.code == "block-tag-in-wrong-section"]
    assert [p.values["section"] for p in wrong] == ["3.6", "3.7", "4.2"]
    assert "section-missing" in codes(problems)


def test_renamed_and_added_headings_are_fine() -> None:
    added = line("{{ kilder }}") + line("Mere", "Heading1") + line("{{ tekst }}")
    problems = check(("Årets arbejde og temaer", "Årets gang"), (line("{{ kilder }}"), added))
    assert problems == []


def test_a_section_without_a_tag_is_a_warning() -> None:
    problem = the_only(
        check(
            (
                heading("Udviklingstendenser") + line("{{ tekst }}"),
                heading("Udviklingstendenser") + line("Altid det samme."),
            )
        )
    )
    assert problem.code == "section-without-tag"
    assert problem.severity is Severity.WARNING
    assert problem.location.heading == "3.5 Udviklingstendenser"


def test_a_block_tag_under_a_heading_without_a_number_has_no_section() -> None:
    plain = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    )
    tag = line("{{ kilder }}")
    unnumbered = f'{plain}<w:r><w:t xml:space="preserve">Andet</w:t></w:r></w:p>{tag}'
    assert codes(check((tag, line("{{ tekst }}") + unnumbered))) == ["block-tag-without-section"]


def test_a_condition_may_not_hide_content_or_a_heading() -> None:
    start, end = line("{%p if frist %}"), line("{%p endif %}")
    tag = line("{{ noegletal }}")
    assert codes(check((tag, start + tag + end))) == ["block-tag-conditional"]
    chapter = start + line("Mere", "Heading3") + line("{{ tekst }}") + end
    problems = check(after_heading("Udviklingstendenser", line("{{ tekst }}") + chapter))
    assert "heading-conditional" in codes(problems)


def test_a_condition_across_two_cells_is_refused() -> None:
    rows = CELL.format(line("{% if frist %}") + "</w:tc><w:tc><w:tcPr/>" + line("{% endif %}"))
    tag = line("{{ noegletal }}")
    assert codes(check((tag, tag + rows))) == ["if-across"]


def test_a_condition_may_not_empty_a_cell() -> None:
    inside = line("{%p if frist %}") + line("{{ frist }}") + line("{%p endif %}")
    tag = line("{{ noegletal }}")
    assert codes(check((tag, tag + CELL.format(inside)))) == ["cell-left-empty"]
    assert check((tag, tag + CELL.format(inside + line("")))) == []


def test_a_conditional_row_is_fine() -> None:
    def row(text: str) -> str:
        return f"<w:tr><w:tc><w:tcPr/>{line(text)}</w:tc></w:tr>"

    rows = row("{%tr if frist %}") + row("{{ frist }}") + row("{%tr endif %}")
    tag = line("{{ noegletal }}")
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"
    assert check((tag, tag + table)) == []


def test_a_condition_left_open_in_the_header_does_not_run_into_the_footer() -> None:
    problem = the_only(check(("{% endif %}", ""), part=HEADER))
    assert (problem.code, problem.location.part) == ("if-unclosed", "header")


def test_a_missing_style_is_named_as_word_shows_it() -> None:
    held = 'w:styleId="Kildelinje"><w:name w:val="Kildelinje"/>'
    problem = the_only(check((held, held.replace("Kildelinje", "Kilde")), part=STYLES))
    assert problem.code == "style-missing"
    assert problem.values["style"] == "Kildelinje"


def test_styles_are_known_by_name_when_a_danish_word_has_renamed_them() -> None:
    renamed = edited(part=STYLES)
    for ours, theirs in (("Heading1", "Overskrift1"), ("Heading2", "Overskrift2")):
        for part in (BODY, STYLES, NUMBERING):
            text = zipfile.ZipFile(io.BytesIO(renamed)).read(part).decode()
            renamed = edited(
                (text, text.replace(f'"{ours}"', f'"{theirs}"')), part=part, data=renamed
            )
    assert check_template(renamed, "x.docx") == []


def test_a_point_style_without_its_list_is_at_fault() -> None:
    problem = the_only(check(('<w:numPr><w:numId w:val="3"/></w:numPr>', ""), part=STYLES))
    assert (problem.code, problem.values["style"]) == ("style-without-list", "Punkt")


def test_tracked_changes_in_a_template_are_at_fault() -> None:
    tag = line("{{ noegletal }}")
    change = '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>Nyt</w:t></w:r></w:ins></w:p>'
    assert codes(check((tag, tag + change))) == ["template-tracked-changes"]


def test_two_sections_of_one_number_are_at_fault() -> None:
    restart = (
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )
    data = edited(("</w:numbering>", restart), part=NUMBERING)
    direct = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="9"/></w:numPr>'
    second = line("Året kort", "Heading2")
    data = edited((second, second.replace("</w:pPr>", direct + "</w:pPr>")), data=data)
    problems = check_template(data, "x.docx")
    assert codes(problems) == ["section-number-twice"] * 2
    assert problems[0].values["section"] == "1.1"


def test_a_heading_without_text_is_a_warning() -> None:
    problems = check(after_heading("Formål", line("{{ tekst }}") + line("", "Heading3")))
    assert "heading-empty" in codes(problems)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda: b"Kaere netvaerk", "not-a-word-file"),
        (lambda: edited(("</w:body>", "")), "template-damaged"),
        (lambda: edited(("<w:style ", "<w:sti "), part=STYLES), "template-damaged"),
        (
            lambda: edited((CONTENT_TYPE["document"], CONTENT_TYPE["template"]), part=TYPES),
            "template-wrong-type",
        ),
    ],
)
def test_a_file_that_is_no_template_is_one_problem(spoil: Callable[[], bytes], code: str) -> None:
    assert codes(check_template(spoil(), "x.docx")) == [code]
    assert code in group_entries("template")


@given(st.text(alphabet="{}%# ab", max_size=40))
def test_any_text_is_read_to_its_end(text: str) -> None:
    found = list(tags_in(text))
    assert all(tag.faults for tag in found if tag.form is TagForm.BROKEN)


@given(
    st.lists(st.sampled_from(REPORT.scalars), max_size=6), st.text(alphabet="abc ,.", max_size=5)
)
def test_every_whole_tag_is_found_in_its_order(names: list[str], between: str) -> None:
    text = between.join(f"{{{{ {name} }}}}" for name in names)
    assert [tag.name for tag in tags_in(text)] == names
