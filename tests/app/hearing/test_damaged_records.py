"""What the program wrote of a round, damaged: told at its place, alike by every command."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import answer
from tests.problems.starts import Starts
from tests.workspaces import SmallYear

COMMANDS = [
    *(["status"], ["check"], ["hearing", "answer", "Øst", "--none"]),
    *(["hearing", "apply"], ["hearing", "collect", "indbakke"]),
]
STATE = "hoering/1/udsendt/grundlag/v01.json"
RECEIPT, ROUND = "hoering/1/modtaget/001.yaml", "hoering/1/runde.yaml"
SET = "hoering/1/svar/01_samling.json"

Damage = Callable[[bytes], bytes]


def other(old: str, new: str) -> Damage:
    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def at(*path: Any, value: Any) -> Damage:
    """A value at a place of a JSON record; `...` takes the key out."""

    def change(data: bytes) -> bytes:
        document = json.loads(data)
        block = document
        for step in path[:-1]:
            block = block[step]
        block[path[-1]] = value
        if value is ...:
            del block[path[-1]]
        return json.dumps(document, ensure_ascii=False).encode()

    return change


ANYWAY: dict[str, Damage] = {
    "empty": lambda _: b"",
    "cut in half": lambda data: data[: len(data) // 2],
    "zeros": lambda data: b"\0" * len(data),
    "a list": lambda _: b"[]",
    "a number": lambda _: b"7",
    "a mapping of nothing": lambda _: b"{}",
    "nested": lambda _: b"[" * 50_000,
    "no UTF-8": lambda data: data.replace(b"o", b"\xff", 1),
}
OWN: dict[str, dict[str, Damage]] = {
    STATE: {
        "another number": at("number", value=2),
        "a number with many digits": at("number", value=10**30),
        "an unknown stage": at("stage", value="ukendt"),
        "no date": at("date", value="i går"),
        "a document elsewhere": at("file", value="../../../x_v01_.docx"),
        "no digest": at("sha256", value=...),
        "no report": at("state", value=...),
        "a number for a text": at("state", "blocks", "3.6", 0, 2, value=1.5),
        "yes for a text": at("state", "blocks", "1.1/", 0, 2, value=True),
        "a block without an id": at("state", "blocks", "1.1/", 0, value=["", "Tekst", None]),
        "a block elsewhere": at("state", "blocks", "3.6", 0, 0, value="F1"),
        "a block twice": at("state", "blocks", "3.6", 1, 0, value="U1"),
        "a title that is none": at("state", "sections", "1.1", value=None),
        "an input that is none": at("state", "pending", value=[["2024-03-01/2/1"]]),
        "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    },
    SET: {
        "receipts that are a text": at("receipts", value="1"),
        "no receipts": at("receipts", value=...),
        "a row that is a text": at("rows", value=["U1"]),
        "a row of two": at("rows", 0, value=["a", "b"]),
        "conflicts that are a mapping": at("conflicts", value={}),
        "digests that are numbers": at("files", value={"samlet.docx": 1}),
        "decided that is a word": at("decided", value="ja"),
        "those missing as numbers": at("missing", value=[1]),
        "another key": at("mere", value=1),
    },
    RECEIPT: {
        "a time that is none": other("modtaget: '2", "modtaget: 'x"),
        "a time that no clock shows": other("modtaget: '2", "modtaget: '0001-01-01T00:00:00' #"),
        "a file elsewhere": other("fil: ", "fil: ../"),
        "a key that there is not": lambda data: data + b"mere: 1\n",
        "a list for a text": other("fil: ", "fil: []\nx: "),
    },
    ROUND: {
        "another round": other("runde: 1", "runde: 2"),
        "a round that is none": other("runde: 1", "runde: en"),
        "a round with many digits": other("runde: 1", "runde: " + "9" * 5000),
        "a version elsewhere": other("version: v01", "version: ../v01"),
        "a folder elsewhere": other("mappe: ", "mappe: ../"),
        "a deadline that is none": other("frist: 2", "frist: x"),
        "a party that is a text": other("parter:", "parter: Faxe\nx:"),
    },
}
CASES = [
    pytest.param(file, change, id=f"{Path(file).name}: {name}")
    for file, own in OWN.items()
    for name, change in (own | ANYWAY).items()
]


@pytest.fixture(scope="session")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    return Starts(tmp_path_factory.mktemp("begyndelser"))


@pytest.fixture
def collected(starts: Starts, tmp_path: Path) -> SmallYear:
    """A round in which one party's answer lies ready to be decided."""
    return starts.copy("answer collected", tmp_path / "mappe")


