"""The network's file as a form: what it says, and one key of it written at a time."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reportgen.problems import InputFaults, Location, Problem, Refusal, Severity
from reportgen.sources.network import NETWORK_FILE, read_network
from reportgen.sources.yaml.fill_in import CannotFillIn
from reportgen.sources.yaml.read import YamlDocument, read_yaml
from reportgen.sources.yaml.rewrite import rewritten
from reportgen.sources.yaml.write import Layout
from reportgen.workspace import files
from reportgen.workspace.places import Year


class ChangedMeanwhile(Refusal, code="network-changed-meanwhile"):
    """The file says something else by now than the page showed."""


class Field(StrEnum):
    """What the form asks for; its name there is the path of the key."""

    NAME = "navn"
    SHORT_NAME = "kortnavn"
    AGREEMENT = "rammeaftale"
    STEERING_GROUP = "styregruppe"
    SECRETARIAT = "sekretariat.organisation"
    EMAIL = "sekretariat.e-mail"
    CASE_NUMBER = "sagsnummer"
    KLE = "kle"
    ORGANISATIONS = "organisationer"
    STANDING_ITEMS = "faste_punkter"

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in the file."""
        return tuple(self.value.split("."))

    @property
    def is_list(self) -> bool:
        """Whether it is several texts, on the form one a line."""
        return self in (Field.ORGANISATIONS, Field.STANDING_ITEMS)

    @property
    def is_needed(self) -> bool:
        """Whether the file is wrong without it."""
        return self not in (Field.EMAIL, Field.CASE_NUMBER, Field.KLE, Field.STANDING_ITEMS)


TITLES: Mapping[Field, str] = {
    Field.NAME: "Navn",
    Field.SHORT_NAME: "Kort navn",
    Field.AGREEMENT: "Rammeaftale",
    Field.STEERING_GROUP: "Styregruppe",
    Field.SECRETARIAT: "Sekretariatets organisation",
    Field.EMAIL: "Sekretariatets mailadresse",
    Field.CASE_NUMBER: "Sagsnummer",
    Field.KLE: "KLE-nummer",
    Field.ORGANISATIONS: "Organisationer",
    Field.STANDING_ITEMS: "Faste punkter på dagsordenen",
}
"""Fields as people call them; reports and their forms are Danish."""


@dataclass(frozen=True, slots=True)
class NetworkForm:
    """What the network's file says, as a person reads it."""

    said: Mapping[Field, str]
    """What is not there is empty; nothing of a key whose value is no text."""
    problems: tuple[Problem, ...]
    """What is wrong in it."""


def network_form(year: Year) -> NetworkForm:
    """Read the file; where it cannot be read at all, nothing is said and the problems tell why."""
    try:
        data = files.read(year.network_file) or b""
    except InputFaults as faults:
        return NetworkForm({}, faults.problems)
    except Refusal as refusal:
        return NetworkForm({}, (refusal.problem,))
    _network, problems = read_network(data)
    return NetworkForm(_said(read_yaml(data, NETWORK_FILE)), tuple(problems))


def write_network(year: Year, shown: Mapping[Field, str], typed: Mapping[Field, str]) -> None:
    """Write what was typed, each key alone, where the file still says what the page showed.

    Raises `ChangedMeanwhile` where it does not, `InputFaults` where what was typed would be
    an error, and `CannotFillIn`; nothing is written then.
    """
    data = files.read(year.network_file) or b""
    document = read_yaml(data, NETWORK_FILE)
    said = _said(document)
    changed = {field: text for field, text in typed.items() if text != shown.get(field, "")}
    if not changed.keys() <= said.keys():
        raise CannotFillIn(Location(NETWORK_FILE))
    if missing := [field for field, text in changed.items() if field.is_needed and not text]:
        where = Location(NETWORK_FILE)
        raise InputFaults(Problem("key-missing", where, {"key": TITLES[f]}) for f in missing)
    meanwhile = {f: said[f] for f in changed if said[f] != shown.get(f, "")}
    meanwhile = {f: now for f, now in meanwhile.items() if now != changed[f]}
    if meanwhile:
        fields = "; ".join(f"{TITLES[field]}: {now or '–'}" for field, now in meanwhile.items())
        raise ChangedMeanwhile(Location(NETWORK_FILE), fields=fields)
    wanted = deepcopy(document.data)
    for field, text in changed.items():
        _put(wanted, field, text)
    if wanted == document.data:
        return
    written = rewritten(data, document, wanted, Layout(), NETWORK_FILE)
    _refuse_new_errors(data, written)
    files.write(year.network_file, written)


def _refuse_new_errors(before: bytes, after: bytes) -> None:
    known = {(each.code, str(each.values)) for each in read_network(before)[1]}
    new = [
        each
        for each in read_network(after)[1]
        if each.severity is Severity.ERROR and (each.code, str(each.values)) not in known
    ]
    if new:
        raise InputFaults(new)


def tidy(field: Field, typed: str) -> str:
    """What was typed in a field without blanks round it, and of a list without empty lines."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    kept = [line for line in lines if line]
    return ("\n" if field.is_list else " ").join(kept)


def _said(document: YamlDocument) -> dict[Field, str]:
    found = {field: _text(document.data, field) for field in Field}
    return {field: text for field, text in found.items() if text is not None}


def _put(data: dict[str, Any], field: Field, text: str) -> None:
    """Let plain data say something else at a key; one that is new stands where it belongs."""
    *above, key = field.path
    inner = data
    for step in above:
        inner = inner[step] if isinstance(inner.get(step), dict) else {}
        data[step] = inner
    value = list(filter(None, text.split("\n"))) if field.is_list else text
    if key in inner:
        inner[key] = value
        return
    order = [each.path[-1] for each in Field if each.path[:-1] == field.path[:-1]]
    before = order[: order.index(key)]
    following = [other for other in inner if other not in before]
    moved = {other: inner.pop(other) for other in following}
    inner |= {key: value, **moved}


def _text(data: Any, field: Field) -> str | None:
    value: Any = data
    for step in field.path:
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(field, value)
    if field.is_list and isinstance(value, list) and all(isinstance(e, str) for e in value):
        return "\n".join(tidy(Field.NAME, each) for each in value)
    return None
