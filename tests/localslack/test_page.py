"""What the page is told and what it may ask for; the browser's own tests are in tests/browser."""

import json

import pytest

from bot.localslack.page.guide import Guide, Sample
from bot.localslack.page.viewer import MESSAGES_AT_ONCE
from tests.localslack.conftest import Firm
from tests.localslack.viewer import Refused, page_of

MAIL = b"From: Eve <eve@mail.test>\r\nTo: a@acme.example\r\nSubject: Hello\r\n\r\nPlease look.\r\n"
SECRET = "the merger is on Friday"


async def test_a_person_sees_their_own_channels_and_no_others(firm: Firm) -> None:
    closed = firm.team.channel("board", [firm.bob], private=True)
    theirs = firm.team.direct_message(firm.bob, firm.bot)
    async with page_of(firm.slack, firm.ann.handle) as page:
        names = {one["id"] for one in page.of("channel:")}
        assert firm.general.id in names and not {closed.id, theirs.id} & names
        with pytest.raises(Refused, match="no such channel"):
            await page.act("look", channel=closed.id)
        with pytest.raises(Refused, match="no such channel"):
            await page.act("say", channel=closed.id, text="let me in")


async def test_messages_come_for_the_open_channel_only_and_private_ones_for_their_reader(firm: Firm) -> None:
    said = await firm.bob.says(firm.general, SECRET)
    client = firm.client()
    await client.chat_postEphemeral(channel=firm.general.id, user=firm.bob.id, text="for Bob alone")
    async with page_of(firm.slack, firm.ann.handle) as page:
        assert SECRET not in json.dumps(page.items)
        await page.act("look", channel=firm.general.id)
        assert page.items[f"message:{firm.general.id}:{said.ts}"]["text"] == SECRET
        assert "for Bob alone" not in json.dumps(page.items)
    async with page_of(firm.slack, firm.bob.handle) as page:
        await page.act("look", channel=firm.general.id)
        assert [one["text"] for one in page.of("message:") if one["private"]] == ["for Bob alone"]


async def test_only_what_changed_is_told_again(firm: Firm) -> None:
    for number in range(30):
        await firm.bob.says(firm.general, f"number {number}")
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.act("look", channel=firm.general.id)
        seen = dict(page.items)
        said = (await page.act("say", channel=firm.general.id, text="one more"))["ts"]
        changed = {key for key, value in page.items.items() if seen.get(key) != value}
        assert changed == {f"message:{firm.general.id}:{said}", f"channel:{firm.general.id}"}


async def test_what_somebody_else_writes_arrives_by_itself(firm: Firm) -> None:
    async with page_of(firm.slack, firm.ann.handle) as ann, page_of(firm.slack, firm.bob.handle) as bob:
        await ann.act("look", channel=firm.general.id)
        ts = (await bob.act("say", channel=firm.general.id, text="hello Ann"))["ts"]
        [message] = await ann.sees(f"message:{firm.general.id}:{ts}")
        assert (message["user"], message["text"]) == (firm.bob.id, "hello Ann")


async def test_people_change_and_delete_only_what_they_wrote(firm: Firm) -> None:
    theirs = await firm.bob.says(firm.general, "mine")
    async with page_of(firm.slack, firm.ann.handle) as page:
        for act, more in (("edit", {"text": "x"}), ("delete", {})):
            with pytest.raises(Refused, match="only the person who wrote"):
                await page.act(act, channel=firm.general.id, ts=theirs.ts, **more)
    async with page_of(firm.slack, firm.bob.handle) as page:
        await page.act("edit", channel=firm.general.id, ts=theirs.ts, text="changed")
        assert theirs.text == "changed"
        await page.act("delete", channel=firm.general.id, ts=theirs.ts)
    assert theirs.deleted


async def test_a_mail_can_be_sent_in_pasted_or_from_the_inbox(firm: Firm) -> None:
    firm.slack.lay_out(Guide(firm.app.id, (Sample("m1", "m1.eml", MAIL, "A pair", "Eve", "Hello", "", "text", "x"),)))
    async with page_of(firm.slack, firm.ann.handle) as page:
        assert [one["id"] for one in page.items["guide"]["samples"]] == ["m1"]
        await page.act("email", channel=firm.general.id, raw=MAIL.decode())
        await page.act("email", channel=firm.general.id, samples=["m1"])
        with pytest.raises(Refused, match="no mail to send"):
            await page.act("email", channel=firm.general.id, raw="  ")
        with pytest.raises(Refused):
            await page.act("email", channel=firm.general.id, samples=["m2"])
    mails = [one.files[0] for one in firm.general.messages if one.files]
    assert [(one["filetype"], one["subject"]) for one in mails] == [("email", "Hello")] * 2


