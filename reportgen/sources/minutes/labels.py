"""Words that say what stands below or after them: headers of columns, labels of the head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.report.outline import OutlineParagraph, SourcePlace, TracedText
from reportgen.sources.spelling import MUNICIPALITIES

TABLE_HEADER = "tabelhoved"
REPEATED_HEADER = "gentaget tabelhoved"


class AgendaColumn(StrEnum):
    """What stands in a column of the agenda's table, or after a label of running text."""

    NUMBER = "number"
    TITLE = "title"
    PROPOSAL = "proposal"
    MINUTES = "minutes"
    DECISION = "decision"
    TASK = "task"
    """Who does it, and by when."""


class HeadLabel(StrEnum):
    """What a labelled part of the head says."""

    PRESENT = "present"
    ABSENT = "absent"
    TAKER = "taker"
    CHAIR = "chair"
    WHEN = "when"
    PLACE = "place"
    FORM = "form"
    UNKNOWN = "unknown"
    """A label that ends a list of those absent; whether those below were there is not said."""


# Both are ordered: the first pattern that fits rules, so that "Referat/beslutning" is minutes.
_COLUMN_PATTERNS: Mapping[AgendaColumn, str] = {
    AgendaColumn.NUMBER: r"(?:pkt\.?|punkt)?\s*(?:nr|nummer)\.?|#|pkt\.?",
    AgendaColumn.MINUTES: (
        r"(?:møde)?referat(?:et)?|drøftelser?|noter?|konklusion(?:er)?|opsamling|resultat"
        r"|det aftalte|hvad blev (?:sagt|aftalt)|status|kommentarer"
    ),
    AgendaColumn.DECISION: r"beslutning(?:er|en)?|aftaler?|afgørelse|besluttet|aftalt",
    AgendaColumn.PROPOSAL: (
        r"uddybning|uddybende (?:tekst|beskrivelse)|indstilling|sagsfremstilling|baggrund"
        r"|beskrivelse|oplæg|indhold|formål|forklaring|fremstilling|forslag|motivering"
        r"|supplerende (?:tekst|oplysninger)|uddybende"
    ),
    AgendaColumn.TASK: (
        r"ansvarlige?|opgaver?|opfølgning|hvem(?: gør hvad)?|tovholder|frist|deadline"
        r"|hvornår|handling(?:er)?|aktion|action"
    ),
    AgendaColumn.TITLE: (
        r"(?:dagsordens?|møde)?punkt(?:er|et)?|dagsorden(?:en)?|sag(?:er)?|emner?|tema(?:er)?"
        r"|agenda|overskrift|titel"
    ),
}
_LABEL_PATTERNS: Mapping[HeadLabel, str] = {
    HeadLabel.WHEN: (
        r"(?:møde)?dato(?: og (?:tid(?:spunkt)?|sted))?|tid(?:spunkt)?(?: og sted)?"
        r"|mødetid(?:spunkt)?|klokkeslæt|hvornår"
    ),
    HeadLabel.PLACE: r"(?:møde)?sted|adresse|(?:møde)?lokale|hvor",
    HeadLabel.FORM: r"(?:møde)?form",
    HeadLabel.TAKER: r"(?:møde)?referent|referat(?: ved| af|,? v/)?|sekretær|ref\.",
    HeadLabel.CHAIR: r"ordstyrer|mødeleder|dirigent|formand|mødeleder/ordstyrer",
    HeadLabel.ABSENT: (
        r"afbud(?: fra)?|fraværende|ikke (?:til ?stede|mødt|fremmødte?)|forfald|meldt afbud"
        r"|havde meldt afbud|udeblev(?:et)?|fravær|forhindrede?|afbud/fravær|afbud modtaget fra"
    ),
    HeadLabel.PRESENT: (
        r"(?:møde|øvrige |andre |eksterne )?deltagere?(?:liste)?|deltog|deltagende"
        r"|til ?stede(?:værende)?(?: var)?|(?:frem)?mødte?"
        r"|(?:desuden|endvidere|også|i øvrigt) (?:deltog|til ?stede|mødte)|øvrige(?: fremmødte)?"
        r"|(?:eksterne |øvrige )?gæste?r?|inviterede(?: gæster)?|medlemmer|oplægsholdere?"
        r"|fra (?:netværket|sekretariatet|rammeaftalen|styregruppen|regionen)(?: deltog)?"
        r"|sekretariat(?:et|sbetjening)?|observatør(?:er)?|tilforordnede?|suppleanter"
        r"|deltog (?:online|virtuelt|digitalt|via teams|på teams|delvist)"
    ),
}


def _any_of(patterns: Mapping[AgendaColumn, str] | Mapping[HeadLabel, str]) -> str:
    """One pattern whose matching group is named for what it means."""
    return "(?:" + "|".join(f"(?P<{key.value}>{own})" for key, own in patterns.items()) + ")"


