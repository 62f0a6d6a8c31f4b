"""Is the firm of `legitbot play` in order? Each mistake with its place and what to write, as to an editor."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.library.toml_table import toml_table

SOURCE_LANGUAGE = "en"
WORLD, WORDS = "play/world.toml", "play.toml"
KINDS = ("scam", "genuine")
DONE = ("asked", "answered", "pressed", "opened-box")
GOES_TO = ("home", "messages")  # besides "mail:ID" and "channel:NAME"

Complaint = tuple[str, str, str]
"""File, field, what to write instead."""

_Data = Mapping[str, Any]
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+(?:example|test)")
_LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")
_TABLES: Mapping[str, tuple[str, Mapping[str, type]]] = {  # the field that names one, and the others
    "person": ("handle", {"name": str, "email": str, "tz": str, "locale": str}),
    "channel": (
        "name",
        {"private": bool, "members": list, "with_bot": bool, "says": list},
    ),
    "pair": ("id", {"scam": dict, "genuine": dict, "first": str}),
    "step": ("id", {"goes_to": str, "done": str}),
}
_EXAMPLES: Mapping[type, str] = {
    str: '"text"',
    bool: "true or false",
    list: '["ann", "maria"]',
    dict: '{ id = "order-tv", path = "play/order-tv.eml" }',
}


def play_mistakes(root: Path) -> Iterator[Complaint]:
    """All mistakes in `play/world.toml`; where that is in order, those in the words of each language."""
    world = toml_table(root / WORLD)
    if isinstance(world, str):
        yield WORLD, "-", world
        return
    found = list(_shape(world)) or list(_facts(root, world))
    yield from ((WORLD, field, write) for field, write in found)
    if found:
        return
    paths = {root / SOURCE_LANGUAGE / WORDS, *root.glob(f"*/{WORDS}")}
    for path in sorted(paths):
        file, words = f"{path.parent.name}/{WORDS}", toml_table(path)
        told = [("-", words)] if isinstance(words, str) else _words(path.parent.name, words, world)
        yield from ((file, field, write) for field, write in told)


# ── The facts: (field, what to write instead) ───────────────────────────────────────────────────────────────


def _shape(world: _Data) -> Iterator[tuple[str, str]]:
    """Whether everything is there, and is what it must be."""
    for field in ("company", "domain", "security_lead"):
        if not isinstance(world.get(field), str):
            yield field, f'write {field} = "text"'
    for table, (key, fields) in _TABLES.items():
        ones = world.get(table)
        if not isinstance(ones, list) or not ones or not all(isinstance(one, dict) for one in ones):
            yield table, f"the file needs at least one [[{table}]] table"
            continue
        for place, one in enumerate(ones, 1):
            yield from _one_shape(table, place, one, key, fields)


def _one_shape(table: str, place: int, one: _Data, key: str, fields: Mapping[str, type]) -> Iterator[tuple[str, str]]:
    name = one.get(key)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield f"{table} {place}.{key}", "use lower-case letters, digits and single hyphens"
        return
    for field, kind in fields.items():
        value = one.get(field)
        listed = isinstance(value, list) and not all(isinstance(entry, str) for entry in value)
        if not isinstance(value, kind) or listed:
            yield f"{table} {name}.{field}", f"write {field} = {_EXAMPLES[kind]}"


def _facts(root: Path, world: _Data) -> Iterator[tuple[str, str]]:
    """Whether what is written fits together."""
    if not _DOMAIN.fullmatch(world["domain"]):
        yield "domain", "write a domain that ends in .example or .test; nobody can own one"
    for table, (key, _) in _TABLES.items():
        yield from _twice(f"{table} {{}}.{key}", [one[key] for one in world[table]])
    if world["security_lead"] not in [one["handle"] for one in world["person"]]:
        yield "security_lead", "write the handle of one of the people"
    for one in world["person"]:
        yield from _person(one, world["domain"])
    yield from _channels(world)
    yield from _mails(root, world["pair"])
    yield from _steps(world)


def _twice(field: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield field.format(name), "stands twice; give one of them another name"


def _person(one: _Data, domain: str) -> Iterator[tuple[str, str]]:
    field = f"person {one['handle']}"
    if not one["email"].endswith(f"@{domain}"):
        yield f"{field}.email", f"write an address that ends in @{domain}"
    if not _LOCALE.fullmatch(one["locale"]):
        yield f"{field}.locale", "write a language and a country: en-GB"
    try:
        ZoneInfo(one["tz"])
    except (LookupError, OSError, ValueError):  # unknown, a folder, or no name at all
        yield f"{field}.tz", "write the name of a time zone: Europe/London"


def _channels(world: _Data) -> Iterator[tuple[str, str]]:
    handles = {one["handle"] for one in world["person"]}
    for one in world["channel"]:
        field = f"channel {one['name']}"
        for handle in sorted(set(one["members"]) - handles):
            yield f"{field}.members", f"{handle!r} is nobody's handle; write one that a [[person]] has"
        for handle in sorted(set(one["says"]) - set(one["members"])):
            yield f"{field}.says", f"{handle!r} is not a member; only members have said something"


def _mails(root: Path, pairs: Sequence[_Data]) -> Iterator[tuple[str, str]]:
    for pair in pairs:
        if pair["first"] not in KINDS:
            yield f"pair {pair['id']}.first", 'write first = "scam" or first = "genuine"'
        for kind in KINDS:
            yield from _mail(root, f"pair {pair['id']}.{kind}", pair[kind])
    for part in ("id", "path"):
        yield from _twice(f"pair: {part} {{}}", [str(pair[kind].get(part)) for pair in pairs for kind in KINDS])


def _mail(root: Path, field: str, one: _Data) -> Iterator[tuple[str, str]]:
    id_, path = one.get("id"), one.get("path")
    if not isinstance(id_, str) or not _NAME.fullmatch(id_):
        yield f"{field}.id", "use lower-case letters, digits and single hyphens"
    if not isinstance(path, str) or not (root / path).resolve().is_relative_to(root.resolve()):
        yield f"{field}.path", "write a path below messages/: play/order-tv.eml"
    elif not (root / path).is_file():
        yield f"{field}.path", f"there is no file {path!r}; write the path of a mail below messages/"


def _steps(world: _Data) -> Iterator[tuple[str, str]]:
    mails = (f"mail:{pair[kind].get('id')}" for pair in world["pair"] for kind in KINDS)
    channels = (f"channel:{one['name']}" for one in world["channel"])
    places = {*GOES_TO, *mails, *channels}
    for one in world["step"]:
        if one["goes_to"] not in places:
            yield f"step {one['id']}.goes_to", "write mail:ID, channel:NAME (both from this file), home or messages"
        if one["done"] not in DONE:
            yield f"step {one['id']}.done", f"write one of {', '.join(DONE)}"


# ── The words: (field, what to write instead) ───────────────────────────────────────────────────────────────


def _words(language: str, words: _Data, world: _Data) -> Iterator[tuple[str, str]]:
    if words.get("language") != language:
        yield "language", f'write language = "{language}", as the folder is called'
    yield from _texts("titles", words.get("titles"), {one["handle"]: 60 for one in world["person"]})
    says = {one["name"]: len(one["says"]) for one in world["channel"]}
    for name, one in _tables("channels", words, says):
        yield from _texts(f"channels.{name}", {"topic": one.get("topic")}, {"topic": 120})
        yield from _messages(f"channels.{name}.messages", one.get("messages"), says[name])
    ids = {pair["id"]: [pair[kind]["id"] for kind in KINDS] for pair in world["pair"]}
    for name, one in _tables("pairs", words, ids):
        yield from _texts(f"pairs.{name}", {"heading": one.get("heading")}, {"heading": 60})
        yield from _texts(f"pairs.{name}.tells", one.get("tells"), dict.fromkeys(ids[name], 200))
    for name, one in _tables("steps", words, [one["id"] for one in world["step"]]):
        yield from _texts(f"steps.{name}", one, {"title": 60, "text": 200, "button": 40})
    yield from _unknown("channels", words, says)
    yield from _unknown("pairs", words, ids)
    yield from _unknown("steps", words, [one["id"] for one in world["step"]])


def _tables(kind: str, words: _Data, names: Sequence[str] | Mapping[str, Any]) -> Iterator[tuple[str, _Data]]:
    """The words of each; an empty table where there are none, so that each thing missing is told."""
    given = words.get(kind)
    for name in names:
        one = given.get(name) if isinstance(given, dict) else None
        yield name, one if isinstance(one, dict) else {}


def _unknown(kind: str, words: _Data, names: Sequence[str] | Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    given = words.get(kind)
    for name in sorted(set(given) - set(names)) if isinstance(given, dict) else ():
        yield f"{kind}.{name}", f"nothing is called so in {WORLD}; take it out or correct the name"


def _texts(field: str, given: object, longest: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Whether each of these texts is there and no longer than so many characters, and no other is."""
    texts = given if isinstance(given, dict) else {}
    for name, most in longest.items():
        text = texts.get(name)
        if not isinstance(text, str) or not text.strip():
            yield f"{field}.{name}", f'is missing; write {name} = "text"'
        elif len(text) > most:
            yield f"{field}.{name}", f"use at most {most} characters; these are {len(text)}"
    for name in sorted(set(texts) - set(longest)):
        yield f"{field}.{name}", f"nothing is called so in {WORLD}; take it out or correct the name"


def _messages(field: str, given: object, wanted: int) -> Iterator[tuple[str, str]]:
    texts = given if isinstance(given, list) else []
    if len(texts) != wanted:
        yield field, f"write {wanted} messages, one for each name in says; these are {len(texts)}"
    yield from _texts(field, {str(place): text for place, text in enumerate(texts, 1)}, _numbered(len(texts), 240))


def _numbered(many: int, most: int) -> dict[str, int]:
    return {str(place): most for place in range(1, many + 1)}
