"""`legitbot explain SIGNAL`: a warning sign's page."""

import click


@click.command()
@click.argument("signal", required=False)
@click.option("--markdown", is_flag=True, help="Print all pages as Markdown (docs/signals.md is made so).")
def explain(signal: str | None, markdown: bool) -> None:
    """Say what SIGNAL means, why scammers do it, and show examples; without SIGNAL, list them all."""
    from bot.commands.pages import all_pages, listed, page
    from bot.signals.catalogue import signals

    if markdown:
        click.echo(all_pages(signals()), nl=False)
    elif signal is None:
        click.echo(listed(signals()))
    else:
        found = {one.id: one for one in signals()}
        if signal not in found:
            near = ", ".join(_near(signal, list(found))) or "see the list with: legitbot explain"
            raise click.UsageError(f"There is no sign called {signal!r}. Did you mean: {near}?")
        click.echo(page(found[signal]))


def _near(name: str, names: list[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name, names, n=3, cutoff=0.5)
