"""Items of the agenda: what one is, and how they are found in running text.

In running text an item opens with a heading or a number, and labels inside it ("Referat:")
say what follows them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.report.outline import (
    Cell,
    Doubt,
    Omission,
    OutlineParagraph,
    OutlineTable,
    SourcePlace,
    TracedText,
)
from reportgen.sources.minutes.labels import AgendaColumn, agenda_column
from reportgen.sources.minutes.text.numbering import UNNUMBERED, choose_item_lines, item_number
from reportgen.sources.minutes.text.sentences import plain_words

_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][\wæøå/ ]{2,40}?)\s*(?::\s*|$)(?P<rest>.*)", re.DOTALL)
_LAST_ITEM = re.compile(r"((?:Eventuelt|Årshjul)\b\s*:?)\s*(\S.*)", re.DOTALL)
_LAST_ITEM_OPENS = re.compile(r"(?:Eventuelt|Årshjul)\b\s*:?\s*[A-ZÆØÅa-zæøå]")
_OTHER_HEADING = re.compile(r"(?:deltagere|til stede|afbud|fraværende|dagsorden\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TracedItem:
    """An item of the agenda, still with the place of every character."""

    title: TracedText
    number: str | None = None
    number_glyph: TracedText = TracedText()
    proposal: Cell = ()
    minutes: Cell = ()
    decisions: Cell = ()
    """Paragraphs of `minutes` that stood under "Beslutning"."""
    tasks: Cell = ()
    """Paragraphs of `minutes` that stood under "Ansvarlig"."""
    title_links: tuple[str, ...] = ()
    place: SourcePlace = SourcePlace()
    doubts: tuple[Doubt, ...] = ()

    @property
    def key(self) -> str:
        """How a person refers to it."""
        return self.number or self.title.text

    @property
    def paragraphs(self) -> Cell:
        """What stands below the title: what was put forward, then what was reported."""
        return (*self.proposal, *self.minutes)

    def continued(self, more: TracedItem) -> TracedItem:
        """Add what stands in `more`, which has no title of its own."""
        return replace(
            self,
            proposal=self.proposal + more.proposal,
            minutes=self.minutes + more.minutes,
            decisions=self.decisions + more.decisions,
            tasks=self.tasks + more.tasks,
            doubts=self.doubts + more.doubts,
        )


@dataclass(frozen=True, slots=True)
class Agenda:
    """The document, split into what stands before the items and the items."""

    head: tuple[OutlineParagraph, ...]
    items: tuple[TracedItem, ...]
    omissions: tuple[Omission, ...] = ()
    people: tuple[OutlineTable, ...] = ()
    """Tables of those present or absent."""
    doubts: tuple[Doubt, ...] = ()


def items_by_headings(
    paragraphs: Sequence[OutlineParagraph],
) -> tuple[tuple[OutlineParagraph, ...], tuple[TracedItem, ...], tuple[OutlineParagraph, ...]]:
    """Find items in running text; returns what stands before, the items, and an overview."""
    starts = _item_starts(paragraphs)
    items = tuple(_items_from(paragraphs, starts))
    if not any(item.paragraphs for item in items):
        return tuple(paragraphs), (), ()
    titles = {plain_words(item.title.text) for item in items}
    before: list[OutlineParagraph] = []
    overview: list[OutlineParagraph] = []
    for paragraph in paragraphs[: starts[0]]:
        numbered = item_number(paragraph)
        title = numbered.words.text if numbered else paragraph.text
        is_overview = plain_words(title) in titles or plain_words(paragraph.text) in {
            "dagsorden",
            "dagsorden for mødet",
        }
        (overview if is_overview else before).append(paragraph)
    return tuple(before), items, tuple(overview)


def items_below_table(paragraphs: Sequence[OutlineParagraph]) -> list[TracedItem]:
    """Items below a table: "Eventuelt" as running text, if the first paragraph is such a title."""
    if not paragraphs or not UNNUMBERED.match(paragraphs[0].text):
        return []
    starts = [
        at
        for at, paragraph in enumerate(paragraphs)
        if UNNUMBERED.fullmatch(paragraph.text) or at == 0
    ]
    return list(_items_from(paragraphs, starts))


def _items_from(
    paragraphs: Sequence[OutlineParagraph], starts: Sequence[int]
) -> Iterator[TracedItem]:
    for at, end in zip(starts, [*starts, len(paragraphs)][1:], strict=True):
        yield _item(paragraphs[at], paragraphs[at + 1 : end])


def _item_starts(paragraphs: Sequence[OutlineParagraph]) -> list[int]:
    """Indexes of the paragraphs that open an item: by number, by heading, or by their title."""
    candidates = []
    for at, paragraph in enumerate(paragraphs):
        numbered = item_number(paragraph)
        if numbered is None or not numbered.words:
            continue
        after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        title = numbered.words.text
        score = 0.6 + 3.0 * bool(paragraph.level) + 1.2 * paragraph.bold
        score += 0.8 * (len(title) < 90 and not title.endswith((".", ";")))
        score += 0.4 * title[:1].isupper() - 1.5 * paragraph.depth
        score += 1.5 * bool(re.match(r"(?:punkt|pkt|ad|sag)", numbered.style))
        if after is None or item_number(after) is not None:
            score -= 0.9
        candidates.append(numbered.as_candidate(at, score))
    starts = set(choose_item_lines(candidates))
    level = _heading_level(paragraphs, starts)
    by_level = {
        at
        for at, paragraph in enumerate(paragraphs)
        if level and paragraph.level == level and _is_item_heading(paragraph)
    }
    if len(starts) < 2 and len(by_level) >= 2:
        starts = by_level
    elif starts and all(paragraphs[at].level for at in starts):
        starts |= {at for at in by_level if at > min(starts)}
    unmarked = [
        (at, paragraph.text) for at, paragraph in enumerate(paragraphs) if not paragraph.mark
    ]
    if starts:
        starts |= {at for at, text in unmarked if at > min(starts) and UNNUMBERED.fullmatch(text)}
        starts |= {at for at, text in unmarked if at > max(starts) and _LAST_ITEM_OPENS.match(text)}
    return sorted(starts)


def _is_item_heading(paragraph: OutlineParagraph) -> bool:
    """Whether a heading is an item's: not a label of one, nor of the head."""
    text = paragraph.text.strip()
    if agenda_column(text) is not None and not UNNUMBERED.fullmatch(text):
        return False
    return not _OTHER_HEADING.match(text)


