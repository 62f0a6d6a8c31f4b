""" "This is going round": who is asked in Slack whether everybody shall be warned, and what their press does."""

from bot.flows import going_round
from bot.flows.deliver import deliver
from bot.flows.going_round import Offer
from bot.flows.ports import NotSent
from bot.flows.shapes import Job, Outcome, Person, Place, To
from bot.flows.tip_shapes import Round
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.payloads import Body, channel_of, part, person_of, workspace_of
from bot.fronts.slack.tips.desk.frame import desk_words, number_of_places
from bot.fronts.slack.tips.desk.named import deciders
from bot.fronts.slack.tips.names import ROUND_NO, ROUND_WARN
from bot.library.languages import SOURCE_LANGUAGE
from bot.library.scams import Scam
from bot.library.tips import Tip
from bot.reply.reply import Button, Reply

OFFERED, PRESSED = "tips-round", "tips-round-press"  # kinds of jobs
_OFFER = "round-offer"  # in the ledger
_MOST_SEEN = 10_000


async def look_around(counter: Counter, seen: set[str]) -> None:
    """Have administrators asked about what goes round. `seen` is kept from call to call, so that each is taken once."""
    now = counter.desk.now()
    if len(seen) > _MOST_SEEN:
        seen.clear()  # they are told apart in the store, too
    for one in await going_round.rounds(counter.desk.store, counter.shelf.round_people, now):
        key = f"round/{one.workspace}/{one.scam}/{now:%Y-%m-%d}"
        if key not in seen and await counter.workspaces.find(one.workspace):
            await _to_be_offered(counter, key, one)
            seen.add(key)


async def campaign_reported(counter: Counter, workspace: str, scam: str) -> None:
    """Have administrators asked about a kind of scam that somebody reported; "" is none."""
    if not scam:
        return
    key = f"round/{workspace}/{scam}/{counter.desk.now():%Y-%m-%d}/reported"
    await _to_be_offered(counter, key, Round(workspace, scam, 0))


async def _to_be_offered(counter: Counter, key: str, found: Round) -> None:
    """Once for each key. The jobs of a workspace stand in one line, so that no two processes ask at once."""
    await counter.take(OFFERED, key, {"team_id": found.workspace, "scam": found.scam, "people": found.people})


async def asked_about_round(counter: Counter, body: Body) -> Outcome | None:
    """The job behind it."""
    found = Round(workspace_of(body), str(body.get("scam") or ""), int(body.get("people") or 0))
    await _offer(counter, found)
    return None


async def _offer(counter: Counter, found: Round) -> None:
    """Ask whether everybody shall be warned; once a day, and only where there is somebody to warn. Needs the line."""
    store, now, workspace = counter.desk.store, counter.desk.now(), found.workspace
    scam = counter.desk.library.scams.get(found.scam)
    if scam is None or await going_round.offered_lately(store, workspace, scam.id, now):
        return
    there = await going_round.reach(store, workspace, now)
    tip = await _tip(counter, workspace, scam)
    if tip is None or not (there.channels or there.people):
        return
    where = number_of_places(len(there.channels), len(there.everybody), desk_words())
    this = Offer(scam.id, f"{now:%Y-%m-%d}", tip.id)
    if await _asked(counter, found, this, _reply(counter, found, tip, scam, where)):
        await going_round.was_offered(store, workspace, scam.id, now)


async def _asked(counter: Counter, found: Round, this: Offer, reply: Reply) -> bool:
    """In the security team's channel, or else those who may decide. Whether anybody was asked."""
    workspace = found.workspace
    channel = (await counter.people.rules(workspace)).security_channel
    if channel and await _said(counter, reply, this, Person(workspace, ""), channel):
        return True
    subscriptions = await counter.desk.store.subscriptions.of_workspace(workspace)
    setters = {one.setter for one in subscriptions if one.active and not one.direct}
    told = [await _said(counter, reply, this, one) for one in await deciders(counter, workspace, setters)]
    return any(told)


async def _said(counter: Counter, reply: Reply, this: Offer, person: Person, channel: str = "") -> bool:
    """Post it once. False where Slack refuses it."""
    desk, ledger = counter.desk, counter.desk.store.deliveries
    to = To(Place(person.workspace, channel), only_there=True) if channel else To(Place(person.workspace, ""))
    delivery = await ledger.claim(person, channel, _OFFER, this.slot, desk.now())
    try:
        await deliver(reply, to, person, delivery, ledger, counter.messenger, desk.now, str(this))
    except NotSent:
        return False
    return True


def _reply(counter: Counter, found: Round, tip: Tip, scam: Scam, where: str) -> Reply:
    words = desk_words()["round"]
    buttons = (Button(ROUND_WARN, words["warn"]), Button(ROUND_NO, words["no"]))
    library = counter.desk.library
    return going_round.offer_reply(library, SOURCE_LANGUAGE, tip, scam.name, where, buttons, people=found.people)


async def _tip(counter: Counter, workspace: str, scam: Scam) -> Tip | None:
    tips, now = await counter.shelf.content(workspace), counter.desk.now()
    return going_round.tip_about(
        tips, scam.id, workspace, now, lambda season: tips.seasons.active(season, now.date(), "")
    )


# ── A press below it ────────────────────────────────────────────────────────────────────────────────────────


async def pressed_below(counter: Counter, job: Job, body: Body, which: str, value: str) -> Outcome | None:
    """Somebody pressed "Warn everybody" or "No"."""
    person = person_of(body)
    what, where = await _done(counter, job, person, which, Offer.read(value))
    language = (await counter.people.asker(person)).language
    reply = going_round.said_reply(counter.desk.library.replies, language, what, where)
    _, to, slot = presser(body)
    if what in ("sent", "no", "nobody"):
        to = To(to.place)  # for all who were asked to see
    await counter.say(reply, person, to, "round-said", slot)
    return None


def presser(body: Body) -> tuple[Person, To, str]:
    """Who pressed; what they alone are told, goes to them alone."""
    person, channel = person_of(body), channel_of(body)
    place = Place(person.workspace, channel, str(part(body, "message").get("ts") or ""))
    return person, To(place, "" if channel.startswith("D") else person.id), str(body.get("trigger_id"))


async def _done(
    counter: Counter, job: Job, person: Person, which: str, this: Offer | None
) -> tuple[str, str]:  # fmt: skip
    """What to say about the press: a word of tips_desk_round_said.md.j2, and to how many it was sent."""
    store, now = counter.desk.store, counter.desk.now()
    allowed = await counter.people.may_change_rules(person)
    if not allowed:
        return ("unsure" if allowed is None else "refused"), ""
    if this is None or this.old(now) or not await _still_fits(counter, person.workspace, this):
        return "old", ""
    first = await going_round.decided(store, person.workspace, this, now)
    if not first and job.attempt == 1:  # a press that was cut off goes on
        return "done", ""
    if which == ROUND_NO:
        return "no", ""
    channels, people = await going_round.warn(store, person.workspace, this, now)
    counter.nudge()
    if not channels and not people:
        return "nobody", ""
    return "sent", number_of_places(channels, people, desk_words())


async def _still_fits(counter: Counter, workspace: str, this: Offer) -> bool:
    """What a button says comes from outside: the tip must be there, and be about this."""
    tip = (await counter.shelf.content(workspace)).get(this.tip)
    return tip is not None and this.scam in tip.scams
