"""Danish telephone numbers in running text, told from all the other numbers a report holds.

A number has eight digits and begins with 2 to 9 (the Danish numbering plan).
With a country code or a word such as ``tlf.`` before it, it may be grouped in any way.
Without, only the groupings people use for telephones count, and those that a year, a date,
an amount or a range of numbers shares are left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportgen.report.dates import MONTHS

_ANY = r"[2-9](?:[ .-]?\d){7}"
_COUNTRY = r"(?:\+ ?45|0045|\(\+?45\)|\(0045\))[ .-]?"
_FOREIGN = r"(?:\+|00)(?:298|299|354|358|31|32|33|44|46|47|48|49)(?:[ -]?\(0\))?(?:[ -]?\d){6,11}"
_LABEL = (
    r"(?:\b(?:tlf|tel|telefon|telefax|fax|mobil|mob|phone|sms|hotline|vagttelefon|direkte|"
    r"ring|ringe|opkald)(?:til|på|telefon|s?nummer|nr)?)[ .:]*"
    r"(?:(?:til|på|os|mig|nr|nummer|er|direkte|mobil|telefon|tlf)[ .:]+){0,4}\(?"
)
_ALONE = (
    r"(?:45 )?[2-9]\d(?: \d\d){3}|[2-9]\d(?:\.\d\d){3}|[2-9]\d(?:-\d\d){3}"
    r"|[2-9]\d{7}|[2-9]\d{3}[ -]\d{4}(?! \d{4}\b)"
    r"|[2-9]\d \d\d \d{4}|[2-9]\d{3} \d\d \d\d(?! \d\d\b)"
    r"|[2-9]\d\d \d\d \d{3}|[2-9]\d\d \d{3} \d\d"
)
_NUMBER = re.compile(
    rf"(?P<label>{_LABEL})?(?:(?P<country>{_COUNTRY})(?P<coded>{_ANY})|(?P<foreign>{_FOREIGN})"
    rf"|(?(label)(?P<labelled>{_ANY})|(?P<alone>{_ALONE})))(?!\w)(?![.,](?!\d{{8}}\b)\d)",
    re.IGNORECASE,
)

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_REGISTERED = re.compile(
    r"\b(?:(?:cvr|vat|dk|se[- ]?nr|se[- ]?nummer)(?:[- ]?(?:nr|nummer))?[.:]*(?: er)? ?(?:dk)?"
    r"(?:[ -]?\d){8}"
    r"|issn[.:]*(?:[ -]?[\dx]){8}"
    r"|(?:isbn|ean|gln|iban|doi|p[- ]?nr|p[- ]?nummer)(?:[- ]?(?:nr|nummer|1[03]))?[.:]*(?: er)?"
    r"(?:[ -]?[\dx])+)",
    re.IGNORECASE,
)
"""Numbers of books, companies and accounts, with the word that says so."""
_NAMED_OTHERWISE = re.compile(
    r"\b(?:sag(?:en|s|snr|snummer|s-?id)?|kr|dkk|eur|€|(?:j|journal|dok|dokument|løbe|konto|reg|faktura"
    r"|ordre|matrikel|bilags?|beslutnings|id|esdh|acadre|kle)[. -]*(?:nr|nummer|id)?)"
    r"[.:]* ?(?:\d{4}[ -])?$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r" ?(?:kr\b|kroner|dkk|mio|mia|tkr|t\.kr|%|pct|€|eur"
    r"|(?-i:borgere|børn|unge|personer|timer|stk))"
    r"|\.[a-z]{2,4}\b",
    re.IGNORECASE,
)
_IN_A_YEAR = re.compile(
    r"\b(?:i|år|året|fra|til|for|siden|inden|primo|ultimo|budget|regnskab|årsrapport|"
    + "|".join(MONTHS)
    + ") $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone number that was found."""

    digits: str
    """The eight digits, or those of a foreign number with its country's code."""
    shown: str
    """As it stands."""


def telephones(text: str) -> Iterator[Telephone]:
    """Find the telephone numbers in a text whose blanks and hyphens are plain ones."""
    text = _URL.sub(_blank, _REGISTERED.sub(_blank, text))
    place = last = 0
    while match := _NUMBER.search(text, place):
        kind = next(kind for kind in _KINDS if match[kind])
        number, start, end = match[kind], match.start(), match.end()
        if _is_free(text, start, end, last) and _is_telephone(text, match, number):
            shown = text[match.start("country" if match["country"] else kind) : end]
            yield Telephone(_digits(number), shown)
            place = last = end
        else:
            # What begins inside it may be one all the same.
            place = start + 1


_KINDS = ("coded", "foreign", "labelled", "alone")


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _digits(number: str) -> str:
    digits = "".join(c for c in number if c.isdigit())
    return digits[2:] if len(digits) == 10 and digits.startswith("45") else digits


def _is_free(text: str, start: int, end: int, last: int) -> bool:
    """Whether a number is no part of a longer one, or of a name; two may be joined."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 10]
    joined = start - 1 == last > 0 and before[-1:] in {"/", ",", ";"}
    if not joined and re.search(r"\w$|[+]$|\w?[/.,-]$|\d[.,]$", before):
        return False
    return not re.match(
        r"[-/](?![2-9]\d{7}\b|[2-9]\d{3} \d{4}\b|[2-9]\d (?:\d\d ){2}\d\d\b)\w", after
    )


def _is_telephone(text: str, match: re.Match[str], number: str) -> bool:
    if match["country"] or match["foreign"]:
        return True
    groups = re.split(r"[ .-]", number)
    if _is_years(groups) or (len(groups) == 3 and _is_date("".join(groups))):
        return False
    if match["label"]:
        return True
    before, after = text[: match.start()], text[match.end() :]
    if _NAMED_OTHERWISE.search(before) or _COUNTED_AFTER.match(after):
        return False
    if len(groups) == 1 and _is_date(number):
        return False
    return not (_is_counting(groups) or _is_range(number, groups, before))


def _is_years(groups: list[str]) -> bool:
    """Two years beside each other, as ``2022-2023`` in the head of a table."""
    return len(groups) == 2 and all(len(year) == 4 and 1900 <= int(year) <= 2099 for year in groups)


def _is_date(digits: str) -> bool:
    """A date in digits, year first as file names have it, or last."""
    for written in (digits, digits[4:] + digits[2:4] + digits[:2]):
        try:
            year = dt.date.fromisoformat(written).year
        except ValueError:
            continue
        if 1900 <= year <= 2099:
            return True
    return False


def _is_counting(groups: list[str]) -> bool:
    """Four numbers in a row, as ``21-22-23-24`` or the years ``20 21 22 23``."""
    numbers = [int(group) for group in groups]
    return len(numbers) == 4 and all(b - a == 1 for a, b in pairwise(numbers))


def _is_range(number: str, groups: list[str], before: str) -> bool:
    """Two numbers of four digits: from one to another, or a year and what belongs to it."""
    if len(groups) != 2:
        return False
    first, second = map(int, groups)
    is_year = 1990 <= first <= 2039
    if "-" in number:
        return is_year or (first % 10 == second % 10 == 0 and first < second)
    return is_year and bool(_IN_A_YEAR.search(before))
