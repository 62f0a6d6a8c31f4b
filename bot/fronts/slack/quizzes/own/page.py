"""The desk's page with the questions that were made in Slack: to see, to change and to delete."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.flows.own_pages import OwnPage
from bot.fronts.slack.blocks import Json, question_before
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.quizzes.own.names import DELETE, EDIT, PAGE, SEE
from bot.fronts.slack.tips.desk.frame import Bold, heading, nav, page, paragraph, row
from bot.fronts.slack.tips.desk.own import A_PAGE, turns
from bot.fronts.slack.tips.desk.reader import Reader
from bot.fronts.slack.words import words
from bot.library.quizzes.written import written_of


async def questions_page(counter: Counter, reader: Reader, start: int = 0) -> Json:
    """The page with the questions from this one on."""
    written = await counter.desk.store.own_questions.all(reader.workspace)
    asked = (await counter.quizzes.content(reader.workspace)).all()
    usable = {one.id for one in asked if one.own}
    button = counter.desk.library.quiz_words(reader.language)["own"]["button"]
    return own_questions_page(written, usable, button, start, reader.language)


def own_questions_page(
    written: Sequence[OwnPage], usable: Collection[str], button: str, start: int = 0, language: str = "en"
) -> Json:
    """The page; `button` is what is pressed to make one, `usable` the ids of those that people are asked."""
    said = words(language)["own_questions"]
    blocks = [heading(said["heading"])]
    for one in written[start : start + A_PAGE]:
        blocks += _question(one, one.id in usable, said)
    if not written:
        blocks.append(paragraph(said["none"]))
    blocks.append(paragraph(said["how"].format(button=button)))
    blocks += turns(PAGE, start, len(written), language)
    return page(blocks, language, back="overview")


def _question(one: OwnPage, usable: bool, said: Mapping[str, Any]) -> list[Json]:
    found = written_of(one.text)
    subject = found.subject or one.id
    line = said[f"line_{found.right}" if usable and found.right else "broken"].format(subject=subject)
    delete = nav(DELETE, said["delete"], one.id, spoken=said["delete_label"].format(subject=subject))
    see = [nav(SEE, said["see"], one.id, spoken=said["see_label"].format(subject=subject))] if usable else []
    edit = nav(EDIT, said["edit"], one.id, spoken=said["edit_label"].format(subject=subject))
    return [paragraph(Bold(line)), row(*see, edit, delete | {"confirm": question_before(said["sure"])})]
