"""A quiz on a terminal: asks, takes a number, says why, and goes on."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import click
from rich.console import Console
from rich.panel import Panel

from bot.commands.screen import body
from bot.flows import quiz, say_quiz
from bot.flows.quiz import Player, QuizDesk, asks_sure
from bot.flows.quiz_shapes import Ask, Nothing, Over, Step, Told
from bot.flows.say_grades import grades
from bot.flows.shapes import Person
from bot.lessons.grades import grade
from bot.library.library import Library
from bot.library.quizzes import Questions
from bot.library.tips import Tips, TipsBroken
from bot.reply.reply import Button, Reply
from bot.store.problems import StoreInUse
from bot.store.store import OpenStore, open_store

YOU = Person("terminal", "you")
_WIDEST = 88


class Unplayable(Exception):
    """It cannot be played; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What was wished on the command line."""

    count: int
    topics: frozenset[str]
    language: str
    own: Path | None


async def played(wish: Terminal, memory: Path, doing: str) -> None:
    """Do it ("play", "how" or "forget") with the memory in this file. Raises Unplayable, StoreUnusable."""
    library = Library.load()
    questions = _questions(library, wish)
    memory.parent.mkdir(parents=True, exist_ok=True)
    try:
        store = await open_store(f"sqlite:///{memory}")
    except StoreInUse as error:
        raise Unplayable(say_quiz.words(library, wish.language)["open_elsewhere"]) from error
    try:
        if doing == "forget":
            await store.privacy.forget(YOU, _now())
            _print(say_quiz.aside(library, wish.language, "forgotten"))
        elif doing == "how":
            _print(grades(library, wish.language, grade((await store.quizzes.past(YOU)).answered)))
        else:
            await _play(wish, library, _desk(store, questions))
    except click.Abort:  # Ctrl-C or the end of what is typed
        click.echo("\n")
        _print(say_quiz.aside(library, wish.language, "later"))
    finally:
        await store.close()


def _questions(library: Library, wish: Terminal) -> Questions:
    try:
        known = Tips.load(library.root).known
    except TipsBroken as error:
        raise Unplayable(str(error)) from error
    topics = {topic.id for topic in known.topics}
    if wrong := sorted(wish.topics - topics):
        raise Unplayable(f"There is no topic {wrong[0]!r}. The topics are: {', '.join(sorted(topics))}.")
    return Questions.load(library.root, known, lambda mistake: click.echo(f"Note: {mistake}", err=True), wish.own)


def _desk(store: OpenStore, questions: Questions) -> QuizDesk:
    async def there(_workspace: str) -> Questions:
        return questions

    async def weak(_workspace: str) -> Mapping[str, float]:
        return {}

    seed = token_hex(8)  # else everybody would begin with the same questions
    return QuizDesk(store.quizzes, there, weak, lambda _person: seed, _now)


async def _play(wish: Terminal, library: Library, desk: QuizDesk) -> None:
    player = Player(YOU, wish.language, wish.topics)
    step = await quiz.begin(player, desk, wish.count)
    while isinstance(step, Ask):
        step = await _asked(step, player, library, desk)
        if isinstance(step, Told):
            _print(say_quiz.told(library, wish.language, step), "green" if step.said.right else "yellow")
            step = await quiz.go_on(player, step.quiz.id, desk)
    _end(step, library, wish.language)


async def _asked(ask: Ask, player: Player, library: Library, desk: QuizDesk) -> Step:
    said = say_quiz.words(library, player.language)
    _print(say_quiz.question(library, player.language, ask))
    option = _chosen(say_quiz.choices(ask.question, said, ask.quiz.id), said)
    sure = int(_chosen(say_quiz.levels(said), said, said["sure"])) if asks_sure(ask.question) else None
    return await quiz.answer(player, ask.quiz.id, ask.place, option, sure, desk)


def _chosen(buttons: tuple[Button, ...], said: Mapping[str, str], asked: str = "") -> str:
    """The id of what was chosen by its number. Raises click.Abort."""
    if asked:
        click.echo(f"\n{asked}")
    for number, one in enumerate(buttons, 1):
        click.echo(f"  {number}. {one.label}")
    while True:
        with _stopped_at_once():
            typed = str(click.prompt(said["your_answer"], default="", show_default=False)).strip()
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(buttons):
            return buttons[int(typed) - 1].id
        click.echo(said["type_number"].format(most=len(buttons)))


@contextmanager
def _stopped_at_once() -> Iterator[None]:
    """Ctrl-C ends what waits for the keyboard: asyncio would only make a note of it until a key is pressed."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end(step: Step, library: Library, language: str) -> None:
    if isinstance(step, Over):
        _print(say_quiz.over(library, language, step))
    elif isinstance(step, Nothing):
        _print(say_quiz.aside(library, language, "nothing"))


def _print(reply: Reply, edge: str = "") -> None:
    console = Console(highlight=False, emoji=False, markup=False)
    width = min(console.width, _WIDEST)
    text = body(reply, width)
    if edge:
        console.print(Panel(text, border_style=edge, width=width))
    else:
        console.print(text, width=width)
    console.print()


def _now() -> datetime:
    return datetime.now(UTC)
