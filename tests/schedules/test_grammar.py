"""What people write, and what is understood of it."""

import pytest

from bot.schedules import NotUnderstood, read

WORKDAYS, DAILY = "weekly mon,tue,wed,thu,fri", "weekly mon,tue,wed,thu,fri,sat,sun"

ENGLISH = {
    "every Tuesday 10:00": "weekly tue 10:00",
    "Every TUESDAY, at 10:00.": "weekly tue 10:00",
    "  every   tuesday at 10  ": "weekly tue 10:00",
    "every Tuesday": "weekly tue 10:00",
    "tues @ 10": "weekly tue 10:00",
    "10 o'clock every week on tuesday": "weekly tue 10:00",
    "10 o’clock on Tuesdays": "weekly tue 10:00",
    "once a week on Tuesday, please": "weekly tue 10:00",
    "tuseday 10": "weekly tue 10:00",
    "1000 every tuesday": "weekly tue 10:00",
    "tuesdays at ten": "weekly tue 10:00",
    "Tuesday 10am": "weekly tue 10:00",
    "Tuesday 10 a.m.": "weekly tue 10:00",
    "Tuesday 22:00": "weekly tue 22:00",
    "Tuesday at 10 pm": "weekly tue 22:00",
    "Tuesday 10:15:00": "weekly tue 10:15",
    "Tuesday afternoon at 4": "weekly tue 16:00",
    "every tuesday 7 in the evening": "weekly tue 19:00",
    "Tuesday morning": "weekly tue 09:00",
    "every morning": f"{DAILY} 09:00",
    "every evening at 7": f"{DAILY} 19:00",
    "Thursday's at 5pm": "weekly thu 17:00",
    "mon/wed/fri 9": "weekly mon,wed,fri 09:00",
    "half past 9 on tuesdays": "weekly tue 09:30",
    "at 9 Monday and Thursday": "weekly mon,thu 09:00",
    "Mon and Thu 8.30": "weekly mon,thu 08:30",
    "mon, wed & fri 12:30": "weekly mon,wed,fri 12:30",
    "Monday, Wednesday, and Friday at 12:30 pm": "weekly mon,wed,fri 12:30",
    "mon - wed - fri 9:00": "weekly mon,wed,fri 09:00",
    "weekdays at 9": f"{WORKDAYS} 09:00",
    "every weekday morning": f"{WORKDAYS} 09:00",
    "Mon-Fri 9:00": f"{WORKDAYS} 09:00",
    "Monday through Friday at 9": f"{WORKDAYS} 09:00",
    "from Monday to Thursday 9": "weekly mon,tue,wed,thu 09:00",
    "fri–mon 10": "weekly mon,fri,sat,sun 10:00",
    "weekends 11": "weekly sat,sun 11:00",
    "daily at noon": f"{DAILY} 12:00",
    "every day 18:00": f"{DAILY} 18:00",
    "12 am daily": f"{DAILY} 00:00",
    "12 pm daily": f"{DAILY} 12:00",
    "midnight on mondays": "weekly mon 00:00",
    "every other Friday 4pm": "every-2 fri 16:00",
    "every second friday 16:00": "every-2 fri 16:00",
    "every 2 weeks, Fridays at 4:15 p.m.": "every-2 fri 16:15",
    "every two weeks on friday": "every-2 fri 10:00",
    "every second week on friday": "every-2 fri 10:00",
    "fortnightly on friday": "every-2 fri 10:00",
    "tuesday every other week at ten": "every-2 tue 10:00",
    "every 3 weeks on monday at 10": "every-3 mon 10:00",
    "first Monday of the month at 9:30": "monthly first mon 09:30",
    "the 1st Monday of each month, 9:30": "monthly first mon 09:30",
    "every first monday 9:30": "monthly first mon 09:30",
    "every second friday of the month": "monthly second fri 10:00",
    "1st and 3rd Tuesday 10:00": "monthly first,third tue 10:00",
    "last friday of the month 15:00": "monthly last fri 15:00",
    "first weekday of the month at 9": "monthly first weekday 09:00",
    "last working day of the month": "monthly last weekday 10:00",
    "on the 15th at 10": "monthly 15 10:00",
    "on the 15 at 10": "monthly 15 10:00",
    "day 15 of every month 10": "monthly 15 10:00",
    "monthly on the 1st": "monthly 1 10:00",
    "every month on 15 at 10": "monthly 15 10:00",
    "1st and 15th of the month at 10": "monthly 1,15 10:00",
    "last day of the month 9am": "monthly last 09:00",
    "end of the month 16:00": "monthly last 16:00",
    "31st of the month": "monthly last 10:00",
    "first day of the month at 8": "monthly 1 08:00",
    "0 10 * * 2": "cron 0 10 * * 2",
    "cron 0 10 * * 2": "cron 0 10 * * 2",
    "Cron: `00 10 * * tue`": "cron 0 10 * * TUE",
    "`30 9 * * 1-5`": "cron 30 9 * * 1-5",
    "0 9 1,15 * *": "cron 0 9 1,15 * *",
    "0 9 L * *": "cron 0 9 L * *",
    "0 9 * * 1#1": "cron 0 9 * * 1#1",
}

