"""How long things are kept is the operator's choice, and it reaches the store."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.app.running import running
from tests.fronts.slack.company import Here, company


async def test_what_stands_below_keep_holds_in_the_store(tmp_path: Path) -> None:
    """Else the company promises a time to its people that the bot does not keep."""
    chosen: dict[str, Any] = {
        "keep_conversation_hours": 3,
        "keep_checks_days": 5,
        "keep_deliveries_days": 7,
        "keep_changes_days": 11,
    }
    async with company(tmp_path, start=False, **chosen) as there, running(there.config, Here()) as bot:
        keep = bot.store.keep
        assert keep.conversations == bot.store.conversations.lifetime == timedelta(hours=3)
        assert (keep.checks, keep.deliveries, keep.changes) == tuple(timedelta(days=days) for days in (5, 7, 11))
