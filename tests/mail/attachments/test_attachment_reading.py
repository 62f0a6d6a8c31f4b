"""If these fail, one file can stop the reading of a whole mail."""

from hypothesis import given
from hypothesis import strategies as st

from bot.mail.attachments import Budget, attachment
from bot.mail.email import Unread
from tests.mail.attachments import made


@given(st.text(max_size=30), st.text(max_size=30), st.binary(max_size=500), st.booleans())
def test_any_file_is_read(name: str, declared: str, data: bytes, inline: bool) -> None:
    found, unread = attachment(name, declared, data, inline=inline, budget=Budget())
    assert (found.size, found.inline, found.declared) == (len(data), inline, declared)
    assert all(one.part == "attachment" and one.why for one in unread)


def test_a_file_past_the_budget_keeps_its_kind_and_is_told() -> None:
    found, unread = attachment("a.pdf", "", made.pdf(made.lines("x")), inline=False, budget=Budget(octets=10))
    assert (found.real, found.text) == ("pdf", "")
    assert unread == (Unread("attachment", "a.pdf", "too large"),)


def test_a_budget_gives_what_it_has_and_no_more() -> None:
    budget = Budget(pages=1, unpacked=10)
    assert (budget.take("pages"), budget.take("pages")) == (True, False)
    assert (budget.all_of("unpacked", 7), budget.all_of("unpacked", 7), budget.all_of("unpacked", 7)) == (
        7,
        3,
        0,
    )


def test_a_program_is_told_and_not_read() -> None:
    found, unread = attachment("a.pdf", "application/pdf", b"MZ" + bytes(200), inline=False, budget=Budget())
    assert (found.real, found.text, unread) == ("exe", "", ())
