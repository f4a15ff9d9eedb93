"""Words of a mail that somebody struck out: a wish to delete, never words that stand.

While a mail is read they stand between two marks that no mail can hold; in the end they are
shown for what they are.
"""

from __future__ import annotations

import re

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_SHOWN_OPEN, _SHOWN_CLOSE = "[overstreget: ", "]"
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)
_JOINED = re.compile(f"{_CLOSE}([ \t\xa0]*){_OPEN}")
_STRUCK = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}\n]*){_CLOSE}")
_SHOWN_END = re.compile(r"[\]\n]")


def as_struck(text: str) -> str:
    """`text` as struck out, each of its lines for itself.

    >>> shown(f"Vi ønsker {as_struck('fravær')}{as_struck(' her')} underskud.")
    'Vi ønsker [overstreget: fravær her] underskud.'
    """
    lines = text.split("\n")
    return "\n".join(f"{_OPEN}{line}{_CLOSE}" if line.strip() else line for line in lines)


def is_in(text: str) -> bool:
    """Whether anything in `text` is struck out."""
    return _OPEN in text


def without_marks(text: str) -> str:
    """`text` without the marks, as live words; also what a mail brings that looks like them."""
    return text.translate(_MARKS) if _OPEN in text or _CLOSE in text else text


def shown(text: str) -> str:
    """`text` with what is struck out told as such; blanks round it stay outside."""
    return without_marks(_STRUCK.sub(_told, _JOINED.sub(r"\1", text)))


def live(text: str) -> str:
    """What stands of a text that was `shown`.

    >>> live("Ingen [overstreget: bemærkninger] rettelser")
    'Ingen  rettelser'
    """
    return _without_shown(text, is_kept=False)


def without_told(text: str) -> str:
    """A text that was `shown`, with what is struck out as if it stood."""
    return _without_shown(text, is_kept=True)


def _without_shown(text: str, *, is_kept: bool) -> str:
    """`text` without what tells that words are struck out, and with those words or without."""
    first, *opened = text.split(_SHOWN_OPEN)
    kept = [first]
    for each in opened:
        end = _SHOWN_END.search(each)
        if end is None or end[0] != _SHOWN_CLOSE:
            kept.append(_SHOWN_OPEN + each)
        else:
            kept += [each[: end.start()] if is_kept else "", each[end.end() :]]
    return "".join(kept)


def _told(match: re.Match[str]) -> str:
    said = match[1]
    before = said[: len(said) - len(said.lstrip())]
    after = said[len(said.rstrip()) :]
    return f"{before}{_SHOWN_OPEN}{said.strip()}{_SHOWN_CLOSE}{after}"
