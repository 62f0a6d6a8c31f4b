"""A code goes to an address that the app's manifest names, or below it, whatever an address is made to look like."""

import pytest

from bot.localslack import App
from bot.localslack.install.redirects import destination
from tests.localslack.conftest import Firm
from tests.localslack.test_oauth import CALLBACK, MANIFEST
from tests.localslack.test_oauth_page import Browser, browser

__all__ = ["browser"]  # a fixture


@pytest.fixture
def app(firm: Firm) -> App:
    return firm.slack.app("Newcomer", manifest=MANIFEST)


@pytest.mark.parametrize(
    "said",
    [
        CALLBACK,
        f"{CALLBACK}/deeper?team=1",
        f"{CALLBACK}?next=/home",
        "https://bot.example/installed",
        "https://BOT.example/installed/x",
    ],
)
def test_an_address_of_the_manifest_or_below_it_is_taken(app: App, said: str) -> None:
    assert destination(app, said) == said


@pytest.mark.parametrize(
    "said",
    [
        "http://127.0.0.1:3000@evil.test/slack/oauth_redirect",
        "http://127.0.0.1:30001/slack/oauth_redirect",
        f"{CALLBACK}s",
        f"{CALLBACK}/../../elsewhere",
        f"{CALLBACK}/%2e%2E/elsewhere",
        f"{CALLBACK}/%252e%252e/elsewhere",
        f"{CALLBACK}/..%5celsewhere",
        f"{CALLBACK}\\@evil.test",
        f"{CALLBACK}\r\nSet-Cookie: a=b",
        f"{CALLBACK}#code",
        f" {CALLBACK}",
        f"{CALLBACK}/é",
        "https://bot.example.evil.test/installed/",
        "https://user@bot.example/installed/",
        "https://bot.example/",
        "https://bot.example:444/installed/",
        "http://bot.example/installed/",
        "//bot.example/installed/",
        "javascript:alert(1)",
        "https://[bot.example/installed/",
    ],
)
async def test_nobody_is_sent_to_another_address(app: App, browser: Browser, said: str) -> None:
    assert destination(app, said) == ""
    assert (await browser.opens(redirect_uri=said)).status == 400


def test_an_app_without_addresses_has_nowhere_to_send_people(firm: Firm) -> None:
    for named in (None, [], ["javascript:alert(1)"], "http://a.test", [7]):
        app = firm.slack.app("Odd", manifest={"oauth_config": {"redirect_urls": named}})
        assert destination(app, "") == destination(app, "javascript:alert(1)") == ""
