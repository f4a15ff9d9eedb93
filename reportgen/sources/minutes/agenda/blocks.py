"""The blocks of an item: what is put forward, what is said, what is decided.

Agenda systems print the same blocks, each under its name on a line of its own: "Resume",
"Sagsfremstilling", "Indstilling", "Beslutning". Boards and networks write "Referat: …" or
nothing at all, and begin with "Sekretariatet indstiller, at …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportgen.report.outline import Cell, OutlineParagraph, TracedText
from reportgen.sources.minutes.labels import AgendaColumn, agenda_column, head_label
from reportgen.sources.minutes.text.sentences import sentences

_LONGEST_LABEL, _LONGEST_FORMULA = 90, 60
_BY = (
    r"(?:sekretariatets?|forvaltningens?|administrationens?|direktionens?|formandens?"
    r"|\w+ets|\w+ens)"
)
_BLOCKS = (
    (
        AgendaColumn.DECISION,
        r"(?:beslutning|afgørelse|vedtagelse)(?:er|en|erne)?"
        r"(?P<by>\s+(?:fra|i|af|den|d\.|på|ved|truffet|for)\b[^:]*|\s+\w*(?:udvalg|råd|bestyrelse"
        r"|styregruppe|netværk)\w*\b[^:]*|,?\s+\d{1,2}[./-][^:]*)?",
    ),
    (
        AgendaColumn.PROPOSAL,
        rf"(?:{_BY}\s+)?(?:indstilling|sagsfremstilling)(?:er|en)?|forslag til beslutning"
        r"|resum[eé]|kort resum[eé]|sagsresum[eé]|sagen kort",
    ),
)
"""Blocks whose name alone on a line tells what stands below it."""
_MORE_BLOCKS = (
    r"økonomi(?:ske (?:konsekvenser|forhold))?|(?:lov|rets)grundlag|høring|vurdering|baggrund"
    r"|inddragelse|sagens (?:forløb|baggrund|historik)|(?:den )?videre (?:proces|forløb|sagsgang)"
    r"|(?:beslutnings)?kompetence|bilag|bilagsliste|beskrivelse|kommunikation|tidsplan|formål"
    r"|(?:andre|personalemæssige|juridiske) konsekvenser|åbent? (?:punkt|sag)"
)
"""Blocks that an item has only beside those above; alone on a line they may be anything."""
_BLOCK = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _BLOCKS)
_MORE_BLOCK = re.compile(_MORE_BLOCKS, re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][\wæøå/ ]{2,40}?)\s*(?::\s*|$)(?P<rest>.*)", re.DOTALL)
_WHO = (
    r"sekretariatet|sekretæren|forvaltningen|administrationen|direktionen|bestyrelsen|formanden"
    r"|formandskabet|tovholder(?:en|ne)?|arbejdsgruppen|forretningsudvalget|koordinator(?:en)?"
    r"|ledelsen|regionen|\w+ kommune|styregruppen"
)
_PUTS_FORWARD = re.compile(
    rf"(?:det\s+(?:indstilles|foreslås)|indstilles|(?:{_WHO})\s+(?:indstiller|foreslår|anbefaler))"
    r"\b.{0,80}?(?:\bat\b|:$|,$)",
    re.IGNORECASE | re.DOTALL,
)
_FORMULAS = (
    r"(?:(?:ikke|enstemmigt|delvist?|foreløbigt)\s+)?(?:godkendt|udsat|drøftet|anbefalet|tiltrådt"
    r"|vedtaget|fulgt|afvist|forkastet|udgår|udgået|bortfaldt|oversendt|henvist|afsluttet|imødekommet)"
    r"|(?:taget\s+)?til\s+efterretning|taget\s+af\s+dagsordenen"
    r"|indstilling(?:en|erne)\b.{0,40}\b(?:fulgt|følges|godkendt|godkendes|tiltrådt|tiltrædes|vedtaget)"
    r"|(?:sagen|punktet)\s+(?:blev\s+)?(?:udsat|udsættes|udgik|udgår|taget\s+af)"
    r"|(?:orientering(?:en)?|status)\s+(?:blev\s+)?(?:taget\s+til\s+efterretning|givet)"
)
FORMULA = re.compile(rf"(?:{_FORMULAS})\b", re.IGNORECASE)
"""What an agenda's decision says in its own few words, at the start of a sentence."""


@dataclass(frozen=True, slots=True)
class BlockLabel:
    """The name of a block at the start of a paragraph, and where what follows it begins."""

    role: AgendaColumn
    end: int


def block_label(paragraph: OutlineParagraph) -> BlockLabel | None:
    """The block that `paragraph` opens by its name alone, or by its name and a colon.

    >>> text = "Beslutning i netværksgruppen den 14-06-2022: Udsat."
    >>> label = block_label(OutlineParagraph(TracedText.inserted(text)))
    >>> label.role, text[label.end:]
    (<AgendaColumn.DECISION: 'decision'>, 'Udsat.')
    """
    label = _label(paragraph.text)
    return None if label and paragraph.mark and ":" not in paragraph.text else label


def names_block(line: str) -> bool:
    """Whether a block's name stands alone on `line`, so that its text begins below it.

    >>> names_block("Beslutning"), names_block("Beslutning: Godkendt.")
    (True, False)
    """
    label = _label(line)
    return label is not None and label.end >= len(line)


def opens_block(line: str) -> bool:
    """Whether `line` begins with a block's name, alone or with a colon."""
    return _label(line) is not None


def _label(text: str) -> BlockLabel | None:
    head, colon, rest = text.partition(":")
    name = head.strip()
    if not name[:1].isupper() or len(name) > _LONGEST_LABEL:
        return None
    if not colon and name.endswith(".") and not re.search(r"\d\.$", name):
        return None
    for role, pattern in _BLOCK:
        if pattern.fullmatch(name):
            end = len(head) + len(colon)
            return BlockLabel(role, end + len(rest) - len(rest.lstrip()))
    return None


