"""The columns of a table whose text was copied out of it, found again by the lines' width.

Each column broke its lines at its own width, and wrote them in order: title, proposal,
minutes; then the next row, or the next page. The likeliest column of every line is the
cheapest path through these facts (Viterbi).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.report.outline import Doubt, OutlineRow, OutlineTable, TracedText
from reportgen.sources.minutes.labels import AgendaColumn
from reportgen.sources.minutes.text.numbering import (
    ItemCandidate,
    choose_item_lines,
    split_item_number,
    split_list_mark,
)
from reportgen.sources.minutes.text.paragraphs import (
    OPEN_WORDS,
    ColumnLine,
    LineJoiner,
    continues_sentence,
    ends_sentence,
    nested,
    paragraphs,
)

_LAST = re.compile(r"(?:eventuelt|evt\.|evt(?=\s|$)|årshjul)\b\s*:?", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:godkendt\w*|blev|orienterede|drøftede\w*|oplyste|fortalte|besluttede|aftalte\w*|"
    r"kvalificerede|præciseret|takkede|sagde|bød|kom med|tilbød|ingen bemærkninger|"
    r"taget til efterretning|udsat|flyttes)\b",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:foreslås|lægges op til|indstilles|orienterer|præsenterer|uddyber|drøftes på|"
    r"afsat|byd ind|med henblik på at|det indstilles)\b",
    re.IGNORECASE,
)
_NO_BREAK_AFTER = OPEN_WORDS | {"nye", "ny", "region", "rammeaftale"}


@dataclass(frozen=True, slots=True)
class _CellLine:
    """A line with what its surroundings say about it."""

    printed: ColumnLine
    text: str
    item: int
    opens: bool
    """Whether it opens its item: it stands in the first column."""
    not_title: bool = False
    """Whether it was the rest of a line that a title opened."""


def table(
    lines: Sequence[ColumnLine], roles: Sequence[AgendaColumn | None], joiner: LineJoiner
) -> OutlineTable:
    """Put `lines` back into the columns `roles`, one row for each item."""
    lines = _spaced(lines)
    widths = _widths(lines, len(roles))
    at = _starts(lines, widths)
    parted: list[_CellLine] = []
    guessed: dict[int, str] = {}
    item = -1
    for index, line in enumerate(lines):
        text = line.words.text
        if index not in at:
            parted.append(_CellLine(line, text.strip(), item, opens=False))
            continue
        item += 1
        title, rest = _part(line.words, widths[0])
        parted.append(_CellLine(replace(line, words=title), title.text, item, opens=True))
        if rest:
            if not _LAST.match(title.text):
                guessed[item] = title.text
            parted.append(
                _CellLine(replace(line, words=rest), rest.text, item, opens=False, not_title=True)
            )
    columns = _assign(parted, widths)
    rows = []
    for number in range(-1, item + 1):
        own = [pair for pair in zip(parted, columns, strict=True) if pair[0].item == number]
        if own:
            rows.append(_row(own, widths, joiner, guessed.get(number)))
    return OutlineTable(tuple(rows))


def _spaced(lines: Sequence[ColumnLine]) -> Sequence[ColumnLine]:
    """Where a program wrote no blank lines at all, let a new cell begin at any line.

    A line that surely goes on with the one above it begins none.
    """
    if sum(line.blank_before for line in lines) > 0.03 * len(lines) + 1:
        return lines
    return [
        line
        if above is None
        or (continues_sentence(line.words.text) and not ends_sentence(above.words.text))
        else replace(line, loose=True)
        for above, line in zip([None, *lines], lines, strict=False)
    ]


def _row(
    own: Sequence[tuple[_CellLine, int]],
    widths: Sequence[float],
    joiner: LineJoiner,
    title: str | None,
) -> OutlineRow:
    cells = []
    for column, width in enumerate(widths):
        lines = []
        above = -2
        for position, (line, chosen) in enumerate(own):
            if chosen == column:
                broken = above != position - 1 and above >= 0
                lines.append(replace(line.printed, broken_before=broken))
                above = position
        cells.append(nested(paragraphs(lines, width, joiner)))
    doubts = []
    place = own[0][0].printed.place
    if title is not None:
        doubts.append(Doubt("minutes-title-guessed", {"title": title}, place))
    if len(widths) > 2 and sum(1 for cell in cells[1:] if cell) > 0 and len(own) > 1:
        later = next((line for line, chosen in own if chosen == len(widths) - 1), own[-1][0])
        doubts.append(Doubt("minutes-columns-guessed", {}, later.printed.place))
    return OutlineRow(tuple(cells), place, tuple(doubts))


def _is_wrap(line: ColumnLine, after: ColumnLine) -> bool:
    """Whether `line` surely was broken by the column's width."""
    if after.blank_before or split_list_mark(after.words) or ends_sentence(line.words.text):
        return False
    return continues_sentence(after.words.text)


