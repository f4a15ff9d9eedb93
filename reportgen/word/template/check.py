"""The check of a Word template: every fault in it, each at its place, in one run.

What passes here can be filled in without an error and without losing anything: each
tag is known and whole, each block tag stands where its content can take its place, and
the sections and styles that the program counts on are there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType

from lxml import etree

from reportgen.layout.tags import (
    CONTENTS_TAG,
    FRONT_TAG,
    REPORT,
    TEXT_TAG,
    VOCABULARIES,
    Tag,
    TagKind,
    Vocabulary,
)
from reportgen.opc.namespaces import qn
from reportgen.opc.package import BadPackage, Package
from reportgen.opc.xml import Element
from reportgen.problems import Location, Problem, limits, shortened
from reportgen.word.elements.headings import Heading
from reportgen.word.elements.identity import read_identity
from reportgen.word.elements.numbering import NumberingPart
from reportgen.word.elements.styles import LIST_STYLES, STYLE_NAMES, StyleSheet
from reportgen.word.elements.values import is_true
from reportgen.word.template.fill import torn_marks
from reportgen.word.template.parts import part_problems
from reportgen.word.template.syntax import Conditions, FoundTag, TagForm, tags_in
from reportgen.word.template.text import TemplateParagraph, TemplateText, Within, read_text

_REVISIONS = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
_TOO_MANY = "template-too-many-tags"
_NOT_FILLED = ("word/charts/", "word/diagrams/", "word/drawings/", "word/endnotes")
_NAMED = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MARKED = re.compile(r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|\{[{%#].{0,40}", re.DOTALL)

_BLOCK_OUT_OF_PLACE: Mapping[Within, str] = MappingProxyType(
    {
        Within.TABLE: "block-tag-in-table",
        Within.BOX: "block-tag-in-box",
        Within.CONTROL: "block-tag-in-control",
        Within.EDGE: "block-tag-in-edge",
    }
)
_TAG_AT_RISK: Mapping[Within, str] = MappingProxyType(
    {Within.BOX: "tag-in-box", Within.CONTROL: "tag-in-control"}
)

_Blocks = dict[str, list[TemplateParagraph]]
"""Name of each block tag that was found, to the paragraphs it stands in."""


@dataclass(frozen=True, slots=True)
class TemplateOutline:
    """What the template decides about the report's structure."""

    sections: Mapping[str, str]
    """Every numbered section, number to title, in order."""
    tags: Mapping[str, tuple[str, ...]]
    """Block tags of each section that has any."""

    @property
    def prose_sections(self) -> tuple[str, ...]:
        """Sections with a place for prose, in order; empty is the front, before the first."""
        return tuple(section for section, tags in self.tags.items() if TEXT_TAG in tags)


def check_template(data: bytes, file: str) -> list[Problem]:
    """Check the template in `data`; `file` is its name as the problems say it.

    It is checked as a template of that document whose block tags it has most of. The problems
    come in the order of the document, then what is missing from it.
    """
    return read_template(data, file, None)[1]


def read_template(
    data: bytes, file: str, vocabulary: Vocabulary | None = REPORT
) -> tuple[TemplateOutline, list[Problem]]:
    """Read what the template decides about its document's structure, and check it.

    `vocabulary` has the tags of the document it is for; None where the template's own tell.
    """
    try:
        package = Package.open(data, file)
    except BadPackage as bad:
        return TemplateOutline({}, {}), [bad.problem]
    if problems := part_problems(package, file):
        return TemplateOutline({}, {}), problems
    text = read_text(package)
    known = vocabulary or _meant(text)
    return _outline(text, known), _problems(package, text, file, known)


def _meant(text: TemplateText) -> Vocabulary:
    """The vocabulary that most block tags of a template are of; the report's where none is."""
    written = [name for paragraph in text.paragraphs for name in _NAMED.findall(paragraph.text)]
    return max(VOCABULARIES, key=lambda each: sum(name in each.blocks for name in written))


def _problems(package: Package, text: TemplateText, file: str, known: Vocabulary) -> list[Problem]:
    """What is wrong in a template whose parts are sound."""
    blocks: _Blocks = {}
    tagged: set[Heading | None] = set()
    found = list(_walk(text, file, known, blocks, tagged))
    if any(problem.code == _TOO_MANY for problem in found):
        return found
    if not blocks and (made := read_identity(package)) is not None:
        return [Problem("template-is-report", Location(file), {"version": made.version})]
    return [
        *_revisions(text, file),
        *_comments(package, file),
        *_locked(package, file),
        *found,
        *_torn(text, file),
        *_outside_text(package, text, file),
        *_missing(blocks, text.headings, file, known),
        *_sections(text.headings, tagged, file, known),
        *_styles(package, file),
    ]


