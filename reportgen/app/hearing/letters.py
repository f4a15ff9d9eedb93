"""What is written to the parties of a hearing: the letter, its mail, and the list of parties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.layout.content import Align, Block, Cell, Column, Paragraph, Style, Table
from reportgen.report.dates import danish_date
from reportgen.report.meeting import Network
from reportgen.report.text import ListKind, Run, parse
from reportgen.word.letter import Letter

_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the letters of one round have in common."""

    network: Network
    year: int
    number: int
    """Which round of the year it is, from 1."""
    version: str
    sent: dt.date
    deadline: dt.date
    per_party: bool
    pending: bool
    """Whether wordings are still missing in what is sent."""

    @property
    def title(self) -> str:
        """What the hearing is called, from the second round on with its number."""
        again = f" ({self.number}. runde)" if self.number > 1 else ""
        return f"Høring af årsrapport {self.year}{again}"

    @property
    def subject(self) -> str:
        """Subject of the mails."""
        frist = danish_date(self.deadline)
        return f"{self.title} – {self.network.name} – frist {frist}"

    @property
    def _facts(self) -> tuple[tuple[str, str], ...]:
        case = self.network.case_number
        return (
            ("Høringsfrist", _day(self.deadline)),
            ("Version", f"{self.version}, {danish_date(self.sent)}"),
            *((("Sagsnummer", case),) if case else ()),
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the letter: a heading, if any, and paragraphs in the small markup."""

    heading: str
    text: str


def letter(hearing: Hearing, party: str) -> Letter:
    """The letter to `party`, for Word."""
    blocks: list[Block] = []
    for part in _parts(hearing, party):
        if part.heading:
            blocks.append(Paragraph((Run(part.heading),), Style.SUBHEADING))
        blocks += [_paragraph(line.runs, line.kind) for line in parse(part.text)]
    return _framed(hearing, hearing.title, (("Til", party), *hearing._facts), blocks)


def mail_text(hearing: Hearing, party: str) -> str:
    """The letter to `party` as the text of a mail."""
    said = [f"Til {party}"]
    for part in _parts(hearing, party):
        lines = parse(part.text)
        if part.heading:
            said.append(part.heading)
        bullets = [line for line in lines if line.kind is ListKind.BULLET]
        said += [_in_mail(line.runs) for line in lines if line.kind is not ListKind.BULLET]
        if bullets:
            said.append("\n".join(f"- {_in_mail(line.runs)}" for line in bullets))
    said.append("\n".join(_closing(hearing.network)))
    return "\n\n".join(said) + "\n"


def list_of_parties(hearing: Hearing, parties: Sequence[str]) -> Letter:
    """The list of the parties that are heard, for Word."""
    rows = tuple((Cell(str(i)), Cell(party)) for i, party in enumerate(parties, 1))
    columns = (Column("Nr.", 1, Align.NUMBER), Column("Høringspart", 9))
    table = Table(f"Høringsparter, årsrapport {hearing.year}", columns, rows)
    return _framed(hearing, f"Høringsparter, årsrapport {hearing.year}", hearing._facts, [table])


def _framed(
    hearing: Hearing, title: str, facts: Sequence[tuple[str, str]], blocks: Sequence[Block]
) -> Letter:
    network = hearing.network
    is_letter = any(label == "Til" for label, _ in facts)
    return Letter(
        sender=network.name,
        contact=" · ".join(
            part
            for part in (
                network.agreement,
                f"sekretariat: {network.secretariat.organisation}",
                network.secretariat.email,
            )
            if part
        ),
        title=title,
        facts=facts,
        content=blocks,
        closing=_closing(network) if is_letter else (),
        author=network.secretariat.organisation,
        date=hearing.sent,
    )


def _paragraph(runs: tuple[Run, ...], kind: ListKind) -> Paragraph:
    return Paragraph(runs, Style.BULLET if kind is ListKind.BULLET else Style.BODY, kind=kind)


def _in_mail(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _day(date: dt.date) -> str:
    return f"{_WEEKDAYS[date.weekday()]} den {danish_date(date)}"


def _closing(network: Network) -> tuple[str, ...]:
    email = network.secretariat.email
    return (
        "Med venlig hilsen",
        f"Sekretariatet for {network.name}",
        network.secretariat.organisation,
        *((email,) if email else ()),
    )


def _parts(hearing: Hearing, party: str) -> tuple[_Part, ...]:
    network = hearing.network
    at = f" på {network.secretariat.email}" if network.secretariat.email else ""
    return (
        _Part("", _opening(hearing)),
        _Part("Sådan svarer I", _how_to_answer(hearing, party)),
        _Part(
            "Efter fristen",
            "Sekretariatet samler alle svar i et høringsnotat, hvor I kan se, hvad der er "
            "imødekommet, og hvorfor.",
        ),
        _Part(
            "Spørgsmål",
            "Har I spørgsmål til udkastet eller til høringen, er I altid velkomne til at kontakte "
            f"sekretariatet hos {network.secretariat.organisation}{at}.",
        ),
        _Part("Høringsparter", f"Høringen er sendt til {_listed(network.organisations)}."),
    )


def _opening(hearing: Hearing) -> str:
    network = hearing.network
    waiting = (
        "\nEnkelte steder er ordlyden endnu ikke skrevet færdig. Det står i en kommentar dér."
        if hearing.pending
        else ""
    )
    return (
        f"{network.name} sender hermed udkastet til årsrapport {hearing.year} i høring hos "
        "netværkets medlemmer.\n"
        "Udkastet er behandlet i netværket. Høringen er derfor en anledning til at få rettet fejl "
        f"og misforståelser, inden rapporten går videre til {_within(network.steering_group)}."
        f"{waiting}\n"
        f"Vi beder om jeres svar **senest {_day(hearing.deadline)}**."
    )


def _how_to_answer(hearing: Hearing, party: str) -> str:
    to = hearing.network.secretariat.email
    own = (
        f"\nDokumentet er {_possessive(party)} eget eksemplar. Brug det, når I svarer, så bliver "
        "svaret registreret hos jer."
        if hearing.per_party
        else ""
    )
    return (
        "- Ret direkte i det vedhæftede dokument. Registrering af ændringer er slået til, så alle "
        "kan se, hvad I foreslår.\n"
        "- Skriv en kommentar i dokumentet, hvis I har et spørgsmål eller en bemærkning til et "
        "bestemt sted.\n"
        "- Har I ingen bemærkninger, så svar blot “ingen bemærkninger” på mailen. Så ved vi, at I "
        "har set udkastet.\n"
        "Saml gerne organisationens rettelser i ét dokument, og send det retur som Word-fil"
        f"{f' til {to}' if to else ''}.{own}"
    )


def _listed(names: Sequence[str]) -> str:
    """Write `names` as a Danish sentence lists them."""
    *first, last = names
    return f"{', '.join(first)} og {last}" if first else last


def _within(name: str) -> str:
    """A group's name inside a sentence: ``Styregruppen for …`` has no capital there."""
    return f"s{name[1:]}" if name.startswith("Styregruppe") else name


def _possessive(name: str) -> str:
    return f"{name}{'’' if name.endswith(('s', 'x', 'z')) else 's'}"