async def test_nonsense_is_refused_in_a_sentence_and_the_page_goes_on(firm: Firm) -> None:
    async with page_of(firm.slack, firm.ann.handle) as page:
        for act, given in (
            ("no_such_act", {}), ("say", {}), ("say", {"channel": firm.general.id, "text": " "}), ("press", {"ts": 5}),
            ("react", {"channel": firm.general.id, "ts": "1.1", "name": "x"}), ("submit", {"view": "V1"}),
            ("say", {"channel": firm.general.id, "text": "x", "files": ["gone"]}), ("advance", {"seconds": -5}),
            ("advance", {"seconds": "nan"}), ("fault", {"what": "fire"}), ("line", {"key": "call:99"}),
            ("open_app", {"app": "A1"}), ("command", {"app": firm.app.id, "command": 3, "channel": []}),
            ("create", {"name": ""}), ("create", {"name": "general"}), ("look", {"channel": None}),
        ):  # fmt: skip
            with pytest.raises(Refused) as refused:
                await page.act(act, **given)
            assert str(refused.value).strip(), act
        assert await page.act("say", channel=firm.general.id, text="still here")


async def test_moving_the_clock_moves_it_for_slack(firm: Firm) -> None:
    async with page_of(firm.slack, firm.ann.handle) as page:
        before = firm.slack.clock.now()
        await page.act("advance", seconds=86_400)
        assert firm.slack.clock.now() - before >= 86_400
        assert page.items["clock"]["ahead"] >= 86_400


async def test_the_drawer_shows_calls_and_deliveries_only_when_it_is_open(firm: Firm) -> None:
    await firm.client().chat_postMessage(channel=firm.general.id, text="hi")
    async with page_of(firm.slack, firm.ann.handle) as page:
        assert not page.of("call:")
        await page.act("watch", on=True)
        [call] = page.of("call:")
        assert (call["method"], call["ok"], call["where"]) == ("chat.postMessage", True, firm.general.id)
        whole = await page.act("line", key=f"call:{firm.slack.calls[0].number}")
        assert whole["arguments"]["text"] == "hi" and whole["response"]["ok"]
        assert firm.bot.token not in json.dumps(whole) and firm.app.verification_token not in json.dumps(page.items)
        await page.act("fault", what="rate_limit", method="chat.postMessage", times=2, seconds=7)
        assert page.items["faults"]["ordered"] == [{"on": "chat.postMessage", "what": "rate_limit", "times": 1}] * 2
        await page.act("fault", what="clear")
        assert page.items["faults"]["ordered"] == []
        await page.act("forget")
        assert not page.of("call:") and not page.of("delivery:")


async def test_a_press_in_a_box_tells_what_is_typed_there(firm: Firm) -> None:
    words = {"type": "plain_text", "text": "Name"}
    field = {"type": "plain_text_input", "action_id": "name"}
    button = {"type": "button", "action_id": "look", "text": words}
    view = {
        "type": "modal", "title": words, "submit": words, "blocks": [
            {"type": "input", "block_id": "who", "label": words, "element": field, "optional": True},
            {"type": "actions", "block_id": "do", "elements": [button]},
        ],
    }  # fmt: skip
    delivery = await firm.ann.uses_shortcut(firm.app, "open")
    await firm.client().views_open(trigger_id=delivery.payload["trigger_id"], view=view)
    async with page_of(firm.slack, firm.ann.handle) as page:
        [shown] = page.of("view:")
        id_ = shown["body"]["id"]
        await page.act("press", view=id_, block_id="do", action_id="look", values={"who": {"name": "Eve"}})
        with pytest.raises(Refused):
            await page.act("press", view=id_, block_id="do", action_id="look", values={"who": {"other": "Eve"}})
    payload = firm.slack.deliveries[-1].payload
    assert payload["type"] == "block_actions"
    assert payload["view"]["state"]["values"]["who"]["name"]["value"] == "Eve"


async def test_earlier_messages_come_when_they_are_asked_for(firm: Firm) -> None:
    said = [await firm.bob.says(firm.general, f"number {number}") for number in range(MESSAGES_AT_ONCE + 1)]
    first, earlier = f"message:{firm.general.id}:{said[0].ts}", f"earlier:{firm.general.id}"
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.act("look", channel=firm.general.id)
        assert first not in page.items and earlier in page.items
        await page.act("earlier")
        assert first in page.items and earlier not in page.items
