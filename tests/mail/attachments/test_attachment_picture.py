"""If these fail, a link escapes as soon as it is drawn instead of written."""

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter, ImageOps

from bot.mail.attachments import Budget, attachment
from tests.mail.attachments import made

URL = "https://evil.example/login?u=42"


def as_png(image: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def code(**looks: int) -> Image.Image:
    return Image.open(io.BytesIO(made.qr(URL, **looks)))


VARIANTS = {
    "plain": made.qr(URL),
    "tiny": made.qr(URL, scale=1),
    "without a margin": made.qr(URL, border=0),
    "white on black": made.qr(URL, dark="white", light="black"),
    "black on transparent": made.qr(URL, light=None),
    "white on transparent": made.qr(URL, dark="white", light=None),
    "coloured": made.qr(URL, dark="#a01060", light="#ffe0c0"),
    "red on green of one brightness": made.qr(URL, dark="#d00000", light="#006a00"),
    "turned": as_png(code().convert("L").rotate(33, expand=True, fillcolor=255)),
    "blurred": as_png(code().convert("L").filter(ImageFilter.GaussianBlur(1.5))),
    "jpeg": as_png(code().convert("RGB"), "JPEG"),
    "gif": as_png(code(), "GIF"),
    "webp": as_png(code().convert("RGB"), "WEBP"),
    "bmp": as_png(code().convert("RGB"), "BMP"),
    "mirrored": as_png(ImageOps.mirror(code().convert("L"))),
    "on a large page": as_png(ImageOps.expand(code(scale=8).convert("L"), border=900, fill=255)),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_code_is_read_however_it_looks(name: str) -> None:
    assert made.read("a.png", VARIANTS[name]).codes == (URL,)


def test_a_code_becomes_a_link_with_its_place() -> None:
    found = made.read("qr.png", VARIANTS["plain"])
    assert [(link.target, link.where) for link in found.links] == [(URL, "qr:qr.png")]
    assert found.width == found.height > 100


def test_a_code_in_a_later_frame_is_read() -> None:
    first = Image.new("L", (164, 164), 255)
    out = io.BytesIO()
    first.save(out, "GIF", save_all=True, append_images=[code().convert("L").resize((164, 164))])
    assert made.read("a.gif", out.getvalue()).codes == (URL,)


def test_two_codes_in_one_picture_are_both_read() -> None:
    side = Image.new("L", (400, 200), 255)
    side.paste(code().convert("L"), (10, 10))
    side.paste(Image.open(io.BytesIO(made.qr("https://other.example/z"))).convert("L"), (210, 10))
    assert set(made.read("a.png", as_png(side)).codes) == {URL, "https://other.example/z"}


def test_a_code_with_a_contact_or_wifi_is_no_link() -> None:
    found = made.read("a.png", made.qr("WIFI:S:guest;T:WPA;P:secret;;"))
    assert found.codes and not found.links


def test_a_logo_has_a_size_and_no_code() -> None:
    found = made.read("a.png", as_png(Image.linear_gradient("L").resize((200, 60))))
    assert (found.width, found.height, found.codes) == (200, 60, ())


@pytest.mark.parametrize("side", [6_000, 20_000])
def test_a_picture_of_far_too_many_pixels_is_told_and_not_decoded(side: int) -> None:
    huge = bytearray(as_png(Image.new("1", (8, 8))))
    huge[16:24] = side.to_bytes(4, "big") * 2
    huge[29:33] = zlib.crc32(huge[12:29]).to_bytes(4, "big")
    assert made.unread("a.png", bytes(huge)) == {"too large"}


def test_the_hundredth_picture_of_a_mail_is_told() -> None:
    budget = Budget()
    why = [attachment("a.png", "", VARIANTS["plain"], inline=True, budget=budget)[1] for _ in range(30)]
    assert [one.why for one in why[-1]] == ["too many"]


def test_a_picture_that_cannot_be_decoded_is_told() -> None:
    assert made.unread("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(90)) == {"not supported"}
    assert made.unread("a.png", VARIANTS["plain"][:120]) == {"damaged"}


@given(st.binary(max_size=120), st.integers(0, 400), st.sampled_from(["plain", "jpeg", "gif", "webp", "bmp"]))
def test_no_damage_raises(noise: bytes, at: int, which: str) -> None:
    whole = VARIANTS[which]
    made.read("a.png", whole[:at] + noise + whole[at + len(noise) :])
