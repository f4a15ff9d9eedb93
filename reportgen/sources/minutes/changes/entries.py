"""What an agenda item changes in the report: entries with section, point, kind and input."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.report.entries import Entry, Kind
from reportgen.report.inputs import Status
from reportgen.report.outline import Doubt, OutlineParagraph, TracedText
from reportgen.sources.minutes.agenda.items import TracedItem
from reportgen.sources.minutes.changes import phrases
from reportgen.sources.minutes.changes.phrases import (
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


def read_changes(
    item: TracedItem,
    resolve: Resolve,
    next_id: NextId,
    sections: Mapping[str, str] = SECTIONS,
) -> ItemChanges:
    """Read what `item` changes in the report.

    The draft the meeting had answers through `resolve` and `next_id`. `tekst` stays empty
    in every entry: what the network wants is its input, not yet a wording. An item that is
    not about the report changes it only by what the network recommends.
    """
    reader = _EntryReader(ReportDraft(resolve, next_id), Sections(sections))
    whole = " ".join((item.title.text, *(paragraph.text for paragraph in item.paragraphs)))
    about_report = phrases.REPORT.search(item.title.text) or (
        phrases.REPORT.search(whole) and phrases.SECTION.search(whole)
    )
    if about_report:
        reader.read_proposal([_unnumbered(paragraph) for paragraph in item.proposal])
        reader.read_minutes([_unnumbered(paragraph) for paragraph in item.minutes])
    else:
        reader.read_recommendations(item.minutes)
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

    section: str = ""
    """Its number; empty as long as none was named."""
    adds: bool = False
    """Whether the lead-in itself says that something is added."""
    inline: bool = False
    """Whether the lead-in went on to say something: then only a list still belongs to it."""
    lists: bool = False
    """Whether the entries of a list that follows are the points themselves."""
    status: Status | None = None
    doubts: list[Doubt] = field(default_factory=list)
    """Doubts about the section, which the next entry takes over."""


class _EntryReader:
    """Reads the paragraphs of one item, one after the other, into entries."""

    def __init__(self, draft: ReportDraft, sections: Sections) -> None:
        self._draft = draft
        self._sections = sections
        self.entries: list[Entry] = []
        self.doubts: list[tuple[int, Doubt]] = []
        self._depth: int | None = None
        """Depth in its list of the paragraph of the last entry; none outside lists."""
        self._whole_report = False
        """Whether the entries of a list that follows are remarks on the whole report."""

    # --- what was put forward ---------------------------------------------------------------

    def read_proposal(self, paragraphs: Sequence[OutlineParagraph]) -> None:
        """Take the list of focus areas (or of other points) that was put forward."""
        context: _SectionContext | None = None
        first = True
        for paragraph, after in zip(paragraphs, [*paragraphs[1:], None], strict=False):
            if not paragraph.mark or context is None:
                context = None
                section, doubts, _ = self._sections.led_in(paragraph)
                leads = after is not None and after.mark and not paragraph.mark
                if section in LISTS and leads and phrases.LISTS_AREAS.search(paragraph.text):
                    status = Status.CONTINUED if phrases.CONTINUED.search(paragraph.text) else None
                    context = _SectionContext(section, lists=True, status=status, doubts=doubts)
                    first = True
                continue
            self._add_listed(paragraph, context)
            if first and self.entries:
                self._doubt("minutes-points-proposed", paragraph, section=context.section)
                first = False

    def _add_listed(self, paragraph: OutlineParagraph, context: _SectionContext) -> None:
        """Take one entry of a list of points: a new one, or the status of one in the draft."""
        section = context.section
        words = paragraph.text.rstrip(" ;,")
        point = self._draft.point_worded(section, words)
        if point is None:
            heading, text = phrases.split_heading(words)
            short = words if len(words) <= 120 else None
            self._add_point(paragraph, section, heading or short, text, context.status)
        elif context.status:
            self._add(
                paragraph,
                Entry(
                    kind=Kind.AMEND,
                    section=section,
                    position=point.position,
                    id=point.id,
                    before=point.wording,
                    status=context.status,
                ),
            )

    # --- what was reported ------------------------------------------------------------------

    def read_minutes(self, paragraphs: Sequence[OutlineParagraph]) -> None:
        """Take the minutes, paragraph by paragraph, section by section."""
        context = _SectionContext()
        last_section = ""
        for paragraph in paragraphs:
            if self.entries and self._depth is not None and paragraph.depth > self._depth:
                self._append(paragraph)
                continue
            section, doubts, rest = self._sections.led_in(paragraph)
            if section is not None:
                adds = bool(rest and phrases.ADDS.search(paragraph.text.removesuffix(rest)))
                lists = section == FOCUS_AREAS
                context = _SectionContext(section, adds, bool(rest), lists, doubts=doubts)
                last_section = section
                self._whole_report = False
                self._depth = None
                if rest:
                    self._read_about(paragraph, rest, context, leads=True)
                continue
            names_point = phrases.names_point(paragraph.text)
            if not context.section and last_section and names_point:
                # A remark in between does not end a list of points.
                context = _SectionContext(last_section, lists=last_section == FOCUS_AREAS)
            if context.inline and not paragraph.mark and not names_point:
                context = _SectionContext()
            if not context.section:
                self._read_about_report(paragraph)
            elif not self._read_about(paragraph, paragraph.text, context) and not paragraph.mark:
                context = _SectionContext()
                self._depth = None
                self._read_about_report(paragraph)

    def read_recommendations(self, paragraphs: Sequence[OutlineParagraph]) -> None:
        """Take recommendations of an item that is not about the report."""
        for paragraph in paragraphs:
            if phrases.RECOMMENDS.search(paragraph.text):
                self._recommend(paragraph)

    def _read_about_report(self, paragraph: OutlineParagraph) -> None:
        """Take a remark on the whole report, or one that names no section."""
        text = paragraph.text
        if phrases.INPUT_FOLLOWS.search(text) and text.rstrip().endswith(":"):
            self._whole_report = True
            return
        listed = self._whole_report and bool(paragraph.mark)
        if phrases.GENERAL.search(text) or listed:
            self._add(paragraph, Entry(kind=Kind.REMARK, input=text))
        elif phrases.RECOMMENDS.search(text):
            self._recommend(paragraph)
        elif not paragraph.mark:
            self._whole_report = False

    def _recommend(self, paragraph: OutlineParagraph) -> None:
        """Add a recommendation: what follows its heading, else the sentences that recommend."""
        heading, text = phrases.split_heading(paragraph.text)
        if not heading:
            recommending = filter(phrases.RECOMMENDS.search, sentences(paragraph.text))
            text = " ".join(recommending)
        self._add_point(paragraph, RECOMMENDATIONS, heading, text)
        self._doubt("minutes-recommendation-found", paragraph, section=RECOMMENDATIONS)

    def _read_about(
        self,
        paragraph: OutlineParagraph,
        text: str,
        context: _SectionContext,
        *,
        leads: bool = False,
    ) -> bool:
        """Take `text`, which speaks of the context's section; whether it was an entry.

        `leads` tells that it follows the lead-in to the section in the same paragraph.
        """
        section = context.section
        is_list = section in LISTS
        before = len(self.entries)
        heading, rest = phrases.split_heading(text) if is_list and not leads else (None, text)
        if point := phrases.POINT.match(text):
            self._change_points(paragraph, section, point, text[point.end() :].strip() or text)
        elif new := phrases.NEW.match(text):
            heading, rest = phrases.split_heading(text[new.end() :].strip())
            if is_list:
                self._add_point(paragraph, section, heading, rest)
            else:
                entry = Entry(kind=Kind.ADD, section=section, heading=heading, input=rest)
                self._add(paragraph, entry)
        elif heading:
            self._change_headed(paragraph, section, heading, rest)
        elif is_list and (context.adds or phrases.RECOMMENDS.search(text)):
            context.adds = False
            self._add_point(paragraph, section, None, text)
        elif is_list and phrases.CLARIFY.search(text):
            self._add(paragraph, Entry(kind=Kind.AMEND, section=section, input=text))
            self._doubt("minutes-point-not-named", paragraph, section=section)
        elif paragraph.mark and context.lists:
            self._add_listed(paragraph, context)
            if len(self.entries) == before:
                return True
        elif leads or paragraph.mark:
            self._add(paragraph, Entry(kind=Kind.REMARK, section=section, input=text))
        else:
            return False
        self.doubts += [(before, doubt) for doubt in context.doubts]
        context.doubts = []
        return True

    def _change_points(
        self, paragraph: OutlineParagraph, section: str, match: re.Match[str], text: str
    ) -> None:
        """Take "Pind 2 og 3: …", an entry for each point it names."""
        named = match["number"] or match["before"]
        numbers = [int(named)] if named else [phrases.ORDINALS[match["ordinal"].casefold()]]
        numbers += [int(number) for number in re.findall(r"\d+", match["more"] or "")]
        for number in numbers:
            point = self._draft.point(section, number)
            kind, after = self._draft.kind_of_change(section, text)
            if point is None and kind in {Kind.REMOVE, Kind.MOVE}:
                kind, after = Kind.REMARK, None
            self._add(
                paragraph,
                Entry(
                    kind=kind,
                    section=section,
                    position=number,
                    id=point.id if point else None,
                    before=point.wording if point else None,
                    input=text,
                    after=after,
                ),
            )
            if point is None and self._draft.point(section, 1) is not None:
                self._doubt("minutes-point-beyond", paragraph, section=section, point=number)

    def _change_headed(
        self, paragraph: OutlineParagraph, section: str, heading: str, text: str
    ) -> None:
        """Take "Overskrift: …": a point of the draft that is called so, or a new one."""
        point = self._draft.point_worded(section, heading)
        if point is None:
            self._add_point(paragraph, section, heading, text)
            return
        self._add(
            paragraph,
            Entry(
                kind=Kind.AMEND,
                section=section,
                position=point.position,
                id=point.id,
                before=point.wording,
                input=text,
            ),
        )

    # --- entries ----------------------------------------------------------------------------

    def _add(self, paragraph: OutlineParagraph, entry: Entry) -> None:
        self._depth = paragraph.depth if paragraph.mark else None
        self.entries.append(entry)

    def _add_point(
        self,
        paragraph: OutlineParagraph,
        section: str,
        heading: str | None,
        text: str,
        status: Status | None = None,
    ) -> None:
        """Add a new point to a section that is a list, under the next id."""
        block = self._draft.next_id(section)
        entry = Entry(
            kind=Kind.ADD,
            section=section,
            id=block,
            heading=heading,
            input=text,
            status=status,
        )
        self._add(paragraph, entry)

    def _append(self, paragraph: OutlineParagraph) -> None:
        """Add what stands deeper in the list to the entry above it."""
        last = self.entries[-1]
        lead = f"{paragraph.mark} " if paragraph.mark else ""
        text = f"{last.input or ''}\n{lead}{paragraph.text}".strip()
        self.entries[-1] = last.model_copy(update={"input": text})

    def _doubt(self, code: str, paragraph: OutlineParagraph, **values: object) -> None:
        """Doubt the entry that was added last."""
        self.doubts.append((len(self.entries) - 1, Doubt(code, values, paragraph.place)))
