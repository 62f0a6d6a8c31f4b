"""The bot's sentences: Jinja templates in `messages/<language>/replies/`, rendered into a `Reply`.

A template writes Markdown of the simplest kind (paragraphs, `## headings`, `1.` and `-` items, **bold**). Whatever
comes from a mail passes through as a mark and is put back as an untrusted span, so that no mail can write
Markdown, and no template can forget to quote.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import jinja2
import tomli

from bot.library.content import content_root
from bot.reply.reply import Block, Kind, Reply, Span

_MARK = re.compile("\ue000(\\d+)\ue001")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"(?:\d+\.|-) +")
SOURCE_LANGUAGE = "en"


class Untrusted(str):
    """Words that a stranger wrote. A template can place them, never read them as its own."""

    __slots__ = ()


class Replies:
    """The reply templates of every language; a missing file falls back to English."""

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or content_root()
        self._environments: dict[str, jinja2.Environment] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those in which a whole verdict can be said; of others there may be a part, such as what goes with tips."""
        return tuple(sorted(path.parents[1].name for path in self._root.glob("*/replies/verdict.md.j2")))

    def folder(self, language: str) -> Path:
        """Where the replies of a language lie, or English where it has none."""
        own = self._root / language / "replies"
        return own if own.is_dir() else self._root / SOURCE_LANGUAGE / "replies"

    def words(self, language: str) -> Mapping[str, Mapping[str, str]]:
        """The sections of words.toml: labels, and the half-sentences that answers are put together from."""
        return _words(self.folder(language))

    def reply(self, name: str, language: str, values: Mapping[str, Any]) -> Reply:
        """The template `name.md.j2` with these values, as blocks. Raises jinja2.TemplateError on a broken template."""
        quotes: list[str] = []

        def placed(value: Any) -> Any:
            if isinstance(value, Untrusted):
                quotes.append(str(value))
                return f"\ue000{len(quotes) - 1}\ue001"
            return value

        template = self._environment(language).get_template(f"{name}.md.j2")
        return Reply(tuple(markdown_blocks(template.render(_marked(values, placed)), quotes)))

    def _environment(self, language: str) -> jinja2.Environment:
        if language not in self._environments:
            folders = [self._root / one / "replies" for one in dict.fromkeys((language, SOURCE_LANGUAGE))]
            self._environments[language] = jinja2.Environment(
                loader=jinja2.FileSystemLoader(folders), undefined=jinja2.StrictUndefined, trim_blocks=True,
                lstrip_blocks=True, autoescape=False,  # noqa: S701  # the output is no HTML; mail text is marked, see above
            )  # fmt: skip
        return self._environments[language]


@cache
def _words(folder: Path) -> dict[str, dict[str, str]]:
    source = tomli.loads((folder.parents[1] / SOURCE_LANGUAGE / "replies" / "words.toml").read_text("utf-8"))
    own = tomli.loads((folder / "words.toml").read_text("utf-8")) if (folder / "words.toml").is_file() else {}
    return {section: lines | own.get(section, {}) for section, lines in source.items()}


def _marked(value: Any, placed: Any) -> Any:
    """The value with every untrusted string in it replaced by a mark."""
    if isinstance(value, Mapping):
        return {key: _marked(one, placed) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_marked(one, placed) for one in value]
    return placed(value)


def markdown_blocks(text: str, quotes: Sequence[str] = ()) -> list[Block]:
    """Simple Markdown, a line for each block, as blocks; a mark in it becomes the quote of that number."""
    blocks: list[Block] = []
    number = 0
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        kind, words = _kind(line, first=not blocks)
        number = number + 1 if kind is Kind.REASON else 0
        blocks.append(Block(kind, tuple(_spans(words, quotes)), number))
    return blocks


def _kind(line: str, *, first: bool) -> tuple[Kind, str]:
    if first:
        return Kind.LEAD, line
    if line.startswith("## "):
        return Kind.HEADING, line[3:]
    if item := _ITEM.match(line):
        return (Kind.STEP if line[0] == "-" else Kind.REASON), line[item.end() :]
    return Kind.TEXT, line


def _spans(line: str, quotes: Sequence[str]) -> list[Span]:
    spans: list[Span] = []
    for i, run in enumerate(_BOLD.split(line)):
        for k, piece in enumerate(_MARK.split(run)):
            if k % 2:
                spans.append(Span(quotes[int(piece)], bold=bool(i % 2), untrusted=True))
            elif piece:
                spans.append(Span(piece, bold=bool(i % 2)))
    return spans
