"""What a restart must not undo: promises for later, a clock that was moved, and ids that were given."""

import json
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack import LocalSlack
from bot.localslack.ids import Ids
from tests.localslack.conftest import firm_on


async def test_a_message_for_later_is_posted_after_a_restart(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        client, now = firm.client(), int(slack.clock.now())
        lost = {"event_type": "tip", "event_payload": {}}
        await client.chat_scheduleMessage(channel=firm.general.id, post_at=now + 900, text="third")
        await client.chat_scheduleMessage(channel=firm.general.id, post_at=now + 700, text="second")
        await client.chat_scheduleMessage(channel=firm.general.id, post_at=now + 600, text="first")
        await client.chat_scheduleMessage(channel=firm.general.id, post_at=now + 600, text="lost", metadata=lost)
    pass_time(tmp_path, 800)
    async with LocalSlack(keep=tmp_path) as again:
        general = again.workspaces[0].channels[firm.general.id]
        await again.until(lambda: len(general.messages) == 2)
        assert [one.text for one in general.messages] == ["first", "second"]
        again.clock.advance(101)
        await again.until(lambda: len(general.messages) == 3)
        assert (general.messages[2].text, general.messages[2].user) == ("third", firm.bot.id)
        left = await AsyncWebClient(token=firm.bot.token, base_url=again.api_url).chat_scheduledMessages_list()
        assert [one["text"] for one in left["scheduled_messages"]] == ["lost"]
        assert set(left["scheduled_messages"][0]) == {"id", "channel_id", "post_at", "date_created", "text"}


def pass_time(folder: Path, seconds: float) -> None:
    """As if the machine had been off for so long."""
    state = json.loads((folder / "slack.json").read_text())
    state["ahead"] += seconds
    (folder / "slack.json").write_text(json.dumps(state))


async def test_a_status_that_nobody_sees_any_more_is_not_kept(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        client = firm.client()
        threads = [(await firm.ann.says(firm.dm, word)).ts for word in ("answered", "taken away", "waiting")]
        for ts in threads:
            await client.assistant_threads_setStatus(channel_id=firm.dm.id, thread_ts=ts, status="is reading")
        await client.chat_postMessage(channel=firm.dm.id, thread_ts=threads[0], text="It is a scam")
        await client.assistant_threads_setStatus(channel_id=firm.dm.id, thread_ts=threads[1], status="")
    async with LocalSlack(keep=tmp_path) as again:
        assert [one["thread_ts"] for one in again.workspaces[0].statuses] == [threads[2]]
    pass_time(tmp_path, 200)
    async with LocalSlack(keep=tmp_path) as later:
        assert not later.workspaces[0].statuses


async def test_a_clock_that_was_moved_stays_moved(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        slack.workspace("Acme")
        slack.clock.advance(7 * 86_400)
    async with LocalSlack(keep=tmp_path) as again:
        assert again.clock.ahead == slack.clock.ahead
        assert again.clock.now() >= slack.clock.now() - 1


async def test_time_does_not_run_backward_over_a_restart(tmp_path: Path) -> None:
    """A message's ts is its name, so a later message must have a later one, whatever the machine's clock says."""
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        slack.core.last_ts = int((slack.clock.now() + 3600) * 1_000_000)
        last = await firm.ann.says(firm.general, "before")
    async with LocalSlack(keep=tmp_path) as again:
        ann = again.workspaces[0].people[0]
        assert (await ann.says(again.workspaces[0].channels[firm.general.id], "after")).ts > last.ts


def test_an_id_is_not_given_twice() -> None:
    before, after = Ids(seed=4), Ids(seed=4)
    given = [*(before.id("U") for _ in range(20)), before.bot_token(), before.word()]
    after.never(before.given)
    assert not {*(after.id("U") for _ in range(20)), after.bot_token(), after.word()} & {*given}


async def test_a_loaded_world_knows_all_ids_and_draws_others(tmp_path: Path) -> None:
    """The bot's own database remembers the ids of events, and takes one that comes again for a repetition."""
    async with LocalSlack(keep=tmp_path / "a") as slack:
        firm = firm_on(slack)
        await firm.ann.says(firm.general, "hello")
        (event,) = [one.payload["event_id"] for one in slack.deliveries]
        state = slack.core.ids._chance.getstate()
    async with LocalSlack(keep=tmp_path / "a") as again:
        assert again.core.ids.given == slack.core.ids.given
        assert event in again.core.ids.given
        assert again.core.ids._chance.getstate() != state
    async with LocalSlack(keep=tmp_path / "b") as other:
        assert firm_on(other).bot.token != firm.bot.token


async def test_without_a_folder_two_runs_see_the_same_ids() -> None:
    tokens = set()
    for _ in range(2):
        async with LocalSlack() as slack:
            assert slack.is_fresh
            tokens.add(firm_on(slack).bot.token)
    assert len(tokens) == 1
