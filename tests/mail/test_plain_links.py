"""A mail without HTML carries links too, and copied text keeps them in many notations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.plain_links import links_in_text, organisation_of_text
from tests.growth import grows_linearly


@pytest.mark.parametrize(
    ("text", "written", "target"),
    [
        ("Go to https://a.example/x?y=1.", "https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("(see http://a.example/x(y))", "http://a.example/x(y)", "http://a.example/x(y)"),
        ("www.a.example, now", "www.a.example", "http://www.a.example"),
        ("pay at evri-pay.top/x!", "evri-pay.top/x", "http://evri-pay.top/x"),
        ("amaz0n-support.shop", "amaz0n-support.shop", "http://amaz0n-support.shop"),
        ("hxxps://evil[.]test/p", "hxxps://evil[.]test/p", "https://evil.test/p"),
        ("evil(.)example", "evil(.)example", "http://evil.example"),
        ("http://192.0.2.7:8080/x", "http://192.0.2.7:8080/x", "http://192.0.2.7:8080/x"),
        (
            "https://bank.example@evil.test/",
            "https://bank.example@evil.test/",
            "https://bank.example@evil.test/",
        ),
        ("こちらhttps://a.example/xをクリック", "https://a.example/x", "https://a.example/x"),
        ("HTTPS://A.example/X", "HTTPS://A.example/X", "https://A.example/X"),
    ],
)
def test_an_address_is_found_and_the_sentence_around_it_left_alone(text: str, written: str, target: str) -> None:
    (link,) = links_in_text(text, "body")
    assert (link.written, link.target, link.where) == (written, target, "body")


@pytest.mark.parametrize(
    ("text", "shown", "target"),
    [
        ("Hello. Track parcel <https://a.example/x> now", "Track parcel", "https://a.example/x"),
        ("[Pay now](https://a.example/x)", "Pay now", "https://a.example/x"),
        ("<https://a.example/x|Sign in>", "Sign in", "https://a.example/x"),
        ("<https://a.example/x>", "", "https://a.example/x"),
        ("https://a.example/x", "https://a.example/x", "https://a.example/x"),
    ],
)
def test_the_text_that_stands_for_a_link_is_kept(text: str, shown: str, target: str) -> None:
    (link,) = links_in_text(text, "body")
    assert (link.shown, link.target) == (shown, target)


def test_a_link_is_unwrapped_as_in_html() -> None:
    (link,) = links_in_text("https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.test%2F", "body")
    assert (link.target, link.wrapped_by) == ("https://evil.test/", ("facebook",))


@pytest.mark.parametrize(
    "text",
    [
        "write to ann@a.example or bob.b@mail.a.example", "see invoice.pdf, notes.md and setup.zip",
        "It is so.Now it ends", "e.g. this",
        "v2.0.1 and 3.14", "U.S.A.", "Ende.Der Rest", "", "...", "12:30 and 10.30",
    ],
)  # fmt: skip
def test_what_is_no_link_is_not_taken_for_one(text: str) -> None:
    assert links_in_text(text, "body") == ()


def test_the_owner_of_a_shown_address_is_told() -> None:
    assert organisation_of_text("www.bank.example/login") == "bank.example"
    assert organisation_of_text("Click here") == ""


@given(st.text() | st.text(alphabet="htps:/w.<>[]()|ao@x \n"))
def test_nothing_raises(text: str) -> None:
    for link in links_in_text(text, "body"):
        assert link.written in text


@pytest.mark.parametrize(
    "piece",
    [
        "http://",
        "a.",
        "a-",
        "<",
        "www.",
        "[.]",
        "a@",
        "https://a](",
        "x.com/",
        "(http://a)",
        ".a ",
        "[",
        "http://a ",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    grows_linearly(lambda text: links_in_text(text, "body"), lambda n: piece * n, n=500)
