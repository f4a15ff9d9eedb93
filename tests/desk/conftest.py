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


@pytest.fixture
def programs(tmp_path: Path) -> str:
    """A PATH with a program that notes what it is to open."""
    folder = tmp_path / "programmer"
    folder.mkdir()
    opener = folder / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{tmp_path / "aabnet"}"\n')
    opener.chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


@pytest.fixture
def shown(small: SmallYear, programs: str, tmp_path: Path) -> Iterator[Running]:
    """A desk for a year of the test's own, where what is to be opened is noted."""
    with desk(small.root, tmp_path / "bruger", PATH=programs) as found:
        yield found.enter()