REFUSED = {
    "": "empty: Say when a tip should come, for example: every Tuesday 10:00.",
    "every blue moon": "word: I do not know the word “blue” here, so please write it like this: every Tuesday 10:00.",
    "every Tuesday except holidays": (
        "word: I do not know the word “except” here, so please write it like this: every Tuesday 10:00."
    ),
    "10": "day: Say on which days too, for example: every Tuesday 10:00.",
    "at 10": "day: Say on which days too, for example: every Tuesday 10:00.",
    "weekly": "day: Say on which days too, for example: every Tuesday 10:00.",
    "every other week at 9": "day: Say on which days too, for example: every Tuesday 10:00.",
    "every month": (
        "month_day: Say on which day of the month, for example: first Monday of the month at 9:30, "
        "or on the 15th at 10:00."
    ),
    "32nd at 10": "number: A month has the days 1 to 31, so please write it like this: on the 15th at 10:00.",
    "every Tuesday 25:00": (
        "time: A day has the hours 0:00 to 23:59, so please write it like this: every Tuesday 10:00."
    ),
    "tuesday 10:75": "time: A day has the hours 0:00 to 23:59, so please write it like this: every Tuesday 10:00.",
    "13am tuesday": "time: A day has the hours 0:00 to 23:59, so please write it like this: every Tuesday 10:00.",
    "9 noon tuesday": "time: A day has the hours 0:00 to 23:59, so please write it like this: every Tuesday 10:00.",
    "tuesday at 9:00 and 15:00": "times: Choose one time of the day, for example: every Tuesday 10:00.",
    "tuesday 9 and 15": "times: Choose one time of the day, for example: every Tuesday 10:00.",
    "every minute": "often: I send a tip once a day at most, so please write it like this: weekdays at 9:00.",
    "every 2 hours": "often: I send a tip once a day at most, so please write it like this: weekdays at 9:00.",
    "hourly on weekdays": "often: I send a tip once a day at most, so please write it like this: weekdays at 9:00.",
    "* * * * *": "often: I send a tip once a day at most, so please write it like this: weekdays at 9:00.",
    "cron */5 * * * *": "often: I send a tip once a day at most, so please write it like this: weekdays at 9:00.",
    "0 9,17 * * 1": "often: I send a tip once a day at most, so please write it like this: weekdays at 9:00.",
    "every other day": (
        "apart: I count in weeks and not in days, so please write it like this: Monday and Thursday at 10:00."
    ),
    "every 3 days at 9": (
        "apart: I count in weeks and not in days, so please write it like this: Monday and Thursday at 10:00."
    ),
    "every third friday": (
        "third: Write “every 3 weeks on Friday” or “the third Friday of the month”, so that I know which of the two "
        "you mean."
    ),
    "fifth monday of the month": (
        "fifth: Not every month has a fifth one, so please write it like this: last Monday of the month at 10:00."
    ),
    "every 20 weeks on monday": (
        "weeks: I count 1 to 12 weeks, so please write it like this: every 2 weeks on Friday at 10:00."
    ),
    "cron every minute": (
        "cron: A cron rule has five parts, as in this one for every Tuesday at 10:00: cron 0 10 * * 2."
    ),
    "0 10 * *": "cron: A cron rule has five parts, as in this one for every Tuesday at 10:00: cron 0 10 * * 2.",
    "0 0 10 * * 2": "cron: A cron rule has five parts, as in this one for every Tuesday at 10:00: cron 0 10 * * 2.",
    "0 99 * * 2": "cron: A cron rule has five parts, as in this one for every Tuesday at 10:00: cron 0 10 * * 2.",
    "@daily": "cron: A cron rule has five parts, as in this one for every Tuesday at 10:00: cron 0 10 * * 2.",
    "0 10 31 2 *": (
        "never: This cron rule would almost never send anything, so please write it like this: cron 0 10 * * 2."
    ),
    "every Monday of the month": (
        "unclear: I am not sure what you mean, so please write it like this: every Tuesday 10:00, or first Monday of "
        "the month at 9:30."
    ),
    "every other month on the 1st": (
        "unclear: I am not sure what you mean, so please write it like this: every Tuesday 10:00, or first Monday of "
        "the month at 9:30."
    ),
}


@pytest.mark.parametrize("text", ENGLISH)
def test_what_people_write_is_understood(text: str) -> None:
    assert str(read(text)) == ENGLISH[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_understood_is_told_in_one_sentence_that_says_what_to_write(text: str) -> None:
    with pytest.raises(NotUnderstood) as told:
        read(text)
    assert f"{told.value.problem}: {told.value}" == REFUSED[text]


@pytest.mark.parametrize(
    "language, text, problem",
    [
        ("en", "not on Tuesday", "word"),
        ("en", "next Tuesday at 10", "word"),
        ("en", "twice a week", "word"),
        ("en", "every Tuesday 10:00 UTC", "word"),
        ("en", "every Tuesday in December", "word"),
        ("en", "Mon-Fri 9-17", "times"),
        ("en", "between 9 and 10 on tuesday", "times"),
        ("en", "noon and midnight daily", "times"),
        ("en", "weekdays at 8:30 and Sunday at 9", "times"),
        ("en", "first Monday and Tuesday of the month", "unclear"),
        ("en", "1st to 5th of the month", "unclear"),
        ("en", "two Tuesdays a month", "unclear"),
        ("en", "every 10 Tuesdays", "unclear"),
        ("en", "second to last friday of the month", "unclear"),
        ("de", "nicht montags", "word"),
        ("de", "jeden Tuesday", "word"),
        ("pt", "não aos domingos", "unclear"),
        ("es", "los lunes no", "unclear"),
    ],
)
def test_what_could_be_misread_is_refused_rather(language: str, text: str, problem: str) -> None:
    with pytest.raises(NotUnderstood) as told:
        read(text, language)
    assert told.value.problem == problem


def test_a_whole_letter_is_refused_at_once_and_not_said_back() -> None:
    with pytest.raises(NotUnderstood) as told:
        read("Tuesday " * 10_000)
    assert len(told.value.said) <= 40
