"""Sends what is due in a workspace: the job behind every tip, and what it needs to know there."""

import asyncio
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.flows import say
from bot.flows.ports import Later, NotSent
from bot.flows.shapes import Job, Person, Place, To
from bot.flows.tip_shapes import DueTip, Subscription, TipEnd
from bot.flows.tips import SLICES_AT_ONCE, SOON, Letter, TipDesk, send_due
from bot.flows.week_question import quiz_letter
from bot.fronts.slack.counter import Counter, Errand
from bot.fronts.slack.payloads import Body
from bot.fronts.slack.quizzes.figures.monthly import MONTHLY, Monthly
from bot.fronts.slack.tips.desk.broken import broken_files, for_nobody
from bot.fronts.slack.tips.desk.rounds import look_around
from bot.fronts.slack.tips.needed import weak_topics
from bot.jobs.apart import apart
from bot.library.mistake import Mistake
from bot.library.quizzes import Questions
from bot.library.tips import Tip
from bot.reply.reply import Reply
from bot.store.tip_jobs import TOLD

log = logging.getLogger(__name__)
# Of the engine's seats; the others are for people who ask, also at ten on a Tuesday, when tips are due everywhere.
MOST_INSIDE = 8 * SLICES_AT_ONCE
COME_BACK_SECONDS = (0.5, 2.0)  # drawn anew for each, so that they do not come back together


@dataclass(slots=True)
class Postman:
    """One for the whole front."""

    counter: Counter
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SLICES_AT_ONCE))
    _inside: int = 0  # jobs that send, or wait for their turn
    _monthly: Monthly = field(init=False)
    _rounds: set[str] = field(default_factory=set)  # what goes round, and was written down today

    def __post_init__(self) -> None:
        self.counter.errands[TOLD] = Errand(self.told_of_stop, for_nobody)
        self._monthly = Monthly(self.counter)
        self.counter.errands[MONTHLY] = Errand(self._monthly.send, for_nobody)

    async def work(self, job: Job) -> None:
        """What the engine calls for a workspace where something is due. Raises Later, NotSent."""
        if await self.counter.workspaces.find(job.workspace) is None:
            await self.counter.desk.store.tips.give_up(job.workspace, self.counter.desk.now())
            raise NotSent("no_workspace")
        if self._inside >= MOST_INSIDE:
            raise Later(random.uniform(*COME_BACK_SECONDS))
        self._inside += 1
        try:
            await send_due(job.workspace, self._desk(await self.counter.quizzes.content(job.workspace)))
        finally:
            self._inside -= 1

    async def given_up(self, job: Job) -> None:
        """Slack took nothing for hours: what was due there is listed as not sent.

        What waits for somebody's morning was not tried, and goes on with another job; where the job itself fails, no
        other one would do better.
        """
        tips, now = self.counter.desk.store.tips, self.counter.desk.now()
        await tips.give_up(job.workspace, now, now + SOON if job.attempt == 1 else None)
        if (await tips.left(job.workspace, now)).next_at is not None:
            await tips.go_on(job.workspace, now)

    async def told_of_stop(self, job: Job, body: Body) -> None:
        """The job that a tick wrote: tell whoever set it up, unless it goes on by now."""
        id_ = body.get("subscription")
        found = await self.counter.desk.store.subscriptions.get(job.workspace, id_) if isinstance(id_, int) else None
        if found and not found.active and found.why:
            await self._stopped(found)

    async def weak(self, workspace: str) -> Mapping[str, float]:
        """Which topics people there asked about lately, the most asked about 1.0."""
        return await weak_topics(self.counter, workspace)

    async def now_and_then(self) -> None:
        """Look whether a file of tips or questions was edited; where it is broken now, what it said before stays."""
        new: list[Mistake] = []
        for living in (self.counter.shelf.living, self.counter.quizzes.living):
            before = living.mistakes
            await apart(living.refreshed)
            new += [one for one in living.mistakes if one not in before]
        for mistake in new:
            log.warning("a file is broken, what it said before stays: %s", mistake)
        await broken_files(self.counter, new)
        await look_around(self.counter, self._rounds)
        await self._monthly.now_and_then()

    def _desk(self, questions: Questions) -> TipDesk:
        counter = self.counter

        def quiz(due: DueTip, weak: Mapping[str, float], now: datetime) -> Letter | TipEnd:
            return quiz_letter(counter.desk.library, questions, weak, due, now)

        return TipDesk(
            tips=counter.desk.store.tips, subscriptions=counter.desk.store.subscriptions,
            messenger=counter.messenger, content=counter.shelf.content, weak=self.weak, in_season=self._in_season,
            rendered=self._rendered, quiz=quiz, stopped=self._stopped, now=counter.desk.now,
            gate=self.gate,
        )  # fmt: skip

    def _in_season(self, season: str, now: datetime, country: str) -> bool:
        return self.counter.shelf.living.tips.seasons.active(season, now.date(), country)

    def _rendered(self, tip: Tip, goes_round: bool) -> Reply:
        return say.tip(self.counter.desk.library, tip, goes_round=goes_round)

    async def _stopped(self, stopped: Subscription) -> None:
        """Tell whoever set it up, once; where they are gone too, the page of administrators shows it."""
        setter = Person(stopped.workspace, stopped.setter)
        asker = await self.counter.people.asker(setter)
        where = "" if stopped.direct else f"<#{stopped.target}>"
        reply = say.tips_stopped(
            self.counter.desk.library, asker.language, stopped.why, where, direct=stopped.direct,
            content=stopped.wanted.content,
        )  # fmt: skip
        slot = f"{stopped.id}/{self.counter.desk.now():%Y-%m-%d}"
        await self.counter.say(reply, setter, To(Place(setter.workspace, ""), setter.id), "tips-stopped", slot)
