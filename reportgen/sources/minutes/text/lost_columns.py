"""The columns of a table whose text was copied out of it, found again by the lines' width.

Each column broke its lines at its own width, and wrote them in order: title, proposal,
minutes; then the next row, or the next page. The likeliest column of every line is the
cheapest path through these facts (Viterbi).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.report.outline import Doubt, OutlineParagraph, OutlineRow, OutlineTable, TracedText
from reportgen.sources.minutes.agenda.votes import item_lines, neighbours_say
from reportgen.sources.minutes.text.item_lines import choose_item_lines
from reportgen.sources.minutes.text.numbering import split_item_number, split_list_mark
from reportgen.sources.minutes.text.paragraphs import (
    OPEN_WORDS,
    ColumnLine,
    LineJoiner,
    broken_lengths,
    paragraphs,
)
from reportgen.sources.minutes.text.sentences import continues_sentence, ends_sentence

_LAST_ITEM = re.compile(r"(?:eventuelt|evt\.|evt(?=\s|$)|årshjul)\b\s*:?", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:godkendt\w*|blev|orienterede|drøftede\w*|oplyste|fortalte|besluttede|aftalte\w*|"
    r"kvalificerede|præciseret|takkede|sagde|bød|kom med|tilbød|ingen bemærkninger|"
    r"taget til efterretning|udsat|flyttes)\b",
    re.IGNORECASE,
)
"""Words of the last column: what was done at the meeting."""
_PROPOSES = re.compile(
    r"\b(?:foreslås|lægges op til|indstilles|orienterer|præsenterer|uddyber|drøftes på|"
    r"afsat|byd ind|med henblik på at|det indstilles)\b",
    re.IGNORECASE,
)
"""Words of the second column of three: what was put forward."""
_NO_BREAK_AFTER = OPEN_WORDS | {"nye", "ny", "region", "rammeaftale"}
_MOST_LENGTHS = 400


@dataclass(frozen=True, slots=True)
class _CellLine:
    """A line with what its surroundings say about it."""

    printed: ColumnLine
    item: int
    """Index of the item it belongs to; -1 above the first."""
    opens: bool = False
    """Whether it opens its item: it stands in the first column."""
    after_title: bool = False
    """Whether it was the rest of a line that a title opened: it stands in a later column."""

    @property
    def text(self) -> str:
        """What stands on the line."""
        return self.printed.words.text


def table(lines: Sequence[ColumnLine], count: int, joiner: LineJoiner) -> OutlineTable:
    r"""Put `lines` back into `count` columns, one row for each item.

    A row that holds more than its title carries the doubt that its columns were guessed, if
    there are three or more; so does a title that shares its line with the next column.

    >>> from reportgen.report.outline import SourcePlace
    >>> text = [
    ...     "1. Velkomst", "og dagsorden", "Formanden bød velkommen, og dagsordenen for mødet blev",
    ...     "godkendt.", "2. Økonomi og", "budget", "Regnskabet blev gennemgået af kassereren, der",
    ...     "foreslog en højere takst."]
    >>> lines = [ColumnLine(TracedText.inserted(line), SourcePlace()) for line in text]
    >>> for row in table(lines, 2, LineJoiner("\n".join(text))).rows:
    ...     print(" | ".join(row.texts))
    Velkomst og dagsorden | Formanden bød velkommen, og dagsordenen for mødet blev godkendt.
    Økonomi og budget | Regnskabet blev gennemgået af kassereren, der foreslog en højere takst.
    """
    lines = _with_cell_openings(lines)
    widths = _widths(lines, count)
    cell_lines = list(_split_titles(lines, _item_lines(lines, widths), widths[0]))
    placed = zip(cell_lines, _assign(cell_lines, widths), strict=True)
    return OutlineTable(
        tuple(
            _row(list(own), widths, joiner)
            for _, own in groupby(placed, key=lambda pair: pair[0].item)
        )
    )


def _with_cell_openings(lines: Sequence[ColumnLine]) -> Sequence[ColumnLine]:
    """Where a program wrote no blank lines at all, let a new cell begin at any line.

    A line that surely goes on with the one above it begins none.
    """
    if sum(line.blank_before for line in lines) > 0.03 * len(lines) + 1:
        return lines
    return [
        line
        if above is None
        or (continues_sentence(line.words.text) and not ends_sentence(above.words.text))
        else replace(line, may_open_cell=True)
        for above, line in zip([None, *lines], lines, strict=False)
    ]


def _split_titles(
    lines: Sequence[ColumnLine], item_lines: frozenset[int], width: float
) -> Iterator[_CellLine]:
    """Number the lines by item, and split those that hold a title and what follows it."""
    item = -1
    for index, line in enumerate(lines):
        if index not in item_lines:
            yield _CellLine(line, item)
            continue
        item += 1
        title, rest = _split_title(line.words, width)
        yield _CellLine(replace(line, words=title), item, opens=True)
        if rest:
            yield _CellLine(replace(line, words=rest), item, after_title=True)


def _row(
    own: Sequence[tuple[_CellLine, int]], widths: Sequence[float], joiner: LineJoiner
) -> OutlineRow:
    """Make a row of an item's lines, each with the column it was given."""
    cells = []
    for column, width in enumerate(widths):
        lines = []
        above = -1
        for position, (line, chosen) in enumerate(own):
            if chosen == column:
                broken = -1 < above < position - 1
                lines.append(replace(line.printed, broken_before=broken))
                above = position
        cells.append(paragraphs(lines, width, joiner))
    doubts = []
    first = own[0][0]
    place = first.printed.place
    if any(line.after_title for line, _ in own) and not _LAST_ITEM.match(first.text):
        doubts.append(Doubt("minutes-title-guessed", {"title": first.text}, place))
    if len(widths) > 2 and any(cells[1:]) and len(own) > 1:
        last = len(widths) - 1
        later = next((line for line, chosen in own if chosen == last), own[-1][0])
        doubts.append(Doubt("minutes-columns-guessed", {}, later.printed.place))
    return OutlineRow(tuple(cells), place, tuple(doubts))


