"""Edits inside blocks: their words, their formatting, their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reportgen.hearing.base import Known
from reportgen.hearing.edits.answer import Answer, Piece
from reportgen.hearing.edits.fixed import fixed_edit, line_of_heading
from reportgen.hearing.edits.tracked_words import Texts, authors_of
from reportgen.hearing.model import Author
from reportgen.hearing.result import Edit, EditKind, Part, name
from reportgen.report.wording.differ import (
    Difference,
    Hunk,
    apply_hunks,
    differences,
    is_written_anew,
)
from reportgen.report.wording.listing import numbered_as
from reportgen.report.wording.text import Line
from reportgen.report.wording.tokens import Token, Tokens, markup_of, plain_of, tokenize


def text_edits(answer: Answer) -> Iterator[Edit]:
    """Every difference inside the blocks that stand in the answer."""
    for piece in answer.standing.values():
        known = answer.prepared.known[piece.block]
        if known.heading is not None:
            yield from _of_heading(answer, known, known.heading, piece)
        if known.texts:
            yield from _of_text(answer, known, piece)


def text_with(known: Known, hunks: Sequence[Hunk]) -> str:
    """The block's whole text with `hunks` applied, as markup.

    Of a point nobody had worded, the sentence that stood in its place is no part of it.
    """
    if not hunks:
        return known.block.text
    words = apply_hunks(known.words, hunks)
    if known.block.waiting and not known.block.text:
        stood = len(known.words)
        if seen(words[:stood]) == seen(known.words):
            words = known.words[:1] + words[stood:] if len(words) > stood else ()
    return numbered_as(markup_of(words), known.block.text)


def heading_with(known: Known, hunks: Sequence[Hunk]) -> str:
    """The block's heading with `hunks` applied; headings have no marks and one line."""
    if not hunks:
        return known.block.heading
    return plain_of(apply_hunks(known.heading_words, hunks)).replace("\n", " ")


def seen(words: Tokens) -> tuple[str, ...]:
    """The words alone, whatever they look like."""
    return tuple(token.text for token in words)


def _of_text(answer: Answer, known: Known, piece: Piece) -> Iterator[Edit]:
    lines = [answer.para(j).line for j in piece.texts]
    if lines == [answer.base(i).line for i in known.texts]:
        return  # as most are, and quicker told than word by word
    words = tokenize(lines)
    if words == known.words:
        return
    if not words:
        yield _emptied(answer, known)
        return
    block, paragraphs = known.block, answer.indexes(known.texts)
    found = _hunks(answer, known, piece, words)
    texts = Texts(
        [answer.base(i) for i in known.texts],
        [answer.para(j) for j in piece.texts],
        _pairs(answer, known, piece),
    )
    tracked = authors_of(texts, [span for _, span in found])
    for (hunk, _), by in zip(found, tracked, strict=True):
        authors = [*by, *_who_took_out(answer, known, hunk)]
        yield Edit(
            id=name(block.section, block.id, "text", _in_paragraphs(hunk)),
            section=block.section,
            block=block.id,
            kind=EditKind.REPLACE if hunk.sets is None else EditKind.FORMAT,
            part=Part.TEXT,
            before=block.text,
            after=text_with(known, [hunk]),
            sources=(answer.tracks.source(authors),),
            paragraphs=paragraphs,
            hunk=hunk,
        )


def _hunks(
    answer: Answer, known: Known, piece: Piece, words: Tokens
) -> list[tuple[Hunk, Difference]]:
    stood = len(known.words)
    if known.block.waiting and not known.block.text:
        # A wording in place of the sentence that asks for one owes nothing to its words, and
        # nothing to their looks: Word gives them to whatever is typed over it.
        if seen(words[:stood]) != seen(known.words):
            return [(Hunk(0, stood, _upright(words)), Difference(0, stood, 0, len(words)))]
        return [
            (replace(hunk, new=_upright(hunk.new)), difference)
            for hunk, difference in differences(known.words, words)
            if hunk.sets is None
        ]
    found = differences(known.words, words, _cuts(answer, known, piece))
    return _with_what_is_anew(answer, known, piece, words, found)


def _in_paragraphs(hunk: Hunk) -> Hunk:
    """The hunk as it is named: workspaces hold names from when a line break was a paragraph."""
    if not any(token.breaks for token in hunk.new):
        return hunk
    return replace(hunk, new=tuple(t._replace(text="\n") if t.breaks else t for t in hunk.new))


def _upright(words: Tokens) -> Tokens:
    """Words without the italics that all of a paragraph has."""
    made: list[Token] = []
    for paragraph in _paragraphs(words):
        inherited = all(token.form.italic for token in paragraph if token.text.strip())
        made += [
            token._replace(form=token.form._replace(italic=False)) if inherited else token
            for token in paragraph
        ]
    return tuple(made)


def _paragraphs(words: Tokens) -> Iterator[list[Token]]:
    begun: list[Token] = []
    for token in words:
        if token.begins and begun:
            yield begun
            begun = []
        begun.append(token)
    yield begun


