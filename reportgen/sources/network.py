"""``netvaerk.yaml``: the network, and the spelling of its organisations."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.problems import Location, Problem
from reportgen.report.meeting import Network
from reportgen.sources.validate import validate
from reportgen.sources.yaml_nodes import read_yaml

NETWORK_FILE = "netvaerk.yaml"


def read_network(data: bytes, file: str = NETWORK_FILE) -> tuple[Network | None, list[Problem]]:
    """Read the network; faults are those of the YAML, and an organisation named twice."""
    document = read_yaml(data, file)
    network, document, problems = validate(Network, document, file)
    if network is not None:
        seen: set[str] = set()
        for i, name in enumerate(network.organisations):
            if name in seen:
                where = Location(file, line=document.place(("organisationer", i)).line)
                problems.append(Problem("organisation-twice", where, {"name": name}))
            seen.add(name)
    return network, problems


def near_miss(typed: str, organisations: Iterable[str]) -> str | None:
    """The organisation that `typed` seems to be a misspelling of, or None.

    Guests come from elsewhere too, so only what is close to a known name is a fault: one
    that rapidfuzz calls at least 85 per cent alike, or the same name without its last
    word ("Greve" for "Greve Kommune").
    """
    from rapidfuzz import fuzz, process

    choices = tuple(organisations)
    if not typed or typed in choices:
        return None
    folded = typed.casefold().strip()
    for name in choices:
        if folded in (name.casefold(), name.casefold().rpartition(" ")[0]):
            return name
    best = process.extractOne(typed, choices, scorer=fuzz.ratio, score_cutoff=85)
    return best[0] if best else None
