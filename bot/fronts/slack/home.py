"""The app's own page in Slack: what to do with it, and the last checks without a word of the mails."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cache
from typing import Any

from bot.flows.shapes import Check
from bot.fronts.slack.blocks import Json, all_of, button, named
from bot.fronts.slack.names import HOME_VIEW, KEPT, PASTE, SETTINGS
from bot.fronts.slack.rich_text import paragraphs, rich_text
from bot.fronts.slack.views import forget_button
from bot.fronts.slack.words import words
from bot.library.scams import Scams
from bot.reply.reply import Block, Button, Kind, Reply, Span

MOST_CHECKS = 20
_MOST_INTRO = 70  # of 100 blocks
_MOST_FORGOTTEN = 10
NOTHING = Reply(())


def home_view(
    recent: Sequence[Check], intro: Reply, now: datetime, tz: tzinfo, language: str = "en", forgotten: Reply = NOTHING,
    rules: Sequence[Json] = (), tips: Sequence[Json] = (), quizzes: Sequence[Json] = (),
) -> Json:  # fmt: skip
    """The view for views.publish; `recent` with the newest first, times shown in the person's zone.

    `forgotten`: what was deleted a moment ago, because the person wanted it. `rules`: what administrators see below.
    `tips`: which tips the person gets. `quizzes`: how they are doing, and how to begin.
    """
    said = words(language)
    lines = [*_lines(recent[:MOST_CHECKS], now.astimezone(tz), said)]
    checks = [_block(Kind.STEP, line) for line in lines] or [_block(Kind.TEXT, said["home"]["empty"])]
    buttons = [button(Button("", said["home"][one]), action=action) for one, action in _BUTTONS]
    see = button(Button("", said["home"]["kept_button"]), action=KEPT)
    blocks = [
        *all_of(intro, language)[:_MOST_INTRO],
        {"type": "actions", "elements": buttons},
        *quizzes,
        *tips,
        {"type": "divider"},
        *map(rich_text, paragraphs([_block(Kind.HEADING, said["home"]["recent"]), *checks])),
        rich_text([_block(Kind.TEXT, said["home"]["kept"])]),
        *all_of(forgotten, language)[:_MOST_FORGOTTEN],
        {"type": "actions", "elements": [see, forget_button(language)]},
        *rules,
    ]
    return {"type": "home", "callback_id": HOME_VIEW, "blocks": named(blocks)}


_BUTTONS = (("paste", PASTE), ("settings", SETTINGS))


def _block(kind: Kind, text: str) -> Block:
    return Block(kind, (Span(text),))


def _lines(recent: Sequence[Check], now: datetime, said: Mapping[str, Any]) -> Iterator[str]:
    for check in recent:
        state = said["states"].get(check.state, check.state)
        scam = _scam_names().get(check.scam, "")
        when = time_said(check.at.astimezone(now.tzinfo), now, said["home"])
        yield said["home"]["line_scam" if scam else "line"].format(state=state, scam=scam, when=when)


def time_said(at: datetime, now: datetime, said: Mapping[str, Any]) -> str:
    """ "today at 10:20"; both times in the person's zone, `said` the words of the page."""
    days = (now.date() - at.date()).days
    which = {0: "today", 1: "yesterday"}.get(days, "day" if at.year == now.year else "day_year")
    text: str = said[which]
    return text.format(time=f"{at:%H:%M}", day=at.day, month=said["months"][at.month - 1], year=at.year)


@cache
def _scam_names() -> Mapping[str, str]:
    return {scam.id: scam.name for scam in Scams.load().all}
