"""What Slack sends us, with fields missing and fields of other shapes: nothing breaks, and no answer goes astray."""

import copy
import json
import logging
import random
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.fronts import slack
from bot.fronts.slack import names
from bot.jobs.doing import Doing
from tests.conftest import THOROUGH
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import PASTED, SCAM

pytestmark = pytest.mark.thorough

_JUNK: tuple[Any, ...] = (
    None, "", 0, -1, True, 1e300, [], {}, [None], {"": None}, "x", "\x00", "\ue0000\ue001", "<!channel>", "é" * 3000,
    ["x", {"id": []}], {"id": {"id": 1}}, [[]] * 3,
)  # fmt: skip
_ROUNDS = 25 if THOROUGH else 5  # of each payload
OURS = str(Path(slack.__file__).parent)


@dataclass(frozen=True)
class Sent:
    """What Slack sent, and where an answer to it may stand for all to see."""

    name: str
    payload: dict[str, Any]
    public: frozenset[str]


async def everything(there: Company) -> list[Sent]:
    """One of each that Slack sends, caught on its way to the bot."""
    ann, general, dm = there.ann, there.general, there.dm()
    there.bot.joins(general)
    in_dm, in_general = frozenset({dm.id}), frozenset({dm.id, general.id})
    caught: list[Sent] = []

    async def catch(name: str, public: frozenset[str]) -> None:
        await there.quiet()
        new = there.slack.deliveries[len(caught_before) :]
        caught.extend(Sent(f"{name}:{one.type}", copy.deepcopy(one.payload), public) for one in new)
        caught_before.extend(new)

    caught_before: list[Any] = list(there.slack.deliveries)
    message = await ann.says(dm, PASTED, files=[("a.eml", SCAM)])
    await catch("message", in_dm)
    await ann.edits(message, PASTED + "more")
    await catch("edited", in_dm)
    answer = there.answers(dm)[-1]
    await ann.presses(answer, f"{names.PRESSED}called")
    await catch("button", in_dm)
    above = await there.bob.says(general, PASTED)
    await catch("overheard", in_general)
    await ann.says(general, f"{there.bot.mention} real?", thread=above)
    await catch("mention", in_general)
    await ann.uses_shortcut(there.app, names.CHECK_MESSAGE, above)
    await catch("pointed-at", in_dm)
    await ann.runs(there.app, "/legit", "help", channel=general)
    await catch("command", in_dm)
    await ann.runs(there.app, "/legit", "check", channel=general)
    box = await there.box(ann)
    await catch("box", in_dm)
    await ann.submits(box, {names.MAIL: {names.VALUE: PASTED}, names.SENDER: {names.VALUE: "shop@mail.test"}})
    await catch("submitted", in_dm)
    await ann.opens(there.app)
    await catch("home", in_dm)
    await ann.deletes(message)
    await catch("deleted", in_dm)
    return caught


def paths(thing: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside."""
    for key, one in thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ():
        yield (*at, key)
        yield from paths(one, (*at, key))


def mutated(payload: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The payload with an id of its own, and with one to three values gone or of another shape."""
    new = copy.deepcopy(payload)
    for name in ("event_id", "trigger_id"):
        if name in new:
            new[name] = f"{name}-{chance.random()}"
    for _ in range(chance.randint(1, 3)):
        way = chance.choice(list(paths(new)))
        holder = new
        for key in way[:-1]:
            holder = holder[key]
        if chance.random() < 0.5 and isinstance(holder, dict):
            del holder[way[-1]]
        else:
            holder[way[-1]] = copy.deepcopy(chance.choice(_JUNK))
        if not new:
            return new
    return new


async def test_no_payload_breaks_us_and_no_answer_goes_astray(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another Slack, or tomorrow's, sends other fields; what is private must stay so whatever is missing."""
    monkeypatch.setattr("bot.app.running.Doing", partial(Doing, retry_seconds=(0.0, 0.0)))
    caplog.set_level(logging.WARNING)
    async with company(tmp_path) as there:
        assert there.running is not None
        app, chance, faults = there.running.front.app, random.Random(7), {}
        for sent in await everything(there):
            for _ in range(_ROUNDS):
                payload = mutated(sent.payload, chance)
                caplog.clear()
                there.slack.forget()
                await dispatched(app, payload)
                await there.quiet()
                for error in caplog.records:
                    if error.levelno >= logging.ERROR and is_ours(error):
                        faults[sent.name, error.getMessage()[-400:]] = payload
                for one in there.slack.called("chat.postMessage"):
                    if one.ok and one.arguments["channel"] not in sent.public:
                        faults[sent.name, f"posted in {one.arguments['channel']}"] = payload
        there.slack.forget()
    assert not faults, "\n\n".join(f"{key}\n{json.dumps(payload)[:1500]}" for key, payload in faults.items())


async def dispatched(app: AsyncApp, payload: dict[str, Any]) -> None:
    """Through Bolt, as Socket Mode does it. What Bolt itself cannot read never reaches us."""
    try:
        await app.async_dispatch(AsyncBoltRequest(body=json.dumps(payload), mode="socket_mode"))
    except Exception as error:
        if any(OURS in frame.filename for frame in traceback.extract_tb(error.__traceback__)):
            raise


def is_ours(record: logging.LogRecord) -> bool:
    """Whether one of our own functions raised, and not Bolt before them."""
    error = record.exc_info[1] if record.exc_info else None
    if "should be installed into this workspace" in record.getMessage():
        return False  # Bolt says so of a workspace that is not ours, and nothing more is done
    if error is None and "async_dispatch > " in record.getMessage():  # the way that an error took
        return any(f" {one.name}:" in record.getMessage() for one in Path(OURS).rglob("*.py"))
    return error is None or any(OURS in frame.filename for frame in traceback.extract_tb(error.__traceback__))
