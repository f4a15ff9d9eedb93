"""What an agenda item changes in the report: entries with section, point, kind and input."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reportgen.report.entries import Entry, Kind
from reportgen.report.inputs import Status
from reportgen.report.outline import Doubt, Paragraph, Place, Stretch
from reportgen.sources.minutes.agenda import Item
from reportgen.sources.minutes.sentences import sentences

Resolve = Callable[[str, int], tuple[str, str] | None]
"""(section, place in the draft) to (id, wording) of the block; none if there is no such point."""
NextId = Callable[[str], str]
"""Section to the next id that no point of the network has had; asked once for each new point."""

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "1.1": "Formål",
        "2.1": "Opgave og organisering",
        "2.2": "Medlemmer",
        "2.3": "Møder i året",
        "3.1": "Årets arbejde og temaer",
        "3.2": "Opfølgning på sidste årsrapport",
        "3.3": "Opfølgning på årets fokusområder",
        "3.4": "Nøgletal",
        "3.5": "Udviklingstendenser",
        "3.6": "Udfordringer og udviklingsbehov",
        "3.7": "Anbefalinger til styregruppen",
        "4.1": "Møder og årshjul",
        "4.2": "Fokusområder",
    }
)
RECOMMENDATIONS, FOCUS_AREAS = "3.7", "4.2"
LISTS = frozenset({"3.6", RECOMMENDATIONS, FOCUS_AREAS})
_MOST_POINTS = 200

_REPORT = re.compile(r"\bårsrapport", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:\b(?:afsnit|pkt\.?|punkt|kapitel|kap\.?|under|ift\.?|til|vedr\.?|ad)\s*|^)(?P<section>\d\.\d{1,2})\.?(?![\d/])",
    re.IGNORECASE,
)
_ORDINALS = {
    "første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6,
    "syvende": 7, "ottende": 8, "niende": 9, "tiende": 10,
}  # fmt: skip
_POINT = re.compile(
    rf"""^(?:ad\.?\s+|vedr\.?\s+|ift\.?\s+|til\s+)?(?:
      (?:pind|punkt|pkt\.?|bullet|prik|dot)\s*(?:nr\.?\s*)?(?P<number>\d{{1,2}})(?![.\d/])
      (?:(?:\s*(?:,|og|&|samt)\s*)(?P<more>\d{{1,2}}(?:\s*(?:,|og|&)\s*\d{{1,2}})*))?
    | (?P<before>\d{{1,2}})\.\s*(?:pind|punkt|bullet)
    | (?P<ordinal>{"|".join(_ORDINALS)})\s+(?:pind|punkt|bullet)
    )\s*(?:\([^)]*\)\s*)?[:.,;–-]?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_NEW = re.compile(
    r"""^(?:
      ny(?:t|e)?\s+(?:pind(?:e)?|punkt(?:er)?|bullet|anbefaling|udfordring|fokusområde)\b\s*
        (?:(?:skal\s+)?(?:tilføj(?:es|e)?|indsættes|sættes\s+ind|oprettes))?
    | (?:der\s+)?tilføj(?:es|e)?\s*(?:(?:som|en|et)\s+)?(?:ny(?:t|e)?\s+)?(?:pind|punkt|bullet|anbefaling|fokusområde)?
    | (?:der\s+)?ønskes\s+(?:en\s+)?(?:ny(?:t|e)?\s+)(?:pind|punkt|bullet)
    )\s*(?:vedr\.?|om)?\s*[:–-]\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_ADDS = re.compile(
    r"\btilføjes\b|\bny(?:t|e)?\s+(?:pind|punkt|fokusområde|anbefaling|udfordring)", re.IGNORECASE
)
_REMOVE = re.compile(
    r"\b(?:udgår|slettes|fjernes|tages\s+ud|skal\s+ud|kan\s+slettes|bortfalder)\b", re.IGNORECASE
)
_REPLACE = re.compile(
    r"\b(?:erstattes|ændres\s+til|omformuleres\s+til|formuleres\s+(?:således|sådan|som)|ny\s+formulering|ny\s+ordlyd|ordlyden\s+ændres)\b",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"\b(?:flyttes|rykkes|sættes\s+(?:efter|før|først|sidst|øverst|nederst))\b", re.IGNORECASE
)
_AFTER_POINT = re.compile(
    r"\befter\s+(?:pind|punkt|pkt\.?|nr\.?)?\s*(?P<number>\d{1,2})\b", re.IGNORECASE
)
_FIRST = re.compile(
    r"\b(?:øverst|først|op\s+som\s+(?:første|nr\.?\s*1)|til\s+toppen)\b", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:nederst|sidst|bagest)\b", re.IGNORECASE)
_CLARIFY = re.compile(
    r"\b(?:det\s+)?(?:præciseres|uddybes|tydeliggøres|suppleres|kvalificeres|nuanceres|skal\s+fremgå|bør\s+fremgå|skal\s+nævnes)\b",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"\b(?:netværket|netværksgruppen|gruppen|vi)\s+(?:anbefaler|indstiller|foreslår\s+styregruppen|opfordrer\s+styregruppen)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\ben\s+generel\b|\bgenerel(?:t|le)?\s+(?:obs|bemærkning|kommentar|input|kritik|ros)|\bobs’?'?er\b"
    r"|\b(?:hele|samlede)\s+(?:års)?rapporten\b|\brapporten\s+som\s+helhed\b",
    re.IGNORECASE,
)
_INPUT_FOLLOWS = re.compile(
    r"\bfølgende\s+(?:\w+\s+)?(?:input|bemærkninger|kommentarer|ændringer|rettelser|tilføjelser|præciseringer)\b"
    r"|\b(?:input|bemærkninger|kommentarer|rettelser|ændringer)\s*(?:til\s+(?:udkast\w*|årsrapport\w*|rapport\w*)[^:]{0,40})?:\s*$",
    re.IGNORECASE,
)
_LISTS_AREAS = re.compile(r"\bfølgende\b|\bforeslås\b|\blægges\s+op\s+til\b|:\s*$", re.IGNORECASE)
_CONTINUED = re.compile(r"\b(?:fortsat|stadig|uændret|igen)\b", re.IGNORECASE)
_HEADING = re.compile(r"^(?P<heading>[A-ZÆØÅ§”\"][^:.?!]{2,80}?)\s*:\s+(?P<rest>\S.*)$", re.DOTALL)
_NO_HEADING = re.compile(
    r"^(?:svar|spørgsmål|opsamling|drøftelse|konklusion|beslutning|note|obs|nb|bilag|link|ansvarlig|frist|herunder|fx)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Changes:
    """Entries of one item, and the doubts about each by its index."""

    entries: tuple[Entry, ...] = ()
    doubts: tuple[tuple[int, Doubt], ...] = ()


def changes(
    item: Item,
    resolve: Resolve,
    next_id: NextId,
    sections: Mapping[str, str] = SECTIONS,
) -> Changes:
    """Read what `item` changes in the report.

    The draft the meeting had answers through `resolve` and `next_id`. `tekst` stays empty
    in every entry: what the network wants is its input, not yet a wording.
    """
    reader = _Reader(resolve, next_id, sections)
    whole = " ".join(
        (item.title.text, *(paragraph.text for paragraph in (*item.proposal, *item.minutes)))
    )
    about_report = bool(_REPORT.search(item.title.text)) or (
        bool(_REPORT.search(whole)) and bool(_SECTION.search(whole))
    )
    if about_report:
        reader.proposal([_unnumbered(paragraph) for paragraph in item.proposal])
        reader.minutes([_unnumbered(paragraph) for paragraph in item.minutes])
    else:
        reader.recommendations(item.minutes)
    return Changes(tuple(reader.entries), tuple(reader.doubts))


def _unnumbered(paragraph: Paragraph) -> Paragraph:
    """Read "3.6 Udfordringer" as words: a section's number is no list mark."""
    if not re.fullmatch(r"\d\.\d{1,2}\.?", paragraph.mark):
        return paragraph
    number = Stretch.inserted(f"{paragraph.mark} ")
    return replace(paragraph, mark="", words=number + paragraph.words)


@dataclass(slots=True)
class _Context:
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


class _Reader:
    def __init__(self, resolve: Resolve, next_id: NextId, sections: Mapping[str, str]) -> None:
        self._resolve = resolve
        self._next_id = next_id
        self._sections = sections
        self.entries: list[Entry] = []
        self.doubts: list[tuple[int, Doubt]] = []
        self._depth: int | None = None
        self._whole_report = False

    # --- what was put forward ---------------------------------------------------------------

    def proposal(self, paragraphs: Sequence[Paragraph]) -> None:
        """Take the list of focus areas (or of other points) that was put forward."""
        context: _Context | None = None
        first = True
        for at, paragraph in enumerate(paragraphs):
            after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
            if not paragraph.mark or context is None:
                context = None
                section, doubts, _ = self._section(paragraph)
                leads = after is not None and after.mark and not paragraph.mark
                if section in LISTS and leads and _LISTS_AREAS.search(paragraph.text):
                    status = Status.CONTINUED if _CONTINUED.search(paragraph.text) else None
                    context = _Context(section, lists=True, status=status, doubts=doubts)
                    first = True
                continue
            self._listed(paragraph, context)
            if first and self.entries:
                self._doubt(
                    "minutes-points-proposed", {"section": context.section}, paragraph.place
                )
                first = False

    def _listed(self, paragraph: Paragraph, context: _Context) -> None:
        """Take one entry of a list of points."""
        section = context.section or ""
        words = paragraph.text.rstrip(" ;,")
        known = self._known(section, words)
        if known is not None:
            position, block, wording = known
            if context.status:
                self._add(
                    Kind.AMEND, section, paragraph, status=context.status,
                    position=position, block=block, before=wording,
                )  # fmt: skip
            return
        heading, text = _heading(words)
        self._add(
            Kind.ADD, section, paragraph,
            heading=heading or (words if len(words) <= 120 else None), text=text if heading else words,
            status=context.status, block=self._next_id(section),
        )  # fmt: skip

    # --- what was said ----------------------------------------------------------------------

    def minutes(self, paragraphs: Sequence[Paragraph]) -> None:
        """Take what was said, paragraph by paragraph, section by section."""
        context = _Context()
        lapsed: str | None = None
        for paragraph in paragraphs:
            if self.entries and self._depth is not None and paragraph.depth > self._depth:
                self._append(paragraph)
                continue
            section, doubts, rest = self._section(paragraph)
            if section is not None:
                adds = bool(rest and _ADDS.search(paragraph.text.removesuffix(rest)))
                listed = section == FOCUS_AREAS
                context = _Context(section, adds=adds, lists=listed, doubts=doubts)
                lapsed = section
                self._whole_report = False
                self._depth = None
                if rest:
                    context.inline = True
                    self._said(paragraph, rest, context, leads=True)
                continue
            if context.section is None and lapsed and _names_point(paragraph.text):
                # A remark in between does not end a list of points.
                context = _Context(lapsed, lists=lapsed == FOCUS_AREAS)
            if context.inline and not paragraph.mark and not _names_point(paragraph.text):
                context = _Context()
            if context.section is None:
                self._on_whole(paragraph)
            elif not self._said(paragraph, paragraph.text, context) and not paragraph.mark:
                context = _Context()
                self._depth = None
                self._on_whole(paragraph)

    def _on_whole(self, paragraph: Paragraph) -> None:
        """Take a remark on the whole report, or one that names no section."""
        text = paragraph.text
        if _INPUT_FOLLOWS.search(text) and text.rstrip().endswith(":"):
            self._whole_report = True
            return
        listed = self._whole_report and bool(paragraph.mark)
        if _GENERAL.search(text) or listed:
            self._add(Kind.REMARK, None, paragraph, text=text)
        elif _RECOMMENDS.search(text):
            self._recommend(paragraph)
        elif not paragraph.mark:
            self._whole_report = False

    def recommendations(self, paragraphs: Sequence[Paragraph]) -> None:
        """Take recommendations of an item that is not about the report."""
        for paragraph in paragraphs:
            if _RECOMMENDS.search(paragraph.text):
                self._recommend(paragraph)

    def _recommend(self, paragraph: Paragraph) -> None:
        heading, rest = _heading(paragraph.text)
        text = (
            rest
            if heading
            else " ".join(
                sentence
                for sentence in sentences(paragraph.text)
                if heading or _RECOMMENDS.search(sentence)
            )
        )
        self._add(
            Kind.ADD, RECOMMENDATIONS, paragraph,
            heading=heading, text=text, block=self._next_id(RECOMMENDATIONS),
        )  # fmt: skip
        self._doubt("minutes-recommendation-found", {"section": RECOMMENDATIONS}, paragraph.place)

    def _said(
        self, paragraph: Paragraph, text: str, context: _Context, *, leads: bool = False
    ) -> bool:
        """Take one paragraph said of `context`'s section; whether it was an entry."""
        section = context.section or ""
        before = len(self.entries)
        if point := _POINT.match(text):
            self._on_points(paragraph, section, point, text[point.end() :].strip() or text)
        elif new := _NEW.match(text):
            heading, rest = _heading(text[new.end() :].strip())
            self._add(
                Kind.ADD, section, paragraph, heading=heading, text=rest,
                block=self._next_id(section) if section in LISTS else None,
            )  # fmt: skip
        elif section in LISTS and not leads and (parted := _heading(text))[0]:
            self._under_heading(paragraph, section, *parted)
        elif section in LISTS and (context.adds or _RECOMMENDS.search(text)):
            context.adds = False
            self._add(Kind.ADD, section, paragraph, text=text, block=self._next_id(section))
        elif _CLARIFY.search(text) and section in LISTS:
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
        self, paragraph: Paragraph, section: str, point: re.Match[str], text: str
    ) -> None:
        named = point["number"] or point["before"]
        numbers = [int(named)] if named else [_ORDINALS[point["ordinal"].casefold()]]
        numbers += [int(number) for number in re.findall(r"\d+", point["more"] or "")]
        for number in numbers:
            self._on_point(paragraph, section, number, text)

    def _on_point(self, paragraph: Paragraph, section: str, number: int, text: str) -> None:
        found = self._resolve(section, number)
        block, wording = found or (None, None)
        kind, after = self._kind(section, text)
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
        if block is None and self._resolve(section, 1) is not None:
            self._doubt(
                "minutes-point-beyond", {"section": section, "point": number}, paragraph.place
            )

    def _kind(self, section: str, text: str) -> tuple[Kind, str | None]:
        """What is done to a point, told by the verb of the first sentence; and where it goes."""
        first = sentences(text)[0] if sentences(text) else text
        said = re.sub(r"[”\"“][^”\"“]*[”\"“]", " ", first)
        if _REPLACE.search(said):
            return Kind.REPLACE, None
        if _MOVE.search(said):
            if target := _AFTER_POINT.search(said):
                found = self._resolve(section, int(target["number"]))
                return (Kind.MOVE, found[0]) if found else (Kind.REMARK, None)
            if _FIRST.search(said):
                return Kind.MOVE, section
            last = self._last(section) if _LAST.search(said) else None
            return (Kind.MOVE, last) if last else (Kind.REMARK, None)
        if _REMOVE.search(said) and len(said) < 120:
            return Kind.REMOVE, None
        return Kind.AMEND, None

    def _last(self, section: str) -> str | None:
        block = None
        for position in range(1, _MOST_POINTS):
            found = self._resolve(section, position)
            if found is None:
                break
            block = found[0]
        return block

    def _under_heading(
        self, paragraph: Paragraph, section: str, heading: str | None, text: str
    ) -> None:
        """Take "Overskrift: …": a point of the draft that is called so, or a new one."""
        known = self._known(section, heading or "")
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
            Kind.ADD, section, paragraph, heading=heading, text=text, block=self._next_id(section)
        )

    def _append(self, paragraph: Paragraph) -> None:
        last = self.entries[-1]
        lead = f"{paragraph.mark} " if paragraph.mark else ""
        self.entries[-1] = last.model_copy(
            update={"input": f"{last.input or ''}\n{lead}{paragraph.text}".strip()}
        )

    # --- the draft and its sections ---------------------------------------------------------

    def _known(self, section: str, words: str) -> tuple[int, str, str] | None:
        """The point of the draft that is worded, or begins, like `words`."""
        wanted = _plain(words)
        if not wanted:
            return None
        for position in range(1, _MOST_POINTS):
            found = self._resolve(section, position)
            if found is None:
                return None
            wording = _plain(found[1])
            if wording == wanted or wording.startswith(wanted + " "):
                return position, *found
        return None

    def _section(self, paragraph: Paragraph) -> tuple[str | None, list[Doubt], str]:
        """The section a paragraph leads in, doubts about it, and what is said after the lead."""
        text = paragraph.text
        found = _SECTION.search(text)
        if found is None or found.start() > _LEAD:
            return self._named_section(paragraph)
        lead, rest = _after_lead(text, found.end())
        said = found["section"]
        taken = self._by_words(lead, said)
        doubts = []
        if taken != said:
            values = {"said": said, "taken": taken, "title": self._sections.get(taken, "")}
            doubts.append(Doubt("minutes-section-corrected", values, paragraph.place))
        elif said not in self._sections:
            doubts.append(Doubt("minutes-section-unknown", {"section": said}, paragraph.place))
        return taken, doubts, rest

    def _named_section(self, paragraph: Paragraph) -> tuple[str | None, list[Doubt], str]:
        """A lead-in that names the section by its title alone: "Ift. fokusområderne:"."""
        match = re.match(
            r"(?:ift\.?|vedr\.?|under|til|ad|afsnittet(?: om)?)\s+(?P<name>[^:.]{4,60}):\s*(?P<rest>.*)$",
            paragraph.text,
            re.IGNORECASE | re.DOTALL,
        )
        if match is None or _POINT.match(paragraph.text):
            return None, [], ""
        section = self._by_words(match["name"], "")
        return (section, [], match["rest"]) if section in LISTS else (None, [], "")

    def _by_words(self, lead: str, said: str) -> str:
        """The section whose title the words after the number name; `said` if they name none."""
        scores = {
            number: sum(_alike(word, other) for word in _terms(title) for other in _terms(lead))
            for number, title in self._sections.items()
        }
        if scores.get(said):
            return said
        best = max(scores.values(), default=0)
        winners = [number for number, score in scores.items() if score == best]
        in_lists = [number for number in winners if number in LISTS]
        if best == 0:
            return said
        return (in_lists or winners)[0] if len(in_lists or winners) == 1 else said

    def _add(
        self,
        kind: Kind,
        section: str | None,
        paragraph: Paragraph,
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

    def _doubt(self, code: str, values: Mapping[str, object], place: Place) -> None:
        self.doubts.append((len(self.entries) - 1, Doubt(code, values, place)))


_LEAD = 70
"""How far into a paragraph a section may be named and still lead it in."""


def _names_point(text: str) -> bool:
    return bool(_POINT.match(text) or _NEW.match(text))


def _after_lead(text: str, end: int) -> tuple[str, str]:
    """Part what follows the section's number: the rest of the lead-in, and what is said."""
    tail = text[end:]
    point = re.search(
        r"[,:;]?\s*(?=(?:pind|ny\s+pind|punkt)\s*\d|ny\s+(?:pind|punkt))", tail, re.IGNORECASE
    )
    colon = re.search(r":(?:\s+|$)", tail)
    if point and (colon is None or point.start() < colon.start()):
        return tail[: point.start()], tail[point.end() :].strip()
    if colon:
        return tail[: colon.start()], tail[colon.end() :].strip()
    first = sentences(tail.strip())
    return tail[:_LEAD], tail.strip(" ,.;–-") if first else ""


def _heading(text: str) -> tuple[str | None, str]:
    """Part "Overskrift: resten"; no heading if the words before the colon are none."""
    match = _HEADING.match(text)
    if match is None or len(match["heading"].split()) > 10 or _NO_HEADING.match(text):
        return None, text
    return match["heading"].strip('”" '), match["rest"].strip()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _terms(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 6}


def _alike(one: str, other: str) -> bool:
    """Whether two words share their stem ("anbefaling", "anbefalingerne")."""
    shared = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        shared += 1
    return shared >= max(6, min(len(one), len(other)) - 3)
