"""A wrapped link must show where it really goes, whatever service wraps it and however often."""

import base64
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.redirectors import open_redirect, real_target
from tests.growth import grows_linearly

TARGET = "https://shop.example/a?b=1&c=2"
CODED = quote(TARGET, safe="")
PACKED = base64.urlsafe_b64encode(TARGET.encode()).decode().rstrip("=")
JSON = base64.urlsafe_b64encode(f'{{"e":"{TARGET}","p":1}}'.encode()).decode().rstrip("=")
INNER = base64.urlsafe_b64encode(f'{{"url":"{TARGET}"}}'.replace("/", "\\/").encode()).decode()
MANDRILL = base64.urlsafe_b64encode(f'{{"s":"x","v":1,"p":"{INNER}"}}'.encode()).decode()
ZIPPED = base64.urlsafe_b64encode(zlib.compress(f"h=1&l={CODED}".encode())).decode().rstrip("=")


@pytest.mark.parametrize(
    ("url", "service"),
    [
        (f"https://eur04.safelinks.protection.outlook.com/?url={CODED}&data=05%7C02", "safelinks"),
        (f"https://GCC02.SafeLinks.Protection.Outlook.com/ap/w-59/?url={CODED}", "safelinks"),
        (f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/x.html?url={CODED}", "safelinks"),
        (f"https://urldefense.proofpoint.com/v1/url?u={CODED}&k=x", "proofpoint"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__shop.example_a-3Fb-3D1-26c-3D2&d=DwMF", "proofpoint"),
        ("https://urldefense.com/v3/__https://shop.example/a?b=1&c=2__;!!Abc-1!x$", "proofpoint"),
        ("https://urldefense.com/v3/__https:/shop.example/a*b=1**Ac=2__;PyY!!x$", "proofpoint"),
        (f"https://linkprotect.cudasvc.com/url?a={CODED}&c=E,1,x", "barracuda"),
        (f"https://secure-web.cisco.com/1xYz/{CODED}", "cisco"),
        (f"https://ctp.trendmicro.com/wis/clicktime/v1/query?url={CODED}&umid=1", "trend-micro"),
        (f"https://eu-west-1.protection.sophos.com/?d=shop.example&u={PACKED}==&i=x", "sophos"),
        (f"https://clicktime.symantec.com/15tx?u={CODED}", "symantec"),
        (f"https://protect2.fireeye.com/v1/url?k=a&q=1&u={CODED}", "fireeye"),
        (f"https://protect.checkpoint.com/v2/___{TARGET}___.YzJ1", "check-point"),
        (f"https://www.google.com/url?q={CODED}&sa=D&usg=x", "google"),
        (f"https://www.google.co.uk/url?url={CODED}", "google"),
        ("https://www.google.com/amp/s/shop.example/a?b=1&c=2", "google"),
        (f"https://adclick.g.doubleclick.net/pcs/click?xai=x&adurl={CODED}", "google"),
        (f"https://l.facebook.com/l.php?u={CODED}&h=x", "facebook"),
        (f"https://l.instagram.com/?u={CODED}&e=x", "instagram"),
        (f"https://www.linkedin.com/redir/redirect?url={CODED}&urlhash=x", "linkedin"),
        (f"https://www.youtube.com/redirect?event=x&q={CODED}", "youtube"),
        (f"https://www.bing.com/ck/a?!&&p=x&u=a1{PACKED}&ntb=1", "bing"),
        (f"https://r.search.yahoo.com/_ylt=x/RV=2/RE=1/RO=10/RU={CODED}/RK=2/RS=y", "yahoo"),
        (f"https://vk.com/away.php?to={CODED}", "vk"),
        (f"https://steamcommunity.com/linkfilter/?u={CODED}", "steam"),
        (f"https://slack-redir.net/link?url={CODED}", "slack"),
        (f"https://out.reddit.com/t3_x?url={CODED}&token=y", "reddit"),
        (f"https://duckduckgo.com/l/?uddg={CODED}", "duckduckgo"),
        (f"https://www.amazon.co.uk/gp/r.html?C=x&U={CODED}", "amazon"),
        (f"https://x1.r.us-east-1.awstrack.me/L0/{CODED}/1/0100-x/abc=1", "amazon-ses"),
        (f"https://substack.com/redirect/2/{JSON}.sig", "substack"),
        (f"https://mandrillapp.com/track/click/3/shop.example?p={MANDRILL}", "mandrill"),
        (f"https://email.mg1.substack.com/c/{ZIPPED}", "substack"),
        (f"https://acme.activehosted.com/lt.php?x=1&l={CODED}", "activecampaign"),
    ],
)  # fmt: skip
def test_a_known_service_is_peeled_off(url: str, service: str) -> None:
    target, services = real_target(url)
    assert services == (service,)
    assert target == TARGET


def test_layers_are_peeled_off_one_after_another() -> None:
    inner = "https://www.google.com/url?q=" + CODED
    outer = "https://nam01.safelinks.protection.outlook.com/?url=" + quote(inner, safe="")
    assert real_target(outer) == (TARGET, ("safelinks", "google"))


def test_a_service_that_keeps_its_target_to_itself_is_named_and_stays() -> None:
    url = "https://protect-eu.mimecast.com/s/AbC1?domain=shop.example"
    assert real_target(url) == (url, ("mimecast",))
    assert real_target("https://u1.ct.sendgrid.net/ls/click?upn=u001.abc")[1] == ("sendgrid",)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("HTTPS:\\\\shop.example\\a", "https://shop.example/a"),
        ("  https://shop.ex\nample/a ", "https://shop.example/a"),
        ("//shop.example/a", "https://shop.example/a"),
        ("www.shop.example/a", "http://www.shop.example/a"),
        ("index.html", "index.html"),
        ("mailto:ann@shop.example", "mailto:ann@shop.example"),
        ("https://bank.example@evil.test/", "https://bank.example@evil.test/"),
        ("https://www.google.com.evil.test/url?q=https://a.example", "https://www.google.com.evil.test/url?q=https://a.example"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_wrapped_stays_what_a_browser_makes_of_it(url: str, target: str) -> None:
    assert real_target(url) == (target, ())


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("https://good.example/r?to=https%3A%2F%2Fevil.test%2Fx", "https://evil.test/x"),
        ("https://good.example/r?to=https%253A%252F%252Fevil.test%252Fx", "https://evil.test/x"),
        ("https://good.example/out/https://evil.test/x?y=1", "https://evil.test/x?y=1"),
        ("https://good.example/r?to=https://help.good.example/x", None),
        ("https://www.facebook.com/sharer/sharer.php?u=https://good.example/", None),
        ("https://good.example/?utm_source=news", None),
        ("https://www.google.com/url?q=https://evil.test/", None),
        ("not an address", None),
    ],
)
def test_an_open_redirect_is_an_address_inside_somebody_elses(url: str, inner: str | None) -> None:
    assert open_redirect(url) == inner


@given(st.text() | st.text(alphabet="https:/?=&%25u.@[]ao").map(lambda tail: f"https://l.facebook.com/l.php?u={tail}"))
def test_nothing_raises(url: str) -> None:
    real_target(url)
    open_redirect(url)


@pytest.mark.parametrize("piece", ["%25", "http://", "*", "&a=http", "/http:/", "eJ", "__;", "a."])
def test_hostile_addresses_take_linear_time(piece: str) -> None:
    starts = (
        "",
        "https://www.google.com/url?q=",
        "https://urldefense.com/v3/__",
        "https://urldefense.proofpoint.com/v2/url?u=",
        "https://substack.com/redirect/2/",
        "https://a.awstrack.me/L0/",
        "https://a.example/",
    )

    def every_one(tail: str) -> None:
        for start in starts:
            real_target(start + tail)
            open_redirect(start + tail)

    grows_linearly(every_one, lambda n: piece * n, n=2000, largest=64_000)
