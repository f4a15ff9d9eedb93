"""Problems with documents that come back from a hearing, or that somebody has worked in."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

CODES: dict[str, Entry] = {
    "returned-damaged": Entry(
        ERROR,
        N_("The Word file is damaged: {part} cannot be read."),
        N_("Ask the sender to open it in Word, save it again and send it once more."),
    ),
    "returned-unreadable": Entry(
        ERROR,
        N_("The file could not be read; nothing in it was used."),
        N_("Ask the sender to copy the text into a new Word document and send that."),
    ),
    "returned-part-passed-over": Entry(
        WARNING,
        N_("{part} in the file is damaged and was passed over; the text itself was read."),
        N_("Open the file in Word and look whether all comments, headers and footers are there."),
    ),
    "returned-macros": Entry(
        WARNING,
        N_("The file holds macros. They were not run."),
        N_("Do not open it in Word with macros allowed before you have asked the sender."),
    ),
    "returned-template": Entry(
        WARNING,
        N_("The file wants to load a template from {address}. Nothing was loaded."),
        N_("Word would load it on opening; ask the sender why before you open the file."),
    ),
    "returned-outside": Entry(
        WARNING,
        N_("The file wants to load something from {address}. Nothing was loaded."),
        N_("Word may load it on opening; ask the sender why before you open the file."),
    ),
    "returned-ids-twice": Entry(
        WARNING,
        N_("Two comments in the file have the same id, so one may be shown at a wrong place."),
        N_("Find the place of each in the file, if it matters."),
    ),
    "returned-without-author": Entry(
        WARNING,
        N_("Tracked changes in the file ({count}) do not say who made them."),
        N_("They are taken to be the sender's."),
    ),
}
