"""The monthly message: where an administrator wants it, once for each month, at a decent hour; and its end."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.flows.deliver import deliver
from bot.flows.ports import NotSent
from bot.flows.quiz_figures import Digest, due, last_over, month_after, month_of
from bot.flows.say_figures import digest as digest_said
from bot.flows.shapes import DeliveryState, Job, Outcome, Person, Place, To
from bot.flows.tips import GONE
from bot.fronts.slack.blocks import Json, all_of, button, message
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.gateway.outcomes import said_of
from bot.fronts.slack.messenger import SlackMessenger
from bot.fronts.slack.payloads import Body, typed, workspace_of
from bot.fronts.slack.quizzes.figures.charts import Charts
from bot.fronts.slack.quizzes.figures.names import MONTHLY_CHANNEL, SHARED
from bot.fronts.slack.quizzes.figures.page import CHOSEN, channel_chosen, images, words
from bot.fronts.slack.quizzes.figures.showing import topic_names
from bot.fronts.slack.quizzes.figures.upload import FAILURES
from bot.fronts.slack.shorten import MOST_CHARACTERS, weight
from bot.fronts.slack.tips.desk.reader import Reader
from bot.fronts.slack.workspaces import Workspace, Workspaces
from bot.reply.reply import Reply

log = logging.getLogger(__name__)
MONTHLY = "figures-monthly"  # a kind of job, and in the ledger
_PATIENCE = 1.5  # seconds in which Slack says whether we are in a channel: a box that is handed in waits for 3
Answer = dict[str, Any]


@dataclass(slots=True)
class Monthly:
    """One for the whole front."""

    counter: Counter
    charts: Charts = field(init=False)
    _reckoned: str = field(default="")  # the last month that this process had reckoned everywhere

    def __post_init__(self) -> None:
        self.charts = Charts(self.counter)

    async def now_and_then(self) -> None:
        """Reckon the month that is over, and write down what is to be told. Called once a minute, in any process."""
        store, now = self.counter.desk.store.quiz_figures, self.counter.desk.now()
        if self._reckoned != (month := last_over(now)):
            count = await store.reckon(now)
            self._reckoned = month
            if count:
                log.info("the figures of a month were reckoned; workspaces: %d", count)
        for workspace, digest in await store.digests():
            if told := due(digest, now):
                body = {"team_id": workspace, "channel": digest.channel, "month": told}
                await self.counter.take(MONTHLY, f"{MONTHLY}:{digest.channel}:{told}", body)

    async def send(self, job: Job, body: Body) -> Outcome | None:
        """The job behind it. Once a month and channel, whoever is killed in the middle."""
        workspace, channel, month = workspace_of(body), str(body["channel"]), str(body["month"])
        store = self.counter.desk.store
        digest = await store.quiz_figures.digest(workspace)
        if digest is None or digest.channel != channel or digest.month > month or digest.why:
            return None  # it was stopped, moved or told meanwhile
        if await _why_not(self.counter, workspace, channel) == SHARED:
            log.warning("the monthly figures were not told: the channel is shared with another company by now")
            await store.quiz_figures.told(workspace, digest, replace(digest, why=SHARED))
            return None
        said = await self._said(workspace, digest, month)
        if said is not None and not await self._delivered(workspace, digest, month, *said):
            return None
        await store.quiz_figures.told(workspace, digest, replace(digest, month=month_after(month)))
        return None

    async def _said(self, workspace: str, digest: Digest, month: str) -> tuple[Reply, list[Any]] | None:
        """The message and its charts; None for a month without figures."""
        counter = self.counter
        months = await counter.desk.store.quiz_figures.months(workspace, counter.desk.now())
        if not any(one.month == month and one.figures.people for one in months):
            return None
        topics = await topic_names(counter, workspace, digest.language)
        stop = words(counter.desk.library, digest.language)["stop"]
        reply, pictures = digest_said(counter.desk.library, digest.language, months, month, topics, stop)
        return reply, [*pictures]

    async def _delivered(self, workspace: str, digest: Digest, month: str, reply: Reply, pictures: list[Any]) -> bool:
        """Whether nothing is left to do. Raises Later, Superseded."""
        counter, nobody = self.counter, Person(workspace, "")
        ledger, now = counter.desk.store.deliveries, counter.desk.now
        delivery = await ledger.claim(nobody, digest.channel, MONTHLY, month, now())
        new = delivery.state in (DeliveryState.CLAIMED, DeliveryState.SENDING)
        files = await self.charts.files(workspace, pictures) if new else {}
        messenger = _WithImages(counter.workspaces, images(pictures, files), self.charts)
        to = To(Place(workspace, digest.channel), only_there=True)
        try:
            await deliver(reply, to, nobody, delivery, ledger, messenger, now, month)
        except NotSent as error:
            log.warning("the monthly figures were not told: Slack answers %s", error)
            if str(error) in GONE:
                await counter.desk.store.quiz_figures.told(workspace, digest, replace(digest, why=str(error)))
            return False
        return True


def with_images(reply: Reply, shown: Sequence[Json], *, key: str, conversation: str) -> Json:
    """The message with these images above its buttons, as far as Slack's limits allow: first they go, then words."""
    usual = message(reply, key=key, conversation=conversation)
    words_only = all_of(reply)  # lists as one block each, which leaves room
    words_only[0] = {**words_only[0], "block_id": key}
    stop = [button(one, conversation) for one in reply.buttons]
    for images_too in ([*shown], []):
        blocks = [*words_only, *images_too, {"type": "actions", "elements": stop}]
        if weight(blocks) <= MOST_CHARACTERS:
            return {**usual, "blocks": blocks}
    return usual


