"""Make the Word templates of ``templates/``, the report's and the case's, from nothing.

    python tools/make_template.py [FOLDER]

The results are the same bytes on every machine: fixed times, and no compression, since
what a compressor makes of the same text differs from one version of zlib to the next.
A template that has been changed in Word is its owner's; this tool makes those we ship.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from template_body import case_header_xml, case_xml, document_xml, footer_xml, header_xml
from template_look import themed
from template_numbering import numbering_xml
from template_parts import (
    app_xml,
    content_types_xml,
    core_xml,
    fonts_xml,
    relationships_xml,
    settings_xml,
)
from template_styles import styles_xml

from reportgen.opc.container import write_container
from reportgen.opc.xml import DECLARATION
from reportgen.word.write.charts.theme import theme_xml

TARGET = Path(__file__).resolve().parent.parent / "templates"

_DOCUMENT_RELATIONS = {
    "rId1": ("styles", "styles.xml"),
    "rId2": ("numbering", "numbering.xml"),
    "rId3": ("settings", "settings.xml"),
    "rId4": ("fontTable", "fontTable.xml"),
    "rId5": ("theme", "theme/theme1.xml"),
    "rId6": ("header", "header1.xml"),
    "rId7": ("footer", "footer1.xml"),
}
_PACKAGE_RELATIONS = {
    "rId1": ("officeDocument", "word/document.xml"),
    "rId2": ("core-properties", "docProps/core.xml"),
    "rId3": ("extended-properties", "docProps/app.xml"),
}


@dataclass(frozen=True)
class Template:
    """What a template has of its own; the look is the same in all."""

    title: str
    document: Callable[[str, str], str]
    """Given the relationship ids of header and foot."""
    header: Callable[[], str]


TEMPLATES = {
    "aarsrapport.docx": Template("Årsrapport", document_xml, header_xml),
    "moedesag.docx": Template("Mødesag", case_xml, case_header_xml),
}


def parts(template: Template) -> dict[str, str]:
    """Every part of the package by name, in the order it is written."""
    content = {
        "word/document.xml": ("document", template.document("rId6", "rId7")),
        "word/styles.xml": ("styles", themed(styles_xml())),
        "word/numbering.xml": ("numbering", themed(numbering_xml())),
        "word/settings.xml": ("settings", settings_xml()),
        "word/fontTable.xml": ("fontTable", fonts_xml()),
        "word/theme/theme1.xml": ("theme", theme_xml()),
        "word/header1.xml": ("header", template.header()),
        "word/footer1.xml": ("footer", footer_xml()),
        "docProps/core.xml": ("coreProperties", core_xml(template.title)),
        "docProps/app.xml": ("extendedProperties", app_xml()),
    }
    return {
        "[Content_Types].xml": content_types_xml({n: kind for n, (kind, _) in content.items()}),
        "_rels/.rels": relationships_xml(_PACKAGE_RELATIONS),
        "word/_rels/document.xml.rels": relationships_xml(_DOCUMENT_RELATIONS),
        **{name: xml for name, (_, xml) in content.items()},
    }


def write(folder: Path) -> None:
    """Write the templates into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, template in TEMPLATES.items():
        content = {n: f"{DECLARATION}\n{xml}".encode() for n, xml in parts(template).items()}
        (folder / name).write_bytes(write_container(content, compress=False))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
