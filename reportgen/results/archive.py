"""What became of the archive's versions, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reportgen.language.translation import N_, ntr, tr
from reportgen.problems import has_errors

if TYPE_CHECKING:
    from reportgen.app.archived import HandedOut, Verified

_KINDS = {
    "add": N_("New"),
    "remove": N_("Gone"),
    "replace": N_("Changed"),
    "same": N_("As before"),
}


def kind_title(kind: str) -> str:
    """What became of a point or a paragraph from one version to another."""
    return tr(_KINDS[kind])


def changed(counts: Mapping[str, int] | None) -> str:
    """What changed in the text since the version before, in a line."""
    if counts is None:
        return tr("The first version")
    told = (
        counts.get("add") and ntr("{count} new", "{count} new", counts["add"]),
        counts.get("replace") and ntr("{count} changed", "{count} changed", counts["replace"]),
        counts.get("remove") and ntr("{count} gone", "{count} gone", counts["remove"]),
    )
    return ", ".join(words for words in told if words) or tr("The same text")


def handed_out(done: HandedOut) -> Iterator[str]:
    """Which version lies beside the year now."""
    text = tr("{name} {year}, {version} is restored. What the year says now is as it was.")
    yield text.format(name=done.network, year=done.year, version=done.version)


def verified(done: Verified) -> Iterator[str]:
    """Whether every file is as it was archived."""
    if has_errors(done.problems):
        yield tr("The archive is not as it was when it was written.")
    elif not done.years:
        yield tr("The archive is empty.")
    else:
        years = ntr("{count} year", "{count} years", done.years)
        yield tr("The archive is sound: {years}, every file as it was archived.").format(
            years=years
        )
