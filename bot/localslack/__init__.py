"""A Slack on your own machine: it speaks the wire protocol so well that the real client libraries cannot tell."""

from bot.localslack.calls import Ack, Attempt, Call, Delivery
from bot.localslack.clock import Clock
from bot.localslack.happenings.acts import NotThere
from bot.localslack.people import Person
from bot.localslack.slack import LocalSlack
from bot.localslack.team import Bot, Team
from bot.localslack.world.apps import App
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.views import View

__all__ = [
    "Ack",
    "App",
    "Attempt",
    "Bot",
    "Call",
    "Channel",
    "Clock",
    "Delivery",
    "LocalSlack",
    "Message",
    "NotThere",
    "Person",
    "Team",
    "View",
]
