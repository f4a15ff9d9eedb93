"""One entry that changes the report: what a meeting said, or what was absorbed or decided."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from reportgen.report.file_model import (
    EmptyIsNone,
    FileModel,
    IsoDate,
    MaybeList,
    Text,
    Unframed,
    WholeNumber,
    Wording,
)
from reportgen.report.inputs import Status


class Kind(StrEnum):
    """What an entry does to its block (``art``)."""

    ADD = "tilføj"
    AMEND = "præciser"
    REPLACE = "erstat"
    REMOVE = "fjern"
    MOVE = "flyt"
    REMARK = "bemærkning"


REWORDING = frozenset({Kind.ADD, Kind.AMEND, Kind.REPLACE})
"""Kinds that bring a wording, and are pending until they do."""


REQUEST = ("addressee", "asked", "due")
"""What a recommendation asks: of whom, for which decision, by when."""
FIELDS = ("status", "challenge", "priority", *REQUEST)
"""What is said of a point beside its words; an entry, a row and a block name it alike."""


def member_of(kind: type[StrEnum]) -> BeforeValidator:
    """Read a word of a closed list, in any case."""

    def read(value: Any) -> Any:
        if isinstance(value, str) and not isinstance(value, kind):
            try:
                return kind(value.strip().casefold())
            except ValueError:
                raise PydanticCustomError(
                    "not-in-list",
                    "not one of the words that may stand here",
                    {"allowed": [member.value for member in kind]},
                ) from None
        return value

    return BeforeValidator(read)


KindText = Annotated[Kind, member_of(Kind)]
StatusText = Annotated[Status, member_of(Status)]


class Entry(FileModel):
    """An entry under ``aarsrapport:`` of a meeting's agenda item."""

    section: Annotated[Text | None, EmptyIsNone] = Field(None, alias="afsnit")
    """Number of the section, as ``3.6``; none where the whole report is meant."""
    position: Annotated[WholeNumber | None, EmptyIsNone] = Field(None, alias="pind")
    """Its place in the draft the meeting had, from 1, as people say it."""
    id: Annotated[Text | None, EmptyIsNone] = None
    """The block it changes; it rules over `position`."""
    kind: KindText = Field(alias="art")
    heading: Wording = Field(None, alias="overskrift")
    after: Annotated[Text | None, EmptyIsNone] = Field(None, alias="efter")
    """Id of the block it is put after; none is last, a section's number is first in it."""
    status: Annotated[StatusText | None, EmptyIsNone] = None
    challenge: Annotated[Text | None, EmptyIsNone] = Field(None, alias="udfordring")
    priority: Annotated[Text | None, EmptyIsNone] = Field(None, alias="prioritet")
    addressee: Annotated[Text | None, EmptyIsNone] = Field(None, alias="til")
    """Who is to act on a recommendation."""
    asked: Wording = Field(None, alias="beslutning")
    """What the addressee is asked to decide: what follows "at"."""
    due: Annotated[IsoDate | None, EmptyIsNone] = Field(None, alias="frist")
    """The day by which it is asked for."""
    input: Wording = None
    """What the network said it wants; not a wording."""
    before: Annotated[Text | None, Unframed] = Field(None, alias="før")
    """The wording the change was made against."""
    heading_before: Annotated[Text | None, Unframed] = Field(None, alias="før_overskrift")
    """The heading it was made against, where the entry changes the heading."""
    text: Wording = Field(None, alias="tekst")
    """The whole new wording; none is pending."""
    answer: Wording = Field(None, alias="svar")
    """The answer to a remark, which closes it."""

    @property
    def is_pending(self) -> bool:
        """Whether somebody still has to write or answer something."""
        if self.kind is Kind.REMARK:
            return self.answer is None
        if self.kind not in REWORDING or self.text is not None:
            return False
        others = (self.heading, self.after, *self.fields.values())
        return self.input is not None or others == (None,) * len(others)

    @property
    def fields(self) -> dict[str, Any]:
        """What it says of its point beside its words, by name; None where it says nothing."""
        return {name: getattr(self, name) for name in FIELDS}


class Origin(FileModel):
    """Where a decided change came from (``kilde``)."""

    file: Text | None = Field(None, alias="fil")
    party: Text | None = Field(None, alias="part")
    author: Text | None = Field(None, alias="forfatter")
    time: Text | None = Field(None, alias="tid")
    digest: Text | None = Field(None, alias="sha256")
    """SHA-256 of the file, in the entry that records that all of it was taken in."""


class Decision(FileModel):
    """Who decided what, when and why (``afgjort``)."""

    by: Text | None = Field(None, alias="af")
    date: IsoDate | None = Field(None, alias="dato")
    outcome: Text | None = Field(None, alias="udfald")
    reason: Text | None = Field(None, alias="begrundelse")


class DecidedEntry(Entry):
    """An entry of ``aendringer/NNN.yaml``: absorbed or decided, with its closing."""

    origin: Origin | None = Field(None, alias="kilde")
    decision: Decision | None = Field(None, alias="afgjort")
    closes: Annotated[tuple[Text, ...], MaybeList] = Field((), alias="lukker")
    """Ids of the pending inputs this closes, as ``2022-11-11/3/1``."""

    @property
    def is_pending(self) -> bool:
        """Whether somebody still has to write or answer something.

        An entry without an input that closes others is the record of it and asks for nothing.
        """
        return super().is_pending and not (self.closes and self.input is None)
