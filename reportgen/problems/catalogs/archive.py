"""Problems with the archive: what it refuses, and what verifying finds.

What verifying finds carries in ``rule`` the code that the OCFL specification has for it.
"""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

_RESTORE_COPY = N_("Put the archive back from a backup, and verify it again.")
_ASK = N_("Put the archive back from a backup, or ask whoever made it.")

REFUSED: dict[str, Entry] = {
    "archive-not-an-archive": Entry(
        ERROR,
        N_("{path} is not an archive of yearly reports."),
        N_("Name a folder that is empty or holds an archive; nothing was written."),
    ),
    "archive-another-layout": Entry(
        ERROR,
        N_("The archive in {path} is laid out in another way: {detail}."),
        N_("Use another folder; this one can only be verified, and nothing was written."),
    ),
    "archive-no-such-object": Entry(
        ERROR, N_("{id} is not in the archive."), N_("reportgen archive list shows what is.")
    ),
    "archive-no-such-version": Entry(
        ERROR, N_("{id} has no version {version}."), N_("It has {known}.")
    ),
    "archive-no-such-file": Entry(
        ERROR, N_("Version {version} holds no file {path}."), N_("Look for it in another version.")
    ),
    "archive-names-unsafe": Entry(
        ERROR,
        N_("These names cannot be kept so that every computer can read them: {names}."),
        N_(
            'Rename them. A name may not hold < > : " \\ | ? * or .., begin with a space, end '
            "with a dot or a space, or be CON, NUL, COM1 or the like, and with its folders it "
            "may be {longest} characters long."
        ),
    ),
    "archive-names-clash": Entry(
        ERROR,
        N_("These names would fall in the same place on Windows: {names}."),
        N_("Rename all but one of them; capital and small letters do not count."),
    ),
    "archive-folder-taken": Entry(
        ERROR,
        N_("The folder {path} in the archive is used for something else."),
        N_("Move it out of the archive if nobody can say what it is."),
    ),
    "archive-object-damaged": Entry(
        ERROR,
        N_("{path} in the archive is damaged, and nothing was read from it or added to it."),
        N_("reportgen archive verify says where; put it back from a backup."),
    ),
    "archive-content-damaged": Entry(
        ERROR,
        N_("These files in the archive are no longer what was archived: {names}."),
        N_("Put them back from a backup; nothing was handed over."),
    ),
    "archive-source-changed": Entry(
        ERROR,
        N_("{path} was changed while it was being archived."),
        N_("Close it in other programs and try again; nothing was archived."),
    ),
    "archive-copy-failed": Entry(
        ERROR,
        N_("{path} was not written as it was read."),
        N_("Have the disk or the share looked at, and try again; nothing was archived."),
    ),
    "archive-destination-not-empty": Entry(
        ERROR,
        N_("{path} is not an empty folder."),
        N_("Name a folder that is empty or does not exist yet; nothing was written."),
    ),
    "archive-destination-inside": Entry(
        ERROR,
        N_("{path} lies inside the archive."),
        N_("Name a folder outside it; nothing was written."),
    ),
    "archive-busy": Entry(
        ERROR,
        N_("The archive is being written to by {who} on {where} since {when}."),
        N_("Wait until it is done, and try again."),
    ),
    "archive-disk-full": Entry(
        ERROR,
        N_("There is no room left on the disk for {path}."),
        N_("Make room and try again; nothing was half done."),
    ),
    "archive-read-only": Entry(
        ERROR,
        N_("{path} lies on a disk or share that can only be read."),
        N_("Ask for the right to write there, or use another place; nothing was half done."),
    ),
    "archive-access-denied": Entry(
        ERROR,
        N_("{path} cannot be opened or written: it is open in another program, or not yours."),
        N_("Close it in Word and the like, or ask for the right to it; nothing was half done."),
    ),
    "archive-storage-failed": Entry(
        ERROR,
        N_("{path} could not be read or written: {detail}."),
        N_("Look whether the disk or the share is there, and try again; nothing was half done."),
    ),
}

