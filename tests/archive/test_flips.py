"""One byte that is not what it was, anywhere in the archive: found, named, never handed out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.archive.store import Store
from reportgen.archive.validate import is_valid
from reportgen.problems import Refusal
from tests.archive.support import FIRST, SECOND, put, restored, tree


@pytest.fixture(scope="module")
def shelf() -> Iterator[Store]:
    """An archive whose bytes are changed and put back, one at a time."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "arkiv")
        put(store, FIRST)
        put(store, SECOND)
        put(store, {"a.txt": b"a"}, "urn:reportgen:ældre:2022")
        yield store


def assert_found(store: Store, file: str, position: int, value: int) -> None:
    path = store.root / file
    sound = path.read_bytes()
    flipped = bytearray(sound)
    flipped[position] = value
    path.write_bytes(flipped)
    try:
        problems = store.verify()
        assert not is_valid(problems)
        # An inventory and its digest vouch for each other: which of them changed is not told.
        pair = {file, file.removesuffix(".sha512"), f"{file}.sha512"}
        assert pair & {problem.location.file for problem in problems}
        assert_not_handed_out(store)
    finally:
        path.write_bytes(sound)


def assert_not_handed_out(store: Store) -> None:
    for version, files in (("v1", FIRST), ("v2", SECOND)):
        with tempfile.TemporaryDirectory() as folder:
            try:
                assert restored(store, version, Path(folder) / "ud") == files
            except Refusal:
                assert list(Path(folder).iterdir()) == []


@given(data=st.data())
@settings(max_examples=75, deadline=None)
def test_any_byte_of_any_file(shelf: Store, data: st.DataObject) -> None:
    files = tree(shelf.root)
    file = data.draw(st.sampled_from([name for name in files if files[name]]), "file")
    position = data.draw(st.integers(0, len(files[file]) - 1), "position")
    value = data.draw(st.integers(0, 255).filter(lambda n: n != files[file][position]), "value")
    assert_found(shelf, file, position, value)


def test_the_first_middle_and_last_byte_of_every_file(shelf: Store) -> None:
    for file, content in tree(shelf.root).items():
        for position in {0, len(content) // 2, len(content) - 1} if content else ():
            assert_found(shelf, file, position, content[position] ^ 0x20)


def test_a_byte_more_or_less(shelf: Store) -> None:
    for file, content in tree(shelf.root).items():
        for changed in (content + b"\n", content[:-1]):
            if changed == content:
                continue
            (shelf.root / file).write_bytes(changed)
            assert not is_valid(shelf.verify()), file
            assert_not_handed_out(shelf)
            (shelf.root / file).write_bytes(content)
    assert shelf.verify() == []
