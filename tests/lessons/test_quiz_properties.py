"""What holds for any pool of questions, any answers and any days."""

from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.quiz_choice import QuizWish, choose_questions
from tests.lessons.made_up_quizzes import DAY, START, Item, answered

ITEMS = st.lists(
    st.builds(
        Item,
        st.integers(0, 30).map(str),
        st.sampled_from("abcde"),
        st.sampled_from(["t", "u"]),
        st.sampled_from(["judge", "do", "part", "which"]),
        st.booleans(),
        st.integers(1, 3),
        st.booleans(),
    ),
    max_size=20,
    unique_by=lambda one: one.id,
)
PAST = st.lists(st.tuples(st.integers(0, 19), st.booleans(), st.integers(-400, 400)), max_size=30)


@given(
    ITEMS, PAST, st.dictionaries(st.sampled_from("abcdefg"), st.integers(-200, 200)), st.integers(1, 3),
    st.frozensets(st.sampled_from(["t", "u"])), st.text(max_size=4), st.randoms(use_true_random=False),
)  # fmt: skip
def test_whatever_was_answered_as_many_come_as_there_are_each_once_and_in_any_order_of_files_the_same(
    pool: list[Item], answers: list[tuple[int, bool, int]], days: dict[str, int], count: int,
    topics: frozenset[str], seed: str, chance: object,
) -> None:  # fmt: skip
    past = [answered(pool[place % len(pool)], right, ago) for place, right, ago in answers] if pool else []
    due = {idea: START + day * DAY for idea, day in days.items()}
    wish = QuizWish(topics=topics, seed=seed)
    ones = choose_questions(pool, past, due, START, count, wish)
    fitting = [one for one in pool if not topics or one.topic in topics]
    assert len(ones) == len(set(ones)) <= min(count, len(fitting))
    assert set(ones) <= set(fitting)
    assert len(ones) >= min(1, len(fitting))
    assert choose_questions(pool[::-1], past, due, START, count, wish) == ones
