"""Write the pages of the documentation that are made from the program itself.

`python tools/make_reference.py` writes `docs/kommandoer.md` from the commands' own help,
`docs/problemer.md` from the catalogue of problems and `docs/graenser.md` from the bounds on
what is read; a test fails while they are not what the program says.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from reportgen.cli.main import COMMANDS, program
from reportgen.language.translation import speak, tr
from reportgen.problems import limits
from reportgen.problems.catalog import GROUPS, group_entries

DOCS = Path(__file__).parent.parent / "docs"
BOUNDS = Path(__file__).parent / "graenser.txt"

_GROUPS = {
    "workspace": "Mappen, filerne og versionerne",
    "workbook": "Arbejdsbogen",
    "meetings": "Netværk, møder, tekster og afgørelser",
    "changes": "Ændringer af rapporten",
    "figures": "Nøgletal",
    "template": "Skabelonen",
    "minutes": "Referater",
    "archive": "Arkivet",
    "desk": "Siden i browseren",
    "rounds": "Høringsrunder",
    "returned": "Filer, der kommer tilbage",
    "answers": "Svar på høringen",
    "hearing": "Regneark og notat til høringen",
    "publish": "Offentliggørelse",
}


def commands() -> str:
    """The command reference, from ``--help``."""
    speak("da")
    pages = ["# Kommandoer\n\nSiden er dannet af programmets egen hjælp.\n"]
    context = click.Context(
        program,
        info_name="reportgen",
        terminal_width=90,
        help_option_names=["-h", "--help"],
    )
    pages.append(_page("reportgen", program, context))
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        pages += _pages(f"reportgen {name}", command, context)
    return "\n".join(pages)


def _pages(name: str, command: click.Command, above: click.Context) -> Iterator[str]:
    """The page of a command, and of those it gathers."""
    context = click.Context(command, parent=above, info_name=command.name, terminal_width=90)
    yield _page(name, command, context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            gathered = command.get_command(context, inner)
            assert gathered is not None
            yield from _pages(f"{name} {inner}", gathered, context)


def _page(name: str, command: click.Command, context: click.Context) -> str:
    return f"## {name}\n\n```\n{command.get_help(context)}\n```\n"


def problems() -> str:
    """Every problem code with what it says and what to do, in Danish."""
    speak("da")
    pages = [
        "# Fejl og bemærkninger\n\n"
        "En **fejl** skal rettes, før noget kan dannes. En **bemærkning** stopper ikke noget, "
        "men bør ses efter. Ord i {tuborgparenteser} udfylder programmet.\n"
    ]
    for group in GROUPS:
        pages.append(f"## {_GROUPS[group]}\n")
        pages.append("| Kode | | Besked | Hvad gør jeg? |\n|---|---|---|---|")
        for code, entry in group_entries(group).items():
            kind = "Fejl" if entry.severity.value == "error" else "Bemærkning"
            cells = (f"`{code}`", kind, tr(entry.message), tr(entry.hint))
            pages.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
        pages.append("")
    return "\n".join(pages)


def bounds() -> str:
    """How much of anything is read, with what each bound is of as `graenser.txt` words it."""
    pages = [
        "# Grænser\n\n"
        "Så meget læses der højst. Er noget større, lægges det til side eller afvises med sin "
        "grund, før det pakkes ud eller fortolkes. Det, mennesker laver, er langt under: "
        "Grænserne er sat, så en rapport på 100 sider, 1 MB tekst og en arbejdsbog på 10.000 "
        "rækker læses, og så hele programmet bruger under 300 MB hukommelse.\n"
    ]
    for line in BOUNDS.read_text(encoding="utf-8").splitlines():
        name, _, words = line.partition(": ")
        if line.startswith("## "):
            pages.append(f"{line}\n\n| hvad | højst |\n|---|---:|")
        elif words and hasattr(limits, name):
            pages.append(f"| {words} | {_amount(name, getattr(limits, name))} |")
        else:
            pages.append(line)
    return "\n".join(pages) + "\n"


def _amount(name: str, value: int) -> str:
    """A bound as Danish writes it: bytes in MB or kB where they come out even."""
    if not name.endswith(("_BYTES", "_MAIL_HEADER")):
        return f"{value:,}".replace(",", ".")
    for unit, size in (("MB", limits.MB), ("kB", 1_000)):
        if value % size == 0:
            return f"{value // size} {unit}"
    return f"{value:,} byte".replace(",", ".")


def _cell(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|").replace("\n", "<br>")


PAGES = {"kommandoer.md": commands, "problemer.md": problems, "graenser.md": bounds}


def main() -> None:
    """Write the pages."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
