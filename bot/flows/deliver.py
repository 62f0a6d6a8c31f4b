"""A message is never sent twice, and every gap is known: the one way by which an answer leaves.

Slack takes no idempotency key. What died while it was being sent may have arrived: where we may read, we look; where
we may not, it is not sent again, and the person is told at their next word. What we do not find may still be on its way
for a few seconds, so we look once more before it is sent again.
"""

import asyncio
from datetime import timedelta

from bot.flows.keeping import Deliveries
from bot.flows.leaving import departure
from bot.flows.ports import Later, MaybeSent, Messenger, NotSent, Now
from bot.flows.shapes import Delivery, DeliveryState, Person, To
from bot.reply.reply import Reply
from bot.watch.metrics import DELIVERIES

ON_ITS_WAY = timedelta(seconds=5)  # a message that does not stand there by then was never sent
A_MOMENT = timedelta(seconds=1)  # whoever waited longer for their turn says again that it is being sent
OTHER_CLOCK = timedelta(minutes=1)  # what seems to be on its way for longer was written before a clock was set back


async def deliver(
    reply: Reply, to: To, person: Person, delivery: Delivery, ledger: Deliveries, messenger: Messenger, now: Now,
    conversation: str = "",
) -> None:  # fmt: skip
    """Send it unless it was sent. Raises NotSent where the platform refuses it, Later, Superseded."""
    if delivery.state in (DeliveryState.SENT, DeliveryState.LOST, DeliveryState.TOLD):
        return
    if delivery.state is DeliveryState.SENDING:
        if await _settled(to, delivery, ledger, messenger, now):
            return
        if timedelta() < (left := delivery.since + ON_ITS_WAY - now()) < OTHER_CLOCK:
            raise Later(left.total_seconds())
    try:
        message = await _sent(reply, to, person, delivery, ledger, messenger, now, conversation)
    except (NotSent, Later) as error:
        DELIVERIES.labels("refused" if isinstance(error, NotSent) else "later").inc()
        await ledger.refused(delivery, now())
        raise
    except MaybeSent:
        DELIVERIES.labels("doubtful").inc()
        if await _settled(to, delivery, ledger, messenger, now):
            return
        raise Later(ON_ITS_WAY.total_seconds()) from None
    DELIVERIES.labels("sent").inc()
    await ledger.sent(delivery, message, now())


async def _sent(
    reply: Reply, to: To, person: Person, delivery: Delivery, ledger: Deliveries, messenger: Messenger, now: Now,
    conversation: str,
) -> str:  # fmt: skip
    """Its id. Raises what the messenger raises; whoever is cut off while the message waits says that it never left."""
    said = now()
    await ledger.sending(delivery, said)

    async def goes() -> None:
        if not timedelta() <= now() - said < A_MOMENT:
            await ledger.sending(delivery, now())

    with departure(goes) as one:
        try:
            return await messenger.send(to, person, reply, delivery.key, conversation)
        except asyncio.CancelledError:
            if one.never_left:
                await ledger.refused(delivery, now())
            raise


async def _settled(to: To, delivery: Delivery, ledger: Deliveries, messenger: Messenger, now: Now) -> bool:
    """Whether nothing is left to do: it stands there, or we cannot know and must not risk a second one."""
    found = await messenger.arrived(to, delivery.key)
    if found is None:
        DELIVERIES.labels("lost").inc()
        await ledger.lost(delivery, now())
    elif found:
        DELIVERIES.labels("found").inc()
        await ledger.sent(delivery, found, now())
    return found != ""
