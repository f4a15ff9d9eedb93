"""Use cases that are killed just before any one act of writing, in processes of their own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

ACTS = ("fsync", "replace", "rename", "mkdir", "unlink", "rmdir")
"""What the system is asked for when anything is written, moved or removed."""


def acts_of(work: Callable[[], object]) -> int:
    """How many acts of writing some work takes; it is done in a child."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = _counted(None)
        _run(work)
        os.write(writing, str(count()).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as said:
        return int(said.read())


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do some work in a child that is killed just before that act; tell whether it came so far.

    What several threads do at once takes now more acts, now fewer.
    """
    child = os.fork()
    if child == 0:
        _counted(step)
        _run(work)
        os._exit(0)
    ended = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == 0
    return os.WIFSIGNALED(ended)


def _run(work: Callable[[], object]) -> None:
    try:
        work()
    except BaseException as error:
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)


def _counted(last: int | None) -> Callable[[], int]:
    """Let every act be counted in this process, which is killed before the `last` one."""
    count = 0

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*args, **options)

        return run

    for name in ACTS:
        setattr(os, name, counted(getattr(os, name)))
    return lambda: count
