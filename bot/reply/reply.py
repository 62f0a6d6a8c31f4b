"""An answer without a platform in it: what is said, what is quoted, what can be pressed.

Whatever comes from a mail is a `Span` with `untrusted=True`; only a renderer turns it into output.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block is."""

    LEAD = "lead"  # the verdict itself, in the first words
    TEXT = "text"
    HEADING = "heading"
    REASON = "reason"  # numbered
    STEP = "step"
    MAIL = "mail"  # a part of a mail that is shown as one: may hold several lines


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `untrusted` marks a stranger's words."""

    text: str
    bold: bool = False
    untrusted: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a list item."""

    kind: Kind
    spans: tuple[Span, ...]
    number: int = 0  # of a reason, from 1


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: an id for the program, a label for people."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole answer, in the order in which it is read."""

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
