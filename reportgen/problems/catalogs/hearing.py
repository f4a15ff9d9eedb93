"""Problems with what the secretariat decides about the answers to a hearing."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

_CHOOSE_ONE = N_("Choose ja or delvist for one of them, and nej for the others.")

CODES: dict[str, Entry] = {
    "hearing-sheet-missing": Entry(
        ERROR,
        N_("The workbook has no sheet {sheet}; it has: {found}."),
        N_("Give the sheet its name back, or type the decisions in the file that collect made."),
    ),
    "hearing-row-without-id": Entry(
        ERROR,
        N_("The row has no id, so nobody knows what it decides."),
        N_("Copy the id from the file that collect made, or delete the row."),
    ),
    "hearing-decision-unknown": Entry(
        ERROR,
        N_("No answer to this hearing has the id {id}."),
        N_("Put the id back as it stands in the file that collect made, or delete the row."),
    ),
    "hearing-row-twice": Entry(
        ERROR,
        N_("The id {id} stands in two rows."),
        N_("Keep one of the rows, and delete the other."),
    ),
    "hearing-row-gone": Entry(
        WARNING,
        N_("The row {id} ({party}) is gone from the sheet, and counts as undecided."),
        N_("Copy the row from the file that collect made, and decide it there."),
    ),
    "hearing-outcome-unknown": Entry(
        ERROR,
        N_("“{typed}” is no decision."),
        N_("Choose one of these: {allowed}. An empty cell is undecided."),
    ),
    "hearing-wording-missing": Entry(
        ERROR,
        N_("{id} is partly met, but the new wording is missing."),
        N_("Write the whole text of the place in the column Ny ordlyd."),
    ),
    "hearing-wording-unused": Entry(
        WARNING,
        N_("{id} has a new wording that is not used, since it is not met."),
        N_("Choose delvist if the wording is to stand in the report."),
    ),
    "hearing-variants-both": Entry(
        ERROR,
        N_("More than one side of {conflict} is met: {chosen}."),
        _CHOOSE_ONE,
    ),
    "hearing-together": Entry(
        ERROR,
        N_("These changes hold only together, and were decided differently: {ids}."),
        N_("Decide all of them the same way."),
    ),
    "hearing-wordings-clash": Entry(
        ERROR,
        N_("What was decided in {id} does not fit with what else was decided for {block}."),
        N_("Write one wording of the whole text at one of the rows, and nej at the other."),
    ),
    "hearing-decisions-differ": Entry(
        ERROR,
        N_("{id} is {sheet} in the workbook, and {document} in the document."),
        N_("Let the two agree, or give only one of the files."),
    ),
    "hearing-decision-homeless": Entry(
        WARNING,
        N_("What was typed at {id} has no row any longer, since the answers have changed."),
        N_("It still stands in the earlier file; copy what is to be kept."),
    ),
}
