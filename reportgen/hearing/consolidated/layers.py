"""Everybody's edits of some paragraphs, laid over each other character by character."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from reportgen.hearing.model import Para
from reportgen.hearing.redline_plan import (
    AddedParagraph,
    DeletedText,
    EditedParagraph,
    Formatting,
    InsertedText,
    KeptText,
    ParagraphSplit,
    Segment,
    Signature,
    StyleChange,
    listed,
)
from reportgen.hearing.responses import Ranks
from reportgen.hearing.result import Edit
from reportgen.report.wording.differ import Attribute, Hunk
from reportgen.report.wording.text import Line, ListKind, Run
from reportgen.report.wording.tokens import BREAK, Tokens, lines_of, text_of, token_places, tokenize

LIST_STYLES = {ListKind.BULLET: "Punktliste", ListKind.NUMBER: "Nummerliste"}


@dataclass(frozen=True, slots=True, order=True)
class Authorship:
    """Who makes a change, and when first."""

    parties: tuple[str, ...]
    time: str = ""


def authorship(edit: Edit, parties: Collection[str] | None = None) -> Authorship:
    """Who makes an edit, or those of them in `parties`, and when the first did."""
    sources = [s for s in edit.sources if parties is None or s.party in parties]
    times = [author.time for source in sources for author in source.authors if author.time]
    return Authorship(
        tuple(dict.fromkeys(source.party for source in sources)), min(times, default="")
    )


class Signing:
    """Makes the signatures of authorships, parties in the network's order."""

    def __init__(self, ranks: Ranks) -> None:
        self._ranks = ranks

    def sign(self, authorships: Iterable[Authorship]) -> Signature:
        """One signature for all of `authorships`."""
        found = list(authorships)
        parties = sorted({p for each in found for p in each.parties}, key=self._ranks.of)
        times = [each.time for each in found if each.time]
        return Signature(listed(parties), min(times, default="")[:19])


@dataclass(slots=True)
class LayeredParagraph:
    """One paragraph of the base, and what is done to it."""

    para: Para
    deleted_by: list[frozenset[Authorship]]
    """For each character, who takes it away."""
    inserted: dict[int, list[tuple[Tokens, Authorship]]] = field(default_factory=dict)
    """What is put in before a character, in order."""
    formatted: dict[int, tuple[Formatting, Authorship]] = field(default_factory=dict)
    unmarked: set[Authorship] = field(default_factory=set)
    restyled: tuple[str, Authorship] | None = None
    after: list[tuple[Line, Authorship]] = field(default_factory=list)
    """Whole paragraphs put in after it."""

    @classmethod
    def of(cls, para: Para) -> LayeredParagraph:
        """A paragraph that nothing is done to yet."""
        return cls(para, [frozenset()] * len(para.plain))

    def take(self, start: int, end: int, by: Authorship) -> None:
        """Take characters away."""
        for at in range(start, end):
            self.deleted_by[at] |= {by}

    def take_whole(self, by: Authorship) -> None:
        """Take all of it away, its end too."""
        self.take(0, len(self.deleted_by), by)
        self.unmarked.add(by)

    def edited(self, signing: Signing) -> EditedParagraph | None:
        """What a plan says of it; None where nothing is done."""
        segments = tuple(self._segments(signing))
        unmarked = signing.sign(self.unmarked) if self.unmarked else None
        restyled = None
        if self.restyled is not None:
            restyled = StyleChange(self.restyled[0], signing.sign([self.restyled[1]]))
        touched = any(not isinstance(s, KeptText) or s.formatting for s in segments)
        if not touched and unmarked is None and restyled is None:
            return None
        return EditedParagraph(segments, unmarked, restyled)

    def added(self, signing: Signing, style: str) -> list[AddedParagraph]:
        """The paragraphs put in after it."""
        return [
            AddedParagraph(line.runs, signing.sign([by]), LIST_STYLES.get(line.kind, style))
            for line, by in self.after
        ]

    def _segments(self, signing: Signing) -> Iterable[Segment]:
        text = self.para.plain
        at = 0
        cuts = sorted(set(self.inserted) | {0, len(text)})
        for cut in cuts:
            yield from self._of_base(text, at, cut, signing)
            for words, by in self.inserted.get(cut, ()):
                yield from _inserted(words, signing.sign([by]))
            at = cut

    def _of_base(self, text: str, start: int, end: int, signing: Signing) -> Iterable[Segment]:
        def state_of(at: int) -> tuple[frozenset[Authorship], tuple[Formatting, Authorship] | None]:
            return self.deleted_by[at], self.formatted.get(at)

        for (gone, look), places in groupby(range(start, end), state_of):
            piece = "".join(text[at] for at in places)
            if gone:
                yield DeletedText(piece, signing.sign(gone))
            else:
                yield KeptText(piece, look[0] if look else None)


def _inserted(words: Tokens, by: Signature) -> Iterable[Segment]:
    """New words as they are put in; where one begins a paragraph, the old one ends."""
    for begins, group in groupby(words, lambda token: token.begins):
        if begins:
            yield from (ParagraphSplit(by) for _ in group)
        else:
            runs = tuple(
                Run(text_of(same).replace(BREAK, "\n"), *form)
                for form, same in groupby(group, key=lambda token: token.form)
            )
            yield InsertedText(runs, by)


