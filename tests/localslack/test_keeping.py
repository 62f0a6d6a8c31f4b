"""A local Slack that lives on in a folder: after a restart people and bots find everything as they left it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack import LocalSlack
from bot.localslack.world.files import File
from tests.localslack.conftest import Firm, firm_on

MAIL = (
    b"From: Post <post@parcel.example>\r\nTo: help@acme.example\r\nSubject: Your =?utf-8?q?p=C3=A4ckchen?=\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain\r\n\r\nCall 803-555-0142 today.\r\n"
    b'--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="bill.pdf"\r\n\r\n%PDF-1.4\r\n'
    b"--x--\r\n"
)


def button(block_id: str) -> dict[str, Any]:
    words = {"type": "plain_text", "text": "Yes"}
    return {
        "type": "actions",
        "block_id": block_id,
        "elements": [{"type": "button", "action_id": "yes", "text": words}],
    }


async def lived_in(slack: LocalSlack) -> Firm:
    """A firm where everything that is kept has happened."""
    firm = firm_on(slack)
    team, client = firm.team, firm.client()
    boss = team.person("Mia Lund", email="mia@acme.example", title="Manager", tz="Asia/Tokyo", handle="mia")
    team.person("Gus", guest=True)
    shared = team.channel("partners", [firm.ann, team.person("Eve", stranger=True), firm.bot], shared=True)
    await firm.ann.joins(firm.general)
    asked = await firm.ann.says(firm.general, "Is <this> & that legit? https://pay.test 🎣 \ud800")
    await firm.bob.says(firm.general, "I got it, too", thread=asked)
    await firm.bob.reacts(asked, "eyes")
    await firm.ann.edits(asked, "Is this legit?")
    await firm.ann.deletes(await firm.ann.says(firm.general, "oops"))
    await firm.ann.says(firm.dm, "a file", files=[("Letter one.txt", b"Dear \xff\x00 Ann"), ("empty.txt", b"")])
    await firm.ann.shares(await firm.ann.says(shared, "", files=[("a.png", b"\x89PNG")]), firm.dm, "look")
    await team.email_into(firm.general, MAIL)
    await client.chat_postMessage(
        channel=firm.general.id,
        text="both",
        blocks=[button("one"), button("two")],
        metadata={"event_type": "verdict", "event_payload": {"case": 1}},
    )
    await client.chat_postEphemeral(
        channel=firm.general.id, user=firm.ann.id, text="only you", blocks=[button("private")]
    )
    home = {"type": "home", "private_metadata": "m", "blocks": [button("home")]}
    await client.views_publish(user_id=boss.id, view=home)
    await in_the_assistant(firm, client)
    await client.files_upload_v2(channel=firm.dm.id, filename="chart.csv", content="a,b\n1,2\n")
    await client.chat_scheduleMessage(channel=firm.general.id, post_at=int(slack.clock.now()) + 600, text="tip")
    firm.private.topic, firm.private.purpose = "Money", "Plans"
    await firm.ann.archives(firm.private)
    await team.deletes_account(firm.bob)
    gone = team.install(slack.app("Old helper", manifest={"features": {"slash_commands": []}}), ["chat:write"])
    await team.uninstall(gone)
    return firm


async def in_the_assistant(firm: Firm, client: AsyncWebClient) -> None:
    """A direct message with a title, prompts, and a bot that is thinking."""
    message = await firm.ann.says(firm.dm, "hello")
    where, ts, prompts = firm.dm.id, message.ts, [{"title": "Check", "message": "check it"}]
    await client.assistant_threads_setTitle(channel_id=where, thread_ts=ts, title="A parcel")
    await client.assistant_threads_setSuggestedPrompts(channel_id=where, thread_ts=ts, prompts=prompts)
    await client.assistant_threads_setStatus(channel_id=where, thread_ts=ts, status="is reading")


REFERENCES = ("core", "team", "channel", "app", "members")


def told(record: Any, origin: str) -> Any:
    """Everything that is in a record, as plain values in their order; other records by id, the origin by a word."""
    if is_dataclass(record) and not isinstance(record, type):
        found = {one.name: getattr(record, one.name) for one in fields(record) if one.name != "stacks"}
        plain = {key: told(value, origin) for key, value in found.items() if key not in REFERENCES}
        linked = {key: linked_ids(value) for key, value in found.items() if key in REFERENCES and key != "core"}
        return {"kind": type(record).__name__} | plain | linked
    if isinstance(record, dict):
        return [(key, told(value, origin)) for key, value in record.items()]
    if isinstance(record, list | tuple):
        return [told(one, origin) for one in record]
    return record.replace(origin, "ORIGIN") if isinstance(record, str) else record


def linked_ids(record: Any) -> Any:
    return [one.id for one in record] if isinstance(record, list) else record.id


def world(slack: LocalSlack) -> Any:
    """Everything of a Slack that is to be kept."""
    core = slack.core
    tokens = {token: bot.id for token, bot in core.tokens.items()}
    plain = (core.clock.ahead, core.last_ts, core.ids.given, tokens)
    return [told(core.workspaces, core.origin), told(core.apps, core.origin), *plain]


@contextmanager
def busy(port: int) -> Iterator[None]:
    """Somebody else has this port, so that a restart gets another one."""
    with socket.create_server(("127.0.0.1", port)):
        yield


def port_of(slack: LocalSlack) -> int:
    return int(slack.core.origin.rpartition(":")[2])


async def test_a_restart_on_another_port_changes_nothing(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        assert slack.is_fresh
        firm = await lived_in(slack)
        slack.clock.advance(60)
        said = await everything_said(firm.client(), firm)
        origin = slack.core.origin
    with busy(port_of(slack)):
        async with LocalSlack(keep=tmp_path) as again:
            assert not again.is_fresh
            assert again.core.origin != origin
            assert world(again) == world(slack)
            client = AsyncWebClient(token=firm.bot.token, base_url=again.api_url)
            heard = await everything_said(client, firm)
            assert json.loads(json.dumps(said).replace(origin, again.core.origin)) == heard


async def everything_said(client: AsyncWebClient, firm: Firm) -> list[Any]:
    """What the real client reads of channels, threads, people and files."""
    found: list[Any] = []
    for channel in (firm.general, firm.dm):
        history = (await client.conversations_history(channel=channel.id, include_all_metadata=True))["messages"]
        threads = [one["ts"] for one in history if one.get("reply_count")]
        found += [
            history,
            *[(await client.conversations_replies(channel=channel.id, ts=ts))["messages"] for ts in threads],
        ]
    people = (await client.users_list())["members"]
    found += [people, (await client.files_list())["files"], (await client.conversations_list())["channels"]]
    found.append((await client.chat_scheduledMessages_list())["scheduled_messages"])
    assert {one["profile"]["title"] for one in people} == {"", "Manager"}
    return found


async def test_files_are_fetched_at_their_new_address(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        firm = await lived_in(slack)
    with busy(port_of(slack)):
        async with LocalSlack(keep=tmp_path) as again, aiohttp.ClientSession() as session:
            client = AsyncWebClient(token=firm.bot.token, base_url=again.api_url)
            got = {}
            for name, address in (await addresses(client, firm)).items():
                assert address.startswith(again.core.origin)
                async with session.get(address, headers={"Authorization": f"Bearer {firm.bot.token}"}) as response:
                    got[name] = await response.read()
    assert got["Letter one.txt"] == b"Dear \xff\x00 Ann"
    assert (got["empty.txt"], got["a.png"], got["chart.csv"]) == (b"", b"\x89PNG", b"a,b\n1,2\n")
    assert got["bill.pdf"].strip() == b"%PDF-1.4"
    assert b"803-555-0142" in got["Your päckchen"]


async def addresses(client: AsyncWebClient, firm: Firm) -> dict[str, str]:
    """Every address of a file that stands in a message, in a forwarded one, or in a mail."""
    said = [
        message
        for channel in (firm.general, firm.dm)
        for message in (await client.conversations_history(channel=channel.id))["messages"]
    ]
    said += [inside for message in said for inside in message.get("attachments", [])]
    files = [file for message in said for file in message.get("files", [])]
    found = {file["name"]: file["url_private_download"] for file in files}
    return found | {part["filename"]: part["url"] for file in files for part in file.get("attachments", [])}


async def test_people_go_on_where_they_were(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        firm = await lived_in(slack)
    async with LocalSlack(keep=tmp_path) as again:
        (team,), app = again.workspaces, again.apps[0]
        ann = team.people[0]
        general = team.channels[firm.general.id]
        assert [one.handle for one in team.people] == ["ann.berg", "bob.doe", "mia", "gus", "eve"]
        assert [one.name for one in again.apps] == ["Legitbot", "Old helper"]
        bot = team.install(app, ["users:read.email"])
        assert (bot.id, bot.token) == (firm.bot.id, firm.bot.token)
        assert {"users:read.email", "chat:write"} <= bot.scopes
        asked = next(one for one in general.messages if one.reactions)
        assert (await ann.says(general, "and now?", thread=asked)).body["parent_user_id"] == ann.id
        both = next(one for one in general.messages if one.text == "both")
        for block_id in ("one", "two"):
            pressed = await ann.presses(both, "yes", block_id=block_id)
            assert pressed.payload["actions"][0]["block_id"] == block_id
        assert [one.text for one in ann.ephemerals(general)] == ["only you"]
        private = await ann.presses(ann.ephemerals(general)[0], "yes")
        assert private.payload["container"]["is_ephemeral"]
        mia = team.people[2]
        assert mia.home is not None
        assert (await mia.presses(mia.home, "yes", block_id="home")).payload["view"]["id"] == mia.home["id"]


async def test_an_open_modal_is_closed_by_a_restart(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        trigger = (await firm.ann.uses_shortcut(firm.app, "paste")).payload["trigger_id"]
        view = {"type": "modal", "title": {"type": "plain_text", "text": "Check"}, "blocks": [button("one")]}
        await firm.client().views_open(trigger_id=trigger, view=view)
        assert firm.ann.view is not None
    async with LocalSlack(keep=tmp_path) as again:
        assert again.workspaces[0].people[0].view is None


async def test_an_upload_under_way_is_forgotten_and_a_finished_one_is_not(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack, aiohttp.ClientSession() as session:
        firm = firm_on(slack)
        started, sent = [await firm.client().files_getUploadURLExternal(filename="a.txt", length=3) for _ in range(2)]
        async with session.post(sent["upload_url"], data=b"abc") as response:
            assert response.status == 200
    async with LocalSlack(keep=tmp_path) as again:
        files = again.workspaces[0].files
        assert started["file_id"] not in files
        assert (files[sent["file_id"]].data, files[sent["file_id"]].shared) == (b"abc", False)
        client = AsyncWebClient(token=firm.bot.token, base_url=again.api_url)
        await client.files_completeUploadExternal(files=[{"id": sent["file_id"]}], channel_id=firm.dm.id)
        dm = again.workspaces[0].channels[firm.dm.id]
        assert [one["id"] for one in dm.messages[-1].files] == [sent["file_id"]]


async def test_the_bytes_of_a_deleted_file_are_gone(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        message = await firm.ann.says(firm.dm, "mine", files=[("a.txt", b"secret"), ("b.txt", b"open")])
        await slack.until(lambda: len(list((tmp_path / "files").iterdir())) == 2)
        await firm.ann.deletes_file(message, 0)
    assert [one.read_bytes() for one in (tmp_path / "files").iterdir()] == [b"open"]
    async with LocalSlack(keep=tmp_path) as again:
        found: list[File] = list(again.workspaces[0].files.values())
        assert [(one.name, one.deleted, one.data) for one in found] == [("a.txt", True, b""), ("b.txt", False, b"open")]
