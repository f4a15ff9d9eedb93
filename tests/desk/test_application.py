"""The pages without their door: languages, choices, and whatever goes wrong."""

from __future__ import annotations

import shutil

import pytest
from flask.testing import FlaskClient

from reportgen.app.standing import choices, status
from reportgen.desk.application import Speaking, make_pages
from reportgen.desk.desk import Desk
from reportgen.desk.presence import AFTER_NOTHING, Presence
from tests.workspaces import SmallYear

YEAR = "/aeldre-og-sundhed/2024/"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def desk(small: SmallYear) -> Desk:
    return Desk(small.year.workspace, "key", Presence(Clock()))


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    pages = make_pages(desk)
    pages.wsgi_app = Speaking(pages.wsgi_app, desk)  # type: ignore[method-assign]
    return pages.test_client()


def test_a_fault_in_the_program_says_what_to_send_to_whom(
    client: FlaskClient, small: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("hemmeligt")

    monkeypatch.setattr(status, "status", broken)
    answer = client.get(YEAR)
    assert answer.status_code == 500
    (report,) = small.root.glob("reportgen-fejl_*.txt")
    assert report.name in answer.text
    assert "Noget gik galt i selve programmet" in answer.text
    assert "Traceback" not in answer.text
    assert "hemmeligt" not in answer.text
    sent = client.post(f"{YEAR}skridt/nix")
    assert sent.status_code == 404
    assert sent.json is not None
    assert sent.json["problems"][0]["message"][0]["text"].startswith("Der er ikke en sådan side")


@pytest.mark.parametrize("path", ["/nix", "/nix/2024/", "/aeldre-og-sundhed/1999/", "/../2024/"])
def test_what_is_not_there_is_said_with_a_way_on(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Der er ikke en sådan side" in answer.text
    assert ">Til året</a>" in answer.text


def test_a_workspace_without_a_year_says_how_to_begin_one(
    client: FlaskClient, small: SmallYear
) -> None:
    shutil.rmtree(small.year.inputs)
    assert "Begynd et netværk" in client.get("/", follow_redirects=True).text


def test_a_file_that_cannot_be_read_is_told_and_nothing_else_is_lost(
    client: FlaskClient, small: SmallYear
) -> None:
    small.year.network_file.unlink()
    small.year.network_file.mkdir()
    assert "1 fejl" in client.get(YEAR).text
    answer = client.get(f"{YEAR}grundlag")
    assert "netvaerk.yaml" in answer.text
    assert 'class="problem' in answer.text
    assert ">aeldre-og-sundhed · 2024<" in answer.text


def test_a_frame_that_fails_does_not_keep_the_fault_from_being_told(
    client: FlaskClient, small: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("hemmeligt")

    monkeypatch.setattr(choices, "choices", broken)
    answer = client.get(YEAR)
    assert answer.status_code == 500
    assert "reportgen-fejl_" in answer.text


def test_networks_and_years_are_chosen_among(client: FlaskClient, small: SmallYear) -> None:
    assert "<summary>" not in client.get(YEAR).text.partition("<main")[0]
    other = small.year.workspace.inputs / "boern"
    shutil.copytree(small.year.network_file.parent, other)
    name = (other / "netvaerk.yaml").read_text("utf-8").replace("Ældre og", "Børn og")
    (other / "netvaerk.yaml").write_text(name, "utf-8")
    shutil.copytree(small.year.inputs, small.year.inputs.with_name("2025"))
    top = client.get(YEAR).text.partition("<main")[0]
    assert "<summary>Ældre og Sundhed · 2024</summary>" in top
    shown = [f"{n} · {y}" for n, y in (("Ældre og Sundhed", 2025), ("Børn og Sundhed", 2024))]
    assert all(f">{words}</a>" in top for words in shown)
    assert '/2024/" aria-current="true">Ældre og Sundhed · 2024</a>' in top
    assert client.get("/boern/2024/").status_code == 200


@pytest.mark.parametrize(
    ("browser", "language"),
    [
        *((None, "da"), ("da", "da"), ("en-US,en;q=0.9,da;q=0.8", "en"), ("sv,da;q=0.5", "da")),
        *(("fr", "da"), ("", "da"), ("x" * 5000, "da"), ("en;q=x", "da")),
    ],
)
def test_the_browsers_language_rules_unless_it_is_another(
    client: FlaskClient, browser: str | None, language: str
) -> None:
    headers = {} if browser is None else {"Accept-Language": browser}
    assert f'<html lang="{language}">' in client.get(YEAR, headers=headers).text


def test_what_pages_ask_for_by_themselves_keeps_no_desk_alive(
    client: FlaskClient, desk: Desk
) -> None:
    client.get(YEAR)
    clock = desk.presence._clock
    assert isinstance(clock, Clock)
    for _ in range(int(AFTER_NOTHING // 60)):
        clock.now += 60
        client.post("/lever")
        client.get(f"{YEAR}stand")
        assert not desk.presence.is_over()
    clock.now += 1
    assert desk.presence.is_over()
