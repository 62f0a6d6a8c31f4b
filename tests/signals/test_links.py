from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.brands import Brands
from bot.mail.email import Email, Form, Link, Mailbox, Source
from bot.mail.redirectors import real_target
from bot.signals import (
    brand_in_link_path,
    form_in_mail,
    link_text_differs,
    lookalike_link,
    program_link,
    recipient_in_link,
    redirected_elsewhere,
    unsafe_link_scheme,
    userinfo_link,
)
from bot.signals._links import action_links, authority, by_mail_service, evidence, listed_suffix, only_named, web_links
from bot.signals.catalogue import signals
from bot.signals.link_to_number import is_number
from bot.signals.signal import Case, Evidence, Family, Signal
from tests.growth import grows_linearly

SIGNALS = [signal for signal in signals() if signal.family is Family.LINKS]
BRANDS = Brands.load()


def link(written: str, shown: str = "Go on", where: str = "body") -> Link:
    target, services = real_target(written)
    return Link(shown, written, target, where, services)


def case(*links: Link, address: str = "x@bright-hill.example", to: str = "tom@northwind.example") -> Case:
    email = Email(Source.RAW, sender=Mailbox("", address), to=(Mailbox("", to),), links=links)
    return Case(email=email, said={}, brands=BRANDS)


@pytest.mark.parametrize(
    "one",
    [
        link("https://shop.example/u?k=1", "Unsubscribe"),
        link("https://shop.example/u?k=1", "Hier abmelden"),
        link("https://shop.example/u?k=1", "Se désabonner"),
        link("https://shop.example/unsubscribe?k=1", "here"),
        link("https://shop.example/p", "Privacy policy"),
        link("https://www.facebook.com/shop", ""),
        link("https://apps.apple.com/app/id1", "App Store"),
        link("mailto:ann@shop.example", "Ann"),
        link("tel:+15550100", "Call"),
        link("#top", "Top"),
        link("https://shop.example/", where="hidden"),
    ],
)
def test_what_stands_at_the_foot_of_every_mail_is_no_link_to_follow(one: Link) -> None:
    assert action_links(case(one)) == ()


def test_the_button_is_a_link_to_follow_wherever_it_stands() -> None:
    links = (link("https://shop.example/a"), link("https://shop.example/b", where="attachment:a.pdf"))
    assert action_links(case(*links)) == links


def test_a_lure_does_not_hide_among_a_thousand_honest_links() -> None:
    honest = [link(f"https://a{n}.shop.example/{n}") for n in range(1000)]
    assert list(lookalike_link.find(case(*honest, link("https://paypa1.com/in"))))


def test_each_host_is_looked_at_once_and_a_link_to_follow_comes_before_a_mere_name() -> None:
    named = Link("shop.example", "shop.example", "http://shop.example")
    followed = link("https://shop.example/a")
    assert web_links(case(named, followed)) == (followed,)
    assert only_named(named)
    assert not only_named(followed)


def test_a_counted_click_belongs_to_the_service_unless_it_tells_where_it_goes() -> None:
    assert by_mail_service(case(), link("https://u1.ct.sendgrid.net/ls/click?upn=abc"))
    assert not by_mail_service(
        case(), link("https://nam.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.test%2F")
    )
    assert not by_mail_service(case(), link("https://shop.example/"))


@pytest.mark.parametrize(
    "host", ["203.0.113.9", "3405803785", "0xcb007109", "0xcb.0x0.0x71.0x9", "0313.0.0161.011", "2001:db8::1"]
)
def test_a_bare_number_is_known_in_every_writing(host: str) -> None:
    assert is_number(host)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "1.2.3", "4711", "4711.example", "a.example", "", "1.2.3.999"],
)
def test_machines_at_home_and_versions_are_no_bare_numbers(host: str) -> None:
    assert not is_number(host)


def test_the_authority_ends_where_the_path_begins() -> None:
    assert authority("https://amazon.com@evil.test:81/a@b?c#d") == "amazon.com@evil.test:81"
    assert authority("mailto:ann@shop.example") == ""


