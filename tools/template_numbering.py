"""Lists of the template: `numbering_xml` writes word/numbering.xml."""

from __future__ import annotations

from template_look import ACCENT, NUMBER_HANG, POINT_HANG

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

HEADINGS, APPENDICES, POINTS, BULLETS, NUMBERS = 1, 2, 3, 4, 5
"""Ids of the lists; the abstract list behind each has the same id less one."""

_LEVELS = range(9)


def _level(
    level: int,
    text: str,
    *,
    left: int,
    hanging: int,
    form: str = "decimal",
    style: str = "",
    rpr: str = "",
) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + "</w:lvl>"
    )


def _list(number: int, levels: list[str]) -> str:
    # Word finds the same list again in a copy by nsid and tmpl, so they never change.
    return (
        f'<w:abstractNum w:abstractNumId="{number - 1}"><w:nsid w:val="5A1C0E{number:02X}"/>'
        '<w:multiLevelType w:val="multilevel"/>'
        f'<w:tmpl w:val="7B3D9F{number:02X}"/>{"".join(levels)}</w:abstractNum>'
    )


def _dotted(level: int) -> str:
    return ".".join(f"%{n + 1}" for n in range(level + 1))


def _headings() -> str:
    return _list(
        HEADINGS,
        [
            _level(
                level,
                _dotted(level),
                left=0,
                hanging=NUMBER_HANG,
                style=f"Heading{level + 1}" if level < 3 else "",
            )
            for level in _LEVELS
        ],
    )


def _appendices() -> str:
    # “Bilag 1” is too wide for the margin, so it opens the line.
    return _list(
        APPENDICES,
        [
            _level(
                level,
                "Bilag " + _dotted(level),
                left=1531 if level == 0 else 1247,
                hanging=1531 if level == 0 else 1247,
            )
            for level in _LEVELS
        ],
    )


def _points() -> str:
    return _list(
        POINTS,
        [
            _level(
                level,
                _dotted(level) + ".",
                left=0,
                hanging=POINT_HANG,
                style="Punkt" if level == 0 else "",
                rpr=f'<w:b/><w:bCs/><w:color w:val="{ACCENT}"/>',
            )
            for level in _LEVELS
        ],
    )


def _bullets() -> str:
    signs = ("•", "–", "·")
    return _list(
        BULLETS,
        [
            _level(
                level,
                signs[level % 3],
                left=357 * (level + 1),
                hanging=357,
                form="bullet",
                style="Punktliste" if level == 0 else "",
                rpr=f'<w:color w:val="{ACCENT}"/>',
            )
            for level in _LEVELS
        ],
    )


def _numbers() -> str:
    forms = ("decimal", "lowerLetter", "lowerRoman")
    return _list(
        NUMBERS,
        [
            _level(
                level,
                f"%{level + 1}.",
                left=357 * (level + 1),
                hanging=357,
                form=forms[level % 3],
                style="Nummerliste" if level == 0 else "",
                rpr=f'<w:color w:val="{ACCENT}"/>',
            )
            for level in _LEVELS
        ],
    )


def numbering_xml() -> str:
    """Write word/numbering.xml."""
    lists = _headings() + _appendices() + _points() + _bullets() + _numbers()
    instances = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number - 1}"/></w:num>'
        for number in (HEADINGS, APPENDICES, POINTS, BULLETS, NUMBERS)
    )
    return f"<w:numbering {W}>{lists}{instances}</w:numbering>"
