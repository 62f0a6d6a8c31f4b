"""The folder on the disk: whatever moment the machine stops at, it holds the state before or the state after.

`slack.json` is the world, `files/` the bytes of uploaded files, each under the name of its content; `lock` is held
while somebody uses it. Tokens stand in it, so it is private: 0700, and 0600 for what is in it.
"""

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.localslack.keeping import trouble
from bot.localslack.keeping.lock import Lock

FORMAT = 1
_NAME = 64  # letters in the name of some bytes
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)  # Windows would write other line ends


def content_name(data: bytes) -> str:
    """What some bytes are called in the folder; nothing is written for none."""
    return hashlib.sha256(data).hexdigest() if data else ""


class Folder:
    """Open it, read it, write it as often as you like, close it. Raises CannotKeep."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state = path / "slack.json"
        self._files = path / "files"
        self._lock = Lock(path / "lock")
        self._writing = threading.Lock()
        self._there: set[str] = set()

    def open(self) -> None:
        """Make it if it is not there, and keep others out of it."""
        try:
            if self.path.is_file():
                raise trouble.a_file(self.path)
            _make_private(self.path)
            if not self._lock.taken():
                raise trouble.in_use(self.path)
            _make_private(self._files)
            self._try_to_write()
            self._there = {one.name for one in self._files.iterdir() if len(one.name) == _NAME}
        except OSError as error:
            self.close()
            raise trouble.not_writable(self.path, error) from error

    def close(self) -> None:
        """Let others in, once nothing is being written any more."""
        with self._writing:
            self._lock.release()

    def read(self) -> dict[str, Any] | None:
        """What was written last; None where nothing was."""
        try:
            told = json.loads(self.state.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            raise trouble.broken(self.state, self.state, error) from error
        version = told.get("format") if isinstance(told, dict) else None
        if not isinstance(version, int) or version < 1:
            raise trouble.broken(self.state, self.state)
        if version > FORMAT:
            raise trouble.newer(self.state)
        return dict(told)

    def data(self, name: str) -> bytes:
        """Some bytes by their name."""
        path = self._files / name
        try:
            data = path.read_bytes() if name else b""
        except (OSError, ValueError) as error:
            raise trouble.broken(path, self.state, error) from error
        if content_name(data) != name:
            raise trouble.broken(path, self.state)
        return data

    def write(self, text: str, data: Mapping[str, bytes]) -> None:
        """Put `text`, which is ASCII, in the place of what was there, with all the bytes that it names. Raises OSError.

        First the new bytes, then the text that names them, and last go the bytes that no text names any more.
        """
        with self._writing:
            fresh = [name for name in data if name not in self._there]
            for name in fresh:
                _put(self._files / name, data[name])
                self._there.add(name)
            if fresh:
                _settle(self._files)
            _put(self.state, text.encode("ascii"))
            _settle(self.path)
            for name in self._there - data.keys():
                (self._files / name).unlink(missing_ok=True)
                self._there.discard(name)

    def _try_to_write(self) -> None:
        """Better to learn now than after an hour of play; also takes away what a killed program left half written."""
        for folder in (self.path, self._files):
            _put(folder / "try", b"")
            (folder / "try").unlink()
        for half in (*self._files.glob("*.new"), *self.path.glob("slack.json.new")):
            half.unlink()


def _make_private(folder: Path) -> None:
    """A new or empty folder is for its owner alone; one that others use for other things, too, stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        folder.chmod(0o700)


def _put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(new, _ANEW, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk, too; Windows needs no such thing."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
