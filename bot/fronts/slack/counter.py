"""The counter: what every listener needs, and the three things it does there: take in, answer, show a box.

What is acknowledged has been written down: an event and its job stand in the store before Slack hears "ok".
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.flows.ask import Desk
from bot.flows.deliver import deliver
from bot.flows.ports import Later, MaybeSent, NotSent
from bot.flows.say import trouble
from bot.flows.shapes import Job, Outcome, Person, To
from bot.fronts.slack.files import Files
from bot.fronts.slack.gateway.outcomes import said_of
from bot.fronts.slack.incoming import Incoming
from bot.fronts.slack.messenger import SlackMessenger
from bot.fronts.slack.payloads import Body, event_key, home_of, person_of, told_apart, where_of, workspace_of
from bot.fronts.slack.people import People
from bot.fronts.slack.quizzes.shelf import QuizShelf
from bot.fronts.slack.tips.shelf import TipShelf
from bot.fronts.slack.workspaces import Workspace, Workspaces
from bot.reply.reply import Reply
from bot.watch.metrics import EVENTS
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
Work = Callable[[Job, Body], Awaitable[Outcome | None]]
_BOX_SECONDS = 3.0  # a trigger lives no longer


class Asked(Enum):
    """What a job was to bring, and so what is said where it brings nothing."""

    A_QUESTION = "question"  # an answer to what somebody sent us
    A_WISH = "wish"  # what somebody wished by a command, a menu or a box
    A_PRESS = "press"  # what a button does
    NOTHING = "nothing"  # what was asked for is done, but for a word about it


@dataclass(frozen=True, slots=True)
class Errand:
    """What one kind of job does, and whom to tell when it cannot be done."""

    work: Work
    asked_by: Callable[[Body], tuple[Person, To, str]]  # the person, where the answer goes, and its slot
    asked: Callable[[Body], Asked] = lambda body: Asked.A_QUESTION


@dataclass(slots=True)
class Counter:
    """One for the whole front."""

    desk: Desk
    workspaces: Workspaces
    messenger: SlackMessenger
    files: Files
    people: People
    nudge: Callable[[], None]  # a job was written
    shelf: TipShelf
    quizzes: QuizShelf
    errands: dict[str, Errand] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    # ── Take in ─────────────────────────────────────────────────────────────────────────────────────────────

    async def take(self, kind: str, key: str, body: Body, about: str = "") -> bool:
        """Write it down with its job. False: Slack told us before."""
        payload = json.dumps({name: value for name, value in body.items() if name != "token"}).encode()
        taken = await self.desk.store.inbox.take(
            key, workspace_of(body), kind, payload, self.desk.now(), line=self._line(kind, body), about=about
        )
        EVENTS.labels("new" if taken else "repeated").inc()
        if taken:
            self.nudge()
        return taken

    async def take_message(self, kind: str, body: Body, seen: Incoming, key: str = "") -> None:
        """Write down a message (by its event's id, or `key`); until it is answered, changes of it can be noted."""
        await self.take(kind, key or event_key(body), body, about_of(seen))

    async def changed(self, workspace: str, seen: Incoming) -> bool:
        """Note that a message was edited or deleted. False: it is not being read."""
        return await self.desk.store.jobs.note(workspace, about_of(seen), seen.sort.value)

    async def became(self, job: Job) -> str:
        """ "edited" or "deleted", where the message of a job did not stay as it was."""
        return await self.desk.store.jobs.became(job)

    def _line(self, kind: str, body: Body) -> str:
        """One turn of a conversation at a time: two quick messages must not forget each other."""
        person, to, _ = self.errands[kind].asked_by(body)
        place = to.kept_at
        thread = "" if place.channel.startswith("D") else place.thread  # of a direct message, all of it
        return f"{place.channel or person.id}/{thread}"

    async def handle(self, job: Job) -> Outcome | None:
        """What the engine calls for each job."""
        body: Body = json.loads(job.payload)
        if await self.workspaces.find(job.workspace) is None:
            raise NotSent("no_workspace")
        return await self.errands[job.kind].work(job, body)

    async def given_up(self, job: Job) -> None:
        """A job failed for good: the person is told so, once."""
        if not job.payload or (errand := self.errands.get(job.kind)) is None:
            return
        if await self.workspaces.find(job.workspace) is None:
            return
        body: Body = json.loads(job.payload)
        match errand.asked(body):
            case Asked.A_QUESTION:
                await self.tell("failed", *errand.asked_by(body))
            case Asked.A_WISH:
                await self.tell("failed-wish", *errand.asked_by(body))
            case Asked.A_PRESS:
                await self.tell("failed-press", *errand.asked_by(body))

    # ── Answer ──────────────────────────────────────────────────────────────────────────────────────────────

    async def say(self, reply: Reply, person: Person, to: To, what: str, slot: str, conversation: str = "") -> None:
        """Say something once. Where it cannot be said, that is logged."""
        ledger = self.desk.store.deliveries
        delivery = await ledger.claim(person, to.place.channel or person.id, what, slot, self.desk.now())
        try:
            await deliver(reply, to, person, delivery, ledger, self.messenger, self.desk.now, conversation)
        except NotSent as error:
            log.warning("not said (%s): Slack answers %s", what, error)

    async def tell(self, what: str, person: Person, to: To, slot: str) -> None:
        """One plain sentence about what went wrong, in place of the answer."""
        asker = await self.people.asker(person)
        await self.say(trouble(self.desk.library, asker.language, what), person, to, "answer", slot)

    # ── Open a box ──────────────────────────────────────────────────────────────────────────────────────────

    def open_box(self, body: Body, view: Mapping[str, Any]) -> None:
        """Open a modal for whoever pressed; the person is told where it comes too late. Returns at once."""
        self.soon(self._opened(body, view))

    async def _opened(self, body: Body, view: Mapping[str, Any]) -> None:
        if not await self.box_opened(body, view):
            await self.tell("expired-box", person_of(body), where_of(body), str(told_apart(body)["trigger_id"]))

    async def box_opened(self, body: Body, view: Mapping[str, Any]) -> bool:
        """Whether Slack opened it: as a modal, or on top of the one in which somebody pressed."""
        workspace = self.workspaces.get(workspace_of(body))
        if workspace is None:
            return True  # nobody is left there who could be told
        on_top = body.get("view") and (body["view"] or {}).get("type") == "modal"
        method = "views.push" if on_top else "views.open"
        try:
            async with asyncio.timeout(_BOX_SECONDS):
                await workspace.posting.api_call(method, json={"trigger_id": body.get("trigger_id"), "view": view})
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            log.info("a box was not opened: %s", said_of(error))
            return False
        return True

    async def change_box(
        self, workspace_id: str, view_id: str, view: Mapping[str, Any], seconds: float | None = None
    ) -> None:
        """What stands in an open box from now on; nothing where it was closed, or Slack takes longer than `seconds`."""
        workspace = self.workspaces.get(workspace_id)
        if workspace is None or not view_id:
            return
        try:
            async with asyncio.timeout(seconds):
                await workspace.posting.api_call("views.update", json={"view_id": view_id, "view": view})
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            log.info("a box was not changed: %s", said_of(error))

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside; a failure is logged."""
        task = asyncio.get_running_loop().create_task(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (NotSent, MaybeSent, Later) as error:
            log.warning("not said: %s", error)
        except Exception as error:  # noqa: BLE001 - nobody waits for it, and the next one must not suffer
            log.error("something beside a request failed: %s", place_of(error))

    async def settled(self, seconds: float = 5) -> None:
        """Until what is done beside the requests is done."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)


def about_of(seen: Incoming) -> str:
    """Which message it is, within its workspace."""
    return f"{seen.channel}/{seen.ts}"


def workspace_for(counter: Counter, body: Body) -> Workspace:
    """The workspace of a job that `handle` let through."""
    found = counter.workspaces.get(workspace_of(body))
    assert found is not None
    return found


def is_stranger(counter: Counter, body: Body) -> bool:
    """Whether whoever pressed is of another company. In one with several workspaces, nobody can tell by that."""
    home, workspace = home_of(body), counter.workspaces.get(workspace_of(body))
    return bool(home and workspace and workspace.id and not workspace.enterprise) and home != workspace_of(body)
