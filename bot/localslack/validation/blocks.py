"""Every block of Block Kit: its fields, its limits, and the surfaces that take it.

Limits: docs.slack.dev/reference/block-kit/blocks, one page each. Surfaces: docs.slack.dev/blocks.json (the table
behind those pages). `file` is for remote files only, which an app may share in a message.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from bot.localslack.validation.checks import (
    Check,
    array,
    at_least_one,
    boolean,
    kinds,
    one_of,
    problem,
    record,
    string,
    url,
)
from bot.localslack.validation.data_blocks import DATA_BLOCKS
from bot.localslack.validation.elements import ELEMENTS, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION, elements
from bot.localslack.validation.objects import IMAGE, NAME, TYPE, WEB, image, mrkdwn, plain_text, text_object
from bot.localslack.validation.rich_text import RICH_TEXT, RICH_TEXT_BLOCK

_BLOCK: Mapping[str, Check] = {"block_id": NAME}
_SECURE = url("https")

_SURFACES: dict[str, tuple[str, ...]] = {  # those not named here are for all three
    "alert": ("modal",),
    "container": ("message", "home"),
    "context_actions": ("message",),
    "data_table": ("message", "home"),
    "data_visualization": ("message", "home"),
    "file": ("message",),
    "markdown": ("message",),
    "plan": ("message",),
    "table": ("message", "home"),
    "task_card": ("message",),
}
_IN_CONTAINER = "actions context divider file header image input rich_text section table video".split()


def _own_action_ids(field: str) -> Check:
    def check(value: object, at: str) -> Iterator[str]:
        seen: set[str] = set()
        for index, element in enumerate(value.get(field, ()) if isinstance(value, dict) else ()):
            name = element.get("action_id")
            if name and name in seen:
                yield problem(f'`action_id` "{name}" already exists', f"{at}/{field}/{index}/action_id")
            seen.add(name)

    return check


_CARD = record(
    TYPE,
    {
        **_BLOCK,
        "icon": IMAGE,
        "hero_image": IMAGE,
        "title": mrkdwn(150),
        "subtitle": mrkdwn(150),
        "body": mrkdwn(200),
        "actions": array(kinds({"button": ELEMENTS["button"]}), at_least=1),
    },
    at_least_one(
        *("hero_image", "title", "actions", "body"),
        told="must define at least one of `hero_image`, `title`, `actions`, `body`",
    ),
    _own_action_ids("actions"),
)
_SOURCE = record({**TYPE, "url": WEB, "text": string(at_least=1)}, {})
_TASK = record(
    {
        **TYPE,
        "task_id": string(at_least=1),
        "title": string(at_least=1),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {**_BLOCK, "details": RICH_TEXT, "output": RICH_TEXT, "sources": array(kinds({"url": _SOURCE}))},
)

_SAME_EVERYWHERE: dict[str, Check] = {
    **DATA_BLOCKS,
    "alert": record(
        {**TYPE, "text": text_object()},
        {**_BLOCK, "level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": _CARD,
    "carousel": record({**TYPE, "elements": array(kinds({"card": _CARD}), 10, at_least=1)}, _BLOCK),
    "divider": record(TYPE, _BLOCK),
    "file": record({**TYPE, "external_id": string(at_least=1), "source": one_of("remote")}, _BLOCK),
    "header": record({**TYPE, "text": plain_text(150)}, _BLOCK),
    "image": image({**_BLOCK, "title": plain_text(2000)}),
    "markdown": record({**TYPE, "text": string(12_000, at_least=1)}, _BLOCK),
    "plan": record({**TYPE, "title": string(at_least=1)}, {**_BLOCK, "tasks": array(kinds({"task_card": _TASK}))}),
    "rich_text": RICH_TEXT_BLOCK,
    "task_card": _TASK,
    "video": record(
        {**TYPE, "alt_text": string(at_least=1), "title": plain_text(199), "thumbnail_url": WEB, "video_url": _SECURE},
        {
            **_BLOCK,
            "title_url": _SECURE,
            "author_name": string(49),
            "provider_name": string(),
            "provider_icon_url": WEB,
            "description": plain_text(),
        },
    ),
}


def _by_surface(surface: str) -> dict[str, Check]:
    within_context = {
        "image": ELEMENTS["image"],
        "plain_text": text_object(),
        "mrkdwn": text_object(),
    }
    return {
        "actions": _holder(elements(IN_ACTIONS, surface), 25),
        "context": _holder(within_context, 10),
        "context_actions": _holder(elements(IN_CONTEXT_ACTIONS, surface), 5),
        "input": record(
            {**TYPE, "label": plain_text(2000), "element": kinds(elements(IN_INPUT, surface))},
            {**_BLOCK, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
        ),
        "section": record(
            TYPE,
            {
                **_BLOCK,
                "text": text_object(),
                "fields": array(text_object(2000), 10, at_least=1),
                "accessory": kinds(elements(IN_SECTION, surface)),
                "expand": boolean,
            },
            at_least_one("text", "fields", told="must define either `text` or `fields`", where="/type"),
        ),
    }


def _holder(within: Mapping[str, Check], at_most: int) -> Check:
    return record({**TYPE, "elements": array(kinds(within), at_most, at_least=1)}, _BLOCK, _own_action_ids("elements"))


def _container(children: Mapping[str, Check]) -> Check:
    within = {name: children[name] for name in _IN_CONTAINER if name in children}
    return record(
        {**TYPE, "child_blocks": array(kinds(within), 10, at_least=1)},
        {
            **_BLOCK,
            "title": plain_text(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": text_object(150),
            "icon": IMAGE,
            "width": one_of("narrow", "standard", "wide", "full"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        at_least_one("title", "rich_text_title", told="missing required field: title"),
    )


@cache
def block_checks(surface: str) -> Check:
    """The check of one block on this surface ("message", "modal", "home"); a type foreign to it is unsupported."""
    every = {**_SAME_EVERYWHERE, **_by_surface(surface)}
    allowed = {name: check for name, check in every.items() if surface in _SURFACES.get(name, (surface,))}
    if surface in _SURFACES["container"]:
        allowed["container"] = _container(allowed)
    return kinds(allowed)
