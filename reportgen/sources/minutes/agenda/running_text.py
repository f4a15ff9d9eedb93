"""Items of the agenda in running text: each opens with a number, or with a heading.

A list of the agenda may stand above them. It gives the titles of items that are opened by
"Ad 1" alone, and what stands below an entry of the list was put forward for that item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from reportgen.problems import shortened
from reportgen.report.outline import Doubt, Omission, OutlineParagraph, TracedText
from reportgen.sources.minutes.agenda.blocks import block_label, split_blocks
from reportgen.sources.minutes.agenda.items import Agenda, TracedItem
from reportgen.sources.minutes.agenda.votes import (
    LONGEST_TITLE,
    REFERS_BACK,
    Opening,
    Openings,
    find_openings,
    is_dagsorden,
    title_key,
)
from reportgen.sources.minutes.labels import OPENS_LABEL, agenda_column, head_label
from reportgen.sources.minutes.text.numbering import UNNUMBERED, split_item_number

OVERVIEW = "dagsordenens oversigt før referatet"
REPEATED_HEADING = "gentaget overskrift"

_LAST_ITEM = re.compile(r"((?:Eventuelt|Årshjul)\b\s*+:?)\s*+(\S.*)", re.DOTALL)
_LAST_ITEM_OPENS = re.compile(r"(?:Eventuelt|Årshjul)\b\s*+:?\s*+[A-ZÆØÅa-zæøå]")
_LAST_TITLE = re.compile(r"(?:eventuelt|evt\.?|årshjul(?:et)?)\s*[.:]?", re.IGNORECASE)
_OTHER_HEADING = re.compile(r"(?:deltagere|til stede|afbud|fraværende|dagsorden\b)", re.IGNORECASE)


def items_by_headings(paragraphs: Sequence[OutlineParagraph]) -> Agenda:
    """Find the items of running text, and what stands before them."""
    openings = find_openings(paragraphs)
    starts = _starts(paragraphs, openings)
    listed = {entry.numbered.number: entry for entry in openings.listed if entry.numbered}
    items: list[TracedItem] = []
    omissions: list[Omission] = []
    for start, end in _spans(starts, len(paragraphs)):
        entry = listed.get(start.numbered.number) if start.numbered else None
        item, repeated = _item(start, paragraphs[start.at : end], entry)
        items.append(replace(item, doubts=tuple(_doubts(paragraphs, openings, start.at, end))))
        omissions += repeated
    if not any(item.paragraphs for item in items):
        return Agenda(tuple(paragraphs), ())
    if not any(start.numbered or paragraphs[start.at].level for start in starts):
        look = Doubt("minutes-items-by-look", {}, items[0].place)
        items[0] = replace(items[0], doubts=(look, *items[0].doubts))
    above = list(paragraphs[: starts[0].at])
    entries = _agenda_list(openings.listed, items)
    titles = {title_key(item.title.text) for item in items}
    head: list[OutlineParagraph] = []
    for paragraph in above[: entries[0].at if entries else len(above)]:
        listed_title = split_item_number(paragraph.printed, bare=True)
        title = listed_title.words.text if listed_title else paragraph.text
        if title_key(title) in titles or is_dagsorden(title):
            omissions.append(Omission(paragraph.printed, OVERVIEW, paragraph.place))
        else:
            head.append(paragraph)
    if not entries:
        return Agenda(tuple(head), tuple(items), tuple(omissions))
    used = {
        offset
        for item in items
        for words in (item.title, item.number_glyph)
        for offset in words.offsets
    }
    for entry in entries:
        line = paragraphs[entry.at]
        if rest := line.printed.without(used).strip():
            omissions.append(Omission(rest, OVERVIEW, line.place))
    proposals, between = _below_list(above, entries)
    numbers = {
        start.numbered.number: at for at, start in reversed([*enumerate(starts)]) if start.numbered
    }
    for number, proposal in proposals:
        if number in numbers:
            item = items[numbers[number]]
            items[numbers[number]] = replace(item, proposal=(*proposal, *item.proposal))
        else:
            between = [*proposal, *between]
    return Agenda(tuple(head), tuple(items), tuple(omissions), between=tuple(between))


def items_below_table(
    paragraphs: Sequence[OutlineParagraph], last: int
) -> tuple[Sequence[OutlineParagraph], list[TracedItem]]:
    """Split what stands below a table whose last item is number `last`.

    Items go on there where the next number opens one, or where the first paragraph is a title
    that items have without a number ("Eventuelt"). What stands above them comes first.
    """
    openings = find_openings(paragraphs)
    starts: Sequence[Opening] = ()
    first = openings.items[0].numbered if openings.items else None
    if first is not None and first.number == last + 1:
        starts = _starts(paragraphs, openings)
    elif paragraphs and UNNUMBERED.match(paragraphs[0].text):
        starts = [
            Opening(at)
            for at, paragraph in enumerate(paragraphs)
            if UNNUMBERED.fullmatch(paragraph.text) or at == 0
        ]
    items = [
        _item(start, paragraphs[start.at : end], None)[0]
        for start, end in _spans(starts, len(paragraphs))
    ]
    return paragraphs[: starts[0].at] if starts else paragraphs, items


def is_running(agenda: Agenda) -> bool:
    """Whether running text holds an agenda with its minutes, and no more than its list."""
    return len(agenda.items) > 1 and bool(agenda.items[0].number and agenda.items[0].paragraphs)


def _spans(starts: Sequence[Opening], end: int) -> Iterator[tuple[Opening, int]]:
    """Each opening with the index where the next one stands."""
    yield from zip(starts, [*(start.at for start in starts[1:]), end], strict=bool(starts))


# --- where items open -----------------------------------------------------------------------


def _starts(paragraphs: Sequence[OutlineParagraph], openings: Openings) -> list[Opening]:
    """The openings found by number, and the headings and titles that have none."""
    starts = {opening.at: opening for opening in openings.items}
    level = _heading_level(paragraphs, starts)
    by_level = {
        at: Opening(at)
        for at, paragraph in enumerate(paragraphs)
        if level and paragraph.level == level and _is_item_heading(paragraph)
    }
    if len(starts) < 2 and len(by_level) >= 2:
        starts = by_level
    elif starts and all(paragraphs[at].level for at in starts):
        first = min(starts)
        starts |= {at: by_level[at] for at in by_level if at > first and at not in starts}
    if not starts:
        starts = _by_look(paragraphs)
    found = sorted(starts)
    above: Opening | None = None
    for at, paragraph in enumerate(paragraphs):
        if at in starts:
            above = starts[at]
            continue
        if above is None or paragraph.mark:
            continue
        if _opens_without_number(paragraphs, at, above, last=at > found[-1]):
            above = starts[at] = Opening(at)
    return [starts[at] for at in sorted(starts)]


def _opens_without_number(
    paragraphs: Sequence[OutlineParagraph], at: int, above: Opening, *, last: bool
) -> bool:
    """Whether a title that items often have without a number ("Eventuelt") opens one here.

    It does where it looks as the items do, or stands below the last of them; not where it
    says again what the item above it is called.
    """
    paragraph, heading = paragraphs[at], paragraphs[above.at]
    if last and _LAST_ITEM_OPENS.match(paragraph.text):
        return True
    words = above.numbered.words.text if above.numbered else heading.text
    if not words and at == above.at + 1:
        return False  # the title of a number that stands alone
    if not UNNUMBERED.fullmatch(paragraph.text) or title_key(words) == title_key(paragraph.text):
        return False
    if _LAST_TITLE.fullmatch(paragraph.text):
        return True
    looks, others = ((p.level, p.bold, p.large) for p in (paragraph, heading))
    if looks != others:
        return False
    return any(looks) or (last and at > above.at + 1 and not paragraph.text.endswith("."))


def _is_item_heading(paragraph: OutlineParagraph) -> bool:
    """Whether a heading is an item's: not a label of one, nor of the head."""
    text = paragraph.text.strip()
    named = agenda_column(text) is not None or block_label(paragraph) is not None
    if named and not UNNUMBERED.fullmatch(text):
        return False
    return not _OTHER_HEADING.match(text)


