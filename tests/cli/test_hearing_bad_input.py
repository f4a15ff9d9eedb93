"""Bad files among the answers: told where they lie and what is wrong, and harmless to others."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES
from reportgen.opc.package import Package
from tests.app.hearing.rounds import AABY, BAEK, Hearing, hearing, reworded, unmarked
from tests.cli.test_commands import answer, run
from tests.hostile import gigabyte

__all__ = ["hearing"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
W = NAMESPACES["w"]


def document(change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """A copy with other XML in its text."""

    def made(data: bytes) -> bytes:
        package = Package.open(data, "")
        text = package.parts["word/document.xml"].decode()
        changed = change(text)
        assert changed != text
        package.parts["word/document.xml"] = changed.encode()
        return package.save()

    return made


def with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    def made(data: bytes) -> bytes:
        package = Package.open(data, "")
        package.parts[name] = content
        return package.save()

    return made


def template(data: bytes) -> bytes:
    package = Package.open(data, "")
    kind = f"{NAMESPACES['r']}/attachedTemplate"
    package.relate("word/settings.xml", kind, "https://ond.example/a.dotm", external=True)
    return package.save()


def picture(data: bytes) -> bytes:
    package = Package.open(data, "")
    package.relate("word/document.xml", "image", "https://ond.example/x.png", external=True)
    return package.save()


def comments_twice(data: bytes) -> bytes:
    package = Package.open(data, "")
    one = f'<w:comment w:id="0" w:author="A"><w:p><w:r><w:t>{"{}"}</w:t></w:r></w:p></w:comment>'
    held = "".join(one.format(said) for said in ("Hvorfor?", "Hvornår?"))
    package.add(
        "word/comments.xml",
        f'<w:comments xmlns:w="{W}">{held}</w:comments>'.encode(),
        CONTENT_TYPE["comments"],
    )
    package.relate("word/document.xml", "comments", "comments.xml")
    return package.save()


def inserted(*attributes: str) -> Callable[[bytes], bytes]:
    """Words inserted with tracking on before the first run of U1, a change for each."""
    runs = "".join(
        f"<w:ins {said}><w:r><w:t xml:space='preserve'>Nyt{n} </w:t></w:r></w:ins>"
        for n, said in enumerate(attributes)
    )

    def change(text: str) -> str:
        at = text.rindex("<w:r>", 0, text.index("at dække natten"))
        return text[:at] + runs + text[at:]

    return document(change)


def entity(kind: str) -> Callable[[bytes], bytes]:
    declared = f"<!DOCTYPE w:document [<!ENTITY x {kind}>]>"

    def change(text: str) -> str:
        head, mark, rest = text.partition("?>")
        return head + mark + declared + rest.replace("at dække", "&x; dække")

    return document(change)


def said_of(hearing: Hearing) -> tuple[int, dict[str, Any]]:
    return answer(hearing.small, "hearing", "collect", str(hearing.inbox))


def good(hearing: Hearing, said: dict[str, Any]) -> None:
    """Åby's edit is there, whole and alone theirs."""
    (response,) = (r for r in said["responses"] if r["party"] == AABY)
    assert (response["status"], response["edits"]) == ("read", 1)
    (edit,) = (e for e in said["edits"] if AABY in e["parties"])
    assert (edit["block"], edit["after"]) == ("U2", "Noget helt andet.")
    assert edit["parties"] == [AABY]


@dataclass(frozen=True)
class Bad:
    name: str
    make: Callable[[bytes], bytes]
    reason: str


