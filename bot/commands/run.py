"""`legitbot run`: the bot in Slack, until it is stopped."""

from pathlib import Path

import click

from bot.commands.options import settings_file, verbosely
from bot.commands.serving import served

_HELP = """Run the bot in Slack. In Socket Mode it needs no address of its own.

\b
Set these first (one of the last two):
  SLACK_BOT_TOKEN            xoxb-...  (several workspaces: with commas between)
  SLACK_APP_TOKEN            xapp-..., with the scope connections:write (Socket Mode)
  SLACK_SIGNING_SECRET       in its place, when Slack sends its requests to
                             http://HOST:PORT/slack/events (127.0.0.1:3000)
\b
You may set these:
  SLACK_CLIENT_ID            with SLACK_CLIENT_SECRET and web.public_url in legitbot.toml:
                             other workspaces install the bot themselves, at /slack/install
  DATABASE_URL               a file (legitbot.db in this folder), or postgresql://...
  LEGITBOT_KEY               seals what is stored (else a key file is made beside the database)

Everything else stands in legitbot.toml; begin with: legitbot settings > legitbot.toml

`legitbot manifest` prints what to paste when you create the app at api.slack.com/apps, and `legitbot doctor` looks
whether all is well. /healthz and /readyz are at HOST:PORT, /metrics at 127.0.0.1:9464.
"""


@click.command(help=_HELP)
@verbosely
@settings_file
def run(verbose: bool, settings: Path | None) -> None:  # noqa: D103 - the help above says it
    served(settings, verbose=verbose)
