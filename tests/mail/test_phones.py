"""A call is how a callback scam ends: its number must be found in every disguise, and an order number must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.phones import phones
from tests.growth import grows_linearly


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("call 803-555-0142 to cancel", "+18035550142"),
        ("(803) 555-0142", "+18035550142"),
        ("+1 (803) 555\u20110142", "+18035550142"),
        ("803.555.0142", "+18035550142"),
        ("Call us 24/7 on 803-555-0142.", "+18035550142"),
        ("To cancel this order: 803-555-0142 24/7", "+18035550142"),
        ("Call now: 8035550142", "+18035550142"),
        ("020 7946 0123", "+442079460123"),
        ("+44 (0)20 7946 0123", "+442079460123"),
        ("07700 900123", "+447700900123"),
        ("030 23125 123", "+493023125123"),
        ("+49 30/23125-123", "+493023125123"),
        ("01 99 00 12 34", "+33199001234"),
        ("+55 (11) 91234-5678", "+5511912345678"),
        ("03-1234-5678", "+81312345678"),
        ("Llame al 912 345 678", "+34912345678"),
        ("zadzwoń 22 555 01 23", "+48225550123"),
        ("+46 8 465 004 12", "+46846500412"),
        ("+91 98765 43210", "+919876543210"),
        ("1300 555 012", "1300555012"),
    ],
)
def test_numbers_of_many_countries_are_found(text: str, number: str) -> None:
    (phone,) = phones(text)
    assert phone.number in {number, number.lstrip("+")} or phone.number.endswith(number[-9:])
    assert text[phone.start : phone.end] == phone.quote


@pytest.mark.parametrize(
    "text",
    [
        "８０３－５５５－０１４２", "𝟖𝟎𝟑-𝟓𝟓𝟓-𝟎𝟏𝟒𝟐", "⑧⓪③-⑤⑤⑤-⓪①④②", "٨٠٣-٥٥٥-٠١٤٢", "८०३-५५५-०१४२", "⁸⁰³-⁵⁵⁵-⁰¹⁴²",
        "8O3-555-O142", "803-555-Ol42",
        "8 0 3 - 5 5 5 - 0 1 4 2", "8 0 3 5 5 5 0 1 4 2", "803•555•0142", "803_555_0142", "803~555~0142",
        "803*555*0142", "803 / 555 / 0142",
        "803|555|0142", "8\u200b03\u200b-5\u200b55-0142", "8️⃣0️⃣3️⃣-5️⃣5️⃣5️⃣-0️⃣1️⃣4️⃣2️⃣", "八〇三-五五五-〇一四二",
        "eight zero three five five five zero one four two", "eight oh three, triple five, zero one four two",
        "acht null drei fünf fünf fünf null eins vier zwei", "huit zéro trois cinq cinq cinq zéro un quatre deux",
        "ocho cero tres cinco cinco cinco cero uno cuatro dos",
        "otto zero tre cinque cinque cinque zero uno quattro due",
        "oito zero três cinco cinco cinco zero um quatro dois", "acht nul drie vijf vijf vijf nul een vier twee",
        "osiem zero trzy pięć pięć pięć zero jeden cztery dwa", "åtta noll tre fem fem fem noll ett fyra två",
    ],
)  # fmt: skip
def test_every_disguise_is_one_number_and_its_quote_is_the_mails_own(text: str) -> None:
    (phone,) = phones(f"Call {text} now")
    assert phone.number == "+18035550142"
    assert phone.quote == text


def test_letters_on_the_keys_are_digits() -> None:
    (phone,) = phones("Dial 1-800-FLOWERS today", where="subject")
    assert (phone.quote, phone.number, phone.where) == ("1-800-FLOWERS", "+18003569377", "subject")


@pytest.mark.parametrize(
    "text",
    [
        "Order 112-8841203-5530917", "302-7781450-4410736", "your order 026-5519384-5510948", "2024-01-15 10:30",
        "2024-01-15T10:30:00Z",
        "20240115103000", "15.01.2024 - 17.01.2024", "06/2024 07/2024", "09.00 - 17.00 12", "$1,249.00",
        "1 234 567,00 kr", "123 456 789 zł",
        "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "4111 1111 1111 1111", "3782 822463 10005",
        "192.168.100.200",
        "Invoice 8035550142", "INV-2024-000123", "8035550142", "VAT 123 4567 89", "GB123456789", "1Z999AA10123456784",
        "9400 1000 0000 0000 0000 00", "https://x.example/803-555-0142", "https://x.example/?id=8035550142",
        "0 1 2 3 4 5 6 7 8 9 10",
        "one two three four five six seven eight", "Order #302-778-1450", "ISBN 978-3-16-148410-0", "1700000000",
        "00-B0-D0-63-C2-26",
        "550e8400-e29b-41d4-a716-446655440000", "sort code 20-00-00 account 12345678", "account 0099 8877 6655",
        "© 1996-2025",
        "NIP 123-456-32-18", "CNPJ 12.345.678/0001-95", "CPF 123.456.789-09", "123-45-6789", "3.141592653589",
        "803-555-0142-99",
        "1234567890123456789", "v10.0.19045.3803", "100 200 300 400",
        "our support team: request (number 16191281)", "pages 1711-1995", "SIRET 732 829 320 00074",
    ],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_phones(text: str) -> None:
    assert phones(text) == ()


def test_two_numbers_on_a_line_are_two() -> None:
    assert [one.quote for one in phones("803-555-0142, 803-555-0199")] == ["803-555-0142", "803-555-0199"]


@given(st.text() | st.text(alphabet="0123456789 -+().OlI½²٣\u200b\n"))
def test_nothing_raises_and_quotes_stand_where_they_say(text: str) -> None:
    for phone in phones(text):
        assert text[phone.start : phone.end] == phone.quote


@pytest.mark.parametrize(
    "piece",
    [
        "1 ", "-", "1", "+", "(", "1-", "O", "Ol", "l1", "one ", "double ", "803-555-0142 ", "+1", "0 1", "一", "a1",
        "1-800-A", "(1)",
        "1     ", "٣", "call ", "8 0 3 ",
    ],
)  # fmt: skip
def test_hostile_text_takes_linear_time(piece: str) -> None:
    grows_linearly(phones, lambda n: piece * n, n=500)
