"""The template's smaller parts: settings, fonts, theme, properties, relationships."""

from __future__ import annotations

from xml.sax.saxutils import escape

from template_look import FONT

from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, relationship_type

_W = f'xmlns:w="{NAMESPACES["w"]}"'


def settings_xml() -> str:
    """Write word/settings.xml: Word 2013 and later, Danish, no hyphenation."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
            ("useWord2013TrackBottomHyphenation", 0),
        )
    )
    colors = " ".join(
        f'w:{role}="{color}"'
        for role, color in (
            ("bg1", "light1"),
            ("t1", "dark1"),
            ("bg2", "light2"),
            ("t2", "dark2"),
            *((f"accent{n}", f"accent{n}") for n in range(1, 7)),
            ("hyperlink", "hyperlink"),
            ("followedHyperlink", "followedHyperlink"),
        )
    )
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="da-DK"/>'
        f'<w:clrSchemeMapping {colors}/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )


def fonts_xml() -> str:
    """Write word/fontTable.xml."""
    return (
        f'<w:fonts {_W}><w:font w:name="{FONT}"><w:altName w:val="Carlito"/>'
        '<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def core_xml(title: str) -> str:
    """Write docProps/core.xml; what is made of the template sets its own title."""
    names = " ".join(f'xmlns:{p}="{NAMESPACES[p]}"' for p in ("cp", "dc", "dcterms", "xsi"))
    times = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">2022-01-01T00:00:00Z</dcterms:{what}>'
        for what in ("created", "modified")
    )
    return (
        f"<cp:coreProperties {names}><dc:title>{title}</dc:title>{times}"
        "<dc:language>da-DK</dc:language></cp:coreProperties>"
    )


def app_xml() -> str:
    """Write docProps/app.xml."""
    return (
        f'<Properties xmlns="{NAMESPACES["ep"]}"><Application>reportgen</Application></Properties>'
    )


def relationships_xml(targets: dict[str, tuple[str, str]]) -> str:
    """Write a .rels part: relationship id to (type's name, target)."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{relationship_type(kind)}" Target="{escape(target)}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">{rows}</Relationships>'


def content_types_xml(parts: dict[str, str]) -> str:
    """Write [Content_Types].xml: part to its type's name."""
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{CONTENT_TYPE[ending]}"/>'
        for ending in ("rels", "xml")
    )
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{CONTENT_TYPE[kind]}"/>'
        for part, kind in parts.items()
    )
    return f'<Types xmlns="{NAMESPACES["ct"]}">{defaults}{overrides}</Types>'
