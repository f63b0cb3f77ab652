"""The partitions of an archive on a Dask cluster, whose scheduler listens at an address."""

from __future__ import annotations

import contextlib
import logging
import pickle
import re
import sys
import time
from asyncio import CancelledError
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from racenews.archive.worker import Sum, Work, clean_partition
from racenews.types import RacenewsError

if TYPE_CHECKING:
    from distributed import Client, Future

WAIT_SECONDS = 30.0  # for the scheduler to answer
LOOK_SECONDS = 10.0  # without a result, before we ask whether anybody works at all
IDLE_SECONDS = 300.0  # without anybody who works: a machine that is rented by the hour may take minutes to start
_ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/]+:\d{1,5}/?", re.IGNORECASE)
START_WORKER = "dask worker {address} --nthreads 1"


@dataclass(frozen=True, slots=True)
class Failure:
    """A partition that could not be done, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Errand:
    """A partition to be done, which becomes its sum where it is unpickled.

    Dask unpickles a task before it runs it, and a worker that cannot import what is in there ends, without a word to
    us. So what it is sent is bytes, which are unpickled by the task itself.
    """

    work: Work

    def __reduce__(self) -> tuple[Callable[[Work], Sum], tuple[Work]]:
        return clean_partition, (self.work,)


def clean_on_cluster(address: str, works: Sequence[Work]) -> Iterator[Sum | Failure]:
    """Yield what becomes of each partition, in the order in which they are done.

    A partition whose worker dies is done by another one. Raises RacenewsError where no scheduler answers.
    """
    with contextlib.closing(_connect(address)) as client:
        finished: SimpleQueue[Future[Sum]] = SimpleQueue()
        # The sum says what was done, so a result of an earlier run in the scheduler's memory would do no good.
        errands = [pickle.dumps(_Errand(work)) for work in works]
        futures = client.map(pickle.loads, errands, pure=False, key="partition")
        waiting = {future.key: (future, work.part.name) for future, work in zip(futures, works, strict=True)}
        del futures  # the scheduler forgets a result when nobody here holds it any more
        for future, _ in waiting.values():
            future.add_done_callback(finished.put)
        idle = _Idle(address)
        while waiting:
            try:
                future = finished.get(timeout=LOOK_SECONDS)
            except Empty:
                if reason := idle.name_reason(client):
                    yield from (Failure(name, reason) for _, name in waiting.values())
                    return
                continue
            idle.end()
            result = _result(future, address)
            if result is None:  # whoever had it is gone, and it is done once more
                future.add_done_callback(finished.put)
                continue
            _, name = waiting.pop(future.key)
            yield result if isinstance(result, Sum) else Failure(name, result)


def _connect(address: str) -> Client:
    if not address:
        raise RacenewsError("--scheduler: no address. Name that of a Dask scheduler: tcp://10.0.0.1:8786")
    if not _ADDRESS.fullmatch(address):
        raise RacenewsError(f"--scheduler {address}: not an address. It looks like tcp://10.0.0.1:8786")
    try:
        from distributed import Client
    except ImportError:
        raise RacenewsError("--scheduler needs Dask. Run: uv sync --extra cluster") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told here, a line each
    try:
        return Client(address, timeout=WAIT_SECONDS, name="racenews archive", set_as_default=False)
    except (OSError, ValueError) as fault:
        raise RacenewsError(f"{address}: no scheduler answers ({fault}). Start one: dask scheduler") from None
    except TypeError as fault:  # tls:// without certificates
        raise RacenewsError(
            f"{address}: this needs certificates ({fault}). Dask's documentation says how to name them."
        ) from None


def _result(future: Future[Sum], address: str) -> Sum | str | None:
    """Return the sum of a partition, or why there is none; None where it was lost and is worked out again."""
    if future.status == "finished":
        try:
            done: Sum = future.result(timeout=LOOK_SECONDS)
        except TimeoutError:
            return None
        except (CancelledError, OSError):
            pass
        except Exception as fault:
            return _why(fault, address)
        else:
            return done
    elif future.status == "error":
        return _why(future.exception(), address)
    return f"the scheduler at {address} is gone, or took it back. Start it and its workers again"


def _why(fault: BaseException | None, address: str) -> str:
    from distributed import KilledWorker

    if isinstance(fault, KilledWorker):
        return (
            "each worker that was at it died, for want of memory perhaps. Their logs say of what; give each more "
            "memory, or start fewer on a machine"
        )
    if isinstance(fault, ImportError):
        return (
            f"a worker has no racenews ({fault}). Install the same commit and the same uv.lock there, and start it "
            f"with: {START_WORKER.format(address=address)}"
        )
    return f"{fault}" if isinstance(fault, RacenewsError) else f"a fault of the program, {fault!r:.300}"


class _Idle:
    """How long nobody has worked for us, and why."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._since = 0.0

    def end(self) -> None:
        """Note that somebody works."""
        self._since = 0.0

    def name_reason(self, client: Client) -> str:
        """Return why nobody has worked for so long that we give up, "" before that; tell the editor on the way."""
        try:
            workers: Mapping[str, Mapping[str, str]] = client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, TimeoutError):  # it may come back; where it does not, the futures say so
            return ""
        if any(worker["status"] == "running" for worker in workers.values()):
            self.end()
            return ""
        start = START_WORKER.format(address=self._address)
        why = (
            f"all {len(workers)} workers rest, for want of memory perhaps. Give each more (--memory-limit)"
            if workers
            else f"it has no worker. Start one on each machine: {start}"
        )
        now = time.monotonic()
        if not self._since:
            self._since = now
            print(f"{self._address}: {why}. We wait.", file=sys.stderr, flush=True)
        return f"{self._address}: {why}" if now - self._since >= IDLE_SECONDS else ""
