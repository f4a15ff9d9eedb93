"""Problems with the hearing rounds."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

CODES: dict[str, Entry] = {
    "round-open": Entry(
        ERROR,
        N_("Hearing round {round} is open: {version} is out, with deadline {deadline}."),
        N_(
            "Read what comes back with reportgen hearing collect, "
            "and finish the round with reportgen hearing apply."
        ),
    ),
    "round-inputs-pending": Entry(
        ERROR,
        N_("Inputs from the meetings still need a wording: {count}."),
        N_(
            "Write the wordings first; reportgen check lists what is missing. "
            "With --with-pending they go out as comments in the hearing copy."
        ),
    ),
    "round-damaged": Entry(
        ERROR,
        N_("The record of the hearing round is damaged, or was edited."),
        N_("Put the file back from the archive: reportgen archive restore."),
    ),
    "round-without-record": Entry(
        WARNING,
        N_("The folder holds no record of a hearing round, and was passed over."),
        N_("If a round was opened in it, put the file back from the archive; else delete it."),
    ),
    "round-changes-missing": Entry(
        ERROR,
        N_("The decisions of the hearing round should be in {changes}, which is gone."),
        N_("Put the file back from the archive: reportgen archive restore."),
    ),
}
