"""A mail that becomes a quiz question holds nobody of those it came from, and leads nowhere."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.library.anonymous import Anonymous, Around, anonymous, anonymous_words
from bot.library.content import content_root
from bot.library.wording import words_in
from bot.mail.email import Attachment, Email, Link, Mailbox, Source
from tests.growth import grows_linearly

pytestmark = pytest.mark.thorough  # the main ways stand beside it

SAID = anonymous_words(content_root())
AROUND = Around(
    people=(Mailbox("Greta Holmqvist-Baker", "greta.holmqvist@papyrus.test"),),
    colleagues=(
        Mailbox("Dr. Dimitri Volkov", "dvolkov@papyrus.test"), Mailbox("Will May", "will.may@papyrus.test"),
        Mailbox("Zoë Müller", "zoe.mueller@papyrus.test"),
    ),
    own_domains=frozenset({"papyrus.test"}),
    official=frozenset({"amazon.com", "dhl.de"}),
    brands=frozenset({"amazon", "dhl"}),
)  # fmt: skip


def mail(text: str, *links: Link, sender: Mailbox | None = None, subject: str = "Your order", **more: object) -> Email:
    sender = sender or Mailbox("Parcel desk", "desk@parcel-hold.test")
    return Email(Source.RAW, sender=sender, subject=subject, text=text, links=links, **more)  # type: ignore[arg-type]


def made(email: Email, *quotes: str, told: tuple[str, ...] = ()) -> Anonymous:
    return anonymous(email, AROUND, SAID, quotes=quotes, told=told)


def shown(one: Anonymous) -> str:
    return "\n".join((one.sender, one.subject, one.reply_to, one.attached, one.body, *one.told))


def flat(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if one.isalnum())


def words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W\d_]+", "".join(one for one in apart if not unicodedata.combining(one)))


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Dear Ms Holmqvist,\n\nplease pay today.\n\nKind regards\nBertram Oakes", ["Holmqvist", "Bertram", "Oakes"]),
        ("Sehr geehrte Frau Dr. Sonnleitner,\n\nbitte zahlen Sie.\n\nMit freundlichen Grüßen\nHeiko Tannert",
         ["Sonnleitner", "Heiko", "Tannert"]),
        ("Bonjour Mme Lefebvre,\n\nvotre colis attend.\n\nCordialement,\nÉtienne Garnier", ["Lefebvre", "Étienne"]),
        ("Hola Ximena:\n\nsu paquete espera.\n\nUn saludo,\nIñaki Echeverría", ["Ximena", "Iñaki", "Echeverría"]),
        ("Gentile Sig.ra Bernasconi,\n\nil pacco attende.\n\nSaluti\nLodovico Ferri", ["Bernasconi", "Ferri"]),
        ("Beste Wouter,\n\nuw pakket wacht.\n\nMet vriendelijke groet,\nSanne de Vries", ["Wouter", "Sanne", "Vries"]),
        ("Dear Mrs Holmqvist-Baker, dear Sabine K.,\n\nplease pay.", ["Holmqvist", "Baker"]),
        ("hello greta,\n\nI spoke with Volkov about it. GRETA, call me.", ["Greta", "Volkov"]),
        ("Zoë Mueller and Dimitri Volkov agreed. Ask dvolkov.", ["Mueller", "Zoë", "Dimitri", "dvolkov"]),
        ("Baker, G.r.e.t.a asked for it. So did Greta_Holmqvist and GretaHolmqvist.", ["Baker", "Greta", "Holmqvist"]),
    ],
)  # fmt: skip
def test_whom_a_mail_names_is_not_in_the_question(text: str, gone: list[str]) -> None:
    one = made(mail(text))
    for name in gone:
        assert flat(name) not in flat(shown(one)), (name, one.body)
    assert one.replaced["people"] >= 1


def test_the_reader_is_one_of_the_cast_and_the_same_everywhere() -> None:
    one = made(
        mail("Dear Greta,\n\nHOLMQVIST, GRETA: write to greta.holmqvist@papyrus.test today.", subject="For Greta")
    )
    assert one.subject == "For Ann"
    assert one.body == "Dear Ann,\nREADER, ANN: write to ann.reader@northwind.example today."


def test_nobody_keeps_their_name_because_one_of_the_cast_has_it() -> None:
    one = anonymous(mail("Dear Ann,\n\ncall Maria."), Around(people=(Mailbox("Ann Field", ""),)), SAID)
    assert "Ann" not in one.body and one.body.startswith("Dear Robin,")


def test_words_that_are_nobodys_name_stay() -> None:
    text = "Dear Customer,\n\nyou will pay in May. Good morning to the team.\n\nKind regards\nAmazon Support Team"
    assert made(mail(text)).body.splitlines() == [one for one in text.splitlines() if one]
    assert made(mail("Thank you for your order. It comes on Friday.\n\nView Details\n\nHelp")).replaced == {}


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("212-555-0187", "803-555-0142"),
        ("(212) 555 0187", "(803) 555 0142"),
        ("+1 212 555 0187", "+1 803 555 0142"),
        ("+44 20 7946 0958", "+44 20 7946 0042"),
        ("020 7946 0958", "020 7946 0042"),
        ("+33 1 99 00 12 34", "+33 1 99 00 00 42"),
    ],
)
def test_a_live_phone_number_becomes_a_fictional_one_of_the_same_country(written: str, instead: str) -> None:
    one = made(mail(f"Please call {written} now to cancel. Call {written}."))
    assert one.body == f"Please call {instead} now to cancel. Call {instead}." and one.replaced == {"phones": 1}


def test_a_number_without_its_country_is_of_the_one_where_the_language_is_spoken() -> None:
    regions = ("DE", "US", "GB")
    one = anonymous(mail("Rufen Sie 0171 3920055 an."), replace(AROUND, regions=regions), SAID)
    assert one.body == "Rufen Sie 0302 3125042 an."


def test_numbers_of_orders_and_accounts_are_others_and_sums_and_dates_are_not() -> None:
    text = (
        "Order 114-2209114-8837215 of $1,249.00 on 22.11.2026 at 10:30.\n"
        "Tracking 1Z999AA10123456784, invoice INV-20418.\n"
        "IBAN DE89 3704 0044 0532 0130 00 bitte heute. Card ending in 7733. That is 1.199,00 EUR in 2026."
    )
    body = made(mail(text)).body
    for number in ("114-2209114", "1Z999AA1", "20418", "3704", "0532", "7733"):
        assert flat(number) not in flat(body), body
    for kept in ("$1,249.00", "22.11.2026", "10:30", "1.199,00 EUR", "in 2026", "INV-", "IBAN DE00", "bitte heute"):
        assert kept in body, body


@pytest.mark.parametrize(
    "place",
    [
        "12 Old Mill Lane", "4711 Juniper Street", "Lindenstraße 12a", "Am Alten Weg 7", "69115 Heidelberg",
        "12 rue de la Paix", "Calle de Alcalá 45", "Via Garibaldi 3", "Keizersgracht 123", "1015 CJ Amsterdam",
        "SW1A 1AA", "Salem, OR 97301",
    ],
)  # fmt: skip
def test_a_postal_address_is_another(place: str) -> None:
    one = made(mail(f"It was sent to: {place}. Is that right?"))
    assert place not in one.body and one.replaced.get("places"), one.body


def test_a_link_tells_on_nobody_and_leads_nowhere_but_to_a_brand() -> None:
    links = (
        Link("Pay the fee", "", "https://dhl-hold.example.com/pay/9f8a7b6c5d?user=greta.holmqvist%40papyrus.test#x"),
        Link("Your orders", "", "https://www.amazon.com/gp/css/order-history?ref=greta"),
        Link(
            "https://short.example.net/aBcDeF", "https://short.example.net/aBcDeF", "https://short.example.net/aBcDeF"
        ),
        Link("the portal", "", "https://hr.papyrus.test/people/greta-holmqvist"),
        Link("a server", "", "http://198.51.100.7/login"),
    )
    text = (
        "Pay the fee or see Your orders. Or https://short.example.net/aBcDeF here. Use the portal. Or a server."
        " See evil-pay.example.com/greta."
    )
    body = made(mail(text, *links)).body
    assert body == (
        "[Pay the fee](https://dhl-hold.example.com.example/pay/k7x2) or see"
        " [Your orders](https://www.amazon.com/gp/css/order-history)."
        " Or [https://short.example.net.example/k7x2](https://short.example.net.example/k7x2) here."
        " Use [the portal](https://hr.northwind.example/people/ann-reader)."
        " Or [a server](http://192.0.2.1/login). See evil-pay.example.com.example/ann."
    )


def test_addresses_of_strangers_end_with_example_and_free_mail_stays() -> None:
    sender, other = Mailbox("Amazon Orders", "amz.orders@gmail.com"), Mailbox("", "pay@secure-amaz0n.example.org")
    one = made(mail("Write to help@evil.example.com.", sender=sender, reply_to=(other,)))
    assert one.sender == "Amazon Orders <amz.orders@gmail.com>"
    assert (
        one.reply_to == "pay@secure-amaz0n.example.org.example"
        and one.body == "Write to help@evil.example.com.example."
    )


def test_a_lookalike_of_a_persons_firm_stays_a_lookalike() -> None:
    sender = Mailbox("Bertram Oakes", "accounts@oakess-timber.example.com")
    one = made(
        mail("We have a new account.\n\nKind regards\nBertram Oakes", sender=sender),
        told=("Not oakes-timber.example.com.",),
    )
    assert one.sender == "Maria Keller <accounts@kellers-timber.example.com.example>"
    assert one.told == ("Not keller-timber.example.com.example.",)


def test_files_and_what_was_said_are_rid_of_names_too() -> None:
    files = (Attachment("Invoice_Greta_Holmqvist_88123.pdf", "application/pdf", "pdf", 1),)
    one = made(mail("See the file.", attachments=files), told=('It calls you "Greta" and shows 212-555-0187.',))
    assert one.attached == "Invoice_Ann_Reader_55014.pdf"
    assert one.told == ('It calls you "Ann" and shows 803-555-0142.',)


def test_the_body_is_a_hundred_words_with_the_first_sentences_and_those_that_are_quoted() -> None:
    filler = " ".join(f"This is sentence {one} of very many that say nothing new." for one in "abcdefghijklmnop")
    text = f"Dear customer,\n\nyour box is full. {filler}\n\nType your password here today. {filler}"
    body = made(mail(text), "Type your password here").body
    assert words_in(body) <= 100 and body.startswith("Dear customer,\nyour box is full.")
    assert "Type your password here today." in body


def test_of_somebody_whose_name_is_a_word_the_word_stays() -> None:
    one = anonymous(
        mail("Hi Will,\n\nyou will get it, Will. Ask Jo. We go to joke."),
        Around(people=(Mailbox("Will Jo", ""),)),
        SAID,
    )
    assert one.body == "Hi Ann,\nyou will get it, Ann. Ask Reader. We go to joke."


MANY = tuple(Mailbox(f"Quirin{one} Zander{one}", f"q{one}@papyrus.test") for one in range(20))


@pytest.mark.thorough
@pytest.mark.parametrize("piece", ["a", "1 ", "Dear ", "a@", "A. ", "[x](", "1-", "Am Weg ", "https://a.b/", "Q.u.i."])
def test_a_hostile_mail_costs_no_more_than_its_length(piece: str) -> None:
    def work(text: str) -> None:
        made(mail(text, Link(text[:50], "", f"https://evil.example.com/{text}"), subject=text, to=MANY), text[:200])

    grows_linearly(work, lambda n: piece * n, largest=8_000)


def test_letters_of_other_looks_and_invisible_ones_hide_no_name() -> None:
    one = made(mail("Hello 𝐆𝐫𝐞𝐭𝐚 and Gre\u200bta and Ｇｒｅｔａ. Call ２１２-５５５-０１８７."))
    assert "greta" not in flat(one.body) and "803-555-0142" in one.body


NAMES = st.sampled_from(
    "Quentin Yolanda Bartholomew Xaver Ingeborg Zsófia Øyvind Jørgen Agnieszka Thibault Fitzgerald Ramírez Krzysztof "
    "Nguyen Abernathy Lütkemeyer Çelik Oyelaran Castellanos Vandenberg Szczepański Hakimi".split()
)
SPLITS = st.sampled_from(["{0} {1}", "{1}, {0}", "{0}.{1}", "{0}_{1}", "{0}-{1}", "{0}{1}", "{0}  {1}", "{1} {0}"])
CASES = st.sampled_from([str, str.upper, str.lower])
AROUND_IT = st.sampled_from(
    [
        "We wrote to {} yesterday.", "{}", "Hi {},", "({})", "“{}” asked us.", "file_{}.pdf", "Ist {} da?", "https://evil.example.com/{}",
        "https://evil.example.com/?u={}", "mailto {}!", "{}@evil.example.com", "cc: {};", "à l'attention de {}", "[{}](https://evil.example.com)",
    ]
)  # fmt: skip
DIGITS = st.text("0123456789", min_size=7, max_size=14)


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(
    st.tuples(NAMES, NAMES).filter(lambda two: two[0] != two[1]),
    st.lists(st.tuples(AROUND_IT, SPLITS, CASES), min_size=1, max_size=6), DIGITS,
    st.sampled_from(["-", " ", ".", "", "/"]),
)  # fmt: skip
def test_no_personal_string_is_left_however_it_is_split_or_written(
    name: tuple[str, str], uses: list[tuple[str, str, type[str]]], digits: str, between: str
) -> None:
    assume(digits not in "5501420173" * 3 and set(digits) != {"0"})  # what takes the place of others
    who = Mailbox(" ".join(name), f"{flat(name[0])}.{flat(name[1])}@papyrus.test")
    number = between.join(digits[at : at + 4] for at in range(0, len(digits), 4))
    lines = [around.format(case(split.format(*name))) for around, split, case in uses]
    text = "\n".join([*lines, f"Your number {number} is noted.", who.address])
    files = (Attachment(f"{'_'.join(name)}.pdf", "application/pdf", "pdf", 1),)
    email = mail(
        text,
        Link(" ".join(name), "", f"https://evil.example.com/{who.address}"),
        subject=lines[0],
        to=(who,),
        attachments=files,
    )
    one = made(email, *lines, told=tuple(lines))
    left = flat(shown(one))
    assert flat("".join(name)) not in left and flat("".join(reversed(name))) not in left
    assert flat(who.address) not in left
    assert not {flat(part) for part in name} & set(words(shown(one)))
    assert flat(digits) not in left
