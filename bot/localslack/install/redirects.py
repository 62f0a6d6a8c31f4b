"""Where a browser is sent after an installation: only to an address that the app's manifest names, or one below it.

Addresses are taken apart before they are compared. As mere text "http://127.0.0.1:3000@elsewhere.test" begins with
"http://127.0.0.1:3000" too, and whoever follows it would carry the code elsewhere.
"""

import re
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from bot.localslack.world.apps import App

_PLAIN = re.compile(r"[!-~]+")
_STRANGE = re.compile(r"""[\\"<>^`{|}#]""")  # browsers read these in ways of their own, or end the address here
_PLACE = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE)


def destination(app: App, said: str) -> str:
    """The address for this `redirect_uri`, which may be "": then it is the first of the manifest. "" where none is."""
    named = [one for one in app.redirect_urls if _parts(one)]
    if not said:
        return named[0] if named else ""
    return said if any(_is_at(said, one) for one in named) else ""


def origin(address: str) -> str:
    """The site of a destination, as a Content-Security-Policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def with_answer(address: str, answer: dict[str, str]) -> str:
    """The address with the answer behind what its query holds already."""
    return address + ("&" if "?" in address else "?") + urlencode(answer, errors="replace")


def _is_at(said: str, named: str) -> bool:
    """Whether the address is the one that was named, or lies below it."""
    here, there = _parts(said), _parts(named)
    if here is None or there is None or _site(here) != _site(there):
        return False
    if there.query:
        return said == named
    base = there.path.rstrip("/")
    return here.path.rstrip("/") == base or here.path.startswith(f"{base}/")


def _site(parts: SplitResult) -> tuple[str, str]:
    return parts.scheme, parts.netloc.lower()


def _parts(address: str) -> SplitResult | None:
    """An address of the web without names to log in with and without steps upwards; None for everything else."""
    if not _PLAIN.fullmatch(address) or _STRANGE.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _PLACE.fullmatch(parts.netloc):
        return None
    steps = unquote(unquote(parts.path)).replace("\\", "/").split("/")
    return None if ".." in steps or "." in steps else parts