def told(small: SmallYear, *words: str) -> tuple[int, set[tuple[str, str]]]:
    """The exit code, and every error with the file it is in."""
    before = small.snapshot()
    code, said = answer(small, *words)
    errors = [p for p in said.get("problems", ()) if p["severity"] == "error"]
    if code == 1:
        assert small.snapshot() == before
    return code, {(p["code"], p["location"].partition(",")[0]) for p in errors}


@pytest.mark.parametrize(("file", "change"), CASES)
def test_every_command_that_meets_it_says_the_same(
    collected: SmallYear, file: str, change: Damage
) -> None:
    path = collected.year.inputs / file
    path.write_bytes(change(path.read_bytes()))
    inbox = str(collected.root / "indbakke")
    expected = {("round-damaged", file)}
    for words in COMMANDS:
        code, errors = told(collected, *(inbox if w == "indbakke" else w for w in words))
        assert errors == expected, words
        assert code == (0 if words == ["status"] else 1), words


def fifo(path: Path) -> None:
    os.mkfifo(path)


KINDS = [Path.mkdir] if sys.platform == "win32" else [Path.mkdir, fifo]


@pytest.mark.parametrize("kind", KINDS, ids=["a folder", "a pipe"][: len(KINDS)])
@pytest.mark.parametrize("file", OWN, ids=lambda file: Path(file).name)
def test_something_else_in_its_place_is_told_and_never_waited_for(
    collected: SmallYear, file: str, kind: Callable[[Path], None]
) -> None:
    path = collected.year.inputs / file
    path.unlink()
    kind(path)
    for words in (["status"], ["check"], ["hearing", "apply"], ["generate"]):
        _, errors = told(collected, *words)
        assert errors, words
        assert {code for code, _ in errors} <= {
            *("round-damaged", "folder-for-file", "not-a-file", "round-open"),
            *("round-nothing-collected", "received-altered"),
        }, words


@pytest.mark.parametrize("damage", ANYWAY.values(), ids=ANYWAY)
def test_an_archive_that_cannot_be_gone_on_with_is_told_before_it_is_needed(
    collected: SmallYear, damage: Damage
) -> None:
    top = collected.year.archived
    newest = max(top.glob("v*"), key=lambda path: int(path.name[1:]))
    for path in (top / "inventory.json", newest / "inventory.json"):
        path.write_bytes(damage(path.read_bytes()))
    expected = {("archive-object-damaged", top.name)}
    for words, code in ((["status"], 0), (["check"], 1), (["archive", "show", *_YEAR], 3)):
        assert told(collected, *words) == (code, expected), words


_YEAR = ("aeldre-og-sundhed", "2024")


@pytest.mark.parametrize("damage", ANYWAY.values(), ids=ANYWAY)
def test_exemptions_that_cannot_be_read_are_told_by_check(
    collected: SmallYear, damage: Damage
) -> None:
    path = collected.year.inputs / "offentliggoerelse.yaml"
    path.write_bytes(damage(b"- {id: a, fund: b, sted: c, grund: noget, dato: 2024-12-01}\n"))
    code, errors = told(collected, "check")
    allowed = {(), ("publish-exceptions-damaged",)}
    assert tuple(code for code, _ in errors) in allowed
    if errors:
        assert code == 1
