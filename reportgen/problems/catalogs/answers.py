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
    "mail-unreadable": Entry(
        ERROR,
        N_("The mail cannot be read."),
        N_("Save the attachment from your mail program, and collect that."),
    ),
    "mail-empty": Entry(
        WARNING,
        N_("The mail {name} says nothing, and nothing hangs on it."),
        N_(
            "Ask the sender whether something was forgotten. An answer that was given "
            "otherwise is recorded with reportgen hearing answer."
        ),
    ),
    "mail-nested": Entry(
        WARNING,
        N_("{name} lies in a mail in a mail in a mail, further in than mails are opened."),
        N_("Open it in your mail program, save what hangs on it, and collect that."),
    ),
    "party-unknown": Entry(
        ERROR,
        N_("No party of the round, or more than one, is meant by “{name}”."),
        N_("Write one of: {known}."),
    ),
    "round-none-open": Entry(
        ERROR,
        N_("No hearing round is open."),
        N_(
            "Open one with reportgen hearing open. If an answer came after the round was closed, "
            "write what is to be met of it into the latest version, and absorb that."
        ),
    ),
    "round-nothing-collected": Entry(
        ERROR,
        N_("Nothing has been collected in round {round} yet."),
        N_(
            "Read what came back with reportgen hearing collect, or record answers with "
            "reportgen hearing answer."
        ),
    ),
    "received-altered": Entry(
        ERROR,
        N_("The file was altered, or is gone, since it was received."),
        N_("Put it back from the archive: reportgen archive restore."),
    ),
    "received-already": Entry(
        WARNING,
        N_("The file was received before ({party}), and counts once."),
        N_("If another party sent the very same file, say so with --party."),
    ),
    "received-unattributed": Entry(
        WARNING,
        N_("Nobody can tell whose answer {name} is (sent from: {sender})."),
        N_("Say whose it is: reportgen hearing collect --party NAME {path}"),
    ),
    "received-not-word": Entry(
        WARNING,
        N_("{name} is no Word file, so nothing in it was read."),
        N_("Look at it, and record what it says with reportgen hearing answer."),
    ),
    "received-empty": Entry(
        WARNING,
        N_("{name} is empty: there is not a single character in it."),
        N_("Ask the sender to send it once more."),
    ),
    "received-other-format": Entry(
        WARNING,
        N_("{name} is saved in another format than that of a Word document (.docx)."),
        N_(
            "Open it in Word, save it as a Word document (.docx), and collect that with --party, "
            "so that it is known whose it is."
        ),
    ),
    "received-packed": Entry(
        WARNING,
        N_("{name} is a packed file, and was not opened."),
        N_("Unpack it, and collect the files that were in it with --party."),
    ),
    "received-winmail": Entry(
        WARNING,
        N_("{name} is a mail that Outlook packed in a format of its own; the answer may be in it."),
        N_(
            "Ask the sender to send it again as plain text or HTML. If you can see the file in "
            "Outlook, save it from there, and collect that with --party."
        ),
    ),
    "received-encrypted": Entry(
        WARNING,
        N_("{name} is encrypted, and only the one that it was sent to can open it."),
        N_("Open the mail in Outlook, save what hangs on it, and collect that with --party."),
    ),
    "received-link": Entry(
        WARNING,
        N_("{name} is a link; the document itself did not come with the mail."),
        N_("Open the link, save the document as a Word document, and collect that with --party."),
    ),
    "received-other-report": Entry(
        WARNING,
        N_("{name} is the report of {network} for {year}."),
        N_("Collect it there, with --network and --year."),
    ),
    "received-other-round": Entry(
        WARNING,
        N_("{name} was sent out in round {round}, which is not this one."),
        N_(
            "Nothing in it was merged. Look at it; what is still of use, record with reportgen "
            "hearing answer. Then decide its row: nej, with the reason, if nothing is."
        ),
    ),
    "received-other-version": Entry(
        WARNING,
        N_("{name} is made from {version}, which is not here any more; {sent} was sent out."),
        N_("Ask for the answer in the copy that was sent, or carry over by hand what it says."),
    ),
    "received-carried": Entry(
        WARNING,
        N_("The answer is written in {version}, and was carried over to what was sent out."),
        N_("Look at its rows once more: where both were changed, the party's wording is shown."),
    ),
    "received-other-document": Entry(
        WARNING,
        N_("{name} is not the report that was sent out."),
        N_("Look at it, and record what it says with reportgen hearing answer."),
    ),
    "hearing-closed-early": Entry(
        WARNING,
        N_("The round was closed before its deadline, {deadline}. Not answered: {parties}."),
        N_("An answer that still comes is set aside; the report is published after the deadline."),
    ),
    "hearing-undecided": Entry(
        ERROR,
        N_("Rows that nobody has decided: {count}."),
        N_(
            "Choose ja, delvist or nej for each in the workbook. With --undecided base the text "
            "stands there as it was sent out."
        ),
    ),
}
