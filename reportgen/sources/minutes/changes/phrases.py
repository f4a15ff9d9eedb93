"""The words minutes use when they change the report."""

from __future__ import annotations

import re

from reportgen.sources.minutes.text.sentences import common_prefix_length, sentences

REPORT = re.compile(r"\bårsrapport", re.IGNORECASE)
SECTION = re.compile(
    r"(?:\b(?:afsnit|pkt\.?|punkt|kapitel|kap\.?|under|ift\.?|til|vedr\.?|ad)\s*|^)(?P<section>\d\.\d{1,2})\.?(?![\d/])",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"(?:ift\.?|vedr\.?|under|til|ad|afsnittet(?: om)?)\s+(?P<name>[^:.]{4,60}):\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A lead-in that may name a section by its title alone."""
ORDINALS = {
    "første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6,
    "syvende": 7, "ottende": 8, "niende": 9, "tiende": 10,
}  # fmt: skip
POINT = re.compile(
    rf"""^(?:ad\.?\s+|vedr\.?\s+|ift\.?\s+|til\s+)?(?:
      (?:pind|punkt|pkt\.?|bullet|prik|dot)\s*(?:nr\.?\s*)?(?P<number>\d{{1,2}})(?![.\d/])
      (?:(?:\s*(?:,|og|&|samt)\s*)(?P<more>\d{{1,2}}(?:\s*(?:,|og|&)\s*\d{{1,2}})*))?
    | (?P<before>\d{{1,2}})\.\s*(?:pind|punkt|bullet)
    | (?P<ordinal>{"|".join(ORDINALS)})\s+(?:pind|punkt|bullet)
    )\s*(?:\([^)]*\)\s*)?[:.,;–-]?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
NEW = re.compile(
    r"""^(?:
      ny(?:t|e)?\s+(?:pind(?:e)?|punkt(?:er)?|bullet|anbefaling|udfordring|fokusområde)\b\s*
        (?:(?:skal\s+)?(?:tilføj(?:es|e)?|indsættes|sættes\s+ind|oprettes))?
    | (?:der\s+)?tilføj(?:es|e)?\s*(?:(?:som|en|et)\s+)?(?:ny(?:t|e)?\s+)?
        (?:pind|punkt|bullet|anbefaling|fokusområde)?
    | (?:der\s+)?ønskes\s+(?:en\s+)?(?:ny(?:t|e)?\s+)(?:pind|punkt|bullet)
    )\s*(?:vedr\.?|om)?\s*[:–-]\s*""",
    re.VERBOSE | re.IGNORECASE,
)
ADDS = re.compile(
    r"\btilføjes\b|\bny(?:t|e)?\s+(?:pind|punkt|fokusområde|anbefaling|udfordring)", re.IGNORECASE
)
REMOVE = re.compile(
    r"\b(?:udgår|slettes|fjernes|tages\s+ud|skal\s+ud|kan\s+slettes|bortfalder)\b", re.IGNORECASE
)
REPLACE = re.compile(
    r"\b(?:erstattes|ændres\s+til|omformuleres\s+til|formuleres\s+(?:således|sådan|som)|ny\s+formulering|ny\s+ordlyd|ordlyden\s+ændres)\b",
    re.IGNORECASE,
)
MOVE = re.compile(
    r"\b(?:flyttes|rykkes|sættes\s+(?:efter|før|først|sidst|øverst|nederst))\b", re.IGNORECASE
)
AFTER_POINT = re.compile(
    r"\befter\s+(?:pind|punkt|pkt\.?|nr\.?)?\s*(?P<number>\d{1,2})\b", re.IGNORECASE
)
FIRST = re.compile(
    r"\b(?:øverst|først|op\s+som\s+(?:første|nr\.?\s*1)|til\s+toppen)\b", re.IGNORECASE
)
LAST = re.compile(r"\b(?:nederst|sidst|bagest)\b", re.IGNORECASE)
CLARIFY = re.compile(
    r"\b(?:det\s+)?(?:præciseres|uddybes|tydeliggøres|suppleres|kvalificeres|nuanceres|skal\s+fremgå|bør\s+fremgå|skal\s+nævnes)\b",
    re.IGNORECASE,
)
RECOMMENDS = re.compile(
    r"\b(?:netværket|netværksgruppen|gruppen|vi)\s+(?:anbefaler|indstiller|foreslår\s+styregruppen|opfordrer\s+styregruppen)\b",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"\ben\s+generel\b|\bgenerel(?:t|le)?\s+(?:obs|bemærkning|kommentar|input|kritik|ros)|\bobs’?'?er\b"
    r"|\b(?:hele|samlede)\s+(?:års)?rapporten\b|\brapporten\s+som\s+helhed\b",
    re.IGNORECASE,
)
INPUT_FOLLOWS = re.compile(
    r"\bfølgende\s+(?:\w+\s+)?(?:input|bemærkninger|kommentarer|ændringer|rettelser|tilføjelser|præciseringer)\b"
    r"|\b(?:input|bemærkninger|kommentarer|rettelser|ændringer)\s*(?:til\s+(?:udkast\w*|årsrapport\w*|rapport\w*)[^:]{0,40})?:\s*$",
    re.IGNORECASE,
)
LISTS_AREAS = re.compile(r"\bfølgende\b|\bforeslås\b|\blægges\s+op\s+til\b|:\s*$", re.IGNORECASE)
CONTINUED = re.compile(r"\b(?:fortsat|stadig|uændret|igen)\b", re.IGNORECASE)
_HEADING = re.compile(r"^(?P<heading>[A-ZÆØÅ§”\"][^:.?!]{2,80}?)\s*:\s+(?P<rest>\S.*)$", re.DOTALL)
_NO_HEADING = re.compile(
    r"^(?:svar|spørgsmål|opsamling|drøftelse|konklusion|beslutning|note|obs|nb|bilag|link|ansvarlig|frist|herunder|fx)\b",
    re.IGNORECASE,
)


LEAD = 70
"""How far into a paragraph a section may be named and still lead it in."""


def names_point(text: str) -> bool:
    """Whether `text` opens by naming a point, or a new one."""
    return bool(POINT.match(text) or NEW.match(text))


def after_lead(text: str, end: int) -> tuple[str, str]:
    """Split what follows the section's number: the rest of the lead-in, and what is said."""
    tail = text[end:]
    point = re.search(
        r"[,:;]?\s*(?=(?:pind|ny\s+pind|punkt)\s*\d|ny\s+(?:pind|punkt))", tail, re.IGNORECASE
    )
    colon = re.search(r":(?:\s+|$)", tail)
    if point and (colon is None or point.start() < colon.start()):
        return tail[: point.start()], tail[point.end() :].strip()
    if colon:
        return tail[: colon.start()], tail[colon.end() :].strip()
    first = sentences(tail.strip())
    return tail[:LEAD], tail.strip(" ,.;–-") if first else ""


def split_heading(text: str) -> tuple[str | None, str]:
    """Split "Overskrift: resten"; no heading if the words before the colon are none."""
    match = _HEADING.match(text)
    if match is None or len(match["heading"].split()) > 10 or _NO_HEADING.match(text):
        return None, text
    return match["heading"].strip('”" '), match["rest"].strip()


def terms(text: str) -> set[str]:
    """Give the words long enough to tell one section's title from another's."""
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 6}


def alike(one: str, other: str) -> bool:
    """Whether two words share their stem ("anbefaling", "anbefalingerne")."""
    return common_prefix_length(one, other) >= max(6, min(len(one), len(other)) - 3)
