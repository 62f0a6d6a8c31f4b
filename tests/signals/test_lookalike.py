import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.brands import Brands
from bot.signals._lookalike import INSIDE, NEAR, SUBDOMAIN, is_near, lookalike_of, misspells
from bot.signals._sender import addresses
from tests.growth import grows_linearly


@pytest.fixture(scope="module", name="brands")
def _brands() -> Brands:
    return Brands.load()


@pytest.mark.parametrize(
    "host, name, kind",
    [
        ("arnazon.com", "Amazon", NEAR),
        ("amaz0n.example", "Amazon", NEAR),
        ("paypa1.com", "PayPal", NEAR),
        ("pay-pal.com", "PayPal", NEAR),
        ("micorsoft.com", "Microsoft", NEAR),
        ("mail.rnicrosoft.com", "Microsoft", NEAR),
        ("linkedln.com", "LinkedIn", NEAR),
        ("netfl1x-billing.com", "Netflix", NEAR),
        ("amazon-orders-help.com", "Amazon", INSIDE),
        ("secure-paypal.shop", "PayPal", INSIDE),
        ("securepaypallogin.com", "PayPal", INSIDE),
        ("evri-reschedule.top", "Evri", INSIDE),
        ("dhl-delivery.top", "DHL", INSIDE),
        ("hmrcrefund.com", "HMRC", INSIDE),
        ("chase-secure.com", "Chase", INSIDE),
        ("paypal-login.web.app", "PayPal", INSIDE),
        ("amazon-login.evil.example", "Amazon", INSIDE),
        ("amazon.com.evil.top", "Amazon", SUBDOMAIN),
        ("www.paypal.com.login.evil.example", "PayPal", SUBDOMAIN),
        ("amazon.com-orders.top", "Amazon", SUBDOMAIN),
    ],
)
def test_a_borrowed_name_is_found(host: str, name: str, kind: str, brands: Brands) -> None:
    found = lookalike_of(host, brands)
    assert found is not None
    assert (found[0].name, found[1]) == (name, kind)


@pytest.mark.parametrize(
    "host",
    [
        "amazon.com",
        "www.amazon.co.uk",
        "mail.paypal.com",
        "gmail.com",
        "amazonas-reisen.example",
        "applebee.example",
        "chasewater.example",
        "orangerie.example",
        "spotifyable.example",
        "ups-and-downs.example",
        "ing-partners.example",
        "orange-juice.example",
        "apple-pie.example",
        "chase.example",
        "training.example",
        "discovery.example",
        "northwind.example",
        "192.0.2.7",
        "localhost",
        "",
    ],
)
def test_an_honest_name_that_is_close_by_chance_stays_quiet(host: str, brands: Brands) -> None:
    assert lookalike_of(host, brands) is None


def test_numbered_and_plural_names_are_no_copies_of_each_other() -> None:
    assert not is_near("northwind2", "northwind1")
    assert not is_near("gardens", "garden")
    assert is_near("northw1nd", "northwind")


def test_a_name_spelt_out_is_not_misspelt() -> None:
    assert misspells("studio-ferrantte", "Studio Ferrante")
    assert not misspells("muellerbau", "Müller Bau")
    assert not misspells("ortiemuretti", "Orti & Muretti")
    assert not misspells("studioferrante", "Studio Ferrante")


@given(st.text(max_size=300))
def test_any_host_at_all_gets_an_answer(host: str) -> None:
    found = lookalike_of(host, _loaded())
    assert found is None or found[1] in {NEAR, INSIDE, SUBDOMAIN}


@given(st.text(alphabet="ab@.-+ \n", max_size=200))
def test_any_text_at_all_is_searched_for_addresses(text: str) -> None:
    assert all("@" in box.address for box in addresses(text))


@pytest.mark.thorough
def test_a_text_of_at_signs_takes_no_longer_than_it_must() -> None:
    grows_linearly(lambda text: list(addresses(text)), lambda n: "a" * n + "@" * n)


@pytest.mark.thorough
def test_a_host_of_many_labels_takes_no_longer_than_it_must(brands: Brands) -> None:
    grows_linearly(lambda host: lookalike_of(host, brands), lambda n: "amazon." * n + "top")


_KEPT: list[Brands] = []


def _loaded() -> Brands:
    """One catalogue for all examples that hypothesis tries."""
    if not _KEPT:
        _KEPT.append(Brands.load())
    return _KEPT[0]
