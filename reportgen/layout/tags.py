"""The tags of the Word template: what the program knows how to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from reportgen.report.ids import CHALLENGES, FOCUS_AREAS, RECOMMENDATIONS


class TagKind(StrEnum):
    """How a tag is filled in."""

    SCALAR = "scalar"
    """A few words, put in where the tag stands in its line."""
    BLOCK = "block"
    """Paragraphs, points, tables: the whole paragraph the tag stands in makes room for them."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag."""

    name: str
    kind: TagKind
    meaning: str
    """What comes in its place, in Danish, for the documentation."""
    section: str = ""
    """Number of the one section it belongs in; empty where the template decides."""
    required: bool = False
    """Whether inputs would be lost without it."""


def _scalar(name: str, meaning: str) -> Tag:
    return Tag(name, TagKind.SCALAR, meaning)


def _block(name: str, meaning: str, section: str = "", *, required: bool = True) -> Tag:
    return Tag(name, TagKind.BLOCK, meaning, section, required)


CONTENTS_TAG = "indholdsfortegnelse"
TEXT_TAG = "tekst"
"""The one block tag that may stand in several sections, once in each."""

TAGS: tuple[Tag, ...] = (
    _scalar("rammeaftale", "Rammeaftalens navn, fx “Rammeaftale Sjælland”"),
    _scalar("styregruppe", "Styregruppens navn"),
    _scalar("netvaerk", "Netværkets fulde navn"),
    _scalar("kortnavn", "Netværkets korte navn, fx “Børn og Unge”"),
    _scalar("aar", "Rapportens år, fx “2022”"),
    _scalar("stadie", "Udkast, Høringsudgave, Endelig udgave eller Offentliggjort"),
    _scalar("version", "Versionens nummer, fx “v02”"),
    _scalar("dato", "Versionens dato, fx “15. november 2022”"),
    _scalar("sagsnummer", "Sagsnummeret"),
    _scalar("sekretariat", "Den organisation, der er sekretariat"),
    _scalar("frist", "Høringsfristen i en høringsudgave, fx “1. december 2022”; ellers tomt"),
    _block(CONTENTS_TAG, "Indholdsfortegnelsen", required=False),
    _block(TEXT_TAG, "Den løbende tekst i det afsnit, mærket står i"),
    _block("medlemmer", "Tabel over netværkets medlemmer"),
    _block("moeder", "Tabel over årets møder"),
    _block("opfoelgning", "Opfølgning på sidste års anbefalinger"),
    _block("noegletal", "Nøgletal: tabeller og diagrammer"),
    _block("udfordringer", "Udfordringer og udviklingsbehov", CHALLENGES),
    _block("anbefalinger", "Anbefalinger til styregruppen", RECOMMENDATIONS),
    _block("fokusomraader", "Næste års fokusområder", FOCUS_AREAS),
    _block("aarshjul", "Årshjul: næste års møder og emner, som tabel og figur"),
    _block("kilder", "Kilder: referater, links og bilag"),
)
"""Every tag, in the order of the documentation."""

BY_NAME: Mapping[str, Tag] = MappingProxyType({tag.name: tag for tag in TAGS})
SCALAR_TAGS = tuple(tag.name for tag in TAGS if tag.kind is TagKind.SCALAR)
BLOCK_TAGS = tuple(tag.name for tag in TAGS if tag.kind is TagKind.BLOCK)
FIXED_SECTIONS: Mapping[str, str] = MappingProxyType(
    {tag.section: tag.name for tag in TAGS if tag.section}
)
"""Number of each section the commissioning body has fixed, to the block tag it must hold."""

_ALONE = re.compile(r"\s*\{\{\s*(\w+)\s*\}\}\s*")


def block_tag_in(text: str) -> str | None:
    """Name of the block tag that is all a paragraph of this `text` holds, or None."""
    match = _ALONE.fullmatch(text)
    return match[1] if match and match[1] in BLOCK_TAGS else None


def tags_table(kind: TagKind) -> str:
    """Write the tags of one kind as a Markdown table in Danish."""
    rows = ["| Mærke | Her kommer | Hvor |", "|---|---|---|"]
    for tag in TAGS:
        if tag.kind is kind:
            where = f"afsnit {tag.section}" if tag.section else _place(tag)
            rows.append(f"| `{{{{ {tag.name} }}}}` | {tag.meaning} | {where} |")
    return "\n".join(rows) + "\n"


def _place(tag: Tag) -> str:
    if tag.kind is TagKind.SCALAR:
        return "frit"
    if tag.name == TEXT_TAG:
        return "højst én gang i hvert afsnit"
    return "ét sted" if tag.required else "ét sted, kan undværes"
