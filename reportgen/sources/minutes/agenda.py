"""From an outline to the items of the agenda: number, title, proposal, minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from reportgen.report.outline import (
    Aside,
    Cell,
    Doubt,
    Outline,
    Paragraph,
    Place,
    Row,
    Stretch,
    Table,
    joined,
)
from reportgen.sources.minutes.columns import Column, column_of, columns_of
from reportgen.sources.minutes.marks import marked
from reportgen.sources.minutes.numbering import UNNUMBERED, Candidate, Numbered, chain, numbered
from reportgen.sources.minutes.wraps import ends_sentence

TABLE_HEAD = "tabelhoved"
REPEATED_HEAD = "gentaget tabelhoved"
OVERVIEW = "dagsordenens oversigt før referatet"

_BESIDE_TITLE = re.compile(
    r"(?:bilag|vedhæftet|vedlagt|link|se|jf\.?|https?://|tid|varighed|kl\.|v/|ved:|ansvarlig)\b|https?:",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?:referat|beslutning|konklusion|underskrift|mødet (?:sluttede|hævet))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda, still with the place of every character."""

    title: Stretch
    number: str | None = None
    number_glyph: Stretch = Stretch()
    proposal: Cell = ()
    minutes: Cell = ()
    decisions: Cell = ()
    """Paragraphs of `minutes` that stood under "Beslutning"."""
    tasks: Cell = ()
    """Paragraphs of `minutes` that stood under "Ansvarlig"."""
    title_links: tuple[str, ...] = ()
    place: Place = Place()
    doubts: tuple[Doubt, ...] = ()

    @property
    def key(self) -> str:
        """How a person refers to it."""
        return self.number or self.title.text


@dataclass(frozen=True, slots=True)
class Agenda:
    """The document, parted into what stands before the items and the items."""

    head: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    asides: tuple[Aside, ...] = ()
    people: tuple[Table, ...] = ()
    """Tables of those present or absent."""
    doubts: tuple[Doubt, ...] = ()


def agenda(outline: Outline) -> Agenda:
    """Find the items of `outline`: in tables by their headers, else by headings and numbers."""
    outline = _with_marks(outline)
    head: list[Paragraph] = []
    people: list[Table] = []
    asides = list(outline.asides)
    doubts = list(outline.doubts)
    items: list[Item] = []
    roles: tuple[Column | None, ...] | None = None
    loose: list[Paragraph] = []
    for block in outline.blocks:
        if isinstance(block, Paragraph):
            (loose if items else head).append(block)
            continue
        found = _read_table(block, roles)
        if found is None:
            if not items and _is_people(block):
                people.append(block)
            else:
                (loose if items else head).extend(_flat(block))
            continue
        roles, own, left, own_doubts = found
        asides += left
        doubts += own_doubts
        if items and loose:
            items[-1] = replace(items[-1], minutes=(*items[-1].minutes, *loose))
            loose = []
        for item in own:
            if item.title or item.number:
                items.append(item)
            elif items:
                items[-1] = _continued(items[-1], item)
            else:
                head.extend((*item.proposal, *item.minutes))
    if items:
        after = _unnumbered_after(loose)
        if after:
            items += after
        elif loose:
            items[-1] = replace(items[-1], minutes=(*items[-1].minutes, *loose))
        return Agenda(tuple(head), tuple(items), tuple(asides), tuple(people), tuple(doubts))
    before, by_headings, overview = _by_headings(head)
    asides += [
        Aside(joined((paragraph.glyph, paragraph.words)), OVERVIEW, paragraph.place)
        for paragraph in overview
    ]
    return Agenda(before, by_headings, tuple(asides), tuple(people), tuple(doubts))


def _with_marks(outline: Outline) -> Outline:
    """Part list marks that were typed by hand from their words."""
    return replace(outline, blocks=tuple(_marked_block(block) for block in outline.blocks))


def _marked_block(block: Paragraph | Table) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return _marked_paragraph(block)
    return Table(
        tuple(
            replace(row, cells=tuple(tuple(map(_marked_paragraph, cell)) for cell in row.cells))
            for row in block.rows
        )
    )


