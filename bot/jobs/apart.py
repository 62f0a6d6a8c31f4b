"""Work in a thread that nobody waits for at the end: a disk that never answers must not keep us from ending."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Result = TypeVar("Result")


async def apart(work: Callable[[], Result]) -> Result:
    """What `work` returns or raises. Whoever is cancelled waits no longer; the thread is left to itself."""
    loop = asyncio.get_running_loop()
    end: asyncio.Future[Result] = loop.create_future()

    def told(result: Result | None, error: Exception | None) -> None:
        if end.done():  # cancelled
            return
        if error is not None:
            end.set_exception(error)
        else:
            end.set_result(result)  # type: ignore[arg-type]  # without an error there is a result

    def done() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as raised:  # noqa: BLE001 - it is raised where it is waited for
            error = raised
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(told, result, error)

    threading.Thread(target=done, name="apart", daemon=True).start()
    return await end
