"""Personal data that has no business in a public report.

Civil registration numbers, private mail addresses and telephone numbers. The members'
names and work addresses are what the report is for.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Iterator

from reportgen.checks.finding import finding, once
from reportgen.problems import Location, Problem

# What stands between the date and the serial number; people and Word write many hyphens.
_HYPHEN = r"\s?[-\u2010-\u2015\u2212\u00ad]?\s?"
_CPR = re.compile(rf"(?<!\d)(\d\d)(\d\d)(\d\d){_HYPHEN}(\d{{4}})(?!\d)")
_MAIL = re.compile(r"[\w.+'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

_GAP = "[ \u00a0\u2009\u202f]"
_COUNTRY = rf"(?:(?:\+|00)45{_GAP}?|\(\+?45\){_GAP}?)"
_PHONE = re.compile(
    rf"(?<![\w/+.,-])(?P<country>{_COUNTRY})?"
    rf"(?P<number>[2-9]\d{{7}}|[2-9]\d{{3}}{_GAP}\d{{4}}"
    rf"|[2-9]\d(?:{_GAP}\d\d){{3}}|[2-9]\d(?:\.\d\d){{3}}|[2-9]\d(?:-\d\d){{3}}"
    rf"|[2-9]\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{3}})"
    r"(?![\w/]|[.,-]\d)"
)
_NOT_A_PHONE_BEFORE = re.compile(
    r"(?:\bcvr(?:[- ]?nr)?|\bse[- ]?nr|\bp[- ]?nr|\bsag(?:snr|snummer)?|\bj(?:ournal)?\.?[- ]?nr"
    r"|\bdok(?:ument)?\.?[- ]?nr|\bean|\bisbn|\bissn|\bkr|\bdkk|€|\beur)\.?:?\s*$",
    re.IGNORECASE,
)
_AN_AMOUNT_AFTER = re.compile(
    r"^\s*(?:kr\b|kroner|dkk|mio|mia|tkr|t\.kr|%|pct|€|eur)", re.IGNORECASE
)

PRIVATE_DOMAINS = frozenset(
    f"{name}.{end}"
    for name in (
        "gmail",
        "googlemail",
        "hotmail",
        "outlook",
        "live",
        "msn",
        "yahoo",
        "ymail",
        "icloud",
        "me",
        "mac",
        "aol",
        "gmx",
        "mail",
        "protonmail",
        "proton",
        "jubii",
        "ofir",
        "sol",
        "stofanet",
        "webspeed",
        "youmail",
    )
    for end in ("com", "dk", "net", "me")
)
"""Mail for private people; an address there is nobody's work address."""


def privacy_findings(
    texts: Iterable[tuple[Location, str]], known: Collection[str]
) -> tuple[Problem, ...]:
    """Find personal data in `texts`, each with its place.

    `known` are mail addresses that may stand in the report: the members' and the
    secretariat's. A finding names the section and shows only as much as finds the place.
    """
    may_stand = {address.casefold() for address in known}
    found: list[Problem] = []
    for where, text in texts:
        if not text:
            continue
        found += _cpr(where, text)
        found += _mail(where, text, may_stand)
        found += _phones(where, text)
    return once(found)


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
    # An address on the web is full of numbers, and none of them is anybody's telephone.
    text = _URL.sub(lambda url: " " * len(url[0]), text)
    for match in _PHONE.finditer(text):
        number = match["number"]
        digits = "".join(c for c in number if c.isdigit())
        if not match["country"]:
            before, after = text[: match.start()], text[match.end() :]
            if _NOT_A_PHONE_BEFORE.search(before) or _AN_AMOUNT_AFTER.search(after):
                continue
            if _is_years(number) or _is_date(digits):
                continue
        yield finding("published-telephone", "telefon", where, digits, shown=match[0].strip())


def _is_years(number: str) -> bool:
    """Two years beside each other, as ``2022 2023`` in the head of a table."""
    pair = number.split()
    return len(pair) == 2 and all(1900 <= int(year) <= 2099 for year in pair if len(year) == 4)


def _is_date(digits: str) -> bool:
    """A date as file names have it, ``20221115``."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return (
        1900 <= year <= 2099
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
    )
