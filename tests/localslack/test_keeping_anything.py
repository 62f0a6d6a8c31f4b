"""Whatever people do, a restart finds it: random days in a small firm, kept and read again."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.localslack import Channel, LocalSlack, Message, Person
from bot.localslack.keeping.records import Snapshots
from tests.localslack.test_keeping import world

ACTS = ("says", "replies", "edits", "deletes", "reacts", "files", "mails", "opens", "leaves", "comes", "waits")

ACT = st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.text(max_size=12))


async def does(slack: LocalSlack, what: str, number: int, words: str) -> None:
    """One act of one person in one channel, on one message if there is any."""
    (team,) = slack.workspaces
    person = team.people[number % len(team.people)]
    places = [one for one in team.channels.values() if one.has(person)]
    if what == "comes":
        team.channel(f"room-{len(team.channels)}", [team.person(words, title=words), person], private=number > 3)
    elif what == "opens":
        team.direct_message(person, team.people[number % 2 - 1])
    elif what == "waits":
        slack.clock.advance(number)
    elif places:
        channel = places[number % len(places)]
        standing = channel.messages
        message = standing[number % len(standing)] if standing else None
        if what == "mails":
            await team.email_into(channel, f"Subject: {words}\n\n{words}".encode())
        else:
            await speaks(person, what, channel, message, words)


async def speaks(person: Person, what: str, channel: Channel, message: Message | None, words: str) -> None:
    """What somebody does in a channel, to a message if one is needed."""
    if what == "says":
        await person.says(channel, words)
    elif what == "files":
        await person.says(channel, words, files=[(words, words.encode())])
    elif what == "leaves" and len(channel.members) > 1:
        await person.leaves(channel)
    elif message is None:
        return
    elif what == "replies":
        await person.says(channel, words, thread=message)
    elif what == "edits":
        await person.edits(message, words)
    elif what == "deletes":
        await person.deletes(message)
    elif what == "reacts":
        await person.reacts(message, words)


async def survives(acts: list[tuple[str, int, str]], folder: Path) -> None:
    async with LocalSlack(keep=folder) as slack:
        team = slack.workspace("Acme")
        team.channel("general", [team.person("Ann"), team.person("Bob")])
        for act in acts:
            await does(slack, *act)
    async with LocalSlack(keep=folder) as again:
        assert world(again) == world(slack)
        slack.core.origin = again.core.origin
        taken = [Snapshots(one.core).take().data for one in (slack, again)]
        assert taken[0] == taken[1]


@pytest.mark.thorough
@settings(max_examples=40, deadline=None)
@given(acts=st.lists(ACT, max_size=25))
def test_whatever_happened_is_there_after_a_restart(acts: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(survives(acts, Path(folder)))
