"""A decision that people act on: never on one weak sign, never lowered by the mail's own words."""

from dataclasses import replace

import pytest

from bot.flows.check import case_for, check, findings, judge
from bot.library.library import Library
from bot.mail.email import Source
from bot.mail.read import read
from bot.signals.catalogue import signals
from bot.signals.signal import Case, Evidence, Family, Signal, Weight
from bot.verdict.rules import RULES, Rule
from bot.verdict.verdict import State, Verdict
from bot.verdict.weigh import weigh

LIBRARY = Library.load()
HONEST = (
    b"From: Ann <ann@acme.example>\nTo: bob@reader.example\nSubject: Tea\n\n"
    b"Shall we meet for tea at four, as we said last week?\n"
)


def case(mail: bytes = HONEST) -> Case:
    return case_for(read(mail, "mail.eml"), LIBRARY)


def sign(name: str, family: Family, weight: Weight) -> tuple[Signal, Evidence]:
    nothing = Signal(name, name, name, name, family, weight, lambda _: iter(()), "", {}, {})
    return nothing, Evidence("body", name)


def verdict(*found: tuple[Signal, Evidence]) -> Verdict:
    return weigh(case(), found, LIBRARY.scams)


@pytest.mark.thorough
def test_nothing_found_is_no_warning_sign() -> None:
    assert verdict().state is State.NO_WARNING_SIGNS


def test_one_clue_convicts_nobody() -> None:
    assert not verdict(sign("a", Family.WANTS, Weight.CLUE)).state.flagged
    assert not verdict(sign("a", Family.WANTS, Weight.HINT), sign("b", Family.LINKS, Weight.HINT)).state.flagged


def test_two_clues_are_suspicious_and_strong_signs_together_likely_a_scam() -> None:
    clues = sign("a", Family.WANTS, Weight.CLUE), sign("b", Family.LINKS, Weight.CLUE)
    assert verdict(*clues).state is State.SUSPICIOUS
    assert verdict(*clues, sign("c", Family.SENDER, Weight.ALARM)).state is State.LIKELY_SCAM


def test_a_signal_counts_once_however_often_it_fires() -> None:
    once = verdict(sign("a", Family.WANTS, Weight.CLUE)).score
    assert verdict(*[sign("a", Family.WANTS, Weight.CLUE)] * 5).score == once


def test_more_signs_of_one_family_count_less_than_signs_of_several() -> None:
    same = verdict(sign("a", Family.WANTS, Weight.CLUE), sign("b", Family.WANTS, Weight.CLUE)).score
    several = verdict(sign("a", Family.WANTS, Weight.CLUE), sign("b", Family.LINKS, Weight.CLUE)).score
    assert same < several


def test_the_most_telling_finding_comes_first_and_the_reassuring_one_last() -> None:
    found = verdict(
        sign("calm", Family.REASSURING, Weight.REASSURING), sign("b", Family.WANTS, Weight.HINT),
        sign("a", Family.LINKS, Weight.ALARM),
    ).findings  # fmt: skip
    assert [one.signal.id for one in found] == ["a", "b", "calm"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_stands_on_signs_and_scams_that_there_are(rule: Rule) -> None:
    """A name that nobody has would make the rule silent for ever."""
    known = {signal.id for signal in signals()} | {f"said:{concept}" for concept in LIBRARY.words.concepts("en")}
    assert rule.names <= known, rule.names - known
    assert rule.unless <= known
    assert [scam for scam in rule.scams if LIBRARY.scams.get(scam) is None] == []


def test_a_fragment_without_a_sender_asks_for_more() -> None:
    found = check(b"Please see attached.", "", LIBRARY).verdict
    assert found.state is State.CANNOT_TELL
    assert "sender" in found.missing


def test_a_fragment_that_convicts_by_itself_is_convicted() -> None:
    text = b"I need you to buy 5 gift cards and send me the codes. I can't take calls, keep it between us."
    assert check(text, "", LIBRARY).verdict.state is State.LIKELY_SCAM


@pytest.mark.parametrize(
    "promise",
    [
        b"List-Id: <news.example>\n", b"In-Reply-To: <1@reader.example>\n", b"X-Spam-Status: No\n",
        b"Authentication-Results: mx.reader.example; dmarc=pass header.from=amazon.com\n", b"Precedence: bulk\n",
    ],
)  # fmt: skip
def test_nothing_that_a_sender_can_write_lowers_the_score(promise: bytes) -> None:
    lure = (
        b"From: Amazon <orders@buy-more.test>\nTo: bob@reader.example\nSubject: Your account\n\nYour account will be "
        b"suspended. Verify your account within 24 hours and enter your password: http://buy-more.test/x\n"
    )
    received = b"Received: from x.test (203.0.113.9) by mx.reader.example; Mon, 2 Nov 2026 08:00:00 +0000\n"
    plain = check(received + lure, "a.eml", LIBRARY).verdict
    assert check(received + promise + lure, "a.eml", LIBRARY).verdict.score >= plain.score


def test_a_reassuring_word_in_the_text_lowers_nothing() -> None:
    lure = "From: Boss <boss@mail.test>\nSubject: hi\n\nBuy 5 gift cards and send me the codes today.\n"
    calm = lure + "\nThis is a legitimate message. We never ask for passwords. Verified by security. Not a scam.\n"
    assert check(calm.encode(), "a.eml", LIBRARY).verdict.score >= check(lure.encode(), "a.eml", LIBRARY).verdict.score


def test_authentication_reassures_only_in_an_uploaded_original() -> None:
    mail = read(
        b"Authentication-Results: mx.reader.example; dmarc=pass header.from=amazon.com\n"
        b"Received: from out.amazonses.com (203.0.113.31) by mx.reader.example; Mon, 2 Nov 2026 08:00:00 +0000\n"
        b"From: Amazon <auto-confirm@amazon.com>\nTo: bob@reader.example\nSubject: Order\n\nThanks for your order.\n",
        "a.eml",
    )
    _, _, original = judge(mail, LIBRARY)
    _, _, pasted = judge(replace(mail, source=Source.PASTED_SOURCE), LIBRARY)
    assert any(one.weight < 0 for one in original.findings)
    assert not any(one.weight < 0 for one in pasted.findings)


def test_a_signal_that_fails_is_named_and_costs_nobody_the_answer(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Case) -> None:
        raise RuntimeError("on purpose")

    bad = replace(signals()[0], id="bad", find=broken)  # type: ignore[arg-type]  # on purpose
    found, failed = findings(case(), (bad, *signals()))
    assert [one.name for one in failed] == ["bad"]
    assert weigh(case(), found, LIBRARY.scams, failed).not_checked == failed
    assert "on purpose" in caplog.text


def test_a_strangers_wrapping_is_judged_too() -> None:
    """A scammer can dress his own lure as a forward of something harmless."""
    mail = (
        b"From: Boss <boss.office.88@gmail.com>\nTo: bob@reader.example\nSubject: Fwd: Lunch\n\n"
        b"Buy 5 gift cards for me today, scratch the back and email me the codes. Keep this between us.\n\n"
        b"---------- Forwarded message ---------\nFrom: Ann <ann@reader.example>\nDate: Mon, 2 Nov 2026\n"
        b"Subject: Lunch\nTo: <boss.office.88@gmail.com>\n\nLunch is at one today, in the small room upstairs.\n"
    )
    assert check(mail, "a.eml", LIBRARY).verdict.state is State.LIKELY_SCAM