def _widths(lines: Sequence[ColumnLine], count: int) -> tuple[float, ...]:
    """The widths of `count` columns, in characters, from lines that were surely broken."""
    lengths = broken_lengths(lines)
    if len(lengths) < count:
        longest = max((len(line.words.text) for line in lines), default=80)
        return tuple(longest * share for share in (0.25, 0.5, 1.0)[-count:])
    # The clusters cost the square of the number; of many lines a few hundred say as much.
    groups = _clusters(lengths[:: len(lengths) // _MOST_LENGTHS + 1], count)
    # One overlong line (a font's narrow letters) does not widen its column for the others.
    return tuple(min(group[-1], 1.15 * group[int(len(group) * 0.9)]) for group in groups)


def _clusters(values: Sequence[int], count: int) -> list[Sequence[int]]:
    """Split sorted `values` into `count` groups with the least spread about their means.

    >>> _clusters([11, 12, 13, 40, 44, 90], 3)
    [[11, 12, 13], [40, 44], [90]]
    """
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


def _item_lines(lines: Sequence[ColumnLine], widths: Sequence[float]) -> frozenset[int]:
    """Indexes of the lines that open an item."""
    candidates = []
    last_items = set()
    numbered_lines = item_lines([OutlineParagraph(line.words) for line in lines])
    neighbours = {line.at: neighbours_say(line) for line in numbered_lines}
    for index, line in enumerate(lines):
        may_open = line.blank_before or line.may_open_cell or index == 0
        if may_open and _LAST_ITEM.match(line.words.text):
            last_items.add(index)
        numbered = split_item_number(line.words)
        if numbered is None:
            continue
        title, rest = _split_title(line.words, widths[0])
        score = 1.0 + (len(title) <= widths[0] * 1.12) + (not rest) + neighbours.get(index, 0.0)
        score += 1.0 * may_open + 0.5 * numbered.words.text[:1].isupper()
        if index + 1 < len(lines):
            after = lines[index + 1]
            score -= 0.7 * (split_item_number(after.words) is not None)
            # A title that was broken goes on narrow; an entry of a list goes on wide.
            wide = len(after.words) > widths[0] * 1.25
            score -= 1.5 * (not after.blank_before and wide and not rest)
        candidates.append(numbered.as_candidate(index, score))
    chosen = choose_item_lines(candidates)
    return frozenset((*chosen, *(at for at in last_items if chosen and at > min(chosen))))


def _split_title(line: TracedText, width: float) -> tuple[TracedText, TracedText]:
    """Split a line that holds a title and the start of the next column.

    The title ends within about the first column's `width`: at a wide gap, before a dash, or
    before a capital that opens a sentence. The second part is empty where it does not.

    >>> line = "3. Økonomi Der er givet en status på regnskabet"
    >>> [part.text for part in _split_title(TracedText.inserted(line), 12)]
    ['3. Økonomi', 'Der er givet en status på regnskabet']
    """
    last = _LAST_ITEM.match(line.text)
    if last:
        return line.part(0, last.end()).strip(), line.part(last.end()).strip()
    if len(line) <= width * 1.12 + 2:
        return line, TracedText()
    numbered = split_item_number(line)
    body = len(line) - len(numbered.words) if numbered else 0
    words = list(re.finditer(r"\S+", line.text[body:]))
    for before, here, after in zip(words, words[1:], [*words[2:], None], strict=False):
        start = body + here.start()
        if start > width * 1.2 + 1:
            break
        dash = here[0] in {"-", "–", "•", "\uf0b7"}
        capital = here[0][:1].isupper() and before[0].casefold() not in _NO_BREAK_AFTER
        run = re.match(r"(?:[A-ZÆØÅ][\w.-]*\s+)+(?=[a-zæøå(])", line.text[start:])
        sentence = after is None or run is not None
        wide_gap = line.text[start - 2 : start] == "  "
        if wide_gap or dash or (capital and sentence):
            return line.part(0, start).strip(), line.part(start).strip()
    return line, TracedText()


# Costs of the path; only their order of size matters.
_TOO_WIDE, _PER_CHARACTER = 6.0, 0.25
_BROKE_EARLY = 0.18
_FORWARD, _FORWARD_MID_BLOCK = 0.5, 4.0
_BACK_AT_BREAK, _BACK = 1.5, 9.0
_CUE = 1.5
_IMPOSSIBLE = 1e6


def _assign(lines: Sequence[_CellLine], widths: Sequence[float]) -> list[int]:
    """The likeliest column of each line.

    ``costs[i][c]`` is the least cost of a path over the first lines that puts line i into
    column c, ``steps[i][c]`` the column of the line before it on that path.
    """
    columns = range(len(widths))
    costs: list[list[float]] = []
    steps: list[list[int]] = []
    for index, line in enumerate(lines):
        own = [_own_cost(line, column, widths) for column in columns]
        if index == 0 or line.opens:
            before = min(columns, key=costs[-1].__getitem__) if costs else 0
            base = costs[-1][before] if costs else 0.0
            costs.append([base + cost for cost in own])
            steps.append([before] * len(columns))
            continue
        costs.append([])
        steps.append([])
        for column in columns:
            options = [
                costs[index - 1][before]
                + _step_cost(lines[index - 1], line, before, column, widths)
                for before in columns
            ]
            before = min(columns, key=options.__getitem__)
            costs[index].append(own[column] + options[before])
            steps[index].append(before)
    chosen = [min(columns, key=costs[-1].__getitem__)] if costs else []
    for index in range(len(lines) - 1, 0, -1):
        chosen.append(steps[index][chosen[-1]])
    return chosen[::-1]


def _own_cost(line: _CellLine, column: int, widths: Sequence[float]) -> float:
    """How unlikely `line` is in `column`, whatever stands before it."""
    last = len(widths) - 1
    if (line.opens and column > 0) or (line.after_title and column == 0):
        return _IMPOSSIBLE
    excess = len(line.text) - widths[column] * 1.06 - 1
    cost = _TOO_WIDE + excess * _PER_CHARACTER if excess > 0 else 0.0
    if column == 0:
        # Titles are short; a full sentence in the first column is unlikely.
        cost += 1.0 * (ends_sentence(line.text) and not line.opens)
    if _REPORTS.search(line.text):
        cost += _CUE * (column != last)
    elif _PROPOSES.search(line.text) and last > 1:
        cost += _CUE * (column != 1)
    return cost


def _step_cost(
    above: _CellLine, line: _CellLine, before: int, column: int, widths: Sequence[float]
) -> float:
    """How unlikely it is that `line` stands in `column` where the one above stood in `before`."""
    gap = line.printed.blank_before or line.printed.may_open_cell or line.after_title
    broken = line.printed.broken_before
    if column > before:
        return (_FORWARD if gap or broken else _FORWARD_MID_BLOCK) - 0.1 * (column - before)
    if column < before:
        return _BACK_AT_BREAK if broken else _BACK
    if (
        not continues_sentence(line.text)
        or ends_sentence(above.text)
        or split_list_mark(line.printed.words)
    ):
        return 0.0
    # The line above went on with this one, so it was broken where this column ends.
    first = line.text.split(maxsplit=1)[0]
    early = widths[column] * 0.86 - (len(above.text) + 1 + len(first))
    return max(0.0, early) * _BROKE_EARLY * (0.5 if gap else 1.0)
