"""A rule survives the store and being said, in every language."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.schedules import NotUnderstood, When, read, say
from bot.schedules.when import CronRefused, cron
from tests.schedules.rules import whens

LANGUAGES = ("en", "de", "fr", "es", "pt", "ja")


@given(whens)
def test_what_the_store_keeps_is_the_same_rule_again(when: When) -> None:
    assert When.parse(str(when)) == when
    assert len(str(when)) <= 255  # what its column holds


@given(whens, st.sampled_from(LANGUAGES))
def test_what_is_said_is_understood_as_the_same_rule(when: When, language: str) -> None:
    assert read(say(when, language), language) == when


@pytest.mark.parametrize(
    "text",
    [
        "", "weekly", "weekly tue", "weekly tue 9:00", "weekly tue 24:00", "weekly thu,mon 10:00", "every-1 fri 10:00",
        "every-13 fri 10:00", "monthly 31 10:00", "monthly 0 10:00", "monthly fifth mon 10:00", "Weekly tue 10:00",
        "cron 0 10 * *", "cron * * * * *", "monthly first mon tue 10:00", "weekly tue 10:00 ", "monthly 10:00",
    ],
)  # fmt: skip
def test_a_line_that_is_not_the_stores_own_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a schedule as the store writes it"):
        When.parse(text)


@given(st.text(alphabet="0123456789*/,-#LWw lMONfri", max_size=30))
@example("0 0 L/3 * *")
@example("0 0 L-3 * *")
@example("0 0 * * 1#L")
@example("0 0 LW/2 * 5L")
@example("0 0 * * L")
def test_no_cron_rule_ends_in_anything_but_a_rule_or_a_refusal(text: str) -> None:
    try:
        when = cron(text)
    except CronRefused:
        return
    assert When.parse(str(when)) == when


PIECES = (
    "every 2nd last a first 10 : . mon tue - to at pm day month week weeks other and noon 15 half past weekday 99"
).split()


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)))
def test_whatever_is_written_ends_in_a_rule_or_a_sentence(text: str) -> None:
    try:
        when = read(text)
    except NotUnderstood as told:
        sentence = str(told)
    else:
        sentence = f"{say(when)}."
        assert read(say(when)) == when
    assert sentence.endswith(".")
