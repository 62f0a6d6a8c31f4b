"""The boxes of a quiz: a question, what the answer was worth, the question once more, and the end."""

from bot.flows import say_quiz
from bot.flows.quiz import asks_sure
from bot.flows.quiz_shapes import Ask, Nothing, Over, Step, Told
from bot.fronts.slack.blocks import Json, all_of, button, plain_text
from bot.fronts.slack.quizzes.names import (
    QUIZ_AGAIN,
    QUIZ_AGAIN_VIEW,
    QUIZ_ASK_VIEW,
    QUIZ_DOING,
    QUIZ_END_VIEW,
    QUIZ_TOLD_VIEW,
)
from bot.fronts.slack.quizzes.shown import Shown, shown_of
from bot.fronts.slack.rich_text import one_line, rich_text
from bot.fronts.slack.shorten import utf16
from bot.fronts.slack.views import input_field, modal, option
from bot.fronts.slack.words import words
from bot.library.library import Library
from bot.library.quizzes import Kind, Question
from bot.reply.reply import Block, Button, Reply, Span
from bot.reply.reply import Kind as Is

_LONGEST_OPTION = 75


def quiz_box(library: Library, language: str, step: Step, *, gone: bool = False) -> Json:
    """The box for a step. `gone`: whoever hands something in for a quiz that is over is told so."""
    match step:
        case Ask():
            return _question_box(library, language, step)
        case Told():
            return _told_box(library, language, step)
        case Over() if not gone:
            return _end_box(say_quiz.over(library, language, step), language, played=step.answered > 0)
        case Over():
            return _end_box(say_quiz.aside(library, language, "gone"), language, played=step.answered > 0)
        case Nothing():
            said = say_quiz.aside(library, language, "gone" if gone else "nothing")
            return _end_box(said, language, played=False)


def again_box(library: Library, language: str, question: Question) -> Json:
    """The question without its fields, to be looked at beside what the answer was worth."""
    said = words(language)["quiz"]
    blocks = all_of(Reply(say_quiz.question_blocks(question, say_quiz.words(library, language))), language)
    return modal(QUIZ_AGAIN_VIEW, said["again_title"], blocks, language) | {"close": plain_text(said["back"], 24)}


def own_box(library: Library, language: str, question: Question) -> Json:
    """A question as its company wrote it: what people see, and what each answer is told."""
    reply = say_quiz.every_answer(library, language, question)
    return modal(QUIZ_AGAIN_VIEW, words(language)["own_question"]["title"], all_of(reply, language), language)


def gone_box(language: str) -> Json:
    """In place of a question that is not there any more."""
    said = words(language)["quiz"]
    sentence = Reply((Block(Is.TEXT, (Span(said["again_gone"]),)),))
    return modal(QUIZ_AGAIN_VIEW, said["again_title"], all_of(sentence, language), language)


def stranger_box(language: str) -> Json:
    """In place of a quiz, for somebody of another company."""
    said = words(language)["quiz"]
    return _end_box(Reply((Block(Is.TEXT, (Span(said["stranger"]),)),)), language, played=False)


def _question_box(library: Library, language: str, ask: Ask) -> Json:
    shown, one, frame = shown_of(ask), ask.question, say_quiz.words(library, language)
    reply = say_quiz.question(library, language, ask)
    asks = frame["your_answer"]
    if one.kind is not Kind.DO:  # its last words are what is asked: they become the field's name
        asks, reply = frame[one.kind.value], Reply(reply.blocks[:-1])
    blocks = all_of(reply, language)
    choices = say_quiz.choices(one, frame, ask.quiz.id)
    if any(utf16(one_line(choice.label)) > _LONGEST_OPTION for choice in choices):
        blocks.append(_listed(choices, untrusted=one.kind is Kind.PART))
        numbered = words(language)["quiz"]["option"]
        choices = tuple(Button(each.id, numbered.format(number=i)) for i, each in enumerate(choices, 1))
    blocks.append(input_field(shown.answer_field, asks, _radios(choices), optional=False))
    if asks_sure(one):
        levels = _radios(say_quiz.levels(frame))
        blocks.append(input_field(shown.sure_field, frame["sure"], levels, optional=False))
    return _modal(QUIZ_ASK_VIEW, blocks, language, submit="answer", close="stop", shown=shown)


def _told_box(library: Library, language: str, step: Told) -> Json:
    said = words(language)["quiz"]
    again = button(Button("", said["again"]), action=QUIZ_AGAIN)
    blocks = [*all_of(say_quiz.told(library, language, step), language), {"type": "actions", "elements": [again]}]
    submit, close = ("finish", "close") if step.last else ("next", "stop")
    return _modal(QUIZ_TOLD_VIEW, blocks, language, submit=submit, close=close, shown=shown_of(step))


def _end_box(reply: Reply, language: str, *, played: bool) -> Json:
    said = words(language)["quiz"]
    blocks = all_of(reply, language)
    if played:
        doing = button(Button("", said["doing"]), action=QUIZ_DOING)
        blocks.append({"type": "actions", "elements": [doing]})
    return modal(QUIZ_END_VIEW, said["title"], blocks, language)


def _modal(callback: str, blocks: list[Json], language: str, *, submit: str, close: str, shown: Shown) -> Json:
    said = words(language)["quiz"]
    view = modal(callback, said["title"], blocks, language, private=shown.written)
    return view | {"submit": plain_text(said[submit], 24), "close": plain_text(said[close], 24)}


def _listed(choices: tuple[Button, ...], *, untrusted: bool) -> Json:
    """What is too long for a label stands above, with the number that the label has."""
    lines = [Block(Is.REASON, (Span(one.label, untrusted=untrusted),), i) for i, one in enumerate(choices, 1)]
    return rich_text(lines)


def _radios(choices: tuple[Button, ...]) -> Json:
    return {"type": "radio_buttons", "options": [option(one.id, one.label) for one in choices]}
