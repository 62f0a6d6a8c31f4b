"""Socket Mode, through the real handler: were this wrong, the bot would hear nothing, or everything twice."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from tests.localslack.conftest import Firm, listening


async def test_a_message_reaches_the_listener_and_its_answer_the_person(firm: Firm, bolt: AsyncApp) -> None:
    @bolt.event("message")
    async def heard(event: dict[str, Any], say: Any) -> None:
        if "bot_id" not in event:
            await say(f"you said {event['text']}", thread_ts=event["ts"])

    async with listening(firm, bolt):
        mine = await firm.ann.says(firm.dm, "hello")
        await firm.slack.until(lambda: firm.dm.thread(mine.ts))
        assert [one.text for one in firm.dm.thread(mine.ts)] == ["you said hello"]
        await firm.slack.until(lambda: all(one.acked for one in firm.slack.deliveries))
