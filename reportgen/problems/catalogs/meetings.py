"""Problems with the YAML files (network, meetings, decided changes) and the prose."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

CODES: dict[str, Entry] = {
    "file-missing": Entry(ERROR, N_("The file is missing."), N_("It should be {path}.")),
    "file-empty": Entry(ERROR, N_("The file is empty."), N_("Put an older copy back.")),
    "not-utf-8": Entry(
        ERROR,
        N_("The file is not saved as UTF-8, so æ, ø and å cannot be read."),
        N_("Save it again and choose UTF-8 under encoding."),
    ),
    "file-too-large": Entry(
        ERROR,
        N_("The file is {size} MB, and no file of its kind is."),
        N_("Look whether another file was saved under its name."),
    ),
    "file-changed-meanwhile": Entry(
        ERROR,
        N_("The file was saved while it was being checked; nothing was written into it."),
        N_("Run the command again."),
    ),
    "file-not-filled-in": Entry(
        ERROR,
        N_("The entries are laid out in a way that nothing can be filled in without harm."),
        N_("Write id and før yourself; reportgen check says what they should be."),
    ),
    "yaml-broken": Entry(
        ERROR,
        N_("The file cannot be read as YAML from here: {detail}."),
        N_("Look for a missing colon, quotation mark or bracket, or a line indented wrongly."),
    ),
    "yaml-colon": Entry(
        ERROR,
        N_("There is a colon where none can stand."),
        N_(
            "Put the text in quotation marks if the colon belongs to it; "
            "else look whether the line above lacks its colon, or this one is indented too far."
        ),
    ),
    "yaml-tab": Entry(
        ERROR,
        N_("The line is indented with a tab."),
        N_("Indent with spaces; the editor's tab key can be set to write them."),
    ),
    "yaml-sign": Entry(
        ERROR,
        N_("A text cannot begin with {sign} here."),
        N_("Put the text in quotation marks."),
    ),
    "yaml-escape": Entry(
        ERROR,
        N_("A backslash in double quotation marks means something else than itself."),
        N_("Use single quotation marks round the text, or write two backslashes."),
    ),
    "yaml-quotation-open": Entry(
        ERROR,
        N_("A quotation mark is opened here and never closed."),
        N_(
            "Close it. Inside single quotation marks such a mark is written twice; "
            "inside double ones it has a backslash before it."
        ),
    ),
    "yaml-bracket-open": Entry(
        ERROR,
        N_("A bracket is opened here and not closed as it should be."),
        N_(
            "Close it, put commas between what is in it, "
            "and quotation marks round texts that hold a comma, a colon or a bracket."
        ),
    ),
    "yaml-out-of-line": Entry(
        ERROR,
        N_("The line does not fit in with those above it."),
        N_("Indent it as its neighbours; after a closing quotation mark nothing more can stand."),
    ),
    "yaml-key": Entry(
        ERROR,
        N_("There is a bracket where a key should stand."),
        N_("Put the text in quotation marks if it begins with {{{{ or [."),
    ),
    "yaml-second-document": Entry(
        ERROR,
        N_("A line of hyphens divides the file, and what follows it is not read."),
        N_("Take the line out, or put it in quotation marks if it belongs to a text."),
    ),
    "yaml-too-deep": Entry(
        ERROR,
        N_("Brackets or lists lie too deep inside one another here."),
        N_("Compare it with another file of its kind."),
    ),
    "yaml-duplicate-key": Entry(
        ERROR, N_("{key} stands twice in the same place."), N_("Keep one of them.")
    ),
    "yaml-alias": Entry(
        ERROR,
        N_("A text that begins with &, * or ! has a meaning of its own in YAML."),
        N_("Put the text in quotation marks."),
    ),
    "control-character": Entry(
        ERROR,
        N_("The text holds a character that Word cannot: {detail}."),
        N_("Delete it; it often comes along when text is copied from a PDF."),
    ),
    "not-a-mapping": Entry(
        ERROR,
        N_("The file should consist of keys with a colon, as “moede:”."),
        N_("Compare it with another file of its kind."),
    ),
    "key-missing": Entry(ERROR, N_("{key} is missing."), N_("Write it, or take the entry out.")),
    "key-unknown": Entry(
        ERROR, N_("{key} is not a key that can stand here."), N_("These can: {known}.")
    ),
    "key-misspelt": Entry(
        ERROR,
        N_("{key} is not a key that can stand here."),
        N_("Did you mean {meant}? These can stand here: {known}."),
    ),
    "word-misspelt": Entry(
        ERROR,
        N_("“{typed}” cannot stand under {key}."),
        N_("Did you mean {meant}? These can stand here: {known}."),
    ),
    "word-unknown": Entry(
        ERROR, N_("“{typed}” cannot stand under {key}."), N_("Write one of {known}.")
    ),
    "date-not-iso": Entry(
        ERROR,
        N_("“{typed}” under {key} cannot be read as a date."),
        N_("Write year, month and day, as 2022-11-11."),
    ),
    "not-a-whole-number": Entry(
        ERROR, N_("“{typed}” under {key} is not a whole number."), N_("Write digits alone, as 2.")
    ),
    "list-wanted": Entry(
        ERROR, N_("{key} should be a list."), N_("Begin each line under it with a hyphen.")
    ),
    "keys-wanted": Entry(
        ERROR,
        N_("Under {key} there should be keys with a colon."),
        N_("Compare it with another file of its kind."),
    ),
    "text-wanted": Entry(ERROR, N_("{key} should be a text."), N_("Put it in quotation marks.")),
    "prose-before-heading": Entry(
        ERROR,
        N_("There is text above the first heading."),
        N_("Put it under a heading such as “## 1.1 Formål”."),
    ),
    "prose-heading-without-number": Entry(
        ERROR,
        N_("The heading “{heading}” has no section number."),
        N_("Write the number first, as “## 3.1 Årets arbejde”."),
    ),
    "prose-section-twice": Entry(
        ERROR, N_("Section {section} is headed twice."), N_("Put its text together in one place.")
    ),
    "prose-without-place": Entry(
        ERROR,
        N_("Section {section} has text, but the template shows no text there."),
        N_("Put {{{{ tekst }}}} under the heading in the template, or move the text."),
    ),
    "prose-from-last-year": Entry(
        WARNING,
        N_("The text of section {section} is carried over from {year}."),
        N_("Bring it up to date, and take (fra {year}) out of the heading."),
    ),
    "prose-heading-level": Entry(
        WARNING,
        N_("“{line}” is shown as it stands, # included."),
        N_("Headings of sections have two: “## 3.1 Årets arbejde”. Use **bold** inside a text."),
    ),
    "prose-title-of-other": Entry(
        WARNING,
        N_("The heading says {section}, but “{title}” is section {other}."),
        N_("The number rules; correct the one that is wrong."),
    ),
    "organisation-near-miss": Entry(
        ERROR,
        N_("“{typed}” is not one of the network's organisations."),
        N_("Did you mean {meant}?"),
    ),
    "organisation-twice": Entry(
        ERROR, N_("{name} stands twice among the organisations."), N_("Keep one of them.")
    ),
    "meeting-date-differs": Entry(
        WARNING,
        N_("The file is named {named}, but the meeting was {date}."),
        N_("Name it {date}.yaml, so that it is found under its date."),
    ),
    "meeting-other-year": Entry(
        WARNING,
        N_("The meeting was in {actual}, and lies under {year}."),
        N_("Move the file if it belongs to another year's report."),
    ),
    "meeting-date-twice": Entry(
        WARNING,
        N_("Two files hold a meeting on {date}."),
        N_("If it is the same meeting, put them together."),
    ),
    "item-number-twice": Entry(
        WARNING,
        N_("Item {number} stands twice on the agenda."),
        N_("Give one of them another number, as “3a”."),
    ),
    "change-number": Entry(
        ERROR,
        N_("The file's name is not a number."),
        N_("Decided changes are named 001.yaml, 002.yaml and so on."),
    ),
    "change-file-missing": Entry(
        ERROR,
        N_("The file is missing among the decided changes, and what it decided with it."),
        N_("Put it back; if it is to stay out, write a file of that name that holds only []."),
    ),
    "moved-without-from": Entry(
        WARNING,
        N_("The meeting on {date} was moved, but not from which date."),
        N_("Write the old date under fra, so that it can be compared with the year wheel."),
    ),
    "task-done-before-meeting": Entry(
        WARNING,
        N_("The task was done on {date}, before the meeting that gave it."),
        N_("Correct the year or the day under udført."),
    ),
    "next-meeting-elsewhere-in-wheel": Entry(
        WARNING,
        N_("The meeting on {date} is to be at {said}, but at {planned} in the sheet Årshjul."),
        N_("Correct the one that is wrong; the sheet is what the report shows."),
    ),
    "next-meeting-not-in-wheel": Entry(
        WARNING,
        N_("The meeting on {date} was agreed, but is not in the sheet Årshjul."),
        N_("Add it to the workbook; the sheet is what the report shows."),
    ),
    "next-meeting-cancelled-in-wheel": Entry(
        WARNING,
        N_("The meeting on {date} was cancelled or moved, but stands in the sheet Årshjul."),
        N_("Correct the workbook; the sheet is what the report shows."),
    ),
}
