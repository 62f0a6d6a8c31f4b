"""What is sent for quizzes: a channel's question, its result when it closes, and a person's invitation."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.flows import say_week
from bot.flows.tip_shapes import Chosen, DueTip, Refused, TipEnd
from bot.flows.week_shapes import INVITATION, QUESTION, QUESTION_TIP, RESULT, RESULT_TIP, NewQuestion, Week
from bot.lessons.quiz_choice import QuizWish
from bot.lessons.week_choice import choose_for_channel
from bot.library.library import Library
from bot.library.quizzes import Questions
from bot.reply.reply import Reply
from bot.schedules import closing
from bot.schedules.calendar import zone

NO_QUESTION = "no_question"


def quiz_letter(
    library: Library, questions: Questions, weak: Mapping[str, float], due: DueTip, now: datetime
) -> tuple[Chosen, Reply] | TipEnd:  # fmt: skip
    """What is to be sent now; or why nothing is. `weak`: topics that this workspace needs most."""
    if due.what == RESULT:
        return _result(library, questions, due)
    if due.what == QUESTION:
        return _question(library, questions, weak, due, now)
    language = due.subscription.wanted.language if due.subscription else "en"
    reply = say_week.invitation(library, language, goes_on=(due.week or Week()).quiz_open)
    return Chosen(due, INVITATION, ""), reply


def _question(
    library: Library, questions: Questions, weak: Mapping[str, float], due: DueTip, now: datetime
) -> tuple[Chosen, Reply] | TipEnd:  # fmt: skip
    assert due.subscription is not None
    wanted, stood = due.subscription.wanted, (due.week or Week()).stood
    wish = QuizWish(wanted.topics, weak, f"{due.workspace}/{due.target}")
    pool = questions.all(wanted.language)
    one = choose_for_channel(pool, [(each.item, each.at) for each in stood], now, wish)
    if one is None:
        return Refused(due.id, NO_QUESTION)
    closes_at = closing(wanted.calendar, now)
    place = zone(wanted.calendar.zone)
    reply = say_week.question(library, wanted.language, one, due.key, _here(closes_at, place), _here(now, place))
    new = NewQuestion(one.id, one.version, wanted.language, closes_at)
    return Chosen(due, QUESTION_TIP + one.id, one.topic, new), reply


def _result(library: Library, questions: Questions, due: DueTip) -> tuple[Chosen, Reply] | TipEnd:
    week = due.week or Week()
    asked = week.question
    if asked is None or not asked.message:
        return Refused(due.id, NO_QUESTION)
    one = questions.get(asked.item, asked.language)
    if one is None or one.version != asked.version:
        return Chosen(due, RESULT_TIP + asked.item, ""), say_week.changed_meanwhile(library, asked.language)
    reply = say_week.result(library, asked.language, one, week.answers)
    return Chosen(due, RESULT_TIP + asked.item, one.topic), reply


def _here(at: datetime, place: ZoneInfo) -> datetime:
    return at.astimezone(place)
