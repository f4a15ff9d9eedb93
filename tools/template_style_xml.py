"""Pieces of word/styles.xml."""

from __future__ import annotations


def on(value: str, element: str) -> str:
    """An element that says `value`, or nothing."""
    return f'<w:{element} w:val="{value}"/>' if value else ""


def spacing(before: int = 0, after: int = 0, line: int = 0) -> str:
    """Space before and after in twentieths of a point, lines in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def font(size: float = 0, color: str = "", bold: bool = False, italic: bool = False) -> str:
    """Run properties; the size is in points."""
    half = round(size * 2)
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + on(color, "color")
        + (f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "")
    )


def in_list(number: int, level: int = 0) -> str:
    """Membership of a list."""
    # Word finds the level by the list's own w:pStyle; LibreOffice needs it said here too.
    depth = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>'


def style(
    style_id: str,
    name: str,
    ppr: str = "",
    rpr: str = "",
    *,
    kind: str = "paragraph",
    based: str = "Normal",
    following: str = "",
    priority: int = 99,
    custom: bool = False,
    quick: bool = False,
    more: str = "",
) -> str:
    """One style, its children in the order the schema wants."""
    default = style_id in {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
    hidden = default and style_id != "Normal"
    return (
        f'<w:style w:type="{kind}"'
        + (' w:default="1"' if default else "")
        + (' w:customStyle="1"' if custom else "")
        + f' w:styleId="{style_id}"><w:name w:val="{name}"/>'
        + ("" if default else on(based, "basedOn"))
        + on(following, "next")
        + f'<w:uiPriority w:val="{priority}"/>'
        + ("<w:semiHidden/><w:unhideWhenUsed/>" if hidden else "")
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + more
        + "</w:style>"
    )
