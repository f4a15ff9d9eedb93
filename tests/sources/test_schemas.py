"""The JSON Schemas that editors check the files with."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from reportgen.report.entries import Kind
from reportgen.sources.decided import read_decided
from reportgen.sources.meetings import read_meeting
from reportgen.sources.network import read_network
from reportgen.sources.schemas import SHIPPED, schemas, write_schemas
from tests.workspaces import MEETING, NETWORK, ROOT


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, as the editors' language server reads it: dates are text."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )
EditorLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node))
)
EditorLoader.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: float(loader.construct_scalar(node))
)

DECIDED = """\
- {afsnit: 3.6, id: U1, art: erstat, før: Gammelt, tekst: Nyt, lukker: [2022-11-11/3/1],
   kilde: {fil: x.docx, part: Faxe Kommune}, afgjort: {af: Sekretariatet, dato: 2022-12-01}}
- {id: U2, art: fjern, kilde: null}
"""


def errors(schema: str, text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(
        schemas()[f"{schema}.schema.json"], format_checker=jsonschema.FormatChecker()
    )
    data = yaml.load(text, Loader=EditorLoader)
    return [error.message for error in validator.iter_errors(data)]


def test_the_shipped_schemas_are_those_of_the_models(tmp_path: Path) -> None:
    fresh = {path.name: path.read_bytes() for path in write_schemas(tmp_path / "skemaer")}
    shipped = {path.name: path.read_bytes() for path in SHIPPED.glob("*.json")}
    assert shipped == fresh, "run python -m reportgen.sources.schemas"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


def test_every_key_is_told_in_danish() -> None:
    for schema in schemas().values():
        for model in schema["$defs"].values():
            assert model["additionalProperties"] is False
            for key, field in model["properties"].items():
                assert field.get("description"), key


@pytest.mark.parametrize(
    ("schema", "text"), [("moede", MEETING), ("netvaerk", NETWORK), ("aendringer", DECIDED)]
)
def test_a_good_file_is_accepted(schema: str, text: str) -> None:
    assert errors(schema, text) == []


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("netvaerk", "*/netvaerk.yaml"),
        ("moede", "*/*/moeder/*.yaml"),
        ("aendringer", "*/*/aendringer/*.yaml"),
    ],
)
def test_the_samples_files_are_accepted(schema: str, pattern: str) -> None:
    files = sorted((ROOT / "inputs").glob(pattern))
    if not files:
        pytest.skip(f"the sample has no {pattern}")
    for file in files:
        assert errors(schema, file.read_text(encoding="utf-8")) == [], file.name


@pytest.mark.parametrize(
    "bad",
    [
        "moede: {dato: 11/11/2022}",
        "moede: {dato: 2022-11-11, datoen: x}",
        "moede: {sted: Teams}",
        "dagsorden: []",
        "moede: {dato: 2022-11-11}\ndagsorden: [{nr: 3}]",
        "moede: {dato: 2022-11-11}\ndagsorden: [{titel: A, aarsrapport: [{art: slet}]}]",
        "moede: {dato: 2022-11-11}\ndagsorden: [{titel: A, aarsrapport: [{art: flyt, pind: to}]}]",
        "moede: {dato: 2022-11-11}\nnaeste_moeder: [{dato: 2022-12-12, status: måske}]",
        "moede: {dato: 2022-11-11}\ndeltagere: {til_stede: Greve}",
    ],
)
def test_what_the_reader_calls_a_fault_the_editor_marks_too(bad: str) -> None:
    assert errors("moede", bad)
    assert any(
        p.severity == "error" for p in read_meeting(bad.encode(), "2022-11-11.yaml", 2022, ())[1]
    )


@pytest.mark.parametrize(
    "natural",
    [
        "moede: {dato: 2022-11-11, tid: 10.00, sted: nej}",
        "moede: {dato: 2022-11-11}\ndagsorden:\naarshjul: []",
        "moede: {dato: 2022-11-11}\ndagsorden: [{nr: 3, titel: 2022, referat: ~}]",
        "moede: {dato: 2022-11-11}\ndagsorden: [{titel: A, aarsrapport: [{afsnit: 3.6, pind: 1,"
        " id: null, art: præciser, status: null, tekst: null}]}]",
        "moede: {dato: 2022-11-11}\ndeltagere: {til_stede: [{organisation: KL, punkter: [2]}]}",
    ],
)
def test_what_comes_naturally_is_accepted_by_both(natural: str) -> None:
    assert errors("moede", natural) == []
    assert read_meeting(natural.encode(), "2022-11-11.yaml", 2022, ())[1] == []


def test_the_guides_examples_are_accepted_by_editor_and_reader() -> None:
    guide = (ROOT / "docs" / "formater.md").read_text(encoding="utf-8")
    network, meeting, decided = re.findall(r"```yaml\n([^#].*?)```", guide, re.DOTALL)
    read, problems = read_network(network.encode())
    assert read is not None
    problems += read_meeting(meeting.encode(), "2022-11-11.yaml", 2022, read.organisations)[1]
    problems += read_decided(decided.encode(), "001.yaml")[1]
    assert problems == []
    assert errors("netvaerk", network) == []
    assert errors("moede", meeting) == []
    assert errors("aendringer", decided) == []


def test_the_words_of_a_closed_list_are_offered() -> None:
    schema = json.loads((SHIPPED / "moede.schema.json").read_text(encoding="utf-8"))
    assert schema["$defs"]["Entry"]["properties"]["art"]["enum"] == [kind.value for kind in Kind]
