"""What libyaml says of a broken file, in the words of somebody who typed it."""

from __future__ import annotations

import yaml

from reportgen.problems import Location, Problem

# libyaml's own phrases, from its scanner and its parser; what is in none of them is told
# as it is.
_MAPPING_VALUE = "mapping values are not allowed"
_NO_TOKEN = "cannot start any token"
_TAB = "tab character that violates indentation"
_END_OF_STREAM = "unexpected end of stream"
_ESCAPE = ("unknown escape character", "Unicode character escape", "expected hexdecimal")
_NOT_IN_LINE = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "block sequence entries are not allowed",
    "could not find expected ':'",
)
_BRACKET = ("expected ',' or ']'", "expected ',' or '}'")


def fault_of(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """Say what is wrong with `text`, at the place where a person would mend it."""
    said = error.problem or ""
    within = error.context or ""
    mark, opened = error.problem_mark, error.context_mark
    sign = text[mark.index : mark.index + 1] if mark else ""
    values: dict[str, object] = {}
    if _MAPPING_VALUE in said:
        code = "yaml-colon"
    elif _TAB in said or (_NO_TOKEN in said and sign == "\t"):
        code = "yaml-tab"
    elif _NO_TOKEN in said:
        code, values = "yaml-sign", {"sign": sign}
    elif "quoted scalar" in within and any(phrase in said for phrase in _ESCAPE):
        code = "yaml-escape"
    elif "quoted scalar" in within and _END_OF_STREAM in said:
        code, mark = "yaml-quotation-open", opened or mark
    elif any(phrase in said for phrase in _BRACKET):
        code, mark = "yaml-bracket-open", opened or mark
    elif any(phrase in said for phrase in _NOT_IN_LINE):
        code = "yaml-out-of-line"
    else:
        code, values = "yaml-broken", {"detail": " ".join(filter(None, (within, said)))}
    mark = mark or opened
    if mark is None:
        return Problem(code, Location(file), values)
    # At the end of the file libyaml may be a line further on than there is text.
    line = min(mark.line, text.count("\n")) + 1
    return Problem(code, Location(file, line=line, column=mark.column + 1), values)
