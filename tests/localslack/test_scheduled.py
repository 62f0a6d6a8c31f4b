"""Messages for later: how far ahead, how many, and the one that Slack never posts."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.localslack.conftest import Firm


async def test_a_scheduled_message_is_posted_when_its_time_comes(firm: Firm) -> None:
    client, now = firm.client(), int(firm.slack.clock.now())
    metadata = {"event_type": "tip", "event_payload": {}}
    await client.chat_scheduleMessage(channel=firm.general.id, post_at=now + 600, text="tip")
    await client.chat_scheduleMessage(channel=firm.general.id, post_at=now + 600, text="lost", metadata=metadata)
    dropped = await client.chat_scheduleMessage(channel=firm.general.id, post_at=now + 600, text="dropped")
    listed = await client.chat_scheduledMessages_list(channel=firm.general.id)
    assert [one["text"] for one in listed["scheduled_messages"]] == ["tip", "lost", "dropped"]
    await client.chat_deleteScheduledMessage(
        channel=firm.general.id, scheduled_message_id=str(dropped["scheduled_message_id"])
    )
    assert not firm.general.messages
    firm.slack.clock.advance(601)
    await firm.slack.until(lambda: firm.general.messages)
    assert [one.text for one in firm.general.messages] == ["tip"]
    with pytest.raises(SlackApiError, match="time_in_past"):
        await client.chat_scheduleMessage(channel=firm.general.id, post_at=now, text="late")
    with pytest.raises(SlackApiError, match="time_too_far"):
        await client.chat_scheduleMessage(channel=firm.general.id, post_at=now + 121 * 86_400, text="far")


async def test_a_channel_takes_thirty_messages_within_five_minutes(firm: Firm) -> None:
    client, at = firm.client(), int(firm.slack.clock.now()) + 600
    for number in range(30):
        await client.chat_scheduleMessage(channel=firm.general.id, post_at=at + number, text="tip")
    with pytest.raises(SlackApiError, match="restricted_too_many"):
        await client.chat_scheduleMessage(channel=firm.general.id, post_at=at + 60, text="one more")
    await client.chat_scheduleMessage(channel=firm.general.id, post_at=at + 600, text="later")
    await client.chat_scheduleMessage(channel=firm.dm.id, post_at=at + 60, text="elsewhere")
