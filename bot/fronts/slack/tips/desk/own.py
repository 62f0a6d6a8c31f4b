"""A company's own tips: those written in Slack, to change; those in the operator's folder, with what is wrong there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.flows.own_pages import OwnPage
from bot.fronts.slack.blocks import Json, question_before
from bot.fronts.slack.tips.desk.form import Written, written_of
from bot.fronts.slack.tips.desk.frame import Bold, bullets, desk_words, heading, nav, page, paragraph, row
from bot.fronts.slack.tips.desk.overview import mistake_lines
from bot.library.mistake import Mistake
from bot.library.tip_files import TipPage

MOST_OWN = 100
A_PAGE = 20  # tips
_MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Owned:
    """What the page shows."""

    written: Sequence[OwnPage]
    usable: frozenset[str]  # the ids of those that can be sent
    files: Sequence[TipPage] = ()
    mistakes: Sequence[Mistake] = ()


def own_page(owned: Owned, start: int = 0, language: str = "en") -> Json:
    """The page with the tips from this one on."""
    said = desk_words(language)
    words = said["own"]
    shown = owned.written[start : start + A_PAGE]
    blocks = [heading(words["heading"])]
    for one in shown:
        blocks += _tip(one, one.id in owned.usable, words)
    if not owned.written:
        blocks.append(paragraph(words["none"]))
    if len(owned.written) >= MOST_OWN:
        blocks.append(paragraph(words["full"]))
    else:
        blocks.append(row(nav("write", words["write"])))
    blocks += turns("own", start, len(owned.written), language)
    if not start:
        blocks += _folder(owned, language)
    return page(blocks, language, back="overview")


def turns(name: str, start: int, count: int, language: str = "en") -> list[Json]:
    """The buttons to the page before and the page after."""
    said = desk_words(language)
    buttons = []
    if start > 0:
        buttons.append(nav(f"{name}-earlier", said["earlier"], str(max(0, start - A_PAGE))))
    if start + A_PAGE < count:
        buttons.append(nav(f"{name}-later", said["later"], str(start + A_PAGE)))
    return [row(*buttons)] if buttons else []


def _tip(one: OwnPage, usable: bool, words: Mapping[str, str | Mapping[str, str]]) -> list[Json]:
    written: Written = written_of(one.text)
    title = written.title or one.id
    shown = Bold(title) if usable else Bold(str(words["broken"]).format(title=title))
    delete = nav("delete", str(words["delete"]), one.id, spoken=str(words["delete_label"]).format(title=title))
    sure = words["sure"]
    assert isinstance(sure, Mapping)
    return [
        paragraph(shown),
        row(
            nav("edit", str(words["edit"]), one.id, spoken=str(words["edit_label"]).format(title=title)),
            delete | {"confirm": question_before(sure)},
        ),
    ]


def _folder(owned: Owned, language: str) -> list[Json]:
    said = desk_words(language)
    words = said["own"]
    blocks: list[Json] = []
    if owned.files:
        lines = [
            (words["folder_off"].format(file=one.file.name) if one.off else f"{one.title} ({one.file.name})",)
            for one in owned.files[:_MOST_FILES]
        ]
        if (more := len(owned.files) - _MOST_FILES) > 0:
            lines.append((said["more_lines"].format(count=more),))
        blocks += [bullets(lines, words["folder"]), paragraph(words["folder_hint"])]
    if owned.mistakes:
        blocks.append(bullets(mistake_lines(owned.mistakes, said), words["mistakes"]))
    return blocks
