"""Every kind of tracked change: what stands in the file, and how it reads either way."""

from __future__ import annotations

from tests.word.tracked import (
    BY,
    control,
    dele,
    field,
    formula,
    fraction,
    gone,
    ins,
    m,
    move,
    move_range,
    p,
    r,
    tbl,
    tc,
    tr,
    tracked_control,
)

Change = tuple[list[str], list[object], list[object]]
"""Blocks of the document, and its story with all accepted and with all rejected."""

ROW = tr(tc(p(r("fast"))))

TEXT_CHANGES: dict[str, Change] = {
    "typed text": ([p(r("Vi "), ins(r("altid ")), r("ses"))], ["Vi altid ses"], ["Vi ses"]),
    "deleted text": ([p(r("Vi "), dele(gone("altid ")), r("ses"))], ["Vi ses"], ["Vi altid ses"]),
    "one deletes what another typed": (
        [p(r("Vi "), ins(r("mødes "), dele(gone("snart "))), r("nu"))],
        ["Vi mødes nu"],
        ["Vi nu"],
    ),
    "one deletes what another moved here": (
        [p(move("To", dele(gone("væk "))), r("blev"))],
        ["blev"],
        ["blev"],
    ),
    "a deletion that keeps its text as common text": (
        [p(r("Vi "), dele(r("altid ")), r("ses"))],
        ["Vi ses"],
        ["Vi altid ses"],
    ),
    "a deleted field, code and result": (
        [p(r("Dato: "), dele(field(" DATE ", "1. marts")), r("."))],
        ["Dato: ."],
        ["Dato: 1. marts."],
    ),
    "a moved sentence": (
        [
            p(move_range("From", "m1", move("From", r("Først. "))), r("Så.")),
            p(r("Sidst. "), move_range("To", "m1", move("To", r("Først. ")))),
        ],
        ["Så.", "Sidst. Først. "],
        ["Først. Så.", "Sidst. "],
    ),
    "text typed in a content control": (
        [p(control(r("Vi "), ins(r("alle "))), r("ses"))],
        ["Vi alle ses"],
        ["Vi ses"],
    ),
    "text typed in a link": (
        [p("<w:hyperlink>", r("her"), ins(r(" og der")), "</w:hyperlink>")],
        ["her og der"],
        ["her"],
    ),
}

