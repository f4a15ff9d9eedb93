"""What somebody says in a mail, without greeting, signature and what is added to every mail."""

from __future__ import annotations

import re
from collections.abc import Sequence

CLOSING = re.compile(
    r"^(?:(?:med |de |mange )*(?:venlige?|kærlige?|bedste|gode?|varme?) hilsen(?:er)?|"
    r"(?:de |mange )*(?:bedste )?hilsner|hilsen|mvh\.?|m\.v\.h\.?|vh\.?|kh\.?|dbh\.?|"
    r"hav en god \w+|(?:kind|best|warm) regards|regards|sincerely)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""How the end of a letter opens."""
_LONGEST_CLOSING = 60
_DASHES = re.compile(r"(?:--|––|—)\s*$")
"""The line before a signature (RFC 3676, 4.3)."""
_GREETING = re.compile(
    r"(?:kære|hej(?:sa)?|hi|hello|dear|godmorgen|goddag|god (?:dag|morgen|eftermiddag|aften)|"
    r"til (?:rette vedkommende|hele|jer|dig|alle|\w*(?:sekretariat|netværk|gruppe)\w*))\b"
    r"(?!.*\b(?:vi|jeg|har|er|skal|bør|ønsker|kan|vil|ingen|ikke|enig\w*|det|der|bemærkning\w*|"
    r"rettelse\w*|kommentar\w*|afsnit\w*|svar\w*)\b)[^.!?:;\n]{0,60}[,.!:]?\s*$",
    re.IGNORECASE,
)
"""A line that greets and says no more."""
_SENT_FROM = re.compile(
    r"(?:sendt fra (?:min|mit|outlook|mail|samsung|huawei|yahoo|gmail|proton)\b|"
    r"sent from (?:my|outlook|mail|samsung|yahoo)\b|"
    r"(?:hent|få|get|download) outlook (?:til|for)\b|"
    r"denne (?:e-?mail|mail) (?:er|blev) (?:sendt fra|scannet|kontrolleret)\b)",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"(?:denne (?:e-?mail|mail)|mailen|e-?mailen|this (?:e-?mail|message)) (?:er|kommer|is|comes)\b"
    r".{0,30}\b(?:ekstern|external|udefra|outside)",
    re.IGNORECASE,
)
"""What a mail server puts on top of mails from other organisations."""
_DISCLAIMER = re.compile(
    r"\b(?:denne|dette|e-?mailen|mailen|meddelelsen|beskeden|this|the) (?:e-?mail|mail|message|"
    r"meddelelse|besked)?.{0,80}\b(?:fortrolige?|bestemt for|tiltænkt|confidential|intended)\b|"
    r"\bikke (?:er )?(?:den )?(?:rette|tiltænkte) modtager|\bintended recipient|"
    r"\bmodtaget denne (?:e-?mail|mail|besked|meddelelse) ved en fejl|"
    r"\bhvordan .{0,40}\bbehandler (?:dine )?person(?:oplysninger|data)|"
    r"\blæs (?:mere )?om .{0,60}(?:personoplysninger|databeskyttelse|privatliv)|"
    r"\bprivatlivspolitik|\bprivacy (?:policy|notice)|"
    r"\btænk på miljøet,? (?:før|inden)|\bconsider the environment|"
    r"\b(?:scannet|kontrolleret) for virus|\bvirus-?free",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"(?:p\.? ?s\.?|n\.? ?b\.?)(?: ?:|\b)", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:afsnit|pkt\.?|punkt|pind|kapitel) ?\d", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S+[.!?]\s*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MORE = re.compile(r"\w{2,}[.!?]\s+\S+\s+\S+")


def said_in(lines: Sequence[str]) -> list[str]:
    """The lines in which something is said.

    What comes after a closing is the signature, but for an afterthought, for a place in the
    report, and for whole sentences where something was said before it.
    """
    kept = _without_additions(lines)
    at = next((n for n, line in enumerate(kept) if _closes(line)), len(kept))
    said = _without_greeting(kept[:at])
    return [*said, "", *_beyond(kept[at + 1 :], is_answer=any(line.strip() for line in said))]


def _closes(line: str) -> bool:
    """Whether the end of a letter opens here: a short line that says no more."""
    words = line.strip()
    closing = CLOSING.match(words)
    if closing is None or len(words) > _LONGEST_CLOSING:
        return _DASHES.match(line) is not None
    return _MORE.search(words[closing.end() :].lstrip(" .,:!")) is None


def _without_additions(lines: Sequence[str]) -> list[str]:
    """The lines without what a mail program or an organisation adds to each mail.

    A disclaimer goes on to the end of its paragraph, but for what names a place in the report.
    """
    kept: list[str] = []
    paragraph: list[str] = []
    for line in (*lines, ""):
        if _SENT_FROM.match(line.strip()) or _BANNER.match(line.strip()):
            continue
        if line.strip():
            paragraph.append(line)
            continue
        kept += [*_without_disclaimer(paragraph), line]
        paragraph = []
    return kept[:-1]


def _without_disclaimer(paragraph: Sequence[str]) -> list[str]:
    whole = " ".join(paragraph)
    found = _DISCLAIMER.search(whole)
    if found is None:
        return list(paragraph)
    opens = max((m.end() for m in _SENTENCE_END.finditer(whole, 0, found.start())), default=0)
    kept: list[str] = []
    place = 0
    for line in paragraph:
        if opens > place and (before := line[: opens - place].rstrip()):
            kept.append(before)
        elif _PLACE.search(line):
            kept.append(line)
        place += len(line) + 1
    return kept


def _without_greeting(lines: Sequence[str]) -> list[str]:
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if first < len(lines) and _GREETING.match(lines[first].strip()):
        return _without_greeting(lines[first + 1 :])
    return list(lines)


def _beyond(lines: Sequence[str], *, is_answer: bool) -> list[str]:
    """What is said after the closing."""
    after = next((n for n, line in enumerate(lines) if _AFTERTHOUGHT.match(line.strip())), None)
    if after is not None:
        return list(lines[after:])
    return [
        line
        for line in lines
        if _PLACE.search(line) or (is_answer and _SENTENCE.match(line.strip()))
    ]
