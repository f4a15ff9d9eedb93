"""Digests of files: streamed, and several kinds in one reading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import _Hash

DEFAULT = "sha512"
CONTENT_ALGORITHMS = ("sha512", "sha256")
"""The algorithms OCFL allows for addressing content."""

_CHUNK = 1 << 20

_MAKERS: Mapping[str, Callable[[], Any]] = MappingProxyType(
    {
        "md5": lambda: hashlib.md5(usedforsecurity=False),
        "sha1": lambda: hashlib.sha1(usedforsecurity=False),
        "sha256": hashlib.sha256,
        "sha512": hashlib.sha512,
        "blake2b-512": hashlib.blake2b,
        "blake2b-160": lambda: hashlib.blake2b(digest_size=20),
        "blake2b-256": lambda: hashlib.blake2b(digest_size=32),
        "blake2b-384": lambda: hashlib.blake2b(digest_size=48),
    }
)
_LENGTHS = {name: make().digest_size * 2 for name, make in _MAKERS.items()}
_OTHERS = ("sha512/256", "size")
FIXITY_ALGORITHMS = frozenset((*_MAKERS, *_OTHERS))
"""OCFL 1.1, section 3.4, and the registered extensions 0001 and 0009."""

_HEX = re.compile(r"[0-9a-fA-F]+")


def is_supported(algorithm: str) -> bool:
    """Tell whether digests by `algorithm` are computed here; others are passed over."""
    return algorithm in _MAKERS


def is_digest(value: str, algorithm: str) -> bool:
    """Tell whether `value` can be a digest by `algorithm`."""
    if algorithm not in _LENGTHS:
        return bool(value)
    return len(value) == _LENGTHS[algorithm] and _HEX.fullmatch(value) is not None


def new(algorithm: str = DEFAULT) -> _Hash:
    """A digest to be fed with bytes as they come."""
    digest: _Hash = _MAKERS[algorithm]()
    return digest


def of_bytes(content: bytes, algorithm: str = DEFAULT) -> str:
    """Hexadecimal digest of `content`, in small letters."""
    digest = new(algorithm)
    digest.update(content)
    return digest.hexdigest()


def of_file(path: Path | str, algorithms: Iterable[str] = (DEFAULT,)) -> dict[str, str]:
    """Digests of the file at `path` by each of `algorithms`, read once."""
    by_algorithm = {name: new(name) for name in algorithms}
    buffer = bytearray(_CHUNK)
    view = memoryview(buffer)
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - unbuffered, and str is faster
        while size := file.readinto(buffer):
            for digest in by_algorithm.values():
                digest.update(view[:size])
    return {name: digest.hexdigest() for name, digest in by_algorithm.items()}
