"""What an app asks for in the address of the installation page, read as strictly as Slack reads it."""

import re
from collections.abc import Mapping

from bot.localslack.core import Core
from bot.localslack.install.redirects import destination
from bot.localslack.people import Person
from bot.localslack.tickets import Question
from bot.localslack.world.workspace import Workspace

_SCOPE = re.compile(r"[a-z][a-z0-9_.:-]{0,79}")


class CannotAsk(Exception):
    """The page says `code`, one of Slack's words for what is wrong, and `said`, what the app gave."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.said = said


def question(core: Core, query: Mapping[str, str]) -> Question:
    """What to ask a person, in the workspace that `team` names or in the first. Raises CannotAsk."""
    app = core.client(query.get("client_id", ""))
    if app is None:
        raise CannotAsk("invalid_client_id")
    said = query.get("redirect_uri", "")
    goes_to = destination(app, said)
    if not goes_to:
        raise CannotAsk("bad_redirect_uri", said)
    team = _team(core, query.get("team", ""))
    return Question(app.id, team.id, _scopes(query), said, goes_to, query.get("state", ""), core.clock.now())


def installers(team: Workspace) -> list[Person]:
    """Who may install an app: everybody who belongs to the workspace, but no guest."""
    people = [one for one in team.users.values() if isinstance(one, Person)]
    return [one for one in people if not (one.deleted or one.guest or one.stranger)]


def _team(core: Core, named: str) -> Workspace:
    teams = list(core.workspaces.values())
    if not teams:
        raise CannotAsk("no_workspace")
    return core.workspaces.get(named, teams[0])


def _scopes(query: Mapping[str, str]) -> tuple[str, ...]:
    if users := _named(query.get("user_scope", "")):
        raise CannotAsk("no_user_tokens", ", ".join(users))
    found = _named(query.get("scope", ""))
    if not found:
        raise CannotAsk("no_scopes")
    if strange := [one for one in found if not _SCOPE.fullmatch(one)]:
        raise CannotAsk("invalid_scope", ", ".join(strange))
    return tuple(found)


def _named(said: str) -> list[str]:
    """The scopes of a list, each once; Slack takes commas and spaces between them."""
    return list(dict.fromkeys(one for one in re.split(r"[\s,]+", said) if one))
