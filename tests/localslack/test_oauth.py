"""oauth.v2.access with the real client: a yes becomes a code, and the code becomes a token, once."""

import time
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack import App, LocalSlack
from tests.localslack.conftest import Firm

CALLBACK = "http://127.0.0.1:3000/slack/oauth_redirect"
MANIFEST: dict[str, Any] = {
    "oauth_config": {
        "redirect_urls": [CALLBACK, "https://bot.example/installed/"],
        "scopes": {"bot": ["chat:write", "im:history"], "bot_optional": ["channels:history"]},
    }
}

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk's own login


@pytest.fixture
def app(firm: Firm) -> App:
    """An app that is not installed anywhere yet."""
    return firm.slack.app("Newcomer", manifest=MANIFEST)


async def exchanged(slack: LocalSlack, app: App, code: str, **more: Any) -> dict[str, Any]:
    """What the real client is answered."""
    client = AsyncWebClient(base_url=slack.api_url)
    who = {"client_id": app.client_id, "client_secret": app.client_secret}
    answer = (await client.oauth_v2_access(**(who | more), code=code)).data
    assert isinstance(answer, dict)
    return answer


async def refused(slack: LocalSlack, app: App, code: str, **more: Any) -> str:
    """Slack's word for why there is no token."""
    with pytest.raises(SlackApiError) as caught:
        await exchanged(slack, app, code, **more)
    return str(caught.value.response["error"])


async def test_a_yes_becomes_a_token_that_works(firm: Firm, app: App) -> None:
    code = firm.slack.authorise(app, firm.team, firm.bob)
    assert all(bot.app is not app for bot in firm.team.bots)  # an app is installed by the code, not by the yes
    answer = await exchanged(firm.slack, app, code)
    (bot,) = (one for one in firm.team.bots if one.app is app)
    assert answer == {
        "ok": True,
        "app_id": app.id,
        "authed_user": {"id": firm.bob.id},
        "scope": "chat:write,im:history",
        "token_type": "bot",
        "access_token": bot.token,
        "bot_user_id": bot.id,
        "team": {"id": firm.team.id, "name": "Acme"},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    whose = await firm.client(answer["access_token"]).auth_test()
    assert (whose["user_id"], whose["team_id"]) == (bot.id, firm.team.id)


async def test_a_code_is_good_once(firm: Firm, app: App) -> None:
    code = firm.slack.authorise(app, firm.team, firm.ann)
    await exchanged(firm.slack, app, code)
    assert await refused(firm.slack, app, code) == "code_already_used"
    assert await refused(firm.slack, app, "1.2.3") == "invalid_code"


async def test_a_code_lives_for_ten_minutes(firm: Firm, app: App) -> None:
    late, in_time = (firm.slack.authorise(app, firm.team, firm.ann) for _ in range(2))
    firm.slack.clock.advance(9 * 60)
    await exchanged(firm.slack, app, in_time)
    firm.slack.clock.advance(2 * 60)
    assert await refused(firm.slack, app, late) == "invalid_code"


async def test_only_the_app_itself_may_use_its_code(firm: Firm, app: App) -> None:
    code = firm.slack.authorise(app, firm.team, firm.ann)
    assert await refused(firm.slack, app, code, client_id="1.2") == "invalid_client_id"
    assert await refused(firm.slack, app, code, client_secret="x") == "bad_client_secret"
    assert await refused(firm.slack, firm.app, code) == "invalid_code"
    assert await refused(firm.slack, app, code, grant_type="refresh_token") == "invalid_grant_type"
    assert (await exchanged(firm.slack, app, code))["ok"]  # a refusal does not use it up


async def test_the_address_must_be_the_one_that_was_asked_with(firm: Firm, app: App) -> None:
    code = firm.slack.authorise(app, firm.team, firm.ann, redirect_uri=CALLBACK)
    assert await refused(firm.slack, app, code) == "bad_redirect_uri"
    assert await refused(firm.slack, app, code, redirect_uri=f"{CALLBACK}/other") == "bad_redirect_uri"
    assert (await exchanged(firm.slack, app, code, redirect_uri=CALLBACK))["ok"]


async def test_an_app_with_one_address_need_not_repeat_it(firm: Firm) -> None:
    app = firm.slack.app(
        "One", manifest={"oauth_config": {"redirect_urls": [CALLBACK], "scopes": {"bot": ["commands"]}}}
    )
    code = firm.slack.authorise(app, firm.team, firm.ann, redirect_uri=CALLBACK)
    assert (await exchanged(firm.slack, app, code))["scope"] == "commands"


async def test_the_apps_name_and_secret_may_stand_in_the_form(firm: Firm, app: App) -> None:
    code = firm.slack.authorise(app, firm.team, firm.ann)
    form = {"client_id": app.client_id, "client_secret": app.client_secret, "code": code}
    async with aiohttp.ClientSession() as web, web.post(f"{firm.slack.api_url}oauth.v2.access", data=form) as answer:
        assert (await answer.json())["token_type"] == "bot"


async def test_installing_again_adds_scopes_to_the_same_token(firm: Firm, app: App) -> None:
    first = await exchanged(firm.slack, app, firm.slack.authorise(app, firm.team, firm.ann))
    code = firm.slack.authorise(app, firm.team, firm.bob, scopes=["team:read", "chat:write"])
    again = await exchanged(firm.slack, app, code)
    assert again["scope"] == "chat:write,im:history,team:read"
    assert again == first | {"scope": again["scope"], "authed_user": {"id": firm.bob.id}}


async def test_each_workspace_gets_a_token_of_its_own(firm: Firm, app: App) -> None:
    beta = firm.slack.workspace("Beta", enterprise=True)
    cat = beta.person("Cat")
    here = await exchanged(firm.slack, app, firm.slack.authorise(app, firm.team, firm.ann))
    there = await exchanged(firm.slack, app, firm.slack.authorise(app, beta, cat))
    assert here["access_token"] != there["access_token"] and here["bot_user_id"] != there["bot_user_id"]
    assert (there["team"]["id"], there["authed_user"]["id"]) == (beta.id, cat.id)
    assert there["enterprise"] == {"id": beta.enterprise_id, "name": "Beta"}
    await beta.uninstall(app)
    assert (await firm.client(here["access_token"]).auth_test())["ok"]


async def test_every_answer_tells_the_time_on_slacks_clock(firm: Firm) -> None:
    firm.slack.clock.advance(90_000)
    async with aiohttp.ClientSession(firm.slack.core.origin) as web:
        for path in ("/api/auth.test", "/", "/oauth/v2/authorize", "/nothing", "/link/"):
            async with web.get(path) as answer:
                told = parsedate_to_datetime(answer.headers["Date"]).timestamp()
            assert abs(told - firm.slack.clock.now()) < 60, path
            assert told - time.time() > 80_000, path
