"""Problems with the Word template, and with opening a Word file at all."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

_MOVE_BLOCK = N_("Move it to a line of its own in the running text.")

CODES: dict[str, Entry] = {
    "not-a-word-file": Entry(
        ERROR,
        N_("The file is not a Word document."),
        N_("Open it in Word, if it can be opened there, and save it as a Word document (.docx)."),
    ),
    "word-old-or-protected": Entry(
        ERROR,
        N_("The file is protected by a password, or is of an old kind (.doc)."),
        N_("Take the password off in Word, and save it as a Word document (.docx)."),
    ),
    "word-too-large": Entry(
        ERROR,
        N_("The file unpacks to more than any report would, so it was not opened."),
        N_("Ask where it comes from; make the pictures in it smaller if they are the cause."),
    ),
    "word-unsafe-name": Entry(
        ERROR,
        N_("The file holds a part with an unsafe name, {name}, so it was not opened."),
        N_("Ask where it comes from; Word does not make such files."),
    ),
    "template-damaged": Entry(
        ERROR,
        N_("The Word file is damaged: {part} cannot be read."),
        N_("Open it in Word and save it again, or take the template from a backup."),
    ),
    "template-wrong-type": Entry(
        ERROR,
        N_("The file is a Word template or holds macros."),
        N_("Save it in Word as a Word document (.docx)."),
    ),
    "template-tracked-changes": Entry(
        ERROR,
        N_("The template holds tracked changes ({count})."),
        N_("Accept or reject them all in Word, else every report would show them."),
    ),
    "tag-unknown": Entry(ERROR, N_("There is no tag {tag}."), N_("The tags are {known}.")),
    "tag-unknown-like": Entry(
        ERROR, N_("There is no tag {tag}."), N_("Did you mean {suggestion}?")
    ),
    "tag-unclosed": Entry(
        ERROR,
        N_("A tag is not closed: “{tag}”."),
        N_("Close it in the same line, with the same kind of braces it opens with."),
    ),
    "tag-stray-close": Entry(
        ERROR,
        N_("A tag is closed that was never opened: “{tag}”."),
        N_("Write the tag anew, with two braces on either side, or delete the braces."),
    ),
    "tag-spaced-braces": Entry(
        ERROR,
        N_("The braces of a tag do not stand in pairs: “{tag}”."),
        N_("Write two braces on either side, with nothing between the two."),
    ),
    "tag-empty": Entry(
        ERROR, N_("A tag without a name: “{tag}”."), N_("Write the name, or delete the braces.")
    ),
    "tag-quotes": Entry(
        ERROR,
        N_("Word has put typographic quotation marks into a tag: “{tag}”."),
        N_("Use straight quotation marks; Ctrl+Z right after typing one takes Word's back."),
    ),
    "tag-syntax": Entry(
        ERROR,
        N_("“{tag}” cannot be understood."),
        N_("Write the name of one tag and nothing else between the braces."),
    ),
    "tag-too-much": Entry(
        ERROR,
        N_("“{tag}” asks for more than a template may."),
        N_("Only the name of a tag is allowed, and if … else … endif on such names."),
    ),
    "tag-filter": Entry(
        ERROR,
        N_("“{tag}” uses {filter}, which a template may not."),
        N_("Allowed after | are {known}."),
    ),
    "block-tag-in-expression": Entry(
        ERROR,
        N_("“{tag}” uses {name}, which stands for whole paragraphs and cannot be reckoned with."),
        N_("Put it on a line of its own, with nothing else between the braces."),
    ),
    "tag-in-box": Entry(
        WARNING,
        N_("{tag} stands in a text box."),
        N_("Screen readers and other word processors may pass it over; move it into the text."),
    ),
    "tag-in-control": Entry(
        WARNING,
        N_("{tag} stands in a content control."),
        N_("Other word processors may spoil it when tracking changes; remove the control in Word."),
    ),
    "if-unclosed": Entry(
        ERROR,
        N_("{tag} has no endif."),
        N_("Write one where the condition ends, of the same kind and in the same place."),
    ),
    "endif-stray": Entry(
        ERROR, N_("{tag} belongs to no if."), N_("Delete it, or write the if before it.")
    ),
    "if-across": Entry(
        ERROR,
        N_("{opened} and {tag} do not stand in the same place."),
        N_(
            "Both must stand in the same line; or, as %p tags, on lines of their own in the same"
            " text or cell; or, as %tr tags, in rows of their own in the same table."
        ),
    ),
    "cell-left-empty": Entry(
        ERROR,
        N_("The cell between {opened} and {tag} may be left with nothing in it."),
        N_("Use if and endif within one line, or put an empty line after the endif."),
    ),
    "row-tag-outside-table": Entry(
        ERROR, N_("{tag} takes away a table row, but stands in none."), N_("Write %p for %tr.")
    ),
    "removing-tag-not-alone": Entry(
        ERROR,
        N_("{tag} vanishes with all that stands beside it."),
        N_("Give it a line (with %tr a table row) of its own, without a section break."),
    ),
    "block-tag-not-alone": Entry(
        ERROR, N_("{tag} does not stand alone on its line."), N_("Give it a line of its own.")
    ),
    "block-tag-in-table": Entry(ERROR, N_("{tag} stands in a table."), _MOVE_BLOCK),
    "block-tag-in-box": Entry(ERROR, N_("{tag} stands in a text box."), _MOVE_BLOCK),
    "block-tag-in-control": Entry(ERROR, N_("{tag} stands in a content control."), _MOVE_BLOCK),
    "block-tag-in-edge": Entry(
        ERROR, N_("{tag} stands in a header, a footer or a note."), _MOVE_BLOCK
    ),
    "block-tag-as-heading": Entry(
        ERROR,
        N_("{tag} is set as a heading."),
        N_("Give its line the style Normal, and the heading a line above it."),
    ),
    "block-tag-conditional": Entry(
        ERROR,
        N_("{tag} stands between if and endif, and would be missing from some versions."),
        N_("Move it out of the condition."),
    ),
    "block-tag-twice": Entry(
        ERROR, N_("{tag} stands in the template once before."), N_("Delete one of them.")
    ),
    "text-tag-twice": Entry(
        ERROR,
        N_("{tag} stands in this section once before."),
        N_("Delete one of them; each section has one text."),
    ),
    "block-tag-in-wrong-section": Entry(
        ERROR,
        N_("{tag} belongs in section {section}, but stands in “{actual}”."),
        N_("Move it; the number of section {section} is fixed."),
    ),
    "block-tag-before-sections": Entry(
        ERROR,
        N_("{tag} belongs in section {section}, but stands before the first heading."),
        N_("Move it; the number of section {section} is fixed."),
    ),
    "block-tag-without-section": Entry(
        ERROR,
        N_("{tag} stands under no numbered heading."),
        N_("Move it, or give the heading above it a numbered heading style."),
    ),
    "block-tag-missing": Entry(
        ERROR,
        N_("{tag} is missing from the template."),
        N_("Put it on a line of its own in the section where its content belongs."),
    ),
    "block-tag-missing-in-section": Entry(
        ERROR,
        N_("{tag} is missing from the template."),
        N_("Put it on a line of its own in section {section}."),
    ),
    "contents-tag-missing": Entry(
        WARNING,
        N_("{tag} is missing from the template, so the report gets no table of contents."),
        N_("Put it on a line of its own after the cover."),
    ),
    "section-missing": Entry(
        ERROR,
        N_("The template has no section {section}."),
        N_("Add or move headings in Word until the number comes out; it is fixed."),
    ),
    "section-number-twice": Entry(
        ERROR,
        N_("Two headings have the number {section}."),
        N_("Right-click the number in Word and choose Continue Numbering."),
    ),
    "section-without-tag": Entry(
        WARNING,
        N_("There is no tag under “{section}”, so nothing is ever filled in there."),
        N_("Put in a tag, as {example}, or delete the heading."),
    ),
    "heading-empty": Entry(
        WARNING,
        N_("A heading has no text, but takes a number."),
        N_("Write the text, delete the line, or give it the style Normal."),
    ),
    "heading-conditional": Entry(
        ERROR,
        N_("The heading stands between if and endif, so that the numbers after it would change."),
        N_("Move it out of the condition."),
    ),
    "style-missing": Entry(
        ERROR,
        N_("The template lacks the style “{style}”."),
        N_("Copy it from the template that came with the program (Manage Styles, Import/Export)."),
    ),
    "style-without-list": Entry(
        ERROR,
        N_("The style “{style}” has no numbering or bullets any more."),
        N_("Copy it from the template that came with the program (Manage Styles, Import/Export)."),
    ),
}
