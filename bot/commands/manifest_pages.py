"""The manifest as YAML with the reason for each permission, and the page docs/slack.md: made from the same table."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.fronts.slack.scopes import Scope, Way


def with_reasons(manifest: Mapping[str, Any], scopes: Sequence[Scope]) -> str:
    """The manifest as YAML. Strings are written as in JSON, which YAML reads the same."""
    reasons = {scope.name: scope.why for scope in scopes}
    return "\n".join(_lines(manifest, "", reasons)) + "\n"


def _lines(value: Any, indent: str, reasons: Mapping[str, str]) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            if isinstance(one, (Mapping, list)):
                yield f"{indent}{key}:"
                yield from _lines(one, indent + "  ", reasons)
            else:
                yield f"{indent}{key}: {json.dumps(one, ensure_ascii=False)}"
    else:
        for one in value:
            if isinstance(one, Mapping):
                first, *rest = _lines(one, indent + "  ", reasons)
                yield f"{indent}- {first.lstrip()}"
                yield from rest
            else:
                reason = f"  # {reasons[one]}" if one in reasons else ""
                yield f"{indent}- {json.dumps(one, ensure_ascii=False)}{reason}"


def slack_page(scopes: Sequence[Scope], ways: Sequence[Way], said: Mapping[str, Any]) -> str:
    """docs/slack.md: what each way in needs, what happens without it, and why each permission is asked for."""
    parts = [
        f"# {said['title']}",
        said["made"],
        f"## {said['ways']}",
        _table(said["ways_head"], [_way(one, said) for one in ways]),
        said["ways_below"],
        f"## {said['scopes']}",
        _table(said["scopes_head"], [_scope(one, said) for one in scopes]),
        said["scopes_below"],
    ]
    return "\n\n".join(parts) + "\n"


def _way(one: Way, said: Mapping[str, Any]) -> tuple[str, ...]:
    return one.way, ", ".join(f"`{scope}`" for scope in one.needs), said["yes" if one.member else "no"], one.without


def _scope(one: Scope, said: Mapping[str, Any]) -> tuple[str, ...]:
    return f"`{one.name}`" + (f" (*{said['optional']}*)" if one.optional else ""), one.why, one.lost, one.instead


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---" for _ in head], *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
