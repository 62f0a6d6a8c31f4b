"""Which of the languages that we have words in serves a person whose program says "pt-BR"?"""

from collections.abc import Container

SOURCE_LANGUAGE = "en"
"""Facts and words are written in it first; whatever a language lacks is said in it."""


def spoken(wanted: str, there: Container[str]) -> str:
    """The wanted language ("pt-BR", "pt") if it is there, exactly or without its country; else English."""
    if wanted in there:
        return wanted
    short = wanted.replace("_", "-").partition("-")[0].lower()
    return short if short in there else SOURCE_LANGUAGE
