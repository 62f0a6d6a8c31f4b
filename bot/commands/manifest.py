"""`legitbot manifest`: what to paste into Slack to make the app, each permission with its reason."""

import click

_EPILOG = """\b
Make the app: open https://api.slack.com/apps, "Create New App", "From a manifest", and paste this.
By default the bot connects out to Slack (Socket Mode) and needs no address of its own.

\b
  legitbot manifest                                     for Socket Mode
  legitbot manifest --yaml                              with the reason for each permission
  legitbot manifest --url https://bot.example           for HTTP
  legitbot manifest --url https://bot.example --socket-mode
                                                        for Socket Mode, and others install the bot at
                                                        https://bot.example/slack/install
"""


@click.command(epilog=_EPILOG)
@click.option("--yaml", "form", flag_value="yaml", help="Print YAML, with the reason for each permission.")
@click.option("--markdown", "form", flag_value="markdown", help="Print the page docs/slack.md.")
@click.option(
    "--url", metavar="URL", default="", help="The https address of the bot, as public_url. Slack sends requests there."
)
@click.option("--socket-mode", is_flag=True, help="With --url: only browsers go there; Slack's requests do not.")
def manifest(form: str | None, url: str, socket_mode: bool) -> None:
    """Print the Slack app manifest (JSON)."""
    import json

    from bot.commands.manifest_pages import slack_page, with_reasons
    from bot.fronts.slack import manifest as slack
    from bot.fronts.slack.scopes import scopes, ways
    from bot.fronts.slack.words import words

    try:
        made = slack.manifest(socket_mode=socket_mode or not url, request_url=url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--url") from None
    if form == "yaml":
        click.echo(with_reasons(made, scopes()), nl=False)
    elif form == "markdown":
        click.echo(slack_page(scopes(), ways(), words()["page"]), nl=False)
    else:
        click.echo(json.dumps(made, indent=2, ensure_ascii=False))
