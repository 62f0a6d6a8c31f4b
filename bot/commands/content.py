"""`legitbot content`: is the folder messages/ in order?"""

from pathlib import Path

import click


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Another folder than messages/."
)
@click.pass_context
def content(ctx: click.Context, root: Path | None) -> None:
    """Look for mistakes in messages/, each with its file, its field and what to write (exit status 1)."""
    from bot.library.content import content_root
    from bot.library.validation import mistakes
    from bot.signals.catalogue import signals

    found = list(mistakes(root or content_root(), frozenset(signal.id for signal in signals())))
    for mistake in found:
        click.echo(str(mistake))
    if found:
        click.echo(f"{len(found)} mistakes.", err=True)
        ctx.exit(1)
    click.echo("All content is in order.")
