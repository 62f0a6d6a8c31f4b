"""Rich text: the one way to show a stranger's words to people so that nothing in them becomes markup.

Shapes: docs.slack.dev/reference/block-kit/blocks/rich-text-block. Slack's own @slack/types names fewer fields than
that page (no `offset` of a list, no `language` of preformatted text): a block is held to what both know.
"""

from collections.abc import Mapping

from bot.localslack.validation.checks import Check, array, boolean, kinds, matching, number, one_of, record, string
from bot.localslack.validation.objects import LINK, NAME, TYPE, WEB

_SOME = string(at_least=1)
_BORDER: Mapping[str, Check] = {"border": one_of(0, 1)}
_STYLE: Mapping[str, Check] = {
    "style": record({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean)),
}

INLINE: dict[str, Check] = {
    "text": record({**TYPE, "text": _SOME}, _STYLE),
    "link": record({**TYPE, "url": LINK}, {**_STYLE, "text": _SOME, "unsafe": boolean}),
    "user": record({**TYPE, "user_id": _SOME}, _STYLE),
    "usergroup": record({**TYPE, "usergroup_id": _SOME}, _STYLE),
    "channel": record({**TYPE, "channel_id": _SOME}, _STYLE),
    "team": record({**TYPE, "team_id": _SOME}, _STYLE),
    "emoji": record({**TYPE, "name": _SOME}, {**_STYLE, "unicode": _SOME, "url": WEB}),
    "broadcast": record({**TYPE, "range": one_of("here", "channel", "everyone")}, _STYLE),
    "date": record({**TYPE, "timestamp": number(0), "format": _SOME}, {**_STYLE, "url": LINK, "fallback": _SOME}),
    "color": record({**TYPE, "value": matching(r"#[0-9A-Fa-f]{6}")}, _STYLE),
}

_SECTION = record({**TYPE, "elements": array(kinds(INLINE))}, {})

_PARTS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_list": record(
        {
            **TYPE,
            "style": one_of("bullet", "ordered"),
            "elements": array(kinds({"rich_text_section": _SECTION}), at_least=1),
        },
        {**_BORDER, "indent": number(0)},
    ),
    "rich_text_quote": record({**TYPE, "elements": array(kinds(INLINE))}, _BORDER),
    "rich_text_preformatted": record(
        {**TYPE, "elements": array(kinds({name: INLINE[name] for name in ("text", "link")}))}, _BORDER
    ),
}

RICH_TEXT_BLOCK = record({**TYPE, "elements": array(kinds(_PARTS), at_least=1)}, {"block_id": NAME})
RICH_TEXT = kinds({"rich_text": RICH_TEXT_BLOCK})
