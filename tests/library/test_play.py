"""The firm of `legitbot play`: newcomers judge the bot by these mails, so each is judged rightly, and none tells."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.flows.check import Asker, check
from bot.fronts.slack.words import words
from bot.library.content import content_root
from bot.library.library import Library
from bot.library.organisation import Organisation
from bot.library.play import Play, PlayMail
from bot.mail.email import Mailbox
from bot.mail.organisation import has_known_ending, organisation

PLAY = Play.load()
LIBRARY = Library.load()
OWN = [mail for mail in PLAY.mails if mail.path.parent.name == "play"]  # the others are those of `legitbot demo`
FLAGGED = {"likely_scam", "suspicious"}
KINDS = {  # what the advice stands on
    "order-tv": "fake-order",
    "parcel-hold": "parcel-fee",
    "boss-payment": "executive-payment",
    "renewal-norton": "fake-renewal",
    "document-quote": "shared-document",
    "password-today": "credential-phish",
    "supplier-invoice": "supplier-bank-change",
    "bank-pushtan": "bank-phish",
    "code-sign-in": "qr-code",
    "payroll-salary": "payroll-diversion",
    "factura-reembolso": "payment-data",
    "leak-video": "sextortion",
}
TELLING = re.compile(r"scam|fake|genuine|false|fraud|phish|\breal\b|honest|legit", re.IGNORECASE)
FICTIONAL_PHONE = re.compile(r"(?:803-555-01\d\d|\+1 \(803\) 555-01\d\d|020 7946 0\d{3})")
HOST = re.compile(r"(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w@-])", re.IGNORECASE)
WELL_KNOWN = {
    organisation(host)
    for host in (
        *(domain for brand in LIBRARY.brands.all for domain in brand.domains),
        *LIBRARY.brands.shared.freemail,
        *LIBRARY.brands.shared.mail_services,
    )
}
IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
NOBODYS_IP = re.compile(r"(?:10|127|172\.16|192\.0\.2|198\.51\.100|203\.0\.113)\.")


def twins() -> list[tuple[PlayMail, PlayMail]]:
    return list(zip(PLAY.mails[::2], PLAY.mails[1::2], strict=True))


def parsed(mail: PlayMail) -> EmailMessage:
    found = message_from_bytes(mail.data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def plain(mail: PlayMail) -> str:
    part = parsed(mail).get_body(("plain",))
    assert part is not None, mail.id
    return str(part.get_content())


def written(mail: PlayMail) -> str:
    """The mail as it is sent, without the letters and digits of pictures and signatures."""
    text = re.sub(r"(?m)^(DKIM-Signature: [^;]*;)(?:.*\n)(?:[ \t].*\n)*", "\n", mail.data.decode())
    return re.sub(r"(?m)^[A-Za-z0-9+/]{60,}={0,2}$", "", text)


# ── The firm ────────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_an_employee_a_manager_and_a_security_lead_and_all_are_at_the_firm() -> None:
    assert [one.title for one in PLAY.people[:3]] == ["Employee, accounts", "Manager", "Security lead"]
    assert all(one.email.endswith(f"@{PLAY.domain}") for one in PLAY.people)


def test_the_bot_is_where_people_ask_and_where_mails_arrive_and_not_everywhere() -> None:
    with_bot = {one.name for one in PLAY.channels if one.with_bot}
    assert with_bot >= {"ask-security", "mail-reports"}
    assert {one.name for one in PLAY.channels} > with_bot
    assert any(one.private for one in PLAY.channels)


def test_every_channel_looks_lived_in_and_only_members_have_spoken() -> None:
    for channel in PLAY.channels:
        assert 1 <= len(channel.messages) <= 3, channel.name
        assert {handle for handle, _ in channel.messages} <= set(channel.members)


def test_the_tour_asks_about_two_twins_says_what_happened_and_ends_with_a_quiz() -> None:
    assert [(one.goes_to, one.done) for one in PLAY.steps] == [
        ("mail:order-tv", "answered"),
        ("mail:order-kettle", "answered"),
        ("messages", "pressed"),
        ("home", "opened-box"),
    ]
    assert f'"{LIBRARY.replies.words("en")["buttons"]["called"]}"' in PLAY.steps[2].text
    assert f'"{words()["quiz"]["start"]}"' in PLAY.steps[3].text


def test_the_tour_begins_with_the_spoofed_order_and_its_answer_has_the_button_that_the_tour_names() -> None:
    first = PLAY.mails[0]
    checked = check(first.data, f"{first.id}.eml", LIBRARY)
    assert (first.id, checked.verdict.state.value) == ("order-tv", "likely_scam")
    assert checked.verdict.scam is not None
    assert "called" in checked.verdict.scam.done


def test_the_words_for_people_are_short_and_plain() -> None:
    assert all(len(one.text) <= 200 for one in PLAY.steps)
    for text in [*(one.text for one in PLAY.steps), *(mail.tell for mail in PLAY.mails)]:
        assert "!" not in text
        assert all(len(sentence.split()) <= 25 for sentence in re.split(r"(?<=[.?]) ", text)), text


# ── The mails ───────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_a_dozen_pairs_each_of_a_scam_and_its_genuine_twin() -> None:
    assert len({one.id for one in PLAY.mails}) == len(PLAY.mails) == 24
    for one, other in twins():
        assert one.pair == other.pair
        assert {one.is_scam, other.is_scam} == {True, False}
    assert len({one.pair for one in PLAY.mails}) == 12


def test_neither_place_nor_heading_nor_id_tells_which_is_the_scam() -> None:
    assert sum(one.is_scam for one, _ in twins()) == 6
    assert [text for one in PLAY.mails for text in (one.pair, one.id) if TELLING.search(text)] == []


def test_the_sentence_for_who_asks_says_which_it_is_first() -> None:
    for mail in PLAY.mails:
        assert mail.tell.startswith("A scam: " if mail.is_scam else "Genuine: "), mail.id


@pytest.mark.parametrize("mail", PLAY.mails, ids=lambda mail: mail.id)
def test_every_mail_is_judged_rightly_for_this_firm(mail: PlayMail) -> None:
    """With and without knowing the colleagues: an administrator may keep their names from the bot."""
    colleagues = tuple(Mailbox(one.name, one.email) for one in PLAY.people)
    for asker in (
        Asker(organisation=Organisation(frozenset({PLAY.domain}))),
        Asker(organisation=Organisation(frozenset({PLAY.domain})), colleagues=colleagues),
    ):
        checked = check(mail.data, f"{mail.id}.eml", LIBRARY, asker)
        state = checked.verdict.state.value
        assert state in FLAGGED if mail.is_scam else state == "no_warning_signs", str(checked.reply)
        kind = checked.verdict.scam.id if checked.verdict.scam else ""
        assert kind == KINDS.get(mail.id, ""), str(checked.reply)


@pytest.mark.parametrize("mail", PLAY.mails, ids=lambda mail: mail.id)
def test_a_mail_names_only_fictional_hosts_and_those_of_well_known_firms(mail: PlayMail) -> None:
    hosts = {host.lower() for host in HOST.findall(written(mail)) if has_known_ending(host)}
    hosts = {host for host in hosts if organisation(host) not in WELL_KNOWN}
    assert {host for host in hosts if not host.endswith(tuple(LIBRARY.brands.shared.free_hosting))} == set()
    assert all(NOBODYS_IP.match(ip) for ip in IP.findall(written(mail)))


@pytest.mark.parametrize("mail", PLAY.mails, ids=lambda mail: mail.id)
def test_a_mail_names_only_fictional_telephone_numbers(mail: PlayMail) -> None:
    read = check(mail.data, f"{mail.id}.eml", LIBRARY).email
    assert [one.quote for one in read.phones if not FICTIONAL_PHONE.search(one.quote)] == []


@pytest.mark.parametrize("mail", OWN, ids=lambda mail: mail.id)
def test_a_mail_is_as_long_as_mails_are_and_looks_like_one(mail: PlayMail) -> None:
    assert 60 <= len(plain(mail).split()) <= 200
    message = parsed(mail)
    assert message["To"].endswith(f"<ann.reader@{PLAY.domain}>")
    assert message["Authentication-Results"].startswith(f"mx.{PLAY.domain};")
    assert len(message.get_all("Received", [])) >= 2
    assert all(message[name] for name in ("From", "Subject", "Date", "Message-ID", "Return-Path"))


def test_nobodys_mailbox_stands_in_a_mail() -> None:
    """Gmail takes no hyphen in an address, so those with one belong to nobody."""
    for mail in OWN:
        for name in re.findall(r"([\w.+-]+)@gmail\.com", written(mail)):
            assert "-" in name, mail.id


def test_hard_ones_are_among_them() -> None:
    """What a list of rules gets wrong: an urgent genuine mail, a scam in a known talk, a code that is fine."""
    subjects = {mail.id: str(parsed(mail)["Subject"]) for mail in PLAY.mails}
    assert "urgent" in subjects["boss-inspector"].lower()
    assert subjects["document-quote"].startswith("Re:")
    assert "wrote:" in plain(next(mail for mail in OWN if mail.id == "document-quote"))
    pictures = {mail.id for mail in OWN if any(part.get_content_type() == "image/png" for part in parsed(mail).walk())}
    assert pictures == {"code-sign-in", "code-ticket"}


def test_some_mails_are_in_another_language() -> None:
    spoken = {mail.id: check(mail.data, "", LIBRARY).case.language for mail in OWN}
    assert {one: spoken[one] for one in spoken if spoken[one] != "en"} == {
        "bank-postfach": "de",
        "bank-pushtan": "de",
        "factura-octubre": "es",
        "factura-reembolso": "es",
    }


def test_no_mail_lies_in_the_folder_unused() -> None:
    used = {mail.path.name for mail in OWN}
    assert {path.name for path in (content_root() / "play").glob("*.eml")} == used
    assert {path.name for path in (content_root() / "play").iterdir()} == used | {"world.toml"}
