"""The copy that is sent out: tracking enforced, marked with its round and party, else the same."""

from __future__ import annotations

import pytest

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.word.elements.identity import SentCopy, read_sent_copy
from reportgen.word.write.hearing_copy import hearing_copy
from tests.word.ooxml import assert_valid
from tests.word.redline_plans import BASE, read


def settings(data: bytes) -> dict[str, dict[str, str]]:
    package = Package.open(data, "")
    root = parse(package.parts["word/settings.xml"])
    return {str(child.tag): {str(k): str(v) for k, v in child.attrib.items()} for child in root}


def test_tracking_is_on_and_enforced_without_a_password() -> None:
    found = settings(hearing_copy(BASE, SentCopy(1)))
    assert qn("w:trackRevisions") in found
    assert found[qn("w:documentProtection")] == {
        qn("w:edit"): "trackedChanges",
        qn("w:enforcement"): "1",
    }


def test_without_a_lock_tracking_is_on_and_can_be_turned_off() -> None:
    found = settings(hearing_copy(BASE, SentCopy(1), lock=False))
    assert qn("w:trackRevisions") in found
    assert qn("w:documentProtection") not in found


@pytest.mark.parametrize("party", ["", "Bæk & Åby Kommune"])
@pytest.mark.parametrize("lost", ["", "docProps/custom.xml"])
def test_round_and_party_come_back_with_the_file(party: str, lost: str) -> None:
    from reportgen.word.elements.identity import Identity, set_identity

    package = Package.open(BASE, "")
    set_identity(package, Identity("net", 2024, "v02", "hoering", "0" * 64))
    copy = Package.open(hearing_copy(package.save(), SentCopy(2, party)), "")
    copy.parts.pop(lost, None)
    assert read_sent_copy(copy) == SentCopy(2, party)


def test_a_copy_made_of_a_copy_is_for_the_new_party_alone() -> None:
    again = hearing_copy(hearing_copy(BASE, SentCopy(1, "Bæk Kommune")), SentCopy(2))
    assert read_sent_copy(Package.open(again, "")) == SentCopy(2)


def test_the_same_copy_has_the_same_bytes() -> None:
    assert hearing_copy(BASE, SentCopy(1, "Åby")) == hearing_copy(BASE, SentCopy(1, "Åby"))


def test_nothing_of_the_text_is_changed() -> None:
    copy = hearing_copy(BASE, SentCopy(1))
    assert read(copy).document.paragraphs == read(BASE).document.paragraphs


def test_a_file_that_was_not_sent_out_has_no_mark() -> None:
    assert read_sent_copy(Package.open(BASE, "")) is None


def test_the_validator_finds_nothing() -> None:
    assert_valid(hearing_copy(BASE, SentCopy(1, "Bæk Kommune")))