def _walk(
    text: TemplateText,
    file: str,
    known: Vocabulary,
    blocks: _Blocks,
    tagged: set[Heading | None],
) -> Iterator[Problem]:
    """Judge every tag where it stands; notes block tags and headings with a tag under them."""
    conditions = Conditions(file)
    said: set[tuple[str, tuple[object, ...]]] = set()
    count = 0
    for paragraph in text.paragraphs:
        yield from conditions.enter(paragraph.source)
        if paragraph.is_heading and conditions.inside:
            yield Problem("heading-conditional", paragraph.location(file))
        if "{" not in paragraph.text and "}" not in paragraph.text:
            continue
        for tag in tags_in(paragraph.text, known):
            count += 1
            if count > limits.MOST_TAGS:
                yield Problem(_TOO_MANY, Location(file), {"most": limits.MOST_TAGS})
                return
            if tag.form is not TagForm.BROKEN:
                tagged.add(paragraph.above)
            for problem in _judge(tag, known, paragraph, conditions, blocks, file=file):
                # A box is there twice, and what is wrong with both of it is said once.
                once = problem.code, tuple(problem.values.values())
                if not paragraph.is_twin or once not in said:
                    said.add(once)
                    yield problem
    yield from conditions.finish()


def _judge(
    tag: FoundTag,
    vocabulary: Vocabulary,
    paragraph: TemplateParagraph,
    conditions: Conditions,
    blocks: _Blocks,
    *,
    file: str,
) -> Iterator[Problem]:
    """Judge one tag: by itself, by the conditions round it, and by where it stands."""
    place = paragraph.location(file)
    for fault in tag.faults:
        yield Problem(fault.code, place, fault.values)
    if tag.form in {TagForm.IF, TagForm.MIDDLE, TagForm.END}:
        yield from conditions.read(tag, paragraph)
    known = vocabulary.by_name.get(tag.name)
    if known is not None and known.kind is TagKind.BLOCK:
        if conditions.inside:
            yield Problem("block-tag-conditional", place, {"tag": tag.text})
        yield from _block(known, tag, paragraph, blocks, file)
    elif (code := _TAG_AT_RISK.get(paragraph.within())) and not tag.faults:
        yield Problem(code, place, {"tag": tag.text})


def _block(
    tag: Tag,
    written: FoundTag,
    paragraph: TemplateParagraph,
    blocks: _Blocks,
    file: str,
) -> Iterator[Problem]:
    """Judge the place of a block tag."""
    place, values = paragraph.location(file), {"tag": written.text}
    earlier = blocks.setdefault(tag.name, [])
    earlier.append(paragraph)
    if code := _BLOCK_OUT_OF_PLACE.get(paragraph.within()):
        yield Problem(code, place, values)
        return
    if paragraph.text.strip() != written.text or paragraph.has_objects:
        yield Problem("block-tag-not-alone", place, values)
    if paragraph.is_heading:
        yield Problem("block-tag-as-heading", place, values)
    if tag.name == TEXT_TAG:
        if any(other.above is paragraph.above for other in earlier[:-1]):
            yield Problem("text-tag-twice", place, values)
    elif len(earlier) > 1:
        yield Problem("block-tag-twice", place, values)
    if tag.name == CONTENTS_TAG:
        return
    if tag.name == FRONT_TAG:
        if paragraph.section:
            yield Problem("front-tag-in-section", place, {**values, "section": paragraph.section})
        return
    if tag.section and paragraph.section != tag.section:
        actual = "" if paragraph.above is None else paragraph.above.label
        code = "block-tag-in-wrong-section" if actual else "block-tag-before-sections"
        yield Problem(code, place, {**values, "section": tag.section, "actual": actual})
    elif not paragraph.section:
        yield Problem("block-tag-without-section", place, values)


def _missing(
    blocks: _Blocks, headings: Sequence[Heading], file: str, known: Vocabulary
) -> Iterator[Problem]:
    """Block tags and fixed sections that are nowhere in the template."""
    by_number = {heading.number: heading for heading in headings}
    for section in known.fixed_sections:
        if section not in by_number:
            yield Problem("section-missing", Location(file), {"section": section})
    for tag in known.tags:
        if tag.kind is not TagKind.BLOCK or tag.name in {*blocks, FRONT_TAG}:
            continue
        values = {"tag": f"{{{{ {tag.name} }}}}", "section": tag.section}
        if tag.section:
            heading = by_number.get(tag.section)
            place = Location(file, part="body", heading=heading.label if heading else "")
            yield Problem("block-tag-missing-in-section", place, values)
        else:
            code = "block-tag-missing" if tag.required else "contents-tag-missing"
            yield Problem(code, Location(file), values)


