"""Styles of the pages before the report proper: cover and contents."""

from __future__ import annotations

from template_look import (
    ACCENT,
    BAND_BORDER,
    BAND_SPACE,
    NUMBER_HANG,
    ON_ACCENT,
    QUIET,
    TEXT_WIDTH,
)
from template_style_xml import font, spacing, style


def contents() -> list[str]:
    """Numbers stand in the margin as those of the headings do; a page number fits at the right."""
    tabs = (
        '<w:tabs><w:tab w:val="left" w:pos="0"/>'
        f'<w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    )
    hang = f'<w:ind w:left="0" w:right="851" w:hanging="{NUMBER_HANG}"/>'
    looks = (
        ("<w:keepNext/>", spacing(240, 40, 276), font(11, ACCENT, bold=True)),
        ("", spacing(0, 40, 276), ""),
        ("", spacing(0, 40, 276), font(10, QUIET)),
    )
    heading = style(
        "TOCHeading",
        "TOC Heading",
        f"<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>{spacing(0, 280, 252)}"
        '<w:outlineLvl w:val="9"/>',
        font(20, ACCENT),
        following="Normal",
        priority=39,
        quick=True,
    )
    # AbiWord loses the words of a heading of this name that breaks the page by itself.
    on_a_page = style(
        "Indholdsoverskrift",
        "Indholdsoverskrift",
        "<w:pageBreakBefore/>",
        following="Normal",
        based="TOCHeading",
        custom=True,
        quick=True,
    )
    return [heading, on_a_page] + [
        style(
            f"TOC{level}",
            f"toc {level}",
            f"{keep}{tabs}<w:suppressAutoHyphens/>{gap}{hang}",
            face,
            following="Normal",
            priority=39,
        )
        for level, (keep, gap, face) in enumerate(looks, start=1)
    ]


def cover() -> list[str]:
    """The band is one box of bordered, shaded paragraphs.

    Paragraphs with the same borders and indents are drawn as one box, the space between
    them included (ECMA-376 part 1, 17.3.1.24), so a long name only makes it taller.
    """
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{BAND_BORDER}" w:space="{BAND_SPACE}" w:color="{ACCENT}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    band = (
        f'<w:pBdr>{edges}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/>'
        "<w:suppressAutoHyphens/>"
    )
    hang = 2835
    return [
        style(
            "ForsideRammeaftale",
            "Forside rammeaftale",
            f"{band}{spacing(0, 0, 264)}",
            f'<w:smallCaps/><w:color w:val="{ON_ACCENT}"/><w:spacing w:val="30"/>'
            '<w:sz w:val="30"/><w:szCs w:val="30"/>',
            following="Title",
            custom=True,
        ),
        style(
            "Title",
            "Title",
            f"{band}{spacing(1500, 0, 240)}",
            '<w:color w:val="FFFFFF"/><w:spacing w:val="-10"/>'
            '<w:sz w:val="104"/><w:szCs w:val="104"/>',
            following="Subtitle",
            priority=10,
            quick=True,
        ),
        style(
            "Subtitle",
            "Subtitle",
            f"{band}{spacing(40, 0, 264)}",
            font(20, "FFFFFF"),
            following="Normal",
            priority=11,
            quick=True,
        ),
        style(
            "ForsideStadie",
            "Forside stadie",
            f"<w:suppressAutoHyphens/>{spacing(900, 280, 264)}",
            font(20, ACCENT),
            following="ForsideListe",
            custom=True,
        ),
        style(
            "ForsideListe",
            "Forside liste",
            f'<w:tabs><w:tab w:val="left" w:pos="{hang}"/></w:tabs><w:suppressAutoHyphens/>'
            f'{spacing(0, 80, 288)}<w:ind w:left="{hang}" w:hanging="{hang}"/>',
            custom=True,
        ),
        style(
            "ForsideEtiket",
            "Forside etiket",
            rpr=font(0, QUIET),
            kind="character",
            based="DefaultParagraphFont",
            custom=True,
        ),
    ]
