"""Where a link really goes, behind the services that rewrite and count links. All offline: nothing is ever fetched.

Mail filters (Safe Links, Proofpoint ...) wrap every link, newsletters count clicks, and scammers borrow both, so
the written host says little. Formats: Microsoft's and Proofpoint's own documentation and decoders, and observed mail.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote

from bot.mail.address import ascii_host, host_of
from bot.mail.encoded_urls import (
    MOST,
    AddressParts,
    address_in_base64,
    address_in_path,
    address_in_text,
    clean_address,
    first_address,
    parts_of,
    percent_decoded,
    zipped_address,
)
from bot.mail.organisation import organisation
from bot.mail.proofpoint import proofpoint_target

MOST_LAYERS = 8

Peel = Callable[[AddressParts], str]
"""Takes a wrapped address apart; "" when the target is not in it."""


def real_target(url: str) -> tuple[str, tuple[str, ...]]:
    """(the real target, the services peeled off, outermost first).

    A service whose links do not hold their target is named too; the target then stays its own address.
    Never raises; what cannot be decoded is returned as it is known.
    """
    return _real_target(url) if len(url) < 4000 else _real_target.__wrapped__(url)


@lru_cache(maxsize=4096)
def _real_target(url: str) -> tuple[str, tuple[str, ...]]:
    target = clean_address(url)
    services: list[str] = []
    for _ in range(MOST_LAYERS):
        parts = parts_of(target)
        found = _service(parts) if parts.host else None
        if not found:
            break
        name, peel = found
        inner = clean_address(peel(parts)) if peel else ""
        if not inner or inner == target:
            if peel in _ALWAYS:
                services.append(name)
            break
        services.append(name)
        target = inner
    return target, tuple(services)


def open_redirect(url: str) -> str | None:
    """The full http(s) address in the query or path of another organisation's site; None where there is none.

    Known services and the "share this" links of social networks do not count.
    """
    parts = parts_of(clean_address(url))
    if not parts.host or _service(parts) or _SHARING.match(f"{parts.host}{parts.path}"):
        return None
    inner = first_address(parts) or address_in_path(parts)
    if not inner:
        return None
    host = host_of(inner)
    return inner if host and organisation(host) != organisation(parts.host) else None


_SHARING = re.compile(
    r"(?:[\w-]+\.)*(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:share|intent)|linkedin\.com/(?:share|cws)"
    r"|pinterest\.\w{2,3}/pin|api\.whatsapp\.com|wa\.me|t\.me/share|telegram\.me/share|reddit\.com/submit|web\.archive\.org"
    r"|validator\.w3\.org|xing\.com/|tumblr\.com/(?:share|widgets)|bsky\.app/intent|news\.ycombinator\.com|getpocket\.com/"
    r"|addtoany\.com/|w3\.org/|translate\.google\.|calendar\.google\.com/|outlook\.(?:live|office)\.com/calendar)"
)


def _service(parts: AddressParts) -> tuple[str, Peel | None] | None:
    """The name of the service at this host, and how to take its links apart."""
    host = parts.host
    while host:
        rows = _HOSTS.get(host)
        if rows:
            for path, name, peel in rows:
                if parts.path.lower().startswith(path):
                    return name, peel
        _, _, host = host.partition(".")
    if (label := _GOOGLE.match(parts.host)) and (
        parts.path in {"/url", "/imgres"} or parts.path.startswith("/amp/s/")
    ):
        return "google", _amp if label and parts.path.startswith("/amp/") else _param("q", "url", "imgurl")
    return None


_GOOGLE = re.compile(r"(?:www\.|maps\.|images\.|plus\.|news\.)?google\.(?:com?\.)?[a-z]{2,3}$")


def _param(*names: str) -> Peel:
    """A link that holds its target, plainly or percent-encoded, in one of these query fields."""

    def peel(parts: AddressParts) -> str:
        for name in names:
            for value in parts.query.get(name, ()):
                if found := address_in_text(value, bare=True):
                    return found
        return ""

    return peel


def _base64_param(*names: str) -> Peel:
    """A link that holds its target in base64 in one of these query fields."""

    def peel(parts: AddressParts) -> str:
        for name in names:
            for value in parts.query.get(name, ()):
                if found := address_in_text(value) or address_in_base64(value):
                    return found
        return ""

    return peel


def _anywhere(parts: AddressParts) -> str:
    """A link of a mailing service: its target may stand in the query or the path, plain, in base64 or packed."""
    if found := first_address(parts) or address_in_path(parts):
        return found
    pieces = [one for values in parts.query.values() for one in values] + parts.path.split("/")
    for piece in pieces[:MOST]:
        if len(piece) >= 12 and (found := address_in_base64(piece) or zipped_address(piece)):
            return found
    return ""


def _opaque(parts: AddressParts) -> str:
    """A link whose target only the service knows."""
    return ""


def _in_path(parts: AddressParts) -> str:
    return address_in_path(parts)


def _mimecast(parts: AddressParts) -> str:
    """Newer links tell the domain only, older ones hold the address in `u` or `url`."""
    return _param("u", "url")(parts) if {"u", "url"} & parts.query.keys() else ""


def _amp(parts: AddressParts) -> str:
    """google.com/amp/s/HOST/PATH and HOST.cdn.ampproject.org/c/s/HOST/PATH."""
    match = re.match(r"/(?:amp|[cvi])/(s/)?(.+)", parts.path)
    if not match:
        return ""
    return (
        ("https://" if match[1] else "http://")
        + match[2]
        + (f"?{parts.raw_query}" if parts.raw_query else "")
    )


def _awstrack(parts: AddressParts) -> str:
    """/L0/https:%2F%2Fwww.shop.example%2F/1/..."""
    pieces = parts.path.split("/")
    return percent_decoded(pieces[2]) if len(pieces) > 2 else ""


def _between_underscores(parts: AddressParts) -> str:
    """/v2/___https://www.shop.example/a___.signature (Check Point, formerly Avanan)."""
    _, _, rest = parts.path.partition("___")
    inner, mark, _ = rest.rpartition("___.")
    return percent_decoded(inner if mark else rest.partition("___")[0])


