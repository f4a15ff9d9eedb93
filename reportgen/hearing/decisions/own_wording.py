"""The secretariat's own wording of a whole point: its heading in bold, and its text below."""

from __future__ import annotations

from reportgen.report.text import Line, parse


def whole(heading: str, text: str) -> str:
    """A point as one wording; without a heading the text alone."""
    return "\n".join(part for part in (f"**{heading}**" if heading else "", text) if part)


def heading_and_text(own: str, text: str, *, opens_with_heading: bool = False) -> tuple[str, str]:
    """Heading and text of an own wording; the heading is empty where it names none.

    The heading is a first line all in bold. `text` is what was proposed: a line that it
    opens with itself is no heading. With `opens_with_heading`, as where the proposal was
    shown so, a first line of several is the heading, bold or not.
    """
    first, _, rest = own.strip().partition("\n")
    lines = parse(first)
    known = parse(text)[:1]
    if not lines or (known and known[0].plain.casefold() == lines[0].plain.casefold()):
        return "", own.strip()
    if _is_bold(lines[0]) or (opens_with_heading and rest.strip()):
        return lines[0].plain.strip(), rest.strip()
    return "", own.strip()


def _is_bold(line: Line) -> bool:
    said = [run for run in line.runs if run.text.strip()]
    return bool(said) and all(run.bold for run in said)
