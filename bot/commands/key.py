"""`legitbot key`: a fresh key for LEGITBOT_KEY."""

import click


@click.command()
def key() -> None:
    """Print a fresh key for LEGITBOT_KEY, which seals what the bot stores.

    To change a key, write the new one before the old one, with a comma between. `legitbot doctor` says when the old
    one can go.
    """
    from bot.app.doctor.finding import Told, WordsMissing
    from bot.library.content import ContentMissing
    from bot.store.sealing import new_key

    try:
        how = Told.load().page("key")
    except (ContentMissing, WordsMissing) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"# {how}", err=True)
    click.echo(new_key())