def _heading_level(paragraphs: Sequence[OutlineParagraph], starts: Mapping[int, Opening]) -> int:
    """The level of the headings that items have: of those numbered, else the first used twice."""
    numbered = Counter(paragraphs[at].level for at in starts if paragraphs[at].level)
    if numbered:
        return max(sorted(numbered), key=numbered.__getitem__)
    levels = Counter(p.level for p in paragraphs if p.level and _is_item_heading(p))
    return min((level for level, count in levels.items() if count >= 2), default=0)


def _by_look(paragraphs: Sequence[OutlineParagraph]) -> dict[int, Opening]:
    """The lines that stand out by their look alone, each with text below it."""
    starts = {
        at: Opening(at)
        for at, paragraph in enumerate(paragraphs[:-1])
        if (paragraph.bold or paragraph.large)
        and not paragraph.mark
        and len(paragraph.text) < LONGEST_TITLE
        and not paragraph.text.endswith((".", ":"))
        and _is_item_heading(paragraph)
        and head_label(paragraph.text) is None
        and not (
            (paragraphs[at + 1].bold or paragraphs[at + 1].large)
            and block_label(paragraphs[at + 1]) is None
        )
    }
    # The first such line above the others is often the document's own title.
    first = next(iter(starts), None)
    if first is not None and any(
        OPENS_LABEL.match(paragraph.text)
        for paragraph in paragraphs[first : min(first + 3, len(paragraphs))]
    ):
        del starts[first]
    return starts if len(starts) >= 2 else {}


