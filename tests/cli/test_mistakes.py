"""Ordinary mistakes and next steps, as somebody meets them who has not used the program before."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli.main import program
from reportgen.language.translation import speak
from tests.cli.test_commands import run
from tests.workspaces import SmallYear


def spoken(text: str) -> str:
    """Words without the line ends that a terminal's width gave them."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("status", "--year", "2020"), 2, "aeldre-og-sundhed har ikke året 2020; der er 2024."),
        (("status", "--network", "Ældre"), 2, "Der er intet netværk, der hedder Ældre;"),
        (("hearing", "open", "--deadline", "1/3-2024"), 2, "Fristen 1. marts 2024 er allerede"),
        (("hearing", "answer", "Åby Kommune"), 2, "Angiv enten --none, eller hvad de svarede"),
        (("archive", "diff", "1", "2"), 2, "“1” er hverken en version, fx v01, eller et år"),
        (("archive", "show", "Ældre", "2024"), 3, "Ældre 2024 findes ikke i arkivet."),
        (("archive", "show", "aeldre-og-sundhed", "2024"), 3, "aeldre-og-sundhed 2024 findes"),
        (("trace", "Nøgletal!Z99"), 1, "Cellen Nøgletal!Z99 rummer intet, som rapporten viser."),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else None,
)
def test_a_mistake_is_told_and_not_how_to_type(
    small: SmallYear, words: tuple[str, ...], code: int, expected: str
) -> None:
    done = run(small, *words)
    assert done.exit_code == code
    assert expected in spoken(done.stderr)
    assert "Brug:" not in done.stderr
    assert "–" not in done.stderr


@pytest.mark.parametrize("words", [(), ("status",), ("check",), ("new", "2026")])
def test_an_empty_folder_tells_how_to_begin(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    speak("da")
    done = CliRunner().invoke(program, words, catch_exceptions=False)
    assert done.exit_code == 2
    assert done.stderr.startswith("Fejl: ")
    assert "--network NAVN" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("group", ["hearing", "archive", "template"])
def test_a_group_alone_shows_its_help_once(group: str) -> None:
    done = run(None, group)
    assert (done.exit_code, done.stderr.count("Brug:")) == (2, 1)
    assert "Kommandoer:" in done.stderr
    assert "Fejl" not in done.stderr


def test_a_network_goes_by_its_name_too(small: SmallYear) -> None:
    assert run(small, "generate", "--network", "Ældre og Sundhed").exit_code == 0
    assert run(small, "archive", "show", "Ældre og Sundhed", "2024").stdout.startswith("v01")


def test_an_id_may_be_typed_in_small_letters(small: SmallYear) -> None:
    assert run(small, "trace", "u1").stdout == run(small, "trace", "U1").stdout
    small_letters, as_written = (run(small, "trace", ref) for ref in ("nøgletal!e2", "Nøgletal!E2"))
    assert small_letters.stdout == as_written.stdout


def test_absorb_tells_a_file_without_edits_from_one_taken_in_before(small: SmallYear) -> None:
    file = run(small, "generate").stdout.strip()
    done = run(small, "absorb", str(small.root / file))
    assert spoken(done.stderr) == ("Der er ingen rettelser i filen: Der står det samme som i v01.")


def test_versions_are_compared_in_words(small: SmallYear) -> None:
    run(small, "generate", "--date", "2024-11-15")
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    run(small, "generate", "--date", "2024-11-16")
    told = run(small, "archive", "diff", "v01", "v02").stdout
    assert "[slettet: " in told
    assert "[nyt: " in told
    assert "Uændret" not in told
    assert run(small, "archive", "diff", "v01", "v01").stdout == "Der er ingen forskel.\n"


def test_a_calendar_without_meetings_is_not_handed_over_in_silence(small: SmallYear) -> None:
    small.write_workbook(wheel=())
    done = run(small, "calendar")
    assert "Der er ingen planlagte møder i arket Årshjul" in spoken(done.stderr)
    assert done.stdout.strip().endswith(".ics")


@pytest.mark.parametrize("command", ["check", "generate"])
def test_what_is_pending_is_never_without_a_way_to_word_it(small: SmallYear, command: str) -> None:
    told = spoken(run(small, command).stderr)
    assert "Et ønske formuleres på en af to måder" in told
    assert "reportgen absorb" in told


def test_a_late_answer_noted_twice_is_kept_once_and_that_is_said(small: SmallYear) -> None:
    run(small, "generate")
    run(small, "hearing", "open", "--deadline", "31-12-2098", "--with-pending")
    run(small, "hearing", "answer", "Åby Kommune", "--none")
    assert run(small, "hearing", "apply").exit_code == 0
    late = ("hearing", "answer", "Bæk Kommune", "--none")
    assert "og har ingen bemærkninger" in run(small, *late).stderr
    assert "Det er kommet ind før" in run(small, *late).stderr
