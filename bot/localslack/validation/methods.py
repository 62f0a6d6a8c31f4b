"""The table of Web API methods, as code: what each one takes, which scopes open it, how often it may be called."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

_KINDS = ("string", "boolean", "number", "integer", "list", "json", "object", "blocks", "view")
_EVERYWHERE = {"token": "string", "team_id": "string"}


@dataclass(frozen=True, slots=True)
class Method:
    """One method. Any one of `scopes` opens it to a bot token; where there are none, every token does."""

    scopes: tuple[str, ...]
    tier: str  # a key of TIERS
    required: tuple[str, ...]  # without `token`
    arguments: Mapping[str, str]  # name -> kind, with `token` and `team_id`, which every method takes
    http: str  # "GET" or "POST", as it is documented


def _read(table: Mapping[str, Any]) -> dict[str, Method]:
    methods = {}
    for name, row in table.items():
        arguments = {argument: kind for kind in _KINDS for argument in row.get(kind, "").split()}
        methods[name] = Method(
            scopes=tuple(row["scopes"]),
            tier=row["tier"],
            required=tuple(row["required"]),
            arguments=MappingProxyType(_EVERYWHERE | arguments),
            http=row["http"],
        )
    return methods


_TABLE = tomllib.loads((Path(__file__).parent / "methods.toml").read_text(encoding="utf-8"))

TIERS: Mapping[str, int] = MappingProxyType(_TABLE.pop("tiers"))  # calls a minute
METHODS: Mapping[str, Method] = MappingProxyType(_read(_TABLE))
