"""What people do in Word: words, looks, paragraphs, notes, boxes, moves."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import serialise
from tests.editors.libreoffice import Step
from tests.editors.planting.word_objects import WordObjects
from tests.editors.planting.word_places import MARKS, P_PR, R_PR, P, made, parent, run_of
from tests.editors.word import Paragraph, text

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LOOKS = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "struck": "<w:strike/>",
    "unstruck": '<w:strike w:val="0"/>',
    "yellow": '<w:highlight w:val="yellow"/>',
    "red": '<w:color w:val="C00000"/>',
    "hidden": "<w:vanish/>",
    "raised": '<w:vertAlign w:val="superscript"/>',
}
"""Looks that a person gives to words, by the names that every editor of these tests knows."""


class WordDesk(WordObjects):
    """A copy that somebody works in; every step finds its place by the words that stand there."""

    def do(self, *steps: Step) -> None:
        """Do steps by the names that the bridge to LibreOffice gives them."""
        for name, *arguments in steps:
            known = {"replace": "retype", "delete": "take_out"}.get(str(name), str(name))
            getattr(self, known)(*arguments)

    # Words and marks

    def track(self, on: bool) -> None:
        """Turn tracking on or off."""
        self.tracking = on

    def type_after(self, words: str, typed: str) -> None:
        """Type after `words`."""
        paragraph, _, end = self.on(words)
        self.insert(paragraph, end, typed)

    def retype(self, words: str, typed: str) -> None:
        """Type over `words`."""
        self.replace(*self.on(words), typed)

    def take_out(self, words: str) -> None:
        """Delete `words`."""
        self.delete(*self.on(words))

    def dress(self, words: str, look: str) -> None:
        """Give `words` one of the looks in `LOOKS`."""
        self.mark(*self.on(words), made(LOOKS[look]))

    def dress_last(self, words: str, look: str) -> None:
        """Give the last sign of `words` a look."""
        paragraph, _, end = self.on(words)
        self.mark(paragraph, end - 1, end, made(LOOKS[look]))

    def symbol_after(self, words: str) -> None:
        """Put in "greater than or equal" as a sign of the font Symbol."""
        self.put_in(words, run_of("", "", '<w:sym w:font="Symbol" w:char="F0B3"/>'))

    def line_break_after(self, words: str, typed: str) -> None:
        """Press Shift and Enter after `words`, and type."""
        self.put_in(words, run_of(typed, "", "<w:br/>"))

    # Paragraphs

    def add_paragraph_after(self, words: str, typed: str, style: str = "") -> None:
        """Press Enter at the end of a paragraph, and type."""
        self.add_after(self.find(words)[0], typed, style)

    def delete_paragraph(self, words: str) -> None:
        """Delete a whole paragraph."""
        self.remove(self.find(words)[0])

    def split_before(self, words: str) -> None:
        """Press Enter before `words`."""
        self.split(*self.find(words))

    def join_next(self, words: str) -> None:
        """Delete the end of a paragraph."""
        self.join(self.find(words)[0])

    def link(self, words: str, address: str) -> None:
        """Make `words` a link."""
        paragraph, start, end = self.on(words)
        name = self._package.relate("word/document.xml", "hyperlink", address, external=True)
        link = made(f'<w:hyperlink r:id="{name}"/>')
        runs = self._cut(paragraph, start, end)
        runs[0].addprevious(link)
        link.extend(runs)

    def relink(self, words: str, address: str) -> None:
        """Let a link lead elsewhere."""
        name = self._package.relate("word/document.xml", "hyperlink", address, external=True)
        self._link(words).set(qn("r:id"), name)

    def unlink(self, words: str) -> None:
        """Let words be a link no more."""
        link = self._link(words)
        for run in list(link):
            link.addprevious(run)
        parent(link).remove(link)

    def _link(self, words: str) -> etree._Element:
        return parent(self._cut(*self.on(words))[0])

    def set_style(self, words: str, style: str) -> None:
        """Give a paragraph another style."""
        paragraph, _ = self.find(words)
        properties = paragraph.find(P_PR)
        if properties is None:
            properties = etree.Element(P_PR)
            paragraph.insert(0, properties)
        old = [deepcopy(each) for each in properties if each.tag != R_PR]
        named = properties.find(qn("w:pStyle"))
        if named is None:
            named = etree.Element(qn("w:pStyle"))
            properties.insert(0, named)
        named.set(qn("w:val"), style.replace(" ", ""))
        if self.tracking:
            change = self._change(qn("w:pPrChange"))
            etree.SubElement(change, P_PR).extend(old)
            properties.append(change)

    # Notes, comments, boxes, headers

    def comment(self, words: str, author: str, said: str) -> None:
        """Write a comment on `words`."""
        comments = self._package.xml("word/comments.xml")
        number = str(700 + len(comments))
        comment = made(
            f'<w:comment w:id="{number}" w:author="{author}" w:date="{self.time}"'
            f' w:initials="M"><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:comment>'
        )
        comments.append(comment)
        self._package.set_xml("word/comments.xml", comments)
        runs = self._cut(*self.on(words))
        runs[0].addprevious(made(f'<w:commentRangeStart w:id="{number}"/>'))
        reference = made(f'<w:r><w:commentReference w:id="{number}"/></w:r>')
        runs[-1].addnext(reference)
        runs[-1].addnext(made(f'<w:commentRangeEnd w:id="{number}"/>'))

    def footnote(self, words: str, said: str) -> None:
        """Put a footnote in after `words`."""
        self._note(words, said, "footnote")

    def endnote(self, words: str, said: str) -> None:
        """Put an endnote in after `words`."""
        self._note(words, said, "endnote")

    def _note(self, words: str, said: str, kind: str) -> None:
        part = f"word/{kind}s.xml"
        if part not in self._package.parts:
            empty = (
                f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
                f'</w:{kind}><w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r>'
                f"<w:continuationSeparator/></w:r></w:p></w:{kind}>"
            )
            whole = made(f"<w:{kind}s>{empty}</w:{kind}s>")
            self._package.add(part, serialise(whole), f"{_TYPES}.{kind}s+xml")
            self._package.relate("word/document.xml", f"{kind}s", f"{kind}s.xml")
        notes = self._package.xml(part)
        number = len(notes)
        notes.append(
            made(
                f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {said}</w:t></w:r></w:p></w:{kind}>'
            )
        )
        self._package.set_xml(part, notes)
        reference = f'<w:{kind}Reference w:id="{number}"/>'
        self.put_in(words, run_of("", '<w:vertAlign w:val="superscript"/>', reference))

    def box(self, words: str, said: str) -> None:
        """Put a text box in after `words`."""
        shape = (
            '<w:pict><v:shape id="boks" type="#_x0000_t202" style="position:absolute;'
            'width:150pt;height:40pt"><v:textbox><w:txbxContent><w:p><w:r>'
            f"<w:t>{said}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        )
        self.put_in(words, run_of("", "", shape))

    def running(self, kind: str, said: str) -> None:
        """Type at the end of the first paragraph of every header or footer."""
        for part in [p for p in self._package.parts if p.startswith(f"word/{kind}")]:
            root = self._package.xml(part)
            first = next(root.iter(P))
            self._added(run_of(said), first.append)
            self._package.set_xml(part, root)

    # Moves

    def paste_after(self, words: str, *moved: str) -> None:
        """Cut paragraphs, found by their words, and paste them under another."""
        self.move_after(self.find(words)[0], *(self.find(each)[0] for each in moved))

    def drag_after(self, words: str, *moved: str) -> None:
        """Drag paragraphs, found by their words, to the end of another: Word's own moves."""
        after, _ = self.find(words)
        paragraphs = [self.find(each)[0] for each in moved]
        if not self.tracking:
            for paragraph in reversed(paragraphs):
                after.addnext(paragraph)
            return
        copies = [deepcopy(each) for each in paragraphs]
        for copy in reversed(copies):
            for mark in list(copy.iter(*MARKS)):
                parent(mark).remove(mark)
            after.addnext(copy)
        self._wrap_moved(paragraphs, "w:moveFrom")
        self._wrap_moved(copies, "w:moveTo")

    def _wrap_moved(self, paragraphs: Sequence[Paragraph], tag: str) -> None:
        name = f"flyt{self._changes // 50}"
        self._changes += 1
        number = str(95_000 + self._changes)
        for paragraph in paragraphs:
            for run in self._cut(paragraph, 0, len(text(paragraph))):
                change = self._change(qn(tag))
                run.addprevious(change)
                change.append(run)
            self._set_mark(paragraph, qn(tag))
        start = made(
            f'<{tag}RangeStart w:id="{number}" w:author="{self._author}" w:name="{name}"/>'
        )
        start.set(qn("w:date"), self.time)
        first, last = paragraphs[0], paragraphs[-1]
        first.insert(1 if first.find(P_PR) is not None else 0, start)
        following = last.getnext()
        assert following is not None
        end = made(f'<{tag}RangeEnd w:id="{number}"/>')
        following.insert(1 if following.find(P_PR) is not None else 0, end)
