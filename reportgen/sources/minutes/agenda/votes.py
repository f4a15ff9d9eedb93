"""Which lines of running text open an item: each line's votes, and what the votes are worth.

A number alone tells nothing: lists inside items are numbered as well, and agendas go on from
the meeting before. So every line that may open an item is looked at in several ways, and
`item_lines` weighs them together. A line that nearly went the other way is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.report.outline import OutlineParagraph, TracedText
from reportgen.sources.minutes.agenda.blocks import block_label, puts_forward
from reportgen.sources.minutes.labels import AgendaColumn, agenda_column, head_label
from reportgen.sources.minutes.text.item_lines import TITLED, ItemCandidate, weigh_item_lines
from reportgen.sources.minutes.text.numbering import (
    UNNUMBERED,
    NumberedTitle,
    item_number,
    split_item_number,
)
from reportgen.sources.minutes.text.paragraphs import is_open
from reportgen.sources.minutes.text.sentences import plain_words

LONGEST_TITLE = 90
_DOUBTFUL = 2.0
"""A line is doubtful where so much more or less would have decided otherwise."""
REFERS_BACK = ("ad", "til", "vedr")
"""What stands before a number that an item had further up."""
_LEADS_IN = re.compile(r"(?:[:,]|\bat)\s*$")
_REGISTERED = re.compile(r"sagsnr|sagsnummer|j\.?nr|åbent? |\d\d\.\d\d\.\d\d[-–]", re.IGNORECASE)
_PAGE_AT_END = re.compile(r"(?:\s|[.…·_]{2})\d{1,3}$")
_ACCESS = re.compile(
    r"^\(?(?:åben|åbent|lukket|offentlig)\)?(?:\s*+[-–:])?\s++|\((?:åben|lukket)\)$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:evt|mv|m\.v|osv|mm|m\.m)\.$", re.IGNORECASE)
_DAGSORDEN = re.compile(
    r"(?:punkter på )?dagsorden(?:en)?(?:s punkter)?(?: for mødet)?|dagsordenspunkter"
    r"|indhold(?:sfortegnelse)?|punkter|mødets punkter",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line that may open an item, with what its neighbours say of it."""

    at: int
    """Index of its paragraph."""
    paragraph: OutlineParagraph
    numbered: NumberedTitle
    """Its number; of a title that is repeated without one, the number in the agenda's list."""
    in_run: bool = False
    """Whether the line above it has the number before."""
    above_run: bool = False
    """Whether the line below it is numbered as well, or there is none."""
    led_in: bool = False
    """Whether a line above its run leads into a list."""
    anew: bool = False
    """Whether its run begins with one again, though lines above are numbered."""
    below: OutlineParagraph | None = None
    listed_above: bool = False
    """Whether the agenda's list, further up, has the same title."""
    listed_below: bool = False
    goes_back: bool = False
    """Whether a line further up, of the agenda's list, has the number."""

    @property
    def title(self) -> str:
        """Its words without the number."""
        return self.numbered.words.text


@dataclass(frozen=True, slots=True)
class _Vote:
    worth: float
    holds: Callable[[ItemLine], bool]


def _may_be_title(text: str) -> bool:
    ends = text.endswith((".", ";", ",", ":")) and not _ABBREVIATED.search(text)
    return len(text) < LONGEST_TITLE and not ends


def _is_named(line: ItemLine) -> bool:
    return not line.numbered.style.startswith(("#", TITLED))


def _is_registered(line: ItemLine) -> bool:
    below = line.below
    return below is not None and (
        block_label(below) is not None
        or puts_forward(below)
        or bool(_REGISTERED.match(below.text))
        or plain_words(below.text) == plain_words(line.title)
    )


