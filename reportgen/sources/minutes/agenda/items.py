"""An item of the agenda, still with the place of every character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
from reportgen.sources.minutes.text.numbering import (
    UNNUMBERED,
    ItemCandidate,
    choose_item_lines,
    split_item_number,
)


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


@dataclass(frozen=True, slots=True)
class Agenda:
    """The document, parted into what stands before the items and the items."""

    head: tuple[OutlineParagraph, ...]
    items: tuple[TracedItem, ...]
    omissions: tuple[Omission, ...] = ()
    people: tuple[OutlineTable, ...] = ()
    """Tables of those present or absent."""
    doubts: tuple[Doubt, ...] = ()


# The agenda as running text: items by headings and numbers, labels inside them.

_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][\wæøå/ ]{2,40}?)\s*(?::\s*|$)(?P<rest>.*)", re.DOTALL)


def by_headings(
    paragraphs: Sequence[OutlineParagraph],
) -> tuple[tuple[OutlineParagraph, ...], tuple[TracedItem, ...], tuple[OutlineParagraph, ...]]:
    """Find items in running text; returns what stands before, the items, and an overview."""
    starts = _starts(paragraphs)
    if not starts:
        return tuple(paragraphs), (), ()
    first = starts[0]
    items = []
    for at, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        items.append(item_of(paragraphs[at], paragraphs[at + 1 : end]))
    if not any(item.minutes or item.proposal for item in items):
        return tuple(paragraphs), (), ()
    titles = {_plain(item.title.text) for item in items}
    overview = tuple(
        paragraph
        for paragraph in paragraphs[:first]
        if _plain(_heading_words(paragraph)) in titles
        or _plain(paragraph.text) in {"dagsorden", "dagsorden for mødet"}
    )
    before = tuple(paragraph for paragraph in paragraphs[:first] if paragraph not in overview)
    return before, tuple(items), overview


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _heading_words(paragraph: OutlineParagraph) -> str:
    found = split_item_number(paragraph.words, paragraph.mark, paragraph.glyph)
    return found.words.text if found else paragraph.text


def _starts(paragraphs: Sequence[OutlineParagraph]) -> list[int]:
    candidates = []
    for at, paragraph in enumerate(paragraphs):
        found = split_item_number(paragraph.words, paragraph.mark, paragraph.glyph)
        if found is None or not found.words:
            continue
        after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        score = 0.6 + 3.0 * bool(paragraph.level) + 1.2 * paragraph.bold
        score += 0.8 * (len(found.words) < 90 and not found.words.text.endswith((".", ";")))
        score += 0.4 * found.words.text[:1].isupper() - 1.5 * paragraph.depth
        score += 1.5 * bool(re.match(r"(?:punkt|pkt|ad|sag)", found.style))
        if after is None or split_item_number(after.words, after.mark, after.glyph) is not None:
            score -= 0.9
        candidates.append(
            ItemCandidate(at, found.number, found.style, score, found.text[-1:].isalpha())
        )
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
    if starts:
        starts |= {
            at
            for at, paragraph in enumerate(paragraphs)
            if at > min(starts) and UNNUMBERED.fullmatch(paragraph.text) and not paragraph.mark
        }
        starts |= {
            at
            for at, paragraph in enumerate(paragraphs)
            if at > max(starts)
            and re.match(r"(?:eventuelt|årshjul)\b\s*:?\s*[A-ZÆØÅ]", paragraph.text, re.IGNORECASE)
            and re.match(r"Eventuelt|Årshjul", paragraph.text)
            and not paragraph.mark
        }
    return sorted(starts)


def _is_item_heading(paragraph: OutlineParagraph) -> bool:
    text = paragraph.text.strip()
    if agenda_column(text) is not None and not UNNUMBERED.fullmatch(text):
        return False
    return not re.match(
        r"(?:deltagere|til stede|afbud|fraværende|dagsorden\b)", text, re.IGNORECASE
    )


def _heading_level(paragraphs: Sequence[OutlineParagraph], starts: set[int]) -> int:
    levels = [paragraphs[at].level for at in starts if paragraphs[at].level]
    if levels:
        return max(set(levels), key=levels.count)
    counts: dict[int, int] = {}
    for paragraph in paragraphs:
        if paragraph.level and _is_item_heading(paragraph):
            counts[paragraph.level] = counts.get(paragraph.level, 0) + 1
    several = [level for level, count in counts.items() if count >= 2]
    return min(several, default=0)


@dataclass(slots=True)
class _Parts:
    proposal: list[OutlineParagraph] = field(default_factory=list)
    minutes: list[OutlineParagraph] = field(default_factory=list)
    decisions: list[OutlineParagraph] = field(default_factory=list)
    tasks: list[OutlineParagraph] = field(default_factory=list)


def item_of(heading: OutlineParagraph, body: Sequence[OutlineParagraph]) -> TracedItem:
    """Read an item of running text; labels as "Referat:" say what follows them is."""
    found = split_item_number(heading.words, heading.mark, heading.glyph)
    title = found.words if found else heading.words
    last = re.match(r"((?:Eventuelt|Årshjul)\b\s*:?)\s*(\S.*)", title.text, re.DOTALL)
    rest: list[OutlineParagraph] = []
    if last and not found:
        rest.append(replace(heading, words=title.part(last.start(2)), level=0, bold=False))
        title = title.part(0, last.end(1)).strip()
    parts = _Parts()
    role = AgendaColumn.MINUTES
    for paragraph in (*rest, *body):
        label = _LABEL.match(paragraph.text)
        named = agenda_column(label["label"]) if label else None
        if named in {
            AgendaColumn.PROPOSAL,
            AgendaColumn.MINUTES,
            AgendaColumn.DECISION,
            AgendaColumn.TASK,
        } and (
            label is not None
            and (label["rest"] or paragraph.level or ":" in paragraph.text or paragraph.bold)
        ):
            role = named
        elif paragraph.level and named is None:
            role = AgendaColumn.MINUTES
        if role is AgendaColumn.PROPOSAL:
            parts.proposal.append(paragraph)
            continue
        parts.minutes.append(paragraph)
        if role is AgendaColumn.DECISION:
            parts.decisions.append(paragraph)
        if role is AgendaColumn.TASK:
            parts.tasks.append(paragraph)
    return TracedItem(
        title=title,
        number=found.text if found else None,
        number_glyph=found.glyph if found else TracedText(),
        proposal=tuple(parts.proposal),
        minutes=tuple(parts.minutes),
        decisions=tuple(parts.decisions),
        tasks=tuple(parts.tasks),
        title_links=heading.links,
        place=heading.place,
    )


def unnumbered_after(paragraphs: Sequence[OutlineParagraph]) -> list[TracedItem]:
    """Items below a table: "Eventuelt" as running text, if the first paragraph is such a title."""
    if not paragraphs or not UNNUMBERED.match(paragraphs[0].text):
        return []
    starts = [
        at
        for at, paragraph in enumerate(paragraphs)
        if UNNUMBERED.fullmatch(paragraph.text) or at == 0
    ]
    return [
        item_of(paragraphs[at], paragraphs[at + 1 : end])
        for at, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True)
    ]
