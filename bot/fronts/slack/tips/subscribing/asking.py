"""Subscribing in Slack: the story of `bot.flows.subscribing` with what Slack knows, told to whoever asked."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.flows import subscribing as story
from bot.flows.shapes import Person, Place, To
from bot.flows.subscribing import Ended
from bot.flows.tip_shapes import Subscription, Wanted
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.listeners.home import zone_of
from bot.fronts.slack.tips.subscribing.box import Choices
from bot.fronts.slack.tips.subscribing.channels import seen
from bot.fronts.slack.tips.subscribing.saying import facts
from bot.fronts.slack.words import words
from bot.library.replies import Untrusted
from bot.reply.reply import Reply
from bot.schedules import say


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, where the answer goes, and by what it is known."""

    counter: Counter
    person: Person
    to: To
    slot: str
    asked_at: datetime

    async def language(self) -> str:
        return (await self.counter.people.asker(self.person)).language

    async def now(self) -> datetime:
        """In their own zone."""
        return self.counter.desk.now().astimezone(zone_of(await self.counter.people.profile(self.person)))

    async def is_admin(self) -> bool | None:
        return await self.counter.people.may_change_rules(self.person)

    async def say(self, reply: Reply) -> None:
        await self.counter.say(reply, self.person, self.to, "tips", self.slot)

    async def say_mistake(self, why: str) -> None:
        """One of the sentences that also stand below a field."""
        language = await self.language()
        if why in ("no-bot", "gone"):
            await self.say(story.said(self.counter.desk.library, language, why))
            return
        sentence = words(language)["tips_mistakes"][why]
        await self.say(story.said(self.counter.desk.library, language, "sentence", sentence=sentence))

    async def tell(self, ended: Ended) -> None:
        """What became of it."""
        if ended.what in ("unsure", "too-many", "no-zone", "no-country"):
            await self.say_mistake(ended.what)
            return
        language, library = await self.language(), self.counter.desk.library
        known = facts(ended.one, self.counter.desk.now(), language) if ended.one else {}
        if ended.what == "not-yours" and ended.one:
            name = (await self.counter.people.profile(Person(self.person.workspace, ended.one.setter))).name
            known["name"] = Untrusted(name) if name else ""
        if ended.what == "new" and ended.one and ended.one.direct:
            theirs = await self.counter.desk.store.subscriptions.of_target(self.person.workspace, self.person.id)
            known["besides"] = "yes" if sum(one.active for one in theirs) > 1 else ""
        await self.say(story.said(library, language, ended.what, **known))


async def choices_of(asking: Asking) -> Choices:
    """What the box offers to this person."""
    counter = asking.counter
    profile = await counter.people.profile(asking.person)
    language = await asking.language()
    tips = await counter.shelf.content(asking.person.workspace)
    country = profile.region.upper()
    known = country if country in words(language)["countries"] else ""
    return Choices(tips, profile.zone, language, known)


async def why_not(asking: Asking, channel: str, *, typed_there: bool = False) -> str:
    """Why the person may not set up tips for a channel, as a key of [tips_mistakes]; "" where they may."""
    counter, person = asking.counter, asking.person
    workspace = counter.workspaces.get(person.workspace)
    if workspace is None:
        return "unsure"
    admin, there = await asyncio.gather(asking.is_admin(), seen(workspace, channel, person.id))
    if admin is None:
        return "unsure"
    guest = (await counter.people.profile(person)).is_guest
    by_admins = counter.shelf.channels_by_admins
    return story.why_not(there, guest=guest, admin=admin, by_admins=by_admins, typed_there=typed_there)


async def subscribed(asking: Asking, channel: str, wanted: Wanted) -> None:
    """Tips for the person (no channel), or for a channel for which they may: written, and told."""
    counter, person = asking.counter, asking.person
    store, now = counter.desk.store.subscriptions, counter.desk.now()
    ended = await story.subscribe(
        store, person, channel or person.id, wanted, now, direct=not channel, asked_at=asking.asked_at
    )
    await asking.tell(ended)
    if ended.what == "new" and ended.one:
        await told_all(asking, ended.one)


async def told_all(asking: Asking, one: Subscription, *, changed: bool = False) -> None:
    """A line in the channel itself: who set up or changed what comes there. Of a person's own, nobody else hears."""
    if one.direct:
        return
    counter, language = asking.counter, one.wanted.language
    profile = await counter.people.profile(asking.person)
    reply = story.told_channel(
        counter.desk.library, language, name=Untrusted(profile.name) if profile.name else "", changed=changed,
        content=one.wanted.content, when=say(one.wanted.when, language),
        zone=facts(one, counter.desk.now(), language)["zone"],
    )  # fmt: skip
    everybody = To(Place(asking.person.workspace, one.target), only_there=True)
    await counter.say(reply, asking.person, everybody, "tips-here", f"{one.id}/{asking.slot}")
