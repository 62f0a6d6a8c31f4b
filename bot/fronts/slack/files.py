"""Files that people drop: fetched with the token, from Slack's own hosts only, and never larger than we read.

What cannot be had is named, so that the person hears why and what to do instead.
"""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from yarl import URL

from bot.flows.shapes import Dropped
from bot.fronts.slack.gateway.outcomes import error_of
from bot.fronts.slack.workspaces import Workspace, Workspaces

log = logging.getLogger(__name__)
MOST_FILES = 10  # of one message
LARGEST = 10 * 1024 * 1024  # bytes; DESIGN 7
_SLACKS_HOSTS = ("slack.com", "slack-files.com", "slack-edge.com")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REDIRECTS = 3
_PATIENCE = 40.0  # seconds for all files of a message: somebody waits
_LONGEST_NAME = 255
_START = 20_000  # bytes in which a page shows what it is
_GONE = ("tombstone", "hidden_by_limit")
_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_PROBLEMS = {
    "missing_scope": "no-scope", "no_permission": "no-scope", "not_allowed_token_type": "no-scope",
    "file_not_found": "not-member", "not_in_channel": "not-member", "channel_not_found": "not-member",
    "file_deleted": "gone", "access_denied": "not-member",
}  # fmt: skip


class Files:
    """Fetches what a message carries."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._api = URL(workspaces.api_url)

    async def dropped(self, workspace: Workspace, files: Sequence[object]) -> tuple[tuple[Dropped, ...], int]:
        """The files with their bytes or what is wrong with them, and how many more there were."""
        given = [one for one in files if isinstance(one, Mapping)]
        until = asyncio.get_running_loop().time() + _PATIENCE
        fetched = [await self._in_time(workspace, one, until) for one in given[:MOST_FILES]]
        return tuple(fetched), len(given) - len(fetched)

    async def _in_time(self, workspace: Workspace, file: Mapping[str, Any], until: float) -> Dropped:
        try:
            async with asyncio.timeout_at(until):
                return await self._one(workspace, file)
        except TimeoutError:
            return Dropped(_name(file), problem="unreachable")

    async def _one(self, workspace: Workspace, file: Mapping[str, Any]) -> Dropped:
        if file.get("mode") in _GONE:
            return Dropped(_name(file), problem="gone")
        if not _described(file):
            found = await self._looked_up(workspace, file)
            if isinstance(found, Dropped):
                return found
            file = found
        name = _name(file)
        if file.get("mode") in _GONE:
            return Dropped(name, problem="gone")
        if _is_email(file):
            return await self._email(workspace, name, file)
        if _size(file) > LARGEST:
            return Dropped(name, problem="too-large")
        return await self._fetched(workspace, name, file)

    async def _looked_up(self, workspace: Workspace, file: Mapping[str, Any]) -> Mapping[str, Any] | Dropped:
        """The whole file object behind a stub (Slack Connect sends stubs), or why there is none."""
        name = _name(file)
        try:
            answer = await workspace.reading.files_info(file=str(file.get("id") or ""))
        except SlackApiError as error:
            return Dropped(name, problem=_PROBLEMS.get(error_of(error), "unreachable"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Dropped(name, problem="unreachable")
        found = answer.get("file")
        if not isinstance(found, Mapping):
            return Dropped(name, problem="stub")
        if _described(found):
            return found
        return Dropped(_name(found), problem="stub" if _is_stub(found) else "gone")

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
        try:
            fetched = await self._downloaded(workspace, name, _address(file))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.info("a file could not be fetched: %s", type(error).__name__)
            return Dropped(name, problem="unreachable")
        page = html_is_fine or str(file.get("filetype")) in ("html", "xhtml") or name.lower().endswith(_PAGES)
        if not _is_sign_in(fetched.data[:_START], page=page) or len(fetched.data) == _size(file):
            return fetched  # where the size is right, it is what was uploaded, whatever it looks like
        granted = bool(workspace.scopes) and workspace.may("files:read")
        if page and granted and not _size(file):
            return fetched
        return Dropped(name, problem="not-member" if granted else "login-page")  # if granted, it is this file's turn

    async def _downloaded(self, workspace: Workspace, name: str, address: str) -> Dropped:
        """Raises aiohttp.ClientError, TimeoutError, OSError, ValueError (an address that is none)."""
        url = self._api.join(URL(address))
        headers = {"Authorization": f"Bearer {workspace.token}", "Accept-Encoding": "identity"}
        for _ in range(_REDIRECTS):
            if not self._is_slacks(url):
                break  # the token goes to Slack's own hosts only
            found = await self._workspaces.gateway.fetched(workspace.id, url, headers, partial(_read, name))
            if isinstance(found, Dropped):
                return found
            url = url.join(found)
        return Dropped(name, problem="unreachable")

    def _is_slacks(self, url: URL) -> bool:
        host, own = url.host or "", self._api.host or ""
        if host in _LOOPBACK and own in _LOOPBACK:
            return url.scheme in ("http", "https")
        if host == own and url.scheme == self._api.scheme:
            return True
        return url.scheme == "https" and any(host == one or host.endswith("." + one) for one in _SLACKS_HOSTS)


async def _read(name: str, answer: aiohttp.ClientResponse) -> Dropped | URL:
    """The file, or where it is to be had."""
    if answer.status in (301, 302, 303, 307, 308):
        return URL(answer.headers.get("Location", ""))
    if answer.status in (404, 410):
        return Dropped(name, problem="gone")
    if answer.status in (401, 403):
        return Dropped(name, problem="no-scope")
    if answer.status != 200:
        return Dropped(name, problem="unreachable")
    data = bytearray()
    async for piece in answer.content.iter_chunked(65_536):  # as unpacked: a small answer may be a large file
        data += piece
        if len(data) > LARGEST:
            return Dropped(name, problem="too-large")
    return Dropped(name, bytes(data), problem="" if data else "empty")


def _is_sign_in(start: bytes, *, page: bool) -> bool:
    """Slack's own sign-in page, which stands at 200 where the token may not read the file.

    Where the file is no page, any page in its place is one.
    """
    lower = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not lower.startswith((b"<!doctype html", b"<html")):
        return False
    return not page or (b"slack" in lower and any(word in lower for word in (b"signin", b"sign in", b"login")))


def _described(file: Mapping[str, Any]) -> bool:
    """Whether the object says enough to have the file by; a stub from another company does not."""
    return not _is_stub(file) and bool(_address(file) or _is_email(file))


def _is_stub(file: Mapping[str, Any]) -> bool:
    return file.get("file_access") == "check_file_info" or file.get("mode") == "file_access"


def _address(file: Mapping[str, Any]) -> str:
    found = file.get("url_private_download") or file.get("url_private")
    return found if isinstance(found, str) else ""


def _name(file: Mapping[str, Any]) -> str:
    return str(file.get("name") or file.get("title") or "file")[:_LONGEST_NAME]


def _is_email(file: Mapping[str, Any]) -> bool:
    return file.get("filetype") == "email" or file.get("mode") == "email"


def _size(file: Mapping[str, Any]) -> int:
    """In bytes; 0 where it is not said."""
    size = file.get("size")
    if isinstance(size, str) and size.isascii() and size.isdigit():
        return int(size[:12])
    return size if isinstance(size, int) and size > 0 else 0
