"""As tip_process; and questions close a moment after they are asked, so that a test need not wait for five o'clock.

Run as `python -m tests.kill.week_process run`.
"""

import asyncio
import sys
from datetime import datetime, timedelta

from bot.flows import week_question
from bot.schedules import Calendar
from bot.store.tips import Tips
from bot.watch.logs import configure
from tests.kill.bot_process import main
from tests.kill.tip_process import ended

OPEN_FOR = timedelta(seconds=1.5)


def closing(calendar: Calendar, asked_at: datetime) -> datetime:
    """Very soon, by whatever calendar."""
    del calendar
    return asked_at + OPEN_FOR


if __name__ == "__main__":
    Tips.ended = ended  # type: ignore[method-assign]
    week_question.closing = closing  # type: ignore[attr-defined,unused-ignore]
    configure("warning", "text")
    asyncio.run(main(hears=sys.argv[1] == "run"))
