"""Why a world cannot be kept, in words that somebody can act on."""

from pathlib import Path


class CannotKeep(Exception):
    """One sentence: what is the matter with the folder, and what to do."""


def in_use(folder: Path) -> CannotKeep:
    """Somebody else holds its lock."""
    return CannotKeep(f"{folder} is in use by another Legitbot: stop that one, or choose another folder.")


def a_file(folder: Path) -> CannotKeep:
    """There is something else where the folder should be."""
    return CannotKeep(f"{folder} is a file: choose a folder.")


def not_writable(folder: Path, error: OSError) -> CannotKeep:
    """The system does not let us write, as we find out at the start."""
    return CannotKeep(f"Legitbot cannot write in {folder} ({_reason(error)}): choose another folder.")


def not_written(folder: Path, error: OSError) -> CannotKeep:
    """The system did not let us write at the end."""
    return CannotKeep(f"The last changes could not be written in {folder} ({_reason(error)}): what it holds is older.")


def newer(state: Path) -> CannotKeep:
    """Its format is one that only later versions know."""
    return CannotKeep(f"{state} was written by a newer Legitbot: update this one, or choose another folder.")


def broken(path: Path, state: Path, error: Exception | None = None) -> CannotKeep:
    """What is in `path` is not what was written there; without the file `state` the folder counts as new."""
    why = _reason(error) if isinstance(error, OSError) else "it is damaged"
    return CannotKeep(f"{path} cannot be read ({why}): delete {state} to start afresh, or choose a new folder.")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
