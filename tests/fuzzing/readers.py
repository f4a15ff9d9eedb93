"""The readers: what each is given, in which workspace, and the commands that read it.

Everything goes by whole commands of the program, so that what they write and print is real too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from reportgen.app import double_click
from reportgen.app.extracts.agenda import make_agenda
from reportgen.workspace.answer_sets import DOCUMENT, SHEET
from tests.app.hearing.rounds import mail, unmarked
from tests.app.minutes_writing import Said, Written
from tests.fuzzing.workspaces import GOOD, edited_copy, sent_copy
from tests.sources.mail.outlook import Hanging, OutlookMail, compressed_rtf, msg
from tests.sources.minutes.build import in_control
from tests.sources.minutes.pdfs import of_lines, printed_at
from tests.workspaces import SmallYear

_YEAR = "inputs/aeldre-og-sundhed/2024"
_ROUND = f"{_YEAR}/hoering/1"
_OUTPUTS = "outputs/aeldre-og-sundhed/2024"
_RECORDS = ("json", "jsonl", "yaml")
_MINUTES = Path(__file__).parent.parent / "sources" / "minutes" / "golden"

Command = tuple[str, ...]
Ways = tuple[tuple[Command, ...], ...]
"""Commands, one after the other, of which one way is taken; {file} is the file's path."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file that a reader is given."""

    path: str
    """Where it stands, from the workspace."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of file comes into the program."""

    name: str
    start: str
    """The workspace it is read in."""
    inputs: Callable[[SmallYear], Sequence[Given]]
    """Real files of the kind, made in that workspace."""
    ways: Ways
    """How it is read."""
    writes: tuple[str, ...]
    """Where these commands may write, from the workspace."""
    beside: bool = False
    """Whether another party's answer is collected with it, and has to be read."""


def _found(*patterns: str) -> Callable[[SmallYear], Sequence[Given]]:
    """The files of the workspace itself that `patterns` name."""

    def inputs(small: SmallYear) -> Sequence[Given]:
        paths = sorted(p for pattern in patterns for p in small.root.glob(pattern) if p.is_file())
        assert paths, patterns
        relative = [path.relative_to(small.root).as_posix() for path in paths]
        return [Given(name, path.read_bytes()) for name, path in zip(relative, paths, strict=True)]

    return inputs


def _answers(small: SmallYear) -> Sequence[Given]:
    sent = sent_copy(small, "Bæk Kommune")
    edited = edited_copy(sent)
    path = "indbakke/svar.docx"
    return [Given(path, sent), *[Given(path, edited)] * 3, Given(path, unmarked(edited))]


def _eml(small: SmallYear) -> Sequence[Given]:
    edited = edited_copy(sent_copy(small, "Bæk Kommune"))
    plain = mail("Bo Chef <chef@baek.example>", "Husk natten.\n\nHilsen Bo\n\n> Kære alle\n> Svar.")
    hanging = mail("chef@baek.example", "Se vedhæftede.", ("svar.docx", edited))
    message = EmailMessage()
    message["From"], message["Subject"] = "chef@baek.example", "Sv: Høringssvar – Ældre"
    message["Date"] = "Thu, 28 Nov 2024 10:00:00 +0100"
    message.set_content("Husk natten.")
    message.add_alternative(
        "<html><head><style>p {color: red}</style></head><body><p>Husk <b>natten</b>.</p>"
        "<!--[if mso]><p>x</p><![endif]--><table><tr><td>Ja</td></tr></table>"
        "<blockquote><p>Fra: Sekretariatet</p><div>Kære alle</div></blockquote></body></html>",
        subtype="html",
    )
    message.add_attachment(plain, maintype="application", subtype="x", filename="indre.eml")
    message.add_attachment(
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nSUMMARY:Svar\r\nEND:VEVENT\r\n"
        b"END:VCALENDAR\r\n",
        maintype="text",
        subtype="calendar",
        filename="svar.ics",
    )
    made = (plain, hanging, message.as_bytes())
    return [Given("indbakke/svar.eml", data) for data in made]


