"""Files that we give to Slack: charts that stand in a message or a page, and tables in a person's direct messages."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from yarl import URL

from bot.fronts.slack.gateway.gateway import Call, Gateway
from bot.fronts.slack.gateway.outcomes import said_of
from bot.fronts.slack.workspaces import Workspace

log = logging.getLogger(__name__)
SCOPE = "files:write"
PATIENCE = 20.0  # seconds in which Slack makes a picture ready
FAILURES = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
_PAUSES = (0.3, 0.7, 1.5, 3.0, 6.0)  # seconds between two looks


async def uploaded(gateway: Gateway, workspace: Workspace, name: str, data: bytes, channel: str = "") -> str:
    """The id of the new file; shared in the channel, where one is named. Raises one of FAILURES."""
    # By a form: these two methods take their arguments in no other way everywhere.
    given = await workspace.posting.api_call(
        "files.getUploadURLExternal", params={"filename": name, "length": len(data)}
    )
    await _sent(gateway, workspace, str(given["upload_url"]), data)
    id_ = str(given["file_id"])
    share = {"channel_id": channel} if channel else {}
    await workspace.posting.api_call(
        "files.completeUploadExternal", json={"files": [{"id": id_, "title": name}], **share}
    )
    return id_


async def _sent(gateway: Gateway, workspace: Workspace, url: str, data: bytes) -> None:
    async def once() -> None:
        async with gateway.session.post(url, data=data, allow_redirects=False) as answer:
            if answer.status >= 300:
                raise aiohttp.ClientResponseError(
                    answer.request_info, answer.history, status=answer.status, headers=answer.headers
                )

    await gateway.through(Call(str(URL(url).origin()), workspace.id, "upload"), once)


async def ready(workspace: Workspace, id_: str, sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep) -> bool:
    """Whether the picture can be shown: Slack takes a file first and looks at it a moment later."""
    if not workspace.may("files:read"):
        await sleep(_PAUSES[-1])
        return True
    for pause in (0.0, *_PAUSES):
        if pause:
            await sleep(pause)
        try:
            found = await workspace.reading.files_info(file=id_)
        except FAILURES as error:
            log.info("nobody knows whether a chart is ready: %s", said_of(error))
            return False
        file = found.get("file")
        if isinstance(file, dict) and str(file.get("mimetype") or "").startswith("image/"):
            return True
    return False
