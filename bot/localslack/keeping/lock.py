"""Two programs that write one folder would destroy each other's work, so whoever uses it holds the system's lock on it.

The lock goes away with the process, however that ends, so there is never a stale one.
"""

import contextlib
import os
import sys
from pathlib import Path


class Lock:
    """The lock on one file, which is made if it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def taken(self) -> bool:
        """Whether it is ours now. False: somebody else holds it. Raises OSError where the file cannot be opened."""
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._file)
        except (BlockingIOError, PermissionError):  # Windows says the latter
            self.release()
            return False
        except OSError:  # a file system without locks: nobody can be kept out
            return True
        return True

    def release(self) -> None:
        if self._file >= 0:
            with contextlib.suppress(OSError):
                os.close(self._file)
        self._file = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
