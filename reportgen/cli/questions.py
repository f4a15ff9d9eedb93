"""Questions to a person; asked on a terminal only, so that a script never waits for an answer."""

from __future__ import annotations

import sys

import click


def answer_to(question: str) -> str:
    """What a person answers on the terminal; empty where nobody is there to ask."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return answer.strip()
