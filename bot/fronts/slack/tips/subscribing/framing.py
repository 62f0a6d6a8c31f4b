"""The frame of a box for tips. Other boxes are in English, so the words of its buttons are the tips' own."""

from bot.fronts.slack.blocks import Json, plain_text
from bot.fronts.slack.views import modal
from bot.fronts.slack.words import words

_MOST = 24  # characters of a button below a box


def box(
    callback: str, title: str, blocks: list[Json], language: str, *, saves: bool = False, private: str = ""
) -> Json:
    """A box whose frame speaks the person's language, too; one that `saves` has a button for it."""
    said = words(language)["tips"]
    view = modal(callback, title, blocks, language, submit="save" if saves else "", private=private)
    view["close"] = plain_text(said["box_cancel" if saves else "box_close"], _MOST)
    if saves:
        view["submit"] = plain_text(said["box_save"], _MOST)
    return view
