"""What `run` and `worker` share: read the settings, log, serve until a signal comes, and say what went wrong."""

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import click

from bot.app.config import CannotStart, Config
from bot.app.running import Bot, running
from bot.jobs.analysis import AnalysisUnusable
from bot.store.problems import StoreUnusable
from bot.watch.hooks import install_hooks
from bot.watch.logs import configure


def served(settings: Path | None, *, verbose: bool, hears: bool = True, ports: Mapping[str, int] | None = None) -> None:
    """Serve until SIGINT or SIGTERM. A worker opens doors only at the `ports` that were asked for.

    Raises click.ClickException with one sentence.
    """
    try:
        config = Config.read(os.environ, settings)
        logs = config.settings.logs
        configure("info" if verbose else logs.level, logs.form)
        asyncio.run(_until_stopped(config.changed(**ports or {}), hears=hears, opens=hears or bool(ports)))
    except (AnalysisUnusable, CannotStart, StoreUnusable) as error:
        raise click.ClickException(str(error)) from error


async def _until_stopped(config: Config, *, hears: bool, opens: bool) -> None:
    stopped = told_to_stop()
    install_hooks(asyncio.get_running_loop())
    async with running(config, hears=hears, opens=opens) as bot:
        click.echo(_greeting(bot, hears=hears))
        told = asyncio.create_task(stopped.wait())
        await asyncio.wait([told, bot.working], return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if bot.working.done():
            bot.working.result()  # raises what ended the work: whoever watches over the bot starts it again
            raise CannotStart("The work ended by itself; start the bot again.")
        click.echo("Stopping: answering what I was asked first.")


def told_to_stop() -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM; the second one does not wait for anything."""
    stopped = asyncio.Event()

    def stop() -> None:
        if stopped.is_set():
            os._exit(130)
        stopped.set()

    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, stop)
    return stopped


def _greeting(bot: Bot, *, hears: bool) -> str:
    names = ", ".join(workspace.name or workspace.id for workspace in bot.front.workspaces)
    if not hears:
        return "A worker of Legitbot is at work. Ctrl-C stops it."
    return f"Legitbot listens in {names or 'no workspace yet'}. Ctrl-C stops it."
