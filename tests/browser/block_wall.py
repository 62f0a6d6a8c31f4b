"""Every block and element of Block Kit in one place, so that the page can be looked at, and tested, as a whole.

`WALL` holds named lists of blocks; `SURFACES` says where each of them may stand. All are valid for their surface.
"""

from tests.browser.block_kit import Json
from tests.browser.wall_elements import BUTTONS, IN_MESSAGES, INPUTS, PICKERS
from tests.browser.wall_shapes import ALERTS, DATA_TABLE, PIE, PLANS, SHAPES, TABLE, plot
from tests.browser.wall_texts import HOSTILE, MARKDOWN, RICH_TEXT, TEXTS

WALL: list[tuple[str, list[Json]]] = [
    ("rich text", RICH_TEXT),
    ("texts", TEXTS),
    ("hostile", HOSTILE),
    ("markdown", MARKDOWN),
    ("buttons", BUTTONS),
    ("pickers", PICKERS),
    ("in messages", IN_MESSAGES),
    ("shapes", SHAPES),
    ("plans", PLANS),
    ("table", TABLE),
    ("data table", DATA_TABLE),
    ("pie and bars", [PIE, plot("bar")]),
    ("lines and areas", [plot("line"), plot("area")]),
    ("inputs", INPUTS),
    ("alerts", ALERTS),
]
"""(name, blocks)"""

_MODALS = frozenset({"inputs", "alerts"})
SURFACES: dict[str, str] = {name: "modal" if name in _MODALS else "message" for name, _ in WALL}
"""Where each list of WALL stands: "message" or "modal"."""
