"""The same work on many files, on several threads.

`hashlib` and the system's calls let go of the interpreter's lock, so threads use every core,
and the disk is given several files at a time to bring to rest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_WORKERS = min(8, 2 * (os.cpu_count() or 1))
T = TypeVar("T")
R = TypeVar("R")


def in_parallel(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """Results of `work` on each of `items`, in their order, from several threads."""
    waiting = list(items)
    if len(waiting) < 2 or _WORKERS < 2:
        yield from map(work, waiting)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_WORKERS) as pool:
        yield from pool.map(work, waiting)
