"""How long a pause lasts, as people write it."""

from datetime import date

import pytest

from bot.flows.pausing import PauseUnclear, pause_end
from bot.fronts.slack.tips.subscribing.commands import pause_words

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(("text", "end"), [
    ("until 3 December", date(2026, 12, 3)),
    ("until December 3rd", date(2026, 12, 3)),
    ("till the 3rd of Dec.", date(2026, 12, 3)),
    ("until Thursday, 3 December 2026", date(2026, 12, 3)),
    ("until 2026-12-03", date(2026, 12, 3)),
    ("until 3 November", date(2027, 11, 3)),
    ("until January", date(2027, 1, 1)),
    ("2 weeks", date(2026, 12, 6)),
    ("for a week", date(2026, 11, 29)),
    ("three days", date(2026, 11, 25)),
    ("a month", date(2026, 12, 22)),
    ("3 months", date(2027, 2, 22)),
    ("until tomorrow", date(2026, 11, 23)),
    ("until Monday", date(2026, 11, 23)),
    ("until sunday", date(2026, 11, 29)),
])  # fmt: skip
def test_it_ends_when_people_mean_it_to(text: str, end: date) -> None:
    assert pause_end(text, TODAY, pause_words("en")) == end


def test_a_month_after_the_last_day_of_january_is_the_last_of_february() -> None:
    assert pause_end("a month", date(2027, 1, 31), pause_words("en")) == date(2027, 2, 28)


@pytest.mark.parametrize(("text", "why"), [
    ("", "pause-empty"), ("until", "pause-empty"), ("3/12", "pause"), ("until banana", "pause"), ("3 bananas", "pause"),
    ("until 31 February", "pause"), ("3", "pause"), ("until 3 December 26", "pause"), ("until 1 May 2020", "past"),
    ("until today", "pause"), ("0 weeks", "past"), ("80 weeks", "too-long"), ("99999999 months", "too-long"),
    ("until 2029-01-01", "too-long"), ("until 9999-99-99", "pause"), ("𝟙𝟚 ² weeks", "pause"),
])  # fmt: skip
def test_what_is_not_clear_is_not_guessed(text: str, why: str) -> None:
    with pytest.raises(PauseUnclear) as caught:
        pause_end(text, TODAY, pause_words("en"))
    assert caught.value.why == why
