"""What the parties of a hearing are written: the letter, its mail, and the list of parties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.layout.content import Block, Letter, Paragraph, Style
from reportgen.report.dates import WEEKDAYS, danish_date
from reportgen.report.meeting import Network
from reportgen.report.wording.text import ListKind, Run, parse


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the letters and the note of one round have in common."""

    network: Network
    year: int
    number: int
    """Which round of the year it is, from 1."""
    parties: Sequence[str]
    """Who is heard, in their order."""
    version: str
    sent: dt.date
    deadline: dt.date
    per_party: bool
    pending: bool = False
    """Whether wordings are still missing in what is sent."""

    @property
    def title(self) -> str:
        """What the hearing is called, from the second round on with its number."""
        return self.titled(f"Høring af årsrapport {self.year}")

    def titled(self, title: str) -> str:
        """`title` of something in the hearing, from the second round on with its number."""
        return f"{title} ({self.number}. runde)" if self.number > 1 else title

    @property
    def subject(self) -> str:
        """Subject of the mails."""
        frist = danish_date(self.deadline)
        return f"{self.title} – {self.network.name} – frist {frist}"

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The hearing at a glance: label and value."""
        case = self.network.case_number
        return (
            ("Høringsfrist", _day(self.deadline)),
            ("Version", f"{self.version}, {danish_date(self.sent)}"),
            *((("Sagsnummer", case),) if case else ()),
        )


def letter(hearing: Hearing, party: str) -> Letter:
    """The letter to `party`, for Word."""
    facts = (("Til", party), *hearing.facts)
    made = framed(hearing, hearing.title, facts, paragraphs(_parts(hearing, party)))
    note = Paragraph((Run(_parties(hearing.network)),), Style.SOURCE)
    return replace(made, closing=closing(hearing.network), notes=(note,))


def mail_text(hearing: Hearing, party: str) -> str:
    """The letter to `party` as the text of a mail."""
    said = as_mail(party, _parts(hearing, party), hearing.network)
    return f"{said}\n{_parties(hearing.network)}\n"


def list_of_parties(hearing: Hearing) -> Letter:
    """The list of the parties that are heard, for Word."""
    listed = [Paragraph((Run(p),), Style.NUMBER, kind=ListKind.NUMBER) for p in hearing.parties]
    return framed(hearing, f"Høringsparter, årsrapport {hearing.year}", hearing.facts, listed)


def paragraphs(parts: Sequence[tuple[str, str]]) -> list[Block]:
    """Pieces of a letter as its paragraphs: each a heading, if any, and text in the markup."""
    blocks: list[Block] = []
    for heading, text in parts:
        if heading:
            blocks.append(Paragraph((Run(heading),), Style.SUBHEADING))
        blocks += [_paragraph(line.runs, line.kind) for line in parse(text)]
    return blocks


def as_mail(party: str, parts: Sequence[tuple[str, str]], network: Network) -> str:
    """The same pieces as the text of a mail to `party`."""
    said = [f"Til {party}"]
    for heading, text in parts:
        if heading:
            said.append(heading)
        for kind, lines in groupby(parse(text), lambda line: line.kind):
            texts = ["".join(run.text for run in line.runs) for line in lines]
            is_list = kind is ListKind.BULLET
            said += ["\n".join(f"- {text}" for text in texts)] if is_list else texts
    said.append("\n".join(closing(network)))
    return "\n\n".join(said) + "\n"


def reminder_subject(hearing: Hearing) -> str:
    """Subject of the mail to those who have not answered."""
    return f"Påmindelse: {hearing.subject}"


def reminder_text(hearing: Hearing, today: dt.date) -> str:
    """The mail to those who have not answered; it names none of them, since all get the same."""
    late = hearing.deadline < today
    copy = (
        "I fik jeres eget eksemplar af dokumentet med den mail, vi sendte, da høringen begyndte."
        if hearing.per_party
        else "Dokumentet er vedhæftet igen."
    )
    said = (
        "Til jer, vi endnu ikke har fået svar fra",
        f"{hearing.network.name} har udkastet til årsrapport {hearing.year} i høring, og vi har "
        "endnu ikke modtaget jeres svar.",
        f"Fristen var {_day(hearing.deadline)}. Vi beder om jeres svar hurtigst muligt."
        if late
        else f"Vi beder om jeres svar senest {_day(hearing.deadline)}.",
        f"{copy} Har I ingen bemærkninger, så svar blot “ingen bemærkninger” på denne mail.",
        "Er jeres svar allerede på vej, kan I se bort fra påmindelsen.",
        "\n".join(closing(hearing.network)),
    )
    return "\n\n".join(said) + "\n"


def framed(
    hearing: Hearing,
    title: str,
    facts: Sequence[tuple[str, str]],
    blocks: Sequence[Block],
    date: dt.date | None = None,
) -> Letter:
    """A letter from the network, of the day the round was opened, or of another `date`."""
    network = hearing.network
    return Letter(
        sender=network.name,
        contact=contact(network),
        title=title,
        facts=facts,
        content=blocks,
        author=network.secretariat.organisation,
        date=date or hearing.sent,
    )


def _paragraph(runs: tuple[Run, ...], kind: ListKind) -> Paragraph:
    return Paragraph(runs, Style.BULLET if kind is ListKind.BULLET else Style.BODY, kind=kind)


def _day(date: dt.date) -> str:
    return f"{WEEKDAYS[date.weekday()]} den {danish_date(date)}"


def closing(network: Network) -> tuple[str, ...]:
    """How every letter ends."""
    return (
        "Med venlig hilsen",
        f"Sekretariatet for {network.name}",
        network.secretariat.organisation,
    )


def _parties(network: Network) -> str:
    *first, last = network.organisations
    return f"Høringsparter: {', '.join(first)} og {last}." if first else f"Høringspart: {last}."


def _parts(hearing: Hearing, party: str) -> tuple[tuple[str, str], ...]:
    """The pieces of the letter: a heading, if any, and paragraphs in the small markup."""
    return (
        ("", _opening(hearing)),
        ("Sådan svarer I", _how_to_answer(hearing, party)),
        ("Spørgsmål", questions(hearing.network, "til udkastet eller til høringen")),
    )


def questions(network: Network, about: str) -> str:
    """Whom to ask."""
    at = f" på {network.secretariat.email}" if network.secretariat.email else ""
    return (
        f"Har I spørgsmål {about}, er I altid velkomne til at kontakte sekretariatet hos "
        f"{network.secretariat.organisation}{at}."
    )


def _opening(hearing: Hearing) -> str:
    network = hearing.network
    waiting = (
        " Enkelte steder mangler den endelige ordlyd endnu; det fremgår af kommentarer i "
        "dokumentet."
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
        f" Dokumentet er {_possessive(party)} eget eksemplar. Brug det, når I svarer, så bliver "
        "svaret registreret hos jer."
        if hearing.per_party
        else ""
    )
    return (
        "- Ret direkte i det vedhæftede dokument; ændringerne bliver registreret undervejs.\n"
        "- Skriv en kommentar dér, hvor I har et spørgsmål eller en bemærkning.\n"
        "- Har I ingen bemærkninger, så svar blot “ingen bemærkninger” på mailen.\n"
        "Saml gerne organisationens rettelser i ét dokument, og send det retur som Word-fil"
        f"{f' til {to}' if to else ''}.{own}\n"
        "Efter fristen samler sekretariatet alle svar i et høringsnotat, hvor I kan se, hvad der "
        "er imødekommet, og hvorfor."
    )


def _within(name: str) -> str:
    """A group's name inside a sentence: ``Styregruppen for …`` has no capital there."""
    return f"s{name[1:]}" if name.startswith("Styregruppe") else name


def _possessive(name: str) -> str:
    return f"{name}{'’' if name.endswith(('s', 'x', 'z')) else 's'}"


def contact(network: Network) -> str:
    """The line that says whose letter it is, and whom to write to."""
    secretariat = network.secretariat
    said = (network.agreement, f"sekretariat: {secretariat.organisation}", secretariat.email)
    return " · ".join(part for part in said if part)
