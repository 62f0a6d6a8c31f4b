"""A person's own quiz: what opens a box, and boxes that are handed in. What was answered is written before the ack."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.fronts.slack import names as slack_names
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.quizzes import names
from bot.fronts.slack.quizzes.doing import doing_opened
from bot.fronts.slack.quizzes.playing import again_opened, answer_to_box, quiz_opened

_BUTTONS = f"{names.ME}|{names.MORE}|{names.START}"


def register(app: AsyncApp, counter: Counter) -> None:
    """Comes before "any button of an answer"."""

    @app.action(names.QUIZ_OPEN)
    @app.action(re.compile(f"^{re.escape(slack_names.PRESSED)}({_BUTTONS})$"))
    async def opened(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(quiz_opened(counter, body))

    @app.action(names.QUIZ_AGAIN)
    async def again(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(again_opened(counter, body))

    @app.action(names.QUIZ_DOING)
    async def doing(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(doing_opened(counter, body))

    @app.view(names.QUIZ_ASK_VIEW)
    @app.view(names.QUIZ_TOLD_VIEW)
    async def handed_in(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(**await answer_to_box(counter, body))
