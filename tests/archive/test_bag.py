from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.archive.refusals import ContentDamaged
from reportgen.archive.store import Store
from tests.archive.support import FIRST, FOLDER, NOON, SECOND, SECRETARIAT, YEAR, put, tree


def test_a_bag_is_found_valid_by_the_bagit_library(filled: Store, tmp_path: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="bagit is not installed")
    filled.export_bag(YEAR, "v2", tmp_path / "pose")

    bag = bagit.Bag(str(tmp_path / "pose"))

    assert bag.validate()
    assert bag.info["External-Identifier"] == YEAR
    assert bag.info["Bagging-Date"] == "2022-11-15"


def test_the_payload_is_the_version(filled: Store, tmp_path: Path) -> None:
    filled.export_bag(YEAR, "v2", tmp_path / "pose")
    assert tree(tmp_path / "pose" / "data") == SECOND


def test_the_same_version_is_the_same_bag(filled: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        filled.export_bag(YEAR, "v1", tmp_path / name)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_long_message_is_folded_and_read_back_whole(store: Store, tmp_path: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="bagit is not installed")
    message = "Høringen er afsluttet, og svarene fra alle sytten kommuner er indarbejdet. " * 3
    store.commit(YEAR, {"æ.txt": b"x"}, message=message, user=SECRETARIAT, created=NOON)
    store.export_bag(YEAR, "v1", tmp_path / "pose")

    lines = (tmp_path / "pose" / "bag-info.txt").read_text("utf-8").splitlines()
    bag = bagit.Bag(str(tmp_path / "pose"))

    assert max(map(len, lines)) <= 79
    assert bag.validate()
    assert " ".join(bag.info["External-Description"].split()) == message.strip()


def test_a_percent_sign_in_a_name_is_written_as_the_standard_says(
    store: Store, tmp_path: Path
) -> None:
    put(store, {"50% færdig.txt": b"x"})
    store.export_bag(YEAR, "v1", tmp_path / "pose")

    manifest = (tmp_path / "pose" / "manifest-sha512.txt").read_text("utf-8")

    assert manifest.endswith("  data/50%25 færdig.txt\n")
    assert tree(tmp_path / "pose" / "data") == {"50% færdig.txt": b"x"}


def test_a_damaged_file_is_never_put_in_a_bag(filled: Store, tmp_path: Path) -> None:
    (filled.root / FOLDER / "v1" / "content" / "outputs" / "v01.docx").write_bytes(b"Draft")

    with pytest.raises(ContentDamaged):
        filled.export_bag(YEAR, "v1", tmp_path / "pose")

    assert not (tmp_path / "pose").exists()
    assert FIRST["outputs/v01.docx"] == b"draft"
