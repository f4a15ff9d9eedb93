"""Builders for what no text can show: one module for each kind of input.

A builder is a function with the desk it works at and the words after its name as arguments::

    @builder
    def hidden_row(desk: Desk, sheet: str, row: str) -> None:

is called in a case as ``@hidden-row Udfordringer 2``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any

_BUILDERS: dict[str, Callable[..., None]] = {}


def builder(function: Callable[..., None]) -> Callable[..., None]:
    """Let the cases call `function` by its name."""
    name = function.__name__.replace("_", "-")
    assert name not in _BUILDERS, f"two builders named {name}"
    _BUILDERS[name] = function
    return function


def call(name: str, *arguments: Any) -> None:
    """Call the builder that a case names."""
    load_builders()
    assert name in _BUILDERS, f"no builder is named {name}; there is {', '.join(sorted(_BUILDERS))}"
    _BUILDERS[name](*arguments)


@cache
def load_builders() -> None:
    """Read every module beside this one, so that what has no place any longer is found at once."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
