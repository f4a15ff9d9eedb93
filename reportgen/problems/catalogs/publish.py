"""Problems with publishing: what is unfinished, and what a second look at the file found."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

_ALLOW = N_(
    "Take it out where it comes from, and make the final version again. If it is meant to be "
    "public: reportgen publish --allow {finding} --reason TEXT."
)
_TEMPLATE = N_("Correct the template, and make the final version again.")

CODES: dict[str, Entry] = {
    "publish-not-final": Entry(
        ERROR,
        N_("Only a final version can be published; the latest is {version}, {stage}."),
        N_(
            "Send it out with reportgen hearing open, finish the round with reportgen hearing "
            "apply, and make the final version with reportgen generate."
        ),
    ),
    "publish-no-version": Entry(
        ERROR,
        N_("No version has been made yet."),
        N_("Make the first one with reportgen generate."),
    ),
    "publish-outdated": Entry(
        ERROR,
        N_("The inputs or the template have changed since {version} was made."),
        N_("Make the final version again with reportgen generate, and read it through."),
    ),
    "publish-answers-awaited": Entry(
        ERROR,
        N_(
            "The deadline of the hearing is {deadline}, and {count} parties have not answered: "
            "{parties}."
        ),
        N_("Publish when the deadline is past. A new round may have an earlier one."),
    ),
    "publish-not-answered": Entry(
        WARNING,
        N_("Not answered the hearing: {parties}."),
        N_("The høringsnotat says so; nothing more is needed."),
    ),
    "publish-pending": Entry(
        ERROR,
        N_("Inputs from the meetings still need a wording: {count}."),
        N_("Write the wordings first; reportgen check lists what is missing."),
    ),
    "publish-finding-unknown": Entry(
        ERROR,
        N_("There is no finding {id}; there is {known}."),
        N_("Take the id from the list that reportgen publish shows."),
    ),
    "publish-exceptions-damaged": Entry(
        ERROR,
        N_("The file of exceptions cannot be read."),
        N_("Each needs id, fund, sted, grund and dato. Put the file right, or delete it."),
    ),
    "publish-page-numbers": Entry(
        WARNING,
        N_("The contents have no page numbers: not every heading was found in the PDF."),
        N_("Check the headings of the template: each needs one of Word's own heading styles."),
    ),
    "publish-figure-texts": Entry(
        WARNING,
        N_("The figures have no text for the blind in the PDF; in the Word file they have."),
        N_("Add the texts in a program that edits PDF files, or put only the Word file out."),
    ),
    "pdf-program-missing": Entry(
        ERROR,
        N_("The Word file is made, but not its PDF: LibreOffice is not installed."),
        N_("Install LibreOffice (libreoffice.org), and run reportgen publish --year YEAR again."),
    ),
    "pdf-failed": Entry(
        ERROR,
        N_("LibreOffice made no PDF of the document."),
        N_("Close other windows of LibreOffice, and run reportgen publish again."),
    ),
    "published-cpr": Entry(ERROR, N_("This looks like a CPR number: {shown}."), _ALLOW),
    "published-private-address": Entry(ERROR, N_("A private mail address: {shown}."), _ALLOW),
    "published-unknown-address": Entry(
        ERROR,
        N_("A mail address that is neither a member's nor the secretariat's: {shown}."),
        _ALLOW,
    ),
    "published-telephone": Entry(ERROR, N_("This looks like a telephone number: {shown}."), _ALLOW),
    "access-no-title": Entry(ERROR, N_("The document has no title of its own."), _TEMPLATE),
    "access-no-language": Entry(
        ERROR, N_("The language of the text is {language}, not Danish."), _TEMPLATE
    ),
    "access-empty-heading": Entry(ERROR, N_("A heading is empty."), _TEMPLATE),
    "access-heading-order": Entry(
        ERROR, N_("A heading of level {level} follows one of level {above}."), _TEMPLATE
    ),
    "access-typed-list": Entry(
        ERROR,
        N_("This is typed as a list, but is none: {text}"),
        N_("Write each item on a line of its own that begins with “- ” or “1. ”."),
    ),
    "access-no-header-row": Entry(
        ERROR, N_("Table {table} has no row that is marked as its header."), _TEMPLATE
    ),
    "access-empty-cells": Entry(
        ERROR,
        N_("Table {table} has empty cells: {count}."),
        N_("Write a dash where there is nothing to say."),
    ),
    "access-merged-cells": Entry(ERROR, N_("Table {table} has merged cells: {count}."), _TEMPLATE),
    "access-no-alt-text": Entry(
        ERROR, N_("A figure or table has no text for those who do not see it."), _TEMPLATE
    ),
    "access-floating": Entry(
        ERROR, N_("A box or picture floats beside the text, where no reader gets to it."), _TEMPLATE
    ),
    "access-link-text": Entry(
        ERROR,
        N_("The link “{text}” does not say where it leads: {target}"),
        N_("Name the document or page: [Name of the page](address)."),
    ),
    "access-link-address": Entry(
        WARNING,
        N_("The link is read out as an address: {target}"),
        N_("Name the document or page instead: [Name of the page](address)."),
    ),
    "access-contrast": Entry(
        ERROR,
        N_(
            "Text in the style {style} is hard to read: {text} on {ground} has a contrast of "
            "{ratio}, and {least} is the least."
        ),
        _TEMPLATE,
    ),
    "access-chart-contrast": Entry(
        ERROR,
        N_(
            "The series {series} is hard to see in a chart: {colour} on {ground} has a contrast "
            "of {ratio}, and {least} is the least."
        ),
        _TEMPLATE,
    ),
}