class _WithImages(SlackMessenger):
    """Posts a reply with images above its buttons; where Slack refuses them, the reply goes without."""

    def __init__(self, workspaces: Workspaces, shown: list[Json], charts: Charts) -> None:
        super().__init__(workspaces)
        self._shown = shown
        self._charts = charts

    def rendered(self, reply: Reply, key: str, conversation: str) -> dict[str, Any]:
        """With the images above the buttons."""
        return with_images(reply, self._shown, key=key, conversation=conversation)

    async def _refused_blocks_as_text(
        self, way: Any, workspace: Workspace, to: To, person: Person, rendered: dict[str, Any]
    ) -> str:
        if self._shown:
            try:
                return str(await way(workspace, to, person, rendered))
            except NotSent as error:
                if str(error) not in _REFUSED_IMAGES:
                    raise
                log.warning("Slack does not take the charts of the monthly figures: %s", error)
                self._charts.forget(to.place.workspace)
        without = [one for one in rendered["blocks"] if one["type"] != "image"]
        return await super()._refused_blocks_as_text(way, workspace, to, person, {**rendered, "blocks": without})


_REFUSED_IMAGES = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_arguments")


# ── The form ────────────────────────────────────────────────────────────────────────────────────────────────


async def saved(counter: Counter, reader: Reader, body: Body) -> Answer:
    """Write where it is told from now on. {} closes the box."""
    said = words(counter.desk.library, reader.language)
    channel = channel_chosen(typed(body, *CHOSEN))
    store = counter.desk.store.quiz_figures
    if not channel:
        await store.save_digest(reader.workspace, None)
        return {}
    if why_not := await _why_not(counter, reader.workspace, channel):
        return {"response_action": "errors", "errors": {MONTHLY_CHANNEL: said[why_not]}}
    before = await store.digest(reader.workspace)
    month = month_of(counter.desk.now())  # it is told when it is over
    if before and before.channel == channel and not before.why:
        month = before.month
    await store.save_digest(reader.workspace, Digest(channel, reader.zone_name, reader.language, month))
    log.info("an administrator chose where the figures of a team are told")
    return {}


async def _why_not(counter: Counter, workspace_id: str, channel: str) -> str:
    """Why nothing may be told there, as far as Slack lets us know; "" where it may."""
    workspace = counter.workspaces.get(workspace_id)
    if workspace is None or not workspace.may("channels:read", "groups:read"):
        return ""
    try:
        async with asyncio.timeout(_PATIENCE):
            answer = await workspace.reading.conversations_info(channel=channel)
    except FAILURES as error:
        return "form_not_in" if said_of(error) == "channel_not_found" else ""
    found = answer.get("channel") or {}
    if found.get("is_ext_shared") or found.get("is_pending_ext_shared"):
        return SHARED
    return "" if found.get("is_member") is not False else "form_not_in"
