"""A link, a domain, a number or an address alone is judged by what can be seen, and mostly told how to be checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.check import Asker
from bot.flows.lone import Lone, answer, lone
from bot.flows.lone_things import things_in
from bot.flows.shapes import Judged
from bot.library.library import Library
from bot.library.organisation import Organisation
from bot.reply.plain import plain
from bot.reply.reply import Reply
from tests.growth import grows_linearly

LIBRARY = Library.load()
OURS = Asker(organisation=Organisation(frozenset({"acme.example"})), region="gb")


def asked(text: str) -> Lone:
    found = lone(text, LIBRARY)
    assert found is not None, text
    return found


def answered(text: str, asker: Asker = OURS) -> tuple[Reply, Judged]:
    return answer(asked(text), LIBRARY, asker)


@pytest.mark.parametrize(
    ("text", "kind", "mark"),
    [
        ("https://shop.example/a?b=c", "link", "shop.example"),
        ("is this legit? hxxps://evil[.]example/login", "link", "evil.example"),
        ("shop.example", "domain", "shop.example"),
        ("www[.]evil[.]example", "domain", "evil.example"),
        ("can I trust amaz0n-orders.com?", "domain", "amaz0n-orders.com"),
        ("is amazon.co.uk really Amazon?", "domain", "amazon.co.uk"),
        ("203.0.113.9", "link", "203.0.113.9"),
        ("http://203[.]0[.]113[.]9/login", "link", "203.0.113.9"),
        ("orders@shop.example", "address", "orders@shop.example"),
        ("a@b[.]example", "address", "a@b.example"),
        ("who is amz [at] gmail [dot] com", "address", "amz@gmail.com"),
        ("Amazon Support <amz@gmail.com>", "address", "amz@gmail.com"),
        ("mailto:orders@shop.example", "address", "orders@shop.example"),
        ("+44 20 7946 0123", "phone", "+442079460123"),
        ("who called me from 020 7946 0123?", "phone", "+442079460123"),
        ("tel:+18035550142", "phone", "+18035550142"),
        ("ist das seriös? https://laden.example", "link", "laden.example"),
        ("est-ce que ce lien est fiable? https://boutique.example", "link", "boutique.example"),
        ("¿es seguro este enlace? https://tienda.example", "link", "tienda.example"),
    ],
)
def test_a_thing_alone_is_recognised_with_a_question_around_it_or_none(text: str, kind: str, mark: str) -> None:
    found = asked(text)
    assert (found.kind, [thing.mark for thing in found.things]) == (kind, [mark])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "is this legit?",
        "Pay 1.99 at http://evil.example",
        "Your parcel is held, see https://post.example",
        "Call 020 7946 0123 to cancel your order",
        "someone from Amazon phoned from 020 7946 0123 and wants my card",
        "From: a@b.example\nSubject: Hi\n\nhello",
        "The report is in notes.txt",
        "a.example b.example c.example d.example e.example f.example",
    ],
)
def test_what_says_anything_else_is_left_to_the_others(text: str) -> None:
    assert lone(text, LIBRARY) is None


@pytest.mark.parametrize("text", ["07700900123", "is 07700900123 their number?", "call 07700900123"])
def test_a_number_without_spaces_is_a_number(text: str) -> None:
    assert [one.written for one in (lone(text, LIBRARY) or pytest.fail(text)).things] == ["07700900123"]


def test_several_things_keep_their_order() -> None:
    found = asked("020 7946 0123, shop.example and a@b.example")
    assert [thing.kind for thing in found.things] == ["phone", "domain", "address"]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("paypa1.com", "lookalike-link"),
        ("https://arnazon.com/orders", "lookalike-link"),
        ("xn--pypal-4ve.com", "disguised-domain"),
        ("аpple.com", "disguised-domain"),
        ("amazon.com.account-check.top", "brand-as-subdomain"),
        ("http://paypal.com@evil.example/signin", "userinfo-link"),
        ("service@paypa1.com", "lookalike-sender"),
        ("Amazon <amazon.support77@gmail.com>", "brand-from-free-mail"),
    ],
)
def test_a_clear_imitation_is_likely_a_scam(text: str, signal: str) -> None:
    reply, judged = answered(text)
    assert judged.state == "likely_scam" and signal in judged.signals
    assert plain(reply).startswith("This is likely a scam.")


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("paypal-refunds.shop", "brand-in-link-host"),
        ("http://203.0.113.9/login", "link-to-number"),
        ("https://www.google.com/url?q=https://evil.example/x", "redirected-elsewhere"),
        ("help@amazon-orders.top", "brand-in-sender-domain"),
        ("+44 909 879 0123", "number:premium-rate"),
    ],
)
def test_what_is_doubtful_is_said_to_be(text: str, signal: str) -> None:
    reply, judged = answered(text)
    assert judged.state == "suspicious" and signal in judged.signals
    assert plain(reply).startswith("This looks suspicious.")


@pytest.mark.parametrize(
    "text",
    [
        "https://bit.ly/3xYzAbC",
        "shop.example",
        "mysite.github.io",
        "docs.google.com/forms/d/abc",
        "bob@gmail.com",
        "john.weber@gmx.de",
        "020 7946 0123",
        "amazonas-reisen.example",
        "orangerie.example",
        "applebees.example",
        "https://news.shop.example/path?utm=1",
        "müller.example",
        "192.168.0.1",
        "http://localhost.example:8080",
    ],
)
def test_what_tells_nothing_is_not_judged_but_told_how_to_check(text: str) -> None:
    reply, judged = answered(text)
    assert judged.state == "cannot_tell"
    said = plain(reply)
    assert said.startswith("I can't tell from ")
    assert "What to do:" in said


def test_a_real_address_is_named_and_proves_no_mail() -> None:
    reply, judged = answered("is https://www.amazon.com/orders legit?")
    assert judged.state == "cannot_tell"
    assert plain(reply).startswith("This belongs to Amazon. That does not prove that a message with it is real.")


def test_where_strangers_write_the_brands_name_proves_nothing() -> None:
    assert not plain(answered("docs.google.com/forms/d/abc")[0]).startswith("This belongs to")


def test_our_own_domain_is_known() -> None:
    assert "your own organisation" in plain(answered("https://portal.acme.example")[0])


def test_a_short_link_says_that_its_end_is_hidden_and_a_wrapped_one_where_it_leads() -> None:
    assert "hides the website behind it" in plain(answered("https://bit.ly/3xYzAbC")[0])
    wrapped = plain(answered("https://www.google.com/url?q=https://evil.example/x")[0])
    assert "It leads to evil[.]example." in wrapped


def test_the_worst_of_several_decides_and_each_is_named() -> None:
    reply, judged = answered("shop.example and paypa1.com")
    assert judged.state == "likely_scam"
    assert "shop[.]example" in plain(reply) and "paypa1[.]com" in plain(reply)


def test_nothing_of_the_thing_is_live_in_the_answer() -> None:
    for text in ("hxxp://evil[.]example/<!channel>", "https://evil.example/a|paypal.com", "Amazon <x@evil.example>"):
        found = lone(text, LIBRARY)
        if found is None:
            continue
        reply, _ = answer(found, LIBRARY, OURS)
        trusted = "".join(span.text for block in reply.blocks for span in block.spans if not span.untrusted)
        assert "evil" not in trusted and "channel" not in trusted


def test_what_is_kept_recognises_the_campaign() -> None:
    first, second = answered("is https://evil.example/a legit?")[1], answered("https://evil.example/b")[1]
    assert first.campaign == second.campaign == "evil.example"


def test_a_number_gets_a_button_for_those_who_called() -> None:
    assert "called" in [button.id for button in answered("020 7946 0123")[0].buttons]
    assert "clicked" in [button.id for button in answered("paypa1.com")[0].buttons]


@given(st.text(max_size=80), st.sampled_from(["", "https://", "a@b.example", "+44 20 7946 0123", "hxxp://a[.]b", "<"]))
def test_no_text_makes_it_raise(text: str, before: str) -> None:
    found = lone(before + text, LIBRARY)
    if found is not None:
        answer(found, LIBRARY, Asker(language="xx", region="zz"))


HOSTILE = (
    "a@b.c ",
    "http://a.b ",
    "1.2.3.4 ",
    "a.b.",
    "x@",
    "<x",
    "020 7946 ",
    "[.]",
    "hxxp://",
    "a" * 60 + ".",
    "\u202e",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_looking_grows_with_the_text_and_no_faster(piece: str) -> None:
    grows_linearly(things_in, lambda n: piece * (n // len(piece) + 1), largest=1 << 19)


def test_what_is_too_long_is_no_question() -> None:
    assert lone("https://evil.example/" + "a" * 4000, LIBRARY) is None
