"""Two recorded reports against each other, point by point."""

from __future__ import annotations

from reportgen.hearing.comparing.points import changes
from reportgen.report.recorded import RecordedReport

recorded = RecordedReport.from_json


def test_a_paragraph_of_prose_is_known_by_its_words_and_not_by_its_place() -> None:
    first, second = "Netværket mødes fire gange om året.", "Styregruppen får en rapport."
    before = {
        "sections": {"1.1": ""},
        "blocks": {"1.1/": [["1.1/1", "", first], ["1.1/2", "", second]]},
    }
    after = {"sections": {"1.1": ""}, "blocks": {"1.1/": [["1.1/1", "", second]]}}
    (found,) = changes(recorded(before), recorded(after))
    assert (found["kind"], found["before"], found["after"]) == ("remove", first, None)


def test_changes_come_in_the_order_of_the_report_with_what_went_where_it_stood() -> None:
    sections = {"3.1": "", "3.6": "", "4.2": ""}
    before = {
        "sections": sections,
        "blocks": {
            "4.2": [["F1", "Et", ""], ["F2", "To", ""], ["F3", "Tre", ""]],
            "3.6": [["U1", "Natten", "Svært."]],
        },
    }
    after = {
        "sections": sections,
        "blocks": {
            "4.2": [["F3", "Tre", ""], ["F4", "Fire", ""], ["F1", "Et", ""]],
            "3.6": [["U1", "Natten", "Meget svært."]],
            "3.1/": [["3.1/1", "", "Nyt."]],
        },
    }
    assert [(c["id"], c["kind"]) for c in changes(recorded(before), recorded(after))] == [
        ("3.1/1", "add"),
        ("U1", "replace"),
        ("F3", "same"),
        ("F4", "add"),
        ("F1", "same"),
        ("F2", "remove"),
    ]