def _widths(lines: Sequence[ColumnLine], count: int) -> tuple[float, ...]:
    """The widths of `count` columns, in characters, from lines that were surely broken."""
    lengths = sorted(
        len(line.words.text.strip()) for line, after in pairwise(lines) if _is_wrap(line, after)
    )
    if len(lengths) < count:
        longest = max((len(line.words.text.strip()) for line in lines), default=80)
        return tuple(longest * share for share in (0.25, 0.5, 1.0)[-count:])
    # The clusters cost the square of the number; of many lines a few hundred say as much.
    groups = _clusters(lengths[:: len(lengths) // _MOST_LENGTHS + 1], count)
    # One overlong line (a font's narrow letters) does not widen its column for the others.
    return tuple(min(group[-1], 1.15 * group[int(len(group) * 0.9)]) for group in groups)


def _clusters(values: Sequence[int], count: int) -> list[Sequence[int]]:
    """Split sorted `values` into `count` groups with the least spread about their means."""
    total, square = [0.0], [0.0]
    for value in values:
        total.append(total[-1] + value)
        square.append(square[-1] + value * value)

    def spread(start: int, end: int) -> float:
        mean = (total[end] - total[start]) / (end - start)
        return square[end] - square[start] - mean * (total[end] - total[start])

    size = len(values)
    cost = [[float("inf")] * (size + 1) for _ in range(count + 1)]
    cut = [[0] * (size + 1) for _ in range(count + 1)]
    cost[0][0] = 0.0
    for groups in range(1, count + 1):
        for end in range(groups, size + 1):
            for start in range(groups - 1, end):
                candidate = cost[groups - 1][start] + spread(start, end)
                if candidate < cost[groups][end]:
                    cost[groups][end], cut[groups][end] = candidate, start
    result: list[Sequence[int]] = []
    end = size
    for groups in range(count, 0, -1):
        start = cut[groups][end]
        result.insert(0, values[start:end])
        end = start
    return result


def _starts(lines: Sequence[ColumnLine], widths: Sequence[float]) -> frozenset[int]:
    """Indexes of the lines that open an item."""
    candidates = []
    for index, line in enumerate(lines):
        found = split_item_number(line.words.strip())
        if found is None:
            continue
        title, rest = _part(line.words, widths[0])
        score = 1.0 + (len(title) <= widths[0] * 1.12) + (not rest)
        score += (
            1.0 * (line.blank_before or line.loose or index == 0)
            + 0.5 * found.words.text[:1].isupper()
        )
        after = lines[index + 1] if index + 1 < len(lines) else None
        if after is not None:
            score -= 0.7 * (split_item_number(after.words.strip()) is not None)
            # A title that was broken goes on narrow; an entry of a list goes on wide.
            score -= 1.5 * (
                not after.blank_before
                and len(after.words.text.strip()) > widths[0] * 1.25
                and not rest
            )
        candidates.append(
            ItemCandidate(index, found.number, found.style, score, found.text[-1:].isalpha())
        )
    starts = set(choose_item_lines(candidates))
    starts |= {
        index
        for index, line in enumerate(lines)
        if _LAST.match(line.words.text.strip())
        and (line.blank_before or line.loose or index == 0)
        and starts
        and index > min(starts)
    }
    return frozenset(starts)


def _part(line: TracedText, width: float) -> tuple[TracedText, TracedText]:
    """Split a line that holds a title and the start of the next column."""
    line = line.strip()
    last = _LAST.match(line.text)
    if last:
        return line.part(0, last.end()).strip(), line.part(last.end()).strip()
    if len(line) <= width * 1.12 + 2:
        return line, TracedText()
    found = split_item_number(line)
    body = len(line) - len(found.words) if found else 0
    words = list(re.finditer(r"\S+", line.text[body:]))
    for before, here, after in zip(words, words[1:], [*words[2:], None], strict=False):
        start = body + here.start()
        if start > width * 1.2 + 1:
            break
        dash = here[0] in {"-", "–", "•", "\uf0b7"}
        capital = here[0][:1].isupper() and before[0].casefold() not in _NO_BREAK_AFTER
        run = re.match(r"(?:[A-ZÆØÅ][\w.-]*\s+)+(?=[a-zæøå(])", line.text[start:])
        sentence = after is None or run is not None or dash
        wide_gap = line.text[start - 2 : start] == "  "
        if wide_gap or dash or (capital and sentence):
            return line.part(0, start).strip(), line.part(start).strip()
    return line, TracedText()


_MOST_LENGTHS = 400
# Costs of the path; only their order of size matters.
_TOO_WIDE, _PER_CHARACTER = 6.0, 0.25
_BROKE_EARLY = 0.18
_FORWARD, _FORWARD_MID_BLOCK = 0.5, 4.0
_BACK_AT_BREAK, _BACK = 1.5, 9.0
_CUE = 1.5
_IMPOSSIBLE = 1e6


def _assign(lines: Sequence[_CellLine], widths: Sequence[float]) -> list[int]:
    """The likeliest column of each line."""
    count = len(widths)
    cost: list[list[float]] = []
    came: list[list[int]] = []
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        row, back = [], []
        for column in range(count):
            own = _own_cost(line, column, widths)
            if above is None or line.opens:
                base = min(cost[-1]) if cost else 0.0
                start = cost[-1].index(base) if cost else 0
                row.append(own + base + (_IMPOSSIBLE if column and line.opens else 0.0))
                back.append(start)
                continue
            options = [
                cost[-1][before] + _step_cost(above, line, before, column, widths)
                for before in range(count)
            ]
            cheapest = min(options)
            row.append(own + cheapest)
            back.append(options.index(cheapest))
        cost.append(row)
        came.append(back)
    chosen = [min(range(count), key=lambda column: cost[-1][column])] if cost else []
    for index in range(len(lines) - 1, 0, -1):
        chosen.append(came[index][chosen[-1]])
    return chosen[::-1]


def _own_cost(line: _CellLine, column: int, widths: Sequence[float]) -> float:
    excess = len(line.text) - widths[column] * 1.06 - 1
    cost = _TOO_WIDE + excess * _PER_CHARACTER if excess > 0 else 0.0
    if column == 0 and line.not_title:
        cost += _IMPOSSIBLE
    last = len(widths) - 1
    if column == 0:
        # Titles are short; a full sentence in the first column is unlikely.
        cost += 1.0 * (ends_sentence(line.text) and not line.opens)
    if _SAID.search(line.text):
        cost += _CUE * (column != last)
    elif _PROPOSED.search(line.text) and last > 1:
        cost += _CUE * (column != 1)
    return cost


def _step_cost(
    above: _CellLine, line: _CellLine, before: int, column: int, widths: Sequence[float]
) -> float:
    gap = line.printed.blank_before or line.printed.loose or line.not_title
    broken = line.printed.broken_before
    if column > before:
        return (_FORWARD if gap or broken else _FORWARD_MID_BLOCK) - 0.1 * (column - before)
    if column < before:
        return _BACK_AT_BREAK if broken else _BACK
    goes_on = (
        continues_sentence(line.text)
        and not ends_sentence(above.text)
        and not split_list_mark(line.printed.words)
    )
    if not goes_on:
        return 0.0
    first = line.text.split(maxsplit=1)[0]
    early = widths[column] * 0.86 - (len(above.text) + 1 + len(first))
    return max(0.0, early) * _BROKE_EARLY * (0.5 if gap else 1.0)
