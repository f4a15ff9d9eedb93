"""The words minutes use when they change the report, and what these mean in the draft.

The patterns come first; `Sections` tells which section of the report is meant, `ReportDraft`
which point of the draft, and what is done to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType

from reportgen.report.entries import Kind
from reportgen.report.outline import Doubt, OutlineParagraph
from reportgen.sources.minutes.text.sentences import common_prefix_length, plain_words, sentences

REPORT = re.compile(r"\bårsrapport", re.IGNORECASE)
SECTION = re.compile(
    r"(?:\b(?:afsnit|pkt\.?|punkt|kapitel|kap\.?|under|ift\.?|til|vedr\.?|ad)\s*|^)(?P<section>\d\.\d{1,2})\.?(?![\d/])",
    re.IGNORECASE,
)
_TITLE = re.compile(
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
      ny(?:t|e)?\s+(?:pind(?:e)?|punkt(?:er)?|bullet|anbefaling|udfordring|fokusområde)\b\s*+
        (?:(?:skal\s+)?(?:tilføj(?:es|e)?|indsættes|sættes\s+ind|oprettes))?
    | (?:der\s+)?tilføj(?:es|e)?\s*+(?:(?:som|en|et)\s+)?(?:ny(?:t|e)?\s+)?
        (?:pind|punkt|bullet|anbefaling|fokusområde)?
    | (?:der\s+)?ønskes\s+(?:en\s+)?(?:ny(?:t|e)?\s+)(?:pind|punkt|bullet)
    )\s*+(?:vedr\.?|om)?\s*+[:–-]\s*+""",
    re.VERBOSE | re.IGNORECASE,
)
ADDS = re.compile(
    r"\btilføjes\b|\bny(?:t|e)?\s+(?:pind|punkt|fokusområde|anbefaling|udfordring)", re.IGNORECASE
)
_REMOVE = re.compile(
    r"\b(?:udgår|slettes|fjernes|tages\s+ud|skal\s+ud|kan\s+slettes|bortfalder)\b", re.IGNORECASE
)
_REPLACE = re.compile(
    r"\b(?:erstattes|ændres\s+til|omformuleres\s+til|formuleres\s+(?:således|sådan|som)|ny\s+formulering|ny\s+ordlyd|ordlyden\s+ændres)\b",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"\b(?:flyttes|rykkes|sættes\s+(?:efter|før|først|sidst|øverst|nederst))\b", re.IGNORECASE
)
_AFTER_POINT = re.compile(
    r"\befter\s++(?:pind|punkt|pkt\.?|nr\.?)?\s*+(?P<number>\d{1,2})\b", re.IGNORECASE
)
_FIRST = re.compile(
    r"\b(?:øverst|først|op\s+som\s+(?:første|nr\.?\s*1)|til\s+toppen)\b", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:nederst|sidst|bagest)\b", re.IGNORECASE)
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


_POINT_AHEAD = re.compile(
    r"(?<!\s)[,:;]?\s*+(?=(?:pind|ny\s+pind|punkt)\s*\d|ny\s+(?:pind|punkt))", re.IGNORECASE
)
_LEAD = 70
"""How far into a paragraph a section may be named and still lead it in."""
_LONGEST_LEAD = 300
"""How much of what follows a section's number may hold its title."""


def names_point(text: str) -> bool:
    """Whether `text` opens by naming a point, or a new one."""
    return bool(POINT.match(text) or NEW.match(text))


def _after_lead(text: str, end: int) -> tuple[str, str]:
    """Split what follows the section's number: the rest of the lead-in, and what is said."""
    tail = text[end:]
    point = _POINT_AHEAD.search(tail)
    colon = re.search(r":(?:\s+|$)", tail)
    if point and (colon is None or point.start() < colon.start()):
        return tail[: point.start()], tail[point.end() :].strip()
    if colon:
        return tail[: colon.start()], tail[colon.end() :].strip()
    first = sentences(tail.strip())
    return tail[:_LEAD], tail.strip(" ,.;–-") if first else ""


def split_heading(text: str) -> tuple[str | None, str]:
    """Split "Overskrift: resten"; no heading if the words before the colon are none."""
    match = _HEADING.match(text)
    if match is None or len(match["heading"].split()) > 10 or _NO_HEADING.match(text):
        return None, text
    return match["heading"].strip('”" '), match["rest"].strip()


def _terms(text: str) -> set[str]:
    """Give the words long enough to tell one section's title from another's."""
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 6}


def _alike(one: str, other: str) -> bool:
    """Whether two words share their stem ("anbefaling", "anbefalingerne")."""
    return common_prefix_length(one, other) >= max(6, min(len(one), len(other)) - 3)


# --- sections and points --------------------------------------------------------------------

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "1.1": "Formål",
        "2.1": "Opgave og organisering",
        "2.2": "Medlemmer",
        "2.3": "Møder i året",
        "3.1": "Årets arbejde og temaer",
        "3.2": "Opfølgning på sidste årsrapport",
        "3.3": "Opfølgning på årets fokusområder",
        "3.4": "Nøgletal",
        "3.5": "Udviklingstendenser",
        "3.6": "Udfordringer og udviklingsbehov",
        "3.7": "Anbefalinger til styregruppen",
        "4.1": "Møder og årshjul",
        "4.2": "Fokusområder",
    }
)
RECOMMENDATIONS, FOCUS_AREAS = "3.7", "4.2"
LISTS = frozenset({"3.6", RECOMMENDATIONS, FOCUS_AREAS})


