"""What blocks and elements are made of: texts, options, confirmation dialogs, addresses.

Limits: docs.slack.dev/reference/block-kit/composition-objects (text-object, option-object, option-group-object,
confirmation-dialog-object, conversation-filter-object, slack-file-object).
"""

from collections.abc import Iterator, Mapping

from bot.localslack.validation.checks import (
    Check,
    any_schema,
    array,
    at_least_one,
    boolean,
    kinds,
    not_both,
    one_of,
    problem,
    record,
    string,
    url,
)

TYPE: Mapping[str, Check] = {"type": string()}
NAME = string(255)  # block_id and action_id
LINK = url("http", "https", "mailto", "tel", "sms", "slack")
WEB = url("http", "https")


def plain_text(at_most: int = 3000, *, at_least: int = 1) -> Check:
    """A text object without markup."""
    return kinds({"plain_text": _plain(at_most, at_least)})


def mrkdwn(at_most: int = 3000) -> Check:
    """A text object with Slack's markup."""
    return kinds({"mrkdwn": _mrkdwn(at_most)})


def text_object(at_most: int = 3000) -> Check:
    """Either of the two."""
    return any_schema(kinds({"plain_text": _plain(at_most, 1), "mrkdwn": _mrkdwn(at_most)}))


def _plain(at_most: int, at_least: int) -> Check:
    return record({**TYPE, "text": string(at_most, at_least=at_least)}, {"emoji": boolean})


def _mrkdwn(at_most: int) -> Check:
    return record({**TYPE, "text": string(at_most, at_least=1)}, {"verbatim": boolean})


def option(*, text: Check, link: bool = False) -> Check:
    """One choice of a menu; only those of an overflow menu may carry an address."""
    more: dict[str, Check] = {"description": plain_text(75)}
    if link:
        more["url"] = LINK
    return record({"text": text, "value": string(150, at_least=1)}, more)


PLAIN_OPTION = option(text=plain_text(75))
RICH_OPTION = option(text=text_object(75))  # radio buttons and checkboxes
OVERFLOW_OPTION = option(text=plain_text(75), link=True)
OPTION_GROUP = record({"label": plain_text(75), "options": array(PLAIN_OPTION, 100, at_least=1)}, {})

CONFIRM = record(
    {"text": text_object(300)},
    {
        "title": plain_text(100),
        "confirm": plain_text(30),
        "deny": plain_text(30),
        "style": one_of("primary", "danger"),
    },
)

FILTER = record(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), at_least=1),
        "exclude_bot_users": boolean,
        "exclude_external_shared_channels": boolean,
    },
    at_least_one(
        "include",
        "exclude_bot_users",
        "exclude_external_shared_channels",
        told="must define at least one of `include`, `exclude_bot_users`, `exclude_external_shared_channels`",
    ),
)

DISPATCH = record({}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2, at_least=1)})

SLACK_FILE = record(
    {},
    {"id": string(at_least=1), "url": WEB},
    at_least_one("id", "url", told="missing required field: id"),
    not_both("id", "url"),
)


def image(extra: Mapping[str, Check]) -> Check:
    """An image block or element: from an address or from a file in Slack, never both."""
    return record(
        {**TYPE, "alt_text": string(2000, at_least=1)},
        {"image_url": WEB, "slack_file": SLACK_FILE, **extra},
        at_least_one("image_url", "slack_file", told="missing required field: image_url"),
        not_both("image_url", "slack_file"),
    )


IMAGE = kinds({"image": image({})})


def among_options(initial: str) -> Check:
    """A rule for `record`: what is chosen at first is one of the options, in every field."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict) or initial not in value:
            return
        offered = list(value.get("options", ()))
        for group in value.get("option_groups", ()):
            offered += group["options"]
        chosen = value[initial]
        for one in chosen if isinstance(chosen, list) else [chosen]:
            if one not in offered:
                yield problem("must be one of the provided options", f"{at}/{initial}")

    return check
