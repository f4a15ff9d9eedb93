"""``netvaerk.yaml``: the network, and the spelling of its organisations."""

from __future__ import annotations

from reportgen.problems import Location, Problem
from reportgen.report.meeting import Network
from reportgen.sources.spelling import near_miss, organisation_key
from reportgen.sources.yaml.read import read_yaml
from reportgen.sources.yaml.validate import validate

NETWORK_FILE = "netvaerk.yaml"
PLACEHOLDER_AGREEMENT = "Rammeaftale"
PLACEHOLDER_ORGANISATION = "Sekretariatets kommune"
"""What a new network's file says until somebody has filled it in."""


def read_network(data: bytes, file: str = NETWORK_FILE) -> tuple[Network | None, list[Problem]]:
    """Read the network; None where its organisations cannot be told.

    Faults are those of the YAML, an organisation named twice, none at all, a secretariat that
    is nearly one of them, and what a new file holds until it is filled in.
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
    placeholders = [
        (("rammeaftale",), network.agreement, PLACEHOLDER_AGREEMENT),
        (
            ("sekretariat", "organisation"),
            network.secretariat.organisation,
            PLACEHOLDER_ORGANISATION,
        ),
        *(
            (("organisationer", i), name, PLACEHOLDER_ORGANISATION)
            for i, name in enumerate(network.organisations)
        ),
    ]
    for path, said, placeholder in placeholders:
        if said.strip().casefold() == placeholder.casefold():
            where = Location(file, line=document.place(path).line)
            values = {"key": str(path[0]), "placeholder": said.strip()}
            problems.append(Problem("network-placeholder", where, values))
    seen: set[str] = set()
    for i, name in enumerate(network.organisations):
        where = Location(file, line=document.place(("organisationer", i)).line)
        if not name.strip():
            problems.append(Problem("key-missing", where, {"key": "organisationer"}))
        elif organisation_key(name) in seen:
            problems.append(Problem("organisation-twice", where, {"name": name}))
        seen.add(organisation_key(name))
    typed = network.secretariat.organisation
    if (meant := near_miss(typed, network.organisations)) is not None:
        line = document.place(("sekretariat", "organisation")).line
        values = {"typed": typed, "meant": meant}
        problems.append(Problem("organisation-near-miss", Location(file, line=line), values))
    return network, problems
