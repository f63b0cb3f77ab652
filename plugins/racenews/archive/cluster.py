"""The partitions of an archive on a Dask cluster, whose scheduler listens at an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from racenews.archive.worker import Sum, Work, clean_partition
from racenews.types import RacenewsError

WAIT_SECONDS = 30  # for the scheduler to answer


@dataclass(frozen=True, slots=True)
class Failure:
    """A partition that could not be done, and why."""

    name: str
    reason: str


def clean_on_cluster(address: str, works: Sequence[Work]) -> Iterator[Sum | Failure]:
    """Yield what becomes of each partition, in the order in which they are done.

    A partition whose worker dies is done by another one. Raises RacenewsError where no scheduler answers.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise RacenewsError("--scheduler needs Dask. Run: uv sync --extra cluster") from None
    try:
        client = Client(address, timeout=WAIT_SECONDS, name="racenews archive")
    except (OSError, ValueError) as fault:
        raise RacenewsError(f"{address}: no scheduler answers ({fault}). Start one: dask scheduler") from None
    with client:
        names = {}
        futures = []
        for work in works:
            # The sum says what was done, so a result of an earlier run in the scheduler's memory would do no good.
            future = client.submit(clean_partition, work, pure=False)
            names[future.key] = work.part.name
            futures.append(future)
        for future, result in as_completed(futures, with_results=True, raise_errors=False):
            if isinstance(result, Sum):
                yield result
            else:
                yield Failure(names[future.key], _why(result))
            future.release()


def _why(result: object) -> str:
    """Return what an error says; Dask hands it over alone or with its traceback."""
    fault = result[1] if isinstance(result, tuple) and len(result) == 3 else result
    return f"{fault}" if isinstance(fault, RacenewsError | OSError) else f"{type(fault).__name__} {fault}"
