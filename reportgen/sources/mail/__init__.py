"""Mails that came in: who sent them, what they say, and what hangs on them."""

from __future__ import annotations

from reportgen.opc.container import OLE_MAGIC
from reportgen.problems import Location, Problem
from reportgen.sources.mail.automatic import Automatic
from reportgen.sources.mail.doubts import problem
from reportgen.sources.mail.eml import read_eml
from reportgen.sources.mail.model import SUFFIXES, Attachment, Mail, UnreadableError
from reportgen.sources.mail.text import says_nothing

__all__ = ["SUFFIXES", "Attachment", "Automatic", "Mail", "read_mail", "says_nothing"]


def read_mail(data: bytes, name: str) -> tuple[Mail | None, tuple[Problem, ...]]:
    """Read an ``.eml`` (RFC 5322) or ``.msg`` (MS-OXMSG) file; None where it cannot be read.

    What it is shows in its bytes, whatever it is called. Nothing it points to is fetched,
    and nothing in it is run. Never raises.
    """
    try:
        if data.startswith(OLE_MAGIC):
            from reportgen.sources.mail.msg import read_msg

            mail = read_msg(data)
        else:
            mail = read_eml(data)
    except UnreadableError as error:
        return None, (Problem(error.code, Location(name), error.values),)
    except Exception:  # whatever a hostile file finds, it is that file's problem alone
        return None, (Problem("mail-unreadable", Location(name)),)
    return mail, tuple(problem(code, name) for code in mail.doubts)
