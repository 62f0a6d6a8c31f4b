"""Every signal is held to its own examples, and to the rules that they share (STYLE.md, "A signal,
whole").

An example runs through the real reader and the real content, so a signal cannot pass on a mail that
nobody sends.
"""

import re
import string
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

import bot.signals
from bot.flows.check import case_for, findings
from bot.library.library import Library
from bot.mail.email import Email, Mailbox
from bot.mail.read import read
from bot.signals.catalogue import signals
from bot.signals.signal import Case, Evidence, Example, Family, Signal, Weight

LONGEST_QUOTE = 200
LONGEST_SENTENCE = 25  # words
JARGON = re.compile(
    r"\b(spf|dkim|dmarc|arc|header|headers|domain|domains|subdomain|tld|url|urls|uri|href|html|svg|mime|smtp|ip|dns|punycode"
    r"|homoglyph|spoof\w*|phish\w*|payload|malware|macro|macros|envelope|authentication|authenticated|unicode|bec|vba)\b",
    re.IGNORECASE,
)

SIGNALS = signals()
CONTENT = Library.load()  # reads nothing until it is asked


def case_of(example: str | bytes | Example) -> Case:
    """What a signal sees of an example."""
    whole = example if isinstance(example, Example) else Example(example)
    data = whole.mail.encode() if isinstance(whole.mail, str) else whole.mail
    email = read(data, whole.name)
    return case_for(email, CONTENT, colleagues=whole.colleagues, organisation=whole.organisation)


def examples(side: str) -> list[ParameterSet]:
    return [
        pytest.param(signal, example, id=f"{signal.id}-{name.replace(' ', '-')}")
        for signal in SIGNALS
        for name, example in getattr(signal, side).items()
    ]


def readable(email: Email) -> str:
    """Everything that a quote may be taken from, as one text."""
    pieces = [email.subject, email.preview, email.text, email.hidden_text, email.quoted, email.comment]
    pieces += [value for _, value in email.headers]
    boxes: list[Mailbox | None] = [email.sender, email.return_path, *email.reply_to, *email.to]
    pieces += [part for box in boxes if box for part in (box.written, box.name, box.address)]
    pieces += [part for link in email.links for part in (link.shown, link.written, link.target)]
    pieces += [part for form in email.forms for part in (form.action, *form.fields)]
    pieces += [phone.quote for phone in email.phones]
    for one in email.attachments:
        pieces += [one.name, one.declared, one.text, one.hidden_text, *one.names, *one.codes]
        pieces += [part for link in one.links for part in (link.shown, link.written, link.target)]
    return "\n".join(pieces)


def squeezed(text: str) -> str:
    """The text without differences of space: a quote may join the lines it was taken from."""
    return " ".join(text.split())


def facts_named(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_there_are_at_least_fifty_signals() -> None:
    assert len(SIGNALS) >= 50


def test_ids_are_unique() -> None:
    ids = [signal.id for signal in SIGNALS]
    assert sorted(ids) == sorted(set(ids))


def test_every_signal_is_named_as_its_file() -> None:
    files = {one.stem.replace("_", "-") for one in Path(bot.signals.__file__).parent.glob("[a-z]*.py")}
    assert files - {"signal", "catalogue"} == {signal.id for signal in SIGNALS}


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.id)
def test_a_signal_brings_two_examples_on_either_side(signal: Signal) -> None:
    assert len(signal.fires_on) >= 2
    assert len(signal.quiet_on) >= 2


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.id)
def test_title_and_sentence_are_short_and_plain(signal: Signal) -> None:
    assert not JARGON.search(signal.title), signal.title
    assert not JARGON.search(signal.says), signal.says
    assert len(signal.says.split()) <= LONGEST_SENTENCE
    assert not signal.title.endswith(".")
    assert signal.says.endswith((".", "?", "!"))


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.id)
def test_a_signal_says_why_and_what_it_teaches(signal: Signal) -> None:
    assert len(signal.why.split()) >= 8, "a docstring: why a scammer does it, and what honest mail looks alike"
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", signal.teaches)
    assert (signal.family is Family.REASSURING) == (signal.weight is Weight.REASSURING)


@pytest.mark.parametrize("signal, example", examples("fires_on"))
def test_it_fires(signal: Signal, example: str | bytes | Example) -> None:
    case = case_of(example)
    found = list(signal.find(case))
    assert found, f"{signal.id} sees nothing in {case.email}"
    text = squeezed(readable(case.email))
    for evidence in found:
        assert_sound(signal, evidence, text)


def assert_sound(signal: Signal, evidence: Evidence, text: str) -> None:
    """A finding quotes the mail, and its sentence can be said."""
    assert evidence.quote.strip()
    assert len(evidence.quote) <= LONGEST_QUOTE
    assert squeezed(evidence.quote.removesuffix("…").removeprefix("…")) in text, evidence
    assert facts_named(signal.says) <= set(evidence.facts), "a fact of the sentence is missing"
    assert all(evidence.facts.values())
    assert signal.says.format(**evidence.facts)


@pytest.mark.parametrize("signal, example", examples("quiet_on"))
def test_it_stays_quiet(signal: Signal, example: str | bytes | Example) -> None:
    case = case_of(example)
    assert list(signal.find(case)) == []


LINES = st.text(max_size=80).map(lambda text: " ".join(text.split()))


@given(LINES, LINES, LINES, st.text(max_size=400))
def test_no_signal_fails_whatever_the_mail_says(name: str, address: str, subject: str, body: str) -> None:
    mail = f"From: {name} <{address}>\nReply-To: {address}\nTo: {name}\nSubject: Re: {subject}\n\n{body}"
    case = case_for(read(mail.encode("utf-8", "replace"), "mail.eml"), CONTENT)
    _, failed = findings(case)
    assert failed == ()
