"""What people do with blocks in the page reaches the app as Slack tells it: each element, each input, each error."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from playwright.async_api import FilePayload, Locator, Page, expect
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack.happenings.inputs import elements
from tests.browser.block_kit import Json, element, input_block, option, plain, section
from tests.browser.block_wall import SURFACES, WALL
from tests.browser.looking import Look, looking
from tests.browser.wall_elements import INPUTS
from tests.fronts.slack.company import Company, company

NOON = "2026-12-24T12:00"
NOT_DRAWN = ".block-unknown, .unknown-element"
MISSING = "status of 404"  # the wall names a file that is gone

Deed = Callable[[Page, Locator, Locator, Json], Awaitable[None]]  # page, the control, the room around it, the element


async def _pressed(page: Page, control: Locator, room: Locator, one: Json) -> None:
    await control.click()
    if "confirm" in one:
        await page.get_by_role("dialog").get_by_role("button", name=one["confirm"]["confirm"]["text"]).click()


async def _from_menu(page: Page, control: Locator, room: Locator, one: Json) -> None:
    await control.click()
    await page.get_by_role("menuitem", name=one["options"][1]["text"]["text"]).click()


async def _thumb_down(page: Page, control: Locator, room: Locator, one: Json) -> None:
    await room.locator(f"[data-key$='/{one['action_id']}/{one['negative_button']['value']}']").click()


async def _picked(page: Page, control: Locator, room: Locator, one: Json) -> None:
    await control.select_option(index=1)


async def _ticked(page: Page, control: Locator, room: Locator, one: Json) -> None:
    await room.locator(f"[data-key$='/{one['action_id']}/banana']").check()


async def _ticked_behind(page: Page, control: Locator, room: Locator, one: Json) -> None:
    """In a list of which several are picked: opened, ticked, and closed by keyboard."""
    await control.press("Enter")
    await control.locator("xpath=..").get_by_role("checkbox").first.check()
    await page.keyboard.press("Escape")
    await expect(control).to_be_focused()


def _filled(words: str) -> Deed:
    async def filled(page: Page, control: Locator, room: Locator, one: Json) -> None:
        await control.fill(words)
        await control.press("Tab")

    return filled


async def _files(page: Page, control: Locator, room: Locator, one: Json) -> None:
    await control.set_input_files([FilePayload(name=f"{n}.txt", mimeType="text/plain", buffer=b"words") for n in "abc"])
    await expect(room).to_contain_text("Only 2 files fit here.")
    await expect(room.get_by_role("button", name="Remove b.txt")).to_be_visible()


DEEDS: dict[str, Deed] = {
    **dict.fromkeys(("button", "workflow_button", "icon_button"), _pressed),
    **dict.fromkeys(("static_select", "users_select", "conversations_select", "channels_select"), _picked),
    **dict.fromkeys((f"multi_{of}_select" for of in ("static", "users", "conversations", "channels")), _ticked_behind),
    **dict.fromkeys(("checkboxes", "radio_buttons"), _ticked),
    "overflow": _from_menu,
    "feedback_buttons": _thumb_down,
    "datepicker": _filled("2026-12-24"),
    "timepicker": _filled("08:15"),
    "datetimepicker": _filled(NOON),
    "external_select": _filled("Zoe"),
    "multi_external_select": _filled("Zoe, Bo"),
    "plain_text_input": _filled("Some words"),
    "email_text_input": _filled("zoe@firm.example"),
    "url_text_input": _filled("https://firm.example/"),
    "number_input": _filled("7"),
    "rich_text_input": _filled("*Bold* words"),
    "file_input": _files,
}


def _named(name: str) -> Json:
    return {"text": {"type": "plain_text", "text": name, "emoji": True}, "value": name}


_BOLD = {"type": "text", "text": "Bold", "style": {"bold": True}}
_RICH = {"type": "rich_text_section", "elements": [_BOLD, {"type": "text", "text": " words"}]}
SAID: dict[str, Json] = {
    "feedback_buttons": {"value": "no"},
    "external_select": {"selected_option": _named("Zoe")},
    "multi_external_select": {"selected_options": [_named("Zoe"), _named("Bo")]},
    "datepicker": {"selected_date": "2026-12-24"},
    "timepicker": {"selected_time": "08:15"},
    "plain_text_input": {"value": "Some words"},
    "email_text_input": {"value": "zoe@firm.example"},
    "url_text_input": {"value": "https://firm.example/"},
    "number_input": {"value": "7"},
    "rich_text_input": {"rich_text_value": {"type": "rich_text", "elements": [_RICH]}},
}
"""What Slack says once the deed was done, where that is the same for each such element."""


async def _expected(look: Look, one: Json) -> Json:
    """What Slack says of this element once its deed was done: its part of `actions`, and of `state.values`."""
    kind, room = str(one["type"]), look.company.general.id
    options = one.get("options") or [each for group in one.get("option_groups", ()) for each in group["options"]]
    first, second = options[:1], options[1:2]
    person = min(look.company.team.users.values(), key=lambda user: user.real_name.casefold()).id
    told: dict[str, Json] = SAID | {
        "overflow": {"selected_option": second and second[0]},
        "static_select": {"selected_option": first and first[0]},
        "radio_buttons": {"selected_option": second and second[0]},
        "checkboxes": {"selected_options": [*one.get("initial_options", ()), *second]},
        "multi_static_select": {"selected_options": first},
        "users_select": {"selected_user": person},
        "multi_users_select": {"selected_users": [person]},
        "conversations_select": {"selected_conversation": room},
        "multi_conversations_select": {"selected_conversations": [room]},
        "channels_select": {"selected_channel": room},
        "multi_channels_select": {"selected_channels": [room]},
        "datetimepicker": {
            "selected_date_time": await look.page.evaluate("text => new Date(text).getTime() / 1000", NOON)
        },
    }
    return {"type": kind} | (told[kind] if kind in told else {"value": one.get("value")})


def _told(there: Company, kind: str = "block_actions") -> list[Any]:
    """The payloads of this kind that went to the app."""
    return [one.payload for one in there.slack.deliveries if one.payload.get("type") == kind]


async def _many_told(there: Company, many: int) -> None:
    await there.slack.until(lambda: len(_told(there)) >= many)


async def _done(look: Look, room: Locator, block: Json, one: Json) -> None:
    """Do to an element what people do, and see that the app hears of it once, and what was meant."""
    there, before = look.company, len(_told(look.company))
    key = f"/{block['block_id']}/{one['action_id']}"
    await DEEDS[one["type"]](look.page, room.locator(f"[data-key$='{key}']"), room, one)
    await _many_told(there, before + 1)
    [payload] = _told(there)[before:]
    [action] = payload["actions"]
    expected = await _expected(look, one) | {"action_id": one["action_id"], "block_id": block["block_id"]}
    assert {name: action.get(name) for name in expected} == expected


async def test_every_block_is_drawn_and_everything_in_a_message_can_be_pressed(tmp_path: Path) -> None:
    """By mouse and keyboard; each press is told once, with the block, the action and the value that Slack tells."""
    async with company(tmp_path, start=False) as there, looking(there) as look:
        there.bot.joins(there.general)
        await look.page.context.route("https://help.example/**", lambda route: route.abort())
        look.page.context.on("page", Page.close)  # a link's own tab; behind it this one would be drawn once a second
        await look.goes_to(there.general.id)
        for name, blocks in WALL:
            said = await there.bot.says(there.general, name, blocks=blocks)
            room = look.page.locator(f"main [data-key='message:{said.ts}']")
            await expect(room.locator(".message-body .blocks > .block")).not_to_have_count(0)
            assert await room.locator(NOT_DRAWN).count() == 0, name
            if SURFACES[name] == "message":
                for block, one in elements(said.blocks):
                    await _done(look, room, block, one)
        look.troubles[:] = [one for one in look.troubles if MISSING not in one]


_FRUIT = [option("Apple"), option("Banana")]
_NAME = input_block("Name", element("plain_text_input", "name"))
_FORM: list[Json] = [
    _NAME,
    input_block("Fruit", element("static_select", "fruit", options=_FRUIT)),
    section("Where to", element("static_select", "town", options=[option("Oslo"), option("Rome")]), "towns"),
    {"type": "actions", "block_id": "end", "elements": [element("button", "end", text=plain("Send it"), value="1")]},
]


async def test_a_press_tells_what_stands_in_the_other_fields_and_a_change_leaves_the_caret(tmp_path: Path) -> None:
    """In a message and in the home tab: fields, a list that was picked from before, and the button at the end."""
    async with company(tmp_path, start=False) as there, looking(there) as look:
        there.bot.joins(there.general)
        client = AsyncWebClient(token=there.bot.token, base_url=there.slack.api_url)
        said = await client.chat_postMessage(channel=there.general.id, text="A form", blocks=_FORM)
        await client.views_publish(user_id=there.ann.id, view={"type": "home", "blocks": _FORM})
        for place in (there.general.id, f"home/{there.app.id}"):
            await look.goes_to(place)
            room, before = look.page.locator("main"), len(_told(there))
            await room.get_by_label("Fruit").select_option("banana")
            await room.locator("[data-key$='/towns/town-id']").select_option("rome")
            await room.get_by_label("Name").fill("Ann, Zoe")
            await room.get_by_role("button", name="Send it").click()
            await _many_told(there, before + 2)
            payload = _told(there)[-1]
            values = (payload.get("state") or payload["view"]["state"])["values"]
            assert values["in-name-id"]["name-id"]["value"] == "Ann, Zoe"
            assert values["in-fruit-id"]["fruit-id"]["selected_option"] == _FRUIT[1]
            assert values["towns"]["town-id"]["selected_option"]["value"] == "rome"
            await room.get_by_label("Name").focus()
            await look.page.keyboard.press("Home")
            changed = [_NAME | {"label": plain("Name of two")}, *_FORM[1:]]
            if place == there.general.id:
                await client.chat_update(channel=place, ts=str(said["ts"]), text="A form", blocks=changed)
            else:
                await client.views_publish(user_id=there.ann.id, view={"type": "home", "blocks": changed})
            await expect(room.get_by_label("Name of two")).to_be_focused()
            await look.page.keyboard.type("Bo, ")
            await expect(room.get_by_label("Name of two")).to_have_value("Bo, Ann, Zoe")


def _modal(title: str, blocks: list[Json]) -> Json:
    words = {"title": plain(title), "submit": plain("Send"), "close": plain("Leave")}
    return {"type": "modal", "callback_id": "all", "blocks": blocks, "notify_on_close": True} | words


async def test_a_modal_sends_off_all_its_inputs_and_shows_each_error_at_its_field(tmp_path: Path) -> None:
    """First what is empty, then what the app does not like, then all of it, the box after it, and its closing."""
    answers: list[Json] = [
        {"response_action": "errors", "errors": {"in-users_select-id": "Not this one."}},
        {"response_action": "push", "view": _modal("The next box", [_NAME])},
    ]
    async with company(tmp_path, start=False) as there, looking(there) as look:
        client = AsyncWebClient(token=there.bot.token, base_url=there.slack.api_url)
        bolt = AsyncApp(client=client)

        @bolt.shortcut(re.compile(""))
        async def opens(ack: Any, body: Any) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=_modal("All inputs", INPUTS))

        @bolt.view("all")
        async def takes(ack: Any) -> None:
            await ack(**answers.pop(0))

        @bolt.action(re.compile(""))
        @bolt.view_closed("all")
        async def hears(ack: Any) -> None:
            await ack()

        await look.goes_to(there.general.id)
        handler = AsyncSocketModeHandler(bolt, there.app.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's method has no types
        try:
            await there.ann.uses_shortcut(there.app, min(there.app.shortcuts("global") or ()))
            await _fills_in_and_sends(look)
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


async def _fills_in_and_sends(look: Look) -> None:
    there, box = look.company, look.page.get_by_role("dialog")
    await expect(box.get_by_label("Your name")).to_be_focused()
    await box.get_by_role("button", name="Send").click()
    empty = [one for one in INPUTS if not one.get("optional") and _is_empty(one["element"])]
    assert await box.locator("[data-wrong=yes]").evaluate_all("all => all.map(one => one.dataset.block)") == [
        one["block_id"] for one in empty
    ]
    for block in INPUTS:
        one, field = block["element"], box.locator(f"[data-block='{block['block_id']}']")
        control = field.locator(f"[data-key$='/{block['block_id']}/{one['action_id']}']")
        await DEEDS[one["type"]](look.page, control, field, one)
    await box.get_by_role("button", name="Send").click()
    await expect(box.locator("[data-wrong=yes]")).to_have_count(1)
    await expect(box.get_by_role("alert").filter(has_text="Not this one.")).to_be_visible()
    await expect(box.get_by_label("Who", exact=True)).to_be_focused()
    await box.get_by_role("button", name="Send").click()
    await expect(box.get_by_role("heading", name="The next box")).to_be_visible()
    values = _told(there, "view_submission")[-1]["view"]["state"]["values"]
    assert [one["name"] for one in values["in-file_input-id"]["file_input-id"]["files"]] == ["a.txt", "b.txt"]
    for block in INPUTS:
        one = block["element"]
        if one["type"] != "file_input":
            assert values[block["block_id"]][one["action_id"]] == await _expected(look, one), one["action_id"]
    await look.page.keyboard.press("Escape")
    await expect(box.get_by_role("heading", name="All inputs")).to_be_visible()
    await there.slack.until(lambda: _told(there, "view_closed"))


def _is_empty(one: Json) -> bool:
    """Neither filled nor set to the open conversation."""
    return not any(name.startswith(("initial_", "default_to")) for name in one)