SET_ASIDE = [
    Bad("itu.docx", lambda _: b"PK\x03\x04 ikke en zip", "not-a-word-file"),
    Bad("halv.docx", lambda data: data[: len(data) // 2], "not-a-word-file"),
    Bad("bombe.docx", lambda _: gigabyte(), "word-too-large"),
    Bad("entitet.docx", entity('SYSTEM "file:///etc/passwd"'), "word-document-type"),
    Bad("dtd.docx", entity('"latter"'), "word-document-type"),
    Bad("fremmed.docx", entity('SYSTEM "https://ond.example/x"'), "word-document-type"),
    Bad("sti.docx", with_part("../../uden for.txt", b"x"), "word-unsafe-name"),
    Bad("låst.docx", lambda _: OLE + bytes(5000), "word-old-or-protected"),
    Bad("gammel.doc", lambda _: OLE + bytes(5000), "received-other-format"),
    Bad("scan.pdf", lambda _: b"%PDF-1.7", "received-not-word"),
    Bad("tom.docx", lambda _: b"", "received-empty"),
    Bad("xml.docx", document(lambda text: text[: len(text) // 2]), "returned-damaged"),
    Bad("andet.docx", lambda _: other_document(), "received-other-document"),
]


def other_document() -> bytes:
    from docx import Document

    made, buffer = Document(), io.BytesIO()
    made.add_paragraph("Dagsorden til mødet i april, som ikke er rapporten.")
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("bad", SET_ASIDE, ids=lambda bad: bad.name)
def test_a_file_that_cannot_be_read_is_set_aside_with_its_name_and_what_to_do(
    hearing: Hearing, bad: Bad
) -> None:
    hearing.back("god.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    data = bad.make(hearing.copies[BAEK])
    hearing.back(bad.name, data)
    code, said = answer(hearing.small, "hearing", "collect", str(hearing.inbox / "god.docx"))
    assert code == 0
    told = run(hearing.small, "hearing", "collect", "--party", "Bæk", str(hearing.inbox / bad.name))
    assert told.exit_code == 0
    assert "1 fil er lagt til side" in told.stderr
    (line,) = (x for x in told.stderr.splitlines() if x.startswith("  00") and "→" not in x)
    assert f"({BAEK})" in line
    assert "→" in told.stderr
    code, said = said_of(hearing)
    good(hearing, said)
    (aside,) = (r for r in said["responses"] if r["status"] == "set_aside")
    assert (aside["reason"], aside["party"]) == (bad.reason, BAEK)
    kept = hearing.small.root / aside["file"]
    assert kept.read_bytes() == data


READ = [
    Bad("skabelon.docx", template, "returned-template"),
    Bad("billede.docx", picture, "returned-outside"),
    Bad("makro.docm", with_part("word/vbaProject.bin", b"x"), "returned-macros"),
    Bad("makro.docx", with_part("word/vbaProject.bin", b"x"), "returned-macros"),
    Bad("ens.docx", comments_twice, "returned-ids-twice"),
    Bad("uden.docx", inserted('w:id="1"'), "returned-without-author"),
]


@pytest.mark.parametrize("bad", READ, ids=lambda bad: bad.name)
def test_a_file_that_is_odd_is_read_with_a_note_that_names_it(hearing: Hearing, bad: Bad) -> None:
    hearing.back("god.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    hearing.back(bad.name, bad.make(reworded(hearing.copies[BAEK], "mødtes én", "mødtes to")))
    code, said = said_of(hearing)
    assert code == 0
    good(hearing, said)
    (problem,) = (p for p in said["problems"] if p["code"] == bad.reason)
    assert problem["location"].endswith(bad.name)
    assert problem["message"]
    assert problem["hint"]
    (response,) = (r for r in said["responses"] if r["party"] == BAEK)
    assert response["status"] == "read"


@pytest.mark.parametrize(
    "date", ["0-00-00T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "i går", ""]
)
def test_no_date_is_too_absurd_to_read_the_change_it_stands_on(hearing: Hearing, date: str) -> None:
    hearing.back("god.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    change = inserted(f'w:id="1" w:author="Bo Chef" w:date="{date}"')
    hearing.back("svar.docx", change(hearing.copies[BAEK]))
    code, said = said_of(hearing)
    assert code == 0
    good(hearing, said)
    (edit,) = (e for e in said["edits"] if BAEK in e["parties"])
    assert edit["after"].startswith("Nyt0 ") or "Nyt0 " in edit["after"]
    applied = run(hearing.small, "hearing", "apply", "--undecided", "base")
    assert applied.exit_code == 0, applied.output


def test_changes_that_have_one_id_are_each_read(hearing: Hearing) -> None:
    hearing.back("god.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    same = 'w:id="7" w:author="Bo Chef" w:date="2024-11-20T10:00:00Z"'
    hearing.back("svar.docx", inserted(same, same)(hearing.copies[BAEK]))
    code, said = said_of(hearing)
    assert code == 0
    good(hearing, said)
    assert any("Nyt0 Nyt1 " in e["after"] for e in said["edits"] if BAEK in e["parties"])


def test_two_hundred_pages_in_an_answer_are_all_read(hearing: Hearing) -> None:
    hearing.back("god.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    words = " ".join(["Der er meget at sige om natten i kommunen."] * 10)

    def change(text: str) -> str:
        at = text.index("</w:p>", text.index("Netværket mødtes")) + len("</w:p>")
        pages = "".join(f"<w:p><w:r><w:t>{n}. {words}</w:t></w:r></w:p>" for n in range(1000))
        return text[:at] + pages + text[at:]

    hearing.back("lang.docx", document(change)(hearing.copies[BAEK]))
    code, said = said_of(hearing)
    assert code == 0
    good(hearing, said)
    added = [e for e in said["edits"] if BAEK in e["parties"]]
    assert sum(e["after"].count("Der er meget") for e in added) == 10_000


ODD = [
    "x" * 200 + ".docx",
    "svar [endelig] (2. udgave) – 100 % & så #1.docx",
    "Æblegrød på Ærø 🙂.docx",
    "linje\nskift.docx",
    "'; -- $(rm -rf) `x`.docx",
    "svar..docx.docx",
    "svar (1).docx",
    "svar - Kopi.docx",
    "KONSTANT.DOCX",
    "svar .docx",
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids these names")
@pytest.mark.parametrize("name", ODD, ids=range(len(ODD)))
def test_no_name_of_a_file_is_too_odd(hearing: Hearing, name: str) -> None:
    hearing.back("god.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    hearing.back(name, reworded(hearing.copies[BAEK], "mødtes én", "mødtes to"))
    code, said = said_of(hearing)
    assert code == 0
    good(hearing, said)
    (response,) = (r for r in said["responses"] if r["party"] == BAEK)
    assert (response["status"], response["edits"]) == ("read", 1)
    kept = Path(response["file"])
    assert len(kept.name) < 60
    assert kept.name.isascii()
    assert said_of(hearing)[1]["responses"] == said["responses"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_that_is_no_text_is_read_too(hearing: Hearing) -> None:
    path = os.fsencode(hearing.inbox) + b"/svar \xe6.docx"
    Path(os.fsdecode(path)).write_bytes(reworded(hearing.copies[BAEK], "nyt", "andet"))
    told = run(hearing.small, "hearing", "collect", str(hearing.inbox))
    assert told.exit_code == 0
    assert said_of(hearing)[1]["responses"][0]["edits"] == 1


def test_a_folder_is_read_with_its_subfolders_but_not_what_programs_leave_there(
    hearing: Hearing,
) -> None:
    hearing.back("god.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    deep = hearing.inbox / "fra Bæk" / "endelig"
    deep.mkdir(parents=True)
    (deep / "svar.docx").write_bytes(reworded(hearing.copies[BAEK], "mødtes én", "mødtes to"))
    (deep / "~$svar.docx").write_bytes(b"\x05Bo Chef")
    for left in ("desktop.ini", "Thumbs.db", ".DS_Store"):
        (deep / left).write_bytes(b"x")
    (hearing.inbox / "tom mappe").mkdir()
    code, said = said_of(hearing)
    assert code == 0
    good(hearing, said)
    assert [(r["party"], r["status"]) for r in said["responses"]] == [
        (AABY, "read"),
        (BAEK, "read"),
    ]
    assert [p["code"] for p in said["problems"] if p["code"] == "office-lock-file"]


def test_a_copy_without_marks_that_nobody_signed_is_asked_about(hearing: Hearing) -> None:
    hearing.back("god.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    hearing.back("Dokument1.docx", unmarked(reworded(hearing.copies[BAEK], "mødtes", "så")))
    code, said = said_of(hearing)
    assert code == 0
    good(hearing, said)
    (aside,) = (r for r in said["responses"] if r["status"] == "set_aside")
    assert (aside["reason"], aside["party"]) == ("unattributed", None)
