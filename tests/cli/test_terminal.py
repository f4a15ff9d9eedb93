"""All that is printed goes through one place, where it is made harmless."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from reportgen import cli
from reportgen.cli.terminal import echo, styled

FOLDER = Path(cli.__file__).parent
PRINTS = {"terminal.py", "main.py", "command.py"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_nothing_is_printed_by_another_way(path: Path) -> None:
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    other = {"print", "click.echo", "click.secho", "click.style"}
    assert not calls & other or path.name in PRINTS


def test_only_our_own_colours_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    echo(styled("Fejl\x1b[8m", fg="red"), "  svar\x1b[2J\u202e.docx\n  \x07")
    written = capsys.readouterr().out
    assert "\x1b[8m" not in written
    assert written.endswith("Fejl\ufffd[8m  svar\ufffd[2J\ufffd.docx\n  \ufffd\n")
