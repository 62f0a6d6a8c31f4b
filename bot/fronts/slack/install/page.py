"""What a browser sees of the installation: pages without scripts, whose every word stands in messages/."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.fronts.slack.scopes import scopes
from bot.fronts.slack.words import words

_HERE = Path(__file__).parent


def offer(start: str) -> web.Response:
    """What the bot is, what it may do and why; `start` is the address that begins the installation."""
    asked = scopes()
    return _page(
        "offer.html", 200, start=start, needed=[one for one in asked if not one.optional],
        optional=[one for one in asked if one.optional],
    )  # fmt: skip


def done(team: str) -> web.Response:
    """The bot is in this workspace now."""
    return _page("done.html", 200, team=team)


def trouble(why: str, status: int, again: str) -> web.Response:
    """Nothing was installed: one of [install.trouble]. `again` is the address of the first page."""
    return _page("trouble.html", status, said=words()["install"]["trouble"][why], again=again)


def _page(name: str, status: int, **values: Any) -> web.Response:
    style, templates = _templates()
    text = templates.get_template(name).render(said_by=words()["app"], words=words()["install"], **values)
    # Names may hold halves of signs, which no alphabet can write.
    body = text.encode(errors="replace")
    response = web.Response(body=body, status=status, content_type="text/html", charset="utf-8")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return response


@cache
def _templates() -> tuple[str, Environment]:
    """The hash of the pages' style, by which a browser knows it for ours, and the pages."""
    style = (_HERE / "style.css").read_text("utf-8")
    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals["style"] = style
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(), made
