"""Filling in a template: what the check allows means what a person expects, and cannot fail."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from reportgen.layout.tags import REPORT
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.word.template.check import check_template
from reportgen.word.template.expression import read_expression
from reportgen.word.template.fill import fill
from tests.word.template.test_check import (
    BOX,
    CELL,
    CONTROL,
    HEADER,
    TEMPLATE,
    edited,
    line,
)

VALUES = {
    **{tag: f"[{tag}]" for tag in REPORT.blocks},
    **{tag: f"{tag} & <b>" for tag in REPORT.scalars},
    "aar": "2024",
    "frist": "",
}
TAG = line("{{ noegletal }}")


def texts(data: bytes) -> list[str]:
    """What each line of the body, the header and the footer says; tabs and breaks marked."""
    package = Package.open(data, "")
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    return [
        "".join(marks.get(str(e.tag), e.text or "") for e in p.iter(qn("w:t"), *marks))
        for part in ("word/document.xml", HEADER, "word/footer1.xml")
        for p in package.xml(part).iter(qn("w:p"))
    ]


def row(text: str) -> str:
    return f"<w:tr><w:tc><w:tcPr/>{line(text)}</w:tc></w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(map(row, rows))}</w:tbl>"


# What stands under the key figures, and the lines it shows without a deadline, and with one.
ALLOWED: dict[str, tuple[str, list[str], list[str]]] = {
    "nothing": (
        "",
        [],
        [],
    ),
    "a value": (
        line("før {{ dato }} efter"),
        ["før dato & <b> efter"],
        ["før dato & <b> efter"],
    ),
    "a block tag in words": (
        line("{{aar}}{{ aar }}"),
        ["20242024"],
        ["20242024"],
    ),
    "a condition that holds": (
        line("{% if aar %}A {{ dato }} B{% endif %} C"),
        ["A dato & <b> B C"],
        ["A dato & <b> B C"],
    ),
    "one that does not": (
        line("{% if frist %}A {{ dato }} B{% endif %} C"),
        [" C"],
        ["A dato & <b> B C"],
    ),
    "else": (
        line("{% if frist %}A{% else %}B{% endif %}{% if aar %}C{% else %}D{% endif %}"),
        ["BC"],
        ["AC"],
    ),
    "elif": (
        line("{% if frist %}A{% elif aar == '2024' %}B{% elif dato %}C{% else %}D{% endif %}"),
        ["B"],
        ["A"],
    ),
    "within one another": (
        line("{% if aar %}A{% if frist %}B{% else %}C{% endif %}D{% endif %}E"),
        ["ACDE"],
        ["ABDE"],
    ),
    "hidden within one another": (
        line("{% if frist %}A{% if aar %}B{% endif %}C{% endif %}E"),
        ["E"],
        ["ABCE"],
    ),
    "and, or, not": (
        line("{% if aar and not frist or dato %}A{% endif %}"),
        ["A"],
        ["A"],
    ),
    "filters": (
        line("{{ dato|upper }}{{ aar|replace('0', '--') }}{{ frist|default('x', true) }}"),
        ["DATO & <B>2--24x"],
        ["DATO & <B>2--241. december"],
    ),
    "trim, title, truncate": (
        line("{{ dato|trim('d')|title }} {{ dato|truncate(6, true, '') }}"),
        ["Ato & <B> dato & <b>"],
        ["Ato & <B> dato & <b>"],
    ),
    "a choice": (
        line("{{ frist if frist else dato|lower }}"),
        ["dato & <b>"],
        ["1. december"],
    ),
    "comparisons": (
        line("{{ 'A' if aar &lt; '3' else 'B' }}{% if '2' in aar %}C{% endif %}"),
        ["AC"],
        ["AC"],
    ),
    "a comment": (
        line("A{# ikke {her} #}B"),
        ["AB"],
        ["AB"],
    ),
    "lines": (
        line("{%p if frist %}") + line("A") + line("{%p else %}") + line("B")
    + line("{%p endif %}"),
        ["B"],
        ["A"],
    ),
    "lines within one another": (
        line("{%p if aar %}") + line("A") + line("{%p if frist %}")
    + line("B") + line("{%p endif %}") + line("C") + line("{%p endif %}"),
        ["A", "C"],
        ["A", "B", "C"],
    ),
    "a table between lines": (
        line("{%p if frist %}") + table("A") + line("{%p endif %}"),
        [],
        ["A"],
    ),
    "rows": (
        table("{%tr if frist %}", "A", "{%tr else %}", "B", "{%tr endif %}", "C"),
        ["B", "C"],
        ["A", "C"],
    ),
    "a cell": (
        CELL.format(line("{{ dato }}")),
        ["dato & <b>"],
        ["dato & <b>"],
    ),
    "a box": (
        BOX.format(line("{{ dato }}")),
        ["dato & <b>", "dato & <b>"],
        ["dato & <b>", "dato & <b>"],
    ),
    "a control": (
        CONTROL.format(line("{{ dato }}")),
        ["dato & <b>"],
        ["dato & <b>"],
    ),
    "braces that are no tags": (
        line("{ a } {1} 100 % { a"),
        ["{ a } {1} 100 % { a"],
        ["{ a } {1} 100 % { a"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("frist", ["", "1. december"])
@pytest.mark.parametrize(("xml", "without", "with_"), ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed_shows_what_a_person_expects(
    xml: str, without: list[str], with_: list[str], frist: str
) -> None:
    template = edited((TAG, TAG + xml))
    assert not [p for p in check_template(template, "x.docx") if p.severity == "error"]
    shown = texts(fill(template, {**VALUES, "frist": frist}))
    at = shown.index("[noegletal]") + 1
    expected = with_ if frist else without
    assert shown[at : at + len(expected)] == expected


def test_a_box_is_filled_in_for_old_versions_of_word_too() -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps"><w:txbxContent>{0}</w:txbxContent>'
        "</mc:Choice><mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    template = edited((TAG, TAG + box.format(line("År {{ aar }}"))))
    assert texts(fill(template, VALUES)).count("År 2024") == 2
    (problem,) = check_template(
        edited((TAG, TAG + box.format(line("År {{ årstallet }}")))), "x.docx"
    )
    assert problem.code.startswith("tag-unknown")


def test_breaks_and_tabs_of_a_value_are_words_own() -> None:
    values = {**VALUES, "dato": "en\nto\ttre"}
    assert "Dato\ten\nto\ttre" in texts(fill(TEMPLATE.read_bytes(), values))


def test_footnotes_are_filled_in_and_a_tag_in_an_endnote_is_told() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def with_note(part: str) -> bytes:
        package = Package.open(TEMPLATE.read_bytes(), "")
        content = f'<w:{part} xmlns:w="{word}"><w:x>{line("Fra {{ aar }}")}</w:x></w:{part}>'
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{part}+xml"
        package.add(f"word/{part}.xml", content.encode(), kind)
        package.relate(package.document, part, f"{part}.xml")
        return package.save()

    assert check_template(with_note("footnotes"), "x.docx") == []
    filled = Package.open(fill(with_note("footnotes"), VALUES), "")
    assert "Fra 2024" in filled.parts["word/footnotes.xml"].decode()
    (problem,) = check_template(with_note("endnotes"), "x.docx")
    assert problem.code == "tag-outside-text"


EXPRESSIONS = st.recursive(
    st.sampled_from([*REPORT.scalars, "'x'", "''", "5", "true", "none"]),
    lambda inner: st.one_of(
        st.builds("{} and {}".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not {}".format, inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(["<", "==", "in", "!="]), inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("({} if {})".format, inner, inner),
        st.builds(
            "({})|{}".format,
            inner,
            st.sampled_from(
                ["upper", "replace('a', 'bb')", "replace('a')", "truncate(2)", "truncate('x')",
                 "default('x', true)", "trim(5)", "trim('x', 'y')", "truncate(length=9)"]
            ),
        ),
    ),
    max_leaves=6,
)  # fmt: skip


@given(EXPRESSIONS, st.fixed_dictionaries({tag: st.text(max_size=5) for tag in REPORT.scalars}))
def test_an_expression_without_faults_can_be_worked_out_for_any_values(
    written: str, values: dict[str, str]
) -> None:
    expression = read_expression(written)
    if expression is None or list(expression.faults()):
        return
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    meant = environment.from_string(f"{{{{ {written} }}}}").render(**values)
    assert len(meant) <= (1 + sum(map(len, values.values()))) * 10 * len(written)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("aar|truncate('x')", "tag-syntax"),
        ("aar|truncate(1)", "tag-syntax"),
        ("aar|replace('a')", "tag-syntax"),
        ("aar|trim(dato)", "tag-syntax"),
        ("aar|upper('x')", "tag-syntax"),
        ("aar|default(*aar)", "tag-syntax"),
        ("aar < 5", "tag-syntax"),
        ("5 in aar", "tag-syntax"),
        ("(aar if dato) < 'x'", "tag-syntax"),
        ("aar if dato", "tag-syntax"),
        ("not " * 30 + "aar", "tag-syntax"),
        ("aar|replace('2', '2' * 999)", "tag-too-much"),
        ("aar|replace('2', '22')|replace('2', '22')", "tag-too-much"),
        ("10**9", "tag-too-much"),
        ("'x' * 999999999", "tag-too-much"),
        ("aar.mro()", "tag-too-much"),
        ("aar is defined", "tag-too-much"),
        ("[aar]", "tag-too-much"),
        ("{'a': aar}", "tag-too-much"),
        ("self", "tag-unknown"),
        ("loop", "tag-unknown"),
        ("range", "tag-unknown"),
        ("aar|attr('x')", "tag-filter"),
        ("aar|map('upper')", "tag-filter"),
        ("tekst|upper", "block-tag-in-expression"),
    ],
)
def test_what_could_fail_or_grow_is_refused_before_it_is_run(written: str, code: str) -> None:
    expression = read_expression(written)
    assert expression is not None
    assert [fault.code for fault in expression.faults()] == [code]


@pytest.mark.parametrize("written", ["(" * 500 + "aar" + ")" * 500, "9" * 5000, "a b", "'x"])
def test_what_jinja_cannot_read_is_no_expression(written: str) -> None:
    assert read_expression(written) is None or not re.search("[a9]", written)


@given(st.text(alphabet="{}%# ab\n", max_size=40))
def test_whatever_passes_the_check_is_filled_in_and_all_else_stays(text: str) -> None:
    template = edited((TAG, TAG + line(f"§{text}!")))
    if any(problem.severity == "error" for problem in check_template(template, "x.docx")):
        return
    (after,) = (each for each in texts(fill(template, VALUES)) if each.startswith("§"))
    assert re.sub(r"\{#.*?#\}", "", f"§{text}!", flags=re.DOTALL) == after
