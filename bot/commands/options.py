"""Options that several commands take; light, because every command reads its own before it loads anything."""

from pathlib import Path

import click

verbosely = click.option(
    "-v", "--verbose", is_flag=True, help="Log more. No mail's words, addresses or tokens stand in the log."
)
settings_file = click.option(
    "--settings",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Another file than legitbot.toml in this folder.",
)
