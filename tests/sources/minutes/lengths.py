"""Minutes that are long in one direction: what is said again and again, and where.

Each made 30 times too long something of a reader that looked back for every line it read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

_HEAD = (
    "Referat fra møde i netværket\nDato: 11-11-2022 kl. 10.00-12.00\nSted: Teams\n"
    "Deltagere: Alfa Dam (Faxe), Beta Ek (Greve)\n\n1. Velkomst\n"
)
_TAIL = "\n\n2. Eventuelt\nIntet at bemærke.\n"


def _letters(number: int) -> str:
    """A word that no other number has."""
    word = ""
    while number:
        number, letter = divmod(number, 26)
        word += chr(ord("a") + letter)
    return word or "a"


def _repeated(unit: str, length: int) -> str:
    """`unit` up to that length; each ``#`` is its number, each ``@`` a word of its own."""
    count = length // len(unit.encode()) + 1
    if "#" not in unit and "@" not in unit:
        return unit * count
    parts = (unit.replace("#", str(at)).replace("@", _letters(at)) for at in range(1, count + 1))
    return "".join(parts)


IN_AN_ITEM: Mapping[str, str] = {
    # One line of it, without any end.
    "sentences": "Kommunerne arbejder videre med sagen og vender tilbage. ",
    "dates": "Møde den 12.11.2022. Frist 3. marts 2023, uge 12. ",
    "days without a year": "12.11 ",
    "no full stop": "kommunerne arbejder videre med sagen og ",
    "blanks": " ",
    "one letter": "a",
    "numbers": "1 ",
    "combining marks": "\u0301",
    "nothing that shows": "\u200b",
    "turned letters": "\u202e\u202c",
    "soft hyphens": "\u00ad",
    "hyphens in words": "skole-",
    "dashes": "– ",
    "opened brackets": "(",
    "quotation marks": "”",
    "full stops": ".",
    "full stops apart": ". ",
    "exclamation marks": "!",
    "abbreviations": "f.eks. Alfa ",
    "promises": "Alfa sender et udkast senest 1. marts. ",
    "an address": "https://eksempel.dk/aaaaaa",
    "brackets after an address": "https://e.dk/" + ")" * 3000,
    "changes": "Afsnit 3.6 pind 1: det præciseres, at der er mere. ",
    "Ad": "Ad 2 ",
    "decisions": "Det blev besluttet, at sagen blev udsat. ",
    "moves": "flyttes ",
    "hours": "kl. 10 - ",
    "held": "afholdes i Sorø, ",
    # Line by line.
    "lines": "Kommunerne arbejder videre med sagen og vender tilbage.\n",
    "paragraphs": "Kommunerne arbejder videre med sagen og vender tilbage.\n\n",
    "broken lines": "kommunerne arbejder videre med sagen og vender tilbage til sagen igen\n",
    "divided words": "kommunerne arbejder videre med sagen og vender til-\n",
    "short lines": "a\n",
    "empty lines": "\n",
    "pages": "Side 1\n\f",
    "dates in lines": "- Fredag den 3. marts 2023 kl. 10-12\n",
    "meetings moved": "Mødet den 3. marts 2023 flyttes til den 4. april 2023.\n",
    "list marks": "- punkt om noget\n",
    "list marks alone": "-\n",
    "numbers in lines": "1. noget om sagen\n",
    "items": "\n#. Sagen om noget\nDet blev drøftet.\n",
    "titles": "#. Sagen @\n",
    "titles without a number": "\nEventuelt\nIntet at bemærke.\n",
    "blocks": "Beslutning\nGodkendt.\n",
    "points": "Afsnit 3.6, pind 1: præciseres, at der er mere @.\n",
    "tasks": "Alfa sender et udkast om @ senest 1. marts.\n\n",
    "others' tasks": "Navn@ sender et udkast om @ senest 1. marts.\n\n",
    "addresses": "https://eksempel.dk/sag/@\n",
    "addresses apart": "\nhttps://eksempel.dk/sag/@\n\n",
    "items with addresses": "\n#. Sagen om @\nDer blev talt.\n\nhttps://eksempel.dk/sag/@\n\n",
    "attachments": "Bilag: udkast @\n",
}
IN_THE_HEAD: Mapping[str, str] = {
    "people": "Deltagere: \nNavn@ Dam (Faxe), ",
    "people alike": "Deltagere: \nAlfa Dam (Faxe), ",
    "people of nowhere": "Deltagere: \nNavn@ Dam, ",
    "people joined": "Deltagere: \nNavn@ Dam og ",
    "people in lines": "Deltagere:\n\nNavn@ Dam (Faxe)\n",
    "people with remarks": "Deltagere: \nNavn@ Dam (Faxe) fra kl. 9.30, suppleant for Beta, ",
    "people of items": "Deltagere: \nunder pkt. 2 Navn@ Dam (KL); ",
    "and": "Deltagere: \nog ",
    "came": "Deltagere: \ndeltog ",
    "brackets": "Deltagere: \n(",
    "lists of those absent": "\nAfbud: Navn@ Dam\n",
    "who takes the minutes": "Referent: \nNavn@ Dam, ",
    "many who take the minutes": "\nReferent: Navn@ Dam\n",
    "labels": "\nDato: 11-11-2022\n",
    "text": "\nDer var en lang tekst om noget.\n",
}
"""What opens the list, and below it what is said again and again."""


def _item(unit: str) -> Callable[[int], str]:
    return lambda length: f"{_HEAD}{_repeated(unit, length)}{_TAIL}"


def _head(opening: str) -> Callable[[int], str]:
    first, _, unit = opening.partition("\n")

    def made(length: int) -> str:
        said = _repeated(unit, length)
        return f"Referat\nDato: 11-11-2022\n{first}{said}\n\n1. Velkomst\nGodkendt.{_TAIL}"

    return made


def _columns(length: int) -> str:
    row = "1. Sagen\n\nSekretariatet foreslår, at kommunerne\ngår videre\n\nDet blev besluttet.\n\n"
    return f"Dato: 11-11-2022\n\nDagsordenspunkt Uddybning Referat\n{_repeated(row, length)}"


def _one_cell(length: int) -> str:
    line = "kommunerne går videre med sagen\n"
    return f"Dato: 11-11-2022\n\nDagsordenspunkt Referat\n1. Sagen\n{_repeated(line, length)}"


def _overview(length: int) -> str:
    titles = _repeated("#. Sagen @\n", length // 3)
    said = _repeated("\n#. Sagen @\nDer blev talt om @.\n", 2 * length // 3)
    return f"Dato: 11-11-2022\nDagsorden\n{titles}\n{said}"


SHAPES: Mapping[str, Callable[[int], str]] = {
    **{name: _item(unit) for name, unit in IN_AN_ITEM.items()},
    **{name: _head(opening) for name, opening in IN_THE_HEAD.items()},
    "rows of lost columns": _columns,
    "one cell of lost columns": _one_cell,
    "an overview and its items": _overview,
}
"""By what they are long in: makes minutes of about so many bytes."""
