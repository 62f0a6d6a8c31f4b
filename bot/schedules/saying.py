"""Says a rule in words that `read` understands again."""

from typing import Any

from bot.library.languages import SOURCE_LANGUAGE
from bot.schedules.days import DAY_NAMES, EVERY_DAY, NTH_NAMES, WORKING_DAYS, Cron, MonthDays, MonthWeekdays, Weekly
from bot.schedules.when import When
from bot.schedules.words import words_of


def say(when: When, language: str = SOURCE_LANGUAGE) -> str:
    """ "every Tuesday at 10:00", in the language where it has words for it and in English otherwise."""
    words = words_of(language).data
    pattern, facts = _said(when, words)
    time = words["say"]["time"].format(hour=when.at.hour, minute=when.at.minute)
    said: str = words["say"][pattern].format(time=time, **facts)
    return said


def _said(when: When, words: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The name of a pattern of [say], and what fills it."""
    days = when.days
    if isinstance(days, Cron):
        return "cron", {"rule": str(when).removeprefix("cron ")}
    if isinstance(days, MonthDays):
        return "numbered", {"days": _joined([words["numbered"]["days"][min(day, 31) - 1] for day in days.days], words)}
    if isinstance(days, MonthWeekdays):
        return "nth", _nth(days, words)
    return _weekly(days, words)


def _nth(days: MonthWeekdays, words: dict[str, Any]) -> dict[str, str]:
    name = "weekday" if days.weekday is None else DAY_NAMES[days.weekday]
    nths = words["nth"]["f" if name in words["gender"]["f"] else "m"]
    return {"nth": _joined([nths[NTH_NAMES[nth]] for nth in days.nths], words), "day": words["of_month"][name]}


def _weekly(days: Weekly, words: dict[str, Any]) -> tuple[str, dict[str, str]]:
    if days.every == 1 and days.weekdays in (EVERY_DAY, WORKING_DAYS):
        return "daily" if days.weekdays == EVERY_DAY else "weekdays", {}
    names = [DAY_NAMES[day] for day in days.weekdays]
    facts = {form: _joined([words[form][name] for name in names], words) for form in ("each", "on")}
    pattern = {1: "weekly", 2: "other"}.get(days.every, "weeks")
    return pattern, {**facts, "count": str(days.every)}


def _joined(parts: list[str], words: dict[str, Any]) -> str:
    """ "Monday, Tuesday and Friday"."""
    *first, last = parts
    and_: str = words["say"]["and"]
    return ", ".join(first) + and_ + last if first else last