DAMAGED: dict[str, Entry] = {
    "archive-stray": Entry(
        ERROR,
        N_("This does not belong here (OCFL {rule})."),
        N_("Move it out of the archive; nothing points to it."),
    ),
    "archive-empty-folder": Entry(
        ERROR, N_("The folder is empty (OCFL {rule})."), N_("Remove it.")
    ),
    "archive-link": Entry(
        ERROR,
        N_("This is a link and not a file or folder of its own (OCFL {rule})."),
        N_("Put what it leads to in its place."),
    ),
    "archive-declaration": Entry(
        ERROR,
        N_("The file that says which format this is, is missing or wrong (OCFL {rule})."),
        N_("It should be named {expected} and hold the same, without 0=, and a line end."),
    ),
    "archive-inventory-missing": Entry(
        ERROR, N_("The inventory is missing (OCFL {rule})."), _RESTORE_COPY
    ),
    "archive-inventory-unreadable": Entry(
        ERROR, N_("The inventory cannot be read: {detail} (OCFL {rule})."), _RESTORE_COPY
    ),
    "archive-inventory-changed": Entry(
        ERROR,
        N_("The inventory is not the one its digest was made of (OCFL {rule})."),
        _RESTORE_COPY,
    ),
    "archive-digest-file-missing": Entry(
        ERROR, N_("The file with the inventory's digest is missing (OCFL {rule})."), _RESTORE_COPY
    ),
    "archive-digest-file-broken": Entry(
        ERROR,
        N_("The file with the inventory's digest is not as it should be (OCFL {rule})."),
        _RESTORE_COPY,
    ),
    "archive-key-missing": Entry(ERROR, N_("The inventory lacks {key} (OCFL {rule})."), _ASK),
    "archive-key-unknown": Entry(
        ERROR, N_("The inventory has {key}, which the format does not know (OCFL {rule})."), _ASK
    ),
    "archive-value": Entry(
        ERROR, N_("{key} in the inventory cannot be {value} (OCFL {rule})."), _ASK
    ),
    "archive-versions-sequence": Entry(
        ERROR,
        N_("The versions are not numbered one after the other in one way: {names} (OCFL {rule})."),
        _ASK,
    ),
    "archive-version-missing": Entry(
        ERROR, N_("The folder of version {version} is missing (OCFL {rule})."), _RESTORE_COPY
    ),
    "archive-path-unsafe": Entry(
        ERROR, N_("The inventory names an impossible path: {path} (OCFL {rule})."), _ASK
    ),
    "archive-path-conflict": Entry(
        ERROR, N_("The inventory uses the path {path} twice (OCFL {rule})."), _ASK
    ),
    "archive-digest-twice": Entry(
        ERROR, N_("The inventory has the digest {digest} twice (OCFL {rule})."), _ASK
    ),
    "archive-digest-unknown": Entry(
        ERROR,
        N_("Version {version} holds a file whose content is not listed: {digest} (OCFL {rule})."),
        _ASK,
    ),
    "archive-digest-unused": Entry(
        ERROR, N_("No version uses the content {digest} (OCFL {rule})."), _ASK
    ),
    "archive-content-changed": Entry(
        ERROR, N_("The file is no longer what was archived (OCFL {rule})."), _RESTORE_COPY
    ),
    "archive-content-missing": Entry(
        ERROR, N_("The file is missing (OCFL {rule})."), _RESTORE_COPY
    ),
    "archive-content-unlisted": Entry(
        ERROR,
        N_("The inventory does not know this file (OCFL {rule})."),
        N_("Move it out of the archive, if nobody can say what it is."),
    ),
    "archive-copies-differ": Entry(
        ERROR,
        N_("The inventory is not the same as the one in {version} (OCFL {rule})."),
        _RESTORE_COPY,
    ),
    "archive-history-differs": Entry(
        ERROR,
        N_("The inventory in {where} tells another story of {version} (OCFL {rule})."),
        _RESTORE_COPY,
    ),
    "archive-format-older": Entry(
        ERROR, N_("The version is in an older format than the one before it (OCFL {rule})."), _ASK
    ),
    "archive-format-newer": Entry(
        ERROR, N_("The object is in a newer format than the archive (OCFL {rule})."), _ASK
    ),
    "archive-folder-misnamed": Entry(
        ERROR,
        N_("{id} lies in the wrong folder (OCFL {rule})."),
        N_("Rename the folder to {expected}."),
    ),
    "archive-id-twice": Entry(
        ERROR,
        N_("{id} lies in two folders (OCFL {rule})."),
        N_("Move the one that is a copy out of the archive."),
    ),
    "archive-guide-changed": Entry(
        ERROR,
        N_("The archive's guide for readers is missing or has been changed."),
        N_("Remove the guide's three files; the next version that is archived writes them again."),
    ),
    "archive-unreadable": Entry(
        ERROR,
        N_("This cannot be read: {detail}."),
        N_("Look whether the disk is sound and you have the right to read it."),
    ),
}

ODD: dict[str, Entry] = {
    "archive-versions-padded": Entry(
        WARNING, N_("The versions are numbered with zeros in front (OCFL {rule}).")
    ),
    "archive-folder-passed-over": Entry(
        WARNING, N_("Nothing points to this folder (OCFL {rule}).")
    ),
    "archive-content-folder-empty": Entry(
        WARNING, N_("The folder for content is empty (OCFL {rule}).")
    ),
    "archive-digest-other": Entry(
        WARNING, N_("The digests are {algorithm} and not sha512 (OCFL {rule}).")
    ),
    "archive-id-not-uri": Entry(WARNING, N_("The id {id} is not a URI (OCFL {rule}).")),
    "archive-version-untold": Entry(
        WARNING, N_("Version {version} does not say {key} (OCFL {rule}).")
    ),
    "archive-address-not-uri": Entry(
        WARNING, N_("The address in version {version} is not a URI (OCFL {rule}).")
    ),
    "archive-version-inventory-missing": Entry(
        WARNING, N_("The version has no inventory of its own (OCFL {rule}).")
    ),
    "archive-metadata-differs": Entry(
        WARNING, N_("The inventory in {where} has another {key} for {version} (OCFL {rule}).")
    ),
    "archive-extension-unknown": Entry(
        WARNING, N_("The extension is not a registered one (OCFL {rule}).")
    ),
}

CODES: dict[str, Entry] = {**REFUSED, **DAMAGED, **ODD}
