"""Who asks, and who their colleagues are: as far as `users:read` lets us see. Kept in memory only, for an hour."""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.flows.check import Asker
from bot.flows.keeping import Rules, Settings
from bot.flows.shapes import Person
from bot.fronts.slack.workspaces import Workspace, Workspaces
from bot.library.organisation import Organisation, merged
from bot.library.regions import region_of
from bot.mail.email import Mailbox

log = logging.getLogger(__name__)
AN_HOUR = 3600.0  # seconds that a profile is remembered
A_DAY = 86_400  # seconds: no time zone is further away
PATIENCE = 1.5  # seconds: somebody waits for an answer, and their language is not worth more
_MOST_PAGES = 100
_AUTOMATIC = ("", "auto")


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says about a person; empty where it may not tell."""

    name: str = ""
    language: str = "en"
    zone: str = ""  # "Europe/London"
    offset: int = 0  # seconds east of UTC
    region: str = ""
    is_admin: bool = False  # administrator or owner of this workspace
    is_guest: bool = False  # a guest here, or somebody of another company


@dataclass(frozen=True, slots=True)
class Directory:
    """The colleagues of a workspace, and which account belongs to which."""

    boxes: tuple[Mailbox, ...] = ()
    users: Mapping[str, str] = ()  # type: ignore[assignment]  # "" for a name that two people share
    zones: Mapping[str, str] = field(default_factory=dict)  # where people's clocks are, by account; guests', too
    gone: frozenset[str] = frozenset()  # accounts that were closed

    def user(self, box: Mailbox) -> str:
        """The account of this colleague, or "" where it is not clear whose it is."""
        return self.users.get(box.name.casefold(), "")


_NOBODY = Directory((), {})


class People:
    """Looks people up."""

    def __init__(
        self, workspaces: Workspaces, settings: Settings, rules: Rules, organisation: Organisation,
        admins: Collection[str] = (),
    ) -> None:  # fmt: skip
        """`organisation` holds the rules for everybody; `admins` may change a company's own beside Slack's."""
        self._workspaces = workspaces
        self._settings = settings
        self._rules = rules
        self.everybodys_rules = organisation
        self._admins = frozenset(admins)
        self._profiles: dict[Person, tuple[float, Profile]] = {}
        self._directories: dict[str, Directory] = {}
        self.on_read: Callable[[str, Directory], None] = lambda _workspace, _people: None  # somebody's people were read

    async def asker(self, person: Person, *, stranger: bool = False) -> Asker:
        """What a check needs to know about the person. A stranger learns nothing of our people through an answer."""
        profile = await self.profile(person)
        chosen = await self._settings.of(person)
        directory = _NOBODY if stranger else self.directory(person.workspace)
        rules = Organisation() if stranger else await self.rules(person.workspace)
        return Asker(
            colleagues=directory.boxes,
            organisation=rules,
            language=_chosen(chosen, "language") or profile.language,
            region=_chosen(chosen, "region") or profile.region,
        )

    async def rules(self, workspace_id: str) -> Organisation:
        """What holds for a company in this moment: what is set for everybody, and its own."""
        return merged(self.everybodys_rules, (await self._rules.of(workspace_id)).rules)

    async def may_change_rules(self, person: Person) -> bool | None:
        """Whether they are an administrator now, not only an hour ago. None where Slack did not say in time."""
        workspace = self._workspaces.get(person.workspace)
        if workspace is None or not person.id:
            return False
        if self.is_named(person):
            return True
        profile = await self._learned(person)
        return profile.is_admin if profile else None

    def is_named(self, person: Person) -> bool:
        """Whether whoever runs the bot named them as an administrator."""
        return person.id in self._admins

    def seems_administrator(self, person: Person) -> bool:
        """Whether they are one as far as Slack told lately: enough to offer something, and not to allow it."""
        known = self._profiles.get(person)
        return bool(person.id) and (self.is_named(person) or bool(known and known[1].is_admin))

    async def profile(self, person: Person) -> Profile:
        known = self._profiles.get(person)
        if known and known[0] > time.monotonic():
            return known[1]
        return await self._learned(person) or Profile()

    async def _learned(self, person: Person) -> Profile | None:
        """What Slack says now; None where it gave no answer in time."""
        profile = await self._fetched(person)
        if profile is None:
            return None
        if len(self._profiles) > 50_000:
            self._profiles.clear()
        self._profiles[person] = (time.monotonic() + AN_HOUR, profile)
        return profile

    async def _fetched(self, person: Person) -> Profile | None:
        """None where Slack gave no answer in time: it is asked again at the next word."""
        workspace = self._workspaces.get(person.workspace)
        if workspace is None or not person.id or not workspace.may("users:read"):
            return Profile()
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await workspace.reading.users_info(user=person.id, include_locale=True)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
            return None
        user = _mapping(answer.get("user"))
        zone, locale = str(user.get("tz") or ""), str(user.get("locale") or "en")
        offset = user.get("tz_offset")
        return Profile(
            name=_name(user), language=locale.partition("-")[0].lower() or "en", zone=zone,
            offset=offset if isinstance(offset, int) and abs(offset) < A_DAY else 0, region=region_of(zone, locale),
            is_admin=(user.get("is_admin") is True or user.get("is_owner") is True) and _is_member(user, workspace),
            is_guest=bool(_is_outside(user)),
        )  # fmt: skip

    def directory(self, workspace_id: str) -> Directory:
        """The colleagues of a workspace, as they were read last: a question never waits for them."""
        return self._directories.get(workspace_id, _NOBODY)

    async def read_directories(self) -> None:
        """Read who works there: no bots, no guests, no strangers. What cannot be read stays as it was."""
        for workspace in list(self._workspaces):
            await self.read_directory(workspace)

    async def read_directory(self, workspace: Workspace) -> None:
        """The same for one workspace."""
        if workspace.may("users:read") and (found := await _listed(workspace)):
            self._directories[workspace.id] = found
            self.on_read(workspace.id, found)

    def forget(self, workspace_id: str) -> None:
        """Know nobody there any more."""
        self._directories.pop(workspace_id, None)
        self._profiles = {one: known for one, known in self._profiles.items() if one.workspace != workspace_id}


async def _listed(workspace: Workspace) -> Directory | None:
    boxes: list[Mailbox] = []
    users: dict[str, str] = {}
    zones: dict[str, str] = {}
    gone: set[str] = set()
    cursor = ""
    try:
        for _ in range(_MOST_PAGES):
            answer = await workspace.reading.users_list(limit=1000, cursor=cursor or None)
            for user in map(_mapping, answer.get("members") or ()):
                if user.get("deleted"):
                    gone.add(str(user.get("id") or ""))
                elif zone := user.get("tz"):
                    zones[str(user.get("id") or "")] = sys.intern(str(zone))  # few zones, many people
                if box := _colleague(user, workspace):
                    boxes.append(box)
                    key = box.name.casefold()
                    users[key] = "" if key in users else str(user["id"])
            cursor = str(_mapping(answer.get("response_metadata")).get("next_cursor") or "")
            if not cursor:
                break
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
        log.warning("no directory of colleagues: %s", type(error).__name__)
        return None
    return Directory(tuple(boxes), users, zones, frozenset(gone))


def _colleague(user: Mapping[str, Any], workspace: Workspace) -> Mailbox | None:
    if not _is_member(user, workspace):
        return None
    name, address = _name(user), str(_mapping(user.get("profile")).get("email") or "")
    return Mailbox(name, address) if name else None


def _is_member(user: Mapping[str, Any], workspace: Workspace) -> bool:
    """A person of this company: no guest, no stranger, no bot."""
    if user.get("deleted") or user.get("is_bot") or _is_outside(user) or user.get("id") in (None, "", "USLACKBOT"):
        return False
    return workspace.id == user.get("team_id", workspace.id) or bool(workspace.enterprise)


def _is_outside(user: Mapping[str, Any]) -> object:
    """A guest, or somebody of another company."""
    return user.get("is_stranger") or user.get("is_restricted") or user.get("is_ultra_restricted")


def _name(user: Mapping[str, Any]) -> str:
    profile = _mapping(user.get("profile"))
    return str(profile.get("real_name") or user.get("real_name") or user.get("name") or "")


def _chosen(settings: Mapping[str, str], what: str) -> str:
    value = settings.get(what, "")
    return "" if value in _AUTOMATIC else value


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