def _doubleclick(parts: AddressParts) -> str:
    return (
        _param("adurl", "ds_dest_url", "dest", "url")(parts) or first_address(parts) or address_in_path(parts)
    )


def _bing(parts: AddressParts) -> str:
    """`u` is "a1" and the target in base64."""
    for value in parts.query.get("u", ()):
        if found := address_in_base64(value[2:] if value.startswith("a1") else value) or address_in_text(
            value
        ):
            return found
    return ""


def _yahoo(parts: AddressParts) -> str:
    """.../RU=https%3a%2f%2fwww.shop.example%2f/RK=2/RS=..."""
    match = re.search(r"/RU=([^/]+)", parts.path)
    return percent_decoded(match[1]) if match else _param("RU", "url")(parts)


def _translated(parts: AddressParts) -> str:
    """www-shop-example.translate.goog: a dot is a hyphen, a hyphen is two."""
    label = parts.host.removesuffix(".translate.goog")
    host = label.replace("--", "\0").replace("-", ".").replace("\0", "-")
    return f"https://{host}{parts.path}" if "." in host else ""


_url, _u, _q = _param("url"), _param("u"), _param("q")
_ALWAYS = frozenset({_opaque, _anywhere, _mimecast, _awstrack, _bing})
"""Services that are named even when the link does not tell its target."""

_HOSTS: dict[str, list[tuple[str, str, Peel]]] = {}


def _known(name: str, peel: Peel, *places: str) -> None:
    """Note a service at these places: a host, or a host and the beginning of a path in lower case."""
    for place in places:
        host, slash, path = place.partition("/")
        _HOSTS.setdefault(ascii_host(host), []).append((slash + path, name, peel))


