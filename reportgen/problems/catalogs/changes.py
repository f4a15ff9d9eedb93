"""Problems with folding changes into the report."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

CODES: dict[str, Entry] = {
    "section-unknown": Entry(
        ERROR,
        N_("There is no section {section} in the template."),
        N_("Write one of {known}."),
    ),
    "block-unknown": Entry(
        ERROR, N_("There is no {block} in the report."), N_("The section holds {known}.")
    ),
    "block-removed": Entry(
        ERROR,
        N_("{block} was taken out of the report: {source}."),
        N_("Bring it back with art: tilføj and a new id, or close the input."),
    ),
    "after-unknown": Entry(
        ERROR,
        N_("{block}, which it should stand after, is not in the section."),
        N_("The section holds {known}; the section's own number puts it first."),
    ),
    "entry-named-twice": Entry(
        ERROR,
        N_("There are two entries named {ref}, so nobody can tell which of them is meant."),
        N_("Give one of the agenda items another number, as “3a”."),
    ),
    "keys-unused": Entry(
        WARNING,
        N_("{keys} does nothing in this entry with art: {kind}."),
        N_("Take it out, or write what it says in an entry of its own."),
    ),
    "block-not-named": Entry(
        ERROR,
        N_("An entry with art: {kind} does not say which point it means."),
        N_("Write its id (as U1), or its place in the draft under pind."),
    ),
    "point-not-named": Entry(
        WARNING,
        N_("The entry does not say which point of section {section} it means."),
        N_("It is shown at the section's heading until its id is written."),
    ),
    "position-without-section": Entry(
        ERROR, N_("pind {position} needs a section to be counted in."), N_("Write afsnit too.")
    ),
    "position-in-empty-section": Entry(
        ERROR,
        N_("There is nothing in section {section} yet, and so no pind {position}."),
        N_("Write art: tilføj for a new point."),
    ),
    "position-beyond": Entry(
        ERROR,
        N_("There is no pind {position} in section {section}: the last one is {count}."),
        N_("Write a number from 1 to {count}, or the point's id."),
    ),
    "entry-without-id": Entry(
        WARNING,
        N_("pind {position} is taken to mean {block}: “{wording}”."),
        N_("reportgen check --fix writes id and før into the file, so that it stays so."),
    ),
    "addition-without-id": Entry(
        WARNING,
        N_("The new point has no id, and gets {block}."),
        N_("reportgen check --fix writes it into the file, so that it stays so."),
    ),
    "addition-without-section": Entry(
        ERROR,
        N_("A new point does not say which section it belongs in."),
        N_('Write afsnit, for example afsnit: "3.6".'),
    ),
    "addition-without-heading": Entry(
        ERROR, N_("{block} has a text but no overskrift."), N_("Write a short overskrift.")
    ),
    "heading-in-prose": Entry(
        ERROR,
        N_("{block} is prose, and prose has no overskrift."),
        N_("Leave overskrift out and write all of it under tekst."),
    ),
    "id-of-other-section": Entry(
        ERROR,
        N_("The id {block} does not belong in section {section}."),
        N_("Ids are U1 … in 3.6, A1 … in 3.7, F1 … in 4.2, and 3.1/1 … in prose."),
    ),
    "id-in-other-section": Entry(
        ERROR,
        N_("{block} stands in section {actual}, not in {section}."),
        N_("Correct afsnit or id."),
    ),
    "id-taken": Entry(
        ERROR,
        N_("The id {block} is already used; an id is never used twice."),
        N_("The next free one is {free}."),
    ),
    "move-without-place": Entry(
        ERROR,
        N_("{block} is to be moved, but not where to."),
        N_("Write efter: the id it should stand after, or the section's number for first."),
    ),
    "move-after-itself": Entry(
        ERROR, N_("{block} cannot stand after itself."), N_("Write another id under efter.")
    ),
    "change-conflict": Entry(
        ERROR,
        N_(
            "{block} was changed in the same words by someone else since.\n"
            "It was: “{before}”\nIt is now: “{stands}”\nThis entry wants: “{wanted}”"
        ),
        N_("Write under tekst what it should be, and under før what it is now."),
    ),
    "removal-of-changed": Entry(
        ERROR,
        N_(
            "{block} was changed after it was decided to take it out.\n"
            "It was: “{before}”\nIt is now: “{stands}”"
        ),
        N_("If it is still to go, write under før what it is now."),
    ),
    "quote-not-in-block": Entry(
        WARNING,
        N_("“{quoted}” is quoted, but does not stand in {block}."),
        N_("Look whether it is the right point."),
    ),
    "closes-unknown": Entry(
        ERROR,
        N_("lukker names {closes}, and there is no such input."),
        N_("reportgen status lists the inputs that are open."),
    ),
    "closes-later": Entry(
        ERROR,
        N_("lukker names {closes}, which comes later than this entry."),
        N_("Write the closing in a file with a higher number."),
    ),
    "challenge-unknown": Entry(
        ERROR,
        N_("The recommendation {block} answers {challenge}, which is not in section 3.6."),
        N_("Write one of {known}, or leave it empty."),
    ),
}
