"""Why each permission is asked for, what is lost without it, and the way round: one table for all who tell it."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.fronts.slack.words import words


@dataclass(frozen=True, slots=True)
class Scope:
    """A permission of Slack's."""

    name: str
    why: str
    lost: str  # what does not work without it
    instead: str  # the way round it
    optional: bool  # an administrator may leave it out


@dataclass(frozen=True, slots=True)
class Way:
    """A way in: which permissions it needs, whether the bot must be in the channel, and what happens without."""

    way: str
    needs: tuple[str, ...]
    member: bool
    without: str


def scopes(language: str = "en") -> tuple[Scope, ...]:
    """All permissions that the manifest asks for, those that must be granted first."""
    found = words(language)["scopes"].items()
    return tuple(
        Scope(name, one["why"], one["lost"], one["instead"], one.get("optional", False)) for name, one in found
    )


def ways(language: str = "en") -> tuple[Way, ...]:
    """All ways to reach the bot."""
    return tuple(
        Way(one["way"], tuple(one["needs"]), one.get("member", False), one["without"])
        for one in words(language)["ways"]
    )


def missing(granted: Collection[str], language: str = "en") -> tuple[Scope, ...]:
    """The permissions that a workspace did not grant."""
    return tuple(scope for scope in scopes(language) if scope.name not in granted)
