"""Whatever a stranger writes, and by whichever way it comes in, nothing of it is alive in what we post.

A table: ways in by payloads. Every call that left is held against Slack's shapes; a stranger's words stand in text
elements of rich text only, in which Slack looks for no markup.
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.fronts.slack import names
from bot.fronts.slack.gateway.tiers import UNLIMITED
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import mail
from tests.fronts.slack.reading import element_types, texts
from tests.slack_shapes import assert_payload_is_ours, assert_response_is_slacks

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

PAYLOADS = {
    "broadcasts": "<!channel> <!here> <!everyone> @channel @here",
    "disguised link": "<http://evil.example/x|paypal.com> http://evil.example/ https://evil.example:8080/?a=1",
    "mentions": "<@U0000000001> <@W01|ann> <#C01|general> <!subteam^S01|@all>",
    "markup": "*bold* _it_ ~no~ `code` ```fence``` > quote",
    "right to left": "\u202etxet desrever\u202c \u2066x\u2069 \u200f\u061c",
    "unseen": "pay\u200bpal \u200d\u2060\ufeff\u00ad zero\u034fwidth",
    "terminal": "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link\x1b]8;;\x07 \x07\x08",
    "emoji": ":rotating_light: :+1: :smile:",
    "much": "<" * 100_000,
    "ampersands": "&amp;lt;!channel&gt; &lt;!channel&gt; &#60;!here&#62; " + "&" * 3000,
    "surrogates": "\ud83d \udcff \ud800\ud800",
    "nothing": "\x00\x00 \x00",
    "templates": "{{7*7}} {% raw %} {{ config }} ${7*7} #{7*7} %s %(x)s {0} {",
    "our own marks": "\ue0000\ue001 \ue00099\ue001 \ue000\ue001 \ue000\u0663\ue001 \ufdd0",
    "dates": "<!date^1392734382^{date_short}|today> <!date^1^{x}^http://evil.example|x>",
    "line ends": "one\u2028two\u2029three\x0b\x0c\x85four\r\rfive",
    "schemes": "javascript:alert(1) data:text/html,x mailto:a@evil.example tel:+18035550142 slack://open",
    "JSON": '"}], "blocks": [{"type": "section"}] \\u0000 \\',
}
DEAD = {"rich_text", "rich_text_section", "rich_text_list", "text", "actions", "button", "plain_text"}
FIELDS = {"input", "plain_text_input", "file_input"}  # of our boxes: a person fills them in
_LIVE = re.compile(r"https?://\S*evil|javascript:\w|data:text|mailto:\w|tel:\+|slack://|evil\.example", re.IGNORECASE)
_PHONE = re.compile("803-?555-?0142")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x85\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]"
)
_ORDER = "Your order of $1,249.00. Call 803-555-0142 to cancel. Sign in at https://evil.example/login today."

Way = Callable[[Company, str], Awaitable[None]]


async def pasted(there: Company, text: str) -> None:
    await there.ann.says(there.dm(), f"From: {text[:300]} <a@evil.example>\nSubject: {text[:300]}\n\n{text}\n{_ORDER}")


async def in_a_file(there: Company, text: str) -> None:
    raw = f'From: "{text[:300]}" <a@evil.example>\nSubject: {text[:300]}\n\n{text}\n{_ORDER}'
    await there.ann.says(there.dm(), text[:1000], files=[("a.eml", raw.encode("utf-8", "surrogatepass"))])


async def as_a_files_name(there: Company, text: str) -> None:
    name = text[:400].replace("\x00", "")
    await there.ann.says(there.dm(), files=[(name + ".eml", mail("a@evil.example", "x", _ORDER)), (name, b"")])


async def sent_in_by_mail(there: Company, text: str) -> None:
    there.bot.joins(there.general)
    raw = f'From: "{text[:300]}" <a@evil.example>\nSubject: {text[:300]}\n\n{text}\n{_ORDER}'
    await there.team.email_into(there.general, raw.encode("utf-8", "replace"))


async def pointed_at(there: Company, text: str) -> None:
    message = await there.bob.says(there.general, f"{text}\n{_ORDER}")
    await there.ann.uses_shortcut(there.app, names.CHECK_MESSAGE, message)


async def above_a_mention(there: Company, text: str) -> None:
    there.bot.joins(there.general)
    message = await there.bob.says(there.general, f"From: {text[:300]} <a@evil.example>\n\n{text}\n{_ORDER}")
    await there.ann.says(there.general, f"{there.bot.mention} real? {text[:500]}", thread=message)


async def as_a_command(there: Company, text: str) -> None:
    await there.ann.runs(there.app, "/legit", f"check {text} {_ORDER}", channel=there.general)
    await there.ann.runs(there.app, "/legit", text, channel=there.general)


async def in_the_paste_box(there: Company, text: str) -> None:
    await there.ann.uses_shortcut(there.app, names.CHECK_MAIL)
    values = {names.MAIL: {names.VALUE: f"{text[:2500]}\n{_ORDER}"}, names.SENDER: {names.VALUE: text[:300]}}
    await there.ann.submits(await there.box(there.ann), values)


async def in_the_sender_box(there: Company, text: str) -> None:
    message = await there.ann.says(
        there.dm(), f"Hello,\nthe papers are at https://evil.example/d\n{text}\nKind regards\n"
    )
    await there.answer(message)
    answer = there.answers(there.dm(), message.ts)[0]
    if names.PRESSED + names.ADD_SENDER in str(answer.blocks):
        await there.ann.presses(answer, names.PRESSED + names.ADD_SENDER)
        await there.ann.submits(await there.box(there.ann), {names.SENDER: {names.VALUE: text[:300] or "x"}})
        await there.slack.until(lambda: len(there.answers(there.dm(), message.ts)) > 1)
    await there.ann.says(there.dm(), f"the sender was {text[:300]} <a@evil.example>", thread=message)


async def as_a_colleagues_name(there: Company, text: str) -> None:
    name = f"Eve {text[:200]}".encode("utf-8", "replace").decode()
    there.team.person(name, email="eve@northwind.example")
    assert there.running is not None
    await there.running.front.counter.people.read_directories()
    raw = f'From: "{name}" <eve77@gmail.com>\nSubject: {name}\n\nAre you there? I need gift cards. {name}'
    message = await there.ann.says(there.dm(), files=[("a.eml", raw.encode("utf-8", "replace"))])
    await there.answer(message)
    for button in ("ask-colleague", "colleague-ask"):
        answer = there.answers(there.dm(), message.ts)[-1]
        if names.PRESSED + button in str(answer.blocks):
            await there.ann.presses(answer, names.PRESSED + button)
            await there.quiet()


async def as_a_channels_name(there: Company, text: str) -> None:
    name = text[:80].encode("utf-8", "replace").decode()
    channel = there.team.channel(name, members=[there.ann, there.bob])
    there.bot.joins(channel)
    message = await there.bob.says(channel, _ORDER)
    await there.ann.says(channel, f"{there.bot.mention} real?", thread=message)


async def passed_on(there: Company, text: str) -> None:
    message = await there.bob.says(there.general, f"{text}\n{_ORDER}")
    await there.ann.shares(message, there.dm(), text[:500])


WAYS: tuple[Way, ...] = (
    pasted, in_a_file, as_a_files_name, sent_in_by_mail, pointed_at, above_a_mention, as_a_command, in_the_paste_box,
    in_the_sender_box, as_a_colleagues_name, as_a_channels_name, passed_on,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_nothing_a_stranger_writes_is_alive_in_what_we_post(
    tmp_path: Path, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One company for each way in; every payload comes in by it."""
    monkeypatch.setattr(
        "bot.fronts.slack.gateway.gateway.CHANNEL", UNLIMITED
    )  # all of it in one place, and nobody waits
    monkeypatch.setattr("bot.fronts.slack.gateway.gateway.rate_of", lambda method: UNLIMITED)
    async with company(tmp_path) as there:
        for name, text in PAYLOADS.items():
            there.slack.forget()
            before = len(posted(there))
            await way(there, text)
            await there.slack.until(lambda: len(posted(there)) > before)  # noqa: B023 - it is over within the round
            await there.quiet()
            while there.ann.view:
                await there.ann.closes(there.ann.view)
            await show_all(there)
            shown = posted(there)[before:]
            shown += [call.arguments["view"] for call in there.slack.calls if call.arguments.get("view")]
            assert not [(name, found) for one in shown for found in alive(one)]
            for one in shown:
                if "response_type" in one:
                    assert_response_is_slacks(one)
            for call in there.slack.calls:
                assert_payload_is_ours((call.method, call.arguments))


