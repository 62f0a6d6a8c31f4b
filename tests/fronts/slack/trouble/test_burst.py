"""Five hundred mails in a minute from one company, and one question from another: the one is not kept waiting."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import PASTED
from tests.fronts.slack.trouble.scene import all_answered, asks, at_work, newcomers, said_to

PEOPLE, EACH, AT_ONCE = 250, 2, 4


@pytest.mark.thorough
async def test_who_asks_in_the_middle_of_a_burst_is_among_the_next_to_be_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: dict[str, Any]
) -> None:
    async with company(tmp_path, start=False, work_at_once=AT_ONCE, **database) as there:
        other = there.slack.workspace("Acme")
        eve = other.person("Eve Stone")
        bot = other.install(there.app)
        there.config = there.config.changed(bot_tokens=(there.bot.token, bot.token))
        crowd = newcomers(there, PEOPLE)
        async with at_work(there, monkeypatch):
            burst = await asks(there, *crowd, each=EACH)
            await there.slack.until(lambda: answered(there, burst) >= 5, seconds=60)
            place = other.direct_message(eve, bot)
            one = await eve.says(place, PASTED)
            await there.slack.until(lambda: there.slack.deliveries[-1].acked or said(place, bot.id), seconds=30)
            before = answered(there, burst)
            async with asyncio.timeout(60):
                while not said(place, bot.id):
                    there.slack.clock.advance(0.05)
                    await asyncio.sleep(0.005)
            overtaken = answered(there, burst) - before
            assert overtaken <= 3 * AT_ONCE, f"{overtaken} of the burst came first, and {len(burst)} were waiting"
            await all_answered(there, burst, step=0.5, seconds=240)
            assert said(place, bot.id) == 1 and len(burst) == 500
            assert one.ts in {answer.thread_ts for answer in place.messages if answer.user == bot.id}


def answered(there: Company, burst: list[Message]) -> int:
    return sum(said_to(there, one) for one in burst)


def said(place: Channel, bot: str) -> int:
    return len([one for one in place.messages if one.user == bot])
