"""Whole answers as the person reads them in Slack."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.flows.check import check
from bot.fronts.slack.blocks import message
from bot.library.content import content_root
from bot.library.library import Library
from bot.localslack.validation import block_problems, call_problems
from tests.fronts.slack.reading import element_types, read_out
from tests.slack_shapes import assert_payload_is_ours

DEMO = sorted((content_root() / "demo").glob("*.*"))
HOSTILE = {
    "mentions and links": """\
From: "<!channel> <@U012AB3CD> Amazon" <billing@gmail.com>
To: ann@acme.example
Subject: <http://evil.example|paypal.com> @here @everyone
Content-Type: text/plain; charset=utf-8

<!channel> <!here|here> @channel Your Amazon order of $499.99 :rotating_light: was placed.
If you did not place this order call 803-555-0142 to cancel within 24 hours <tel:8035550142|now>.
*Click* <http://evil.example/login|www.amazon.com> or `run` ```this``` ~now~ _please_ &lt;!channel&gt;
""",
    "text that runs backwards and hides": """\
From: =?utf-8?q?Ama=E2=80=AEnoz?= <orders@gmail.com>
To: ann@acme.example
Subject: =?utf-8?q?Your_=1B=5B31morder=E2=80=8B?=
Content-Type: text/plain; charset=utf-8

Thank you for your Amazon order of $1,249.00. \u202ecnacel\u202c \x1b[31mIf you did not place this order\x1b[0m,
call +44 20 7946 0958 or +44\u200b20\u200b7946\u200b0958 to cancel. Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357algo.
javascript:alert(1) tel:+442079460958 evil.example/login 203.0.113.9
""",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_a_demo_mail_is_answered_in_slack_as_written_here(
    path: Path, library: Library, snapshot: SnapshotAssertion
) -> None:
    rendered = message(check(path.read_bytes(), path.name, library).reply, key="k", conversation="c")
    assert read_out(rendered["blocks"]) == snapshot
    assert block_problems(rendered["blocks"], surface="message") == []
    assert call_problems("chat.postMessage", {"channel": "C1", **rendered}) == ("", [])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_quoted_as_dead_text(name: str, library: Library, snapshot: SnapshotAssertion) -> None:
    rendered = message(check(HOSTILE[name].encode(), "mail.eml", library).reply, key="k", conversation="c")
    assert {"text": rendered["text"], "seen": read_out(rendered["blocks"])} == snapshot
    assert block_problems(rendered["blocks"], surface="message") == []
    assert element_types(rendered["blocks"]) <= {
        "rich_text", "rich_text_section", "rich_text_list", "text", "actions", "button", "plain_text"
    }  # fmt: skip


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_a_demo_mails_answer_has_slacks_own_shape(path: Path, library: Library) -> None:
    rendered = message(check(path.read_bytes(), path.name, library).reply, key="k", conversation="c")
    assert_payload_is_ours(("chat.postMessage", {"channel": "C1", **rendered}))
