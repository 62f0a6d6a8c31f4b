"""Files that people drop: fetched with the token, from Slack's own hosts only, and never larger than we read.

What cannot be had is named, so that the person hears why and what to do instead.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.flows.ports import Dropped
from bot.fronts.slack.workspaces import Workspace, Workspaces, error_of

log = logging.getLogger(__name__)
MOST_FILES = 10  # of one message
LARGEST = 10 * 1024 * 1024  # bytes; DESIGN 7
_SLACKS_HOSTS = ("slack.com", "slack-files.com", "slack-edge.com")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REDIRECTS = 3
_GONE = ("tombstone", "hidden_by_limit")
_PROBLEMS = {
    "missing_scope": "no-scope", "no_permission": "no-scope", "not_allowed_token_type": "no-scope",
    "file_not_found": "not-member", "not_in_channel": "not-member", "channel_not_found": "not-member",
    "file_deleted": "gone", "access_denied": "not-member",
}  # fmt: skip


class Files:
    """Fetches what a message carries."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._own_host = urlsplit(workspaces.api_url).hostname or ""

    async def dropped(self, workspace: Workspace, files: Sequence[object]) -> tuple[tuple[Dropped, ...], int]:
        """The files with their bytes or what is wrong with them, and how many more there were."""
        given = [one for one in files if isinstance(one, Mapping)]
        fetched = [await self._one(workspace, one) for one in given[:MOST_FILES]]
        return tuple(fetched), len(given) - len(fetched)

    async def _one(self, workspace: Workspace, file: Mapping[str, Any]) -> Dropped:
        if file.get("mode") == "file_access" or not _described(file):
            found = await self._looked_up(workspace, file)
            if isinstance(found, Dropped):
                return found
            file = found
        name = str(file.get("name") or file.get("title") or "file")
        if file.get("mode") in _GONE:
            return Dropped(name, problem="gone")
        if _is_email(file):
            return await self._email(workspace, name, file)
        if _size(file) > LARGEST:
            return Dropped(name, problem="too-large")
        return await self._fetched(workspace, name, file)

    async def _looked_up(self, workspace: Workspace, file: Mapping[str, Any]) -> Mapping[str, Any] | Dropped:
        """The whole file object behind a stub (Slack Connect sends stubs), or why there is none."""
        name = str(file.get("name") or file.get("title") or "file")
        try:
            answer = await workspace.reading.files_info(file=str(file.get("id") or ""))
        except SlackApiError as error:
            return Dropped(name, problem=_PROBLEMS.get(error_of(error), "unreachable"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Dropped(name, problem="unreachable")
        found = answer.get("file")
        return found if isinstance(found, Mapping) and _described(found) else Dropped(name, problem="stub")

    async def _email(self, workspace: Workspace, name: str, file: Mapping[str, Any]) -> Dropped:
        """Slack's own email object. Where its texts are empty, the mail's HTML is behind its address."""
        whole = dict(file)
        if not any(str(file.get(key) or "").strip() for key in ("plain_text", "preview_plain_text", "preview")):
            fetched = await self._fetched(workspace, name, file, html_is_fine=True)
            if fetched.problem:
                return fetched
            whole["preview"] = fetched.data.decode("utf-8", "replace")
        return Dropped(name, json.dumps(whole).encode())

    async def _fetched(
        self, workspace: Workspace, name: str, file: Mapping[str, Any], *, html_is_fine: bool = False
    ) -> Dropped:
        address = str(file.get("url_private_download") or file.get("url_private") or "")
        if not address:
            return Dropped(name, problem="gone")
        page = str(file.get("filetype")) in ("html", "xhtml") or name.lower().endswith((".html", ".htm"))
        try:
            fetched = await self._downloaded(workspace, name, address, html_is_fine=html_is_fine or page)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.info("a file could not be fetched: %s", type(error).__name__)
            return Dropped(name, problem="unreachable")
        if page and len(fetched.data) != _size(file) and _is_login(fetched.data[:20_000]):
            fetched = Dropped(name, problem="login-page")
        if fetched.problem == "login-page" and workspace.scopes and workspace.may("files:read"):
            return Dropped(name, problem="not-member")  # we may read files, so it is this one that we may not
        return fetched

    async def _downloaded(self, workspace: Workspace, name: str, address: str, *, html_is_fine: bool) -> Dropped:
        for _ in range(_REDIRECTS):
            if not self._is_slacks(address):
                return Dropped(name, problem="unreachable")  # the token goes to Slack's own hosts only
            headers = {"Authorization": f"Bearer {workspace.token}"}
            async with self._workspaces.session.get(address, headers=headers, allow_redirects=False) as answer:
                if answer.status in (301, 302, 303, 307, 308):
                    address = urljoin(address, answer.headers.get("Location", ""))
                    continue
                return await _read(answer, name, html_is_fine=html_is_fine)
        return Dropped(name, problem="unreachable")

    def _is_slacks(self, address: str) -> bool:
        parts = urlsplit(address)
        host = parts.hostname or ""
        if host == self._own_host or (host in _LOOPBACK and self._own_host in _LOOPBACK):
            return True
        return parts.scheme == "https" and any(host == one or host.endswith("." + one) for one in _SLACKS_HOSTS)


async def _read(answer: aiohttp.ClientResponse, name: str, *, html_is_fine: bool) -> Dropped:
    if answer.status in (404, 410):
        return Dropped(name, problem="gone")
    if answer.status in (401, 403):
        return Dropped(name, problem="no-scope")
    if answer.status != 200:
        return Dropped(name, problem="unreachable")
    data = bytearray()
    async for piece in answer.content.iter_chunked(65_536):
        data += piece
        if len(data) > LARGEST:
            return Dropped(name, problem="too-large")
    if answer.content_type == "text/html" and not html_is_fine:
        return Dropped(name, problem="login-page")
    return Dropped(name, bytes(data), problem="" if data else "empty")


def _is_login(start: bytes) -> bool:
    """Slack's own sign-in page, which stands at 200 where the token may not read the file (or a copy of it)."""
    lower = start.lower()
    return b"<html" in lower and b"slack" in lower and (b"signin" in lower or b"sign in" in lower or b"login" in lower)


def _described(file: Mapping[str, Any]) -> bool:
    return file.get("file_access") != "check_file_info" and bool(file.get("name") or file.get("title"))


def _is_email(file: Mapping[str, Any]) -> bool:
    return file.get("filetype") == "email" or file.get("mode") == "email"


def _size(file: Mapping[str, Any]) -> int:
    size = file.get("size")
    return size if isinstance(size, int) else 0
