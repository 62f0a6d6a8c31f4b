"""If these fail, a program passes as a document because its sender called it one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.attachments import dangerous, dangerous_name, matches_name, real_kind, tricked
from tests.growth import grows_linearly
from tests.mail.attachments import made

HEADERS = b"From: a@shop.example\nTo: b@firm.example\nSubject: hi\n\nbody"


@pytest.mark.parametrize(
    "data, name, kind",
    [
        (b"", "a.pdf", "empty"),
        (b"\r\n\r\n", "a.pdf", "empty"),
        (made.pdf(), "a.bin", "pdf"),
        (b"junk\n" + made.pdf(), "a", "pdf"),
        (b"<html><body>hi", "a.pdf", "html"),
        (b"\xef\xbb\xbf \n<!-- note --> <!DOCTYPE html><p>hi", "a", "html"),
        ("<script>x()</script>".encode("utf-16"), "a.txt", "html"),
        (b"<a href='https://x.example'>go</a>", "a.htm", "html"),
        (b"<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "svg"),
        (b"<svg><script>x</script></svg>", "", "svg"),
        (b"<?xml version='1.0'?><Invoice/>", "a.xml", "xml"),
        (made.invitation("SUMMARY:x"), "invite", "calendar"),
        (b"BEGIN:VCARD\nFN:Ann\nEND:VCARD", "a.vcf", "vcard"),
        (HEADERS, "forwarded.eml", "eml"),
        (HEADERS, "", "eml"),
        (b"just a note", "a.txt", "text"),
        (b"a,b\n1,2", "a.csv", "text"),
        (made.zipped({"a.txt": "x"}), "a.pdf", "zip"),
        (b"%PDF-1.4\n" + made.zipped({"a.txt": "x"}), "a.zip", "zip"),
        (made.zipped({"[Content_Types].xml": "x", "word/document.xml": "x"}), "a", "office"),
        (made.zipped({"[Content_Types].xml": "x", "word/vbaProject.bin": "x"}), "a.docx", "office-macro"),
        (made.zipped({"META-INF/MANIFEST.MF": "x", "A.class": "x"}), "a.zip", "jar"),
        (made.zipped({"AndroidManifest.xml": "x", "classes.dex": "x"}), "a.zip", "apk"),
        (made.rar4("a"), "a", "rar"),
        (made.rar5("a"), "a", "rar"),
        (made.seven_zip("a"), "a", "7z"),
        (b"\x1f\x8b\x08" + bytes(20), "a", "gzip"),
        (made.iso("A.EXE"), "a.img", "iso"),
        (made.cab("a"), "a", "cab"),
        (b"0000000**ACE**", "a", "ace"),
        (b"vhdxfile" + bytes(99), "a.vhdx", "disk"),
        (bytes(1000) + b"conectix" + bytes(504), "a.vhd", "disk"),
        (b"MZ\x90\x00\x03" + bytes(200), "a.pdf", "exe"),
        (b"\x7fELF" + bytes(60), "a", "elf"),
        (b"\xcf\xfa\xed\xfe" + bytes(60), "a", "macho"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "a", "lnk"),
        (b"[InternetShortcut]\r\nURL=https://x.example", "a.url", "url"),
        (b"ITSF\x03" + bytes(60), "a", "chm"),
        (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3x", "a", "onenote"),
        (b"var a = new ActiveXObject('x')", "a.js", "script"),
        (b"@echo off\r\nstart x", "a", "script"),
        (b"<job><script language='VBScript'>x</script></job>", "a.wsf", "script"),
        (b"<html><hta:application id=x>", "a.hta", "script"),
        (b"{\\rtf1 hi}", "a.doc", "rtf"),
        (made.qr("x"), "a.jpg", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a", "image"),
        (b"\x00\x00\x00\x18ftypheic", "a", "image"),
        (b"\x00\x00\x00\x18ftypisom", "a", "video"),
        (b"ID3\x03" + bytes(60), "voice.wav", "audio"),
        (b"-----BEGIN PGP SIGNATURE-----", "", "signature"),
        (made.compound({"WordDocument": b"x"}), "a.doc", "ole"),
        (bytes(range(256)) * 4, "a.dat", "unknown"),
    ],
)
def test_the_content_tells_the_kind(data: bytes, name: str, kind: str) -> None:
    assert real_kind(data, name) == kind


@pytest.mark.parametrize(
    "kind, name",
    [
        ("pdf", "Invoice.PDF"),
        ("text", "notes.txt"),
        ("image", "photo.jpeg"),
        ("html", "page.htm"),
        ("pdf", "v1.2 report.pdf"),
        ("office", "a.b.docx"),
        ("gzip", "logs.tar.gz"),
        ("image", "noname"),
        ("text", "README"),
        ("calendar", ""),
    ],
)
def test_an_honest_name_matches(kind: str, name: str) -> None:
    assert matches_name(kind, name)


@pytest.mark.parametrize(
    "kind, name",
    [
        ("exe", "invoice.pdf"),
        ("exe", "invoice.pdf.exe"),
        ("html", "invoice.pdf"),
        ("html", "invoice.pdf.html"),
        ("exe", "invoice\u202efdp.exe"),
        ("exe", "invoice.pdf                      .exe"),
        ("exe", "readme"),
        ("text", "invoice.pdf"),
        ("zip", "report.docx"),
        ("office-macro", "report.docx"),
    ],
)
def test_a_name_that_hides_what_the_file_is_does_not_match(kind: str, name: str) -> None:
    assert not matches_name(kind, name)


def test_tricks_in_names_are_told_apart() -> None:
    assert [tricked(name) for name in ("a.pdf.js", "a\u202egnp.exe", "a.pdf       .exe", "a.pdf", "a.tar.gz")] == [
        "double",
        "turned",
        "spaces",
        "",
        "",
    ]


def test_what_runs_is_dangerous_and_a_document_is_not() -> None:
    assert all(map(dangerous, ("exe", "script", "lnk", "iso", "disk", "jar", "office-macro", "onenote")))
    assert not any(map(dangerous, ("pdf", "office", "image", "zip", "text", "calendar", "html")))
    assert dangerous_name("Rechnung.js") and dangerous_name("setup.EXE") and not dangerous_name("readme.txt")


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_under_any_name_have_a_kind(data: bytes, name: str) -> None:
    kind = real_kind(data, name)
    assert kind
    assert matches_name(kind, name) in {True, False}


@pytest.mark.parametrize("piece", [b"<!--", b"<?x?>", b"PK\x05\x06", b"a:", b" ", b"From:x\n", b"<a"])
def test_telling_the_kind_is_linear(piece: bytes) -> None:
    grows_linearly(lambda data: real_kind(data, "a.zip"), lambda n: piece * n, largest=1 << 18)
