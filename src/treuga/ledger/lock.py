"""One writer a ledger: a lock of the operating system on a file beside it.

The system lets the lock go when its process ends, however it ends, so that no stale lock can remain. The number of the
process stands in the file only to be named in messages.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from pathlib import Path
from typing import Final

from treuga.errors import LedgerBusy, LedgerError
from treuga.ledger import codes

# A byte far behind the text, because Windows refuses to read a byte that another process has locked.
_BYTE: Final = 1 << 30

# Locks of the kind used belong to the process: a second `acquire` by the same process would succeed, and closing any
# descriptor of the file would release it. So the process keeps its own account: lock file -> process that holds it
# (a forked child inherits the account, but not the lock).
_held: dict[Path, int] = {}
_guard = threading.Lock()

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # lockf, not flock: a worker that was forked off must not keep the lock when its parent has died.
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _BYTE)


class WriterLock:
    """The right to write to one ledger.

    Args:
        ledger: path of the ledger's file; the lock is ``<that name>-writer`` beside it.
    """

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        real = ledger.resolve()
        self.path = real.with_name(real.name + "-writer")
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock now.

        Raises:
            LedgerBusy: another process, or another writer of this process, has it.
            LedgerError: the file cannot be made or locked.
        """
        with _guard:
            if _held.get(self.path) == os.getpid():
                raise LedgerBusy(codes.BUSY, "this process is writing to the ledger already", where=str(self._ledger))
            try:
                descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                raise LedgerError(
                    codes.UNUSABLE, f"the ledger cannot be opened for writing: {error.strerror}", where=str(self.path)
                ) from None
            try:
                _lock(descriptor)
                os.ftruncate(descriptor, 0)
                os.lseek(descriptor, 0, os.SEEK_SET)
                os.write(descriptor, f"{os.getpid()}\n".encode())
            except OSError as error:
                raise self._refusal(descriptor, error) from None
            self._descriptor = descriptor
            _held[self.path] = os.getpid()

    def release(self) -> None:
        """Give the lock back; does nothing where it is not held."""
        with _guard:
            if self._descriptor is None:
                return
            if _held.get(self.path) == os.getpid():
                del _held[self.path]
                os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)  # this releases the lock; the file stays, as removing it would race
            self._descriptor = None

    def _refusal(self, descriptor: int, error: OSError) -> LedgerError:
        """The error for a lock that was not given; closes the descriptor."""
        if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            os.close(descriptor)
            return LedgerError(codes.UNUSABLE, f"the ledger cannot be locked: {error.strerror}", where=str(self.path))
        os.lseek(descriptor, 0, os.SEEK_SET)
        number = os.read(descriptor, 20).decode("ascii", "replace").strip()
        os.close(descriptor)
        who = f"process {number}" if number.isdecimal() else "another process"
        return LedgerBusy(codes.BUSY, f"{who} is writing to this ledger", where=str(self._ledger))
