"""A message that grows while it is read: where it may, for how long, and how it is rescued."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.localslack.conftest import Firm


async def test_a_stream_grows_and_dies_after_five_minutes(firm: Firm) -> None:
    client = firm.client()
    top = await firm.ann.says(firm.dm, "hi")
    begun = await client.chat_startStream(channel=firm.dm.id, thread_ts=top.ts, markdown_text="It ")
    await client.chat_appendStream(channel=firm.dm.id, ts=str(begun["ts"]), markdown_text="is ")
    await client.chat_stopStream(channel=firm.dm.id, ts=str(begun["ts"]), markdown_text="a scam.")
    assert firm.dm.thread(top.ts)[0].text == "It is a scam."
    late = await client.chat_startStream(channel=firm.dm.id, thread_ts=top.ts, markdown_text="It ")
    firm.slack.clock.advance(301)
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        await client.chat_appendStream(channel=firm.dm.id, ts=str(late["ts"]), markdown_text="is")
    await client.chat_update(channel=firm.dm.id, ts=str(late["ts"]), text="It is.")


async def test_a_stream_takes_its_words_in_chunks(firm: Firm) -> None:
    client = firm.client()
    top = await firm.ann.says(firm.dm, "hi")
    begun = await client.chat_startStream(channel=firm.dm.id, thread_ts=top.ts)
    chunks = [{"type": "markdown_text", "text": word} for word in ("It ", "is a scam.")]
    await client.chat_appendStream(channel=firm.dm.id, ts=str(begun["ts"]), chunks=chunks)
    assert firm.dm.thread(top.ts)[0].text == "It is a scam."


async def test_a_stream_is_not_updated_before_it_stopped(firm: Firm) -> None:
    client = firm.client()
    top = await firm.ann.says(firm.dm, "hi")
    begun = await client.chat_startStream(channel=firm.dm.id, thread_ts=top.ts)
    with pytest.raises(SlackApiError, match="streaming_state_conflict"):
        await client.chat_update(channel=firm.dm.id, ts=str(begun["ts"]), text="It is.")
    await client.chat_stopStream(channel=firm.dm.id, ts=str(begun["ts"]))
    await client.chat_update(channel=firm.dm.id, ts=str(begun["ts"]), text="It is.")
    assert firm.dm.thread(top.ts)[0].text == "It is."


async def test_outside_direct_messages_a_stream_names_its_reader(firm: Firm) -> None:
    top = await firm.ann.says(firm.general, "hi")
    start: dict[str, Any] = {"channel": firm.general.id, "thread_ts": top.ts}
    with pytest.raises(SlackApiError, match="missing_recipient_user_id"):
        await firm.client().chat_startStream(**start)
    start["recipient_user_id"] = firm.ann.id
    with pytest.raises(SlackApiError, match="missing_recipient_team_id"):
        await firm.client().chat_startStream(**start)
    assert (await firm.client().chat_startStream(**start, recipient_team_id=firm.team.id))["ok"]
