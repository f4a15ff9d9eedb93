"""The catalogue of problems is text that people write, read strictly."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reportgen.problems import Severity
from reportgen.problems.catalog import GROUPS, CatalogEntry, group_entries, parse_entries


def test_an_entry_is_code_and_severity_message_and_hint() -> None:
    text = """\
# What this file is about.

file-missing: error
The file is missing.
→ It should be {path}.

# One without a hint, and a message of two lines.
text-changed: warning
It was: “{before}”
It is now: “{after}”
"""
    assert parse_entries(text) == {
        "file-missing": CatalogEntry(
            Severity.ERROR, "The file is missing.", "It should be {path}."
        ),
        "text-changed": CatalogEntry(
            Severity.WARNING, "It was: “{before}”\nIt is now: “{after}”", ""
        ),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file-missing\nThe file is missing.", "no code and severity"),
        ("file-missing: serious\nThe file is missing.", "no code and severity"),
        ("The file is missing.", "no code and severity"),
        ("file-missing: error", "should hold a message"),
        ("file-missing: error\n→ It should be {path}.", "should hold a message"),
        ("a: error\nOne.\n→ First.\n→ Second.", "at most one hint"),
        ("a: error\nOne.\n→ First.\nTwo.", "at most one hint"),
        ("a: error\nOne.\n\na: error\nTwo.", "a stands twice"),
    ],
)
def test_what_is_no_entry_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_entries(text)


@pytest.mark.parametrize("group", GROUPS)
def test_every_file_of_the_catalogue_can_be_read(group: str) -> None:
    assert group_entries(group)


def test_no_command_reads_the_catalogue_before_it_has_a_problem() -> None:
    code = (
        "import reportgen.cli.main, reportgen.problems.catalog as c;"
        "print(c.group_entries.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
