"""The head of the minutes parted at its labels: "Deltagere:", "Sted:", "Referent:"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.report.outline import Paragraph, Place, Stretch, joined


class Label(StrEnum):
    """What a labelled part of the head says."""

    PRESENT = "present"
    ABSENT = "absent"
    TAKER = "taker"
    CHAIR = "chair"
    WHEN = "when"
    PLACE = "place"
    FORM = "form"


_LABELS: tuple[tuple[Label, str], ...] = (
    (
        Label.WHEN,
        r"(?:møde)?dato(?: og (?:tid(?:spunkt)?|sted))?|tid(?:spunkt)?(?: og sted)?"
        r"|mødetid(?:spunkt)?|klokkeslæt|hvornår",
    ),
    (Label.PLACE, r"(?:møde)?sted|adresse|(?:møde)?lokale|hvor"),
    (Label.FORM, r"(?:møde)?form"),
    (Label.TAKER, r"(?:møde)?referent|referat(?: ved| af|,? v/)?|sekretær|ref\."),
    (Label.CHAIR, r"ordstyrer|mødeleder|dirigent|formand|mødeleder/ordstyrer"),
    (
        Label.ABSENT,
        r"afbud(?: fra)?|fraværende|ikke (?:til ?stede|mødt|fremmødte?)|forfald|meldt afbud"
        r"|havde meldt afbud|udeblev(?:et)?",
    ),
    (
        Label.PRESENT,
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
class Part:
    """A label with what follows it."""

    label: Label | None
    words: list[Stretch] = field(default_factory=list)
    label_words: Stretch = Stretch()
    place: Place = Place()

    @property
    def text(self) -> Stretch:
        """What follows the label, paragraph by paragraph."""
        return joined(self.words, "\n")


def parts_of(head: Iterable[Paragraph]) -> list[Part]:
    """Part the paragraphs before the agenda at their labels."""
    parts: list[Part] = []
    for paragraph in head:
        words = joined((paragraph.glyph, paragraph.words)) if paragraph.glyph else paragraph.words
        found = list(_LABEL.finditer(words.text))
        bare = _BARE_LABEL.fullmatch(words.text.strip(" .:"))
        lead = _LEAD.match(words.text)
        if bare and not found:
            parts.append(Part(Label(str(bare.lastgroup)), [], words, paragraph.place))
            continue
        if lead and not found:
            part = Part(Label(str(lead.lastgroup)), [], words.part(0, lead.end()), paragraph.place)
            part.words.append(words.part(lead.end()))
            parts.append(part)
            continue
        first = found[0].start() if found else len(words)
        ahead = words.part(0, first).strip()
        if ahead:
            people = parts and parts[-1].label in {Label.PRESENT, Label.ABSENT}
            if people and not paragraph.level and _is_person_line(paragraph, parts[-1]):
                # The list mark is counted with the field, not read as a part of the name.
                parts[-1].label_words = parts[-1].label_words + paragraph.glyph
                parts[-1].words.append(ahead.part(len(paragraph.glyph)).strip())
            elif parts and parts[-1].label and not parts[-1].words and not paragraph.level:
                parts[-1].words.append(ahead)
            else:
                parts.append(Part(None, [ahead], place=paragraph.place))
        for match, after in zip(found, [*found[1:], None], strict=False):
            end = after.start() if after else None
            label = words.part(match.start(), match.end())
            part = Part(Label(str(match.lastgroup)), [], label, paragraph.place)
            value = words.part(match.end(), end).strip()
            if value:
                part.words.append(value)
            parts.append(part)
    return parts


def _is_person_line(paragraph: Paragraph, part: Part) -> bool:
    if paragraph.mark or not part.words:
        return True
    text = paragraph.text
    return (
        len(text) < 160
        and bool(re.match(r"[A-ZÆØÅ]", text))
        and not text.endswith(":")
        and bool(re.search(r"[(,;]", text) or len(text.split()) <= 5)
    )
