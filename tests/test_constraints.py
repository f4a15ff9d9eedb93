"""The versions that were tested: all that is needed, and nothing but names and versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools.refresh_constraints import canonical, read, written

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "constraints.txt").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = [*PROJECT["dependencies"], *EXTRAS["test"], *EXTRAS["lint"]]


def test_the_file_holds_names_and_versions_and_nothing_else() -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+==[A-Za-z0-9.+!]+", line) for line in TEXT.splitlines())
    assert written(read(TEXT)) == TEXT


@pytest.mark.parametrize("needed", NEEDED)
def test_everything_the_project_asks_for_is_tested_in_a_version_it_allows(needed: str) -> None:
    asked = Requirement(needed)
    assert asked.specifier.contains(read(TEXT)[canonical(asked.name)])


@pytest.mark.parametrize("page", ["README.md", ".ci/run"])
def test_whoever_follows_the_pages_installs_what_was_tested(page: str) -> None:
    commands = re.findall(r"pip install .*-e .*", (ROOT / page).read_text("utf-8"))
    assert commands
    assert all("-c constraints.txt" in command for command in commands)
