"""Pieces of a PDF page back into words and lines, as a person reads them."""

import re
from collections.abc import Sequence

from bot.mail.attachments.pdf_text import Piece

_SPACE = 0.17  # of the size: a wider gap is a space between words (a usual space is 0.25, kerning is below 0.1)
_SPACED = re.compile(r"(?:\S {1,2}){4}")


def lines(pieces: Sequence[Piece]) -> str:
    """The text of the pieces: a new line where the writing drops or jumps back, a space at a gap."""
    written: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        if before is not None:
            written.append(_between(before, piece))
        written.append(piece.text)
        before = piece
    text = "".join(written).replace("\x00", "").replace("\u00ad\n", "").replace("\u00a0", " ")
    return "\n".join(respaced(line.strip()) for line in text.split("\n") if line.strip())


def _between(before: Piece, piece: Piece) -> str:
    size = min(before.size, piece.size)
    if abs(piece.across - before.across) > 0.4 * size or piece.along < before.along - 0.5 * size:
        return "\n"
    gap = piece.along - before.end
    if gap > _SPACE * size and not before.text.endswith(" ") and not piece.text.startswith(" "):
        return " "
    return ""


def respaced(line: str) -> str:
    """A line drawn with every letter apart, put together: "A m a z o n   P a y" becomes "Amazon Pay"."""
    if not _SPACED.search(line):
        return line
    words = line.split(" ")
    letters = [word for word in words if word]
    if sum(len(word) == 1 for word in letters) < 0.8 * len(letters) or len(letters) < 6:
        return line
    wide = re.split(r" {2,}", line)
    return " ".join(part.replace(" ", "") for part in wide)
