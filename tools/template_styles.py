"""Styles of the template: `styles_xml` writes word/styles.xml."""

from __future__ import annotations

from template_front_styles import contents, cover
from template_look import ACCENT, FONT, QUIET, RULE, TEXT, TEXT_WIDTH, TINT
from template_numbering import BULLETS, HEADINGS, NUMBERS, POINTS
from template_style_xml import font, in_list, spacing, style

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _defaults() -> str:
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts {fonts}/>{font(11, TEXT)}"
        '<w:lang w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr><w:widowControl/>{spacing(0, 120, 300)}</w:pPr></w:pPrDefault>"
        "</w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
        ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
    )


def _built_in_defaults() -> list[str]:
    margins = (
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    return [
        style("Normal", "Normal", "<w:widowControl/>", priority=0, quick=True),
        style("DefaultParagraphFont", "Default Paragraph Font", kind="character", priority=1),
        style("TableNormal", "Normal Table", kind="table", more=margins),
        style("NoList", "No List", kind="numbering"),
    ]


def _headings() -> list[str]:
    """Headings take their indents from the list, so that a number added in Word hangs too."""
    looks = (
        (spacing(560, 160, 252), font(20, ACCENT)),
        (spacing(400, 100, 264), font(14, ACCENT)),
        (spacing(280, 60, 276), font(12, ACCENT, bold=True)),
    )
    return [
        style(
            f"Heading{level}",
            f"heading {level}",
            f"<w:keepNext/><w:keepLines/>{in_list(HEADINGS, level - 1)}"
            f"<w:suppressAutoHyphens/>{gap}"
            f'<w:outlineLvl w:val="{level - 1}"/>',
            face,
            following="Normal",
            priority=9,
            quick=True,
        )
        for level, (gap, face) in enumerate(looks, start=1)
    ]


def _page_edges() -> list[str]:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="5" w:color="{RULE}"/></w:pBdr>'
    return [
        style("Header", "header", f"{rule}{tab}{spacing(0, 0, 240)}", font(9, QUIET)),
        style(
            "Footer",
            "footer",
            f'{tab}{spacing(0, 0, 240)}<w:jc w:val="right"/>',
            font(9, QUIET),
        ),
    ]


def _text() -> list[str]:
    return [
        style(
            "Punktliste",
            "Punktliste",
            f"{in_list(BULLETS)}{spacing(0, 100, 300)}",
            custom=True,
            quick=True,
        ),
        style(
            "Nummerliste",
            "Nummerliste",
            f"{in_list(NUMBERS)}{spacing(0, 100, 300)}",
            custom=True,
            quick=True,
        ),
        style(
            "Mellemrubrik",
            "Mellemrubrik",
            f"<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>{spacing(240, 60, 276)}",
            font(11, ACCENT, bold=True),
            following="Normal",
            custom=True,
            quick=True,
        ),
        style(
            "Tomtafsnit",
            "Tomt afsnit",
            rpr=font(0, QUIET, italic=True),
            following="Normal",
            custom=True,
        ),
        style(
            "Punkt",
            "Punkt",
            f"<w:keepNext/><w:keepLines/>{in_list(POINTS)}<w:suppressAutoHyphens/>"
            f"{spacing(240, 40, 288)}",
            font(0, "", bold=True),
            following="Punkttekst",
            custom=True,
            quick=True,
        ),
        style("Punkttekst", "Punkttekst", custom=True, quick=True),
        style(
            "Kildelinje",
            "Kildelinje",
            f"<w:keepLines/><w:suppressAutoHyphens/>{spacing(80, 200, 264)}<w:contextualSpacing/>",
            font(8.5, QUIET),
            following="Normal",
            custom=True,
            quick=True,
        ),
    ]


def _tables_and_figures() -> list[str]:
    cell = spacing(25, 25, 240)
    return [
        style(
            "Billedtekst",
            "caption",
            f"<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>{spacing(200, 80, 276)}",
            font(9.5, ACCENT, bold=True),
            following="Normal",
            priority=35,
            quick=True,
        ),
        style(
            "Diagram",
            "Diagram",
            f"<w:keepNext/>{spacing(200, 0, 240)}",
            following="Billedtekst",
            custom=True,
        ),
        style("Tabeltekst", "Tabeltekst", cell, font(9.5), custom=True, quick=True),
        style(
            "Tabelhoved",
            "Tabelhoved",
            "<w:keepNext/><w:suppressAutoHyphens/>" + spacing(50, 50, 240),
            font(0, ACCENT, bold=True),
            based="Tabeltekst",
            custom=True,
            quick=True,
        ),
        style(
            "Tabeltal",
            "Tabeltal",
            '<w:jc w:val="right"/>',
            based="Tabeltekst",
            custom=True,
            quick=True,
        ),
        _report_table(),
    ]


def _report_table() -> str:
    def rule(side: str, color: str, eighths: int) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{color}"/>'

    borders = rule("bottom", ACCENT, 4) + rule("insideH", RULE, 4)
    table = (
        '<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr><w:trPr><w:cantSplit/></w:trPr>"
    )
    head = (
        '<w:tblStylePr w:type="firstRow"><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tcPr>'
        f"<w:tcBorders>{rule('bottom', ACCENT, 6)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    total = (
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f"<w:tcBorders>{rule('top', ACCENT, 6)}</w:tcBorders></w:tcPr></w:tblStylePr>"
    )
    return style(
        "Rapporttabel",
        "Rapporttabel",
        kind="table",
        based="TableNormal",
        custom=True,
        quick=True,
        more=table + head + total,
    )


def _characters() -> list[str]:
    link = f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'
    base = "DefaultParagraphFont"
    return [
        style("Hyperlink", "Hyperlink", rpr=link, kind="character", based=base),
        style("FollowedHyperlink", "FollowedHyperlink", rpr=link, kind="character", based=base),
        style(
            "CommentReference",
            "annotation reference",
            rpr=font(8),
            kind="character",
            based=base,
        ),
        style("CommentText", "annotation text", spacing(0, 60, 240), font(10)),
    ]


def styles_xml() -> str:
    """Write word/styles.xml."""
    groups = (
        _built_in_defaults(),
        _headings(),
        cover(),
        contents(),
        _page_edges(),
        _text(),
        _tables_and_figures(),
        _characters(),
    )
    return f"<w:styles {W}>{_defaults()}{''.join(s for group in groups for s in group)}</w:styles>"
