"""Where a quiz is offered in passing: where somebody has asked what they wanted to know, and nothing presses.

Never to those who clicked or paid, never where others read along, and never in place of a button that may be needed.
"""

from dataclasses import replace

from bot.flows.ask import Question
from bot.flows.memory import opened
from bot.flows.shapes import Turned
from bot.fronts.slack.quizzes.names import ME, MORE
from bot.fronts.slack.words import words
from bot.reply.reply import Button, Reply
from bot.verdict.explain import MOST_BUTTONS
from bot.verdict.verdict import State

_OF_A_VERDICT = {"helped", "wrong"}  # what is said to somebody who acted has no "wrong"
_HELPED = "helped"


def with_quiz(question: Question, turned: Turned, language: str) -> Turned:
    """The turn with "Quiz me" as its last button: below a verdict that has room, or below the thanks for "helped"."""
    if turned.reply is None or not _is_private(question) or opened(turned.memory).acts:
        return turned
    if not (_has_room(turned.reply, turned) or turned.feedback == _HELPED):
        return turned
    return replace(turned, reply=_beside(turned.reply, Button(ME, words(language)["quiz"]["me"])))


def with_more(feedback: Reply, language: str) -> Reply:
    """What an answer below a tip was worth, with the way to more questions."""
    return _beside(feedback, Button(MORE, words(language)["quiz"]["more"]))


def without_more(reply: Reply) -> Reply:
    """For somebody of another company, who cannot play."""
    return replace(reply, buttons=tuple(one for one in reply.buttons if one.id != MORE))


def _has_room(reply: Reply, turned: Turned) -> bool:
    """Whether it is a verdict with less than a row of buttons. What a practice mail is worth is told elsewhere."""
    verdict = bool(turned.judged) and {one.id for one in reply.buttons} >= _OF_A_VERDICT
    practice = any(one.state == State.SIMULATION for one in turned.judged)
    return verdict and not practice and len(reply.buttons) < MOST_BUTTONS


def _is_private(question: Question) -> bool:
    """Whether nobody else sees the answer: below what all can read, a button would be for others than who asked."""
    return bool(question.to.private_to) or question.to.place.channel.startswith("D")


def _beside(reply: Reply, last: Button) -> Reply:
    return replace(reply, buttons=(*reply.buttons, last))
