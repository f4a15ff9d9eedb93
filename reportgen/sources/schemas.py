"""JSON Schemas of the YAML files, so that editors complete and check them while one types.

They are made from the models that read the files, with the natural types of YAML: where a
text is wanted an editor sees a number in ``nr: 3``, and the reader takes it as typed.
``python -m reportgen.sources.schemas`` writes those that are shipped with the program,
``python -m reportgen.sources.schemas FOLDER`` puts copies into a folder.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from reportgen.report.meeting import Meeting, Network
from reportgen.sources.decided import DecidedEntries
from reportgen.sources.yaml.validate import fields_of

SHIPPED = Path(__file__).resolve().parents[1] / "schemas"
"""Folder of the schemas that come with the program."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: Mapping[str, Any] = {
    "moede": Meeting,
    "netvaerk": Network,
    "aendringer": DecidedEntries,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return each schema by its file name."""
    return {f"{name}.schema.json": _file(name, kind) for name, kind in _FILES.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas into `folder`, and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, schema in schemas().items():
        path = folder / name
        path.write_bytes((json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
        written.append(path)
    return written


def _file(name: str, kind: Any) -> dict[str, Any]:
    models: dict[str, type[BaseModel]] = {}
    whole = _of_type(kind, models)
    definitions: dict[str, Any] = {}
    while pending := [m for name, m in models.items() if name not in definitions]:
        for model in pending:
            definitions[model.__name__] = _of_model(model, models)
    return {"$schema": _DIALECT, "title": _TITLES[name], **whole, "$defs": definitions}


def _of_model(model: type[BaseModel], models: dict[str, type[BaseModel]]) -> dict[str, Any]:
    """The object schema of one model; models it refers to are added to `models`."""
    properties: dict[str, Any] = {}
    for key, field in fields_of(model).items():
        schema = _of_type(field.annotation, models)
        # A list that may be left out may stand there empty too, as the reader takes it.
        empty = not field.is_required() and schema.get("type") == "array"
        properties[key] = _or_null(schema) if empty else schema
        if words := _DESCRIPTIONS.get((_owner(model, key), key)):
            properties[key] = {"description": words, **properties[key]}
    required = [key for key, field in fields_of(model).items() if field.is_required()]
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _owner(model: type[BaseModel], key: str) -> str:
    """Name of the model that first has `key`, of those that `model` builds on."""
    having = [c for c in model.__mro__ if issubclass(c, BaseModel) and key in fields_of(c)]
    return having[-1].__name__


def _of_type(annotation: Any, models: dict[str, type[BaseModel]]) -> dict[str, Any]:
    arguments = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _of_type(arguments[0], models)
    if get_origin(annotation) in (Union, UnionType):
        (inner,) = (part for part in arguments if part is not NoneType)
        return _or_null(_of_type(inner, models))
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": _of_type(arguments[0], models)}
    if issubclass(annotation, BaseModel):
        models[annotation.__name__] = annotation
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    if issubclass(annotation, StrEnum):
        return {"enum": [member.value for member in annotation]}
    return dict(_SCALARS[annotation])


_SCALARS: Mapping[type, Mapping[str, Any]] = {
    str: {"type": ["string", "number"]},
    int: {"type": ["integer", "string"], "pattern": "^[0-9]+$", "minimum": 1},
    dt.date: {"type": "string", "format": "date"},
}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}


_TITLES: Mapping[str, str] = {
    "moede": "Et netværksmøde",
    "netvaerk": "Netværket",
    "aendringer": "Indarbejdede og afgjorte ændringer",
}
"""Title of each schema."""

_DESCRIPTIONS: Mapping[tuple[str, str], str] = {
    ("Meeting", "moede"): "Hvornår og hvor mødet blev holdt.",
    ("Meeting", "deltagere"): "Hvem der var til stede, og hvem der havde meldt afbud.",
    ("Meeting", "dagsorden"): "Dagsordenens punkter i rækkefølge.",
    ("Meeting", "naeste_moeder"): "Kommende møder, som de blev aftalt på mødet.",
    ("Meeting", "aarshjul"): "Emner, som mødet satte på årshjulet.",
    ("Meeting", "udeladt"): "Det i referatet, der ikke står andre steder i filen, og hvorfor.",
    ("Facts", "dato"): "Mødets dato som 2022-11-11. Filen har navn efter den.",
    ("Facts", "tid"): "Klokkeslæt, fx 10.00-12.00.",
    ("Facts", "form"): "Fx fysisk eller virtuelt.",
    ("Facts", "sted"): "Adresse, lokale eller Teams.",
    ("Facts", "referent"): "Hvem der skrev referatet.",
    ("Facts", "udkast"): "Den version af årsrapporten, som mødet havde foran sig, fx v01.",
    ("Attendance", "til_stede"): "De fremmødte, også gæster.",
    ("Attendance", "afbud"): "De, der havde meldt afbud.",
    ("Person", "navn"): "Navn eller funktion.",
    ("Person", "organisation"): (
        "Organisationen, stavet som under organisationer i netvaerk.yaml; gæster kan komme "
        "andre steder fra."
    ),
    ("Person", "punkter"): "Kun for gæster: de punkter, de var med til.",
    ("AgendaItem", "nr"): "Punktets nummer; tomt, hvor referatet ikke har et (Eventuelt).",
    ("AgendaItem", "titel"): "Punktets overskrift.",
    ("AgendaItem", "uddybning"): "Det, der blev lagt frem. Skriv | og teksten på linjerne under.",
    ("AgendaItem", "referat"): "Det, der blev sagt. Skriv | og teksten på linjerne under.",
    ("AgendaItem", "beslutninger"): "En linje for hver beslutning.",
    ("AgendaItem", "opgaver"): "Hvem der lovede hvad, og hvornår.",
    ("AgendaItem", "bilag"): "Bilag til punktet.",
    ("AgendaItem", "links"): "Webadresser, der blev henvist til.",
    ("AgendaItem", "aarsrapport"): "Det, punktet ændrer i årsrapporten.",
    ("Task", "hvem"): "Den, der har opgaven.",
    ("Task", "hvad"): "Opgaven.",
    ("Task", "frist"): "Frist, som den blev sagt.",
    ("Task", "udført"): "Dagen, opgaven blev udført, som 2023-01-10. Tom, så længe den er åben.",
    ("NextMeeting", "dato"): "Mødets dato som 2023-05-12.",
    ("NextMeeting", "tid"): "Klokkeslæt, fx 10-13.",
    ("NextMeeting", "sted"): "Hvor mødet holdes.",
    ("NextMeeting", "status"): (
        "foreslået, godkendt, aflyst (også forkastet) eller flyttet (med den gamle dato i fra)."
    ),
    ("NextMeeting", "fra"): "Den gamle dato for et flyttet møde.",
    ("WheelTopic", "dato"): "Datoen som 2023-03-03.",
    ("WheelTopic", "emne"): "Emnet.",
    ("LeftOut", "tekst"): "Det, der er udeladt.",
    ("LeftOut", "grund"): "Hvorfor.",
    ("LeftOut", "sted"): "Hvor i referatet det stod.",
    ("Entry", "afsnit"): (
        'Afsnittets nummer, fx "3.6". Tomt, når bemærkningen gælder hele rapporten.'
    ),
    ("Entry", "pind"): "Punktets plads i det udkast, mødet havde foran sig, talt fra 1.",
    ("Entry", "id"): (
        "Det, der ændres: U1 i 3.6, A1 i 3.7, F1 i 4.2 eller 3.1/2 i en tekst. "
        "Gælder frem for pind."
    ),
    ("Entry", "art"): "Hvad der skal ske.",
    ("Entry", "overskrift"): "Punktets nye overskrift; et nyt punkt skal have en.",
    ("Entry", "efter"): "Id på det, det skal stå efter; afsnittets nummer sætter det først.",
    ("Entry", "status"): "ny, fortsat eller afsluttet.",
    ("Entry", "udfordring"): "Kun i 3.7: id på den udfordring, anbefalingen svarer på.",
    ("Entry", "prioritet"): "Kun i 4.2: fokusområdets prioritet.",
    ("Entry", "input"): "Det, netværket ønsker, med dets egne ord; ikke den nye ordlyd.",
    ("Entry", "før"): "Ordlyden, som ændringen blev til ud fra. Skrives af check --fix.",
    ("Entry", "før_overskrift"): "Overskriften, som ændringen blev til ud fra.",
    ("Entry", "tekst"): "Hele den nye ordlyd. Tom, så længe ingen har skrevet den.",
    ("Entry", "svar"): "Svaret på en bemærkning; det lukker den.",
    ("DecidedEntry", "kilde"): "Hvor ændringen kom fra.",
    ("DecidedEntry", "afgjort"): "Hvem der afgjorde den, hvornår og hvorfor.",
    ("DecidedEntry", "lukker"): "De åbne input, den lukker, fx 2022-11-11/3/1.",
    ("Origin", "fil"): "Filen, den stod i.",
    ("Origin", "part"): "Høringsparten.",
    ("Origin", "forfatter"): "Den, der skrev den.",
    ("Origin", "tid"): "Hvornår den blev skrevet.",
    ("Origin", "sha256"): "Filens kontrolsum, så den ikke indarbejdes to gange.",
    ("Decision", "af"): "Den, der afgjorde den.",
    ("Decision", "dato"): "Datoen som 2022-12-01.",
    ("Decision", "udfald"): "Hvad der blev afgjort.",
    ("Decision", "begrundelse"): "Hvorfor.",
    ("Network", "navn"): "Netværkets fulde navn.",
    ("Network", "kortnavn"): "Det korte navn, som også står i filnavne.",
    ("Network", "rammeaftale"): "Rammeaftalen, netværket hører under.",
    ("Network", "styregruppe"): "Styregruppens navn.",
    ("Network", "sekretariat"): "Den, der skriver årsrapporten.",
    ("Network", "sagsnummer"): "Sagens nummer; står på forsiden.",
    ("Network", "organisationer"): (
        "Alle, der deltager og høres, i rapportens rækkefølge. Stavemåden her gælder alle steder."
    ),
    ("Secretariat", "organisation"): "Organisationen, som sekretariatet hører til.",
    ("Secretariat", "e-mail"): "Sekretariatets postkasse.",
}
"""What each key holds, by the model that has it and its name in the file."""


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
