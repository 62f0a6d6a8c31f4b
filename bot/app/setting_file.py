"""Reads legitbot.toml and the environment into settings, and tells every mistake at once."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli

from bot.app.kinds import nearest
from bot.app.misplaced import is_refused, secrets_in
from bot.app.mistake import Mistake
from bot.app.secrets import VARIABLES as SECRETS
from bot.app.settings import Setting, Settings, settings_of, table
from bot.library.hiding import hidden
from bot.library.wrong import Wrong

FILE = Path("legitbot.toml")
FILE_VARIABLE = "LEGITBOT_SETTINGS"
EVERYWHERE = "0.0.0.0"  # where a platform gives the port, its router comes from outside
_OTHERS = ("LEGITBOT_CORPUS", "LEGITBOT_CHROMIUM", "LEGITBOT_SLACK_SHAPES")  # for those who work on Legitbot

_Given = dict[Setting, tuple[str, object]]
"""Where a setting's value stands, and the value as it was found there."""


def read_settings(environment: Mapping[str, str], file: Path | None = None) -> tuple[Settings, list[Mistake]]:
    """The settings in the file and, above them, in the environment; with mistakes, what was right of them.

    Without a file named, here or in LEGITBOT_SETTINGS, legitbot.toml in this folder is read where there is one.
    """
    path, is_named = place_of_file(environment, file)
    data, mistakes = _loaded(path, must_be_there=is_named)
    given, more = _from_file(str(path), data)
    given |= _from_environment(environment, given)
    values, wrong = _values(given)
    settings = settings_of(values)
    mistakes += [*more, *wrong, *_unknown_variables(environment), *_one_port_twice(settings)]
    return settings, mistakes


def place_of_file(environment: Mapping[str, str], file: Path | None = None) -> tuple[Path, bool]:
    """Where the file of settings is looked for, and whether somebody named it: else it need not be there."""
    named = environment.get(FILE_VARIABLE, "").strip()
    return file or Path(named or FILE).expanduser(), bool(file or named)


def _loaded(path: Path, *, must_be_there: bool) -> tuple[dict[str, Any], list[Mistake]]:
    try:
        return tomli.loads(path.read_bytes().decode("utf-8-sig")), []
    except FileNotFoundError:
        if not must_be_there:
            return {}, []
        wrong = f"there is no such file: make one with legitbot settings > {path.name}"
    except OSError as error:
        wrong = f"this file cannot be read ({error.strerror}): see that the bot's user may"
    except UnicodeDecodeError:
        wrong = "save the file as UTF-8"
    except tomli.TOMLDecodeError as error:
        return {}, [_not_toml(str(path), str(error))]
    return {}, [Mistake(str(path), wrong)]


def _not_toml(place: str, told: str) -> Mistake:
    line = re.search(r"at line (\d+)", told)
    where = f"{place}, line {line[1]}" if line else f"{place}, at its end"
    if "Cannot overwrite" in told or "Cannot declare" in told:
        return Mistake(where, "this stands twice: take one of them out")
    return Mistake(where, 'this is not TOML: write name = "text", name = 7 or name = ["one", "two"] below a [section]')


def _from_file(place: str, data: Mapping[str, Any]) -> tuple[_Given, list[Mistake]]:
    """What stands where a setting is known, and a mistake for everything else."""
    mistakes = list(secrets_in(place, data))
    known = {(one.section, one.name): one for one in table()}
    sections = tuple(dict.fromkeys(section for section, _ in known))
    given: _Given = {}
    for section, ones in data.items():
        if section not in sections:
            mistakes += [] if is_refused(section, ones) else [_unknown_section(place, section, ones, sections)]
        elif not isinstance(ones, dict):
            mistakes.append(
                Mistake(f"{place}: {section}", f"write [{section}] as a heading, and its settings below it")
            )
        else:
            for name, value in ones.items():
                if is_refused(name, value):
                    continue
                if setting := known.get((section, name)):
                    given[setting] = f"{place}: {setting.path}", value
                else:
                    mistakes.append(_unknown_name(place, section, name))
    return given, mistakes


def _unknown_section(place: str, name: str, ones: object, sections: tuple[str, ...]) -> Mistake:
    if isinstance(ones, dict):
        return Mistake(f"{place}: [{hidden(name)}]", f"there is no such section{nearest(name, sections)}")
    home = next((f": write it below [{one.section}]" for one in table() if one.name == name), "")
    return Mistake(f"{place}: {hidden(name)}", f"a setting stands below its section's heading{home}")


def _unknown_name(place: str, section: str, name: str) -> Mistake:
    near = nearest(name, tuple(one.name for one in table() if one.section == section))
    elsewhere = next((f" (it belongs below [{one.section}])" for one in table() if one.name == name), "")
    return Mistake(f"{place}: {section}.{hidden(name)}", f"there is no such setting{elsewhere or near}")


def _from_environment(environment: Mapping[str, str], given: _Given) -> _Given:
    found: _Given = {}
    for setting in table():
        for variable in setting.variables:
            if text := environment.get(variable, "").strip():
                found[setting] = variable, setting.kind.of_text(text)
                break
    host = next(one for one in table() if one.path == "web.host")
    if environment.get("PORT", "").strip() and host not in found and host not in given:
        found[host] = "PORT", EVERYWHERE
    return found


def _values(given: _Given) -> tuple[dict[tuple[str, str], Any], list[Mistake]]:
    values: dict[tuple[str, str], Any] = {}
    mistakes: list[Mistake] = []
    for setting, (place, raw) in given.items():
        try:
            values[setting.section, setting.name] = setting.kind.read(raw)
        except Wrong as wrong:
            mistakes += (Mistake(f"{place}{one.at}", one.write) for one in wrong.problems)
    return values, mistakes


def _unknown_variables(environment: Mapping[str, str]) -> Iterator[Mistake]:
    known = (*(name for one in table() for name in (one.own_variable, *one.also)), *SECRETS, FILE_VARIABLE, *_OTHERS)
    tables = {one.own_variable: one for one in table() if one.is_table}
    for name in sorted(environment):
        if not name.startswith("LEGITBOT_") or not environment[name].strip():
            continue
        if name in tables:
            yield Mistake(
                name, f"no variable can hold this: write it into legitbot.toml, below [[{tables[name].path}]]"
            )
        elif name not in known:
            yield Mistake(name, f"there is no such variable{_meant(name, known)}")


def _meant(variable: str, known: tuple[str, ...]) -> str:
    """The name that holds this one's words, else the nearest."""
    words = variable.removeprefix("LEGITBOT_")
    whole = (one for one in known if one == words or one.endswith(f"_{words}") or one.startswith(f"{words}_"))
    found = next(whole, "")
    return f" (did you mean {found}?)" if found else nearest(variable, known)


def _one_port_twice(settings: Settings) -> Iterator[Mistake]:
    if settings.metrics.port == settings.web.port != 0:
        yield Mistake(
            "metrics.port", f"write another port than web.port, which is {settings.web.port} too, or 0 for none"
        )
