"""Messages, threads and reactions as the Web API gives them back; a bot that reads a thread's parent relies on it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.localslack.conftest import Firm, firm_on

CARD = [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]


async def test_timestamps_are_unique_and_in_order(firm: Firm) -> None:
    client = firm.client()
    posted = [str((await client.chat_postMessage(channel=firm.general.id, text="x"))["ts"]) for _ in range(20)]
    assert len(set(posted)) == 20
    assert posted == sorted(posted) == [one.ts for one in firm.general.messages]


async def test_a_posted_message_carries_the_bot_and_ids_for_its_blocks(firm: Firm) -> None:
    answer = await firm.client().chat_postMessage(channel=firm.general.id, text="a & b", blocks=CARD)
    message = answer["message"]
    assert (message["bot_id"], message["app_id"], message["user"]) == (firm.bot.bot_id, firm.app.id, firm.bot.id)
    assert message["bot_profile"]["app_id"] == firm.app.id
    assert (message["text"], answer["channel"]) == ("a &amp; b", firm.general.id)
    assert message["blocks"][0]["block_id"]


async def test_a_person_can_be_written_to_by_their_id(firm: Firm) -> None:
    answer = await firm.client().chat_postMessage(channel=firm.bob.id, text="hi")
    assert answer["channel"] == firm.team.direct_message(firm.bob, firm.bot).id
    opened = await firm.client().conversations_open(users=[firm.bob.id])
    assert opened["channel"]["id"] == answer["channel"]


async def test_where_the_bot_may_not_write_it_hears_why(firm: Firm) -> None:
    outside = firm.team.channel("outside", [firm.ann])
    shut = firm.team.channel("shut", [firm.ann, firm.bot])
    await firm.ann.archives(shut)
    places = {
        outside.id: "not_in_channel",
        firm.private.id: "channel_not_found",
        shut.id: "is_archived",
        "C0NOWHERE": "channel_not_found",
    }
    for channel, error in places.items():
        with pytest.raises(SlackApiError, match=error):
            await firm.client().chat_postMessage(channel=channel, text="hi")
    assert not outside.messages


async def test_an_empty_message_is_refused(firm: Firm) -> None:
    with pytest.raises(SlackApiError, match="no_text"):
        await firm.client().api_call("chat.postMessage", json={"channel": firm.general.id, "text": ""})


async def test_a_thread_grows_under_its_first_message(firm: Firm) -> None:
    top = await firm.ann.says(firm.general, "is this legit?")
    answer = await firm.client().chat_postMessage(channel=firm.general.id, text="one moment", thread_ts=top.ts)
    mine = await firm.ann.says(firm.general, "thanks", thread=top)
    assert [one.ts for one in firm.general.thread(top.ts)] == [answer["ts"], mine.ts]
    replies = (await firm.client().conversations_replies(channel=firm.general.id, ts=top.ts))["messages"]
    assert [one["ts"] for one in replies] == [top.ts, answer["ts"], mine.ts]
    assert (replies[0]["reply_count"], replies[0]["latest_reply"]) == (2, mine.ts)
    assert replies[1]["parent_user_id"] == firm.ann.id
    history = (await firm.client().conversations_history(channel=firm.general.id))["messages"]
    assert [one["ts"] for one in history] == [top.ts]


async def test_a_threads_first_message_gives_the_thread_and_a_reply_itself_alone(firm: Firm) -> None:
    client, channel = firm.client(), firm.general.id
    top = await firm.ann.says(firm.general, "is this legit?")
    first, second = [await firm.ann.says(firm.general, text, thread=top) for text in ("please", "soon")]

    async def read(ts: str, **more: Any) -> list[str]:
        answer = await client.conversations_replies(channel=channel, ts=ts, **more)
        return [one["text"] for one in answer["messages"]]

    assert await read(top.ts) == ["is this legit?", "please", "soon"]
    assert await read(top.ts, oldest=first.ts) == ["is this legit?", "soon"]
    assert await read(top.ts, limit=1) == ["is this legit?"]
    assert await read(second.ts) == ["soon"]
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await read("1.000001")


async def test_an_answer_to_a_reply_goes_under_the_threads_first_message(firm: Firm) -> None:
    top = await firm.ann.says(firm.general, "hi")
    reply = await firm.ann.says(firm.general, "more", thread=top)
    answer = await firm.client().chat_postMessage(channel=firm.general.id, text="x", thread_ts=reply.ts)
    assert answer["message"]["thread_ts"] == top.ts


async def test_history_is_newest_first_within_its_bounds(firm: Firm) -> None:
    said = [await firm.ann.says(firm.general, str(number)) for number in range(5)]
    client = firm.client()
    found = await client.conversations_history(channel=firm.general.id, oldest=said[1].ts, latest=said[3].ts)
    assert [one["text"] for one in found["messages"]] == ["2"]
    both = await client.conversations_history(
        channel=firm.general.id, oldest=said[1].ts, latest=said[3].ts, inclusive=True
    )
    assert [one["text"] for one in both["messages"]] == ["3", "2", "1"]
    first = await client.conversations_history(channel=firm.general.id, limit=2)
    assert first["has_more"]
    assert [one["text"] for one in first["messages"]] == ["4", "3"]


async def test_metadata_is_hidden_unless_asked_for(firm: Firm) -> None:
    metadata = {"event_type": "check", "event_payload": {"key": "1"}}
    await firm.client().chat_postMessage(channel=firm.general.id, text="x", metadata=metadata)
    plain = await firm.client().conversations_history(channel=firm.general.id)
    asked = await firm.client().conversations_history(channel=firm.general.id, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert asked["messages"][0]["metadata"] == metadata


async def test_an_app_updates_and_deletes_its_own_messages_only(firm: Firm) -> None:
    client = firm.client()
    mine = await client.chat_postMessage(channel=firm.general.id, text="old", blocks=CARD)
    await client.chat_update(channel=firm.general.id, ts=str(mine["ts"]), text="new")
    (message,) = firm.general.messages
    assert (message.text, message.blocks, message.edited) == ("new", [], True)
    hers = await firm.ann.says(firm.general, "hers")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=firm.general.id, ts=hers.ts, text="x")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel=firm.general.id, ts=hers.ts)
    await client.chat_delete(channel=firm.general.id, ts=message.ts)
    assert [one.text for one in firm.general.messages] == ["hers"]
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel=firm.general.id, ts=message.ts, text="x")


async def test_an_ephemeral_message_is_seen_by_one_person_and_stands_in_no_history(firm: Firm) -> None:
    await firm.client().chat_postEphemeral(channel=firm.general.id, user=firm.ann.id, text="for you")
    assert [one.text for one in firm.ann.ephemerals(firm.general)] == ["for you"]
    assert not firm.bob.ephemerals(firm.general)
    assert not firm.general.messages
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await firm.client().chat_postEphemeral(channel=firm.dm.id, user=firm.bob.id, text="x")


async def test_reactions_are_counted_by_name(firm: Firm) -> None:
    client = firm.client()
    said = await firm.ann.says(firm.general, "hi")
    await client.reactions_add(channel=firm.general.id, timestamp=said.ts, name="eyes")
    await firm.bob.reacts(said, "eyes")
    with pytest.raises(SlackApiError, match="already_reacted"):
        await client.reactions_add(channel=firm.general.id, timestamp=said.ts, name="eyes")
    found = await client.reactions_get(channel=firm.general.id, timestamp=said.ts)
    assert found["message"]["reactions"] == [{"name": "eyes", "users": [firm.bot.id, firm.bob.id], "count": 2}]
    await client.reactions_remove(channel=firm.general.id, timestamp=said.ts, name="eyes")
    assert said.reactions[0]["count"] == 1


async def test_a_permalink_names_the_thread(firm: Firm) -> None:
    top = await firm.ann.says(firm.general, "hi")
    reply = await firm.ann.says(firm.general, "more", thread=top)
    found = await firm.client().chat_getPermalink(channel=firm.general.id, message_ts=reply.ts)
    place = f"{firm.general.id}/p{reply.ts.replace('.', '')}?thread_ts={top.ts}&cid={firm.general.id}"
    assert found["permalink"] == f"https://acme.slack.com/archives/{place}"


async def test_status_prompts_and_title_reach_the_person(firm: Firm) -> None:
    client = firm.client()
    top = await firm.ann.says(firm.dm, "hi")
    await client.assistant_threads_setStatus(channel_id=firm.dm.id, thread_ts=top.ts, status="is reading")
    prompts = [{"title": "Check a mail", "message": "Is this legit?"}]
    await client.assistant_threads_setSuggestedPrompts(channel_id=firm.dm.id, prompts=prompts)
    await client.assistant_threads_setTitle(channel_id=firm.dm.id, thread_ts=top.ts, title="A parcel")
    assert [one["status"] for one in firm.ann.statuses] == ["is reading"]
    assert firm.ann.prompts == prompts
    assert firm.team.titles[0]["title"] == "A parcel"
    assert not firm.bob.statuses


async def test_a_status_needs_no_scope_but_that_to_write(firm: Firm) -> None:
    poor = firm_on(firm.slack, scopes=("chat:write",))
    top = await poor.ann.says(poor.dm, "hi")
    status: dict[str, Any] = {"channel_id": poor.dm.id, "thread_ts": top.ts, "status": "is reading"}
    await poor.client().assistant_threads_setStatus(**status)
    poor.bot.scopes.clear()
    with pytest.raises(SlackApiError, match="missing_scope"):
        await poor.client().assistant_threads_setStatus(**status)


async def test_prompts_for_a_thread_do_not_show(firm: Firm) -> None:
    top = await firm.ann.says(firm.dm, "hi")
    prompts = [{"title": "Check a mail", "message": "Is this legit?"}]
    arguments: dict[str, Any] = {"channel_id": firm.dm.id, "thread_ts": top.ts, "prompts": prompts}
    assert (await firm.client().assistant_threads_setSuggestedPrompts(**arguments))["ok"]
    assert firm.ann.prompts == []
