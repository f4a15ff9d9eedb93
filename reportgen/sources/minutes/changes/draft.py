"""Which section of the report a paragraph of minutes leads in, by its number and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from reportgen.report.entries import Kind
from reportgen.report.outline import Doubt, OutlineParagraph
from reportgen.sources.minutes.changes import phrases
from reportgen.sources.minutes.text.sentences import sentences

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


class Sections:
    """The sections of one report, found in what is said of them."""

    def __init__(self, titles: Mapping[str, str] = SECTIONS) -> None:
        self._titles = titles

    def led_in(self, paragraph: OutlineParagraph) -> tuple[str | None, list[Doubt], str]:
        """The section a paragraph leads in, doubts about it, and what is said after the lead."""
        text = paragraph.text
        found = phrases.SECTION.search(text)
        if found is None or found.start() > phrases.LEAD:
            return self._named(paragraph)
        lead, rest = phrases.after_lead(text, found.end())
        said = found["section"]
        taken = self._by_words(lead, said)
        doubts = []
        if taken != said:
            values = {"said": said, "taken": taken, "title": self._titles.get(taken, "")}
            doubts.append(Doubt("minutes-section-corrected", values, paragraph.place))
        elif said not in self._titles:
            doubts.append(Doubt("minutes-section-unknown", {"section": said}, paragraph.place))
        return taken, doubts, rest

    def _named(self, paragraph: OutlineParagraph) -> tuple[str | None, list[Doubt], str]:
        """A lead-in that names the section by its title alone: "Ift. fokusområderne:"."""
        match = re.match(
            r"(?:ift\.?|vedr\.?|under|til|ad"
            r"|afsnittet(?: om)?)\s+(?P<name>[^:.]{4,60}):\s*(?P<rest>.*)$",
            paragraph.text,
            re.IGNORECASE | re.DOTALL,
        )
        if match is None or phrases.POINT.match(paragraph.text):
            return None, [], ""
        section = self._by_words(match["name"], "")
        return (section, [], match["rest"]) if section in LISTS else (None, [], "")

    def _by_words(self, lead: str, said: str) -> str:
        """The section whose title the words after the number name; `said` if they name none."""
        scores = {
            number: sum(
                phrases.alike(word, other)
                for word in phrases.terms(title)
                for other in phrases.terms(lead)
            )
            for number, title in self._titles.items()
        }
        if scores.get(said):
            return said
        best = max(scores.values(), default=0)
        winners = [number for number, score in scores.items() if score == best]
        in_lists = [number for number in winners if number in LISTS]
        if best == 0:
            return said
        return (in_lists or winners)[0] if len(in_lists or winners) == 1 else said


# The draft that a meeting had before it: which point is meant, and what is done to it.

Resolve = Callable[[str, int], tuple[str, str] | None]
"""(section, place in the draft) to (id, wording) of the block; none if there is no such point."""
NextId = Callable[[str], str]
"""Section to the next id that no point of the network has had; asked once for each new point."""

_MOST_POINTS = 200


class ReportDraft:
    """The draft, asked by section and by place."""

    def __init__(self, resolve: Resolve, next_id: NextId) -> None:
        self.resolve = resolve
        self.next_id = next_id

    def known(self, section: str, words: str) -> tuple[int, str, str] | None:
        """The point of the draft that is worded, or begins, like `words`."""
        wanted = phrases.plain_words(words)
        if not wanted:
            return None
        for position in range(1, _MOST_POINTS):
            found = self.resolve(section, position)
            if found is None:
                return None
            wording = phrases.plain_words(found[1])
            if wording == wanted or wording.startswith(wanted + " "):
                return position, *found
        return None

    def done_to(self, section: str, text: str) -> tuple[Kind, str | None]:
        """What is done to a point, told by the verb of the first sentence; and where it goes."""
        first = sentences(text)[0] if sentences(text) else text
        said = re.sub(r"[”\"“][^”\"“]*[”\"“]", " ", first)
        if phrases.REPLACE.search(said):
            return Kind.REPLACE, None
        if phrases.MOVE.search(said):
            if target := phrases.AFTER_POINT.search(said):
                found = self.resolve(section, int(target["number"]))
                return (Kind.MOVE, found[0]) if found else (Kind.REMARK, None)
            if phrases.FIRST.search(said):
                return Kind.MOVE, section
            last = self._last(section) if phrases.LAST.search(said) else None
            return (Kind.MOVE, last) if last else (Kind.REMARK, None)
        if phrases.REMOVE.search(said) and len(said) < 120:
            return Kind.REMOVE, None
        return Kind.AMEND, None

    def _last(self, section: str) -> str | None:
        block = None
        for position in range(1, _MOST_POINTS):
            found = self.resolve(section, position)
            if found is None:
                break
            block = found[0]
        return block