VOTES: Mapping[str, _Vote] = {
    "is numbered": _Vote(0.6, lambda line: True),
    "is a heading of Word": _Vote(3.0, lambda line: line.paragraph.level > 0),
    "is bold": _Vote(1.2, lambda line: line.paragraph.bold),
    "is larger than the text": _Vote(1.0, lambda line: line.paragraph.large),
    "stands off from what is above": _Vote(0.6, lambda line: line.paragraph.blank_above),
    "is short and no sentence": _Vote(0.8, lambda line: _may_be_title(line.title)),
    "has a capital": _Vote(0.4, lambda line: line.title[:1].isupper()),
    "has a small letter": _Vote(-1.2, lambda line: line.title[:1].islower()),
    "is set in": _Vote(-1.5, lambda line: line.paragraph.depth > 0),
    "names an item, as “Punkt 3” and “Ad 3”": _Vote(1.5, _is_named),
    "goes back to a number of the list above": _Vote(
        1.5, lambda line: line.goes_back and line.numbered.style.startswith(REFERS_BACK)
    ),
    "has a title that items have": _Vote(0.8, lambda line: bool(UNNUMBERED.fullmatch(line.title))),
    "has nothing below": _Vote(-0.9, lambda line: line.above_run),
    "follows its number's neighbour": _Vote(-0.9, lambda line: line.in_run),
    "is led in as a list": _Vote(-2.5, lambda line: line.led_in),
    "goes on a run that begins with one again": _Vote(
        -1.2, lambda line: line.anew and line.above_run
    ),
    "stands in the agenda's list above": _Vote(1.5, lambda line: line.listed_above),
    "stands again below": _Vote(-1.5, lambda line: line.listed_below),
    "opens a block, or has a case number": _Vote(1.5, _is_registered),
}
"""What speaks for a line as an item, and what speaks for it as an entry of a list."""


