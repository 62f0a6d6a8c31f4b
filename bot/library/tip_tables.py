"""Are the tables behind the tips in order: topics, seasons, sources, and the names for people?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.library import seasons, sources, topics
from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.tip_facts import AUDIENCES
from bot.library.toml_table import toml_table

MOST_DAYS = 730  # after which somebody must read a source again
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_COUNTRY = re.compile(r"[a-z]{2}")
_EXAMPLES: Mapping[type, str] = {str: '"text"', list: '["one", "two"]', date: "2026-11-22"}
_TABLES: Mapping[str, tuple[str, Mapping[str, type]]] = {
    topics.FILE: ("topic", {"id": str, "scams": list, "teaches": list}),
    seasons.FILE: ("season", {"id": str, "from": str, "to": str}),
    sources.FILE: ("source", {"id": str, "title": str, "by": str, "url": str, "checked": date}),
}


def table_mistakes(root: Path, today: date | None) -> Iterator[Mistake]:
    """All mistakes in them; dates are compared with `today` where it is given."""
    found = {file: toml_table(root / file) for file in _TABLES}
    for file, data in found.items():
        key, fields = _TABLES[file]
        ones = data.get(key) if isinstance(data, dict) else None
        if isinstance(data, str):
            yield Mistake(file, "-", data)
        elif not isinstance(ones, list) or not ones:
            yield Mistake(file, key, f"the file needs at least one [[{key}]] table")
        else:
            yield from _ones(file, ones, fields, today)
    yield from _scams(root, found[topics.FILE])
    yield from _words(root, found[topics.FILE])


def date_mistake(day: object, today: date | None) -> str | None:
    """What to write where a source was read in the future, or too long ago."""
    if today is None or not isinstance(day, date):
        return None
    if day > today:
        return f"{day} is yet to come; write the day on which you read the sources"
    if (today - day).days > MOST_DAYS:
        return "is older than two years; read the sources again, correct the words, and write today's date"
    return None


def _ones(file: str, ones: list[Any], fields: Mapping[str, type], today: date | None) -> Iterator[Mistake]:
    seen: set[str] = set()
    for one in ones:
        name = str(one.get("id", "a table without id"))
        for field, kind in fields.items():
            if not isinstance(one.get(field), kind):
                yield Mistake(file, f"{name}.{field}", f"write {field} = {_EXAMPLES[kind]}")
        if not _ID.fullmatch(name):
            yield Mistake(file, f"{name}.id", "use lower-case letters, digits and single hyphens")
        if name in seen and file != seasons.FILE:
            yield Mistake(file, f"{name}.id", "stands twice; give one of them another id")
        seen.add(name)
        if file == seasons.FILE:
            yield from (Mistake(file, f"{name}.{field}", write) for field, write in _season(one))
        if file == sources.FILE and not str(one.get("url", "https://")).startswith("https://"):
            yield Mistake(file, f"{name}.url", 'write the whole address: url = "https://www.ftc.gov/..."')
        if write := date_mistake(one.get("checked"), today):
            yield Mistake(file, f"{name}.checked", write)


def _season(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in ("from", "to"):
        if not _DAY.fullmatch(str(one.get(field))):
            yield field, f'write month and day: {field} = "11-22"'
    countries = one.get("countries", [])
    if not isinstance(countries, list) or not all(_COUNTRY.fullmatch(str(country)) for country in countries):
        yield "countries", 'write ISO codes in lower case: countries = ["us", "gb"]'


def _scams(root: Path, data: dict[str, Any] | str) -> Iterator[Mistake]:
    """Every kind of scam stands below a topic, and every name below a topic is one."""
    scams = toml_table(root / "scams.toml")
    if isinstance(scams, str) or isinstance(data, str):
        return
    kinds = [one.get("id") for one in scams.get("scam", ())]
    below = [(one.get("id"), scam) for one in data.get("topic", ()) for scam in one.get("scams", ())]
    for topic, scam in below:
        if scam not in kinds:
            yield Mistake(topics.FILE, f"{topic}.scams", f"scams.toml has no {scam!r}; write one of its ids")
    for kind in kinds:
        if kind not in [scam for _, scam in below]:
            yield Mistake(topics.FILE, "scams", f"{kind!r} stands below no topic; add it to the one that teaches it")


def _words(root: Path, data: dict[str, Any] | str) -> Iterator[Mistake]:
    """The names for people: all of them in English, and nothing in a translation that English has not."""
    ids = [str(one.get("id")) for one in data.get("topic", ())] if isinstance(data, dict) else []
    source = toml_table(root / SOURCE_LANGUAGE / topics.WORDS)
    for path in sorted({root / SOURCE_LANGUAGE / topics.WORDS, *root.glob(f"*/{topics.WORDS}")}):
        language = path.parent.name
        file, said = f"{language}/{topics.WORDS}", toml_table(path)
        if isinstance(said, str):
            yield Mistake(file, "-", said)
            continue
        if said.get("language") != language:
            yield Mistake(file, "language", f'write language = "{language}", as the folder is called')
        wanted = dict(source) if isinstance(source, dict) else {}
        wanted |= {"topics": dict.fromkeys(ids, ""), "audiences": dict.fromkeys(AUDIENCES, "")}
        yield from _sections(file, said, wanted)


def _sections(file: str, said: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[Mistake]:
    for name in sorted({one for one in (*wanted, *said) if one != "language"}):
        section, names = said.get(name, {}), wanted.get(name)
        if not isinstance(names, dict) or not isinstance(section, dict):
            yield Mistake(file, name, "nothing reads this; take it out, or correct the name")
            continue
        for key in sorted({*names, *section}):
            if key not in names:
                yield Mistake(file, f"{name}.{key}", "nothing is called so; take it out, or correct the name")
            elif not isinstance(section.get(key), str) or not section[key].strip():
                yield Mistake(file, f"{name}.{key}", f'is missing; write {key} = "text"')
            elif sorted(re.findall(r"\{\w+\}", section[key])) != sorted(
                re.findall(r"\{\w+\}", names[key] or section[key])
            ):
                yield Mistake(file, f"{name}.{key}", f"keep what stands in braces as in English: {names[key]!r}")
