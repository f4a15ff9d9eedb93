"""What an agenda item changes in the report: entries with section, point, kind and input."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.report.entries import Entry, Kind
from reportgen.report.inputs import Status
from reportgen.report.outline import Doubt, OutlineParagraph, SourcePlace, TracedText
from reportgen.sources.minutes.agenda.items import TracedItem
from reportgen.sources.minutes.changes import phrases
from reportgen.sources.minutes.changes.draft import (
    FOCUS_AREAS,
    LISTS,
    RECOMMENDATIONS,
    SECTIONS,
    NextId,
    ReportDraft,
    Resolve,
    Sections,
)
from reportgen.sources.minutes.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class ItemChanges:
    """Entries of one item, and the doubts about each by its index."""

    entries: tuple[Entry, ...] = ()
    doubts: tuple[tuple[int, Doubt], ...] = ()


def changes(
    item: TracedItem,
    resolve: Resolve,
    next_id: NextId,
    sections: Mapping[str, str] = SECTIONS,
) -> ItemChanges:
    """Read what `item` changes in the report.

    The draft the meeting had answers through `resolve` and `next_id`. `tekst` stays empty
    in every entry: what the network wants is its input, not yet a wording.
    """
    reader = _EntryReader(ReportDraft(resolve, next_id), Sections(sections))
    whole = " ".join(
        (item.title.text, *(paragraph.text for paragraph in (*item.proposal, *item.minutes)))
    )
    about_report = bool(phrases.REPORT.search(item.title.text)) or (
        bool(phrases.REPORT.search(whole)) and bool(phrases.SECTION.search(whole))
    )
    if about_report:
        reader.proposal([_unnumbered(paragraph) for paragraph in item.proposal])
        reader.minutes([_unnumbered(paragraph) for paragraph in item.minutes])
    else:
        reader.recommendations(item.minutes)
    return ItemChanges(tuple(reader.entries), tuple(reader.doubts))


def _unnumbered(paragraph: OutlineParagraph) -> OutlineParagraph:
    """Read "3.6 Udfordringer" as words: a section's number is no list mark."""
    if not re.fullmatch(r"\d\.\d{1,2}\.?", paragraph.mark):
        return paragraph
    number = TracedText.inserted(f"{paragraph.mark} ")
    return replace(paragraph, mark="", words=number + paragraph.words)


@dataclass(slots=True)
class _SectionContext:
    """The section that paragraphs speak of until another is named."""

    section: str | None = None
    adds: bool = False
    """Whether the lead-in itself says that something is added."""
    inline: bool = False
    """Whether the lead-in went on to say something: then only a list still belongs to it."""
    lists: bool = False
    """Whether the entries of a list that follows are the points themselves."""
    status: Status | None = None
    doubts: list[Doubt] = field(default_factory=list)


