"""Which language the program speaks."""

from __future__ import annotations

import pytest

from reportgen.cli.language import choose
from tests.cli.test_commands import run
from tests.workspaces import SmallYear


def test_messages_come_in_danish_and_english(small: SmallYear) -> None:
    assert "Næste skridt" in run(small, "status").stdout
    assert "Next:" in run(small, "--lang", "en", "status").stdout
    assert run(None, "--help").stdout.startswith("Brug: ")
    assert run(None, "--help", language="en").stdout.startswith("Usage: ")


@pytest.mark.parametrize(
    ("asked", "variables", "language"),
    [
        (None, {}, "da"),
        (None, {"LANG": "C.UTF-8"}, "da"),
        (None, {"LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "da_DK.UTF-8", "REPORTGEN_LANG": "en"}, "en"),
        ("da", {"REPORTGEN_LANG": "en"}, "da"),
    ],
)
def test_the_language_is_asked_for_or_set_or_the_machines(
    asked: str | None, variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert choose(asked) == language
