"""HTML must be read as a person sees it: what is hidden from them must not pass for what the mail says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.email import Form
from bot.mail.html import Page, page
from tests.growth import grows_linearly


def shown(source: str) -> str:
    return page(source).text


def test_blocks_and_breaks_are_lines_and_white_space_is_one_space() -> None:
    assert shown("<div>Dear  \n Ann</div><div>Pay<br>now&nbsp;&nbsp;please</div>") == "Dear Ann\nPay\nnow please"


def test_paragraphs_stand_apart_and_cells_on_one_line() -> None:
    assert shown("<p>One</p><p>Two</p><table><tr><td>Total<td>$9.00</table>") == "One\n\nTwo\n\nTotal\t$9.00"


def test_a_word_is_not_cut_by_inline_elements_or_zero_width_marks() -> None:
    assert shown("Ama<b>z</b>on Pay\u200bPal") == "Amazon Pay\u200bPal"


def test_preformatted_text_keeps_its_lines() -> None:
    assert shown("<pre>one\ntwo</pre>") == "one\ntwo"


def test_references_are_decoded_also_where_the_library_would_raise() -> None:
    assert shown("A&amp;B &#65;&#x42;&#00000000067;") == "A&B ABC"
    assert shown("x&#" + "1" * 5000 + ";y") == "x\ufffdy"


@pytest.mark.parametrize(
    "opening",
    [
        "<span style='display:none'>",
        "<span style='DISPLAY : None !important; display:block'>",
        "<span style='dis/**/play:x;display:n\\6f ne'>",
        "<span style='visibility:hidden'>",
        "<span style='opacity:0.01'>",
        "<span style='font-size:1px'>",
        "<span style='font:0/0 a'>",
        "<span style='max-height:0;overflow:hidden'>",
        "<span style='width:0px;overflow:hidden'>",
        "<span style='color:#fff'>",
        "<span style='color:rgb(254, 254, 254)'>",
        "<span style='color:rgba(0,0,0,0)'>",
        "<span style='color:transparent'>",
        "<span style='position:absolute;left:-9999px'>",
        "<span style='text-indent:-999em'>",
        "<span style='position:absolute;clip:rect(0 0 0 0)'>",
        "<span style='transform:scale(0)'>",
        "<span hidden>",
        "<font color=white>",
        "<template>",
    ],
)
def test_what_cannot_be_seen_is_hidden_text(opening: str) -> None:
    found = page(f"<p>{'Seen. ' * 20}</p>{opening}secret</{opening[1:].split()[0].rstrip('>')}> and seen")
    assert "secret" not in found.text
    assert found.hidden_text == "secret"
    assert found.text.endswith("and seen")


@pytest.mark.parametrize(
    "source",
    [
        "<span aria-hidden=true>seen</span>",
        "<table><td bgcolor=#0a0><a href=https://a.example style='color:#fff'>seen</a>",
        "<table bgcolor=black><tr><td style='color:white'>seen</table>",
        "<div style='background:url(x.png)'><span style='color:#fff'>seen</span></div>",
        "<div style='font-size:0'><span style='font-size:14px'>seen</span></div>",
        "<div style='visibility:hidden'><b style='visibility:visible'>seen</b></div>",
        "<a style='mso-hide:all' href=https://a.example>seen</a>",
        "<noscript>seen</noscript>",
        "<![if !mso]>seen<![endif]>",
        "<!--[if !mso]><!-->seen<!--<![endif]-->",
        "<p style='display:none'>x<div>seen</div>",
        "<table style='display:none'>seen<tr><td>x</table>",
        "<font color=white><div></font>seen</div>",
        "<style>@media (max-width:600px){p{display:none}}</style><p>seen</p>",
        "<style>@media (prefers-color-scheme:dark){p{color:#fff}}</style><p>seen</p>",
    ],
)
def test_what_can_be_seen_is_not_called_hidden(source: str) -> None:
    assert shown(source) == "seen"


@pytest.mark.parametrize(
    "rule",
    [
        ".a{display:none}",
        "p.a { display : none }",
        "#b, i {display:none}",
        "div .a {display:none}",
        "div > p{color:#fff}",
        "@media screen {.a{display:none}}",
        "<!-- .a{display:none} -->",
        ".a{display:none !important} .a{display:block}",
    ],
)
def test_rules_of_a_style_sheet_hide_too(rule: str) -> None:
    assert shown(f"<style>{rule}</style><div><p class='x a' id=b>secret</p></div>seen") == "seen"


def test_comments_scripts_styles_and_outlook_only_parts_are_no_text() -> None:
    source = "<title>T</title><!-- a --><script>b</script><style>c</style><!--[if mso]>d<![endif]-->seen<!--e"
    assert (page(source).text, page(source).hidden_text, page(source).title) == ("seen", "", "T")


def test_the_preview_line_of_newsletters_is_not_held_against_them() -> None:
    filler = "&zwnj;&nbsp;&#847; " * 60
    found = page(f"<body><div style='display:none'>Your March news{filler}</div><p>Hello</p></body>")
    assert (found.preheader, found.hidden_text, found.text) == ("Your March news", "", "Hello")


def test_a_long_hidden_beginning_is_no_preview_line() -> None:
    found = page(f"<div style='display:none'>{'word ' * 80}</div>Hello")
    assert (found.preheader, found.hidden_text[:9]) == ("", "word word")


def test_a_block_for_small_screens_that_repeats_what_is_shown_is_not_hidden_text() -> None:
    found = page(f"<p>Track parcel</p><p>{'x ' * 60}</p><div style='display:none'>Track parcel</div>")
    assert found.hidden_text == ""


def test_a_link_is_what_is_shown_what_is_written_and_where_it_goes() -> None:
    wrapped = "https://www.google.com/url?q=https%3A%2F%2Fevil.test%2Fx&amp;sa=D"
    (link,) = page(f'<a href="{wrapped}">www.<b>bank</b>.example</a>').links
    assert (link.shown, link.target, link.wrapped_by) == (
        "www.bank.example",
        "https://evil.test/x",
        ("google",),
    )
    assert link.written == wrapped.replace("&amp;", "&")


def test_the_alt_text_of_a_linked_picture_is_what_the_link_shows() -> None:
    found = page("<a href=https://a.example><img src=cid:1 alt='Pay now'></a><img src=b alt=Logo>")
    assert (found.links[0].shown, found.links[0].picture, found.text) == ("Pay now", True, "")
    assert (found.pictures, found.image_alts, found.image_sources) == (2, ("Pay now", "Logo"), ("cid:1", "b"))


def test_tracking_pixels_are_no_pictures() -> None:
    assert page("<img src=x width=1 height=1><img src=y style='display:none'><img src=z height='1px'>").pictures == 0


def test_a_link_nobody_can_see_is_marked_so() -> None:
    found = page("<a href=https://a.example style='display:none'>a</a><a href=https://b.example>b</a>")
    assert [(one.where, one.shown) for one in found.links] == [("hidden", "a"), ("body", "b")]


def test_an_unclosed_link_ends_at_the_next_one_and_at_its_cell() -> None:
    found = page(
        "<table><tr><td><a href=https://a.example>a<td>x<td><a href=https://b.example>b<a href=https://c.example>c"
    )
    assert [one.shown for one in found.links] == ["a", "b", "c"]


def test_a_base_address_is_respected_and_areas_are_links() -> None:
    found = page(
        "<base href=https://evil.test/d/><a href=x.html>x</a><area href=//b.example/y alt=Y><a href=#top>t</a>"
    )
    assert [(one.shown, one.target) for one in found.links] == [
        ("x", "https://evil.test/d/x.html"),
        ("Y", "https://b.example/y"),
    ]


def test_forms_tell_where_they_send_and_what_they_ask() -> None:
    source = (
        "<form action=https://evil.test/a><input name=user><input type=password name=pw><select name=s></select>"
        "<input type=submit value='Sign in' formaction=https://evil.test/b></form><input type=tel id=t>"
    )
    found = page(source)
    fields = ("text:user", "password:pw", "select:s")
    assert found.forms == (
        Form("https://evil.test/a", fields),
        Form("https://evil.test/b", fields),
        Form("", ("tel:t",)),
    )
    assert found.text == "Sign in"


@pytest.mark.parametrize(
    "source",
    [
        "<script>x</script>",
        "<body onload=go()>",
        "<a href='java\nscript:x'>a</a>".replace("\n", ""),
        "<form action=javascript:x>",
    ],
)
def test_scripts_are_noted(source: str) -> None:
    assert page(source).scripts


def test_structured_data_of_honest_senders_is_no_script() -> None:
    assert not page("<script type='application/ld+json'>{}</script><p title='turn on = off'>x</p>").scripts


def test_a_page_that_sends_its_reader_on_tells_where() -> None:
    found = page(
        "<meta http-equiv=Refresh content='0; URL=https://evil.test/x'><iframe src=https://b.test/>"
    ).meta_refresh
    assert found is not None
    assert found.target == "https://evil.test/x"


def test_an_attribute_cannot_swallow_the_text_behind_it() -> None:
    assert shown('<a =">seen</a>') == "seen"
    assert shown("<p title=it's>seen</p>") == "seen"
    assert shown("a < b and <3 seen") == "a < b and <3 seen"


def test_reversed_letters_are_read_as_they_are_shown() -> None:
    assert shown("<bdo dir=rtl>nozamA</bdo>") == "Amazon"


@pytest.mark.thorough
def test_a_hundred_thousand_nested_blocks_are_read() -> None:
    found = page("<div>" * 100_000 + "seen")
    assert (found.text, found.defects) == ("seen", ("html nested too deep",))


@given(st.text(alphabet="<>/!-='\"& abdhipstyle:#;.{}\n\0\u200b", max_size=200) | st.text())
def test_nothing_raises(source: str) -> None:
    assert isinstance(page(source), Page)


@given(
    st.lists(
        st.sampled_from(
            (
                "<div> </div> <p> </p> <table> </table> <tr> <td> </td> <a\thref=x> </a> <b\tclass=a> </b> <li>"
                " <ul> </ul> <font\tcolor=white> </font> <template> </template> <button> </button> <form> <caption>"
                " </caption> x <br> <style>.a{color:#fff} </style>"
            ).split(" ")
        )
    )
)
def test_broken_nesting_never_raises(pieces: list[str]) -> None:
    page("".join(pieces))


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<", "</", "<!--", "<a b='", "<a b=\"", "<a ", "<table><tr><td>", "<p><font color=1>x</p>",
        "<b class=a>", "</b>",
        "<a href=http://a.example>x", "&", "&#1", "<style>", "<style>.a{", "<title>", "<img src=x alt=y>", "<li>",
        "<i><div></i>",
        "<table>x", "<input name=x>", "<span style='display:none'>x</span>", "<br>x",
    ],
)  # fmt: skip
def test_hostile_pages_take_linear_time(piece: str) -> None:
    grows_linearly(page, lambda n: piece * n, n=200)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "<p " + "a=1 " * n + ">",
        lambda n: "<p style='" + "color:red;" * n + "'>x",
        lambda n: "<style>" + ".a .b{color:#fff}" * n + "</style><b class='a b'>x",
        lambda n: "<style>" + "{" * n,
        lambda n: "<style>" + "a," * n + "b{display:none}",
        lambda n: "".join(f"<font color={i}>" for i in range(n)) + "<p>x</p>" * n,
        lambda n: "<b title='on" + "onclick " * n + "'>",
    ],
)
def test_hostile_attributes_and_styles_take_linear_time(make) -> None:  # type: ignore[no-untyped-def]  # any maker of hostile input
    grows_linearly(page, make, n=200)
