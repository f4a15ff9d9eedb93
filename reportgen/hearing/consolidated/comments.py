"""What the consolidated document says in its margin: comments with their threads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from reportgen.hearing.base import Prepared
from reportgen.hearing.consolidated.layers import Authorship, Signing, authorship
from reportgen.hearing.decisions.current import Overtaken
from reportgen.hearing.decisions.descriptions import said
from reportgen.hearing.decisions.rows import GONE, section_of
from reportgen.hearing.decisions.rulings import variants
from reportgen.hearing.redline_plan import (
    CommentText,
    DeletedText,
    EditedParagraph,
    KeptText,
    ParagraphSplit,
    Signature,
    Thread,
)
from reportgen.hearing.result import Comment, Conflict, Edit, Merged
from reportgen.report.wording.text import plain

_TWICE = (
    "Forslaget står her to gange, fordi parterne vil have de nye afsnit i hver sin rækkefølge. "
    "Acceptér det ene, og afvis det andet."
)

_OVERTAKEN = "Rapportens input er ændret her, siden teksten blev sendt ud."
_CHOICE = "Acceptér partens ændring, eller afvis den, så rapportens input bliver stående."


class Threads:
    """Every comment that is to stand in the document, by the paragraph it stands at."""

    def __init__(
        self, prepared: Prepared, merged: Merged, signing: Signing, secretariat: Signature
    ) -> None:
        self._prepared, self._merged = prepared, merged
        self._signing, self._secretariat = signing, secretariat
        self._held = {remark.key for remark in prepared.document.remarks}
        self.told: set[str] = set()
        """Ids of the edits that are said in a comment only."""
        self._told: defaultdict[int, list[Thread]] = defaultdict(list)
        paragraphs = prepared.document.paragraphs
        self._first = next((i for i, p in enumerate(paragraphs) if p.plain.strip()), 0)
        for conflict in merged.conflicts:
            self._told[self._place(conflict)].append(self._of_conflict(conflict))

    def tell(self, edit: Edit) -> None:
        """Say in a comment what cannot stand in the document as a change."""
        self.told.add(edit.id)
        self.ask(edit)

    def ask(self, edit: Edit) -> None:
        """Say in a comment what an edit wants, which may stand in the document as well."""
        at = edit.paragraphs[0] if edit.paragraphs else self._first
        by = self._signing.sign([authorship(edit)])
        self._told[at].append(Thread(CommentText(by, said(self._prepared, edit))))

    def tell_overtaken(self, overtaken: Mapping[str, Overtaken]) -> None:
        """Say of each row that the inputs say something else about now what that is."""
        edits = {edit.id: edit for edit in self._merged.edits}
        for conflict in self._merged.conflicts:
            for row, variant in variants(self._merged, conflict.id):
                edits[row] = edits[variant.edits[0]]
        for row, each in overtaken.items():
            if (edit := edits.get(row)) is None:
                continue  # of a comment, which is not decided here
            at = edit.paragraphs[0] if edit.paragraphs else self._first
            now = f"Nu står der ({each.place}): {plain(each.shown)}" if each.place else GONE
            text = f"{_OVERTAKEN}\n{now}\n{_CHOICE} ({row})"
            self._told[at].append(Thread(CommentText(self._secretariat, text)))

    def of_copy(self, edit: Edit, by: Signature) -> Thread:
        """Say of a block that was put in anew where it comes from."""
        named = section_of(edit.section, edit.block)
        return Thread(CommentText(by, f"Flyttet hertil fra sin plads i {named}."))

    def of_twin(self) -> Thread:
        """Say of an addition that it stands beside, in another order."""
        return Thread(CommentText(self._secretariat, _TWICE))

    @property
    def replies(self) -> Mapping[str, tuple[CommentText, ...]]:
        """Answers to comments that were sent out, by the id of the comment."""
        found: defaultdict[str, list[CommentText]] = defaultdict(list)
        for comment in self._merged.comments:
            if comment.reply_to in self._held:
                found[comment.reply_to] += [self._said(comment), *self._answers(comment)]
        return {key: tuple(said) for key, said in found.items()}

    @property
    def resolved(self) -> frozenset[str]:
        """Comments that were sent out and that somebody's answer closed: none is known."""
        return frozenset()

    def threads(self, edited: Mapping[int, EditedParagraph]) -> dict[int, tuple[Thread, ...]]:
        """All of them; comments of parties on the words they were set on."""
        found: defaultdict[int, list[Thread]] = defaultdict(list)
        for index, told in self._told.items():
            found[index] += told
        known = {comment.id for comment in self._merged.comments} | self._held
        for comment in self._merged.comments:
            if comment.reply_to in known:
                continue
            index = self._first if comment.paragraph is None else comment.paragraph
            start, end = self._segment(index, comment, edited.get(index))
            answers = tuple(self._answers(comment))
            thread = Thread(self._said(comment), answers, comment.resolved, start, end)
            found[index].append(thread)
        return {index: tuple(threads) for index, threads in sorted(found.items())}

    def _said(self, comment: Comment) -> CommentText:
        by = self._signing.sign([Authorship((comment.party,), comment.date)])
        return CommentText(by, comment.text)

    def _answers(self, comment: Comment) -> list[CommentText]:
        """Everything said in the thread that a comment opened, in order.

        An answer that stands before what it answers comes after all that stand in their order.
        """
        found: list[tuple[int, int]] = []
        thread = {comment.id}
        waiting = [(comment.id, 0, -1)]
        while waiting:
            id_, turn, after = waiting.pop()
            for at in self._answered.get(id_, ()):
                other = self._merged.comments[at]
                if other.id not in thread:
                    thread.add(other.id)
                    found.append((turn + (at < after), at))
                    waiting.append((other.id, *found[-1]))
        return [self._said(self._merged.comments[at]) for _, at in sorted(found)]

    @cached_property
    def _answered(self) -> Mapping[str, Sequence[int]]:
        """Numbers of the comments that answer another, by the id of that one."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, comment in enumerate(self._merged.comments):
            found[comment.reply_to].append(at)
        return found

    def _segment(
        self, index: int, comment: Comment, edited: EditedParagraph | None
    ) -> tuple[int, int | None]:
        """Place of the words a comment is on, in all that the paragraph is to show."""
        quoted = comment.quoted.strip()
        at = self._prepared.document.paragraphs[index].plain.find(quoted) if quoted else -1
        if at < 0:
            return 0, None
        return _shown(edited, at), _shown(edited, at + len(quoted), ends=True)

    def _place(self, conflict: Conflict) -> int:
        ids = {id_ for variant in conflict.variants for id_ in variant.edits}
        edits = [edit for edit in self._merged.edits if edit.id in ids]
        return next((e.paragraphs[0] for e in edits if e.paragraphs), self._first)

    def _of_conflict(self, conflict: Conflict) -> Thread:
        lines = [
            f"Forslagene her kan ikke alle følges ({conflict.id}). Acceptér ét og afvis resten, "
            "eller vælg i hoeringssvar.xlsx:"
        ]
        for id_, variant in variants(self._merged, conflict.id):
            text = " ".join(plain(variant.text).split()) or GONE
            edits = [self._merged.edit(edit) for edit in variant.edits]
            if variant.text == conflict.base:
                text = " ".join(said(self._prepared, edit) for edit in edits)
            lines.append(f"{id_} {', '.join(variant.parties)}: {text}")
        return Thread(CommentText(self._secretariat, "\n".join(lines)))


def _shown(edited: EditedParagraph | None, offset: int, *, ends: bool = False) -> int:
    """Place of a sign of the base among all signs that are shown."""
    if edited is None or not edited.segments:
        return offset
    shown = base = 0
    for segment in edited.segments:
        if isinstance(segment, KeptText | DeletedText):
            size = len(segment.text)
            if offset < base + size or (ends and offset == base + size):
                return shown + offset - base
            base += size
            shown += size
        elif not isinstance(segment, ParagraphSplit):
            shown += sum(len(run.text) for run in segment.runs)
    return shown
