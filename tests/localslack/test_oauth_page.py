"""The installation page, used as a browser without scripts uses it: what it shows, and where it lets people go."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp
import pytest

from bot.localslack import App
from tests.localslack.conftest import Firm
from tests.localslack.test_oauth import CALLBACK, MANIFEST, exchanged

Query = dict[str, str]
PATH = "/oauth/v2/authorize"
HOSTILE = "</title></option>\"'><script>alert(1)</script>&amp;\u202e{{ 7*7 }}\ud800"

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk's own login


@dataclass
class Page:
    """An answer, as a browser understands it."""

    status: int
    headers: dict[str, str]
    text: str
    tags: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)  # words -> address
    words: str = ""
    form: Query = field(default_factory=dict)  # what Allow sends when nothing is changed
    choices: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    @property
    def goes_to(self) -> str:
        return self.headers.get("Location", "").partition("?")[0]

    @property
    def said(self) -> Query:
        """What the address says that the browser is sent to."""
        return dict(parse_qsl(urlsplit(self.headers["Location"]).query, keep_blank_values=True))


class Reader(HTMLParser):
    """Fills in a Page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.link = ""
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, given = self.page, {key: value or "" for key, value in attrs}
        page.tags.append(tag)
        self.link = given["href"] if tag == "a" else self.link
        if tag == "input":
            page.form[given["name"]] = given["value"]
        elif tag == "option":
            page.choices.append(given["value"])
            page.form.setdefault("person", given["value"])
        elif tag == "button":
            page.buttons.append(given["value"])
        assert not [key for key in given if key.startswith("on") or key == "style"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.link = ""

    def handle_data(self, data: str) -> None:
        self.page.words += data
        if self.link:
            self.page.links[data] = self.link


@dataclass
class Browser:
    """Opens the page of one app, and sends its form."""

    session: aiohttp.ClientSession
    app: App

    async def opens(self, **given: str) -> Page:
        """The page for what this app usually asks; an empty value leaves it out."""
        usual = {
            "client_id": self.app.client_id,
            "scope": "chat:write,commands",
            "redirect_uri": CALLBACK,
            "state": "s",
        }
        return await self.goes(f"{PATH}?{urlencode({k: v for k, v in (usual | given).items() if v})}")

    async def goes(self, address: str, **more: Any) -> Page:
        async with self.session.get(address, allow_redirects=False, **more) as answer:
            return await read(answer)

    async def sends(self, form: Any, **more: Any) -> Page:
        async with self.session.post(PATH, data=form, allow_redirects=False, **more) as answer:
            return await read(answer)

    async def allows(self, page: Page, **changed: str) -> Page:
        return await self.sends(page.form | {"answer": "allow"} | changed)


async def read(answer: aiohttp.ClientResponse) -> Page:
    return Reader(Page(answer.status, dict(answer.headers), await answer.text())).page


@pytest.fixture
def app(firm: Firm) -> App:
    return firm.slack.app("Newcomer", manifest=MANIFEST)


@pytest.fixture
async def browser(firm: Firm, app: App) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(firm.slack.core.origin) as session:
        yield Browser(session, app)


async def test_a_person_allows_it_and_the_app_gets_its_token(firm: Firm, app: App, browser: Browser) -> None:
    page = await browser.opens(state="a b&c=d/é")
    assert page.status == 200
    assert "Newcomer wants to access the Acme workspace" in page.words
    assert "Send messages under its own name" in page.words and "commands" in page.words
    assert page.choices == [firm.ann.id, firm.bob.id]
    sent = await browser.allows(page, person=firm.bob.id)
    assert (sent.status, sent.goes_to) == (302, CALLBACK)
    assert sent.said["state"] == "a b&c=d/é"
    answer = await exchanged(firm.slack, app, sent.said["code"], redirect_uri=CALLBACK)
    assert (answer["scope"], answer["authed_user"]["id"]) == ("chat:write,commands", firm.bob.id)


async def test_a_person_says_no(firm: Firm, app: App, browser: Browser) -> None:
    page = await browser.opens()
    assert sorted(page.buttons) == ["allow", "cancel"]
    sent = await browser.sends(page.form | {"answer": "cancel"})
    assert (sent.status, sent.goes_to, sent.said) == (302, CALLBACK, {"error": "access_denied", "state": "s"})
    assert not firm.slack.core.tickets.codes


async def test_what_is_optional_may_be_left_out(firm: Firm, app: App, browser: Browser) -> None:
    page = await browser.opens(scope="chat:write,channels:history")
    assert page.form["scope"] == "channels:history"
    both = await browser.allows(page)
    page = await browser.opens(scope="chat:write,channels:history")
    one = await browser.allows(page, scope="admin")  # a form that was made up gains nothing
    granted = [firm.slack.core.tickets.codes[sent.said["code"]].scopes for sent in (both, one)]
    assert granted == [("chat:write", "channels:history"), ("chat:write",)]


async def test_somebody_in_several_workspaces_chooses_one(firm: Firm, app: App, browser: Browser) -> None:
    beta = firm.slack.workspace("Beta")
    cat = beta.person("Cat")
    page = await browser.opens()
    page = await browser.goes(page.links["Beta"])
    assert "wants to access the Beta workspace" in page.words and page.choices == [cat.id]
    assert page.links.keys() == {"Acme"}
    sent = await browser.allows(page)
    answer = await exchanged(firm.slack, app, sent.said["code"], redirect_uri=CALLBACK)
    assert (answer["team"]["id"], sent.said["state"]) == (beta.id, "s")
    assert (await browser.opens(team=beta.id)).choices == [cat.id]
    assert (await browser.opens(team="T0NOWHERE")).choices == [firm.ann.id, firm.bob.id]


async def test_guests_strangers_and_who_left_cannot_install(firm: Firm, browser: Browser) -> None:
    guest, stranger = firm.team.person("Gus", guest=True), firm.team.person("Eve", stranger=True)
    await firm.team.deletes_account(firm.bob)
    page = await browser.opens()
    assert page.choices == [firm.ann.id]
    for one in (guest.id, stranger.id, firm.bob.id, firm.bot.id, "U0NOBODY"):
        refused = await browser.allows(await browser.opens(), person=one)
        assert refused.status == 400 and "nobody" in refused.words
    await firm.team.deletes_account(firm.ann)
    assert (await browser.opens()).buttons == ["cancel"]


async def test_a_form_is_good_once_and_for_ten_minutes(firm: Firm, browser: Browser) -> None:
    page = await browser.opens()
    assert (await browser.allows(page)).status == 302
    assert (await browser.allows(page)).status == 400
    page = await browser.opens()
    firm.slack.clock.advance(601)
    assert (await browser.allows(page)).status == 400
    assert len(firm.slack.core.tickets.codes) == 1


async def test_the_form_cannot_change_what_was_asked(firm: Firm, browser: Browser) -> None:
    page = await browser.opens()
    sent = await browser.allows(page, redirect_uri="http://evil.test/", state="x", team="T1", scope="admin")
    assert (sent.goes_to, sent.said["state"]) == (CALLBACK, "s")
    assert firm.slack.core.tickets.codes[sent.said["code"]].scopes == ("chat:write", "commands")


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"client_id": "1.2"}, "invalid_client_id", "Invalid client_id parameter"),
        ({"client_id": ""}, "invalid_client_id", "Invalid client_id parameter"),
        ({"redirect_uri": "http://evil.test/"}, "bad_redirect_uri", "Passed URI: http://evil.test/"),
        ({"scope": ""}, "no_scopes", "No scopes requested"),
        ({"scope": "chat:write,<b>"}, "invalid_scope", "Invalid permissions requested: <b>"),
        ({"user_scope": "search:read"}, "no_user_tokens", "search:read"),
    ],
)
async def test_a_request_that_slack_refuses_leads_nowhere(
    browser: Browser, given: Query, code: str, words: str
) -> None:
    page = await browser.opens(**given)
    assert (page.status, page.form, page.links) == (400, {}, {})
    assert code in page.words and words in page.words
    assert "form-action 'none'" in page.headers["Content-Security-Policy"]


