"""Every request to Slack goes through here: Web API calls, answers to a response_url, downloads.

Each waits for its turn, is refused while Slack is away, is counted, and is repeated only where that does no harm.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from yarl import URL

from bot.flows.leaving import held, let_go
from bot.fronts.slack.gateway.breaker import Breaker, Ticket
from bot.fronts.slack.gateway.outcomes import Seen, seen
from bot.fronts.slack.gateway.pace import Lane, Lanes, TooLong
from bot.fronts.slack.gateway.tiers import CHANNEL, CHANNEL_METHODS, patience_of, rate_of
from bot.watch.metrics import BREAKER, SLACK_CALLS, SLACK_SECONDS, SLACK_WAITS

log = logging.getLogger(__name__)
TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)  # seconds, for one request
TRIES = 4  # of a call that may be repeated
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0  # seconds between them, at most: each pause is drawn at random below that
ENOUGH = 30.0  # seconds after which nothing is tried again
SPREAD = 5.0  # seconds over which those who were refused come back
_MOST_ADDRESSES = 100
_FAILURES = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
_GIVEN_UP = Seen("given_up", there=None)  # whoever called waits no longer
Answer = TypeVar("Answer")


class HeldBack(aiohttp.ClientError):
    """The call was certainly not made; it may be in so many `seconds`. `away`: because Slack does not answer."""

    def __init__(self, seconds: float, *, away: bool = False) -> None:
        super().__init__(f"held back for {seconds:.1f} s")
        self.seconds = seconds
        self.away = away


@dataclass(frozen=True, slots=True)
class Call:
    """A request, as far as its turn depends on it."""

    address: str  # where to: "https://slack.com:443"
    owner: str  # for whom Slack counts: the workspace
    method: str  # "chat.postMessage", "response_url", "download"
    channel: str = ""
    question: bool = False  # asking twice does no harm; a lost answer to anything else may be a message that stands


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to a POST."""

    status: int
    text: str


