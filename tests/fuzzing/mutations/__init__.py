"""Ways to change a file so that it may break who reads it, each knowing the file's form.

A mutation is a function of a source of chance and the bytes; what it raises means that it does
not fit them (an earlier one may have spoilt the form), and another is tried in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from random import Random

from tests.fuzzing.mutations import (
    compound,
    mails,
    pdfs,
    raw,
    records,
    texts,
    xml_parts,
    yaml_files,
    zips,
)

Mutation = Callable[[Random, bytes], bytes]

_MOST = 24_000_000
"""Bytes that a changed part may have; a zip of them stays small."""
_ENOUGH = 3_000_000
"""Bytes beyond which nothing more is done to a file, so that changing it does not take long."""
_XML = (*xml_parts.MUTATIONS, *xml_parts.MUTATIONS, *texts.MUTATIONS[:4], *raw.MUTATIONS[:2])
_OF_SUFFIX: Mapping[str, Sequence[Mutation]] = {
    ".xml": _XML,
    ".rels": _XML,
    ".json": (*records.MUTATIONS, *records.MUTATIONS, *texts.MUTATIONS, *raw.MUTATIONS),
    ".jsonl": (*records.LINES, *texts.MUTATIONS, *raw.MUTATIONS),
    ".yaml": (*yaml_files.MUTATIONS, *yaml_files.MUTATIONS, *texts.MUTATIONS, *raw.MUTATIONS),
    ".md": (*texts.MUTATIONS, *texts.MUTATIONS, *raw.MUTATIONS),
    ".txt": (*texts.MUTATIONS, *texts.MUTATIONS, *raw.MUTATIONS),
    ".eml": (*mails.MUTATIONS, *mails.MUTATIONS, *texts.MUTATIONS, *raw.MUTATIONS),
    ".msg": (*compound.MUTATIONS, *raw.MUTATIONS),
    ".pdf": (*pdfs.MUTATIONS, *pdfs.MUTATIONS, *raw.MUTATIONS),
}
_PACKAGES = (".docx", ".xlsx")
_MAIN = ("document.xml", "sheet1.xml", "comments.xml", "sharedStrings.xml", "settings.xml")
"""Parts in which most of what is read stands; half of all changes are made in one of them."""


def mutate(rng: Random, name: str, data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The file with one change, sometimes with more, and the names of what was done."""
    done: list[str] = []
    for _ in range(rng.choice((1, 1, 1, 1, 1, 1, 2, 2, 3, 5))):
        if len(data) > _ENOUGH:
            break
        data, what = _changed(rng, name, data)
        done.append(what)
    return data, tuple(done)


def _changed(rng: Random, name: str, data: bytes) -> tuple[bytes, str]:
    suffix = PurePath(name).suffix.casefold()
    if suffix in _PACKAGES:
        chance = rng.random()
        if chance < 0.7:
            return _in_a_part(rng, data)
        return _any_of(rng, zips.MUTATIONS if chance < 0.95 else raw.MUTATIONS, data)
    return _any_of(rng, _OF_SUFFIX.get(suffix, raw.MUTATIONS), data)


def _in_a_part(rng: Random, data: bytes) -> tuple[bytes, str]:
    """A package in which one part is changed by the rules of its own form."""
    try:
        parts = zips.unpacked(data)
        main = [name for name in parts if PurePath(name).name in _MAIN]
        name = rng.choice(main) if main and rng.random() < 0.5 else rng.choice(list(parts))
        changed, what = _changed(rng, name, parts[name])
        return zips.packed({**parts, name: changed}), f"{name}: {what}"
    except Exception:
        return _any_of(rng, raw.MUTATIONS, data)


def _any_of(rng: Random, mutations: Sequence[Mutation], data: bytes) -> tuple[bytes, str]:
    mutation = rng.choice(mutations)
    try:
        changed = mutation(rng, data)
    except Exception:
        mutation = raw.flip
        changed = mutation(rng, data)
    if len(changed) > _MOST and mutation not in zips.MUTATIONS:
        changed = changed[:_MOST]
    module = mutation.__module__.rpartition(".")[2]
    return changed, f"{module}.{mutation.__name__}"