async def show_all(there: Company) -> None:
    """Where an answer was cut, all of it is asked for."""
    for one in there.dm().messages[-3:]:
        if names.SHOW_ALL in str(one.blocks):
            await there.ann.presses(one, names.SHOW_ALL)
            await there.quiet()
            if there.ann.view:
                await there.ann.closes(there.ann.view)


def posted(there: Company) -> list[dict[str, Any]]:
    """Everything that the bot showed to anybody, as it sent it, oldest first."""
    mine = [
        one for place in there.team.channels.values() for one in [*place.messages, *place.ephemerals]
        if one.user == there.bot.id
    ]  # fmt: skip
    return [one.payload for one in sorted(mine, key=lambda one: float(one.ts))]


def alive(payload: dict[str, Any]) -> Iterator[str]:
    """What Slack or a phone would bring to life in a message or a view."""
    blocks = payload.get("blocks")
    given = json.loads(blocks) if isinstance(blocks, str) else blocks
    box = payload.get("type") == "modal"
    yield from element_types(given) - DEAD - (FIELDS if box else set())
    if not box and "<" in payload["text"]:
        yield f"markup in {payload['text'][:200]!r}"
    for element in elements(given):
        if "url" in element or (_PHONE.search(element.get("text", "")) and not element.get("style", {}).get("code")):
            yield str(element)[:300]
    for said in [*texts(given), str(payload.get("text") if isinstance(payload.get("text"), str) else "")]:
        yield from (repr(said[max(0, one.start() - 40) : one.end() + 40]) for one in _LIVE.finditer(said))
        yield from (f"mark {ord(one)!r}: {said[:100]!r}" for one in _UNSEEN.findall(said))


def elements(thing: Any) -> Iterator[dict[str, Any]]:
    """The text elements of rich text."""
    if isinstance(thing, dict):
        if thing.get("type") == "text":
            yield thing
        for one in thing.values():
            yield from elements(one)
    elif isinstance(thing, list):
        for one in thing:
            yield from elements(one)
