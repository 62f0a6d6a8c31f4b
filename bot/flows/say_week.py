"""A channel's question as people see it: asked, noted, and told in the end without a word about anybody.

Figures are rough, so that nobody's answer follows from them: not for whoever knows their own, and not where all
answered alike. What is said of the highest and the lowest numbers fits at least three of them.
"""

from datetime import datetime

from bot.flows import say_quiz
from bot.flows.week_shapes import Answers
from bot.library.library import Library
from bot.library.quizzes import Kind, Question
from bot.library.replies import markdown_blocks
from bot.reply.reply import Block, Button, Reply, Span
from bot.reply.reply import Kind as Is

ANSWER, START, LATER, FEWER = "week-answer-", "quiz-start", "week-later", "tip-fewer"
"""Ids of buttons; that of an answer goes on with the option's id."""
FEWEST_TOLD = 5  # answers, below which no figure is told
_MANY = 10  # answers, from which on there are four ways to say how many were right
_NEARLY_ALL, _MOST, _HALF = 0.8, 0.6, 0.4


def question(
    library: Library, language: str, one: Question, key: str, closes: datetime, now: datetime
) -> Reply:  # fmt: skip
    """The question for everybody, a button for each option; `closes` and `now` by the channel's clock."""
    frame, said = say_quiz.words(library, language), _words(library, language)
    buttons = tuple(
        Button(f"{ANSWER}{button.id}", button.label) for button in say_quiz.choices(one, frame, seed=key)
    )  # fmt: skip
    blocks = [Block(Is.HEADING, (Span(said["heading"]),)), *say_quiz.question_blocks(one, frame)]
    if one.kind in (Kind.DO, Kind.PART):  # a button may cut them short, and a screen reader reads the words alone
        blocks += [Block(Is.STEP, (Span(button.label, untrusted=one.kind is Kind.PART),)) for button in buttons]
    blocks.append(_text(said["private"].format(when=_when(said, closes, now))))
    return Reply(tuple(blocks), buttons)


def noted(library: Library, language: str, became: str, one: Question | None, option: str) -> Reply:
    """`became`: "noted" or "before"; the same whether it was right or wrong."""
    said = _words(library, language)
    chosen = one.option(option) if one else None
    if one is None or chosen is None:
        return Reply((_text(said[f"{became}_bare"]),))
    name = say_quiz.label(one, chosen, say_quiz.words(library, language))
    return Reply((_text(said[became].format(said=name)),))


def too_late(library: Library, language: str, one: Question) -> Reply:
    """To whoever presses when it is closed: why, and that it does not count."""
    return Reply((_text(_words(library, language)["over"]), *_why(library, language, one)))


def result(library: Library, language: str, one: Question, answers: Answers) -> Reply:
    """For all in the channel, at the end of the day."""
    said = _words(library, language)
    heading = Block(Is.HEADING, (Span(said["result"]),))
    figure = [_text(told)] if (told := _figure(said, answers)) else []
    return Reply((heading, *_why(library, language, one), *figure, _text(said["thanks"])))


def changed_meanwhile(library: Library, language: str) -> Reply:
    """The result of a question that was edited or taken out since."""
    said = _words(library, language)
    return Reply((Block(Is.HEADING, (Span(said["result"]),)), _text(said["result_changed"])))


def invitation(library: Library, language: str, *, goes_on: bool) -> Reply:
    """To a person, at their time; `goes_on`: they are in the middle of a quiz."""
    said = _words(library, language)
    lead = Block(Is.LEAD, (Span(said["go_on_asked" if goes_on else "invitation"], bold=True),))
    start = Button(START, said["go_on" if goes_on else "start"])
    return Reply((lead,), (start, Button(LATER, said["later"]), Button(FEWER, said["fewer"])))


def aside(library: Library, language: str, which: str) -> Reply:
    """One or two sentences: "changed", "over", "unknown", "visitor", "put_off"."""
    return Reply((_text(_words(library, language)[which]),))


def how_many_right(answers: Answers) -> str:
    """A key of [week]: roughly how many were right; "" where too few answered to say so."""
    if answers.count < FEWEST_TOLD:
        return ""
    if answers.count < _MANY:
        return "right_most" if 2 * answers.right > answers.count else "right_half_or_fewer"
    share = answers.right / answers.count
    if share >= _NEARLY_ALL:
        return "right_nearly_all"
    return "right_most" if share >= _MOST else "right_half" if share >= _HALF else "right_few"


def _figure(said: say_quiz.Words, answers: Answers) -> str:
    which = how_many_right(answers)
    return said[which].format(count=answers.count) if which else ""


def _why(library: Library, language: str, one: Question) -> list[Block]:
    """The right answer, why it is right, and where that comes from."""
    key, *sources = say_quiz.reason(library, one, say_quiz.words(library, language))
    right = one.option(one.right)
    feedback = _unpraised(right.feedback, _words(library, language)) if right else ""
    return [key, *markdown_blocks(feedback), *sources]


def _unpraised(feedback: str, said: say_quiz.Words) -> str:
    """For all to read: without the "Right." for whoever chose it."""
    for praise in said["praise"].split("|"):
        if feedback.startswith(f"{praise} "):
            return feedback.removeprefix(praise).lstrip()
    return feedback


def _when(said: say_quiz.Words, closes: datetime, now: datetime) -> str:
    time, zone = f"{closes:%H:%M}", _zone(said, str(closes.tzinfo))
    if closes.date() == now.date():
        return said["today"].format(time=time, zone=zone)
    weekday, month = said["weekdays"].split("|")[closes.weekday()], said["months"].split("|")[closes.month - 1]
    return said["day"].format(time=time, zone=zone, weekday=weekday, day=closes.day, month=month)


def _zone(said: say_quiz.Words, name: str) -> str:
    """ "London time": a channel has people in several."""
    *parts, city = name.split("/")
    return said["zone"].format(city=city.replace("_", " ")) if parts and parts[0] != "Etc" else name


def _words(library: Library, language: str) -> say_quiz.Words:
    return library.quiz_words(language)["week"]


def _text(text: str) -> Block:
    return Block(Is.TEXT, (Span(text),))