# Mail filters
_known(
    "safelinks",
    _url,
    "safelinks.protection.outlook.com",
    "safelinks.protection.office365.us",
    "safelinks.protection.outlook.de",
    "safelinks.protection.partner.outlook.cn",
    "statics.teams.cdn.office.net/evergreen-assets/safelinks",
    "safelinks.office365.us",
)
_known("safelinks", _param("destination", "url"), "safelink.emails.azure.net")
_known("proofpoint", proofpoint_target, "urldefense.proofpoint.com", "urldefense.com", "urldefense.us")
_known(
    "mimecast",
    _mimecast,
    "mimecast.com/s/",
    "mimecast.com/redirect",
    "mimecastprotect.com",
    "mimecast-offshore.com",
)
_known("barracuda", _param("a"), "linkprotect.cudasvc.com")
_known("cisco", _in_path, "secure-web.cisco.com")
_known(
    "trend-micro",
    _param("url", "u"),
    "ctp.trendmicro.com",
    "trendmicro.com/wis/clicktime",
    "trendmicro.eu/wis/clicktime",
    "trendmicro.com:443/wis/clicktime",
    "trendmicro.co.jp/wis/clicktime",
)
_known("sophos", _base64_param("u"), "protection.sophos.com")
_known("symantec", _param("u"), "clicktime.symantec.com", "clicktime.cloud.symantec.com")
_known("fireeye", _param("u"), "protect2.fireeye.com", "protect2.trellix.com", "protect.fireeye.com")
_known("check-point", _between_underscores, "protect.checkpoint.com", "url.avanan.click")
_known("check-point", _param("o", "url"), "avanan.url-protection.com", "url-protection.com")
_known("edgepilot", _u, "link.edgepilot.com")
_known(
    "cloudmark",
    _anywhere,
    "emailprotection.link",
    "hornetsecurity.com",
    "cloud-security.net",
    "vadesecure.com",
)
# Search and social networks
_known("google", _param("adurl", "url", "q"), "googleadservices.com", "google.com/aclk", "google.com/pagead")
_known("google", _doubleclick, "doubleclick.net")
_known("google", _opaque, "notifications.googleapis.com", "c.gle")
_known("google", _anywhere, "google.com/travel/clk", "google.com/local_url", "google.com/link")
_known("google", _u, "translate.google.com/translate")
_known("google", _translated, "translate.goog")
_known("google", _amp, "cdn.ampproject.org")
_known(
    "facebook",
    _u,
    "l.facebook.com",
    "lm.facebook.com",
    "facebook.com/l.php",
    "facebook.com/flx/warn",
    "l.messenger.com",
)
_known("instagram", _u, "l.instagram.com", "l.threads.net", "l.threads.com")
_known(
    "linkedin",
    _param("url", "dest", "redirect", "session_redirect"),
    "linkedin.com/redir",
    "linkedin.com/comm/redir",
    "linkedin.com/safety/go",
    "linkedin.com/authwall",
)
_known("linkedin", _opaque, "linkedin.com/slink", "lnkd.in")
_known("youtube", _param("q", "url"), "youtube.com/redirect", "youtube.com/attribution_link")
_known("bing", _bing, "bing.com/ck/a", "bing.com/aclick")
_known("bing", _url, "bing.com/alink", "bing.com/newtabredir")
_known(
    "yahoo",
    _yahoo,
    "r.search.yahoo.com",
    "search.yahoo.com/_ylt",
    "r.mail.yahoo.com",
    "click.mail.yahoo.com",
    "mail.yahoo.com/uri",
    "click.mail.aol.com",
    "rd.yahoo.com",
)
_known(
    "vk",
    _param("to", "url"),
    "vk.com/away.php",
    "vk.com/away",
    "away.vk.com",
    "vkontakte.ru/away.php",
    "vk.ru/away.php",
)
_known("ok", _param("st.link", "link"), "ok.ru/dk", "link.ok.ru")
_known("steam", _param("u", "url"), "steamcommunity.com/linkfilter", "store.steampowered.com/linkfilter")
_known("slack", _url, "slack-redir.net", "slack.com/openid/redirect")
_known("reddit", _param("url"), "out.reddit.com", "click.redditmail.com")
_known("reddit", _anywhere, "reddit.com/media")
_known("duckduckgo", _param("uddg", "u"), "duckduckgo.com/l", "duckduckgo.com/y.js")
_known("baidu", _opaque, "baidu.com/link", "baidu.com/baidu.php")
_known("telegram", _param("url"), "t.me/iv")
_known("discord", _param("url"), "discord.com/redirect")
_known(
    "amazon",
    _param("U", "url"),
    *(
        f"amazon.{end}/gp/r.html"
        for end in (
            "com",
            "co.uk",
            "de",
            "fr",
            "es",
            "it",
            "nl",
            "pl",
            "se",
            "co.jp",
            "in",
            "ca",
            "com.au",
            "com.br",
            "com.mx",
            "ae",
            "sa",
            "sg",
            "com.tr",
            "com.be",
            "eg",
        )
    ),
)
_known("ebay", _param("loc", "mpre", "url"), "rover.ebay.com", "ebay.com/rvr")
_known("azure", _url, "azureedge.net/redirect", "attachments.office.net/redirect")
# Mailing services
_known("amazon-ses", _awstrack, "awstrack.me")
for _name, _places in {
    "sendgrid": "ct.sendgrid.net sendgrid.net/ls sendgrid.net/wf sendgrid.me",
    "hubspot": "hubspotlinks.com hubspotlinksstarter.com hubspotlinksfree.com hs-sites.com/e3t track.hubspot.com hubspotemail.net"
    " hubspot.com/e1t hubspot.com/e2t hubspot.com/e3t",
    "mailchimp": "list-manage.com/track list-manage1.com/track list-manage2.com/track mailchi.mp/track",
    "mandrill": "mandrillapp.com/track",
    "klaviyo": "klclick.com klclick1.com klclick2.com klclick3.com trk.klaviyomail.com klaviyomail.com",
    "substack": "substack.com/redirect email.mg1.substack.com email.mg2.substack.com email.substack.com",
    "medium": "medium.com/r medium.com/m/global-identity click.email.medium.com",
    "campaign-monitor": "cmail19.com cmail20.com createsend1.com createsend.com/t createsend4.com cmail1.com cmail2.com",
    "activecampaign": "activehosted.com/proc.php activehosted.com/lt.php acemlna.com acemlnb.com acemlnc.com emlnk.com emlnk1.com"
    " emlnk9.com lt.acemlna.com",
    "mailgun": "mailgun.org/c mailgun.org/track mailgun.net/c",
    "mailjet": "mjt.lu", "brevo": "sendibm1.com sendibt2.com sendibt3.com sendinblue.com/mk r.sib.email sibautomation.com",
    "salesforce": "exct.net exacttarget.com click.email.salesforce.com pardot.com mkt.dynamics.com",
    "convertkit": "convertkit-mail.com convertkit-mail2.com click.convertkit-mail.com ck.page/clicks",
    "beehiiv": "link.mail.beehiiv.com", "customer.io": "customeriomail.com track.customer.io", "constant-contact": "rs6.net",
    "postmark": "pstmrk.it click.pstmrk.it", "sparkpost": "spgo.io sparkpostmail.com", "getresponse": "getresponse.com/click.html",
    "marketo": "mktoweb.com mkt-email.com", "intercom": "intercom-mail.com via.intercom.io intercom-clicks.com",
    "mailerlite": "mlsend.com mlsend2.com clicks.mlsend.com", "zoho": "zcsend.net maillist-manage.com campaign-image.com",
    "braze": "ablink.braze.com", "iterable": "links.iterable.com", "emarsys": "emsecure.net", "aweber": "aweber.com/a clicks.aweber.com",
    "awin": "awin1.com", "tradedoubler": "clk.tradedoubler.com", "cj": "anrdoezrs.net dpbolvw.net jdoqocy.com kqzyfj.com tkqlhce.com",
    "skimlinks": "go.skimresources.com", "viglink": "redirect.viglink.com", "impact": "pxf.io", "rakuten": "click.linksynergy.com",
}.items():  # fmt: skip
    _known(_name, _anywhere, *_places.split())


def known_redirector(host: str) -> bool:
    """Whether some links at this host belong to a service that is taken apart here."""
    return bool(_service(AddressParts(host=host, path=unquote("/"), raw_query="", query={})))
