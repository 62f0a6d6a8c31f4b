"""People ask at once in a local Slack: how long until the ack, the status and the verdict; and the bot's memory.

The bot is the one that an operator starts (`python -m bot run`). The local Slack runs here, in this process, and takes
its share of the cores that the bot and its two readers of mails work on.
"""

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.crowd import AnswersLost, Crowd, Latencies, Mail
from bench.figures import machine, quantile
from bench.made import html_mail
from bench.process import Running, can_be_watched, children, cpu_seconds, legitbot, resident_mb
from bot.library.content import content_root
from bot.localslack import LocalSlack

_SMALL = (50, 5)  # people at once, and the workspaces they are in: the budget of the design
LARGE = (200, 20)
_PEOPLE = 1_000  # so that each of them asks every 20 waves: nobody drops a mail each second
_APART = 1.1  # seconds: in one channel the bot speaks once a second
_MARKS = (0, 100, 1_000, 10_000)  # checks after which memory is read


def measure(waves: int, checks: int, crowd_of: tuple[int, int] = _SMALL) -> bool:
    """Print the tables about Slack. False: an answer was lost or came twice."""
    return asyncio.run(_measured(waves, checks, *crowd_of))


async def _measured(waves: int, checks: int, at_once: int, workspaces: int) -> bool:
    print(f"\nSlack: {at_once} people at once, {_PEOPLE:,} people in {workspaces} workspaces; {machine()}\n")
    with TemporaryDirectory(prefix="legitbot-bench-") as folder:
        async with LocalSlack() as slack:
            crowd = Crowd.in_slack(slack, workspaces, _PEOPLE)
            tokens = ",".join(bot.token for bot in crowd.bots)
            async with legitbot(
                Path(folder), SLACK_API_URL=slack.api_url, SLACK_BOT_TOKEN=tokens, SLACK_APP_TOKEN=crowd.app.app_token,
                LEGITBOT_ORGANISATION_OWN_DOMAINS=",".join(f"company{number}.example" for number in range(workspaces)),
            ) as bot:  # fmt: skip
                run = Run(crowd, bot, mails(), checks, at_once)
                try:
                    await run.latencies(waves)
                    await run.memory(waves + 1)
                except AnswersLost as error:
                    print(f"\nANSWERS LOST: {error}")
                    _print_log(bot)
                    return False
                return run.all_answered_once()


