"""What somebody typed behind `/legit tips`: a thing to do, or when tips are to come.

As with times, English is understood from everybody, and beside it the person's own language.
"""

import re
from collections.abc import Collection
from datetime import date

from bot.flows.pausing import PauseUnclear, PauseWords, pause_end
from bot.fronts.slack.words import words
from bot.library.languages import SOURCE_LANGUAGE
from bot.schedules.words import plain, words_of

WHEN, PAUSE, SKIP, RESUME, STOP = "when", "pause", "skip", "resume", "stop"
LIST, HELP, GET = "list", "help", "get"
_INSIDE_WORDS = re.compile(r"(?<=[^\W\d_])[-'](?=[^\W\d_])")  # "segunda-feira", "jusqu'au"
_ALONE = (SKIP, RESUME, STOP, LIST, HELP, GET)  # behind these only small words may stand
_QUOTES = " \t\r\n`'\"“”„«»¡.!"


def command_of(text: str, language: str = "en") -> tuple[str, str]:
    """What it is (GET for nothing at all, WHEN for all that is no command), and the words that say more about it."""
    typed = " ".join(plain(text).strip(_QUOTES).split())
    if not typed:
        return GET, ""
    small = _phrases("rest", language)
    for name in (PAUSE, *_ALONE):
        for phrase in sorted(_phrases(name, language), key=len, reverse=True):
            if typed == phrase or typed.startswith(f"{phrase} "):
                rest = typed.removeprefix(phrase).strip()
                if name == PAUSE or _are_small(rest, small):
                    return name, rest
                if name == GET:
                    return WHEN, rest
    return WHEN, text.strip()


def pause_typed_until(text: str, today: date, language: str) -> date:
    """The first day on which tips come again, from the words behind "pause". Raises PauseUnclear."""
    try:
        return _pause_end(text, today, language)
    except PauseUnclear as error:
        if error.why != "pause" or language == SOURCE_LANGUAGE:
            raise
        try:
            return _pause_end(text, today, SOURCE_LANGUAGE)
        except PauseUnclear as also:
            raise (error if also.why == "pause" else also) from None


def pause_words(language: str) -> PauseWords:
    """The words of one language for `bot.flows.pausing`, as `plain` writes them."""
    said = words(language)
    commands, days = said["tips_commands"], words_of(language).data["days"]
    return PauseWords(
        fillers=[plain(one) for one in commands["fillers"]], tomorrow=[plain(one) for one in commands["tomorrow"]],
        numbers={plain(word): number for word, number in commands["numbers"].items()},
        units={plain(word): unit for word, unit in commands["units"].items()},
        months=[plain(one) for one in said["tips"]["months"]],
        weekdays={plain(phrase): number for number, phrases in enumerate(days.values()) for phrase in phrases},
    )  # fmt: skip


def _pause_end(text: str, today: date, language: str) -> date:
    known = pause_words(language)
    bare = _INSIDE_WORDS.sub(" ", plain(text))
    for phrase in known.fillers:
        if " " in phrase:
            bare = re.sub(rf"\b{re.escape(phrase)}\b", " ", bare)
    return pause_end(bare, today, known)


def _phrases(name: str, language: str) -> Collection[str]:
    found = (*words(language)["tips_commands"][name], *words()["tips_commands"][name])
    return {plain(one) for one in found}


def _are_small(rest: str, small: Collection[str]) -> bool:
    return all(word in small for word in rest.split())
