"""What a second reader tried to get out of an anonymous mail, and what must stay in it so that it still teaches."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.anonymous import Around, anonymous
from bot.mail.email import Attachment, Link, Mailbox
from tests.growth import grows_linearly
from tests.library.test_anonymous import SAID, flat, made, mail, shown

pytestmark = pytest.mark.thorough

LINA = Around(
    people=(Mailbox("Lina Farrow", "lina.farrow@brackwater.test"),),
    colleagues=(
        Mailbox("Juan-Carlos O'Hara", "jc.ohara@brackwater.test"), Mailbox("Oleks Petrenko",
        "opetrenko@brackwater.test"),
        Mailbox("April Winters", "april@brackwater.test"),
    ),
    own_domains=frozenset({"brackwater.test"}), official=frozenset({"amazon.com", "linkedin.com"}),
    brands=frozenset({"amazon", "netflix"}),
)  # fmt: skip


def body(text: str, around: Around = LINA, *links: Link) -> str:
    return anonymous(mail(text, *links), around, SAID).body


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Mr. Tobias Renner and Ms Q. Abara called. Herr Stollberg hat gesprochen.", ["Renner", "Abara", "Stollberg"]),
        ("Attn: Leon Brix. Contact person: Yael Dror.", ["Leon", "Brix", "Yael", "Dror"]),
        ("My name is Ines Quill.", ["Ines", "Quill"]),
        ("its me tobi, my phone broke", ["tobi"]),
        ("> From: Rolf Achterberg; Gitta Moll\n> Cc: Bo Lind <bo@zinkwerk.test>", ["Rolf", "Achterberg", "Gitta",
        "Lind"]),
        ('On Monday "Wilk, Tomasz" <tw@zinkwerk.test> wrote:', ["Wilk", "Tomasz"]),
        ("Ask tomasz.wilk@zinkwerk.test about it.", ["tomasz", "wilk"]),
        ("Ask t.wilkens@zinkwerk.test about it. Wilkens knows.", ["wilkens"]),
    ],
)  # fmt: skip
def test_a_stranger_is_told_by_where_the_name_stands(text: str, gone: list[str]) -> None:
    left = flat(body(text))
    for name in gone:
        assert flat(name) not in left, (name, left)


@pytest.mark.parametrize(
    "written", ["lfarrow", "LFARROW", "linaf", "farrowl", "L. Farrow", "Fаrrоw", "O’Hara", "OHara"]
)
def test_no_other_writing_of_a_name_hides_it(written: str) -> None:
    left = body(f"The box of {written} is full. Juan-Carlos O'Hara knows.")
    assert written not in left and "Juan" not in left


def test_a_colleague_is_told_at_the_begin_of_a_line_and_behind_an_initial() -> None:
    assert "Petrenko" not in body("Petrenko has signed.\n- O. Petrenko, 3 days sick") != ""
    assert body("- O. Petrenko, 3 days sick") == "- O. Keller, 3 days sick"


def test_somebody_called_like_a_month_leaves_the_month_alone() -> None:
    sender = Mailbox("April Winters", "april.winters@gmail.com")
    one = anonymous(mail("Please pay in April, on 1 April.\n\nBest,\nApril", sender=sender), LINA, SAID)
    assert (
        one.body == "Please pay in April, on 1 April.\nBest,\nMaria"
        and one.sender == "Maria Keller <maria.keller@gmail.com>"
    )


def test_a_name_and_the_address_of_the_same_person_stay_alike() -> None:
    sender = Mailbox("Philippa Strand", "p.strand@brackwater.test")
    one = anonymous(mail("I am here.\n\nKind regards,\nPhilippa Strand", sender=sender), LINA, SAID)
    assert one.sender == "Maria Keller <maria.keller@northwind.example>" and one.body.endswith("Maria Keller")
    other = anonymous(mail("Hi", sender=Mailbox("Ohm-Berg, Gundula (Sales)", "gundula.ohm-berg@zink.test")), LINA, SAID)
    assert other.sender == "Keller, Maria (Sales) <maria.keller@zink.test>"


def test_a_double_first_name_is_one_and_nobody_gets_a_hyphen() -> None:
    assert body("Juan-Carlos O'Hara paid. Juan-Carlos knows.") == "Maria Keller paid. Maria knows."


def test_what_somebody_does_below_their_name_is_no_name() -> None:
    text = "The project needs an engineer.\n\nKind regards,\nTorben Aske\nProject Engineer"
    assert body(text) == "The project needs an engineer.\nKind regards,\nMaria Keller\nProject Engineer"


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("joe (at) zinkwerk.test", "joe (at) zinkwerk.test"),
        ("joe at zinkwerk dot com", "joe at zinkwerk dot com dot example"),
        ("joe[at]zinkwerk[dot]com", "joe[at]zinkwerk[dot]com[dot]example"),
        ("joe @ zinkwerk . com", "joe @ zinkwerk . com . example"),
        ("lina dot farrow at brackwater dot test", "ann dot reader at northwind dot example"),
        ("hxxps://zinkwerk[.]com/farrow", "hxxps://zinkwerk[.]com[.]example/reader"),
    ],
)
def test_an_address_in_disguise_leads_nowhere_and_keeps_the_disguise(written: str, instead: str) -> None:
    assert body(f"Now write to {written} today.") == f"Now write to {instead} today."


def test_an_address_behind_the_word_at_is_no_disguise() -> None:
    assert (
        body("Log in at amazon.com or look at this point in time.")
        == "Log in at amazon.com or look at this point in time."
    )


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("CVV 123", "123"), ("PIN: 7731", "7731"), ("Ext. 417", "417"), ("Room B2.14", "B2.14"),
        ("Employee No. 17", "17"),
        ("BIC QXZKGB2LABC", "QXZKGB2L"), ("SWIFT code: QXZKGB2L", "QXZKGB2L"), ("Sort code 20-11-05", "20-11-05"),
        ("IBAN: DE 89 3704 0044 0532 0130 00", "3704"), ("Booking ref: QX7ZLM", "QX7ZLM"), ("Plate: HH AB 123", "123"),
        ("born on 12 March 1984", "1984"), ("Geburtsdatum: 12.03.1984", "1984"), ("née le 3 mai 1984", "mai"),
        ("Your password is Sunny-2019!", "Sunny"), ("password: sunnyside", "sunnyside"),
        ("UPS 1Z 999 AA1 01 2345 6784", "999 AA1"),
        ("from 203.0.113.88", "203.0.113"), ("from 2001:db8:85a3::8a2e:370:7334", "85a3"),
        ("MAC 00:1A:2B:3C:4D:5F", "2B:3C"),
        (r"\\fs01\hr\Salaries", "fs01"),
        (r"\\fs02.brackwater.test\hr", "fs02"), ("LAP-LFAR-042.corp.local", "LFAR"),
        (r"C:\Users\lfa77\Desktop", "lfa77"),
        ("linkedin.com/in/torben-aske", "torben"), ("https://lina:pw77@evil.example.com/", "pw77"),
        ("http://[2001:db8::77]:8080/a", "77]"),
    ],
)  # fmt: skip
def test_what_leads_to_somebody_is_replaced_in_every_writing(text: str, gone: str) -> None:
    left = body(f"It is here: {text}")
    assert left.startswith("It is here: ") and gone not in left


@pytest.mark.parametrize(
    "place",
    [
        "Industriestr. 14, 70565 Stuttgart", "ul. Polna 10/4, 00-590 Warszawa", "3 bis, rue du Moulin, 69003 Lyon",
        "C/ Mayor 12, 28013 Madrid", "Am Erlbach 3a, 83646 Bad Aibling", "100 Winchester Circle, Salem, OR 97301",
        "42 Wallaby Way, Sydney NSW 2000", "Kungsgatan 12, 111 43 Stockholm", "4 Mill Road, Leeds",
    ],
)  # fmt: skip
def test_a_whole_postal_address_is_another_one(place: str) -> None:
    assert body(f"It goes to {place}.\nIs that right?") == "It goes to 12 Mill Lane, Riverton.\nIs that right?"


@pytest.mark.parametrize(
    "text",
    [
        "The bill is 25000 Euro, or 10000 Kunden wait.", "PAY TODAY, OR LOSE ACCESS.",
        "COVID-19, Order 66, 24/7 support.",
        "Customer 24/7 support, 20% off, room for 5 people.", "It takes 3-5 days, 7-day trial, 10am, 1.5%, 50 GB.",
        "Attention Please read this.", "Your password is expired.", "This Monday, Grace Period ends. Will you act?",
        "On Monday, 23 November 2026 at 14:00, by 30.11.2026.", "Visit Amazon.com and www.amazon.com/gp now.",
        "You owe 12,480.00 and $1,450 within 24 hours!!!", "Office 365, Windows 11, iPhone 15, H264, MP3, B2B.",
        "MRS. Ticket is not a name.", "Die Rechnung kommt am Montag im Mai.", "It starts at 10 30 or so.",
    ],
)  # fmt: skip
def test_what_a_mail_teaches_with_is_not_destroyed(text: str) -> None:
    assert body(text) == text


def test_the_own_company_is_found_inside_words_and_a_lookalike_of_it_stays_one() -> None:
    one = body("Brackwaters use BrackwaterVPN. BRACK WATER it is. See brackwater-sso.example.com.")
    assert "rackwater" not in one.lower() and "northwind-sso.example.com.example" in one
    for host in ("brackwatter.test", "brackvvater.test", "xn--brackwter-51a.test", "brackwater1.test"):
        sender = Mailbox("IT desk", f"it@{host}")
        assert anonymous(mail("Hi", sender=sender), LINA, SAID).sender in (
            "IT desk <it@northwindd.test>", "IT desk <it@northwind1.test>"
        ), host  # fmt: skip


def test_a_company_of_two_words_is_found_in_two_words() -> None:
    around = replace(LINA, own_domains=frozenset({"acme-widgets.test", "papyrusmill.test"}))
    assert body("Acme Widgets and AcmeWidgets, Papyrus Mill.", around) == "Northwind and Northwind, Northwind."


def test_a_files_endings_stay_and_a_name_glued_into_it_goes() -> None:
    files = tuple(
        Attachment(one, "application/pdf", "pdf", 1) for one in ("CV_LinaFarrow.docx.exe", "Lina.Farrow.pdf.html")
    )
    one = anonymous(mail("See it.", attachments=files), LINA, SAID)
    assert one.attached.startswith("CV_AnnReader.docx.exe, ") and one.attached.lower().endswith("ann.reader.pdf.html")


def test_a_shown_address_still_differs_from_where_it_leads() -> None:
    link = Link("www.amazon.com/orders", "", "https://amazon-orders.example.com/lina")
    assert body("See www.amazon.com/orders now.", LINA, link) == (
        "See [www.amazon.com/orders](https://amazon-orders.example.com.example/ann) now."
    )


def test_a_sender_in_small_letters_is_a_person_too() -> None:
    sender = Mailbox("philippa strand", "philippa.strand.ceo@gmail.com")
    one = anonymous(mail("buy gift cards today.\n\nbest\nphilippa", sender=sender), LINA, SAID)
    assert (
        one.sender == "maria keller <maria.keller.ceo@gmail.com>" and one.body == "buy gift cards today.\nbest\nmaria"
    )


def test_a_sentence_in_writing_without_spaces_is_no_name() -> None:
    sender = Mailbox("佐藤花子", "sato@evil.test")
    one = anonymous(mail("お客様のアカウントが停止されました。佐藤花子", sender=sender), LINA, SAID)
    assert "アカウントが停止" in one.body and "佐藤" not in one.body


@pytest.mark.parametrize(
    "name", ["Dovetail Points", "Orchard Bank", "Larkfield", "Harvest Draw", "Riverton City Council"]
)
def test_a_firm_that_nobody_knows_keeps_its_name(name: str) -> None:
    firm = name.split()[0].lower()
    sender = Mailbox(name, f"hello@{firm}.test")
    text = f"Your points and the draw are here. {name} thanks you. Lina met Torben.\n\nKind regards\n{name}"
    one = anonymous(mail(text, sender=sender, subject=f"News from {name}"), LINA, SAID)
    assert one.sender == f"{name} <hello@{firm}.test>" and one.subject == f"News from {name}"
    assert one.body == text.replace("Lina", "Ann").replace("\n\n", "\n")


FIRST = st.sampled_from("Quentin Yolanda Xaver Ingeborg Krzysztof Oyelaran".split())
LAST = st.sampled_from("Abernathy Castellanos Vandenberg Hakimi Fitzgerald O'Malley".split())
WRITINGS = st.sampled_from(
    [
        "{1}, {0}", "{i}{l}", "{i}.{l}", "{l}{i}", "{l}.{f}", "{f}-{l}", "{f}%20{l}", "{1}'s", "{0} {1}’s", "Mr {1}",
        "{f} dot {l} at brackwater dot test", "{f}_{l}[at]brackwater.test", "{0}\u200b{1}", "{0} {1}".upper(),
    ]
)  # fmt: skip
AROUND_IT = st.sampled_from(
    ["We saw {} today.", "{}", "cc: {};", "https://evil.example.com/{}", r"C:\Users\{}\Desktop", "({})", "“{}”"]
)


@settings(max_examples=200, deadline=None)
@given(FIRST, LAST, st.lists(st.tuples(AROUND_IT, WRITINGS), min_size=1, max_size=5))
def test_of_a_person_whom_we_know_nothing_is_left_in_any_writing(
    first: str, last: str, uses: list[tuple[str, str]]
) -> None:
    f, l = flat(first), flat(last)  # noqa: E741
    lines = [where.format(how.format(first, last, f=f, l=l, i=f[0])) for where, how in uses]
    whose = replace(LINA, people=(Mailbox(f"{first} {last}", f"{f}.{l}@brackwater.test"),))
    files = (Attachment(f"{f}{l}.pdf", "application/pdf", "pdf", 1),)
    one = anonymous(mail("\n".join(lines), subject=lines[0], attachments=files), whose, SAID, told=tuple(lines))
    assert f not in flat(shown(one)) and l not in flat(shown(one))


SECRETS = st.sampled_from(
    [
        "IBAN GB29 NWBK 6016 1331 9268 19", "card 4111-1111-1111-1111", "+1 212 555 0187", "PIN: 7731", "203.0.113.88",
        "INV-20418", "BIC QXZKGB2LABC", "born 12.03.1984", "12 Old Mill Road, Leeds", "joe[at]evil[dot]com",
        "24 hours", "$1,450",
        "https://evil.example.com/pay/9f8a7b?u=1", "www.amazon.com/orders", "Room 12", "1Z999AA10123456784",
        "1,250.00 EUR",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(SECRETS, min_size=1, max_size=6))
def test_a_mail_without_people_that_was_made_anonymous_stays_as_it_is(secrets: list[str]) -> None:
    once = body("\n".join(f"Now see {one} there." for one in secrets))
    assert body(once) == once


@pytest.mark.parametrize(
    "piece",
    [
        "Mr Ab ", "A-", "a dot ", "a (at) b.", "A1 ", "PIN 1 ", "born 1 ", "password: ", "\\\\a\\", "1:", "a:",
        "Attn: A ", "A, ",
        "Am A ", "1 A ", "von A", "x@a.b.", "[.]a", "12 A Road, ", "BIC A", "Cc: A, ", "xn--a", "\u0430a",
    ],
)  # fmt: skip
def test_no_new_rule_costs_more_than_the_mail_is_long(piece: str) -> None:
    grows_linearly(lambda text: made(mail(text, subject=text), text[:200]), lambda n: piece * (n // 4), largest=8_000)


def test_nobody_gets_the_name_of_a_colleague() -> None:
    around = replace(LINA, colleagues=(Mailbox("Maria Keller", "mk@brackwater.test"), Mailbox("Sam B. Okafor", "")))
    left = body("Dear Lina, Mr. Tobias Renner and Ms Quilla Abara wait for you.", around)
    assert "Keller" not in left and "Okafor" not in left and "Jonas Weber" in left


def test_what_could_be_a_name_is_asked_about_and_nothing_else() -> None:
    text = (
        "Dear Lina, Pedro Quintana changed his bank. Gift Cards are gift cards. Amazon Prime stays. Our offices in "
        "Mill Lane are open. On Monday Morning we close. Tell quintana nothing."
    )
    assert anonymous(mail(text), LINA, SAID).perhaps == ("Pedro Quintana",)
