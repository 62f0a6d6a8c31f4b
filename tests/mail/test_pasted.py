"""People paste what they see: the sender, subject and body must be told from their own question about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.email import Mailbox
from bot.mail.pasted import Pasted, pasted_mail
from tests.growth import grows_linearly
from tests.mail.test_forwards import WORDING

SHOP = Mailbox("Ann's Shop", "orders@shop.example")
BODY = "Your order of $1,249.00 is on its way.\n\nCall 020 7946 0123 to cancel."


def headers(language: str, names: tuple[int, ...] = (0, 1, 3, 5)) -> str:
    words = WORDING[language].names
    values = (SHOP.written, "2 May 2024 10:00", "2 May 2024 10:00", "bob@firm.example", "", "Your order")
    return "\n".join(f"{words[at]}: {values[at]}" for at in names)


@pytest.mark.parametrize("language", WORDING)
@pytest.mark.parametrize("names", [(0, 1, 3, 5), (0, 2, 3, 5), (5, 0, 2, 3), (0, 5), (5, 2, 0)])
def test_header_lines_of_every_language_are_read_in_any_order(language: str, names: tuple[int, ...]) -> None:
    found = pasted_mail(f"{headers(language, names)}\n\n{BODY}")
    assert (found.sender, found.subject, found.text, found.about) == (SHOP, "Your order", BODY, "")


@pytest.mark.parametrize(
    "question", ["Is this legit?", "hi, got this today\n\nis it real?", "Ist das echt?", "これは詐欺ですか？"]
)
def test_the_question_above_is_not_part_of_the_mail(question: str) -> None:
    found = pasted_mail(f"{question}\n\n{headers('en')}\n\n{BODY}")
    assert (found.about, found.sender, found.text) == (question, SHOP, BODY)


SHOWN = {
    "Gmail": f"Your order\nInbox\n\n{SHOP.written}\n10:32 AM (2 hours ago)\nto me\n\n{BODY}",
    "Gmail in German": f"Your order\nPosteingang\n\n{SHOP.written}\n10:32 (vor 2 Stunden)\nan mich\n\n{BODY}",
    "Gmail in French": f"Your order\n\n{SHOP.written}\n10:32 (il y a 2 heures)\nÀ moi\n\n{BODY}",
    "Gmail, printed": f"Your order\n1 message\n{SHOP.written} Thu, 2 May 2024 at 10:32\nTo: bob@firm.example\n\n{BODY}",
    "Outlook on the web": f"Your order\n{SHOP.written}\nThu 5/2/2024 10:32 AM\nTo: Bob Roe\n\n{BODY}",
    "a question above": f"is this a scam?\n\nYour order\n{SHOP.written}\n2 May 2024, 10:32\n\n{BODY}",
}


@pytest.mark.parametrize("client", SHOWN)
def test_the_look_of_web_clients_is_read(client: str) -> None:
    found = pasted_mail(SHOWN[client])
    assert (found.sender, found.subject, found.text) == (SHOP, "Your order", BODY)
    assert found.about == ("is this a scam?" if "question" in client else "")


def test_a_sender_alone_on_the_first_line_is_enough() -> None:
    assert pasted_mail(f"{SHOP.written}\n\n{BODY}") == Pasted(SHOP, text=BODY)
    assert pasted_mail(f"is this real?\n{SHOP.written}\nto me\n\n{BODY}").about == "is this real?"


def test_headers_on_one_line_are_read() -> None:
    found = pasted_mail(f"From: {SHOP.written} Sent: 2 May 2024 10:00 To: bob@firm.example Subject: Your order\n{BODY}")
    assert (found.sender, found.date, found.subject, found.text) == (
        SHOP,
        "2 May 2024 10:00",
        "Your order",
        BODY,
    )


def test_a_body_on_the_subjects_line_is_not_lost() -> None:
    assert "Call now" in pasted_mail("From: a@b.example Sent: today To: c@d.example Subject: Hi Call now").text


def test_a_single_header_line_is_read() -> None:
    assert pasted_mail(f"Subject: Your order\n\n{BODY}") == Pasted(None, "Your order", text=BODY)
    assert pasted_mail(f"From: orders@shop.example\n{BODY}") == Pasted(Mailbox("", "orders@shop.example"), text=BODY)


def test_reply_to_is_read() -> None:
    found = pasted_mail(f"{headers('de')}\nAntwort an: else@where.example\n\n{BODY}")
    assert found.reply_to == (Mailbox("", "else@where.example"),)


def test_without_anything_known_everything_is_body() -> None:
    for text in (
        BODY,
        "From: London\nTo: Paris\nDate: 2 May\n\nYour flight",
        "Contact ann@shop.example\nor call",
        "",
    ):
        assert pasted_mail(text) == Pasted(text=text)


def test_a_forward_is_left_for_the_reader_of_forwards() -> None:
    text = f"is this real?\n\n---------- Forwarded message ---------\n{headers('en')}\n\n{BODY}"
    assert pasted_mail(text) == Pasted(text=text)


def test_a_subject_above_a_forward_is_the_forwards_own() -> None:
    found = pasted_mail(f"Subject: FW: Your order\n\n{headers('en')}\n\n{BODY}")
    assert (found.sender, found.subject, found.text) == (None, "FW: Your order", f"{headers('en')}\n\n{BODY}")


def test_a_reply_above_an_older_mail_is_not_taken_for_a_question() -> None:
    text = f"That is right.\n\nRegards,\nBob\n\n{headers('en')}\n\n{BODY}"
    assert pasted_mail(text) == Pasted(text=text)


@given(st.text(alphabet=st.sampled_from(list("> -:\n@<>._FromSubject:VonÀ：\ufeff\x00\"'()[],;")), max_size=300))
def test_no_text_raises(text: str) -> None:
    pasted_mail(text)
    pasted_mail(f"From: {text}\nSubject: x")


@pytest.mark.parametrize("piece", ["From: ", "From: a@b.example\n", ">", "-----", "\n", '"', "a@b.example, ", "件名："])
def test_twice_the_hostile_text_takes_at_most_three_times_as_long(piece: str) -> None:
    grows_linearly(pasted_mail, lambda n: piece * n, n=500, largest=1 << 18)
    grows_linearly(pasted_mail, lambda n: "From: " + piece * n, n=500, largest=1 << 18)
