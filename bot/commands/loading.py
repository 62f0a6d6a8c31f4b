"""Content for a program that judges many mails: loaded, and out of the garbage collector's way."""

import gc

from bot.library.library import Library


def loaded_library() -> Library:
    """The content that every check needs, read now.

    Some hundred thousand small objects live as long as the program. Each full collection would walk through them
    all, which costs a mail now and then a tenth of a second.
    """
    gc.disable()
    library = Library.load()
    _ = library.brands, library.scams, library.replies, library.words.stops
    gc.freeze()
    gc.enable()
    return library
