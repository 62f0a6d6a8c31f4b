"""What the company's own rules change in an answer, and what no rule may do: vouch for what nobody proved."""

import json
from dataclasses import replace

import pytest

from bot.commands import screen
from bot.flows.check import Asker, check
from bot.flows.conversation import turn
from bot.flows.shapes import Heard
from bot.fronts.slack.words import words as slack_words
from bot.library.library import Library
from bot.library.organisation import Organisation
from bot.reply.plain import plain
from bot.verdict.verdict import State
from bot.verdict.weigh import FLAGGED

LIBRARY = Library.load()
HOP = "Received: from {0} ({0} [192.0.2.7]) by mx.northwind.example with ESMTPS; Sun, 1 Nov 2026 10:00:00 +0000\n"
OUTSIDE = HOP.format("mail.test")
CALM = "Hello Ann,\n\nhere are the figures for June that you asked for.\n"
# Small signs that add up, and none that alarms by itself.
SMALL_SIGNS = (
    "Dear customer,\n\nPlease confirm your account within 24 hours, or access ends. Sign in: https://forms.gle/abc\n"
)
NEW_ACCOUNT = (
    "Hello Ann,\n\nOur bank details have changed. Please pay invoice 12 to the new account below today. "
    "IBAN DE02 1203 0000 0000 2020 51\n"
)
GIFT_CARDS = "Are you free? Keep this between us, I can't talk. Please buy 5 gift cards and send me the codes.\n"
TRANSFER = "Could you make the bank transfer for invoice 12 today, please? It was approved on Monday.\n"


def proved(domain: str, by: str = "mx.northwind.example") -> str:
    """What the receiver's server writes where the mail really comes from the domain."""
    return f"Authentication-Results: {by}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}\n"


def mail(sender: str, body: str = CALM) -> str:
    return f"From: {sender}\nTo: ann@northwind.example\nSubject: Figures\n\n{body}"


def asker(*senders: str, servers: tuple[str, ...] = ()) -> Asker:
    return Asker(organisation=Organisation(trusted_senders=frozenset(senders), trusted_servers=servers))


def state(data: str, asker: Asker, name: str = "mail.eml") -> State:
    return check(data.encode(), name, LIBRARY, asker).verdict.state


@pytest.mark.parametrize(
    "rule, address",
    [
        ("ines@acme.example", "ines@acme.example"),
        ("acme.example", "ines@acme.example"),
        ("acme.example", "ines@news.acme.example"),
        ("news.acme.example", "ines@acme.example"),
        ("ann.github.io", "ines@ann.github.io"),
        ("ines@gmail.com", "ines@gmail.com"),
    ],
)
def test_a_sender_that_the_company_named_and_its_server_proved_is_known(rule: str, address: str) -> None:
    data = proved(address.partition("@")[2]) + OUTSIDE + mail(f"Ines <{address}>")
    assert state(data, Asker()) is State.NO_WARNING_SIGNS
    assert state(data, asker(rule)) is State.KNOWN_GENUINE


