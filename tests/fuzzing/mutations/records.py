"""Changes of JSON: what stands at a place, and how it is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

_OTHERS: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, 10**30, float("nan"), float("inf"), "", "x", [], {}),
    *([[]], {"x": {}}, [None], "../../ude", "/etc/passwd", "v99", "v01", "\ud800", "æ" * 5000),
    *("2024-13-45", "x" * 300_000, ["x"] * 5000, {str(n): n for n in range(5000)}, "sha512", "\0"),
)


def other_value(rng: Random, data: bytes) -> bytes:
    """Let something else stand at a place."""
    whole = json.loads(data)
    for _ in range(rng.choice((1, 1, 1, 3, 10))):
        holder, key = _place(rng, whole)
        if holder is None:
            return _written(rng.choice(_OTHERS))
        holder[key] = deepcopy(rng.choice(_OTHERS))
    return _written(whole)


def drop_key(rng: Random, data: bytes) -> bytes:
    """Leave out what stands at a place."""
    whole = json.loads(data)
    holder, key = _place(rng, whole)
    if holder is not None:
        del holder[key]
    return _written(whole)


def exchange_values(rng: Random, data: bytes) -> bytes:
    """Let what stands at one place stand at another."""
    whole = json.loads(data)
    (one, a), (other, b) = _place(rng, whole), _place(rng, whole)
    if one is not None and other is not None:
        one[a], other[b] = other[b], one[a]
    return _written(whole)


def rename_key(rng: Random, data: bytes) -> bytes:
    """Call a key something else."""
    text = data.decode()
    keys = [part for part in text.split('"')[1::2] if part]
    old = rng.choice(keys)
    new = rng.choice((*keys, "x", "", "v0", "v00001", old.upper(), "../x", "content/../../x"))
    return text.replace(f'"{old}"', f'"{new}"', rng.choice((1, -1))).encode()


def double_key(rng: Random, data: bytes) -> bytes:
    """Say a key twice."""
    text = data.decode()
    at = rng.choice([at for at, sign in enumerate(text) if sign == "{"]) + 1
    key = rng.choice([part for part in text.split('"')[1::2] if part])
    return f'{text[:at]}"{key}": {json.dumps(rng.choice((None, 1, "x")))}, {text[at:]}'.encode()


def deep(rng: Random, data: bytes) -> bytes:
    """Nest lists or objects very deep, in the place of a value or round all."""
    depth = rng.choice((50, 900, 1100, 5000, 200_000))
    left, right = rng.choice((("[", "]"), ('{"x":', "}"), ('[{"x":', "}]")))
    text = data.decode()
    if rng.random() < 0.3:
        return (left * depth + text + right * depth).encode()
    start = rng.choice([at for at, sign in enumerate(text) if sign == '"'])
    end = text.index('"', start + 1) + 1
    return (text[:start] + left * depth + "1" + right * depth + text[end:]).encode()


def long_number(rng: Random, data: bytes) -> bytes:
    """Numbers that no machine holds."""
    text = data.decode()
    at = rng.choice([at for at, sign in enumerate(text) if sign.isdigit()])
    return f"{text[:at]}{rng.choice(('9' * 5000, '1e9999', '-', '0' * 400))}{text[at:]}".encode()


def huge(rng: Random, data: bytes) -> bytes:
    """Very long: blanks, or a key with very much in it."""
    filling = rng.choice((b" " * 20_000_000, b'"x": [' + b"1," * 3_000_000 + b"1],"))
    at = data.find(b"{") + 1
    return data[:at] + filling + data[at:]


def a_line(rng: Random, data: bytes) -> bytes:
    """Change one of the lines of a file in which each is JSON."""
    lines = data.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    change: Callable[[Random, bytes], bytes] = rng.choice(MUTATIONS)
    lines[at] = change(rng, lines[at].rstrip()) + b"\n"
    return b"".join(lines)


def _place(rng: Random, whole: Any) -> tuple[Any, Any]:
    """Somewhere in it: what holds the place, and its key; None for the whole."""
    places: list[tuple[Any, Any]] = [(None, None)]
    waiting = [whole]
    while waiting:
        holder = waiting.pop()
        keys = holder if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            places.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return rng.choice(places if rng.random() < 0.9 else places[:10])


def _written(whole: Any) -> bytes:
    return json.dumps(whole, indent=1).encode("utf-8", errors="surrogatepass")


MUTATIONS = (
    other_value,
    other_value,
    drop_key,
    exchange_values,
    rename_key,
    double_key,
    deep,
    long_number,
    huge,
)
LINES = (a_line,)
