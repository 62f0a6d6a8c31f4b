"""Errors and logs without the words of a mail: what went wrong and where, for whoever repairs it."""

import logging
import traceback
from pathlib import Path


def place_of(error: BaseException) -> str:
    """The kind of error and the lines it came through, without its message: that may quote a mail."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} ({' > '.join(lines)})"


class Wordless(logging.Formatter):
    """Formats a record by its template alone, since its arguments may come from a mail."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        where = f": {place_of(error)}" if error else ""
        return f"{record.levelname} {record.name}: {record.msg!r}{where}"
