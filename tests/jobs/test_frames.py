"""What crosses the pipe is typed: a process that a mail took over can only say what a process may say."""

import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.check import Asker
from bot.flows.shapes import Heard, Turned
from bot.jobs.frames import HEADER, Directory, Ready, Taken, Turn, encoded, frame, read_asked, told
from bot.library.organisation import Organisation, Party
from bot.mail.email import Mailbox
from bot.reply.reply import Reply

OURS = Organisation(
    frozenset({"acme.example"}), ("mx.acme.example",), frozenset({"ann@supplier.test"}),
    suppliers=(Party("Hartwell Parts", frozenset({"hartwell.example"})),),
    impersonated=(Party("Ann Bell", addresses=frozenset({"ann.bell@mail.test"})),),
    exercise_mark="planted-mark", exercise_senders=frozenset({"practice.test"}), security_words="Call us on 100.",
)  # fmt: skip
TURN = Turn(Heard(text="is this legit?"), b"\x00memory", "", Asker(organisation=OURS), 10.0)
DIRECTORY = Directory("id", (Mailbox("Ann", "ann@acme.example"),), ("old",))


def test_what_is_asked_arrives_in_its_order_until_the_pipe_ends() -> None:
    pipe = io.BytesIO(frame(DIRECTORY) + frame(TURN))
    assert [read_asked(pipe), read_asked(pipe), read_asked(pipe)] == [DIRECTORY, TURN, None]


@given(st.integers(0, len(frame(TURN)) - 1))
def test_a_frame_that_breaks_off_is_the_end(length: int) -> None:
    assert read_asked(io.BytesIO(frame(TURN)[:length])) is None


@given(st.binary(max_size=200))
def test_what_no_process_says_is_refused_as_a_value_error(body: bytes) -> None:
    try:
        message = told(body)
    except ValueError:
        return
    assert frame(message)[HEADER:], "or it is one of ours"


@pytest.mark.parametrize(
    "message",
    [
        {"type": "taken", "turned": {"reply": {"blocks": [{"kind": "no such kind", "spans": []}]}, "memory": b""}},
        {"type": "taken", "turned": {"reply": None}},
        {"type": "turn"},
        ["taken"],
        b"ready",
    ],
)
def test_a_wrong_shape_is_refused(message: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        told(encoded(message))


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_every_text_can_be_sent(text: str) -> None:
    sent = told(frame(Taken(Turned(Reply(()), b"\xff", subject=text)))[HEADER:])
    assert isinstance(sent, Taken)
    assert sent.turned.memory == b"\xff"
    assert len(sent.turned.subject) == len(text)
    assert sent.turned.subject == text.encode("utf-8", "replace").decode()


def test_ready_is_ready() -> None:
    assert told(frame(Ready())[HEADER:]) == Ready()
