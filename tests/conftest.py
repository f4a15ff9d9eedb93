"""What all tests share: where the material from elsewhere lies, and a small workspace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workspaces import SmallYear, small_year

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents from elsewhere; tests that need it skip without it."""
    folder = Path(os.environ.get("REPORTGEN_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the folder with documents from elsewhere is not here (REPORTGEN_SHARED)")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> SmallYear:
    """A workspace with one tiny network, written anew for the test."""
    return small_year(tmp_path / "mappe")


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of the machine decide what a test sees."""
    for name in ("REPORTGEN_HOME", "REPORTGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
