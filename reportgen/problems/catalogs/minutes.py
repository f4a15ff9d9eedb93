"""Problems with reading minutes."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

CODES: dict[str, Entry] = {
    "minutes-empty": Entry(
        ERROR,
        N_("The file is empty."),
        N_("Choose the file with the minutes."),
    ),
    "minutes-unknown-format": Entry(
        ERROR,
        N_("The file is no Word file, PDF or plain text."),
        N_("Save the minutes as Word (.docx) or PDF and import that."),
    ),
    "minutes-old-word": Entry(
        ERROR,
        N_(
            "The file is a Word file of the old kind (.doc), or one that is locked with a password."
        ),
        N_(
            "Open it in Word, save it as a Word document (.docx) without a password "
            "and import that."
        ),
    ),
    "minutes-encrypted": Entry(
        ERROR,
        N_("The PDF is locked with a password."),
        N_("Ask for one without a password, or import the Word file it was made from."),
    ),
    "minutes-scanned": Entry(
        ERROR,
        N_("The PDF holds pictures of pages and no text."),
        N_("Import the Word file it was made from, or run text recognition on the PDF first."),
    ),
    "minutes-unreadable-font": Entry(
        ERROR,
        N_("The PDF's text cannot be read: its fonts do not say which letters they show."),
        N_("Import the Word file it was made from."),
    ),
    "minutes-damaged": Entry(
        ERROR,
        N_("The file is damaged and cannot be read."),
        N_("Open it in the program it was made with, save it again and import that."),
    ),
    "minutes-too-large": Entry(
        ERROR,
        N_("The file is larger than minutes are (the limit is {limit})."),
        N_("Import the minutes alone, without their attachments."),
    ),
    "minutes-no-agenda": Entry(
        ERROR,
        N_("No agenda items were found in the file."),
        N_(
            "Minutes have a table headed “Dagsordenspunkt” and “Referat”, or numbered"
            " headings. Check that it is the right file."
        ),
    ),
    "minutes-no-date": Entry(
        ERROR,
        N_("The date of the meeting was not found."),
        N_(
            "Write the date above the agenda, as in “den 11. november 2022”, or give "
            "the year with --year if only the year is missing."
        ),
    ),
    "minutes-already-imported": Entry(
        ERROR,
        N_("{file} is there already and says something else in {count} places."),
        N_("Compare the two and correct the file by hand; nothing was overwritten."),
    ),
    "minutes-columns-lost": Entry(
        WARNING,
        N_(
            "The text has lost the columns of its table; they were put together again"
            " by the length of the lines."
        ),
        N_("Compare with the minutes, or import the Word file or the PDF instead."),
    ),
    "minutes-columns-apart": Entry(
        WARNING,
        N_("The text was copied column by column, so what was said cannot be told by item."),
        N_("Import the Word file or the PDF instead."),
    ),
    "minutes-columns-guessed": Entry(
        WARNING,
        N_("Where the proposal ends and the minutes begin is a guess."),
        N_("Check which of the two columns the text belongs to."),
    ),
    "minutes-columns-unnamed": Entry(
        WARNING,
        N_("The table has no headers; its columns were told by what they hold."),
        N_("Check that title, proposal and minutes stand where they belong."),
    ),
    "minutes-title-guessed": Entry(
        WARNING,
        N_("The title and the text beside it stood on one line; it was parted after “{title}”."),
        N_("Check the title."),
    ),
    "minutes-row-joined": Entry(
        WARNING,
        N_("“{text}” at the top of a page was taken as the rest of the row before it."),
        N_("If it is an item of its own, make it one."),
    ),
    "minutes-number-gap": Entry(
        WARNING,
        N_("Item {number} follows item {before}."),
        N_("Check whether an item is missing."),
    ),
    "minutes-no-attendance": Entry(
        WARNING,
        N_("The minutes do not say who was there."),
        N_("Write those present; being absent from the regrets is no attendance."),
    ),
    "minutes-person-twice": Entry(
        WARNING,
        N_("{name} is named twice; once was kept."),
        N_("Check whether somebody else was meant."),
    ),
    "minutes-person-both": Entry(
        WARNING,
        N_("{name} is named both as present and as absent."),
        N_("Remove one of them."),
    ),
    "minutes-person-unread": Entry(
        WARNING,
        N_("“{text}” among the participants could not be read as a person."),
        N_("Add the person by hand if it is one."),
    ),
    "minutes-organisation-shared": Entry(
        WARNING,
        N_("{name} has no organisation; {organisation} was taken from the next one on the list."),
        N_("Check the organisation."),
    ),
    "minutes-organisation-guessed": Entry(
        WARNING,
        N_("“{said}” was taken as {taken}."),
        N_("Check the organisation."),
    ),
    "minutes-date-from-name": Entry(
        WARNING,
        N_("The date {date} was taken from the name of the file."),
        N_("Check the date."),
    ),
    "minutes-text-unplaced": Entry(
        WARNING,
        N_("“{text}” was not understood and stands under “udeladt”."),
        N_("Move it to where it belongs."),
    ),
    "minutes-link-placed": Entry(
        WARNING,
        N_("The address {link} stood by itself; it was put with item {item}."),
        N_("Check that it belongs there."),
    ),
    "minutes-task-twice": Entry(
        WARNING,
        N_("The task “{who} {what}” stands under item {item} already and was taken once."),
        N_("Add it here if it is another one."),
    ),
    "minutes-section-corrected": Entry(
        WARNING,
        N_("The minutes say section {said}, but the words after it mean {taken} ({title})."),
        N_("Check the section."),
    ),
    "minutes-section-unknown": Entry(
        WARNING,
        N_("The report has no section {section} that is known here."),
        N_("Check the number."),
    ),
    "minutes-point-not-named": Entry(
        WARNING,
        N_("The minutes do not say which point of section {section} is meant."),
        N_("Write its place under “pind”."),
    ),
    "minutes-point-beyond": Entry(
        WARNING,
        N_("Section {section} of the draft had no point {point}."),
        N_("Check the number under “pind”."),
    ),
    "minutes-points-proposed": Entry(
        WARNING,
        N_(
            "The points for section {section} stand in the proposal; the minutes do "
            "not repeat them."
        ),
        N_("Check that the meeting agreed to them."),
    ),
    "minutes-recommendation-found": Entry(
        WARNING,
        N_(
            "A recommendation was found without a section; it was taken as a new "
            "point of {section}."
        ),
        N_("Check that it belongs in the report."),
    ),
    "minutes-moved-from-unknown": Entry(
        WARNING,
        N_("The meeting on {date} was moved, but not from which date."),
        N_("Write the former date under “fra”."),
    ),
    "minutes-wheel-year": Entry(
        WARNING,
        N_("The year of {date} on the year wheel is a guess."),
        N_("Check the year."),
    ),
    "minutes-not-accounted": Entry(
        ERROR,
        N_("Only {share} of the minutes is accounted for; missing: “{missing}”."),
        N_("This is a fault of the program: please report it, with the file if it may be shared."),
    ),
}
