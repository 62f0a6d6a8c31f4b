"""Waiting for an answer, but no longer than Slack's clock allows."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from bot.localslack.clock import Clock

ACK_SECONDS = 3

_Got = TypeVar("_Got")


async def within(clock: Clock, seconds: float, work: Awaitable[_Got]) -> _Got:
    """What `work` gives. Raises TimeoutError when so many seconds pass on the clock first; the work is cancelled."""
    task = asyncio.ensure_future(work)
    alarm = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait({task, alarm}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise TimeoutError
        return task.result()
    finally:
        for one in (task, alarm):
            if not one.done():
                one.cancel()
        await asyncio.gather(task, alarm, return_exceptions=True)