class Gateway:
    """One for the whole front. It owns the session; `close` ends it."""

    def __init__(
        self, session: aiohttp.ClientSession, *, clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep, chance: Callable[[], float] = random.random,
        patience: Callable[[str], float] = patience_of,
    ) -> None:  # fmt: skip
        """`chance` gives numbers from 0 to below 1; `patience` is how long a method waits, in seconds of `clock`."""
        self.session = session
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._patience = patience
        self._lanes = Lanes(clock, sleep)
        self._breakers: dict[str, Breaker] = {}

    async def close(self) -> None:
        await self.session.close()

    async def through(self, call: Call, once: Callable[[], Awaitable[Answer]]) -> Answer:
        """What `once` answers; a question is asked again where it failed.

        Raises HeldBack where it was not even tried, and whatever `once` raises.
        """
        began = self._clock()
        for tries in range(1, TRIES + 1):
            try:
                return await self._tried(call, once)
            except HeldBack:
                raise
            except _FAILURES as error:
                what = seen(error)
                pause = 0.0 if what.wait else self._chance() * min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
                enough = tries == TRIES or self._clock() + pause - began > ENOUGH
                if enough or not (call.question and what.again):
                    raise
            await self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    def held(self, call: Call) -> float:
        """Seconds for which this call would be refused without being made; 0 where it may be tried."""
        now = self._clock()
        if seconds := self._breaker(call.address).wait(now):
            return seconds + SPREAD * self._chance()
        lanes = (self._in_channel(call), self._in_tier(call))
        longest = max(one.bucket.wait(now, one.waiting) for one in lanes if one is not None)
        return longest if longest > self._patience(call.method) else 0.0

    def room(self, call: Call) -> int:
        """How many such calls could leave at once without waiting, as far as the tier and the connection allow."""
        now = self._clock()
        if self._breaker(call.address).wait(now):
            return 0
        lane = self._in_tier(call)
        return max(0, lane.bucket.room(now) - lane.inside)

    async def answered(self, owner: str, url: str, body: Mapping[str, Any]) -> Said:
        """What an address says to a POST of JSON. Raises aiohttp.ClientError (with its status for a 429 or 5xx)."""

        async def once() -> Said:
            async with self.session.post(url, json=body, allow_redirects=False) as answer:
                _well(answer)
                return Said(answer.status, await answer.text(errors="replace"))

        return await self.through(Call(_address(url), owner, "response_url"), once)

    async def fetched(
        self, owner: str, url: URL, headers: Mapping[str, str],
        read: Callable[[aiohttp.ClientResponse], Awaitable[Answer]],
    ) -> Answer:  # fmt: skip
        """What `read` makes of the answer to a GET; it may be called again where the connection breaks.

        Raises aiohttp.ClientError, TimeoutError, OSError.
        """

        async def once() -> Answer:
            async with self.session.get(url, headers=headers, allow_redirects=False) as answer:
                _well(answer)
                return await read(answer)

        return await self.through(Call(_address(url), owner, "download", question=True), once)

    async def _tried(self, call: Call, once: Callable[[], Awaitable[Answer]]) -> Answer:
        breaker = self._breaker(call.address)
        self._let_through(breaker)
        async with AsyncExitStack() as turns:
            if not call.question:
                held()
            await self._waited(call, turns)
            self._let_through(breaker)  # it may have happened meanwhile
            if not call.question:
                await let_go()
            ticket = breaker.begin(self._clock())
            try:
                answer = await once()
            except _FAILURES as error:
                self._ended(call, breaker, ticket, seen(error))
                raise
            except BaseException:
                self._ended(call, breaker, ticket, _GIVEN_UP)
                raise
            self._ended(call, breaker, ticket, Seen("ok"))
            return answer

    async def _waited(self, call: Call, turns: AsyncExitStack) -> None:
        """Until it is this call's turn: in its channel (until it is over: messages stay in order) and its tier."""
        until = self._clock() + self._patience(call.method)
        try:
            if (lane := self._in_channel(call)) is not None:
                await turns.enter_async_context(self._lanes.turn(lane, until, keep=True))
            await turns.enter_async_context(self._lanes.turn(self._in_tier(call), until, keep=False))
        except TooLong as error:
            raise HeldBack(error.seconds) from None

    def _let_through(self, breaker: Breaker) -> None:
        if seconds := breaker.wait(self._clock()):
            SLACK_WAITS.labels("breaker").inc()
            raise HeldBack(seconds + SPREAD * self._chance(), away=True)

    def _ended(self, call: Call, breaker: Breaker, ticket: Ticket, what: Seen) -> None:
        now = self._clock()
        SLACK_CALLS.labels(call.method, what.word).inc()
        SLACK_SECONDS.labels(call.method).observe(max(now - ticket.began, 0.0))
        before = breaker.open
        if what.there is None:
            breaker.left(ticket)
        elif what.there:
            breaker.answered(now)
        else:
            breaker.failed(ticket, now)
        if what.wait:
            self._slower(call, now + what.wait)
        if before != breaker.open:
            log.warning("Slack does not answer, and is left alone" if breaker.open else "Slack answers again")
            BREAKER.set(any(one.open for one in self._breakers.values()))

    def _slower(self, call: Call, until: float) -> None:
        """Slack said "too fast". It does not say whether in the channel or in the workspace: two channels tell."""
        tier, channel = self._in_tier(call), self._in_channel(call)
        if channel is None:
            tier.bucket.pause(until)
            return
        channel.bucket.pause(until)
        if tier.limited not in ("", call.channel) and self._lanes.paused(_channel_key(call.owner, tier.limited)):
            tier.bucket.pause(until)
        tier.limited = call.channel

    def _in_channel(self, call: Call) -> Lane | None:
        if not call.channel or call.method not in CHANNEL_METHODS:
            return None
        return self._lanes.lane(_channel_key(call.owner, call.channel), CHANNEL, "channel")

    def _in_tier(self, call: Call) -> Lane:
        return self._lanes.lane((call.owner, call.method), rate_of(call.method), "tier")

    def _breaker(self, address: str) -> Breaker:
        found = self._breakers.pop(address, None) or Breaker(self._chance)
        if len(self._breakers) >= _MOST_ADDRESSES:
            self._breakers.pop(next(iter(self._breakers)))
        self._breakers[address] = found
        return found


def _channel_key(owner: str, channel: str) -> tuple[str, ...]:
    return owner, "", channel


def _address(url: str | URL) -> str:
    """Raises aiohttp.InvalidURL."""
    try:
        return str(URL(url).origin())
    except ValueError as error:
        raise aiohttp.InvalidURL(str(type(error).__name__)) from error


def _well(answer: aiohttp.ClientResponse) -> None:
    """Raises aiohttp.ClientResponseError where Slack is too busy or in trouble."""
    if answer.status == 429 or answer.status >= 500:
        raise aiohttp.ClientResponseError(
            answer.request_info, answer.history, status=answer.status, headers=answer.headers
        )
