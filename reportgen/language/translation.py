"""Which language the program speaks, and its words in it.

English stands in the code; Danish in ``locale/da``. Click's own words ("Usage",
"Options") are in the same catalogue, since it looks them up where gettext itself does.
"""

from __future__ import annotations

import contextlib
import gettext
import locale
import os
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("da", "en")
_DOMAIN = "reportgen"
_LOCALE = str(Path(__file__).parent.parent / "locale")
_SPOKEN = ContextVar("spoken", default="en")


def choose(asked: str | None) -> str:
    """Choose by what was asked for, then ``REPORTGEN_LANG``, then the locale.

    Danish unless something says English: those who use it are Danish, and a locale such
    as ``C`` says nothing.
    """
    for wish in (asked, os.environ.get("REPORTGEN_LANG"), *_locales()):
        if wish:
            folded = wish.casefold()
            if folded.startswith(("en", "english")):
                return "en"
            if folded.startswith(("da", "dansk", "danish")):
                return "da"
    return "da"


def _locales() -> tuple[str | None, ...]:
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":  # Windows keeps it elsewhere, as "Danish_Denmark"
        names.append(locale.getlocale()[0])
    return tuple(names)


def speak(language: str) -> None:
    """Speak `language` from here on, in Click's own words too."""
    _SPOKEN.set(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, _LOCALE)
    gettext.textdomain(_DOMAIN)


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` in this thread alone, as one of several pages that are asked for."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> str:
    """The language that is spoken here."""
    return _SPOKEN.get()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, _LOCALE, [language], fallback=True)


def N_(message: str) -> str:  # noqa: N802 - the name gettext's own documentation uses
    """Mark `message` for translation; `tr` looks it up when it is shown."""
    return message


def tr(message: str) -> str:
    """Translate `message`; an empty one stays empty (gettext would give its header)."""
    return _catalogue(spoken()).gettext(message) if message else ""


def danish(message: str) -> str:
    """`message` in Danish, whatever is spoken: for what is written into documents."""
    return _catalogue("da").gettext(message) if message else ""


def translated(message: str | None) -> str:
    """Translate a message that is marked where it stands; none is empty."""
    return tr(message) if message else ""


def ntr(one: str, many: str, count: int) -> str:
    """Translate a message that counts something."""
    return _catalogue(spoken()).ngettext(one, many, count).format(count=count)
