"""The `legitbot` command: each of its commands is a file in this folder, imported only when it is called."""

from importlib import import_module

import click

import bot

# name -> (module, what `legitbot --help` says)
_COMMANDS = {
    "check": "Judge a mail: is this legit?",
    "demo": "Judge the dozen mails that ship with Legitbot.",
    "play": "Try the bot in your browser, without a Slack workspace.",
    "run": "Run the bot in Slack.",
    "worker": "Help `legitbot run` with its work (PostgreSQL).",
    "tip": "Show a tip about scams.",
    "quiz": "Answer up to three questions: legit, or a scam?",
    "explain": "What a warning sign means, with examples.",
    "evaluate": "Measure how often Legitbot is right over labelled mails.",
    "content": "Look for mistakes in the folder messages/.",
    "settings": "Print all settings with their defaults, or check yours.",
    "doctor": "Look for what is wrong with this installation, and say what to do.",
    "key": "Print a fresh key for LEGITBOT_KEY.",
    "migrate": "Bring the database up to date.",
    "manifest": "Print the Slack app manifest.",
    "completion": "Print the shell's completion script.",
}

_EPILOG = """\b
Examples:
  legitbot check mail.eml             judge a saved mail
  legitbot check -                    judge what you paste, end with Ctrl-D
  legitbot check --json *.eml         one JSON object a mail, for programs
  legitbot explain                    all warning signs
"""


class Commands(click.Group):
    """A group that knows its commands' names without importing them: `check` must start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"bot.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(bot.__version__, prog_name="legitbot")
def legitbot() -> None:
    """Legitbot answers "is this legit?" about a mail, and says exactly why.

    Everything is read on this machine: no mail leaves it, and no link in a mail is ever opened.
    """
