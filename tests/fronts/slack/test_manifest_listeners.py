"""Whatever the manifest and the views promise, something listens to: an unmatched command gets no ack at all."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.fronts.slack import listeners, names
from bot.fronts.slack.home import home_view
from bot.fronts.slack.manifest import EVENTS, manifest
from bot.fronts.slack.views import paste_box, sender_box, settings_box
from bot.reply.reply import Reply
from tests.fronts.slack.test_blocks_views import NOW


class Listening:
    """An app that only writes down what it is to listen to."""

    def __init__(self) -> None:
        self.to: dict[str, list[Any]] = {}

    def __getattr__(self, kind: str) -> Callable[[Any], Callable[[Any], Any]]:
        def noted(name: Any) -> Callable[[Any], Any]:
            self.to.setdefault(kind, []).append(name)
            return lambda function: function

        return noted

    def hears(self, kind: str, name: str) -> bool:
        return any(one.search(name) if isinstance(one, re.Pattern) else one == name for one in self.to.get(kind, ()))


@pytest.fixture(scope="module")
def app() -> Listening:
    heard = Listening()
    for module in iter_modules(listeners.__path__):
        register = getattr(import_module(f"{listeners.__name__}.{module.name}"), "register", None)
        if register:
            register(heard, SimpleNamespace(errands={}))
    return heard


def test_every_event_has_a_listener(app: Listening) -> None:
    silent = [event for event in EVENTS if not app.hears("event", event.partition(".")[0])]
    assert silent == []


def test_every_listener_to_an_event_is_subscribed(app: Listening) -> None:
    """Slack sends only what the manifest names: a listener to anything else would wait for ever."""
    assert set(app.to["event"]) <= {event.partition(".")[0] for event in EVENTS}


def test_every_shortcut_and_command_has_a_listener(app: Listening) -> None:
    features = manifest(socket_mode=True)["features"]
    for one in features["shortcuts"]:
        assert app.hears(f"{one['type']}_shortcut", one["callback_id"]), one["callback_id"]
    for one in features["slash_commands"]:
        assert app.hears("command", one["command"]), one["command"]


@pytest.mark.parametrize("view", [paste_box(), sender_box("c"), settings_box({})], ids=lambda one: one["callback_id"])
def test_every_box_that_is_handed_in_has_a_listener(view: dict[str, Any], app: Listening) -> None:
    assert app.hears("view", view["callback_id"])


def test_every_button_has_a_listener(app: Listening) -> None:
    home = home_view([], Reply(()), NOW, ZoneInfo("UTC"))
    pressed = {*_actions(home["blocks"]), names.SHOW_ALL, *(names.PRESSED + one for one in ("clicked", "colleague-no"))}
    assert {names.PASTE, names.SETTINGS, names.KEPT, names.FORGET} <= pressed
    assert [one for one in pressed if not app.hears("action", one)] == []


@pytest.mark.parametrize("action", [names.PASTE, names.SETTINGS, names.KEPT, names.FORGET])
def test_a_button_of_the_page_is_heard_by_one_listener_only(action: str, app: Listening) -> None:
    """Bolt runs the first that matches: "any button of an answer" must not stand in the way of this one."""
    assert [one for one in app.to["action"] if re.search(one, action)] == [action]


def _actions(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        yield from (one["action_id"] for one in block.get("elements", ()) if "action_id" in one)
