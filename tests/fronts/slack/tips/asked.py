"""A channel that is asked a question, for tests to answer it."""

from datetime import UTC, datetime, timedelta

from bot.flows.shapes import Person as Someone
from bot.flows.tip_shapes import QUIZ, Wanted
from bot.flows.week_shapes import WeekQuestion
from bot.library.quizzes import Question
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.schedules import Calendar, read
from tests.fronts.slack.company import Company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.test_arriving import now, until_next

ANSWER = "legit:week-answer-"
HEADING = "A question for everybody"
RESULT = "The answer to my question"
LONDON = Calendar("Europe/London")


async def wants_questions(
    there: Company, target: str, when: str = "every Monday 10:00", calendar: Calendar = LONDON, *, direct: bool = False
) -> int:
    assert there.running
    wanted = Wanted(read(when), calendar, content=QUIZ)
    setter = Someone(there.team.id, there.ann.id)
    added = await there.running.store.subscriptions.add(setter, target, wanted, now(there), direct=direct)
    return added.id


async def asked(there: Company, channel: Channel | None = None, when: str = "every Monday 10:00") -> Message:
    """The question that #general is asked, which Ann set up."""
    where = channel or there.general
    there.bot.joins(where)
    await wants_questions(there, where.id, when)
    return await next_question(there, where)


async def next_question(there: Company, channel: Channel | None = None) -> Message:
    where = channel or there.general
    await there.quiet()
    before = len(questions(there, where))
    await until_next(there, where.id)
    await there.slack.until(lambda: len(questions(there, where)) > before)
    await there.quiet()
    return questions(there, where)[-1]


def questions(there: Company, channel: Channel) -> list[Message]:
    return [one for one in there.answers(channel) if HEADING in read_out(one.blocks)]


def results(there: Company, channel: Channel) -> list[Message]:
    return [one for one in there.answers(channel) if RESULT in read_out(one.blocks)]


def key_of(message: Message) -> str:
    return str(message.blocks[-1]["elements"][0]["value"])


def options(message: Message) -> list[str]:
    """The ids of its buttons."""
    return [one["action_id"] for block in message.blocks if block["type"] == "actions" for one in block["elements"]]


async def week(there: Company, message: Message) -> WeekQuestion:
    assert there.running
    found = await there.running.store.week_questions.get(there.team.id, key_of(message))
    assert found
    return found


async def question(there: Company, message: Message) -> Question:
    """What stands there."""
    assert there.running
    item = (await week(there, message)).item
    found = (await there.running.front.counter.quizzes.content(there.team.id)).get(item)
    assert found
    return found


async def answers(there: Company, person: Person, message: Message, *, right: bool = True) -> str:
    """Press the right option, or a wrong one; which it was."""
    one = await question(there, message)
    option = one.right if right else next(each.id for each in one.options if each.id != one.right)
    await person.presses(message, f"{ANSWER}{option}")
    return option


async def until_closed(there: Company, message: Message, later: timedelta = timedelta(minutes=1)) -> None:
    """Move the clock to a little after the question closes."""
    await there.quiet()
    closes = (await week(there, message)).closes_at
    left = closes + later - datetime.fromtimestamp(there.slack.clock.now(), UTC)
    await there.later(max(0.0, left.total_seconds()))


async def result(there: Company, message: Message) -> str:
    """What is told below it when it is closed."""
    await until_closed(there, message)
    await there.slack.until(lambda: [one for one in results(there, message.channel) if one.thread_ts == message.ts])
    await there.quiet()
    (told,) = [one for one in results(there, message.channel) if one.thread_ts == message.ts]
    return read_out(told.blocks)
