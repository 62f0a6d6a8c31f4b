"""`legitbot completion bash|zsh|fish`: what the shell needs to complete commands and options."""

import click
from click.shell_completion import get_completion_class

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog="\b\nFor example:\n  legitbot completion bash > ~/.local/share/bash-completion/completions/legitbot"
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL."""
    found = get_completion_class(shell)
    assert found is not None  # Choice lets only these through
    click.echo(found(ctx.find_root().command, {}, "legitbot", "_LEGITBOT_COMPLETE").source())
