"""Much at once: many acts, many messages, pages that do not listen. And what did not change costs nothing."""

import asyncio
import base64
import json
import socket
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from bot.localslack import LocalSlack
from bot.localslack.page.items import Item, Told
from bot.localslack.page.uploads import Uploads
from tests.localslack.conftest import Firm, firm_on
from tests.localslack.viewer import Refused, page_of

LARGE = "word " * 200_000


def test_an_item_is_made_again_only_when_its_mark_changed() -> None:
    made: list[str] = []

    def item(mark: Any, words: str) -> Item:
        def make() -> dict[str, Any]:
            made.append(words)
            return {"words": words}

        return Item("a", make, mark)

    told = Told()
    assert told.changes([item({"n": 1}, "first")]) == ({"a": '{"words":"first"}'}, [])
    assert told.changes([item({"n": 1}, "never made")]) == ({}, [])
    assert told.changes([item({"n": 2}, "first")]) == ({}, [])
    assert told.changes([item({"n": 3}, "second")]) == ({"a": '{"words":"second"}'}, [])
    assert told.changes([]) == ({}, ["a"])
    assert made == ["first", "first", "second"]


def who(message: dict[str, Any]) -> list[str]:
    """Who reacted."""
    return [user for one in message.get("reactions", []) for user in one["users"]]


async def test_whatever_changes_in_a_message_is_told(firm: Firm) -> None:
    """Each way that a record changes in place, which a mark must notice."""
    client = firm.client()
    said = await firm.bob.says(firm.general, "first")
    carried = await firm.bob.says(firm.general, files=[("a.eml", b"From: x@y.test\n\nhi")])
    asked = await firm.ann.says(firm.dm, "question")
    async with page_of(firm.slack, firm.ann.handle) as page:

        async def until(ts: str, seen: Callable[[dict[str, Any]], object], channel: str = firm.general.id) -> None:
            async with asyncio.timeout(10):
                await page.until(lambda: seen(page.items.get(f"message:{channel}:{ts}", {})))

        await page.act("look", channel=firm.general.id)
        await firm.bob.edits(said, "second")
        await until(said.ts, lambda one: one["text"] == "second")
        await firm.bob.reacts(said, "eyes")
        await firm.ann.reacts(said, "eyes")
        await until(said.ts, lambda one: who(one) == [firm.bob.id, firm.ann.id])
        await firm.bob.unreacts(said, "eyes")
        await until(said.ts, lambda one: who(one) == [firm.ann.id])
        for count in (1, 2):
            await firm.bob.says(firm.general, "a reply", thread=said)
            await until(said.ts, lambda one, count=count: one.get("reply_count") == count)  # type: ignore[misc]  # mypy cannot tell what is bound by a default
        assert not page.items[f"message:{firm.general.id}:{carried.ts}"]["files"][0]["gone"]
        await firm.bob.deletes_file(carried)
        await until(carried.ts, lambda one: one["files"][0]["gone"])
        await page.act("look", channel=firm.dm.id)
        stream = await client.chat_startStream(channel=firm.dm.id, thread_ts=asked.ts, markdown_text="a")
        await client.chat_appendStream(channel=firm.dm.id, ts=stream["ts"], markdown_text="b")
        await until(stream["ts"], lambda one: one and one["text"] == "ab" and one["growing"], firm.dm.id)
        await client.chat_stopStream(channel=firm.dm.id, ts=stream["ts"])
        await until(stream["ts"], lambda one: not one["growing"], firm.dm.id)
        await firm.bob.deletes(carried)
        await page.act("look", channel=firm.general.id)
        assert page.items[f"channel:{firm.general.id}"]["count"] == 1


async def test_what_stands_in_a_line_of_the_wire_is_told_as_it_goes(firm: Firm) -> None:
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.act("watch", on=True)
        await firm.ann.says(firm.general, "hello")
        await page.until(lambda: [one for one in page.of("delivery:") if one["tries"] and not one["over"]])
        firm.slack.faults.error("auth.test", "fatal_error")
        with pytest.raises(Exception, match="fatal_error"):
            await firm.client().auth_test()
        await page.until(lambda: [one for one in page.of("call:") if one["error"] == "fatal_error"])


async def test_a_flood_of_acts_is_answered_and_told_in_a_few_frames(firm: Firm) -> None:
    said = await firm.bob.says(firm.general, "here")
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.act("look", channel=firm.general.id)
        before = page.frames
        for number in range(301):
            given = {"channel": firm.general.id, "ts": said.ts, "name": "eyes"}
            await page.sends(json.dumps({"id": 10_000 + number, "act": "react", "with": given}))
        await page.act("look", channel=firm.general.id)
        assert page.items[f"message:{firm.general.id}:{said.ts}"]["reactions"][0]["users"] == [firm.ann.id]
        assert page.frames - before < 100


