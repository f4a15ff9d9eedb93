"""Which language the program speaks, and its words in it.

English stands in the code; Danish in ``locale/da``. Click's own words ("Usage",
"Options") are in the same catalogue, since it looks them up where we do.
"""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

LANGUAGES = ("da", "en")
_DOMAIN = "reportgen"


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
    """Speak `language` from here on."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, str(Path(__file__).parent.parent / "locale"))
    gettext.textdomain(_DOMAIN)


def N_(message: str) -> str:  # noqa: N802 - the name gettext's own documentation uses
    """Mark `message` for translation; `tr` looks it up when it is shown."""
    return message


def tr(message: str) -> str:
    """Translate `message`; an empty one stays empty (gettext would give its header)."""
    return gettext.gettext(message) if message else ""


def danish(message: str) -> str:
    """`message` in Danish, whatever is spoken: for what is written into documents."""
    folder = str(Path(__file__).parent.parent / "locale")
    known = gettext.translation(_DOMAIN, folder, ["da"], fallback=True)
    return known.gettext(message) if message else ""


def translated(message: str | None) -> str:
    """Translate a message that is marked where it stands; none is empty."""
    return tr(message) if message else ""


def ntr(one: str, many: str, count: int) -> str:
    """Translate a message that counts something."""
    return gettext.ngettext(one, many, count).format(count=count)


def command_to_type(command: str) -> str:
    """A command as a person is to type it: what stands for a value, in the language spoken."""
    return " ".join(
        tr(word) if word in ("YYYY-MM-DD", "PATH") else word for word in command.split(" ")
    )


CLICK_WORDS = (
    N_("YYYY-MM-DD"),
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("Option {name!r} does not take a value."),
    N_("Choose from:\n\t{choices}"),
    N_("unknown error"),
    N_("Aborted!"),
    N_("required"),
    N_("file"),
    N_("directory"),
    N_("path"),
)
"""Click's own words that a user meets, so that they are translated with ours."""


def _counted_click_words(count: int) -> None:
    """Click's own words that count something, as `CLICK_WORDS`."""
    ntr("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", count)
    ntr(
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
        count,
    )
    ntr("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", count)
    ntr(
        "{value!r} is not {choice}.",
        "{value!r} is not one of {choices}.",
        count,
    )
