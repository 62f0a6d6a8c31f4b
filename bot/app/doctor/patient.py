"""What all checks look at, and what one of them learned for the next."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.app.config import Config
from bot.app.doctor.finding import Told
from bot.app.mistake import Mistake
from bot.app.secrets import Secrets
from bot.app.setting_file import place_of_file
from bot.store.looking import Look
from bot.store.problems import StoreUnusable
from bot.store.sealing import Keys


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Patient:
    """A bot as its operator set it up, however many mistakes are in it."""

    config: Config  # as far as it is right
    mistakes: tuple[Mistake, ...]
    file: Path  # of settings, which may not be there
    told: Told
    now: Callable[[], datetime]
    look: Look | None = None  # the database, once it is known to answer and to be up to date
    key_fits: bool = False  # once it is known to
    slack_answers: bool = False  # likewise

    @property
    def key(self) -> str:
        """As LEGITBOT_KEY holds it, or the file beside SQLite's; "" where there is none. Raises StoreUnusable."""
        path = self.key_file
        if self.config.key or path is None or not path.exists():
            return self.config.key
        try:
            return path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise StoreUnusable(f"The key file {path} cannot be read: see that the bot's user may.") from error

    @property
    def keys(self) -> Keys | None:
        """The key, and older ones behind it; None where there is none. Raises StoreUnusable."""
        return Keys.read(self.key) if self.key else None

    @property
    def database_file(self) -> Path | None:
        """SQLite's file; None for a server, or where no address can be read."""
        try:
            url = make_url(self.config.database)
        except ArgumentError:
            return None
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @property
    def key_file(self) -> Path | None:
        """Where the key is kept that nobody set."""
        return Path(f"{self.database_file}.key") if self.database_file else None


async def patient(
    environment: Mapping[str, str], file: Path | None, told: Told, now: Callable[[], datetime] = _now
) -> Patient:
    """The bot as this environment and this file set it up."""
    config, mistakes = await asyncio.to_thread(Config.as_far_as_right, environment, file)
    place, _ = place_of_file(environment, file)
    return Patient(config, mistakes, place, told.keeping(_values(config)), now)


def _values(secrets: Secrets) -> list[str]:
    """Everything that may never be printed."""
    keys = [one.strip() for one in secrets.key.split(",")]
    values = [*secrets.bot_tokens, secrets.app_token, secrets.signing_secret, secrets.client_secret, secrets.key]
    return [*values, *keys, secrets.exercise_mark, *_password(secrets.database)]


def _password(address: str) -> list[str]:
    try:
        password = make_url(address).password
    except ArgumentError:
        return [address]
    return [str(password)] if password else []
