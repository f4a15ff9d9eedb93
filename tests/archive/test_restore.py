from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.archive.paths import object_id
from reportgen.archive.refusals import (
    ContentDamaged,
    DestinationInArchive,
    DestinationNotEmpty,
    NoSuchFile,
    NoSuchObject,
    NoSuchVersion,
)
from reportgen.archive.store import Store
from tests.archive.support import FIRST, FOLDER, SECOND, YEAR, restored, tree


def test_a_changed_file_is_named_and_nothing_at_all_is_handed_over(
    filled: Store, tmp_path: Path
) -> None:
    damaged = filled.root / FOLDER / "v1" / "content" / "outputs" / "v01.docx"
    damaged.write_bytes(b"Draft")

    with pytest.raises(ContentDamaged) as refused:
        filled.restore(YEAR, "v2", tmp_path / "ud")

    assert refused.value.problem.values["names"] == f"{FOLDER}/v1/content/outputs/v01.docx"
    assert [path.name for path in tmp_path.iterdir()] == ["arkiv"]


def test_a_missing_file_is_named(filled: Store, tmp_path: Path) -> None:
    (filled.root / FOLDER / "v2" / "content" / "outputs" / "v02.docx").unlink()

    with pytest.raises(ContentDamaged, match="archive-content-damaged") as refused:
        filled.restore(YEAR, "v2", tmp_path / "ud")

    assert "v02.docx" in str(refused.value.problem.values["names"])


def test_a_version_that_does_not_use_the_damaged_file_is_still_restored(
    filled: Store, tmp_path: Path
) -> None:
    (filled.root / FOLDER / "v2" / "content" / "outputs" / "v02.docx").write_bytes(b"!")
    assert restored(filled, "v1", tmp_path / "ud") == FIRST


def test_one_file_is_read_only_if_it_is_what_was_archived(filled: Store) -> None:
    assert filled.read(YEAR, "v2", "outputs/v02.docx") == b"second draft"
    (filled.root / FOLDER / "v2" / "content" / "outputs" / "v02.docx").write_bytes(b"forged")

    with pytest.raises(ContentDamaged):
        filled.read(YEAR, "v2", "outputs/v02.docx")


def test_a_folder_with_something_in_it_is_not_restored_onto(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "ud").mkdir()
    (tmp_path / "ud" / "mit.txt").write_text("mit")

    with pytest.raises(DestinationNotEmpty):
        filled.restore(YEAR, "v1", tmp_path / "ud")

    assert tree(tmp_path / "ud") == {"mit.txt": b"mit"}


def test_a_file_is_not_restored_onto(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "ud").write_text("mit")
    with pytest.raises(DestinationNotEmpty):
        filled.restore(YEAR, "v1", tmp_path / "ud")


def test_an_empty_folder_and_folders_not_made_yet_are_filled(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    assert restored(filled, "v1", tmp_path / "tom") == FIRST
    assert restored(filled, "v1", tmp_path / "ny" / "dyb") == FIRST


def test_nothing_is_restored_into_the_archive_itself(filled: Store) -> None:
    with pytest.raises(DestinationInArchive):
        filled.restore(YEAR, "v1", filled.root / FOLDER / "ud")
    assert filled.verify() == []


def test_what_is_not_there_is_refused_by_name(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(NoSuchVersion) as refused:
        filled.restore(YEAR, "v3", tmp_path / "ud")
    assert refused.value.problem.values["known"] == "v1, v2"
    with pytest.raises(NoSuchFile):
        filled.read(YEAR, "v1", "outputs/v02.docx")
    with pytest.raises(NoSuchObject):
        filled.restore(object_id("ældre", 2022), "v1", tmp_path / "ud")
    with pytest.raises(NoSuchObject):
        filled.inventory("../../etc")


@pytest.mark.parametrize("damaged", ["inventory.json", "inventory.json.sha512"])
def test_the_newest_versions_own_inventory_stands_in_for_a_damaged_one(
    filled: Store, tmp_path: Path, damaged: str
) -> None:
    (filled.root / FOLDER / damaged).write_bytes(b"{}")
    assert restored(filled, "v2", tmp_path / "ud") == SECOND


def test_a_file_known_only_by_a_decomposed_name_is_found(filled: Store) -> None:
    decomposed = "inputs/moeder/Møde pa\u030a Ærø.yaml"
    assert filled.read(YEAR, "v1", decomposed) == b"meeting"
