"""Is `messages/` in order? Every mistake with its file, its field and what to write, as to an editor."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import tomli

from bot.library.asking import asking_mistakes
from bot.library.lists import FILE as LISTS
from bot.library.lists import Lists
from bot.library.mistake import Mistake
from bot.library.patterns import PatternError, compiled
from bot.library.play_validation import play_mistakes
from bot.library.scam_validation import telling_mistakes
from bot.library.scams import POSES
from bot.library.situation_validation import situation_mistakes
from bot.library.tip_validation import tip_mistakes
from bot.mail.fold import folded

SOURCE_LANGUAGE = "en"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
_BRAND_FIELDS: dict[str, type] = {
    "id": str,
    "name": str,
    "kind": str,
    "aliases": list,
    "domains": list,
    "country": list,
    "source": str,
}
_SCAM_FIELDS: dict[str, type] = {
    "id": str,
    "name": str,
    "what": str,
    "avoid": str,
    "do": list,
    "done": dict,
    "signals": dict,
}
_REGION_FIELDS: dict[str, type] = {"id": str, "name": str, "do": list, "source": str}
_LIST_FIELDS: dict[str, type] = {"sources": list, "checked": date, "entries": list}
_HOST_LISTS = frozenset(
    """freemail shorteners free_hosting bare_hosting form_builders mail_services social_networks""".split()
)
_FOLDED_LISTS = frozenset(  # looked for in text without its accents
    """foot_texts trade_words name_padding on_behalf legal_forms shared_mailboxes""".split()
)
_LONGEST_SENTENCE = 25  # words


def mistakes(
    root: Path,
    signal_ids: frozenset[str],
    own_tips: Path | None = None,
    today: date | None = None,
    own_quizzes: Path | None = None,
) -> Iterator[Mistake]:
    """All mistakes in a folder of content; `signal_ids` are the names that scams.toml may speak of.

    `own_tips` and `own_quizzes` are a company's folders of tips and questions. Dates are compared with `today` where
    it is given.
    """
    names = signal_ids | _posed_as(root)
    for name, key, check in (
        ("brands.toml", "brand", _brands),
        ("scams.toml", "scam", _scams),
        ("reporting.toml", "region", _regions),
    ):
        data = _table(root / name)
        if isinstance(data, Mistake):
            yield data
        elif not isinstance(data.get(key), list):
            yield Mistake(name, key, f"the file needs at least one [[{key}]] table")
        else:
            yield from check(name, data[key], names)
    yield from _lists(root)
    yield from _words(root)
    yield from _replies(root)
    yield from (Mistake(*one) for one in situation_mistakes(root))
    yield from (Mistake(*one) for one in asking_mistakes(root))
    yield from (Mistake(*one) for one in play_mistakes(root))
    yield from tip_mistakes(root, own_tips, today, own_quizzes)


def _table(path: Path) -> dict[str, Any] | Mistake:
    try:
        return tomli.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Mistake(path.name, "-", "the file is missing; put it back")
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        return Mistake(path.name, "-", f"this is not readable as TOML ({error})")


def _posed_as(root: Path) -> frozenset[str]:
    """What scams.toml may say about who a mail poses as: "poses:bank" and the other kinds of brands."""
    data = _table(root / "brands.toml")
    brands = data.get("brand") if isinstance(data, dict) else None
    return frozenset(f"{POSES}{one.get('kind')}" for one in brands if isinstance(one, dict)) if brands else frozenset()


def _fields(file: str, one: dict[str, Any], wanted: dict[str, type], seen: set[str]) -> Iterator[Mistake]:
    name = str(one.get("id", "a table without id"))
    for field, kind in wanted.items():
        if field not in one:
            yield Mistake(file, f"{name}.{field}", f"is missing; write {field} = {_example(kind)}")
        elif not isinstance(one[field], kind):
            yield Mistake(file, f"{name}.{field}", f"must look like {_example(kind)}")
    if not _ID.fullmatch(name):
        yield Mistake(file, f"{name}.id", "use lower-case letters, digits and single hyphens")
    if name in seen:
        yield Mistake(file, f"{name}.id", "stands twice; give one of them another id")
    seen.add(name)


def _example(kind: type) -> str:
    examples: dict[type, str] = {
        str: '"text"',
        list: '["one", "two"]',
        dict: "{ name = value }",
        date: "2026-11-22",
    }
    return examples[kind]


def _brands(file: str, brands: list[dict[str, Any]], _: frozenset[str]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for one in brands:
        yield from _fields(file, one, _BRAND_FIELDS, seen)
        name = one.get("id", "?")
        for domain in (*one.get("domains", ()), *one.get("open_domains", ())):
            if not _HOST.fullmatch(domain):
                yield Mistake(file, f"{name}.domains", f"{domain!r} is no host name; write it like example.com")
        if one.get("everyday") and not one.get("strong_aliases"):
            yield Mistake(
                file,
                f"{name}.strong_aliases",
                "an everyday name needs at least one phrase that is certainly this brand",
            )


def _scams(file: str, scams: list[dict[str, Any]], names: frozenset[str]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for one in scams:
        yield from _fields(file, one, _SCAM_FIELDS, seen)
        name = one.get("id", "?")
        yield from (Mistake(file, f"{name}.{field}", write) for field, write in telling_mistakes(one, names))
        for field in ("what", "avoid", "do"):
            for sentence in _sentences(one.get(field, "")):
                if len(sentence.split()) > _LONGEST_SENTENCE:
                    yield Mistake(
                        file, f"{name}.{field}", f"use at most {_LONGEST_SENTENCE} words a sentence: {sentence!r}"
                    )


def _regions(file: str, regions: list[dict[str, Any]], _: frozenset[str]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for one in regions:
        yield from _fields(file, one, _REGION_FIELDS, seen)
        if "checked" not in one:
            yield Mistake(
                file, f"{one.get('id', '?')}.checked", "write the date on which the source was last read: 2026-11-22"
            )


def _lists(root: Path) -> Iterator[Mistake]:
    data = _table(root / LISTS)
    if isinstance(data, Mistake):
        yield data
        return
    wanted = {one.name for one in fields(Lists)}
    for name in sorted(wanted ^ set(data)):
        what = f"is missing; write a [{name}] table" if name in wanted else "nothing reads a list of this name"
        yield Mistake(LISTS, name, what)
    for name in sorted(wanted & set(data)):
        found = list(_list(name, data[name]))
        yield from found or _entries(name, data[name]["entries"])
    for host in sorted(_given(data, "bare_hosting") - _given(data, "free_hosting")):
        yield Mistake(LISTS, "bare_hosting.entries", f"{host!r} must stand in free_hosting too")


def _list(name: str, one: Any) -> Iterator[Mistake]:
    """Whether the table has what each of them has."""
    if not isinstance(one, dict):
        yield Mistake(LISTS, name, f"must be a table: [{name}], and its entries below")
        return
    for field, kind in _LIST_FIELDS.items():
        if field not in one:
            yield Mistake(LISTS, f"{name}.{field}", f"is missing; write {field} = {_example(kind)}")
        elif not isinstance(one[field], kind) or (kind is list and not all(isinstance(x, str) for x in one[field])):
            yield Mistake(LISTS, f"{name}.{field}", f"must look like {_example(kind)}")


def _entries(name: str, entries: list[str]) -> Iterator[Mistake]:
    field, seen = f"{name}.entries", set[str]()
    for entry in entries:
        plain = folded(entry) if name in _FOLDED_LISTS else entry.lower()
        if not entry.strip():
            yield Mistake(LISTS, field, "an empty entry would be found everywhere; take it out")
        elif entry in seen:
            yield Mistake(LISTS, field, f"{entry!r} stands twice; take one of them out")
        elif name in _HOST_LISTS and not _HOST.fullmatch(entry.partition("/")[0]):
            yield Mistake(LISTS, field, f"{entry!r} is no host name; write it like example.com")
        elif entry != plain and name != "remote_tools":
            yield Mistake(LISTS, field, f"{entry!r} would never be found; write {plain!r}")
        seen.add(entry)


def _given(data: dict[str, Any], name: str) -> set[str]:
    entries = data[name].get("entries") if isinstance(data.get(name), dict) else None
    return {one for one in entries if isinstance(one, str)} if isinstance(entries, list) else set()


def _sentences(value: str | list[str]) -> Iterator[str]:
    for text in [value] if isinstance(value, str) else value:
        yield from re.split(r"(?<=[.!?])\s+", text)


def _words(root: Path) -> Iterator[Mistake]:
    source = _table(root / SOURCE_LANGUAGE / "words.toml")
    wanted = set(source["concepts"]) if isinstance(source, dict) else set()
    for path in sorted(root.glob("*/words.toml")):
        file = f"{path.parent.name}/words.toml"
        data = _table(path)
        if isinstance(data, Mistake):
            yield Mistake(file, data.field, data.write)
            continue
        if data.get("language") != path.parent.name:
            yield Mistake(file, "language", f'write language = "{path.parent.name}", as the folder is called')
        concepts = data.get("concepts", {})
        for concept in sorted(wanted ^ set(concepts)):
            what = (
                "is missing; write a list, or [] if it is not said in this language"
                if concept in wanted
                else "English has no such concept"
            )
            yield Mistake(file, f"concepts.{concept}", what)
        yield from _patterns(file, concepts)


def _patterns(file: str, concepts: dict[str, list[str]]) -> Iterator[Mistake]:
    for concept, patterns in concepts.items():
        for pattern in patterns:
            try:
                compiled(pattern)
            except PatternError as error:
                yield Mistake(file, f"concepts.{concept}", str(error))


def _replies(root: Path) -> Iterator[Mistake]:
    environment = jinja2.Environment(autoescape=False)  # noqa: S701  # it is only parsed
    for path in sorted(root.glob("*/replies/*.j2")):
        try:
            environment.parse(path.read_text("utf-8"))
        except (jinja2.TemplateSyntaxError, UnicodeDecodeError) as error:
            line = f"line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else "-"
            yield Mistake(f"{path.parent.parent.name}/replies/{path.name}", line, str(error))
