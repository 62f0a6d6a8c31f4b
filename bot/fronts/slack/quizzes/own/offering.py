""" "Make a quiz question", below a verdict that an administrator alone sees, and below a report to the security team.

The button is an offer only: whether somebody is an administrator is looked up when they press it.
"""

from dataclasses import replace

from bot.flows.ask import Offer, Question
from bot.flows.own_questions import can_be_question, mark_of
from bot.flows.shapes import Conversation, Turned
from bot.fronts.slack.people import People
from bot.fronts.slack.quizzes.offering import with_quiz
from bot.fronts.slack.quizzes.own.names import OWN_QUESTION
from bot.library.library import Library
from bot.reply.reply import Button, Reply

_OF_A_VERDICT = {"helped", "wrong"}


def offering(people: People, library: Library) -> Offer:
    """What is set below an answer: for an administrator this, and then a quiz where there is room for one."""

    def offered(question: Question, turned: Turned, language: str) -> Turned:
        if _is_for(people, question, turned):
            assert turned.reply is not None
            turned = replace(turned, reply=_beside(turned.reply, library, language))
        return with_quiz(question, turned, language)

    return offered


def with_question_button(said: Reply, library: Library, conversation: Conversation) -> tuple[Reply, str]:
    """The report with the button, where the mail is kept; and what the button carries: the talk, and which mail."""
    if not can_be_question(conversation.memory):
        return said, ""
    return _beside(said, library), f"{conversation.id}|{mark_of(conversation.memory)}"


def _is_for(people: People, question: Question, turned: Turned) -> bool:
    reply, place = turned.reply, question.to
    if reply is None or not turned.judged or not (place.private_to or place.place.channel.startswith("D")):
        return False
    verdict = {one.id for one in reply.buttons} >= _OF_A_VERDICT
    return verdict and can_be_question(turned.memory) and people.seems_administrator(question.person)


def _beside(reply: Reply, library: Library, language: str = "en") -> Reply:
    one = Button(OWN_QUESTION, library.quiz_words(language)["own"]["button"])
    return replace(reply, buttons=(*reply.buttons, one))
