"""A message is never sent twice, and every gap is known: the one way by which an answer leaves.

Slack takes no idempotency key. What died while it was being sent may have arrived: where we may read, we look; where
we may not, it is not sent again, and the person is told at their next word.
"""

from bot.flows.ports import Deliveries, Later, MaybeSent, Messenger, NotSent, Now
from bot.flows.shapes import Delivery, DeliveryState, Person, To
from bot.reply.reply import Reply

LOOK_AGAIN = 2.0  # seconds until a message that did not arrive is sent again


async def deliver(
    reply: Reply, to: To, person: Person, delivery: Delivery, ledger: Deliveries, messenger: Messenger, now: Now,
    conversation: str = "",
) -> None:  # fmt: skip
    """Send it unless it was sent. Raises NotSent where the platform refuses it, Later where it is to be tried again."""
    if delivery.state in (DeliveryState.SENT, DeliveryState.LOST, DeliveryState.TOLD):
        return
    if delivery.state is DeliveryState.SENDING and await _settled(to, delivery, ledger, messenger, now):
        return
    await ledger.sending(delivery, now())
    try:
        message = await messenger.send(to, person, reply, delivery.key, conversation)
    except (NotSent, Later):
        await ledger.refused(delivery, now())
        raise
    except MaybeSent:
        if await _settled(to, delivery, ledger, messenger, now):
            return
        raise Later(LOOK_AGAIN) from None
    await ledger.sent(delivery, message, now())


async def _settled(to: To, delivery: Delivery, ledger: Deliveries, messenger: Messenger, now: Now) -> bool:
    """Whether nothing is left to do: it stands there, or we cannot know and must not risk a second one."""
    found = await messenger.arrived(to, delivery.key)
    if found is None:
        await ledger.lost(delivery, now())
    elif found:
        await ledger.sent(delivery, found, now())
    else:
        await ledger.refused(delivery, now())
    return found != ""