def _doubts(
    paragraphs: Sequence[OutlineParagraph], openings: Openings, start: int, end: int
) -> Iterator[Doubt]:
    """What is doubtful of an item's lines; of lines below each other, the first."""
    above = -2
    for at in range(start, end):
        if at not in openings.doubtful:
            continue
        if at != above + 1:
            code = "minutes-line-as-item" if openings.doubtful[at] else "minutes-line-as-entry"
            paragraph = paragraphs[at]
            yield Doubt(code, {"text": shortened(paragraph.written.strip())}, paragraph.place)
        above = at


# --- the agenda's list ----------------------------------------------------------------------


def _agenda_list(listed: Sequence[Opening], items: Sequence[TracedItem]) -> Sequence[Opening]:
    """The numbered lines above the first item that are the agenda's list, if there is one.

    It begins where the first title of an item stands, or at the numbers that lead up to it.
    """
    titles = {title_key(item.title.text) for item in items}
    numbered = [entry.numbered for entry in listed if entry.numbered]
    first = next(
        (at for at, entry in enumerate(numbered) if title_key(entry.words.text) in titles), None
    )
    if first is None:
        return ()
    while first and numbered[first - 1].number == numbered[first].number - 1:
        first -= 1
    return listed[first:]


def _below_list(
    above: Sequence[OutlineParagraph], entries: Sequence[Opening]
) -> tuple[list[tuple[int, tuple[OutlineParagraph, ...]]], list[OutlineParagraph]]:
    """What stands below each entry of the agenda's list, by number, and what belongs to none."""
    bodies = [
        (entry.numbered.number if entry.numbered else 0, tuple(above[entry.at + 1 : end]))
        for entry, end in _spans(entries, len(above))
    ]
    *others, (number, tail) = bodies
    proposals = [body for body in others if body[1]]
    own = tuple(takewhile(lambda paragraph: not _ends_list(paragraph), tail)) if proposals else ()
    if own:
        proposals.append((number, own))
    return proposals, list(tail[len(own) :])


def _ends_list(paragraph: OutlineParagraph) -> bool:
    """Whether the agenda's list is over: a label of the head, or a heading."""
    text = paragraph.text
    return bool(
        paragraph.level
        or OPENS_LABEL.match(text)
        or head_label(text) is not None
        or agenda_column(text) is not None
    )


# --- one item -------------------------------------------------------------------------------


def _item(
    start: Opening, paragraphs: Sequence[OutlineParagraph], entry: Opening | None
) -> tuple[TracedItem, list[Omission]]:
    """Read the item that opens with the first of `paragraphs`, which is `entry` of the list."""
    heading, *body = paragraphs
    numbered = start.numbered
    title = numbered.words if numbered else heading.words
    glyph = numbered.glyph if numbered else TracedText()
    if numbered is None and (last := _LAST_ITEM.match(title.text)):
        body.insert(0, replace(heading, words=title.part(last.start(2)), level=0, bold=False))
        title = title.part(0, last.end(1)).strip()
    listed = entry.numbered if entry else None
    if start.is_title_alone and listed:
        glyph = listed.glyph
    elif listed and (not title or _is_said(start, title, listed.words)):
        if title:
            body.insert(0, replace(heading, words=title, mark="", glyph=TracedText()))
        title = listed.words
    elif not title and body and _may_be_title(body[0]):
        title = body.pop(0).printed
    omissions = []
    if body and title and (again := _repeats(body[0], title)):
        omissions.append(Omission(again, REPEATED_HEADING, body.pop(0).place))
    blocks = split_blocks(body)
    item = TracedItem(
        title=title,
        number=numbered.text if numbered else None,
        number_glyph=glyph,
        proposal=blocks.proposal,
        minutes=blocks.minutes,
        decisions=blocks.decisions,
        tasks=blocks.tasks,
        title_links=heading.links,
        place=heading.place,
    )
    return item, omissions


def _is_said(start: Opening, words: TracedText, title: TracedText) -> bool:
    """Whether what follows "Ad 1" is no title, where the agenda's list has one: it was said."""
    if start.numbered is None or not start.numbered.style.startswith(REFERS_BACK):
        return False
    own, other = (set(title_key(text.text).split()) for text in (words, title))
    return not own & other or words.text.endswith(".")


def _may_be_title(paragraph: OutlineParagraph) -> bool:
    """Whether a line below a number that stands alone is the title."""
    is_label = block_label(paragraph) is not None or agenda_column(paragraph.text) is not None
    return not is_label and len(paragraph.text) < LONGEST_TITLE


def _repeats(paragraph: OutlineParagraph, title: TracedText) -> TracedText | None:
    """The words of `paragraph` if it says the title once more, numbered or not."""
    words = paragraph.printed
    plain = title_key(re.sub(r"^\W*\d{1,3}\W+", "", words.text))
    return words if plain == title_key(title.text) and not words.text.endswith(".") else None
