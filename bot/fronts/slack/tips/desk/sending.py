"""Send a tip now: which one and where, shown to the administrator first."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from bot.fronts.slack.blocks import Json, plain_text
from bot.fronts.slack.names import VALUE
from bot.fronts.slack.payloads import Body, typed
from bot.fronts.slack.tips.desk.frame import desk_words, nav, paragraph, row
from bot.fronts.slack.tips.names import DESK_CHANNELS, DESK_SEND_VIEW, DESK_TIP
from bot.fronts.slack.views import input_field, modal, option
from bot.library.tips import Tip, Tips

MOST_CHANNELS = 20
_MOST_OPTIONS = 100  # of a group


def sending_box(tips: Tips, language: str = "en", note: str = "") -> Json:
    """The box; `note` stands below the button that shows the tip: "previewed" or "choose"."""
    words = desk_words(language)["now"]
    tip = {
        "type": "static_select",
        "placeholder": plain_text(words["tip_placeholder"], 150),
        "option_groups": _by_topic(tips, language),
    }
    channels = {
        "type": "multi_conversations_select",
        "placeholder": plain_text(words["channels_placeholder"], 150),
        "max_selected_items": MOST_CHANNELS,
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    blocks = [
        input_field(DESK_TIP, words["tip"], tip, optional=False),
        row(nav("preview", words["preview"])),
        *([paragraph(words[note])] if note else []),
        input_field(DESK_CHANNELS, words["channels"], channels, words["channels_hint"], optional=False),
    ]
    return modal(DESK_SEND_VIEW, words["title"], blocks, language, submit="send")


def tip_chosen(body: Body) -> str:
    """The id of the tip that is chosen in the box; "" while none is."""
    option = typed(body, DESK_TIP, VALUE, "selected_option")
    return str(option.get("value") or "") if isinstance(option, dict) else ""


def channels_chosen(body: Body) -> list[str]:
    """The ids of the channels that are chosen."""
    chosen = typed(body, DESK_CHANNELS, VALUE, "selected_conversations")
    return [str(one) for one in chosen][:MOST_CHANNELS] if isinstance(chosen, list) else []


def not_in_said(missing: Collection[str], chosen: Collection[str], names: Sequence[str], language: str = "en") -> str:
    """That we are not in these of the chosen channels; `names` are those that we may know."""
    words = desk_words(language)["now"]
    if len(names) == len(missing):
        return str(words["not_in"]).format(channels=", ".join(f"#{one}" for one in names))
    if len(chosen) == 1:
        return str(words["not_in_one"])
    return str(words["not_in_some"]).format(count=len(missing))


def _by_topic(tips: Tips, language: str) -> list[Json]:
    """A group for each topic; a company's own tips stand first in theirs."""
    groups: dict[str, list[Tip]] = defaultdict(list)
    for tip in sorted(tips.all(), key=lambda one: (not one.own, one.title.casefold())):
        groups[tip.topic].append(tip)
    return [
        {
            "label": plain_text(topic.name(language), 75),
            "options": [option(tip.id, tip.title) for tip in groups[topic.id][:_MOST_OPTIONS]],
        }
        for topic in tips.topics
        if groups[topic.id]
    ]
