"""What minutes mean in the draft they had: which section, which point, and what is done to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType

from reportgen.report.entries import Kind
from reportgen.report.outline import Doubt, OutlineParagraph
from reportgen.sources.minutes.changes import phrases
from reportgen.sources.minutes.text.sentences import plain_words, sentences

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
        match = phrases.SECTION.search(text)
        if match is None or match.start() > phrases.LEAD:
            return self._led_in_by_title(paragraph)
        lead, rest = phrases.after_lead(text, match.end())
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
        match = phrases.TITLE.match(paragraph.text)
        if match is None or phrases.POINT.match(paragraph.text):
            return None, [], ""
        section = self._by_title(match["name"], "")
        return (section, [], match["rest"]) if section in LISTS else (None, [], "")

    def _by_title(self, lead: str, number: str) -> str:
        """The section whose title the words after `number` name; `number` if they name none."""
        scores = {
            section: sum(
                phrases.alike(word, other)
                for word in phrases.terms(title)
                for other in phrases.terms(lead)
            )
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

    def point(self, section: str, position: int) -> DraftPoint | None:
        """The point at a place of a section; none if there is none."""
        block = self._resolve(section, position)
        return DraftPoint(position, *block) if block else None

    def _points(self, section: str) -> Iterator[DraftPoint]:
        points = (self.point(section, position) for position in range(1, _MOST_POINTS))
        return filter(None, takewhile(bool, points))

    def point_worded(self, section: str, words: str) -> DraftPoint | None:
        """The point of the draft that is worded, or begins, like `words`."""
        wanted = f"{plain_words(words)} "
        points = self._points(section) if wanted.strip() else ()
        return next((p for p in points if f"{plain_words(p.wording)} ".startswith(wanted)), None)

    def kind_of_change(self, section: str, text: str) -> tuple[Kind, str | None]:
        """What is done to a point, told by the verb of the first sentence; and where it goes.

        Where it goes is the id of the point it is put after, or the section it comes first
        in. What is quoted is the point's new wording and says nothing of this. A move to a
        place the draft does not have is a remark.
        """
        first = next(iter(sentences(text)), text)
        unquoted = re.sub(r"[”\"“][^”\"“]*[”\"“]", " ", first)
        if phrases.REPLACE.search(unquoted):
            return Kind.REPLACE, None
        if phrases.MOVE.search(unquoted):
            target = None
            if after := phrases.AFTER_POINT.search(unquoted):
                target = self.point(section, int(after["number"]))
            elif phrases.FIRST.search(unquoted):
                return Kind.MOVE, section
            elif phrases.LAST.search(unquoted):
                *_, target = (None, *self._points(section))
            return (Kind.MOVE, target.id) if target else (Kind.REMARK, None)
        if phrases.REMOVE.search(unquoted) and len(unquoted) < 120:
            return Kind.REMOVE, None
        return Kind.AMEND, None
