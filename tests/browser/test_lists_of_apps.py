"""Lists that the app fills while somebody types: its options are offered, and nothing else is taken."""

import re
from pathlib import Path
from typing import Any

from playwright.async_api import expect
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.block_kit import Json, element, input_block, plain, section
from tests.browser.looking import Look, looking
from tests.fronts.slack.company import company

TOWNS: list[Json] = [
    {"text": plain(name), "value": f"town-{number}"} for number, name in enumerate(("Oslo", "Osaka", "Rome"))
]
BLOCKS: list[Json] = [
    input_block("Town", element("external_select", "town", min_query_length=1)),
    input_block("Towns", element("multi_external_select", "towns", min_query_length=1)),
    input_block("Post to", element("conversations_select", "to", response_url_enabled=True)),
]


async def test_the_app_is_asked_and_its_own_options_come_back_to_it(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there, looking(there) as look:
        there.bot.joins(there.general)
        client = AsyncWebClient(token=there.bot.token, base_url=there.slack.api_url)
        bolt = AsyncApp(client=client)

        @bolt.options(re.compile("town"))
        async def offers(ack: Any, body: Any) -> None:
            await ack(options=[one for one in TOWNS if body["value"].lower() in one["text"]["text"].lower()])

        @bolt.shortcut(re.compile(""))
        async def opens(ack: Any, body: Any) -> None:
            await ack()
            view = {"type": "modal", "title": plain("Towns"), "submit": plain("Send"), "blocks": BLOCKS}
            await client.views_open(trigger_id=body["trigger_id"], view=view | {"callback_id": "towns"})

        @bolt.view("towns")
        @bolt.action(re.compile(""))
        async def hears(ack: Any) -> None:
            await ack()

        handler = AsyncSocketModeHandler(bolt, there.app.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's method has no types
        try:
            await look.goes_to(there.general.id)
            await _in_a_modal(look)
            await _in_a_message(look)
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


async def _in_a_modal(look: Look) -> None:
    there, box = look.company, look.page.get_by_role("dialog")
    await there.ann.uses_shortcut(there.app, min(there.app.shortcuts("global") or ()))
    town, towns = box.get_by_label("Town", exact=True), box.get_by_label("Towns", exact=True)
    await town.press_sequentially("os")
    await expect(box.locator("datalist").first.locator("option")).to_have_count(2)
    await town.fill("Oslo")
    await towns.fill("rome")
    await expect(box.locator("datalist").last.locator("option")).to_have_count(1)
    await towns.fill("Rome, os")
    await expect(box.locator("datalist option[value='Rome, Osaka']")).to_have_count(1)
    await towns.fill("Rome, Osaka")
    await box.get_by_label("Post to").select_option(label="#general")
    await box.get_by_role("button", name="Send").click()
    await expect(box).to_have_count(0)
    [sent] = [one.payload for one in there.slack.deliveries if one.payload.get("type") == "view_submission"]
    values = sent["view"]["state"]["values"]
    assert values["in-town-id"]["town-id"]["selected_option"] == TOWNS[0]
    assert values["in-towns-id"]["towns-id"]["selected_options"] == [TOWNS[2], TOWNS[1]]
    assert [one["channel_id"] for one in sent["response_urls"]] == [there.general.id]


async def _in_a_message(look: Look) -> None:
    there = look.company
    await there.bot.says(there.general, blocks=[section("A town", element("external_select", "town"), "one")], text="")
    town = look.page.locator("main [data-key$='/one/town-id']")
    await town.fill("Nowhere")
    await town.press("Tab")
    await expect(town).to_have_value("")
    await town.fill("osl")
    await expect(look.page.locator("main datalist option")).to_have_count(1)
    await town.fill("Oslo")
    await town.press("Enter")
    await there.slack.until(lambda: [one for one in there.slack.deliveries if "actions" in one.payload])
    [pressed] = [one.payload for one in there.slack.deliveries if "actions" in one.payload]
    assert [one["selected_option"] for one in pressed["actions"]] == [TOWNS[0]]
