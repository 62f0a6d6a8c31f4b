"""The files of questions, taken apart; and what is so wrong with one that nobody may be asked it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.library.front_matter import Page, PageBroken, page, unwrapped
from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.quizzes.kinds import key_flaws, option_flaws
from bot.library.quizzes.mails import MailBroken, QuizMail, mails_in, without_mails
from bot.library.quizzes.question import KINDS, Option
from bot.library.tip_facts import Flaw, Known, fact_flaws, missing
from bot.library.tip_files import LONGEST_NAME

FOLDER = "quizzes"
FIELDS = """kind idea topic scams right cues premise misleading anchor where sources checked""".split()
_OF_A_TRANSLATION = ("of",)
_OPTION = re.compile(r"^## ([a-z0-9]+(?:-[a-z0-9]+)*)[ \t]*(?::[ \t]*(\S.*))?$", re.M)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADING = re.compile(r"^##", re.M)


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """Where a question, or a translation of one, stands."""

    path: Path
    name: str  # as people are told
    language: str
    own: bool = False  # a company's own


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What a file holds: English has the facts, a translation `of`."""

    id: str
    language: str
    name: str  # as people are told
    page: Page
    text: str
    mails: tuple[QuizMail, ...]
    options: tuple[Option, ...]
    own: bool = False

    @property
    def is_source(self) -> bool:
        """Whether the facts stand here: our English, and all that a company writes."""
        return self.own or self.language == SOURCE_LANGUAGE

    @property
    def ids(self) -> tuple[str, ...]:
        """Those of the options, in the order of the file."""
        return tuple(one.id for one in self.options)


Read = tuple[QuestionPage | None, tuple[Mistake, ...]]
"""The page of a file, or None where nobody may be asked it; and what is wrong with it."""


def question_files(root: Path, own: Path | None = None) -> Iterator[QuestionFile]:
    """Ours by language, and those at the top of a company's folder, in whatever language it writes them."""
    for path in sorted(root.glob(f"*/{FOLDER}/*.md")):
        language = path.parents[1].name
        yield QuestionFile(path, f"{language}/{FOLDER}/{path.name}", language)
    if own is None:
        return
    for path in sorted(own.glob("*.md")):
        if not path.name.startswith("."):
            yield QuestionFile(path, f"{own.name}/{path.name}", SOURCE_LANGUAGE, own=True)


def question_pages(root: Path, known: Known, own: Path | None = None) -> Iterator[Read]:
    """Each file's page."""
    yield from (question_file(file, known) for file in question_files(root, own))


def question_file(file: QuestionFile, known: Known) -> Read:
    """What stands in a file."""
    try:
        read = page(file.path)
    except PageBroken as error:
        return None, (Mistake(file.name, "-", str(error)),)
    return question_page(file, read, known)


def question_page(file: QuestionFile, read: Page, known: Known) -> Read:
    """The page that is written like this."""
    text, *rest = _HEADING.split(read.words, maxsplit=1)
    options = tuple(_options("##" + rest[0])) if rest else ()
    broken = ""
    try:
        mails = mails_in(text)
    except MailBroken as error:
        mails, broken = (), str(error)
    around = unwrapped(without_mails(text))
    made = QuestionPage(file.path.stem, file.language, file.name, read, around, mails, options, file.own)
    flaws = list(_flaws(made, known))
    if broken:  # whatever else is said of the mail follows from it
        flaws = [Flaw("mail", broken, breaks=True), *(flaw for flaw in flaws if flaw.field != "mail")]
    usable = None if any(flaw.breaks for flaw in flaws) else made
    return usable, tuple(Mistake(file.name, flaw.field, flaw.write) for flaw in flaws)


def _options(words: str) -> Iterator[Option]:
    heads = list(_OPTION.finditer(words))
    ends = [head.start() for head in heads[1:]] + [len(words)]
    for head, end in zip(heads, ends, strict=True):
        yield Option(head[1], (head[2] or "").strip(), unwrapped(words[head.end() : end]))


def _flaws(made: QuestionPage, known: Known) -> Iterator[Flaw]:
    facts = made.page.facts
    if not _ID.fullmatch(made.id):
        yield Flaw("-", "name the file with lower-case letters, digits and single hyphens: new-invoice.md", breaks=True)
    if len(made.id) > LONGEST_NAME:
        yield Flaw("-", f"give the file a shorter name: at most {LONGEST_NAME} characters before .md", breaks=True)
    if "~~~" in made.text:
        yield Flaw("mail", "begin a mail with a line ~~~mail (or ~~~mail a), and end it with a line ~~~", breaks=True)
    if not made.text:
        yield Flaw("text", "write the situation and the question below the second +++", breaks=True)
    if any(len(id) > LONGEST_NAME for id in made.ids):
        yield Flaw("options", f"use at most {LONGEST_NAME} characters for the name of an option", breaks=True)
    if len(_HEADING.findall(made.page.words)) != len(made.options):
        yield Flaw("options", 'write each option as "## id: What to do", and its feedback below', breaks=True)
    if not made.is_source:
        yield from fact_flaws(facts, known, _OF_A_TRANSLATION)
        yield from missing(facts, *_OF_A_TRANSLATION)
        return
    yield from fact_flaws(facts, known, FIELDS)
    yield from missing(facts, "kind", "topic", "right", breaks=True)
    yield from missing(facts, "scams", *(() if made.own else ("idea", "sources", "checked")))
    kind = facts.get("kind")
    if "kind" in facts and kind not in KINDS:
        yield Flaw("kind", f"write one of: {', '.join(KINDS)}", breaks=True)
    idea = known.ideas.get(str(facts.get("idea")))
    if idea and facts.get("topic") != idea.topic:
        yield Flaw("topic", f"the idea {idea.id!r} belongs to the topic {idea.topic!r}; write that", breaks=True)
    if kind in KINDS and isinstance(facts.get("right"), str):
        yield from key_flaws(kind, facts, made.ids)
        yield from option_flaws(kind, made.options, made.mails)