async def test_without_an_address_the_first_of_the_manifest_is_meant(firm: Firm, app: App, browser: Browser) -> None:
    sent = await browser.allows(await browser.opens(redirect_uri=""))
    assert sent.goes_to == CALLBACK
    assert (await exchanged(firm.slack, app, sent.said["code"]))["ok"]


async def test_hostile_names_stay_words(firm: Firm, browser: Browser) -> None:
    firm.team.name = browser.app.name = firm.ann.real_name = HOSTILE
    firm.slack.workspace(HOSTILE).person(HOSTILE)
    page = await browser.opens(state=HOSTILE.removesuffix("\ud800"))
    refused = await browser.opens(redirect_uri=HOSTILE.removesuffix("\ud800"))
    for one in (page, refused):
        assert "script" not in one.tags
        assert "{{ 7*7 }}" in one.words and "alert(1)" in one.words
    assert page.form["person"] == firm.ann.id
    assert "<script>" not in page.text and "<script>" not in refused.text
    sent = await browser.allows(page)
    assert sent.said["state"] == HOSTILE.removesuffix("\ud800")


async def test_a_state_cannot_break_out_of_the_address(browser: Browser) -> None:
    state = "a\r\nLocation: http://evil.test/\r\n&code=mine#x"
    sent = await browser.allows(await browser.opens(state=state))
    assert (sent.goes_to, sent.said["state"]) == (CALLBACK, state)
    assert sent.said["code"] != "mine"


