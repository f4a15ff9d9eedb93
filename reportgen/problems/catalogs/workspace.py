"""Problems with the folder, its files and versions."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

CODES: dict[str, Entry] = {
    "file-held": Entry(
        ERROR,
        N_("The file cannot be read or written."),
        N_("Close it in Word or Excel, or ask for the right to write in the folder; then again."),
    ),
    "disk-full": Entry(
        ERROR, N_("There is no room on the disk."), N_("Make room, and run the command again.")
    ),
    "workspace-busy": Entry(
        ERROR,
        N_("{who} is working in the folder from {machine}, since {since}."),
        N_("Wait until that is done."),
    ),
    "conflict-copy": Entry(
        WARNING,
        N_("The file looks like a second copy that a cloud drive made, and was passed over."),
        N_("Compare it with the original, move over what is missing, and delete it."),
    ),
    "office-lock-file": Entry(
        WARNING,
        N_("Somebody has the document open in Word or Excel; the lock file was passed over."),
        N_("What is not saved yet is not read."),
    ),
    "program-missing": Entry(
        ERROR, N_("{program} is needed for this and is not installed."), N_("{install}")
    ),
    "edits-not-absorbed": Entry(
        ERROR,
        N_("The latest version has been edited since it was made."),
        N_(
            "reportgen absorb FILE takes the edits in. "
            "reportgen generate --leave-edits makes the next version without them; "
            "the edited file stays as it is."
        ),
    ),
    "program-fault": Entry(
        ERROR,
        N_("Something went wrong in the program itself: {error}."),
        N_("Nothing was overwritten. Send {file} to those who look after the program."),
    ),
    "trace-unknown": Entry(
        ERROR,
        N_("There is no {ref} in the report."),
        N_("Give an id or a place, as U1 or 3.6/2. There are {known}."),
    ),
    "meeting-edited": Entry(
        ERROR,
        N_("The meeting is already in a file that was edited by hand; {changes} things differ."),
        N_("Type in what should be taken over, or move the file away and import again."),
    ),
    "not-archived": Entry(
        WARNING,
        N_("{version} is made, but the archive could not take it ({reason})."),
        N_("reportgen archive verify tells more; the next reportgen generate tries again."),
    ),
    "year-exists": Entry(
        ERROR,
        N_("{year} is laid out already; nothing in it was touched."),
        N_("reportgen status --year {year} shows where it stands."),
    ),
    "new-year-from-unpublished": Entry(
        WARNING,
        N_("{year} is not published yet; what came over is that of {version}, {stage}."),
        N_("Type in by hand what is changed in it from here on."),
    ),
    "new-year-not-archived": Entry(
        WARNING,
        N_("No report of {year} has been made, so nothing of it came over."),
        N_(
            "To have it along, delete the new year's workbook and texts, make the report with "
            "reportgen generate --year {year}, and run reportgen new again."
        ),
    ),
    "template-missing": Entry(ERROR, N_("The template is missing."), N_("It should be {path}.")),
}
