"""The open elements, closed as browsers close them in broken HTML, in constant or amortised time."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.mail.html.elements import FORMATTING, SCOPES, SIBLINGS, TABLE_INSIDES, TABLE_PARTS
from bot.mail.html.look import Look

DEEPEST = 512  # as in Blink and WebKit: what is nested deeper stands beside, not inside
_REACH = 16  # how far up a misnested tag is looked for
_REOPENED = 8  # formatting elements that outlive the block they were opened in


@dataclass(slots=True)
class Frame:
    """An open element."""

    name: str
    raw: str  # its attributes as written
    look: Look
    names: tuple[str, ...] = ()  # what style rules may call it: "td", ".a", "#b"


@dataclass(slots=True)
class _Table:
    at: int
    row: int = -1
    cell: int = -1


@dataclass(slots=True)
class OpenElements:
    """The stack. `on_close` is told of every element that ends; `look` gives the look of a reopened one."""

    look: Callable[[str, str, Look], tuple[Look, tuple[str, ...]]]
    on_close: Callable[[Frame, int], None]
    frames: list[Frame] = field(default_factory=lambda: [Frame("", "", Look())])
    names: dict[str, int] = field(default_factory=dict)  # how many open elements a style rule may call so
    too_deep: bool = False
    _counts: list[dict[str, int]] = field(default_factory=lambda: [{}])  # by name, one for each open scope
    _scopes: list[int] = field(default_factory=list)  # where in `frames` those scopes begin
    _tables: list[_Table] = field(default_factory=list)

    def parent_look(self, name: str = "") -> Look:
        """The look that text, or an element of that name, inherits here."""
        top = self.frames[-1]
        if top.name in TABLE_INSIDES and name not in TABLE_PARTS and self._tables:
            return self.frames[self._tables[-1].at - 1].look
        return top.look

    def has(self, name: str) -> bool:
        """Whether one is open in the current scope."""
        return self._counts[-1].get(name, 0) > 0

    def push(self, name: str, raw: str, look: Look, names: tuple[str, ...]) -> None:
        """Open an element."""
        if len(self.frames) > DEEPEST:
            self.too_deep = True
            self._cut(len(self.frames) - 1)
        self._counts[-1][name] = self._counts[-1].get(name, 0) + 1
        at = len(self.frames)
        if self._tables and name in {"td", "th"}:
            self._tables[-1].cell = at
        elif self._tables and name == "tr":
            self._tables[-1].row = at
        if name == "table":
            self._tables.append(_Table(at))
        self.frames.append(Frame(name, raw, look, names))
        if name in SCOPES:
            self._scopes.append(at)
            self._counts.append({})
        for one in names:
            self.names[one] = self.names.get(one, 0) + 1

    def _cut(self, size: int) -> None:
        """Close elements until only so many are left."""
        size = max(1, size)
        while len(self.frames) > size:
            frame = self.frames.pop()
            at = len(self.frames)
            if self._scopes and self._scopes[-1] == at:
                self._scopes.pop()
                self._counts.pop()
            self._counts[-1][frame.name] -= 1
            if self._tables:
                self._forget(self._tables[-1], at)
            for one in frame.names:
                self.names[one] -= 1
            self.on_close(frame, at)

    def _forget(self, table: _Table, at: int) -> None:
        if table.at == at:
            self._tables.pop()
        elif table.cell == at:
            table.cell = -1
        elif table.row == at:
            table.row = -1

    def before(self, name: str) -> bool:
        """Close what the start tag of that name ends by itself; False when browsers ignore the tag here."""
        if name in SIBLINGS:
            self._close_sibling(*SIBLINGS[name])
        if name not in TABLE_PARTS:
            return True
        if not self._tables:
            return False
        table = self._tables[-1]
        if table.cell >= 0:
            self._cut(table.cell)
        if name not in {"td", "th"} and table.row >= 0:
            self._cut(table.row)
        return True

    def _close_sibling(self, names: frozenset[str], borders: frozenset[str]) -> None:
        for at in range(len(self.frames) - 1, max(0, len(self.frames) - 1 - _REACH), -1):
            name = self.frames[at].name
            if name in names:
                self._cut(at)
                return
            if name in borders or name in SCOPES:
                return

    def close(self, name: str) -> None:
        """An end tag."""
        if self.frames[-1].name == name:
            self._cut(len(self.frames) - 1)
        elif name == "table" and self._tables:
            self._cut(self._tables[-1].at)
        elif name in TABLE_PARTS:
            self._close_part(name)
        elif name in FORMATTING:
            self._close_formatting(name)
        elif self.has(name):
            self._close_to(name)
        elif self._scopes and self.frames[self._scopes[-1]].name == name:
            self._cut(self._scopes[-1])

    def _close_part(self, name: str) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if name in {"td", "th"}:
            if table.cell >= 0:
                self._cut(table.cell)
        elif name == "caption":
            if self._scopes and self.frames[self._scopes[-1]].name == name:
                self._cut(self._scopes[-1])
        elif table.row >= 0 or self.frames[-1].name == name:
            self._cut(table.row if table.row >= 0 else len(self.frames) - 1)

    def _close_to(self, name: str) -> None:
        """Close up to the nearest of that name; formatting inside it goes on behind it."""
        at = len(self.frames) - 1
        while self.frames[at].name != name:
            at -= 1
        lasting = [one for one in self.frames[at + 1 :] if one.raw and one.name in FORMATTING and one.name != "a"]
        self._cut(at)
        for one in lasting[:_REOPENED]:
            self.push(one.name, one.raw, *self.look(one.name, one.raw, self.parent_look(one.name)))

    def _close_formatting(self, name: str) -> None:
        """Take the element out of the middle, where it ends before what was opened inside it."""
        if not self.has(name):
            return
        for at in range(len(self.frames) - 1, max(0, len(self.frames) - 1 - _REACH), -1):
            if self.frames[at].name == name:
                above = self.frames[at + 1 :]
                self._cut(at)
                for one in above:
                    self.push(one.name, one.raw, *self.look(one.name, one.raw, self.parent_look(one.name)))
                return
            if self.frames[at].name in TABLE_PARTS:
                return
