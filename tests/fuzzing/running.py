"""Reads in forked workers, each held to bounds of time and memory; one that breaks is told.

Linux only: `fork`, limits of resources, and `/proc`.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import selectors
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any
from unittest import mock

from click.testing import CliRunner

from reportgen.cli import command
from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.problems import InputFaults, Refusal
from tests.fuzzing.mutations import mutate, places
from tests.fuzzing.outcomes import Failure, Ran, failures, of_trace, snapshot
from tests.fuzzing.readers import READERS, Command, Given, given
from tests.fuzzing.workspaces import Starts

SECONDS = 5
"""CPU time of one read."""
MEGABYTES = 300
"""By which a read may make the process grow, at its highest."""
_ROOM = 900 * 2**20
"""Bytes of address space beyond what the process has: more than the bound, so that what passes
it is measured and told, but little enough that the machine stands it."""
_WAIT = 180
"""Seconds by the clock in which a read that uses no time of the processor is stuck."""
_BATCH = 25
"""Reads in one child, so that what one leaves behind does not weigh on many."""


class Hang(BaseException):
    """A read used more time than it has."""


@dataclass(frozen=True, slots=True)
class Read:
    """One read."""

    reader: str
    seed: int
    recipe: tuple[str, ...] = ()
    codes: tuple[int, ...] = ()
    """Exit codes of the commands."""
    seconds: float = 0.0
    megabytes: float = 0.0
    failures: tuple[Failure, ...] = ()


@dataclass(slots=True)
class Tally:
    """What the reads of one reader came to."""

    reads: int = 0
    taken: int = 0
    """How many ended with every command done."""
    seconds: float = 0.0
    slowest: float = 0.0
    largest: float = 0.0
    failed: list[Read] = field(default_factory=list)

    def add(self, read: Read) -> None:
        """Count a read."""
        self.reads += 1
        self.taken += not any(read.codes) and not read.failures
        self.seconds += read.seconds
        self.slowest = max(self.slowest, read.seconds)
        self.largest = max(self.largest, read.megabytes)
        if read.failures:
            self.failed.append(read)


def changed_file(reader: str, seed: int, starts: Starts) -> tuple[Given, tuple[str, ...], Random]:
    """The file of a read, what was done to it, and the chance that goes on from there."""
    rng = Random(f"{reader} {seed}")
    file = rng.choice(given(reader, starts.get(READERS[reader].start)))
    data, recipe = mutate(rng, file.path, file.data)
    return Given(file.path, data), (file.path, *recipe), rng


def read_once(reader: str, seed: int, starts: Starts, folder: Path, most: int = SECONDS) -> Read:
    """Read one changed file, in a copy of its workspace in `folder`; to be called in a child."""
    of, root = READERS[reader], starts.get(READERS[reader].start).root
    file, recipe, rng = changed_file(reader, seed, starts)
    work = folder / str(seed)
    home = work / "mappe"
    shutil.copytree(root, home)
    (work / "tmp").mkdir()
    (home / file.path).parent.mkdir(parents=True, exist_ok=True)
    (home / file.path).write_bytes(file.data)
    if rng.random() < places.SHARE:
        recipe = (file.path, places.put_something_else(rng, home / file.path))
    beside = of.beside and os.path.lexists(home / file.path) and not (home / file.path).is_dir()
    before = snapshot(work)
    as_json = of.beside or rng.random() < 0.5
    ran: list[Ran] = []
    started, size = time.process_time(), _reset_memory()
    broken: list[Failure] = []
    doing: Command = ()
    try:
        with _bounds(most), contextlib.chdir(home):
            tempfile.tempdir = str(work / "tmp")
            os.environ["PATH"] = ""  # no other program is tried here
            for command in rng.choice(of.ways):
                doing = tuple(word.replace("{file}", file.path) for word in command)
                ran.append(_run(doing, as_json))
    except Hang:
        broken.append(of_trace(traceback.format_exc(), "hang"))
    seconds, megabytes = time.process_time() - started, _highest_memory() - size
    if seconds > most and not broken:
        broken.append(Failure("hang", f"{recipe[-1]}: {doing[0]}"))
    if megabytes > MEGABYTES:
        broken.append(Failure("memory", f"{recipe[-1]}: {doing[0]}"))
    if not broken:
        broken += failures(ran, before, work, of.writes, beside)
    shutil.rmtree(work, ignore_errors=True)
    codes = tuple(each.exit_code for each in ran)
    return Read(reader, seed, recipe, codes, seconds, megabytes, tuple(broken))


def _run(words: tuple[str, ...], as_json: bool) -> Ran:
    speak("da")
    given = ("--json", *words) if as_json else words
    traces: list[str] = []

    def met(error: BaseException, settings: command.Settings) -> command.Result:
        if not isinstance(error, InputFaults | Refusal):
            traces.append("".join(traceback.format_exception(error)))
        return _failure(error, settings)

    with mock.patch.object(command, "failure", met):
        done = CliRunner().invoke(program, list(given))
    if done.exc_info and not isinstance(done.exception, SystemExit | None):
        traces.append("".join(traceback.format_exception(*done.exc_info)))
    return Ran(given, done.exit_code, done.stdout, done.stderr, as_json, tuple(traces))


_failure = command.failure
"""What the program itself makes of what was raised."""


@contextlib.contextmanager
def _bounds(seconds: int) -> Iterator[None]:
    """Time of the processor and address space, from here on; what passes them is raised."""
    used = time.process_time()

    def too_long(_signal: int, _frame: FrameType | None) -> None:
        raise Hang

    def stuck(_signal: int, _frame: FrameType | None) -> None:
        if time.process_time() - used < seconds / 2:
            raise Hang
        signal.alarm(_WAIT)

    signal.signal(signal.SIGPROF, too_long)
    signal.signal(signal.SIGALRM, stuck)
    # What is in C hears no signal; the kernel ends it for good some seconds later.
    most = int(used) + 2 * seconds + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (_status("VmSize") + _ROOM, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(_WAIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for limit in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
            resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _reset_memory() -> float:
    """Forget the highest size of the process; its size now, in megabytes."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS") / 2**20