_OF_NEIGHBOURS = (
    "has a small letter",
    "follows its number's neighbour",
    "is led in as a list",
    "goes on a run that begins with one again",
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens an item."""

    at: int
    numbered: NumberedTitle | None = None
    is_title_alone: bool = False
    """Whether its number stands only in the agenda's list."""


@dataclass(frozen=True, slots=True)
class Openings:
    """The lines of running text that open an item, those that might, and the agenda's list."""

    items: tuple[Opening, ...] = ()
    doubtful: Mapping[int, bool] = field(default_factory=dict)
    """Indexes of the lines that are doubtful; true where they were taken for items."""
    listed: tuple[Opening, ...] = ()
    """Numbered lines above the first item."""


def find_openings(paragraphs: Sequence[OutlineParagraph]) -> Openings:
    """Find the lines that open an item by their number, or by a title of the agenda's list."""
    lines = item_lines(paragraphs)
    weighed = weigh_item_lines([_candidate(line) for line in lines])
    chosen = set(weighed.items)
    first = min(chosen, default=len(paragraphs))
    openings = [Opening(line.at, line.numbered, line.numbered.style == TITLED) for line in lines]
    return Openings(
        tuple(opening for opening in openings if opening.at in chosen),
        {
            at: at in chosen
            for at, margin in weighed.margins.items()
            if margin < _DOUBTFUL and at > first
        },
        tuple(
            opening
            for opening in openings
            if opening.at < first and not opening.is_title_alone and opening.numbered
        ),
    )


def title_key(title: str) -> str:
    """The words of a title to know it by, less "(Åben)" and the page that a contents list gives."""
    bare = _PAGE_AT_END.sub("", _ACCESS.sub("", title.strip()))
    return plain_words(bare) or plain_words(title)


def is_dagsorden(text: str) -> bool:
    """Whether a line heads the agenda's list."""
    return _DAGSORDEN.fullmatch(text.strip(" .:")) is not None


def _candidate(line: ItemLine) -> ItemCandidate:
    score = sum(vote.worth for vote in VOTES.values() if vote.holds(line))
    return line.numbered.as_candidate(line.at, score)


def neighbours_say(line: ItemLine) -> float:
    """What the lines around `line` say of it alone, where its look is told otherwise."""
    return sum(VOTES[name].worth for name in _OF_NEIGHBOURS if VOTES[name].holds(line))


def item_lines(paragraphs: Sequence[OutlineParagraph]) -> list[ItemLine]:
    """Every line that may open an item, in order."""
    numbers = [_number(paragraph) for paragraph in paragraphs]
    _add_titles_alone(paragraphs, numbers)
    found: list[ItemLine] = []
    for at, numbered in enumerate(numbers):
        if numbered is not None and not (found and _says_again(found[-1], at, numbered)):
            found.append(ItemLine(at, paragraphs[at], numbered))
    places: dict[tuple[int, str], list[int]] = {}
    for line in found:
        places.setdefault((line.numbered.number, title_key(line.title)), []).append(line.at)
    result: list[ItemLine] = []
    seen: set[int] = set()
    for line in found:
        at, above = line.at, result[-1] if result else None
        below = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        same = places[line.numbered.number, title_key(line.title)] if line.title else [at]
        in_run = (
            above is not None
            and above.at == at - 1
            and above.numbered.number + 1 == line.numbered.number
            and above.numbered.style == line.numbered.style
        )
        begins_again = bool(seen) and (line.numbered.number, line.numbered.style[:1]) == (1, "#")
        result.append(
            replace(
                line,
                in_run=in_run,
                anew=above.anew if in_run and above is not None else begins_again,
                above_run=below is None or numbers[at + 1] is not None,
                led_in=above.led_in
                if in_run and above is not None
                else at > 0 and _leads_in(paragraphs[at - 1]),
                below=below,
                listed_above=same[0] < at - 1,
                listed_below=same[-1] > at + 1,
                goes_back=line.numbered.number in seen,
            )
        )
        if line.numbered.style.startswith("#"):
            seen.add(line.numbered.number)
    return result


def _says_again(above: ItemLine, at: int, numbered: NumberedTitle) -> bool:
    """Whether a line says once more what the one right above it says, number included."""
    key = title_key(numbered.words.text)
    return (
        above.at == at - 1
        and above.numbered.number == numbered.number
        and bool(key)
        and key == title_key(above.title)
    )


def _number(paragraph: OutlineParagraph) -> NumberedTitle | None:
    """The number a paragraph opens with, if it may be an item's.

    A number without a full stop counts where the line looks like a heading.
    """
    numbered = item_number(paragraph)
    if numbered is None and not paragraph.mark:
        stands_out = paragraph.level or paragraph.bold or paragraph.large or paragraph.blank_above
        if stands_out and len(paragraph.text) < LONGEST_TITLE:
            numbered = split_item_number(paragraph.words, bare=True)
            if numbered is not None and not re.match(r"[A-ZÆØÅ(]", numbered.words.text):
                return None
    if numbered is None or not (numbered.words or not numbered.style.startswith("#")):
        return None
    return numbered


def _add_titles_alone(
    paragraphs: Sequence[OutlineParagraph], numbers: list[NumberedTitle | None]
) -> None:
    """Number the lines that repeat a title further up: items whose number is in the list only."""
    titles: dict[str, tuple[int, NumberedTitle]] = {}
    for at, (paragraph, numbered) in enumerate(zip(paragraphs, numbers, strict=True)):
        if numbered is not None:
            titles[title_key(numbered.words.text)] = at, numbered
        elif not paragraph.mark and _may_be_title(paragraph.text):
            before, listed = titles.get(plain_words(paragraph.text), (at, None))
            if listed is not None and before < at - 1 and paragraph.text:
                numbers[at] = replace(
                    listed, style=TITLED, glyph=TracedText(), words=paragraph.words
                )


def _leads_in(paragraph: OutlineParagraph) -> bool:
    """Whether the entries of a list follow: "Der er fire udfordringer:", "Indstilling"."""
    text = paragraph.text
    block = block_label(paragraph)
    if block is not None:
        return block.end >= len(text)
    if is_dagsorden(text) or agenda_column(text) is not None or head_label(text) is not None:
        return agenda_column(text) in {AgendaColumn.PROPOSAL, AgendaColumn.TASK}
    return puts_forward(paragraph) or bool(_LEADS_IN.search(text)) or is_open(text)
