"""Which administrators we may write to by ourselves: those whom whoever runs the bot named, and who set tips up."""

from collections.abc import AsyncIterator, Collection

from bot.flows.shapes import Person
from bot.fronts.slack.counter import Counter

MOST_ASKED = 10  # people


async def keepers(counter: Counter, workspace: str) -> list[Person]:
    """Those named in legitbot.toml ([slack] admins and operator) who are of this workspace."""
    alone = len([*counter.workspaces]) == 1
    ones = [Person(workspace, one) for one in dict.fromkeys(counter.shelf.keepers)]
    return [one for one in ones[:MOST_ASKED] if (await counter.people.profile(one)).name or alone]


async def deciders(counter: Counter, workspace: str, setters: Collection[str]) -> list[Person]:
    """Those who may decide for everybody: named ones, or else who set up tips for channels and is an administrator."""
    named = [one async for one in _allowed(counter, await keepers(counter, workspace))]
    return named or [one async for one in _allowed(counter, [Person(workspace, one) for one in sorted(setters)])]


async def _allowed(counter: Counter, people: Collection[Person]) -> AsyncIterator[Person]:
    for one in [*people][:MOST_ASKED]:
        if await counter.people.may_change_rules(one):
            yield one
