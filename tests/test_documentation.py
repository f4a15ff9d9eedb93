"""What the documentation says is what the program does."""

from __future__ import annotations

import datetime as dt
import gettext
import io
import re
import sys
import tomllib
from pathlib import Path

import babel.messages.catalog
import pytest
from babel.messages.mofile import read_mo

from reportgen.cli.main import COMMANDS
from reportgen.problems.catalog import GROUPS, all_entries, group_entries

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import make_messages  # noqa: E402
import make_reference  # noqa: E402


@pytest.mark.parametrize("page", make_reference.PAGES)
def test_the_generated_pages_are_current(page: str) -> None:
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == make_reference.PAGES[page](), "run python tools/make_reference.py"


def test_every_message_has_a_danish_translation_with_the_same_blanks() -> None:
    danish = make_messages.catalogue()
    for message in make_messages.messages():
        if not message.id:
            continue
        found = danish.get(message.id)
        assert found is not None, f"run python tools/make_messages.py for {message.id!r}"
        texts = found.string if isinstance(found.string, tuple) else (found.string,)
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        for original, text in zip(originals, texts, strict=True):
            assert text, f"no Danish for {original!r}"
            blanks = re.findall(r"\{\w*[^}]*\}", original.replace("{{", "").replace("}}", ""))
            said = text.replace("{{", "").replace("}}", "")
            # Click shows {name!r} with Python's quotation marks; Danish may drop them.
            assert {b.split("!")[0].strip("{}") for b in blanks} >= {
                b.split("!")[0].strip("{}") for b in re.findall(r"\{\w*[^}]*\}", said)
            }, original


def test_the_compiled_catalogue_is_the_one_people_translate() -> None:
    kept = make_messages.CATALOGUE.with_suffix(".mo").read_bytes()
    anew = make_messages.compiled(make_messages.catalogue())
    assert _words(kept) == _words(anew), "run python tools/make_messages.py"


def _words(compiled: bytes) -> dict[object, object]:
    """Header and translations of a compiled catalogue, in whatever order they are stored."""
    read = read_mo(io.BytesIO(compiled))
    words: dict[object, object] = {str(m.id): m.string for m in read if m.id}
    return words | {"header": gettext.GNUTranslations(io.BytesIO(compiled)).info()}


def test_the_catalogue_is_the_same_whatever_version_wrote_it_and_when(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled = make_messages.compiled(make_messages.catalogue())
    monkeypatch.setattr(babel.messages.catalog, "VERSION", "99.9")
    danish = make_messages.catalogue()
    danish.creation_date = danish.revision_date = dt.datetime(1999, 1, 1, tzinfo=dt.UTC)
    assert make_messages.compiled(danish) == compiled
    said = gettext.GNUTranslations(io.BytesIO(compiled)).info()
    assert set(said) == {name.lower() for name in make_messages.HEADERS}
    header = make_messages.CATALOGUE.read_text(encoding="utf-8").partition("\n\n")[0]
    assert "Date" not in header
    assert "Babel" not in header


def test_codes_are_in_one_group_each() -> None:
    assert sum(len(group_entries(group)) for group in GROUPS) == len(all_entries())


def test_those_who_approve_the_program_are_told_of_every_package_it_builds_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "it.md").read_text(encoding="utf-8").partition("| pakke |")[2]
    rows = [row.split("|") for row in page.splitlines()[2:] if row.startswith("|")]
    named = {name.strip() for _, packages, *_ in rows for name in packages.split(",")}
    wanted = {re.split(r"[<>=~!]", package)[0] for package in project["dependencies"]}
    assert named == wanted


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"reportgen {name}" in readme


_ROOMS = {path.parent.name for path in (ROOT / "reportgen").glob("*/__init__.py")}
_IN_A_WORKSPACE = {"inputs", "outputs", "arkiv", "aendringer", "modtaget", "svar"}
_NAMED = re.compile(r"`((?:[\w*.-]+/)+(?:[\w*-]+\.\w+)?)(?::(\w+))?`")


def _named(page: str) -> list[tuple[str, str, str]]:
    """Files and folders that a page names in backticks, each with the definition it names there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    named = [(page, path.replace("GROUP", "*"), name) for path, name in _NAMED.findall(text)]
    return [each for each in named if each[1].partition("/")[0] not in _IN_A_WORKSPACE]


@pytest.mark.parametrize(
    ("page", "path", "definition"), [*_named("docs/architecture.md"), *_named("CONTRIBUTING.md")]
)
def test_what_the_pages_for_developers_name_is_there(page: str, path: str, definition: str) -> None:
    package = ROOT / "reportgen"
    standing = [*ROOT.glob(path), *package.glob(path)]
    if path.endswith("/"):
        standing += package.rglob(path)
    assert standing, f"{page} names {path}, which is not there"
    if definition:
        source = standing[0].read_text(encoding="utf-8")
        assert re.search(rf"^(?:def|class) {definition}\b", source, re.MULTILINE), definition


def test_the_architecture_names_every_room_and_no_other() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \| `(\w+)/`", text, re.MULTILINE)
    assert sorted(rows) == sorted(_ROOMS)
