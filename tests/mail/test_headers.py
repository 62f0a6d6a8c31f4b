"""A forger's From is malformed on purpose, and still has to be read as the mail client reads it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.headers import date, mailboxes, parameters, words_decoded
from tests.growth import grows_linearly


@pytest.mark.parametrize(
    "value, wanted",
    [
        ("plain text", "plain text"),
        ("=?utf-8?q?Your_order?=", "Your order"),
        ("=?UTF-8?B?WW91ciBvcmRlcg==?= today", "Your order today"),
        ("=?utf-8?q?Your?= =?utf-8?q?_order?=", "Your order"),
        ("=?utf-8?b?4pw=?= =?utf-8?b?hQ==?=", "✅"),
        ("=?utf-8?b?4pyF?==?utf-8?b?4pyF?=", "✅✅"),
        ("a =?iso-8859-1*de?q?f=FCr?= b", "a für b"),
        ("=?utf-8?q?not closed", "not closed"),
        ("=?utf-8?x?what?=", "=?utf-8?x?what?="),
        ("=?no-such-charset?q?f=FCr?=", "für"),
        ("=?utf-8?q?f=FCr?=", "für"),
        ("=?us-ascii?q?spaces in it?=", "spaces in it"),
        ("=?utf-8?B?WW91ciBvcmRlcg?=", "Your order"),
        ("=?utf-8?q?a=0Ab?=", "a b"),
        ("=?", "=?"),
    ],
)
def test_encoded_words_are_decoded_as_clients_do(value: str, wanted: str) -> None:
    assert words_decoded(value) == wanted


@pytest.mark.parametrize(
    "value, wanted",
    [
        ("ann@acme.example", [("", "ann@acme.example")]),
        ("Ann <Ann@ACME.example>", [("Ann", "ann@acme.example")]),
        (
            '"Doe, Ann" <ann@acme.example>, bob@acme.example',
            [("Doe, Ann", "ann@acme.example"), ("", "bob@acme.example")],
        ),
        ("Doe, Ann <ann@acme.example>", [("Doe, Ann", "ann@acme.example")]),
        ("ann@acme.example (Ann (from work))", [("Ann from work", "ann@acme.example")]),
        ("Ann ann@acme.example", [("Ann", "ann@acme.example")]),
        ("Ann <ann@acme.example", [("Ann", "ann@acme.example")]),
        ("Ann [mailto:ann@acme.example]", [("Ann", "ann@acme.example")]),
        ("Ann <mailto:ann@acme.example>", [("Ann", "ann@acme.example")]),
        ("Team: ann@acme.example, bob@acme.example;", [("", "ann@acme.example"), ("", "bob@acme.example")]),
        ("undisclosed-recipients:;", []),
        ('"Ann"', [("Ann", "")]),
        ("Amazon: your order <x@mail.test>", [("Amazon: your order", "x@mail.test")]),
        ('"service@shop.example" <x@mail.test>', [("service@shop.example", "x@mail.test")]),
        ("service@shop.example <x@mail.test>", [("service@shop.example", "x@mail.test")]),
        ("Shop <service@shop.example> <x@mail.test>", [("Shop <service@shop.example>", "x@mail.test")]),
        ("=?utf-8?q?Shop_=3Cservice@shop.example=3E?= <x@mail.test>", [("Shop <service@shop.example>", "x@mail.test")]),
        ("=?utf-8?q?Shop_=3Cservice@shop.example=3E?=", [("Shop", "service@shop.example")]),
        ('"=?utf-8?B?U2hvcA==?=" <x@mail.test>', [("Shop", "x@mail.test")]),
        ("=?utf-8?q?Doe=2C_Ann?= <ann@acme.example>", [("Doe, Ann", "ann@acme.example")]),
        ("Shop ＜service＠shop.example＞", [("Shop", "service@shop.example")]),
        ("Ann <ann@büro.example>", [("Ann", "ann@xn--bro-hoa.example")]),
        ("<@relay.example:ann@acme.example>", [("", "ann@acme.example")]),
        ("Ann <a@b@acme.example>", [("Ann", "a@b@acme.example")]),
        ("Ann <ann @ acme.example>", [("Ann", "ann@acme.example")]),
        ('"Ann \\"the boss\\" Doe" <ann@acme.example>', [('Ann "the boss" Doe', "ann@acme.example")]),
        ("Ann\n <ann@acme.example>", [("Ann", "ann@acme.example")]),
        ("ann@acme.example; bob@acme.example", [("", "ann@acme.example"), ("", "bob@acme.example")]),
        ("", []),
        ("<>", []),
        ("Shop, <x@mail.test>", [("Shop", "x@mail.test")]),
        ('"Shop", "Shop", <x@mail.test>', [("Shop", "x@mail.test")]),
        ("Shop,(<x@mail.test>)", [("Shop", "x@mail.test")]),
        ('"Shop" <>', [("Shop", "")]),
        ("Ann, Bob", [("Ann", ""), ("Bob", "")]),
    ],
)
def test_addresses_are_read_from_every_form(value: str, wanted: list[tuple[str, str]]) -> None:
    assert [(one.name, one.address) for one in mailboxes(value)] == wanted


def test_an_encoded_word_cannot_add_an_address_of_its_own() -> None:
    hidden = "=?utf-8?q?Shop=22_=3Cservice@shop.example=3E=2C?= <x@mail.test>"
    assert [one.address for one in mailboxes(hidden)] == ["x@mail.test"]


@pytest.mark.parametrize(
    "value, wanted",
    [
        ("Tue, 05 Mar 2024 18:52:55 +0100", datetime(2024, 3, 5, 18, 52, 55, tzinfo=timezone(timedelta(hours=1)))),
        ("5 Mar 2024 18:52", datetime(2024, 3, 5, 18, 52, tzinfo=UTC)),
        ("2024-03-05T18:52:55+00:00", datetime(2024, 3, 5, 18, 52, 55, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        ("Tue, 99 Mar 99999 99:99:99 +9999", None),
    ],
)
def test_dates_are_read_or_unknown(value: str, wanted: datetime | None) -> None:
    assert date(value) == wanted


def test_parameters_keep_the_first_of_two_that_contradict() -> None:
    assert parameters("Text/HTML; charset=utf-8; charset=x") == ("text/html", {"charset": "utf-8"})


@given(st.text(max_size=300))
def test_no_text_raises(value: str) -> None:
    for box in mailboxes(value):
        assert box.name or box.address
    words_decoded(value)
    parameters(value)
    date(value)


@given(st.text(alphabet='<>"()@,;:\\=?[]qb a.ß＠＜', max_size=120))
def test_no_arrangement_of_the_signs_of_addresses_raises(value: str) -> None:
    for box in mailboxes(value):
        assert "\n" not in box.written
    words_decoded(value)
    parameters(value)


HOSTILE = ["<", '"\\', "(", "a@b,", "<a@b", "[mailto:", "@", ":;", "x,", "=?a?q?x", "=?a?q?x?= ", "> <", "(a)<@", "＠<"]


@pytest.mark.parametrize("sign", HOSTILE)
@pytest.mark.parametrize("read", [mailboxes, words_decoded, parameters])
def test_hostile_headers_take_time_in_proportion_to_their_size(read: Callable[[str], object], sign: str) -> None:
    grows_linearly(read, lambda n: f"; a={sign * n}", n=1000, largest=8000)
