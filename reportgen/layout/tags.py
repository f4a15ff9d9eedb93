"""The tags of the Word templates: what the program knows how to fill in, each in its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
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


@dataclass(frozen=True)
class Vocabulary:
    """The tags of one kind of document."""

    tags: tuple[Tag, ...]
    """In the order of the documentation."""

    @cached_property
    def by_name(self) -> Mapping[str, Tag]:
        """Every tag by its name."""
        return MappingProxyType({tag.name: tag for tag in self.tags})

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """Names of the block tags."""
        return tuple(tag.name for tag in self.tags if tag.kind is TagKind.BLOCK)

    @cached_property
    def scalars(self) -> tuple[str, ...]:
        """Names of the scalar tags."""
        return tuple(tag.name for tag in self.tags if tag.kind is TagKind.SCALAR)

    @cached_property
    def fixed_sections(self) -> Mapping[str, str]:
        """Number of each section that is fixed, to the block tag it must hold."""
        return MappingProxyType({tag.section: tag.name for tag in self.tags if tag.section})

    def block_tag_in(self, text: str) -> str | None:
        """Name of the block tag that is all a paragraph of this `text` holds, or None."""
        match = _ALONE.fullmatch(text)
        return match[1] if match and match[1] in self.blocks else None


def _scalar(name: str, meaning: str) -> Tag:
    return Tag(name, TagKind.SCALAR, meaning)


def _block(name: str, meaning: str, section: str = "", *, required: bool = True) -> Tag:
    return Tag(name, TagKind.BLOCK, meaning, section, required)


CONTENTS_TAG = "indholdsfortegnelse"
FRONT_TAG = "kort_fortalt"
"""The one block tag that stands in front of the sections, and in none of them."""
TEXT_TAG = "tekst"
"""The one block tag that may stand in several sections, once in each."""

_OF_NETWORK = (
    _scalar("rammeaftale", "Rammeaftalens navn, fx “Rammeaftale Sjælland”"),
    _scalar("styregruppe", "Styregruppens navn"),
    _scalar("netvaerk", "Netværkets fulde navn"),
    _scalar("kortnavn", "Netværkets korte navn, fx “Børn og Unge”"),
    _scalar("aar", "Rapportens år, fx “2022”"),
    _scalar("sagsnummer", "Sagsnummeret"),
    _scalar("sekretariat", "Den organisation, der er sekretariat"),
)

REPORT = Vocabulary(
    (
        *_OF_NETWORK[:5],
        _scalar("stadie", "Udkast, Høringsudgave, Endelig udgave eller Offentliggjort"),
        _scalar("version", "Versionens nummer, fx “v02”"),
        _scalar("dato", "Versionens dato, fx “15. november 2022”"),
        *_OF_NETWORK[5:],
        _scalar("frist", "Høringsfristen i en høringsudgave, fx “1. december 2022”; ellers tomt"),
        _block(FRONT_TAG, "Kort fortalt: det vigtigste på højst én side", required=False),
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
)
"""The tags of the yearly report."""

CASE = Vocabulary(
    (
        *_OF_NETWORK,
        _scalar("version", "Nummeret på den version af rapporten, der ligger ved, fx “v04”"),
        _scalar("stadie", "Hvor langt den version er: Udkast, Endelig udgave eller Offentliggjort"),
        _scalar("dato", "Den dag, mødesagen er skrevet, fx “10. marts 2023”"),
        _block("resume", "Resumé: teksten i rapportens afsnit 1.2", "1"),
        _block("indstilling", "Indstilling: én nummereret linje for hver anbefaling", "2"),
        _block("sagsfremstilling", "Sagsfremstilling: rapportens udfordringer", "3"),
        _block("hoering", "Høring: hvem der er hørt, hvem der svarede, og hvad det ændrede", "4"),
        _block("oekonomi", "Økonomi: rækken Økonomi i arket Året", "5"),
        _block("bilag", "Bilag: de filer, der følger med sagen", "6"),
    )
)
"""The tags of the case that is put to the steering group."""

VOCABULARIES = (REPORT, CASE)

_ALONE = re.compile(r"\s*\{\{\s*(\w+)\s*\}\}\s*")


def tags_table(kind: TagKind, vocabulary: Vocabulary = REPORT) -> str:
    """Write the tags of one kind as a Markdown table in Danish."""
    rows = ["| Mærke | Her kommer | Hvor |", "|---|---|---|"]
    for tag in vocabulary.tags:
        if tag.kind is kind:
            where = f"afsnit {tag.section}" if tag.section else _place(tag)
            rows.append(f"| `{{{{ {tag.name} }}}}` | {tag.meaning} | {where} |")
    return "\n".join(rows) + "\n"


def _place(tag: Tag) -> str:
    if tag.kind is TagKind.SCALAR:
        return "frit"
    if tag.name == TEXT_TAG:
        return "højst én gang i hvert afsnit"
    if tag.name == FRONT_TAG:
        return "ét sted før afsnit 1, kan undværes"
    return "ét sted" if tag.required else "ét sted, kan undværes"
