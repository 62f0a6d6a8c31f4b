"""legitbot.toml with every setting at its default, and docs/settings.md: made from the table and its words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

import tomli

from bot.app.kinds import Parties
from bot.app.secrets import VARIABLES
from bot.app.settings import Setting, table
from bot.library.content import content_root
from bot.library.replies import SOURCE_LANGUAGE

_WIDTH = 110  # letters of a comment


def words() -> Mapping[str, Any]:
    """The tables of messages/en/settings.toml by name."""
    return tomli.loads((content_root() / SOURCE_LANGUAGE / "settings.toml").read_text("utf-8"))


def settings_file(said: Mapping[str, Any]) -> str:
    """A legitbot.toml that changes nothing: "# " begins what is said, "#" alone a setting at its default."""
    lines = [f"# {line}" for line in said["file"]["top"]]
    for section, ones in groupby(table(), lambda one: one.section):
        lines += ["", *_comment(said["sections"][section]), f"[{section}]"]
        for one in ones:
            lines += ["", *_about(one, said)]
    return "\n".join(lines) + "\n"


def _about(one: Setting, said: Mapping[str, Any]) -> Iterator[str]:
    yield from _comment(said["help"][one.section][one.name])
    if not isinstance(one.kind, Parties):
        yield from _comment(f"{one.kind.words[0].upper()}{one.kind.words[1:]}.")
        yield f"#{one.name} = {as_toml(one.default)}"
        return
    yield f"# {said['file']['example']}"
    yield from (f"#   {line}" for line in _party(one, one.kind))


def _party(one: Setting, kind: Parties) -> tuple[str, ...]:
    name, listed = kind.example
    return f"[[{one.path}]]", f"name = {json.dumps(name)}", f"{kind.field} = [{json.dumps(listed)}]"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, _WIDTH)]


def as_toml(value: object) -> str:
    """A default as TOML writes it; JSON's way of writing is one of TOML's."""
    return json.dumps(list(value) if isinstance(value, tuple) else value)


def settings_page(said: Mapping[str, Any]) -> str:
    """docs/settings.md: how to begin, the secrets, and every setting."""
    page = said["page"]
    secrets = [(f"`{name}`", said["secrets"][name]) for name in VARIABLES]
    parts = [
        *(f"# {page['title']}", page["made"], page["start"].strip()),
        *(f"## {page['secrets']}", page["secrets_below"].strip(), _rows(page["secrets_head"], secrets)),
        f"## {page['sections']}",
    ]
    for section, ones in groupby(table(), lambda one: one.section):
        rows = [_row(one, said) for one in ones]
        parts += [f"### `[{section}]`", said["sections"][section], _rows(page["head"], rows)]
    examples = ["\n".join(_party(one, one.kind)) for one in table() if isinstance(one.kind, Parties)]
    parts += [f"### {page['tables']}", page["tables_below"], "```toml\n" + "\n\n".join(examples) + "\n```"]
    return "\n\n".join(parts) + "\n"


def _row(one: Setting, said: Mapping[str, Any]) -> tuple[str, ...]:
    page = said["page"]
    name = f"[[{one.path}]]" if one.is_table else one.name
    default = f"`{as_toml(one.default)}`" if one.default not in ("", ()) else page["nothing"]
    variables = f" {page['or']} ".join(f"`{name}`" for name in one.variables) or page["only_in_file"]
    return f"`{name}`", default, one.kind.words, said["help"][one.section][one.name], variables


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---" for _ in head], *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
