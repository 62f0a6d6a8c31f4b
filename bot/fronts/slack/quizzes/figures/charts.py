"""Charts as files in Slack: drawn beside the others' work, and given to Slack once. Never does one cost the text."""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.charts import ChartFailed, picture
from bot.flows.say_figures import Picture
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.gateway.outcomes import said_of
from bot.fronts.slack.quizzes.figures.page import Pictures
from bot.fronts.slack.quizzes.figures.upload import FAILURES, PATIENCE, SCOPE, ready, uploaded

log = logging.getLogger(__name__)
_MOST = 2_000  # files that are remembered; behind that they are given to Slack again


@dataclass(slots=True)
class Charts:
    """Figures of a month never change, and so a chart of them is good for ever."""

    counter: Counter
    _known: dict[tuple[str, str], str] = field(default_factory=dict)  # by workspace and what the picture is

    async def files(self, workspace_id: str, pictures: Sequence[Picture]) -> Pictures:
        """The files of those that can be had; none without the permission. Never raises."""
        workspace = self.counter.workspaces.get(workspace_id)
        if workspace is None or not workspace.may(SCOPE):
            return {}
        found: dict[Picture, str] = {}
        try:
            async with asyncio.timeout(PATIENCE):
                for one in pictures:
                    if id_ := await self._file(workspace_id, one):
                        found[one] = id_
        except FAILURES as error:
            log.warning("charts are shown in words alone: %s", said_of(error))
        return found

    def forget(self, workspace_id: str) -> None:
        """Slack does not show them: they are given to it anew the next time."""
        self._known = {key: id_ for key, id_ in self._known.items() if key[0] != workspace_id}

    async def _file(self, workspace_id: str, one: Picture) -> str:
        try:
            data = await asyncio.to_thread(picture, one.chart)
        except ChartFailed as error:
            log.warning("a chart is shown in words alone: %s", error)
            return ""
        key = (workspace_id, hashlib.sha256(data).hexdigest())
        if key in self._known:
            return self._known[key]
        workspace = self.counter.workspaces.get(workspace_id)
        if workspace is None:
            return ""
        id_ = await uploaded(self.counter.workspaces.gateway, workspace, "chart.png", data)
        if not await ready(workspace, id_):
            return ""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = id_
        return id_