def puts_forward(paragraph: OutlineParagraph) -> bool:
    """Whether `paragraph` says what somebody proposes: "Sekretariatet indstiller, at …"."""
    return bool(_PUTS_FORWARD.match(paragraph.text))


def is_told_by_blocks(body: Iterable[OutlineParagraph]) -> bool:
    """Whether a block's name stands alone on a line of an item."""
    return any(map(_is_bare, body))


def _is_formula(paragraph: OutlineParagraph) -> bool:
    """Whether a paragraph decides in a few words: "Godkendt.", "Indstillingen blev fulgt."."""
    text = paragraph.text
    return not paragraph.mark and len(text) <= _LONGEST_FORMULA and bool(FORMULA.match(text))


def _is_bare(paragraph: OutlineParagraph) -> bool:
    label = block_label(paragraph)
    return label is not None and label.end >= len(paragraph.text)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The paragraphs of an item by what they are."""

    proposal: Cell = ()
    minutes: Cell = ()
    """All that is not proposed: also what is decided, and who does it."""
    decisions: Cell = ()
    tasks: Cell = ()


def split_blocks(body: Iterable[OutlineParagraph], *, labelled: bool = True) -> Blocks:
    """Tell the paragraphs of an item by their blocks.

    Where the minutes stand in a column of their own (not `labelled`), only the names of blocks
    count there, no other label, and one that its text follows holds for that paragraph alone.
    """
    body = tuple(body)
    by_blocks = is_told_by_blocks(body)
    by_role: dict[AgendaColumn, list[OutlineParagraph]] = {role: [] for role in AgendaColumn}
    roles = {label.role for paragraph in body if (label := block_label(paragraph))}
    labels_decision = AgendaColumn.DECISION in roles
    role, implied = AgendaColumn.MINUTES, labelled
    if by_blocks and AgendaColumn.PROPOSAL in roles:
        role = AgendaColumn.PROPOSAL  # a case number, who it comes from
    proposes = False
    once: AgendaColumn | None = None
    for paragraph in body:
        role, once = once or role, None
        named = _named(paragraph, by_blocks=by_blocks, labelled=labelled)
        if named is not None:
            once = None if labelled or _is_bare(paragraph) else role
            role, implied, proposes = named, False, False
        elif role is AgendaColumn.PROPOSAL and not labels_decision and _is_formula(paragraph):
            role, implied, proposes = AgendaColumn.MINUTES, False, False
        elif paragraph.level:
            role, implied, proposes = AgendaColumn.MINUTES, labelled, False
        own = [paragraph]
        if implied and named is None:
            proposes = puts_forward(paragraph) or (
                proposes and bool(paragraph.mark or paragraph.text.startswith("at "))
            )
            if proposes:
                own = list(_parted(paragraph))
                by_role[AgendaColumn.PROPOSAL].append(own.pop(0))
        by_role[role] += own
        if role in {AgendaColumn.DECISION, AgendaColumn.TASK}:
            by_role[AgendaColumn.MINUTES] += own
    return Blocks(
        tuple(by_role[AgendaColumn.PROPOSAL]),
        tuple(by_role[AgendaColumn.MINUTES]),
        tuple(by_role[AgendaColumn.DECISION]),
        tuple(by_role[AgendaColumn.TASK]),
    )


def _named(paragraph: OutlineParagraph, *, by_blocks: bool, labelled: bool) -> AgendaColumn | None:
    """What a paragraph says that it and those below it are; none if it says nothing."""
    block = block_label(paragraph)
    if block is not None:
        return block.role
    label = _LABEL.match(paragraph.text)
    if label is None:
        return None
    has_colon = ":" in paragraph.text
    alone = has_colon or not label["rest"]
    if by_blocks and alone and _MORE_BLOCK.fullmatch(label["label"]):
        return AgendaColumn.PROPOSAL
    if by_blocks and alone and head_label(label["label"]) is not None:
        return AgendaColumn.MINUTES  # "Fraværende: …" below a decision is none
    named = agenda_column(label["label"]) if labelled else None
    if named in {None, AgendaColumn.NUMBER, AgendaColumn.TITLE}:
        return None
    if by_blocks and named is AgendaColumn.MINUTES and not label["rest"]:
        return named
    return named if label["rest"] or paragraph.level or has_colon or paragraph.bold else None


def _parted(paragraph: OutlineParagraph) -> Iterator[OutlineParagraph]:
    """Part a proposal from the decision that ends the same paragraph."""
    *_, last = sentences(paragraph.text)
    start = len(paragraph.text) - len(last)
    if start > 0 and paragraph.text.endswith(last) and FORMULA.match(last):
        yield replace(paragraph, words=paragraph.words.part(0, start).strip())
        yield replace(paragraph, words=paragraph.words.part(start), mark="", glyph=TracedText())
    else:
        yield paragraph


AD = re.compile(r"(?<!\w)(?=(?:Ad|Til)\.?\s*(?:pkt\.?\s*|punkt\s*)?\d{1,2}\b)")


def decisions_in(paragraph: OutlineParagraph) -> tuple[str, ...]:
    """What a paragraph under "Beslutning" decides, less the block's name: each "Ad 1" by itself."""
    label = block_label(paragraph)
    if label is None:
        number = paragraph.mark if re.search(r"\d", paragraph.mark) else ""
        text = f"{number} {paragraph.text}".strip()
    else:
        text = paragraph.text[label.end :].strip()
    return tuple(part.strip() for part in AD.split(text) if part.strip())
