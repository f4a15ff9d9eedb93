"""Whatever is archived, in whatever order: every version comes back exactly."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reportgen.archive.paths import clashing_paths, is_unsafe, normal, object_id
from reportgen.archive.store import Store
from tests.archive.support import judge, put, restored

_ELEMENT = st.text("abæøå .-_1é", min_size=1, max_size=6).map(str.strip)
PATHS = st.lists(_ELEMENT, min_size=1, max_size=3).map("/".join).filter(lambda p: not is_unsafe(p))
STATES = st.dictionaries(PATHS.map(normal), st.binary(max_size=3), max_size=6).filter(
    lambda files: not clashing_paths(files)
)
YEARS = st.sampled_from([object_id(network, 2022) for network in ("ældre", "børn_og_unge")])


class Archiving(RuleBasedStateMachine):
    """Versions are added, and the archive is opened anew, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name) / "arkiv")
        self.known: dict[str, list[dict[str, bytes]]] = {}

    def teardown(self) -> None:
        if self.known:
            judge(self.store.root)
            assert self.store.verify() == []
        self.folder.cleanup()

    @rule(year=YEARS, files=STATES)
    def archive(self, year: str, files: dict[str, bytes]) -> None:
        versions = self.known.setdefault(year, [])
        unchanged = bool(versions) and versions[-1] == files
        done = put(self.store, files, year)
        if not unchanged:
            versions.append(files)
        assert (done.version, done.unchanged) == (f"v{len(versions)}", unchanged)

    @precondition(lambda self: any(self.known.values()))
    @rule(data=st.data())
    def archive_something_earlier_again(self, data: st.DataObject) -> None:
        year = data.draw(st.sampled_from(sorted(self.known)))
        self.archive(year, data.draw(st.sampled_from(self.known[year])))

    @rule()
    def open_anew(self) -> None:
        self.store = Store(self.store.root)

    @invariant()
    def every_version_comes_back(self) -> None:
        for year, versions in self.known.items():
            for number, files in enumerate(versions, 1):
                with tempfile.TemporaryDirectory() as folder:
                    place = Path(folder) / "ud"
                    assert restored(self.store, f"v{number}", place, year) == files

    @invariant()
    def the_listing_names_the_newest(self) -> None:
        listed = {entry.id: entry.head for entry in self.store.objects()}
        assert listed == {year: f"v{len(known)}" for year, known in self.known.items()}


TestArchiving = Archiving.TestCase
TestArchiving.settings = settings(max_examples=25, stateful_step_count=8, deadline=None)


@given(files=STATES)
@settings(max_examples=50, deadline=None)
def test_names_that_are_taken_can_be_written_on_disk(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "arkiv")
        put(store, files, object_id("ældre", 2022))
        assert restored(store, "v1", Path(folder) / "ud", object_id("ældre", 2022)) == files
