"""What a careful person reads in the twins, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen.report.meeting import Meeting
from tests.sources.minutes import twins
from tests.sources.minutes.build import Cell, Deleted

_DEPTH = {"List Bullet": 0, "List Bullet 2": 1, "List Number": 0}


def written(cell: Cell) -> str | None:
    """A cell of a twin as the file is to say it, lists and all."""
    lines = []
    number = 0
    for paragraph in cell:
        words = "".join(
            piece if isinstance(piece, str) else "" if isinstance(piece, Deleted) else piece.words
            for piece in paragraph.pieces
        )
        number = number + 1 if paragraph.style == "List Number" else 0
        mark = f"{number}. " if number else "- " if paragraph.style else ""
        if words.startswith("-"):
            words = f"- {words[1:]}"  # a dash typed before the word is a list mark
        lines.append("  " * _DEPTH.get(paragraph.style, 0) + mark + " ".join(words.split()))
    return "\n".join(lines) or None


def person(name: str, organisation: str, *items: str) -> tuple[str, str, tuple[str, ...]]:
    return name, organisation, items


THREE_COLUMNS: dict[str, Any] = {
    "facts": ("2025-11-14", "10.00-12.00", "virtuelt", "Teams", None),
    "present": (),
    "absent": (
        person("Alfa Alfasen", "Næstved Kommune"),
        person("Beta Betasen", "Guldborgsund Kommune"),
        person("Gamma Gammasen", "Greve Kommune"),
        person("Delta Deltasen", "Holbæk Kommune"),
        person("Epsilon Epsilonsen-Holm", "Holbæk Kommune"),
        person("Zeta Zetasen", "Lejre Kommune"),
    ),
    "items": (
        ("1", "Åbning og valg af ordstyrer"),
        ("2", "Hvad betyder den nye lov for os i kommunerne?"),
        ("3", "Udkast til netværkets årsrapport skal læses igennem"),
        ("4", "Møder 2026"),
        ("5", "IT/Journal-samarbejdet"),
        ("6", "Nyt fra rammeaftalen"),
        (None, "Eventuelt"),
    ),
    "decisions": {
        "1": ("Dagsorden godkendt.",),
        "4": (
            "Den 23. januar aflyses, fordi halvdelen er på kursus.",
            "De øvrige datoer er godkendt.",
        ),
    },
    "tasks": {
        "3": (
            (
                "Kappa",
                "retter udkastet til og sender det rundt senest den 1. december, så alle kan se, "
                "om noget mangler",
                "senest den 1. december",
            ),
        ),
        "4": (
            ("Kappa", "finder en ny dag sammen med krisecentret", None),
            (
                "Kappa",
                "reserverer lokaler, så snart den nye dag er fundet",
                "så snart den nye dag er fundet",
            ),
        ),
        "5": (
            ("Alle", "opfordres til at skrive til Lambda, når noget driller", None),
            ("Lambda", "bedes samle svarene i et ark", None),
        ),
    },
    "attachments": {"2": ("Iotas plancher",), "3": ("vedhæftede udkast",)},
    "links": {
        "3": (twins.LAW, twins.SPECIFICATION),
        "6": (twins.MINUTES_OF_STEERING_GROUP,),
    },
    "entries": (
        *(
            ("4.2", None, f"F{number}", "tilføj", area, "fortsat", area)
            for number, area in enumerate(twins.AREAS, 1)
        ),
        (None, None, None, "bemærkning", None, None, "En generel obs’er: Små og store"),
        ("3.6", 1, "U1", "præciser", None, None, "”Mangel på botilbud til unge.” Det præciseres"),
        ("3.6", 2, "U2", "præciser", None, None, "Mangel på støtte i eget hjem. Det præciseres"),
        ("3.6", 3, "U3", "præciser", None, None, "Bekymring for, at jobcentre og botilbud"),
        ("3.6", None, "U4", "tilføj", None, None, "Priserne på private tilbud er steget"),
        ("3.7", None, "A1", "tilføj", "Ventelisterne", None, "Ingen ved, hvor mange der venter"),
        ("3.7", None, "A2", "tilføj", "Fælles vagtordning", None, "Netværket anbefaler, at"),
        ("4.2", None, None, "bemærkning", None, None, "Rækkefølgen aftales, når det"),
    ),
    "next": (
        ("2026-01-23", "10-13", "aflyst", None),
        ("2026-05-08", "10-13", "godkendt", None),
        ("2026-09-18", "10-13", "godkendt", None),
        ("2026-11-20", "10-13", "godkendt", None),
    ),
    "wheel": (),
}

TWO_COLUMNS: dict[str, Any] = {
    "facts": (
        "2026-06-05",
        "10.00-13.00",
        "fysisk",
        "Torvet 2, 4000 Roskilde, lokale 14",
        "Ny Nysen",
    ),
    "present": (
        person("Alfa Alfasen", "Odsherred Kommune"),
        person("Beta Betasen", "Guldborgsund Kommune"),
        person("Gamma Gammasen", "Stevns Kommune"),
        person("Delta-Marie Due Deltasen", "Region Sjælland"),
        person("Ditte Dalsen", "Region Sjælland"),
        person("Epsilon Epsilonsen", "Solrød Kommune"),
        person("Zeta Zetasen", "Holbæk Kommune"),
        person("Eta Etasen", "Roskilde Kommune"),
        person("Theta Thetasen-Jo", "Odsherred Kommune", "2"),
        person("Iota Iotasen", "Odsherred Kommune", "2"),
        person("Kappa Kappasen", "Solrød Kommune", "2"),
        person("My Mysen", "Rammeaftale Sjælland", "8"),
        person("Ny Nysen", "Holbæk Kommune"),
    ),
    "absent": (
        person("Xi Xisen", "Lolland Kommune"),
        person("Omikron Omikronsen", "Odsherred Kommune"),
        person("Pi Pisen", "Greve Kommune"),
        person("Rho Rhosen", "Guldborgsund Kommune"),
        person("Sigma Sigmasen", "Køge Kommune"),
        person("Tau Tausen", "Greve Kommune"),
        person("Ypsilon Ypsilonsen", "Ringsted Kommune"),
        person("Fi Fisen", "Ringsted Kommune"),
    ),
    "items": (
        ("1", "Åbning mv."),
        ("2", "TEMA Bostøtte, som den ser ud i to kommuner på egnen"),
        ("3", "Pladser på regionens botilbud, og hvem der får dem"),
        ("4", "Psykiatrien, som årsrapporten kaldte den største knude."),
        ("5", "Bordet rundt"),
        ("6", "Nyt møde 25/9"),
        ("7", "Hvad skal vi tale om i september?"),
        ("8", "Nyt fra rammeaftalen"),
        (None, "Eventuelt"),
        (None, "Årshjul"),
    ),
    "decisions": {
        "1": ("Det forrige referat blev godkendt.", "Dagsordenen blev godkendt uden ændringer."),
        "6": ("Det næste møde flyttes en uge, fra 18/9 til 25/9.",),
    },
    "tasks": {
        "4": (
            (
                "Eta (Roskilde Kommune)",
                "tager fat i Omega (tovholder i et andet netværk) for at høre deres syn",
                None,
            ),
            ("Epsilon (Solrød Kommune)", "kontakter Lyshuset og beder dem om et besøg", None),
        ),
        "6": (("Ny (Holbæk Kommune)", "indkalder igen og spørger, om lokalet er ledigt", None),),
        "7": (
            ("Ny (Holbæk Kommune)", "undersøger, hvad tilsynet har skrevet i år", None),
            ("Ny (Holbæk Kommune)", "taler med krisecentret om prisen på en plads", None),
        ),
        "8": (
            (
                "Ny (Holbæk Kommune)",
                "sender opslaget rundt, så alle har det før mødet den 30/6",
                None,
            ),
        ),
    },
    "attachments": {
        "2": (
            "Beskrivelse af Odsherreds bostøtte",
            "Plancher om Solrøds forløb (serviceloven § 85)",
        )
    },
    "links": {
        "4": (twins.REPORT,),
        "8": (twins.MINUTES_OF_STEERING_GROUP, twins.REPORT, twins.UNWRAPPED),
    },
    "entries": (),
    "next": (("2026-09-25", None, "flyttet", "2026-09-18"),),
    "wheel": (
        ("2026-03-06", "Samarbejde med Krisecenter Sjælland"),
        ("2026-06-05", "Bostøtte i to kommuner"),
        ("2026-09-25", "Lyshuset og tilsynet"),
        ("2026-11-20", "Måske § 107 ?"),
    ),
}


def read_as(meeting: Meeting) -> dict[str, Any]:
    """`meeting` in the shape of the tables above."""
    facts = meeting.facts
    return {
        "facts": (
            facts.date.isoformat(),
            facts.time,
            facts.form,
            facts.place,
            facts.minute_taker,
        ),
        "present": tuple((p.name, p.organisation, p.items) for p in meeting.attendance.present),
        "absent": tuple((p.name, p.organisation, p.items) for p in meeting.attendance.absent),
        "items": tuple((item.number, item.title) for item in meeting.agenda),
        "decisions": _filled((item.key, item.decisions) for item in meeting.agenda),
        "tasks": _filled(
            (item.key, tuple((task.who, task.what, task.due) for task in item.tasks))
            for item in meeting.agenda
        ),
        "attachments": _filled((item.key, item.attachments) for item in meeting.agenda),
        "links": _filled((item.key, item.links) for item in meeting.agenda),
        "entries": tuple(
            (e.section, e.position, e.id, e.kind.value, e.heading, e.status, e.input or "")
            for item in meeting.agenda
            for e in item.entries
        ),
        "next": tuple(
            (
                coming.date.isoformat(),
                coming.time,
                coming.status.value,
                coming.moved_from.isoformat() if coming.moved_from else None,
            )
            for coming in meeting.next_meetings
        ),
        "wheel": tuple((topic.date.isoformat(), topic.topic) for topic in meeting.wheel),
    }


def _filled(pairs: Iterable[tuple[str, tuple[Any, ...]]]) -> dict[str, tuple[Any, ...]]:
    return {key: values for key, values in pairs if values}