def _heading_level(paragraphs: Sequence[OutlineParagraph], starts: set[int]) -> int:
    """The level of the headings that items have: of those numbered, else the first used twice."""
    levels = [paragraphs[at].level for at in starts if paragraphs[at].level]
    if levels:
        return max(set(levels), key=levels.count)
    levels = [p.level for p in paragraphs if p.level and _is_item_heading(p)]
    return min((level for level in levels if levels.count(level) >= 2), default=0)


def _item(heading: OutlineParagraph, body: Sequence[OutlineParagraph]) -> TracedItem:
    """Read an item of running text; labels as "Referat:" say what follows them is."""
    numbered = item_number(heading)
    title = numbered.words if numbered else heading.words
    last = None if numbered else _LAST_ITEM.match(title.text)
    if last:
        rest = replace(heading, words=title.part(last.start(2)), level=0, bold=False)
        body = (rest, *body)
        title = title.part(0, last.end(1)).strip()
    by_role: dict[AgendaColumn, list[OutlineParagraph]] = {role: [] for role in AgendaColumn}
    role = AgendaColumn.MINUTES
    for paragraph in body:
        role = _role(paragraph, role)
        by_role[role].append(paragraph)
        if role in {AgendaColumn.DECISION, AgendaColumn.TASK}:
            by_role[AgendaColumn.MINUTES].append(paragraph)
    return TracedItem(
        title=title,
        number=numbered.text if numbered else None,
        number_glyph=numbered.glyph if numbered else TracedText(),
        proposal=tuple(by_role[AgendaColumn.PROPOSAL]),
        minutes=tuple(by_role[AgendaColumn.MINUTES]),
        decisions=tuple(by_role[AgendaColumn.DECISION]),
        tasks=tuple(by_role[AgendaColumn.TASK]),
        title_links=heading.links,
        place=heading.place,
    )


def _role(paragraph: OutlineParagraph, above: AgendaColumn) -> AgendaColumn:
    """What a paragraph is: as its label or heading says, else as the one `above` it."""
    label = _LABEL.match(paragraph.text)
    named = agenda_column(label["label"]) if label else None
    if named is None:
        return AgendaColumn.MINUTES if paragraph.level else above
    is_label = label and (
        label["rest"] or paragraph.level or ":" in paragraph.text or paragraph.bold
    )
    if is_label and named not in {AgendaColumn.NUMBER, AgendaColumn.TITLE}:
        return named
    return above
