"""The table of contents: Word's own field, filled in with the headings there are.

Word would leave it empty until somebody updates it, and asking for that greets every
reader with a question. So the entries are written here: linked, without page numbers,
which need a layout.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.word.elements.bookmarks import bookmark
from reportgen.word.write.markup import text

DEEPEST = 3
"""Level of the deepest heading that is listed."""
INSTRUCTION = r' TOC \o "1-3" \h \n '


def contents(entries: Sequence[tuple[int, str, str]]) -> str:
    """Write the field from (level, number, title) of each heading, in order."""
    if not entries:
        return ""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{INSTRUCTION}</w:instrText></w:r>'.replace(
            '"1-3"', "&quot;1-3&quot;"
        )
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin if i == 0 else ""}'
        f'<w:hyperlink w:anchor="{bookmark("§" + number)}" w:history="1">'
        f"<w:r>{text(f'{number}{chr(9)}{title}')}</w:r></w:hyperlink>"
        f"{end if i == last else ''}</w:p>"
        for i, (level, number, title) in enumerate(entries)
    )
