"""Which key figures can be added up across organisations.

The rule, in the order it is tried, on the unit and the name of the indicator:

1. A share, rate, index, average or median has no total, nor has anything "pr." something:
   17 percentages add up to nothing. "pr." before a date is no rate ("pr. 31. december").
2. A name that opens by counting ("Antal …", "Samlet …") has one.
3. A name for something that belongs to one case (a price, an age, a score) has none.
4. A unit of time has none (the time a case takes), unless the name counts in that very unit
   ("Sygedage", in days).
5. Everything else is a count or an amount ("kr.", "børn", "sager") and has a total.
"""

from __future__ import annotations

import re

_MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_DATE = rf"(?:\d{{1,2}}[./]\s?(?:\d{{1,2}}\b|{_MONTH})|ultimo|primo|{_MONTH}|(?:19|20)\d\d\b)"

_RATIO = re.compile(
    rf"""
    %|‰|\bpct\b|\bprocent|\bpromille|procentpoint
    |\bpr\b\.?+\s*+(?!{_DATE})(?=\S)
    |(?<=\w)/\s*(?=[^\W\d])|(?<=\.)/\s*(?=[^\W\d])   # "kr./plads", but not "2021/2022"
    |gennemsnit|\bgns\b|\bsnit\b|\bmedian|\bratio\b|\bindeks|\bindex|indeks\b
    |(?<!h)andel(?:en|e)?\b                          # but not "menneskehandel"
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUNT = re.compile(r"\s*(?:antal|antallet|samlet|samlede|sum|i alt)\b", re.IGNORECASE)
_OF_ONE = re.compile(
    r"rate[nr]?\b|grad(?:en)?\b|kvote[nr]?\b|hyppighed|frekvens|score[nr]?\b|karakter(?:en|er)?\b"
    r"|\bpris|pris(?:en)?\b|takst|\balder|normering|tilfredshed|varighed",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s*(minut|time|døgn|dag|uge|måned|år)(?:ter|r|e|er|en)?\.?\s*", re.IGNORECASE)


def has_total(indicator: str, unit: str) -> bool:
    """Tell whether the figures of `indicator`, in `unit`, may be added up."""
    if _RATIO.search(unit) or _RATIO.search(indicator):
        return False
    if _COUNT.match(indicator):
        return True
    if _OF_ONE.search(indicator) or _OF_ONE.search(unit):
        return False
    time = _TIME.fullmatch(unit)
    return time is None or _counts_in(indicator, time[1])


def _counts_in(indicator: str, unit: str) -> bool:
    """Tell whether the first word of `indicator` ends in the unit of time: "Sygedage"."""
    first = indicator.split(maxsplit=1)[:1] or [""]
    return re.search(rf"{unit}(?:ter|r|e|er)?$", first[0], re.IGNORECASE) is not None
