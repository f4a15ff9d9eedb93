"""An inventory that is not as it was written: told by verifying, and never trusted.

The digests beside it are renewed, so that only what it says can give it away.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.archive.inventory import NAME, SIDECAR, sidecar
from reportgen.archive.refusals import ObjectDamaged
from reportgen.archive.store import Store
from reportgen.archive.validate import is_valid
from reportgen.problems import Refusal
from tests.archive.support import (
    FIRST,
    FOLDER,
    SECOND,
    YEAR,
    Document,
    assert_told,
    first,
    put,
    restored,
    tree,
)

DEEP: Any = json.loads("[" * 20 + "]" * 20)


def at(*path: str, value: Any) -> Callable[[Document], Document]:
    """Put a value at a place; ``*`` is the first key there."""

    def change(document: Document) -> Document:
        block: Any = document
        for step in path[:-1]:
            block = block[first(block) if step == "*" else step]
        block[first(block) if path[-1] == "*" else path[-1]] = value
        return document

    return change


def without(*path: str) -> Callable[[Document], Document]:
    """Take out what stands at a place."""

    def change(document: Document) -> Document:
        block: Any = document
        for step in path[:-1]:
            block = block[step]
        del block[first(block) if path[-1] == "*" else path[-1]]
        return document

    return change


def instead(value: Any) -> Callable[[Document], Any]:
    """Another value in the place of all of it."""
    return lambda _: value


def moved(old: str, new: str) -> Callable[[Document], Document]:
    """A version under another name."""

    def change(document: Document) -> Document:
        document["versions"][new] = document["versions"].pop(old)
        return document

    return change


def in_capitals(document: Document) -> Document:
    manifest = document["manifest"]
    manifest[first(manifest).upper()] = ["v1/content/x"]
    return document


SAID: dict[str, Callable[[Document], Any]] = {
    "a manifest entry without paths": at("manifest", "*", value=[]),
    "a path for a list of paths": at("manifest", "*", value="v1/content/a"),
    "numbers for paths": at("manifest", "*", value=[1, None]),
    "lists in lists for paths": at("manifest", "*", value=DEEP),
    "a path that leaves": at("manifest", "*", value=["v1/content/../../../uden-for"]),
    "a path from the root": at("manifest", "*", value=["/etc/hostname"]),
    "an empty path": at("manifest", "*", value=[""]),
    "a path that is no file's": at("manifest", "*", value=["v1/content/" + "a/" * 3000 + "b"]),
    "the inventory for content": at("manifest", "*", value=["v1/inventory.json"]),
    "a digest that is none": at("manifest", "x", value=["v1/content/a"]),
    "a digest twice": in_capitals,
    "no manifest": without("manifest"),
    "a list for the manifest": at("manifest", value=[]),
    "a manifest without one digest": without("manifest", "*"),
    "no versions": without("versions"),
    "versions that are none": at("versions", value={}),
    "a list for the versions": at("versions", value=[]),
    "a version that is a number": at("versions", "v1", value=7),
    "a version without a state": without("versions", "v1", "state"),
    "a state that is a list": at("versions", "v1", "state", value=[]),
    "a state of other digests": at("versions", "v1", "state", value={"ab" * 64: ["a"]}),
    "a version without a time": without("versions", "v2", "created"),
    "a time that is none": at("versions", "v2", "created", value="i går"),
    "a message that is a list": at("versions", "v2", "message", value=DEEP),
    "a user that is a text": at("versions", "v2", "user", value="Sekretariatet"),
    "a version left out": without("versions", "v1"),
    "a version too far": moved("v2", "v3"),
    "a version with a long number": moved("v2", "v" + "9" * 5000),
    "a version with long zeros": moved("v2", "v" + "0" * 5000 + "2"),
    "a version by another name": moved("v1", "første"),
    "no head": without("head"),
    "a head that is not the newest": at("head", value="v1"),
    "a head that is no version": at("head", value="v" + "9" * 5000),
    "a head that is a list": at("head", value=["v2"]),
    "no id": without("id"),
    "an empty id": at("id", value=""),
    "an id that is a number": at("id", value=2022),
    "no algorithm": without("digestAlgorithm"),
    "an algorithm nobody knows": at("digestAlgorithm", value="sha1024"),
    "another algorithm than the digests": at("digestAlgorithm", value="sha256"),
    "an algorithm that is a mapping": at("digestAlgorithm", value={}),
    "no type": without("type"),
    "a type that is none": at("type", value="https://ocfl.io/9.9/spec/#inventory"),
    "another folder for content": at("contentDirectory", value="../v1/content"),
    "a folder for content that is a list": at("contentDirectory", value=[]),
    "a fixity that is a list": at("fixity", value=[]),
    "a key that there is not": at("mere", value=1),
    "a list": instead([]),
    "a number": instead(7),
    "nothing at all": instead(None),
    "lists in lists": instead(DEEP),
}

BYTES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut in half": lambda whole: whole[: len(whole) // 2],
    "with a byte order mark": lambda whole: b"\xef\xbb\xbf" + whole,
    "in UTF-16": lambda whole: whole.decode().encode("utf-16"),
    "zeros": lambda whole: b"\0" * len(whole),
    "with a zero in it": lambda whole: whole.replace(b'"id"', b'"i\0d"'),
    "twice": lambda whole: whole * 2,
    "a key twice": lambda whole: whole.replace(b"{", b'{"head": "v2",', 1),
    "nested too deep": lambda _: b"[" * 500_000 + b"]" * 500_000,
    "nested too deep inside": lambda whole: whole.replace(
        b'"sha512"', b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 1
    ),
    "a number with too many digits": lambda whole: whole.replace(b'"sha512"', b"9" * 5000, 1),
    "larger than a record is": lambda whole: whole + b" " * 33_000_000,
}


def write_over(top: Path, data: bytes) -> None:
    """The inventory and the newest version's copy of it, with digests that fit."""
    for folder in (top, top / "v2"):
        (folder / NAME).write_bytes(data)
        (folder / SIDECAR).write_bytes(sidecar(data))


