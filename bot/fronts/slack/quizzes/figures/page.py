"""The page "How we are doing": one month in words, its charts where Slack has them, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.flows.quiz_figures import Digest, MonthFigures
from bot.flows.say_figures import Names, Picture, Section, month_page, nothing_yet
from bot.fronts.slack.blocks import Json, all_of, button, plain_text
from bot.fronts.slack.names import VALUE
from bot.fronts.slack.quizzes.figures.names import (
    CSV,
    FIGURES,
    FIGURES_PRESSED,
    FIGURES_TOLD_VIEW,
    FIGURES_VIEW,
    MONTHLY,
    MONTHLY_CHANNEL,
    MONTHLY_VIEW,
    SHARED,
    SHOW,
)
from bot.fronts.slack.rich_text import rich_text
from bot.fronts.slack.shorten import cut_text
from bot.fronts.slack.views import input_field, modal
from bot.fronts.slack.words import words as slack_words
from bot.library.library import Library
from bot.reply.reply import Block, Button, Kind, Reply, Span

LONGEST_ALT = 2_000
Pictures = Mapping[Picture, str]
"""The ids of files in Slack, by what they show."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows."""

    months: Sequence[MonthFigures]
    topics: Names
    digest: Digest | None
    month: str = ""  # "": the newest

    @property
    def at(self) -> int:
        """Which of the months."""
        found = [at for at, one in enumerate(self.months) if one.month == self.month]
        return found[0] if found else len(self.months) - 1


def words(library: Library, language: str) -> Mapping[str, str]:
    """The page's own words."""
    return library.quiz_words(language)["figures_page"]


def sections_of(library: Library, language: str, shown: Shown) -> Sequence[Section]:
    """What stands on the page, without a platform."""
    if not shown.months:
        return [nothing_yet(library, language)]
    month = shown.months[shown.at].month
    return month_page(library, language, shown.months, month, shown.topics)


def figures_page(library: Library, language: str, shown: Shown, files: Pictures, note: str = "") -> Json:
    """The page; `note`: what came of the last press, as the words call it."""
    said = words(library, language)
    blocks: list[Json] = []
    for section in sections_of(library, language, shown):
        blocks += all_of(Reply(section.blocks), language)
        blocks += images(section.pictures, files)
    blocks.append(_line(_monthly(shown.digest, said)))
    blocks.append({"type": "actions", "elements": _buttons(shown, said)})
    if note:
        blocks.append(_line(said[note]))
    return modal(FIGURES_VIEW, said["title"], blocks, language)


def images(pictures: Sequence[Picture], files: Pictures) -> list[Json]:
    """Image blocks of those that are in Slack."""
    return [
        {"type": "image", "slack_file": {"id": files[one]}, "alt_text": cut_text(one.alt, LONGEST_ALT)}
        for one in pictures
        if one in files
    ]


def told(library: Library, language: str, text: str) -> Json:
    """One sentence in place of the page."""
    blocks: list[Json] = [{"type": "section", "text": plain_text(text, 3_000)}]
    return modal(FIGURES_TOLD_VIEW, words(library, language)["title"], blocks, language)


def opener(language: str) -> Json:
    """The button that leads here."""
    return button(Button("", slack_words(language)["figures"]["button"]), action=FIGURES)


def monthly_form(library: Library, language: str, digest: Digest | None) -> Json:
    """The box in which a channel is chosen: of several, as a list of one can be emptied again."""
    said = words(library, language)
    field: Json = {
        "type": "multi_conversations_select",
        "max_selected_items": 1,
        "placeholder": plain_text(said["form_placeholder"], 150),
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    if digest:
        field["initial_conversations"] = [digest.channel]
    blocks = [input_field(MONTHLY_CHANNEL, said["form_channel"], field, said["form_hint"])]
    return modal(MONTHLY_VIEW, said["form_title"], blocks, language, submit="save")


def channel_chosen(chosen: object) -> str:
    """The id of the channel in the form; "" for none. `chosen` is what Slack sent."""
    return str(chosen[0]) if isinstance(chosen, list) and chosen else ""


CHOSEN = (MONTHLY_CHANNEL, VALUE, "selected_conversations")


def _monthly(digest: Digest | None, said: Mapping[str, str]) -> str:
    if digest is None:
        return said["monthly_off"]
    how = {"": "monthly_on", SHARED: "monthly_shared"}.get(digest.why, "monthly_stopped")
    return said[how].format(channel=f"<#{digest.channel}>")


def _buttons(shown: Shown, said: Mapping[str, str]) -> list[Json]:
    at, months = shown.at, shown.months
    found: list[Json] = []
    if at > 0:
        found.append(_button(f"{SHOW}-earlier", said["earlier"], months[at - 1].month))
    if 0 <= at < len(months) - 1:
        found.append(_button(f"{SHOW}-later", said["later"], months[at + 1].month))
    here = months[at].month if months else ""
    if months:
        found.append(_button(CSV, said["csv"], here))
    return [*found, _button(MONTHLY, said["monthly"], here)]


def _button(name: str, label: str, value: str) -> Json:
    return button(Button("", label), value, action=FIGURES_PRESSED + name)


def _line(text: str) -> Json:
    return rich_text([Block(Kind.TEXT, (Span(text),))])
