"""What all pages of a running desk share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from reportgen.desk.ahead import Ahead
from reportgen.desk.opening import FileList
from reportgen.desk.presence import Presence
from reportgen.desk.readings import Readings
from reportgen.desk.reviews import Reviews
from reportgen.desk.work import Works
from reportgen.workspace.places import Workspace


@dataclass(slots=True)
class Desk:
    """A workspace that is served."""

    workspace: Workspace
    key: str
    """By which its pages know it again after it ended and was started anew."""
    presence: Presence = field(default_factory=Presence)
    works: Works = field(default_factory=Works)
    files: FileList = field(default_factory=FileList)
    readings: Readings = field(default_factory=Readings)
    reviews: Reviews = field(default_factory=Reviews)
    ahead: Ahead = field(init=False)
    language: str = ""
    """Chosen on a page; empty where the browser's rules."""

    before_end: list[Callable[[], bool]] = field(default_factory=list)
    """What is still to be written when the desk ends; each tries, and tells whether it is."""

    def __post_init__(self) -> None:
        self.before_end.append(self.reviews.settle)
        self.ahead = Ahead(self.readings, self.reviews)
        self.works.before_told.append(self.ahead.first)

    def is_settled(self) -> bool:
        """Whether no work runs, and nothing waits that can be written now."""
        settled = [settle() for settle in self.before_end]
        return all(settled) and not self.works.is_busy()


def this_desk() -> Desk:
    """The desk that serves the page."""
    return cast(Desk, current_app.extensions["desk"])
