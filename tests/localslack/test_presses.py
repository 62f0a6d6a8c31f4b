"""What a press tells beside what was pressed: the other fields, where it stood, and the options that an app offers."""

import re
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.localslack.happenings.acts import NotThere
from tests.localslack.conftest import Firm, listening


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


FRUIT: list[dict[str, Any]] = [{"text": plain("Apple"), "value": "a"}, {"text": plain("Pear"), "value": "p"}]
PICK = {"type": "static_select", "action_id": "fruit", "options": FRUIT}
FORM: list[dict[str, Any]] = [
    {"type": "section", "block_id": "one", "text": plain("One"), "accessory": PICK},
    {"type": "actions", "block_id": "end", "elements": [{"type": "button", "action_id": "end", "text": plain("End")}]},
]
ASKED = {"type": "external_select", "action_id": "town", "min_query_length": 0}


async def test_a_press_on_a_message_tells_what_stands_in_its_other_fields(firm: Firm) -> None:
    message = await firm.bot.says(firm.general, "A form", blocks=FORM)
    others = {"one": {"fruit": "p", "gone": "x"}, "gone": {"fruit": "a"}}
    told = await firm.ann.presses(message, "end", others=others)
    assert told.payload["state"]["values"] == {"one": {"fruit": {"type": "static_select", "selected_option": FRUIT[1]}}}
    with pytest.raises(LookupError, match="no option"):
        await firm.ann.presses(message, "end", others={"one": {"fruit": "z"}})


async def test_a_press_in_an_attachment_names_it(firm: Firm) -> None:
    message = await firm.bot.says(firm.general, "x", blocks=FORM[:1], attachments=[{"text": "a"}, {"blocks": FORM[1:]}])
    told = await firm.ann.presses(message, "end")
    assert (told.payload["container"]["type"], told.payload["container"]["attachment_id"]) == ("message_attachment", 2)
    assert (await firm.ann.presses(message, "fruit", "a")).payload["container"]["type"] == "message"


async def test_an_app_offers_options_to_who_types(firm: Firm) -> None:
    bolt = AsyncApp(client=firm.client())

    @bolt.options(re.compile("town"))
    async def offers(ack: Any, body: Any) -> None:
        found = [one for one in FRUIT if body["value"] in one["text"]["text"]]
        await ack(option_groups=[{"label": plain("All"), "options": found}])

    block = {"type": "section", "block_id": "one", "text": plain("One"), "accessory": ASKED}
    message = await firm.bot.says(firm.general, "x", blocks=[block, *FORM[1:]])
    async with listening(firm, bolt):
        assert await firm.ann.looks_up(message, "town", "Pe") == FRUIT[1:]
        with pytest.raises(NotThere, match="own options"):
            await firm.ann.looks_up(message, "end", "Pe")
    payload = firm.slack.deliveries[-1].payload
    assert (payload["type"], payload["block_id"], payload["value"]) == ("block_suggestion", "one", "Pe")
    assert payload["container"]["message_ts"] == message.ts


async def test_initial_values_of_every_kind_stand_in_the_state(firm: Firm) -> None:
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}],
    }
    starts: list[tuple[str, dict[str, Any], Any]] = [
        ("external_select", {"initial_option": FRUIT[0]}, {"selected_option": FRUIT[0]}),
        ("multi_external_select", {"initial_options": FRUIT}, {"selected_options": FRUIT}),
        ("rich_text_input", {"initial_value": rich}, {"rich_text_value": rich}),
    ]
    blocks = [
        {"type": "input", "block_id": kind, "label": plain(kind), "element": {"type": kind, "action_id": "x", **start}}
        for kind, start, _ in starts
    ]
    shortcut = await firm.ann.uses_shortcut(firm.app, "any")
    view = {"type": "modal", "title": plain("All"), "submit": plain("Send"), "blocks": blocks}
    opened = await firm.client().views_open(trigger_id=shortcut.payload["trigger_id"], view=view)
    values = opened["view"]["state"]["values"]
    assert {kind: values[kind]["x"] for kind, _, _ in starts} == {
        kind: {"type": kind} | state for kind, _, state in starts
    }
