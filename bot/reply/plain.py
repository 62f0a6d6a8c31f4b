"""A reply as plain text: for JSON, for pipes, for a person's clipboard."""

from bot.reply.defang import defanged
from bot.reply.reply import Block, Kind, Reply

_EDGE = "|"  # stands before each line of a mail


def plain(reply: Reply) -> str:
    """The answer as text with one line a paragraph; nothing from the mail in it is live."""
    lines: list[str] = []
    for i, block in enumerate(reply.blocks):
        before = reply.blocks[i - 1].kind if i else None
        if (
            before
            and not (block.kind == before and block.kind in (Kind.REASON, Kind.STEP))
            and before is not Kind.HEADING
        ):
            lines.append(_EDGE if block.kind == before is Kind.MAIL else "")
        lines.append(_line(block))
    if reply.buttons:
        lines += ["", " ".join(f"[{button.label}]" for button in reply.buttons)]
    return "\n".join(lines)


def _line(block: Block) -> str:
    text = "".join(defanged(span.text) if span.untrusted else span.text for span in block.spans)
    if block.kind is Kind.REASON:
        return f"{block.number}. {text}"
    if block.kind is Kind.MAIL:
        return "\n".join(f"{_EDGE} {line}".rstrip() for line in text.split("\n"))
    return f"- {text}" if block.kind is Kind.STEP else text
