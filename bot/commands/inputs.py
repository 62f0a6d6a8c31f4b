"""Files from the terminal as bytes, or one clear sentence about what is wrong with them."""

import sys
from pathlib import Path

MOST_BYTES = 64_000_000  # more is not read from disk; the reader itself looks at 10 MB


class InputError(Exception):
    """Something that cannot be read as a mail; the message is for the person who named it."""


def mail_bytes(path: Path) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises InputError with one sentence."""
    data = sys.stdin.buffer.read(MOST_BYTES) if str(path) == "-" else _file_bytes(path)
    if not data.strip():
        raise InputError("This is empty: there is no mail in it.")
    return data


def _file_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError("This is a folder. Name the mails in it, for example with folder/*.eml.")
        if path.exists() and not path.is_file():
            raise InputError("This is not an ordinary file.")
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except FileNotFoundError:
        raise InputError("There is no file of that name.") from None
    except PermissionError:
        raise InputError("You are not allowed to read this file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"This file cannot be read: {reason}.") from None