def _msg(small: SmallYear) -> Sequence[Given]:
    edited = edited_copy(sent_copy(small, "Bæk Kommune"))
    rtf = compressed_rtf(
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}"
        rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Husk \'e6ndringen.\par {\*\htmltag72 </p>}}"
    )
    inner = OutlookMail(body="Indre ord.", smtp="chef@baek.example", subject="Videresendt")
    made = (
        OutlookMail(body="Husk natten. " * 400, smtp="chef@baek.example"),
        OutlookMail(html=b"<p>Husk <s>natten</s> dagen.</p>", smtp="chef@baek.example"),
        OutlookMail(rtf=rtf, smtp="chef@baek.example", eight_bit=True),
        OutlookMail(
            body="Se her.",
            headers="From: chef@baek.example\r\nSubject: x\r\n",
            hanging=[Hanging("svar.docx", edited), Hanging("indre.msg", inner)],
        ),
    )
    return [Given("indbakke/svar.msg", msg(each)) for each in made]


def _minutes(suffix: str) -> Callable[[SmallYear], Sequence[Given]]:
    def inputs(_: SmallYear) -> Sequence[Given]:
        golden = [path.read_bytes() for path in sorted(_MINUTES.glob(f"*{suffix}"))]
        if suffix == ".docx":
            golden.append(in_control(golden[0]))
        if suffix == ".pdf":
            lines = (_MINUTES / "uden-tabel.txt").read_text(encoding="utf-8").splitlines()
            plain = [line.encode("cp1252", "ignore").decode("cp1252") for line in lines]
            few = [(56.0, 780.0 - 14 * at, line[:90]) for at, line in enumerate(plain[:40])]
            golden += [of_lines(plain, {0, 4})] * 4 + [printed_at(few, "\u00ad")] * 2
        return [Given(f"referat{suffix}", data) for data in golden]

    return inputs


def _agenda(small: SmallYear) -> Sequence[Given]:
    path = make_agenda(small.year, dt.date(2025, 2, 7), dt.date(2024, 12, 1)).path
    empty = path.read_bytes()
    written = Written(empty)
    written.write(1, Said(["Drøftet."], ["Godkendt."], ["Bæk Kommune · Finder en vikar · 1. maj"]))
    place = small.year.workspace.relative(path)
    return [Given(place, data) for data in (written.data, written.data, empty)]


def _own_edits(small: SmallYear) -> Sequence[Given]:
    (made,) = _found(f"{_OUTPUTS}/*_v02_*.docx")(small)
    return [made, Given(made.path, edited_copy(made.data))]


_CHECK: Ways = ((("check",),),)
_EITHER: Ways = (*_CHECK, (("check",), ("generate", "--date", "2024-12-01")), (("status",),))
_FIX: Ways = ((("check", "--fix"),),)
_COLLECT: Ways = (
    (("hearing", "collect", "indbakke"),),
    (("hearing", "collect", "{file}", f"indbakke/{GOOD}"), ("status",)),
)
_IMPORT: Ways = ((("import", "{file}", "--year", "2024", "--yes"),),)
_LATER: Ways = (
    (("status",), ("check",)),
    (("generate", "--date", "2024-12-20"),),
    (("hearing", "collect", "indbakke"),),
    (("hearing", "apply"),),
    (("hearing", "answer", "Bæk", "--none"),),
    (("trace", "U1"), ("tasks",), ("calendar",)),
    (("archive", "diff", "v01", "v02"),),
)
_ARCHIVE: Ways = (
    (("archive", "verify"),),
    (("archive", "list"), ("archive", "show", "aeldre-og-sundhed", "2024")),
    (("archive", "restore", "aeldre-og-sundhed", "2024", "--to", "gendannet"),),
    (("archive", "export", "aeldre-og-sundhed", "2024", "--to", "udpakket", "--bagit"),),
    (("archive", "diff", "v01", "v02"),),
    (("new", "2025", "--network", "Ældre og Sundhed"), ("check", "--year", "2025")),
    (("status",), ("check",)),
    (("generate", "--date", "2024-12-20"),),
)
_OF_A_SET: Ways = (
    (("hearing", "apply"),),
    (("hearing", "apply", "{file}"),),
    (("hearing", "collect", "indbakke"),),
    (("status",),),
)
_OF_YAML = ("inputs/*/netvaerk.yaml", f"{_YEAR}/moeder/*.yaml", f"{_YEAR}/aendringer/*.yaml")
_JOURNAL = f"{_YEAR}/kladde.jsonl"
_MEETINGS, _BOOK = f"{_YEAR}/moeder/", f"{_YEAR}/aarsrapport.xlsx"
_MAKES = ("outputs/", "arkiv/", f"{_YEAR}/hoering/")
_ALL = ("inputs/", "outputs/", "arkiv/")