async def test_the_page_runs_nothing_and_cannot_be_framed(browser: Browser) -> None:
    page = await browser.opens()
    policy = page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "same-origin"  # with no-referrer a browser's form comes from "null"
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "script-src" not in policy and "unsafe" not in policy
    assert policy.endswith("form-action 'self' http://127.0.0.1:3000")


async def test_another_website_may_lead_here_but_not_answer(firm: Firm, browser: Browser) -> None:
    led = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    address = f"{PATH}?{urlencode({'client_id': browser.app.client_id, 'scope': 'commands'})}"
    page = await browser.goes(address, headers=led)
    assert page.status == 200
    assert (await browser.goes(address, headers=led | {"Sec-Fetch-Dest": "iframe"})).status == 403
    form = page.form | {"answer": "allow"}
    for foreign in ({"Origin": "http://evil.test"}, {"Origin": "null"}, led):
        assert (await browser.sends(form, headers=foreign)).status == 403
    own = {"Origin": firm.slack.core.origin, "Sec-Fetch-Site": "same-origin"}
    assert (await browser.sends(form, headers=own)).status == 302


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"ticket=%ff&answer=allow", "application/x-www-form-urlencoded"),
        (b"ticket=1", "application/x-www-form-urlencoded; charset=nothing"),
        (b"{}", "application/json"),
        (b"--x", "multipart/form-data; boundary=x"),
    ],
)
async def test_a_form_that_is_none_is_refused(browser: Browser, data: bytes, kind: str) -> None:
    assert (await browser.sends(data, headers={"Content-Type": kind})).status == 400


async def test_pages_that_nobody_answers_do_not_pile_up(firm: Firm, browser: Browser, monkeypatch: Any) -> None:
    monkeypatch.setattr("bot.localslack.tickets.MOST_QUESTIONS", 3)
    pages = [await browser.opens() for _ in range(5)]
    assert [(await browser.allows(one)).status for one in pages] == [400, 400, 302, 302, 302]
