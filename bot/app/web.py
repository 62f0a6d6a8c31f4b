"""The doors of the running bot: one for Slack and for whoever watches over the bot, one for Prometheus alone."""

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.app.guard import Guard
from bot.app.visitor import USUAL, Crowd, Limits, Visitor
from bot.watch.health import Health
from bot.watch.refusals import Refusals
from bot.watch.scrape import Ask, Scrape


@dataclass(slots=True)
class Doors:
    """Open doors, at these ports; `metrics_port` is 0 where there is none for Prometheus."""

    port: int
    metrics_port: int
    _sites: "list[_Site]"

    async def close(self, grace: float = 10.0) -> None:
        """Let nobody in any more; requests that are at work have `grace` seconds."""
        for site in self._sites:
            site.listener.close()
        await asyncio.gather(*(site.close(grace) for site in self._sites))
        self._sites.clear()


async def open_doors(
    routes: Sequence[web.AbstractRouteDef], *, host: str, port: int, health: Health, metrics_host: str = "127.0.0.1",
    metrics_port: int | None = None, before_scrape: Sequence[Ask] = (), limits: Limits = USUAL,
    now: Callable[[], float] = time.time, clock: Callable[[], float] = time.monotonic,
) -> Doors:  # fmt: skip
    """Listen at host:port for these routes, /healthz and /readyz; and, with a `metrics_port`, there for /metrics.

    `routes` are Slack's, none in Socket Mode: a POST is held to Slack's content types. Port 0 takes any that is free.
    `before_scrape` sets gauges when /metrics is read. Raises OSError, whose sentence names the port that is taken.
    """
    guard = Guard(limits, Refusals(clock), now)
    front = guard.application()
    front.add_routes([*_health_routes(health), *routes])
    sites = [await _open(front, guard, limits, host, port, "Slack and /healthz")]
    if metrics_port is not None:
        back = guard.application()
        back.add_routes([_metrics_route(Scrape(before_scrape, clock))])
        try:
            sites.append(await _open(back, guard, limits, metrics_host, metrics_port, "/metrics"))
        except OSError:
            await sites[0].close(0)
            raise
    return Doors(sites[0].port, sites[1].port if len(sites) > 1 else 0, sites)


@dataclass(frozen=True, slots=True)
class _Site:
    runner: web.AppRunner
    listener: asyncio.Server

    @property
    def port(self) -> int:
        return int(self.listener.sockets[0].getsockname()[1])

    async def close(self, grace: float) -> None:
        self.listener.close()
        server = self.runner.server
        assert server is not None
        await asyncio.sleep(0)  # what came in at the last moment begins
        server.pre_shutdown()
        await server.shutdown(grace / 2)  # aiohttp waits this long for the handlers, and again for the connections
        await self.runner.cleanup()


async def _open(application: web.Application, guard: Guard, limits: Limits, host: str, port: int, what: str) -> _Site:
    runner = web.AppRunner(application)
    await runner.setup()
    server = runner.server
    assert server is not None
    loop, crowd = asyncio.get_running_loop(), Crowd(limits, guard.refused)
    try:
        return _Site(runner, await loop.create_server(lambda: Visitor(server, crowd, loop), host, port))
    except OSError as error:
        await runner.cleanup()
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        told = OSError(f"{host}:{port}, where {what} should be, cannot be opened: {reason}.")
        told.errno = error.errno
        raise told from error


def _health_routes(health: Health) -> list[web.RouteDef]:
    async def alive(_: web.Request) -> web.Response:
        stale = health.stale()
        return web.Response(status=503 if stale else 200, text=f"stale: {', '.join(stale)}\n" if stale else "ok\n")

    async def ready(_: web.Request) -> web.Response:
        readiness = await health.readiness()
        told = {"ready": readiness.ready, "checks": readiness.checks}
        return web.json_response(told, status=200 if readiness.ready else 503)

    return [web.get("/healthz", alive), web.get("/readyz", ready)]


def _metrics_route(scrape: Scrape) -> web.RouteDef:
    async def metrics(request: web.Request) -> web.Response:
        page, content_type = await scrape.page(request.headers.get("Accept", ""))
        return web.Response(body=page, headers={"Content-Type": content_type})

    return web.get("/metrics", metrics)