class _EntryReader:
    def __init__(self, draft: ReportDraft, sections: Sections) -> None:
        self._draft = draft
        self._sections = sections
        self.entries: list[Entry] = []
        self.doubts: list[tuple[int, Doubt]] = []
        self._depth: int | None = None
        self._whole_report = False

    # --- what was put forward ---------------------------------------------------------------

    def proposal(self, paragraphs: Sequence[OutlineParagraph]) -> None:
        """Take the list of focus areas (or of other points) that was put forward."""
        context: _SectionContext | None = None
        first = True
        for at, paragraph in enumerate(paragraphs):
            after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
            if not paragraph.mark or context is None:
                context = None
                section, doubts, _ = self._sections.led_in(paragraph)
                leads = after is not None and after.mark and not paragraph.mark
                if section in LISTS and leads and phrases.LISTS_AREAS.search(paragraph.text):
                    status = Status.CONTINUED if phrases.CONTINUED.search(paragraph.text) else None
                    context = _SectionContext(section, lists=True, status=status, doubts=doubts)
                    first = True
                continue
            self._listed(paragraph, context)
            if first and self.entries:
                self._doubt(
                    "minutes-points-proposed", {"section": context.section}, paragraph.place
                )
                first = False

    def _listed(self, paragraph: OutlineParagraph, context: _SectionContext) -> None:
        """Take one entry of a list of points."""
        section = context.section or ""
        words = paragraph.text.rstrip(" ;,")
        known = self._draft.known(section, words)
        if known is not None:
            position, block, wording = known
            if context.status:
                self._add(
                    Kind.AMEND, section, paragraph, status=context.status,
                    position=position, block=block, before=wording,
                )  # fmt: skip
            return
        heading, text = phrases.parted_heading(words)
        self._add(
            Kind.ADD, section, paragraph,
            heading=heading or (words if len(words) <= 120 else None),
            text=text if heading else words,
            status=context.status, block=self._draft.next_id(section),
        )  # fmt: skip

    # --- what was said ----------------------------------------------------------------------

    def minutes(self, paragraphs: Sequence[OutlineParagraph]) -> None:
        """Take what was said, paragraph by paragraph, section by section."""
        context = _SectionContext()
        lapsed: str | None = None
        for paragraph in paragraphs:
            if self.entries and self._depth is not None and paragraph.depth > self._depth:
                self._append(paragraph)
                continue
            section, doubts, rest = self._sections.led_in(paragraph)
            if section is not None:
                adds = bool(rest and phrases.ADDS.search(paragraph.text.removesuffix(rest)))
                listed = section == FOCUS_AREAS
                context = _SectionContext(section, adds=adds, lists=listed, doubts=doubts)
                lapsed = section
                self._whole_report = False
                self._depth = None
                if rest:
                    context.inline = True
                    self._said(paragraph, rest, context, leads=True)
                continue
            if context.section is None and lapsed and phrases.names_point(paragraph.text):
                # A remark in between does not end a list of points.
                context = _SectionContext(lapsed, lists=lapsed == FOCUS_AREAS)
            if context.inline and not paragraph.mark and not phrases.names_point(paragraph.text):
                context = _SectionContext()
            if context.section is None:
                self._on_whole(paragraph)
            elif not self._said(paragraph, paragraph.text, context) and not paragraph.mark:
                context = _SectionContext()
                self._depth = None
                self._on_whole(paragraph)

    def _on_whole(self, paragraph: OutlineParagraph) -> None:
        """Take a remark on the whole report, or one that names no section."""
        text = paragraph.text
        if phrases.INPUT_FOLLOWS.search(text) and text.rstrip().endswith(":"):
            self._whole_report = True
            return
        listed = self._whole_report and bool(paragraph.mark)
        if phrases.GENERAL.search(text) or listed:
            self._add(Kind.REMARK, None, paragraph, text=text)
        elif phrases.RECOMMENDS.search(text):
            self._recommend(paragraph)
        elif not paragraph.mark:
            self._whole_report = False

    def recommendations(self, paragraphs: Sequence[OutlineParagraph]) -> None:
        """Take recommendations of an item that is not about the report."""
        for paragraph in paragraphs:
            if phrases.RECOMMENDS.search(paragraph.text):
                self._recommend(paragraph)

    def _recommend(self, paragraph: OutlineParagraph) -> None:
        heading, rest = phrases.parted_heading(paragraph.text)
        text = (
            rest
            if heading
            else " ".join(
                sentence
                for sentence in sentences(paragraph.text)
                if heading or phrases.RECOMMENDS.search(sentence)
            )
        )
        self._add(
            Kind.ADD, RECOMMENDATIONS, paragraph,
            heading=heading, text=text, block=self._draft.next_id(RECOMMENDATIONS),
        )  # fmt: skip
        self._doubt("minutes-recommendation-found", {"section": RECOMMENDATIONS}, paragraph.place)

    def _said(
        self,
        paragraph: OutlineParagraph,
        text: str,
        context: _SectionContext,
        *,
        leads: bool = False,
    ) -> bool:
        """Take one paragraph said of `context`'s section; whether it was an entry."""
        section = context.section or ""
        before = len(self.entries)
        if point := phrases.POINT.match(text):
            self._on_points(paragraph, section, point, text[point.end() :].strip() or text)
        elif new := phrases.NEW.match(text):
            heading, rest = phrases.parted_heading(text[new.end() :].strip())
            self._add(
                Kind.ADD, section, paragraph, heading=heading, text=rest,
                block=self._draft.next_id(section) if section in LISTS else None,
            )  # fmt: skip
        elif section in LISTS and not leads and (parted := phrases.parted_heading(text))[0]:
            self._under_heading(paragraph, section, *parted)
        elif section in LISTS and (context.adds or phrases.RECOMMENDS.search(text)):
            context.adds = False
            self._add(Kind.ADD, section, paragraph, text=text, block=self._draft.next_id(section))
        elif phrases.CLARIFY.search(text) and section in LISTS:
            self._add(Kind.AMEND, section, paragraph, text=text)
            self._doubt("minutes-point-not-named", {"section": section}, paragraph.place)
        elif paragraph.mark and context.lists:
            self._listed(paragraph, context)
            if len(self.entries) == before:
                return True
        elif leads or paragraph.mark:
            self._add(Kind.REMARK, section, paragraph, text=text)
        else:
            return False
        for doubt in context.doubts:
            self.doubts.append((before, doubt))
        context.doubts = []
        return True

    def _on_points(
        self, paragraph: OutlineParagraph, section: str, point: re.Match[str], text: str
    ) -> None:
        named = point["number"] or point["before"]
        numbers = [int(named)] if named else [phrases.ORDINALS[point["ordinal"].casefold()]]
        numbers += [int(number) for number in re.findall(r"\d+", point["more"] or "")]
        for number in numbers:
            self._on_point(paragraph, section, number, text)

    def _on_point(self, paragraph: OutlineParagraph, section: str, number: int, text: str) -> None:
        found = self._draft.resolve(section, number)
        block, wording = found or (None, None)
        kind, after = self._draft.done_to(section, text)
        if block is None and kind in {Kind.REMOVE, Kind.MOVE}:
            kind, after = Kind.REMARK, None
        self._add(
            kind,
            section,
            paragraph,
            position=number,
            block=block,
            before=wording,
            text=text,
            after=after,
        )
        if block is None and self._draft.resolve(section, 1) is not None:
            self._doubt(
                "minutes-point-beyond", {"section": section, "point": number}, paragraph.place
            )

    def _under_heading(
        self, paragraph: OutlineParagraph, section: str, heading: str | None, text: str
    ) -> None:
        """Take "Overskrift: …": a point of the draft that is called so, or a new one."""
        known = self._draft.known(section, heading or "")
        if known is not None:
            position, block, wording = known
            self._add(
                Kind.AMEND,
                section,
                paragraph,
                position=position,
                block=block,
                before=wording,
                text=text,
            )
            return
        self._add(
            Kind.ADD,
            section,
            paragraph,
            heading=heading,
            text=text,
            block=self._draft.next_id(section),
        )

    def _append(self, paragraph: OutlineParagraph) -> None:
        last = self.entries[-1]
        lead = f"{paragraph.mark} " if paragraph.mark else ""
        self.entries[-1] = last.model_copy(
            update={"input": f"{last.input or ''}\n{lead}{paragraph.text}".strip()}
        )

    # --- entries ----------------------------------------------------------------------------

    def _add(
        self,
        kind: Kind,
        section: str | None,
        paragraph: OutlineParagraph,
        *,
        text: str | None = None,
        heading: str | None = None,
        position: int | None = None,
        block: str | None = None,
        before: str | None = None,
        after: str | None = None,
        status: Status | None = None,
    ) -> None:
        self._depth = paragraph.depth if paragraph.mark else None
        self.entries.append(
            Entry(
                section=section,
                position=position,
                id=block,
                kind=kind,
                heading=heading,
                after=after,
                status=status,
                challenge=None,
                priority=None,
                input=text,
                before=before,
                heading_before=None,
                text=None,
                answer=None,
            )
        )

    def _doubt(self, code: str, values: Mapping[str, object], place: SourcePlace) -> None:
        self.doubts.append((len(self.entries) - 1, Doubt(code, values, place)))