_READERS = (
    Reader("answer", "open", _answers, _COLLECT, _MAKES, beside=True),
    Reader("eml", "open", _eml, _COLLECT, _MAKES, beside=True),
    Reader("msg", "open", _msg, _COLLECT, _MAKES, beside=True),
    Reader("minutes-docx", "laid out", _minutes(".docx"), _IMPORT, (_MEETINGS,)),
    Reader(
        "agenda",
        "laid out",
        _agenda,
        (*_IMPORT, (("status",), ("agenda", "2025-02-07"))),
        (_MEETINGS,),
    ),
    Reader("minutes-pdf", "laid out", _minutes(".pdf"), _IMPORT, (_MEETINGS,)),
    Reader("minutes-text", "laid out", _minutes(".txt"), _IMPORT, (_MEETINGS,)),
    Reader("workbook", "made", _found(_BOOK), (*_EITHER, *_FIX), (*_MAKES, _BOOK, _MEETINGS)),
    Reader(
        "yaml",
        "made",
        _found(*_OF_YAML),
        (*_EITHER, *_FIX, (("tasks",), ("calendar",), ("trace", "U1"))),
        (*_MAKES, _BOOK, _MEETINGS),
    ),
    Reader("prose", "made", _found(f"{_YEAR}/tekster.md"), _EITHER, _MAKES),
    Reader(
        "template",
        "laid out",
        _found("templates/aarsrapport.docx"),
        ((("template", "check"), ("generate", "--date", "2024-12-01")),),
        _MAKES,
    ),
    Reader(
        "absorb",
        "made",
        _own_edits,
        ((("absorb", "{file}", "--close", "none"),), (("generate", "--date", "2024-12-01"),)),
        (*_MAKES, f"{_YEAR}/aendringer/", _BOOK),
    ),
    Reader(
        "archive",
        "made",
        _found("arkiv/**/*"),
        _ARCHIVE,
        (*_ALL, "gendannet/", "udpakket/", double_click.NAME),
    ),
    Reader(
        "states",
        "collected",
        _found(f"{_OUTPUTS}/tilstand/*.json", _JOURNAL, *(f"{_ROUND}/**/*.{x}" for x in _RECORDS)),
        _LATER,
        _ALL,
    ),
    Reader(
        "closed",
        "applied",
        _found(f"{_OUTPUTS}/tilstand/*.json", f"{_ROUND}/*.yaml", f"{_YEAR}/aendringer/*.yaml"),
        (*_LATER, (("archive", "verify"),)),
        _ALL,
    ),
    Reader("late", "applied", _answers, _COLLECT, (*_MAKES, _BOOK)),
    Reader(
        "exemptions",
        "ready",
        _found(f"{_YEAR}/offentliggoerelse.yaml"),
        ((("publish",),), (("publish", "--allow", "abc123", "--reason", "x"), ("status",))),
        _ALL,
    ),
    Reader("decisions", "collected", _found(f"{_ROUND}/svar/*_{SHEET}"), _OF_A_SET, _ALL),
    Reader("consolidated", "collected", _found(f"{_ROUND}/svar/*_{DOCUMENT}"), _OF_A_SET, _ALL),
)
READERS: Mapping[str, Reader] = {reader.name: reader for reader in _READERS}
"""By name."""


@cache
def given(reader: str, small: SmallYear) -> tuple[Given, ...]:
    """The files that a reader is given; made once."""
    return tuple(READERS[reader].inputs(small))
