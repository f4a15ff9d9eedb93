from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.archive.store import Store
from tests.archive.support import FIRST, FOLDER, SECOND, put


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An archive that nothing has been put in."""
    return Store(tmp_path / "arkiv", wait=0)


@pytest.fixture
def filled(store: Store) -> Store:
    """An archive with two versions of one year."""
    put(store, FIRST)
    put(store, SECOND)
    return store


@pytest.fixture
def top(filled: Store) -> Path:
    """Folder of an object with two versions."""
    return filled.root / FOLDER
