"""Where `messages/` is: the words, brands and scam types that a security person can edit.

It stands beside the code in a checkout and in an editable install, and inside the package in a wheel.
"""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
PLACES = (PACKAGE / "_messages", PACKAGE.parent / "messages")


class ContentMissing(Exception):
    """The folder `messages/` is not where the program expects it."""


@cache
def content_root() -> Path:
    """The folder that holds `brands.toml`, `scams.toml` and a folder for each language.

    Raises `ContentMissing` with what to do about it.
    """
    for place in PLACES:
        if place.is_dir():
            return place
    looked = " or ".join(str(place) for place in PLACES)
    raise ContentMissing(f"Legitbot cannot find its folder messages/ (looked for {looked}). Install it again.")
