"""The documentation that is made from the code is the one that is there."""

from bot.commands.pages import all_pages
from bot.library.content import PACKAGE
from bot.signals.catalogue import signals


def test_the_pages_of_all_signals_are_current() -> None:
    """When this fails: legitbot explain --markdown > docs/signals.md"""
    written = (PACKAGE.parent / "docs" / "signals.md").read_text("utf-8")
    assert written == all_pages(signals())