def mails() -> Iterator[Mail]:
    """For ever: four mails that ship with Legitbot, then an HTML mail of 60 kB; of these, twenty different ones."""
    demo = [(path.name, path.read_bytes()) for path in sorted((content_root() / "demo").glob("*.*"))]
    made = [(f"newsletter-{seed}.eml", html_mail(60_000, 600, seed)) for seed in range(20)]
    number = 0
    while True:
        yield made[number // 5 % len(made)] if number % 5 == 4 else demo[number % len(demo)]
        number += 1


@dataclass(slots=True)
class Run:
    """One bot from its start to its end; `checks` is how many it is to make."""

    crowd: Crowd
    bot: Running
    mails: Iterator[Mail]
    checks: int
    at_once: int
    made: int = 0
    rows: dict[int, str] = field(default_factory=dict)  # of the memory table, by the checks made

    async def latencies(self, waves: int) -> None:
        """A wave to warm up; then people who never asked before, and then the same ones again and again."""
        self._note_memory()
        await self._wave(0)
        print(
            f"| {self.at_once} at once | answers | | p50 ms | p95 ms | p99 ms | max ms |\n|---|---|---|---|---|---|---|"
        )
        busy = _cpu(self.bot), time.monotonic()
        for name, numbers in (("first time", range(1, waves + 1)), ("the same again", [0] * waves)):
            found = []
            for number in numbers:
                await asyncio.sleep(_APART)
                found.append(await self._wave(number))
            print("\n".join(_rows(name, found)), flush=True)
        self._print_cpu(busy[0], 2 * waves * self.at_once)

    async def memory(self, number: int) -> None:
        """Wave after wave from this one on, without a pause, until all checks were made; memory on the way."""
        began, before = time.monotonic(), self.made
        while self.made < self.checks:
            await self._wave(number)
            number += 1
            _print_progress(self.made, self.checks)
        if self.made > before:
            rate = (self.made - before) / (time.monotonic() - began)
            print(f"\nWave after wave without a pause: {rate:.0f} checks a second.")
        self._note_memory()
        if can_be_watched():
            print("\n| checks | bot MB | its readers of mails MB | together MB | database MB |\n|---|---|---|---|---|")
            print("\n".join(self.rows.values()))
        else:
            print("\nMemory was not measured: this system has no /proc to read it from.")

    def all_answered_once(self) -> bool:
        """Say how many of the people got one answer; whether all did."""
        crowd = self.crowd
        crowd.count_all()
        print(f"\nAnswered exactly once: {crowd.answered_once:,} of {self.made:,}.")
        if crowd.answered_once != self.made:
            print(f"ANSWERS LOST OR DOUBLED: {crowd.unanswered} had none, {crowd.answered_more} had more than one.")
        _print_log(self.bot)
        return crowd.answered_once == self.made

    async def _wave(self, number: int) -> Latencies:
        first = number * self.at_once % _PEOPLE
        found = await self.crowd.wave(
            self.crowd.seats[first : first + self.at_once], list(islice(self.mails, self.at_once))
        )
        self.made += self.at_once
        if self.made in _MARKS:
            self._note_memory()
        return found

    def _note_memory(self) -> None:
        if not can_be_watched() or self.made in self.rows:
            return
        own = resident_mb(self.bot.pid)
        readers = [resident_mb(pid) for pid in children(self.bot.pid)]
        beside = " + ".join(f"{one:.0f}" for one in readers)
        database = self.bot.database_bytes / 1024 / 1024
        self.rows[self.made] = f"| {self.made:,} | {own:.0f} | {beside} | {own + sum(readers):.0f} | {database:.1f} |"

    def _print_cpu(self, before: tuple[float, ...], checks: int) -> None:
        """Who had the cores: it says how much of a latency is the local Slack's own."""
        spent = [1000 * (now - then) / checks for now, then in zip(_cpu(self.bot), before, strict=True)]
        if spent:
            print("\nComputing for one check: bot {:.1f} ms, readers {:.1f} ms, local Slack {:.1f} ms.".format(*spent))


def _rows(name: str, waves: list[Latencies]) -> Iterator[str]:
    answers = sum(len(one.verdict) for one in waves)
    for what in ("ack", "status", "verdict"):
        ms = sorted(value for one in waves for value in getattr(one, what))
        told = " | ".join(f"{quantile(ms, share):.0f}" for share in (0.5, 0.95, 0.99, 1)) if ms else "- | - | - | -"
        missing = f" ({len(ms)} of {answers})" if len(ms) != answers else ""
        yield f"| {name} | {answers} | {what}{missing} | {told} |"
    if unacked := sum(one.unacked for one in waves):
        yield f"Not acknowledged within Slack's 3 s: {unacked}."


def _cpu(bot: Running) -> tuple[float, ...]:
    """Seconds of the bot, of its children, of the local Slack; nothing where the system does not say."""
    if not can_be_watched():
        return ()
    return cpu_seconds(bot.pid), cpu_seconds(*children(bot.pid)), cpu_seconds(os.getpid())


def _print_progress(made: int, wanted: int) -> None:
    if sys.stderr.isatty() or made % 1_000 == 0:
        print(f"{made:,} of {wanted:,} checks", end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


def _print_log(bot: Running) -> None:
    if said := bot.said:
        print(f"\nThe bot logged {len(said)} lines; the last ones:\n" + "\n".join(said[-10:]))
