"""Mails that came in: who sent them, what they say, and what hangs on them."""

from __future__ import annotations

from reportgen.sources.mail.model import SUFFIXES, Attached, Mail
from reportgen.sources.mail.reading import read_mail
from reportgen.sources.mail.words import says_nothing

__all__ = ["SUFFIXES", "Attached", "Mail", "read_mail", "says_nothing"]
