"""Another website, open in the same browser: it can neither look at the local Slack, nor do anything in it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Frame

from tests.browser.looking import looking
from tests.fronts.slack.company import Company, company

# Every way by which a website may ask another one for something; each answers what came of it.
ATTACK = """async ([slack, token, channel, file]) => {
  const tried = async (work) => { try { return await work(); } catch { return "refused"; } };
  const loads = (name, set) => new Promise((done) => {
    const one = document.createElement(name);
    one.onload = () => done("loaded");
    one.onerror = () => done("refused");
    set(one);
    document.body.append(one);
  });
  const form = new URLSearchParams({ token, channel, text: "from afar" });
  const post = (path, mode, body) =>
    tried(async () => (await fetch(slack + path, { method: "POST", mode, body })).type);
  return {
    read: await tried(async () => (await fetch(`${slack}/`)).text()),
    api: await post("/api/chat.postMessage", "cors", form),
    blind: await post("/api/chat.postMessage", "no-cors", form),
    upload: await post("/page/upload?name=x", "no-cors", "x"),
    beacon: await tried(() => String(navigator.sendBeacon(`${slack}/api/chat.postMessage`, form))),
    script: await loads("script", (one) => { one.src = `${slack}/page/main.js`; }),
    picture: await loads("img", (one) => { one.src = slack + file; }),
    socket: await new Promise((done) => {
      const one = new WebSocket(`${slack.replace("http", "ws")}/page/live`);
      one.onopen = () => done("open");
      one.onerror = () => done("refused");
    }),
  };
}"""
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@asynccontextmanager
async def website(markup: str) -> AsyncIterator[str]:
    """A site of its own on this machine: for a browser the same site as the local Slack, but another origin."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=markup, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def attacked(there: Company, frame: Frame, token: str) -> dict[str, Any]:
    said = await there.ann.says(there.general, files=[("a.png", PNG)])
    file = f"/page/file/{there.team.id}-{said.files[0]['id']}"
    found: dict[str, Any] = await frame.evaluate(ATTACK, [there.slack.core.origin, token, there.general.id, file])
    return found


async def test_another_website_gets_nothing_and_does_nothing(tmp_path: Path) -> None:
    """Even one that knows the bot's token."""
    async with company(tmp_path) as there:
        there.general.members.append(there.bot)
        before = len(there.slack.calls)
        async with (
            website("<!DOCTYPE html><title>x</title><link rel=icon href='data:,'>") as address,
            looking(there) as look,
        ):
            other = await look.page.context.new_page()
            await other.goto(address)
            found = await attacked(there, other.main_frame, there.bot.token)
            assert found.pop("blind") in ("opaque", "refused")  # the browser does not tell the website
            assert found.pop("upload") in ("opaque", "refused")
            assert found.pop("beacon") == "true"  # nor here
            assert set(found.values()) == {"refused"}, json.dumps(found)[:300]
            await there.quiet()
            assert "from afar" not in [one.text for one in there.general.messages]
            assert "chat.postMessage" not in [one.method for one in there.slack.calls[before:]]


async def test_the_page_cannot_be_put_into_a_frame_or_a_window_of_another_website(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        slack = there.slack.core.origin
        markup = f"<!DOCTYPE html><iframe src='{slack}/'></iframe><a href='{slack}/' target=_blank rel=opener>open</a>"
        async with website(markup) as address:
            other = await look.page.context.new_page()
            await other.goto(address)
            [inside] = [one for one in other.frames if one is not other.main_frame]
            assert await inside.locator("#sidebar").count() == 0
            async with other.context.expect_page() as opened:
                await other.get_by_role("link", name="open").click()
            window = await opened.value
            await window.locator("#sidebar [data-channel]").first.wait_for()
            assert await window.evaluate("window.opener") is None
