"""The answer to one party of a hearing: you wrote, we did, because; and the mail it goes with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from reportgen.hearing.decisions.descriptions import literal
from reportgen.hearing.decisions.party_answers import Answered, PartyAnswer
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.responses import Way
from reportgen.layout.content import Column, Letter, Table, TableCell
from reportgen.layout.letters import Hearing, as_mail, closing, framed, paragraphs, questions
from reportgen.report.dates import danish_date

LATE = "kom efter fristen"
NO_STAND = "Ikke taget særskilt stilling"
_NO_CHANGE = "Det har ikke ført til ændringer."
_READ = (
    "I tabellen står, hvad I skrev, hvad vi gjorde, og hvorfor. Stedet er det samme i udkastet og "
    "i den nye version, hvor intet andet er nævnt."
)
_DECIDED = {
    Outcome.YES: "Imødekommet",
    Outcome.PARTLY: "Delvist imødekommet",
    Outcome.NO: "Ikke imødekommet",
}
_COLUMNS = (
    Column("Nr.", 6),
    Column("Sted", 15),
    Column("I skrev", 29),
    Column("Vi gjorde", 31),
    Column("Fordi", 19),
)


@dataclass(frozen=True, slots=True)
class Decided:
    """When the hearing was decided."""

    date: dt.date
    before_it_came: bool = False
    """Whether that was before what is answered came, so that nothing of it is decided."""


def answer_letter(hearing: Hearing, answer: PartyAnswer, decided: Decided, date: dt.date) -> Letter:
    """The answer of `date` to a party, for Word."""
    network = hearing.network
    title = hearing.titled(f"Svar på jeres høringssvar, årsrapport {hearing.year}")
    blocks = paragraphs([("", _opening(hearing, answer, decided))])
    if answer.items:
        late = _late(hearing, answer) if decided.before_it_came else ""
        if not late:
            blocks += paragraphs([("", _READ)])
        blocks.append(_table(answer, late))
    blocks += paragraphs([("Spørgsmål", questions(network, "til svaret"))])
    made = framed(hearing, title, _facts(hearing, answer, decided), blocks, date)
    foot = f"{network.name} · {title} · {answer.party}"
    return replace(made, closing=closing(network), footer=foot)


def answer_mail(hearing: Hearing, answer: PartyAnswer, decided: Decided) -> tuple[str, str]:
    """The subject of the mail that the answer goes with, and its text."""
    network = hearing.network
    title = hearing.titled(f"Svar på jeres høringssvar, årsrapport {hearing.year}")
    said = _opening(hearing, answer, decided)
    if answer.items:
        said += "\nSvaret er vedhæftet."
    parts = (("", said), ("", questions(network, "til svaret")))
    return f"{title} – {network.name}", as_mail(answer.party, parts, network)


def _days(answer: PartyAnswer) -> dict[dt.date, bool]:
    """The days a party answered, and whether it was then that it did, and not only read then."""
    found: dict[dt.date, bool] = {}
    for response in answer.responses:
        if response.day is not None:
            found[response.day] = response.is_dated
    return found


def _is_late(hearing: Hearing, answer: PartyAnswer) -> bool:
    """Whether any of what a party answered came after the deadline, as far as one can know."""
    return any(known and day > hearing.deadline for day, known in _days(answer).items())


def _late(hearing: Hearing, answer: PartyAnswer) -> str:
    """What is said of something that came after the hearing was decided."""
    early = any(day <= hearing.deadline for day in _days(answer))
    return "kom, efter at høringen var afgjort" if early else LATE


def _facts(hearing: Hearing, answer: PartyAnswer, decided: Decided) -> tuple[tuple[str, str], ...]:
    case = hearing.network.case_number
    came = [
        f"{'' if known else 'registreret '}{danish_date(day)}"
        f"{f' ({LATE})' if known and day > hearing.deadline else ''}"
        for day, known in _days(answer).items()
    ]
    return (
        ("Til", answer.party),
        *((("Jeres svar", ", ".join(came)),) if came else ()),
        ("Høringsfrist", danish_date(hearing.deadline)),
        ("Version", f"{hearing.version}, {danish_date(hearing.sent)}"),
        *((("Sagsnummer", case),) if case else ()),
        ("Afgjort", danish_date(decided.date)),
    )


def _opening(hearing: Hearing, answer: PartyAnswer, decided: Decided) -> str:
    said = [f"Tak for jeres svar på høringen af årsrapport {hearing.year}."]
    if decided.before_it_came:
        late, day = _late(hearing, answer), danish_date(decided.date)
        when = f", og høringen blev afgjort den {day}" if late == LATE else f" den {day}"
        said[0] += f" Svaret {late}{when}."
    elif _is_late(hearing, answer):
        said[0] += f" Svaret {LATE} den {danish_date(hearing.deadline)}."
    if not answer.items:
        said.append(_receipt(answer))
    elif decided.before_it_came:
        said.append(
            f"I sendte {_counted(answer)}. Svaret er gemt sammen med de andre, men der er ikke "
            "taget stilling til det i høringen."
        )
    else:
        said.append(f"I sendte {_counted(answer)}. {_outcomes(answer)}.")
    return "\n".join(said)


def _receipt(answer: PartyAnswer) -> str:
    if any(response.way is Way.DOCUMENT for response in answer.responses):
        return (
            "Vi har modtaget jeres dokument. Der er ingen ændringer eller kommentarer i det, som "
            "der skulle tages stilling til."
        )
    return "Vi har noteret, at I ikke har bemærkninger til udkastet."


def _counted(answer: PartyAnswer) -> str:
    """What the party sent, in numbers: ``3 ændringer og 1 kommentar``."""
    files = sum(not item.about for item in answer.items)
    said = [
        _of(answer.edits, "ændring", "ændringer"),
        _of(answer.comments, "kommentar", "kommentarer"),
        _of(files, "fil, som ikke kunne læses", "filer, som ikke kunne læses"),
    ]
    *first, last = [each for each in said if each]
    return f"{', '.join(first)} og {last}" if first else last


def _of(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _outcomes(answer: PartyAnswer) -> str:
    """How much was met, in numbers; what holds only together is decided and counted as one."""
    counted = {
        "imødekommet": _count(answer, Outcome.YES),
        "delvist imødekommet": _count(answer, Outcome.PARTLY),
        "ikke imødekommet": _count(answer, Outcome.NO),
        "uden særskilt stilling": _count(answer, None),
    }
    said = ", ".join(f"{count} {what}" for what, count in counted.items() if count)
    return f"Afgjort: {said}"


def _count(answer: PartyAnswer, outcome: Outcome | None) -> int:
    return sum(item.outcome is outcome for item in answer.items)


def _table(answer: PartyAnswer, late: str) -> Table:
    """What the party wrote, and what was done; `late` is said instead of what came too late."""
    rows = []
    shown: dict[tuple[str, str], int] = {}
    for number, item in enumerate(answer.items, 1):
        done = f"**{late.capitalize()}**" if late else _done(item, number, shown)
        said = (str(number), _place(item), literal(item.wanted), done)
        reason = item.reason or ("" if item.outcome is not None or late else _NO_CHANGE)
        rows.append((*map(TableCell, said), TableCell(reason)))
    return Table("I skrev, vi gjorde, fordi", _COLUMNS, tuple(rows), flows=True)


def _place(item: Answered) -> str:
    said = literal(item.place)
    standing = item.standing
    if standing is None or standing.is_open or standing.place == item.place:
        return said
    return f"{said}\nNy version: {literal(standing.place) or 'udgår'}"


def _done(item: Answered, number: int, shown: dict[tuple[str, str], int]) -> str:
    """What was done; the wording of a place stands with the first that it was changed for."""
    decided = f"**{_DECIDED[item.outcome] if item.outcome else NO_STAND}**"
    if item.standing is not None and item.standing.is_open:
        return f"{decided}\nBliver skrevet ind, inden rapporten er endelig."
    if not item.wording:
        return decided
    at = (item.standing.place if item.standing else item.place, item.wording)
    first = shown.setdefault(at, number)
    if first != number:
        return f"{decided}\nOrdlyden står ved nr. {first}."
    return f"{decided}\nNu står der:\n{item.wording}"
