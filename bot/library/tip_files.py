"""The files that tips stand in, ours and a company's own, read again only where they have changed.

A file that an edit has broken gives what it held before, so that no slip of an editor takes a tip away.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.library.front_matter import Page, PageBroken, page, unwrapped
from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.tip_facts import Flaw, Known, fact_flaws, missing

FOLDER = "tips"
FIELDS = ("topic", "scams", "seasons", "only_in_season", "audience", "report", "sources", "checked")
_OF_A_TRANSLATION = ("of",)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}")
LONGEST_NAME = 100  # characters of a file's name without ".md": it is handed on as the tip's id, and Slack takes 150
_RULE = re.compile(r"^-{3,}[ \t]*$", re.M)
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TipFile:
    """Where a tip, or a translation of one, stands."""

    path: Path
    name: str  # as people are told
    language: str
    own: bool  # a company's own

    @property
    def id(self) -> str:
        return self.path.stem


@dataclass(frozen=True, slots=True)
class TipPage:
    """What a file holds. Without a topic it is a translation of the tip of the same id."""

    file: TipFile
    facts: Mapping[str, Any]
    title: str
    text: str
    more: str
    fingerprint: str

    @property
    def off(self) -> bool:
        """Whether it says that there shall be no such tip."""
        return bool(self.facts.get("off"))


def tip_page(file: TipFile, read: Page, known: Known) -> tuple[TipPage | None, tuple[Flaw, ...]]:
    """The page, or None where a flaw breaks it; and all that keeps a program from reading it as it is meant."""
    title, text, more = parts(read.words)
    flaws = list(_flaws(file, read, known))
    if not read.facts.get("off"):
        if not title:
            flaws.append(Flaw("title", 'begin the words with "# " and the title', breaks=True))
        if not text:
            flaws.append(Flaw("text", "write the tip below its title", breaks=True))
    if any(flaw.breaks for flaw in flaws):
        return None, tuple(flaws)
    return TipPage(file, read.facts, title, text, more, read.fingerprint), tuple(flaws)


def parts(words: str) -> tuple[str, str, str]:
    """Title, tip, and "more on this"; "" for what is not there. Each paragraph and each list item is one line."""
    first, _, rest = words.partition("\n")
    title, rest = (first[2:].strip(), rest) if first.startswith("# ") else ("", words)
    text, *more = _RULE.split(rest, maxsplit=1)
    return title, unwrapped(text), unwrapped(more[0]) if more else ""


def _flaws(file: TipFile, read: Page, known: Known) -> Iterator[Flaw]:
    if not _ID.fullmatch(file.id):
        yield Flaw("-", "name the file with lower-case letters, digits and single hyphens: new-invoice.md", breaks=True)
    if len(file.id) > LONGEST_NAME:
        yield Flaw("-", f"give the file a shorter name: at most {LONGEST_NAME} characters before .md", breaks=True)
    source = file.language == SOURCE_LANGUAGE
    if file.own:
        yield from fact_flaws(read.facts, known, ("off", *_OF_A_TRANSLATION, *FIELDS))
        if source and not read.facts.get("off"):
            yield from missing(read.facts, "topic", breaks=True)
    elif source:
        yield from fact_flaws(read.facts, known, FIELDS)
        yield from missing(read.facts, "topic", breaks=True)
        yield from missing(read.facts, "scams", "sources", "checked")
    else:
        yield from fact_flaws(read.facts, known, _OF_A_TRANSLATION)
        yield from missing(read.facts, *_OF_A_TRANSLATION)


def tip_files(root: Path, own: Path | None) -> Iterator[TipFile]:
    """All files that a tip or a translation stands in. An own folder's top is for everybody: it counts as English."""
    for folder in sorted(root.glob(f"*/{FOLDER}")):
        language = folder.parent.name
        for path in _pages(folder):
            yield TipFile(path, f"{language}/{FOLDER}/{path.name}", language, own=False)
    if own is not None and own.is_dir():
        for path in _pages(own):
            yield TipFile(path, f"{own.name}/{path.name}", SOURCE_LANGUAGE, own=True)
        for folder in (one for one in _folders(own) if _LANGUAGE.fullmatch(one.name)):
            for path in _pages(folder):
                yield TipFile(path, f"{own.name}/{folder.name}/{path.name}", folder.name, own=True)


def typed_in_slack(id_: str) -> TipFile:
    """The name under which a company's tip that stands in no file is checked, as if it did."""
    return TipFile(Path(f"{id_}.md"), f"{id_}.md", SOURCE_LANGUAGE, own=True)


def own_folder_mistakes(own: Path | None) -> Iterator[Mistake]:
    """What is wrong with a company's folder of tips as a whole."""
    yield from folder_mistakes(own)
    if own is None:
        return
    for one in _folders(own):
        if not _LANGUAGE.fullmatch(one.name):
            name = f"{own.name}/{one.name}"
            yield Mistake(name, "-", "name the folder as its language in two letters: de, fr, es, pt")


def folder_mistakes(own: Path | None) -> Iterator[Mistake]:
    """What keeps us from reading a company's folder."""
    if own is None:
        return
    if not own.is_dir():
        yield Mistake(str(own), "-", "there is no such folder; make it, or name another one")
    elif not os.access(own, os.R_OK | os.X_OK):
        yield Mistake(str(own), "-", "the folder cannot be read; let Legitbot's account read it")


def _folders(own: Path) -> list[Path]:
    try:
        return sorted(one for one in own.iterdir() if one.is_dir() and not one.name.startswith("."))
    except OSError:  # gone, or not to be read: told by `own_folder_mistakes`
        return []


def _pages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.md") if not path.name.startswith("."))


@dataclass(slots=True)
class _Kept:
    """A file as it was read last, and the last good page of it."""

    stamp: Stamp
    page: TipPage | None
    mistakes: tuple[Mistake, ...]


@dataclass(slots=True)
class Shelf:
    """All files with tips. `pages` and `mistakes` belong to the last `read`."""

    root: Path
    own: Path | None
    known: Known
    pages: tuple[TipPage, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    _kept: dict[Path, _Kept] = field(default_factory=dict)

    def read(self) -> bool:
        """Read what has changed since the last time; whether anything has."""
        before, folder = self._kept, tuple(own_folder_mistakes(self.own))
        kept = {file.path: self._read(file, before.get(file.path)) for file in tip_files(self.root, self.own)}
        mistakes = (*folder, *(one for file in kept.values() for one in file.mistakes))
        if kept == before and mistakes == self.mistakes:
            return False
        self._kept, self.mistakes = kept, mistakes
        self.pages = tuple(file.page for file in kept.values() if file.page)
        return True

    def _read(self, file: TipFile, before: _Kept | None) -> _Kept:
        stamp = stamp_of(file.path)
        if before and before.stamp == stamp:
            return before
        try:
            found, flaws = tip_page(file, page(file.path), self.known)
        except PageBroken as error:
            found, flaws = None, (Flaw("-", str(error), breaks=True),)
        mistakes = tuple(Mistake(file.name, flaw.field, flaw.write) for flaw in flaws)
        if found is None and before:
            found = before.page
        return _Kept(stamp, found, mistakes)


def stamp_of(path: Path) -> Stamp:
    """What is another one as soon as the file has been edited."""
    try:
        found = path.stat()
    except OSError:  # gone since it was listed, or not to be read: told when it is opened
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)