PARAGRAPH_CHANGES: dict[str, Change] = {
    "a paragraph split in two": (
        [p(r("Et. "), mark=ins()), p(r("To."))],
        ["Et. ", "To."],
        ["Et. To."],
    ),
    "a paragraph split in four": (
        [
            p(r("Et. "), mark=ins()),
            p(r("To. "), mark=ins()),
            p(r("Tre. "), mark=ins()),
            p(r("Fire.")),
        ],
        ["Et. ", "To. ", "Tre. ", "Fire."],
        ["Et. To. Tre. Fire."],
    ),
    "a new paragraph": (
        [p(r("Før.")), p(ins(r("Ny.")), mark=ins()), p(r("Efter."))],
        ["Før.", "Ny.", "Efter."],
        ["Før.", "Efter."],
    ),
    "a new paragraph last in the text": (
        [p(r("Før."), mark=ins()), p(ins(r("Ny.")))],
        ["Før.", "Ny."],
        ["Før."],
    ),
    "a deleted paragraph": (
        [p(r("Før.")), p(dele(gone("Væk.")), mark=dele()), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", "Væk.", "Efter."],
    ),
    "a paragraph deleted from the end of the one before": (
        [p(r("Før."), mark=dele()), p(dele(gone("Væk."))), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", "Væk.", "Efter."],
    ),
    "two paragraphs made one": (
        [p(r("Før "), mark=dele()), p(r("efter."))],
        ["Før efter."],
        ["Før ", "efter."],
    ),
    "a paragraph that one inserted and another deleted": (
        [p(r("Før.")), p(ins(dele(gone("Ny."))), mark=ins() + dele()), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", "Efter."],
    ),
    "a moved paragraph": (
        [
            p(move("From", r("Flyttet.")), mark=f"<w:moveFrom {BY}/>"),
            p(r("Midt.")),
            p(move("To", r("Flyttet.")), mark=f"<w:moveTo {BY}/>"),
            p(r("Slut.")),
        ],
        ["Midt.", "Flyttet.", "Slut."],
        ["Flyttet.", "Midt.", "Slut."],
    ),
    "a deleted paragraph above a table": (
        [p(r("Før.")), p(dele(gone("Væk.")), mark=dele()), tbl(ROW), p()],
        ["Før.", [[["fast"]]], ""],
        ["Før.", "Væk.", [[["fast"]]], ""],
    ),
    "text whose mark alone was deleted above a table": (
        [p(r("Stå."), mark=dele()), tbl(ROW), p()],
        ["Stå.", [[["fast"]]], ""],
        ["Stå.", [[["fast"]]], ""],
    ),
    "a mark deleted last of all": ([p(r("Stå."), mark=dele())], ["Stå."], ["Stå."]),
    "a deleted paragraph in a content control of its own": (
        [p(r("Før.")), control(p(dele(gone("Væk.")), mark=dele())), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", "Væk.", "Efter."],
    ),
    "paragraphs made one across the edge of a content control": (
        [control(p(r("Inde, "), mark=dele())), p(r("ude."))],
        ["Inde, ude."],
        ["Inde, ", "ude."],
    ),
}

TABLE_CHANGES: dict[str, Change] = {
    "an inserted row": (
        [tbl(ROW, tr(tc(p(ins(r("ny")), mark=ins())), mark=ins()))],
        [[[["fast"]], [["ny"]]]],
        [[[["fast"]]]],
    ),
    "a deleted row": (
        [tbl(ROW, tr(tc(p(dele(gone("væk")), mark=dele())), mark=dele()))],
        [[[["fast"]]]],
        [[[["fast"]], [["væk"]]]],
    ),
    "a table whose rows are all deleted": (
        [p(r("Før.")), tbl(tr(tc(p(dele(gone("væk")))), mark=dele())), p(r("Efter."))],
        ["Før.", "Efter."],
        ["Før.", [[["væk"]]], "Efter."],
    ),
    "text joined over a table that is gone": (
        [p(r("Før, "), mark=dele()), tbl(tr(tc(p()), mark=dele())), p(r("efter."))],
        ["Før, efter."],
        ["Før, ", [[[""]]], "efter."],
    ),
    "an inserted row in a content control": (
        [tbl(ROW, control(tr(tc(p(r("ny"))), mark=ins())))],
        [[[["fast"]], [["ny"]]]],
        [[[["fast"]]]],
    ),
    "an inserted cell": (
        [tbl(tr(tc(p(r("et"))), tc(p(r("to")), properties=f"<w:cellIns {BY}/>")))],
        [[[["et"], ["to"]]]],
        [[[["et"]]]],
    ),
    "a deleted cell": (
        [tbl(tr(tc(p(r("et"))), tc(p(r("to")), properties=f"<w:cellDel {BY}/>")))],
        [[[["et"]]]],
        [[[["et"], ["to"]]]],
    ),
    "the only cell of a row deleted": (
        [tbl(ROW, tr(tc(p(r("to")), properties=f"<w:cellDel {BY}/>")))],
        [[[["fast"]]]],
        [[[["fast"]], [["to"]]]],
    ),
    "paragraphs of a cell made one": (
        [tbl(tr(tc(p(r("et, "), mark=dele()), p(r("to")))))],
        [[[["et, to"]]]],
        [[[["et, ", "to"]]]],
    ),
    "a cell's last mark deleted": (
        [tbl(tr(tc(p(dele(gone("et")), mark=dele())), tc(p(r("to")))))],
        [[[[""], ["to"]]]],
        [[[["et"], ["to"]]]],
    ),
}

MATH_AND_CONTROLS: dict[str, Change] = {
    "a symbol typed in a formula": (
        [p(formula(m("A="), f"<m:r>{ins('<m:t>2</m:t>')}</m:r>", m("r")))],
        ["A=2r"],
        ["A=r"],
    ),
    "a fraction inserted round its parts": (
        [p(formula(m("x="), fraction("1", "2", ins())))],
        ["x=12"],
        ["x=12"],
    ),
    "a deleted formula": ([p(r("Se "), dele(formula(m("x"))))], ["Se "], ["Se x"]),
    "a content control put round text": (
        [p(r("Vi "), tracked_control("Ins", r("alle ")), r("ses"))],
        ["Vi alle ses"],
        ["Vi alle ses"],
    ),
    "a content control deleted with its text": (
        [p(r("Vi "), tracked_control("Del", dele(gone("alle "))), r("ses"))],
        ["Vi ses"],
        ["Vi alle ses"],
    ),
}

EVERY_CHANGE = TEXT_CHANGES | PARAGRAPH_CHANGES | TABLE_CHANGES | MATH_AND_CONTROLS
