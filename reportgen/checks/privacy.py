"""Personal data that has no business in a public report.

Civil registration numbers, private mail addresses and telephone numbers. The members'
names and work addresses are what the report is for.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Iterator

from reportgen.checks.facts import finding, without_repeats
from reportgen.checks.telephones import telephones
from reportgen.problems import Location, Problem

_CPR = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d) {0,2}-? {0,2}(\d{4})(?!\d)")
_MAIL = re.compile(r"[\w.+'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}")

# Word and people write blanks and hyphens in many ways, and some that nobody sees.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_BLANK = re.compile(r"\s")

_PRIVATE_NAMES = """
    gmail googlemail hotmail outlook live msn yahoo ymail icloud me mac aol gmx mail protonmail
    proton jubii ofir sol stofanet webspeed youmail
"""
PRIVATE_DOMAINS = frozenset(
    f"{name}.{end}" for name in _PRIVATE_NAMES.split() for end in ("com", "dk", "net", "me")
)
"""Mail for private people; an address there is nobody's work address."""


def privacy_findings(
    texts: Iterable[tuple[Location, str]],
    known: Collection[str],
    figures: Iterable[tuple[Location, str]] = (),
) -> tuple[Problem, ...]:
    """Find personal data in `texts`, each with its place.

    `known` are mail addresses that may stand in the report: the members' and the
    secretariat's. `figures` are numbers that are plotted, where only a civil registration
    number is looked for. A finding names the section and shows only as much as finds the place.
    """
    may_stand = {address.casefold() for address in known}
    findings: list[Problem] = []
    for where, text in texts:
        plain = plainly(text)
        findings += _cpr(where, plain)
        findings += _mail(where, plain, may_stand)
        findings += _phones(where, plain)
    for where, figure in figures:
        findings += _cpr(where, figure)
    return without_repeats(findings)


def plainly(text: str) -> str:
    """A text with one kind of blank and of hyphen, and without characters that nobody sees."""
    return _BLANK.sub(" ", text.translate(_UNSEEN | _HYPHENS))


def _cpr(where: Location, text: str) -> Iterator[Problem]:
    for match in _CPR.finditer(text):
        day, month, year, serial = match.groups()
        if is_birth_date(int(day), int(month), int(year), int(serial[0])):
            shown = f"{day}{month}{year}-••••"
            digits = day + month + year + serial
            yield finding("published-cpr", "cpr", where, digits, shown=shown)


def is_birth_date(day: int, month: int, year: int, seventh: int) -> bool:
    """Whether the first six digits of a civil registration number are a date.

    The seventh digit tells the century, as the Danish civil register (CPR) publishes it.
    The check digit (modulus 11) is not looked at: numbers issued since 2007 may fail it.
    """
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= calendar.monthrange(century + year, month)[1]


def _mail(where: Location, text: str, known: Collection[str]) -> Iterator[Problem]:
    for match in _MAIL.finditer(text):
        address = match[0].casefold().strip(".'-")
        if address.rpartition("@")[2] in PRIVATE_DOMAINS:
            yield finding("published-private-address", "mail", where, address, shown=address)
        elif address not in known:
            yield finding("published-unknown-address", "mail", where, address, shown=address)


def _phones(where: Location, text: str) -> Iterator[Problem]:
    for number in telephones(text):
        yield finding("published-telephone", "telefon", where, number.digits, shown=number.shown)
