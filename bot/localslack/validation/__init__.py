"""Slack refuses what is wrong in a block, a view or a call and says where; so does this, with no state.

`call_problems` judges a whole call, `response_problems` what goes to a response_url; the others judge their parts.
All of them take what is decoded already.
"""

from bot.localslack.validation.arguments import argument_problems
from bot.localslack.validation.calls import call_problems, text_problems
from bot.localslack.validation.methods import METHODS, TIERS, Method
from bot.localslack.validation.response import response_problems
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
    "response_problems",
    "text_problems",
    "view_problems",
]
