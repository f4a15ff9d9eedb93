"""Whatever is asked for, by whoever is in already: an answer in words, never a fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from tests.workspaces import SmallYear, small_year

SEGMENTS = st.sampled_from(
    [
        *("aeldre-og-sundhed", "2024", "hoering", "afsnit", "3.6", "aendring", "tilstand", "stand"),
        *("skridt", "import", "collect", "open", "fil", "arbejde", "set", "sprog", "static", ".."),
        *("", ".", "9" * 5000, "-1", "²", "%00", "%2f", "%ff", "æ", "{{7*7}}", "con"),
    ]
)
QUERIES = st.dictionaries(
    st.sampled_from(["nr", "vis", "part", "afsnit", "visning", "x"]), st.text(max_size=8)
)
BODIES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"[]", b"{}", b'{"row": 1}', b"null", b"[" * 2000, b"--x\r\n\r\n--x--"]),
)
KINDS = st.sampled_from(
    [
        *("application/json", "multipart/form-data", "multipart/form-data; boundary=x"),
        *("application/x-www-form-urlencoded; charset=nix", "text/plain", ""),
    ]
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    small: SmallYear = small_year(tmp_path_factory.mktemp("fælles") / "mappe")
    yield make_pages(Desk(small.year.workspace, "key")).test_client()
    assert not list(small.root.glob("reportgen-fejl_*")), "the program itself failed"


@settings(max_examples=120)
@given(st.lists(SEGMENTS, max_size=6), QUERIES)
def test_any_page_may_be_asked_for(
    client: FlaskClient, path: list[str], query: dict[str, str]
) -> None:
    answer = client.get("/" + "/".join(path).lstrip("/"), query_string=query)
    assert answer.status_code < 500
    assert "Traceback" not in answer.get_data(as_text=True)


@settings(max_examples=120)
@given(st.lists(SEGMENTS, max_size=6), BODIES, KINDS)
def test_anything_may_be_sent_anywhere(
    client: FlaskClient, path: list[str], body: bytes, kind: str
) -> None:
    answer = client.post("/" + "/".join(path).lstrip("/"), data=body, content_type=kind)
    assert answer.status_code < 500
    assert "Traceback" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("step", ["import", "collect", "open"])
@pytest.mark.parametrize(
    "form", [{}, {"files": "nix"}, {"deadline": "i morgen"}, {"deadline": "1999-01-01"}]
)
def test_a_step_that_lacks_what_it_needs_is_told(
    client: FlaskClient, step: str, form: dict[str, str]
) -> None:
    answer = client.post(f"/aeldre-og-sundhed/2024/skridt/{step}", data=form)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["problems"]
