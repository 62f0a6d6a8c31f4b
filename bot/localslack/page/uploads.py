"""Files that somebody dropped on the page, held until the message that carries them is sent."""

import secrets
from collections import OrderedDict

_MOST_FILES = 60
_MOST_BYTES = 300 * 1024 * 1024


class Uploads:
    """Bytes by ticket; a ticket is good once. When there are too many, the oldest are dropped."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def hold(self, name: str, data: bytes) -> str:
        """The ticket for these bytes."""
        ticket = secrets.token_urlsafe(16)
        self._held[ticket] = (name, data)
        while len(self._held) > _MOST_FILES or sum(len(one) for _, one in self._held.values()) > _MOST_BYTES:
            self._held.popitem(last=False)
        return ticket

    def take(self, *tickets: str) -> list[tuple[str, bytes]]:
        """Names and bytes; all of them, or none is taken. Raises LookupError."""
        found = [self._held[one] for one in tickets]
        for one in tickets:
            self._held.pop(one, None)
        return found
