"""A fault of the disk -> what an editor reads of it: the file, the reason, the remedy."""

from __future__ import annotations

import errno
from pathlib import Path

_REMEDIES = {
    errno.ENOSPC: "Make room there and run the command again",
    errno.EDQUOT: "Make room there and run the command again",
    errno.EFBIG: "Files may not be that large there; raise the limit, or name another place",
    errno.EROFS: "Nothing can be written there; name another place",
    errno.EACCES: "Make it readable for you, and writable where results go",
    errno.EPERM: "Make it readable for you, and writable where results go",
    errno.ENOENT: "Name what is there",
    errno.ENOTDIR: "Name a folder where a file stands now, or another place",
    errno.EISDIR: "Name a file, and no folder",
    errno.ENAMETOOLONG: "Give it a shorter name",
    errno.ELOOP: "Name the file itself, and no link that leads to itself",
}


def tell_disk_fault(fault: OSError, place: str | Path = "") -> str:
    """Return a fault as a line of file, reason and remedy. `place` is told where the fault names no file.

    >>> tell_disk_fault(OSError(errno.ENOSPC, "No space left on device"), "out/a.jsonl")
    'out/a.jsonl: No space left on device. Make room there and run the command again.'
    """
    where = fault.filename or place
    if isinstance(where, bytes):
        where = where.decode("utf-8", "replace")
    remedy = _REMEDIES.get(fault.errno or 0, "Look at the disk and run the command again")
    return f"{f'{where}: ' if where else ''}{fault.strerror or fault}. {remedy}."
