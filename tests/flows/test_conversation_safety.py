"""What must hold for every answer, whatever a mail or a person says."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.conversation import turn
from bot.flows.memory import MOST_BYTES, opened
from bot.flows.shapes import Dropped, Heard
from bot.reply.reply import Reply
from tests.flows.talking import BRITISH, DEMO, LIBRARY, NORTHWIND, dropped, said, shown
from tests.growth import grows_linearly

HOSTILE = (
    "<!channel> <http://evil.example|paypal.com> `x` *b* **b** \u202eevil\u2066 \x1b[31m {{ 7*7 }} {% x %} "
    "\ue0000\ue001 # a\n## b\n1. c\n- d"
)
ONE_LINE = HOSTILE.splitlines()[0]
LURE = "Your order of $900. Call 803-555-0142 to cancel it."
HOSTILE_MAILS = {
    "name": f"From: Amazon evil {ONE_LINE} <a@mail.test>\nSubject: x\n\n{LURE}",
    "subject": f"From: a@mail.test\nSubject: evil {ONE_LINE}\n\n{LURE}",
    "text": f"From: a@mail.test\nSubject: x\n\nYour order of $900 {HOSTILE}. Call 803-555-0142 to cancel {HOSTILE}.",
    "file": f"From: a@mail.test\nSubject: x\n\n{LURE}",
}


def foreign(reply: Reply) -> str:
    return "".join(span.text for block in reply.blocks for span in block.spans if not span.untrusted)


@pytest.mark.parametrize("mail", HOSTILE_MAILS.values(), ids=HOSTILE_MAILS.keys())
def test_no_word_of_a_mail_becomes_ours(mail: str) -> None:
    memory = b""
    first = Heard(files=(Dropped(f"evil {HOSTILE}.eml", mail.encode()), Dropped(f"evil {HOSTILE}2.eml", mail.encode())))
    for heard in (
        first,
        Heard(text="why?"),
        Heard(text="how sure?"),
        Heard(text="I paid"),
        Heard(text="can I delete it?"),
    ):
        turned = turn(heard, memory, LIBRARY, BRITISH)
        memory = turned.memory
        assert turned.reply is not None
        assert not any(mark in foreign(turned.reply) for mark in ("evil", "<!", "{{", "\u202e", "\x1b", "49"))
        assert len(turned.reply.buttons) <= 5


@given(st.text(max_size=300), st.binary(max_size=300), st.sampled_from(["", "clicked", "wrong", "sender", "xyz"]))
@settings(max_examples=30)
def test_anything_gets_an_answer(text: str, data: bytes, button: str) -> None:
    for heard in (Heard(text=text), Heard(text=text, files=(Dropped(text, data),)), Heard(pressed=button, text=text)):
        turned = turn(heard, data, LIBRARY, NORTHWIND)
        assert turned.reply is not None
        assert turned.reply.blocks
        turn(Heard(text="why"), turned.memory, LIBRARY, NORTHWIND)


def test_lone_surrogates_are_no_harm() -> None:
    turned = said("Dear customer, your \ud800 account is closed, sign in at http://x.example/\udfff now")
    assert said("why?", turned.memory).reply is not None


def test_half_characters_in_a_mail_are_no_harm() -> None:
    slack = (
        b'{"filetype": "email", "subject": "a\\ud800b", "from": [{"name": "x\\udfff", "address": "a@mail.test"}],'
        b' "plain_text": "Dear user, your account is closed \\ud83d sign in at http://x.example/y now"}'
    )
    turned = dropped(Dropped("a\ud800.eml", slack), Dropped("\udfff.eml", slack))
    assert opened(turned.memory).told is not None
    assert said("why?", turned.memory).reply is not None


@pytest.mark.parametrize("memory", [b"x", b"\x80", b"\xff" * 100, b'{"version":1}'])
def test_an_unreadable_memory_begins_a_new_conversation(memory: bytes) -> None:
    assert shown(said("why?", memory)) == shown(said("why?"))


def test_the_memory_of_a_huge_mail_is_small_and_can_be_judged_again() -> None:
    turned = said(
        "Dear customer, pay the fee now at http://parcel.example/pay\n" + "Lorem ipsum dolor sit amet. \n" * 40_000
    )
    assert len(turned.memory) <= MOST_BYTES
    assert said("it came from a@mail.test", turned.memory).judged


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.*")), ids=lambda path: path.stem)
def test_every_mail_that_ships_can_be_asked_about(path: Path) -> None:
    turned = dropped(Dropped(path.name, path.read_bytes()))
    for text in ("why?", "how sure are you?", "what now?", "should I be worried?", "can I reply?", "I clicked"):
        turned = said(text, turned.memory)
        assert turned.reply is not None
        assert turned.judged == ()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "piece", ["I clicked. ", "Dear customer, pay 5 now at http://x.example/a ", "why? ", "From: a@b.example\n"]
)
def test_a_turn_grows_no_faster_than_what_was_said(piece: str) -> None:
    grows_linearly(said, lambda n: piece * n, n=200, largest=1 << 12)
