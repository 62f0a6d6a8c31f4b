"""What the story of a quiz needs to know in Slack: who plays, what they wish, and where the questions are."""

from functools import partial

from bot.flows.quiz import Player, QuizDesk
from bot.flows.shapes import Person
from bot.flows.tip_shapes import QUIZ, Wanted
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.tips.needed import weak_topics


def quiz_desk(counter: Counter) -> QuizDesk:
    """The story's desk."""
    desk, weak = counter.desk, partial(weak_topics, counter)
    return QuizDesk(desk.store.quizzes, counter.quizzes.content, weak, _seed, desk.now)


async def player_of(counter: Counter, person: Person) -> Player:
    """Whoever plays, with the topics and the language of their plan for quizzes, where they have one."""
    if wanted := await _plan(counter, person):
        return Player(person, wanted.language, wanted.topics)
    return Player(person, (await counter.people.asker(person)).language)


async def _plan(counter: Counter, person: Person) -> Wanted | None:
    there = await counter.desk.store.subscriptions.of_target(person.workspace, person.id)
    plans = (one.wanted for one in there if one.active and one.direct)
    return next((one for one in plans if one.content == QUIZ), None)


def _seed(person: Person) -> str:
    return f"{person.workspace}/{person.id}"