def _marked_paragraph(paragraph: Paragraph) -> Paragraph:
    mark = None if paragraph.mark or paragraph.level else marked(paragraph.words)
    if mark is None or not mark.words:
        return paragraph
    return replace(paragraph, words=mark.words, mark=mark.mark, glyph=mark.glyph, depth=mark.depth)


def _continued(item: Item, more: Item) -> Item:
    return replace(
        item,
        proposal=(*item.proposal, *more.proposal),
        minutes=(*item.minutes, *more.minutes),
        decisions=(*item.decisions, *more.decisions),
        tasks=(*item.tasks, *more.tasks),
        doubts=(*item.doubts, *more.doubts),
    )


# --- tables ---------------------------------------------------------------------------------

_Found = tuple[tuple[Column | None, ...], list[Item], list[Aside], list[Doubt]]


def _read_table(table: Table, before: tuple[Column | None, ...] | None) -> _Found | None:
    """Read `table` if it is an agenda's: by its header, else by the header of the one before."""
    asides: list[Aside] = []
    doubts: list[Doubt] = []
    rows = list(table.rows)
    roles: tuple[Column | None, ...] | None = None
    header: tuple[str, ...] = ()
    start = 0
    for at, row in enumerate(rows[:6]):
        roles = columns_of(row.texts)
        if roles is not None:
            header, start = row.texts, at + 1
            asides += _as_asides(row, TABLE_HEAD)
            break
    if roles is None:
        width = max((len(row.cells) for row in rows), default=0)
        if before is not None and len(before) == width:
            roles = before
        else:
            roles = _roles_by_content(rows)
            if roles is None:
                return None
            doubts.append(Doubt("minutes-columns-unnamed", {}, rows[0].place))
    items: list[Item] = [
        Item(Stretch(), minutes=tuple(_flat(Table((row,))))) for row in rows[: max(start - 1, 0)]
    ]
    for row in rows[start:]:
        if header and row.texts == header:
            asides += _as_asides(row, REPEATED_HEAD)
        elif any(row.cells):
            items.append(_item(row, roles))
    return roles, items, asides, doubts


def _as_asides(row: Row, reason: str) -> list[Aside]:
    words = joined(
        part
        for cell in row.cells
        for paragraph in cell
        for part in (paragraph.glyph, paragraph.words)
    )
    # A header that a reader made up (the line itself is set aside already) has no characters.
    return [Aside(words, reason, row.place)] if any(at >= 0 for at in words.at) else []


def _roles_by_content(rows: Sequence[Row]) -> tuple[Column | None, ...] | None:
    """Columns of a table without header: numbered titles first, or a number column."""
    width = max((len(row.cells) for row in rows), default=0)
    if not 2 <= width <= 4 or len(rows) < 2:
        return None
    firsts = [row.cells[0] for row in rows if row.cells and row.cells[0]]
    opened = [numbered(cell[0].words, cell[0].mark, cell[0].glyph) for cell in firsts]
    if sum(1 for found in opened if found and found.words) * 2 >= len(rows):
        return (Column.TITLE, Column.PROPOSAL, Column.MINUTES)[:1] + (
            (Column.MINUTES,)
            if width == 2
            else (Column.PROPOSAL, Column.MINUTES, Column.TASK)[: width - 1]
        )
    bare = [row.texts[0].strip(" .)") for row in rows if row.cells]
    if sum(text.isdigit() for text in bare) * 2 >= len(rows) and width >= 3:
        rest = (Column.MINUTES,) if width == 3 else (Column.PROPOSAL, Column.MINUTES)
        return (Column.NUMBER, Column.TITLE, *rest)
    return None


