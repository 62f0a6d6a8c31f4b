"""`legitbot migrate`: brings the database up to date before a new version starts."""

import os

import click


@click.command()
def migrate() -> None:
    """Bring the database up to date: DATABASE_URL, or legitbot.db in this folder.

    `legitbot run` does this by itself for a file. For a database server, run it before each new version.
    """
    from bot.app.secrets import database_address
    from bot.store.migrate import migrate as brought_up_to_date
    from bot.store.migrate import pending
    from bot.store.problems import StoreUnusable

    address = database_address(os.environ)
    try:
        steps = pending(address)
        brought_up_to_date(address)
    except StoreUnusable as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Done: {steps} step{'' if steps == 1 else 's'}." if steps else "The database is up to date.")
