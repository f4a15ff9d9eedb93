"""Changes of running text: its lines, its words, its characters, its encoding."""

from __future__ import annotations

import re
from random import Random

_ODD = (
    *("\0", "\x01", "\x07", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\ufeff"),
    *("\u2028", "\u2029", "\u200b", "\u202e", "\u2066", "\ufffd", "\ufffe", "\U0010ffff", "𝟛"),
    *("e\u0301", "\u0301" * 50, "ﬁ", "ß", "İ", "١", "½", "①", "Ⅳ", "\t", "\r", "\r\r\n", "\x1c"),
    *("{{ x }}", "{% for i in y %}", "${x}", "%s", "%(x)s", "{0}", "{name!r}", "\\", "\\N{BEL}"),
    *("=1+1", "@x", "+1", "-1", "'", '"', "”", "„", "«", "[", "](", "](https://x", "**", "*", "`"),
    *("<b>", "&amp;", "&#0;", "<!--", "]]>", "|", "~", "_" * 40, "#", "## ", "- ", "1. ", "• "),
)
_NUMBERS = (
    *("0", "-0", "-1", "00012", "99999999999999999999", "1e999", "1e-999", "NaN", "Infinity"),
    *("1.000.000", "1,5", "1.2.3", "0x10", "٣", "½", "9" * 400, "9" * 5000, "2022-13-45", "0000"),
    *("9999-12-31", "31-02-2022", "24:61", "10.00-9.00"),
)
_FIELD = (
    *(
        "Dagsordenspunkt",
        "Uddybning",
        "Referat",
        "Deltagere:",
        "Afbud:",
    ),
    *("Til stede:", "Tilføjes:", "Eventuelt", "Beslutning:"),
    *("Pind 1:", "NY pind tilføjes:", "Ift. afsnit 3.6", "Ad 2", "Pkt. 3"),
    *("den 31. februar 2022", "kl. 10.00-12.00", "11. november", "Næste møde:"),
    *("Bilag:", "§ 85 jf."),
    *("Det præciseres, at", "anbefaler, at styregruppen", "senest den 1. december", "www.x.dk/(a"),
)
_LONGEST = 1_500_000


def odd_character(rng: Random, data: bytes) -> bytes:
    """Put something odd in some places."""
    text = _text(data)
    for _ in range(rng.choice((1, 1, 3, 30))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(_ODD) * rng.choice((1, 1, 1, 2, 1000)) + text[at:]
    return text.encode(errors="replace")


def odd_number(rng: Random, data: bytes) -> bytes:
    """Say another number, or what is none."""
    text = _text(data)
    found = rng.choice(list(re.finditer(r"\d[\d.,:/-]*", text)))
    return (text[: found.start()] + rng.choice(_NUMBERS) + text[found.end() :]).encode()


def repeat_word(rng: Random, data: bytes) -> bytes:
    """Say a word or sign many thousand times in one line."""
    text = _text(data)
    found = rng.choice(list(re.finditer(r"\w+\W*|\W", text)))
    word = rng.choice((found[0], found[0][-1:], *_FIELD, *_ODD))
    times = min(rng.choice((100, 5000, 100_000)), _LONGEST // len(word))
    blank = rng.choice(("", " ", ", "))
    return (text[: found.end()] + (word + blank) * times + text[found.end() :]).encode(
        errors="replace"
    )


def field_word(rng: Random, data: bytes) -> bytes:
    """Put words of the field where they do not belong."""
    text = _text(data)
    for _ in range(rng.choice((1, 5, 50))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(("", "\n", " ")) + rng.choice(_FIELD) + text[at:]
    return text.encode()


def repeat_line(rng: Random, data: bytes) -> bytes:
    """Say a line, or some, many times."""
    lines = _lines(data)
    at = rng.randrange(len(lines))
    some = lines[at : at + rng.choice((1, 1, 2, 10))]
    size = sum(map(len, some)) or 1
    times = min(rng.choice((2, 50, 2000, 40_000)), _LONGEST // size + 1)
    return "".join(lines[:at] + some * times + lines[at:]).encode()


def move_lines(rng: Random, data: bytes) -> bytes:
    """Leave out lines, or let them change places."""
    lines = _lines(data)
    for _ in range(rng.choice((1, 2, 10))):
        line = lines.pop(rng.randrange(len(lines)))
        if rng.random() < 0.5:
            lines.insert(rng.randrange(len(lines) + 1), line)
    return "".join(lines).encode()


def one_long_line(rng: Random, data: bytes) -> bytes:
    """All on one line, perhaps many times."""
    joined = _text(data).replace("\n", rng.choice((" ", "", "\t", "; ")))
    times = min(rng.choice((1, 1, 20, 200)), _LONGEST // max(1, len(joined)) + 1)
    return (joined * times).encode()


def indent(rng: Random, data: bytes) -> bytes:
    """Set lines in, by blanks or by tabs."""
    lead = rng.choice((" ", "   ", "\t", " \t", " " * 500))
    share = rng.random()
    return "".join(lead + x if rng.random() < share else x for x in _lines(data)).encode()


def other_ends(rng: Random, data: bytes) -> bytes:
    """End lines as other systems do, or not as any does."""
    ends = rng.choice(("\r\n", "\r", "\n\n", "\n" * 300, " \n", "\x0b", "\u2028"))
    return _text(data).replace("\n", ends).encode()


def other_encoding(rng: Random, data: bytes) -> bytes:
    """Write the text in another encoding."""
    code = rng.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "cp850", "utf-7", "utf-8-sig"))
    return _text(data).encode(code, errors="replace")


def backwards(rng: Random, data: bytes) -> bytes:
    """All lines in another order."""
    lines = _lines(data)
    rng.shuffle(lines)
    return "".join(lines).encode()


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _lines(data: bytes) -> list[str]:
    return _text(data).splitlines(keepends=True) or [""]


MUTATIONS = (
    odd_character,
    odd_number,
    repeat_word,
    field_word,
    repeat_line,
    move_lines,
    one_long_line,
    indent,
    other_ends,
    other_encoding,
    backwards,
)
