"""Changes of bytes, whatever they mean."""

from __future__ import annotations

from random import Random


def flip(rng: Random, data: bytes) -> bytes:
    """Turn some bits round."""
    changed = bytearray(data or b"\0")
    for _ in range(rng.choice((1, 1, 2, 4, 16, 200))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def overwrite(rng: Random, data: bytes) -> bytes:
    """Write zeros, ones or noise over a stretch."""
    start, end = _stretch(rng, data)
    filled = rng.choice((bytes(end - start), b"\xff" * (end - start), rng.randbytes(end - start)))
    return data[:start] + filled + data[end:]


def cut_off(rng: Random, data: bytes) -> bytes:
    """End too early."""
    return data[: rng.choice((0, 1, 4, 100, len(data) // 2, rng.randrange(len(data) + 1)))]


def take_out(rng: Random, data: bytes) -> bytes:
    """Leave out a stretch."""
    start, end = _stretch(rng, data)
    return data[:start] + data[end:]


def repeat(rng: Random, data: bytes) -> bytes:
    """Say a stretch many times."""
    start, end = _stretch(rng, data)
    times = rng.choice((2, 10, 1000, 100_000))
    times = min(times, 2_000_000 // max(1, end - start) + 1)
    return data[:end] + data[start:end] * times + data[end:]


def swap(rng: Random, data: bytes) -> bytes:
    """Let two stretches change places."""
    a, b, c, d = sorted(rng.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def put_before_or_behind(rng: Random, data: bytes) -> bytes:
    """Put something else before the first byte or behind the last."""
    other = rng.choice(
        (
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\0" * 70,
            b" " * 2000,
            b"PK\x05\x06" + bytes(18),
            b"%PDF-1.7\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            rng.randbytes(300),
        )
    )
    return other + data if rng.random() < 0.5 else data + other


def something_else(rng: Random, data: bytes) -> bytes:
    """A file of quite another kind."""
    return rng.choice(
        (
            b"",
            b"\0",
            b"\n" * 50_000,
            b"{\\rtf1 hej}",
            b"%PDF-1.4\n%%EOF",
            b"<html><body>hej</body></html>",
            b"GIF89a" + bytes(200),
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
            rng.randbytes(5000),
            data[::-1],
        )
    )


def _stretch(rng: Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    long = rng.choice((1, 4, 16, 64, 512, 4096, len(data)))
    return start, min(len(data), start + rng.randint(0, long))


MUTATIONS = (
    flip,
    overwrite,
    cut_off,
    take_out,
    repeat,
    swap,
    put_before_or_behind,
    something_else,
)
