"""Changes of YAML: what stands at a key, and the syntax that few have met."""

from __future__ import annotations

import re
from random import Random

_VALUES = (
    *("", "null", "~", "[]", "{}", "[[]]", "{x: y}", "0", "-1", "1e308", ".nan", "yes", "true"),
    *("''", "U1", "u1", "U99999999999", "3.6", "3.6/1", "Nøgletal!E7", "../../x"),
    *("2024-13-45", "2024-02-30", "0000-01-01", "9999-12-31", "1:30", "0x1F", "|\n", ">-\n", "!!x"),
    *("!!python/object/apply:os.system ['x']", "!!binary aGVq", "!!set {a, b}", "&a [*a]", "*a"),
    *("<<: *a", "? x", "@x", "`x", "%x", '"\\x00"', '"\\u202e"', '"\\ud800"'),
    *("'" + "x" * 200_000 + "'", "tilføj", "præciser"),
)
_SIGNS = (": ", "- ", " #", "? ", "---\n", "...\n", "%YAML 1.2\n---\n", "%TAG ! x\n---\n", "\n\t")
_KEY = re.compile(r"([\wæøå-]+): *([^\n{\[,}]*)")


def other_value(rng: Random, data: bytes) -> bytes:
    """Let something else stand at keys."""
    text = data.decode()
    for _ in range(rng.choice((1, 1, 1, 3, 8))):
        found = rng.choice(list(_KEY.finditer(text)))
        text = text[: found.start(2)] + rng.choice(_VALUES) + text[found.end(2) :]
    return text.encode(errors="replace")


def other_key(rng: Random, data: bytes) -> bytes:
    """Call a key something else: another of the file's keys, or what nobody knows."""
    text = data.decode()
    found = list(_KEY.finditer(text))
    one = rng.choice(found)
    new = rng.choice((rng.choice(found)[1], "x", "<<", "?", "'" + "x" * 2000 + "'", "[a, b]"))
    return (text[: one.start(1)] + new + text[one.end(1) :]).encode()


def drop_or_double_key(rng: Random, data: bytes) -> bytes:
    """Leave a key out, or say it twice."""
    text = data.decode()
    found = rng.choice(list(_KEY.finditer(text)))
    said = rng.choice(("", f"{found[0]}, {found[0]}", f"{found[0]}\n{found[0]}"))
    return (text[: found.start()] + said + text[found.end() :]).encode()


def deep(rng: Random, data: bytes) -> bytes:
    """Nest lists or mappings very deep, on one line or by setting in."""
    text = data.decode()
    found = rng.choice(list(_KEY.finditer(text)))
    depth = rng.choice((30, 300, 1100, 5000, 100_000))
    said = rng.choice(
        (
            "[" * depth + "]" * depth,
            "{x: " * depth + "}" * depth,
            "[" * depth,
            "- " * depth + "x",
            "".join("\n" + " " * (20 + n) + "x:" for n in range(min(depth, 1500))),
        )
    )
    return (text[: found.start(2)] + said + text[found.end(2) :]).encode()


def aliases(rng: Random, data: bytes) -> bytes:
    """Names for values that are said again and again, each ten times as often as the one before."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    made = "\n".join(lines).encode()
    return rng.choice((made + b"\n" + data, data + b"\n" + made, b"x: &x\n  <<: *x\n" + data))


def many(rng: Random, data: bytes) -> bytes:
    """Very many keys, entries, documents or comments."""
    count = rng.choice((200, 5000, 60_000))
    said = rng.choice(("k%d: v\n", "- x%d\n", "--- %d\n", "# %d\n", "? %d\n", "'%d': {a: [b]}\n"))
    made = "".join(said % number for number in range(count)).encode()
    return rng.choice((data + b"\n" + made, made + data, made))


def syntax(rng: Random, data: bytes) -> bytes:
    """A sign of YAML where none belongs."""
    text = data.decode()
    at = rng.choice([found.start() for found in re.finditer(r"[\s:,]", text)])
    sign: str = rng.choice((*"\t:[]{}&*!|>'\"%@`#\x85", *_SIGNS))
    times: int = rng.choice((1, 1, 2, 300))
    return (text[:at] + sign * times + text[at:]).encode()


MUTATIONS = (
    other_value,
    other_value,
    other_key,
    drop_or_double_key,
    deep,
    aliases,
    many,
    syntax,
)
