"""What comes from the environment only: tokens, keys and addresses that may hold a password. None is ever printed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.app.mistake import Mistake
from bot.library.organisation import SHORTEST_MARK

DATABASE = "legitbot.db"
PUBLIC_SLACK = "https://slack.com/api/"

# An address of PostgreSQL without its "://" would be the name of a file, with a password in it.
_MISTYPED = re.compile(r"sqlite:///postgres(?:ql)?[:/].*@", re.IGNORECASE | re.DOTALL)

VARIABLES = (
    "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET",
    "LEGITBOT_KEY", "DATABASE_URL", "LEGITBOT_EXERCISE_MARK", "SLACK_API_URL",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Secrets:
    """Either bot tokens are there, or a client's id and secret with which workspaces install the bot."""

    bot_tokens: tuple[str, ...] = field(default=(), repr=False)
    app_token: str = field(default="", repr=False)  # Socket Mode; without it there is a signing secret
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    key: str = field(default="", repr=False)  # the new key first, older ones after commas
    database: str = field(default=f"sqlite:///{DATABASE}", repr=False)  # for SQLAlchemy
    exercise_mark: str = field(default="", repr=False)
    api_url: str = PUBLIC_SLACK  # with "/" at its end


def read_secrets(environment: Mapping[str, str]) -> tuple[Secrets, list[Mistake]]:
    """The secrets, and every mistake in them; no mistake repeats a value."""
    given = {name: environment.get(name, "").strip() for name in VARIABLES}
    found = Secrets(
        bot_tokens=tuple(one.strip() for one in given["SLACK_BOT_TOKEN"].split(",") if one.strip()),
        app_token=given["SLACK_APP_TOKEN"],
        signing_secret=given["SLACK_SIGNING_SECRET"],
        client_id=given["SLACK_CLIENT_ID"],
        client_secret=given["SLACK_CLIENT_SECRET"],
        key=given["LEGITBOT_KEY"],
        database=database_address(environment),
        exercise_mark=given["LEGITBOT_EXERCISE_MARK"],
        api_url=_with_slash(given["SLACK_API_URL"] or PUBLIC_SLACK),
    )
    return found, [*_missing(found), *_mixed_up(found), *_wrong(found)]


def _missing(found: Secrets) -> Iterator[Mistake]:
    if found.client_id and not found.client_secret:
        yield Mistake("", 'Set SLACK_CLIENT_SECRET too: it stands beside the client id, below "Basic Information"')
    elif found.client_secret and not found.client_id:
        yield Mistake("", 'Set SLACK_CLIENT_ID too: it stands beside the client secret, below "Basic Information"')
    elif not found.bot_tokens and not found.client_id:
        yield Mistake(
            "",
            "Set SLACK_BOT_TOKEN to the bot token (xoxb-...) from your app's page at api.slack.com, or SLACK_CLIENT_ID "
            "and SLACK_CLIENT_SECRET where workspaces are to install it by themselves",
        )
    if not found.app_token and not found.signing_secret:
        yield Mistake(
            "",
            "Set SLACK_APP_TOKEN to an app-level token (xapp-...) with the scope connections:write, "
            "or SLACK_SIGNING_SECRET where Slack is to send its requests to this machine",
        )


def _mixed_up(found: Secrets) -> Iterator[Mistake]:
    """Slack shows four kinds of tokens on two pages."""
    if any(one.startswith(("xapp-", "xoxp-")) for one in found.bot_tokens):
        yield Mistake(
            "SLACK_BOT_TOKEN", 'copy the bot token (xoxb-...) from "OAuth & Permissions"; this is another one'
        )
    if len(set(found.bot_tokens)) < len(found.bot_tokens):
        yield Mistake("SLACK_BOT_TOKEN", "a token stands twice: take one of them out")
    if found.app_token.startswith(("xoxb-", "xoxp-")):
        yield Mistake(
            "SLACK_APP_TOKEN", 'copy the app-level token (xapp-...) from "Basic Information"; this is another one'
        )


def _wrong(found: Secrets) -> Iterator[Mistake]:
    if _MISTYPED.match(found.database) or not found.database.startswith(("sqlite", "postgresql+psycopg://")):
        yield Mistake("DATABASE_URL", "write a file's name, or postgresql://user:password@host/database")
    if not found.api_url.startswith(("https://", "http://")):
        yield Mistake("SLACK_API_URL", f"write an address like {PUBLIC_SLACK}, or take it out")
    if 0 < len(found.exercise_mark) < SHORTEST_MARK:
        yield Mistake("LEGITBOT_EXERCISE_MARK", f"write {SHORTEST_MARK} characters or more, so that nobody guesses it")


def database_address(environment: Mapping[str, str]) -> str:
    """DATABASE_URL as SQLAlchemy takes it; a plain path is SQLite's, and a file in this folder where it is not set."""
    where = environment.get("DATABASE_URL", "").strip()
    scheme, is_address, rest = where.partition("://")
    if not is_address:
        return f"sqlite:///{Path(where or DATABASE).expanduser()}"
    return f"postgresql+psycopg://{rest}" if scheme.lower() in ("postgres", "postgresql") else where


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else url + "/"
