"""Problems with taking edits and answers back into the inputs."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

CODES: dict[str, Entry] = {
    "absorb-other-report": Entry(
        ERROR,
        N_("The file is the report of {network} for {year}."),
        N_("Choose that network and year with --network and --year."),
    ),
    "absorb-without-original": Entry(
        ERROR,
        N_("The file was made from {version}, and that version is not here as it was made."),
        N_(
            "Put the version back with reportgen archive restore. If the file was renamed, "
            "give it back the name it had, with its version number."
        ),
    ),
    "absorb-hearing-copy": Entry(
        ERROR,
        N_("The file is a copy that was sent out in a hearing, so it may be a party's answer."),
        N_("Read answers with reportgen hearing collect; nothing is accepted unseen there."),
    ),
    "absorb-comments-gone": Entry(
        ERROR,
        N_("Every comment is gone from the file, and with them inputs that are open: {ids}."),
        N_(
            "If they are met, close each with --close ID. If the program you edited in "
            "dropped the comments, say --close none."
        ),
    ),
    "absorb-close-unknown": Entry(
        ERROR,
        N_("There is no open input named {ids}."),
        N_("Those that are open are: {known}."),
    ),
    "absorb-cell": Entry(
        WARNING,
        N_("The cell is “{before}” in the workbook, and was changed to “{after}” in the report."),
        N_("Type it in the workbook if it is right; it is noted as a remark until then."),
    ),
    "absorb-fixed-text": Entry(
        WARNING,
        N_(
            "Text of the template was changed near section {section}.\n"
            "It was: “{before}”\nIt is now: “{after}”"
        ),
        N_("Change the template if it is right; it is noted as a remark until then."),
    ),
}
