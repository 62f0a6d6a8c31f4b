"""`legitbot run`: the bot in Slack, until it is stopped."""

import asyncio
import logging
import os
import signal

import click

from bot.app.config import CannotStart, Config
from bot.app.running import running
from bot.jobs.analysis import AnalysisUnusable
from bot.store.problems import StoreUnusable

_HELP = """Run the bot in Slack. In Socket Mode it needs no address of its own.

\b
Set these first (one of the last two):
  SLACK_BOT_TOKEN            xoxb-...  (several workspaces: with commas between)
  SLACK_APP_TOKEN            xapp-..., with the scope connections:write (Socket Mode)
  SLACK_SIGNING_SECRET       in its place, when Slack sends its requests to
                             http://HOST:PORT/slack/events (127.0.0.1:3000)
\b
You may set these:
  LEGITBOT_OWN_DOMAINS       your company's mail domains, with commas between
  LEGITBOT_OPERATOR          your member id (U...): I greet you there once, and say
                             which permissions are missing
  LEGITBOT_DATABASE          a file (legitbot.db in this folder)
  LEGITBOT_KEY               seals what is stored (else a key file is made beside the database)
  LEGITBOT_ANALYSTS          processes that read mails (2)
  LEGITBOT_ANALYSIS_SECONDS  after which the reading of one mail is stopped (10)
  SLACK_API_URL              another Slack than the public one

`legitbot manifest` prints what to paste when you create the app at api.slack.com/apps.
"""


@click.command(help=_HELP)
@click.option("-v", "--verbose", is_flag=True, help="Log more. No mail's words, addresses or tokens stand in the log.")
def run(verbose: bool) -> None:  # noqa: D103 - the help above says it
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("slack_sdk").setLevel(logging.ERROR)
    try:
        asyncio.run(_until_stopped(Config.read(os.environ)))
    except (AnalysisUnusable, CannotStart, StoreUnusable) as error:
        raise click.ClickException(str(error)) from error


async def _until_stopped(config: Config) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped.set)
    async with running(config) as bot:
        names = ", ".join(workspace.name or workspace.id for workspace in bot.front.workspaces)
        click.echo(f"Legitbot listens in {names}. Ctrl-C stops it.")
        await stopped.wait()
        click.echo("Stopping: answering what I was asked first.")