def test_a_host_is_listed_by_its_longest_suffix() -> None:
    places = ("example", "files.example", "forms.example/r")
    assert listed_suffix("a.files.example", places) == "files.example"
    assert listed_suffix("forms.example/r", places) == "forms.example/r"
    assert listed_suffix("other.test", places) == ""


@pytest.mark.parametrize(
    "written",
    [
        "https://evil.test/#tom@northwind.example",
        "https://evil.test/?e=tom%40northwind.example",
        "https://evil.test/dG9tQG5vcnRod2luZC5leGFtcGxl",
        "https://evil.test/?j=eyJlIjoidG9tQG5vcnRod2luZC5leGFtcGxlIn0=",
        "https://evil.test/?h=746f6d406e6f72746877696e642e6578616d706c65",
        "https://evil.test/?h=746F6D406E6F72746877696E642E6578616D706C65",
    ],
)
def test_the_readers_address_is_found_however_it_is_written(written: str) -> None:
    assert list(recipient_in_link.find(case(link(written))))


def test_a_link_from_a_code_is_told_as_the_picture_it_stands_in() -> None:
    assert evidence(link("https://evil.test/", where="qr:code.png")).where == "attachment:code.png"


PIECES = [
    *"https:// http: // \\ @ amazon.com evil.test : 81 / ?u= # %2F % [::1] 0x javascript: data: file:// ..".split(),
    *"xn-- é .exe google.com/url?q= tom@northwind.example".split(),
    " ",
    "\n",
]
ADDRESSES = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@settings(max_examples=80)
@given(st.lists(st.tuples(ADDRESSES, ADDRESSES), max_size=4), st.lists(ADDRESSES, max_size=4))
def test_any_link_and_any_form_at_all_gets_an_answer(pairs: list[tuple[str, str]], fields: list[str]) -> None:
    one = case(*(link(written, shown) for written, shown in pairs))
    email = Email(
        Source.RAW, sender=one.email.sender, to=one.email.to, links=one.email.links, forms=(Form("", tuple(fields)),)
    )
    for signal in SIGNALS:
        for found in signal.find(Case(email=email, said={}, brands=BRANDS)):
            assert found.quote.strip()
            assert signal.says.format(**found.facts)


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.id)
def test_many_links_take_no_longer_than_they_must(signal: Signal) -> None:
    def links(n: int) -> list[Link]:
        return [link(f"https://a{i}.evil{i}.test:81/x/{i}?u=https://b.test/{i}", f"w{i}.test") for i in range(n)]

    # A new case each time: what was found out about the old one is remembered.
    grows_linearly(lambda some: list(signal.find(case(*some))), links, n=50, largest=800)


@pytest.mark.parametrize(
    "find, piece",
    [
        (brand_in_link_path.find, "paypal.com/"),
        (recipient_in_link.find, "tom@"),
        (redirected_elsewhere.find, "https%3A%2F%2F"),
        (userinfo_link.find, "a.b@"),
        (unsafe_link_scheme.find, "javascript:"),
        (program_link.find, "a.exe%2"),
        (link_text_differs.find, "a."),
    ],
)
def test_a_long_link_takes_no_longer_than_it_must(find: Callable[[Case], Iterator[Evidence]], piece: str) -> None:
    grows_linearly(
        lambda one: list(find(one)),
        lambda n: case(Link(piece * n, f"https://evil.test/{piece * n}", f"https://evil.test/{piece * n}")),
        n=500,
        largest=1 << 15,
    )


def test_a_form_of_many_fields_takes_no_longer_than_it_must() -> None:
    def mail(n: int) -> Case:
        email = Email(Source.RAW, forms=(Form("https://evil.test/", ("text:" + "pas" * n,) * 100),))
        return Case(email=email, said={}, brands=BRANDS)

    grows_linearly(lambda one: list(form_in_mail.find(one)), mail, n=50, largest=1 << 12)
