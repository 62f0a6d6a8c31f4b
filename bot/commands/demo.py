"""`legitbot demo`: a dozen mails, scams beside their genuine twins, judged before your eyes."""

import click


@click.command()
def demo() -> None:
    """Judge the dozen mails that ship with Legitbot, and end."""
    from bot.commands.loading import loaded_library
    from bot.commands.screen import show
    from bot.flows.check import check
    from bot.library.content import content_root

    library = loaded_library()
    counts: dict[str, int] = {}
    for path in sorted((content_root() / "demo").glob("*.*")):
        checked = check(path.read_bytes(), path.name, library)
        show(path.name, checked)
        counts[checked.verdict.state.value] = counts.get(checked.verdict.state.value, 0) + 1
    click.echo(
        f"{sum(counts.values())} mails: " + ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    )
    click.echo("Try your own: legitbot check mail.eml")
