from __future__ import annotations

import pytest

from reportgen.archive.refusals import AnotherLayout, NotAnArchive
from reportgen.archive.store import Store
from reportgen.archive.validate import is_valid
from tests.archive.support import FIRST, FOLDER, YEAR, judge, put, tree


def test_an_archive_that_does_not_exist_yet_is_empty(store: Store) -> None:
    assert store.objects() == ()
    assert store.verify() == []
    assert store.recover() == ()
    assert not store.root.exists()


@pytest.mark.parametrize("beside", [".keep", "Thumbs.db", "desktop.ini"])
def test_an_empty_folder_becomes_an_archive(store: Store, beside: str) -> None:
    store.root.mkdir()
    (store.root / beside).touch()
    put(store, FIRST)
    judge(store.root)
    assert store.verify() == []


def test_a_folder_with_other_things_in_it_is_not_made_an_archive(store: Store) -> None:
    store.root.mkdir()
    (store.root / "ferie.jpg").write_bytes(b"sea")

    with pytest.raises(NotAnArchive):
        put(store, FIRST)
    with pytest.raises(NotAnArchive):
        store.objects()

    assert tree(store.root) == {"ferie.jpg": b"sea"}


def test_a_file_is_not_an_archive(store: Store) -> None:
    store.root.write_text("mit")
    with pytest.raises(NotAnArchive):
        put(store, FIRST)


@pytest.mark.parametrize("declared", ["0=ocfl_1.0", "0=ocfl_2.0", "0=pairtree_1.0"])
def test_an_archive_of_another_format_is_not_written_to(store: Store, declared: str) -> None:
    store.root.mkdir()
    (store.root / declared).write_text(f"{declared[2:]}\n")

    with pytest.raises(AnotherLayout):
        put(store, FIRST)

    assert list(tree(store.root)) == [declared]


def test_an_archive_with_another_layout_is_not_written_to(filled: Store) -> None:
    layout = '{"extension": "0004-hashed-n-tuple-storage-layout", "description": "x"}'
    (filled.root / "ocfl_layout.json").write_text(layout)
    with pytest.raises(AnotherLayout):
        put(filled, FIRST)


def test_the_archive_tells_a_reader_in_danish_and_english_how_to_read_it(filled: Store) -> None:
    assert "sha512sum" in (filled.root / "LAESMIG.txt").read_text("utf-8")
    assert "reportgen-staging" in (filled.root / "README.txt").read_text("utf-8")


def test_a_guide_that_was_changed_is_found_and_can_be_written_anew(filled: Store) -> None:
    (filled.root / "LAESMIG.txt").write_text("Slet bare det hele.")
    assert [problem.code for problem in filled.verify()] == ["archive-guide-changed"]

    for name in ("LAESMIG.txt", "README.txt", "README.sha512"):
        (filled.root / name).unlink()
    put(filled, FIRST)

    assert filled.verify() == []


def test_a_damaged_object_is_listed_as_such_and_hides_no_other(filled: Store) -> None:
    put(filled, FIRST, "urn:reportgen:ældre:2022")
    (filled.root / FOLDER / "inventory.json").write_bytes(b"{")

    assert [(entry.id, entry.head) for entry in filled.objects()] == [
        (YEAR, ""),
        ("urn:reportgen:ældre:2022", "v1"),
    ]
    assert not is_valid(filled.verify())
