"""HTML as mail programs write it, and as damage leaves it: no word of it is passed over."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import limits
from reportgen.sources.mail import struck
from reportgen.sources.mail.doubts import CUT, DAMAGED, LOST
from reportgen.sources.mail.html import PICTURE, read_html

OUTLOOK = """<html xmlns:v="urn:schemas-microsoft-com:vml"><head>
<meta name=Generator content="Microsoft Word 15 (filtered medium)">
<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
<style><!--
/* Style Definitions */
p.MsoNormal, li.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;}
--></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml>
<![endif]--></head><body lang=DA><div class=WordSection1>
<p class=MsoNormal>Hej<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><![if !supportLists]>1.<span style='font:7pt "Times New Roman"'>&nbsp;
</span><![endif]>Husk n&aelig;tterne.<o:p></o:p></p></div></body></html>"""
GMAIL = """<div dir="ltr">Ingen bemærkninger.<div><br></div></div><br><div class="gmail_quote">
<div class="gmail_attr">Den tir. skrev A &lt;<a href="mailto:a@b.example">a@b.example</a>&gt;:<br>
</div><blockquote class="gmail_quote" style="margin:0px">Tidligere<p>mail</p></blockquote></div>"""
APPLE = """<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>
<body style="overflow-wrap: break-word;">Husk natten.<br><div><blockquote type="cite"><div>On 3 Dec
wrote:</div><br class="Apple-interchange-newline"><div>Ja</div></blockquote></div></body></html>"""
LETTER = """<!doctype html><html><head><title>Nyt</title><!--[if mso]><xml><o:P>96</o:P></xml>
<![endif]--><style>@media (max-width:600px){.a > .b{width:100%}}</style></head><body>
<div style="display:none">Forhåndstekst &#847;&zwnj;</div><!--[if (gte mso 9)|(IE)]><table><tr><td>
<![endif]--><!--[if !mso]><!--><p>Ja</p><!--<![endif]--><!--[if mso]><style><!-- p {} --></style>
<![endif]--><img src="cid:a@b" alt="Logo > forside"><img src="https://t.example/p.gif" width=1>
<font face="Arial"">x</font><p title="a"class='b' hidden>y</p><br/><o:p/><title/></body></html>"""


@pytest.mark.parametrize("html", [OUTLOOK, GMAIL, APPLE, LETTER])
def test_what_mail_programs_write_is_read_without_doubt(html: str) -> None:
    read = read_html(html)
    assert not read.doubt
    assert "{" not in read.text
    assert "[if" not in read.text
    assert "96" not in read.text


DAMAGES = {
    "a comment": "Husk <!-- natten.",
    "a comment before another": "Husk <!-- natten. <p><!-- skjult --></p>",
    "a comment before one that mail programs write": (
        "Husk <!-- natten. <p><!--[if mso]>skjult<![endif]--></p>"
    ),
    "a condition": "Husk <!--[if mso]> natten.",
    "a declaration": "Husk <! natten.",
    "an instruction": "Husk <?xml natten.",
    "a section": "Husk <![CDATA[ natten.",
    "a style": "<style>Husk natten.",
    "a style before another": "<style>Husk natten.<p></p><style>skjult</style>",
    "a script": "<script>Husk natten.",
    "a script before another": "<script>Husk natten.<script>skjult</script>",
    "a title": "<title>Husk<p>natten.</p>",
    "a tag": "Husk <a natten.",
    "a tag before others": "Husk <a natten. <b>nu</b>",
    "tags": "<a " * 300 + "Husk natten.",
    "a value": '<a href="https://a.example>Husk natten.',
    "a value before another": '<a href="https://a>Husk natten. <a href="https://b">her</a>',
    "a value before an empty one": "<a href='https://a>Husk natten. <b class=''>her</b>",
    "a value before speech": '<a href="https://a>Husk "natten."</a>',
}


@pytest.mark.parametrize("html", DAMAGES.values(), ids=DAMAGES)
def test_what_was_never_closed_is_read_and_told(html: str) -> None:
    read = read_html(html)
    assert "Husk" in read.text
    assert "natten." in read.text
    assert "skjult" not in read.text
    assert read.doubt == DAMAGED


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "table", "td", "li", "s", "o:p"])
def test_no_depth_hides_what_is_in_it(tag: str) -> None:
    read = read_html(f"<{tag}>" * 20_000 + "Husk natten.")
    assert "Husk natten." in struck.without_marks(read.text)
    assert not read.doubt


def test_words_in_what_nobody_sees_are_told() -> None:
    assert read_html("Husk <img alt='<b>natten</b>'>.").doubt == LOST


def test_what_is_too_long_is_cut_and_told_and_pictures_do_not_count() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 5_000_000 + "'>"
    assert read_html(f"Husk {picture} natten.") == read_html("Husk <img src='data:'> natten.")
    assert read_html("Husk natten. " * 400_000).doubt == CUT
    assert read_html("<b>" * (limits.MOST_MAIL_TAGS + 1) + "Husk natten.").doubt == CUT
    assert not read_html("<b>" * (limits.MOST_MAIL_TAGS - 1) + "Husk natten.").doubt


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><s>Nej</p><p>nej</s> ja", "\n[overstreget: Nej]\n[overstreget: nej] ja"),
        ("<p><del>Nej</p><p>ja", "\n[overstreget: Nej]\nja"),
        ("<td><s>Nej</td><td>ja", "[overstreget: Nej] ja"),
        ("<td><span style='text-decoration:line-through'>Nej<td>ja", "[overstreget: Nej] ja"),
        ("<ul><li>Ja<li>ja</ul>nu", "\n\nJa\nja\nnu"),
        ("5 < 6 og a<b & c > d &lt;e&gt;", "5 < 6 og a"),
        ("<![CDATA[Husk]]> natten", "Husk natten"),
        ("Husk&#x1F600; &#99999999999999999999;", "Husk😀 \ufffd"),
        ("<img src=cid:a><img src='https://a'>", PICTURE),
        ("&#xe0f0;Husk&#xe0f1;", "Husk"),
    ],
)
def test_what_is_open_ends_where_a_browser_ends_it(html: str, text: str) -> None:
    assert struck.shown(read_html(html).text)[: len(text)] == text


PIECES = st.sampled_from(
    [
        *("<", ">", "<!--", "-->", "<!", "<?", "]]>", "<![CDATA[", '"', "'", "=", "/", " "),
        *("<p>", "</p>", "<style>", "</style>", "<script>", "</script>", "<title>", "</title>"),
        *("<a href=", "<s>", "</s>", "<td>", "<!--[if mso]>", "<![endif]-->", "&", "&#", "x;"),
    ]
)
WORDS = st.integers(0, 999).map("ord{:03}".format)


HIDING = [
    re.compile(f"{opens}.*?{closes}", re.DOTALL)
    for opens, closes in [
        *(("<!--", "-->"), ("<", ">"), ('"', '"'), ("'", "'")),
        *(("<style", "</style"), ("<script", "</script"), ("<title", "</title")),
    ]
]


@given(st.lists(PIECES | WORDS, max_size=40))
def test_every_word_is_read_or_told_of_or_hidden_from_everybody(pieces: list[str]) -> None:
    html = "".join(pieces)
    read = read_html(html)
    words = set(re.findall(r"ord\d{3}", html))
    for marks in HIDING:
        starts = [m.start() for m in re.finditer(marks.pattern.partition(".*?")[0], html)]
        for at in starts:
            if found := marks.match(html, at):
                words -= set(re.findall(r"ord\d{3}", found[0]))
    assert read.doubt == LOST or all(word in read.text for word in words)
