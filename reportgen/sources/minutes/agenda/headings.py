"""The agenda as running text: items by headings and numbers, labels inside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportgen.report.outline import Paragraph, Stretch
from reportgen.sources.minutes.agenda.columns import Column, column_of
from reportgen.sources.minutes.agenda.items import Item
from reportgen.sources.minutes.agenda.numbering import UNNUMBERED, Candidate, chain, numbered

_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][\wæøå/ ]{2,40}?)\s*(?::\s*|$)(?P<rest>.*)", re.DOTALL)


def by_headings(
    paragraphs: Sequence[Paragraph],
) -> tuple[tuple[Paragraph, ...], tuple[Item, ...], tuple[Paragraph, ...]]:
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


def _heading_words(paragraph: Paragraph) -> str:
    found = numbered(paragraph.words, paragraph.mark, paragraph.glyph)
    return found.words.text if found else paragraph.text


def _starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    candidates = []
    for at, paragraph in enumerate(paragraphs):
        found = numbered(paragraph.words, paragraph.mark, paragraph.glyph)
        if found is None or not found.words:
            continue
        after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        score = 0.6 + 3.0 * bool(paragraph.level) + 1.2 * paragraph.bold
        score += 0.8 * (len(found.words) < 90 and not found.words.text.endswith((".", ";")))
        score += 0.4 * found.words.text[:1].isupper() - 1.5 * paragraph.depth
        score += 1.5 * bool(re.match(r"(?:punkt|pkt|ad|sag)", found.style))
        if after is None or numbered(after.words, after.mark, after.glyph) is not None:
            score -= 0.9
        candidates.append(
            Candidate(at, found.number, found.style, score, found.text[-1:].isalpha())
        )
    starts = set(chain(candidates))
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


def _is_item_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    if column_of(text) is not None and not UNNUMBERED.fullmatch(text):
        return False
    return not re.match(
        r"(?:deltagere|til stede|afbud|fraværende|dagsorden\b)", text, re.IGNORECASE
    )


def _heading_level(paragraphs: Sequence[Paragraph], starts: set[int]) -> int:
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
    proposal: list[Paragraph] = field(default_factory=list)
    minutes: list[Paragraph] = field(default_factory=list)
    decisions: list[Paragraph] = field(default_factory=list)
    tasks: list[Paragraph] = field(default_factory=list)


def item_of(heading: Paragraph, body: Sequence[Paragraph]) -> Item:
    """Read an item of running text; labels as "Referat:" say what follows them is."""
    found = numbered(heading.words, heading.mark, heading.glyph)
    title = found.words if found else heading.words
    last = re.match(r"((?:Eventuelt|Årshjul)\b\s*:?)\s*(\S.*)", title.text, re.DOTALL)
    rest: list[Paragraph] = []
    if last and not found:
        rest.append(replace(heading, words=title.part(last.start(2)), level=0, bold=False))
        title = title.part(0, last.end(1)).strip()
    parts = _Parts()
    role = Column.MINUTES
    for paragraph in (*rest, *body):
        label = _LABEL.match(paragraph.text)
        named = column_of(label["label"]) if label else None
        if named in {Column.PROPOSAL, Column.MINUTES, Column.DECISION, Column.TASK} and (
            label is not None
            and (label["rest"] or paragraph.level or ":" in paragraph.text or paragraph.bold)
        ):
            role = named
        elif paragraph.level and named is None:
            role = Column.MINUTES
        if role is Column.PROPOSAL:
            parts.proposal.append(paragraph)
            continue
        parts.minutes.append(paragraph)
        if role is Column.DECISION:
            parts.decisions.append(paragraph)
        if role is Column.TASK:
            parts.tasks.append(paragraph)
    return Item(
        title=title,
        number=found.text if found else None,
        number_glyph=found.glyph if found else Stretch(),
        proposal=tuple(parts.proposal),
        minutes=tuple(parts.minutes),
        decisions=tuple(parts.decisions),
        tasks=tuple(parts.tasks),
        title_links=heading.links,
        place=heading.place,
    )


def unnumbered_after(paragraphs: Sequence[Paragraph]) -> list[Item]:
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
