"""Slack refuses what is wrong in a block, a view or a call and says where; so does this, with no network and no state."""

from bot.localslack.validation.arguments import argument_problems
from bot.localslack.validation.calls import call_problems, text_problems
from bot.localslack.validation.methods import METHODS, TIERS, Method
from bot.localslack.validation.views import view_problems
from bot.localslack.validation.whole import Surface, block_problems

__all__ = [
    "METHODS",
    "TIERS",
    "Method",
    "Surface",
    "argument_problems",
    "block_problems",
    "call_problems",
    "text_problems",
    "view_problems",
]