async def deaf(origin: str, *frames: dict[str, Any]) -> socket.socket:
    """A page that asks for something and never reads."""
    host, port = origin.removeprefix("http://").split(":")
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(made, (host, int(port)))
    key = base64.b64encode(b"0" * 16).decode()
    lines = (
        "GET /page/live HTTP/1.1", f"Host: {host}:{port}", f"Origin: {origin}", "Connection: Upgrade",
        "Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}",
    )  # fmt: skip
    await loop.sock_sendall(made, "\r\n".join([*lines, "", ""]).encode())
    for frame in frames:
        data = json.dumps(frame).encode()
        assert len(data) < 126
        await loop.sock_sendall(made, bytes([0x81, 0x80 | len(data)]) + b"\0\0\0\0" + data)
    return made


async def test_pages_that_never_read_hold_up_neither_the_others_nor_the_end() -> None:
    async with asyncio.timeout(60):
        async with LocalSlack() as slack:
            firm = firm_on(slack)
            await firm.bob.says(firm.general, LARGE)
            look = {"id": 1, "act": "look", "with": {"channel": firm.general.id}}
            silent = [await deaf(slack.core.origin, look) for _ in range(5)]
            async with page_of(slack, firm.ann.handle) as page:
                await page.act("look", channel=firm.general.id)
                assert (await page.act("say", channel=firm.general.id, text="still here"))["ts"]
        for one in silent:
            one.close()


def test_tickets_are_taken_all_or_none() -> None:
    held = Uploads()
    first, second = held.hold("a", b"1"), held.hold("b", b"2")
    with pytest.raises(LookupError):
        held.take(first, "gone")
    assert held.take(second, first) == [("b", b"2"), ("a", b"1")]
    with pytest.raises(LookupError):
        held.take(first)


async def dropped(firm: Firm, name: str) -> str:
    origin = {"Origin": firm.slack.core.origin}
    async with (
        aiohttp.ClientSession(firm.slack.core.origin) as web,
        web.post(f"/page/upload?name={name}", data=b"x", headers=origin) as answer,
    ):
        return str((await answer.json())["ticket"])


async def test_a_file_waits_for_a_message_that_could_not_be_sent(firm: Firm) -> None:
    ticket = await dropped(firm, "a.eml")
    theirs = firm.team.channel("theirs", [firm.bob])
    async with page_of(firm.slack, firm.ann.handle) as page:
        for refused in ({"channel": theirs.id}, {"channel": firm.general.id, "thread": "1.1"}):
            with pytest.raises(Refused):
                await page.act("say", text="x", files=[ticket], **refused)
        assert await page.act("say", channel=firm.general.id, text="x", files=[ticket])
    assert [one["name"] for one in firm.general.messages[-1].files] == ["a.eml"]


async def test_the_file_of_a_modal_that_could_not_be_sent_off_can_be_sent_again(firm: Firm) -> None:
    words = {"type": "plain_text", "text": "Mail"}
    inputs = [
        {"type": "input", "block_id": "mail", "label": words, "element": {"type": "file_input", "action_id": "file"}},
        {
            "type": "input",
            "block_id": "who",
            "label": words,
            "element": {"type": "plain_text_input", "action_id": "name"},
        },
    ]
    delivery = await firm.ann.uses_shortcut(firm.app, "open")
    view = {"type": "modal", "title": words, "submit": words, "blocks": inputs}
    await firm.client().views_open(trigger_id=delivery.payload["trigger_id"], view=view)
    files = {"mail": {"file": [await dropped(firm, "a.eml")]}}
    async with page_of(firm.slack, firm.ann.handle) as page:
        id_ = page.of("view:")[0]["body"]["id"]
        with pytest.raises(Refused, match="fill in who"):
            await page.act("submit", view=id_, values=files)
        await page.sends(
            json.dumps({"id": 9, "act": "submit", "with": {"view": id_, "values": files | {"who": {"name": "Eve"}}}})
        )
        await firm.slack.until(lambda: firm.slack.deliveries[-1].type == "view_submission")
    state = firm.slack.deliveries[-1].payload["view"]["state"]["values"]
    assert [one["name"] for one in state["mail"]["file"]["files"]] == ["a.eml"]
