"""Attackers choose the input: whatever it is, there is an answer, in time, and nothing live comes out of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.report import as_json
from bot.commands.screen import body
from bot.flows.check import check
from bot.library.content import content_root
from bot.library.library import Library
from bot.signals.catalogue import signals
from bot.signals.signal import Example
from tests.conftest import THOROUGH
from tests.growth import grows_linearly
from tests.mutations import mutations

LIBRARY = Library.load()
MANY = 10_000 if THOROUGH else 800
LURE = "Buy 5 gift cards and email me the codes. Keep this between us, I can't take calls.\n"
LIVE = re.compile(r"https?://|\bwww\.\w|javascript:|\x1b|[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def fixtures() -> list[bytes]:
    mails = [path.read_bytes() for path in sorted((content_root() / "demo").glob("*.*"))]
    for signal in signals():
        for example in (*signal.fires_on.values(), *signal.quiet_on.values()):
            mail = example.mail if isinstance(example, Example) else example
            mails.append(mail.encode() if isinstance(mail, str) else mail)
    return mails


def judged(mail: bytes) -> None:
    """Judge, and hold the whole output to its promises."""
    checked = check(mail, "", LIBRARY)
    assert not [one for one in checked.verdict.not_checked if one.part == "signal"], "a signal raised"
    assert as_json("x", checked)
    assert not LIVE.search(body(checked.reply).plain), body(checked.reply).plain
    assert len(body(checked.reply).plain) < 6_000


@pytest.mark.thorough
def test_thousands_of_broken_fixtures_get_an_answer_with_nothing_live_in_it() -> None:
    for mail in mutations(fixtures(), MANY, seed=20_261_122):
        judged(mail)


def test_thousands_of_broken_mails_of_the_corpus_get_an_answer_with_nothing_live_in_it(corpus: Path) -> None:
    paths = sorted(path for path in (corpus / "dev").glob("*/*/*") if path.stat().st_size < 15_000)[::12]
    paths += sorted((corpus / "authored").glob("*/*.eml"))
    for mail in mutations([path.read_bytes() for path in paths], MANY, seed=20_261_123):
        judged(mail)


@settings(max_examples=300)
@given(st.binary(max_size=2_000))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    judged(data)


@settings(max_examples=300)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=300), st.sampled_from(["text/plain", "text/html"]))
def test_no_string_in_a_mail_gets_live_into_the_answer(name: str, subject: str, text: str, kind: str) -> None:
    links = f"https://evil.example/{text} [x](http://evil.example) <http://evil.example>"
    lure = f"{text} call 803-555-0142 to cancel, {links}"
    mail = f'From: "{name} Amazon" <a@gmail.com>\nSubject: {subject}\nContent-Type: {kind}; charset=utf-8\n\n{lure}'
    judged(mail.encode("utf-8", "surrogatepass"))


HOSTILE = {
    "one line": lambda n: b"From: a@b.example\n\n" + b"a" * n,
    "spaces": lambda n: b"From: a@b.example\n\n" + b" \n" * n,
    "angle brackets": lambda n: b"Content-Type: text/html\n\n" + b"<" * n,
    "open tables": lambda n: b"Content-Type: text/html\n\n" + b"<table><tr><td>" * n,
    "links": lambda n: b"From: a@b.example\n\n" + b"http://x.example/a " * n,
    "phrases": lambda n: b"From: a@b.example\n\n" + b"please verify your account to avoid " * n,
    "amounts": lambda n: b"From: a@b.example\n\n" + b"$1,000.00 call 803-555-0142 " * n,
    "quotes": lambda n: b"From: a@b.example\n\n" + b"> " * n,
    "header": lambda n: b"From: " + b"a <b@c.example>, " * n + b"\n\nhi",
    "encoded words": lambda n: b"Subject: " + b"=?utf-8?q?a?= " * n + b"\n\nhi",
    "boundaries": lambda n: b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\nhi\n" * n,
    "forwards": lambda n: b"From: a@b.example\n\n" + b"----- Forwarded message -----\nFrom: a@b.example\n\n" * n,
    "digits": lambda n: b"From: a@b.example\n\n" + b"8 0 3 5 5 5 0 1 4 2 " * n,
    "brands": lambda n: b"From: a@b.example\n\n" + b"Amazon PayPal Bank of America " * n,
    "Japanese": lambda n: b"From: a@b.example\n\n" + "お客様のアカウント".encode() * n,
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_doubling_hostile_input_at_most_trebles_the_time_of_a_whole_check(kind: str) -> None:
    grows_linearly(lambda mail: check(mail, "", LIBRARY), HOSTILE[kind], n=200, largest=1 << 17)


@pytest.mark.thorough
def test_a_lure_behind_megabytes_of_noise_is_still_found() -> None:
    """Padding buys nothing: the end of a long mail is read too."""
    mail = b"From: Boss <boss@mail.test>\nSubject: hi\n\n" + b"lorem ipsum dolor sit amet\n" * 400_000 + LURE.encode()
    checked = check(mail, "", LIBRARY)
    assert checked.verdict.state.flagged
    assert any(one.why == "too large" for one in checked.verdict.not_checked)


def test_a_lure_a_hundred_mails_deep_is_still_found() -> None:
    """Wrapping buys nothing, and what is too deep to be opened is named."""
    mail = f"From: Boss <boss@mail.test>\nSubject: hi\n\n{LURE}"
    for depth in range(100):
        head = f'From: a{depth}@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b{depth}"\n\n'
        mail = f"{head}--b{depth}\nContent-Type: message/rfc822\n\n{mail}\n--b{depth}--\n"
    checked = check(mail.encode(), "", LIBRARY)
    assert checked.verdict.state.flagged
    assert any("deep" in one.why for one in checked.verdict.not_checked)