Resolve = Callable[[str, int], tuple[str, str] | None]
"""(section, place in the draft) to (id, wording) of the block; none if there is no such point."""
NextId = Callable[[str], str]
"""Section to the next id that no point of the network has had; asked once for each new point."""

_MOST_POINTS = 200


class Sections:
    """The sections of one report, found in what is said of them."""

    def __init__(self, titles: Mapping[str, str] = SECTIONS) -> None:
        self._titles = titles

    def led_in(self, paragraph: OutlineParagraph) -> tuple[str | None, list[Doubt], str]:
        """The section a paragraph leads in, doubts about it, and what follows the lead-in.

        Where the title after the number is another section's, the title rules, and it is
        doubted.

        >>> from reportgen.report.outline import TracedText
        >>> paragraph = OutlineParagraph(TracedText.inserted("Afsnit 3.5 Udfordringer: uddybes."))
        >>> section, [doubt], rest = Sections().led_in(paragraph)
        >>> section, doubt.code, rest
        ('3.6', 'minutes-section-corrected', 'uddybes.')
        """
        text = paragraph.text
        match = SECTION.search(text)
        if match is None or match.start() > _LEAD:
            return self._led_in_by_title(paragraph)
        lead, rest = _after_lead(text, match.end())
        lead = lead[:_LONGEST_LEAD]
        number = match["section"]
        section = self._by_title(lead, number)
        doubts = []
        if section != number:
            values = {"said": number, "taken": section, "title": self._titles.get(section, "")}
            doubts.append(Doubt("minutes-section-corrected", values, paragraph.place))
        elif number not in self._titles:
            doubts.append(Doubt("minutes-section-unknown", {"section": number}, paragraph.place))
        return section, doubts, rest

    def _led_in_by_title(self, paragraph: OutlineParagraph) -> tuple[str | None, list[Doubt], str]:
        """A lead-in that names the section by its title alone: "Ift. fokusområderne:"."""
        match = _TITLE.match(paragraph.text)
        if match is None or POINT.match(paragraph.text):
            return None, [], ""
        section = self._by_title(match["name"], "")
        return (section, [], match["rest"]) if section in LISTS else (None, [], "")

    def _by_title(self, lead: str, number: str) -> str:
        """The section whose title the words after `number` name; `number` if they name none."""
        scores = {
            section: sum(_alike(word, other) for word in _terms(title) for other in _terms(lead))
            for section, title in self._titles.items()
        }
        best = max(scores.values(), default=0)
        if best == 0 or scores.get(number):
            return number
        winners = [section for section, score in scores.items() if score == best]
        winners = [section for section in winners if section in LISTS] or winners
        return winners[0] if len(winners) == 1 else number


@dataclass(frozen=True, slots=True)
class DraftPoint:
    """A point of the draft."""

    position: int
    """Its place in the section, from 1."""
    id: str
    wording: str


class ReportDraft:
    """The draft that a meeting had before it, asked by section and by place."""

    def __init__(self, resolve: Resolve, next_id: NextId) -> None:
        self._resolve = resolve
        self.next_id = next_id
        self._worded: dict[str, list[tuple[str, DraftPoint]]] = {}
        """Of each section asked for, its points, each with the plain words of its wording."""

    def point(self, section: str, position: int) -> DraftPoint | None:
        """The point at a place of a section; none if there is none."""
        block = self._resolve(section, position)
        return DraftPoint(position, *block) if block else None

    def _points(self, section: str) -> list[tuple[str, DraftPoint]]:
        if section not in self._worded:
            points = (self.point(section, position) for position in range(1, _MOST_POINTS))
            self._worded[section] = [
                (f"{plain_words(point.wording)} ", point)
                for point in takewhile(bool, points)
                if point is not None
            ]
        return self._worded[section]

    def point_worded(self, section: str, words: str) -> DraftPoint | None:
        """The point of the draft that is worded, or begins, like `words`."""
        wanted = f"{plain_words(words)} "
        points = self._points(section) if wanted.strip() else ()
        return next((point for said, point in points if said.startswith(wanted)), None)

    def kind_of_change(self, section: str, text: str) -> tuple[Kind, str | None]:
        """What is done to a point, told by the verb of the first sentence; and where it goes.

        Where it goes is the id of the point it is put after, or the section it comes first
        in. What is quoted is the point's new wording and says nothing of this. A move to a
        place the draft does not have is a remark.
        """
        first = next(iter(sentences(text)), text)
        unquoted = re.sub(r"[”\"“][^”\"“]*[”\"“]", " ", first)
        if _REPLACE.search(unquoted):
            return Kind.REPLACE, None
        if _MOVE.search(unquoted):
            target = None
            if after := _AFTER_POINT.search(unquoted):
                target = self.point(section, int(after["number"]))
            elif _FIRST.search(unquoted):
                return Kind.MOVE, section
            elif _LAST.search(unquoted):
                target = next((point for _, point in reversed(self._points(section))), None)
            return (Kind.MOVE, target.id) if target else (Kind.REMARK, None)
        if _REMOVE.search(unquoted) and len(unquoted) < 120:
            return Kind.REMOVE, None
        return Kind.AMEND, None
