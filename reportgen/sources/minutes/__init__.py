"""Minutes as they exist (PDF, text; Word through `reportgen.word`) to a meeting.

`read_minutes` gives the outline of a file, `read_meeting` the meeting an outline holds,
`meeting_yaml` the text of its file, `differences` what a second import would change.
"""

from reportgen.sources.minutes.changes.phrases import SECTIONS, NextId, Resolve
from reportgen.sources.minutes.ledger import Account
from reportgen.sources.minutes.meeting import Minutes, Unsure, no_draft, read_meeting
from reportgen.sources.minutes.meeting_file import MeetingDifference, differences, meeting_yaml
from reportgen.sources.minutes.reading import ReadWord, read_minutes

__all__ = [
    "SECTIONS",
    "Account",
    "MeetingDifference",
    "Minutes",
    "NextId",
    "ReadWord",
    "Resolve",
    "Unsure",
    "differences",
    "meeting_yaml",
    "no_draft",
    "read_meeting",
    "read_minutes",
]
