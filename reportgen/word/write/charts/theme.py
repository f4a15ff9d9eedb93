"""The theme that charts take their colours from, where the template brings none of its own.

A municipality's template has its own, and its charts are in the municipality's colours. ECMA-376
part 1, 14.2.7 (theme part).
"""

from __future__ import annotations

from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES
from reportgen.opc.package import Package
from reportgen.opc.xml import DECLARATION

_ACCENT, _TINT, _TEXT, _FONT = "0F4C5C", "E8F0F2", "1F2933", "Calibri"


def give_theme(package: Package) -> None:
    """Put the report's own theme into a document that has none."""
    if package.related_xml("theme") is None:
        content = f"{DECLARATION}{theme_xml()}".encode()
        package.add("word/theme/theme1.xml", content, CONTENT_TYPE["theme"])
        package.relate(package.document, "theme", "theme/theme1.xml")


def theme_xml() -> str:
    """Write a theme part, so that Word offers the report's own colours and font."""
    colors = {
        "dk1": _TEXT,
        "lt1": "FFFFFF",
        "dk2": _ACCENT,
        "lt2": _TINT,
        "accent1": _ACCENT,
        "accent2": "C8553D",
        "accent3": "588B8B",
        "accent4": "B5771F",
        "accent5": "6C757D",
        "accent6": _TEXT,
        "hlink": _ACCENT,
        "folHlink": _ACCENT,
    }
    palette = "".join(
        f'<a:{role}><a:srgbClr val="{color}"/></a:{role}>' for role, color in colors.items()
    )
    faces = f'<a:latin typeface="{_FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{NAMESPACES["a"]}" name="Årsrapport"><a:themeElements>'
        f'<a:clrScheme name="Årsrapport">{palette}</a:clrScheme>'
        f'<a:fontScheme name="Årsrapport"><a:majorFont>{faces}</a:majorFont>'
        f"<a:minorFont>{faces}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Årsrapport"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
