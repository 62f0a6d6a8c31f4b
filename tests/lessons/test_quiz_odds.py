"""What answers change in what comes: the odds of a scam, and how hard it is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.quiz_sides import FEWEST, HALF, MOST, drawn, scam_odds
from bot.lessons.quiz_skill import fitting_difficulty
from tests.lessons.made_up_quizzes import Item, answered, judged

# Sides


def test_odds_are_a_half_for_whoever_errs_on_both_sides_alike_or_has_judged_too_few() -> None:
    assert scam_odds([]) == HALF
    for wrong in (0, 3, 6, 12):
        rights = [False] * wrong + [True] * (12 - wrong)
        assert scam_odds(judged(True, rights) + judged(False, rights)) == HALF
    assert scam_odds(judged(True, [True] * 12) + judged(False, [False] * 3)) == HALF


def test_who_flags_everything_gets_fewer_scams_and_who_trusts_everything_some_more() -> None:
    right, wrong = [True] * 12, [False] * 12
    assert scam_odds(judged(True, right) + judged(False, wrong)) == FEWEST
    assert scam_odds(judged(True, wrong) + judged(False, right)) == MOST


@given(st.integers(0, 12), st.integers(0, 12))
def test_odds_follow_the_lean_and_one_more_false_alarm_never_brings_more_scams(alarms: int, misses: int) -> None:
    def odds(alarms: int, misses: int) -> float:
        return scam_odds(
            judged(True, [n >= misses for n in range(12)]) + judged(False, [n >= alarms for n in range(12)])
        )

    assert FEWEST <= odds(alarms, misses) <= MOST
    assert odds(min(12, alarms + 1), misses) <= odds(alarms, misses) <= odds(alarms, min(12, misses + 1))
    assert (odds(alarms, misses) < HALF) == (alarms - misses > 3)
    assert (odds(alarms, misses) > HALF) == (misses - alarms > 3)


def test_only_the_last_twelve_of_either_side_say_where_somebody_leans() -> None:
    long_ago = judged(True, [True] * 30) + judged(False, [False] * 30)
    assert scam_odds(long_ago) == FEWEST
    assert scam_odds(long_ago + judged(True, [True] * 12) + judged(False, [True] * 12)) == HALF


def test_other_kinds_say_nothing_about_where_somebody_leans() -> None:
    other = [answered(Item(str(n), kind="do", genuine=True), False) for n in range(12)]
    assert scam_odds(judged(True, [True] * 12) + other) == HALF


def test_a_draw_is_by_chance_alone_until_a_run_is_full() -> None:
    assert drawn(0.5, [True, True], 0.49) == (True, False)
    assert drawn(0.5, [True, True], 0.51) == (False, False)
    assert drawn(0.99, [True, True, True], 0.0) == (False, True)
    assert drawn(0.01, [True, False, False, False], 0.9) == (True, True)


# Difficulty


def test_it_starts_easy_and_gets_harder_with_right_answers_and_easier_with_wrong_ones() -> None:
    assert fitting_difficulty([]) == fitting_difficulty(judged(True, [True] * 3)) == 1
    assert fitting_difficulty(judged(True, [True] * 8, difficulty=1)) == 2
    assert fitting_difficulty(judged(True, [True] * 8, difficulty=2)) == 3
    for level in (1, 2, 3):
        three_of_four = [True, True, True, False] * 2
        assert fitting_difficulty(judged(True, three_of_four, difficulty=level)) == level
    assert fitting_difficulty(judged(True, [False] * 8, difficulty=3)) == 2
    assert fitting_difficulty(judged(True, [False] * 8, difficulty=2)) == 1


def test_skill_is_read_from_the_last_eight_first_answers() -> None:
    now = judged(True, [True] * 8, difficulty=2)
    again = judged(False, [False] * 8, first=False)
    assert fitting_difficulty(judged(False, [False] * 20) + now + again) == 3
