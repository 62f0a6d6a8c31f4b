"""What is told of a channel's question: why, and never who; not even to somebody who can count."""

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.flows.say_week import FEWEST_TOLD, how_many_right, noted, question, result
from bot.flows.week_shapes import Answers
from bot.library.library import Library
from bot.library.quizzes import Kind, Question
from bot.library.tips import Tips
from bot.reply.plain import plain

LIBRARY = Library.load()
QUESTIONS = Tips.load(LIBRARY.root).questions
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def of_kind(kind: Kind) -> Question:
    return next(one for one in QUESTIONS.all() if one.kind is kind)


@pytest.mark.parametrize("count", range(FEWEST_TOLD, 200))
def test_whoever_knows_their_own_answer_cannot_tell_that_all_others_were_right_or_all_were_wrong(count: int) -> None:
    told = {right: how_many_right(Answers(count, right)) for right in range(count + 1)}
    for mine, others_right in product((0, 1), range(count)):
        words = told[others_right + mine]
        possible = {others for others in range(count) if told[others + mine] == words}
        assert others_right in possible
        assert not possible <= {0} and not possible <= {count - 1}, (count, others_right, mine)


@pytest.mark.parametrize("count", range(FEWEST_TOLD, 200))
def test_more_right_answers_are_never_told_as_fewer(count: int) -> None:
    order = ["right_few", "right_half_or_fewer", "right_half", "right_most", "right_nearly_all"]
    places = [order.index(how_many_right(Answers(count, right))) for right in range(count + 1)]
    assert places == sorted(places)


@pytest.mark.parametrize("count", range(FEWEST_TOLD))
def test_of_few_answers_nothing_is_told_but_the_reason(count: int) -> None:
    one = of_kind(Kind.JUDGE)
    said = plain(result(LIBRARY, "en", one, Answers(count, count)))
    assert said == plain(result(LIBRARY, "en", one, Answers()))
    assert "answered" not in said


def test_five_answers_are_told_roughly() -> None:
    said = plain(result(LIBRARY, "en", of_kind(Kind.JUDGE), Answers(5, 5)))
    assert "5 of you answered. Most were right." in said


@pytest.mark.parametrize("one", QUESTIONS.all(), ids=lambda one: one.id)
def test_nothing_before_the_end_gives_the_key_away(one: Question) -> None:
    words = {}
    for option in one.options:
        words[option.id] = plain(noted(LIBRARY, "en", "noted", one, option.id))
    assert len({said.replace(_label(one, id_), "") for id_, said in words.items()}) == 1
    before = plain(question(LIBRARY, "en", one, "legit-1", NOW, NOW))
    assert not any(option.feedback in before for option in one.options)


@pytest.mark.parametrize("one", QUESTIONS.all(), ids=lambda one: one.id)
def test_every_question_has_a_button_for_each_option_with_words_that_fit(one: Question) -> None:
    reply = question(LIBRARY, "en", one, "legit-1", NOW, NOW)
    assert sorted(button.id for button in reply.buttons) == sorted(f"week-answer-{option.id}" for option in one.options)
    assert all(0 < len(button.label) <= 75 for button in reply.buttons)
    said = plain(reply)
    if one.kind in (Kind.DO, Kind.PART):
        assert all(button.label in said for button in reply.buttons), "whoever hears the message hears the options"


def test_the_day_is_named_where_the_answer_does_not_come_today() -> None:
    one, later = of_kind(Kind.DO), datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert "On Monday 30 November at 17:00 (UTC) I tell" in plain(question(LIBRARY, "en", one, "k", later, NOW))
    assert "At 17:00 (UTC) I tell" in plain(question(LIBRARY, "en", one, "k", NOW.replace(hour=17), NOW))


def test_all_who_look_at_the_same_question_see_its_options_in_the_same_order() -> None:
    one = of_kind(Kind.DO)
    orders = {tuple(b.id for b in question(LIBRARY, "en", one, "k", NOW, NOW).buttons) for _ in range(3)}
    assert len(orders) == 1


def _label(one: Question, option: str) -> str:
    buttons = question(LIBRARY, "en", one, "k", NOW, NOW).buttons
    return next(button.label for button in buttons if button.id == f"week-answer-{option}")
