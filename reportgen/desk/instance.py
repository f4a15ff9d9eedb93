"""A desk that runs for a workspace: where it listens, and how it proves that it is this user's.

The state file lies in the user's own folder and not in the workspace, which others may share.
It stays when a desk ends, so that the next one listens where pages that are still open ask
for it, and knows them by the key they share. The key itself is never sent.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from reportgen.problems import Location, limits
from reportgen.workspace import files

ADDRESS = "127.0.0.1"
ENTRY = "/ind/"
"""Where a token is shown; what comes after it is the token."""
EXCHANGE = "/instance"
"""Where a desk proves what it is, and hands out a token to who proves the same."""
SERVES, ASKS = "serves", "asks"
"""What a proof is of: of the desk that answers, and of whoever asks it for a token."""
_PATIENCE = 2.0  # seconds; a stranger on the port may never answer


@dataclass(frozen=True, slots=True)
class Instance:
    """Where a desk listens, and the key that proves it."""

    port: int
    key: str

    @property
    def origin(self) -> str:
        """The address as browsers name it."""
        return f"http://{ADDRESS}:{self.port}"

    def proof(self, of: str, nonce: str) -> str:
        """HMAC-SHA-256 in hexadecimal; the port is in it, so that none can be passed on."""
        text = f"{of} {self.port} {nonce}"
        return hmac.new(self.key.encode(), text.encode(), "sha256").hexdigest()

    def is_proof(self, given: object, of: str, nonce: str) -> bool:
        """Whether `given` proves it, compared in constant time."""
        return hmac.compare_digest(str(given).encode(), self.proof(of, nonce).encode())


def new_instance(port: int) -> Instance:
    """A desk of its own on `port`."""
    return Instance(port, secrets.token_hex(32))


def entry_address(instance: Instance, token: str) -> str:
    """The address that shows a token."""
    return f"{instance.origin}{ENTRY}{token}"


def user_folder() -> Path:
    """The folder for what a desk keeps of its user's; made, and closed to others.

    Raises `FileHeld` where it cannot be.
    """
    home = Path.home()
    if sys.platform == "win32":
        above = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        above = home / "Library" / "Application Support"
    else:
        above = Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state")
    folder = above / "reportgen"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise files.FileHeld(Location(str(folder))) from error
    return folder


def state_file(root: Path) -> Path:
    """Where the state of the desk for the workspace `root` is kept."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    return user_folder() / f"{name}.json"


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, from its first byte on; raises `FileHeld`."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        files.replace(beside, path)
    except OSError as error:
        raise files.FileHeld(Location(str(path))) from error


def write_state(path: Path, instance: Instance) -> None:
    """Keep where a desk listens."""
    said = {"port": instance.port, "key": instance.key}
    write_private(path, json.dumps(said).encode())


def read_state(path: Path) -> Instance | None:
    """What was kept; none where it is damaged, or where others could have read or written it."""
    try:
        with path.open("rb") as stream:
            if not _is_private(os.fstat(stream.fileno())):
                return None
            said = json.loads(stream.read(limits.MOST_EXCHANGE_BYTES))
        port, key = said["port"], said["key"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if type(port) is int and 0 < port < 2**16 and isinstance(key, str) and len(key) >= 64:
        return Instance(port, key)
    return None


def _is_private(found: os.stat_result) -> bool:
    if not stat.S_ISREG(found.st_mode):
        return False
    if sys.platform == "win32":
        return True  # the folder is the user's own; modes say nothing there
    return found.st_uid == os.getuid() and not found.st_mode & 0o077


def token_of_running(known: Instance) -> str | None:
    """A token for the desk that listens there, if one does and proves that it is ours.

    Nothing but a nonce is sent before it has proved it.
    """
    import http.client

    def exchange(method: str, path: str, body: str | None = None) -> dict[str, object]:
        connection = http.client.HTTPConnection(ADDRESS, known.port, timeout=_PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body, {"Origin": known.origin})
            said = json.loads(connection.getresponse().read(limits.MOST_EXCHANGE_BYTES))
            return said if isinstance(said, dict) else {}

    nonce = secrets.token_hex(16)
    try:
        answer = exchange("GET", f"{EXCHANGE}?nonce={nonce}")
        if not known.is_proof(answer.get("proof", ""), SERVES, nonce):
            return None
        theirs = str(answer["nonce"])
        mine = json.dumps({"nonce": theirs, "proof": known.proof(ASKS, theirs)})
        return str(exchange("POST", EXCHANGE, mine)["token"])
    except (OSError, ValueError, KeyError, RecursionError, http.client.HTTPException):
        return None
