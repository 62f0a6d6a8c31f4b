"""Only what the receiver wrote can be believed; a sender may write anything below the hand-over."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.authentication import authentication, results_of
from bot.mail.received import hand_over, hop
from tests.growth import grows_linearly

Headers = list[tuple[str, str]]
AR, AAR, RECEIVED = "Authentication-Results", "ARC-Authentication-Results", "Received"

OUTSIDE = (
    RECEIVED,
    "from mail.shop.example (mail.shop.example [203.0.113.9]) by mx.acme.example (Postfix) with ESMTPS id 1",
)
INSIDE = (RECEIVED, "from mx.acme.example (mx.acme.example [10.0.0.5]) by store.acme.example with LMTP id 2")
PASS = (AR, "mx.acme.example; dkim=pass header.d=shop.example; dmarc=pass (p=reject) header.from=shop.example")
MICROSOFT = (
    "spf=pass (sender IP is 203.0.113.9) smtp.mailfrom=shop.example; dkim=pass (signature was verified) "
    "header.d=shop.example;dkim=fail (body hash did not verify) header.d=list.example;dmarc=pass action=none "
    "header.from=shop.example;compauth=pass reason=100"
)
GOOGLE = (
    "mx.google.com; dkim=pass header.i=@shop.example header.s=s1 header.b=AbC/12=; spf=pass (google.com: domain of "
    "bounce@mail.shop.example designates 203.0.113.9 as permitted sender) smtp.mailfrom=bounce@mail.shop.example; "
    "dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.example"
)
YAHOO = (
    "atlas-production.v2-mail-prod1.omega.yahoo.com; dkim=pass header.i=@shop.example header.s=s1; "
    "spf=pass smtp.mailfrom=mail.shop.example; dmarc=pass(p=REJECT) header.from=shop.example;"
)
RFC = (
    'mx.acme.example 1; spf=fail (a (nested; comment) dmarc=pass) reason="no; match"'
    ' smtp.mailfrom="a b"@mail.shop.example;'
    " dkim=temperror (key) header.d=SHOP.example header.i=@mail.shop.example; dmarc=none header.from=shop.example"
)


def told(value: str) -> list[tuple[str, str, str]]:
    return [(one.method, one.result, one.domain) for one in results_of(value)[1]]


def believed(headers: Headers, servers: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(one.method, one.result) for one in authentication(headers, servers).results if one.trusted]


@pytest.mark.parametrize(
    "value, by, wanted",
    [
        (
            MICROSOFT,
            "",
            [
                ("spf", "pass", "shop.example"),
                ("dkim", "pass", "shop.example"),
                ("dkim", "fail", "list.example"),
                ("dmarc", "pass", "shop.example"),
                ("compauth", "pass", ""),
            ],
        ),
        (
            GOOGLE,
            "mx.google.com",
            [("dkim", "pass", "shop.example"), ("spf", "pass", "mail.shop.example"), ("dmarc", "pass", "shop.example")],
        ),
        (
            YAHOO,
            "atlas-production.v2-mail-prod1.omega.yahoo.com",
            [("dkim", "pass", "shop.example"), ("spf", "pass", "mail.shop.example"), ("dmarc", "pass", "shop.example")],
        ),
        (
            RFC,
            "mx.acme.example",
            [
                ("spf", "fail", "mail.shop.example"),
                ("dkim", "temperror", "shop.example"),
                ("dmarc", "none", "shop.example"),
            ],
        ),
        ("mx.acme.example; none", "mx.acme.example", []),
        (
            "mx.acme.example spf=pass smtp.mailfrom=<a@shop.example>",
            "mx.acme.example",
            [("spf", "pass", "shop.example")],
        ),
        (
            "dkim=none (message not signed) header.d=none;dmarc=none action=none",
            "",
            [("dkim", "none", ""), ("dmarc", "none", "")],
        ),
        ("", "", []),
        (";;;", "", []),
    ],
    ids="microsoft google yahoo rfc8601 none no-semicolon unsigned empty separators".split(),
)
def test_every_servers_form_is_read(value: str, by: str, wanted: list[tuple[str, str, str]]) -> None:
    assert (results_of(value)[0], told(value)) == (by, wanted)


@pytest.mark.parametrize(
    "value",
    [
        'mx.acme.example; spf=pass (of "x) ; dmarc=pass header.from=shop.example ("@mail.test) smtp.mailfrom=mail.test',
        'mx.acme.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=shop.example"@mail.test',
        'mx.acme.example; spf=pass smtp.mailfrom="a@shop.example "@mail.test',
    ],
)
def test_an_envelope_address_cannot_smuggle_a_result_in(value: str) -> None:
    assert told(value) == [("spf", "pass", "mail.test")]


def test_a_second_dmarc_result_in_one_line_is_not_believed() -> None:
    line = (AR, "mx.acme.example; dmarc=fail header.from=mail.test; dmarc=pass header.from=shop.example")
    assert believed([line, OUTSIDE]) == []


def test_results_above_the_hand_over_are_the_receivers() -> None:
    known = authentication([INSIDE, PASS, OUTSIDE])
    assert [(one.method, one.trusted, one.by) for one in known.results] == [
        ("dkim", True, "mx.acme.example"),
        ("dmarc", True, "mx.acme.example"),
    ]
    result = known.aligned_pass("news.shop.example")
    assert result is not None
    assert (result.quote, known.forged) == ("dmarc=pass", ())


def test_a_forged_line_below_the_hand_over_is_not_believed() -> None:
    known = authentication([OUTSIDE, (AR, "mx.other.test; dmarc=pass header.from=shop.example")])
    assert (known.aligned_pass("shop.example"), known.forged) == (None, ())


def test_a_forged_line_in_the_receivers_name_is_named() -> None:
    honest = (AR, "mx.acme.example; dmarc=fail header.from=shop.example")
    for id_ in ("mx.acme.example", "ACME.example"):
        forgery = (AR, f"{id_}; dmarc=pass header.from=shop.example")
        known = authentication([INSIDE, honest, OUTSIDE, forgery])
        assert (known.aligned_pass("shop.example"), known.forged) == (None, (forgery[1],))


def test_a_forged_line_with_a_received_line_of_its_own_is_not_believed() -> None:
    fake = (RECEIVED, "from shop.example (shop.example [203.0.113.77]) by mx.acme.example with ESMTP id 9")
    assert believed([INSIDE, OUTSIDE, PASS, fake]) == []
    assert believed([OUTSIDE, INSIDE, PASS, fake]) == []


@pytest.mark.parametrize("helo", ["mx.acme.example", "localhost", "[10.0.0.1]", "by", "x(y", "store.acme.example"])
def test_a_helo_name_cannot_move_the_hand_over(helo: str) -> None:
    arrival = (RECEIVED, f"from {helo} (unknown [203.0.113.9]) by mx.acme.example with ESMTP id 1")
    fake = (RECEIVED, "from shop.example (shop.example [203.0.113.77]) by mx.acme.example with ESMTP id 9")
    assert believed([INSIDE, arrival, PASS, fake]) == []
    assert believed([INSIDE, PASS, arrival, fake]) == [("dkim", "pass"), ("dmarc", "pass")]


def test_two_receivers_and_only_the_last_is_believed() -> None:
    forwarded = (RECEIVED, "from mx.acme.example (mx.acme.example [203.0.113.5]) by mx.other.example with ESMTPS id 3")
    last = (AR, "mx.other.example; spf=fail smtp.mailfrom=shop.example; dmarc=fail header.from=shop.example")
    known = authentication([last, forwarded, PASS, OUTSIDE])
    assert [(one.method, one.result, one.trusted) for one in known.results] == [
        ("spf", "fail", True),
        ("dmarc", "fail", True),
        ("dkim", "pass", False),
        ("dmarc", "pass", False),
    ]
    assert known.forged == ()


def test_gmails_line_below_its_hand_over_only_repeats_its_arc_line() -> None:
    arrival = (RECEIVED, "from mail.shop.example (mail.shop.example. [203.0.113.9]) by mx.google.com with ESMTPS id x")
    own = (RECEIVED, "by 2002:a05:6402:1d4b:0:0:0:0 with SMTP id y; Mon, 1 Jan 2024 10:00:00 -0800 (PST)")
    spf = (
        "Received-SPF",
        "pass (google.com: domain of bounce@mail.shop.example designates 203.0.113.9 as permitted sender)",
    )
    headers = [own, (AAR, f"i=1; {GOOGLE}"), arrival, spf, (AR, GOOGLE)]
    known = authentication(headers)
    trusted = [(one.method, one.domain) for one in known.results if one.trusted]
    assert trusted == [("dkim", "shop.example"), ("spf", "mail.shop.example"), ("dmarc", "shop.example")]
    assert known.forged == ()
    forgery = (AR, "mx.google.com; dmarc=pass header.from=bank.example")
    known = authentication([*headers[:3], forgery])
    assert (known.aligned_pass("bank.example"), known.forged) == (None, (forgery[1],))


def test_a_gmail_sender_cannot_forge_for_a_gmail_receiver() -> None:
    own = (RECEIVED, "by 2002:a05:6402:1d4b:0:0:0:0 with SMTP id y")
    arrival = (
        RECEIVED,
        "from mail-wm1-f53.google.com (mail-wm1-f53.google.com. [209.85.128.53]) by mx.google.com with ESMTPS id x",
    )
    fake = (RECEIVED, "from bank.example (bank.example [203.0.113.77]) by mx.google.com with ESMTPS id z")
    forgery = (AR, "mx.google.com; dmarc=pass header.from=bank.example")
    assert believed([own, (AAR, "i=1; mx.google.com; spf=pass smtp.mailfrom=a@mail.test"), arrival, forgery, fake]) == [
        ("spf", "pass")
    ]


def test_exchange_hops_are_internal_and_its_outbound_is_not() -> None:
    inner = (
        "from {} ({}) by AM0PR0.eurprd01.prod.outlook.com (2603:10a6:20b:658::24) with Microsoft SMTP Server id 15.20"
    )
    own = (RECEIVED, inner.format("VE1EUR01FT017.eop-EUR01.prod.protection.outlook.com", "2603:10a6:803:a9:cafe::4"))
    front = "by VE1EUR01FT017.mail.protection.outlook.com (10.152.2.249) with Microsoft SMTP Server id 15.20"
    arrival = (RECEIVED, f"from mail.shop.example (203.0.113.9) {front}")
    known = authentication([own, (AR, MICROSOFT), arrival])
    assert all(one.trusted for one in known.results)
    tenant = (RECEIVED, f"from EUR05-obe.outbound.protection.outlook.com (2a01:111:f403:2e00::1) {front}")
    assert believed([own, tenant, (AR, MICROSOFT), arrival]) == []
    spoofed = (RECEIVED, inner.format("x.prod.outlook.com", "203.0.113.9"))
    assert believed([spoofed, (AR, MICROSOFT), arrival]) == []


def test_yahoo_and_icloud_hops_are_internal() -> None:
    yahoo = [
        (RECEIVED, "from 10.197.50.74 by atlas-production.omega.yahoo.com with HTTPS; Mon, 1 Jan 2024"),
        (AR, YAHOO),
    ]
    arrival = (RECEIVED, "from 203.0.113.9 (EHLO mail.shop.example) by 10.197.37.38 with SMTPs (version=TLS1_3)")
    assert len(believed([*yahoo, arrival])) == 3
    icloud = (RECEIVED, "from p00-icloudmta-asmtp-us-1k by p118-mailgateway-smtp (mailgateway) with ESMTPS")
    assert len(believed([icloud, PASS, OUTSIDE])) == 2


def test_an_arc_chain_through_a_mailing_list_is_believed_as_far_as_the_receiver_wrote_it() -> None:
    headers = [
        ("ARC-Seal", "i=2; a=rsa-sha256; d=acme.example; s=x; cv=pass; b=x"),
        (
            AAR,
            "i=2; mx.acme.example; arc=pass; dkim=fail header.d=shop.example; dmarc=fail header.from=shop.example",
        ),
        (RECEIVED, "from lists.club.example (lists.club.example [203.0.113.8]) by mx.acme.example with ESMTP id 1"),
        ("DKIM-Signature", "v=1; a=rsa-sha256; d=club.example; s=x; b=x"),
        ("ARC-Seal", "i=1; a=rsa-sha256; d=club.example; s=x; cv=none; b=x"),
        (AAR, "i=1; lists.club.example; dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example"),
        ("DKIM-Signature", "v=1; a=rsa-sha256;\n d=shop.example; s=x; b=x"),
        OUTSIDE,
    ]
    known = authentication(headers)
    assert [(one.method, one.result, one.by, one.trusted) for one in known.results] == [
        ("arc", "pass", "mx.acme.example", True),
        ("dkim", "fail", "mx.acme.example", True),
        ("dmarc", "fail", "mx.acme.example", True),
        ("dkim", "pass", "lists.club.example", False),
        ("dmarc", "pass", "lists.club.example", False),
    ]
    assert (known.dkim_domains, known.arc_sealers) == (
        ("club.example", "shop.example"),
        ("club.example", "acme.example"),
    )
    assert (known.aligned_pass("shop.example"), known.forged) == (None, ())


def test_without_a_received_line_nothing_is_believed() -> None:
    assert believed([PASS]) == []
    assert believed([PASS, INSIDE]) == []
    assert believed([]) == []


def test_named_servers_alone_are_believed_and_only_above_the_hand_over() -> None:
    other = (AR, "spam.acme.example; dmarc=pass header.from=shop.example")
    assert believed([other, PASS, OUTSIDE], ("mx.acme.example",)) == [("dkim", "pass"), ("dmarc", "pass")]
    assert believed([OUTSIDE, PASS], ("mx.acme.example",)) == []
    nameless = (AR, "dmarc=pass action=none header.from=shop.example")
    assert believed([nameless, OUTSIDE], ("acme.example",)) == [("dmarc", "pass")]
    assert believed([nameless, OUTSIDE], ("other.example",)) == []


def test_a_filter_of_the_receivers_own_is_named_by_its_addresses() -> None:
    filtered = (RECEIVED, "from filter.vendor.example (203.0.113.70) by mx.acme.example with ESMTP id 5")
    vendor = (AR, "filter.vendor.example; dmarc=pass header.from=shop.example")
    arrival = (
        RECEIVED,
        "from mail.shop.example (mail.shop.example [203.0.113.9]) by filter.vendor.example with ESMTP id 4",
    )
    assert believed([filtered, vendor, arrival]) == []
    assert believed([filtered, vendor, arrival], ("filter.vendor.example", "203.0.113.64/27")) == [("dmarc", "pass")]


def test_received_spf_counts_as_an_spf_result() -> None:
    value = "Fail (protection.outlook.com: domain of shop.example does not designate 203.0.113.9)"
    value += " receiver=mx.acme.example; client-ip=203.0.113.9"
    (result,) = authentication([("Received-SPF", value), OUTSIDE]).results
    assert (result.method, result.result, result.domain, result.by, result.trusted) == (
        "spf",
        "fail",
        "shop.example",
        "mx.acme.example",
        True,
    )
    tricky = (
        'Pass (acme.example: domain of "a@shop.example "@mail.test designates 203.0.113.9) receiver=mx.acme.example;'
    )
    assert [one.domain for one in authentication([("Received-SPF", tricky), OUTSIDE]).results] == [""]


@pytest.mark.parametrize(
    "value, name, addresses, by, protocol",
    [
        (
            "from a.test (b.test [203.0.113.9]) by mx.acme.example (Postfix) with ESMTPS id 1",
            "a.test",
            ["203.0.113.9"],
            "mx.acme.example",
            "esmtps",
        ),
        (
            "from [203.0.113.9] (helo=a.test) by mx.acme.example with esmtp (Exim 4.96)",
            "203.0.113.9",
            ["203.0.113.9"],
            "mx.acme.example",
            "esmtp",
        ),
        (
            "from unknown (HELO a.test) (203.0.113.9) by mx.acme.example with SMTP",
            "unknown",
            ["203.0.113.9"],
            "mx.acme.example",
            "smtp",
        ),
        (
            "from a.test ([IPv6:2001:db8::9]) by mx.acme.example with LMTP",
            "a.test",
            ["2001:db8::9"],
            "mx.acme.example",
            "lmtp",
        ),
        ("by 2002:a05:6402:: with SMTP id y; Mon, 1 Jan 2024", "", [], "2002:a05:6402::", "smtp"),
        ("(qmail 1 invoked by uid 89); 1 Jan 2024", "", [], "", ""),
        ("from x (x [999.1.2.3]) by", "x", [], "", ""),
    ],
)
def test_a_received_line_is_taken_apart(value: str, name: str, addresses: list[str], by: str, protocol: str) -> None:
    found = hop(value)
    assert (found.name, [str(one) for one in found.addresses], found.by, found.protocol) == (
        name,
        addresses,
        by,
        protocol,
    )


WORDS = st.sampled_from(
    'from by with ; ( ) " \\ dmarc=pass header.from=shop.example mx.acme.example i=1 [10.0.0.1] ::1 d=x'.split()
)
VALUES = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80)
NAMES = st.sampled_from([AR, AAR, RECEIVED, "Received-SPF", "DKIM-Signature", "ARC-Seal"])


@given(st.lists(st.tuples(NAMES, VALUES), max_size=8))
def test_no_headers_raise_and_none_are_believed_without_a_hand_over(headers: Headers) -> None:
    known = authentication(headers)
    assert hand_over(headers) is not None or not any(one.trusted for one in known.results)


HOSTILE: dict[str, Callable[[int], Headers]] = {
    "results": lambda n: [(AR, "x; " + "dkim=pass header.d=a.test; " * n), OUTSIDE],
    "open comments": lambda n: [(AR, "x; " + "(" * n), OUTSIDE],
    "open quotes": lambda n: [(AR, "x; " + 'a="\\' * n), OUTSIDE],
    "lines": lambda n: [PASS] * n + [OUTSIDE] + [PASS] * n,
    "hops": lambda n: [INSIDE] * n + [PASS, OUTSIDE] * n,
    "a long hop": lambda n: [(RECEIVED, "from x (" + "1.2.3.4:" * n), PASS],
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_headers_take_time_in_proportion_to_their_size(make: Callable[[int], Headers]) -> None:
    grows_linearly(authentication, make, n=100, largest=3000)
