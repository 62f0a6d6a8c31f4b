"""What somebody typed behind `/legit tips`: a thing to do, or when tips are to come."""

from collections.abc import Sequence

from bot.fronts.slack.words import words

WHEN, PAUSE, SKIP, RESUME, STOP = "when", "pause", "skip", "resume", "stop"
LIST, HELP, GET = "list", "help", "get"
_ALONE = (SKIP, RESUME, STOP, LIST, HELP, GET)  # behind these only small words may stand
_QUOTES = " \t\r\n`'\"“”.!"


def command_of(text: str, language: str = "en") -> tuple[str, str]:
    """What it is (GET for nothing at all, WHEN for all that is no command), and the words that say more about it."""
    plain = " ".join(text.strip(_QUOTES).casefold().split())
    if not plain:
        return GET, ""
    said = words(language)["tips_commands"]
    for name in (PAUSE, *_ALONE):
        for phrase in sorted(said[name], key=len, reverse=True):
            if plain == phrase or plain.startswith(f"{phrase} "):
                rest = plain.removeprefix(phrase).strip()
                if name == PAUSE or _are_small(rest, said["rest"]):
                    return name, rest
                if name == GET:
                    return WHEN, rest
    return WHEN, text.strip()


def _are_small(rest: str, small: Sequence[str]) -> bool:
    return all(word in small for word in rest.split())
