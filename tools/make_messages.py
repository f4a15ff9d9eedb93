"""Bring the Danish catalogue up to date with the messages in the code.

`python tools/make_messages.py` takes up new messages, keeps the translations there are,
and writes the file that gettext reads. A test fails while one is missing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from reportgen.problems.catalog import parse_entries

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "reportgen"
CATALOGUE = PACKAGE / "locale" / "da" / "LC_MESSAGES" / "reportgen.po"
KEYWORDS = {"N_": None, "tr": None, "ntr": (1, 2)}


def problem_words(
    file: BinaryIO, _keywords: object, _comments: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """The messages and hints of a file of the problems' catalogue, as Babel takes them."""
    del options  # Babel gives it by name
    for entry in parse_entries(file.read().decode("utf-8")).values():
        for words in filter(None, (entry.message, entry.hint, entry.on_page)):
            yield 0, "N_", words, []


SOURCES = [
    ("**.py", "python"),
    ("desk/templates/**.html", babel_extract),
    ("problems/catalog/**.txt", problem_words),
]
"""Where words for people stand, and how they are taken from there."""


HEADERS = (
    "Language",
    "Plural-Forms",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
)
"""What gettext needs to know of a catalogue. Babel adds its own version and two dates, so that
the same translations would give other files tomorrow and on another machine."""


class Translations(Catalog):
    """A catalogue whose header says nothing of when and with what it was written."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header, the last with the line end that closes it."""
        known = dict(super().mime_headers)
        lines = [(name, known[name].strip()) for name in HEADERS if name in known]
        return [*lines[:-1], (lines[-1][0], lines[-1][1] + "\n")]


def messages() -> Catalog:
    """The messages that stand in the code and in the catalogue of problems."""
    template = Catalog(charset="utf-8")
    for _file, _line, message, _comments, context in extract_from_dir(
        PACKAGE, keywords=KEYWORDS, method_map=SOURCES
    ):
        template.add(message, context=context)
    return template


def catalogue() -> Catalog:
    """The Danish catalogue as it is kept."""
    with CATALOGUE.open("rb") as stream:
        kept = read_po(stream, locale="da")
    danish = Translations("da", header_comment=kept.header_comment, fuzzy=False)
    for message in kept:
        if message.id:
            danish[message.id] = message
    return danish


def is_translated(message: Message) -> bool:
    """Whether it has its words, of a message that counts in both numbers."""
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(words)


def compiled(danish: Catalog) -> bytes:
    """What gettext reads."""
    buffer = io.BytesIO()
    write_mo(buffer, danish)
    return buffer.getvalue()


def main() -> None:
    """Update and compile the catalogue."""
    danish = catalogue()
    danish.update(messages(), no_fuzzy_matching=True)
    danish.obsolete.clear()
    with CATALOGUE.open("wb") as stream:
        write_po(stream, danish, width=96, sort_output=True, omit_header=False)
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(catalogue()))
    missing = [m.id for m in danish if m.id and not is_translated(m)]
    print(f"{len(danish)} messages, {len(missing)} without a translation")
    for message in missing:
        print(f"  {message}")


if __name__ == "__main__":
    main()
