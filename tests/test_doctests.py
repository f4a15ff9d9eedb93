"""The worked examples in docstrings are run, so that none of them can become untrue."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import reportgen

ROOT = Path(reportgen.__file__).parent


def modules_with_examples() -> list[str]:
    """Dotted names of the package's modules that show an example anywhere."""
    found = (path for path in ROOT.rglob("*.py") if ">>> " in path.read_text("utf-8"))
    relative = (path.relative_to(ROOT.parent).with_suffix("") for path in found)
    return sorted(".".join(path.parts).removesuffix(".__init__") for path in relative)


@pytest.mark.parametrize("name", modules_with_examples())
def test_the_examples_in_the_docstrings_of(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.attempted
    assert not result.failed