def broken_lines(words: Tokens) -> list[Line]:
    """New paragraphs, with the line breaks that stand in them."""
    return [
        replace(line, runs=tuple(replace(r, text=r.text.replace(BREAK, "\n")) for r in line.runs))
        for line in lines_of(words, with_breaks=True)
    ]


class LayeredText:
    """Some paragraphs that are read as one text: a block's, a heading, a cell's."""

    def __init__(self, layered: Sequence[LayeredParagraph], *, in_cell: bool = False) -> None:
        self.layered = layered
        self.in_cell = in_cell
        written = [paragraph.para.line for paragraph in layered]
        self.words: Tokens = tokenize(written)
        self._places = token_places(written)

    def replace(self, hunk: Hunk, by: Authorship) -> None:
        """Take words away, and put others in their place."""
        if hunk.new and hunk.new[0].begins and self._begins(hunk.start, hunk.end):
            hunk = Hunk(hunk.start + 1, hunk.end, hunk.new[1:])
        elif self.in_cell and not self.words and hunk.new:
            hunk = Hunk(0, 0, hunk.new[1:])
        self._take(hunk, by)
        if hunk.new:
            self._put(hunk, by)

    def _begins(self, start: int, end: int) -> bool:
        return start < end and self.words[start].begins

    def _take(self, hunk: Hunk, by: Authorship) -> None:
        whole = self._begins(hunk.start, hunk.end) and not hunk.new and not self.in_cell
        whole = whole and (hunk.end == len(self.words) or self.words[hunk.end].begins)
        for at in range(hunk.start, hunk.end):
            number, first, last = self._places[at]
            if not self.words[at].begins:
                self.layered[number].take(*self._with_blanks(at, first, last), by)
            elif whole:
                self.layered[number].unmarked.add(by)
            elif number:
                # A paragraph begins where the end of the one before it is.
                self.layered[number - 1].unmarked.add(by)

    def _with_blanks(self, at: int, first: int, last: int) -> tuple[int, int]:
        """Characters of a word, and the blanks at the paragraph's end or beginning beside it."""
        number = self._places[at][0]
        if self.words[at - 1].begins:
            first = 0
        if at + 1 == len(self.words) or self._places[at + 1][0] != number:
            last = len(self.layered[number].deleted_by)
        return first, last

    def _put(self, hunk: Hunk, by: Authorship) -> None:
        new = hunk.new
        if not self.words:
            self.layered[0].inserted.setdefault(0, []).append((new, by))
            return
        if hunk.start == hunk.end == 0:
            # Before the first paragraph: what is new ends, and the old one begins.
            number, offset, _ = self._places[0]
            new = (*new[1:], new[0])
        elif hunk.start < hunk.end or not self.words[hunk.start - 1].begins:
            number, _, offset = self._places[hunk.end - 1]
            if hunk.start == hunk.end and new[0].begins and not self.in_cell:
                at_end = hunk.end == len(self.words) or self.words[hunk.end].begins
                if at_end:
                    self.layered[number].after += [(line, by) for line in broken_lines(new)]
                    return
        else:
            number, offset, _ = self._places[hunk.start]
        self.layered[number].inserted.setdefault(offset, []).append((new, by))

    def format(self, hunk: Hunk, by: Authorship, signing: Signing, point: bool) -> bool:
        """Set how words look; answers whether that can be shown as a change."""
        spans = [self._places[at] for at in range(hunk.start, hunk.end)]
        if hunk.sets is Attribute.KIND:
            return self._enlist(hunk, by, point)
        number, first, last = spans[0][0], spans[0][1], spans[-1][2]
        paragraph = self.layered[number]
        if spans[-1][0] != number or any(paragraph.deleted_by[first:last]):
            return False
        if any(
            at in paragraph.formatted and paragraph.formatted[at][1] != by
            for at in range(first, last)
        ):
            return False
        if hunk.sets is Attribute.HREF:
            return self._link(paragraph, hunk, first, last, by)
        base = _bold_and_italic(paragraph.para.line)
        for at in range(first, last):
            bold, italic = base[at]
            if at in paragraph.formatted:
                bold, italic = paragraph.formatted[at][0].bold, paragraph.formatted[at][0].italic
            bold = bool(hunk.value) if hunk.sets is Attribute.BOLD else bold
            italic = bool(hunk.value) if hunk.sets is Attribute.ITALIC else italic
            paragraph.formatted[at] = (Formatting(bold, italic, signing.sign([by])), by)
        return True

    def _link(
        self, paragraph: LayeredParagraph, hunk: Hunk, first: int, last: int, by: Authorship
    ) -> bool:
        """Take words away and put them in again with a link: Word tracks no other way."""
        if any(at in paragraph.formatted for at in range(first, last)):
            return False
        linked = tuple(
            token._replace(form=token.form._replace(href=str(hunk.value)))
            for token in self.words[hunk.start : hunk.end]
        )
        paragraph.take(first, last, by)
        paragraph.inserted.setdefault(last, []).insert(0, (linked, by))
        return True

    def _enlist(self, hunk: Hunk, by: Authorship, point: bool) -> bool:
        paragraph = self.layered[self._places[hunk.start][0]]
        if paragraph.restyled is not None:
            return False
        plain = "Punkttekst" if point else "Normal"
        paragraph.restyled = (LIST_STYLES.get(ListKind(str(hunk.value)), plain), by)
        return True


def _bold_and_italic(line: Line) -> list[tuple[bool, bool]]:
    return [(run.bold, run.italic) for run in line.runs for _ in run.text]
