"""What an operator put into the wrong place may be a secret: a sentence about it must not repeat it."""

import re

HIDDEN = "(hidden)"

TOKEN = re.compile(r"x(?:ox[a-z](?:\.xox[a-z])?|app)-\w[\w.-]*", re.IGNORECASE)  # Slack's tokens
PASSWORD_IN_ADDRESS = re.compile(r"://[^/\s]*:[^/\s]*@")
_LIKE_A_KEY = re.compile(r"(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{24,}")  # 32 hex digits, 43 letters of a key


def hidden(written: str) -> str:
    """What an operator wrote, without what looks like a token, a key or a password in an address."""
    return _LIKE_A_KEY.sub(HIDDEN, without_tokens(written))


def without_tokens(sentence: str) -> str:
    """The sentence without tokens, and without passwords in addresses; long names in it, such as folders', stay."""
    return TOKEN.sub(HIDDEN, PASSWORD_IN_ADDRESS.sub(f"://{HIDDEN}@", sentence))
