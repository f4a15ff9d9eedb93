"""By when something is to be done, as minutes say it."""

from __future__ import annotations

import re

from reportgen.sources.dates import MONTH_NAMES

DUE = re.compile(
    rf"""
    (?P<due>
      (?:(?:\b(?:senest|inden|før|med\s+frist|frist(?:en)?(?:\s+er)?:?|deadline(?:\s+er)?:?)\s+
        (?:til\s+)?(?:for\s+)?(?:fredag\s+|mandag\s+|tirsdag\s+|onsdag\s+|torsdag\s+)?(?:den\s+|d\.\s*)?
        (?:\d{{1,2}}\.?\s*(?:{MONTH_NAMES})\b\.?(?:\s*20\d\d)?|\d{{1,2}}/\d{{1,2}}(?:[-/\s]\s*(?:20)?\d\d\b)?
          |\d{{1,2}}\.\d{{1,2}}\.(?:20)?\d\d|uge\s*\d{{1,2}}|udgangen\s+af\s+\w+|næste\s+(?:netværks)?møde
          |(?:\w+\s+)?(?:sommerferie|jul|årsskifte|påske|efterårsferie|ferie)\w*|årets\s+udgang|(?:{MONTH_NAMES})\b
          |så\s+længe|næste\s+\w+|fredag|mandag))
      |(?:\b[Ii]\s+uge\s*\d{{1,2}})
      |\bså\s+snart\s+[^.;]+
      |\bhurtigst\s+muligt|\bsnarest(?:\s+muligt)?\b|\binden\s+længe)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A deadline in a sentence, by the words before it: "senest 1. marts", "inden jul"."""
BARE_DUE = re.compile(
    r"""
    (?P<due>
      (?:\b(?:man|tirs|ons|tors|fre)dag,?\s+)?(?:\bden\s+|\bd\.\s*)?
      (?:\d{1,2}/\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}([.-])\d{1,2}\2(?:20)?\d\d
        |\d{1,2}\.\ \w+(?:\ 20\d\d)?)
      |\buge\s+\d{1,2}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A day or a week that is a deadline because a label, or its place, says so."""


def deadline(match: re.Match[str] | None) -> str | None:
    """The deadline that was found, on one line; none where there was none."""
    return " ".join(match["due"].split()).strip(" ,") if match else None


def is_deadline(text: str) -> bool:
    """Whether all of `text` is a deadline."""
    words = text.strip(" .")
    return any(pattern.fullmatch(words) for pattern in (DUE, BARE_DUE))
