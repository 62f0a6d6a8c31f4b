"""`legitbot play`: a Slack on your own machine with the bot in it, in your browser."""

import asyncio
import contextlib
import errno
import logging
import secrets
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import click
from aiohttp.http_exceptions import HttpProcessingError

from bot.app.config import CannotStart
from bot.app.running import running
from bot.commands.own_bot import own_manifest, say_how_to_connect
from bot.commands.playground import bot_config, furnished, lived_in, slack_time
from bot.commands.serving import told_to_stop
from bot.jobs.analysis import AnalysisUnusable
from bot.library.play import Play, PlayBroken
from bot.localslack import LocalSlack
from bot.localslack.ids import Ids
from bot.localslack.keeping import CannotKeep
from bot.store.problems import StoreUnusable
from bot.watch.logs import configure

PORT = 8765
_MOST_RECORDS = 2000  # calls, and as many deliveries, that are kept; the page shows the last of them

_HELP = """Try Legitbot in your browser, in a Slack on your own machine.

No workspace, no account and no administrator is needed. The Slack is a small firm with people, channels and two dozen
mails to try. Only this machine can open it, and nothing leaves it.

\b
  legitbot play --open             and open the browser
  legitbot play --keep my-play     keep everything in the folder my-play, and go on from there next time
  legitbot play --without-bot      only the Slack: connect `legitbot run`, or a bot of your own
  legitbot play --without-bot --manifest manifest.json    with your own bot's commands, shortcuts, events and scopes
"""


@click.command(help=_HELP)
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The page's port.")
@click.option("--open", "opens", is_flag=True, help="Open the page in your browser.")
@click.option(
    "--keep",
    metavar="FOLDER",
    help="Keep everything here. Without it, nothing is kept.",
)
@click.option("--without-bot", is_flag=True, help="Start the Slack alone, and print what a bot needs to connect.")
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With --without-bot: the app manifest (JSON) of your own bot.",
)
def play(  # noqa: D103 - the help above says it
    port: int, opens: bool, keep: str | None, without_bot: bool, manifest: Path | None
) -> None:
    if keep == "":
        raise click.UsageError("--keep needs the name of a folder.")
    if manifest and not without_bot:
        raise click.UsageError("--manifest is for a bot of your own: use it with --without-bot.")
    configure("warning", "auto")
    logging.getLogger("aiohttp.server").addFilter(_is_news)
    try:
        asyncio.run(_played(port, opens, Path(keep) if keep else None, without_bot, manifest))
    except (AnalysisUnusable, CannotKeep, CannotStart, PlayBroken, StoreUnusable) as error:
        raise click.ClickException(str(error)) from error


async def _played(port: int, opens: bool, keep: Path | None, without_bot: bool, manifest: Path | None) -> None:
    stopped = told_to_stop()
    own = own_manifest(manifest) if manifest else None
    click.echo("Starting ...")
    async with contextlib.AsyncExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="legitbot-play-")))
        slack = await stack.enter_async_context(_slack(port, folder / "slack" if keep else None))
        content = Play.load()
        app, bot = furnished(slack, content, own)
        if slack.is_fresh:
            await lived_in(slack, content)
        if without_bot:
            say_how_to_connect(slack.api_url, app, bot)
        else:
            config = bot_config(slack, content, folder)
            await stack.enter_async_context(running(config, time=slack_time(slack), opens=False))
        address = f"http://127.0.0.1:{port}/"
        ready = "The Slack" if without_bot else "Legitbot"
        click.echo(f"{ready} is ready. Open this in your browser: {address}")
        click.echo(f"Everything is kept in {keep}. Ctrl-C stops it." if keep else "Ctrl-C stops it; nothing is kept.")
        if opens:
            await asyncio.to_thread(webbrowser.open, address)
        await stopped.wait()
        click.echo("Stopping.")


@asynccontextmanager
async def _slack(port: int, keep: Path | None) -> AsyncIterator[LocalSlack]:
    async with contextlib.AsyncExitStack() as stack:
        try:
            slack = await stack.enter_async_context(LocalSlack(port=port, keep=keep, most_records=_MOST_RECORDS))
        except OSError as error:
            raise CannotStart(_no_port(port, error)) from error
        if keep is None:
            slack.core.ids = Ids(secrets.randbits(128))  # tests want the same tokens every time; here they are secrets
        yield slack


def _is_news(record: logging.LogRecord) -> bool:
    """Not that somebody spoke no HTTP, as browsers do when https:// is typed before the address."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _no_port(port: int, error: OSError) -> str:
    """Why this port cannot be had, and what to do."""
    why = "Something else uses" if error.errno == errno.EADDRINUSE else "Legitbot may not use"
    return f"{why} port {port} on this machine. Take another one: legitbot play --port {_another(port)}"


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else PORT
