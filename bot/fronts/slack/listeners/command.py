"""`/legit help`, `check`, `quiz`, `tips`, `settings` and `privacy`, and `/legit` with the mail's text behind it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows.ask import Prepared, Question, answer
from bot.flows.shapes import Heard, How, Outcome, Person, Place, To
from bot.fronts.slack import names
from bot.fronts.slack.counter import Counter, Errand
from bot.fronts.slack.listeners.colleague import asking_colleague
from bot.fronts.slack.listeners.home import open_settings
from bot.fronts.slack.listeners.privacy import open_kept
from bot.fronts.slack.listeners.shortcuts import open_paste_box
from bot.fronts.slack.listeners.subscribing import take_tips
from bot.fronts.slack.payloads import Body, answer_url_of, channel_of, person_of, told_apart
from bot.fronts.slack.quizzes.playing import quiz_opened
from bot.fronts.slack.written import plain_words


def register(app: AsyncApp, counter: Counter) -> None:
    """The slash command. Slack shows what it answers to the person alone."""

    @app.command(names.COMMAND)
    async def command(ack: AsyncAck, body: dict[str, Any]) -> None:
        first, text = _parts(body)
        if first == "settings" and not text:
            open_settings(counter, body)
        elif first == "privacy" and not text:
            open_kept(counter, body)
        elif first == "check" and not text:
            open_paste_box(counter, body)
        elif first == "quiz" and not text:
            counter.soon(quiz_opened(counter, body))
        elif first in ("tips", "quiz"):
            await take_tips(counter, body, text)
        else:
            own = told_apart(body)
            await counter.take("command", str(own["trigger_id"]), own)
        await ack()

    counter.errands["command"] = Errand(lambda job, body: _answered(counter, body), _asked_by)


def _parts(body: Body) -> tuple[str, str]:
    first, _, rest = str(body.get("text") or "help").strip().partition(" ")
    return first.lower(), rest.strip()


def _asked_by(body: Body) -> tuple[Person, To, str]:
    person = person_of(body)
    return (
        person,
        To(Place(person.workspace, channel_of(body)), person.id, answer_url_of(body)),
        str(body.get("trigger_id") or ""),
    )


async def _answered(counter: Counter, body: Body) -> Outcome | None:
    person, to, slot = _asked_by(body)
    first, rest = _parts(body)
    text = rest if first == "check" else str(body.get("text") or "help")

    async def prepare() -> Prepared:
        return Prepared(Heard(How.COMMAND, plain_words(text)), await counter.people.asker(person))

    question = Question(
        person=person, to=to, slot=slot, how=How.COMMAND, prepare=prepare, adjust=asking_colleague(counter, person)
    )
    return await answer(question, counter.desk)