PROOF = proved("acme.example")
INES = mail("Ines <ines@acme.example>")
NOT_KNOWN = {
    "no proof": OUTSIDE + INES,
    "a proof that the sender wrote": OUTSIDE + PROOF + INES,
    "a proof beside the real one": (
        proved("mail.test").replace("dmarc=pass", "dmarc=none") + OUTSIDE + PROOF + INES
    ),
    "a failed check": PROOF.replace("dmarc=pass", "dmarc=fail") + OUTSIDE + INES,
    "another firm's proof": proved("mail.test") + OUTSIDE + INES,
    "a list that the sender names": OUTSIDE + "List-Id: <news.acme.example>\n" + INES,
    "a look-alike": proved("acrne.example") + OUTSIDE + mail("Ines <ines@acrne.example>"),
    "the address as a name": proved("mail.test") + OUTSIDE + mail('"ines@acme.example" <ines@mail.test>'),
    "the name alone": proved("mail.test") + OUTSIDE + mail("Acme <acme.example@mail.test>"),
    "in front of another": (
        proved("acme.example.mail.test") + OUTSIDE + mail("Ines <ines@acme.example.mail.test>")
    ),
    "two senders": PROOF + OUTSIDE + mail("Ines <ines@acme.example>, Bob <bob@mail.test>"),
    "two lines with a sender": PROOF + OUTSIDE + "From: Ines <ines@acme.example>\n" + mail("Bob <bob@mail.test>"),
    "no From but a Sender": PROOF + OUTSIDE + mail("").replace("From: ", "Sender: Ines <ines@acme.example>"),
    "inside a forward": (
        proved("mail.test") + OUTSIDE + mail("Bob <bob@mail.test>").replace("Figures", "Fwd: Figures")
        + "\n---------- Forwarded message ---------\nFrom: Ines <ines@acme.example>\nDate: Sun, 1 Nov 2026\n"
        "Subject: Figures\nTo: Bob <bob@mail.test>\n\n" + CALM
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", NOT_KNOWN.values(), ids=NOT_KNOWN)
def test_a_name_that_nobody_proved_helps_no_mail(data: str) -> None:
    rules = asker("ines@acme.example", "acme.example")
    assert state(data, rules) is state(data, Asker()) is not State.KNOWN_GENUINE


def test_who_shares_a_host_with_a_known_sender_is_not_known() -> None:
    data = proved("bob.github.io") + OUTSIDE + mail("Bob <bob@bob.github.io>")
    assert state(data, asker("ann.github.io", "github.io")) is State.NO_WARNING_SIGNS


def test_a_rule_for_a_free_mail_service_trusts_nobody() -> None:
    data = proved("gmail.com") + OUTSIDE + mail("Ines <ines@gmail.com>")
    assert state(data, asker("gmail.com")) is State.NO_WARNING_SIGNS


def test_the_same_words_pasted_are_as_if_there_were_no_rule() -> None:
    whole = PROOF + OUTSIDE + INES
    for text, name in ((INES, ""), (whole, ""), (whole, "source.txt"), ("Please look:\n\n" + whole, "")):
        assert state(text, asker("acme.example"), name) is state(text, Asker(), name) is not State.KNOWN_GENUINE


def test_slacks_copy_of_a_mail_is_as_if_there_were_no_rule() -> None:
    copy = {
        "filetype": "email", "mode": "email", "subject": "Figures", "plain_text": CALM,
        "from": [{"address": "ines@acme.example", "name": "Ines", "original": "Ines <ines@acme.example>"}],
    }  # fmt: skip
    found = check(json.dumps(copy).encode(), "mail.eml", LIBRARY, asker("acme.example"))
    assert found.email.sender and found.email.sender.address == "ines@acme.example"
    assert found.verdict.state is State.NO_WARNING_SIGNS


def test_where_the_receivers_servers_are_named_only_their_word_counts() -> None:
    data = PROOF + OUTSIDE + INES
    assert state(data, asker("acme.example", servers=("mx.northwind.example",))) is State.KNOWN_GENUINE
    assert state(data, asker("acme.example", servers=("mx.other.example",))) is State.NO_WARNING_SIGNS


def test_a_known_sender_stands_above_no_convicting_rule() -> None:
    data = PROOF + OUTSIDE + mail("Ines <ines@acme.example>", GIFT_CARDS)
    assert state(data, asker("acme.example")) is State.LIKELY_SCAM


def test_small_signs_do_not_outweigh_a_known_sender_and_are_still_told() -> None:
    data = PROOF + OUTSIDE + mail("Ines <ines@acme.example>", SMALL_SIGNS)
    assert state(data, Asker()) is State.SUSPICIOUS
    found = check(data.encode(), "mail.eml", LIBRARY, asker("acme.example"))
    assert found.verdict.state is State.KNOWN_GENUINE
    assert found.verdict.score < FLAGGED
    assert "Small things I noticed, which alone mean little:" in plain(found.reply)


def test_a_known_mailbox_that_may_be_stolen_stays_suspicious_when_it_names_a_new_account() -> None:
    data = PROOF + OUTSIDE + mail("Ines <ines@acme.example>", NEW_ACCOUNT)
    assert state(data, asker("acme.example")) is state(data, Asker()) is State.SUSPICIOUS


def test_a_request_for_money_is_still_to_be_checked_first() -> None:
    data = PROOF + OUTSIDE + mail("Ines <ines@acme.example>", TRANSFER)
    answer = plain(check(data.encode(), "mail.eml", LIBRARY, asker("acme.example")).reply)
    assert answer.startswith("Your security team knows this sender. Your company's mail server proved")
    assert "Check first: it is about money." in answer
    assert "I checked the sender's address, the proof of who sent it and the text." in answer


SCARE = mail("Acme Support <help@mail.test>", GIFT_CARDS)
TEAM = "Call **us** on 100.\n\n## Never\n- pay <!channel> {{ state }} \ue0000\ue001\n1. \u202ehidden"


def test_the_security_teams_words_stand_under_a_flagged_mail_only() -> None:
    rules = Asker(organisation=Organisation(security_words="Call us on 100."))
    assert "From your security team: Call us on 100.\n\n[" in plain(
        check(SCARE.encode(), "mail.eml", LIBRARY, rules).reply
    )
    assert "security team: Call" not in plain(check(INES.encode(), "mail.eml", LIBRARY, rules).reply)


def test_the_security_teams_words_are_one_plain_paragraph_whatever_stands_in_them() -> None:
    before = check(SCARE.encode(), "mail.eml", LIBRARY).reply
    after = check(SCARE.encode(), "mail.eml", LIBRARY, Asker(organisation=Organisation(security_words=TEAM))).reply
    assert after.blocks[:-1] == before.blocks
    label, words = after.blocks[-1].spans
    assert label.text == "From your security team: "
    assert words.text == "Call **us** on 100. ## Never - pay <!channel> {{ state }} 0 1. hidden"
    assert not words.bold


def test_the_security_teams_words_stand_under_a_flagged_story_and_link_too() -> None:
    rules = Asker(organisation=Organisation(security_words="Call us on 100."))
    for text, flagged in (
        ("Somebody phoned and said they are from my bank and wants me to move my money to a safe account", True),
        ("http://paypa1.com/login", True),
        ("https://www.amazon.com/orders", False),
    ):
        turned = turn(Heard(text=text), b"", LIBRARY, rules)
        assert turned.reply and turned.judged
        assert State(turned.judged[0].state).flagged is flagged, text
        assert ("From your security team: Call us on 100." in plain(turned.reply)) is flagged


def test_every_state_has_its_words_and_its_colour() -> None:
    assert set(LIBRARY.replies.words("en")["states"]) == set(State)
    assert set(slack_words()["states"]) >= set(State)
    assert set(screen._COLOURS) == set(State)


def test_blank_words_of_the_security_team_add_nothing() -> None:
    rules = Asker(organisation=Organisation(security_words=" \n"))
    assert check(SCARE.encode(), "mail.eml", LIBRARY, rules).reply == check(SCARE.encode(), "mail.eml", LIBRARY).reply


def test_rules_that_name_nobody_in_the_mail_change_nothing() -> None:
    rules = replace(asker("other.example").organisation, exercise_mark="a-secret-mark", exercise_senders=frozenset())
    for body in (CALM, SMALL_SIGNS, NEW_ACCOUNT, GIFT_CARDS, TRANSFER):
        data = (PROOF + OUTSIDE + mail("Ines <ines@acme.example>", body)).encode()
        with_rules = check(data, "mail.eml", LIBRARY, Asker(organisation=rules))
        assert with_rules.verdict == check(data, "mail.eml", LIBRARY).verdict
        assert with_rules.reply == check(data, "mail.eml", LIBRARY).reply