def _item(row: Row, roles: Sequence[Column | None]) -> Item:
    """Read a row; a cell under no known header goes with the minutes."""
    by_role: dict[Column, list[Paragraph]] = {}
    last = len(roles) - 1
    for at, cell in enumerate(row.cells):
        role = roles[min(at, last)]
        by_role.setdefault(role or Column.MINUTES, []).extend(cell)
    number = tuple(by_role.get(Column.NUMBER, ()))
    title, beside, found = _title(tuple(by_role.get(Column.TITLE, ())), number)
    decisions = tuple(by_role.get(Column.DECISION, ()))
    tasks = tuple(by_role.get(Column.TASK, ()))
    return Item(
        title=joined(paragraph.words for paragraph in title),
        number=found.text if found else None,
        number_glyph=found.glyph if found else Stretch(),
        proposal=(*beside, *by_role.get(Column.PROPOSAL, ())),
        minutes=(*by_role.get(Column.MINUTES, ()), *decisions, *tasks),
        decisions=decisions,
        tasks=tasks,
        title_links=tuple(link for paragraph in title for link in paragraph.links),
        place=row.place,
        doubts=row.doubts,
    )


def _title(cell: Cell, number: Cell) -> tuple[Cell, Cell, Numbered | None]:
    """Part a title cell into the title and what stands below it (attachments, links)."""
    found = None
    if number:
        first = number[0]
        found = numbered(Stretch.inserted("x"), first.mark, first.glyph) if first.mark else None
        found = found or numbered(first.words + Stretch.inserted(". x"))
        if found:
            glyph = joined(part for p in number for part in (p.glyph, p.words))
            found = replace(found, glyph=glyph)
        else:
            cell = (*number, *cell)
    if not cell:
        return (), (), found
    if found is None:
        first = cell[0]
        found = numbered(first.words, first.mark, first.glyph)
        if found is not None and not found.words and len(cell) > 1:
            cell = cell[1:]
        elif found is not None:
            cell = (replace(first, words=found.words, mark="", glyph=Stretch()), *cell[1:])
    end = 1
    while end < len(cell) and not _stands_beside(cell[end - 1], cell[end]):
        end += 1
    return cell[:end], cell[end:], found


def _stands_beside(above: Paragraph, paragraph: Paragraph) -> bool:
    if paragraph.mark or _BESIDE_TITLE.match(paragraph.text):
        return True
    return ends_sentence(above.text) and len(paragraph.text) > 60


def _flat(table: Table) -> Iterable[Paragraph]:
    """Read a table that is no agenda as running text; a cell that ends in a colon is a label."""
    for row in table.rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) >= 2 and len(cells[0]) == 1 and len(row.texts[0]) < 40:
            label, (first, *others) = cells[0][0], cells[1]
            between = "" if label.text.endswith(":") else ":"
            words = joined((label.words + Stretch.inserted(between), first.glyph, first.words))
            yield replace(label, words=words, links=(*label.links, *first.links))
            yield from others
            for cell in cells[2:]:
                yield from cell
        else:
            for cell in cells:
                yield from cell


_PEOPLE = re.compile(r"navn(?:e)?|deltager(?:e|navn)?|medlem(?:mer)?", re.IGNORECASE)


def _is_people(table: Table) -> bool:
    header = table.rows[0].texts if table.rows else ()
    return len(header) >= 2 and any(_PEOPLE.fullmatch(text.strip(" :")) for text in header)


# --- headings -------------------------------------------------------------------------------

_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][\wæøå/ ]{2,40}?)\s*(?::\s*|$)(?P<rest>.*)", re.DOTALL)


def _by_headings(
    paragraphs: Sequence[Paragraph],
) -> tuple[tuple[Paragraph, ...], tuple[Item, ...], tuple[Paragraph, ...]]:
    """Find items in running text; returns what stands before, the items, and an overview."""
    starts = _starts(paragraphs)
    if not starts:
        return tuple(paragraphs), (), ()
    first = starts[0]
    items = []
    for at, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        items.append(_item_of(paragraphs[at], paragraphs[at + 1 : end]))
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


def _item_of(heading: Paragraph, body: Sequence[Paragraph]) -> Item:
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


def _unnumbered_after(paragraphs: Sequence[Paragraph]) -> list[Item]:
    """Items below a table: "Eventuelt" as running text, if the first paragraph is such a title."""
    if not paragraphs or not UNNUMBERED.match(paragraphs[0].text):
        return []
    starts = [
        at
        for at, paragraph in enumerate(paragraphs)
        if UNNUMBERED.fullmatch(paragraph.text) or at == 0
    ]
    return [
        _item_of(paragraphs[at], paragraphs[at + 1 : end])
        for at, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True)
    ]
