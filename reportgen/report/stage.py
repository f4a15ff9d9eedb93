"""How far a version has come; one count of versions runs through all stages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """The stage of a version, as file names and records say it."""

    DRAFT = "udkast"
    """No hearing round has been opened yet."""
    HEARING = "hoering"
    """Sent out in a hearing round."""
    FINAL = "endelig"
    """Every round that was opened has been decided and applied."""
    PUBLISHED = "offentliggjort"


STAGE_NAMES: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.DRAFT: "Udkast",
        Stage.HEARING: "Høringsudgave",
        Stage.FINAL: "Endelig udgave",
        Stage.PUBLISHED: "Offentliggjort",
    }
)
"""What a reader of the document sees."""