def _with_what_is_anew(
    answer: Answer, known: Known, piece: Piece, words: Tokens, found: list[tuple[Hunk, Difference]]
) -> list[tuple[Hunk, Difference]]:
    """The differences, those within a paragraph that was typed or written anew as one.

    What was typed in place of several paragraphs takes the place of them all.
    """
    pairs = _pairs(answer, known, piece)
    mine = _starts([answer.base(i).line for i in known.texts])
    theirs = _starts([answer.para(j).line for j in piece.texts])
    ends = (len(known.texts), len(piece.texts))
    for (i, j), following in pairwise([*pairs, ends]):
        typed_anew = known.texts[i] in answer.alignment.anew
        until, there = following if typed_anew else (i + 1, j + 1)
        whole = Difference(mine[i], mine[until], theirs[j], theirs[there])
        inside = [each for _, each in found if _is_within(each, whole)]
        if not typed_anew and not is_written_anew(known.words, words, whole, inside):
            continue
        found = [each for each in found if not _is_within(each[1], whole)]
        new = words[whole.other_start : whole.other_end]
        found.append((Hunk(whole.start, whole.end, new), whole))
    return sorted(found, key=lambda each: (each[1].start, each[1].other_start))


def _is_within(one: Difference, other: Difference) -> bool:
    return (
        other.start <= one.start
        and one.end <= other.end
        and other.other_start <= one.other_start
        and one.other_end <= other.other_end
    )


def _who_took_out(answer: Answer, known: Known, hunk: Hunk) -> list[Author]:
    """Authors who tracked away the paragraphs that lie whole in `hunk`."""
    if hunk.sets is not None:
        return []
    starts = _starts([answer.base(i).line for i in known.texts])
    return answer.tracks.of_gone(
        answer.base(i)
        for i, first, last in zip(known.texts, starts, starts[1:], strict=False)
        if hunk.start <= first and last <= hunk.end
    )


def _cuts(answer: Answer, known: Known, piece: Piece) -> list[tuple[int, int]]:
    """Words where a paragraph of the block is sure to correspond to one that came back.

    A paragraph that was split or joined is compared together with its neighbours.
    """
    pairs = _pairs(answer, known, piece)
    mine = _starts([answer.base(i).line for i in known.texts])
    theirs = _starts([answer.para(j).line for j in piece.texts])
    cuts: list[tuple[int, int]] = []
    last = (-1, -1)
    for pair in (*pairs, (len(known.texts), len(piece.texts))):
        gone = known.texts[last[0] + 1 : pair[0]]
        new = piece.texts[last[1] + 1 : pair[1]]
        in_pieces = any(i in answer.alignment.joined for i in gone)
        if not in_pieces and not any(j in answer.alignment.part_of for j in new):
            if gone or new:
                cuts.append((mine[last[0] + 1], theirs[last[1] + 1]))
            cuts.append((mine[pair[0]], theirs[pair[1]]))
        last = pair
    return list(dict.fromkeys(cuts))


def _pairs(answer: Answer, known: Known, piece: Piece) -> list[tuple[int, int]]:
    """Paragraphs of a block and of what came back of it that correspond, in order."""
    place = {i: at for at, i in enumerate(known.texts)}
    pairs: list[tuple[int, int]] = []
    for at, j in enumerate(piece.texts):
        i = answer.alignment.match[j]
        if i in place and (not pairs or place[i] > pairs[-1][0]):
            pairs.append((place[i], at))
    return pairs


def _starts(lines: Sequence[Line]) -> list[int]:
    """Word that each paragraph begins at, and where the last one ends."""
    found = [0]
    for line in lines:
        found.append(found[-1] + len(tokenize([line])))
    return found


def _emptied(answer: Answer, known: Known) -> Edit:
    """The whole text is gone and the heading stands: the point says nothing any more."""
    block = known.block
    hunk = Hunk(0, len(known.words))
    waiting = block.waiting and not block.text
    authors = answer.tracks.of_gone(answer.base(i) for i in known.texts)
    return Edit(
        id=name(block.section, block.id, "text", hunk),
        section=block.section,
        block=block.id,
        kind=EditKind.REMARK if waiting else EditKind.REMOVE,
        part=Part.FIXED if waiting else Part.TEXT,
        before=plain_of(known.words) if waiting else block.text,
        after="",
        sources=(answer.tracks.source(authors),),
        paragraphs=answer.indexes(known.texts),
        hunk=hunk,
    )


def _of_heading(answer: Answer, known: Known, heading: int, piece: Piece) -> Iterator[Edit]:
    block = known.block
    (index,) = answer.indexes([heading])
    if piece.heading is None:
        yield fixed_edit(answer, index, "", answer.tracks.of_gone([answer.base(heading)]))
        return
    line = line_of_heading(answer.base(heading), answer.para(piece.heading))
    if line == answer.base(heading).line:
        return
    found = differences(known.heading_words, tokenize([line]))
    texts = Texts([answer.base(heading)], [answer.para(piece.heading)], [(0, 0)])
    tracked = authors_of(texts, [span for _, span in found])
    for (hunk, _), authors in zip(found, tracked, strict=True):
        if hunk.sets is not None:
            after = markup_of(apply_hunks(known.heading_words, [hunk]))
            yield fixed_edit(answer, index, after, authors, hunk)
            continue
        yield Edit(
            id=name(block.section, block.id, "heading", hunk),
            section=block.section,
            block=block.id,
            kind=EditKind.REPLACE,
            part=Part.HEADING,
            before=block.heading,
            after=heading_with(known, [hunk]),
            sources=(answer.tracks.source(authors),),
            paragraphs=(index,),
            hunk=hunk,
        )
