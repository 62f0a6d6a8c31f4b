"""What an operator got wrong is told in one sentence, and nothing is left running."""

import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app.config import CannotStart, Config
from bot.app.running import running
from tests.fronts.slack.company import Here, company


@pytest.mark.thorough
@pytest.mark.parametrize(("wrong", "said"), [
    ({"bot_tokens": ("xoxb-wrong",)}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth)."),
    ({"app_token": "xapp-wrong"}, "Slack refuses SLACK_APP_TOKEN (invalid_auth)."),
    ({"api_url": "http://127.0.0.1:9/api/"}, "No Slack answers at http://127.0.0.1:9/api/"),
])  # fmt: skip
async def test_a_wrong_token_or_address_is_a_sentence(tmp_path: Path, wrong: dict[str, Any], said: str) -> None:
    async with company(tmp_path, start=False) as there:
        with pytest.raises(CannotStart) as refused:
            async with running(replace(there.config, **wrong), Here()):
                pass
        assert str(refused.value).startswith(said)
        assert "legitbot doctor" in str(refused.value)
        async with running(there.config, Here()):
            """The database was let go of."""


async def test_an_address_without_its_end_is_not_called_a_refused_token(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there:
        wrong = there.config.api_url.removesuffix("api/")
        with pytest.raises(CannotStart, match=rf"No Slack answers at {wrong} \(HTTP 404\)"):
            async with running(replace(there.config, api_url=wrong), Here()):
                pass


async def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with company(tmp_path, start=False) as there:
            config = there.config.changed(app_token="", signing_secret="s" * 32, web_port=port)
            with pytest.raises(CannotStart, match=rf"127\.0\.0\.1:{port}.*[Ss]et port below \[web\]"):
                async with running(config, Here()):
                    pass


@pytest.mark.parametrize(("environment", "said"), [
    ({}, "Set SLACK_BOT_TOKEN"),
    ({"SLACK_BOT_TOKEN": "xoxb-1"}, "Set SLACK_APP_TOKEN"),
    ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "LEGITBOT_WORK_ANALYSTS": "many"},
     "LEGITBOT_WORK_ANALYSTS: write a whole number from 1 to 64; now it is \"many\"."),
])  # fmt: skip
def test_a_missing_or_wrong_setting_is_a_sentence(environment: dict[str, str], said: str) -> None:
    with pytest.raises(CannotStart) as refused:
        Config.read(environment)
    assert str(refused.value).startswith(said)


def test_secrets_are_not_in_what_python_prints_of_the_configuration() -> None:
    """A log or a traceback that shows the configuration shows no token."""
    config = Config.read({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "LEGITBOT_KEY": "k" * 43})
    assert not any(secret in repr(config) for secret in ("xoxb-1", "xapp-1", "k" * 43))
