"""A desk that runs, for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.browsing import Browser, open_browser
from tests.desk.running import Running, desk
from tests.workspaces import SmallYear, small_year


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's own folder."""
    return tmp_path_factory.mktemp("bruger")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> SmallYear:
    """The year that is served."""
    return small_year(tmp_path_factory.mktemp("fælles") / "mappe")


@pytest.fixture(scope="module")
def running(served: SmallYear, state: Path) -> Iterator[Running]:
    """The desk of that year, and its owner in it."""
    with desk(served.root, state) as found:
        yield found.enter()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A real browser."""
    yield from open_browser(tmp_path_factory.mktemp("profil"))
