"""What may stand in a tag besides a name: filters, comparisons, and, or, not.

Jinja's parser reads it, and nothing of it is run here. A template comes from outside: whatever
passes `faults` is worked out by Jinja without an error for any values, and what comes out is no
longer than the values times the length of the tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from reportgen.layout.tags import REPORT, TagKind, Vocabulary

_DEEPEST = 20
"""How deep an expression may be nested; one that a person wrote has three levels."""

_Arguments = tuple[tuple[str, type], ...]
FILTERS: Mapping[str, _Arguments] = MappingProxyType(
    {
        "capitalize": (),
        "d": (("default_value", str), ("boolean", bool)),
        "default": (("default_value", str), ("boolean", bool)),
        "lower": (),
        "replace": (("old", str), ("new", str), ("count", int)),
        "title": (),
        "trim": (("chars", str),),
        "truncate": (("length", int), ("killwords", bool), ("end", str), ("leeway", int)),
        "upper": (),
    }
)
"""Jinja's filters that turn text into text, with what each takes. `safe` is not one: it would
undo the escaping."""
_TRUNCATED = 255
"""Characters that `truncate` leaves where it is not told how many."""
_NEEDED = {"replace": 2}

_ORDER = frozenset({"lt", "lteq", "gt", "gteq", "in", "notin"})
"""Comparisons that two texts can stand, and other things cannot."""
_ALLOWED = (
    *(nodes.Name, nodes.Const, nodes.Filter, nodes.Not, nodes.And, nodes.Or),
    *(nodes.Compare, nodes.Operand, nodes.CondExpr),
)
_environment = Environment(autoescape=False)


@dataclass(frozen=True, slots=True)
class ExpressionFault:
    """What is wrong with an expression: a code of the catalogue and its blanks."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expression:
    """What stands between the braces of a tag, as Jinja reads it."""

    _node: nodes.Expr

    def faults(self, vocabulary: Vocabulary = REPORT) -> Iterator[ExpressionFault]:
        """What is wrong with it; nothing where it can be worked out for any values."""
        expressions = list(self._node.find_all(nodes.Expr))
        if not all(isinstance(node, _ALLOWED) for node in (self._node, *expressions)):
            yield ExpressionFault("tag-too-much")
            return
        known = True
        for node in (self._node, *expressions):
            for fault in _known(node, vocabulary):
                known = False
                yield fault
        if known and not (_is_shallow(self._node) and _is_sound(self._node)):
            yield ExpressionFault("tag-syntax")
        elif known and _grows(self._node):
            yield ExpressionFault("tag-too-much")


def read_expression(text: str) -> Expression | None:
    """Read what stands in a tag; None where Jinja cannot make sense of it."""
    try:
        (output,) = _environment.parse(f"{{{{ {text} }}}}").body
    except (TemplateSyntaxError, RecursionError, ValueError):
        return None
    (node,) = output.nodes if isinstance(output, nodes.Output) else (None,)
    return Expression(node) if isinstance(node, nodes.Expr) else None


def _known(node: nodes.Expr, vocabulary: Vocabulary) -> Iterator[ExpressionFault]:
    """Names and filters that a template does not have."""
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        values = {"filter": node.name, "known": ", ".join(sorted(FILTERS))}
        yield ExpressionFault("tag-filter", values)
    elif isinstance(node, nodes.Name):
        tag = vocabulary.by_name.get(node.name)
        if tag is None:
            yield ExpressionFault("tag-unknown", {"name": node.name})
        elif tag.kind is TagKind.BLOCK:
            yield ExpressionFault("block-tag-in-expression", {"name": node.name})


def _is_shallow(node: nodes.Node, depth: int = 0) -> bool:
    children = node.iter_child_nodes()
    return depth < _DEEPEST and all(_is_shallow(child, depth + 1) for child in children)


def _is_sound(node: nodes.Node) -> bool:
    """Whether it can be worked out for any values."""
    if isinstance(node, nodes.Filter) and not _takes(node):
        return False
    if isinstance(node, nodes.CondExpr) and node.expr2 is None:
        return False  # what it says where it does not hold is undefined
    if isinstance(node, nodes.Compare):
        compared = (node.expr, *(operand.expr for operand in node.ops))
        if any(o.op in _ORDER for o in node.ops) and not all(map(_is_text, compared)):
            return False
    return all(_is_sound(child) for child in node.iter_child_nodes())


def _is_text(node: nodes.Node | None) -> bool:
    match node:
        case nodes.Const():
            return isinstance(node.value, str)
        case nodes.And() | nodes.Or():
            return _is_text(node.left) and _is_text(node.right)
        case nodes.CondExpr():
            return _is_text(node.expr1) and _is_text(node.expr2)
        case _:
            return isinstance(node, nodes.Name | nodes.Filter)


def _takes(node: nodes.Filter) -> bool:
    """Whether a filter is given what it takes, and nothing else."""
    if not _is_text(node.node) or node.dyn_args is not None or node.dyn_kwargs is not None:
        return False
    arguments = FILTERS[node.name]
    kinds = dict(arguments)
    if len(node.args) > len(arguments):
        return False
    given = [(name, arg) for (name, _), arg in zip(arguments, node.args, strict=False)]
    given += _named(node).items()
    names = [name for name, _ in given]
    if len(set(names)) < len(names) or not kinds.keys() >= set(names):
        return False
    values: dict[str, Any] = {
        name: arg.value for name, arg in given if isinstance(arg, nodes.Const)
    }
    if len(values) < len(given) or any(type(v) is not kinds[n] for n, v in values.items()):
        return False
    if node.name == "truncate":
        ending = len(values.get("end", "..."))
        return int(values.get("length", _TRUNCATED)) >= ending
    return all(name in values for name, _ in arguments[: _NEEDED.get(node.name, 0)])


def _named(node: nodes.Filter) -> dict[str, nodes.Expr]:
    """The arguments that are given by name; of two of one name, the last."""
    keywords: Iterable[Any] = node.kwargs  # said to be pairs, and are keywords
    return {keyword.key: keyword.value for keyword in keywords}


def _grows(node: nodes.Expr) -> bool:
    """Whether text may be made longer more than once, each time by as much as the tag is long."""
    filters = [*([node] if isinstance(node, nodes.Filter) else ()), *node.find_all(nodes.Filter)]
    return len([each for each in filters if each.name == "replace"]) > 1