def _highest_memory() -> float:
    return _status("VmHWM") / 2**20


def _status(name: str) -> int:
    """A size of this process, in bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise KeyError(name)


# The workers


def run(
    reader: str,
    first: int,
    starts: Starts,
    folder: Path,
    *,
    seconds: float | None = None,
    reads: int | None = None,
    workers: int = 1,
    most: int = SECONDS,
) -> Iterator[Read]:
    """Read with the seeds from `first` on, until the time is up or enough is read.

    `most` is the time of the processor, in seconds, that one read may take.
    """
    load()
    given(reader, starts.get(READERS[reader].start))
    until = time.monotonic() + seconds if seconds is not None else float("inf")
    end = first + reads if reads is not None else None
    waiting = selectors.DefaultSelector()
    children: dict[int, _Child] = {}
    next_ = first
    while True:
        while len(children) < workers and time.monotonic() < until and next_ != end:
            count = _BATCH if end is None else min(_BATCH, end - next_)
            child = _Child.start(reader, range(next_, next_ + count), starts, folder, most)
            children[child.pipe] = child
            waiting.register(child.pipe, selectors.EVENT_READ)
            next_ += count
        if not children:
            return
        for key, _ in waiting.select(timeout=1):
            child = children[key.fd]
            yield from child.heard()
            if child.is_over:
                waiting.unregister(key.fd)
                del children[key.fd]
                rest = child.finish()
                if rest is not None:
                    yield rest
                    if child.left and time.monotonic() < until:
                        seeds = range(rest.seed + 1, rest.seed + 1 + child.left)
                        again = _Child.start(reader, seeds, starts, folder, most)
                        children[again.pipe] = again
                        waiting.register(again.pipe, selectors.EVENT_READ)


@dataclass(slots=True)
class _Child:
    """A forked process that reads a batch and tells of each read on a line."""

    pid: int
    pipe: int
    reader: str
    seed: int
    """Of the read that is under way."""
    left: int
    """Reads after that one."""
    is_over: bool = False
    said: bytes = b""

    @classmethod
    def start(cls, reader: str, seeds: range, starts: Starts, folder: Path, most: int) -> _Child:
        """Fork one."""
        sys.stdout.flush()
        pipe, end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(pipe)
            _be_a_child(end, reader, seeds, starts, folder, most)
        os.close(end)
        return cls(pid, pipe, reader, seeds.start, len(seeds) - 1)

    def heard(self) -> Iterator[Read]:
        """The reads that it has told of since."""
        came = os.read(self.pipe, 65536)
        self.is_over = not came
        *lines, self.said = (self.said + came).split(b"\n")
        for line in lines:
            self.seed, self.left = self.seed + 1, self.left - 1
            yield _as_read(json.loads(line))

    def finish(self) -> Read | None:
        """Wait for its end; the read in which it died."""
        os.close(self.pipe)
        _, state = os.waitpid(self.pid, 0)
        if self.left < 0:
            return None
        kind = (
            "hang" if os.WIFSIGNALED(state) and os.WTERMSIG(state) == signal.SIGXCPU else "killed"
        )
        failure = Failure(kind, f"the process ended with {state} in {self.reader}")
        return Read(self.reader, self.seed, failures=(failure,))


def _be_a_child(
    pipe: int, reader: str, seeds: range, starts: Starts, folder: Path, most: int
) -> None:
    """Read a batch and end, whatever happens."""
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with tempfile.TemporaryDirectory(dir=folder) as own:
            for seed in seeds:
                read = read_once(reader, seed, starts, Path(own), most)
                with os.fdopen(os.dup(pipe), "w", encoding="utf-8") as stream:
                    stream.write(json.dumps(asdict(read)) + "\n")
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _as_read(told: dict[str, Any]) -> Read:
    broken = tuple(Failure(**each) for each in told.pop("failures"))
    return Read(
        **{**told, "recipe": tuple(told["recipe"]), "codes": tuple(told["codes"])}, failures=broken
    )


def load() -> None:
    """Import what commands import when they run, once and before any fork."""
    import importlib

    for name in ("docx", "docxtpl", "icalendar", "openpyxl", "pandas", "pdfplumber", "rapidfuzz"):
        importlib.import_module(name)
