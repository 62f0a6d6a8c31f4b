"""What the operator set, read once: secrets from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.fronts.slack.front import PUBLIC_SLACK

DATABASE = "legitbot.db"


class CannotStart(Exception):
    """Something is missing or wrong in the environment; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the operator set. Secrets come from the environment only."""

    bot_tokens: tuple[str, ...] = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = PUBLIC_SLACK
    database: str = f"sqlite:///{DATABASE}"
    key: str = field(default="", repr=False)
    host: str = "127.0.0.1"  # where Slack's requests are taken when there is no app token
    port: int = 3000
    own_domains: frozenset[str] = frozenset()
    operator: str = ""  # the member id of whoever installs the bot: welcomed once
    analysts: int = 2  # processes
    analysis_seconds: float = 10.0  # after which a mail's analysis is stopped

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Config":
        """The configuration in environment variables. Raises CannotStart."""
        config = cls(
            bot_tokens=_listed(environment.get("SLACK_BOT_TOKEN", "")),
            app_token=environment.get("SLACK_APP_TOKEN", "").strip(),
            signing_secret=environment.get("SLACK_SIGNING_SECRET", "").strip(),
            api_url=_with_slash(environment.get("SLACK_API_URL", "").strip() or PUBLIC_SLACK),
            database=database_address(environment),
            host=environment.get("HOST", "").strip() or "127.0.0.1",
            port=_number(environment, "PORT", 3000, least=1),
            key=environment.get("LEGITBOT_KEY", "").strip(),
            own_domains=frozenset(one.lower() for one in _listed(environment.get("LEGITBOT_OWN_DOMAINS", ""))),
            operator=environment.get("LEGITBOT_OPERATOR", "").strip(),
            analysts=_number(environment, "LEGITBOT_ANALYSTS", 2, least=1),
            analysis_seconds=float(_number(environment, "LEGITBOT_ANALYSIS_SECONDS", 10, least=1)),
        )
        if not config.bot_tokens:
            raise CannotStart("Set SLACK_BOT_TOKEN to the bot token (xoxb-...) from your app's page at api.slack.com.")
        if not config.app_token and not config.signing_secret:
            raise CannotStart(
                "Set SLACK_APP_TOKEN to an app-level token (xapp-...) with the scope connections:write, "
                "or SLACK_SIGNING_SECRET where Slack is to send its requests to this machine."
            )
        return config


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else url + "/"


def database_address(environment: Mapping[str, str]) -> str:
    """LEGITBOT_DATABASE: an address as it is, a plain path as SQLite's; a file in this folder where it is not set."""
    where = environment.get("LEGITBOT_DATABASE", "").strip()
    return where if "://" in where else f"sqlite:///{Path(where or DATABASE).expanduser()}"


def _number(environment: Mapping[str, str], name: str, usual: int, *, least: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return usual
    if not text.isdigit() or int(text) < least:
        raise CannotStart(f"Set {name} to a whole number, {least} or more; it is {text!r} now.")
    return int(text)
