"""Problems with the key figures."""

from __future__ import annotations

from reportgen.problems._entry import N_, WARNING, Entry

CODES: dict[str, Entry] = {
    "figure-after-year": Entry(
        WARNING,
        N_("The figure is for {year}, but the report is for {report}; it is not shown."),
        N_("Correct the year, or leave the figure for the report of its own year."),
    ),
    "figures-none-this-year": Entry(
        WARNING,
        N_("{indicator}: the latest figures are for {year}, not for {report}."),
        N_("Add the figures for {report}, or let the report show the older ones."),
    ),
}
