"""Text laid out in lines as it is read: white space collapsed, blocks and `<br>` as breaks, cells apart."""

import re

_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]+")
_LINE_SPACES = re.compile(r"[ \t\f\v\xa0]+")
_MOST_BREAKS = 2


class Lines:
    """Takes pieces of text, line breaks and cell borders in order; `text()` is what they make."""

    __slots__ = ("_breaks", "_cell", "_out", "_space", "size")

    def __init__(self) -> None:
        self._out: list[str] = []
        self._breaks = 0
        self._space = self._cell = False
        self.size = 0  # characters so far

    def add(self, text: str) -> None:
        """A piece of running text."""
        text = _SPACES.sub(" ", text)
        if text[:1] == " ":
            self._space = True
            text = text[1:]
        if not text:
            return
        self._flush()
        self._space = text[-1] == " "
        self._out.append(text[:-1] if self._space else text)
        self.size += len(text)

    def space(self) -> None:
        """White space that may separate two words."""
        self._space = True

    def add_lines(self, text: str) -> None:
        """A piece of text whose own line breaks count (`<pre>`)."""
        for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if number:
                self.line_break()
            self.add(_LINE_SPACES.sub(" ", line))

    def _flush(self) -> None:
        if self._out:
            if self._breaks:
                self._out.append("\n" * self._breaks)
            elif self._cell:
                self._out.append("\t")
            elif self._space:
                self._out.append(" ")
        self._breaks = 0
        self._cell = self._space = False

    def block(self, breaks: int = 1) -> None:
        """The border of a block: at least so many line breaks."""
        self._breaks = max(self._breaks, breaks)

    def line_break(self) -> None:
        """One more line break; never more than one empty line."""
        self._breaks = min(_MOST_BREAKS, self._breaks + 1)

    def cell(self) -> None:
        """The border of a table cell."""
        self._cell = True

    def text(self) -> str:
        """All of it."""
        return "".join(self._out)
