""" "Show original", copied and pasted: a mail's source with a web page's words above it, perhaps HTML-escaped. """

import html
import re

from bot.mail.charset import decoded

_HEADER = re.compile(
    r"(?im)^[ \t]*(?:received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|dkim-signature"
    r"|authentication-results|arc-seal|x-[a-z0-9-]{1,40}|content-type)[ \t]*:"
)
_ESCAPED = re.compile(r"&lt;[^&\s]{1,200}&gt;|&quot;|&#39;")
_LINES_LOOKED_AT = 200


def mail_source(data: bytes) -> bytes:
    """The bytes of the mail inside pasted source: from its first run of header lines on."""
    text = decoded(data)
    if _ESCAPED.search(text[:20_000]) and "<" not in text[:2_000]:
        text = html.unescape(text)
    lines = text.splitlines(keepends=True)
    for at in range(min(len(lines), _LINES_LOOKED_AT)):
        if _HEADER.match(lines[at]) and sum(bool(_HEADER.match(line)) for line in lines[at : at + 12]) >= 3:
            return "".join(lines[at:]).lstrip().encode("utf-8", "replace")
    return text.encode("utf-8", "replace")
