"""Secrets come from the environment only; what is missing or mixed up is told without repeating a value."""

from pathlib import Path

import pytest

from bot.app.config import CannotStart, Config
from bot.app.secrets import PUBLIC_SLACK, database_address, read_secrets

BOT, APP = {"SLACK_BOT_TOKEN": "xoxb-1"}, {"SLACK_APP_TOKEN": "xapp-1"}
CLIENT = {"SLACK_CLIENT_ID": "12.34", "SLACK_CLIENT_SECRET": "c" * 32}


@pytest.mark.parametrize(("environment", "starts"), [
    ({}, ["Set SLACK_BOT_TOKEN to the bot token (xoxb-...)", "Set SLACK_APP_TOKEN to an app-level token (xapp-...)"]),
    (BOT, ["Set SLACK_APP_TOKEN to"]),
    (APP, ["Set SLACK_BOT_TOKEN to"]),
    ({**BOT, "SLACK_APP_TOKEN": "  "}, ["Set SLACK_APP_TOKEN to"]),
    ({**APP, "SLACK_CLIENT_ID": "12.34"}, ["Set SLACK_CLIENT_SECRET too"]),
    ({**APP, **BOT, "SLACK_CLIENT_SECRET": "c"}, ["Set SLACK_CLIENT_ID too"]),
    ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"}, ["SLACK_BOT_TOKEN: copy", "SLACK_APP_TOKEN: copy"]),
    ({**APP, "SLACK_BOT_TOKEN": "xoxb-1,xoxb-1"}, ["SLACK_BOT_TOKEN: a token stands twice"]),
    ({**APP, **BOT, "LEGITBOT_EXERCISE_MARK": "1234567"}, ["LEGITBOT_EXERCISE_MARK: write 8 characters or more"]),
    ({**APP, **BOT, "DATABASE_URL": "mysql://a/b"}, ["DATABASE_URL: write a file's name, or postgresql://"]),
    ({**APP, **BOT, "DATABASE_URL": "postgresql:/me:six-six@db.example/bot"}, ["DATABASE_URL: write a file's name, or postgresql://"]),
    ({**APP, **BOT, "DATABASE_URL": "Postgres//me:six-six@db.example/bot"}, ["DATABASE_URL: write a file's name, or postgresql://"]),
    ({**APP, **BOT, "SLACK_API_URL": "slack.example"}, ["SLACK_API_URL: write an address like https://slack.com/api/"]),
    ({**APP, **BOT}, []),
    ({**APP, **CLIENT}, []),
    ({**BOT, "SLACK_SIGNING_SECRET": "s" * 32}, []),
    ({**APP, **BOT, "LEGITBOT_EXERCISE_MARK": "12345678"}, []),
])  # fmt: skip
def test_what_is_missing_or_mixed_up_is_a_sentence(environment: dict[str, str], starts: list[str]) -> None:
    told = [str(one) for one in read_secrets(environment)[1]]
    assert len(told) == len(starts)
    assert all(one.startswith(start) for one, start in zip(told, starts, strict=True)), told


@pytest.mark.parametrize(("given", "address"), [
    ("", "sqlite:///legitbot.db"),
    ("data/bot.db", "sqlite:///data/bot.db"),
    ("/data/bot.db", "sqlite:////data/bot.db"),
    ("sqlite:////data/bot.db", "sqlite:////data/bot.db"),
    ("postgres://me:w@db.example:5432/bot?sslmode=require",
     "postgresql+psycopg://me:w@db.example:5432/bot?sslmode=require"),
    ("postgresql://db.example/bot", "postgresql+psycopg://db.example/bot"),
    ("postgresql+psycopg://db.example/bot", "postgresql+psycopg://db.example/bot"),
])  # fmt: skip
def test_a_database_is_named_as_platforms_and_people_name_it(given: str, address: str) -> None:
    assert database_address({"DATABASE_URL": given}) == address


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert database_address({"DATABASE_URL": "~/bot.db"}) == f"sqlite:///{tmp_path}/bot.db"


def test_the_secrets_are_read_without_what_stands_around_them() -> None:
    """Tokens are pasted: with blanks and line breaks."""
    found, _ = read_secrets({"SLACK_BOT_TOKEN": " xoxb-1 , xoxb-2,\n", "LEGITBOT_KEY": " new,old\n", **CLIENT})
    assert found.bot_tokens == ("xoxb-1", "xoxb-2")
    assert found.key == "new,old"
    assert (found.client_id, found.client_secret) == ("12.34", "c" * 32)
    assert found.api_url == PUBLIC_SLACK
    assert read_secrets({"SLACK_API_URL": "http://127.0.0.1:1/api"})[0].api_url == "http://127.0.0.1:1/api/"


def test_no_secret_is_in_what_python_prints_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-one", "SLACK_APP_TOKEN": "xapp-two", "SLACK_SIGNING_SECRET": "three",
        "SLACK_CLIENT_ID": "12.34", "SLACK_CLIENT_SECRET": "four", "LEGITBOT_KEY": "five-five",
        "DATABASE_URL": "postgres://me:six-six@db.example/bot", "LEGITBOT_EXERCISE_MARK": "seven-seven",
    }  # fmt: skip
    config = Config.read(secrets)
    assert config.exercise_mark == "seven-seven"
    printed = f"{config!r} {config.organisation!r}"
    shown = ("xoxb-one", "xapp-two", "three", "four", "five-five", "six-six", "seven-seven")
    assert [word for word in shown if word in printed] == []


def test_no_mistake_about_secrets_repeats_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = {
        "SLACK_BOT_TOKEN": "xapp-planted", "SLACK_APP_TOKEN": "xoxb-planted", "SLACK_CLIENT_SECRET": "planted",
        "DATABASE_URL": "mysql://planted:planted@planted/x", "LEGITBOT_EXERCISE_MARK": "planted",
        "SLACK_API_URL": "planted",
    }  # fmt: skip
    with pytest.raises(CannotStart) as refused:
        Config.read(wrong)
    assert len(str(refused.value).splitlines()) == len(wrong)
    assert "planted" not in str(refused.value)
