"""`legitbot` and `python -m bot`: the terminal."""

from bot.commands.group import legitbot


def main() -> None:
    """Run the command line; exit status 0 when all went well, 1 when something could not be done, 2 on wrong usage."""
    legitbot(prog_name="legitbot")


if __name__ == "__main__":
    main()
