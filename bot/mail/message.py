"""The shapes of a mail that is taken apart but not yet understood: its headers and the leaves of its tree."""

from dataclasses import dataclass

from bot.mail.charset import decoded
from bot.mail.email import Mailbox, Unread
from bot.mail.headers import mailboxes


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the mail: a text, a file, or a whole mail (message/rfc822) as raw bytes."""

    content_type: str  # "text/html", in lower case; what it declares, or a guess where that is nothing
    data: bytes  # behind the transfer encoding; charset not yet decoded
    charset: str = ""  # as declared
    name: str = ""  # file name, RFC 2231 and RFC 2047 decoded
    disposition: str = ""  # "", "inline", "attachment", ...
    content_id: str = ""  # without its angle brackets
    path: tuple[int, ...] = ()  # place in the tree: (1, 0) is the first child of the second child of the root
    containers: tuple[str, ...] = ()  # the multipart kind at each step of the path: ("mixed", "alternative")
    parameters: tuple[tuple[str, str], ...] = ()  # of Content-Type: format=flowed, method=REQUEST, ...
    headers: tuple[tuple[str, str], ...] = ()  # the part's own header lines, decoded

    @property
    def container(self) -> str:
        """The kind of the innermost multipart around it ("alternative", "related", "mixed"), or ""."""
        return self.containers[-1] if self.containers else ""

    @property
    def depth(self) -> int:
        return len(self.path)

    @property
    def text(self) -> str:
        """The part decoded by its charset; meant for text/*, never raises."""
        return decoded(self.data, self.charset or None, self.content_type)

    def parameter(self, name: str) -> str:
        return next((value for key, value in self.parameters if key == name), "")


@dataclass(frozen=True, slots=True)
class Message:
    """A mail, taken apart but not yet understood."""

    headers: tuple[tuple[str, str], ...] = ()  # decoded (name, value), unfolded, top to bottom
    raw_headers: tuple[tuple[str, str], ...] = ()  # unfolded, encoded words as they stand
    parts: tuple[Part, ...] = ()
    defects: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()

    def header(self, name: str) -> str:
        """The first header of that name, decoded, or ""."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    def raw(self, name: str) -> tuple[str, ...]:
        """All headers of that name as they stand, encoded words not decoded."""
        wanted = name.lower()
        return tuple(value for key, value in self.raw_headers if key.lower() == wanted)

    def mailboxes(self, name: str) -> tuple[Mailbox, ...]:
        """The addresses in all headers of that name, structure read before encoded words."""
        return tuple(box for value in self.raw(name) for box in mailboxes(value))
