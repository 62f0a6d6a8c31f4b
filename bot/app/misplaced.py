"""Secrets that somebody wrote into the file of settings, which is copied and shared: refused, and never repeated."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.app.mistake import Mistake
from bot.library.hiding import PASSWORD_IN_ADDRESS, TOKEN, hidden

_BY_NAME = (  # the first that is found in a name says which variable to set
    (re.compile(r"signing"), "SLACK_SIGNING_SECRET"),
    (re.compile(r"client_?id"), "SLACK_CLIENT_ID"),
    (re.compile(r"client"), "SLACK_CLIENT_SECRET"),
    (re.compile(r"app\w*token"), "SLACK_APP_TOKEN"),
    (re.compile(r"token"), "SLACK_BOT_TOKEN"),
    (re.compile(r"exercise_?mark|^mark$"), "LEGITBOT_EXERCISE_MARK"),
    (re.compile(r"database"), "DATABASE_URL"),
    (re.compile(r"(?:^|_)keys?$"), "LEGITBOT_KEY"),
    (re.compile(r"secret|passw"), ""),
)


def secrets_in(place: str, data: Mapping[str, Any], path: str = "") -> Iterator[Mistake]:
    """A mistake for each secret, wherever in the file it stands."""
    for name, value in data.items():
        where = f"{path}.{hidden(name)}" if path else hidden(name)
        if is_refused(name, value):
            variable = _variable(name, value)
            yield Mistake(
                f"{place}: {where}",
                f"take this secret out, and set {variable} in the environment"
                if variable
                else "take this secret out: secrets come from the environment (docs/settings.md lists them)",
            )
        elif isinstance(value, dict):
            yield from secrets_in(place, value, where)
        elif isinstance(value, list):
            for number, one in enumerate(value, 1):
                yield from secrets_in(place, one, f"{where} {number}") if isinstance(one, dict) else ()


def is_refused(name: str, value: object) -> bool:
    """Whether a name with this value is, or is called like, a secret."""
    return _variable(name, value) is not None


def _variable(name: str, value: object) -> str | None:
    """The variable that it belongs into, "" where that cannot be told; None where it is no secret."""
    for text in (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)):
        if token := TOKEN.search(text):
            return "SLACK_APP_TOKEN" if token[0].lower().startswith("xapp") else "SLACK_BOT_TOKEN"
        if PASSWORD_IN_ADDRESS.search(text):
            return "DATABASE_URL"
    if isinstance(value, dict):
        return None  # a section: what stands in it is looked at by itself
    return next((variable for pattern, variable in _BY_NAME if pattern.search(name.lower())), None)
