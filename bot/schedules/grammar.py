"""Reads when a tip shall come from what somebody wrote: "weekdays at 9", "every other Friday 4pm", "0 10 * * 2".

The words stand in `messages/<language>/times.toml`. English is understood beside every other language.
"""

import re
from datetime import time

from bot.library.languages import SOURCE_LANGUAGE
from bot.schedules.clock import hour
from bot.schedules.days import EVERY_DAY, LAST_DAY, NTH_NAMES, WORKING_DAYS, Days, MonthDays, MonthWeekdays, Weekly
from bot.schedules.problems import NotUnderstood, Refused
from bot.schedules.sentence import Sentence, Token, sentence
from bot.schedules.when import MOST_WEEKS, CronRefused, When, cron, order
from bot.schedules.words import Words, words_of

USUAL = time(10)  # where nobody says an hour
MOST_COUNTED_DAYS = 4  # "every 2 Fridays"; in "every 10 Fridays" the number is likely an hour
LONGEST_SAID = 40  # characters of a word that is said back
_FIELD = r"(?:\*|[0-9]+|[a-z]{3}|lw?)(?:[-/,#](?:\*|[0-9]+|[a-z]{3}|l))*l?"
_CRON = re.compile(
    rf"cron\b.*|(?=[0-9*]){_FIELD}\s+(?=[0-9*]){_FIELD}(?:\s+{_FIELD}){{3,4}}", re.IGNORECASE | re.DOTALL
)
_MACRO = re.compile(r"@(?:hourly|daily|midnight|weekly|monthly|yearly|annually|reboot)", re.IGNORECASE)
_DAYS = set("dwWYqNLmk")  # what names days
_QUOTES = " \t\r\n`'\"“”„«»"


def read(text: str, language: str = SOURCE_LANGUAGE) -> When:
    """The rule that somebody wrote in their language or in English, or as the five fields of cron.

    Where no hour is said, it is 10:00. Raises `NotUnderstood`, whose `str()` says in one sentence what to write.
    """
    own = words_of(language)
    text = text.strip(_QUOTES)
    try:
        return _read(text, own)
    except Refused as first:
        refused = first
    if own.language != SOURCE_LANGUAGE:
        try:
            return _read(text, words_of(SOURCE_LANGUAGE))
        except Refused as second:
            if refused.problem == "word" and second.problem != "word":
                refused = second  # English words, whose problem is another one
    said = (refused.said or text)[:LONGEST_SAID]
    raise NotUnderstood(own.problem(refused.problem, said=said, **refused.facts), refused.problem, said)


def _read(text: str, words: Words) -> When:
    if not text:
        raise Refused("empty")
    if _CRON.fullmatch(text):
        try:
            return cron(re.sub(r"^cron\b:?", "", text, flags=re.IGNORECASE).strip(_QUOTES))
        except CronRefused as wrong:
            raise Refused(wrong.problem) from wrong
    if "*" in text or _MACRO.fullmatch(text):
        raise Refused("cron")
    said = sentence(text, words)
    said.rename("Y(?=[nN](?:c|@|nh))", "y")  # "todo dia 15 às 10h" is no "todo dia"
    if not _DAYS & set(said.row):
        said.rename("e(?=[ijv])", "Y")  # "every morning"
    if said.take("t|en?h"):
        raise Refused("often")
    weeks = _weeks(said, words)
    at = hour(said)
    return When(_days(said, weeks, at is not None), at or USUAL)


def _weeks(said: Sentence, words: Words) -> int:
    """Every how many weeks; 1 where nothing is said of it."""
    monthly = "m" in said
    if not monthly and said.take("e[nqo]y|oy"):
        raise Refused("apart")
    if counted := said.take("en?k|e?nk") or (not monthly and said.take("eq(?=k)")):
        return _counted(counted)
    if counted := said.take("en(?=d)"):
        if counted[-1].value > MOST_COUNTED_DAYS:
            raise Refused("unclear")
        return _counted(counted)
    if not monthly and (counted := said.look("e[qN](?=[dw])")) and counted[-1].value in (2, 3, 4):
        said.take("e[qN](?=[dw])")
        return _ordinal(counted[-1].value, words)
    if said.take("e?o") or (said.take("b(?=[&d]*B)") and said.take("B")):
        if monthly:
            raise Refused("unclear")
        return 2
    return 1


def _counted(tokens: list[Token]) -> int:
    """2 of "every 2 weeks" or "every second week"."""
    counts = [token.value for token in tokens if token.letter in "nq"]
    if counts and not 1 <= counts[0] <= MOST_WEEKS:
        raise Refused("weeks")
    return counts[0] if counts else 1


def _ordinal(nth: int, words: Words) -> int:
    """2 of "every second Friday". "Every third Friday" is every 3 weeks to some, and once a month to others."""
    if nth == 2:
        return 2
    raise Refused("third", count=str(nth), nth=words.data["nth"]["m"][NTH_NAMES[nth]])


def _days(said: Sentence, weeks: int, has_hour: bool) -> Days:
    monthly = _month_weekdays(said) or _month_days(said, has_hour)
    days = monthly or _weekly(said, weeks)
    left = set(said.row) - set(" &@-ehky")
    if days is None:
        raise Refused("month_day" if left == {"m"} else "day" if not left else "unclear")
    if monthly:
        left -= {"m"}
    if left == {"n"}:
        raise Refused("times" if not monthly else "unclear")
    if left or (monthly and weeks > 1):
        raise Refused("unclear")
    return days


def _month_weekdays(said: Sentence) -> MonthWeekdays | None:
    """ "first Monday", "1st and 3rd Monday", "last working day"; the words "of the month" may be missing."""
    found = said.take("[qN](?:[&e]*[qN])*[dw]")
    if not found:
        return None
    nths = {token.value for token in found if token.letter in "qN"}
    if 5 in nths:
        raise Refused("fifth")
    if not nths <= set(NTH_NAMES):
        raise Refused("unclear")
    weekday = found[-1].value if found[-1].letter == "d" else None
    return MonthWeekdays(tuple(sorted(nths, key=order)), weekday)


def _month_days(said: Sentence, has_hour: bool) -> MonthDays | None:
    """ "on the 15th", "day 1 and 15 of the month", "last day of the month", "end of the month"."""
    if set("dwWYk") & set(said.row):
        return None
    days: set[int] = set()
    if said.take("L"):
        days.add(LAST_DAY)
    if found := said.take("y?[nNq](?:[&y]*[nNq])*y?"):
        if "m" not in said and not has_hour and all(token.letter in "n&" for token in found):
            raise Refused("day")  # "10" alone is an hour rather than a day
        days |= {LAST_DAY if token.value == -1 else token.value for token in found if token.letter in "nNq"}
    if not days:
        return None
    if not 1 <= min(days) <= max(days) <= LAST_DAY:
        raise Refused("number")
    return MonthDays(tuple(sorted(days)))


def _weekly(said: Sentence, weeks: int) -> Weekly | None:
    days: set[int] = set()
    while found := said.take("d(?:-d){2,}"):  # "Mon - Wed - Fri" is no span
        days |= {token.value for token in found if token.letter == "d"}
    while span := said.take("d-d"):
        first, last = span[0].value, span[-1].value
        days |= {day % 7 for day in range(first, last + 1 + 7 * (last < first))}
    for letter, meant in (("Y", EVERY_DAY), ("w", WORKING_DAYS), ("W", (5, 6))):
        while said.take(letter):
            days |= set(meant)
    while found := said.take("d"):
        days.add(found[0].value)
    return Weekly(tuple(sorted(days)), weeks) if days else None