_COLUMN = re.compile(_any_of(_COLUMN_PATTERNS), re.IGNORECASE)
_ANY_LABEL = _any_of(_LABEL_PATTERNS)
_LABEL = re.compile(rf"(?:^|(?<=[.;)\]\n])[^\S\n]*+){_ANY_LABEL}\s*+:\s*+", re.IGNORECASE)
FIELD_LABEL = re.compile(
    r"\s*+(?:(?P<decision>beslutning(?:er)?)"
    r"|(?P<task>opgaver?)(?:\s*+\(\s*+hvem\s*+·\s*+hvad\s*+·\s*+frist\s*+\))?)\s*+:\s*+",
    re.IGNORECASE,
)
"""The label of a field of our agenda: some programs make text of it, and people type it."""
OPENS_LABEL = re.compile(rf"{_ANY_LABEL}\s*:", re.IGNORECASE)
"""A line that opens a labelled part of the head."""
_BARE_LABEL = re.compile(_ANY_LABEL, re.IGNORECASE)
_ENDED_BY_ANY = frozenset({HeadLabel.ABSENT, HeadLabel.TAKER, HeadLabel.CHAIR, HeadLabel.UNKNOWN})
"""What goes on until any label at all; a list of those present may have groups of its own."""
_OTHER_GROUP = re.compile(r"([A-ZÆØÅ][\w ./-]{2,40}):\s+\S")
_LEAD = re.compile(
    r"(?P<present>(?:til ?stede (?:var|er)|deltagere var"
    r"|fra (?:netværket|sekretariatet) deltog))\s+"
    r"|(?P<absent>(?:afbud fra|der (?:var|er) afbud fra|meldt afbud))\s+",
    re.IGNORECASE,
)


def head_label(text: str) -> HeadLabel | None:
    """What a part of the head with this label says; none if the words are no known label."""
    match = _BARE_LABEL.fullmatch(text.strip(" .:"))
    return HeadLabel(str(match.lastgroup)) if match else None


def agenda_column(header: str) -> AgendaColumn | None:
    """What a column with this header holds; none if the word is not a known header.

    >>> agenda_column("Uddybning/indstilling:"), agenda_column("Referat og beslutning")
    (<AgendaColumn.PROPOSAL: 'proposal'>, <AgendaColumn.MINUTES: 'minutes'>)
    """
    text = header.strip(" .:*\t\n\xa0")
    if not text or len(text) > 60:
        return None
    words = re.split(r"\s*(?:/|,|&|\+|\bog\b|\beller\b)\s*", text)
    for candidate in (text, *words):
        if match := _COLUMN.fullmatch(candidate.strip(" .:")):
            return AgendaColumn(str(match.lastgroup))
    return None


def agenda_columns(headers: Sequence[str]) -> tuple[AgendaColumn | None, ...] | None:
    """What the columns hold if `headers` head an agenda's table; none if they do not.

    One must name the items and another what was put forward, reported or decided.
    """
    columns = [agenda_column(header) for header in headers]
    if AgendaColumn.TITLE not in columns and AgendaColumn.NUMBER in columns:
        # "Pkt." alone over titles is a title column, unless the next column holds them.
        columns[columns.index(AgendaColumn.NUMBER)] = AgendaColumn.TITLE
    others = {AgendaColumn.PROPOSAL, AgendaColumn.MINUTES, AgendaColumn.DECISION}
    if AgendaColumn.TITLE not in columns or not others & set(columns):
        return None
    return tuple(columns)


@dataclass(slots=True)
class HeadPart:
    """A label with what follows it."""

    label: HeadLabel | None
    words: list[TracedText] = field(default_factory=list)
    label_parts: list[TracedText] = field(default_factory=list)
    place: SourcePlace = SourcePlace()

    @property
    def label_words(self) -> TracedText:
        """The label, and the list marks of what follows it."""
        return TracedText.joined(self.label_parts, "")

    @property
    def text(self) -> TracedText:
        """What follows the label, paragraph by paragraph."""
        return TracedText.joined(self.words, "\n")


def split_head(head: Iterable[OutlineParagraph]) -> list[HeadPart]:
    """Split the paragraphs before the agenda at their labels.

    What stands before the first label of a paragraph goes with the part above it where that
    lists people or waits for its value; else it is a part without a label.
    """
    parts: list[HeadPart] = []
    for paragraph in head:
        words = paragraph.printed
        labels = list(_LABEL.finditer(words.text))
        spans = [(str(match.lastgroup), *match.span()) for match in labels]
        if not spans and (bare := head_label(words.text)):
            spans = [(bare.value, 0, len(words))]
        if not spans and (lead := _LEAD.match(words.text)):
            spans = [(str(lead.lastgroup), 0, lead.end())]
        ends = [start for _, start, _ in spans] + [len(words)]
        other = _OTHER_GROUP.match(words.text)
        absent = parts and parts[-1].label in _ENDED_BY_ANY
        if not spans and other and absent and not _is_organisation(other[1]):
            parts.append(HeadPart(HeadLabel.UNKNOWN, [words], place=paragraph.place))
            continue
        ahead = words.part(0, ends[0]).strip()
        if ahead:
            people = parts and parts[-1].label in {HeadLabel.PRESENT, HeadLabel.ABSENT}
            if people and not paragraph.level and _is_person_line(paragraph, parts[-1]):
                # The list mark is counted with the field, not read as a part of the name.
                parts[-1].label_parts.append(paragraph.glyph)
                parts[-1].words.append(ahead.part(len(paragraph.glyph)).strip())
            elif parts and parts[-1].label and not parts[-1].words and not paragraph.level:
                parts[-1].words.append(ahead)
            else:
                parts.append(HeadPart(None, [ahead], place=paragraph.place))
        for (label, start, end), until in zip(spans, ends[1:], strict=True):
            value = words.part(end, until).strip()
            own = [value] if value else []
            parts.append(HeadPart(HeadLabel(label), own, [words.part(start, end)], paragraph.place))
    return parts


def _is_organisation(name: str) -> bool:
    found = re.search(r"kommune|region", name, re.IGNORECASE)
    return bool(found) or name.split(maxsplit=1)[0].rstrip("s") in MUNICIPALITIES


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
