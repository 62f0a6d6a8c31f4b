""" "Report to the security team": their channel hears once who reports what; the person hears how that went."""

from bot.flows.ask import Question
from bot.flows.deliver import deliver
from bot.flows.ports import NotSent
from bot.flows.report import report, reported_scam
from bot.flows.shapes import DeliveryState, Person, Place, To
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.quizzes.own.offering import with_question_button
from bot.fronts.slack.tips.desk.rounds import campaign_reported
from bot.reply.reply import Reply


async def reported(counter: Counter, question: Question) -> None:
    """Somebody pressed the button, and agreed to what is shared."""
    desk, person = counter.desk, question.person
    channel = (await counter.people.rules(person.workspace)).security_channel
    who = (await counter.people.profile(person)).name
    memory = question.conversation.memory if question.conversation else b""
    said = report(desk.library, memory, who, desk.now())
    state = None
    if channel and said and question.conversation:
        said, carried = with_question_button(said, desk.library, question.conversation)
        state = await _posted(counter, said, person, channel, f"{question.conversation.id}:{person.id}", carried)
    if state is None:
        await counter.tell("report-failed", person, question.to, question.slot)
    elif state is DeliveryState.SENT:
        await counter.tell("reported", person, question.to, question.slot)
        await campaign_reported(counter, person.workspace, reported_scam(memory))
    else:
        await counter.tell("report-unsure", person, question.to, question.slot)


async def _posted(
    counter: Counter, said: Reply, person: Person, channel: str, slot: str, carried: str
) -> DeliveryState | None:
    """Post it, once for each mail and person, however often they press. How it stands; None where Slack refused it.

    `carried` is what its button brings back.
    """
    desk, ledger = counter.desk, counter.desk.store.deliveries
    to = To(Place(person.workspace, channel), only_there=True)
    delivery = await ledger.claim(person, channel, "report", slot, desk.now())
    try:
        await deliver(said, to, person, delivery, ledger, counter.messenger, desk.now, carried)
    except NotSent:
        return None
    return (await ledger.claim(person, channel, "report", slot, desk.now())).state
