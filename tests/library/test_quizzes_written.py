"""A question that is typed comes back as it was, and nothing in a field gets out of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.content import content_root
from bot.library.quizzes.typed import own_question_mistakes
from bot.library.quizzes.written import WrittenQuestion, written_of

SCAM = WrittenQuestion(
    text="You did not expect this mail.",
    sender="Quickpost <desk@quickpost-fee.example>",
    subject='A fee of "1.99"',
    body="Hello,\nPlease [pay here](https://quickpost-fee.example/pay) today.",
    reply_to="other@quickpost.example",
    attached="fee.pdf",
    right="scam",
    scams=("parcel-fee",),
    idea="small-fees",
    looks_wrong=("domain", "urgency"),
    premise="medium",
    feedback={"scam": "Right. It asks for a fee.", "legit": "Not quite. It asks for a fee."},
)


def test_it_comes_back_as_it_was_and_is_in_order() -> None:
    page = SCAM.page("parcels")
    assert written_of(page) == SCAM
    assert own_question_mistakes("a-fee", page, content_root()) == ()


def test_of_a_real_mail_the_kinds_of_scam_are_left_out() -> None:
    page = replace(SCAM, right="legit").page("parcels")
    assert written_of(page).scams == () and written_of(page).looks_wrong == ("domain", "urgency")
    assert own_question_mistakes("a-fee", page, content_root()) == ()


def test_what_is_no_page_of_ours_is_an_empty_box() -> None:
    assert written_of("nothing") == written_of('+++\nkind = "do"\n+++\nWhat now?') == WrittenQuestion()


@pytest.mark.thorough
@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["text", "sender", "subject", "body", "reply_to", "attached"]),
        st.text("ab \n#~+-=[]()\"'\\`:&|\r\u2028", max_size=60) | st.text(max_size=30),
    )
)
def test_whatever_is_typed_the_key_and_the_answers_are_those_of_the_box(typed: dict[str, str]) -> None:
    page = replace(SCAM, **typed).filled_up().page("parcels")  # type: ignore[arg-type]
    back = written_of(page)
    if back != WrittenQuestion():
        assert (back.right, back.scams, back.idea, back.feedback) == (SCAM.right, SCAM.scams, SCAM.idea, SCAM.feedback)
    else:
        assert own_question_mistakes("a-fee", page, content_root())
