"""What verifying says of objects from elsewhere, and of a whole archive."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.archive.store import Store
from reportgen.archive.validate import is_valid, rules, validate
from tests.archive.support import FOLDER, assert_told, corpus


def no_corpus(kind: str) -> list[Any]:
    found = corpus(kind)
    missing = pytest.mark.skip("the objects from elsewhere are not here (REPORTGEN_SHARED)")
    return [pytest.param(path, id=path.name) for path in found] or [
        pytest.param(Path(), marks=missing)
    ]


@pytest.mark.parametrize("path", no_corpus("bad-objects"))
def test_a_bad_object_from_elsewhere_is_refused_for_what_is_wrong_with_it(path: Path) -> None:
    problems = validate(path)

    assert not is_valid(problems)
    named = {code for code in path.name.split("_") if code[0] == "E" and code[1:].isdecimal()}
    assert rules(problems) & named
    assert_told(problems)


@pytest.mark.parametrize("path", no_corpus("good-objects"))
def test_a_good_object_from_elsewhere_passes_without_a_word(path: Path) -> None:
    assert validate(path) == []


@pytest.mark.parametrize("path", no_corpus("warn-objects"))
def test_an_odd_object_from_elsewhere_passes_with_a_warning(path: Path) -> None:
    problems = validate(path)

    assert is_valid(problems)
    named = {code for code in path.name.split("_") if code[0] == "W" and code[1:].isdecimal()}
    assert named <= rules(problems)


ROOT_TWINS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a damaged declaration": ("E080", lambda root: (root / "0=ocfl_1.1").write_text("ocfl_1.0\n")),
    "no declaration": ("E069", lambda root: (root / "0=ocfl_1.1").unlink()),
    "two declarations": ("E076", lambda root: (root / "0=ocfl_1.0").touch()),
    "a declaration of the future": (
        "E079",
        lambda root: (root / "0=ocfl_1.1").rename(root / "0=ocfl_7.0"),
    ),
    "an older format than its objects": (
        "E081",
        lambda root: (
            (root / "0=ocfl_1.1").unlink(),
            (root / "0=ocfl_1.0").write_text("ocfl_1.0\n"),
        ),
    ),
    "a folder with files of its own": (
        "E072",
        lambda root: ((root / "noter").mkdir(), (root / "noter" / "x.txt").touch()),
    ),
    "an empty folder": ("E073", lambda root: (root / "noter" / "mere").mkdir(parents=True)),
    "a file among the extensions": (
        "E112",
        lambda root: ((root / "extensions").mkdir(), (root / "extensions" / "x").touch()),
    ),
    "an object under another name": (
        "E083",
        lambda root: (root / FOLDER).rename(root / "kopi"),
    ),
    "an object twice": ("E037", lambda root: shutil.copytree(root / FOLDER, root / "kopi")),
    "a layout without an extension": ("E070", lambda root: (root / "ocfl_layout.json").touch()),
    "a layout of its own": (
        "E071",
        lambda root: (root / "ocfl_layout.json").write_text(
            '{"extension": "min-egen", "description": ""}'
        ),
    ),
    "a link to elsewhere": ("E090", lambda root: (root / "link").symlink_to(root / FOLDER)),
}


@pytest.mark.parametrize("twin", ROOT_TWINS)
def test_an_archive_with(filled: Store, twin: str) -> None:
    rule, change = ROOT_TWINS[twin]
    change(filled.root)

    problems = validate(filled.root)

    assert not is_valid(problems)
    assert rule in rules(problems)
    assert_told(problems)


def test_a_fault_deep_in_an_archive_is_named_from_its_top(filled: Store) -> None:
    (filled.root / FOLDER / "v1" / "content" / "outputs" / "v01.docx").write_bytes(b"Draft")

    assert [problem.location.file for problem in filled.verify()] == [
        f"{FOLDER}/v1/content/outputs/v01.docx"
    ]


def test_a_folder_that_is_not_there_or_empty_is_not_valid(tmp_path: Path) -> None:
    assert not is_valid(validate(tmp_path / "væk"))
    assert not is_valid(validate(tmp_path))
