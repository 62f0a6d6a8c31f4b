"""How we speak in Slack: one place for every message that leaves, paced, inert, and honest about what arrived."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.flows.ports import Later, MaybeSent, NotSent
from bot.flows.shapes import Person, To
from bot.fronts.slack.blocks import as_plain_text, message
from bot.fronts.slack.gateway.gateway import HeldBack
from bot.fronts.slack.gateway.outcomes import (
    IN_TROUBLE,
    LIMITED,
    error_of,
    headers_of,
    retry_after,
    says_when,
    seen,
    status_of,
)
from bot.fronts.slack.words import words
from bot.fronts.slack.workspaces import Workspace, Workspaces
from bot.reply.reply import Reply

log = logging.getLogger(__name__)
STATUS_SECONDS = 1.5  # a status that takes longer is worth nothing
UNREACHABLE = 5.0  # seconds until we try again where no connection can be made
_REFUSED_BLOCKS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_arguments")
_NOWHERE = ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
            "no_workspace", "team_access_not_granted", "org_login_required")  # fmt: skip  # no other way helps
_NOT_THERE = ("expired_url", "used_url", "user_not_in_channel", "channel_not_found", "message_not_found")
_OTHER_CLOCK = timedelta(minutes=1)  # by which Slack's clock may differ from ours
_LIMIT = 200  # messages of a thread among which an earlier answer is looked for


class SlackMessenger:
    """Posts replies: through response_url, as an ephemeral message, in a thread, or to the person directly."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def thinking(self, to: To, at_it: bool = True) -> None:
        """Slack's "is reading ..." line under the thread, or where there is none a line to the person. Never raises.

        Slack takes its line away when the answer comes; where none comes, `at_it=False` does.
        """
        workspace = self._workspaces.get(to.place.workspace)
        if workspace is None:
            return
        try:
            async with asyncio.timeout(STATUS_SECONDS):
                if to.private_to:
                    await self._status_line(workspace, to, at_it=at_it)
                elif to.place.thread and workspace.may("chat:write", "assistant:write"):
                    await self._status(workspace, to, words()["status"]["reading"] if at_it else "")
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            log.info("no status shown: %s", type(error).__name__)

    async def _status(self, workspace: Workspace, to: To, status: str) -> None:
        await workspace.posting.assistant_threads_setStatus(
            channel_id=to.place.channel, thread_ts=to.place.thread, status=status
        )

    async def _status_line(self, workspace: Workspace, to: To, *, at_it: bool) -> None:
        if not at_it:
            return
        said = {"text": words()["status"]["slow"], "response_type": "ephemeral", "replace_original": False}
        if to.answer_url:
            await self._workspaces.gateway.answered(workspace.id, to.answer_url, said)
            return
        await workspace.posting.chat_postEphemeral(
            channel=to.place.channel, user=to.private_to, text=said["text"], thread_ts=to.place.thread or None
        )

    async def send(self, to: To, person: Person, reply: Reply, key: str, conversation: str) -> str:
        """Post it where it belongs, or else to the person directly. Raises NotSent, MaybeSent."""
        workspace = self._workspaces.get(to.place.workspace)
        if workspace is None:
            raise NotSent("no_workspace")
        rendered = self.rendered(reply, key, conversation)
        for way in (self._by_answer_url, self._privately, self._in_thread, self._directly):
            try:
                return await self._refused_blocks_as_text(way, workspace, to, person, rendered)
            except _NextWay:
                continue
            except NotSent as error:
                if str(error) in _NOWHERE or way == self._directly or to.only_there:
                    raise
                log.info("not posted there: %s", error)
        raise NotSent("nowhere")

    def rendered(self, reply: Reply, key: str, conversation: str) -> dict[str, Any]:
        """The reply as Slack's arguments."""
        return message(reply, key=key, conversation=conversation)

    def held(self, to: To) -> float:
        """While Slack is away, or many messages wait for this channel; what has its own way back is never held."""
        workspace = self._workspaces.get(to.place.workspace)
        if workspace is None or to.answer_url:
            return 0.0
        return workspace.posting.held("chat.postEphemeral" if to.private_to else "chat.postMessage", to.place.channel)

    def room(self, workspace: str) -> int:
        """How many messages could leave for there at once, right now, each to another channel."""
        found = self._workspaces.get(workspace)
        return found.posting.room("chat.postMessage") if found else 1  # one: its refusal says why

    async def arrived(self, to: To, key: str, since: datetime | None = None) -> str | None:
        """The ts of our message with this key in the thread; "" for none; None where we may not read.

        Raises Later where Slack cannot be asked now: what may be looked up later is not lost.
        """
        workspace = self._workspaces.get(to.place.workspace)
        if workspace is None or to.private_to or to.answer_url or not key:
            return None
        try:
            if to.place.thread:
                found = await workspace.reading.conversations_replies(
                    channel=to.place.channel, ts=to.place.thread, limit=_LIMIT
                )
            else:
                oldest = str((since - _OTHER_CLOCK).timestamp()) if since else None
                limit = _LIMIT if since else 50
                found = await workspace.reading.conversations_history(
                    channel=to.place.channel, limit=limit, oldest=oldest
                )
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            if isinstance(error, SlackApiError) and not seen(error).again:
                return "" if error_of(error) == "thread_not_found" else None
            raise Later(error.seconds if isinstance(error, HeldBack) else seen(error).wait or UNREACHABLE) from error
        there = _found(found.get("messages"), key, workspace.bot_user)
        return None if since and there == "" and found.get("has_more") else there

    # ── The ways ────────────────────────────────────────────────────────────────────────────────────────────

    async def _refused_blocks_as_text(
        self, way: Any, workspace: Workspace, to: To, person: Person, rendered: dict[str, Any]
    ) -> str:
        try:
            return str(await way(workspace, to, person, rendered))
        except NotSent as error:
            if str(error) not in _REFUSED_BLOCKS:
                raise
            log.error("Slack refuses our blocks: %s", error)
            return str(await way(workspace, to, person, _keyed(as_plain_text(rendered), rendered)))

    async def _by_answer_url(self, workspace: Workspace, to: To, person: Person, rendered: Mapping[str, Any]) -> str:
        """Slack's response_url. Where nobody can be reached behind it, nothing was said: there are other ways."""
        if not to.answer_url.startswith(("https://", "http://")):
            raise _NextWay
        body = {"response_type": "ephemeral", "replace_original": False, **_given(rendered)}
        try:
            answer = await self._workspaces.gateway.answered(workspace.id, to.answer_url, body)
        except HeldBack as error:
            if error.away:
                raise _NextWay from error
            raise Later(error.seconds) from error
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as error:
            log.info("not posted there: %s", type(error).__name__)
            raise _NextWay from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _doubt(error) from error
        said = answer.text
        if answer.status >= 300 or (said != "ok" and '"ok":false' in said.replace(" ", "")):
            raise NotSent(next((word for word in (*_REFUSED_BLOCKS, *_NOT_THERE) if word in said), "expired_url"))
        return ""

    async def _privately(self, workspace: Workspace, to: To, person: Person, rendered: Mapping[str, Any]) -> str:
        if not (to.private_to and to.place.channel):
            raise _NextWay
        thread = {"thread_ts": to.place.thread} if to.place.thread else {}
        sent = await self._call(
            workspace, "chat.postEphemeral", channel=to.place.channel, user=to.private_to, **thread, **_text(rendered)
        )
        return str(sent.get("message_ts") or "")

    async def _in_thread(self, workspace: Workspace, to: To, person: Person, rendered: Mapping[str, Any]) -> str:
        if to.private_to or to.answer_url or not to.place.channel:
            raise _NextWay  # what was asked in private is not answered in public
        thread: dict[str, Any] = {"thread_ts": to.place.thread} if to.place.thread else {}
        if thread and to.broadcast:
            thread["reply_broadcast"] = True
        sent = await self._call(workspace, "chat.postMessage", channel=to.place.channel, **thread, **_given(rendered))
        return str(sent.get("ts") or "")

    async def _directly(self, workspace: Workspace, to: To, person: Person, rendered: Mapping[str, Any]) -> str:
        if not person.id:
            raise NotSent("nobody")
        channel = await self.direct_channel(workspace, person.id)
        sent = await self._call(workspace, "chat.postMessage", channel=channel, **_given(rendered))
        return str(sent.get("ts") or "")

    async def direct_channel(self, workspace: Workspace, user: str) -> str:
        """The id of the direct message with a person; where it cannot be opened, the person's: Slack takes that, too.

        Raises MaybeSent, Later.
        """
        try:
            opened = await self._call(workspace, "conversations.open", users=user)
        except NotSent as error:
            log.info("no direct message was opened: %s", error)
            return user
        channel = opened.get("channel")
        return str((channel.get("id") if isinstance(channel, Mapping) else channel) or user)

    async def _call(self, workspace: Workspace, method: str, **arguments: Any) -> Mapping[str, Any]:
        try:
            answer = await workspace.posting.api_call(method, json=arguments)
        except SlackApiError as error:
            raise _refusal(error) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _doubt(error) from error
        return answer.data if isinstance(answer.data, dict) else {}


