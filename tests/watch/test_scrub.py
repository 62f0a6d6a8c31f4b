"""Whatever a library writes into the log, no secret and no address leaves with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.watch.scrub import scrubbed
from tests.growth import grows_linearly

SAYS = {
    "slack's tokens": ("xoxb-12-34-abcdEF, XAPP-1-A0-x and xoxe.xoxp-1-Mi0y.", "[token], [token] and [token]"),
    "in a URL": ("to=xoxb%2D12%2Dab&y=1", "to=[token]&y=1"),
    "a header": ("Authorization: Bearer abc.def", "Authorization: [token]"),
    "a bearer alone": ("sent Bearer abcdefgh.12345", "sent Bearer [token]"),
    "a signature": ("X-Slack-Signature: v0=0123abc", "X-Slack-Signature: [token]"),
    "json": ('{"client_secret": "a b c", "x": 1}', '{"client_secret": "[token]", "x": 1}'),
    "python": ("{'access_token': 'abc'}", "{'access_token': '[token]'}"),
    "json in json": (r"{\"token\": \"abc\"}", r"{\"token\": \"[token]\"}"),
    "a form": ("client_secret=abc&grant=x", "client_secret=[token]&grant=x"),
    "oauth": (
        "GET /slack/oauth_redirect?code=12.34.ab&state=fe-1 HTTP/1.1",
        "GET /slack/oauth_redirect?code=[token]&state=[token] HTTP/1.1",
    ),
    "the socket's ticket": ("wss://w.slack.com/link/?ticket=ab-1&app_id=A", "wss://w.slack.com/link/?ticket=[token]&app_id=A"),
    "a database": (
        "postgresql+psycopg://bot:p@ss/w0rd@db.example:5432/legit",
        "postgresql+psycopg://[token]@db.example:5432/legit",
    ),
    "a database in words": ("host=db.example password=hunter2 user=x", "host=db.example password=[token] user=x"),
    "a page's password": ("https://u:p@x.test/y", "https://[token]@x.test/y"),
    "an address": ("from Ann <ann@acme.example>, bounce+a=b.test@lists.test.", "from Ann <[address]>, [address]"),
    "a quoted address": ('to "Ann Smith"@acme.example now', "to [address] now"),
    "a coded address": ("ann%40acme.example ann&#64;acme.example", "[address] [address]"),
    "several at once": ("@a@b.example", "[address]"),
    "a hook": ("POST https://hooks.slack.com/commands/T1/2/ab failed", "POST [hook] failed"),
    "a hook elsewhere": ("http://127.0.0.1:1/services/T0123/B1/abc", "http://127.0.0.1:1[hook]"),
    "a signing secret": ("key 8f742231b10e8888abcd99ff01cc85a5", "key [token]"),
    "a forged line": ("a\nERROR b\r\x1b[31m\u2028\u202e", r"a\nERROR b\r\x1b[31m\u2028\u202e"),
}  # fmt: skip
KEPT = (
    "job 5 (check), attempt 2, failed: KeyError (engine.py:154 run > store.py:9 read)",
    "ValueError (a.py:1 a_function_with_a_name_that_is_longer_than_any_other_in_this_house)",
    "request 123e4567-e89b-12d3-a456-426614174000 to https://slack.com/api/chat.postMessage?x=1",
    "no token: set one. Ask @here, or me @ home.",
)


@pytest.mark.parametrize("text, left", SAYS.values(), ids=SAYS)
def test_a_secret_is_struck_out_and_the_rest_of_the_line_stays(text: str, left: str) -> None:
    assert scrubbed(text) == left


@pytest.mark.parametrize("text", KEPT)
def test_an_honest_line_stays_as_it_is(text: str) -> None:
    """A scrubber that eats the places of errors would leave nothing to look at."""
    assert scrubbed(text) == text


@given(st.text(), st.sampled_from(["xoxb-1-2-abcdef", "xapp-1-A-bcdef", "anna@acme.example"]), st.text())
def test_a_secret_leaves_in_no_surroundings(before: str, secret: str, after: str) -> None:
    told = scrubbed(f"{before} {secret} {after}")
    assert secret not in told


@given(st.text())
def test_every_text_becomes_one_printable_line(text: str) -> None:
    told = scrubbed(text)
    assert len(told.splitlines()) <= 1
    assert not any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in told)


HOSTILE = (
    "a", "@", "a@", "://", "postgres://", "token=", '"token": ', "signature:   ", "bearer ", "xoxb-", '"', "?code=",
    "/app/TAA", "&#64;", "A1", "\n", "https://hooks.", "password", "v0=a",
)  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_line_costs_no_more_than_its_length(piece: str) -> None:
    grows_linearly(scrubbed, lambda n: (piece * n)[:n])
