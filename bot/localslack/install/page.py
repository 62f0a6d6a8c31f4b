"""The page /oauth/v2/authorize: somebody lets an app into their workspace, or does not.

It needs no script and allows none. The form that comes back holds a ticket, good once: what the app asked for and
where the answer goes stay here, so that nobody can change them on the way.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.localslack.core import Core
from bot.localslack.install.asking import CannotAsk, installers, question
from bot.localslack.install.grants import granted
from bot.localslack.install.redirects import origin, with_answer
from bot.localslack.tickets import Question

PATH = "/oauth/v2/authorize"
_HERE = Path(__file__).parent
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without any, browsers hide from us that the form is our own
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_FORM = "application/x-www-form-urlencoded"


def policy(*sites: str) -> str:
    """The Content-Security-Policy: no script, our own style, and forms that end at one of these sites.

    Browsers hold where a form is sent on to against the policy, too.
    """
    forms = " ".join(("form-action 'self'", *sites)) if sites else "form-action 'none'"
    return f"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; {forms}"


class InstallPage:
    """Handles /oauth/v2/authorize."""

    def __init__(self, core: Core) -> None:
        self._core = core
        drawn_with = Environment(
            loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._ask, self._refused = (drawn_with.get_template(one) for one in ("ask.html", "refused.html"))
        self._means: Mapping[str, str] = tomllib.loads((_HERE / "scopes.toml").read_text("utf-8"))

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(PATH, self.ask)
        app.router.add_post(PATH, self.answer)

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """The question, or why it cannot be asked."""
        try:
            asked = question(self._core, request.query)
        except CannotAsk as trouble:
            return self._cannot(trouble)
        ticket = self._core.ids.hex(64)
        self._core.tickets.ask(ticket, asked)
        shown = self._shown(asked) | {"ticket": ticket, "elsewhere": self._elsewhere(request, asked)}
        return _page(self._ask.render(shown), policy(origin(asked.goes_to)))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The form: the browser is sent back to the app, with a code or with access_denied."""
        try:
            form = await request.post() if request.content_type == _FORM else {}
        except (ValueError, LookupError):  # an encoding that nobody knows, or another than it says
            form = {}
        asked = self._core.tickets.answer(str(form.get("ticket", "")), self._core.clock.now())
        if asked is None:
            return self._cannot(CannotAsk("old_form"))
        if form.get("answer") != "allow":
            return _sent_on(asked, {"error": "access_denied"})
        team = self._core.workspaces[asked.team_id]
        person = next((one for one in installers(team) if one.id == form.get("person")), None)
        if person is None:
            return self._cannot(CannotAsk("nobody"))
        app = self._core.apps[asked.app_id]
        kept = {value for key, value in form.items() if key == "scope"}
        scopes = [one for one in asked.scopes if one not in app.optional_scopes or one in kept]
        return _sent_on(asked, {"code": granted(self._core, app, team, person, scopes, asked.redirect_uri)})

    def _shown(self, asked: Question) -> dict[str, Any]:
        team, app = self._core.workspaces[asked.team_id], self._core.apps[asked.app_id]
        told = [(one, self._means.get(one, "")) for one in asked.scopes]
        return {
            "path": PATH,
            "app": app.name,
            "team": team.name,
            "people": installers(team),
            "needed": [one for one in told if one[0] not in app.optional_scopes],
            "optional": [one for one in told if one[0] in app.optional_scopes],
            "site": origin(asked.goes_to),
        }

    def _elsewhere(self, request: web.Request, asked: Question) -> list[tuple[str, str]]:
        """The other workspaces, and the address of this page for each."""
        others = [one for one in self._core.workspaces.values() if one.id != asked.team_id]
        given = dict(request.query)
        return [(one.name, f"{PATH}?{urlencode(given | {'team': one.id}, errors='replace')}") for one in others]

    def _cannot(self, trouble: CannotAsk) -> web.Response:
        return _page(self._refused.render(code=trouble.code, said=trouble.said), policy(), status=400)


def _page(text: str, content_policy: str, status: int = 200) -> web.Response:
    headers = _HEADERS | {"Content-Security-Policy": content_policy}
    body = text.encode(errors="replace")  # names may hold halves of signs
    return web.Response(body=body, status=status, content_type="text/html", charset="utf-8", headers=headers)


def _sent_on(asked: Question, answer: dict[str, str]) -> web.Response:
    address = with_answer(asked.goes_to, answer | {"state": asked.state})
    return web.Response(status=302, headers=_HEADERS | {"Location": address})
