"""What a column of the minutes' table holds, told by its header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.report.outline import OutlineParagraph, SourcePlace, TracedText, joined


class AgendaColumn(StrEnum):
    """What stands in a column."""

    NUMBER = "number"
    TITLE = "title"
    PROPOSAL = "proposal"
    MINUTES = "minutes"
    DECISION = "decision"
    TASK = "task"
    """Who does it, and by when."""


# Ordered: the first pattern that fits a header rules, so that "Referat/beslutning" is minutes.
_HEADERS: tuple[tuple[AgendaColumn, str], ...] = (
    (AgendaColumn.NUMBER, r"(?:pkt\.?|punkt)?\s*(?:nr|nummer)\.?|#|pkt\.?"),
    (
        AgendaColumn.MINUTES,
        r"(?:møde)?referat(?:et)?|drøftelser?|noter?|konklusion(?:er)?|opsamling|resultat"
        r"|det aftalte|hvad blev (?:sagt|aftalt)|status|kommentarer",
    ),
    (AgendaColumn.DECISION, r"beslutning(?:er|en)?|aftaler?|afgørelse|besluttet|aftalt"),
    (
        AgendaColumn.PROPOSAL,
        r"uddybning|uddybende (?:tekst|beskrivelse)|indstilling|sagsfremstilling|baggrund"
        r"|beskrivelse|oplæg|indhold|formål|forklaring|fremstilling|forslag|motivering"
        r"|supplerende (?:tekst|oplysninger)|uddybende",
    ),
    (
        AgendaColumn.TASK,
        r"ansvarlige?|opgaver?|opfølgning|hvem(?: gør hvad)?|tovholder|frist|deadline"
        r"|hvornår|handling(?:er)?|aktion|action",
    ),
    (
        AgendaColumn.TITLE,
        r"(?:dagsordens?|møde)?punkt(?:er|et)?|dagsorden(?:en)?|sag(?:er)?|emner?|tema(?:er)?"
        r"|agenda|overskrift|titel",
    ),
)
_PATTERNS = tuple((column, re.compile(pattern, re.IGNORECASE)) for column, pattern in _HEADERS)


def agenda_column(header: str) -> AgendaColumn | None:
    """What a column with this header holds; none if the word is not a known header."""
    text = header.strip(" .:*\t\n\xa0")
    if not text or len(text) > 60:
        return None
    words = [word for word in re.split(r"\s*(?:/|,|&|\+|\bog\b|\beller\b)\s*", text) if word]
    for candidate in (text, *words):
        for column, pattern in _PATTERNS:
            if pattern.fullmatch(candidate.strip(" .:")):
                return column
    return None


def agenda_columns(headers: Sequence[str]) -> tuple[AgendaColumn | None, ...] | None:
    """What the columns hold if `headers` head an agenda's table; none if they do not.

    One must name the items and another what was put forward, said or decided.
    """
    columns = tuple(agenda_column(header) for header in headers)
    said = {AgendaColumn.PROPOSAL, AgendaColumn.MINUTES, AgendaColumn.DECISION}
    if AgendaColumn.TITLE not in columns and AgendaColumn.NUMBER in columns:
        # "Pkt." alone over titles is a title column, unless the next column holds them.
        at = columns.index(AgendaColumn.NUMBER)
        columns = (*columns[:at], AgendaColumn.TITLE, *columns[at + 1 :])
    if AgendaColumn.TITLE not in columns or not said & set(columns):
        return None
    return columns


# The head of the minutes parted at its labels: "Deltagere:", "Sted:", "Referent:".


class HeadLabel(StrEnum):
    """What a labelled part of the head says."""

    PRESENT = "present"
    ABSENT = "absent"
    TAKER = "taker"
    CHAIR = "chair"
    WHEN = "when"
    PLACE = "place"
    FORM = "form"


_LABELS: tuple[tuple[HeadLabel, str], ...] = (
    (
        HeadLabel.WHEN,
        r"(?:møde)?dato(?: og (?:tid(?:spunkt)?|sted))?|tid(?:spunkt)?(?: og sted)?"
        r"|mødetid(?:spunkt)?|klokkeslæt|hvornår",
    ),
    (HeadLabel.PLACE, r"(?:møde)?sted|adresse|(?:møde)?lokale|hvor"),
    (HeadLabel.FORM, r"(?:møde)?form"),
    (HeadLabel.TAKER, r"(?:møde)?referent|referat(?: ved| af|,? v/)?|sekretær|ref\."),
    (HeadLabel.CHAIR, r"ordstyrer|mødeleder|dirigent|formand|mødeleder/ordstyrer"),
    (
        HeadLabel.ABSENT,
        r"afbud(?: fra)?|fraværende|ikke (?:til ?stede|mødt|fremmødte?)|forfald|meldt afbud"
        r"|havde meldt afbud|udeblev(?:et)?",
    ),
    (
        HeadLabel.PRESENT,
        r"(?:møde|øvrige )?deltagere?(?:liste)?|deltog|deltagende"
        r"|til ?stede(?:værende)?(?: var)?|(?:frem)?mødte?"
        r"|desuden deltog|gæste?r?|inviterede(?: gæster)?|fra netværket|medlemmer|oplægsholdere?",
    ),
)
_ANY = "|".join(f"(?P<{label.value}>{pattern})" for label, pattern in _LABELS)
_LABEL = re.compile(rf"(?:^|(?<=[.;)\]\n])\s*)(?:{_ANY})\s*:\s*", re.IGNORECASE)
OPENS_LABEL = re.compile(rf"(?:{_ANY})\s*:", re.IGNORECASE)
"""A line that opens a labelled part of the head."""
_BARE_LABEL = re.compile(rf"(?:{_ANY})", re.IGNORECASE)
_LEAD = re.compile(
    r"(?P<present>(?:til ?stede (?:var|er)|deltagere var|fra netværket deltog))\s+"
    r"|(?P<absent>(?:afbud fra|der (?:var|er) afbud fra|meldt afbud))\s+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class HeadPart:
    """A label with what follows it."""

    label: HeadLabel | None
    words: list[TracedText] = field(default_factory=list)
    label_words: TracedText = TracedText()
    place: SourcePlace = SourcePlace()

    @property
    def text(self) -> TracedText:
        """What follows the label, paragraph by paragraph."""
        return joined(self.words, "\n")


def split_head(head: Iterable[OutlineParagraph]) -> list[HeadPart]:
    """Split the paragraphs before the agenda at their labels."""
    parts: list[HeadPart] = []
    for paragraph in head:
        words = joined((paragraph.glyph, paragraph.words)) if paragraph.glyph else paragraph.words
        found = list(_LABEL.finditer(words.text))
        bare = _BARE_LABEL.fullmatch(words.text.strip(" .:"))
        lead = _LEAD.match(words.text)
        if bare and not found:
            parts.append(HeadPart(HeadLabel(str(bare.lastgroup)), [], words, paragraph.place))
            continue
        if lead and not found:
            part = HeadPart(
                HeadLabel(str(lead.lastgroup)), [], words.part(0, lead.end()), paragraph.place
            )
            part.words.append(words.part(lead.end()))
            parts.append(part)
            continue
        first = found[0].start() if found else len(words)
        ahead = words.part(0, first).strip()
        if ahead:
            people = parts and parts[-1].label in {HeadLabel.PRESENT, HeadLabel.ABSENT}
            if people and not paragraph.level and _is_person_line(paragraph, parts[-1]):
                # The list mark is counted with the field, not read as a part of the name.
                parts[-1].label_words = parts[-1].label_words + paragraph.glyph
                parts[-1].words.append(ahead.part(len(paragraph.glyph)).strip())
            elif parts and parts[-1].label and not parts[-1].words and not paragraph.level:
                parts[-1].words.append(ahead)
            else:
                parts.append(HeadPart(None, [ahead], place=paragraph.place))
        for match, after in zip(found, [*found[1:], None], strict=False):
            end = after.start() if after else None
            label = words.part(match.start(), match.end())
            part = HeadPart(HeadLabel(str(match.lastgroup)), [], label, paragraph.place)
            value = words.part(match.end(), end).strip()
            if value:
                part.words.append(value)
            parts.append(part)
    return parts


def _is_person_line(paragraph: OutlineParagraph, part: HeadPart) -> bool:
    if paragraph.mark or not part.words:
        return True
    text = paragraph.text
    return (
        len(text) < 160
        and bool(re.match(r"[A-ZÆØÅ]", text))
        and not text.endswith(":")
        and bool(re.search(r"[(,;]", text) or len(text.split()) <= 5)
    )
