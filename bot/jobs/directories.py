"""Names a company's directory by what is in it, so that ten thousand colleagues are sent to a process once."""

import hashlib
from collections import OrderedDict

from bot.jobs.frames import encoded
from bot.mail.email import Mailbox

MOST = 16  # tuples whose id is remembered


class Directories:
    """Ids of directories. The front hands in the same tuple again and again, so it is hashed once."""

    def __init__(self) -> None:
        # By identity. The tuple is kept beside its id, so that no other one can get its place in memory meanwhile.
        self._ids: OrderedDict[int, tuple[tuple[Mailbox, ...], str]] = OrderedDict()

    def id_of(self, colleagues: tuple[Mailbox, ...]) -> str:
        """The same for the same mailboxes in the same order; "" for none."""
        if not colleagues:
            return ""
        if (known := self._ids.get(id(colleagues))) is None:
            digest = hashlib.sha256(encoded(colleagues)).hexdigest()
            known = self._ids[id(colleagues)] = colleagues, digest
            if len(self._ids) > MOST:
                self._ids.popitem(last=False)
        return known[1]
