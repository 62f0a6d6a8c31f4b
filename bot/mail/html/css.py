"""The little CSS that decides whether a person sees a text: inline styles, and the simple rules of `<style>`.

Selectors are read where they are a tag, classes, an id, a comma list of those or a plain descendant; a rule
with anything else is left out. Media queries count as they do on a desktop screen in light colours.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

Style = dict[str, str]
"""Property to value, both in lower case: only properties that can hide something, and white-space."""

_KEPT = frozenset(
    """
    display visibility opacity font font-size height max-height width max-width overflow overflow-x
    overflow-y color background background-color background-image position left right top margin-left
    margin-top text-indent clip clip-path transform filter white-space direction unicode-bidi
    -webkit-text-fill-color
    """.split()
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\f\r]?|(.))", re.DOTALL)
_DISPLAYS = frozenset(
    """
    none block inline inline-block flex inline-flex grid inline-grid table inline-table table-row
    table-cell table-row-group table-header-group table-footer-group table-column table-column-group
    table-caption list-item contents flow-root run-in ruby inherit initial unset revert
    """.split()
)
_LONGEST_KEPT = 4000  # characters of a style attribute worth remembering


def declarations(css: str) -> Style:
    """What an inline style or the inside of a rule says, as a browser would weigh it; never raises."""
    return _read_declarations(css) if len(css) <= _LONGEST_KEPT else _read_declarations.__wrapped__(css)


@lru_cache(maxsize=4096)
def _read_declarations(css: str) -> Style:
    if "/*" in css:
        css = _COMMENT.sub(" ", css)
    if "\\" in css:
        css = _ESCAPE.sub(_unescaped, css)
    plain: Style = {}
    important: Style = {}
    for one in css.lower().split(";"):
        name, _, value = one.partition(":")
        name, value = name.strip(), value.strip()
        if name not in _KEPT or not value:
            continue
        value, bang, _ = value.partition("!")
        value = value.strip()
        if name != "display" or value in _DISPLAYS:
            (important if bang else plain)[name] = value
    return plain | important | {f"!{name}": value for name, value in important.items()}


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return str(match[2])
    number = int(match[1], 16)
    return chr(number) if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else "\ufffd"


def cascaded(styles: Iterable[Style]) -> Style:
    """The styles laid over each other, weakest first; what is marked important wins."""
    merged: Style = {}
    for one in styles:
        merged |= one
    return merged | {name[1:]: value for name, value in merged.items() if name[0] == "!"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector and its style. Selectors are sets of "tag", ".class" and "#id"."""

    own: frozenset[str]
    ancestors: frozenset[str]
    weight: tuple[int, int, int]
    style: Style


@dataclass(slots=True)
class Sheet:
    """The rules of all `<style>` elements, found by the last part of their selector."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    ancestors: set[str] = field(default_factory=set)  # the names that rules ask for in what is around an element

    def matching(self, names: Iterable[str]) -> list[Rule]:
        """The rules for an element of these names ("td", ".a", "#b"), wherever it stands, weakest first."""
        have = set(names)
        found = [rule for name in have & self.rules.keys() for rule in self.rules[name] if rule.own <= have]
        found.sort(key=lambda rule: rule.weight)
        return found


_MOST_RULES, _MOST_PER_NAME = 4000, 8
_COMPOUND = re.compile(r"([a-z][a-z0-9-]*)?((?:[.#][\w-]+)*)")
_NAMES = re.compile(r"[.#][\w-]+")


def sheet(sources: Iterable[str]) -> Sheet:
    """The rules of these style sheets that can hide something on a desktop screen; never raises."""
    made = Sheet()
    number = 0
    for source in sources:
        for selectors, body in _blocks(_COMMENT.sub(" ", source)):
            style = declarations(body)
            if not style:
                continue
            for selector in selectors.split(",", 64)[:64]:
                number += 1
                if number > _MOST_RULES:
                    return made
                _add(made, selector, style, number)
    return made


def _add(made: Sheet, selector: str, style: Style, number: int) -> None:
    parts = [_compound(one) for one in selector.replace(">", " ").split(None, 8)]
    if not parts or any(not one for one in parts):
        return
    own, ancestors = parts[-1], frozenset[str]().union(*parts[:-1])
    everyone = own | ancestors
    weight = (sum(one[0] == "#" for one in everyone), sum(one[0] == "." for one in everyone), number)
    made.ancestors |= ancestors
    rules = made.rules.setdefault(max(own, key=lambda one: (one[0] == "#", one[0] == ".", one)), [])
    if rules and rules[-1].own == own and rules[-1].ancestors == ancestors:
        rules[-1] = Rule(own, ancestors, weight, rules[-1].style | style)
    else:
        rules.append(Rule(own, ancestors, weight, style))
        del rules[:-_MOST_PER_NAME]


def _compound(text: str) -> frozenset[str]:
    """The names of `td.a#b`; empty when it is anything else."""
    match = _COMPOUND.fullmatch(text.lower())
    if not match:
        return frozenset()
    return frozenset(([match[1]] if match[1] else []) + _NAMES.findall(match[2]))


_DELIMITER = re.compile(r"[{};]")


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of every rule that applies."""
    at, applies = 0, [True]
    while match := _DELIMITER.search(css, at):
        prelude = css[at : match.start()].replace("<!--", " ").replace("-->", " ").strip()
        at = match.end()
        if match[0] == "}":
            del applies[max(1, len(applies) - 1) :]
        elif match[0] == "{" and prelude[:1] == "@":
            applies.append(applies[-1] and _at_rule_applies(prelude.lower()))
        elif match[0] == "{":
            end = css.find("}", at)
            end = end if end >= 0 else len(css)
            if applies[-1]:
                yield prelude, css[at:end]
            at = end + 1


def _at_rule_applies(prelude: str) -> bool:
    if prelude.startswith(("@supports", "@layer")):
        return True
    if not prelude.startswith("@media"):
        return False
    return any(_desktop(query) for query in prelude[6:].split(","))


def _desktop(query: str) -> bool:
    """Does a media query hold for a wide screen in light colours?"""
    words = set(re.findall(r"[a-z-]+", query))
    if words & {
        "max-width",
        "max-device-width",
        "prefers-color-scheme",
        "print",
        "not",
        "handheld",
        "speech",
        "yahoo",
    }:
        return False
    return not words & {
        "max-height",
        "max-device-height",
        "device-pixel-ratio",
        "-webkit-min-device-pixel-ratio",
    }