def _sections(
    headings: Sequence[Heading], tagged: set[Heading | None], file: str, known: Vocabulary
) -> Iterator[Problem]:
    """Headings that do not do what a heading of the report does."""
    counts = Counter(heading.number for heading in headings if heading.number)
    for heading, following in zip_longest(headings, headings[1:]):
        place = Location(file, part="body", heading=heading.label)
        if not heading.title:
            yield Problem("heading-empty", place)
        if counts[heading.number] > 1:
            yield Problem("section-number-twice", place, {"section": heading.number})
        leaf = following is None or following.level <= heading.level
        may_be_filled = TEXT_TAG in known.by_name
        if may_be_filled and leaf and heading.number and heading not in tagged:
            values = {"section": heading.label, "example": f"{{{{ {TEXT_TAG} }}}}"}
            yield Problem("section-without-tag", place, values)


def _styles(package: Package, file: str) -> Iterator[Problem]:
    """Styles the program writes with and the file lacks."""
    held = StyleSheet(package.related_xml("styles")).own_ids()
    for style, name in STYLE_NAMES.items():
        if style not in held:
            yield Problem("style-missing", Location(file), {"style": name})
    wanted = {style: held[style] for style in LIST_STYLES if style in held}
    listed = (
        NumberingPart(package).abstract_numbers(tuple(wanted.values()))
        if package.related("numbering")
        else {}
    )
    for style, theirs in wanted.items():
        if theirs not in listed:
            yield Problem("style-without-list", Location(file), {"style": STYLE_NAMES[style]})


def _revisions(text: TemplateText, file: str) -> Iterator[Problem]:
    """Tracked changes, which every report made from the template would show."""
    if count := sum(len(list(root.iter(*_REVISIONS))) for root in text.roots.values()):
        yield Problem("template-tracked-changes", Location(file), {"count": count})


def _comments(package: Package, file: str) -> Iterator[Problem]:
    """Comments, which would stand among those that the program writes on pending inputs."""
    root = package.related_xml("comments")
    if root is not None and (count := len(root.findall(qn("w:comment")))):
        yield Problem("template-comments", Location(file), {"count": count})


def _locked(package: Package, file: str) -> Iterator[Problem]:
    """Protection against editing, which every report made from the template would have."""
    root = package.related_xml("settings")
    protection = None if root is None else root.find(qn("w:documentProtection"))
    if protection is not None and is_true(protection.get(qn("w:enforcement")), otherwise=False):
        yield Problem("template-protected", Location(file))


def _torn(text: TemplateText, file: str) -> Iterator[Problem]:
    """Marks of tags of which one half stands in another line, or in a field."""
    for source, root in enumerate(text.roots.values()):
        lines = [paragraph for paragraph in text.paragraphs if paragraph.source == source]
        for number in torn_marks(etree.tostring(root, encoding="unicode")):
            line = lines[min(number, len(lines) - 1)]
            yield Problem("tag-spaced-braces", line.location(file), {"tag": shortened(line.text)})


def _outside_text(package: Package, text: TemplateText, file: str) -> Iterator[Problem]:
    """Tags that stand where nothing is filled in: in a field, a chart, an endnote."""
    filled = {element for paragraph in text.paragraphs for element in paragraph.texts}
    places = {paragraph.element: paragraph for paragraph in text.paragraphs}
    others = [n for n in sorted(package.parts) if n.startswith(_NOT_FILLED) and n.endswith(".xml")]
    count = 0
    for root in (*text.roots.values(), *map(package.xml, others)):
        for element, words in _words(root, filled):
            near = (each for each in (element, *element.iterancestors()) if each in places)
            paragraph = next(near, None)
            where = Location(file) if paragraph is None else places[paragraph].location(file)
            for tag in _MARKED.finditer(words):
                count += 1
                if count > limits.MOST_TAGS:
                    yield Problem(_TOO_MANY, Location(file), {"most": count - 1})
                    return
                yield Problem("tag-outside-text", where, {"tag": shortened(tag[0])})


def _words(root: Element, filled: Collection[Element]) -> Iterator[tuple[Element, str]]:
    """All that is written in a part, but the text that is filled in, and the element it is of."""
    for element in root.iter():
        own = "" if element in filled else element.text
        for written in (own, element.tail, *element.attrib.values()):
            if written and "{" in written:
                yield element, str(written)


def _outline(text: TemplateText, known: Vocabulary) -> TemplateOutline:
    numbered = [heading for heading in text.headings if heading.number]
    numbers = {id(heading.element): heading.number for heading in numbered}
    tags: dict[str, tuple[str, ...]] = {}
    section = ""
    body = next(iter(text.roots.values()))
    for paragraph in body.iter(qn("w:p")):
        section = numbers.get(id(paragraph), section)
        written = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        if "{{" in written and (tag := known.block_tag_in(written)) is not None:
            tags[section] = (*tags.get(section, ()), tag)
    return TemplateOutline({h.number: h.title for h in numbered}, tags)
