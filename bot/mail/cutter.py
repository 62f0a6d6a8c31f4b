"""What is gathered while a mail is cut into parts, within the limits on depth and number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.mail.email import Unread
from bot.mail.header_lines import Header
from bot.mail.message import Part

DEEPEST = 5  # mails in mails that are opened one by one
MOST_PARTS = 200
MOST_GUESSES = 20  # multiparts without a usable boundary that are searched for one
_DEEPEST_TREE = 10  # multiparts in multiparts that need no remark
_MOST_NAMED = 20  # unread parts that are named one by one
_BLANK = re.compile(rb"\r?\n\r?\n")


@dataclass(slots=True)
class Container:
    """A multipart, or a mail opened in place, whose parts are being cut."""

    kind: str
    boundary: bytes
    raw: Sequence[Header]
    body: int  # where its body begins
    children: int = 0


@dataclass(slots=True)
class Cutter:
    """What is gathered while a mail is cut."""

    data: bytes
    inside: int
    guesses: int = MOST_GUESSES
    stack: list[Container] = field(default_factory=list)
    boundaries: dict[bytes, int] = field(default_factory=dict)  # boundary -> its place in the stack
    blank: tuple[int, int] = (-1, -1)  # the blank line found last
    parts: list[Part] = field(default_factory=list)
    defects: dict[str, None] = field(default_factory=dict)  # ordered, each once
    unread: dict[Unread, None] = field(default_factory=dict)
    spill: dict[str, list[str]] = field(default_factory=dict)  # content type -> texts of parts past the limit

    @property
    def opens_mails(self) -> bool:
        """Are mails inside opened in place, because nobody will parse them one by one?"""
        return self.inside >= DEEPEST or len(self.parts) >= MOST_PARTS

    def miss(self, part: str, name: str, why: str) -> None:
        """Note what could not be read; past a number of them without its name."""
        named = name if len(self.unread) < _MOST_NAMED else ""
        self.unread[Unread(part, named, why)] = None

    def blank_after(self, start: int) -> int:
        """Where the first blank line after this place ends, or the end of the data; asked in ascending order."""
        if self.blank[0] < start:
            found = _BLANK.search(self.data, start)
            self.blank = found.span() if found else (len(self.data), len(self.data))
        return self.blank[1]

    def push(self, container: Container) -> None:
        """Go into a multipart. A boundary that is open already stays the outer one's."""
        if len(self.stack) == _DEEPEST_TREE:
            self.miss("nested mail", "", "too deep")
        if container.boundary:
            self.boundaries.setdefault(container.boundary, len(self.stack))
        self.stack.append(container)

    def pop(self) -> Container:
        container = self.stack.pop()
        if self.boundaries.get(container.boundary) == len(self.stack):
            del self.boundaries[container.boundary]
        return container

    def add(self, part: Part) -> None:
        """A leaf where we are in the tree. Past the limit texts run together, and files are only named."""
        if len(self.parts) < MOST_PARTS:
            stack = self.stack[: 2 * _DEEPEST_TREE]
            path = tuple(max(one.children - 1, 0) for one in stack)
            self.parts.append(replace(part, path=path, containers=tuple(one.kind for one in stack)))
        elif part.content_type.startswith(("text/", "message/")):
            kind = "text/html" if part.content_type == "text/html" else "text/plain"
            self.spill.setdefault(kind, []).append(part.text)
            self.miss("text", "", "too many")
        else:
            self.miss("attachment", part.name, "too many")

    def add_text(self, text: str) -> None:
        self.add(Part("text/plain", text.encode("utf-8", "replace"), "utf-8"))

    def pour_spill(self) -> None:
        """Add the texts past the limit as one part of each kind."""
        for kind, texts in self.spill.items():
            data = "\n".join(texts).encode("utf-8", "replace")
            self.parts.append(Part(kind, data, "utf-8"))
