"""What somebody types is not what Slack stores: markup is escaped, and addresses and numbers become links."""

import re
from typing import Any

_KEPT = r"<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+(?:\|[^<>|]*)?)>"
_LINKED = re.compile(
    rf"(?P<kept>{_KEPT})"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<host>(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|co|uk|de|info|biz|ru|xyz)(?:/[^\s<>|]*[^\s<>|.,;:!?)])?(?![\w-]))"
    r"|(?P<tel>(?<![\w+.$/-])\+?\(?\d{2,4}\)?[ -]\d{3,4}(?:[ -]\d{3,4}){1,2}(?![\w-]))"
    r"|(?P<emoji>:(?=[a-z0-9_+-]*[a-z_+])[a-z0-9_+-]+:)",
    re.IGNORECASE,
)
_SENT = re.compile(r"<[^<>\s][^<>]*>|&(?:amp|lt|gt);|[&<>]|(?P<url>https?://[^\s<>|&]+)", re.IGNORECASE)
_FENCED = re.compile(r"```(.*?)```", re.DOTALL)


def escaped(text: str) -> str:
    """The three characters that Slack writes as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(text: str) -> str:
    """`text` of a message as Slack stores it, from what a person typed; <@U...> and <#C...> stand for a picked name."""
    parts, at = [], 0
    for found in _LINKED.finditer(text):
        parts += [escaped(text[at : found.start()]), _entity(found)]
        at = found.end()
    return "".join([*parts, escaped(text[at:])])


def _entity(found: re.Match[str]) -> str:
    kind, word = found.lastgroup, found.group()
    if kind in ("kept", "emoji"):
        return word
    if kind == "url":
        return f"<{escaped(word)}>"
    return f"<{escaped(_target(kind, word))}|{escaped(word)}>"


def _target(kind: str | None, word: str) -> str:
    if kind == "mail":
        return f"mailto:{word}"
    if kind == "tel":
        return "tel:" + re.sub(r"[^\d+]", "", word)
    return word if kind == "url" else f"http://{word}"


def sent(text: str) -> str:
    """`text` that an app posted: its <...> stand, loose signs are escaped, bare addresses become links."""

    def one(found: re.Match[str]) -> str:
        if found["url"]:
            return f"<{found['url']}>"
        return escaped(found.group()) if len(found.group()) == 1 else found.group()

    return _SENT.sub(one, text)


def rich_text(text: str, block_id: str) -> dict[str, Any]:
    """The rich_text block that a message typed by a person carries."""
    elements: list[dict[str, Any]] = []
    for number, part in enumerate(_FENCED.split(text)):
        if number % 2:
            elements.append({"type": "rich_text_preformatted", "elements": [_words(part.strip("\n"))], "border": 0})
        elif part.strip("\n"):
            elements.append({"type": "rich_text_section", "elements": _elements(part)})
    return {"type": "rich_text", "block_id": block_id, "elements": elements}


def _elements(text: str) -> list[dict[str, Any]]:
    found_all: list[dict[str, Any]] = []
    at = 0
    for found in _LINKED.finditer(text):
        if found.start() > at:
            found_all.append(_words(text[at : found.start()]))
        found_all.append(_element(found))
        at = found.end()
    return [*found_all, _words(text[at:])] if at < len(text) else found_all


def _element(found: re.Match[str]) -> dict[str, Any]:
    kind, word = found.lastgroup, found.group()
    if kind == "emoji":
        return {"type": "emoji", "name": word.strip(":")}
    if kind == "kept":
        id_ = word[2:-1].partition("|")[0]
        return {"type": "user", "user_id": id_} if word[1] == "@" else {"type": "channel", "channel_id": id_}
    if kind == "url":
        return {"type": "link", "url": word}
    return {"type": "link", "url": _target(kind, word), "text": word}


def _words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}
