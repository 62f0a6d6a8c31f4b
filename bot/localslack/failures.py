"""An ordered fault as the app meets it: a page that fails, or a connection that is cut."""

import asyncio

from aiohttp import web

from bot.localslack.faults import Fault


def cut(request: web.Request) -> web.Response:
    """Close the connection; nothing of this answer arrives."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def failed_page(request: web.Request, fault: Fault) -> web.Response | None:
    """How a page goes wrong before anything is done; None, after the wait, where it only takes long."""
    if fault.what == "slow":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.what == "server_error":
        return web.Response(status=fault.status)
    if fault.what == "rate_limit":
        return web.Response(status=429, headers={"Retry-After": str(int(fault.seconds))})
    return cut(request)
