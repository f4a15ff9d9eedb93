"""``netvaerk.yaml``: the network, and the spelling of its organisations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from reportgen.problems import Location, Problem
from reportgen.report.meeting import Network
from reportgen.sources.municipalities import MUNICIPALITIES, REGIONS
from reportgen.sources.yaml.nodes import read_yaml
from reportgen.sources.yaml.validate import validate

NETWORK_FILE = "netvaerk.yaml"


def read_network(data: bytes, file: str = NETWORK_FILE) -> tuple[Network | None, list[Problem]]:
    """Read the network; None where its organisations cannot be told.

    Faults are those of the YAML, an organisation named twice, none at all, and a
    secretariat that is nearly one of them.
    """
    network, document, problems = validate(Network, read_yaml(data, file), file)
    if network is None:
        return None, problems
    line = document.place(("organisationer",)).line
    if not network.organisations:
        if not any(p.values.get("key") == "organisationer" for p in problems):
            values = {"key": "organisationer"}
            problems.append(Problem("key-missing", Location(file, line=line), values))
        return None, problems
    seen: set[str] = set()
    for i, name in enumerate(network.organisations):
        where = Location(file, line=document.place(("organisationer", i)).line)
        if not name.strip():
            problems.append(Problem("key-missing", where, {"key": "organisationer"}))
        elif _folded(name) in seen:
            problems.append(Problem("organisation-twice", where, {"name": name}))
        seen.add(_folded(name))
    typed = network.secretariat.organisation
    if (meant := near_miss(typed, network.organisations)) is not None:
        line = document.place(("sekretariat", "organisation")).line
        values = {"typed": typed, "meant": meant}
        problems.append(Problem("organisation-near-miss", Location(file, line=line), values))
    return network, problems


def near_miss(typed: str, organisations: Iterable[str]) -> str | None:
    """The organisation that `typed` seems to be a misspelling of, or None.

    Guests come from elsewhere too, so only what can hardly be anything else is a miss: the
    same name in other letters, without its "Kommune" or with a department behind it; a
    municipality or region that does not exist, where of all that do one of `organisations`
    is the most alike; any other name that differs by a slip in a word or two.
    """
    choices = tuple(organisations)
    if not typed.strip() or typed in choices:
        return None
    return _near_miss(typed, choices)


@lru_cache(maxsize=1024)
def _near_miss(typed: str, choices: tuple[str, ...]) -> str | None:
    by_name = {_folded(name): name for name in choices}
    typed = _DEPARTMENT.split(typed, maxsplit=1)[0]
    folded = _folded(typed)
    if folded in by_name:
        return by_name[folded]
    cores = {_core(name): name for name in choices}
    kind, core = _kind(folded), _core(typed)
    if core in cores and kind in ("", _kind(_folded(cores[core]))):
        return cores[core]
    existing = _EXISTING[kind]
    if core in existing:
        return None  # a guest from elsewhere
    if kind:
        return _most_alike(core, kind, existing, cores)
    return next((name for full, name in by_name.items() if _slip(folded, full)), None) or next(
        (name for short, name in cores.items() if _slip(core, short)), None
    )


def _most_alike(
    core: str, kind: str, existing: frozenset[str], cores: Mapping[str, str]
) -> str | None:
    """The name of `cores` that is more like `core` than any that exists elsewhere."""
    from rapidfuzz import fuzz, process

    own = {short: name for short, name in cores.items() if _kind(_folded(name)) == kind}
    # More words than a name has are a part of the organisation, or something else.
    names = sorted(n for n in existing | own.keys() if len(n.split()) == len(core.split()))
    best = process.extractOne(core, names, scorer=fuzz.ratio)
    return own.get(best[0]) if best and best[1] >= _ALIKE else None


def _slip(typed: str, name: str) -> bool:
    """Whether every word of `typed` is that of `name`, but for a slip in the longer ones."""
    from rapidfuzz.distance import OSA

    pairs = list(zip(typed.split(), name.split(), strict=False))
    return len(typed.split()) == len(name.split()) and all(
        OSA.distance(one, other) <= min(_slips(one), _slips(other)) for one, other in pairs
    )


def _slips(word: str) -> int:
    """Letters that may differ: a short word with one other letter is another word."""
    length = len(_ONE_LETTER.sub("å", word))
    return 0 if length < 4 else 1 if length < 8 else 2


_ALIKE = 65
"""Per cent of letters in common, in order: "Fakse" and "Faxe" have 67."""
_DEPARTMENT = re.compile(r"\s*[,;(]|\s[-–]\s")
_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "-": " ", ".": " "})
_ONE_LETTER = re.compile("ae|oe|aa")
_MUNICIPALITY = re.compile(r"^kommunen? | (?:kommunes?|komm?|k)$")
_REGION = re.compile(r"^region(?:en)? ")


def _folded(name: str) -> str:
    """Form in which two spellings of one name are the same."""
    composed = unicodedata.normalize("NFC", name).casefold()
    return " ".join(composed.translate(_SPELLINGS).split())


def _core(name: str) -> str:
    """The part of a name that tells it from others of its kind."""
    return _REGION.sub("", _MUNICIPALITY.sub("", _folded(name)))


def _kind(folded: str) -> str:
    if _REGION.search(folded):
        return "region"
    return "kommune" if _MUNICIPALITY.search(folded) else ""


_EXISTING: Mapping[str, frozenset[str]] = {
    "kommune": frozenset(_folded(name) for name in MUNICIPALITIES),
    "region": frozenset(_folded(name) for name in REGIONS),
    "": frozenset(_folded(name) for name in MUNICIPALITIES | REGIONS),
}
