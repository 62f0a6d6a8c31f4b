"""As bot_process; and it dies exactly between Slack's answers and the commit that notes them, when it is told to.

Run as `python -m tests.kill.tip_process run`. It is told by a file called "die" in its folder, which it takes along.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.flows.tip_shapes import Sent, TipEnd
from bot.store.tips import Tips
from bot.watch.logs import configure
from tests.kill.bot_process import main

_DIE = Path("die")
_ended = Tips.ended


async def ended(self: Tips, workspace: str, ends: Sequence[TipEnd], holder: str, now: datetime) -> None:
    """Slack has some of these, and nobody will ever hear so."""
    if _DIE.exists() and any(isinstance(one, Sent) for one in ends):
        _DIE.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    await _ended(self, workspace, ends, holder, now)


if __name__ == "__main__":
    Tips.ended = ended  # type: ignore[method-assign]
    configure("warning", "text")
    asyncio.run(main(hears=sys.argv[1] == "run"))