def assert_never_trusted(store: Store, place: Path) -> None:
    before = tree(store.root)
    problems = store.verify()
    assert not is_valid(problems)
    assert_told(problems)
    for version in ("v1", "v2"):
        with pytest.raises(ObjectDamaged):
            store.restore(YEAR, version, place / "ud")
        with pytest.raises(ObjectDamaged):
            store.read(YEAR, version, "outputs/v01.docx")
    with pytest.raises(ObjectDamaged):
        store.versions(YEAR)
    with pytest.raises(Refusal):
        put(store, {"a.txt": b"a"})
    assert [entry.folder for entry in store.objects()] == [FOLDER]
    assert tree(store.root) == before
    assert [path.name for path in place.iterdir()] == ["arkiv"]


@pytest.mark.parametrize("change", SAID.values(), ids=SAID)
def test_what_it_cannot_say_is_told_and_nothing_is_handed_out(
    filled: Store, top: Path, tmp_path: Path, change: Callable[[Document], Any]
) -> None:
    document = change(json.loads((top / NAME).read_bytes()))
    write_over(top, json.dumps(document).encode())
    assert_never_trusted(filled, tmp_path)


@pytest.mark.parametrize("damage", BYTES.values(), ids=BYTES)
def test_what_it_cannot_be_is_told_and_nothing_is_handed_out(
    filled: Store, top: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    write_over(top, damage((top / NAME).read_bytes()))
    assert_never_trusted(filled, tmp_path)


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


KINDS = [folder] if sys.platform == "win32" else [folder, fifo]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [NAME, SIDECAR])
def test_what_is_no_file_is_never_waited_for(
    filled: Store, top: Path, tmp_path: Path, kind: Callable[[Path], None], name: str
) -> None:
    for place in (top, top / "v2"):
        kind(place / name)
    assert not is_valid(filled.verify())
    with pytest.raises(Refusal):
        filled.restore(YEAR, "v2", tmp_path / "ud")
    assert not (tmp_path / "ud").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_content_that_is_no_file_is_never_waited_for(
    filled: Store, top: Path, tmp_path: Path, kind: Callable[[Path], None]
) -> None:
    kind(top / "v2" / "content" / "outputs" / "v02.docx")
    assert not is_valid(filled.verify())
    with pytest.raises(Refusal):
        filled.restore(YEAR, "v2", tmp_path / "ud")
    with pytest.raises(Refusal):
        filled.read(YEAR, "v2", "outputs/v02.docx")
    assert restored(filled, "v1", tmp_path / "v1") == FIRST
    assert not (tmp_path / "ud").exists()


def test_folders_in_folders_are_no_recursion(filled: Store, top: Path) -> None:
    made: list[Path] = []
    for path in (top / "v2" / "content", filled.root / "andet"):
        deep = path
        deep.mkdir(exist_ok=True)
        while len(str(deep)) < 3000 and sys.platform != "win32":
            deep = deep / "a"
            deep.mkdir()
            made.append(deep)
    assert not is_valid(filled.verify())
    # Python 3.11 clears folders away by recursion, which would end the next run's cleaning up.
    for deep in reversed(made):
        deep.rmdir()


# Any change at all.

SCALARS = st.none() | st.booleans() | st.integers() | st.sampled_from(["", "v1", "v2", "a/b", "é"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["v1", "state", "name", ""]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, dict | list):
        for step, each in inner:
            yield from places(each, (*path, step))


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_changed_only_what_was_archived_is_handed_out(
    filled: Store, top: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    sound = (top / NAME).read_bytes()
    document = json.loads(sound)
    place = data.draw(st.sampled_from([each for each in places(document) if each]), "place")
    block: Any = document
    for step in place[:-1]:
        block = block[step]
    block[place[-1]] = data.draw(VALUES, "value")
    write_over(top, json.dumps(document).encode())
    try:
        assert_told(filled.verify())
        bytes_known = {*FIRST.values(), *SECOND.values()}
        for version in ("v1", "v2"):
            out = tmp_path_factory.mktemp("ud") / "ud"
            try:
                assert set(restored(filled, version, out).values()) <= bytes_known
            except Refusal:
                assert not out.exists()
    finally:
        write_over(top, sound)