class _NextWay(Exception):
    """This way does not fit the destination."""


def _doubt(error: Exception) -> Later | MaybeSent:
    """What a broken connection means: nothing was sent where none was made, nor where Slack was too busy."""
    if isinstance(error, HeldBack):
        return Later(error.seconds)
    if isinstance(error, aiohttp.ClientResponseError) and error.status == 429:
        return Later(retry_after(error.headers))
    return Later(UNREACHABLE) if isinstance(error, aiohttp.ClientConnectorError) else MaybeSent()


def _refusal(error: SlackApiError) -> Later | MaybeSent | NotSent:
    """What an answer that is no "ok" means: a page in place of an answer says nothing, but for its status."""
    said, status = error_of(error), status_of(error)
    if said in LIMITED or status == 429:
        headers = headers_of(error)
        return Later(retry_after(headers)) if says_when(headers) else MaybeSent()
    if said in IN_TROUBLE or (not said and not 400 <= status < 500):
        return MaybeSent()
    return NotSent(said or f"http_{status}")


def _given(rendered: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in rendered.items() if value is not None}


def _text(rendered: Mapping[str, Any]) -> dict[str, Any]:
    """Without what chat.postEphemeral does not know."""
    return {key: value for key, value in _given(rendered).items() if not key.startswith("unfurl_")}


def _keyed(plainer: dict[str, Any], rendered: Mapping[str, Any]) -> dict[str, Any]:
    """With the key of the message that it stands for, so that it is found again."""
    key = rendered["blocks"][0].get("block_id")
    if not key:
        return plainer
    first, *others = plainer["blocks"]
    return {**plainer, "blocks": [{**first, "block_id": key}, *others]}


def _found(messages: object, key: str, bot_user: str) -> str | None:
    """The ts of the message with this key; "" for none; None where Slack does not keep the keys, so nobody can know."""
    posted = [one for one in messages if isinstance(one, Mapping)] if isinstance(messages, list) else []
    for one in posted:
        if key in _keys(one):
            return str(one.get("ts") or "")
    ours = [one for one in posted if one.get("user") == bot_user]
    return None if any(not any(_keys(one)) for one in ours) else ""


def _keys(posted: Mapping[str, Any]) -> list[str]:
    blocks = posted.get("blocks")
    given = [one for one in blocks if isinstance(one, Mapping)] if isinstance(blocks, list) else []
    return [str(one.get("block_id") or "") for one in given]
