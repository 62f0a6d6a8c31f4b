"""Message events of every shape are sorted: none raises, and none is taken for words that a person wrote to us."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fronts.slack.incoming import SLACKBOT, Sort, files_of, incoming

SAID: dict[str, Any] = {
    "type": "message",
    "channel": "D1",
    "channel_type": "im",
    "user": "U1",
    "text": "hi",
    "ts": "1.1",
}
EMAIL: dict[str, Any] = SAID | {
    "subtype": "file_share", "user": SLACKBOT, "bot_id": "B9", "text": "", "files": [{"filetype": "email"}],
}  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from([*SAID, "files", "message"]), inside),
    max_leaves=8,
)
_KEYS = [*SAID, "subtype", "message", "previous_message", "edited", "files", "file", "attachments", "user_team",
         "source_team", "bot_id", "hidden", "thread_ts", "deleted_ts", "event_ts"]  # fmt: skip


def sort_of(event: dict[str, Any]) -> Sort:
    return incoming({"event": event}, "T1", "U0BOT", "B0BOT").sort


@given(st.dictionaries(st.sampled_from(_KEYS), _JSON), st.sampled_from(["", "message_changed", "message_deleted"]))
def test_no_shape_of_an_event_raises_and_what_is_taken_has_a_person_and_a_place(
    odd: dict[str, Any], subtype: str
) -> None:
    event = SAID | odd | ({"subtype": subtype} if subtype else {})
    seen = incoming({"event": event}, "T1", "U0BOT", "B0BOT")
    if seen.sort is Sort.WORDS:
        assert seen.user and seen.channel and seen.user not in ("U0BOT", SLACKBOT)
    assert all(isinstance(one, dict) for one in files_of(event))


@pytest.mark.parametrize(("changes", "sort"), [
    ({}, Sort.WORDS), ({"subtype": "file_share"}, Sort.WORDS), ({"subtype": "thread_broadcast"}, Sort.WORDS),
    ({"user": "U0BOT"}, Sort.NOTHING), ({"bot_id": "B5"}, Sort.NOTHING), ({"subtype": "bot_message"}, Sort.NOTHING),
    ({"user": SLACKBOT}, Sort.NOTHING), ({"user": None}, Sort.NOTHING), ({"user": {"id": "U1"}}, Sort.NOTHING),
    ({"channel": None}, Sort.NOTHING), ({"subtype": "channel_join"}, Sort.NOTHING), ({"hidden": True}, Sort.NOTHING),
    ({"subtype": "message_changed"}, Sort.NOTHING), ({"subtype": "message_deleted"}, Sort.NOTHING),
], ids=str)  # fmt: skip
def test_only_what_a_person_wrote_counts_as_words(changes: dict[str, Any], sort: Sort) -> None:
    assert sort_of(SAID | changes) is sort


@pytest.mark.parametrize("changes", [{}, {"user": None}, {"bot_id": None}, {"subtype": None}], ids=str)
def test_an_email_sent_in_is_one_though_a_bot_posted_it(changes: dict[str, Any]) -> None:
    assert sort_of(EMAIL | changes) is Sort.EMAIL


@pytest.mark.parametrize(("family", "channel", "direct"), [
    ("im", "D1", True), ("im", "anything", True), (None, "D1", True), (None, "C1", False), ("mpim", "D1", False),
    ("channel", "DESIGN", False), ([], "C1", False),
])  # fmt: skip
def test_a_place_is_direct_where_slack_says_so_or_else_by_its_id(family: Any, channel: str, direct: bool) -> None:
    """In a channel nobody is answered unasked, so a wrong guess would be heard by all."""
    event = SAID | {"channel": channel, "channel_type": family}
    assert incoming({"event": event}, "T1", "U0BOT", "B0BOT").direct is direct


@pytest.mark.parametrize(("changes", "stranger"), [
    ({}, False), ({"user_team": "T1"}, False), ({"user_team": "T2"}, True), ({"source_team": "T2"}, True),
    ({"user_team": "T2", "source_team": "T1"}, False), ({"user_team": ["T2"]}, False),
], ids=str)  # fmt: skip
def test_who_is_from_another_company_is_known(changes: dict[str, Any], stranger: bool) -> None:
    assert incoming({"event": SAID | changes}, "T1", "U0BOT", "B0BOT").stranger is stranger
