"""What people are told who press a button below a tip; see bot.flows.say."""

from collections.abc import Sequence
from datetime import date

from bot.flows import say
from bot.flows.tip_shapes import QUIZ, TIPS
from bot.library.library import Library
from bot.library.quizzes import Option, Question
from bot.library.replies import markdown_blocks
from bot.library.reporting import regions
from bot.library.tips import Tip
from bot.reply.reply import Button, Reply
from bot.schedules import When
from bot.schedules import say as said

ANSWER, STOP, UNDO = "tip-answer", "tip-stop", "tip-undo"
"""Ids of buttons. That of an answer goes on with a hyphen and the option's id."""


def tip_aside(library: Library, language: str, what: str) -> Reply:
    """One short sentence. `what`: one of those in tip_aside.md.j2."""
    return library.replies.reply("tip_aside", language, {"what": what})


def tip_more(library: Library, language: str, tip: Tip, region: str) -> Reply:
    """ "More on this": how the trick works, who helps in the person's country, and where that comes from."""
    where = regions(library.root, language).get(region)
    values = {
        "title": tip.title,
        "more": tip.more,
        "where": where.name if where else "",
        "lines": where.lines(tip.report) if where and tip.report else (),
        "sources": [{"title": one.title, "by": one.by} for one in tip.sources],
        "checked": _checked(tip),
    }
    return library.replies.reply("tip_more", language, values)


def tip_question(library: Library, language: str, question: Question) -> Reply:
    """The question with its numbered options, and a button for each."""
    blocks = library.replies.reply(
        "tip_question", language, {"text": question.text, "options": [one.text for one in question.options]}
    ).blocks
    label = library.replies.words(language)["buttons"][ANSWER]
    buttons = (
        Button(f"{ANSWER}-{one.id}", label.format(number=number)) for number, one in enumerate(question.options, 1)
    )
    return Reply(blocks, tuple(buttons))


def tip_feedback(option: Option) -> Reply:
    """To whoever chose this option."""
    return Reply(tuple(markdown_blocks(option.feedback)))


def tip_fewer(
    library: Library, language: str, whens: Sequence[When], *, changed: bool, ended: int = 0, content: str = TIPS
) -> Reply:  # fmt: skip
    """How often tips, or quizzes (`content`), come to this person from now on; `changed`: since just now, when `ended`
    schedules ended.
    """
    values = {
        "whens": [said(one, language) for one in whens], "changed": changed, "ended": ended, "content": content,
    }  # fmt: skip
    blocks = library.replies.reply("tip_fewer", language, values).blocks
    wanted = [UNDO] if changed else []
    buttons = say.buttons(library, language, *wanted, *([STOP] if whens else []))
    if content == QUIZ:
        stop = Button(STOP, library.quiz_words(language)["week"]["stop"])
        buttons = tuple(stop if one.id == STOP else one for one in buttons)
    return Reply(blocks, buttons)


def tip_back(library: Library, language: str, whens: Sequence[When], content: str = TIPS) -> Reply:
    """After "Undo": how often tips, or quizzes, come again."""
    facts = {"whens": [said(one, language) for one in whens], "content": content}
    return library.replies.reply("tip_back", language, facts)


def tip_fewer_here(library: Library, language: str, *, theirs: bool) -> Reply:
    """In a channel: it was noted; `theirs`: this person set the tips up."""
    return library.replies.reply("tip_fewer_here", language, {"theirs": theirs})


def tip_fewer_told(library: Library, language: str, where: str) -> Reply:
    """To whoever set up the tips of a channel where people want fewer. `where`: as the front names it."""
    return library.replies.reply("tip_fewer_told", language, {"where": where})


def _checked(tip: Tip) -> date | None:
    """When all of its sources were known to say so."""
    return tip.checked or min((one.checked for one in tip.sources), default=None)
