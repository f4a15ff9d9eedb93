"""Questions to a person; asked on a terminal only, so that a script never waits for an answer."""

from __future__ import annotations

import sys

import click


def can_ask() -> bool:
    """Whether a person is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def is_yes(question: str) -> bool:
    """Whether a person on the terminal says yes; no where nobody is there to ask."""
    return answer_to(question).casefold() in {"ja", "j", "yes", "y"}


def answer_to(question: str) -> str:
    """What a person answers on the terminal; empty where nobody is there to ask."""
    if not can_ask():
        return ""
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return answer.strip()
