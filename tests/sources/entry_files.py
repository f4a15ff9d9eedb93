"""Meeting files as people lay them out: flow and block, comments, blank lines, line ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

COMMENTS = st.sampled_from(["", "  # husk", " # art: fjern, id: U9", "   "])
PLAIN = ["noget om æbler", "2022-11-11", "nej", "Sag 12"]
QUOTED = ['"et: to, [tre]"', "'det''s #1 {x}'", '"a\\nb"', '""']
IN_LINES = [
    "|\n{pad}  første: linje\n{pad}  # ingen kommentar\n\n{pad}  anden",
    ">-\n{pad}  en\n{pad}  to",
]
ACROSS = ['"en\n{pad}  to"', "en\n{pad}  to", "\n{pad}  nederst"]


@st.composite
def entry(draw: Callable[..., Any], pad: str, *, names_a_point: bool) -> str:
    """One element of ``aarsrapport:``, with its hyphen."""
    flow = draw(st.booleans())
    values = {
        "art": draw(st.sampled_from(["præciser", '"erstat"', "fjern"])),
        "afsnit": draw(st.sampled_from(['"3.6"', "3.6", "'3.6'"])),
        "pind": draw(st.sampled_from(["1", '"2"', "03"])),
        "input": draw(st.sampled_from(PLAIN + QUOTED + ([] if flow else IN_LINES + ACROSS))),
        "tekst": draw(st.sampled_from(["null", "~", '"Ny"', ""] + ([] if flow else IN_LINES))),
        "efter": draw(st.sampled_from(["U1", "''"])),
    }
    keys = ["art", *draw(st.sets(st.sampled_from([k for k in values if k != "art"])))]
    if not flow and keys == ["art"] and draw(st.booleans()):
        values["art"] = "|-\n{pad}  præciser"
    if names_a_point:
        values["pind"] = draw(st.sampled_from(["1", '"2"', "02"]))
        keys = [*{"afsnit", "pind", *keys} - {"efter"}]
    written = draw(st.permutations(sorted(keys)))
    return draw(_flow(pad, written, values) if flow else _block(pad, written, values))


@st.composite
def _flow(draw: Callable[..., Any], pad: str, keys: list[str], values: dict[str, str]) -> str:
    gaps = st.sampled_from([" ", "", f"\n{pad}    ", f"  # mere\n{pad}   ", "  "])
    parts = [f"{draw(gaps)}{key}: {values[key]}" for key in keys]
    comma = draw(st.sampled_from([",", " ,"]))
    return f"{pad}- {{{comma.join(parts)}{draw(gaps)}}}{draw(COMMENTS)}"


@st.composite
def _block(draw: Callable[..., Any], pad: str, keys: list[str], values: dict[str, str]) -> str:
    inner = pad + draw(st.sampled_from(["  ", "    "]))
    lines: list[str] = []
    for key in keys:
        value = values[key].replace("{pad}", inner)
        comment = "" if "\n" in value else draw(COMMENTS)
        lead = f"{pad}-{inner[len(pad) + 1 :]}" if not lines else inner
        between = draw(st.sampled_from(["", f"{inner}# om {key}\n", "\n", "      \n"]))
        ahead = between if lines else ""
        name = draw(st.sampled_from([key, f'"{key}"']))
        space = "" if value.startswith("\n") else " "
        lines.append(f"{ahead}{lead}{name}:{space}{value}{comment}")
    return "\n".join(lines)


@st.composite
def meeting_file(draw: Callable[..., Any], *, names_points: bool = False) -> tuple[bytes, int]:
    """A file, and how many entries its one agenda item has.

    With `names_points` each of them says which of two points in 3.6 it means.
    """
    pad = draw(st.sampled_from(["      ", "    "]))
    entries = draw(st.lists(entry(pad, names_a_point=names_points), min_size=1, max_size=4))
    text = (
        "# Referatet er læst igennem.\nmoede: {dato: 2024-03-01}\n\ndagsorden:\n  - nr: 1\n"
        "    titel: Årsrapport\n    aarsrapport:   # herunder\n" + "\n".join(entries)
    )
    text += draw(st.sampled_from(["", "\n", "\n\n", "\n# slut", "\nudeladt: []\n"]))
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return (mark + text.replace("\n", ends)).encode(), len(entries)
