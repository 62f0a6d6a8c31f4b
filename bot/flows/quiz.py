"""The story of a person's quiz: choose, ask, answer, tell why, go on; and whatever comes between.

All of it is written down at once, so a quiz goes on after a restart, on another machine, a day later. The first answer
to a question counts, however often a button is pressed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.flows.ports import Now
from bot.flows.quiz_keeping import Quizzes
from bot.flows.quiz_shapes import MOST, QUIZ, Ask, Asked, Came, NewSaid, Nothing, Over, Quiz, Said, Step, Told
from bot.flows.shapes import Person
from bot.lessons.quiz_choice import QuizWish, choose_questions
from bot.library.quizzes import Kind, Question, Questions

GOES_ON = timedelta(days=7)  # whoever comes back later begins a new one
SURE = (1, 2, 3)  # a guess, fairly sure, certain


@dataclass(frozen=True, slots=True)
class QuizDesk:
    """What quizzes need."""

    quizzes: Quizzes
    questions: Callable[[str], Awaitable[Questions]]  # that hold in a workspace: ours, and its own
    weak: Callable[[str], Awaitable[Mapping[str, float]]]  # topics that a workspace needs most, 0 to 1
    seed: Callable[[Person], str]  # so that two people who sit side by side are asked different things
    now: Now


@dataclass(frozen=True, slots=True)
class Player:
    """Who plays, and what they wish."""

    person: Person
    language: str = "en"
    topics: frozenset[str] = frozenset()  # empty: all


async def begin(player: Player, desk: QuizDesk, count: int = MOST) -> Step:
    """A new quiz of so many questions; or the one they are in the middle of, where they were."""
    quiz = await desk.quizzes.open(player.person)
    came = Came.GOES_ON if quiz else Came.NEW
    if quiz and not timedelta() <= desk.now() - quiz.started_at < GOES_ON:
        await desk.quizzes.leave(quiz, desk.now())
        quiz, came = None, Came.ANEW
    if quiz is None:
        chosen = await _chosen(player, desk, count)
        if not chosen:
            return Nothing()
        asked = [Asked(one.id, one.version) for one in chosen]
        quiz = await desk.quizzes.begin(player.person, asked, desk.now())
    step = await _where_they_are(player, quiz, desk)
    return replace(step, came=came) if isinstance(step, Ask) else step


async def go_on(player: Player, id_: str, desk: QuizDesk) -> Step:
    """The question that comes next in this quiz, or its end."""
    quiz = await desk.quizzes.get(player.person, id_)
    return await _where_they_are(player, quiz, desk) if quiz else Nothing()


async def answer(player: Player, id_: str, place: int, option: str, sure: int | None, desk: QuizDesk) -> Step:
    """What this answer was worth. The question was edited or taken out meanwhile: another one, and nothing counts."""
    quiz = await desk.quizzes.get(player.person, id_)
    if quiz is None or not 0 <= place < len(quiz.asked):
        return Nothing()
    if before := await _said_before(quiz, place, desk):
        return await _told_before(player, quiz, before, desk)
    if quiz.ended or place != quiz.at:
        return await _where_they_are(player, quiz, desk)
    question = await _as_asked(player, quiz.asked[place], desk)
    if question is None:
        return await _another(player, quiz, desk)
    if question.option(option) is None or (sure not in SURE and asks_sure(question)):
        return Ask(quiz, place, question)
    new = NewSaid(quiz.id, place, QUIZ, question, option, sure if asks_sure(question) else None)
    said, fresh = await desk.quizzes.answer(player.person, new, desk.now())
    return Told(quiz, place, question, said, before=not fresh)


async def leave(player: Player, id_: str, desk: QuizDesk) -> Step:
    """Stop in the middle for good; what was answered counts."""
    quiz = await desk.quizzes.get(player.person, id_)
    if quiz is None:
        return Nothing()
    await desk.quizzes.leave(quiz, desk.now())
    return await _over(quiz, desk)


def asks_sure(question: Question) -> bool:
    """Whether "how sure are you?" belongs to it: where somebody judges a mail."""
    return question.kind in (Kind.JUDGE, Kind.WHICH)


async def _where_they_are(player: Player, quiz: Quiz, desk: QuizDesk) -> Step:
    if quiz.ended or quiz.at >= len(quiz.asked):
        return await _over(quiz, desk)
    question = await _as_asked(player, quiz.asked[quiz.at], desk)
    return Ask(quiz, quiz.at, question) if question else await _another(player, quiz, desk)


async def _as_asked(player: Player, asked: Asked, desk: QuizDesk) -> Question | None:
    """The question as it was chosen; None where it was edited or taken out since."""
    found = (await desk.questions(player.person.workspace)).get(asked.item, player.language)
    return found if found and found.version == asked.version else None


async def _another(player: Player, quiz: Quiz, desk: QuizDesk) -> Step:
    """Another question in place of one that is none any more; where there is no other, the quiz is over."""
    chosen = await _chosen(player, desk, 1, without={one.item for one in quiz.asked})
    if not chosen:
        return await leave(player, quiz.id, desk)
    (one,) = chosen
    quiz = await desk.quizzes.ask_instead(quiz, quiz.at, Asked(one.id, one.version))
    if quiz.ended or quiz.at >= len(quiz.asked) or quiz.asked[quiz.at].item != one.id:
        return await _where_they_are(player, quiz, desk)  # another press was faster
    return Ask(quiz, quiz.at, one, changed=True)


async def _chosen(
    player: Player, desk: QuizDesk, count: int, without: Collection[str] = ()
) -> tuple[Question, ...]:  # fmt: skip
    questions, weak = await desk.questions(player.person.workspace), await desk.weak(player.person.workspace)
    past = await desk.quizzes.past(player.person)
    wish = QuizWish(player.topics, weak, desk.seed(player.person))

    def choose() -> tuple[Question, ...]:
        pool = [one for one in questions.all(player.language) if one.id not in without]
        return choose_questions(pool, past.answered, past.due or {}, desk.now(), count, wish)

    return await asyncio.to_thread(choose)


async def _said_before(quiz: Quiz, place: int, desk: QuizDesk) -> Said | None:
    return next((one for one in await desk.quizzes.said(quiz.person, quiz.id) if one.place == place), None)


async def _told_before(player: Player, quiz: Quiz, said: Said, desk: QuizDesk) -> Step:
    question = await _as_asked(player, Asked(said.item, said.version), desk)
    if question is None:
        return await _where_they_are(player, quiz, desk)
    return Told(quiz, said.place, question, said, before=True)


async def _over(quiz: Quiz, desk: QuizDesk) -> Over:
    said = await desk.quizzes.said(quiz.person, quiz.id)
    return Over(len(said), sum(one.right for one in said))
