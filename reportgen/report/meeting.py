"""A meeting as its YAML file holds it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from reportgen.report.entries import Entry, member_of
from reportgen.report.file_model import EmptyIsNone, FileModel, IsoDate, MaybeList, Text


class MeetingStatus(StrEnum):
    """Where a coming meeting stands; turned down counts as cancelled."""

    PROPOSED = "foreslået"
    APPROVED = "godkendt"
    CANCELLED = "aflyst"
    MOVED = "flyttet"


class Facts(FileModel):
    """When and where (``moede``)."""

    date: IsoDate = Field(alias="dato")
    time: Annotated[Text | None, EmptyIsNone] = Field(None, alias="tid")
    form: Annotated[Text | None, EmptyIsNone] = None
    place: Annotated[Text | None, EmptyIsNone] = Field(None, alias="sted")
    minute_taker: Annotated[Text | None, EmptyIsNone] = Field(None, alias="referent")
    draft: Annotated[Text | None, EmptyIsNone] = Field(None, alias="udkast")
    """The version of the report they had before them."""


class Person(FileModel):
    """Someone present or absent."""

    name: Text | None = Field(None, alias="navn")
    organisation: Text | None = None
    items: Annotated[tuple[Text, ...], MaybeList] = Field((), alias="punkter")
    """Agenda items a guest came for; empty is the whole meeting."""


class Attendance(FileModel):
    """Who was there and who sent regrets (``deltagere``)."""

    present: Annotated[tuple[Person, ...], MaybeList] = Field((), alias="til_stede")
    absent: Annotated[tuple[Person, ...], MaybeList] = Field((), alias="afbud")


class Task(FileModel):
    """A promise made at the meeting."""

    who: Text | None = Field(None, alias="hvem")
    what: Text = Field(alias="hvad")
    due: Annotated[Text | None, EmptyIsNone] = Field(None, alias="frist")
    done: Annotated[IsoDate | None, EmptyIsNone] = Field(None, alias="udført")
    """The day it was done; none as long as it is open."""


class AgendaItem(FileModel):
    """A row of the minutes' table."""

    number: Annotated[Text | None, EmptyIsNone] = Field(None, alias="nr")
    title: Text = Field(alias="titel")
    proposal: Annotated[Text | None, EmptyIsNone] = Field(None, alias="uddybning")
    minutes: Annotated[Text | None, EmptyIsNone] = Field(None, alias="referat")
    decisions: Annotated[tuple[Text, ...], MaybeList] = Field((), alias="beslutninger")
    tasks: Annotated[tuple[Task, ...], MaybeList] = Field((), alias="opgaver")
    attachments: Annotated[tuple[Text, ...], MaybeList] = Field((), alias="bilag")
    links: Annotated[tuple[Text, ...], MaybeList] = ()
    entries: Annotated[tuple[Entry, ...], MaybeList] = Field((), alias="aarsrapport")

    @property
    def key(self) -> str:
        """How the item is referred to: its number, or its title where it has none."""
        return self.number or self.title


class NextMeeting(FileModel):
    """A coming meeting as this one left it."""

    date: IsoDate = Field(alias="dato")
    time: Annotated[Text | None, EmptyIsNone] = Field(None, alias="tid")
    place: Annotated[Text | None, EmptyIsNone] = Field(None, alias="sted")
    status: Annotated[MeetingStatus, member_of(MeetingStatus)] = MeetingStatus.APPROVED
    moved_from: Annotated[IsoDate | None, EmptyIsNone] = Field(None, alias="fra")


class WheelTopic(FileModel):
    """A topic the meeting put on the year wheel."""

    date: IsoDate = Field(alias="dato")
    topic: Text = Field(alias="emne")


class LeftOut(FileModel):
    """Something of the minutes that stands nowhere else, and why."""

    text: Text = Field(alias="tekst")
    reason: Text = Field(alias="grund")
    place: Text | None = Field(None, alias="sted")


class MinutesDoubt(FileModel):
    """Something that the import was unsure of (``tvivl``)."""

    item: Annotated[Text | None, EmptyIsNone] = Field(None, alias="punkt")
    """The agenda item it is about, as `AgendaItem.key` has it; none is the whole meeting."""
    place: Annotated[Text | None, EmptyIsNone] = Field(None, alias="sted")
    """Where in the minutes."""
    what: Text = Field(alias="hvad")
    choice: Annotated[Text | None, EmptyIsNone] = Field(None, alias="valg")
    """What a person made of it; none until then."""


class Meeting(FileModel):
    """One meeting, one file."""

    facts: Facts = Field(alias="moede")
    attendance: Attendance = Field(default_factory=Attendance, alias="deltagere")
    agenda: Annotated[tuple[AgendaItem, ...], MaybeList] = Field((), alias="dagsorden")
    next_meetings: Annotated[tuple[NextMeeting, ...], MaybeList] = Field((), alias="naeste_moeder")
    wheel: Annotated[tuple[WheelTopic, ...], MaybeList] = Field((), alias="aarshjul")
    left_out: Annotated[tuple[LeftOut, ...], MaybeList] = Field((), alias="udeladt")
    doubts: Annotated[tuple[MinutesDoubt, ...], MaybeList] = Field((), alias="tvivl")

    @property
    def open_doubts(self) -> tuple[MinutesDoubt, ...]:
        """Those that nobody has made a choice of."""
        return tuple(doubt for doubt in self.doubts if doubt.choice is None)


class Secretariat(FileModel):
    """Who writes the report (``sekretariat``)."""

    organisation: Text
    email: Annotated[Text | None, EmptyIsNone] = Field(None, alias="e-mail")


class Network(FileModel):
    """``netvaerk.yaml``: the network itself."""

    name: Text = Field(alias="navn")
    short_name: Text = Field(alias="kortnavn")
    agreement: Text = Field(alias="rammeaftale")
    steering_group: Text = Field(alias="styregruppe")
    secretariat: Secretariat = Field(alias="sekretariat")
    case_number: Annotated[Text | None, EmptyIsNone] = Field(None, alias="sagsnummer")
    kle: Annotated[Text | None, EmptyIsNone] = None
    """The number in the municipalities' common classification (KL Emnesystematik)."""
    organisations: Annotated[tuple[Text, ...], MaybeList] = Field(alias="organisationer")
    """Who attends and who is heard, in the order of the report."""
    standing_items: Annotated[tuple[Text, ...], MaybeList] = Field((), alias="faste_punkter")
    """What is on every meeting's agenda: the first opens it, the others close it."""
