"""What all tests share: where the material from elsewhere lies, and a small workspace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.editors.libreoffice import libreoffice
from tests.workspaces import SmallYear, small_year

__all__ = ["libreoffice"]

ROOT = Path(__file__).parent.parent

# How long an example takes says something of the machine, not of the product.
# What decides whether a change lands tries the same examples each time; a developer's
# machine goes on looking for new ones.
settings.register_profile(
    "reportgen",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=60,
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("reportgen")


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
